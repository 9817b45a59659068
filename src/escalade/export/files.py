"""Writing exported tables: JSON lines, CSV (nested cells as JSON), Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from escalade.errors import UsageError
from escalade.export.schemas import SCHEMAS
from escalade.export.views import Record, Views, chunks
from escalade.ledger.parts import replacing

FORMATS = ("jsonl", "csv", "parquet")


def write_file(views: Views, table: str, form: str, path: Path) -> None:
    """Write a table to a file, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as out:
        write(views, table, form, out)


def write(views: Views, table: str, form: str, out: BinaryIO) -> None:
    """Write a table to an open binary file. Raises UsageError for an unknown table or format."""
    if form not in FORMATS:
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    records = views.records(table)
    schema = SCHEMAS[table]
    if form == "parquet":
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            for chunk in chunks(records):
                writer.write_batch(pa.RecordBatch.from_pylist(chunk, schema=schema))
    elif form == "csv":
        _csv(records, schema.names, out)
    else:
        for record in records:
            line = {name: record.get(name) for name in schema.names}
            out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _csv(records: Iterable[Record], names: list[str], out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([_cell(record.get(name)) for name in names])
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
