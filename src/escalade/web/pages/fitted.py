"""Outlook, what was fitted and kept: the back-test, and what-ifs, one or two beside each other."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from escalade.errors import UsageError
from escalade.export.fitted import BACKTEST, WHATIF
from escalade.outlook.models import DEFAULT, REFERENCE
from escalade.outlook.scenario import FEW, ROLES, SLIGHT
from escalade.web.page import SAID, Ask, NotFoundError, Page
from escalade.web.pages.evidence import directed
from escalade.web.store import ReadModel, Row

BESIDE = 2  # what-ifs that are shown at once
DRAWN = 8  # series of them that are drawn, those that differ most; the tables have all
LEAST = 0.01  # events a day that a plot reaches at least
HALVES = ("coverage_50", "coverage_50_expected")


def backtest(ask: Ask, model: ReadModel) -> Page:
    """How good the forecasts would have been, by horizon and model; one model's (`model`) calibration is drawn."""
    record = _record(model, BACKTEST, "")
    rows = _beside_reference(record["found"]["rows"]) if record else []
    models = list(dict.fromkeys(row["model"] for row in rows if row["model"] != REFERENCE))
    usual = DEFAULT if DEFAULT in models else next(iter(models), REFERENCE)
    data = {
        "tab": "backtest",
        "backtest": record and record["found"] | {"rows": rows},
        "as_of_fit": record and record["as_of"],
        "stale": bool(record and record["stale"]),
        "models": models,
        "drawn": ask.among("model", [*models, REFERENCE], usual) if rows else None,
        "reference": REFERENCE,
    }
    return Page("outlook_backtest.html", "Outlook: back-test", data, rows, "outlook")


def _beside_reference(rows: Sequence[Row]) -> list[Row]:
    """The rows, each with what the baseline gets, and what half intervals hold where it was measured."""
    plain = {row["horizon_days"]: row for row in rows if row["model"] == REFERENCE}
    found = [
        dict.fromkeys(HALVES) | row | {"baseline_alarm_auc": plain.get(row["horizon_days"], {}).get("alarm_auc")}
        for row in rows
    ]
    return sorted(found, key=lambda row: (row["horizon_days"], row["model"] == REFERENCE))


def whatif(ask: Ask, model: ReadModel) -> Page:
    """The kept what-ifs, and of one or two of them (`scenario`) the paths with and without."""
    held = model.rows("SELECT name, as_of, stale FROM fitted WHERE kind = ? ORDER BY name", [WHATIF])
    names = ask.many("scenario") or [row["name"] for row in held[:1]]
    if len(names) > BESIDE:
        raise UsageError(f"scenario: {len(names)} are asked for; at most {BESIDE} are shown beside each other")
    chosen = []
    for name in names:
        record = _record(model, WHATIF, name)
        if record is None:
            raise NotFoundError(f"No what-if {name[:SAID]!r} is kept.")
        chosen.append(_shown(record, model))
    data = {
        "tab": "whatif",
        "scenarios": [row | {"stale": bool(row["stale"])} for row in held],
        "chosen": chosen,
        "few": FEW,
        "roles": ROLES,
    }
    rows = [line for s in chosen for line in _lines(s)]
    return Page("outlook_whatif.html", "Outlook: what if", data, rows, "outlook", extra={"drawn": _drawn(chosen)})


def _record(model: ReadModel, kind: str, name: str) -> dict[str, Any] | None:
    row = model.row("SELECT record FROM fitted WHERE kind = ? AND name = ?", [kind, name])
    return row and json.loads(row["record"])


def _shown(record: dict[str, Any], model: ReadModel) -> dict[str, Any]:
    """A kept what-if as the page words it."""
    rows = [
        {**row, "series": f"{row['dyad'][0]}>{row['dyad'][1]} {row['quad']}", "name": directed(model, *row["dyad"])}
        for row in record["found"]["rows"]
    ]
    asked = record["asked"]
    laid = [dict(zip(("event", "side"), text.split("=", 1), strict=True)) for text in asked["actor"]]
    fired = [{"tripwire": wire, "day": day} for wire, _, day in (text.partition("@") for text in asked["fire"])]
    return {
        **{key: record[key] for key in ("name", "as_of", "stale", "asked")},
        **record["found"],
        "rows": rows,
        "laid": laid,
        "fired": fired,
        "again": _arguments(record["name"], asked),
    }


def _arguments(name: str, asked: Mapping[str, Any]) -> str:
    """What makes it anew, after `escalade whatif CASEBOOK`."""
    said = [("--" + key, value) for key in ("inject", "remove", "actor", "fire") for value in asked[key]]
    said += [("--days", str(asked["days"])), ("--origin", asked["origin"]), ("--keep", name)]
    return shlex.join(part for pair in said for part in pair)


def _drawn(chosen: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """What is drawn of each what-if: the series that differ most in any, on one scale a series."""
    most: dict[str, float] = {}
    for row in (row for s in chosen for row in s["rows"]):
        furthest = max(abs(row[name]) for name in ("difference", "low", "high"))
        most[row["series"]] = max(most.get(row["series"], SLIGHT), furthest)
    series = sorted((n for n in most if most[n] > SLIGHT), key=lambda name: (-most[name], name))[:DRAWN]
    beside = {name: [r for s in chosen for r in s["rows"] if r["series"] == name] for name in series}
    return [
        [
            {key: row[key] for key in ("series", "name", "quad", "daily", "path", "fan")} | _scale(beside[name])
            for name in series
            for row in s["rows"]
            if row["series"] == name
        ]
        for s in chosen
    ]


def _scale(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The bounds that the plots of one series share."""
    spread = [value for row in rows for line in (row["path"], *row["fan"]) for value in line]
    return {
        "top": max(LEAST, *(value for row in rows for line in row["daily"] for value in line)),
        "low": min(0.0, *spread),
        "high": max(0.0, *spread),
    }


def _lines(shown: Mapping[str, Any]) -> list[Row]:
    """Rows of the `.csv` twin: the differences, then the weights."""
    same = {"scenario": shown["name"], "as_of": shown["as_of"], "stale": shown["stale"], "cutoff": shown["cutoff"]}
    return [
        *({"of": "difference", **same, "days": shown["days"], **row} for row in shown["rows"]),
        *({"of": "weight", **same, **weight} for weight in shown["weights"]),
    ]
