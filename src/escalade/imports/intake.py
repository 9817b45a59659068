"""Taking a file of event data into a casebook: its rows as parts of their own, its issues, what of earlier files it
replaces.

The same file again changes nothing. Rows are written while the file is read, some hundred thousand at a time; they
count once the manifest that lists them is written, so that a run cut short leaves the casebook as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from escalade.errors import NoInputError
from escalade.imports import repeats
from escalade.imports.layout import Layout, layout
from escalade.imports.read import Rows, Told, blocks, joint, row_class, table
from escalade.imports.records import Refused, Source, opened
from escalade.ledger.ledger import Ledger, Part
from escalade.model.casebook import Issue
from escalade.model.ids import content_id
from escalade.model.imported import ImportedEvent, ImportedFile, ImportedSuperseded
from escalade.model.row import Long, from_table, to_table

CHECKPOINT = "import"
STAGE = "imports.read"
ROWS = 100_000  # rows of a part, at least
ISSUES = 50_000  # issues that are held at a time
TRIED = 10_000  # refused records after which a file without one good record is given up
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Taken:
    """What came of an import. `again`: the file was there already and nothing was done."""

    file: ImportedFile
    issues: tuple[Issue, ...]  # the first of them
    again: bool = False


def take(ledger: Ledger, path: Path, family: str, step: Step = lambda done, total: None) -> Taken:
    """Import a file as one of `layout.FAMILIES`. `step(done, total)` is told bytes of the file.

    Raises UsageError for an unknown family, NoInputError if the file cannot be read or holds no record of it.
    """
    with ledger.writing(), opened(path) as source:
        found = layout(path, source.stream, family)
        digest = _digest(path)
        file_id = content_id("f", found.entry.format, digest)
        before = from_table(ImportedFile, ledger.read(ImportedFile))
        known = next((file for file in before if file.file_id == file_id), None)
        if known is not None:
            return Taken(known, (), again=True)
        run = _Run(ledger, found, file_id, path, digest)
        run.read(source, step)
        run.settle_repeats()
        run.supersede(before)
        return run.finish()


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


class _Run:
    """One file on its way into the ledger."""

    def __init__(self, ledger: Ledger, found: Layout, file_id: str, path: Path, digest: str) -> None:
        self._ledger, self._layout, self._file_id, self._path, self._digest = ledger, found, file_id, path, digest
        self._of = row_class(found.entry.format)
        self._told = Told()
        self._rows: list[Part] = []  # parts of rows, in file order
        self._others: list[Part] = []
        self._hashes: list[repeats.Hashes] = []
        self._days: list[pa.Array] = []
        self._first_issues: list[Issue] = []
        self._ends: dict[str, repeats.Bounds] = {}  # least and greatest id of each batch of rows
        self._set_aside = self._n_issue_parts = 0

    def read(self, source: Source, step: Step) -> None:
        """Write the rows of the file as parts."""
        total = self._path.stat().st_size
        held: list[Rows] = []
        for rows in blocks(source, self._layout, self._file_id, self._path.name, self._told):
            step(source.position(), total)
            if self._of is ImportedEvent:
                self._hashes.append(repeats.hashes(rows.columns["event_id"]))
            held.append(rows)
            if sum(rows.n for rows in held) >= ROWS:
                self._write(held)
                held = []
            if len(self._told.refused) >= ISSUES:
                self._flush_issues()
            if not self._rows and not any(rows.n for rows in held) and self._bad() > TRIED:
                break
        if any(rows.n for rows in held):
            self._write(held)
        if not self._rows:
            first = (self._first_issues or [self._issue(r) for r in self._told.refused[:1]])[:1]
            reason = f": {first[0].message}" if first else ""
            raise NoInputError(f"{self._path}: no record of {self._layout.entry.name} in it{reason}")

    def _bad(self) -> int:
        return self._set_aside + len(self._told.refused)

    def _write(self, held: list[Rows]) -> None:
        rows = table(self._of, held)
        batch = f"{self._file_id}-{len(self._rows):05}"
        self._rows.extend(self._put_rows(batch, rows))
        days = rows.column("date_start" if self._of is ImportedEvent else "event_date").combine_chunks()
        self._days.append(days.dictionary)

    def _put_rows(self, batch: str, rows: pa.Table) -> list[Part]:
        if self._of is ImportedEvent:
            self._ends[batch] = repeats.bounds(rows.column("event_id").chunks)
        return self._ledger.put(CHECKPOINT, batch, CHECKPOINT, {self._of: rows})

    def settle_repeats(self) -> None:
        """Look again at the records whose ids come twice; write the parts anew that they are in."""
        if self._of is not ImportedEvent:
            return
        suspects = repeats.twice(self._hashes)
        self._hashes = []
        if not suspects.size:
            return
        settled = repeats.Settled(suspects)
        parts: list[Part] = []
        for part in self._rows:
            before = self._ledger.part(part)
            after = settled.apply(before)
            if after is before:
                parts.append(part)
            else:
                parts.extend(self._put_rows(part.batches[0], after))
        self._rows = parts
        self._told.refused.extend(settled.refused)

    def supersede(self, files: list[ImportedFile]) -> None:
        """Note the records of earlier files that this one has again."""
        if self._of is not ImportedEvent:
            return
        near = [file for file in files if file.source_format == self._layout.entry.format and self._meets(file)]
        if not near:
            return
        ids = pa.chunked_array([c for part in self._rows for c in self._ids(part).chunks], pa.string()).combine_chunks()
        noted = {(s.file_id, s.event_id) for s in from_table(ImportedSuperseded, self._ledger.read(ImportedSuperseded))}
        rows: list[ImportedSuperseded] = []
        for file in near:
            for old in self._ledger.pieces(ImportedEvent, f"{file.file_id}-", ["event_id"]):
                again = old.filter(pc.is_in(old.column("event_id"), value_set=ids))
                keys = ((file.file_id, event_id) for event_id in again.column("event_id").to_pylist())
                rows.extend(ImportedSuperseded(*key, self._file_id) for key in keys if key not in noted)
        over = {ImportedSuperseded: to_table(ImportedSuperseded, rows)}
        self._others.extend(self._ledger.put(CHECKPOINT, f"{self._file_id}-over", CHECKPOINT, over))

    def _meets(self, file: ImportedFile) -> bool:
        """Whether the ids of a file reach into the range of this one's."""
        first, last = self._bounds()
        if first is None or last is None or file.id_first is None or file.id_last is None:
            return False
        return file.id_first <= last and first <= file.id_last

    def _bounds(self) -> repeats.Bounds:
        """Least and greatest id."""
        return repeats.bounds(pa.array(ends) for ends in self._ends.values())

    def _ids(self, part: Part) -> pa.ChunkedArray:
        return self._ledger.part(part, ["event_id"]).column("event_id")

    def finish(self) -> Taken:
        """Write the issues and the file's own row, and the manifest that counts all parts in."""
        if self._told.cut_short:
            line = 0
            self._told.refused.append(Refused(line, "cut_short", f"the file is damaged: {self._told.cut_short}", ""))
        self._flush_issues()
        doubts = [self._doubt(*key, *value) for key, value in self._told.doubts.found.items()]
        self._put_issues(doubts)
        ids, days = self._bounds(), repeats.bounds(self._days)
        file = ImportedFile(
            file_id=self._file_id,
            source_file=self._path.name,
            source_format=self._layout.entry.format,
            sha256=self._digest,
            bytes=Long(self._path.stat().st_size),
            columns=self._layout.columns,
            delimiter=joint(self._layout),
            rows=sum(part.rows for part in self._rows),
            set_aside=self._set_aside,
            id_first=ids[0],
            id_last=ids[1],
            first_day=days[0],
            last_day=days[1],
        )
        own = {ImportedFile: to_table(ImportedFile, [file])}
        self._others.extend(self._ledger.put(CHECKPOINT, self._file_id, CHECKPOINT, own))
        parts = (*self._ledger.manifest.parts, *self._rows, *self._others)
        self._ledger.stage_changes(parts=parts)
        superseded = self._ledger.compact()
        self._ledger.commit()
        self._ledger.tidy(superseded)
        return Taken(file, (*self._first_issues, *doubts))

    def _flush_issues(self) -> None:
        issues = [self._issue(refused) for refused in sorted(self._told.refused, key=lambda r: r.line)]
        self._told.refused = []
        self._set_aside += len(issues)
        self._put_issues(issues)
        self._first_issues = [*self._first_issues, *issues][:100]

    def _put_issues(self, issues: list[Issue]) -> None:
        batch = f"{self._file_id}-i{self._n_issue_parts:04}"
        self._others.extend(self._ledger.put(CHECKPOINT, batch, CHECKPOINT, {Issue: to_table(Issue, issues)}))
        self._n_issue_parts += 1

    def _issue(self, refused: Refused) -> Issue:
        """One record that was set aside; line 0 is the file as a whole."""
        uri = f"{self._path.name}:{refused.line}" if refused.line else self._path.name
        message = f"line {refused.line}: {refused.reason}" if refused.line else refused.reason
        text = f": {refused.text}" if refused.text else ""
        key = content_id("i", STAGE, self._file_id, refused.line, refused.code)
        return Issue(key, STAGE, None, uri, refused.code, message + text)

    def _doubt(self, column: str, reason: str, count: int, lines: list[int]) -> Issue:
        """Cells that were left unknown, all of one column and reason: their records are kept."""
        where = ", ".join(map(str, lines)) + (", ..." if count > len(lines) else "")
        message = f"{column or 'line'} {reason}: {count:,} times (lines {where}); the records are kept"
        key = content_id("i", STAGE, self._file_id, column, reason)
        return Issue(key, STAGE, None, self._path.name, "cell" if column else "line", message)
