"""Where the level of a series of counts changes: exact segmentation under a penalised quasi-Poisson likelihood.

Optimal partitioning (Jackson et al. 2005, IEEE Signal Processing Letters 12) with the costs divided by the
overdispersion, so that ordinary bursts are no change; the penalty is that of BIC, doubled (a level and its date).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SHORTEST = 7  # days of a stretch
LONGEST = 4000  # days; a longer past is cut to its last so many
FEWEST = 6  # events that a change could be seen in at all
LOCAL = 14  # days over which dispersion is judged


def changes(daily: NDArray[np.float64]) -> list[tuple[int, str]]:
    """Days (positions) at which a new level begins, with "up" or "down"."""
    offset = max(0, len(daily) - LONGEST)
    y = daily[offset:]
    n = len(y)
    if n < 2 * SHORTEST or y.sum() < FEWEST:
        return []
    cuts = _partition(y, 2 * np.log(n) * _dispersion(y))
    edges = [0, *cuts, n]
    level = [y[a:b].mean() for a, b in pairwise(edges)]
    return [(offset + cut, "up" if level[i + 1] > level[i] else "down") for i, cut in enumerate(cuts)]


def _dispersion(y: NDArray[np.float64]) -> float:
    """Variance over mean of the counts around their local level, at least 1."""
    window = np.ones(LOCAL) / LOCAL
    level = np.maximum(np.convolve(y, window, "same"), 1 / LOCAL)
    return max(1.0, float(((y - level) ** 2 / level).sum() / max(1, len(y) - len(y) // LOCAL)))


def _partition(y: NDArray[np.float64], penalty: float) -> list[int]:
    """Cuts of the cheapest partition into stretches of at least SHORTEST days."""
    n = len(y)
    added = np.concatenate([[0.0], np.cumsum(y)])
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    before = np.zeros(n + 1, int)
    for end in range(SHORTEST, n + 1):
        begin = np.arange(0, end - SHORTEST + 1)
        total, length = added[end] - added[begin], end - begin
        cost = -2 * total * np.log(np.maximum(total, 1e-12) / length) + 2 * total
        candidates = best[begin] + cost + penalty
        k = int(candidates.argmin())
        best[end], before[end] = candidates[k], k
    cuts = []
    at = n
    while at > 0:
        at = int(before[at])
        if at > 0:
            cuts.append(at)
    return cuts[::-1]
