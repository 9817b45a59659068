"""What the encoder saw: parsed sentences and the mentions in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence. Token columns run in parallel; offsets are the document's.

    `head` is 1-based into the sentence's tokens, 0 = root. `ner`, `mention` are BIO tags. `eventful` is the probability
    that it tells any event, None where the event heads have not read it.
    """

    TABLE: ClassVar[str] = "sentence"
    KEY: ClassVar[tuple[str, ...]] = ("sentence_id",)
    sentence_id: str
    document_id: str
    ordinal: int
    block: str
    segment: int
    char_start: int
    char_end: int
    token_start: tuple[int, ...]
    token_end: tuple[int, ...]
    lemma: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    head: tuple[int, ...]
    deprel: tuple[str, ...]
    ner: tuple[str, ...]
    mention: tuple[str, ...]
    eventful: float | None = None


@dataclass(frozen=True, slots=True)
class Inkling:
    """What the encoder's heads say of one word that may tell an event. Probabilities are rounded to three places.

    `types` are PLOVER types with their probability, likeliest first, at least 0.02 each; what is left is "no event".
    `statuses` run over actual, negative, intended, possible, conditional; `happened` is the probability that what the
    word tells is told as having happened. `actors`, `recipients` are token indices (0-based) of head words, `unsure`
    those of them that count only where they stand in the word's own phrase.
    """

    TABLE: ClassVar[str] = "inkling"
    KEY: ClassVar[tuple[str, ...]] = ("document_id", "sentence", "token")
    document_id: str
    sentence: int
    token: int
    types: tuple[str, ...]
    probabilities: tuple[float, ...]
    statuses: tuple[float, ...]
    happened: float
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TieInkling:
    """What the encoder makes of two words of one sentence that stand for actors: that a standing tie of them is stated.

    `source`, `target` are token indices (0-based). `kind` is the likeliest kind of relation, `probability` that the
    sentence states any; `denied`, `doubted` are the probabilities that it is told as not so, or as open. All rounded
    to three places.
    """

    TABLE: ClassVar[str] = "tie_inkling"
    KEY: ClassVar[tuple[str, ...]] = ("document_id", "sentence", "source", "target")
    document_id: str
    sentence: int
    source: int
    target: int
    kind: str  # sponsors | serves | part_of | leads | allied_with | opposes
    probability: float
    denied: float
    doubted: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor, place, facility or weapon. Token indices are 0-based, half-open, in the sentence."""

    TABLE: ClassVar[str] = "mention"
    KEY: ClassVar[tuple[str, ...]] = ("mention_id",)
    mention_id: str
    document_id: str
    sentence: int
    kind: str  # person | organisation | group | country | place | facility | weapon
    level: str  # named | nominal | pronoun
    char_start: int
    char_end: int
    quote: str
    token_start: int
    token_end: int
    head: int
