"""Ties in every frame of grammar: each verb, noun and office of the vocabulary works in all of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.claims.told import relations

ASKED: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "wide_relations.yaml").read_text(encoding="utf-8"))
VERBS = (("arm", "arms", "armed", "arming"), ("finance", "finances", "financed", "financing"))
NOUNS = ("proxy", "tool")
OFFICES = ("leader", "commander")
BACKING = ("support", "protection")


def _crossed() -> dict[str, dict[str, str]]:
    """Frames crossed with words, by part of the vocabulary: sentence -> tie."""
    out: dict[str, dict[str, str]] = defaultdict(dict)
    for text, stance in ASKED["verbs"]:
        for v, vs, ed, ing in VERBS:
            tie = f"algeria ~ sponsors ~ desert front ~ {stance}"
            out["verbs"][text.format(v=v, vs=vs, ed=ed, ing=ing)] = tie
    for text, stance in ASKED["nouns"]:
        for n in NOUNS:
            out["nouns"][text.format(n=n)] = f"desert front ~ serves ~ algeria ~ {stance}"
    for text, stance in ASKED["backing"]:
        for n in BACKING:
            out["backing"][text.format(n=n)] = f"algeria ~ sponsors ~ desert front ~ {stance}"
    for text, stance in ASKED["offices"]:
        for n in OFFICES:
            out["offices"][text.format(n=n)] = f"idris kone ~ leads ~ desert front ~ {stance}"
    out["wordings"], out["passages"] = dict(ASKED["wordings"]), dict(ASKED["passages"])
    return out


WANTED = _crossed()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    texts = [*(t for asked in WANTED.values() for t in asked), *ASKED["nothing"]]
    return relations(tmp_path_factory.mktemp("frames"), texts)


def _same(row: str, wanted: str) -> bool:
    """Whether a row says what is wanted, either way round for kinds that have a mirror."""
    (a, kind, b, stance), (x, asked, y, held) = row.split(" ~ "), wanted.split(" ~ ")
    turned = {"sponsors": "serves", "serves": "sponsors", "allied_with": "allied_with", "opposes": "opposes"}
    straight = kind == asked and x in a and (y in b or y[:4] == b[:4])
    mirrored = turned.get(kind) == asked and x in b and y in a
    return stance == held and (straight or mirrored)


@pytest.mark.parametrize(
    ("part", "floor"),
    [
        ("verbs", 0.93),
        ("nouns", 0.95),
        ("offices", 0.9),
        ("wordings", 0.9),
        ("passages", 0.9),
        ("backing", 0.93),
    ],
)
def test_ties_are_found_in_every_frame(told: dict[str, list[str]], part: str, floor: float) -> None:
    asked = WANTED[part]
    missed = [f"{t} {want}: {told[t]}" for t, want in asked.items() if not any(_same(r, want) for r in told[t])]
    assert 1 - len(missed) / len(asked) >= floor, missed


def test_look_alikes_are_no_ties(told: dict[str, list[str]]) -> None:
    made_up = [f"{text}: {told[text]}" for text in ASKED["nothing"] if told[text]]
    assert not made_up
