"""Counts of events a directed pair, class and day, and how they are smoothed.

Days are proleptic Gregorian ordinals (`date.toordinal`). Classes are the quad classes 1 to 4, held at index 0 to 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

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

    @property
    def events(self) -> int:
        """How many events there are."""
        return int(self.y.sum())

    def until(self, day: int) -> Counts:
        """What was known before `day` began."""
        return Counts(self.dyads, self.start, self.y[:, :, : max(0, day - self.start)])

    def pick(self, rows: Sequence[int] | Ints) -> Counts:
        """Only these pairs, in this order."""
        return Counts(tuple(self.dyads[i] for i in rows), self.start, self.y[np.asarray(rows, int)])

    def busiest(self, most: int, skip: int = 0) -> Ints:
        """Rows of the pairs with the most events, `most` of them after the first `skip`; ties by name."""
        return _busiest(self.dyads, self.y.sum(axis=(1, 2)), most, skip)

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


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of many pairs, of which only some are looked at: `n` events of a pair and class on a day, a row each.

    Both directions of a pair are known, also where one is empty. Rows of other days or pairs than it covers are none.
    """

    dyads: tuple[Dyad, ...]
    start: int
    end: int  # the day after the last
    day: Ints
    dyad: Ints  # place in `dyads`
    quad: Ints
    n: Ints

    @property
    def days(self) -> int:
        """How many days are counted."""
        return self.end - self.start

    @property
    def events(self) -> int:
        """How many events there are."""
        return int(self.n.sum())

    def until(self, day: int) -> Tally:
        """What was known before `day` began."""
        return replace(self._rows(self.day < day), end=max(self.start, min(self.end, day)))

    def busiest(self, most: int, skip: int = 0) -> Ints:
        """Places of the pairs with the most events, `most` of them after the first `skip`; ties by name."""
        return _busiest(self.dyads, np.bincount(self.dyad, self.n, len(self.dyads)), most, skip)

    def pick(self, rows: Sequence[int] | Ints) -> Counts:
        """Counts of the pairs at these places, in this order."""
        return self.of([self.dyads[i] for i in rows])

    def of(self, dyads: Sequence[Dyad]) -> Counts:
        """Counts of these pairs, in this order; 0 of one that is not known."""
        row = {dyad: i for i, dyad in enumerate(dyads)}
        place = np.array([row.get(dyad, -1) for dyad in self.dyads], int)
        found = self._rows(place[self.dyad] >= 0)
        y = np.zeros((len(dyads), len(CLASSES), max(0, self.days)), int)
        np.add.at(y, (place[found.dyad], found.quad - 1, found.day - self.start), found.n)
        return Counts(tuple(dyads), self.start, y)

    def _rows(self, which: NDArray[np.bool_]) -> Tally:
        return replace(self, day=self.day[which], dyad=self.dyad[which], quad=self.quad[which], n=self.n[which])


def _busiest(dyads: Sequence[Dyad], total: NDArray[Any], most: int, skip: int) -> Ints:
    order = sorted(range(len(dyads)), key=lambda i: (-total[i], dyads[i]))
    return np.array(order[skip : skip + most], int)


def tally(
    days: NDArray[Any],
    sources: NDArray[Any],
    targets: NDArray[Any],
    classes: NDArray[Any],
    sides: Sequence[str],
    numbers: NDArray[Any] | None = None,
    first: int | None = None,
    last: int | None = None,
) -> Tally:
    """Counts of events given column by column; sources and targets are places in `sides`.

    `numbers`: how many events each row stands for. `first` and `last`: the days that are counted.
    """
    start = first if first is not None else int(days.min()) if len(days) else 0
    end = (last if last is not None else int(days.max()) if len(days) else start - 1) + 1
    span, inside = max(1, end - start), (days >= start) & (days < end)
    pair = sources[inside].astype(np.int64) * len(sides) + targets[inside]
    cells = (pair * len(CLASSES) + classes[inside] - 1) * span + days[inside] - start
    if numbers is None:
        cells, n = np.unique(cells, return_counts=True)
    else:
        cells, which = np.unique(cells, return_inverse=True)
        n = np.bincount(which, numbers[inside], len(cells)).astype(int)
    pair = cells // (span * len(CLASSES))
    begins = np.diff(pair, prepend=-1) > 0  # they are in order
    found = [(sides[a], sides[b]) for a, b in zip(*divmod(pair[begins], max(1, len(sides))), strict=True)]
    known = sorted({d for a, b in found for d in ((a, b), (b, a))})
    row = {d: i for i, d in enumerate(known)}
    place = np.array([row[d] for d in found], int)
    dyad = place[np.cumsum(begins) - 1]
    return Tally(tuple(known), start, end, cells % span + start, dyad, cells // span % len(CLASSES) + 1, n)


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
