"""Forgetting a report or a person: out of every generation, the raw bytes, the decisions, exports and the index.

What is left in the decisions log is that something was forgotten, when, by whom and why, with a hash by which the same
report is known if it comes again. Copies of a report are reports of their own, and are named so that they can be
forgotten too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import secrets
import shutil
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from escalade.errors import UsageError
from escalade.hand import naming
from escalade.hand.applied import Applied
from escalade.hand.redacting import Redactor
from escalade.ledger import inbox
from escalade.ledger.decisions import DecisionLog
from escalade.ledger.erasure import Erasure
from escalade.ledger.ledger import Ledger
from escalade.ledger.manifest import Held
from escalade.ledger.parts import replacing, write_text
from escalade.model.casebook import Actor, Link
from escalade.model.codings import Claim, EventMention, RelationMention, Tripwire
from escalade.model.decisions import Decision
from escalade.model.documents import Document, Raw
from escalade.model.groundings import Reference
from escalade.model.readings import Mention

INDEX = "explorer"  # folder of the explorer's read models
FEEDS = "watch"  # folder of the feeds as they came last
LINES = (".jsonl", ".ndjson")
TELLING = 40  # letters of a line by which an exported file is known to quote a report


@dataclass
class Forgotten:
    """What was forgotten. `again`: generations whose whole tables must be made anew."""

    kind: str
    tombstone: str
    documents: int = 0
    again: list[int] = field(default_factory=list)
    decisions: int = 0
    removed: list[str] = field(default_factory=list)  # files of exports that held it
    copies: list[str] = field(default_factory=list)  # addresses of copies of the report, that stay
    notes: list[str] = field(default_factory=list)


def tombstone(identity: str) -> str:
    """Hash by which a forgotten report is known again. A report's id is a hash of its bytes: it cannot be guessed."""
    return f"t{blake2b(identity.encode(), person=b'escalade-forget', digest_size=16).hexdigest()}"


def forgotten(decisions: Iterable[Decision]) -> frozenset[str]:
    """Tombstones of all reports that were forgotten."""
    return frozenset(stone for d in decisions if d.action == "forget" for stone in (d.value or {}).get("documents", ()))


@dataclass
class Plan:
    """What is to be erased, kept beside the log until it is done, so that a killed process can be gone on from.

    `files`: (file, record) of the reports; `kept`: files that hold other reports too. `words` tell what an exported
    file speaks of. Of a person, `documents` are the reports with the name, `firsts` first names that mean nobody else.
    """

    kind: str
    stones: list[str]
    ids: list[str]
    uris: list[str] = field(default_factory=list)
    files: list[tuple[str, int | None]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    firsts: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # whole names of others who share a word of it
    encodings: dict[str, str] = field(default_factory=dict)  # of the files


class Forgetting:
    """Erases from one casebook; whoever calls holds it for writing."""

    def __init__(self, folder: Path, ledger: Ledger, log: DecisionLog) -> None:
        self.folder, self.ledger, self.log = folder, ledger, log
        self._marker = folder / "decisions" / "forgetting.json"

    def forget(self, what: str, applied: Applied, lexicon: Any, *, by: str, reason: str) -> Forgotten:
        """Erase what is called so. Raises UsageError if nothing, or more than one thing, is."""
        documents = [d for d in applied.machine.rows(Document) if what in (d.document_id, d.uri)]
        done = Forgotten("document" if documents else "person", "")
        if documents:
            plan = self._report(documents, applied, done)
        else:
            plan = self._named(what, _person(what, applied, lexicon), applied, lexicon)
        self.log.append(
            generation=self.ledger.manifest.generation, action="forget", about_kind=plan.kind, about_id=plan.stones[0],
            by=by, reason=reason, value={f"{plan.kind}s": plan.stones},
        )  # fmt: skip
        write_text(self._marker, json.dumps(asdict(plan), ensure_ascii=False))
        return self._carry_out(plan, done)

    def resume(self) -> Forgotten | None:
        """Go on with an erasure that was killed; None if there is none."""
        if not self._marker.exists():
            return None
        plan = Plan(**json.loads(self._marker.read_text(encoding="utf-8")))
        return self._carry_out(plan, Forgotten(plan.kind, plan.stones[0]))

    def done(self) -> None:
        """Say that all is erased, and what had to be made anew is made."""
        self._marker.unlink(missing_ok=True)

    def _carry_out(self, plan: Plan, done: Forgotten) -> Forgotten:
        done.tombstone = plan.stones[0]
        (self._erase if plan.kind == "document" else self._blot)(plan, done)
        shutil.rmtree(self.folder / INDEX, ignore_errors=True)
        return done

    # a report

    def _report(self, documents: list[Document], applied: Applied, done: Forgotten) -> Plan:
        ids = [d.document_id for d in documents]
        reports = applied.machine.clusters["report"]
        sets = {reports.get(d, d) for d in ids}
        copies = {d for d, report in reports.items() if report in sets} - set(ids)
        done.copies = [d.uri for d in applied.machine.some(Document, "document_id", copies)]
        own = {(raw.source_file, raw.row) for raw in applied.machine.some(Raw, "document_id", ids)}
        table = applied.machine.table(Raw)
        every = set(zip(table.column("source_file").to_pylist(), table.column("row").to_pylist(), strict=True))
        lines = {line.strip() for d in documents for line in (d.title or "", *d.text.split("\n"))}
        return Plan(
            "document",
            [tombstone(identity) for identity in ids],
            ids,
            uris=[d.uri for d in documents],
            files=sorted(own, key=str),
            kept=sorted({file for file, _ in every - own}),
            words=sorted({*ids, *_rows_of(applied, ids), *(line for line in lines if len(line) >= TELLING)}),
        )

    def _erase(self, plan: Plan, done: Forgotten) -> None:
        ids, uris = set(plan.ids), set(plan.uris)
        done.documents = len(ids)
        done.again = Erasure(
            self.ledger.folder,
            lambda table, rows: _without(rows, "document_id", ids) if table != "issue" else _issues(rows, ids, uris),
            lambda held: self._file(held, plan, done),
            whole=False,
        ).run()
        done.decisions = self.log.redact(lambda d: _about_others(d, ids))
        self._sweep(done, lambda text: any(word in text for word in plan.words))

    def _file(self, held: Held, plan: Plan, done: Forgotten) -> Held | None:
        """A file of the inbox without the records of these reports; None if nothing of it may stay."""
        rows = [row for file, row in plan.files if file == held.source_file]
        if not rows:
            return held
        path = inbox.location(self.folder / "inbox", held.sha256)
        records = [row for row in rows if row is not None]
        left = None
        if records and held.source_file in plan.kept and path.exists():
            left = _without_records(path.read_bytes(), held.source_file, records)
            if left is None:
                done.notes.append(f"{held.source_file}: its raw bytes are gone whole; its other reports stay coded")
        if any(h.sha256 == held.sha256 and h.source_file != held.source_file for h in self.ledger.manifest.inbox):
            done.notes.append(f"{held.source_file}: another file has the same bytes, which stay as that one's")
        else:
            path.unlink(missing_ok=True)
        return None if left is None else _put(self.folder / "inbox", held, left)

    # a person

    def _named(self, what: str, actor: Actor | None, applied: Applied, lexicon: Any) -> Plan:
        """What is called so in the reports: an actor with its spellings, or a name that no actor was made of."""
        machine, known = applied.machine, lexicon.phrases.get
        said, members = {what}, set()
        if actor is not None:
            members = {m for m in machine.clusters["actor"] if applied.actor(m) == actor.actor_id} | {actor.actor_id}
            references = machine.some(Reference, "actor_id", members)
            said = {actor.name, *(n.text for n in actor.names), *(r.name for r in references)}
        names = {name for phrase in said if (name := naming.own(phrase))} or {actor.name if actor else what}
        names |= {form for name in names for form in naming.forms(name, known)}
        telling = Redactor(names, (), ()).speaks
        documents = {d.document_id for d in machine.rows(Document) if telling(f"{d.title or ''}\n{d.text}")}
        if actor is not None:
            mentions = machine.some(Mention, "mention_id", {r.mention_id for r in references})
            documents |= {m.document_id for m in mentions if m.level == "named"}
        elif not documents:
            raise UsageError(
                f"no report and no person is called {what!r}; give an id, a report's address or a full name"
            )
        raws = machine.some(Raw, "document_id", documents)
        firsts = {word for name in names for word in naming.first(name, known, lexicon.titles)}
        words = firsts.union(*map(naming.last, names))
        called = {naming.own(n) for a in applied.rows(Actor) for n in (a.name, *(n.text for n in a.names))} - names
        return Plan(
            "person",
            [f"t{secrets.token_hex(16)}"],  # a hash of a name could be guessed
            sorted(members),
            names=sorted(names),
            documents=sorted(documents),
            files=sorted({(raw.source_file, raw.row) for raw in raws}, key=str),
            firsts=sorted(firsts),
            others=sorted(name for name in called if " " in name and words & set(name.split())),
            encodings={raw.source_file: raw.encoding for raw in raws if raw.encoding},
        )

    def _blot(self, plan: Plan, done: Forgotten) -> None:
        redactor = Redactor(plan.names, set(plan.documents), plan.ids, plan.firsts, plan.others)

        def file(held: Held) -> Held | None:
            return self._redacted(held, redactor, plan, done)

        Erasure(self.ledger.folder, redactor.rows, file, whole=True).run()
        done.decisions = self.log.redact(lambda d: redactor.decision(d, plan.ids))
        self._sweep(done, redactor.speaks)
        packs = self.folder / "packs"
        for path in sorted(packs.glob("*.yaml")) if packs.is_dir() else ():
            if redactor.speaks(path.read_text(encoding="utf-8")):
                done.notes.append(f"{path}: names the person; it is your own file, take the entry out by hand")

    def _redacted(self, held: Held, redactor: Redactor, plan: Plan, done: Forgotten) -> Held | None:
        """A file of the inbox with the name blotted out."""
        renamed = held.model_copy(update={"source_file": redactor.text(held.source_file)})
        path = inbox.location(self.folder / "inbox", held.sha256)
        if not path.exists():
            return renamed
        content, name = path.read_bytes(), held.source_file.lower()
        if name.endswith((".gz", ".warc")):
            done.notes.append(f"{held.source_file}: an archive cannot be blotted; its raw bytes are gone")
            path.unlink()
            return None
        records = {row for file, row in plan.files if file == held.source_file}
        document = plan.documents[0] if records else None
        if name.endswith(".parquet"):
            left = redactor.parquet(content, document)
        elif document and name.endswith(LINES):
            left = redactor.lines(content, records, document)
        else:
            left = redactor.content(content, plan.encodings.get(held.source_file, "utf-8"), document)
        if left == content:
            return renamed
        path.unlink(missing_ok=True)
        return _put(self.folder / "inbox", renamed, left)

    def _sweep(self, done: Forgotten, speaks: Callable[[str], bool]) -> None:
        """Remove what was exported into the casebook and speaks of it, and feeds: they come again."""
        shutil.rmtree(self.folder / FEEDS, ignore_errors=True)
        exports = self.folder / "exports"
        for path in sorted(exports.rglob("*")) if exports.is_dir() else ():
            text = _readable(path) if path.is_file() else ""
            if text is None or speaks(text):
                path.unlink()
                done.removed.append(path.relative_to(self.folder).as_posix())


def _rows_of(applied: Applied, documents: list[str]) -> set[str]:
    """Ids of the rows that were made of these reports."""
    made = ((EventMention, "event_mention_id"), (Claim, "claim_id"), (Mention, "mention_id"))
    stated = ((RelationMention, "relation_id"), (Tripwire, "tripwire_id"), (Link, "link_id"))
    return {
        getattr(row, key)
        for cls, key in (*made, *stated)
        for row in applied.machine.some(cls, "document_id", documents)
    }


def _person(what: str, applied: Applied, lexicon: Any) -> Actor | None:
    """The actor that is called so; None if reports may have the name without an actor that it is the name of."""
    name = what.casefold()
    found = []
    for actor in applied.rows(Actor):
        said = {actor.name, *(n.text for n in actor.names)}
        said |= {form for phrase in said for form in naming.forms(naming.own(phrase), lexicon.phrases.get)}
        if what == actor.actor_id or name in {phrase.casefold() for phrase in said}:
            found.append(actor)
    if len(found) > 1:
        raise UsageError(f"{what!r} may be {', '.join(f'{a.name} ({a.actor_id})' for a in found)}: give the id")
    if not found:
        if len(what.split()) < 2:
            raise UsageError(
                f"no report and no person is called {what!r}; give an id, a report's address or a full name"
            )
        return None
    actor = found[0]
    if lexicon.get(actor.actor_id) is not None:
        if what == actor.actor_id or lexicon.phrases.get(what):
            raise UsageError(f"{actor.name} is known from the vocabulary, not from the reports")
        return None  # somebody else, whom the coder took for them
    if actor.kind != "person":
        how = f"edit actor {actor.actor_id} --field kind --value person"
        raise UsageError(f"{actor.name} is no person but a {actor.kind}; if it is one, decide so first: {how}")
    return actor


def _without(rows: pa.Table, column: str, values: set[str]) -> pa.Table:
    """Rows whose column has none of the values."""
    if column not in rows.column_names:
        return rows
    gone = pc.fill_null(pc.is_in(rows.column(column), value_set=pa.array(sorted(values), type=pa.string())), False)
    return rows.filter(pc.invert(gone)) if pc.any(gone).as_py() else rows


def _issues(rows: pa.Table, documents: set[str], uris: set[str]) -> pa.Table:
    """What was set aside, without these reports."""
    return _without(_without(rows, "document_id", documents), "uri", uris)


def _without_records(content: bytes, name: str, rows: Collection[int]) -> bytes | None:
    """A file with some records blank, so that the others keep their number; None if that cannot be done."""
    suffix = Path(name.lower()).suffix
    if suffix in LINES:
        lines = content.split(b"\n")
        return b"\n".join(b"" if i in rows else line for i, line in enumerate(lines))
    if suffix == ".parquet":
        table = pq.read_table(io.BytesIO(content))
        keep = pa.array([i not in rows for i in range(table.num_rows)])
        columns = [pc.if_else(keep, column, pa.scalar(None, column.type)) for column in table.columns]
        out = io.BytesIO()
        pq.write_table(pa.table(columns, names=table.column_names), out)
        return out.getvalue()
    if suffix == ".csv":
        return _without_lines(content, rows)
    return None


def _without_lines(content: bytes, rows: Collection[int]) -> bytes | None:
    """A CSV file with some records blank; None if its bytes are no UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    delimiter = max(",;\t", key=lambda c: (text.split("\n", 1)[0].count(c), c == ","))
    lines = text.splitlines(keepends=True)
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    out, start = [], 0
    try:
        for number, _ in enumerate(reader, -1):  # the header is no record
            record = lines[start : reader.line_num]
            out.extend(["\n"] if number in rows else record)
            start = reader.line_num
    except csv.Error:
        return None
    return "".join(out).encode("utf-8")


def _put(folder: Path, held: Held, content: bytes) -> Held:
    """Bytes in the inbox under their own digest."""
    digest = hashlib.sha256(content).hexdigest()
    with replacing(inbox.location(folder, digest)) as temporary:
        temporary.write_bytes(content)
    return held.model_copy(update={"sha256": digest, "bytes": len(content)})


def _about_others(decision: Decision, documents: set[str]) -> Decision | None:
    """A decision without what it says of these reports; None if it says nothing else."""
    was = decision.was if isinstance(decision.was, dict) else {}
    gone = {a.id for a in decision.anchors if a.document_id in documents} | (documents & set(was))
    gone |= {i for i, row in was.items() if isinstance(row, dict) and row.get("document_id") in documents}
    if decision.action == "forget" or not (gone or decision.about_id in documents):
        return decision
    anchors = tuple(a for a in decision.anchors if a.id not in gone)
    many = decision.action in ("merge", "split") or (decision.about_kind == "event" and len(decision.anchors) > 1)
    if not anchors or not many:
        return None
    value = decision.value
    if isinstance(value, dict):
        value = {k: [m for m in v if m not in gone] if isinstance(v, list) else v for k, v in value.items()}
    left = {k: v for k, v in was.items() if k not in gone}
    return replace(decision, anchors=anchors, value=value, was=left or None, reason="")  # it may repeat the report


def _readable(path: Path) -> str | None:
    """What a file says, of Parquet its cells; None if it cannot be searched (an archive, a database)."""
    try:
        if path.suffix == ".parquet":
            return json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False, default=str)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, pa.ArrowException):
        return None
