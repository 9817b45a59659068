"""The tables of the contract as views of the ledger: what only the whole casebook knows is joined in here.

A view yields plain records, so that a large table is written without being held whole.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Any, TypeVar

import pyarrow as pa

from escalade.errors import UsageError
from escalade.export import imported, outlook
from escalade.export.schemas import SCHEMAS
from escalade.hand import Applied, Machine
from escalade.hand.masking import Mask
from escalade.ledger.ledger import Ledger
from escalade.model.casebook import (
    Actor,
    Event,
    Issue,
    Judgement,
    Link,
    RelationStanding,
    TripwireStanding,
)
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Speaker, Tripwire, Where
from escalade.model.decisions import Anchor
from escalade.model.documents import Block, Document
from escalade.model.groundings import Count, Place, Reference, Time
from escalade.model.readings import Mention
from escalade.model.row import plain
from escalade.model.status import status

R = TypeVar("R")
Record = dict[str, Any]
CHUNK = 4096  # records that are held at a time


class Views:
    """The views of one ledger generation, with what persons decided applied; rows are read once."""

    def __init__(self, ledger: Ledger, applied: Applied | None = None) -> None:
        self.ledger = ledger
        self.applied = applied or Applied(Machine(ledger), (), {}, None)
        self.mask: Mask | None = None  # leaves private persons out of all records
        self._only: dict[Any, frozenset[str]] = {}  # ids of the rows that `some` is asked for

    def rows(self, cls: type[R]) -> list[R]:
        """Rows of one of the ledger's own tables in canonical order."""
        if cls is Block and Document in self._only:
            return self.applied.machine.some(cls, "document_id", self._only[Document])
        return self.applied.some(cls, self._only[cls]) if cls in self._only else self.applied.rows(cls)

    def some(self, name: str, ids: Iterable[str]) -> Iterator[Record]:
        """Records of a table by their ids, without making the others; ids that it does not have are passed over.

        With `applied.changed` it brings a copy of the tables up to date after a decision.
        """
        part, cls = copy(self), PRIMARY[name]
        wanted = frozenset(ids)
        part._only = {cls: wanted}
        if cls is not Document and "document_id" in cls.__dataclass_fields__ and "documents" not in self.__dict__:
            part._only[Document] = frozenset(d for row in part.rows(cls) if (d := row.document_id) is not None)
        part.__dict__["claims_about"] = _by_subject(self.applied.about(wanted))
        return part.records(name)

    def records(self, name: str) -> Iterator[Record]:
        """Records of a table, imported events left out (see `batches`). Raises UsageError for an unknown name."""
        if name not in SCHEMAS:
            raise UsageError(f"no table {name!r}; there are {', '.join(SCHEMAS)}")
        make = VIEWS.get(name)
        found = make(self) if make else iter(())
        return found if self.mask is None else map(self.mask.record, found)

    def table(self, name: str) -> pa.Table:
        """An exported table as Arrow."""
        batches = list(self.batches(name))
        return pa.Table.from_batches(batches, schema=SCHEMAS[name])

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """An exported table piece by piece; imported events, of which there may be millions, after the coded ones."""
        for chunk in chunks(self.records(name)):
            yield pa.RecordBatch.from_pylist(chunk, schema=SCHEMAS[name])
        for batch in imported.batches(self.ledger) if name == "events" else ():
            if self.mask is None:
                yield batch
            else:
                yield pa.RecordBatch.from_pylist([self.mask.record(r) for r in batch.to_pylist()], schema=batch.schema)

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by id."""
        return {document.document_id: document for document in self.rows(Document)}

    @property
    def clusters(self) -> Mapping[str, Mapping[str, str]]:
        """kind -> member -> cluster. What is in no cluster is its own."""
        return self.applied.clusters

    @cached_property
    def claims_about(self) -> dict[tuple[str, str], list[Claim]]:
        """Claims by (kind, id) of what they are about, in text order."""
        return _by_subject(self.rows(Claim))

    def cluster(self, kind: str, member: str | None) -> str | None:
        """Cluster of a member; None stays None."""
        return None if member is None else self.clusters.get(kind, {}).get(member, member)

    def uri(self, document_id: str) -> str | None:
        """Address of a document."""
        document = self.documents.get(document_id)
        return document.uri if document else None

    def party(self, party: Party | None) -> Record | None:
        """An actor or recipient, its id that of the casebook's actor."""
        if party is None:
            return None
        actor = self.cluster("actor", party.id)
        return {"id": actor, "name": party.name, "codes": list(party.codes), "text": party.text}

    def speakers(self, chain: Iterable[Speaker]) -> list[Record]:
        """A chain of speakers."""
        return [{"name": s.name, "actor_id": self.cluster("actor", s.actor_id), "verb": s.verb} for s in chain]

    def attribution(self, mention: EventMention) -> tuple[Speaker, ...]:
        """Speakers who hold that it happened, outermost first, the publisher left out."""
        claims = [c for c in self.claims_about["event_mention", mention.event_mention_id] if c.field is None]
        if not claims:
            return ()
        claim = next((c for c in claims if c.stance == "affirms"), claims[0])
        return self.without_publisher(mention.document_id, claim.chain)

    def without_publisher(self, document_id: str, chain: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        """The speakers that the text names: the chain without those who publish the words themselves.

        They are the report's publisher, and that of an embedded quotation told in its own voice.
        """
        document = self.documents[document_id]
        publishers = {document.publisher, *(segment.publisher for segment in document.segments)}
        named = next((i for i, s in enumerate(chain) if s.verb is not None or s.name not in publishers), len(chain))
        return chain[named:]


def _by_subject(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    out: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        out[claim.about_kind, claim.about_id].append(claim)
    return out


def _documents(views: Views) -> Iterator[Record]:
    blocks: dict[str, list[Record]] = defaultdict(list)
    for block in views.rows(Block):
        fields = ("kind", "kept", "char_start", "char_end", "rule")
        blocks[block.document_id].append({name: getattr(block, name) for name in fields})
    for document in views.rows(Document):
        record = _plain(document)
        record["report_id"] = views.cluster("report", document.document_id)
        record["blocks"] = blocks[document.document_id]
        record["review"] = views.applied.review("document", document.document_id)
        yield _columns("documents", record)


def _entity_mentions(views: Views) -> Iterator[Record]:
    places = {place.mention_id: place for place in views.rows(Place)}
    references = {reference.mention_id: reference for reference in views.rows(Reference)}
    spans: list[Mention | Time | Count] = [*views.rows(Mention), *views.rows(Time), *views.rows(Count)]
    order = {document: i for i, document in enumerate(views.documents)}
    for span in sorted(spans, key=lambda s: (order[s.document_id], s.char_start, s.char_end, s.mention_id)):
        place, reference = places.get(span.mention_id), references.get(span.mention_id)
        if _vague(span, place, reference):
            continue
        record: Record = {
            "mention_id": span.mention_id,
            "document_id": span.document_id,
            "uri": views.uri(span.document_id),
            "kind": span.kind if isinstance(span, Mention) else type(span).TABLE,
            "level": span.level if isinstance(span, Mention) else None,
            "char_start": span.char_start,
            "char_end": span.char_end,
            "quote": span.quote,
            "actor_id": views.cluster("actor", reference.actor_id) if reference else None,
            "place": _where(place),
            "time": None,
            "count": None,
        }
        if isinstance(span, Time):
            fields = ("value", "date_start", "date_end", "precision", "basis")
            record["time"] = {name: getattr(span, name) for name in fields}
        elif isinstance(span, Count):
            record["count"] = {"low": span.low, "high": span.high}
        yield record


def _vague(span: Mention | Time | Count, place: Place | None, reference: Reference | None) -> bool:
    """Ground that is neither named nor found: "the area", "the far side", "it" tell nobody anything."""
    if not isinstance(span, Mention) or span.level == "named" or span.kind not in ("place", "country"):
        return False
    return place is None and (reference is None or reference.actor_id is None)


def _event_mentions(views: Views) -> Iterator[Record]:
    for mention in views.rows(EventMention):
        document = views.documents[mention.document_id]
        attribution = views.attribution(mention)
        record = _plain(mention, "actors", "recipients", "place")
        record |= {
            "event_id": views.cluster("event", mention.event_mention_id),
            "uri": document.uri,
            "source_file": document.source_file,
            "actors": [views.party(party) for party in mention.actors],
            "recipients": [views.party(party) for party in mention.recipients],
            "place": _where(mention.place),
            "attributed": bool(attribution),
            "status": status(polarity=mention.polarity, modality=mention.modality, attributed=bool(attribution)),
            "attribution": views.speakers(attribution),
            "sentence": mention.sentence_text,
            "review": views.applied.review("event_mention", mention.event_mention_id),
        }
        yield _columns("event_mentions", record)


def _events(views: Views) -> Iterator[Record]:
    for event in views.rows(Event):
        record = _plain(event, "actors", "recipients", "place")
        record["actors"] = [views.party(party) for party in event.actors]
        record["recipients"] = [views.party(party) for party in event.recipients]
        record["place"] = _where(event.place)
        record["review"] = views.applied.review("event", event.event_id)
        record["imported"] = None
        yield _columns("events", record)


def _claims(views: Views) -> Iterator[Record]:
    for claim in views.rows(Claim):
        record = _plain(claim, "chain")
        record["uri"] = views.uri(claim.document_id)
        record["chain"] = views.speakers(claim.chain)
        yield _columns("claims", record)


def _relations(views: Views) -> Iterator[Record]:
    standing = {relation.relation_id: relation.standing for relation in views.rows(RelationStanding)}
    for relation in views.rows(RelationMention):
        record = _plain(relation, "source", "target")
        record |= {
            "source_id": views.cluster("actor", relation.source.id),
            "source_name": relation.source.name,
            "target_id": views.cluster("actor", relation.target.id),
            "target_name": relation.target.name,
            "uri": views.uri(relation.document_id),
            "claim_ids": [claim.claim_id for claim in views.claims_about["relation", relation.relation_id]],
            "standing": standing.get(relation.relation_id),
            "review": views.applied.review("relation", relation.relation_id),
        }
        yield _columns("relations", record)


def _links(views: Views) -> Iterator[Record]:
    for link in views.rows(Link):
        review = views.applied.review("link", link.link_id)
        yield _columns("links", _plain(link) | {"uri": views.uri(link.document_id), "review": review})


def _tripwires(views: Views) -> Iterator[Record]:
    standing = {row.tripwire_id: row for row in views.rows(TripwireStanding)}
    for tripwire in views.rows(Tripwire):
        record = _plain(tripwire, "issuer", "addressee", "attribution")
        row = standing.get(tripwire.tripwire_id)
        record |= {
            "uri": views.uri(tripwire.document_id),
            "issuer": views.party(tripwire.issuer),
            "addressee": views.party(tripwire.addressee),
            "attribution": views.speakers(views.without_publisher(tripwire.document_id, tripwire.attribution)),
            "standing": row.standing if row else "armed",
            "met_by": row.met_by if row else None,
            "review": views.applied.review("tripwire", tripwire.tripwire_id),
        }
        yield _columns("tripwires", record)


def _actors(views: Views) -> Iterator[Record]:
    for actor in views.rows(Actor):
        yield plain(actor) | {"review": views.applied.review("actor", actor.actor_id)}


def _decisions(views: Views) -> Iterator[Record]:
    for decision in views.applied.decisions:
        anchor = decision.anchor or Anchor(decision.about_id)
        status, now, note = views.applied.outcome(decision)
        fields = ("decision_id", "seq", "generation", "action", "about_kind", "about_id", "field", "by", "at", "reason")
        record = {name: getattr(decision, name) for name in fields}
        record |= {name: getattr(anchor, name) for name in ("document_id", "uri", "quote", "char_start", "char_end")}
        record |= {name: _json(getattr(decision, name)) for name in ("value", "was")}
        yield _columns("decisions", record | {"status": status, "now_id": now, "note": note})


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _as_stored(cls: Any) -> Callable[[Views], Iterator[Record]]:
    return lambda views: (plain(row) for row in views.rows(cls))


PRIMARY: dict[str, Any] = {  # the row class that a table has one record each of
    "documents": Document,
    "event_mentions": EventMention,
    "events": Event,
    "claims": Claim,
    "actors": Actor,
    "relations": RelationMention,
    "links": Link,
    "tripwires": Tripwire,
    "judgements": Judgement,
}
VIEWS: dict[str, Callable[[Views], Iterator[Record]]] = {
    "documents": _documents,
    "blocks": _as_stored(Block),
    "entity_mentions": _entity_mentions,
    "event_mentions": _event_mentions,
    "events": _events,
    "claims": _claims,
    "actors": _actors,
    "relations": _relations,
    "links": _links,
    "tripwires": _tripwires,
    "judgements": _as_stored(Judgement),
    "decisions": _decisions,
    "issues": _as_stored(Issue),
    "index": outlook.index_records,
    "forecasts": outlook.kept,
}


def chunks(records: Iterable[Record], size: int = CHUNK) -> Iterator[list[Record]]:
    """Records in lists of at most `size`."""
    chunk: list[Record] = []
    for record in records:
        chunk.append(record)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _plain(row: Any, *without: str) -> Record:
    return {name: plain(getattr(row, name)) for name in row.__dataclass_fields__ if name not in without}


def _columns(name: str, record: Record) -> Record:
    """The columns of a table, in its order."""
    return {column: record[column] for column in SCHEMAS[name].names}


def _where(place: Where | Place | None) -> Record | None:
    if place is None:
        return None
    fields = ("name", "country", "geonames_id", "latitude", "longitude", "precision")
    return {name: getattr(place, name) for name in fields}
