"""Imported events as they stand: without what a later file replaced; as rows of the contract's table of events.

A data set is one origin, and its row is no report of this casebook's: `standing` single_origin, `n_origins_low` 1, how
many at most unknown, no documents. What the data set itself counts is in the column `imported`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from escalade.export.schemas import SCHEMAS
from escalade.ledger.ledger import Ledger
from escalade.model.imported import ImportedEvent, ImportedFile, ImportedSuperseded
from escalade.model.row import from_table

_OWN = (
    "source_format",
    "source_file",
    "line",
    "directed",
    "n_mentions",
    "n_sources",
    "n_articles",
    "publisher",
    "url",
    "text",
)
_GIVEN = {"n_documents": 0, "n_reports": 0, "n_origins_low": 1, "standing": "single_origin", "origin": "imported"}


def files(ledger: Ledger) -> list[ImportedFile]:
    """Imported files in the order they came."""
    return from_table(ImportedFile, ledger.read(ImportedFile))


def events(ledger: Ledger, formats: tuple[str, ...] = (), columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Rows of ImportedEvent that count, piece by piece: of files of some formats, or of all."""
    for file in files(ledger):
        if not formats or file.source_format in formats:
            yield from of_file(ledger, file, columns)


def of_file(ledger: Ledger, file: ImportedFile, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Rows of one file that count."""
    over = ledger.read(ImportedSuperseded)
    gone = over.filter(pc.equal(over.column("file_id"), file.file_id)).column("event_id").combine_chunks()
    wanted = None if columns is None else list(dict.fromkeys(["event_id", *columns]))
    for piece in ledger.pieces(ImportedEvent, f"{file.file_id}-", wanted):
        kept = piece.filter(pc.invert(pc.is_in(piece.column("event_id"), value_set=gone))) if len(gone) else piece
        if kept.num_rows:
            yield kept


def find(ledger: Ledger, event_id: str) -> Iterator[dict[str, Any]]:
    """The imported record of an id: as we have it, cell by cell as it came, and of which file."""
    name = event_id.partition(":")[0]
    for file in files(ledger):
        if file.source_format != name or not (file.id_first or "") <= event_id <= (file.id_last or ""):
            continue
        for piece in of_file(ledger, file):
            for row in piece.filter(pc.equal(piece.column("event_id"), event_id)).to_pylist():
                cells = row.pop("record").split(file.delimiter)
                yield row | {"cells": dict(zip(file.columns, cells, strict=True)), "sha256": file.sha256}


def count(ledger: Ledger) -> int:
    """How many imported events count."""
    held = sum(file.rows for file in files(ledger) if file.id_first is not None)
    return int(held - ledger.read(ImportedSuperseded).num_rows)


def batches(ledger: Ledger) -> Iterator[pa.RecordBatch]:
    """Imported events with the columns of the contract's table of events."""
    for piece in events(ledger):
        for batch in piece.combine_chunks().to_batches():
            yield _contract(batch)


def _contract(rows: pa.RecordBatch) -> pa.RecordBatch:
    schema = SCHEMAS["events"]
    made = {
        "actors": _parties(rows, "actor", schema.field("actors").type),
        "recipients": _parties(rows, "recipient", schema.field("recipients").type),
        "place": _place(rows, schema.field("place").type),
        "imported": _struct([rows.column(name) for name in _OWN], schema.field("imported").type),
        "event_mention_ids": _lists(np.zeros(len(rows), np.int32), pa.array([], pa.string())),
    }
    columns = []
    for field in schema:
        if field.name in made:
            column = made[field.name]
        elif field.name in rows.schema.names:
            column = rows.column(field.name).cast(field.type)
        elif field.name in _GIVEN:
            column = pa.repeat(pa.scalar(_GIVEN[field.name], field.type), len(rows))
        else:
            column = pa.nulls(len(rows), field.type)
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _struct(columns: list[pa.Array], kind: pa.DataType, where: np.ndarray | None = None) -> pa.Array:
    fields = [kind.field(i) for i in range(kind.num_fields)]
    mask = None if where is None else pa.array(~where)
    cast = [column.cast(field.type) for column, field in zip(columns, fields, strict=True)]
    return pa.StructArray.from_arrays(cast, fields=fields, mask=mask)


def _place(rows: pa.RecordBatch, kind: pa.DataType) -> pa.Array:
    """Null where nothing is said of the place."""
    parts = ("place_name", "place_country", "geonames_id", "latitude", "longitude", "place_precision")
    columns = [rows.column(name) for name in parts]
    said = np.logical_or.reduce([_valid(column) for column in columns])
    return _struct(columns, kind, said)


def _parties(rows: pa.RecordBatch, side: str, kind: pa.DataType) -> pa.Array:
    """A list of one, or of none where the source names nobody."""
    identity, name, cameo, iso = (rows.column(f"{side}_{part}") for part in ("id", "name", "cameo", "country"))
    there = _valid(identity) | _valid(name) | _valid(cameo)
    label = pc.coalesce(name, cameo, identity)
    country = pc.if_else(pc.fill_null(pc.equal(iso, cameo), False), None, iso)
    both = _valid(cameo), _valid(country)
    order = np.arange(2 * len(rows)).reshape(2, -1).T.ravel()  # cameo, country, cameo, country, ...
    flat = pa.concat_arrays([cameo, country]).take(pa.array(order))
    codes = _lists(both[0].astype(np.int32) + both[1], flat.filter(pc.is_valid(flat)))
    people = _struct([identity, label, codes, label], kind.value_type).filter(pa.array(there))
    return _lists(there.astype(np.int32), people, kind)


def _lists(sizes: np.ndarray, values: pa.Array, kind: pa.DataType | None = None) -> pa.Array:
    offsets = pa.array(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32))
    made = pa.ListArray.from_arrays(offsets, values)
    return made if kind is None else made.cast(kind)


def _valid(column: pa.Array) -> np.ndarray:
    found: np.ndarray = column.is_valid().to_numpy(zero_copy_only=False)
    return found
