"""Brings a read model up to date after a decision: only the rows that differ from the machine's are made anew.

What differed before and what differs now is put in again from the views, so that taking a decision back gives the
very rows there were.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from escalade.api import Casebook
from escalade.export.views import Views
from escalade.model.casebook import Actor, Judgement, Membership
from escalade.model.codings import Claim, EventMention
from escalade.model.documents import Document
from escalade.model.readings import Mention
from escalade.model.tables import Tables
from escalade.pipeline import Resources
from escalade.web import rows
from escalade.web.build import JUDGED, SEARCH, put_fitted, put_index, spelt, waiting_ties
from escalade.web.filling import put, slices
from escalade.web.hearing import told_of
from escalade.web.rows import Context, Record, Told

Ids = dict[str, set[str]]  # by exported table
TABLES = ("documents", "event_mentions", "events", "claims", "actors", "relations", "links", "tripwires")
INDEXED = 5_000  # events up to which the index is worked out anew at once; of more it takes seconds
COUNTED = "SELECT (SELECT count(*) FROM mention) + (SELECT count(*) FROM imported_event)"


def patch(case: Casebook, db: sqlite3.Connection, before: Mapping[str, Collection[str]]) -> Ids:
    """Put in again what `before` or now differs from the machine's rows. Returns what differs now.

    All in one transaction; the caller commits.
    """
    views = case.views
    now = {table: set(ids) for table, ids in views.applied.changed.items()}
    wanted: Ids = {table: set(now.get(table, ())) | set(before.get(table, ())) for table in TABLES}
    _Patch(case, views, db, wanted).run()
    return now


class _Patch:
    def __init__(self, case: Casebook, views: Views, db: sqlite3.Connection, wanted: Ids) -> None:
        self.views, self.db, self.wanted = views, db, wanted
        self.context = Context(db, case.settings.coding.brief_score)
        self.resources = Resources(views.ledger.packs[:1])
        self.counted: set[str] = set()  # actors of whom some event was made anew
        self.recounted: set[str] = set()  # reports of which some mention was

    def run(self) -> None:
        """Widen the ids to all rows that show them, then replace those rows."""
        self.widen()
        self.documents()
        self.claims()
        self.happenings()
        self.actors()
        self.stated()
        self.counts()
        put_fitted(self.db, self.views)
        if self.db.execute(COUNTED).fetchone()[0] <= INDEXED:
            put_index(self.db, self.views)
            self.db.execute("DELETE FROM meta WHERE key = 'index'")
        else:
            self.db.execute(
                "INSERT OR IGNORE INTO meta VALUES ('index', (SELECT value FROM meta WHERE key = 'moment'))"
            )
        self.db.execute("DELETE FROM decision")
        put(self.db, "decision", map(rows.decision, self.views.records("decisions")))
        self.db.execute("DELETE FROM judgement WHERE hand")
        put(self.db, "judgement", ([*(getattr(j, f) for f in JUDGED), 1] for j in self.views.applied.judged))

    def widen(self) -> None:
        """Whatever names a changed actor; the events of changed mentions and the mentions of changed events."""
        wanted = self.wanted
        for actors in slices(wanted["actors"]):
            events = self.column("SELECT e.event_id FROM party p JOIN event e ON e.n = p.n WHERE p.actor IN", actors)
            wanted["events"] |= events
            wanted["claims"] |= self.column("SELECT claim_id FROM speaker WHERE actor_id IN", actors)
            for end in ("source_id", "target_id"):
                wanted["relations"] |= self.column(f"SELECT relation_id FROM relation WHERE {end} IN", actors)
            for side in ("issuer_id", "addressee_id"):
                wanted["tripwires"] |= self.column(f"SELECT tripwire_id FROM tripwire WHERE {side} IN", actors)
        for documents in slices(wanted["documents"]):
            for table, key, name in (
                ("mention", "event_mention_id", "event_mentions"), ("claim", "claim_id", "claims"),
                ("relation", "relation_id", "relations"), ("link", "link_id", "links"),
                ("tripwire", "tripwire_id", "tripwires"),
            ):  # fmt: skip
                wanted[name] |= self.column(f"SELECT {key} FROM {table} WHERE document_id IN", documents)
        for claims in slices(wanted["claims"]):
            about = "SELECT about_id FROM claim WHERE about_kind = 'event_mention' AND claim_id IN"
            wanted["event_mentions"] |= self.column(about, claims)
        for mentions in slices(wanted["event_mentions"]):
            wanted["events"] |= self.column("SELECT event_id FROM mention WHERE event_mention_id IN", mentions)
        clusters = self.views.clusters["event"]
        wanted["events"] |= {clusters.get(m, m) for m in wanted["event_mentions"]}
        for e in self.views.some("events", wanted["events"]):
            wanted["event_mentions"] |= set(e["event_mention_ids"])
        for some in slices(wanted["events"]):
            wanted["event_mentions"] |= self.column("SELECT event_mention_id FROM mention WHERE event_id IN", some)
        for mentions in slices(wanted["event_mentions"]):
            wanted["claims"] |= self.column("SELECT claim_id FROM claim WHERE about_id IN", mentions)
        wanted["claims"] |= {c.claim_id for c in self.views.applied.about(frozenset(wanted["event_mentions"]))}

    def column(self, sql: str, values: Collection[Any]) -> set[str]:
        """Values of one column."""
        found = self.db.execute(f"{sql} ({','.join('?' * len(values))})", tuple(values))
        return {row[0] for row in found if row[0] is not None}

    def delete(self, table: str, key: str, ids: Iterable[str]) -> dict[str, int]:
        """Take rows out. Returns the numbers that they had, by id."""
        numbered: dict[str, int] = {}
        for some in slices(ids):
            marks = ",".join("?" * len(some))
            if table in ("document", "mention", "event", "actor"):
                numbered |= dict(self.db.execute(f"SELECT {key}, n FROM {table} WHERE {key} IN ({marks})", some))
            self.db.execute(f"DELETE FROM {table} WHERE {key} IN ({marks})", some)
        return numbered

    def number(self, table: str, numbers: dict[str, int], identity: str) -> int:
        """The number a row had, else the next."""
        if identity not in numbers:
            last = self.db.execute(f"SELECT max(n) FROM {table}").fetchone()[0] or 0
            numbers[identity] = max([last, *numbers.values()]) + 1
        return numbers[identity]

    def documents(self) -> None:
        """Reports that somebody put right: their texts stay as they are."""
        if not self.wanted["documents"]:
            return
        held = {i: self.context.document(i) for i in self.wanted["documents"]}
        for d in self.views.some("documents", self.wanted["documents"]):
            old = held[d["document_id"]]
            if not old:
                continue
            intake, copies = {d["document_id"]: old["intake"]}, {d["report_id"]: old["copies"]}
            mentions = {d["document_id"]: old["mentions"]}
            put(self.db, "document", [rows.document(old["n"], d, intake, copies, mentions)])
        self.context.documents.clear()

    def claims(self) -> None:
        """Claims, their speakers and origins."""
        ids = self.wanted["claims"]
        self.delete("claim", "claim_id", ids)
        self.delete("speaker", "claim_id", ids)
        found = list(self.views.some("claims", ids))
        self.context.told = self.told(found)
        for c in found:
            self.context.hear(c)
        put(self.db, "claim", (rows.claim(c, self.context) for c in found))
        put(self.db, "speaker", (s for c in found for s in rows.speakers(c, self.context)))

    def told(self, claims: Sequence[Record]) -> dict[str, Told]:
        """Origins of the claims on the wanted mentions, from what their counting needs and no more."""
        applied, mentions = self.views.applied, self.wanted["event_mentions"]
        chosen = applied.some(EventMention, mentions)
        reports = self.views.clusters["report"]
        near = {reports.get(m.document_id, m.document_id) for m in chosen}
        order = applied.machine.document_order
        documents = applied.some(Document, {d for d in order if reports.get(d, d) in near})
        documents.sort(key=lambda d: order[d.document_id])
        actors = {p.id for m in chosen for p in (*m.actors, *m.recipients) if p.id}
        named = {p.mention_id for m in chosen for p in (*m.actors, *m.recipients) if p.mention_id}
        tables = Tables()
        tables.add(EventMention, chosen)
        tables.add(Claim, applied.some(Claim, {c["claim_id"] for c in claims}))
        tables.add(Document, documents)
        tables.add(
            Membership,
            [Membership("report", d.document_id, reports.get(d.document_id, d.document_id)) for d in documents],
        )
        tables.add(Actor, applied.some(Actor, actors))
        tables.add(Mention, applied.machine.some(Mention, "mention_id", named))
        tables.add(Judgement, applied.machine.some(Judgement, "left_id", mentions))
        return told_of(tables, self.resources, self.context)

    def happenings(self) -> None:
        """Event mentions, events and what waits for a person."""
        for some in slices(self.wanted["event_mentions"]):  # of what is rejected nothing will be left to ask by
            self.recounted |= self.column("SELECT document_id FROM mention WHERE event_mention_id IN", some)
        numbers = self.delete("mention", "event_mention_id", self.wanted["event_mentions"])
        by_event: dict[str, list[Record]] = defaultdict(list)
        for m in self.views.some("event_mentions", self.wanted["event_mentions"]):
            by_event[m["event_id"]].append(m)
            n = self.number("mention", numbers, m["event_mention_id"])
            put(self.db, "mention", [rows.mention(n, m, self.context)])
        old = self.delete("event", "event_id", self.wanted["events"])
        self.delete("event_record", "event_id", self.wanted["events"])
        for some in slices(old.values()):
            marks = ",".join("?" * len(some))
            self.counted |= self.column("SELECT actor FROM party WHERE n IN", some)
            self.db.execute(f"DELETE FROM party WHERE n IN ({marks})", some)
            self.db.execute(f"DELETE FROM teller WHERE n IN ({marks})", some)
            self.db.execute(f"DELETE FROM event_search WHERE rowid IN ({marks})", some)
        for event_id in self.wanted["events"]:
            self.db.execute("DELETE FROM waiting WHERE about_kind = 'event' AND about_id = ?", (event_id,))
        for e in self.views.some("events", self.wanted["events"]):
            mentions = by_event[e["event_id"]]
            n = self.number("event", old, e["event_id"])
            line = rows.event(n, e, mentions, self.context)
            put(self.db, "event", [line])
            put(self.db, "event_record", [(e["event_id"], rows.to_json(e))])
            put(self.db, "party", rows.parties(n, e))
            self.counted |= {party[2] for party in rows.parties(n, e)}
            put(self.db, "teller", rows.tellers(n, mentions, self.context))
            self.db.execute(SEARCH.format("event"), (n, *rows.searchable(e, line[34], mentions)))
            if (row := rows.waiting_event(e, mentions)) is not None:
                put(self.db, "waiting", [row])

    def actors(self) -> None:
        """Actors; what names one of them names it anew."""
        ids = set(self.wanted["actors"])
        if not ids:
            return
        numbers = self.delete("actor", "actor_id", ids)
        for some in slices(numbers.values()):
            self.db.execute(f"DELETE FROM actor_search WHERE rowid IN ({','.join('?' * len(some))})", some)
        for a in self.views.some("actors", ids):
            coded = "SELECT count(DISTINCT n) FROM party WHERE actor = ?"
            events = self.db.execute(coded, (a["actor_id"],)).fetchone()
            row = rows.actor(self.number("actor", numbers, a["actor_id"]), a, {a["actor_id"]: events[0]})
            put(self.db, "actor", [row])
            self.db.execute(SEARCH.format("actor"), spelt(row))
        where = f"actor_id IN ({','.join('?' * len(ids))}) OR actor_id IS NULL AND level = 'named'"
        documents = {
            row[0] for row in self.db.execute(f"SELECT DISTINCT document_id FROM entity WHERE {where}", tuple(ids))
        }
        found = (m for m in self.views.records("entity_mentions") if m["document_id"] in documents)
        put(self.db, "entity", map(rows.entity, found))

    def counts(self) -> None:
        """What reports and actors count of the rows that were made anew."""
        for actors in slices(self.counted):
            self.db.execute(
                "UPDATE actor SET events = (SELECT count(DISTINCT n) FROM party WHERE actor = actor_id) "
                f"WHERE actor_id IN ({','.join('?' * len(actors))})",
                actors,
            )
        documents = self.recounted | self.wanted["documents"]
        for mentions in slices(self.wanted["event_mentions"]):
            documents |= self.column("SELECT document_id FROM mention WHERE event_mention_id IN", mentions)
        for some in slices(documents):
            marks = ",".join("?" * len(some))
            self.db.execute(
                "UPDATE document SET mentions = (SELECT count(*) FROM mention m WHERE m.document_id = "
                f"document.document_id) WHERE document_id IN ({marks})",
                some,
            )
        for some in slices(self.wanted["documents"]):
            marks = ",".join("?" * len(some))
            self.db.execute(
                "UPDATE document SET copies = CASE WHEN kept THEN (SELECT count(*) FROM document d WHERE d.kept AND "
                "d.report_id = document.report_id) ELSE 0 END WHERE report_id IN "
                f"(SELECT report_id FROM document WHERE document_id IN ({marks}))",
                some,
            )

    def stated(self) -> None:
        """Relations, links and tripwires, and which of them wait."""
        found: dict[str, list[Record]] = {}
        for table, key in (("relation", "relation_id"), ("link", "link_id"), ("tripwire", "tripwire_id")):
            ids = self.wanted[f"{table}s"]
            self.delete(table, key, ids)
            for identity in ids:
                self.db.execute("DELETE FROM waiting WHERE about_kind = ? AND about_id = ?", (table, identity))
            found[f"{table}s"] = list(self.views.some(f"{table}s", ids)) if ids else []
        put(self.db, "relation", map(rows.relation, found["relations"]))
        day = "SELECT day FROM event WHERE event_id = ?"
        for r in found["links"]:
            row = self.db.execute(day, (r["effect_event_id"],)).fetchone()
            put(self.db, "link", [rows.link(r, row[0] if row else None)])
        put(self.db, "tripwire", (rows.tripwire(w, self.context) for w in found["tripwires"]))
        put(self.db, "waiting", waiting_ties(found))


def changed_before(db: sqlite3.Connection) -> dict[str, list[str]]:
    """What the read model shows otherwise than the machine's rows."""
    row = db.execute("SELECT value FROM meta WHERE key = 'changed'").fetchone()
    return json.loads(row[0]) if row else {}


def remember(db: sqlite3.Connection, changed: Ids) -> None:
    """Write down what it shows otherwise now."""
    value = json.dumps({table: sorted(ids) for table, ids in changed.items()})
    db.execute("INSERT OR REPLACE INTO meta VALUES ('changed', ?)", (value,))
