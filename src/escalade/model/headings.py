"""Lines that only give a day, over what is told of it: "Tuesday, May 14" in a list of headlines or a live page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from escalade.model.groundings import Time
from escalade.model.tree import Tree

REACH = 60  # days before a report that its day headings may lie
WORDS = 6  # of such a line
OTHER = 3  # words of another heading, which ends what stands under a day


def day_of(published: str | None) -> date | None:
    """The day of a publication date; None where it names none."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def heading(tree: Tree, times: Sequence[Time], published: date | None) -> Time | None:
    """The day that a sentence gives and nothing else; None where it says more, or lies far from the report."""
    if len(tree) > WORDS or len(times) != 1 or times[0].precision != "day" or times[0].date_start is None:
        return None
    day, inside = times[0], range(times[0].token_start, times[0].token_end)
    if any(tree.upos[i] != "PUNCT" for i in range(len(tree)) if i not in inside):
        return None
    before = (published - date.fromisoformat(times[0].date_start)).days if published else 0
    return day if 0 <= before <= REACH else None


def ends(tree: Tree) -> bool:
    """Whether a sentence is a heading of another sort: "Weekend", "World"."""
    return len(tree) <= OTHER and all(tree.upos[i] not in ("VERB", "AUX", "PUNCT") for i in range(len(tree)))


def days(trees: Iterable[Tree], times: Mapping[int, Sequence[Time]], published: date | None) -> dict[int, Time]:
    """The day that each sentence stands under, by sentence; those under none are left out. A report with one such line
    gives its own date there."""
    out: dict[int, Time] = {}
    seen: set[str | None] = set()
    under: Time | None = None
    for tree in trees:
        found = heading(tree, times.get(tree.ordinal, ()), published)
        if found is not None or ends(tree):
            under = found
            seen |= {found.date_start} if found is not None else set()
        elif under is not None:
            out[tree.ordinal] = under
    return out if len(seen) > 1 else {}
