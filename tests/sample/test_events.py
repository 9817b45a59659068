"""The gold events of the bundled sample are sound, how they are scored, and the floors that are held."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from escalade.vocab import ontology
from tests.sample.events import COPIES, FLOORS, Coded, b_cubed, code, gold, score
from tests.sample.score import SAMPLE
from tests.sample.test_sample import visible


def test_every_quote_of_a_happening_stands_in_what_a_reader_of_its_file_sees() -> None:
    texts = {}
    for happening in gold():
        for m in happening["mentions"]:
            key = m["file"], m.get("row")
            if key not in texts:
                titles = ""
                if m.get("row"):
                    rows = map(json.loads, (SAMPLE / m["file"]).read_text(encoding="utf-8").splitlines())
                    titles = next(r["title"] for r in rows if r["id"] == m["row"]) + " "
                texts[key] = titles + visible(SAMPLE / m["file"], m.get("row"))
            assert texts[key].count(m["quote"]) == 1, (happening["id"], m)


def test_gold_events_are_well_formed() -> None:
    types, seen = set(ontology.load().types), set()
    for happening in gold():
        assert happening["id"] not in seen
        seen.add(happening["id"])
        assert set(happening["types"]) <= types
        assert all(set(m.get("types", ())) <= types for m in happening["mentions"])
        assert happening["origins"] is None or 1 <= happening["origins"][0] <= happening["origins"][1]
        assert all(r["stance"] in ("affirms", "denies") for r in happening["rivals"])
    told = [sum(not m["file"].startswith(COPIES) for m in h["mentions"]) > 1 for h in gold()]
    assert sum(told) >= 40


def test_b_cubed_counts_what_is_split_and_what_is_joined() -> None:
    assert b_cubed([("a", "1"), ("a", "1"), ("b", "2")]) == (1.0, 1.0, 1.0)
    assert b_cubed([("a", "1"), ("a", "2")]) == (1.0, 0.5, pytest.approx(2 / 3))
    assert b_cubed([("a", "1"), ("b", "1")]) == (0.5, 1.0, pytest.approx(2 / 3))


TEXT = "Rebels shelled the town. The army denied that it fled."
HAPPENING: dict[str, Any] = {
    "id": "shelling", "what": "", "types": ["ASSAULT"], "origins": [1, 2],
    "mentions": [{"file": "iran/a", "quote": "shelled the town"}, {"file": "iran/a", "quote": "it fled"}],
    "rivals": [{"by": "rebels", "stance": "affirms"}, {"by": "army", "stance": "denies"}],
}  # fmt: skip


def mention(ident: str, start: int, **given: Any) -> dict[str, Any]:
    row = {"event_mention_id": ident, "event_id": "e1", "event_type": "ASSAULT", "char_start": start, "score": 0.5}
    return row | {"polarity": "positive", "killed_min": None, "actors": []} | given


def said(ident: str, by: str, stance: str) -> dict[str, Any]:
    return {"about_id": ident, "stance": stance, "chain": [{"name": by, "actor_id": None}]}


def coded(*mentions: dict[str, Any], standing: str = "disputed", high: int = 2, **claims: Any) -> Coded:
    event = {"event_id": "e1", "event_mention_ids": [m["event_mention_id"] for m in mentions], "standing": standing}
    event |= {"n_origins_low": 1, "n_origins_high": high, "event_type": "ASSAULT", "date_start": None, "place": None}
    event |= {"actors": [], "recipients": []}
    held = defaultdict(list, {m["event_mention_id"]: [] for m in mentions})
    for claim in claims.get("claims", ()):
        held[claim["about_id"]].append(claim)
    by_id = {m["event_mention_id"]: m for m in mentions}
    events_of = {m["event_id"]: event | {"event_id": m["event_id"]} for m in mentions}
    return Coded({("iran/a", None): TEXT}, {("iran/a", None): list(mentions)}, by_id, events_of, held)


def test_a_happening_is_scored_by_reach_origins_and_rivals() -> None:
    two = mention("m1", 7), mention("m2", TEXT.index("fled"), polarity="negative")
    claims = [said("m1", "the rebels", "affirms"), said("m2", "the army", "denies")]
    figures, misses = score([HAPPENING], coded(*two, claims=claims))
    assert (figures["coverage"], figures["b3_f1"], figures["rivals"], figures["origins"]) == (1.0, 1.0, 1.0, 1)
    assert not misses
    figures, misses = score([HAPPENING], coded(*two, claims=claims, standing="single_origin", high=3))
    assert (figures["rivals"], figures["contested"], figures["origins"]) == (0.0, 0.0, 0)
    figures, _ = score([HAPPENING], coded(*two, claims=claims[:1]))
    assert (figures["rivals"], figures["contested"]) == (0.0, 1.0)


def test_what_is_split_is_told_apart_and_what_is_not_coded_is_missed() -> None:
    split = mention("m1", 7), mention("m2", TEXT.index("fled"), event_id="e2")
    figures, misses = score([HAPPENING], coded(*split))
    assert figures["b3_r"] == 0.5
    assert "apart" in {m.kind for m in misses}
    figures, misses = score([HAPPENING], coded(mention("m1", 7, event_type="AID")))
    assert figures["coverage"] == 0.0
    assert [m.kind for m in misses].count("not coded") == 2


@pytest.mark.slow
def test_no_figure_of_the_gold_events_falls_below_its_floor(tmp_path: Path) -> None:
    assert FLOORS.current(), "the gold has changed: pin anew with python -m tests.sample.events --update"
    now, _ = score(gold(), code(tmp_path))
    assert not FLOORS.worse(now)
    assert set(FLOORS.pinned()) == {n for n in now if not n.endswith("asked")}, FLOORS.path
