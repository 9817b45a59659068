"""Outlook: the index of told conflict with what it is made of, and forecasts where somebody has made them."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

from escalade.outlook.models import REFERENCE
from escalade.web.page import Ask, NotFoundError, Page
from escalade.web.pages.evidence import series_name
from escalade.web.store import ReadModel, Row

POINTS = 400  # days of a series that are drawn
GAP = 400  # days without any event, before which a series is history: in the table, not in the chart
SAID = "mean low high held p_more".split()  # what a forecast and the baseline beside it say
DRIVERS = 20  # events of a day that are listed; the drawer has all


def outlook(ask: Ask, model: ReadModel) -> Page:
    """One series of the index (`series`), the events of its newest or chosen day (`day`), its forecasts."""
    names = model.remembered(
        "SELECT series AS value, count(*) AS days, max(date) AS last, sum(n_events) AS events FROM index_day "
        "GROUP BY 1 ORDER BY series = 'all' DESC, events DESC, 1"
    )
    known = [row["value"] for row in names]
    series = ask.one("series") or (known[0] if known else "all")
    points = model.rows("SELECT * FROM index_day WHERE series = ? ORDER BY date DESC LIMIT ?", [series, POINTS])[::-1]
    day = ask.one("day") or (points[-1]["date"] if points else None)
    foretold = forecasts(model, series)
    if known and not (points or foretold):
        raise NotFoundError(f"The index has no series {series[:60]}.")
    value = next((p for p in points if p["date"] == day), None)
    if day is not None and value is None:
        raise NotFoundError(f"The index has no value for {series[:60]} on {day[:60]}.")
    data: dict[str, Any] = {
        "series": series,
        "series_name": series_name(model, series),
        "all_series": [row | {"name": series_name(model, row["value"])} for row in names],
        "points": [{k: v for k, v in p.items() if k not in ("events", "perhaps")} for p in points],
        "drawn_from": _recent(points),
        "day": day,
        "value": value and {k: v for k, v in value.items() if k not in ("events", "perhaps")},
        "drivers": drivers(model, value) if value else None,
        "forecasts": foretold,
        "index_of": model.value("SELECT value FROM meta WHERE key = 'index'"),
    }
    return Page("outlook.html", "Outlook", data, _table(data["points"], data["forecasts"]), "outlook")


def _recent(points: list[Row]) -> str | None:
    """First day of the last stretch of a series without a long gap."""
    first = None
    for p in reversed(points):
        if first is not None and (date.fromisoformat(first) - date.fromisoformat(p["date"])).days > GAP:
            break
        first = p["date"]
    return first


def drivers(model: ReadModel, value: Row) -> dict[str, list[Row]]:
    """The events that a value rests on, hardest first: those that count, and those that only its high end takes in."""
    return {
        "counted": _events(model, json.loads(value["events"])),
        "perhaps": _events(model, json.loads(value["perhaps"])),
    }


def _events(model: ReadModel, ids: list[str]) -> list[Row]:
    found = model.among("SELECT * FROM any_event WHERE event_id IN ({})", ids)
    return sorted(found, key=lambda e: (e["goldstein"] or 0.0, e["n"]))[:DRIVERS]


def forecasts(model: ReadModel, series: str) -> list[dict[str, Any]]:
    """The newest forecasts of the pair's two directions ("IRN>USA 4") by each model, the plain baseline beside each."""
    ends = series.split("~")
    names = [f"{a}>{b} {quad}" for a in ends for b in ends if a != b for quad in (1, 2, 3, 4)]
    marks = ",".join("?" * len(names)) or "NULL"
    cutoff = model.value("SELECT max(cutoff) AS c FROM forecast", [])
    rows = model.rows(
        f"SELECT * FROM forecast WHERE series IN ({marks}) AND cutoff = ? ORDER BY model = ?, model, series, date",
        [*names, cutoff, REFERENCE],
    )
    plain = {(row["series"], row["date"]): row for row in rows if row["model"] == REFERENCE}
    by_model: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        beside = plain.get((row["series"], row["date"]), {})
        baseline = {f"baseline_{name}": beside.get(name) for name in ("model", *SAID)}
        by_model[row["model"]].append(row | {"quantiles": json.loads(row["quantiles"])} | baseline)
    return [{"model": name, "cutoff": cutoff, "rows": found} for name, found in by_model.items()]


def _table(points: list[Row], made: list[dict[str, Any]]) -> list[Row]:
    """Rows of the `.csv` twin: the index, then the forecasts."""
    return [{"of": "index", **p} for p in points] + [{"of": "forecast", **r} for f in made for r in f["rows"]]
