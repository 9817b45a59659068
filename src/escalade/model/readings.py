"""What the encoder saw: parsed sentences and the mentions in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence. Token columns run in parallel; offsets are the document's.

    `head` is 1-based into the sentence's tokens, 0 = root. `ner`, `mention` are BIO tags.
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
