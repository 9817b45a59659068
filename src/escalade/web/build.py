"""Builds the read model of a casebook: one pass over its views, decisions applied, into a SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from escalade.api import Casebook
from escalade.export import fitted
from escalade.export.outlook import index_records
from escalade.export.views import Views
from escalade.hand.queue import queue
from escalade.ledger import manifest as manifests
from escalade.ledger.ledger import Ledger
from escalade.model.casebook import Actor, Judgement, Membership
from escalade.model.codings import Claim, EventMention
from escalade.model.documents import Arrival, Document
from escalade.model.readings import Mention, Sentence
from escalade.model.row import from_table
from escalade.model.tables import Tables
from escalade.pipeline import Resources
from escalade.web import rows
from escalade.web.filling import chunks, put
from escalade.web.hearing import told_of
from escalade.web.history import changes
from escalade.web.imported import put_imports
from escalade.web.rows import Cells, Context, Record
from escalade.web.schema import INDEXES, TABLES

Say = Callable[[str], None]  # told what is being built
SENTENCE = ["document_id", "char_start", "char_end"]
BLOCK = "document_id ordinal kind kept char_start char_end rule text".split()
PAIRS = 60  # whose index is held: what can be chosen. All are ten thousands with a large data set
JUDGED = "judgement_id kind left_id right_id verdict score by reason".split()
SEARCH = "INSERT INTO {}_search(rowid, title, body) VALUES (?, ?, ?)"


def build(case: Casebook, path: Path, say: Say = lambda what: None) -> None:
    """Write the read model of `case` to a new file."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;")
        connection.executescript(TABLES)
        _Builder(case, connection, say).run()
        say("indexes")
        connection.executescript(INDEXES)
        connection.executescript("INSERT INTO event_search(event_search) VALUES ('optimize'); ANALYZE;")
        connection.commit()
    finally:
        connection.close()


class _Builder:
    def __init__(self, case: Casebook, connection: sqlite3.Connection, say: Say) -> None:
        self.views, self.db, self.say = case.views, connection, say
        self.context = Context(connection, case.settings.coding.brief_score)
        self.mentions: dict[str, list[str]] = defaultdict(list)  # by event, as JSON: a fifth of the memory
        self.resources = Resources(self.views.ledger.packs[:1])

    def run(self) -> None:
        """Fill every table."""
        steps = (
            self.documents, self.claims, self.happenings, self.actors, self.stated, self.audit, self.outlook,
            self.imports,
        )  # fmt: skip
        for step in steps:
            self.say(step.__name__)
            step()
        self.db.commit()

    def documents(self) -> None:
        """Reports, their texts, sentences and blocks."""
        intake = {a.document_id: a.intake for a in from_table(Arrival, self.views.ledger.arrivals())}
        records = list(self.views.records("documents"))
        copies = rows.count_copies(records)
        mentions = Counter(m.document_id for m in self.views.rows(EventMention))
        put(self.db, "document", (rows.document(i, d, intake, copies, mentions) for i, d in enumerate(records, 1)))
        texts = ((d["document_id"], d["text"], rows.to_json(d["segments"] or [])) for d in records)
        put(self.db, "document_text", texts)
        self.db.executemany(
            SEARCH.format("document"), ((i, d["title"] or d["uri"], d["text"]) for i, d in enumerate(records, 1))
        )
        for piece in self.views.ledger.pieces(Sentence, columns=SENTENCE):
            put(self.db, "sentence", zip(*(piece.column(name).to_pylist() for name in SENTENCE), strict=True))
        put(self.db, "block", ([b[f] for f in BLOCK] for b in self.views.records("blocks")))

    def claims(self) -> None:
        """Claims, with whom each started with."""
        tables = Tables()
        for cls in (Actor, Claim, Document, EventMention, Judgement, Membership, Mention):
            tables.add(cls, self.views.rows(cls))
        self.context.told = told_of(tables, self.resources, self.context)
        del tables
        for found in chunks(self.views.records("claims")):
            for c in found:
                self.context.hear(c)
            put(self.db, "claim", (rows.claim(c, self.context) for c in found))
            put(self.db, "speaker", (s for c in found for s in rows.speakers(c, self.context)))

    def happenings(self) -> None:
        """Event mentions, events, and what waits for a person."""
        put(self.db, "mention", self._mention_rows())
        for found in chunks(enumerate(self.views.records("events"), 1)):
            self._events(found)
        self.mentions.clear()

    def _events(self, found: Sequence[tuple[int, Record]]) -> None:
        """Some events by number, with all that is told of each."""
        told = [(n, e, [json.loads(m) for m in self.mentions.pop(e["event_id"], ())]) for n, e in found]
        lines = [rows.event(n, e, mentions, self.context) for n, e, mentions in told]
        put(self.db, "event", lines)
        put(self.db, "party", (side for n, e in found for side in rows.parties(n, e)))
        put(self.db, "teller", (outlet for n, _, held in told for outlet in rows.tellers(n, held, self.context)))
        put(self.db, "event_record", ((e["event_id"], rows.to_json(e)) for _, e in found))
        texts = (rows.searchable(e, line[34], held) for (_, e, held), line in zip(told, lines, strict=True))
        self.db.executemany(SEARCH.format("event"), ((n, *text) for (n, _), text in zip(found, texts, strict=True)))
        waiting = (rows.waiting_event(e, held) for _, e, held in told)
        put(self.db, "waiting", (row for row in waiting if row is not None))

    def _mention_rows(self) -> Iterator[Cells]:
        for n, m in enumerate(self.views.records("event_mentions"), 1):
            row = rows.mention(n, m, self.context)
            self.mentions[m["event_id"]].append(row[-1])
            yield row

    def actors(self) -> None:
        """Actors and where things are named."""
        events = event_counts(self.db)
        found = [rows.actor(n, a, events) for n, a in enumerate(self.views.records("actors"), 1)]
        put(self.db, "actor", found)
        self.db.executemany(SEARCH.format("actor"), (spelt(row) for row in found))
        put(self.db, "entity", map(rows.entity, self.views.records("entity_mentions")))

    def stated(self) -> None:
        """What one passage states: relations, links, tripwires."""
        days = dict(self.db.execute("SELECT event_id, day FROM event"))
        links, wires = list(self.views.records("links")), list(self.views.records("tripwires"))
        relations = list(self.views.records("relations"))
        put(self.db, "relation", map(rows.relation, relations))
        put(self.db, "link", (rows.link(r, days.get(r["effect_event_id"])) for r in links))
        put(self.db, "tripwire", (rows.tripwire(w, self.context) for w in wires))
        put(self.db, "waiting", waiting_ties({"links": links, "tripwires": wires, "relations": relations}))

    def audit(self) -> None:
        """Judgements, what was set aside, decisions, generations and what changed between them."""
        machine = len(self.views.applied.machine.rows(Judgement))
        found = enumerate(self.views.records("judgements"))
        put(self.db, "judgement", ([*(j[f] for f in JUDGED), int(i >= machine)] for i, j in found))
        fields = "issue_id stage document_id uri code message".split()
        put(self.db, "issue", ([r[f] for f in fields] for r in self.views.records("issues")))
        put(self.db, "decision", map(rows.decision, self.views.records("decisions")))
        put(self.db, "generation", _generations(self.views.ledger))
        put(self.db, "change", changes(self.views.ledger))

    def outlook(self) -> None:
        """The index, and what somebody has fitted."""
        put_index(self.db, self.views)
        put_fitted(self.db, self.views)

    def imports(self) -> None:
        """Imported events, beside the coded ones."""
        put_imports(self.db, self.views.ledger)


def put_index(db: sqlite3.Connection, views: Views) -> None:
    """The index of the busiest pairs, in place of what was there."""
    db.execute("DELETE FROM index_day")
    put(db, "index_day", map(rows.index_day, index_records(views, PAIRS)))


def put_fitted(db: sqlite3.Connection, views: Views) -> None:
    """Forecasts, back-test and what-ifs that were made, in place of what was there."""
    db.execute("DELETE FROM forecast")
    put(db, "forecast", rows.forecasts(views.records("forecasts")))
    db.execute("DELETE FROM fitted")
    put(db, "fitted", map(rows.fitted, fitted.kept(views)))


def spelt(row: Cells) -> Cells:
    """Under what an actor is found: its name and all its spellings."""
    return row[0], row[2], " ".join(name["text"] for name in json.loads(row[-1])["names"])


def event_counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many coded events each actor is part of."""
    return dict(db.execute("SELECT actor, count(DISTINCT n) FROM party GROUP BY actor"))


def waiting_ties(found: Mapping[str, Sequence[Record]]) -> list[Cells]:
    """What waits for a person among links, tripwires and relations."""
    return [rows.waiting(item) for item in queue(lambda name: found.get(name, ()))]


def _generations(ledger: Ledger) -> Iterator[Cells]:
    """The run log: what each generation up to this one held, and what coded it."""
    for path in sorted((ledger.folder / "generations").glob("*.json")):
        m = manifests.read(path)
        if m.generation > ledger.manifest.generation:
            continue
        stamps = {name: stamp[:12] for batch in m.batches[-1:] for name, stamp in batch.stamps.items()}
        if m.whole:
            stamps["casebook"] = m.whole[:12]
        mentions = sum(part.rows for part in m.parts if part.table == EventMention.TABLE)
        documents, words = sum(b.documents for b in m.batches), sum(b.words for b in m.batches)
        yield m.generation, m.written, m.intakes, documents, words, len(m.parts), mentions, rows.to_json(stamps)
