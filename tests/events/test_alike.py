"""Two deeds of one kind on one day, and one deed told twice: from the sentences to the events, with floors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import escalade

ROWS: dict[str, list[list[Any]]] = yaml.safe_load((Path(__file__).parent / "alike.yaml").read_text(encoding="utf-8"))
FLOORS = {
    "two": 54,
    "one": 72,
}  # of 66 pairs kept apart, of 78 joined; before the rules of decision 061 on like deeds 7 of 42 and 48 of 54

pytestmark = pytest.mark.slow


def events(case: Any, text: str) -> set[str]:
    """Events that the marked word of a sentence tells, else all that the sentence tells."""
    word = re.match(r"\w+", text[text.index("*") + 1 :])
    told = [m for m in case.records("event_mentions") if m["sentence"] in text.replace("*", "")]
    marked = [m for m in told if word and word.group() in m["trigger"]]
    return {m["event_id"] for m in marked or told}


def joined(folder: Path, row: list[Any]) -> bool | None:
    """Whether two reports are found to tell of one event; None if one of them is found to tell of none."""
    folder.mkdir()
    texts = {str(row[0]) + "/wire": row[1], str(row[2]) + "/post": row[3]}
    lines = [
        {"id": key, "text": text.replace("*", ""), "published": key.split("/")[0], "publisher": key.split("/")[1]}
        for key, text in texts.items()
    ]
    path = folder / "reports.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    case = escalade.create(folder / "casebook")
    case.add(path)
    case.run()
    first, second = (events(case, text) for text in texts.values())
    return bool(first & second) if first and second else None


@pytest.mark.parametrize("kind", ["two", "one"])
def test_deeds_of_a_day_are_told_apart_and_one_told_twice_is_one(tmp_path: Path, kind: str) -> None:
    wrong = [row for i, row in enumerate(ROWS[kind]) if joined(tmp_path / str(i), row) is not (kind == "one")]
    right = len(ROWS[kind]) - len(wrong)
    assert right >= FLOORS[kind], f"{right} of {len(ROWS[kind])}: " + "; ".join(f"{row[1]} | {row[3]}" for row in wrong)
