"""A file of event data as tables of rows: what each format's records become, and what is set aside of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import acled, gdelt, ged, icews, phoenix, polecat
from escalade.imports.drawn import JOINT, Columns, Lookups, joined
from escalade.imports.layout import Layout
from escalade.imports.records import Records, Refused, Source
from escalade.imports.sheet import Doubts, Sheet
from escalade.model.imported import ImportedEvent, ImportedMention
from escalade.model.row import schema

READERS: dict[str, Callable[[Sheet], Columns]] = {
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


@dataclass(frozen=True)
class Rows:
    """The rows of a block."""

    n: int
    columns: Columns


def table(of: Any, blocks: Sequence[Rows]) -> pa.Table:
    """Rows of blocks as one table of a row class."""
    return joined([rows.columns for rows in blocks], [rows.n for rows in blocks], schema(of))


def row_class(source_format: str) -> Any:
    """The row class that records of a format become."""
    return ImportedMention if source_format == MENTIONS else ImportedEvent


def joint(layout: Layout) -> str:
    """What stands between the cells of a kept record."""
    return JOINT if layout.entry.quoted else layout.delimiter


def blocks(source: Source, layout: Layout, file_id: str, source_file: str, told: Told) -> Iterator[Rows]:
    """Rows of the file block by block, and meanwhile what is told of it."""
    memory = Lookups()
    sheet: Sheet | None = None
    records = Records(
        source.stream,
        piece=source.piece,
        columns=len(layout.columns),
        delimiter=layout.delimiter,
        quoted=layout.entry.quoted,
        head=layout.head,
        line=layout.line,
    )
    for block in records:
        sheet = Sheet(
            block,
            layout.columns,
            doubts=told.doubts,
            memory=memory,
            before=sheet,
            count=records.counted,
        )
        told.doubts.add("", "is no UTF-8 and was read as Windows-1252", block.recoded)
        told.doubts.add(
            "", "has stray line ends, separators or surplus empty cells, which were left out", block.cleaned
        )
        rows = _rows(sheet, layout, file_id, source_file)
        told.refused.extend(sheet.refused)
        yield rows
    told.cut_short = records.cut_short


def _rows(sheet: Sheet, layout: Layout, file_id: str, source_file: str) -> Rows:
    """The rows of a sheet, without those that were refused."""
    made = READERS[layout.entry.format](sheet)
    if "event_id" not in made:
        made["event_id"] = pc.binary_join_element_wise(layout.entry.format, _key(sheet, layout), ":")
    made |= {
        "source_format": pa.scalar(layout.entry.format),
        "file_id": pa.scalar(file_id),
        "source_file": pa.scalar(source_file),
        "line": pa.array(sheet.lines, pa.int32()),
        "record": sheet.records,
    }
    if sheet.kept.all():
        return Rows(len(sheet), made)
    kept = pa.array(sheet.kept)
    few = {name: column if isinstance(column, pa.Scalar) else column.filter(kept) for name, column in made.items()}
    return Rows(int(sheet.kept.sum()), few)


def _key(sheet: Sheet, layout: Layout) -> pa.Array:
    """The source's own id of each record; of several columns, where one does not do, joined by colons."""
    cells = [pc.utf8_trim_whitespace(sheet.cell(name)) for name in layout.entry.key]
    return cells[0] if len(cells) == 1 else pc.binary_join_element_wise(*cells, ":")
