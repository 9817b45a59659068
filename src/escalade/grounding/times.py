"""Stage grounding.times: time expressions, their TIMEX3 values and the days they cover.

Relative expressions count from the publication date (of an embedded quotation: its own), "two days later" from the last
day that the text told of. Without a publication date they get a value with unknown parts and no days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from escalade.grounding import timex
from escalade.grounding.dating import Story
from escalade.grounding.values import Dated
from escalade.model.documents import Document
from escalade.model.groundings import Time
from escalade.model.ids import content_id
from escalade.model.readings import Sentence
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.tree import Tree

_FUTURE_AUX = frozenset(("will", "shall", "'ll", "wo", "’ll"))
_PLANS = frozenset(
    "plan expect schedule intend aim due set want vow pledge promise threaten prepare hope order ask urge "
    "call demand invite".split()
)
_UNTIL = frozenset(("by", "until", "till", "before"))
_VERBAL = frozenset(("VERB", "AUX"))


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """A Time row for every time expression."""
    trees = tables.trees()
    rows: list[Time] = []
    for document in tables.rows(Document):
        rows += _times(document, trees.get(document.document_id, ()))
    return {Time: rows}


def _times(document: Document, trees: Iterable[Tree]) -> Iterable[Time]:
    stories: dict[int, Story] = {}
    for tree in trees:
        present = timex.sorts(tree.lower, tree.text)
        if not present:
            continue
        i = tree.row.segment
        segment = document.segments[i] if 0 <= i < len(document.segments) else None
        voice = i if segment is not None and segment.kind == "quotation" else -1
        published = (segment.published if segment else None) or document.published
        story = stories.setdefault(voice, Story(_day(published)))
        yield from _sentence(tree, story, present)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _sentence(tree: Tree, story: Story, present: set[str]) -> Iterable[Time]:
    """Time rows of one sentence, in text order; `story` keeps what was told so far."""
    starts = [a - tree.start for a in tree.row.token_start]
    ends = [b - tree.start for b in tree.row.token_end]
    rows: list[Time] = []
    for found in timex.find(tree.text, present):
        lo = bisect_left(ends, found.start + 1)
        hi = bisect_left(starts, found.end)
        if lo >= hi or not _plausible(found, tree, lo, hi):
            continue
        if _of_an_event(found, tree, hi):
            found = found._replace(shape="after_event")
        dated = story.resolve(found, tree.ordinal, ahead=lambda lo=lo, hi=hi: _ahead(tree, lo, hi))  # type: ignore[misc]
        if dated is None:
            continue
        if found.shape == "duration" and lo and tree.lower[lo - 1] in ("within", "in") and _ahead(tree, lo, hi):
            dated = story.coming(found, dated)
        story.tell(dated, tree.ordinal)
        rows.append(_row(tree, found.start, found.end, lo, hi, dated))
    return _joined(rows, tree)


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


def _joined(rows: list[Time], tree: Tree) -> Iterable[Time]:
    """ "between X and Y", "from X to Y": the first row covers the days up to the second's end."""
    from dataclasses import replace

    for i, row in enumerate(rows):
        if i + 1 < len(rows) and row.token_start:
            after = rows[i + 1]
            opener = tree.lower[row.token_start - 1]
            gap = tree.lower[row.token_end : after.token_start]
            joined = (opener == "between" and gap in (("and",), ("and", "the"))) or (
                opener == "from" and gap in (("to",), ("until",), ("through",))
            )
            if joined and row.date_start and after.date_end and row.date_start <= after.date_end:
                row = replace(row, date_end=after.date_end)
        yield row


def _of_an_event(found: timex.Found, tree: Tree, hi: int) -> bool:
    """ "a week after the raid": counted from what is told there, not from the last day named."""
    if found.shape not in ("ago", "vague_after", "day_after") or found.parts["a"].lower() not in ("after", "before"):
        return False
    return hi < len(tree) and tree.upos[hi] != "PUNCT" and tree.lower[hi] not in ("that", "this")


def _plausible(found: timex.Found, tree: Tree, lo: int, hi: int) -> bool:
    """Whether the words mean a time here: "May" and "March" as names, "2000 soldiers" as a count are none."""
    shape, last = found.shape, hi - 1
    if shape == "year":
        noun = tree.head[last]
        counted = tree.deprel[last].startswith("nummod") and noun == hi and tree.xpos[noun] in ("NNS", "NNPS")
        return not counted and (
            lo == 0
            or tree.lower[lo - 1] not in ("$", "£", "€", "about", "some", "nearly", "than", "no.", "flight", "number")
        )
    if shape == "month_only":
        word = tree.lower[last].rstrip(".")
        if word in ("may", "march", "mar", "sun", "sat"):
            return tree.upos[last] == "PROPN" and (lo > 0 or hi < len(tree)) and _near_time(tree, lo, hi)
        return tree.upos[last] in ("PROPN", "NOUN", "X") and not (
            hi < len(tree) and tree.upos[hi] == "PROPN" and tree.deprel[hi] == "flat"
        )
    if (shape == "future" and found.parts["t"].lower() == "future") or (
        shape == "past" and found.parts["t"].lower() == "recent"
    ):
        return True
    if shape == "present":
        return not (found.parts["t"].lower() == "now" and hi < len(tree) and tree.lower[hi] == "that")
    if shape in ("duration", "ago") and re_second(found):
        return False
    if shape == "units":
        return lo == 0 or tree.upos[lo - 1] in ("ADP", "ADV", "VERB", "PUNCT", "SCONJ", "DET", "ADJ")
    return True


def re_second(found: timex.Found) -> bool:
    """ "a second": an ordinal, hardly ever a length of time."""
    return found.parts.get("u", "").lower() == "second" and found.parts.get("n", "").lower() in ("a", "one", "an")


def _near_time(tree: Tree, lo: int, hi: int) -> bool:
    before = tree.lower[lo - 1] if lo else ""
    return before in (
        "in",
        "since",
        "until",
        "by",
        "of",
        "last",
        "next",
        "this",
        "from",
        "during",
        "to",
        "and",
        "through",
        "between",
        "early",
        "late",
        "mid",
        "before",
        "after",
        ",",
        "on",
        "for",
    )


def _ahead(tree: Tree, lo: int, hi: int) -> bool | None:
    """Whether the clause of tokens lo..hi tells of what is to come: True, False, or None if it cannot be told."""
    if lo and (tree.lower[lo - 1] in _UNTIL or "now" in tree.lower[max(0, lo - 3) : lo]):
        return (
            True if tree.lower[lo - 1] in ("by", "until", "till") or "now" in tree.lower[max(0, lo - 3) : lo] else None
        )
    i = hi - 1
    seen = {i}
    while i >= 0:
        if tree.upos[i] in _VERBAL:
            told = _tense(tree, i)
            if told is not None:
                return told
        i = tree.head[i]
        if i in seen:
            break
        seen.add(i)
    return None


def _tense(tree: Tree, verb: int) -> bool | None:
    kids = tree.children[verb]
    if any(tree.lower[k] in _FUTURE_AUX for k in kids):
        return True
    if any(tree.lower[k] == "to" and k < verb for k in kids) and tree.rel(verb) != "root":
        above = tree.head[verb]
        return (
            True
            if tree.lemma[above].lower() in _PLANS or tree.upos[above] == "ADJ" or tree.lemma[above] == "go"
            else None
        )
    if tree.xpos[verb] == "VBD" or any(tree.xpos[k] == "VBD" and tree.rel(k) == "aux" for k in kids):
        return False
    if tree.xpos[verb] == "VBN" and tree.rel(verb) in ("acl", "advcl"):
        return False
    if tree.lemma[verb] in _PLANS and tree.xpos[verb] in ("VBN", "VBZ", "VBP"):
        return True
    return None


STAGE = Stage(
    name="grounding.times",
    question="when is it said to be",
    apply=apply,
    reads=(Document, Sentence),
    writes=(Time,),
)
