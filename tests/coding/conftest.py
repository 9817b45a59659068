"""A function that codes a text with the shipped parser and grounding, loaded once a session."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from escalade.model.codings import EventMention
from escalade.model.documents import Document, Segment
from escalade.model.status import status
from escalade.model.tables import Tables

STAGES = (
    "reading.read",
    "reading.mentions",
    "grounding.times",
    "grounding.counts",
    "grounding.places",
    "grounding.actors",
    "coding.code",
)
Code = Callable[..., list[EventMention]]


@pytest.fixture(scope="session")
def code() -> Code:
    """Event mentions of a text published on a day; blank lines end its paragraphs."""
    from escalade.pipeline import Resources, _stages
    from escalade.settings import Settings

    stages, resources, settings = _stages(), Resources(), Settings()

    def run(text: str, published: str = "2021-06-16") -> list[EventMention]:
        starts = [0, *(m.end() for m in re.finditer("\n\n", text))]
        ends = [*(start - 2 for start in starts[1:]), len(text)]
        document = Document(
            document_id="d1", uri="u", source_file="u", title=None, authors=(), publisher=None, published=published,
            published_basis="given", url=None, language="en", text=text,
            segments=tuple(Segment("body", a, b, a, None, None) for a, b in zip(starts, ends, strict=True)),
            kept=True, reason=None,
        )  # fmt: skip
        tables = Tables()
        tables.add(Document, [document])
        for name in STAGES:
            for cls, rows in stages[name].apply(tables, resources, settings).items():
                tables.add(cls, list(rows))
        return tables.rows(EventMention)

    return run


def status_of(event: EventMention) -> str:
    """Status of an event mention that nobody is quoted for."""
    return status(polarity=event.polarity, modality=event.modality, attributed=False)


def names(parties: tuple) -> set[str]:  # type: ignore[type-arg]
    """Names and words of parties."""
    return {p.name for p in parties} | {p.text for p in parties}
