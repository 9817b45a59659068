"""Every construction that states what led to what is read, whatever crisis it tells of; denials and order are not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import escalade

TEXTS: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "link_constructions.yaml").read_text(encoding="utf-8")
)


def _stated(text: str, folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, str]]:
    """Stated links and event mentions of one text, and the event of each mention."""
    (folder / "report.txt").write_text(text, encoding="utf-8")
    case = escalade.create(folder / "case")
    case.add(folder / "report.txt")
    case.run()
    event = {m: e["event_id"] for e in case.records("events") for m in e["event_mention_ids"]}
    links = [row for row in case.records("links") if row["basis"] == "stated"]
    return links, list(case.records("event_mentions")), event


@pytest.mark.parametrize("want", TEXTS["stated"], ids=lambda want: want["construction"].replace(" ", "-"))
def test_tie_is_read_in_every_construction(want: dict[str, str], tmp_path: Path) -> None:
    links, mentions, event = _stated(want["text"], tmp_path)

    def told(words: str) -> set[str]:
        spans = [m.span() for m in re.finditer(re.escape(words), want["text"])]
        inside = (m for m in mentions if any(a < m["char_end"] and m["char_start"] < b for a, b in spans))
        return {event[m["event_mention_id"]] for m in inside}

    causes, effects = told(want["cause"]), told(want["effect"])
    found = [(k["cause_event_id"], k["effect_event_id"]) for k in links]
    assert any(a in causes and b in effects for a, b in found)


@pytest.mark.parametrize("text", TEXTS["none"])
def test_order_questions_and_denials_tie_nothing(text: str, tmp_path: Path) -> None:
    assert _stated(text, tmp_path)[0] == []


@pytest.mark.parametrize(
    "end",
    [
        "The move came after protests.",
        "The step was taken after protests in Bria.",
        "They were ordered after an ambush.",
        "It was a response.",
        "The answer came. Now the rebels had fired.",
        "Hours later it did so, saying little.",
        "Hours later it took back the claim, saying its account had been hacked.",
    ],
)
def test_what_stands_for_a_deed_of_a_longer_sentence_before_loses_no_report(end: str, tmp_path: Path) -> None:
    before = (
        "Late on Sunday, after weeks of threats and two failed rounds of talks in the capital, the army stormed a camp."
    )
    assert len(_stated(f"{before} {end}", tmp_path)[1]) >= 1
