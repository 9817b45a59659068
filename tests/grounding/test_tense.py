"""Whether a day without a year or week lies behind or ahead: sentences as they are read, published on a Thursday."""

from __future__ import annotations

from datetime import date

import pytest

from escalade.grounding.dating import Story
from escalade.grounding.tense import ahead
from escalade.grounding.timex import find, sorts
from escalade.model.tree import Tree
from escalade.reading.encoder import Reader

PUBLISHED = date(2026, 6, 18)
BEHIND = """
Manila said it would not forget [Saturday]'s collision.
The council must condemn [Monday]'s massacre, she said.
The army will answer [Sunday]'s attack, the minister said.
Clashes raged until [Tuesday] evening.
Rescuers worked until [Wednesday] to free the miners.
Negotiators failed to reach a deal by [Sunday].
The army said it had ended the evacuation by [Sunday].
The rebels were forced to leave the town on [Monday].
The mission's mandate expired on [May 31].
Soleimani was killed on [Jan. 3].
"""
AHEAD = """
Troops deployed to the capital ahead of [Sunday]'s runoff.
The ceasefire was renewed to [July 30].
The hearing was postponed to [July 9].
The general was summoned to appear before the panel on [July 8].
A curfew was declared for [Friday] night.
Hamas picked [June 25] as the date for the release.
The commissioner gave no reason for the [July 14] deadline.
The envoy flies to Ankara on [Sunday].
The sanctions come into force on [July 1].
The truce was extended until [July 16].
If the rebels have not left by [Monday], the army will attack.
The council will rule when the case is heard on [Tuesday].
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def _day(reader: Reader, line: str) -> str:
    """First day of the expression in brackets."""
    expression = line[line.index("[") + 1 : line.index("]")]
    text = line.replace("[", "").replace("]", "")
    tree = Tree(reader.parse("d", text)[0], text)
    found = next(f for f in find(text, sorts(tree.lower, text)) if expression in text[f.start : f.end])
    starts = tree.row.token_start
    lo = next(i for i, a in enumerate(starts) if a >= found.start)
    hi = next((i for i, a in enumerate(starts) if a >= found.end), len(starts))
    dated = Story(PUBLISHED).resolve(found, 0, lambda: ahead(tree, lo, hi))
    assert dated is not None
    assert dated.start is not None
    return dated.start


@pytest.mark.parametrize("line", BEHIND.strip().split("\n"))
def test_it_lies_behind(reader: Reader, line: str) -> None:
    assert _day(reader, line) < PUBLISHED.isoformat()


@pytest.mark.parametrize("line", AHEAD.strip().split("\n"))
def test_it_lies_ahead(reader: Reader, line: str) -> None:
    assert _day(reader, line) > PUBLISHED.isoformat()
