"""Distributions of counts as cumulative probabilities over 0, 1, ..., K: one row a series; and their scores.

The scores are those of Gneiting & Raftery (2007), "Strictly proper scoring rules", JASA 102; the randomised
probability transform is Czado, Gneiting & Held (2009), Biometrics 65, taken in expectation so that no dice are needed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln
from scipy.stats import rankdata

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SMALLEST = 1e-12
NEAR = 1e-9  # probabilities that lie so near are the same


def support(mean: ArrayLike, variance: ArrayLike) -> int:
    """The largest count that need be told apart: all mass but a trifle lies below."""
    top = np.asarray(mean) + 12 * np.sqrt(np.asarray(variance)) + 20
    return int(np.max(top, initial=20))


def negative_binomial(mean: ArrayLike, size: ArrayLike, top: int) -> Floats:
    """Cumulative probabilities of negative binomials (variance mean + mean^2 / size), one row each."""
    m = np.maximum(np.asarray(mean, float), SMALLEST)[:, None]
    r = np.clip(np.asarray(size, float), 1e-4, 1e7)[:, None]
    k = np.arange(top + 1)[None, :]
    log_mass = gammaln(k + r) - gammaln(r) - gammaln(k + 1) + r * np.log(r / (r + m)) + k * np.log(m / (r + m))
    return np.asarray(np.minimum(np.cumsum(np.exp(log_mass), axis=1), 1.0))


def empirical(samples: Floats | Ints, top: int) -> Floats:
    """Cumulative probabilities of equally likely samples, `[series, sample]`."""
    return np.stack([np.searchsorted(np.sort(row), np.arange(top + 1), side="right") / len(row) for row in samples])


def size_of(mean: ArrayLike, variance: ArrayLike) -> Floats:
    """Size of the negative binomial with this mean and variance; large where there is no overdispersion."""
    m, v = np.asarray(mean, float), np.asarray(variance, float)
    return np.where(v > m * (1 + 1e-6), m**2 / np.maximum(v - m, SMALLEST), 1e7)


def quantile(cdf: Floats, level: float) -> Ints:
    """Smallest count whose cumulative probability reaches `level`."""
    return np.asarray(np.minimum((cdf < level - 1e-12).sum(axis=1), cdf.shape[1] - 1))


def interval(cdf: Floats, level: float) -> tuple[Ints, Ints]:
    """The narrowest run of whole counts that holds at least `level`; of equally narrow ones the likeliest.

    Whole counts seldom hold `level` exactly, rare ones least: what is 0 with 97 % has the interval 0 to 0, and that
    holds 97 % (`held`). Highest-density regions: Hyndman (1996), The American Statistician 50.
    """
    rows, width = cdf.shape
    below = np.concatenate([np.zeros((rows, 1)), cdf[:, :-1]], axis=1)
    row = np.arange(rows)[:, None]
    wanted = below + level - NEAR  # probability that must lie up to the end, for every beginning
    ends = np.searchsorted((cdf + 2.0 * row).ravel(), (wanted + 2.0 * row).ravel()).reshape(rows, width) - width * row
    holds = np.take_along_axis(cdf, np.minimum(ends, width - 1), axis=1) - below
    cost = np.where((wanted < 1) & (ends < width), ends - np.arange(width) - holds, np.inf)
    cost[:, 0] = np.minimum(cost[:, 0], width)  # a table cut off before `level`: all of it
    low = cost.argmin(axis=1)
    return low, np.minimum(ends[np.arange(rows), low], width - 1)


def held(cdf: Floats, low: Ints, high: Ints) -> Floats:
    """Probability of `low` to `high`, both included."""
    return at(cdf, high) - at(cdf, low - 1)


def mean_of(cdf: Floats) -> Floats:
    """Expected count."""
    return np.asarray((1 - cdf).sum(axis=1))


def at(cdf: Floats, count: Ints) -> Floats:
    """Probability of at most `count`; 0 for negative counts, 1 above the table."""
    row = np.arange(len(cdf))
    inside = cdf[row, np.clip(count, 0, cdf.shape[1] - 1)]
    return np.where(count < 0, 0.0, np.where(count >= cdf.shape[1], 1.0, inside))


def crps(cdf: Floats, y: Ints) -> Floats:
    """Continuous ranked probability score, in events: smaller is better, 0 is perfect."""
    k = np.arange(cdf.shape[1])[None, :]
    return np.asarray(((cdf - (k >= y[:, None])) ** 2).sum(axis=1) + np.maximum(0, y - cdf.shape[1]))


def log_score(cdf: Floats, y: Ints) -> Floats:
    """Minus the log of the probability given to what came, in nats; what was given none costs that of 1e-6."""
    return np.asarray(-np.log(np.maximum(at(cdf, y) - at(cdf, y - 1), 1e-6)))


def interval_score(cdf: Floats, y: Ints, level: float = 0.9) -> Floats:
    """Winkler's score of the two quantiles that leave half of the rest on either side: width, and a fine outside."""
    low, high = quantile(cdf, (1 - level) / 2), quantile(cdf, (1 + level) / 2)
    return np.asarray((high - low) + (np.maximum(low - y, 0) + np.maximum(y - high, 0)) * 2 / (1 - level))


def covered(cdf: Floats, y: Ints, level: float) -> tuple[Floats, Floats, Floats]:
    """Whether the interval holds y, what it should hold if the forecast is right, and the randomised coverage.

    The last is the share of y's transform inside the exact central interval, in which whole numbers do not matter.
    """
    lowest, highest = interval(cdf, level)
    plain = (y >= lowest) & (y <= highest)
    tail = (1 - level) / 2
    low, high = at(cdf, y - 1), at(cdf, y)
    inside = np.clip(np.minimum(high, 1 - tail) - np.maximum(low, tail), 0, None)
    return plain.astype(float), held(cdf, lowest, highest), inside / np.maximum(high - low, SMALLEST)


def transform_bins(cdf: Floats, y: Ints, bins: int = 10) -> Floats:
    """Expected share of the randomised probability transform in each of `bins` equal bins, `[series, bin]`."""
    low, high = at(cdf, y - 1)[:, None], np.maximum(at(cdf, y), at(cdf, y - 1) + SMALLEST)[:, None]
    edges = np.linspace(0, 1, bins + 1)[None, :]
    inside = np.clip(np.minimum(high, edges[:, 1:]) - np.maximum(low, edges[:, :-1]), 0, None)
    return np.asarray(inside / (high - low))


def auc(probability: Floats, happened: NDArray[np.bool_]) -> float:
    """Chance that a case which happened was given more than one which did not; nan where one kind is missing."""
    yes, no = int(happened.sum()), int((~happened).sum())
    if not yes or not no:
        return float("nan")
    ranks = rankdata(probability)
    return float((ranks[happened].sum() - yes * (yes + 1) / 2) / (yes * no))


def pooled(cdfs: list[Floats], weights: list[float] | None = None) -> Floats:
    """Mixture of distributions, each table filled up with ones to the longest."""
    top = max(c.shape[1] for c in cdfs)
    shares = weights or [1 / len(cdfs)] * len(cdfs)
    full = [np.pad(c, ((0, 0), (0, top - c.shape[1])), constant_values=1.0) for c in cdfs]
    return np.asarray(sum(w * c for w, c in zip(shares, full, strict=True)))
