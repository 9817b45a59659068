"""Totals of the coming week and month, a directed pair and class each, with what is usual beside them.

Days are counted from the acts: an event counts once for each directed pair of its sides, on the last day it may have
been on (by then it had happened). What only came to be known later, or is undated, is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from escalade.errors import UsageError
from escalade.outlook import distribution as dist
from escalade.outlook.acts import Acts
from escalade.outlook.backtest import alarm_level
from escalade.outlook.models import DEFAULT, Models
from escalade.outlook.series import CLASSES, Counts, Dyad, Tally, tally

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
LIKELY = 0.9  # least probability of the interval that is shown
BESIDE = ("EWMA", "climatology", "last 12 weeks")  # baselines that stand beside any forecast
PAST = 3 * 365  # days that models learn from, at most
RECENT = 26  # totals of stretches as long as the horizon that stand beside a forecast, the last before it
FEWEST = 100  # events; our rule of thumb: with fewer, what is printed is the priors, not the crisis
PAIRS = 200  # directed pairs that are forecast, the busiest


@dataclass(frozen=True, slots=True)
class Forecast:
    """What one model says of one series: events from the day after `cutoff` to `date`, that day included.

    `series` is "IRN>USA 4": who, at whom, quad class. `quantiles` go with LEVELS. `low` to `high`: the fewest
    counts in a row that hold 90 % or more, `held` is what they hold. `usual`: the 90th percentile of the totals that
    ended in the last half year; `p_more`: probability of more than that. `recent`: what was told in the stretches of so
    many days before, oldest first.
    """

    series: str
    dyad: Dyad
    quad: int
    cutoff: str
    horizon_days: int
    date: str
    model: str
    mean: float
    quantiles: tuple[int, ...]
    low: int
    high: int
    held: float
    usual: int
    p_more: float
    recent: tuple[int, ...] = ()


def daily(acts: Acts, last: int | None = None, days: int = PAST) -> Tally:
    """Counts of dated acts up to `last` (an ordinal; by default the last dated act), at most `days` days of them."""
    end = last if last is not None else acts.last() or 0
    sides: dict[str, int] = {s: i for i, s in enumerate(acts.imported.sides)} if acts.imported else {}
    own = [
        (act.last, *(sides.setdefault(side, len(sides)) for side in pair), act.quad)
        for act in acts.acts
        if act.dated
        for pair in act.pairs
    ]
    columns = np.array(own, np.int32).reshape(-1, 4).T
    if acts.imported:
        many, rows = acts.imported, acts.imported.paired()
        rows = rows[(many.last[rows] > end - days) & (many.last[rows] <= end)]
        quad = np.array([kind.quad for kind in many.kinds], np.int32)[many.kind[rows]]
        columns = np.concatenate([columns, [many.last[rows], many.source[rows], many.target[rows], quad]], axis=1)
    day, source, target, quad = columns[:, (columns[0] > end - days) & (columns[0] <= end)]
    return tally(day, source, target, quad, tuple(sides), first=int(day.min(initial=end + 1)), last=end)


def enough(known: Counts | Tally, longest: int, what: str = "a forecast") -> None:
    """Raises UsageError, saying how much is needed, where there is too little to learn from."""
    events = known.events
    if known.days < 2 * longest or events < FEWEST:
        raise UsageError(
            f"too little for {what}: {events} dated events between two known sides over {known.days} days; "
            f"at least {FEWEST} events over {2 * longest} days (twice the longest horizon) are needed. Code more "
            "reports, or bring in event data: escalade import"
        )


def forecast(
    known: Counts | Tally, horizons: Sequence[int] = (7, 28), model: str = DEFAULT, most: int = PAIRS
) -> list[Forecast]:
    """Forecasts of the busiest pairs by `model` and by the baselines, by series, horizon and model.

    Raises UsageError for an unknown model, a horizon under a day, or where there is too little to learn from.
    """
    if not horizons or min(horizons) < 1:
        raise UsageError("a forecast looks at least one day ahead")
    models = Models(tuple(dict.fromkeys((model, *BESIDE))))
    enough(known, max(horizons))
    chosen = known.pick(known.busiest(most))
    models.fit(chosen, horizons)
    cutoff = known.end - 1
    out: list[Forecast] = []
    for horizon in horizons:
        usual, told = alarm_level(chosen, horizon), recent(chosen, horizon)
        for name, table in models.predict(chosen, horizon).items():
            quantiles = [dist.quantile(table, level) for level in LEVELS]
            low, high = dist.interval(table, LIKELY)
            held = dist.held(table, low, high)
            mean, more = dist.mean_of(table), 1 - dist.at(table, usual)
            for row, (dyad, quad) in enumerate((d, c) for d in chosen.dyads for c in CLASSES):
                out.append(
                    Forecast(
                        f"{dyad[0]}>{dyad[1]} {quad}", dyad, quad, date.fromordinal(cutoff).isoformat(), horizon,
                        date.fromordinal(cutoff + horizon).isoformat(), name, round(float(mean[row]), 4),
                        tuple(int(q[row]) for q in quantiles), int(low[row]), int(high[row]),
                        round(float(held[row]), 4), int(usual[row]), round(max(0.0, float(more[row])), 4),
                        tuple(told[row]),
                    )
                )  # fmt: skip
    order = {name: i for i, name in enumerate(models.names)}
    return sorted(out, key=lambda f: (f.series, f.horizon_days, order[f.model]))


def recent(known: Counts, horizon: int) -> list[list[int]]:
    """Totals of the last stretches of `horizon` days, one after the other up to the last day, a list a series."""
    ending = known.windows(horizon)[:, :, ::-1][:, :, ::horizon][:, :, :RECENT]
    found: list[list[int]] = ending[:, :, ::-1].reshape(-1, ending.shape[2]).tolist()
    return found
