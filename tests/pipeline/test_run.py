from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from escalade import api, pipeline
from escalade.errors import NoInputError
from escalade.model.casebook import Issue, Membership
from escalade.model.documents import Document, Raw
from escalade.model.readings import Mention
from escalade.model.stage import Stage
from escalade.pipeline import Checkpoint, check_order
from escalade.runner.local import WorkerDiedError
from escalade.settings import RunnerSettings


def smallest_batches(case: api.Casebook) -> api.Casebook:
    """The casebook with one report a batch."""
    runner = RunnerSettings(processes=1, batch_words=1)
    case.settings = case.settings.model_copy(update={"runner": runner})
    return case


def files(case: api.Casebook) -> dict[str, int]:
    """Part files and when they were written."""
    return {str(p): p.stat().st_mtime_ns for p in (case.folder / "ledger").rglob("*.parquet")}


def test_the_same_reports_again_change_nothing(toy: Any, case: api.Casebook, reports: Path) -> None:
    case.add(reports)
    case.run()
    generation, before = case.ledger.manifest.generation, files(case)
    again = api.open(case.folder)
    assert again.add(reports) == []
    again.run()
    assert again.ledger.manifest.generation == generation
    assert files(again) == before
    assert toy.summed == 1


def test_more_reports_add_and_touch_nothing_older(toy: Any, case: api.Casebook, reports: Path) -> None:
    case.add(reports)
    case.run()
    before = {path: time for path, time in files(case).items() if "whole" not in path}
    (reports / "new.txt").write_text("Another report says that talks have begun.\n")
    case.add(reports)
    case.run()
    assert toy.assembled == ["0.txt", "1.txt", "2.txt", "3.txt", "new.txt"]
    assert before.items() <= files(case).items()
    assert case.ledger.arrivals().column("intake").to_pylist() == [1, 1, 1, 1, 2]
    assert len(case.rows(Membership)) == 5


def test_a_killed_run_goes_on_where_it_was(toy: Any, case: api.Casebook, reports: Path) -> None:
    smallest_batches(case).add(reports)
    toy.kill_at = "2.txt"
    with pytest.raises(KeyboardInterrupt):
        case.run()
    assert toy.mentioned == ["0.txt", "1.txt"]
    toy.kill_at = None
    again = smallest_batches(api.open(case.folder))
    assert again.rows(Mention) == []  # nothing half done is seen
    again.run()
    assert toy.mentioned == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert len(again.rows(Mention)) == 4


def test_a_resumed_run_gives_the_rows_of_an_uninterrupted_one(
    toy: Any, case: api.Casebook, reports: Path, tmp_path: Path
) -> None:
    smallest_batches(case).add(reports)
    toy.kill_at = "1.txt"
    with pytest.raises(KeyboardInterrupt):
        case.run()
    toy.kill_at = None
    case.run()
    straight = api.create(tmp_path / "straight")
    straight.add(reports)
    straight.run()
    for cls in (Document, Mention, Membership):
        assert case.rows(cls) == straight.rows(cls)


def test_a_changed_setting_recodes_from_its_checkpoint_on(toy: Any, case: api.Casebook, reports: Path) -> None:
    case.add(reports)
    case.run()
    reading = case.settings.reading.model_copy(update={"parser": "another"})
    case.settings = case.settings.model_copy(update={"reading": reading})
    case.run()
    assert len(toy.assembled) == 4
    assert len(toy.mentioned) == 8
    assert len(case.rows(Mention)) == 4


def test_runner_settings_recode_nothing(toy: Any, case: api.Casebook, reports: Path) -> None:
    case.add(reports)
    case.run()
    smallest_batches(case).run()
    assert len(toy.assembled) == 4


def test_an_older_generation_shows_the_older_rows(toy: Any, case: api.Casebook, reports: Path) -> None:
    case.add(reports)
    case.run()
    generation = case.ledger.manifest.generation
    (reports / "new.txt").write_text("Another report says that talks have begun.\n")
    case.add(reports)
    case.run()
    assert len(api.open(case.folder, as_of=generation).rows(Mention)) == 4
    assert len(api.open(case.folder).rows(Mention)) == 5


def test_nothing_readable_is_an_error(toy: Any, case: api.Casebook, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(NoInputError, match="empty"):
        case.add(tmp_path / "empty.txt")


def test_the_inbox_holds_the_bytes_as_they_came(toy: Any, case: api.Casebook, reports: Path) -> None:
    case.add(reports)
    held = {h.source_file: h for h in case.ledger.manifest.inbox}
    assert sorted(held) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    stored = case.folder / "inbox" / held["1.txt"].sha256[:2] / held["1.txt"].sha256
    assert stored.read_bytes() == (reports / "1.txt").read_bytes()


def test_a_stage_that_reads_what_nobody_writes_is_found_before_any_report_is_read() -> None:
    stage = Stage("reading.mentions", "?", lambda *_: {}, (Document,), (Mention,))
    with pytest.raises(ValueError, match=r"reading\.mentions reads document"):
        check_order([Checkpoint("readings", (stage,))])


def test_a_document_that_kills_its_worker_costs_itself_only(
    toy: Any, case: api.Casebook, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadly:
        """A runner whose workers die on 1.txt."""

        def run(self, f: Any, tasks: Any) -> Any:
            return (self.alone(f, task) for task in tasks)

        def alone(self, f: Any, task: Any) -> Any:
            raws = case.ledger.read(Raw, task.batch_id).to_pylist()
            at_work = {r["uri"] for r in raws if r["document_id"] not in task.skip}
            if task.only is not None:
                at_work = {r["uri"] for r in raws if r["document_id"] == task.only}
            return WorkerDiedError("killed") if "1.txt" in at_work else f(task)

    monkeypatch.setattr(pipeline, "PoolRunner", lambda _: Deadly())
    case.add(reports)
    with case.ledger.writing():
        pipeline.run(case.ledger, case.settings, Deadly(), pipeline.Progress())
    (issue,) = case.rows(Issue)
    assert (issue.uri, issue.code) == ("1.txt", "worker_died")
    assert {d.uri for d in case.rows(Document)} == {"0.txt", "2.txt", "3.txt"}
