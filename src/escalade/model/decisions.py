"""What a person decided: who changed what, when and why, and the words it was decided on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

ACTIONS = (
    "accept",
    "reject",
    "edit",
    "add",
    "merge",
    "split",
    "undo",
    "alias",
    "role",
    "relation",
    "close",
    "forget",
)
KINDS = ("document", "event_mention", "event", "actor", "relation", "link", "tripwire", "decision", "person")
REVIEWS = ("accepted", "edited", "added", "partly")  # what `review` of an exported row may say; null = nobody looked


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that a row rested on when a person decided on it, so that it is found again by them.

    Offsets are code points in the document's text, half-open; `before` and `after` are the words around. An actor's
    `quote` is its name, of its first mention where it has one.
    """

    id: str
    document_id: str | None = None
    uri: str | None = None
    quote: str = ""
    char_start: int | None = None
    char_end: int | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the decisions log. Never changed; taken back by a later line (`undo`)."""

    TABLE: ClassVar[str] = "decision"
    KEY: ClassVar[tuple[str, ...]] = ("decision_id",)
    decision_id: str
    seq: int  # 1 = the first of the casebook
    generation: int  # of the machine's rows that were looked at
    action: str
    about_kind: str
    about_id: str
    anchors: tuple[Anchor, ...]  # of about_id first, then of the other rows it is about
    field: str | None
    value: Any  # JSON
    was: Any  # JSON: the rows as they stood, by id
    by: str
    at: str  # UTC, ISO
    reason: str

    @property
    def anchor(self) -> Anchor | None:
        """Words of the row that it is about."""
        return self.anchors[0] if self.anchors else None


@dataclass(frozen=True, slots=True, order=True)
class AsOf:
    """A moment of a casebook: a generation of the machine's rows, and how many decisions were taken."""

    generation: int
    seq: int

    def __str__(self) -> str:
        return f"{self.generation}.{self.seq}"
