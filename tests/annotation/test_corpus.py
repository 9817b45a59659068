"""The annotated corpus: every row quotes its words; the held part is whole crises of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from annotation.relations.validate import blocks, faults
from annotation.validate import MODES, STATUS, Wrong, check, flat, locate, resolve, rows

CORPUS = Path(__file__).parents[2] / "annotation"
TEXT = "Troops struck the camp, and the camp burned."


@pytest.mark.parametrize(
    "path", sorted([*CORPUS.glob("own/*.jsonl"), *CORPUS.glob("held/*.jsonl")]), ids=lambda p: p.name
)
def test_every_annotation_quotes_its_sentence(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(None, path) == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", sorted(CORPUS.glob("open/*.jsonl")), ids=lambda p: p.name)
def test_rows_of_open_sets_hold_offsets_and_no_text(path: Path) -> None:
    for row in rows(path):
        assert row.keys() <= {"id", "events", "hard"}
        for event in row["events"]:
            assert event["type"] in MODES
            assert event["status"] in STATUS
            assert event["t"][0] < event["t"][1]


def test_held_crises_are_not_trained_on() -> None:
    def crises(part: str) -> set[str]:
        return {r["crisis"] for p in (CORPUS / part).glob("*.jsonl") for r in rows(p) if "crisis" in r}

    assert crises("held")
    assert not crises("held") & crises("own")


def test_the_nearest_occurrence_is_meant_unless_one_is_named() -> None:
    assert locate(TEXT, "the camp", near=35) == (28, 36)
    assert locate(TEXT, "the camp") == (14, 22)
    assert locate(TEXT, "the camp#2", near=0) == (28, 36)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"t": "bombed"}, "not in the sentence"),
        ({"t": "the camp"}, "one word"),
        ({"type": "WAR"}, "no such type"),
        ({"mode": "demo"}, "no such mode"),
        ({"status": "likely"}, "no such status"),
        ({"killed": [3, 1]}, "low, high"),
        ({"actor": ["Soldiers"]}, "not in the sentence"),
    ],
)
def test_slips_of_annotators_are_named(change: dict[str, object], said: str) -> None:
    event = {"t": "struck", "type": "ASSAULT", "status": "asserted", "actor": ["Troops"]}
    assert resolve(TEXT, event)["t"] == [7, 13]
    with pytest.raises(Wrong, match=said):
        resolve(TEXT, event | change)


def test_a_sentence_left_out_or_told_twice_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts, done = tmp_path / "s.jsonl", tmp_path / "a.jsonl"
    texts.write_text("".join(json.dumps({"id": i, "text": TEXT}) + "\n" for i in "xy"), encoding="utf-8")
    done.write_text(2 * (json.dumps({"id": "x", "events": []}) + "\n"), encoding="utf-8")
    assert check(texts, done) == 2
    assert "not annotated: y" in capsys.readouterr().out


def test_reports_are_read_by_sentence() -> None:
    assert [r["id"] for r in flat([{"id": "r", "sentences": [{"text": "a", "events": []}] * 2}])] == ["r:0", "r:1"]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("relations/*.txt")), ids=lambda p: p.name)
def test_marked_passages_tie_only_marked_actors(path: Path) -> None:
    assert [(i, fault) for i, block in enumerate(blocks(path), 1) for fault in faults(block)] == []


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (["{a:Kone leads the {b:Front}."], "a mark that does not close"),
        (["{a:Kone} sleeps."], "fewer than two actors"),
        (["{a:Kone} leads the {b:Front}.", "a heads b affirms"], "no tie: a heads b affirms"),
        (["{a:Kone} leads the {b:Front}.", "a leads c affirms"], "ends that are not marked: a leads c affirms"),
    ],
)
def test_faults_of_a_marked_passage_are_named(block: list[str], fault: str) -> None:
    assert fault in list(faults(block))
