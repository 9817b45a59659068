"""The reader: what it says of plain sentences, that it never varies, and that nothing makes it fall over."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from escalade.model.readings import Sentence
from escalade.reading import Reader
from escalade.reading.sentences import Splitter
from escalade.reading.tokens import tokenize

REPORT = (
    "Iran's foreign minister warned on Tuesday that U.S. forces would be attacked by militias.\n\n"
    "The Pentagon blamed Kata'ib Hizballah for the rocket attack, which killed a contractor near Kirkuk."
)


def words(text: str, row: Sentence) -> list[str]:
    return [text[a:b] for a, b in zip(row.token_start, row.token_end, strict=True)]


def relation(text: str, row: Sentence, word: str) -> tuple[str, str]:
    """(label, head word) of the first token written `word`."""
    found = words(text, row)
    i = found.index(word)
    return row.deprel[i], found[row.head[i] - 1] if row.head[i] else ""


def test_who_did_what_to_whom(reader: Reader) -> None:
    text = "The militia attacked American soldiers. The soldiers were attacked by the militia."
    first, second = reader.parse("d", text)
    assert relation(text, first, "militia") == ("nsubj", "attacked")
    assert relation(text, first, "soldiers") == ("obj", "attacked")
    assert relation(text, second, "soldiers") == ("nsubj:pass", "attacked")
    assert relation(text, second, "militia") == ("obl:agent", "attacked")


def test_lemmas_and_names(reader: Reader) -> None:
    text = "Vladimir Putin was visiting Baghdad when the rockets were fired."
    (row,) = reader.parse("d", text)
    lemma = dict(zip(words(text, row), row.lemma, strict=True))
    assert [lemma[w] for w in ("was", "visiting", "rockets", "fired", "Baghdad")] == [
        "be",
        "visit",
        "rocket",
        "fire",
        "Baghdad",
    ]
    assert row.ner[:5] == ("B-PER", "I-PER", "O", "O", "B-LOC")


def test_a_sentence_about_a_match_is_less_likely_to_tell_an_event(reader: Reader) -> None:
    war, match, nothing = (
        reader.parse("d", text)[0].eventful or 0.0
        for text in (
            "Rebels attacked the garrison of Bunia on Tuesday.",
            "The winger attacked the full-back again and again before the interval.",
            "The library is open on weekdays.",
        )
    )
    assert war > 0.8 > 0.5 > match > nothing > 0


def test_columns_run_in_parallel_and_every_tree_has_one_root(reader: Reader) -> None:
    for row in reader.parse("d", REPORT):
        lengths = {
            len(getattr(row, c))
            for c in ("token_start", "token_end", "lemma", "upos", "xpos", "head", "deprel", "ner", "mention")
        }
        assert len(lengths) == 1
        assert [d for h, d in zip(row.head, row.deprel, strict=True) if h == 0] == ["root"]
        for i in range(len(row.head)):
            steps, at = 0, i + 1
            while at:
                at, steps = row.head[at - 1], steps + 1
                assert steps <= len(row.head)


def test_a_sentence_reads_the_same_alone_and_among_others(reader: Reader) -> None:
    def shape(row: Sentence) -> tuple[object, ...]:
        return row.lemma, row.upos, row.xpos, row.head, row.deprel, row.ner, row.mention

    together = reader.parse("d", REPORT)
    alone = [reader.parse("d", REPORT[r.char_start : r.char_end])[0] for r in together]
    assert [shape(r) for r in together] == [shape(r) for r in alone]
    assert reader.parse("d", REPORT) == together


def test_another_process_reads_the_same(reader: Reader) -> None:
    code = "import sys; from escalade.reading import Reader; print(repr(Reader.load().parse('d', sys.stdin.read())))"
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", code], input=REPORT, capture_output=True, text=True, env=env, check=True
    )
    assert other.stdout.strip() == repr(reader.parse("d", REPORT))


def test_a_very_long_sentence_loses_no_word(reader: Reader) -> None:
    text = "The minister said that " + ", ".join(f"the army of country {i} attacked the base" for i in range(60)) + "."
    rows = reader.parse("d", text)
    assert [w for r in rows for w in words(text, r)][-2:] == ["base", "."]
    assert sum(len(r.head) for r in rows) == len(text.replace(",", " ,").replace(".", " .").split())
    assert all(r.head.count(0) == 1 for r in rows)


@pytest.mark.parametrize("text", ["a-" * 50_000, "; " * 5_000, "x@" * 50_000])
def test_endless_input_takes_no_endless_time(text: str) -> None:
    splitter = Splitter({}, -1)
    tokens = tokenize(text)
    assert splitter.split(text, tokens, 0, len(text))[-1][1] == len(tokens)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n \t",
        ".",
        "????",
        "\x00\x01",
        "א ב ג",
        "导弹袭击了基地。",
        "🚀🚀 " * 40,
        "a" * 5000,
        "-" * 300,
        "\ufeffIran\u200b",
        "\ud83d",
    ],
)
def test_odd_input_is_read_without_error(reader: Reader, text: str) -> None:
    rows = reader.parse("d", text)
    inside = "".join(w for r in rows for w in words(text, r))
    assert inside == "".join(text.split())


def test_missing_weights_are_named(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(FileNotFoundError, match=r"reader\.json"):
        Reader.load(Path(str(tmp_path)))
