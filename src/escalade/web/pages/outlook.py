"""Outlook: the index of told conflict with what it is made of, and forecasts where somebody has made them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from escalade.export.fitted import FORECASTS
from escalade.outlook.forecast import BESIDE
from escalade.outlook.models import DEFAULT, REFERENCE
from escalade.web.page import Ask, NotFoundError, Page
from escalade.web.pages import fitted
from escalade.web.pages.evidence import directed, series_name
from escalade.web.store import ReadModel, Row

POINTS = 400  # days of a series that are drawn
GAP = 400  # days without any event, before which a series is history: in the table, not in the chart
SAID = "mean low high held p_more quantiles".split()  # what a forecast and the baseline beside it say
DRIVERS = 20  # events of a day that are listed; the drawer has all


def outlook(ask: Ask, model: ReadModel) -> Page:
    """One part of the screen (`tab`): the index with its forecasts, the back-test, the what-ifs."""
    parts = {"index": index, "backtest": fitted.backtest, "whatif": fitted.whatif}
    return parts[ask.among("tab", parts, "index")](ask, model)


def index(ask: Ask, model: ReadModel) -> Page:
    """One series of the index (`series`), the events of its newest or chosen day (`day`), its forecasts (`model`)."""
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
    models = sorted((f["model"] for f in foretold), key=lambda name: (name in BESIDE, name))
    asked = ask.among("model", models, DEFAULT if DEFAULT in models else models[0]) if models else None
    data: dict[str, Any] = {
        "tab": "index",
        "series": series,
        "series_name": series_name(model, series),
        "all_series": [row | {"name": series_name(model, row["value"])} for row in names],
        "points": [{k: v for k, v in p.items() if k not in ("events", "perhaps")} for p in points],
        "drawn_from": _recent(points),
        "day": day,
        "value": value and {k: v for k, v in value.items() if k not in ("events", "perhaps")},
        "drivers": drivers(model, value) if value else None,
        "forecasts": foretold,
        "models": models,
        "drawn": asked,
        "stale": model.value("SELECT as_of FROM fitted WHERE kind = ? AND stale", [FORECASTS]),
        "index_of": model.value("SELECT value FROM meta WHERE key = 'index'"),
    }
    fans = [_fan(series, row) for f in foretold if f["model"] == asked for row in f["rows"]]
    return Page(
        "outlook.html", "Outlook", data, _table(data["points"], foretold), "outlook", extra={"fans": fans}
    )  # fmt: skip


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
    for row in rows:
        ends, _, quad = row["series"].rpartition(" ")
        row |= {"name": directed(model, *ends.split(">", 1)), "quad": int(quad)}
        row["quantiles"] = json.loads(row["quantiles"])
        row["recent"] = _stretches(row["cutoff"], row["horizon_days"], json.loads(row["recent"]))
    plain = {(row["series"], row["date"]): row for row in rows if row["model"] == REFERENCE}
    by_model: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        beside = plain.get((row["series"], row["date"]), {})
        baseline = {f"baseline_{name}": beside.get(name) for name in ("model", *SAID)}
        by_model[row["model"]].append(row | baseline)
    return [{"model": name, "cutoff": cutoff, "rows": found} for name, found in by_model.items()]


def _stretches(cutoff: str, days: int, totals: Sequence[int]) -> list[dict[str, Any]]:
    """What was told in the stretches of so many days up to the cutoff, oldest first, with their days."""
    last, long = date.fromisoformat(cutoff), timedelta(days)
    ends = [last - long * back for back in range(len(totals))][::-1]
    one = timedelta(1)
    return [
        {"from": (end - long + one).isoformat(), "to": end.isoformat(), "n": n}
        for end, n in zip(ends, totals, strict=True)
    ]


def _fan(series: str, row: Row) -> dict[str, Any]:
    """What is drawn of a forecast: what was told before it, its quantiles and the baseline's."""
    said = [{"model": row["model"], "quantiles": list(row["quantiles"].values()), "plain": row["model"] == REFERENCE}]
    if row["baseline_model"] not in (None, row["model"]):
        beside = list(row["baseline_quantiles"].values())
        said.append({"model": row["baseline_model"], "quantiles": beside, "plain": True})
    same = {key: row[key] for key in ("quad", "usual", "recent")}
    return {"row": row, "drawn": {"series": series, "days": row["horizon_days"], **same, "said": said}}


def _table(points: list[Row], made: list[dict[str, Any]]) -> list[Row]:
    """Rows of the `.csv` twin: the index, then the forecasts."""
    return [{"of": "index", **p} for p in points] + [{"of": "forecast", **r} for f in made for r in f["rows"]]
