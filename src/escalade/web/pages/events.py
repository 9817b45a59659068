"""Events: one selection as table, timeline, map and actor-by-actor matrix, with its facets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from escalade.web.columns import Taken
from escalade.web.imported import sides_of
from escalade.web.page import Ask, Page, Pager
from escalade.web.selection import Selection
from escalade.web.sides import sides
from escalade.web.store import ReadModel, Row

VIEWS = ("table", "map", "matrix")
BARS = 90  # bars of a timeline, about
PINS = 400  # places on a map
SIDE = 14  # actors along a side of the matrix
PLACE = ("name", "country", "latitude", "longitude", "precision")
KINDS: dict[str, Callable[[Any], bool]] = {  # of events at a place, by class
    "n": lambda quad: True,
    "force": lambda quad: quad == 4,
    "cooperation": lambda quad: quad in (1, 2),
}
SUMS = ("n", "q1", "q2", "q3", "q4")
AREAS = ("district", "province", "country", "region")  # drawn as areas, never as points


def events(ask: Ask, model: ReadModel) -> Page:
    """The selected events."""
    chosen = Selection(ask)
    view = ask.among("view", VIEWS, "table")
    total = chosen.total(model)
    rows = chosen.rows(model, ask.size, (ask.page - 1) * ask.size)
    for row, parties in zip(rows, _parties(model, rows), strict=True):
        row |= parties
    data: dict[str, Any] = {
        "view": view,
        "filters": chosen.active,
        "total": total,
        "weak": _weak(chosen, model),
        "pager": Pager(ask.page, ask.size, total),
        "events": rows,
        "facets": facets(chosen, model),
        "timeline": timeline(chosen, model),
    }
    if view == "map":
        data["places"] = places(chosen, model)
    if view == "matrix":
        data["matrix"] = matrix(chosen, model)
    return Page("events.html", "Events", data, [_flat(row) for row in rows], "events")


def _flat(row: Row) -> Row:
    left_out = ("n", "actors", "recipients", "sides", "month", "weak")
    return {name: value for name, value in row.items() if name not in left_out}


def _parties(model: ReadModel, rows: list[Row]) -> list[dict[str, list[Row]]]:
    found = model.among("SELECT * FROM party WHERE n IN ({})", [row["n"] for row in rows if row["n"] > 0])
    by_event: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for party in found:
        by_event[party["n"], party["role"]].append({k: party[k] for k in ("actor", "name", "known")})
    return [
        sides_of(model, r)
        if r["n"] < 0
        else {"actors": by_event[r["n"], "actor"], "recipients": by_event[r["n"], "recipient"], "sides": []}
        for r in rows
    ]


def _weak(chosen: Selection, model: ReadModel) -> int:
    """How many more there would be with those under the score threshold."""
    if chosen.ask.one("weak") == "1" or chosen.made == "imported":
        return 0
    where, values = chosen.where(model)
    where = where.replace(chosen.shelf, "e.weak = 1", 1)
    return int(model.value(f"SELECT count(*) AS n FROM event e WHERE {where}", values) or 0)


def facets(chosen: Selection, model: ReadModel) -> dict[str, list[Row]]:
    """What the selection can be narrowed by, with counts."""
    return {
        **chosen.cube(model),
        "made": chosen.kinds(model),
        "dataset": chosen.facet(model, "dataset") if chosen.made != "coded" else [],
        "actor": chosen.parties(model),
        "country": chosen.facet(model, "country"),
        "outlet": chosen.facet(model, "outlet"),
    }


def timeline(chosen: Selection, model: ReadModel) -> dict[str, Any]:
    """Counts by day, month or year and class. What lies far from the rest is counted at the ends, not drawn."""
    where, values = chosen.where(model, "month", "from", "to")
    days = model.remembered(
        f"SELECT e.day, e.quad_class AS quad, count(*) AS n FROM event e WHERE {where} AND e.day IS NOT NULL "
        "GROUP BY 1, 2 ORDER BY 1",
        values,
    )
    if taken := chosen.taken(model, "month", "from", "to"):
        more = [{"day": day, "quad": quad, "n": n} for (day, quad), n in taken.count("day", "quad_class") if day]
        days = sorted([*days, *more], key=lambda d: d["day"])
    if not days:
        return {"unit": "day", "bars": [], "earlier": 0, "later": 0, "from": None, "to": None}
    low, high = _window(chosen.ask, days)
    inside = [d for d in days if low <= d["day"][:10] <= high]
    span = (_date(high) - _date(low)).days
    unit, cut = ("day", 10) if span <= BARS else ("month", 7) if span <= BARS * 31 else ("year", 4)
    bars: Counter[tuple[str, int]] = Counter()
    for d in inside:
        bars[d["day"][:cut], d["quad"] or 0] += d["n"]  # 0: imported, of a kind that has no class
    return {
        "unit": unit,
        "bars": [{"when": when, "quad": quad, "n": n} for (when, quad), n in sorted(bars.items())],
        "earlier": sum(d["n"] for d in days if d["day"][:10] < low),
        "later": sum(d["n"] for d in days if d["day"][:10] > high),
        "from": low,
        "to": high,
    }


def _window(ask: Ask, days: list[Row]) -> tuple[str, str]:
    """From the filters; else where nine in ten of the events lie."""
    if month := ask.one("month"):
        same = [d["day"] for d in days if d["day"].startswith(month[:7])]
        return (min(same), max(same)) if same else (month, month)
    total, seen, low, high = sum(d["n"] for d in days), 0, "", days[-1]["day"]
    for d in days:
        seen += d["n"]
        if not low and seen > total * 0.05:
            low = d["day"]
        if seen >= total * 0.995:
            high = d["day"]
            break
    start, end = ask.window()
    return start or low, end or high


def _date(text: str) -> date:
    try:
        return date.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text[:10])
    except ValueError:
        return date(1970, 1, 1)


def places(chosen: Selection, model: ReadModel) -> dict[str, Any]:
    """Where it is said to have been: points where a point is known, areas where only an area is."""
    where, values = chosen.where(model, "place")
    found = model.remembered(
        "SELECT e.place AS name, e.country, e.latitude, e.longitude, e.precision, count(*) AS n, "
        "sum(e.quad_class = 4) AS force, sum(e.quad_class < 3) AS cooperation "
        f"FROM event e WHERE {where} AND e.place IS NOT NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY n DESC, 1 LIMIT ?",
        [*values, PINS if (taken := chosen.taken(model, "place")) is None else -1],
    )
    nowhere = model.value(f"SELECT count(*) AS n FROM event e WHERE {where} AND e.place IS NULL", values) or 0
    if taken is not None:
        found, more = _with_imported(found, taken)
        nowhere += more
    return {"pins": found, "nowhere": nowhere, "areas": AREAS}


def _with_imported(pins: list[Row], taken: Taken) -> tuple[list[Row], int]:
    """Pins with imported events added, most first, and how many of those are of no place."""
    held = taken.columns
    counts = {f: taken.only(held.that("quad_class", fits)).by_code("place") for f, fits in KINDS.items()}
    frequent = [code for code in (-counts["n"]).argsort(kind="stable")[: PINS + 1].tolist() if code]
    places = [*(tuple(pin[c] for c in PLACE) for pin in pins), *(tuple(held.words["place"][c]) for c in frequent)]
    rows = {place: dict(zip(PLACE, place, strict=True)) | dict.fromkeys(KINDS, 0) for place in places}
    for pin in pins:
        rows[tuple(pin[c] for c in PLACE)] |= {f: pin[f] or 0 for f in KINDS}
    for place, row in rows.items():
        code = held.place_codes.get(place, 0)
        row |= {f: row[f] + int(counts[f][code]) for f in KINDS if code}
    most = sorted((row for row in rows.values() if row["n"]), key=lambda row: (-row["n"], row["name"]))
    return most[:PINS], int(counts["n"][0])


def matrix(chosen: Selection, model: ReadModel, side: int = SIDE) -> dict[str, Any]:
    """Who is told to have done how much to whom: the most frequent actors by the most frequent recipients."""
    cells = sides(model).cells(chosen.coded(model))
    if taken := chosen.taken(model):
        cells = [*cells, *_imported_cells(taken)]
    sources: Counter[str] = Counter()
    targets: Counter[str] = Counter()
    names: dict[str, str] = {}
    for c in cells:
        sources[c["source"]] += c["n"]
        targets[c["target"]] += c["n"]
        names |= {c["source"]: c["source_name"], c["target"]: c["target_name"]}
    rows = [s for s, _ in sources.most_common(side)]
    columns = [t for t, _ in targets.most_common(side)]
    inside: dict[tuple[str, str], Row] = {}
    for c in cells:
        if c["source"] in rows and c["target"] in columns:
            held = inside.setdefault((c["source"], c["target"]), c | dict.fromkeys(SUMS, 0))
            inside[c["source"], c["target"]] = held | {f: held[f] + c[f] for f in SUMS}
    shown = sum(c["n"] for c in inside.values())
    marks = ",".join("?" * len(rows))
    known = {a["actor_id"] for a in model.rows(f"SELECT actor_id FROM actor WHERE actor_id IN ({marks})", rows)}
    return {
        "rows": [{"id": r, "name": names[r], "n": sources[r], "named": r in known} for r in rows],
        "columns": [{"id": c, "name": names[c], "n": targets[c]} for c in columns],
        "cells": [[inside.get((r, c)) for c in columns] for r in rows],
        "largest": max((c["n"] for c in inside.values()), default=0),
        "elsewhere": sum(sources.values()) - shown,
    }


def _imported_cells(taken: Taken) -> list[Row]:
    """Cells of imported events, a class each, whose source says who acted; both sides actors of ours, as above."""
    held = taken.columns
    known = [held.that(side, lambda party: bool(party and party[2])) for side in ("source", "target")]
    counted = taken.only((held["directed"] != 0) & known[0] & known[1]).count("source", "target", "quad_class")
    return [
        {"source": a[0], "source_name": a[1], "target": b[0], "target_name": b[1], "n": n}
        | {f"q{i}": n * (quad == i) for i in (1, 2, 3, 4)}
        for (a, b, quad), n in counted
    ]
