"""Writing exported tables: JSON lines, CSV (nested cells as JSON, nothing a spreadsheet would run), Parquet."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow.parquet as pq

from escalade.errors import UsageError
from escalade.export import imported
from escalade.export.schemas import SCHEMAS
from escalade.export.views import Record, Views
from escalade.ledger.parts import replacing
from escalade.model.cells import guarded, line

FORMATS = ("jsonl", "csv", "parquet")


def write_file(views: Views, table: str, form: str, path: Path) -> None:
    """Write a table to a file, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as out:
        write(views, table, form, out)


def write(views: Views, table: str, form: str, out: BinaryIO) -> None:
    """Write a table to an open binary file. Raises UsageError for an unknown table or format."""
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    if table not in SCHEMAS:
        raise UsageError(f"no table {table!r}; there are {', '.join(SCHEMAS)}")
    schema = SCHEMAS[table]
    if form == "parquet":
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            for batch in views.batches(table):
                writer.write_batch(batch)
    elif form == "csv":
        _csv(_records(views, table), schema.names, out)
    else:
        for record in _records(views, table):
            line = {name: record.get(name) for name in schema.names}
            out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _records(views: Views, table: str) -> Iterator[Record]:
    """Records of a table; imported events after the coded ones."""
    yield from views.records(table)
    if table == "events":
        for batch in imported.batches(views.ledger):
            rows = batch.to_pylist()
            yield from rows if views.mask is None else map(views.mask.record, rows)


def _csv(records: Iterable[Record], names: list[str], out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    text.write(line(names))
    for record in records:
        text.write(line([_cell(record.get(name)) for name in names]))
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else guarded(value)
