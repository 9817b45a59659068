"""Imported events as columns of codes, held in memory: a million are filtered, counted and ordered in milliseconds.

They never change with a decision, so that what counts them needs no index in the read model. A code is the place of a
word in its column's list; code 0 is "nothing said". The event at place i has the number -1 - i.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
PARTIES = ("source", "target")  # columns of sides; their words are [key, name, whether it is an actor of ours]
NUMBERS = ("toll", "directed")  # columns that hold numbers themselves; a toll that is not said is -1
DENSE = 4_000_000  # combinations of codes that are counted in an array; of more, those that occur are sorted
LAST = 2**40  # key of what comes last in an order
HELD = 2  # read models whose columns are kept
KEPT = 16  # selections that are kept


def parsed(text: str | None) -> Numbers:
    """Numbers written one after the other: in a third of the time of a row each."""
    return np.fromstring(text, np.int64, sep=",") if text else np.zeros(0, np.int64)


class Coder:
    """Makes columns, event by event."""

    def __init__(self) -> None:
        self._codes: dict[str, array[int]] = {}
        self._words: dict[str, dict[Any, int]] = {}
        self._names: dict[Any, str] = {}  # of parties, one of the spellings that each has

    def add(self, values: Mapping[str, Any], sides: Sequence[tuple[str, str, int] | None]) -> None:
        """Take in an event: its words and numbers by column, and its two sides (key, name, known)."""
        for name, value in values.items():
            self._codes.setdefault(name, array("i")).append(value if name in NUMBERS else self._code(name, value))
        for name, side in zip(PARTIES, sides, strict=True):
            word = side and (side[0], side[2])
            if side:
                self._names.setdefault(word, side[1])
            self._codes.setdefault(name, array("i")).append(self._code("party", word))

    def _code(self, name: str, word: Any) -> int:
        words = self._words.setdefault(name, {None: 0})
        return words.setdefault(word, len(words))

    def rows(self) -> Iterator[tuple[str, str, bytes, str]]:
        """Rows of `imported_column`: name, kind of number, the numbers, the words."""
        parties = [word and (word[0], self._names[word], word[1]) for word in self._words.get("party", {})]
        for name, codes in self._codes.items():
            numbers = np.frombuffer(codes, np.intc)
            kind = np.promote_types(np.min_scalar_type(numbers.min()), np.min_scalar_type(numbers.max()))
            words = parties if name in PARTIES else [*self._words.get(name, ())]
            yield name, kind.str, numbers.astype(kind).tobytes(), json.dumps(words, ensure_ascii=False)


class Columns:
    """All imported events of a read model."""

    def __init__(self, rows: Iterable[tuple[str, str, bytes, str]]) -> None:
        self._numbers: dict[str, NDArray[Any]] = {}
        self.words: dict[str, list[Any]] = {}
        for name, kind, numbers, words in rows:
            self._numbers[name] = np.frombuffer(numbers, kind)
            self.words[name] = json.loads(words)
        self._orders: dict[str, tuple[Numbers, Numbers]] = {}
        self._taken: dict[Any, Taken] = {}

    def __len__(self) -> int:
        return len(next(iter(self._numbers.values()), ()))

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._numbers[name]

    def numbered(self, numbers: Numbers) -> Mask:
        """Those of some numbers; coded events' are positive and passed over."""
        mask = np.zeros(len(self), np.bool_)
        mask[-1 - numbers[numbers < 0]] = True
        return mask

    def that(self, name: str, fits: Callable[[Any], bool]) -> Mask:
        """The events whose word in a column fits."""
        fitting = np.fromiter((fits(word) for word in self.words[name]), np.bool_, len(self.words[name]))
        found: Mask = fitting[self[name]]
        return found

    @cached_property
    def place_codes(self) -> dict[tuple[Any, ...], int]:
        """The code of each place."""
        return {tuple(word): code for code, word in enumerate(self.words["place"]) if word is not None}

    def taken(self, key: Any, masks: Callable[[], Iterable[Mask]]) -> Taken:
        """The events that are in all of some sets; kept under a key, since a page counts them several times."""
        if key not in self._taken:
            mask = np.ones(len(self), np.bool_)
            for one in masks():
                mask &= one
            while len(self._taken) >= KEPT:
                self._taken.pop(next(iter(self._taken)), None)
            self._taken[key] = Taken(self, mask)
        return self._taken[key]

    @cached_property
    def _days(self) -> list[str]:
        return sorted(word for word in self.words["day"] if word is not None)

    def rank(self, day: str | None) -> int:
        """Where a day stands among those of the imported events: even for one of them, odd between two; 0 for none."""
        if day is None:
            return 0
        at = bisect_left(self._days, day)
        return 2 * at + (2 if self._days[at : at + 1] == [day] else 1)

    def key(self, sort: str, value: Any) -> int:
        """What an event is put in order by, from what a coded one has in the column that is sorted by."""
        if sort in ("day", "-day"):
            place = self.rank(value)
            return -place if sort == "-day" else place or LAST
        if sort == "toll":
            return LAST if value is None else -value
        return {"origins": 1 - (value or 0), "score": 1, "new": -(value or 0)}[sort]

    def order(self, sort: str) -> tuple[Numbers, Numbers]:
        """Places of all events in an order, and their keys. Of equal keys the last comes first, but by newest day."""
        if sort not in self._orders:
            keys = np.zeros(len(self), np.int64)
            if sort in ("day", "-day"):
                keys = np.array([self.key(sort, word) for word in self.words["day"]])[self["day"]]
            elif sort == "toll":
                keys = np.where(self["toll"] < 0, LAST, -self["toll"].astype(np.int64))
            places = np.arange(len(self))[:: 1 if sort == "-day" else -1]
            order = places[np.argsort(keys[places], kind="stable")]
            self._orders[sort] = order, keys[order]
        return self._orders[sort]


@lru_cache(maxsize=HELD)
def columns(path: Path) -> Columns:
    """The columns of a read model: of one file they are always the same."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return Columns(db.execute("SELECT name, kind, numbers, words FROM imported_column"))


@dataclass(frozen=True)
class Taken:
    """Some of the imported events."""

    columns: Columns
    mask: Mask
    _counts: dict[tuple[str, ...], list[tuple[tuple[Any, ...], int]]] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask))

    def only(self, mask: Mask) -> Taken:
        """Those among them that are also in another set."""
        return Taken(self.columns, self.mask & mask)

    def count(self, *names: str) -> list[tuple[tuple[Any, ...], int]]:
        """How many have each combination of words in some columns, as ((word, ...), how many)."""
        if names not in self._counts:
            self._counts[names] = self._counted(names)
        return self._counts[names]

    def by_code(self, name: str) -> Numbers:
        """How many have each code in a column."""
        return np.bincount(self.columns[name][self.mask], minlength=len(self.columns.words[name]))

    def _counted(self, names: Sequence[str]) -> list[tuple[tuple[Any, ...], int]]:
        sizes = [len(self.columns.words[name]) for name in names]
        joined = np.zeros(self.total, np.int64)
        for name, size in zip(names, sizes, strict=True):
            joined = joined * size + self.columns[name][self.mask]
        if np.prod(sizes, dtype=float) <= DENSE:
            counts = np.bincount(joined)
            found = np.flatnonzero(counts)
            counts = counts[found]
        else:
            found, counts = np.unique(joined, return_counts=True)
        codes: list[list[int]] = []
        for size in reversed(sizes):
            codes.insert(0, (found % size).tolist())
            found = found // size
        lists = [self.columns.words[name] for name in names]
        worded = zip(*([words[i] for i in at] for words, at in zip(lists, codes, strict=True)), strict=True)
        return list(zip(worded, counts.tolist(), strict=True))

    def page(self, sort: str, limit: int, offset: int) -> list[int]:
        """Numbers of some of them, in an order."""
        order, _ = self.columns.order(sort)
        return (-1 - order[self.mask[order]][offset : offset + limit]).tolist()  # type: ignore[no-any-return]

    def merged(self, coded: Sequence[tuple[int, Any]], sort: str, limit: int, offset: int) -> list[int]:
        """The same among coded events, given in that order as (number, what is sorted by), `offset + limit` or all."""
        order, keys = self.columns.order(sort)
        keys = keys[self.mask[order]]
        own = np.array([self.columns.key(sort, value) for _, value in coded], np.int64)
        side: Any = "left" if sort == "-day" else "right"  # of equal keys the higher number comes first, or last
        at = np.arange(len(own)) + np.searchsorted(keys, own, side)
        before = int(np.searchsorted(at, offset))
        slots = {int(p): coded[before + i][0] for i, p in enumerate(at[before:]) if p < offset + limit}
        others = iter(self.page(sort, limit, offset - before))
        found = (slots[p] if p in slots else next(others, None) for p in range(offset, offset + limit))
        return [n for n in found if n is not None]

    def parties(self) -> Counter[tuple[str, str]]:
        """How many of them each actor of ours is part of, on either side; by its key and name."""
        source, target = (self.columns[name][self.mask] for name in PARTIES)
        words = self.columns.words["source"]
        counts = np.bincount(source, minlength=len(words)) + np.bincount(target[target != source], minlength=len(words))
        found = ((words[i], int(counts[i])) for i in np.flatnonzero(counts))
        return Counter({(word[0], word[1]): n for word, n in found if word and word[2]})
