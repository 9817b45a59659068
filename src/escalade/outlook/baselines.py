"""What any forecast must beat: climatology, the last twelve weeks, the last value, and a tuned EWMA.

A forecaster is fitted on counts and then asked for the totals of the days that follow the end of any later counts of
the same pairs. All give cumulative tables, `[dyad * class, count]` (see `distribution`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from scipy.special import gammaln

from escalade.outlook import distribution as dist
from escalade.outlook.distribution import Floats
from escalade.outlook.series import Counts, smoothed

HALF_LIVES = (3.0, 7.0, 14.0, 28.0, 56.0, 112.0, 224.0)  # days that the EWMA may take, chosen a series
SIZES = tuple(2.0**k for k in range(-4, 8))  # dispersions it may take
WARM_UP = 28  # days before the first window that it is tuned on
STEP = 7  # days from one such window to the next
RECENT = 84  # days: twelve weeks


class Forecaster(Protocol):
    """Something that forecasts totals."""

    @property
    def name(self) -> str:
        """Name as in the tables."""

    def fit(self, counts: Counts, horizons: Sequence[int]) -> None:
        """Learn from counts; what comes later is not known."""

    def predict(self, counts: Counts, horizon: int) -> Floats:
        """Cumulative table of the total of the `horizon` days after the last counted one, a row a (dyad, class)."""


def _flat(table: np.ndarray) -> np.ndarray:
    """[dyad, class, ...] to [dyad * class, ...]."""
    return table.reshape(-1, *table.shape[2:])


class Climatology:
    """Every total of so many days that was ever seen of the series, all equally likely."""

    name = "climatology"

    def fit(self, counts: Counts, horizons: Sequence[int]) -> None:
        """Nothing to learn."""

    def predict(self, counts: Counts, horizon: int) -> Floats:
        return _windows(counts, horizon)


class Recent:
    """Totals seen in the last twelve weeks, all equally likely."""

    name = "last 12 weeks"

    def fit(self, counts: Counts, horizons: Sequence[int]) -> None:
        """Nothing to learn."""

    def predict(self, counts: Counts, horizon: int) -> Floats:
        return _windows(Counts(counts.dyads, counts.start, counts.y[:, :, -RECENT:]), horizon)


class LastValue:
    """What the last so many days had, with Poisson spread."""

    name = "last value"

    def fit(self, counts: Counts, horizons: Sequence[int]) -> None:
        """Nothing to learn."""

    def predict(self, counts: Counts, horizon: int) -> Floats:
        last = _flat(counts.y[:, :, -horizon:]).sum(axis=1) + 0.25  # never quite impossible
        return dist.negative_binomial(last, np.full(len(last), 1e7), dist.support(last, last))


def _windows(counts: Counts, horizon: int) -> Floats:
    totals = _flat(counts.windows(horizon))
    if not totals.shape[1]:  # too short a past: its rate, taken as Poisson
        rate = _flat(counts.y).mean(axis=1) * horizon + 0.25
        return dist.negative_binomial(rate, np.full(len(rate), 1e7), dist.support(rate, rate))
    return dist.empirical(totals, int(totals.max(initial=0)) + 1)


class Ewma:
    """Negative binomial around an exponentially weighted rate; half-life and dispersion tuned a series and horizon."""

    name = "EWMA"

    def __init__(self) -> None:
        self.chosen: dict[int, tuple[Floats, Floats]] = {}

    def fit(self, counts: Counts, horizons: Sequence[int]) -> None:
        for horizon in horizons:
            self.chosen[horizon] = self._tune(counts, horizon)

    def _tune(self, counts: Counts, horizon: int) -> tuple[Floats, Floats]:
        """Half-life and size of each series with the best log score over past windows."""
        y = _flat(counts.y)
        totals = _flat(counts.windows(horizon))
        begins = np.arange(min(WARM_UP, max(0, totals.shape[1] - 1)), totals.shape[1], STEP)
        if not len(begins):
            return np.full(len(y), 28.0), np.full(len(y), 1.0)
        seen = totals[:, begins][:, :, None]
        best = np.full(len(y), np.inf)
        half_life, size = np.full(len(y), 28.0), np.full(len(y), 1.0)
        r = np.array(SIZES)[None, None, :]
        for candidate in HALF_LIVES:
            m = np.maximum(smoothed(y, candidate)[:, begins] * horizon, FLOOR)[:, :, None]
            loss = -(gammaln(seen + r) - gammaln(r) + r * np.log(r / (r + m)) + seen * np.log(m / (r + m))).sum(axis=1)
            row, at = np.arange(len(y)), loss.argmin(axis=1)
            better = loss[row, at] < best
            best = np.where(better, loss[row, at], best)
            half_life = np.where(better, candidate, half_life)
            size = np.where(better, r[0, 0, at], size)
        return half_life, size

    def predict(self, counts: Counts, horizon: int) -> Floats:
        half_life, size = self.chosen[horizon]
        y = _flat(counts.y)
        mean = np.zeros(len(y))
        for candidate in HALF_LIVES:
            mine = half_life == candidate
            if mine.any():
                mean[mine] = smoothed(y[mine], candidate)[:, -1] * horizon
        mean = np.maximum(mean, FLOOR)
        return dist.negative_binomial(mean, size, dist.support(mean, mean + mean**2 / size))


FLOOR = 0.02  # events that a window is always thought to have: nothing is impossible
