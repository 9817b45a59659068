"""Two happenings of one sentence with a length of time between them: "on Monday, two days after rebels took the town".

The day of one gives that of the other. Months and years are too coarse for it, and tell only that it is not the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from escalade.coding.attach import top_of
from escalade.model.groundings import Time
from escalade.model.tree import Tree

_LENGTH = re.compile(r"P(?:(\d+)([DW])|T(?:\d+|X)[HM]|(?:\d+|X)([DWMY]))")
_OTHER = frozenset(("after", "before"))


@dataclass(frozen=True)
class Offset:
    """So many days from what stands behind "after" or "before" to what stands beside it."""

    days: int | None  # below zero for "before"; None: so many that no day can be given
    weeks: bool
    anchor: int  # the word that "after" belongs to: the verb of its clause, or a noun
    inside: frozenset[int]  # the words of that clause or phrase

    def holds(self, time: Time, tree: Tree) -> bool:
        """Whether a time expression stands in the clause or phrase that is counted from."""
        return top_of(tree, time.token_start, time.token_end) in self.inside

    def applied(self, time: Time, *, back: bool) -> Time:
        """The day of what stands beside it, given that of what is counted from; `back`: the other way round."""
        assert self.days is not None
        day = date.fromisoformat(time.date_start or "") + timedelta(-self.days if back else self.days)
        first = day - timedelta(day.weekday() if self.weeks else 0)
        last = first + timedelta(6 if self.weeks else 0)
        grain = "week" if self.weeks else "day"
        return replace(time, date_start=first.isoformat(), date_end=last.isoformat(), precision=grain)


def offsets(tree: Tree, times: Sequence[Time]) -> list[Offset]:
    """The lengths of time of a sentence that are counted from another happening."""
    out = []
    for time in times:
        mark, length = time.token_end - 1, _LENGTH.fullmatch(time.value or "")
        anchor = _told_after(tree, time.token_start, tree.head[mark])
        if tree.lower[mark] in _OTHER and length is not None and anchor > mark:
            n = int(length[1] or 0) * (7 if length[2] == "W" else 1)
            sign = 1 if tree.lower[mark] == "after" else -1
            anniversary = tree.lower[time.token_start - 1] == "to"  # "two years to the day after"
            days = None if length[3] or anniversary else sign * n
            out.append(Offset(days, length[2] == "W", anchor, _inside(tree, mark, anchor)))
    return out


def _told_after(tree: Tree, start: int, word: int) -> int:
    """The verb of "after a raid on the camp killed ten", where the parser takes "after" for the preposition of its
    subject; else the word itself."""
    verb = tree.head[word]
    subject = tree.rel(word) == "obl" and verb > word and tree.upos[verb] == "VERB" and tree.kid(verb, "nsubj") is None
    first = min(t for t in tree.subtree(verb) if tree.upos[t] != "PUNCT") if subject else -1
    return verb if first >= start and tree.head[verb] >= 0 else word


def _inside(tree: Tree, mark: int, anchor: int) -> frozenset[int]:
    """What belongs to the clause behind "after"; where the parser took it for the main one, up to the next comma."""
    below = [i for i in tree.subtree(anchor) if i > mark]
    if tree.head[anchor] < 0 and "," in tree.lower[anchor:]:
        below = [i for i in below if i < tree.lower.index(",", anchor)]
    return frozenset(below)
