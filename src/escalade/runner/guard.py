"""The guard: runs stages over a batch; what fails costs one document and an issue row, never the batch."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from operator import attrgetter
from time import perf_counter
from typing import Any

import pyarrow as pa

from escalade.errors import EscaladeError, InputError, SpanError
from escalade.model.casebook import Issue
from escalade.model.documents import Document, Raw
from escalade.model.ids import content_id
from escalade.model.row import to_table
from escalade.model.spans import check_spans
from escalade.model.stage import Stage
from escalade.model.tables import Tables

log = logging.getLogger(__name__)


def run_stages(
    stages: Iterable[Stage],
    tables: Tables,
    resources: Mapping[str, Any],
    settings: Any,
    seconds: MutableMapping[str, float],
) -> tuple[Tables, list[Issue]]:
    """Run batch stages in order. Returns all tables, and an issue for each document that a stage failed on.

    A document that failed takes no part in the stages after it; what stages before it wrote stays. `seconds` counts up
    the time of each stage.
    """
    issues: list[Issue] = []
    for stage in stages:
        started = perf_counter()
        try:
            written = _checked(stage, tables, resources, settings)
        except Exception as error:
            if _ours(error):
                raise
            log.debug("stage %s failed on a batch; now document by document", stage.name, exc_info=True)
            written, failed = _one_by_one(stage, tables, resources, settings)
            issues.extend(failed)
            lost = {issue.document_id for issue in failed}
            tables = tables.only([d for d in _documents(tables) if d not in lost])
        for cls, (rows, table) in written.items():
            tables.add(cls, rows, table)
        seconds[stage.name] = seconds.get(stage.name, 0.0) + perf_counter() - started
    return tables, issues


def run_whole(
    stages: Iterable[Stage],
    tables: Tables,
    resources: Mapping[str, Any],
    settings: Any,
    seconds: MutableMapping[str, float],
) -> tuple[Tables, list[Issue]]:
    """Run whole stages in order. One that fails writes nothing and costs an issue that names it."""
    issues = []
    for stage in stages:
        started = perf_counter()
        try:
            written = _checked(stage, tables, resources, settings)
        except Exception as error:
            if _ours(error):
                raise
            log.debug("stage %s failed on the casebook", stage.name, exc_info=True)
            issues.append(issue_of(stage.name, None, "(casebook)", error))
            continue
        for cls, (rows, table) in written.items():
            tables.add(cls, rows, table)
        seconds[stage.name] = seconds.get(stage.name, 0.0) + perf_counter() - started
    return tables, issues


def issue_of(stage: str, document_id: str | None, uri: str, error: BaseException) -> Issue:
    """The row that says what was set aside, where and why."""
    code = error.code if isinstance(error, InputError) else "span" if isinstance(error, SpanError) else "failed"
    message = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
    return Issue(
        issue_id=content_id("i", stage, document_id, uri, code),
        stage=stage,
        document_id=document_id,
        uri=uri,
        code=code,
        message=message,
    )


def _ours(error: Exception) -> bool:
    """True for what no document is to blame for: a bad vocabulary, a missing extra, a damaged casebook."""
    return isinstance(error, EscaladeError) and not isinstance(error, InputError | SpanError)


def _checked(
    stage: Stage, tables: Tables, resources: Mapping[str, Any], settings: Any
) -> dict[Any, tuple[list[Any], pa.Table]]:
    """Rows and Arrow tables that a stage writes, with types, nulls, keys and spans checked."""
    written: dict[Any, tuple[list[Any], pa.Table]] = {}
    texts = {document.document_id: document.text for document in tables.rows(Document)}
    for cls, rows in stage.apply(tables, resources, settings).items():
        if cls not in stage.writes:
            raise TypeError(f"{stage.name} writes {cls.TABLE}, which it does not declare")
        rows = list(rows)
        check_spans(cls, rows, texts)
        table = to_table(cls, rows)
        for field, column in zip(table.schema, table.columns, strict=True):
            if not field.nullable and column.null_count:
                raise TypeError(f"{stage.name} left {cls.TABLE}.{field.name} empty")
        if len(set(map(attrgetter(*cls.KEY), rows))) != len(rows):
            raise ValueError(f"{stage.name} wrote two rows of {cls.TABLE} with one key")
        written[cls] = (rows, table)
    return written


def _one_by_one(
    stage: Stage, tables: Tables, resources: Mapping[str, Any], settings: Any
) -> tuple[dict[Any, tuple[list[Any], pa.Table | None]], list[Issue]]:
    rows: dict[Any, list[Any]] = {cls: [] for cls in stage.writes}
    issues = []
    for document_id, uri in _documents(tables).items():
        try:
            for cls, (some, _) in _checked(stage, tables.only({document_id}), resources, settings).items():
                rows[cls].extend(some)
        except Exception as error:
            log.debug("stage %s failed on %s", stage.name, uri, exc_info=True)
            issues.append(issue_of(stage.name, document_id, uri, error))
    return {cls: (some, None) for cls, some in rows.items()}, issues


def _documents(tables: Tables) -> dict[str, str]:
    """uri of each document of a batch, in order."""
    raw: Collection[Any] = tables.rows(Raw) or tables.rows(Document)
    return {row.document_id: row.uri for row in raw}
