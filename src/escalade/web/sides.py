"""Who is part of each coded event and which outlets tell of it, in memory: any selection is counted in milliseconds.

Made of the rows of one read model when first asked for, and kept with it: after a decision there is another one.
Selections are masks over the events' numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from escalade.web.columns import Mask, Numbers, parsed

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
        self._last = model.last  # a decision just taken may add others

    def mask(self, numbers: Numbers) -> Mask:
        """Which events have these numbers."""
        found = np.zeros(self._last + 1, np.bool_)
        found[numbers[numbers <= self._last]] = True
        return found

    @cached_property
    def _roles(self) -> tuple[list[str], dict[str, tuple[Numbers, Numbers]]]:
        """The actors, and by role the events and the codes of those who have it."""
        sql = (
            "SELECT actor, role, count(*), group_concat(n) FROM party INDEXED BY party_actor WHERE known AND n <= ? "
            "GROUP BY actor, role"
        )
        rows = self._model.tuples(sql, [self._last])
        words = sorted({row[0] for row in rows})
        code = {word: i for i, word in enumerate(words)}
        roles = {row[1] for row in rows}
        return words, {role: _coded([(code[a], n, at) for a, r, n, at in rows if r == role]) for role in roles}

    @cached_property
    def parties(self) -> Named:
        """Each actor once an event, whichever side it is on."""
        words, roles = self._roles
        size = self._last + 1
        keys = [codes * size + numbers for numbers, codes in roles.values()]
        found = np.sort(np.concatenate(keys)) if keys else np.zeros(0, np.int64)
        found = found[np.diff(found, prepend=-1) > 0]  # numpy.unique takes five times as long
        return Named(found % size, found // size, words)

    @cached_property
    def outlets(self) -> Named:
        """Who tells of each event."""
        sql = "SELECT outlet, count(*), group_concat(n) FROM teller WHERE n <= ? GROUP BY outlet ORDER BY outlet"
        rows = [row for row in self._model.tuples(sql, [self._last]) if row[0] is not None]
        numbers, codes = _coded([(i, n, at) for i, (_, n, at) in enumerate(rows)])
        return Named(numbers, codes, [row[0] for row in rows])

    @cached_property
    def names(self) -> dict[str, str]:
        """What each actor is called: by its own name, not that of a ship or body of it that an event names."""
        sql = (
            "SELECT p.actor, coalesce(a.name, min(p.name)) FROM party p INDEXED BY party_actor "
            "LEFT JOIN actor a ON a.actor_id = p.actor WHERE p.known GROUP BY p.actor"
        )
        return dict(self._model.tuples(sql))

    @cached_property
    def _pairs(self) -> tuple[Numbers, Numbers, Numbers, list[str]]:
        """Who did something to whom: numbers of events, codes of pairs of actors, classes of events, the actors."""
        words, roles = self._roles
        nobody = np.zeros(0, np.int64), np.zeros(0, np.int64)
        (acting, sources), (hit, targets) = (roles.get(role, nobody) for role in ("actor", "recipient"))
        order = np.argsort(hit, kind="stable")
        hit, targets = hit[order], targets[order]
        first = np.searchsorted(hit, acting, "left")
        many = np.searchsorted(hit, acting, "right") - first  # whom each who acts did it to
        at = np.repeat(first - np.cumsum(many) + many, many) + np.arange(int(many.sum()))
        numbers = np.repeat(acting, many)
        pairs = np.repeat(sources, many) * len(words) + targets[at]
        return numbers, pairs, self._quads[numbers], words

    @cached_property
    def _quads(self) -> Numbers:
        """The class of each event by its number; 0 where it has none."""
        sql = "SELECT group_concat(n), group_concat(ifnull(quad_class, 0)) FROM event WHERE n <= ?"
        numbers, quads = (parsed(text) for text in self._model.tuples(sql, [self._last])[0])
        found = np.zeros(self._last + 1, np.int64)
        found[numbers] = quads
        return found

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


def _coded(rows: Sequence[tuple[int, int, str]]) -> tuple[Numbers, Numbers]:
    """Numbers of events and codes of what they have: of (code, how many events, their numbers in words)."""
    numbers = parsed(",".join(text for _, _, text in rows))
    return numbers, np.repeat(np.array([row[0] for row in rows], np.int64), [row[1] for row in rows])
