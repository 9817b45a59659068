"""Forecasts, a back-test and what-ifs as rows by hand, kept in a casebook as of its present moment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from escalade import api
from escalade.export import fitted
from escalade.export.outlook import keep, moment
from escalade.outlook.backtest import Report
from escalade.outlook.forecast import Forecast
from escalade.outlook.scenario import Comparison, Difference, Weight

Pair = tuple[str, str]
FRA_MLI = ("FRA", "MLI")
ASKED = fitted.Asked(("ASSAULT MLI->FRA 2024-05-10",), (), (), (), 3, "all")


def forecast(pair: Pair, model: str, mean: float, p_more: float, recent: tuple[int, ...] = (0, 2, 1)) -> Forecast:
    quantiles = (0, 1, 2, 3, 6)
    series, days = ">".join(pair) + " 4", ("2024-05-07", 7, "2024-05-14")
    return Forecast(series, pair, 4, *days, model, mean, quantiles, 0, 5, 0.913, 4, p_more, recent)


def scores(model: str, skill: float | None, auc: float) -> dict[str, Any]:
    same = {"coverage_50": 0.52, "coverage_50_expected": 0.55, "coverage_90": 0.911, "coverage_90_expected": 0.924}
    skilled = {"skill": skill, "skill_low": skill and skill - 2, "skill_high": skill and skill + 2}
    counted = {"crps": 1.5, "alarm_auc": auc, "alarms": 7, "forecasts": 160, "transform": [0.2, *[0.09] * 8, 0.08]}
    return {"horizon_days": 7, "model": model, **skilled, **same, **counted}


@dataclass(frozen=True)
class Tested:
    """A back-test of which only the figures are there."""

    rows: tuple[dict[str, Any], ...] = (scores("mean", 6.5, 0.757), scores("EWMA", 0.0, 0.653))

    def plain(self) -> dict[str, Any]:
        days = {"first_origin": "2024-03-01", "last_day": "2024-05-07", "step_days": 7, "refit_days": 28}
        return {**days, "pairs": 8, "skipped_pairs": 0, "origins": {"7": 10}, "rows": list(self.rows), "by_dyad": {}}


def comparison(pair: Pair, more: float = 0.5) -> Comparison:
    path = (more / 4, more / 2, more)
    fan = tuple(tuple(share * value for value in path) for share in (0.5, 0.8, 1.2, 1.5))
    daily = ((0.5, 0.5, 0.5), (0.6, 0.7, 0.7))
    touched = Difference(pair, 4, 1.5, (0, 4), 1.5 + more, (0, 5), more, 0.5 * more, 1.5 * more, path, fan, daily)
    spared = Difference(pair, 1, 1.0, (0, 3), 1.0, (0, 3), 0.0, 0.0, 0.0, (0.0, 0.0, 0.0))
    return Comparison("2024-05-09", 3, (touched, spared), (Weight("reply", 4, 4, 0.25, 0.03),), 120, 90)


def now(folder: Path) -> str:
    case = api.open(folder)
    return moment(case.ledger, case.as_of.seq)


def keep_all(folder: Path, pair: Pair = FRA_MLI, *names: str) -> None:
    """Keep forecasts of the pair by two models, a back-test, and what-ifs of these names."""
    at = now(folder)
    keep(folder, at, [forecast(pair, "EWMA", 1.5, 0.03), forecast(pair, "mean", 2.25, 0.125)])
    fitted.keep_backtest(folder, at, cast(Report, Tested()), "all")
    for i, name in enumerate(names, 1):
        fitted.keep_whatif(folder, at, name, ASKED, comparison(pair, i * 0.5))
