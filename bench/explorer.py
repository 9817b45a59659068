"""How fast the explorer answers on a large casebook, generated: every page and twin, cold and at the median.

    python bench/explorer.py                    # 100,000 event mentions; prints a table, writes nothing into the repository
    python bench/explorer.py --mentions 10000 --folder /tmp/large --keep
    python bench/explorer.py --imported 1000000 # with as many events from elsewhere, of five formats, beside them
    python bench/explorer.py --times 10         # a million: the read model ten times over (reports of a line an event)

The casebook is made row by row through the ledger, without reading any text: what is measured is the explorer. Memory is
the process's peak while it makes the read model; the casebook is generated in another one.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import shutil
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

import imports
from escalade import api
from escalade.events import tripwires
from escalade.ledger.ledger import INTAKE, WHOLE, Batch
from escalade.model.casebook import (
    Actor,
    ActorCode,
    ActorName,
    Event,
    Judgement,
    Link,
    Membership,
    RelationStanding,
)
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Speaker, Tripwire, Where
from escalade.model.documents import Block, Document, Raw, Segment
from escalade.model.groundings import Reference
from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.row import to_table
from escalade.model.tables import Tables
from escalade.web.app import make
from escalade.web.store import Shelf

PER_DOCUMENT = 8  # event mentions of a report
BATCH = 500  # reports of a batch
ROUNDS = 9  # requests of each address; every round asks with other filters
STATES = ("IRN", "IRQ", "USA", "SYR", "FRA")  # actors of imported events
IMPORTED = (  # pages that show imported events
    "/events?made=imported&page={i}", "/events?made=imported&page={deep}", "/events?made=both&page={i}",
    "/events?made=imported&dataset={format}&page={i}", "/events?made=both&type={type}&from={old}-01-01",
    "/events?made=imported&actor={state}&page={i}", "/events?made=imported&source={state}&target=IRN&page={i}",
    "/events?made=imported&q=town+{town}", "/events?made=both&q=minister+{i}", "/events?made=imported&sort=toll&page={i}",
    "/events?made=both&sort=day&page={i}", "/events?made=both&view=map&from={old}-01-01&page={i}",
    "/events?made=imported&view=map&type={type}&page={i}", "/events?made=imported&view=matrix&from={old}-01-01&page={i}",
    "/events?made=both&view=matrix&type={type}&page={i}", "/events?made=imported&country=IRQ&page={i}",
    "/events?made=both&month={old}-05&page={i}", "/events/{taken}", "/evidence?ref=event:{taken}",
    "/evidence?ref=sel:made%3Dimported%26type%3D{type}%26month%3D{old}-03", "/sources?tab=imports&x={i}",
)  # fmt: skip
TARGET, COLD = 0.300, 1.5  # seconds
TYPES = {  # type -> mode, CAMEO, class, Goldstein score, verb
    "ASSAULT": ("aerial", "195", 4, -10.0, "bombed"),
    "COERCE": (None, "172", 4, -7.0, "blockaded"),
    "THREATEN": (None, "138", 3, -6.0, "threatened"),
    "ACCUSE": (None, "112", 3, -2.0, "accused"),
    "CONSULT": (None, "040", 1, 1.0, "met"),
    "AID": (None, "070", 2, 7.0, "supplied"),
    "AGREE": (None, "057", 1, 8.0, "signed with"),
    "RETREAT": (None, "087", 2, 9.0, "withdrew from"),
}
PLACES = [
    ("Arden", "IRQ", 33.3, 44.4, "settlement"), ("Belmar", "IRN", 32.6, 51.7, "settlement"),
    ("Cormack Base", "IRQ", 35.5, 44.3, "facility"), ("Dorn Province", "SYR", 35.1, 40.4, "province"),
    ("Elvany", "IRN", 32.0, 53.0, "country"), ("Farrow", "SAU", 26.4, 50.1, "settlement"),
]  # fmt: skip
CITY = [(f"Town {i}", "IRQ", 30 + i % 60 / 10, 42 + i % 70 / 10, "settlement") for i in range(180)]
PER_BATCH = (Raw, Block, Document, Mention, Reference, EventMention, Claim, RelationMention, Tripwire)
FORMATS = ("gdelt2", "icews", "polecat", "acled", "ged")  # of imported events, as many of each
FILLER = "Officials gave no further account, and what was told could not be checked by this paper. " * 3
IDS = frozenset(
    "document_id report_id event_id event_mention_id parent_id claim_id about_id mention_id relation_id link_id "
    "cause_event_id effect_event_id tripwire_id met_by judgement_id left_id right_id issue_id revises_id".split()
)
TIMES_OVER = (  # tables of which there are more with more reports
    "document", "document_text", "block", "event", "event_record", "party", "teller", "mention", "claim", "speaker",
    "entity", "relation", "link", "tripwire", "judgement", "waiting",
)  # fmt: skip


class Made:
    """Rows of a generated casebook."""

    def __init__(self, mentions: int, seed: int = 5, filler: str = FILLER) -> None:
        self.filler = filler
        self.dice = random.Random(seed)
        self.documents = max(1, mentions // PER_DOCUMENT)
        names = [f"{a}{b}" for a in ("Ar", "Bel", "Cor", "Dor", "El", "Far") for b in range(100)]
        self.actors = [Party(f"actor-{n.lower()}", f"{n} Front", ("REB",), f"{n} Front") for n in names]
        self.outlets = [f"The {n} Post" for n in names[:120]]
        self.rows: dict[Any, list[Any]] = {cls: [] for cls in PER_BATCH}
        self.openings: dict[str, str] = {}  # how each report begins
        self.relations: list[str] = []
        self.measured: dict[Any, list[Any]] = {Document: [], Tripwire: []}  # what tells what became of threats
        self.whole: dict[Any, list[Any]] = {}
        self.events: dict[str, list[EventMention]] = {}
        self.open: list[str] = []  # events that a later mention may tell of again

    def report(self, i: int) -> str:
        """Rows of one report; returns its id."""
        identity = content_id("d", "bench", i)
        day = date(2015, 1, 1) + timedelta(days=self.dice.randrange(3650))
        lines, spans, at = [], [], 0
        for k in range(PER_DOCUMENT):
            kind = self.dice.choice(list(TYPES))
            a, b = self.dice.sample(self.actors, 2) if k % 3 else (self.actors[0], self.actors[1 + k])
            place = self.dice.choice(PLACES + CITY)
            sentence = f"{a.text} {TYPES[kind][4]} {b.text} at {place[0]} on {day}, a spokesman said."
            spans.append((k, kind, a, b, place, sentence, at))
            lines.append(f"{sentence} {self.filler}")
            at += len(lines[-1]) + 1
        text = "\n".join(lines)
        outlet = self.dice.choice(self.outlets)
        uri, title = f"report-{i}.txt", f"Report {i}: {spans[0][5][:60]}"
        self.rows[Raw].append(Raw(identity, uri, uri, None, "text/plain", "utf-8", b"", "", title, day.isoformat(), outlet,
                                  None, (), "en"))  # fmt: skip
        self.rows[Block].append(Block(identity, 0, "body", True, 0, len(text), "bench", text))
        segments = (Segment("body", 0, len(text), 0, None, None),)
        self.rows[Document].append(Document(identity, uri, uri, title, (), outlet, day.isoformat(), "given", None, "en",
                                            text, segments, True, None))  # fmt: skip
        for span in spans:
            self.mention(identity, outlet, day, *span)
        return identity

    def mention(
        self,
        document: str,
        outlet: str,
        day: date,
        k: int,
        kind: str,
        a: Party,
        b: Party,
        place: Any,
        text: str,
        at: int,
    ) -> None:
        """An event mention with its claim and what it names."""
        mode, cameo, quad, goldstein, verb = TYPES[kind]
        start = text.index(verb)
        killed = self.dice.choice([None, None, None, 1, 3, 12])
        m = EventMention(
            content_id("e", document, k), None, document, k, kind, mode, ("military",), cameo, quad, goldstein, (a,), (b,),
            day.isoformat(), day.isoformat(), "day", "explicit", Where(place[0], place[1], None, *place[2:]),
            "positive", "actual", killed, killed, None, None, False, text, verb, start, 2, at + start,
            at + start + len(verb), "bench.verb", round(self.dice.uniform(0.3, 1), 3),
        )  # fmt: skip
        self.rows[EventMention].append(m)
        chain = (Speaker(outlet, None, None), Speaker("a spokesman", a.id, "say", a.id, False))
        said = at + text.index("a spokesman")
        self.rows[Claim].append(Claim(content_id("c", document, k), document, k, "event_mention", m.event_mention_id, None,
                                      None, "affirms", "certain", chain, said, said + 11, said + 12, said + 16, at,
                                      said - 2, day.isoformat(), None))  # fmt: skip
        for n, party in enumerate((a, b)):
            where = at + text.index(party.text)
            identity = content_id("m", document, k, n)
            self.rows[Mention].append(Mention(identity, document, k, "group", "named", where, where + len(party.text),
                                              party.text, 0, 2, 1))  # fmt: skip
            self.rows[Reference].append(Reference(identity, document, k, party.id, party.name, None, ("REB",), party.id,
                                                  "pack", None))  # fmt: skip
        if k == 0 and self.dice.random() < 0.3:
            self.rows[RelationMention].append(RelationMention(content_id("r", document), document, k, a, b, "opposes", None,
                                                              None, "affirms", at, at + len(text), text))  # fmt: skip
        if k == 1 and self.dice.random() < 0.15:
            self.rows[Tripwire].append(Tripwire(content_id("w", document), document, k, a, b, text[:start], text[start:], at,
                                                at + start, at + start, at + len(text), None, kind, None, None, ()))  # fmt: skip
        if self.open and self.dice.random() < 0.25:
            event = self.dice.choice(self.open)
        else:
            event = m.event_mention_id
            self.open = [*self.open[-50:], event]
        self.events.setdefault(event, []).append(m)

    def add_up(self) -> None:
        """Tables of the whole casebook."""
        events, members, judged = [], [], []
        for identity, told in self.events.items():
            m = told[0]
            standing = self.dice.choices(["corroborated", "single_origin", "disputed", "hypothetical"], [3, 9, 1, 2])[0]
            events.append(Event(
                identity, "coded", tuple(t.event_mention_id for t in told), m.event_type, m.mode, m.cameo, m.quad_class,
                m.goldstein, m.actors, m.recipients, m.date_start, m.date_end, "day", m.place, m.killed_min, m.killed_max,
                None, None, len(told), len(told), 1 + (len(told) > 2), len(told), standing, "1",
            ))  # fmt: skip
            for t in told:
                members.append(Membership("event", t.event_mention_id, identity))
                if t is not m:
                    judged.append(Judgement(content_id("j", identity, t.event_mention_id), "event", identity,
                                            t.event_mention_id, "same", 0.9, "bench", "same day, place and sides"))  # fmt: skip
        documents = list(self.openings)
        for i, d in enumerate(documents):
            members.append(Membership("report", d, documents[i - 1] if i % 12 == 0 and i else d))
        actors = [Actor(p.id or "", p.name, (ActorName(p.text, 9, "2015-01-01"),), "group", None,
                        (ActorCode("cameo", "REB", None, None),), "pack") for p in self.actors]  # fmt: skip
        links = []
        for i in range(0, len(events) - 1, 25):
            first = self.events[events[i].event_id][0].document_id
            links.append(Link(content_id("l", i), events[i].event_id, events[i + 1].event_id, "response", "stated",
                              first, 0, 20, self.openings[first], 1, 0.8))  # fmt: skip
        mentions = [t for told in self.events.values() for t in told]
        found = Tables()
        for cls, rows in {**self.measured, Event: events, EventMention: mentions}.items():
            found.add(cls, rows)
        self.whole = {
            Event: events, Membership: members, Judgement: judged, Actor: actors, Link: links,
            RelationStanding: [RelationStanding(r, "affirmed") for r in self.relations],
            **tripwires.STAGE.apply(found, {}, None),
        }  # fmt: skip

    def write(self, folder: Path) -> None:
        """The casebook."""
        case = api.create(folder)
        batches, parts = [], []
        with case.ledger.writing():
            for low in range(0, self.documents, BATCH):
                ids = [self.report(i) for i in range(low, min(low + BATCH, self.documents))]
                batch = Batch(batch_id=content_id("b", low), intake=1, documents=len(ids), words=len(ids) * 400)
                batches.append(batch)
                raw = {Raw: to_table(Raw, self.rows.pop(Raw))}
                parts += case.ledger.put(INTAKE, batch.batch_id, INTAKE, raw)
                coded = {cls: to_table(cls, found) for cls, found in self.rows.items()}
                parts += case.ledger.put("codings", batch.batch_id, "bench", coded)
                self.close_batch()
            self.add_up()
            parts += case.ledger.put("casebook", WHOLE, "bench", {c: to_table(c, r) for c, r in self.whole.items()})
            case.ledger.stage_changes(intakes=1, batches=tuple(batches), parts=tuple(parts), whole="bench")
            case.ledger.commit()

    def close_batch(self) -> None:
        """Keep of a batch's rows what the whole casebook needs."""
        self.openings.update((d.document_id, d.text[:20]) for d in self.rows[Document])
        self.relations += [r.relation_id for r in self.rows[RelationMention]]
        self.measured[Document] += [replace(d, text="", segments=()) for d in self.rows[Document]]
        self.measured[Tripwire] += self.rows[Tripwire]
        self.rows = {cls: [] for cls in PER_BATCH}


def generate(folder: Path, mentions: int, imported: int, filler: str = FILLER) -> None:
    """A casebook of so many event mentions, and of so many imported events."""
    Made(mentions, filler=filler).write(folder)
    case = api.open(folder)
    for name in FORMATS if imported else ():
        with TemporaryDirectory() as place:
            path = Path(place) / f"{name}.txt"
            imports.write(name, imported // len(FORMATS), path)
            case.import_events(path, imports.FAMILY.get(name, name))


def multiply(path: Path, times: int) -> None:
    """A read model with all reports, and what they tell, so many times over, under other ids.

    For the pages alone: the casebook itself keeps what it had, and so do the records of the `.json` twins.
    """
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;")
    indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    db.execute("BEGIN")
    last = {t: db.execute(f"SELECT max(n) FROM {t}").fetchone()[0] for t in ("document", "event", "mention")}
    shift = last | dict.fromkeys(("party", "teller"), last["event"])
    rows = {t: db.execute(f"SELECT max(rowid) FROM {t}").fetchone()[0] for t in ("party", "teller", "speaker")}
    once = {t: f"rowid <= {n}" for t, n in rows.items()} | {t: f"n <= {n}" for t, n in last.items()}
    for k in range(1, times):
        for table in TIMES_OVER:
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            cells = [
                f"n + {k * shift[table]}" if name == "n" else f"{name} || '-{k}'" if name in IDS else name
                for name in names
            ]
            condition = once.get(table) or f"{next(n for n in names if n in IDS)} NOT LIKE '%-%'"
            db.execute(f"INSERT INTO {table} SELECT {', '.join(cells)} FROM {table} WHERE {condition}")
        for kind in ("document", "event"):
            db.execute(f"INSERT INTO {kind}_search(rowid, title, body) SELECT rowid + {k * last[kind]}, title, body "
                       f"FROM {kind}_search WHERE rowid BETWEEN 1 AND {last[kind]}")  # fmt: skip
        print(f"{k + 1} times", file=sys.stderr)
    db.execute(f"UPDATE actor SET events = events * {times}")
    db.execute("COMMIT")
    for _, sql in indexes:
        db.execute(sql)
    db.executescript("INSERT INTO event_search(event_search) VALUES ('optimize'); ANALYZE; PRAGMA journal_mode = WAL;")
    db.close()


def addresses(shelf: Shelf) -> dict[str, Iterator[str]]:
    """Every page, asked each round with other filters and ids, so that no answer is only remembered."""
    model = shelf.current()
    events = [r["event_id"] for r in model.rows("SELECT event_id FROM event ORDER BY reports DESC LIMIT 200")]
    reports = [r["document_id"] for r in model.rows("SELECT document_id FROM document LIMIT 200")]
    actors = [r["actor_id"] for r in model.rows("SELECT actor_id FROM actor ORDER BY events DESC LIMIT 200")]
    kinds = list(TYPES)
    # of every data set alike, spread over its records
    numbers = model.rows("SELECT n FROM imported_event WHERE n % 4999 = 0 ORDER BY n * 7919 % 1000003")
    taken = [quote(model.value("SELECT event_id FROM imported_event WHERE n = ?", [r["n"]]), safe="") for r in numbers]

    def each(pattern: str) -> Iterator[str]:
        i = 0
        while True:
            yield pattern.format(i=i + 1, event=events[i * 7 % 200], report=reports[i * 7 % 200], actor=actors[i % 200],
                                 type=kinds[i % len(kinds)], year=2015 + i % 10, town=i % 180,
                                 taken=taken[i % len(taken)] if taken else "", state=STATES[i % len(STATES)],
                                 format=FORMATS[i % len(FORMATS)], old=2015 + i % 5, deep=i * 997)  # fmt: skip
            i += 1

    patterns = (
        "/desk?since=1&x={i}", "/events?page={i}", "/events?actor={actor}", "/events?type={type}&from={year}-01-01",
        "/events?view=map&type={type}&to={year}-12-31", "/events?view=matrix&from={year}-01-01&type={type}",
        "/events?from=2015-01-{i:02}", "/events?view=matrix&from=2015-01-{i:02}",
        "/events?q=town+{town}", "/events?standing=disputed&sort=toll&page={i}", "/events/{event}", "/reader?page={i}",
        "/reader/{report}", "/actors?page={i}", "/actors/{actor}", "/chains?page={i}", "/outlook?x={i}",
        "/outlook?tab=backtest&x={i}", "/outlook?tab=whatif&x={i}", "/review?page={i}",
        "/sources?x={i}", "/sources?tab=copies&page={i}", "/sources?tab=speakers&x={i}", "/sources?tab=runs&x={i}",
        "/sources?tab=corrections&x={i}", "/sources?tab=aside&x={i}", "/sources?tab=export&x={i}", "/search?q=town+{town}+bomb",
        "/evidence?ref=event:{event}", "/evidence?ref=actor:{actor}", "/evidence?ref=sel:type%3D{type}%26month%3D{year}-03",
    )  # fmt: skip
    return {pattern: each(pattern) for pattern in (*patterns, *(IMPORTED if taken else ()))}


def main() -> None:
    """Generate, build, measure."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--mentions", type=int, default=100_000)
    arguments.add_argument("--imported", type=int, default=0, help="events from elsewhere beside them")
    arguments.add_argument("--times", type=int, default=1, help="the read model's rows so many times over")
    arguments.add_argument("--only", default="", help="only pages whose address has this in it")
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--keep", action="store_true", help="leave the casebook lying, and use it if it is there")
    given = arguments.parse_args()
    folder = given.folder or Path(mkdtemp(prefix="escalade-bench-")) / "case"
    if not folder.exists():
        child = get_context("spawn").Process(
            target=generate, args=(folder, given.mentions, given.imported, *[""] * (given.times > 1))
        )
        child.start()
        child.join()
    shelf = Shelf(folder)
    built(shelf)
    model = shelf.current()
    if given.times > 1 and (model.value("SELECT count(*) AS n FROM mention") or 0) <= given.mentions:
        model.connection.close()
        multiply(model.path, given.times)
        shelf = Shelf(folder)
    slow = measure(folder, shelf, given.only)
    if given.times == 1:
        corrections(shelf)
    if not given.keep:
        shutil.rmtree(folder)
    if slow:
        raise SystemExit(f"slower than {TARGET * 1000:.0f} ms at the median or {COLD} s cold: {', '.join(slow)}")


def built(shelf: Shelf) -> None:
    """What making the read model takes."""
    began = time.process_time()
    model = shelf.current(say=lambda what: print(f"{time.process_time() - began:6.1f} s  {what}", file=sys.stderr))
    took, size = time.process_time() - began, model.path.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counts = [model.value(f"SELECT count(*) AS n FROM {table}") for table in ("mention", "imported_event")]
    print(f"read model of {counts[0]:,} event mentions and {counts[1]:,} imported events: {took:.1f} s of the processor, "
          f"{size:.0f} MB, at most {peak:.0f} MB of memory")  # fmt: skip


def measure(folder: Path, shelf: Shelf, only: str) -> list[str]:
    """Times of every page and twin, by the clock and of the processor. Returns those that are over the target.

    A busy machine is slow by the clock: whether a page is slow is judged by the lesser of the two.
    """
    slow = []
    print(f"{'milliseconds':58}   cold   cpu   median   cpu")
    for pattern, asked in addresses(shelf).items():
        if only not in pattern:
            continue
        for form in ("", ".json", ".csv"):
            client = TestClient(make(folder), base_url="http://127.0.0.1")  # a read model that has answered nothing yet
            times = [timed(client, next(asked), form) for _ in range(ROUNDS)]
            cold = times[0]
            median = tuple(statistics.median(t[i] for t in times[1:]) for i in (0, 1))
            path, _, query = pattern.partition("?")
            shown = " ".join(f"{1000 * t:6.0f}" for t in (*cold, *median))
            print(f"{path + form + ('?' + query if query else ''):58} {shown}")
            if min(median) > TARGET or min(cold) > COLD:
                slow.append(path + form)
            client.close()
            del client
            gc.collect()  # else the memory of all of them adds up
    return slow


def timed(client: TestClient, address: str, form: str) -> tuple[float, float]:
    """Seconds that an answer takes, by the clock and of the processor."""
    path, _, query = address.partition("?")
    began = time.perf_counter(), time.process_time()
    answer = client.get(f"{path}{form}?{query}")
    took = time.perf_counter() - began[0], time.process_time() - began[1]
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return took


def corrections(shelf: Shelf) -> None:
    """How long a correction takes until every page shows it: at once after the start, with all read ahead, later."""
    model = shelf.current()
    events = [row["event_id"] for row in model.rows("SELECT event_id FROM event LIMIT 12")]
    at_once = corrected(Shelf(shelf.folder), events[0])
    shelf = Shelf(shelf.folder)
    began = time.process_time()
    shelf.read_ahead().join()
    ahead = time.process_time() - began
    first, *later = (corrected(shelf, event) for event in events[1:])
    print(
        f"a correction, until every page shows it: {at_once:.2f} s of the processor at once after the start; {first:.2f} s "
        f"when all was read ahead (in {ahead:.2f} s), then {statistics.median(later):.2f} s"
    )


def corrected(shelf: Shelf, event: str) -> float:
    """Seconds of the processor that a correction of an event takes until every page shows it."""
    shelf.current()
    began = time.process_time()
    shelf.case.decide("edit", "event", event, field="event_type", value="COERCE", by="bench")
    shelf.current()
    return time.process_time() - began


if __name__ == "__main__":
    main()
