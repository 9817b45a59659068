"""Anchors: the words that a decision rests on, and how they are found again after a re-run or a change of the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio

from escalade.hand.machine import Machine
from escalade.model.casebook import Actor, Link
from escalade.model.codings import EventMention, RelationMention, Tripwire
from escalade.model.decisions import Anchor
from escalade.model.documents import Document

AROUND = 48  # code points kept on either side of a quote
ALIKE = 60.0  # how alike (0..100) the words around must be, for a quote to be the same one elsewhere
SURE = 20  # code points of a quote that is told by itself where it stands once
# what a row of each kind rests on: class, key, (start, end, quote) fields
SPANNED: dict[str, tuple[Any, str, tuple[str, str, str]]] = {
    "event_mention": (EventMention, "event_mention_id", ("char_start", "char_end", "trigger")),
    "relation": (RelationMention, "relation_id", ("char_start", "char_end", "quote")),
    "link": (Link, "link_id", ("char_start", "char_end", "quote")),
    "tripwire": (Tripwire, "tripwire_id", ("condition_start", "condition_end", "condition")),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor is now. `how`: same | moved (other id or place) | words (no row there) | broken."""

    how: str
    id: str
    document_id: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    note: str = ""


def cut(identity: str, document: Document, start: int, end: int) -> Anchor:
    """Anchor of a stretch of a document's text."""
    text = document.text
    return Anchor(
        identity, document.document_id, document.uri, text[start:end], start, end,
        text[max(0, start - AROUND) : start], text[end : end + AROUND],
    )  # fmt: skip


def spots(text: str, quote: str) -> list[int]:
    """Where a quote stands in a text."""
    out, at = [], text.find(quote) if quote else -1
    while at >= 0:
        out.append(at)
        at = text.find(quote, at + 1)
    return out


def locate(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """The stretch of a text that an anchor's words are now; None if they are not there, or none is surely the one.

    Where the words stand more than once, or are few, the words around decide.
    """
    found = spots(text, anchor.quote)
    if not found:
        return None

    def likeness(at: int) -> float:
        end = at + len(anchor.quote)
        around = text[max(0, at - AROUND) : at] + "\0" + text[end : end + AROUND]
        return ratio(anchor.before + "\0" + anchor.after, around)

    best = max(found, key=lambda at: (likeness(at), -abs(at - (anchor.char_start or 0))))
    if likeness(best) < ALIKE and (len(found) > 1 or len(anchor.quote) < SURE):
        return None
    return best, best + len(anchor.quote)


class Finder:
    """Finds the rows that anchors meant in the machine's rows of one generation."""

    def __init__(self, machine: Machine, anchors: Iterable[Anchor]) -> None:
        self.machine = machine
        anchors = list(anchors)
        self._ids = {anchor.id for anchor in anchors}
        self._rows: dict[Any, dict[str, Any]] = {}
        wanted = {a.document_id for a in anchors} | {machine.addresses.get(a.uri or "") for a in anchors}
        documents = machine.some(Document, "document_id", {d for d in wanted if d is not None})
        self._documents = {document.document_id: document for document in documents}

    def by_id(self, cls: Any, key: str, identity: str) -> Any:
        """The machine's row with an id that some decision names, or None."""
        if cls not in self._rows:
            self._rows[cls] = {getattr(row, key): row for row in self.machine.some(cls, key, self._ids)}
        return self._rows[cls].get(identity)

    def document(self, anchor: Anchor) -> Document | None:
        """The document an anchor points into: that very one, else the one that now has its address."""
        found = self._documents.get(anchor.document_id or "")
        return found or self._documents.get(self.machine.addresses.get(anchor.uri or "", ""))

    def words(self, anchor: Anchor) -> Found:
        """Where the anchor's words stand now."""
        document = self.document(anchor)
        if document is None:
            return Found("broken", anchor.id, note=f"no report {anchor.uri or anchor.document_id} any more")
        start, end = anchor.char_start, anchor.char_end
        if start is None or end is None:
            how = "same" if document.document_id == anchor.document_id else "moved"
            return Found(how, document.document_id, document.document_id)
        if document.text[start:end] != anchor.quote:
            span = locate(document.text, anchor)
            if span is None:
                return Found("broken", anchor.id, document.document_id, note=f"“{anchor.quote}” is not found any more")
            start, end = span
        return Found("words", anchor.id, document.document_id, start, end)

    def row(self, kind: str, anchor: Anchor) -> Found:
        """The row of a kind that the anchor meant: by its id, else the one at its words."""
        cls, key, (start_field, end_field, _) = SPANNED[kind]
        row = self.by_id(cls, key, anchor.id)
        if row is not None:
            return Found("same", anchor.id, row.document_id, getattr(row, start_field), getattr(row, end_field))
        at = self.words(anchor)
        if at.how != "words" or at.char_start is None or at.char_end is None:
            return at
        best = self._nearest(kind, at.document_id or "", at.char_start, at.char_end)
        return at if best is None else Found("moved", best, at.document_id, at.char_start, at.char_end)

    def heir(self, kind: str, anchor: Anchor) -> str | None:
        """The row at the same words of a later text at the address, where the text that was decided on is still held.

        None where there is no later text, or it does not have the words, or the machine gives no row there.
        """
        later = self._documents.get(self.machine.addresses.get(anchor.uri or "", ""))
        if later is None or anchor.document_id not in self._documents or later.document_id == anchor.document_id:
            return None
        span = locate(later.text, anchor)
        return None if span is None else self._nearest(kind, later.document_id, *span)

    def _nearest(self, kind: str, document: str, start: int, end: int) -> str | None:
        """The row of a document that a stretch of it overlaps most; None if it overlaps none."""
        cls, key, (start_field, end_field, _) = SPANNED[kind]
        self.by_id(cls, key, "")  # all that decisions name are held from here on
        best, shared = None, 0
        for row in self.machine.some(cls, "document_id", [document]):
            overlap = min(getattr(row, end_field), end) - max(getattr(row, start_field), start)
            if overlap > shared:
                best, shared = row, overlap
        if best is None:
            return None
        identity: str = getattr(best, key)
        self._rows[cls][identity] = best
        return identity

    def actor(self, anchor: Anchor, known: Collection[str]) -> Found:
        """The actor that was meant: by its id, else by its name."""
        if anchor.id in known:
            return Found("same", anchor.id)
        name = anchor.quote.casefold()
        for actor in self.machine.rows(Actor):
            if name and name in {actor.name.casefold(), *(n.text.casefold() for n in actor.names)}:
                return Found("moved", actor.actor_id)
        return Found("broken", anchor.id, note=f"no actor {anchor.quote or anchor.id} any more")
