"""Totals of the coming days regressed on smoothed rates directly, a horizon at a time, pooled over all pairs.

The same features as `hawkes`, but no path is simulated: what a month brings is learned from past months. It does not
know how a day brings the next, so it cannot answer "what if"; it is there for its forecasts alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from escalade.outlook import distribution as dist
from escalade.outlook.regression import Fit, Prior, Problem, solve
from escalade.outlook.series import CLASSES, Counts, smoothed

Floats = NDArray[np.float64]
HALF_LIVES = (3.0, 10.0, 30.0, 90.0)
WARM_UP, STEP = 28, 3  # days before the first window that is learned from, and from one to the next
FITTED = 200  # pairs that the weights are estimated on; the rest take them over
SHRINK = 10.0  # windows


class Direct:
    """A negative-binomial regression a class and horizon."""

    name = "direct"

    def __init__(self) -> None:
        self.fits: dict[int, list[Fit]] = {}
        self._busiest: dict[int, list[Fit]] = {}

    def fit(self, counts: Counts, horizons: Sequence[int]) -> None:
        """Estimate the weights on the FITTED busiest pairs, base rates of all."""
        features = self._features(counts)
        rows = counts.busiest(FITTED)
        for horizon in horizons:
            totals = counts.windows(horizon)
            begins = np.arange(min(WARM_UP, max(0, totals.shape[2] - 1)), totals.shape[2], STEP)
            before = self._busiest.get(horizon, [None] * len(CLASSES))
            fits, wide = [], []
            for c in range(len(CLASSES)):
                x, y = features[c][:, begins] * horizon, totals[:, c, begins].astype(float)
                fits.append(self._fit_class(x[rows], y[rows], before[c]))
                wide.append(_for_all(fits[c], x, y, rows))
            self._busiest[horizon], self.fits[horizon] = list(fits), wide

    def _fit_class(self, x: Floats, y: Floats, start: Fit | None) -> Fit:
        dyads, n, k = x.shape
        group = np.repeat(np.arange(dyads), n)
        own = np.arange(k) < len(HALF_LIVES) + 1
        prior = Prior(np.where(own, 0.2, 0.0), np.where(own, 0.3, 0.05), np.full(dyads, 0.02), np.full(dyads, 0.02))
        return solve(Problem(x.reshape(len(group), k), group, y.ravel(), dyads, prior, sloped=True), start)

    def _features(self, counts: Counts) -> list[Floats]:
        """`[dyad, day, feature]` of each class, one more day than is counted."""
        rates = {h: smoothed(counts.y, h) for h in HALF_LIVES}
        days = np.arange(1, counts.days + 1)
        mean = np.cumsum(counts.y, axis=2) / days
        mean = np.concatenate([mean[..., :1], mean], axis=2)
        known = (counts.reverse >= 0)[:, None]
        out = []
        for c in range(len(CLASSES)):
            own = [rates[h][:, c] for h in HALF_LIVES] + [mean[:, c]]
            other = [rates[10.0][:, k] for k in range(len(CLASSES)) if k != c]
            reply = [rates[10.0][counts.reverse, k] * known for k in range(len(CLASSES))]
            out.append(np.stack([*own, *other, *reply], axis=-1))
        return out

    def predict(self, counts: Counts, horizon: int) -> Floats:
        """Cumulative table of the coming total, a row a (dyad, class)."""
        features, fits = self._features(counts), self.fits[horizon]
        group = np.arange(len(counts.dyads))
        mean = np.stack([f.mean(x[:, -1] * horizon, group) for f, x in zip(fits, features, strict=True)], axis=1)
        size = np.stack([f.size(m, group) for f, m in zip(fits, mean.T, strict=True)], axis=1)
        m, r = mean.ravel(), size.ravel()
        return dist.negative_binomial(m, r, dist.support(m, m + m**2 / r))


def _for_all(fit: Fit, x: Floats, y: Floats, rows: NDArray[np.int64]) -> Fit:
    """The fit with a base rate and dispersion of every pair, also of those that it was not made on."""
    base, own = fit.extended(x, y, SHRINK)
    base = np.minimum(base, 0.1)
    base[rows], own[rows] = fit.base, fit.own
    return replace(fit, base=base, own=own)
