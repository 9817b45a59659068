"""The pipeline: one list of checkpoints, each a list of stages, top to bottom the way that reports take.

Three checkpoints work on batches of documents and leave their parts in the ledger; the last one works on the whole
casebook. A batch runs only the checkpoints whose fingerprint changed.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from escalade.errors import CasebookError, InputError
from escalade.ledger.ledger import WHOLE, Ledger, Part
from escalade.model.casebook import Issue, Judgement
from escalade.model.documents import Arrival, Raw
from escalade.model.row import to_table
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.runner import fingerprint
from escalade.runner.collecting import seldom_collecting
from escalade.runner.guard import issue_of, run_stages, run_whole
from escalade.runner.local import PoolRunner, Runner, WorkerDiedError
from escalade.settings import Settings
from escalade.vocab import actors

ROOMS = ("corpus", "reading", "grounding", "coding", "claims", "events")


@cache
def _stages() -> dict[str, Stage]:
    """Stages by name."""
    found = {}
    for room in ROOMS:
        for stage in importlib.import_module(f"escalade.{room}").STAGES:
            found[stage.name] = stage
    return found


@dataclass(frozen=True)
class Checkpoint:
    """Stages that run in one go and whose rows are stored together."""

    name: str
    stages: tuple[Stage, ...]

    @property
    def writes(self) -> tuple[Any, ...]:
        """Row classes that its stages write, in order, each once; and issues."""
        return tuple(dict.fromkeys([cls for stage in self.stages for cls in stage.writes] + [Issue]))


def _checkpoint(name: str, *stages: str) -> Checkpoint:
    return Checkpoint(name, tuple(_stages()[stage] for stage in stages))


@cache
def pipeline() -> tuple[Checkpoint, ...]:
    """The pipeline, checked: every stage reads only what stages before it write."""
    checkpoints = (
        _checkpoint("documents", "corpus.clean", "corpus.assemble"),
        _checkpoint("readings", "reading.read", "reading.mentions"),
        _checkpoint(
            "codings",
            "grounding.times",
            "grounding.counts",
            "grounding.places",
            "grounding.actors",
            "coding.code",
            "claims.attribute",
            "claims.tripwires",
            "claims.relations",
            "claims.links",
        ),
        _checkpoint(
            "casebook",
            "corpus.copies",
            "events.actors",
            "events.merge",
            "events.standing",
            "events.links",
            "events.relations",
            "events.tripwires",
        ),
    )
    check_order(checkpoints)
    return checkpoints


def check_order(checkpoints: Iterable[Checkpoint]) -> None:
    """Raise ValueError if a stage reads what no stage before it writes."""
    written: set[Any] = {Raw, Arrival, Judgement}  # judgements: those of persons are there before any stage's
    for checkpoint in checkpoints:
        for stage in checkpoint.stages:
            missing = [cls.TABLE for cls in stage.reads if cls not in written]
            if missing:
                raise ValueError(f"{stage.name} reads {', '.join(missing)}, which nothing before it writes")
            written.update(stage.writes)


LOADERS: dict[str, tuple[str, str]] = {
    "reader": ("escalade.reading", "Reader.load"),
    "lexicon": ("escalade.vocab.actors", "load"),
    "gazetteer": ("escalade.vocab.places", "load"),
    "ontology": ("escalade.vocab.ontology", "load"),
    "predicates": ("escalade.vocab.predicates", "load"),
    "operators": ("escalade.vocab.operators", "load"),
    "cues": ("escalade.vocab.cues", "load"),
    "outlets": ("escalade.vocab.outlets", "load"),
    "furniture": ("escalade.vocab.furniture", "load"),
    "voices": ("escalade.vocab.voice", "load"),
}


@cache
def resource(name: str) -> Any:
    """A resource, loaded once a process."""
    module, path = LOADERS[name]
    load: Any = importlib.import_module(module)
    for attribute in path.split("."):
        load = getattr(load, attribute)
    return load()


class Resources(Mapping[str, Any]):
    """Resources by name, each loaded when a stage first asks for it; `packs`: the casebook's own folders of actors."""

    def __init__(self, packs: tuple[Path, ...] = ()) -> None:
        self._packs = packs

    def __getitem__(self, name: str) -> Any:
        if name == "lexicon" and self._packs:
            return actors.load(*self._packs)
        return resource(name)

    def __iter__(self) -> Iterator[str]:
        return iter(LOADERS)

    def __len__(self) -> int:
        return len(LOADERS)


def stamps(settings: Settings, packs: tuple[Path, ...] = ()) -> dict[str, str]:
    """Fingerprint of each checkpoint: its rooms' code, vocabulary, model and settings, and those of all before it."""
    out: dict[str, str] = {}
    before = ""
    for checkpoint in pipeline():
        rooms = {stage.name.partition(".")[0] for stage in checkpoint.stages}
        shared = {"model", "runner"} | ({"vocab"} if any(s.resources for s in checkpoint.stages) else set())
        if checkpoint.name == "casebook":
            shared.add("merging")
        sections = [f"{r}:{getattr(settings, r).model_dump_json()}" for r in sorted(rooms) if hasattr(settings, r)]
        names = [stage.name for stage in checkpoint.stages]
        if packs and any("lexicon" in stage.resources for stage in checkpoint.stages):
            sections.append(f"packs:{actors.digest(packs)}")
        before = fingerprint.digest(before, fingerprint.rooms_digest(rooms | shared), *sections, *names)
        out[checkpoint.name] = before
    return out


@dataclass(frozen=True)
class Task:
    """Run checkpoints `todo` of one batch and write their parts."""

    folder: Path
    batch_id: str
    todo: tuple[str, ...]
    stamps: tuple[tuple[str, str], ...]
    settings: Settings
    skip: tuple[str, ...] = ()  # documents that kill a worker: they cost an issue each
    only: str | None = None  # try this document alone and store nothing

    @property
    def receipt(self) -> str:
        """Name under which a finished task is found again."""
        return f"{self.batch_id}-{fingerprint.digest(*self.todo, *(stamp for _, stamp in self.stamps))[:16]}"


@dataclass(frozen=True)
class Done:
    """What came of a task: the parts it wrote and the seconds of each stage."""

    parts: tuple[Part, ...]
    seconds: Mapping[str, float]


@seldom_collecting()
def work(task: Task) -> Done:
    """Run a task: read the batch's rows, run the stages, write the parts and then the receipt."""
    ledger = Ledger.at(task.folder)
    stamp = dict(task.stamps)
    tables, issues = _batch_tables(ledger, task)
    parts: list[Part] = []
    seconds: dict[str, float] = {}
    for checkpoint in batch_checkpoints():
        if checkpoint.name in task.todo:
            tables, found = run_stages(checkpoint.stages, tables, Resources(ledger.packs), task.settings, seconds)
            written = {cls: tables.arrow(cls) for cls in checkpoint.writes if cls is not Issue}
            written[Issue] = to_table(Issue, [*issues, *found, *_told(checkpoint, tables)])
            issues = []
            if task.only is None:
                parts.extend(ledger.put(checkpoint.name, task.batch_id, stamp[checkpoint.name], written))
    if task.only is None:
        ledger.leave_receipt(task.receipt, parts)
    return Done(tuple(parts), seconds)


def _batch_tables(ledger: Ledger, task: Task) -> tuple[Tables, list[Issue]]:
    """Stored rows of the batch, without the documents that are left out; an issue for each of those that kill."""
    tables = Tables({Raw: ledger.read(Raw, task.batch_id)})
    for checkpoint in batch_checkpoints():
        if checkpoint.name not in task.todo:
            for cls in checkpoint.writes:
                if cls is not Issue:
                    tables.put(cls, ledger.read(cls, task.batch_id))
    if not task.skip and task.only is None:
        return tables, []
    error = InputError("worker_died", "a worker process died on this document")
    raws = tables.rows(Raw)
    issues = [issue_of("worker", raw.document_id, raw.uri, error) for raw in raws if raw.document_id in task.skip]
    chosen = [r.document_id for r in raws if r.document_id not in task.skip and task.only in (None, r.document_id)]
    return tables.only(chosen), issues


@dataclass
class Progress:
    """Where a run stands. Subclass `step` to show it."""

    def step(self, what: str, done: int, total: int) -> None:
        """`done` of `total` words (of the batches) or stages (of the casebook) are through."""


@seldom_collecting()
def run(ledger: Ledger, settings: Settings, runner: Runner, progress: Progress) -> dict[str, float]:
    """Bring every batch and the whole casebook up to date; commit one generation if anything changed.

    Returns the seconds that each stage took, added over the workers.
    """
    stamp = stamps(settings, ledger.packs)
    names = [checkpoint.name for checkpoint in batch_checkpoints()]
    seconds: dict[str, float] = {}
    before = ledger.manifest
    tasks: list[Task] = []
    for batch in before.batches:
        stale = next((i for i, name in enumerate(names) if batch.stamps.get(name) != stamp[name]), None)
        if stale is not None:
            tasks.append(Task(ledger.folder, batch.batch_id, tuple(names[stale:]), tuple(stamp.items())[:-1], settings))
    receipts = {task: ledger.receipt(task.receipt) for task in tasks}
    parts = [part for found in receipts.values() for part in found or ()]
    left = [task for task in tasks if receipts[task] is None]
    size = {batch.batch_id: batch.words for batch in before.batches}
    total, through = sum(size[task.batch_id] for task in left), 0
    if left:
        progress.step("coding", 0, total)
    left.sort(key=lambda task: -size[task.batch_id])  # the small ones last, so that no core idles long at the end
    done: dict[str, tuple[Part, ...]] = {}
    for task, result in zip(left, runner.run(work, left), strict=True):
        if isinstance(result, WorkerDiedError):
            result = _without_killers(ledger, task)
        done[task.batch_id] = result.parts
        for stage, spent in result.seconds.items():
            seconds[stage] = seconds.get(stage, 0.0) + spent
        through += size[task.batch_id]
        progress.step("coding", through, total)
    parts.extend(part for task in tasks for part in done.get(task.batch_id, ()))
    redone = {(name, task.batch_id) for task in tasks for name in task.todo}
    kept = [part for part in before.parts if not any((part.checkpoint, b) in redone for b in part.batches)]
    now = {name: stamp[name] for name in names}
    ledger.stage_changes(
        parts=(*kept, *parts),
        batches=tuple(batch.model_copy(update={"stamps": now}) for batch in before.batches),
    )
    with ThreadPoolExecutor(1) as aside:  # what merges parts leaves Python to what adds up
        merged = aside.submit(ledger.merge_small if tasks else dict)
        _run_casebook(ledger, settings, stamp["casebook"], seconds, progress)
    if ledger.manifest != before:
        superseded = ledger.take_merged(merged.result())
        ledger.commit()
        ledger.tidy(superseded)
    return seconds


def add_up(ledger: Ledger, settings: Settings, progress: Progress | None = None) -> None:
    """Make only the tables anew that the whole casebook knows, for the batches of the ledger's generation as they are.

    The manifest changes in memory; the caller writes it.
    """
    _run_casebook(ledger, settings, stamps(settings, ledger.packs)["casebook"], {}, progress or Progress())


@seldom_collecting()
def _run_casebook(
    ledger: Ledger, settings: Settings, stamp: str, seconds: dict[str, float], progress: Progress
) -> None:
    """Recompute the tables that only the whole casebook can know, unless they are up to date."""
    checkpoint = pipeline()[-1]
    batches = ledger.manifest.batches
    erased = [f"erased {ledger.manifest.erased}"] if ledger.manifest.erased else []
    whole = fingerprint.digest(stamp, *erased, *(f"{b.batch_id}:{b.intake}:{b.stamps}" for b in batches))
    if whole == ledger.manifest.whole:
        return
    inputs = {cls for stage in checkpoint.stages for cls in stage.reads} - set(checkpoint.writes)
    tables = Tables({cls: ledger.canonical(cls) for cls in inputs if cls is not Arrival})
    tables.put(Arrival, ledger.arrivals())
    progress.step("adding up", 0, 1)
    tables, issues = run_whole(checkpoint.stages, tables, Resources(ledger.packs), settings, seconds)
    written = {cls: tables.arrow(cls) for cls in checkpoint.writes if cls is not Issue}
    written[Issue] = to_table(Issue, [*issues, *_told(checkpoint, tables)])
    made = ledger.put(checkpoint.name, WHOLE, whole, written)
    kept = [part for part in ledger.manifest.parts if part.checkpoint != checkpoint.name]
    ledger.stage_changes(parts=(*kept, *made), whole=whole)
    progress.step("adding up", 1, 1)


def _told(checkpoint: Checkpoint, tables: Tables) -> list[Issue]:
    """Issues that the stages of a checkpoint wrote themselves."""
    names = {stage.name for stage in checkpoint.stages}
    return [issue for issue in tables.rows(Issue) if issue.stage in names]


def _without_killers(ledger: Ledger, task: Task) -> Done:
    """Find the documents that kill a worker, each tried in a process of its own, and run the batch without them."""
    pool = PoolRunner(1)
    ids = ledger.read(Raw, task.batch_id).column("document_id").to_pylist()
    killers = tuple(i for i in ids if isinstance(pool.alone(work, replace(task, only=i)), WorkerDiedError))
    result = pool.alone(work, replace(task, skip=killers))
    if isinstance(result, WorkerDiedError):
        raise CasebookError(f"batch {task.batch_id}: worker processes keep dying; is there enough memory?")
    return result


def batch_checkpoints() -> tuple[Checkpoint, ...]:
    """Checkpoints that work on batches: all but the last."""
    return pipeline()[:-1]
