"""A file of event data as tables of rows: what each format's records become, and what is set aside of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import acled, gdelt, ged, icews, phoenix, polecat
from escalade.imports.layout import Layout
from escalade.imports.records import Records, Refused, Source
from escalade.imports.sheet import JOINT, Doubts, Lookups, Sheet
from escalade.model.imported import ImportedEvent, ImportedMention
from escalade.model.row import schema

READERS: dict[str, Callable[[Sheet], dict[str, pa.Array]]] = {
    "gdelt1": gdelt.events,
    "gdelt2": gdelt.events,
    "gdelt2-mentions": gdelt.mentions,
    "icews": icews.events,
    "polecat": polecat.events,
    "acled": acled.events,
    "ged": ged.events,
    "phoenix": phoenix.events,
    "petrarch": phoenix.petrarch,
}
MENTIONS = "gdelt2-mentions"


@dataclass
class Told:
    """What a file had beside good records."""

    refused: list[Refused] = field(default_factory=list)  # since they were last taken away
    doubts: Doubts = field(default_factory=Doubts)
    cut_short: str | None = None


def row_class(source_format: str) -> Any:
    """The row class that records of a format become."""
    return ImportedMention if source_format == MENTIONS else ImportedEvent


def joint(layout: Layout) -> str:
    """What stands between the cells of a kept record."""
    return JOINT if layout.entry.quoted else layout.delimiter


def tables(source: Source, layout: Layout, file_id: str, source_file: str, told: Told) -> Iterator[pa.Table]:
    """Rows of the file block by block, and meanwhile what is told of it."""
    entry, memory = layout.entry, Lookups()
    quoted = entry.quoted
    sheet: Sheet | None = None
    records = Records(
        source.stream,
        columns=len(layout.columns),
        delimiter=layout.delimiter,
        quoted=quoted,
        head=layout.head,
        line=layout.line,
    )
    for block in records:
        sheet = Sheet(
            block,
            layout.columns,
            delimiter=layout.delimiter,
            quoted=quoted,
            doubts=told.doubts,
            memory=memory,
            before=sheet,
            count=records.counted,
        )
        told.doubts.add("", "is no UTF-8 and was read as Windows-1252", block.recoded)
        told.doubts.add(
            "", "has stray line ends, separators or surplus empty cells, which were left out", block.cleaned
        )
        table = _table(sheet, layout, file_id, source_file)
        told.refused.extend(sheet.refused)
        yield table
    told.cut_short = records.cut_short


def _table(sheet: Sheet, layout: Layout, file_id: str, source_file: str) -> pa.Table:
    """The rows of a sheet, without those that were refused."""
    of = row_class(layout.entry.format)
    made = READERS[layout.entry.format](sheet)
    key = _key(sheet, layout)
    made |= {
        "event_id": made.get("event_id", pc.binary_join_element_wise(layout.entry.format, key, ":")),
        "source_format": pa.repeat(layout.entry.format, len(sheet)),
        "file_id": pa.repeat(file_id, len(sheet)),
        "source_file": pa.repeat(source_file, len(sheet)),
        "line": pa.array(sheet.lines, pa.int32()),
        "record": sheet.records,
    }
    columns = []
    for wanted in schema(of):
        column = made.get(wanted.name)
        if column is None:
            column = _empty(wanted.type, len(sheet))
        columns.append(column.cast(wanted.type))
    table = pa.Table.from_arrays(columns, schema=schema(of))
    return table if sheet.kept.all() else table.filter(pa.array(sheet.kept))


def _empty(kind: pa.DataType, n: int) -> pa.Array:
    """Nothing, n times: an empty list where the column is of lists."""
    if pa.types.is_list(kind):
        return pa.ListArray.from_arrays(pa.array(np.zeros(n + 1, np.int32)), pa.array([], kind.value_type))
    return pa.nulls(n, kind)


def _key(sheet: Sheet, layout: Layout) -> pa.Array:
    """The source's own id of each record; of several columns, where one does not do, joined by colons."""
    cells = [pc.utf8_trim_whitespace(sheet.cell(name)) for name in layout.entry.key]
    return cells[0] if len(cells) == 1 else pc.binary_join_element_wise(*cells, ":")
