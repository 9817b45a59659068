"""Stage grounding.times: time expressions, their TIMEX3 values and the days they cover.

Relative expressions count from the publication date (of an embedded quotation: its own), "two days later" from the last
day that the text told of. Without a publication date they get a value with unknown parts and no days.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from escalade.grounding import timex
from escalade.grounding.dating import Story, clock
from escalade.grounding.sense import plausible, with_year
from escalade.grounding.tense import ahead
from escalade.grounding.values import Dated, timed
from escalade.model.documents import Document
from escalade.model.groundings import Time
from escalade.model.headings import day_of, ends, heading
from escalade.model.ids import content_id
from escalade.model.readings import Sentence
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.tree import Tree

_CUT = re.compile(r"\d\s*[ap]\.m\.$", re.IGNORECASE)
_TO_DASH = re.compile(r",?\s*(?:\d{4}\s*)?(?:\([^()]{2,40}\)\s*)?(?:-|–|—|--)(?:\s|$)")
_DAYS = frozenset(("rel_day", "date"))
_AND = (("and",), ("and", "the"))
_TO = (("to",), ("until",), ("through",), ("till",))
_DASH = (("-",), ("–",), ("—",))


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """A Time row for every time expression."""
    trees = tables.trees()
    rows: list[Time] = []
    for document in tables.rows(Document):
        rows += _times(document, trees.get(document.document_id, ()))
    return {Time: rows}


def _times(document: Document, trees: Iterable[Tree]) -> Iterable[Time]:
    stories: dict[int, Story] = {}
    cut: tuple[Tree, Time] | None = None
    under: date | None = None  # the day of the heading that the sentence stands under
    for tree in trees:
        if under is not None and ends(tree):
            under, stories = None, {}
        present = timex.sorts(tree.lower, tree.text)
        if not present:
            cut = None
            continue
        i = tree.row.segment
        segment = document.segments[i] if 0 <= i < len(document.segments) else None
        voice = i if segment is not None and segment.kind == "quotation" else -1
        published = (segment.published if segment else None) or document.published
        story = stories.setdefault(voice, Story(under or day_of(published)))
        rows = _sentence(tree, story, present, cut)
        yield from rows
        if (own := heading(tree, rows, day_of(published))) is not None and own.date_start is not None:
            under, stories = date.fromisoformat(own.date_start), {}
        cut = (tree, rows[-1]) if rows and _CUT.search(tree.text) and rows[-1].char_end == tree.end else None


def _sentence(tree: Tree, story: Story, present: set[str], cut: tuple[Tree, Time] | None) -> list[Time]:
    """Time rows of one sentence, in text order; `story` keeps what was told so far.

    `cut`: the sentence before, where it ends in a clock time ("at 9 a.m."). If this one opens with a day, it was cut in
    two: the day has that clock time and the tense of that clause.
    """
    starts = [a - tree.start for a in tree.row.token_start]
    ends = [b - tree.start for b in tree.row.token_end]
    rows: list[Time] = []
    for found in with_year(timex.find(tree.text, present), tree.text):
        lo = bisect_left(ends, found.start + 1)
        hi = bisect_left(starts, found.end)
        if lo >= hi or not plausible(found, tree, lo, hi):
            continue
        if _of_an_event(found, tree, hi):
            found = found._replace(shape="after_event")
        if _posted(found, tree, lo, hi):
            rows.append(
                _row(tree, found.start, found.end, lo, hi, Dated(clock(found.parts), None, None, "unknown", "none"))
            )
            continue
        if cut is not None and lo == 0 and found.shape in _DAYS:
            clause, hour = cut
            dated = story.resolve(found, tree.ordinal, lambda: ahead(clause, hour.token_start, hour.token_end))  # noqa: B023
            dated = timed(dated, "T" + (hour.value or "").partition("T")[2])
        else:
            dated = story.resolve(found, tree.ordinal, lambda: ahead(tree, lo, hi))  # noqa: B023
        if dated is None:
            continue
        if found.shape == "duration" and lo and tree.lower[lo - 1] in ("within", "in") and ahead(tree, lo, hi):
            dated = story.coming(found, dated)  # a term, no day that is told of
        elif not _datelined(dated, tree, hi, story.published):
            story.tell(dated, tree.ordinal, *_leads(tree, lo, hi))
        rows.append(_row(tree, found.start, found.end, lo, hi, dated))
    return _joined(rows, tree)


def _posted(found: timex.Found, tree: Tree, lo: int, hi: int) -> bool:
    """ "11:10 Police drove into Gao": when an entry of a live page was posted, no time of what it tells."""
    on_clock = found.shape == "clock" and lo == 0 and ":" in tree.text[found.start : found.end]
    return on_clock and hi < len(tree) and tree.upos[hi] not in ("PUNCT", "ADP")


def _datelined(dated: Dated, tree: Tree, hi: int, published: date | None) -> bool:
    """Whether a report's own day stands before a dash ("GAO, June 3 (Wire) -"): it dates the report, no deed from which
    "the same day" would count."""
    if published is None or dated.precision != "day" or dated.start != published.isoformat():
        return False
    rest = tree.text[tree.row.token_end[hi - 1] - tree.start :]
    return _TO_DASH.match(rest) is not None


def _row(tree: Tree, a: int, b: int, lo: int, hi: int, dated: Dated) -> Time:
    return Time(
        mention_id=content_id("m", tree.document_id, tree.start + a, tree.start + b, "time"),
        document_id=tree.document_id,
        sentence=tree.ordinal,
        char_start=tree.start + a,
        char_end=tree.start + b,
        quote=tree.text[a:b],
        token_start=lo,
        token_end=hi,
        value=dated.value,
        date_start=dated.start,
        date_end=dated.end,
        precision=dated.precision,
        basis=dated.basis,
    )


def _joined(rows: list[Time], tree: Tree) -> list[Time]:
    """ "between X and Y", "from X to Y", "X - Y": the first row covers the days up to the second's end."""
    for i in range(len(rows) - 1):
        here, after = rows[i], rows[i + 1]
        opener = tree.lower[here.token_start - 1] if here.token_start else ""
        gap = tree.lower[here.token_end : after.token_start]
        pair = (opener == "between" and gap in _AND) or (opener == "from" and gap in _TO) or gap in _DASH
        if not pair or here.date_start is None or after.date_end is None:
            continue
        if here.date_start > after.date_end and here.basis == after.basis == "relative":
            here, after = _in_order(here, after, ahead(tree, after.token_start, after.token_end))
        if here.date_start is not None and after.date_end is not None and here.date_start <= after.date_end:
            here = replace(here, date_end=after.date_end)
        rows[i], rows[i + 1] = here, after
    return rows


def _in_order(first: Time, last: Time, coming: bool | None) -> tuple[Time, Time]:
    """ "from Monday to Thursday" around the publication day: the days of one week, behind it in a past tense."""
    if first.precision != "day" or last.precision != "day":
        return first, last
    return (_moved(first, -7), last) if coming is False else (first, _moved(last, 7))


def _moved(row: Time, days: int) -> Time:
    day = (date.fromisoformat(row.date_start or "") + timedelta(days)).isoformat()
    return replace(row, value=day + (row.value or "")[10:], date_start=day, date_end=day)


def _of_an_event(found: timex.Found, tree: Tree, hi: int) -> bool:
    """ "a week after the raid": counted from what is told there, not from the last day named."""
    if found.shape not in ("ago", "vague_after", "day_after") or found.parts["a"].lower() not in ("after", "before"):
        return False
    return hi < len(tree) and tree.upos[hi] != "PUNCT" and tree.lower[hi] not in ("that", "this")


def _leads(tree: Tree, lo: int, hi: int) -> tuple[bool, bool]:
    """Whether an expression dates its clause ("fell in June 1979"), and whether it opens the sentence too.

    What follows "In 1979, it fell" is of its time.
    """
    top = tree.top(lo, hi)
    head = tree.head[top]
    dates = head < 0 or tree.upos[head] in ("VERB", "AUX", "ADJ")
    opens = (
        lo <= 2 and (lo == 0 or tree.upos[lo - 1] in ("ADP", "DET", "ADV", "PUNCT")) and "since" not in tree.lower[:lo]
    )
    return dates, dates and opens


STAGE = Stage(
    name="grounding.times",
    question="when is it said to be",
    apply=apply,
    reads=(Document, Sentence),
    writes=(Time,),
)
