"""Bad input is set aside by name and the rest is coded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import REPORT, escalade  # type: ignore[import-not-found]

GERMAN = (
    "BERLIN - Die Bundesregierung hat am Dienstag die Angriffe auf das Lager scharf verurteilt. Der Sprecher sagte, "
    "man werde sich mit den Partnern über weitere Schritte beraten. Die Opposition forderte eine Erklärung.\n"
)


def make(folder: Path) -> dict[str, str]:
    """A folder of one good report and much that is not; name -> the code of its issue."""
    folder.mkdir()
    (folder / "good.txt").write_text(REPORT)
    (folder / "empty.txt").write_text("")
    (folder / "blank.txt").write_text(" \n\n ")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "bare.html").write_text("<html><head><script>var x = 1;</script></head><body><img src=x></body></html>")
    (folder / "columns.csv").write_text("date,headline\n2020-01-01,Nothing\n")
    (folder / "broken.jsonl").write_text('{"id": "x", "text": \n')
    (folder / "german.txt").write_text(GERMAN)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "twice.jsonl").write_text(
        json.dumps({"id": "a", "text": REPORT.replace("Gao", "Kidal")})
        + "\n"
        + json.dumps({"id": "a", "text": "Other."})
    )
    (folder / "manifest.csv").write_text("file,publisher\ngood.txt,Desert Wire\nmissing.txt,Nobody\n")
    return {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "noise.txt": "binary",
        "picture.png": "format",
        "bare.html": "no_text",
        "columns.csv": "columns",
        "broken.jsonl": "format",
        "german.txt": "language",
        "gone.txt": "unreadable",
        "twice.jsonl": "duplicate_id",
        "missing.txt": "manifest",
    }


def test_each_is_named_with_its_reason_and_the_good_ones_are_coded(tmp_path: Path) -> None:
    expected = make(tmp_path / "in")
    done = escalade("code", tmp_path / "in", "-o", tmp_path / "case", "--json", check=1)
    aside = {item["uri"].partition("#")[0]: item["code"] for item in json.loads(done.stdout)["set_aside"]}
    assert aside == expected
    documents = [
        json.loads(x) for x in escalade("export", tmp_path / "case", "--table", "documents").stdout.splitlines()
    ]
    kept = {d["uri"]: d["publisher"] for d in documents if d["kept"]}
    assert kept == {"good.txt": "Desert Wire", "a": kept.get("a")}
    again = escalade("code", tmp_path / "in", "-o", tmp_path / "case", "--json", check=1)
    assert len(json.loads(again.stdout)["set_aside"]) == len(json.loads(done.stdout)["set_aside"])


@pytest.mark.slow
def test_a_line_of_fifty_megabytes_costs_that_line(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    with path.open("w") as out:
        out.write(json.dumps({"id": "before", "text": REPORT}) + "\n")
        out.write('{"id": "huge", "text": "' + "word " * 10_000_000 + '"}\n')
        out.write(json.dumps({"id": "after", "text": REPORT.replace("Gao", "Menaka")}) + "\n")
    done = escalade("code", path, "-o", tmp_path / "case", "--json", check=1)
    (aside,) = json.loads(done.stdout)["set_aside"]
    assert aside["uri"].startswith("huge.jsonl")
    documents = [
        json.loads(x) for x in escalade("export", tmp_path / "case", "--table", "documents").stdout.splitlines()
    ]
    assert {d["uri"] for d in documents} == {"before", "after"}


def test_what_was_set_aside_can_be_traced_to_its_bytes(tmp_path: Path) -> None:
    make(tmp_path / "in")
    escalade("code", tmp_path / "in", "-o", tmp_path / "case", check=1)
    issues = [
        json.loads(line) for line in escalade("export", tmp_path / "case", "--table", "issues").stdout.splitlines()
    ]
    noise = next(issue for issue in issues if issue["uri"] == "noise.txt")
    found = json.loads(escalade("trace", tmp_path / "case", noise["issue_id"], "--json").stdout)
    origin = found["evidence"][0]["origin"]
    assert Path(origin["inbox_file"]).read_bytes() == (tmp_path / "in" / "noise.txt").read_bytes()


@pytest.mark.parametrize("there", [False, True])
def test_nothing_readable_leaves_no_casebook_behind(tmp_path: Path, there: bool) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_text("")
    if there:
        (tmp_path / "case").mkdir()
    done = escalade("code", tmp_path / "in", "-o", tmp_path / "case", check=3)
    assert "empty.txt: there is nothing in it" in done.stderr
    assert (tmp_path / "case").exists() == there
    assert not there or not list((tmp_path / "case").iterdir())
    escalade("import", tmp_path / "case", tmp_path / "in" / "empty.txt", "--as", "acled", check=3)
    assert (tmp_path / "case").exists() == there


def test_a_casebook_that_was_there_stays_when_nothing_new_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT)
    (tmp_path / "empty.txt").write_text("")
    escalade("code", tmp_path / "good.txt", "-o", tmp_path / "case")
    escalade("code", tmp_path / "empty.txt", "-o", tmp_path / "case", check=3)
    assert len(escalade("export", tmp_path / "case", "--table", "documents").stdout.splitlines()) == 1


def test_a_report_that_is_read_all_the_same_is_not_called_set_aside(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": REPORT, "published": "31/31/2024"}) + "\n")
    done = escalade("code", tmp_path / "a.jsonl", "-o", tmp_path / "case", check=1)
    assert "note: a.jsonl#0" in done.stderr
    assert "set aside" not in done.stderr
