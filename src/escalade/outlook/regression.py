"""Negative-binomial regression on non-negative features, with a base rate and a dispersion of each group.

    y ~ NB(mean = X w + base[group], size = exp(level + slope * log(mean) + own[group]))

Everything is estimated at once as a posterior mode (L-BFGS-B with analytic gradients); the curvature there gives the
standard errors. The priors are normal, cut off at zero for `w` and `base`, so that nothing is estimated from nothing:
without data the prior comes back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEAST = 1e-6  # smallest mean
RAREST = 1e-3  # smallest mean that a curvature is taken at: a rate at its bound would seem known for sure
LOG_SIZES = (-6.0, 8.0)  # log dispersions that are told apart
LEVEL_SPREAD, OWN_SPREAD, SLOPE_SPREAD = 1.5, 0.5, 0.5  # prior sd of the log dispersion: shared, a group's, its slope


@dataclass(frozen=True)
class Prior:
    """Prior means and standard deviations of the weights, and of the base rates (a value, or one a group)."""

    weight: Floats
    weight_spread: Floats
    base: Floats
    base_spread: Floats


@dataclass(frozen=True)
class Fit:
    """A posterior mode. `covariance` is that of (weights, base rates)."""

    weight: Floats
    base: Floats
    level: float
    slope: float
    own: Floats
    covariance: Floats
    loss: float
    steps: int

    def extended(self, features: Floats, y: Floats, shrink: float) -> tuple[Floats, Floats]:
        """Base rates and own dispersions of other groups, `features[group, row, :]`, `y[group, row]`.

        The weights are held; a base rate is what they leave unexplained, drawn towards nothing by `shrink` rows.
        """
        left = (y - features @ self.weight).sum(axis=1)
        return np.maximum(left / (y.shape[1] + shrink), 0.0), np.zeros(len(y))

    def mean(self, features: Floats, group: Ints) -> Floats:
        """Expected count."""
        return np.maximum(features @ self.weight + self.base[group], LEAST)

    def size(self, mean: Floats, group: Ints) -> Floats:
        """Dispersion: variance = mean + mean^2 / size."""
        return np.asarray(np.exp(np.clip(self.level + self.own[group] + self.slope * np.log(mean), *LOG_SIZES)))


class Problem:
    """Data of one regression.

    `sloped`: the dispersion may change with the mean. Without it rows of one group and count share their gamma
    functions, which is most of the work. Products with `_columns` are left to einsum: the threads of a BLAS make so
    narrow a table slower, many times where other programs are at work.
    """

    def __init__(
        self, features: Floats, group: Ints, y: Floats, groups: int, prior: Prior, sloped: bool = False
    ) -> None:
        self.features, self.group, self.y, self.groups, self.prior, self.sloped = (
            features, group, y, groups, prior, sloped,
        )  # fmt: skip
        self._columns = np.ascontiguousarray(features.T)
        if sloped:
            self._kind_y, self._kind_group, self._kind = y, group, np.arange(len(y))
        else:
            width = int(y.max(initial=0)) + 1
            kinds, self._kind = np.unique(group * width + y.astype(int), return_inverse=True)
            self._kind_y, self._kind_group = (kinds % width).astype(float), kinds // width
        self._kind_n = np.bincount(self._kind, minlength=len(self._kind_y))

    def unpack(self, theta: Floats) -> tuple[Floats, Floats, float, float, Floats]:
        """Weights, base rates, level, slope and own dispersions of a parameter vector."""
        n = self.features.shape[1]
        end = n + self.groups
        return theta[:n], theta[n:end], float(theta[end]), float(theta[end + 1]), theta[end + 2 :]

    def loss(self, theta: Floats) -> tuple[float, Floats]:
        """Minus the log posterior, and its gradient."""
        weight, base, level, slope, own = self.unpack(theta)
        y, group, p = self.y, self.group, self.prior
        m = np.maximum(np.einsum("j,ji->i", weight, self._columns) + base[group], LEAST)
        log_m = np.log(m)
        raw = level + own[self._kind_group] + (slope * log_m if self.sloped else 0.0)
        kind_r = np.exp(np.clip(raw, *LOG_SIZES))
        r = kind_r[self._kind]
        log_sum = np.log(r + m)
        log_ratio = np.log(kind_r)[self._kind] - log_sum
        value = -(self._kind_n * (gammaln(self._kind_y + kind_r) - gammaln(kind_r))).sum()
        value -= (r * log_ratio + y * (log_m - log_sum)).sum()
        share = (y + r) / (r + m)
        gammas = (digamma(self._kind_y + kind_r) - digamma(kind_r)) * ((raw > LOG_SIZES[0]) & (raw < LOG_SIZES[1]))
        by_log_r = r * (gammas[self._kind] + log_ratio + 1 - share)
        by_m = y / m - share + (by_log_r * slope / m if self.sloped else 0.0)
        own_sum = np.bincount(group, by_log_r, self.groups)
        gradient = np.concatenate([
            -np.einsum("ji,i->j", self._columns, by_m) + (weight - p.weight) / p.weight_spread**2,
            -np.bincount(group, by_m, self.groups) + (base - p.base) / p.base_spread**2,
            [-own_sum.sum() + level / LEVEL_SPREAD**2, -(by_log_r * log_m).sum() + slope / SLOPE_SPREAD**2],
            -own_sum + own / OWN_SPREAD**2,
        ])  # fmt: skip
        value += 0.5 * (((weight - p.weight) / p.weight_spread) ** 2).sum()
        value += 0.5 * (((base - p.base) / p.base_spread) ** 2).sum()
        value += 0.5 * ((level / LEVEL_SPREAD) ** 2 + (slope / SLOPE_SPREAD) ** 2 + ((own / OWN_SPREAD) ** 2).sum())
        return float(value), gradient

    def curvature(self, theta: Floats) -> Floats:
        """Expected second derivatives of the loss by (weights, base rates)."""
        weight, base, level, slope, own = self.unpack(theta)
        m, n = np.maximum(self.features @ weight + base[self.group], RAREST), self.features.shape[1]
        r = np.exp(np.clip(level + own[self.group] + slope * np.log(m), *LOG_SIZES))
        information = 1 / (m * (1 + m / r))  # that a count of mean m holds about it
        block = np.zeros((n + self.groups, n + self.groups))
        weighted = self.features * information[:, None]
        block[:n, :n] = self.features.T @ weighted + np.diag(1 / self.prior.weight_spread**2)
        for j in range(n):
            block[j, n:] = block[n:, j] = np.bincount(self.group, weighted[:, j], self.groups)
        block[n:, n:] = np.diag(np.bincount(self.group, information, self.groups) + 1 / self.prior.base_spread**2)
        return block


def solve(problem: Problem, start: Fit | None = None, most: int = 200) -> Fit:
    """The posterior mode. `start`: an earlier fit of the same shape to begin from."""
    n, groups = problem.features.shape[1], problem.groups
    if start is not None and len(start.weight) == n and len(start.base) == groups:
        theta = np.concatenate([start.weight, start.base, [start.level, start.slope], start.own])
    else:
        theta = np.concatenate([problem.prior.weight, problem.prior.base, [0.0, 0.0], np.zeros(groups)])
    rows = len(problem.y)
    scale = np.sqrt(np.concatenate([
        np.diag(problem.curvature(theta)), [0.2 * rows, 0.2 * rows], np.full(groups, 0.2 * rows / groups + 4),
    ]))  # fmt: skip
    lower = np.concatenate([np.zeros(n + groups), [LOG_SIZES[0], -2.0 * problem.sloped], np.full(groups, -3.0)])
    upper = np.concatenate([np.full(n + groups, np.inf), [LOG_SIZES[1], 2.0 * problem.sloped], np.full(groups, 3.0)])

    def scaled(free: Floats) -> tuple[float, Floats]:
        value, gradient = problem.loss(free / scale)
        return value, gradient / scale

    found = minimize(
        scaled, theta * scale, jac=True, method="L-BFGS-B",
        bounds=np.stack([lower * scale, upper * scale], axis=1), options={"maxiter": most, "ftol": 1e-8, "maxcor": 20},
    )  # fmt: skip
    theta = found.x / scale
    return Fit(
        *problem.unpack(theta),
        np.asarray(np.linalg.inv(problem.curvature(theta)), float),
        float(found.fun),
        int(found.nit),
    )
