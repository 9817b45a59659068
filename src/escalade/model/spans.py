"""Spans: what a row quotes must stand in the document's text, exactly there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from escalade.errors import SpanError
from escalade.model.casebook import Link, LinkMention
from escalade.model.codings import Claim, EventMention, RelationMention, Tripwire
from escalade.model.groundings import Count, Time
from escalade.model.readings import Mention, Sentence

# (start, end, quote) fields of each row class; quote None = only the bounds can be checked
SPANS: dict[Any, tuple[tuple[str, str, str | None], ...]] = {
    Sentence: (("char_start", "char_end", None),),
    Mention: (("char_start", "char_end", "quote"),),
    Time: (("char_start", "char_end", "quote"),),
    Count: (("char_start", "char_end", "quote"),),
    EventMention: (("char_start", "char_end", "trigger"),),
    Claim: (
        ("source_start", "source_end", None),
        ("cue_start", "cue_end", None),
        ("content_start", "content_end", None),
    ),
    Tripwire: (
        ("condition_start", "condition_end", "condition"),
        ("consequence_start", "consequence_end", "consequence"),
    ),
    RelationMention: (("char_start", "char_end", "quote"),),
    LinkMention: (("char_start", "char_end", "quote"),),
    Link: (("char_start", "char_end", "quote"),),
}


def check_spans(cls: Any, rows: Iterable[Any], texts: Mapping[str, str]) -> None:
    """Raise SpanError at the first row whose quote differs from text[start:end]. `texts`: document_id -> text."""
    fields = SPANS.get(cls, ())
    if not fields:
        return
    for row in rows:
        text = texts[row.document_id]
        for start_field, end_field, quote_field in fields:
            start, end = getattr(row, start_field), getattr(row, end_field)
            if start is None and end is None:
                continue
            inside = start is not None and end is not None and 0 <= start <= end <= len(text)
            if not inside or (quote_field is not None and text[start:end] != getattr(row, quote_field)):
                what = f"{cls.TABLE} of {row.document_id}: {quote_field or start_field}"
                raise SpanError(f"{what} is not at [{start}:{end}]")
        if cls is EventMention:
            at = row.trigger_start
            if row.sentence_text[at : at + len(row.trigger)] != row.trigger:
                raise SpanError(f"{cls.TABLE} of {row.document_id}: trigger is not at {at} of its sentence")
