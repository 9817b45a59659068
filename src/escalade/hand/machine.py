"""The machine's rows of one generation, read once; and what is looked up in them again and again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from escalade.events import tripwires
from escalade.events.aftermath import Unfolding
from escalade.events.fulfilment import Told
from escalade.ledger.ledger import Ledger
from escalade.model.casebook import Actor, Event, Judgement, Link, LinkMention, Membership
from escalade.model.codings import Claim, EventMention, RelationMention, Tripwire
from escalade.model.documents import Document
from escalade.model.groundings import Reference
from escalade.model.readings import Mention
from escalade.model.row import from_table
from escalade.model.tables import Tables

R = TypeVar("R")


class Rows(Protocol):
    """Rows of a casebook, as the machine gives them or as persons left them."""

    def rows(self, cls: type[R]) -> list[R]: ...

    def some(self, cls: type[R], column: str, values: Collection[str]) -> list[R]: ...


def measured(held: Rows, actors: Mapping[str, str]) -> tripwires.Field:
    """What conditional threats are measured against; `actors`: member -> cluster."""
    tables = Tables()
    for cls in (Document, Event, EventMention, RelationMention, Tripwire):
        tables.add(cls, held.rows(cls))
    tables.add(Claim, held.some(Claim, "about_id", {w.tripwire_id for w in held.rows(Tripwire)}))
    tables.add(Membership, [Membership("actor", member, cluster) for member, cluster in actors.items()])
    return tripwires.measured(tables)


class Machine:
    """Rows as the pipeline wrote them, in canonical order. Kept as long as the generation stands."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._tables: dict[Any, pa.Table] = {}
        self._rows: dict[Any, list[Any]] = {}
        self._judgements: dict[str, pa.Table] = {}
        self.settled: dict[str, tuple[Any, Any]] = {}  # threat -> what it rests on as persons left it, its standing

    def read_ahead(self) -> None:
        """Have at hand what nearly every decision looks things up in."""
        for cls in (Document, Actor, Mention, Reference, LinkMention, Link):
            self.table(cls)
        self.threats, self.members, self.mention_order, self.document_order, self.addresses  # noqa: B018

    def table(self, cls: Any) -> pa.Table:
        """All rows of a table as Arrow."""
        if cls not in self._tables:
            self._tables[cls] = self.ledger.canonical(cls)
        return self._tables[cls]

    def rows(self, cls: type[R]) -> list[R]:
        """All rows of a table."""
        if cls not in self._rows:
            self._rows[cls] = from_table(cls, self.table(cls))
        return self._rows[cls]

    def some(self, cls: type[R], column: str, values: Collection[str]) -> list[R]:
        """The rows whose column has one of the values: a few of many, without making rows of the rest."""
        if not values:
            return []
        table = self.table(cls)
        wanted = pa.array(sorted(values), type=table.schema.field(column).type)
        return from_table(cls, table.filter(pc.is_in(table.column(column), value_set=wanted)))

    @cached_property
    def mention_order(self) -> dict[str, int]:
        """Place of each event mention in canonical order."""
        ids = self.table(EventMention).column("event_mention_id").to_pylist()
        return {mention: i for i, mention in enumerate(ids)}

    @cached_property
    def intakes(self) -> dict[str, int]:
        """Document -> which `add` brought it, in canonical order."""
        arrivals = self.ledger.arrivals()
        columns = (arrivals.column(name).to_pylist() for name in ("document_id", "intake"))
        return dict(zip(*columns, strict=True))

    @cached_property
    def document_order(self) -> dict[str, int]:
        """Place of each document in canonical order."""
        return {document: i for i, document in enumerate(self.intakes)}

    @cached_property
    def threats(self) -> tripwires.Field:
        """What conditional threats are measured against; mentions of their reports (`spoken`) left out.

        Of a large casebook a correction bears upon the threats of some weeks: only the events of these are made.
        """
        documents = (self.table(Document).column(name).to_pylist() for name in ("document_id", "published"))
        published = dict(zip(*documents, strict=True))
        parties = tripwires.known(self.clusters["actor"], self.rows(RelationMention))
        events = self.table(Event)
        months = pc.fill_null(pc.utf8_slice_codeunits(events.column("date_start"), 0, 7), "")

        def told(found: list[Event]) -> Iterator[Told]:
            mentions = self.some(EventMention, "event_mention_id", {m for e in found for m in e.event_mention_ids})
            return tripwires.told(found, mentions, published, parties)

        return tripwires.Field(
            after=Unfolding(
                filter(None, pc.unique(months).to_pylist()),
                lambda month: told(from_table(Event, events.filter(pc.equal(months, month)))),
                lambda identity: next(told(self.some(Event, "event_id", [identity])), None),
            ),
            spoken={},
            said_on=tripwires.said_on(self.some(Claim, "about_id", {w.tripwire_id for w in self.rows(Tripwire)})),
            published=published,
            parties=parties,
            latest=tripwires.latest(published),
        )

    @cached_property
    def clusters(self) -> Mapping[str, Mapping[str, str]]:
        """kind -> member -> cluster."""
        out: dict[str, dict[str, str]] = {"actor": {}, "event": {}, "report": {}}
        table = self.table(Membership)
        columns = (table.column(name).to_pylist() for name in ("kind", "member_id", "cluster_id"))
        for kind, member, cluster in zip(*columns, strict=True):
            out.setdefault(kind, {})[member] = cluster
        return out

    @cached_property
    def members(self) -> Mapping[str, Mapping[str, list[str]]]:
        """kind -> cluster -> its members, first-added first."""
        out: dict[str, dict[str, list[str]]] = {}
        for kind, found in self.clusters.items():
            groups = out.setdefault(kind, {})
            for member, cluster in found.items():
                groups.setdefault(cluster, []).append(member)
        return out

    def of_actors(self, actors: Collection[str], cls: Any = EventMention) -> set[str]:
        """Event mentions, or events, that name one of the actors (ids as the reports' own codings give them)."""
        table = self.table(cls)
        wanted = pa.array(sorted(actors), type=pa.string())
        found: set[str] = set()
        for role in ("actors", "recipients"):
            column = table.column(role).combine_chunks()
            ids = pc.struct_field(pc.list_flatten(column), "id")
            parents = pc.list_parent_indices(column).filter(pc.is_in(ids, value_set=wanted))
            found.update(table.column(f"{cls.TABLE}_id").take(parents).to_pylist())
        return found

    @cached_property
    def addresses(self) -> dict[str, str]:
        """uri of each document -> its id; of several the last one added."""
        table = self.table(Document)
        return dict(zip(table.column("uri").to_pylist(), table.column("document_id").to_pylist(), strict=True))

    def judgements(self, kind: str) -> pa.Table:
        """The machine's judgements of one kind."""
        if kind not in self._judgements:
            table = self.table(Judgement)
            self._judgements[kind] = table.filter(pc.equal(table.column("kind"), kind))
        return self._judgements[kind]

    def around(self, kind: str, members: Collection[str]) -> tuple[set[str], list[Judgement]]:
        """All members of the machine's clusters that these are in, and the machine's judgements among them."""
        cluster, groups = self.clusters[kind], self.members[kind]
        found = {m for member in members for m in groups.get(cluster.get(member, member), (member,))} | set(members)
        rows = self.judgements(kind)
        values = pa.array(sorted(found), type=pa.string())
        inside = pc.and_(
            pc.is_in(rows.column("left_id"), value_set=values), pc.is_in(rows.column("right_id"), value_set=values)
        )
        return found, from_table(Judgement, rows.filter(inside))
