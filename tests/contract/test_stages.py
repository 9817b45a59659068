"""What every stage owes, whichever it is. A new stage gets these tests by standing in the pipeline."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from harness import code, digests, raws  # type: ignore[import-not-found]

from escalade.errors import InputError
from escalade.model.documents import Document, Raw
from escalade.model.spans import SPANS, check_spans
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.pipeline import Resources, batch_checkpoints, pipeline
from escalade.runner.guard import run_stages
from escalade.settings import Settings

STAGES = [stage for checkpoint in pipeline() for stage in checkpoint.stages]
BATCH_STAGES = [stage for checkpoint in batch_checkpoints() for stage in checkpoint.stages]
TABLES = list(dict.fromkeys(cls for stage in STAGES for cls in stage.writes))


def by_name(stage: Stage) -> str:
    return stage.name


@pytest.mark.parametrize("cls", TABLES, ids=lambda cls: cls.TABLE)
def test_keys_are_unique(cls: Any, coded: Tables) -> None:
    keys = [tuple(getattr(row, name) for name in cls.KEY) for row in coded.rows(cls)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("cls", [cls for cls in TABLES if cls in SPANS], ids=lambda cls: cls.TABLE)
def test_every_quote_stands_where_it_says(cls: Any, coded: Tables) -> None:
    check_spans(cls, coded.rows(cls), {d.document_id: d.text for d in coded.rows(Document)})


@pytest.mark.parametrize("stage", STAGES, ids=by_name)
def test_a_stage_says_what_it_answers_reads_and_writes(stage: Stage) -> None:
    assert stage.question
    assert stage.writes
    assert set(stage.resources) <= set(Resources())


@pytest.mark.parametrize("cut", ["one by one", "halves", "shuffled"])
def test_rows_are_the_same_whatever_the_batches(cut: str, coded: Tables) -> None:
    reports = raws()
    if cut == "shuffled":
        random.Random(7).shuffle(reports)
    size = {"one by one": 1, "halves": len(reports) // 2, "shuffled": 3}[cut]
    batches = [reports[i : i + size] for i in range(0, len(reports), size)]
    assert digests(code(batches)) == digests(coded)


def test_rows_are_the_same_in_another_process_with_another_hash_seed(coded: Tables, elsewhere: dict[str, str]) -> None:
    assert elsewhere == digests(coded)


@pytest.mark.parametrize("stage", BATCH_STAGES, ids=by_name)
def test_a_poisoned_document_costs_one_issue_and_nothing_else(stage: Stage) -> None:
    reports = raws()[:3]
    victim = reports[1].document_id

    def poisoned(tables: Tables, resources: Any, settings: Any) -> Any:
        if any(raw.document_id == victim for raw in tables.rows(Raw)):
            raise InputError("poison", "poisoned")
        return stage.apply(tables, resources, settings)

    stages = [replace(s, apply=poisoned) if s is stage else s for s in BATCH_STAGES]

    def run(stages: list[Stage], batch: list[Raw]) -> tuple[dict[Any, list[Any]], list[Any]]:
        tables = Tables()
        tables.add(Raw, batch)
        tables, issues = run_stages(stages, tables, Resources(), Settings(), {})
        kinds = [cls for s in stages for cls in s.writes]
        return {cls: [row for row in tables.rows(cls) if row.document_id != victim] for cls in kinds}, issues

    found, issues = run(stages, reports)
    assert [(issue.document_id, issue.stage, issue.code) for issue in issues] == [(victim, stage.name, "poison")]
    assert found == run(BATCH_STAGES, [reports[0], reports[2]])[0]
