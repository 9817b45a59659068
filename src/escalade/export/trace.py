"""From any id of any table to the quoted words it rests on, and on to the raw bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from escalade.errors import UsageError
from escalade.export import imported, origin
from escalade.export.origin import Origin
from escalade.export.views import Record, Views
from escalade.model.casebook import Issue, Link
from escalade.model.codings import Claim, EventMention, RelationMention, Tripwire
from escalade.model.documents import Block, Document, Raw
from escalade.model.groundings import Count, Reference, Time
from escalade.model.readings import Mention, Sentence
from escalade.model.row import from_table

KEYS = {
    "documents": "document_id",
    "event_mentions": "event_mention_id",
    "events": "event_id",
    "claims": "claim_id",
    "actors": "actor_id",
    "relations": "relation_id",
    "links": "link_id",
    "tripwires": "tripwire_id",
    "judgements": "judgement_id",
    "decisions": "decision_id",
    "issues": "issue_id",
    "entity_mentions": "mention_id",
}


@dataclass(frozen=True)
class Passage:
    """Words of a document that a row rests on. `row_id` is the row that points at them, `what` which part of it."""

    row_id: str
    what: str
    document_id: str
    char_start: int
    char_end: int


@dataclass(frozen=True)
class Evidence:
    """A passage with its sentence, its block, its report and its raw bytes."""

    row_id: str
    what: str
    quote: str
    char_start: int
    char_end: int
    sentence: str | None
    block: str | None
    document_id: str
    uri: str
    title: str | None
    publisher: str | None
    published: str | None
    said_by: tuple[str, ...]  # of an event mention: the speakers the text names, outermost first
    origin: Origin | None


@dataclass(frozen=True)
class Trace:
    """What an id stands for: the rows that have it, and everything under them."""

    id: str
    rows: tuple[tuple[str, Record], ...]  # (table, record)
    evidence: tuple[Evidence, ...]

    def plain(self) -> Record:
        """As one JSON object."""
        rows = [{"table": table, "row": row} for table, row in self.rows]
        return {"id": self.id, "rows": rows, "evidence": [asdict(item) for item in self.evidence]}


class Tracer:
    """Follows ids through one casebook."""

    def __init__(self, views: Views, inbox: Path) -> None:
        self.views = views
        self.inbox = inbox
        self._raw: dict[str, Raw] = {}
        self._batch: dict[str, str] = {}

    def trace(self, identity: str, most: int | None = None) -> Trace:
        """Rows and evidence of an id, at most `most` pieces of evidence. Raises UsageError if no table has it."""
        rows = tuple(self._rows(identity))
        passages = list(dict.fromkeys(self.passages(identity, set())))
        if not rows and not passages:
            raise UsageError(f"no table has the id {identity!r}")
        return Trace(identity, rows, tuple(self._evidence(passage) for passage in passages[:most]))

    def _rows(self, identity: str) -> Iterator[tuple[str, Record]]:
        for table, key in KEYS.items():
            yield from ((table, record) for record in self.views.records(table) if record[key] == identity)
        if ":" in identity:  # only ids of imported events have one
            yield from (("imported_event", row) for row in imported.find(self.views.ledger, identity))

    def passages(self, identity: str, seen: set[str]) -> Iterator[Passage]:
        """Every passage under an id, in canonical order within a table."""
        if identity in seen:
            return
        seen.add(identity)
        views = self.views
        for document in views.rows(Document):
            if document.document_id == identity or views.cluster("report", document.document_id) == identity:
                yield Passage(document.document_id, "document", document.document_id, 0, len(document.text))
        spans: tuple[Any, ...] = (*views.rows(Mention), *views.rows(Time), *views.rows(Count))
        for span in spans:
            if span.mention_id == identity:
                yield Passage(span.mention_id, "mention", span.document_id, span.char_start, span.char_end)
        for mention in views.rows(EventMention):
            if identity in (mention.event_mention_id, views.cluster("event", mention.event_mention_id)):
                yield Passage(
                    mention.event_mention_id, "event", mention.document_id, mention.char_start, mention.char_end
                )
        yield from self._claims(identity, seen)
        yield from self._actors(identity)
        yield from self._stated(identity, seen)
        yield from self._judged(identity, seen)

    def _claims(self, identity: str, seen: set[str]) -> Iterator[Passage]:
        for claim in self.views.rows(Claim):
            if claim.claim_id != identity:
                continue
            for what in ("source", "cue", "content"):
                start, end = getattr(claim, f"{what}_start"), getattr(claim, f"{what}_end")
                if start is not None and end is not None:
                    yield Passage(claim.claim_id, what, claim.document_id, start, end)
            yield from self.passages(claim.about_id, seen)

    def _actors(self, identity: str) -> Iterator[Passage]:
        mentions = {mention.mention_id: mention for mention in self.views.rows(Mention)}
        for reference in self.views.rows(Reference):
            if reference.actor_id is None or reference.mention_id not in mentions:
                continue
            if identity in (reference.actor_id, self.views.cluster("actor", reference.actor_id)):
                mention = mentions[reference.mention_id]
                yield Passage(mention.mention_id, "actor", mention.document_id, mention.char_start, mention.char_end)

    def _stated(self, identity: str, seen: set[str]) -> Iterator[Passage]:
        for relation in self.views.rows(RelationMention):
            if relation.relation_id == identity:
                yield Passage(identity, "relation", relation.document_id, relation.char_start, relation.char_end)
        for tripwire in self.views.rows(Tripwire):
            if tripwire.tripwire_id == identity:
                for what in ("condition", "consequence"):
                    start, end = getattr(tripwire, f"{what}_start"), getattr(tripwire, f"{what}_end")
                    yield Passage(identity, what, tripwire.document_id, start, end)
        for link in self.views.rows(Link):
            if link.link_id == identity:
                yield Passage(identity, "link", link.document_id, link.char_start, link.char_end)
                yield from self.passages(link.cause_event_id, seen)
                yield from self.passages(link.effect_event_id, seen)

    def _judged(self, identity: str, seen: set[str]) -> Iterator[Passage]:
        for record in self.views.records("judgements"):
            if record["judgement_id"] == identity:
                yield from self.passages(record["left_id"], seen)
                yield from self.passages(record["right_id"], seen)
        for issue in self.views.rows(Issue):
            if issue.issue_id == identity:
                document = self.views.documents.get(issue.document_id or "")
                yield Passage(
                    identity, "document", issue.document_id or issue.uri, 0, len(document.text) if document else 0
                )

    def _evidence(self, passage: Passage) -> Evidence:
        document = self.views.documents.get(passage.document_id)
        raw = self._raw_row(passage.document_id)
        start, end = passage.char_start, passage.char_end
        held = self.views.ledger.manifest.inbox
        whole = passage.what == "document"
        return Evidence(
            row_id=passage.row_id,
            what=passage.what,
            quote=document.text[start:end] if document else "",
            char_start=start,
            char_end=end,
            sentence=None if whole else self._sentence(passage),
            block=None if whole else self._block(document, start),
            document_id=passage.document_id,
            uri=raw.uri,
            title=document.title if document else raw.title,
            publisher=document.publisher if document else raw.publisher,
            published=document.published if document else raw.published,
            said_by=self._said_by(passage),
            origin=origin.find(self.inbox, held, raw, None if whole else document, start, end),
        )

    def _said_by(self, passage: Passage) -> tuple[str, ...]:
        if passage.what != "event":
            return ()
        mention = next(m for m in self.views.rows(EventMention) if m.event_mention_id == passage.row_id)
        return tuple(speaker.name for speaker in self.views.attribution(mention))

    def _raw_row(self, document_id: str) -> Raw:
        ledger = self.views.ledger
        if not self._batch:
            self._batch = {document: batch for batch, document in ledger.column(Raw, "document_id")}
        if document_id not in self._batch:
            return _never_read(document_id)
        if document_id not in self._raw:  # only the batch that holds it: raw pages are large
            rows = from_table(Raw, ledger.read(Raw, self._batch[document_id]))
            self._raw = {raw.document_id: raw for raw in rows}
        return self._raw[document_id]

    def _sentence(self, passage: Passage) -> str | None:
        text = self.views.documents[passage.document_id].text
        for sentence in self.views.rows(Sentence):
            inside = sentence.char_start <= passage.char_start < sentence.char_end
            if sentence.document_id == passage.document_id and inside:
                return text[sentence.char_start : sentence.char_end]
        return None

    def _block(self, document: Document | None, start: int) -> str | None:
        """Kind and rule of the block that an offset lies in."""
        if document is None:
            return None
        segment = next((s for s in document.segments if s.char_start <= start < s.char_end), None)
        if segment is None:
            return None
        for block in self.views.rows(Block):
            if block.document_id == document.document_id and block.char_start <= segment.raw_start < block.char_end:
                return f"{block.kind} ({block.rule})"
        return segment.kind


def _never_read(uri: str) -> Raw:
    """What stands for an input that was set aside before it became a report."""
    file, _, row = uri.partition("#")
    number = int(row) if row.isdigit() else None
    return Raw("", uri, file, number, "", "utf-8", b"", "", None, None, None, None, (), None)


__all__ = ["KEYS", "Evidence", "Passage", "Trace", "Tracer"]
