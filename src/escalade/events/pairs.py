"""Pairs of rows that may tell of one happening, and the small questions that evidence and blocks ask of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from escalade.events.columns import NONE, Bools, Columns, Floats, Ints

SETTLEMENT = 5  # place rank from which places that lie apart rule a pair out
NEAR_KM, APART_KM = 25.0, 80.0

Features = dict[str, Floats]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of rows of `columns`: `left[k]`, `right[k]`, left before right."""

    columns: Columns
    left: Ints
    right: Ints
    type_names: tuple[str, ...]

    def some(self, where: Ints) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.columns, self.left[where], self.right[where], self.type_names)

    def both(self, name: str) -> tuple[Any, Any]:
        values = getattr(self.columns, name)
        return values[self.left], values[self.right]

    def equal(self, name: str) -> Bools:
        a, b = self.both(name)
        found: Bools = a & b if a.dtype == np.bool_ else (a == b) & (a != NONE)
        return found

    def of(self, types: Collection[str]) -> Bools:
        """Whether the left one is of one of these PLOVER types."""
        found: Bools = np.array([name in types for name in self.type_names], dtype=np.bool_)[self.both("type")[0]]
        return found

    def both_of(self, types: Collection[str]) -> Bools:
        """Whether both are of some of these PLOVER types."""
        known = np.array([name in types for name in self.type_names], dtype=np.bool_)
        a, b = self.both("type")
        found: Bools = known[a] & known[b]
        return found

    def share(self, left: str, right: str) -> Bools:
        """Whether a value of one (n, k) column of the left is in another column of the right."""
        ones, others = self._filled(left, self.left), self._filled(right, self.right)
        found: Bools = np.zeros(len(self.left), dtype=np.bool_)
        for one in ones:
            known = one != NONE
            for other in others:
                found |= (one == other) & known
        return found

    def _filled(self, name: str, rows: Ints) -> list[Ints]:
        """The columns of an (n, k) column that say anything, for some rows."""
        return [values[rows] for values in self.columns.filled[name]]

    def known(self, name: str) -> Bools:
        """Whether both have a first value in an (n, k) column."""
        a, b = self.both(name)
        found: Bools = (a[:, 0] != NONE) & (b[:, 0] != NONE)
        return found

    @cached_property
    def gap(self) -> tuple[Ints, Bools]:
        """Days between two date intervals (0 if they meet), and whether both are known."""
        (a, b), (a_end, b_end) = self.both("start"), self.both("end")
        known = (a != NONE) & (b != NONE)
        return np.maximum(0, np.maximum(a - b_end, b - a_end)), known

    @cached_property
    def answers(self) -> Bools:
        """Whether a report ties the two as cause and effect."""
        found: Bools = (self.columns.linked[self.left] == self.columns.own[self.right][:, None]).any(axis=1)
        return found

    @cached_property
    def kilometres(self) -> Floats:
        """Great-circle distance; not a number where a place has no coordinates."""
        (lat_a, lat_b), (lon_a, lon_b) = self.both("latitude"), self.both("longitude")
        lat_a, lat_b, lon = np.radians(lat_a), np.radians(lat_b), np.radians(lon_b - lon_a)
        h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(lon / 2) ** 2
        found: Floats = 2 * 6371.0 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
        return found


def one_side(p: Pairs, role: str) -> Bools:
    """Whether those in a role may be of one side, be that one only told by its sort ("an Iraqi militia")."""
    sorts = p.share(f"{role}_sorts", f"{role}_generic") | p.share(f"{role}_generic", f"{role}_sorts")
    found: Bools = p.share(f"{role}_sides", f"{role}_sides") | sorts
    return found


def one_day(p: Pairs) -> Bools:
    gap, dated = p.gap
    found: Bools = dated & (gap == 0)
    return found


def same_actor(p: Pairs) -> Bools:
    """Whether both tell of one doer, by who it is or by a noun; the air defences of two states are two."""
    return p.share("actors", "actors") & ~two_states(p, "actor")


def two_states(p: Pairs, role: str) -> Bools:
    """Whether those in a role are of states, by their words at least, and none is of both."""
    states = f"{role}_states"
    return p.known(states) & ~p.share(states, states)


def same_recipient(p: Pairs) -> Bools:
    """Whether both tell of one target: by who it is, or as "a British-flagged tanker" and "the tanker"; the fighters of
    two bands are two."""
    things = p.share("recipients", "recipient_things") | p.share("recipient_things", "recipients")
    two_bands = p.known("bands") & ~p.share("bands", "bands")
    return (p.share("recipients", "recipients") | things) & ~two_bands


def both_known(p: Pairs, name: str) -> Bools:
    a, b = p.both(name)
    found: Bools = (a != NONE) & (b != NONE)
    return found


def off_the_map(p: Pairs) -> tuple[Bools, Bools]:
    a, b = p.both("latitude")
    return np.isnan(a), np.isnan(b)


def other_name(p: Pairs) -> Bools:
    """Whether they tell of two places by name, of which one at least is on no map."""
    found: Bools = fine(p) & ~p.equal("place") & np.logical_or(*off_the_map(p))
    return found


def fine(p: Pairs) -> Bools:
    a, b = p.both("rank")
    found: Bools = (a >= SETTLEMENT) & (b >= SETTLEMENT)
    return found


def in_order(p: Pairs) -> tuple[Ints, Ints]:
    """The earlier and the later of each pair, as the text runs."""
    forward = p.columns.at[p.left] < p.columns.at[p.right]
    return np.where(forward, p.left, p.right), np.where(forward, p.right, p.left)
