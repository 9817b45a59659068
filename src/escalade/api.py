"""The casebook as Python users see it: create, open, add, run, table."""

from __future__ import annotations

import json
import logging
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from escalade import settings as settings_module
from escalade.errors import CasebookError, NoInputError, UsageError
from escalade.export.views import Views
from escalade.hand import Applied, Machine
from escalade.hand.forget import forgotten, tombstone
from escalade.ledger import inbox, moments
from escalade.ledger.decisions import DecisionLog
from escalade.ledger.ledger import INTAKE, Batch, Held, Ledger, Part
from escalade.model.casebook import Issue
from escalade.model.codings import EventMention
from escalade.model.decisions import AsOf, Decision
from escalade.model.documents import Raw
from escalade.model.ids import content_id
from escalade.model.row import from_table, plain, to_table
from escalade.runner.local import InlineRunner, PoolRunner, usable_cores

if TYPE_CHECKING:
    import pyarrow as pa

    from escalade.brief import Brief
    from escalade.evaluate import Figures
    from escalade.export.trace import Trace
    from escalade.hand.changes import Changes
    from escalade.hand.forget import Forgotten
    from escalade.hand.masking import Mask
    from escalade.hand.queue import Item
    from escalade.hand.suggest import Proposal
    from escalade.imports import Taken
    from escalade.imports.intake import Step
    from escalade.ledger.manifest import Manifest
    from escalade.outlook.acts import Acts
    from escalade.outlook.backtest import Report
    from escalade.outlook.forecast import Forecast
    from escalade.outlook.index import Index
    from escalade.outlook.scenario import Comparison
    from escalade.pipeline import Progress

R = TypeVar("R")
log = logging.getLogger(__name__)
SMALLEST_BATCH = 2_000  # words; under it the files cost more than the second core brings
LARGEST_BATCH = 20_000  # words; above it a worker's rows no longer fit the memory promised


class Casebook:
    """One crisis: a folder with inbox, settings, ledger, decisions and exports."""

    def __init__(self, folder: Path, ledger: Ledger, seq: int | None = None) -> None:
        self.folder = folder
        self.ledger = ledger
        self.settings = settings_module.load(folder / "settings.toml")
        self.log = DecisionLog(folder / "decisions")
        self._seq = seq  # decisions up to this one count; None = all
        self._machine: Machine | None = None
        self._held: Manifest | None = None
        self._mask: tuple[Views, Mask] | None = None
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
            self._finish_forgetting()
            known = {document for _, document in self.ledger.column(Raw, "document_id")}
            reports, issues = read([Path(p) for p in paths])
            refused = _Refused(forgotten(self.log.read()))
            reports = refused.without(reports)
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
            if refused.count:
                raise NoInputError("nothing new: what is there was to be forgotten, and is not taken in again")
            none = f"no reports given{': there is no file in ' if paths else ''}{', '.join(map(str, paths))}"
            raise NoInputError("; ".join(f"{i.uri}: {i.message}" for i in issues) or none)
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

    def import_events(self, path: Path | str, source: str, step: Step | None = None) -> Taken:
        """Take in event data from elsewhere, beside the coded events.

        `source`: gdelt, icews, polecat, acled, ged, phoenix or petrarch. The same file again changes nothing.
        `step(done, total)` is told bytes. Raises UsageError for an unknown source, NoInputError if the file holds no
        record of it. What was set aside is in the table of issues.
        """
        from escalade.imports import take

        return take(self.ledger, Path(path), source, step or (lambda done, total: None))

    def run(self, progress: Progress | None = None) -> dict[str, float]:
        """Code what is new or out of date, and add up the whole casebook. Returns seconds by stage."""
        from escalade import pipeline

        with self.ledger.writing():
            self._finish_forgetting()
            self._learn()
            words = sum(batch.words for batch in self.ledger.manifest.batches)
            processes = min(self.settings.runner.processes or usable_cores(), len(self.ledger.manifest.batches))
            runner = PoolRunner(processes) if processes > 1 and words > SMALLEST_BATCH else InlineRunner()
            return pipeline.run(self.ledger, self.settings, runner, progress or pipeline.Progress())

    def _learn(self) -> None:
        """Bring the casebook's learned pack up to date with the decisions that stand."""
        from escalade.hand import packs
        from escalade.hand.state import standing
        from escalade.vocab import actors

        folder, decisions = self.folder / "packs", self.log.read()
        if decisions or folder.is_dir():
            for note in packs.write(folder, standing(decisions), actors.load(*self.ledger.packs[:1])):
                log.warning("not learned: %s", note)

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
        """The tables of the contract, at the generation that this casebook stands at, decisions applied."""
        manifest, decisions = self.ledger.manifest, self.log.read(self._seq)
        if self._machine is None or self._held != manifest:
            self._machine, self._held, self._views = Machine(self.ledger), manifest, None
        if self._views is None or self._views.applied.decisions != decisions:
            self._views = Views(self.ledger, Applied(self._machine, decisions, self._resources(), self.settings))
        return self._views

    def _resources(self) -> Mapping[str, Any]:
        """Vocabulary, each loaded when it is first asked for; without what was learned, which is in the decisions."""
        from escalade import pipeline

        return pipeline.Resources(self.ledger.packs[:1])

    @property
    def as_of(self) -> AsOf:
        """The moment that is shown: the machine's generation and the last decision that counts."""
        decisions = self.log.read(self._seq)
        return AsOf(self.ledger.manifest.generation, decisions[-1].seq if decisions else 0)

    def decide(
        self,
        action: str,
        about_kind: str,
        about_id: str | None = None,
        *,
        field: str | None = None,
        value: Any = None,
        by: str,
        reason: str = "",
    ) -> Decision:
        """Write down what a person decided; from now on every table, export and brief shows it.

        What may be decided on what: `escalade.hand.deciding.ALLOWED`, and docs/corrections.md for the values. Raises
        UsageError if it makes no sense, or if an older moment of the casebook is shown.
        """
        from escalade.hand.deciding import Deciding

        self._writable(by)
        if action == "undo":
            return self.undo(about_id or "", by=by, reason=reason)
        ready = Deciding(self.views.applied, self._resources()).prepare(action, about_kind, about_id, field, value)
        return self.log.append(
            generation=self.ledger.manifest.generation, action=action, about_kind=ready.about_kind,
            about_id=ready.about_id, anchors=ready.anchors, field=ready.field, value=ready.value, was=ready.was,
            by=by.strip(), reason=reason,
        )  # fmt: skip

    def undo(self, decision_id: str, *, by: str, reason: str = "") -> Decision:
        """Take a decision back; the rows are as if it had never been. Taking that back puts it in force again.

        Raises UsageError if there is no such decision, or it is taken back already.
        """
        from escalade.hand.state import taken_back

        self._writable(by)
        decisions = self.log.read()
        found = next((d for d in decisions if d.decision_id == decision_id), None)
        if found is None:
            raise UsageError(f"no decision {decision_id!r} in this casebook")
        if found.action in ("forget", "forgotten"):
            raise UsageError(f"{decision_id}: what was forgotten is gone, it cannot be taken back")
        back = taken_back(decisions).get(decision_id)
        if back is not None:
            raise UsageError(f"{decision_id} was taken back already, by {back.decision_id}; undo that instead")
        generation = self.ledger.manifest.generation
        return self.log.append(
            generation=generation, action="undo", about_kind="decision", about_id=decision_id, by=by, reason=reason
        )

    def _writable(self, by: str) -> None:
        if not by.strip():
            raise UsageError("a decision needs the name of whoever takes it")
        if self.ledger.read_only or self._seq is not None:
            raise UsageError(f"{self.folder}: opened as of {self.as_of}, to read only")

    def decisions(self) -> list[Decision]:
        """What persons decided, first to last; what became of it is in the table "decisions"."""
        return list(self.log.read(self._seq))

    def review_queue(self, limit: int = 50, offset: int = 0) -> list[Item]:
        """What a person should look at next: contradictions first, then what weighs most and is least sure."""
        from escalade.hand.queue import page

        return page(self.views.applied, self.views.some, limit, offset)

    def suggest(self) -> list[Proposal]:
        """What repeated corrections say about the vocabulary, as diffs to apply or not."""
        from escalade.hand.suggest import suggest

        applied = self.views.applied

        def mentions(ids: Collection[str]) -> list[dict[str, Any]]:
            return [plain(row) for row in applied.machine.some(EventMention, "event_mention_id", ids)]

        return suggest(applied.standing, self.folder, self._resources()["lexicon"], mentions)

    def forget(self, what: str, *, by: str, reason: str) -> Forgotten:
        """Erase a report (id or address) or a person (id or name) from the casebook, for good, in all its generations.

        Text, quotes, raw bytes, index entries and decisions about it go; a hash stays in the decisions log. Raises
        UsageError if nothing, or more than one thing, is called so.
        """
        from escalade.hand.forget import Forgetting

        self._writable(by)
        if not reason.strip():
            raise UsageError("forgetting needs a reason: it stays in the log, where what it was about does not")
        with self.ledger.writing():
            forgetting, lexicon = Forgetting(self.folder, self.ledger, self.log), self._resources()["lexicon"]
            done = forgetting.forget(what, self.views.applied, lexicon, by=by, reason=reason)
            self._make_anew(done)
            self._learn()
            forgetting.done()
        return done

    def _make_anew(self, done: Forgotten) -> None:
        """The whole-casebook tables of the generations that lost a report."""
        from escalade import pipeline

        self._machine = None
        for generation in done.again:
            ledger = Ledger.open(self.ledger.folder, generation)
            pipeline.add_up(ledger, self.settings)
            ledger.rewrite()
        self.ledger.manifest = Ledger.at(self.ledger.folder).manifest

    def _finish_forgetting(self) -> None:
        """Go on with an erasure that was killed."""
        from escalade.hand.forget import Forgetting

        forgetting = Forgetting(self.folder, self.ledger, self.log)
        done = forgetting.resume()
        if done is not None:
            self._make_anew(done)
            forgetting.done()

    def brief(self, *, masked: bool = False, since: AsOf | int | str | None = None) -> Brief:
        """The situation brief of the casebook; what changed since an earlier moment first, if one is given.

        `masked`: private persons left out, to be handed on. Raises UsageError for a moment that there never was.
        """
        from escalade import brief

        return brief.compose(
            self.shared if masked else self.records,
            title=self.folder.resolve().name,
            threshold=self.settings.coding.brief_score,
            as_of=str(self.as_of),
            changes=self.changes(since, masked=masked) if since else None,
        )

    def changes(self, since: AsOf | int | str, *, masked: bool = False) -> Changes:
        """What is new, revised, contradicted since a moment, and which tripwires were met.

        `masked`: of the records as they may be handed on, private persons left out.
        """
        from escalade.hand.apart import apart
        from escalade.hand.changes import Changes, compare

        before = open(self.folder, since)
        since, now = str(before.as_of), str(self.as_of)
        if since == now:
            return Changes(since, now)
        # a name that is left out at only one of the moments may be in any record: masked, all are compared
        tables = (before.shared, self.shared) if masked else apart(before.views, self.views)
        return compare(*tables, since=since, now=now)

    def shared(self, name: str) -> list[dict[str, Any]]:
        """Records of a table as they may be handed on: private persons (victims, protesters, suspects) left out."""
        return list(self.mask.records(name))

    @property
    def mask(self) -> Mask:
        """What leaves private persons out of records and texts, for the casebook as it stands."""
        from escalade.hand.masking import Mask, salt

        views = self.views
        if self._mask is None or self._mask[0] is not views:
            roles = {views.applied.actor(d.about_id) for d in views.applied.standing if d.action == "role"}
            known = self._resources()
            made = Mask(views.records, known["lexicon"], known["outlets"], roles, salt(self.folder / "decisions"))
            self._mask = views, made
        return self._mask[1]

    def index(self, series: str | None = None, *, origin: str = "all", scale: str = "goldstein") -> Index:
        """How heated each pair of sides was, day by day, with its parts and events (`escalade.outlook.index`).

        `series`: only this pair ("IRN~USA", also "IRN>USA"), or "all". `origin`: coded, imported or all events.
        `scale`: goldstein or plover. Raises UsageError for a series that there is not.
        """
        from escalade.export import outlook

        return outlook.only(outlook.index_of(self.views, origin, self.settings.coding.brief_score, scale), series)

    @property
    def keeps(self) -> bool:
        """Whether what is fitted can be kept: it is open as it stands, and its folder may be written to."""
        return self._seq is None and not self.ledger.read_only and os.access(self.folder, os.W_OK)

    def forecast(
        self, horizons: Sequence[int] = (7, 28), model: str = "mean", *, origin: str = "all", keep: bool = True
    ) -> list[Forecast]:
        """How many events of each class are to be expected of each directed pair, with the baselines beside them.

        `keep`: they become the table "forecasts" until the casebook changes. Raises UsageError, saying how much is
        needed, where there is too little to learn from.
        """
        from escalade.export import outlook
        from escalade.outlook.forecast import daily, forecast

        found, last = self._acts(origin)
        made = forecast(daily(found, last), horizons, model)
        if keep and self.keeps:
            outlook.keep(self.folder, outlook.moment(self.ledger, self.as_of.seq), made)
        return made

    def backtest(self, *, origin: str = "all", step: Step | None = None, keep: bool = True, **plan: Any) -> Report:
        """How good the forecasts would have been on this casebook's own events; `plan`: as for `backtest.plan_for`.

        `keep`: the explorer shows it until the next one. Raises UsageError, saying how much is needed, where there is
        too little.
        """
        from escalade.export import fitted, outlook
        from escalade.outlook import backtest
        from escalade.outlook.forecast import daily

        counts = daily(*self._acts(origin), days=100 * 365)
        report = backtest.run(counts, backtest.plan_for(counts, **plan), step or (lambda done, total: None))
        if keep and self.keeps:
            fitted.keep_backtest(self.folder, outlook.moment(self.ledger, self.as_of.seq), report, origin)
        return report

    def whatif(
        self, inject: Sequence[str] = (), remove: Sequence[str] = (), actors: Mapping[str, str] | None = None,
        *, fire: Sequence[str] = (), days: int = 28, origin: str = "all", keep: str | None = None,
    ) -> Comparison:  # fmt: skip
        """Expected events with and without a scenario, and the weights behind the difference; associational.

        `inject`: as "ASSAULT IRN->USA 2020-12-01 killed=1"; `remove`: ids of events (or of a mention of one); `actors`:
        event id -> the side that is to have done it; `fire`: ids of tripwires whose threat is carried out the day after
        the last one known, or on a day ("w0123@2020-12-01"). `keep`: a name under which the explorer shows it. Raises
        UsageError for what is not there, or for a name to keep it under at an earlier moment.
        """
        from escalade.export import fitted, outlook
        from escalade.outlook import scenario

        if keep is not None:
            fitted.proper(keep)
            if not self.keeps:
                raise UsageError(f"{self.folder}: opened to read only, so nothing can be kept in it")
        found, last = self._acts(origin)
        event = self.views.clusters.get("event", {})
        known = self._sides(found)
        changed = scenario.Scenario(
            (
                *(scenario.parse_inject(text, i, known) for i, text in enumerate(inject, 1)),
                *scenario.parse_fire(fire, self.views.records("tripwires"), found, last),
            ),
            tuple(event.get(e, e) for e in remove),
            tuple((event.get(e, e), known(a)) for e, a in (actors or {}).items()),
        )
        compared = scenario.compare(found, changed, last, days)
        if keep is not None:
            laid = tuple(f"{event}={side}" for event, side in changed.actors)
            asked = fitted.Asked(tuple(inject), changed.removed, laid, tuple(fire), days, origin)
            fitted.keep_whatif(self.folder, outlook.moment(self.ledger, self.as_of.seq), keep, asked, compared)
        return compared

    def _sides(self, acts: Acts) -> Callable[[str], str]:
        """What gives the side that a name or id means, in any case: of the events, else an actor of the vocabulary."""
        sides = {name.casefold(): side for side, name in acts.names.items()}
        sides |= {side.casefold(): side for side in acts.names}

        def known(name: str) -> str:
            if name.casefold() in sides:
                return sides[name.casefold()]
            lexicon = self._resources()["lexicon"]
            found = next((identity for identity in (name, name.upper(), name.lower()) if lexicon.get(identity)), None)
            if found is None:
                raise UsageError(
                    f"{name!r} is no side of these events and no actor of the vocabulary; there are "
                    f"{', '.join(sorted(acts.names)[:5])} ...; escalade export {self.folder} --table actors lists all"
                )
            return found

        return known

    def _acts(self, origin: str) -> tuple[Acts, int | None]:
        """What counts for the outlook, and the last day that anything is known of."""
        from escalade.export import outlook

        found = outlook.acts(self.views, origin, self.settings.coding.brief_score)
        return found, outlook.known_until(self.views, found)

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


def open(  # noqa: A001 - escalade.open is the contract
    folder: Path | str, as_of: AsOf | int | str | None = None
) -> Casebook:
    """Open a casebook as it stands, or as it stood: at a generation (12), at one with so many decisions ("12.7"), or on
    a day or at a time ("2026-03-01", UTC). Raises CasebookError if it is damaged or none, UsageError for a moment that
    it never had.
    """
    path = Path(folder)
    if not (path / "ledger" / "manifest.json").exists():
        raise CasebookError(f"{path}: not a casebook (no ledger/manifest.json)")
    if as_of is None:
        return Casebook(path, Ledger.open(path / "ledger"))
    moment = moments.find(path / "ledger", DecisionLog(path / "decisions"), as_of)
    return Casebook(path, Ledger.open(path / "ledger", moment.generation), moment.seq)


def open_or_create(folder: Path | str) -> Casebook:
    """The casebook in a folder, made if the folder is missing or empty."""
    path = Path(folder)
    return open(path) if path.is_dir() and any(path.iterdir()) else create(path)


class _Refused:
    """Keeps out reports that were to be forgotten; these are counted, and not stored, not even as an issue."""

    def __init__(self, stones: Collection[str]) -> None:
        self.stones = stones
        self.count = 0

    def without(self, reports: Iterable[Raw]) -> Iterator[Raw]:
        for raw in reports:
            if self.stones and tombstone(raw.document_id) in self.stones:
                self.count += 1
                log.warning("not taken in: a report that was to be forgotten")
            else:
                yield raw


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
