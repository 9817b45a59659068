"""The casebook as Python users see it: create, open, add, run, table."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from escalade import settings as settings_module
from escalade.errors import CasebookError, NoInputError, UsageError
from escalade.export.views import Views
from escalade.ledger import inbox
from escalade.ledger.ledger import INTAKE, Batch, Held, Ledger, Part
from escalade.model.casebook import Issue
from escalade.model.documents import Raw
from escalade.model.ids import content_id
from escalade.model.row import from_table, to_table
from escalade.runner.local import InlineRunner, PoolRunner, usable_cores

if TYPE_CHECKING:
    import pyarrow as pa

    from escalade.evaluate import Figures
    from escalade.export.trace import Trace
    from escalade.pipeline import Progress

R = TypeVar("R")
SMALLEST_BATCH = 2_000  # words; under it the files cost more than the second core brings
LARGEST_BATCH = 20_000  # words; above it a worker's rows no longer fit the memory promised


class Casebook:
    """One crisis: a folder with inbox, settings, ledger, decisions and exports."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.folder = folder
        self.ledger = ledger
        self.settings = settings_module.load(folder / "settings.toml")
        self._views: Views | None = None

    def __repr__(self) -> str:
        held = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in self.counts().items())
        return f"Casebook({str(self.folder)!r}: {held}; generation {self.ledger.manifest.generation})"

    def add(self, *paths: Path | str) -> list[Issue]:
        """Take in reports: files or folders. Returns what was set aside, and why; what is there already is left alone.

        Raises NoInputError if nothing readable was given.
        """
        from escalade.corpus.read import read

        with self.ledger.writing():
            known = {document for _, document in self.ledger.column(Raw, "document_id")}
            reports, issues = read([Path(p) for p in paths])
            intake = self.ledger.manifest.intakes + 1
            batches: list[Batch] = []
            parts: list[Part] = []
            sources: dict[str, None] = {}
            readable = 0
            for batch in self._batches(reports):
                readable += len(batch)
                new = [raw for raw in batch if raw.document_id not in known]
                known.update(raw.document_id for raw in new)
                sources.update(dict.fromkeys(raw.source_file for raw in new))
                if new:
                    batches.append(_batch(new, intake))
                    parts.extend(self.ledger.put(INTAKE, batches[-1].batch_id, INTAKE, {Raw: to_table(Raw, new)}))
            told = {issue_id for _, issue_id in self.ledger.column(Issue, "issue_id")}
            fresh = [issue for issue in issues if issue.issue_id not in told]
            if fresh:
                name = content_id("b", *(issue.issue_id for issue in fresh))
                parts.extend(self.ledger.put(INTAKE, name, INTAKE, {Issue: to_table(Issue, fresh)}))
                sources.update(dict.fromkeys(issue.uri.partition("#")[0] for issue in fresh))
            if parts:
                held = self._hold(sources, [Path(p) for p in paths], intake)
                before = self.ledger.manifest
                self.ledger.stage_changes(
                    intakes=intake if batches else before.intakes,
                    inbox=(*before.inbox, *held),
                    batches=(*before.batches, *batches),
                    parts=(*before.parts, *parts),
                )
                self.ledger.commit()
        if not readable:
            raise NoInputError("; ".join(f"{i.uri}: {i.message}" for i in issues) or "no reports given")
        return list(issues)

    def _hold(self, sources: Iterable[str], paths: list[Path], intake: int) -> list[Held]:
        """Copy the files that reports came from into the inbox."""
        have = {(held.source_file, held.sha256) for held in self.ledger.manifest.inbox}
        folders = [path for path in dict.fromkeys(paths) if path.is_dir()]
        files = defaultdict(list)
        for path in dict.fromkeys(paths):
            files[path.name].append(path)
        out = []
        for source in sources:
            for path in [*files[source], *(folder / source for folder in folders)]:
                if path.is_file() and os.access(path, os.R_OK):
                    held = inbox.take(self.folder / "inbox", path, source, intake)
                    if (held.source_file, held.sha256) not in have:
                        out.append(held)
        return out

    def _batches(self, reports: Iterable[Raw]) -> Iterator[list[Raw]]:
        """Reports in batches by words: small ones first, so that a few reports already use every core."""
        batch: list[Raw] = []
        words = total = 0
        for raw in reports:
            batch.append(raw)
            words += _words(raw)
            wanted = min(max(total // 4, SMALLEST_BATCH), LARGEST_BATCH)
            if words >= (self.settings.runner.batch_words or wanted):
                yield batch
                total += words
                batch, words = [], 0
        if batch:
            yield batch

    def run(self, progress: Progress | None = None) -> dict[str, float]:
        """Code what is new or out of date, and add up the whole casebook. Returns seconds by stage."""
        from escalade import pipeline

        with self.ledger.writing():
            words = sum(batch.words for batch in self.ledger.manifest.batches)
            processes = min(self.settings.runner.processes or usable_cores(), len(self.ledger.manifest.batches))
            runner = PoolRunner(processes) if processes > 1 and words > SMALLEST_BATCH else InlineRunner()
            return pipeline.run(self.ledger, self.settings, runner, progress or pipeline.Progress())

    def trace(self, identity: str, most: int | None = None) -> Trace:
        """What an id of any table rests on: rows, quoted words, reports, raw bytes; `most` bounds the evidence shown.

        Raises UsageError if no table has the id.
        """
        from escalade.export.trace import Tracer

        return Tracer(self.views, self.folder / "inbox").trace(identity, most)

    def counts(self) -> dict[str, int]:
        """How many reports, event mentions, events and so on the casebook holds."""
        shown = {"document": "reports", "event_mention": "event_mentions", "event": "events", "claim": "claims"}
        rows: Counter[str] = Counter()
        for part in self.ledger.manifest.parts:
            rows[part.table] += part.rows
        return {name: rows[table] for table, name in shown.items()}

    def rows(self, cls: type[R]) -> list[R]:
        """Rows of one of the ledger's own tables, in canonical order (see `escalade.model`)."""
        return from_table(cls, self.ledger.canonical(cls))

    @property
    def views(self) -> Views:
        """The tables of the contract, at the generation that this casebook stands at."""
        if self._views is None or self._views.ledger.manifest != self.ledger.manifest:
            self._views = Views(self.ledger)
        return self._views

    def table(self, name: str) -> pa.Table:
        """A table of the contract ("events", "claims", ...) as exported. Raises UsageError for an unknown name."""
        return self.views.table(name)

    def records(self, name: str) -> list[dict[str, Any]]:
        """The same table as plain records."""
        return list(self.views.records(name))


def create(folder: Path | str) -> Casebook:
    """Make a new, empty casebook. Raises UsageError if the folder is there and not empty."""
    path = Path(folder)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise UsageError(f"{path}: is there already and not empty")
    for part in ("inbox", "ledger", "decisions", "exports"):
        (path / part).mkdir(parents=True, exist_ok=True)
    (path / "settings.toml").write_text("# Settings of this casebook; every key has a default.\n", encoding="utf-8")
    return Casebook(path, Ledger.create(path / "ledger"))


def open(folder: Path | str, as_of: int | None = None) -> Casebook:  # noqa: A001 - escalade.open is the contract
    """Open a casebook as it stands, or as an older generation. Raises CasebookError if it is damaged or none."""
    path = Path(folder)
    if not (path / "ledger" / "manifest.json").exists():
        raise CasebookError(f"{path}: not a casebook (no ledger/manifest.json)")
    return Casebook(path, Ledger.open(path / "ledger", as_of))


def open_or_create(folder: Path | str) -> Casebook:
    """The casebook in a folder, made if the folder is missing or empty."""
    path = Path(folder)
    return open(path) if path.is_dir() and any(path.iterdir()) else create(path)


def _batch(raws: list[Raw], intake: int) -> Batch:
    return Batch(
        batch_id=content_id("b", *(raw.document_id for raw in raws)),
        intake=intake,
        documents=len(raws),
        words=sum(map(_words, raws)),
    )


def _words(raw: Raw) -> int:
    """Words of a report, about: markup counts as words too."""
    return raw.text.count(" ") + 1


def code_text(text: str, *, published: str | None = None, title: str | None = None) -> list[dict[str, Any]]:
    """Event mentions of one text, as `case.records("event_mentions")` gives them; nothing is kept."""
    with TemporaryDirectory() as folder:
        line = {"id": "text", "text": text, "published": published, "title": title}
        path = Path(folder) / "text.jsonl"
        path.write_text(json.dumps({k: v for k, v in line.items() if v is not None}) + "\n", encoding="utf-8")
        case = create(Path(folder) / "casebook")
        case.add(path)
        case.run()
        return case.records("event_mentions")


def evaluate(corpus: Path | str) -> Figures:
    """Figures of the coder on an annotated corpus: a JSONL file or a folder of them (see `escalade.evaluate`).

    Raises UsageError if there is none or a line is broken.
    """
    from escalade import evaluate as measure

    rows = measure.read(Path(corpus))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in measure.inputs(rows))
        path.write_text("".join(lines), encoding="utf-8")
        case = create(Path(folder) / "casebook")
        case.add(path)
        case.run()
        return measure.score(rows, case.records("documents"), case.records("event_mentions"))
