"""What a report says: event mentions, claims, tripwires, relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

SURE = 0.35  # score of an event mention that tells by itself who did it and to whom


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient of an event: `text` as written, the rest as resolved. Unknown stays None."""

    id: str | None
    name: str
    codes: tuple[str, ...]
    text: str
    mention_id: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Place of an event mention."""

    name: str
    country: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    precision: str


@dataclass(frozen=True, slots=True)
class EventMention:
    """One happening as one sentence of one report tells it.

    Offsets are those of the trigger in the document; `trigger_start` is its offset in `sentence_text`. What others
    say about it (attribution) are claims; `status` is derived from them (see `model.status`).
    """

    TABLE: ClassVar[str] = "event_mention"
    KEY: ClassVar[tuple[str, ...]] = ("event_mention_id",)
    event_mention_id: str
    parent_id: str | None  # the speech act that speaks of it
    document_id: str
    sentence: int
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad_class: int
    goldstein: float
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date_start: str | None
    date_end: str | None
    date_precision: str
    date_basis: str  # explicit | relative | inferred | publication | none
    place: Where | None
    polarity: str  # positive | negative
    modality: str  # actual | possible | intended | conditional
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    cumulative: bool
    sentence_text: str
    trigger: str
    trigger_start: int
    trigger_token: int  # 0-based index in the sentence
    char_start: int
    char_end: int
    rule: str
    score: float

    @property
    def happened(self) -> bool:
        """Told as having happened, whoever says so: neither negated nor planned, possible or conditional."""
        return self.polarity == "positive" and self.modality == "actual"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of an attribution chain."""

    name: str
    actor_id: str | None
    verb: str | None
    side: str | None = None  # what counts as one origin
    named: bool = True  # an unnamed speaker ("an official") is False


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody (a chain of speakers, publisher first) holds something about an event mention, relation or tripwire."""

    TABLE: ClassVar[str] = "claim"
    KEY: ClassVar[tuple[str, ...]] = ("claim_id",)
    claim_id: str
    document_id: str
    sentence: int
    about_kind: str  # event_mention | relation | tripwire | statement (what is said tells of no event)
    about_id: str
    field: str | None  # what is claimed: None = that it happened; actor | killed | injured | date | place | motive
    value: str | None
    stance: str  # affirms | denies | doubts | revises
    modality: str  # certain | probable | possible
    chain: tuple[Speaker, ...]
    source_start: int | None
    source_end: int | None
    cue_start: int | None
    cue_end: int | None
    content_start: int | None
    content_end: int | None
    said_on: str | None
    revises_id: str | None


@dataclass(frozen=True, slots=True)
class Tripwire:
    """A conditional threat: if `condition` (by `valid_to`), `issuer` will do `consequence` to `addressee`."""

    TABLE: ClassVar[str] = "tripwire"
    KEY: ClassVar[tuple[str, ...]] = ("tripwire_id",)
    tripwire_id: str
    document_id: str
    sentence: int
    issuer: Party | None
    addressee: Party | None
    condition: str
    consequence: str
    condition_start: int
    condition_end: int
    consequence_start: int
    consequence_end: int
    condition_type: str | None  # PLOVER type
    consequence_type: str | None
    valid_from: str | None
    valid_to: str | None
    attribution: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class RelationMention:
    """Who backs, leads, belongs to, is allied with or opposes whom, as one passage says it."""

    TABLE: ClassVar[str] = "relation_mention"
    KEY: ClassVar[tuple[str, ...]] = ("relation_id",)
    relation_id: str
    document_id: str
    sentence: int
    source: Party
    target: Party
    kind: str  # sponsors | part_of | leads | serves | allied_with | opposes
    valid_from: str | None
    valid_to: str | None
    stance: str  # affirms | denies | doubts
    char_start: int
    char_end: int
    quote: str
