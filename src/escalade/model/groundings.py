"""When, where, how many, who: what mentions stand for. Spans as in `Mention`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. `date_start`, `date_end` are inclusive days; None where it cannot be resolved."""

    TABLE: ClassVar[str] = "time"
    KEY: ClassVar[tuple[str, ...]] = ("mention_id",)
    mention_id: str
    document_id: str
    sentence: int
    char_start: int
    char_end: int
    quote: str
    token_start: int
    token_end: int
    value: str | None  # TIMEX3 / ISO-8601
    date_start: str | None
    date_end: str | None
    precision: str  # day | week | month | season | year | decade | unknown
    basis: str  # explicit | relative | inferred | none


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what. `high` None = open ("at least 25" = 25, None)."""

    TABLE: ClassVar[str] = "count"
    KEY: ClassVar[tuple[str, ...]] = ("mention_id",)
    mention_id: str
    document_id: str
    sentence: int
    char_start: int
    char_end: int
    quote: str
    token_start: int
    token_end: int
    low: int
    high: int | None
    what: str  # lemma of what is counted ("soldier", "people", "missile"), "" if unsaid


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention is. Coordinates never without a precision class."""

    TABLE: ClassVar[str] = "place"
    KEY: ClassVar[tuple[str, ...]] = ("mention_id",)
    mention_id: str
    document_id: str
    sentence: int
    name: str
    country: str | None  # ISO 3166 alpha-3
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    precision: str  # point | facility | settlement | district | province | country | region
    metonym: bool  # the name stands for a government, not for ground


@dataclass(frozen=True, slots=True)
class Reference:
    """Which actor a mention stands for."""

    TABLE: ClassVar[str] = "reference"
    KEY: ClassVar[tuple[str, ...]] = ("mention_id",)
    mention_id: str
    document_id: str
    sentence: int
    actor_id: str | None  # of the pack, else an id made of the name; None = unnamed ("an official")
    name: str  # the actor's name, else the phrase itself
    country: str | None
    codes: tuple[str, ...]  # CAMEO-style, most specific first ("USAMIL", "USA")
    side: str | None  # what counts as one origin: mostly the country, else the actor itself
    basis: str  # pack | role | demonym | text | short_form | pronoun | none
    antecedent_id: str | None  # mention that a pronoun or short form stands for
