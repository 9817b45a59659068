"""A pooled self- and mutually exciting count model: discrete-time Hawkes with negative-binomial counts.

The expected number of events of pair d and class c on a day is

    base[d, c] + sum over roles and half-lives of  weight[c, role, half-life] * rate[d, role, half-life]

where a rate is the exponentially weighted mean of earlier days (see `series.smoothed`): of the same pair and class
("own"), of the same pair's other classes, and of what comes back from the other side ("reply", a class each). A weight
is therefore the number of events that one event of that role brings in the long run. Weights are shared by all pairs,
which is what a few months can estimate (docs/outlook.md); only base rates and dispersions are a pair's own.

Hawkes (1971), Biometrika 58; in discrete time for conflict counts: Browning et al. (2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from escalade.outlook import distribution as dist
from escalade.outlook.regression import LEAST, Fit, Prior, Problem, solve
from escalade.outlook.series import CLASSES, Counts, decay, smoothed

Floats = NDArray[np.float64]
HALF_LIVES = (1.5, 7.0, 30.0, 120.0)
REPLY_LIVES = (1.5, 7.0)
N = len(CLASSES)
PATHS = 400
FITTED = 200  # pairs that the shared weights are estimated on; the rest take them over
SHRINK = 30.0  # days


@dataclass(frozen=True)
class Edge:
    """One feature: what excites (role and class of the source) through which half-life."""

    role: str  # own | other | reply
    quad: int
    half_life: float


@cache
def edges(quad: int, alone: bool = False) -> tuple[Edge, ...]:
    """Features of a target class, in the order of its weights; `alone`: only its own past."""
    own = [Edge("own", quad, h) for h in HALF_LIVES]
    other = [Edge("other", c, h) for c in CLASSES if c != quad for h in REPLY_LIVES]
    reply = [Edge("reply", c, h) for c in CLASSES for h in REPLY_LIVES]
    return tuple(own) if alone else (*own, *other, *reply)


def prior_of(quad: int, y: Floats, alone: bool = False) -> Prior:
    """Round numbers, not fitted to anything: an event brings 0.6 of its kind, and little else is known to bring any.

    The spread lets a reply of 0.25 be found in 400 days of 15 pairs of sides (docs/outlook.md); at 0.1 it did not.
    """
    mean = np.array([0.15 if e.role == "own" else 0.0 for e in edges(quad, alone)])
    spread = np.full(len(mean), 0.3)
    rate = y.mean(axis=1)
    return Prior(mean, spread, 0.3 * rate + 0.001, rate + 0.02)


class Hawkes:
    """The model, fitted to all pairs at once."""

    def __init__(self, paths: int = PATHS, seed: int = 0, alone: bool = False, name: str = "Hawkes") -> None:
        self.paths, self.seed, self.alone, self.name = paths, seed, alone, name
        self.fits: list[Fit] = []
        self._busiest: list[Fit] = []

    def fit(self, counts: Counts, horizons: Sequence[int] = ()) -> None:
        """Estimate weights and dispersions on the FITTED busiest pairs, base rates of all."""
        states = States(counts)
        rows = counts.busiest(FITTED)
        before: list[Fit] | list[None] = self._busiest or [None] * N
        self._busiest = [self._fit_class(counts, states, rows, c, before[i]) for i, c in enumerate(CLASSES)]
        self.fits = [self._for_all(counts, states, rows, c, self._busiest[i]) for i, c in enumerate(CLASSES)]

    def _fit_class(self, counts: Counts, states: States, rows: NDArray[np.int64], quad: int, start: Fit | None) -> Fit:
        y = counts.y[rows, quad - 1].astype(float)
        x = states.features(quad, rows, self.alone)[:, :-1]
        group = np.repeat(np.arange(len(y)), y.shape[1])
        prior = prior_of(quad, y, self.alone)
        return solve(Problem(x.reshape(len(group), -1), group, y.ravel(), len(y), prior), start)

    def _for_all(self, counts: Counts, states: States, rows: NDArray[np.int64], quad: int, fit: Fit) -> Fit:
        """The fit with a base rate and dispersion of every pair, also of those that it was not made on."""
        base, own = np.zeros(len(counts.dyads)), np.zeros(len(counts.dyads))
        others = np.setdiff1d(np.arange(len(counts.dyads)), rows)
        if len(others):
            x = states.features(quad, others, self.alone)[:, :-1]
            base[others], own[others] = fit.extended(x, counts.y[others, quad - 1], SHRINK)
        base[rows], own[rows] = fit.base, fit.own
        return replace(fit, base=base, own=own)

    def predict(self, counts: Counts, horizon: int) -> Floats:
        """Cumulative table of the coming total, by simulation and a negative binomial of its mean and variance."""
        mean, variance = self.moments(counts, horizon)
        return dist.negative_binomial(mean, dist.size_of(mean, variance), dist.support(mean, variance))

    def moments(self, counts: Counts, horizon: int) -> tuple[Floats, Floats]:
        """Mean and variance of the coming totals, `[dyad * class]`."""
        states = States(counts)
        draw = np.random.default_rng(self.seed)
        totals = self.simulate(states, horizon, self.paths, draw).sum(axis=-1)
        mean = self.simulate(states, horizon, 1, None).sum(axis=-1)[0].ravel()
        return mean, np.maximum(totals.var(axis=0).ravel(), mean)

    def simulate(
        self, states: States, days: int, paths: int, draw: np.random.Generator | None, planned: Floats | None = None
    ) -> NDArray[np.float32]:
        """Counts of the coming days `[path, dyad, class, day]`; without `draw`, their expectation.

        `planned`: events that are added on those days, `[dyad, class, day]`; they excite, and are not in the counts.
        """
        now = {h: np.repeat(s[None], paths, axis=0) for h, s in states.now().items()}
        out = np.zeros((paths, len(states.reverse), N, days), np.float32)
        size = np.stack([np.exp(np.clip(f.level + f.own, -6, 8)) for f in self.fits], axis=1)
        weights = {(role, h): self._matrix(role, h) for h in HALF_LIVES for role in ("same", "reply")}
        for t in range(days):
            mean = self._mean(now, states.reverse, weights)
            if draw is None:
                y = mean
            else:
                y = draw.poisson(draw.standard_gamma(np.broadcast_to(size, mean.shape)) * (mean / size)).astype(float)
            out[..., t] = y
            if planned is not None:
                y = y + planned[..., t]
            for h, state in now.items():
                state *= decay(h)
                state += (1 - decay(h)) * y
        return out

    def _mean(
        self, now: dict[float, Floats], reverse: NDArray[np.int64], weights: dict[tuple[str, float], Floats]
    ) -> Floats:
        """Expected counts of a day `[path, dyad, class]`."""
        known = (reverse >= 0)[None, :, None]
        back = {h: now[h][:, reverse] * known for h in REPLY_LIVES}
        mean = np.stack([np.broadcast_to(f.base, next(iter(now.values())).shape[:2]) for f in self.fits], axis=-1)
        for h in HALF_LIVES:
            mean = mean + now[h] @ weights["same", h]
            if h in REPLY_LIVES:
                mean = mean + back[h] @ weights["reply", h]
        return np.maximum(mean, LEAST)

    def _matrix(self, role: str, half_life: float) -> Floats:
        """Weights from class (row) to class (column) through one half-life."""
        out = np.zeros((N, N))
        for target, fit in zip(CLASSES, self.fits, strict=True):
            for edge, weight in zip(edges(target, self.alone), fit.weight, strict=True):
                if edge.half_life == half_life and (edge.role == "reply") == (role == "reply"):
                    out[edge.quad - 1, target - 1] += weight
        return out


class States:
    """Smoothed rates of all pairs and classes, day by day."""

    def __init__(self, counts: Counts) -> None:
        self.reverse = counts.reverse
        self.rates = {h: smoothed(counts.y, h) for h in HALF_LIVES}

    def now(self) -> dict[float, Floats]:
        """Rates after the last day, `[dyad, class]` a half-life."""
        return {h: rate[..., -1] for h, rate in self.rates.items()}

    def features(self, quad: int, rows: NDArray[np.int64], alone: bool = False) -> Floats:
        """Features of a target class `[row, day, edge]`; one more day than is counted."""
        back = self.reverse[rows]
        known = (back >= 0)[:, None]
        columns = []
        for edge in edges(quad, alone):
            rate = self.rates[edge.half_life][:, edge.quad - 1]
            columns.append(rate[back] * known if edge.role == "reply" else rate[rows])
        return np.stack(columns, axis=-1)
