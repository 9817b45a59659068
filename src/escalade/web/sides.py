"""Who is part of each coded event and which outlets tell of it, in memory: any selection is counted in milliseconds.

Made of the rows of one read model when first asked for, and kept with it: after a decision there is another one.
Selections are masks over the events' numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from escalade.web.columns import Mask, Numbers

if TYPE_CHECKING:  # it keeps what is made here
    from escalade.web.store import ReadModel, Row

QUADS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Named:
    """Pairs of an event and what it has, by code: the place of a word in the list."""

    numbers: Numbers
    codes: Numbers
    words: list[str]

    def counts(self, chosen: Mask) -> dict[str, int]:
        """In how many of the chosen events each word is."""
        found = np.bincount(self.codes[chosen[self.numbers]], minlength=len(self.words))
        return {self.words[code]: int(found[code]) for code in np.flatnonzero(found)}


class Sides:
    """Parties that are actors of ours, and outlets, of all coded events of a read model."""

    def __init__(self, model: ReadModel) -> None:
        self._model = model
        self._last = int(model.value("SELECT max(n) AS n FROM event") or 0)  # a decision just taken may add others

    def mask(self, numbers: Numbers) -> Mask:
        """Which events have these numbers."""
        found = np.zeros(self._last + 1, np.bool_)
        found[numbers[numbers <= self._last]] = True
        return found

    @cached_property
    def parties(self) -> Named:
        """Each actor once an event, whichever side it is on."""
        return _named(self._model.tuples("SELECT DISTINCT n, actor FROM party WHERE known AND n <= ?", [self._last]))

    @cached_property
    def outlets(self) -> Named:
        """Who tells of each event."""
        return _named(self._model.tuples("SELECT n, outlet FROM teller WHERE n <= ?", [self._last]))

    @cached_property
    def names(self) -> dict[str, str]:
        """What each actor is called."""
        return dict(self._model.tuples("SELECT actor, min(name) FROM party WHERE known GROUP BY actor"))

    @cached_property
    def _pairs(self) -> tuple[Numbers, Numbers, Numbers, list[str]]:
        """Who did something to whom: numbers of events, codes of pairs of actors, classes of events, the actors."""
        found = self._model.tuples(
            "SELECT a.n, a.actor, b.actor, ifnull(e.quad_class, 0) FROM party a "
            "JOIN party b ON b.n = a.n AND b.role = 'recipient' AND b.known JOIN event e ON e.n = a.n "
            "WHERE a.role = 'actor' AND a.known AND a.n <= ?",
            [self._last],
        )
        actors = sorted({actor for _, source, target, _ in found for actor in (source, target)})
        code = {actor: i for i, actor in enumerate(actors)}
        rows = [(n, code[source] * len(actors) + code[target], quad) for n, source, target, quad in found]
        numbers, pairs, quads = np.array(rows, np.int64).reshape(-1, 3).T
        return numbers, pairs, quads, actors

    def cells(self, chosen: Mask) -> list[Row]:
        """How many of the chosen events each actor did to each other, in all and by class."""
        numbers, pairs, quads, actors = self._pairs
        inside = chosen[numbers]
        found, at = np.unique(pairs[inside], return_inverse=True)
        sums = [np.bincount(at, minlength=len(found))]
        sums += [np.bincount(at[quads[inside] == quad], minlength=len(found)) for quad in QUADS]
        names, lines = self.names, zip(found.tolist(), *(s.tolist() for s in sums), strict=True)
        sides = (([actors[i] for i in divmod(pair, len(actors))], counts) for pair, *counts in lines)
        keys = ("source", "source_name", "target", "target_name", "n", "q1", "q2", "q3", "q4")
        return [dict(zip(keys, (a, names[a], b, names[b], *counts), strict=True)) for (a, b), counts in sides]


def sides(model: ReadModel) -> Sides:
    """Those of a read model."""
    made: Sides = model.kept("sides", lambda: Sides(model))
    return made


def _named(rows: Sequence[tuple[Any, ...]]) -> Named:
    words = sorted({word for _, word in rows if word is not None})
    code = {word: i for i, word in enumerate(words)}
    pairs = np.array([(n, code[word]) for n, word in rows if word is not None], np.int64).reshape(-1, 2)
    return Named(pairs[:, 0], pairs[:, 1], words)
