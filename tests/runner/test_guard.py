from __future__ import annotations

from typing import Any

import pytest

from escalade.errors import InputError, VocabularyError
from escalade.model.casebook import Judgement
from escalade.model.documents import Document, Raw
from escalade.model.readings import Mention
from escalade.model.stage import Stage
from escalade.model.tables import Tables
from escalade.runner.guard import run_stages, run_whole

TEXT = "Troops crossed the river."


def document(name: str) -> Document:
    return Document(name, f"{name}.txt", "f", None, (), None, None, "unknown", None, "en", TEXT, (), True, None)


def batch(*names: str) -> Tables:
    tables = Tables()
    tables.add(Document, [document(name) for name in names])
    return tables


def mention(document: str, start: int = 0, quote: str = "Troops", n: int = 0) -> Mention:
    return Mention(f"m{document}{n}", document, 0, "group", "named", start, start + len(quote), quote, 0, 1, 0)


def stage(apply: Any, writes: tuple[Any, ...] = (Mention,)) -> Stage:
    return Stage("test.stage", "?", apply, (Document,), writes)


def run(apply: Any, *names: str) -> tuple[list[str], list[tuple[str, str | None, str]]]:
    tables, issues = run_stages([stage(apply)], batch(*names), {}, None, {})
    return [m.document_id for m in tables.rows(Mention)], [(i.code, i.document_id, i.message) for i in issues]


def per_document(make: Any) -> Any:
    return lambda tables, resources, settings: {Mention: [m for d in tables.rows(Document) for m in make(d)]}


def test_a_poisoned_document_costs_one_issue_and_nothing_else() -> None:
    def make(d: Document) -> list[Mention]:
        if d.document_id == "d2":
            raise ZeroDivisionError("poison")
        return [mention(d.document_id)]

    assert run(per_document(make), "d1", "d2", "d3") == (
        ["d1", "d3"],
        [("failed", "d2", "ZeroDivisionError: poison")],
    )


def test_a_failed_document_takes_no_part_in_later_stages() -> None:
    def fail(tables: Tables, resources: Any, settings: Any) -> Any:
        if any(d.document_id == "d1" for d in tables.rows(Document)):
            raise InputError("language", "not English")
        return {Mention: []}

    seen: list[str] = []

    def later(tables: Tables, resources: Any, settings: Any) -> Any:
        seen.extend(d.document_id for d in tables.rows(Document))
        return {}

    _, issues = run_stages([stage(fail), stage(later, ())], batch("d1", "d2"), {}, None, {})
    assert seen == ["d2"]
    assert [(i.code, i.message) for i in issues] == [("language", "not English")]


@pytest.mark.parametrize(
    "bad",
    [
        [mention("d1", quote="troops")],  # not what stands there
        [mention("d1", start=20, quote="river. And")],  # past the end
        [mention("d1"), mention("d1")],  # one key twice
        [mention("d1", start=-3, quote="Tr")],
    ],
)
def test_wrong_spans_and_keys_are_never_written(bad: list[Mention]) -> None:
    documents, issues = run(per_document(lambda d: bad if d.document_id == "d1" else [mention("d2")]), "d1", "d2")
    assert documents == ["d2"]
    assert [document for _, document, _ in issues] == ["d1"]


def test_rows_that_a_stage_does_not_declare_are_refused() -> None:
    _, issues = run_stages([stage(lambda *_: {Raw: []}, (Mention,))], batch("d1"), {}, None, {})
    assert "does not declare" in issues[0].message


def test_a_bad_vocabulary_stops_the_run_instead_of_costing_every_document() -> None:
    def broken(*_: Any) -> Any:
        raise VocabularyError("places.yaml:3: name: missing")

    with pytest.raises(VocabularyError):
        run_stages([stage(broken)], batch("d1"), {}, None, {})


def test_the_same_failure_gives_the_same_issue_id() -> None:
    def fail(*_: Any) -> Any:
        raise KeyError("x")

    first = run_stages([stage(fail)], batch("d1"), {}, None, {})[1]
    assert first == run_stages([stage(fail)], batch("d0", "d1"), {}, None, {})[1][1:]


def test_a_whole_stage_that_fails_leaves_the_others_standing() -> None:
    good = Judgement("j1", "report", "a", "b", "same", 1.0, "rule", "equal")

    def fail(*_: Any) -> Any:
        raise RuntimeError("boom")

    stages = [stage(fail, ()), stage(lambda *_: {Judgement: [good]}, (Judgement,))]
    tables, issues = run_whole(stages, batch("d1"), {}, None, {})
    assert tables.rows(Judgement) == [good]
    assert [(i.document_id, i.message) for i in issues] == [(None, "RuntimeError: boom")]
