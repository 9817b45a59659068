"""What the loader reads and refuses, with file and line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from escalade.errors import VocabularyError
from escalade.vocab import kept, loader
from escalade.vocab.loader import Entry, load


class Thing(Entry):
    id: str
    known: bool = False
    names: tuple[str, ...] = ()
    source: str | None = None


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "things.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_source_at_the_head_is_that_of_every_entry(tmp_path: Path) -> None:
    path = write(tmp_path, '- {source: "a list"}\n- {id: a}\n- {id: b, source: another}\n')
    assert [(t.id, t.source) for t in load(path, Thing)] == [("a", "a list"), ("b", "another")]


def test_text_is_what_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, '# names\n- id: NO\n  known: true\n  names: [1999, "a: b", yes]\n')
    assert load(path, Thing) == (Thing(id="NO", known=True, names=("1999", "a: b", "yes")),)


@pytest.mark.parametrize(("written", "read"), [("null", None), ("~", None), ("", None), ('"null"', "null"), ('""', "")])
def test_what_is_null_is_nothing_and_what_is_quoted_a_word(tmp_path: Path, written: str, read: str | None) -> None:
    assert load(write(tmp_path, f"- {{id: a, source: {written}}}\n"), Thing) == (Thing(id="a", source=read),)


def test_a_list_that_has_a_name_may_stand_again_by_it(tmp_path: Path) -> None:
    path = write(tmp_path, "- {id: a, names: &few [x, y]}\n- {id: b, names: *few}\n")
    assert [t.names for t in load(path, Thing)] == [("x", "y"), ("x", "y")]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("- {id: a}\n- {id: b, names: *few}\n", 2, "*few is no list told before"),
        ("- {id: a}\n- {id: b, id: c}\n", 2, "key 'id' twice"),
        ("- {id: a}\n- {id: b, colour: red}\n", 2, "colour: Extra inputs"),
        ("- {id: a}\n\n- word\n", 3, "entry: Input should be"),
        ("- {id: a}\n- {id: b, names: [x}\n", 2, ""),
        ("id: a\n", 1, "a list of entries was expected"),
        ('- {source: ""}\n- {id: a}\n', 1, "source: String should have at least 1 character"),
        ("- {id: a}\n- {source: late}\n", 2, "id: Field required"),
    ],
)
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, content: str, line: int, message: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(VocabularyError) as error:
        load(path, Thing)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert message in str(error.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "things.yaml"
    path.write_bytes(b"- {id: \xff}\n")
    with pytest.raises(VocabularyError, match="not UTF-8"):
        load(path, Thing)


def test_an_empty_file_has_no_entries(tmp_path: Path) -> None:
    assert load(write(tmp_path, "# nothing yet\n"), Thing) == ()


def test_a_shipped_file_is_parsed_once_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(loader, "DATA", tmp_path)
    parsed: list[str] = []
    texts = loader._texts
    monkeypatch.setattr(loader, "_texts", lambda text: parsed.append(text) or texts(text))
    path = write(tmp_path, "- {id: a, names: [x, y]}\n")
    first, second = load(path, Thing), load(path, Thing)
    assert first == second == (Thing(id="a", names=("x", "y")),)
    assert len(parsed) == 1
    write(tmp_path, "- {id: b}\n")
    assert load(path, Thing) == (Thing(id="b"),)
    assert len(parsed) == 2


@pytest.mark.parametrize("damage", ["", "{", '{"of": 1}', "[]", '{"of": "x", "rows": 3}'])
def test_a_spoilt_copy_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = write(tmp_path, "")
    kept.rows(path, b"one", lambda _: [(1, "one")])
    for copy in (tmp_path / "escalade" / "vocabulary").iterdir():
        copy.write_text(damage, encoding="utf-8")
    assert kept.rows(path, b"one", lambda _: [(1, "again")]) == [(1, "again")]


@pytest.mark.skipif(os.name == "nt", reason="a file for a folder reads otherwise there")
def test_where_nothing_can_be_kept_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert kept.rows(tmp_path / "x.yaml", b"one", lambda _: [(1, "one")]) == [(1, "one")]
