"""How good the forecasts are: rolling origins, proper scores, always beside the baselines.

At each origin (a week apart) the models know only the days before it; pairs are chosen and models fitted on what was
known then. Skill is 1 - CRPS / CRPS of the tuned EWMA, all series of all origins added up. Its interval is a circular
block bootstrap over origins (Politis & Romano 1992), blocks as long as the horizon.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalade.errors import UsageError
from escalade.outlook import distribution as dist
from escalade.outlook.models import NAMES, REFERENCE, Models
from escalade.outlook.series import CLASS_NAMES, CLASSES, Counts, Tally

Floats = NDArray[np.float64]
USUAL = 182  # days: an alarm is a total above the 90th percentile of those that began so lately
ALARM = 0.9
RESAMPLES = 1000
FEWEST = 100  # events
N = len(CLASSES)


@dataclass(frozen=True)
class Plan:
    """What is tested: origins from `first` on, totals that end by `last` (ordinals, inclusive)."""

    first: int
    last: int
    horizons: tuple[int, ...] = (7, 28)
    pairs: int = 40  # the busiest before `first`
    skip: int = 0  # leave out so many busiest ones
    step: int = 7
    refit: int = 28  # days between fits
    models: tuple[str, ...] = NAMES


@dataclass(frozen=True)
class Scores:
    """Scores of one model at one horizon, `[origin, series]`; `bins`: probability transform."""

    crps: Floats
    log: Floats
    interval: Floats
    inside90: Floats
    held90: Floats  # probability that the forecast itself gives its interval of whole counts
    exact90: Floats
    inside50: Floats
    held50: Floats
    exact50: Floats
    alarm: Floats
    bins: Floats


@dataclass(frozen=True)
class Report:
    """All scores. `alarmed[horizon]`: whether totals were above the alarm level, `[origin, series]`."""

    plan: Plan
    dyads: tuple[tuple[str, str], ...]
    origins: dict[int, tuple[int, ...]]
    scores: dict[tuple[str, int], Scores]
    alarmed: dict[int, NDArray[np.bool_]]

    def skill(self, model: str, horizon: int, against: str = REFERENCE, only: Any = slice(None)) -> float:
        """CRPS skill, in percent; positive is better than `against`."""
        a, b = self.scores[model, horizon].crps[:, only], self.scores[against, horizon].crps[:, only]
        return float(100 * (1 - a.sum() / b.sum())) if b.sum() else float("nan")

    def skill_interval(self, model: str, horizon: int, against: str = REFERENCE) -> tuple[float, float]:
        """95 % block bootstrap interval of the skill."""
        a = self.scores[model, horizon].crps.sum(axis=1)
        b = self.scores[against, horizon].crps.sum(axis=1)
        n, block = len(a), max(1, -(-horizon // self.plan.step))
        draw = np.random.default_rng(0)
        starts = draw.integers(0, n, (RESAMPLES, -(-n // block)))
        at = ((starts[:, :, None] + np.arange(block)) % n).reshape(RESAMPLES, -1)[:, :n]
        low, high = np.quantile(100 * (1 - a[at].sum(axis=1) / np.maximum(b[at].sum(axis=1), 1e-9)), [0.025, 0.975])
        return float(low), float(high)

    def rows(self) -> list[dict[str, Any]]:
        """One row a horizon and model, for tables and JSON."""
        out = []
        for horizon in self.plan.horizons:
            for model in self.plan.models:
                s = self.scores.get((model, horizon))
                if s is None:
                    continue
                low, high = self.skill_interval(model, horizon)
                alarmed = self.alarmed[horizon]
                row: dict[str, Any] = {
                    "horizon_days": horizon,
                    "model": model,
                    "skill": self.skill(model, horizon),
                    "skill_low": low,
                    "skill_high": high,
                    "crps": float(s.crps.mean()),
                    "log_score": float(s.log.mean()),
                    "interval_score": float(s.interval.mean()),
                    "coverage_90": float(s.inside90.mean()),
                    "coverage_90_expected": float(s.held90.mean()),
                    "coverage_90_randomised": float(s.exact90.mean()),
                    "coverage_50": float(s.inside50.mean()),
                    "coverage_50_expected": float(s.held50.mean()),
                    "coverage_50_randomised": float(s.exact50.mean()),
                    "alarm_auc": dist.auc(s.alarm.ravel(), alarmed.ravel()),
                    "alarm_brier": float(((s.alarm - alarmed) ** 2).mean()),
                    "alarms": int(alarmed.sum()),
                    "forecasts": int(s.crps.size),
                    "transform": [round(float(v), 4) for v in s.bins],
                }
                for i, name in enumerate(CLASS_NAMES):
                    row[f"skill_{name.replace(' ', '_')}"] = self.skill(model, horizon, only=slice(i, None, N))
                out.append({k: _tidy(v) for k, v in row.items()})
        return out

    def by_dyad(self, model: str, horizon: int) -> list[tuple[str, float]]:
        """Skill of each pair, best first."""
        found = [
            (f"{a}>{b}", self.skill(model, horizon, only=slice(i * N, i * N + N)))
            for i, (a, b) in enumerate(self.dyads)
        ]
        return sorted((f for f in found if np.isfinite(f[1])), key=lambda f: (-f[1], f[0]))

    def plain(self) -> dict[str, Any]:
        """The report as JSON-ready values."""
        p = self.plan
        day = date.fromordinal
        return {
            "first_origin": day(p.first).isoformat(), "last_day": day(p.last).isoformat(), "pairs": len(self.dyads),
            "skipped_pairs": p.skip, "step_days": p.step, "refit_days": p.refit,
            "origins": {str(h): len(o) for h, o in self.origins.items()}, "rows": self.rows(),
            "by_dyad": {
                f"{m} {h}": [[d, _tidy(s)] for d, s in self.by_dyad(m, h)]
                for m, h in self.scores if m in ("mean", "Hawkes")
            },
        }  # fmt: skip


def _tidy(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4) if np.isfinite(value) else None
    return value


def plan_for(
    counts: Counts | Tally,
    first: str | None = None,
    last: str | None = None,
    horizons: Sequence[int] = (7, 28),
    **others: Any,
) -> Plan:
    """A plan for these counts; without `first` (ISO day), origins begin after two fifths of the days.

    Raises UsageError, saying how much is needed, where there is too little.
    """
    longest = max(horizons, default=0)
    if min(horizons, default=0) < 1:
        raise UsageError("a forecast looks at least one day ahead")
    needed = 3 * longest + 1
    if counts.days < needed or counts.events < FEWEST:
        raise UsageError(
            f"too little for a back-test: {counts.events} dated events between two known sides over "
            f"{counts.days} days; at least {FEWEST} events over {needed} days are needed (twice the longest "
            "horizon to learn from, once to be tested on). Bring in event data (escalade import), or shorten the "
            "horizons (--days)"
        )
    begin = counts.start + max(2 * longest, 2 * counts.days // 5)
    try:
        return Plan(
            first=date.fromisoformat(first).toordinal() if first else min(begin, counts.end - longest),
            last=date.fromisoformat(last).toordinal() if last else counts.end - 1,
            horizons=tuple(horizons), **others,
        )  # fmt: skip
    except ValueError as error:
        raise UsageError(f"no ISO day: {error}") from None


def run(counts: Counts | Tally, plan: Plan, tell: Callable[[int, int], None] = lambda done, total: None) -> Report:
    """Back-test the models. `tell(done, total)` hears of the origins. Raises UsageError where there is too little."""
    if plan.first - counts.start < 2 * max(plan.horizons):
        raise UsageError(
            f"{plan.first - counts.start} days before the first origin are too few: twice the longest horizon "
            f"({2 * max(plan.horizons)} days) is the least"
        )
    chosen = counts.pick(counts.until(plan.first).busiest(plan.pairs, plan.skip))
    if not len(chosen.dyads):
        raise UsageError(f"no pairs are left after the {plan.skip} busiest")
    names = plan.models if REFERENCE in plan.models else (REFERENCE, *plan.models)
    models = Models(names)
    stop = min(plan.last + 1, counts.end)
    origins = list(range(plan.first, stop - min(plan.horizons) + 1, plan.step))
    if not origins:
        raise UsageError("no origin leaves a whole horizon before the last day")
    kept: dict[tuple[str, int], list[dict[str, Floats]]] = {}
    alarmed: dict[int, list[NDArray[np.bool_]]] = {h: [] for h in plan.horizons}
    at: dict[int, list[int]] = {h: [] for h in plan.horizons}
    fitted = -plan.refit
    for i, origin in enumerate(origins):
        past = chosen.until(origin)
        if origin - fitted >= plan.refit:
            models.fit(past, plan.horizons)
            fitted = origin
        for horizon in plan.horizons:
            if origin + horizon > stop:
                continue
            y = chosen.y[:, :, origin - counts.start : origin - counts.start + horizon].sum(axis=2).ravel()
            level = alarm_level(past, horizon)
            alarmed[horizon].append(y > level)
            at[horizon].append(origin)
            for name, table in models.predict(past, horizon).items():
                kept.setdefault((name, horizon), []).append(_score(table, y, level))
        tell(i + 1, len(origins))
    scores = {key: _joined(found) for key, found in kept.items()}
    return Report(plan, chosen.dyads, {h: tuple(o) for h, o in at.items()}, scores,
                  {h: np.array(a) for h, a in alarmed.items() if a})  # fmt: skip


def alarm_level(past: Counts, horizon: int) -> NDArray[np.int64]:
    """The series' own 90th percentile of totals lately seen, `[dyad * class]`: more than this is an alarm."""
    recent = past.windows(horizon)[:, :, -USUAL:]
    if not recent.shape[2]:
        return np.zeros(len(past.dyads) * N, int)
    return np.quantile(recent, ALARM, axis=2, method="higher").astype(int).ravel()


def _score(table: Floats, y: NDArray[np.int64], level: NDArray[np.int64]) -> dict[str, Floats]:
    (inside, held, exact), half = (dist.covered(table, y, level) for level in (0.9, 0.5))
    return {
        "crps": dist.crps(table, y),
        "log": dist.log_score(table, y),
        "interval": dist.interval_score(table, y),
        "inside90": inside,
        "held90": held,
        "exact90": exact,
        "inside50": half[0],
        "held50": half[1],
        "exact50": half[2],
        "alarm": 1 - dist.at(table, level),
        "bins": dist.transform_bins(table, y).mean(axis=0),
    }


def _joined(found: list[dict[str, Floats]]) -> Scores:
    stacked = {name: np.array([f[name] for f in found]) for name in found[0]}
    return Scores(**{**stacked, "bins": stacked["bins"].mean(axis=0)})
