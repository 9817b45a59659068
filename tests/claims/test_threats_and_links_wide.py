"""Conditional threats and stated links in many wordings, read by the shipped reader: what is found, what is made up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

import escalade

HERE = Path(__file__).parent
DAY = "2024-02-03"
Rows = dict[str, list[dict[str, Any]]]


def _lists(name: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


THREATS, LINKS = _lists("wide_threats.yaml"), _lists("wide_links.yaml")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """Tables of one casebook of all the texts, by text."""
    folder = tmp_path_factory.mktemp("wide")
    texts = [r if isinstance(r, str) else r["text"] for t in (THREATS, LINKS) for rows in t.values() for r in rows]
    for i, text in enumerate(texts):
        (folder / f"r{i:03}.txt").write_text(f"Report\n\n{text}\n", encoding="utf-8")
    lines = ["file,published", *(f"r{i:03}.txt,{DAY}" for i in range(len(texts)))]
    (folder / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    case = escalade.create(folder / "case")
    case.add(folder)
    case.run()
    out: dict[str, Rows] = {}
    for table in ("tripwires", "links", "event_mentions"):
        by_text: Rows = defaultdict(list)
        for row in case.table(table).to_pylist():
            by_text[texts[int(re.findall(r"r(\d+)\.txt", row["uri"])[-1])]].append(row)
        out[table] = by_text
    ends = {m: e["event_id"] for e in case.table("events").to_pylist() for m in e["event_mention_ids"]}
    for mentions in out["event_mentions"].values():
        for m in mentions:
            m["event_id"] = ends[m["event_mention_id"]]
    return out


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _alike(a: str, b: str) -> bool:
    x, y = _words(a), _words(b)
    return 2 * sum((x & y).values()) >= 0.4 * (sum(x.values()) + sum(y.values()))


def _met(want: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((r for r in rows if all(_alike(want[k], r[k]) for k in ("condition", "consequence"))), None)


def _named(pattern: str, party: dict[str, Any] | None) -> bool:
    return not pattern or (party is not None and re.search(pattern, str(party).lower()) is not None)


@pytest.mark.parametrize(("half", "recall"), [("seen", 0.85), ("held", 0.70)])
def test_threats_are_found_with_issuer_addressee_and_deadline(read: dict[str, Rows], half: str, recall: float) -> None:
    pairs = [(t, _met(t, read["tripwires"][t["text"]])) for t in THREATS[half]]
    found = [(t, r) for t, r in pairs if r is not None]
    assert len(found) >= recall * len(pairs), [t["text"] for t, r in pairs if r is None]
    made = sum(len(read["tripwires"][t["text"]]) for t in THREATS[half])
    assert made - len(found) <= 0.08 * made
    for side, floor in (("issuer", 0.85), ("addressee", 0.75)):
        assert sum(_named(t[side], r[side]) for t, r in found) >= floor * len(found), side
    assert sum(t["until"] == r["valid_to"] for t, r in found) >= 0.9 * len(found)


def test_promises_weather_and_routine_are_no_threats(read: dict[str, Rows]) -> None:
    made = [t for t in THREATS["none"] if read["tripwires"][t]]
    assert len(made) <= 0.08 * len(THREATS["none"]), made


def _at(text: str, words: str, mentions: list[dict[str, Any]]) -> set[str]:
    """Events triggered at one of the words."""
    lead = len("Report\n\n")
    spans = [m.span() for w in words.split("|") for m in re.finditer(re.escape(w), text)]
    return {
        m["event_id"]
        for m in mentions
        if any(a < m["char_end"] - lead and m["char_start"] - lead < b for a, b in spans)
    }


def _stated(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(r["cause_event_id"], r["effect_event_id"]) for r in rows if r["basis"] == "stated"}


@pytest.mark.parametrize(("half", "recall"), [("seen", 0.72), ("held", 0.6)])
def test_links_are_found_where_both_deeds_are_coded(read: dict[str, Rows], half: str, recall: float) -> None:
    coded = right = made = 0
    for want in LINKS[half]:
        text = want["text"]
        causes, effects = (_at(text, want[k], read["event_mentions"][text]) for k in ("cause", "effect"))
        stated = _stated(read["links"][text])
        hit = any(c in causes and e in effects for c, e in stated)
        coded += bool(causes and effects)
        right += hit
        made += len(stated) - hit
    assert right >= recall * coded, (right, coded)
    assert made <= 0.1 * max(right, 1)


def test_what_merely_stands_together_is_no_link(read: dict[str, Rows]) -> None:
    assert [t for t in LINKS["none"] if _stated(read["links"][t])] == []
