"""The bundled sample is whole, and what is coded of it stays as good as it was."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from escalade.model.status import STATUSES
from escalade.vocab import ontology
from tests.sample.score import FLOORS, SAMPLE, SETS, code, expected, judge, named, score, within

KEYS = {"file", "quote", "types"}
ASKED = KEYS | {"actor", "recipient", "status", "date", "killed", "speaker"}


class Visible(HTMLParser):
    """Gathers the text of a page that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)


def visible(file: Path, row: str | None) -> str:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        text = next(r["text"] for r in map(json.loads, text.splitlines()) if r["id"] == row)
    if file.suffix == ".html":
        page = Visible()
        page.feed(text)
        text = "".join(page.text)
    return " ".join(text.split())


@pytest.mark.parametrize("name", SETS)
def test_every_report_is_in_its_manifest_and_the_other_way_round(name: str) -> None:
    with (SAMPLE / name / "manifest.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["file"] for row in csv.DictReader(file)]
    there = sorted(path.name for path in (SAMPLE / name).iterdir() if path.name != "manifest.csv")
    assert sorted(listed) == there


def test_every_expected_quote_stands_once_in_what_a_reader_of_its_file_sees() -> None:
    counts = {
        (r["file"], r["quote"]): visible(SAMPLE / r["file"], r.get("row")).count(" ".join(r["quote"].split()))
        for r in expected()
    }
    assert {where: n for where, n in counts.items() if n != 1} == {}


def test_expected_records_are_well_formed() -> None:
    types = set(ontology.load().types)
    for record in expected():
        assert set(record) - {"row"} == (ASKED if record["types"] else KEYS | {"why"}), record
        assert set(record["types"]) <= types, record
        assert record.get("status", "asserted") in STATUSES, record


@pytest.mark.slow
def test_no_figure_of_the_sample_falls_below_its_floor(tmp_path: Path) -> None:
    assert FLOORS.current(), "the records have changed: pin anew with python -m tests.sample.score --update"
    now, _ = score(expected(), code(tmp_path))
    assert not FLOORS.worse(now)


def record(**changes: Any) -> dict[str, Any]:
    row = {
        "file": "a",
        "quote": "rebels killed 12 soldiers",
        "types": ["ASSAULT"],
        "actor": "rebels",
        "recipient": None,
    }
    return row | {"status": "claimed", "date": "2023-10", "killed": 12, "speaker": "army"} | changes


def mention(**changes: Any) -> dict[str, Any]:
    rebels = {"id": None, "name": "Tuareg rebels", "text": "they", "codes": []}
    row = {"event_type": "ASSAULT", "trigger": "killed", "char_start": 21, "actors": [rebels], "recipients": []}
    row |= {"status": "claimed", "date_start": "2023-10-02", "date_end": "2023-10-02", "killed_min": 12}
    return row | {"killed_max": None, "attribution": [{"name": "the army", "actor_id": None}], "rule": "kill"} | changes


def test_a_record_is_met_by_its_type_inside_its_quote() -> None:
    text = "In Kidal, Tuareg\nrebels killed 12 soldiers."
    for found, met in ((mention(), 1.0), (mention(char_start=2), 0.0), (mention(event_type="AID"), 0.0)):
        figures, misses = score([record()], {("a", None): (text, [found])})
        assert figures["met"] == met
        assert bool(misses) == (met == 0.0)


def test_each_thing_asked_is_judged_alone() -> None:
    assert all(judge(record(), mention()).values())
    assert not judge(record(), mention(killed_min=11))["killed"]
    assert not judge(record(), mention(date_end="2023-11-02"))["date"]
    assert not judge(record(), mention(attribution=[]))["speaker"]
    assert "speaker" not in judge(record(speaker=None), mention(attribution=[]))


def test_names_are_compared_by_what_they_stand_for() -> None:
    assert named("Bamako", "Mali", "it", "MLI", ["MLI"])
    assert named("Macron", "Emmanuel Macron", "he", "macron", [])
    assert not named("Mali", "Niger", "Niger", "NER", ["NER"])


def test_a_quote_is_found_whatever_the_white_space_and_marks() -> None:
    text = "He  said:\n“no\nmore”."
    start, end = within(text, 'said: "no more"') or (0, 0)
    assert text[start:end] == "said:\n“no\nmore”"
    assert within(text, "never") is None
