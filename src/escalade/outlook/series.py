"""Counts of events a directed pair, class and day, and how they are smoothed.

Days are proleptic Gregorian ordinals (`date.toordinal`). Classes are the quad classes 1 to 4, held at index 0 to 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

CLASSES = (1, 2, 3, 4)
CLASS_NAMES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
START_DAYS = 28  # days whose mean stands for what went before the first

Dyad = tuple[str, str]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Counts:
    """Events of each directed pair: `y[dyad, class, day]`, the first day being `start`."""

    dyads: tuple[Dyad, ...]
    start: int
    y: Ints

    @property
    def days(self) -> int:
        """How many days are counted."""
        return int(self.y.shape[2])

    @property
    def end(self) -> int:
        """The day after the last."""
        return self.start + self.days

    def until(self, day: int) -> Counts:
        """What was known before `day` began."""
        return Counts(self.dyads, self.start, self.y[:, :, : max(0, day - self.start)])

    def pick(self, rows: Sequence[int] | Ints) -> Counts:
        """Only these pairs, in this order."""
        return Counts(tuple(self.dyads[i] for i in rows), self.start, self.y[np.asarray(rows, int)])

    def busiest(self, most: int, skip: int = 0) -> Ints:
        """Rows of the pairs with the most events, `most` of them after the first `skip`; ties by name."""
        total = self.y.sum(axis=(1, 2))
        order = sorted(range(len(self.dyads)), key=lambda i: (-total[i], self.dyads[i]))
        return np.array(order[skip : skip + most], int)

    @property
    def reverse(self) -> Ints:
        """Row of the pair in the other direction; -1 where nothing is known of it."""
        row = {dyad: i for i, dyad in enumerate(self.dyads)}
        return np.array([row.get((b, a), -1) for a, b in self.dyads], int)

    def windows(self, length: int) -> Ints:
        """Totals of all windows of `length` days: `[dyad, class, first day]`."""
        added = np.cumsum(self.y, axis=2)
        added = np.concatenate([np.zeros((*added.shape[:2], 1), added.dtype), added], axis=2)
        return added[:, :, length:] - added[:, :, :-length] if self.days >= length else added[:, :, :0]


def counts(
    days: Iterable[int], sources: Iterable[str], targets: Iterable[str], classes: Iterable[int],
    numbers: Iterable[int] | None = None, first: int | None = None, last: int | None = None,
    dyads: Sequence[Dyad] | None = None,
) -> Counts:  # fmt: skip
    """Counts of events given column by column (`numbers`: how many each row stands for).

    Both directions of a pair are kept, also where one is empty. `first` and `last`: the days that are counted.
    """
    day, quad = np.fromiter(days, int), np.fromiter(classes, int)
    pairs = list(zip(sources, targets, strict=True))
    weight = np.ones(len(day), int) if numbers is None else np.fromiter(numbers, int)
    known = sorted({d for a, b in set(pairs) for d in ((a, b), (b, a))}) if dyads is None else list(dyads)
    row = {dyad: i for i, dyad in enumerate(known)}
    start = first if first is not None else int(day.min()) if len(day) else 0
    stop = last if last is not None else int(day.max()) if len(day) else start - 1
    y = np.zeros((len(known), len(CLASSES), max(0, stop - start + 1)), int)
    at = np.array([row.get(pair, -1) for pair in pairs], int)
    inside = (at >= 0) & (day >= start) & (day <= stop)
    np.add.at(y, (at[inside], quad[inside] - 1, day[inside] - start), weight[inside])
    return Counts(tuple(known), start, y)


def decay(half_life: float) -> float:
    """What is left of a smoothed rate after a day."""
    return float(0.5 ** (1.0 / half_life))


def smoothed(y: NDArray[np.generic], half_life: float) -> Floats:
    """Exponentially weighted daily rate before each day, and after the last: one longer than `y` on its last axis.

    Before the first day stands the mean of the first START_DAYS.
    """
    rho = decay(half_life)
    begin = y[..., :START_DAYS].mean(axis=-1, keepdims=True) if y.shape[-1] else np.zeros((*y.shape[:-1], 1))
    if not y.shape[-1]:
        return begin
    after, _ = lfilter([1 - rho], [1, -rho], y.astype(float), axis=-1, zi=rho * begin)
    return np.concatenate([begin, after], axis=-1)
