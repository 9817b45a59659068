from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.floors.__main__ import FLOORS, NOISE, digest, figures, measure


def test_no_figure_falls_below_its_floor(tmp_path: Path) -> None:
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert pinned["digest"] == digest(), "the gold has changed: pin anew with python -m tests.floors --update"
    now = measure(tmp_path)
    fallen = {name: (now[name], floor) for name, floor in pinned["floors"].items() if now[name] < floor - NOISE}
    assert not fallen


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ([], (0.0, 0.0)),
        ([("ASSAULT", 0)], (1.0, 1.0)),
        ([("ASSAULT", 0), ("AID", 0)], (0.5, 1.0)),
        ([("AID", 0)], (0.0, 0.0)),
        ([("ASSAULT", 0), ("AID", 20)], (1.0, 1.0)),  # an optional record counts neither way
    ],
)
def test_figures_of_small_cases(coded: list[tuple[str, int]], expected: tuple[float, float]) -> None:
    text = "killed five soldiers in an ambush"
    gold = [{"in": "killed five", "type": ["ASSAULT"]}, {"in": "an ambush", "type": ["ASSAULT"], "optional": True}]
    mentions = [{"event_type": kind, "char_start": start + (4 if start else 0)} for kind, start in coded]
    found = figures([(text, gold, mentions)])
    assert (found["precision"], found["recall"]) == expected
