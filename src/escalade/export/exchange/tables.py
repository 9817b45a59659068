"""Files of rows: records that came in this very format go out cell by cell as they came, others as it has them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from escalade.export import imported
from escalade.export.exchange import codes, conflict, dyads
from escalade.export.exchange.happenings import Happening
from escalade.export.views import Views
from escalade.model.cells import guard, guard_column
from escalade.model.imported import ImportedFile
from escalade.vocab import peers
from escalade.vocab.peers import FormatEntry

ROWS: dict[str, Callable[[Happening], list[dict[str, str]] | str]] = {
    "gdelt1": dyads.gdelt,
    "gdelt2": dyads.gdelt,
    "icews": dyads.icews,
    "polecat": dyads.polecat,
    "acled": conflict.acled,
    "ged": conflict.ged,
    "phoenix": codes.phoenix,
    "petrarch": codes.petrarch,
}
KIN = {"gdelt2": ("gdelt1", "gdelt2")}  # formats whose records have their place in a format, beside its own
NOTED = ("acled", "ged")  # formats with a column that can say that a row is no plain fact
_SPACES = str.maketrans("\t\n\r", "   ")


def write(
    views: Views, name: str, events: Iterator[Happening], out: BinaryIO, left_out: Counter[str], *, verbatim: bool
) -> int:
    """Write a file in format `name`; returns the rows written. `left_out` counts what did not go out, by reason.

    `verbatim`: also the records that were imported in this format, which are not among the events.
    """
    entry = peers.load().formats[name]
    held = [f for f in imported.files(views.ledger) if f.source_format in KIN.get(name, (name,))] if verbatim else []
    made, others = _made(entry, events, left_out)
    columns = _columns(entry, held, others)
    if entry.header:
        out.write(_header(entry, columns))
    written = 0
    for file in held:
        for piece in imported.of_file(views.ledger, file, ["record"]):
            out.write(_again(piece.column("record"), file, entry, columns))
            written += piece.num_rows
    for cells in made:
        out.write(_line(entry, [cells.get(column, "") for column in columns]))
        written += 1
    return written


def _made(
    entry: FormatEntry, events: Iterator[Happening], left_out: Counter[str]
) -> tuple[Iterator[dict[str, str]], bool]:
    """Rows made of events that did not come in this format, and whether there are any."""
    row = ROWS[entry.format]

    def rows() -> Iterator[dict[str, str]]:
        for event in events:
            found = row(event)
            if isinstance(found, str):
                left_out[found] += 1
            else:
                yield from found

    stream = rows()
    first = next(stream, None)
    if first is None:
        return iter(()), False

    def chained() -> Iterator[dict[str, str]]:
        yield first
        yield from stream

    return chained(), True


def _columns(entry: FormatEntry, held: list[ImportedFile], others: bool) -> tuple[str, ...]:
    """The columns of the one file that is held, as they were; else the format's and what else the files have."""
    layouts = list(dict.fromkeys(file.columns for file in held))
    if len(layouts) == 1 and not others:
        return layouts[0]
    if not entry.header:
        return entry.columns
    return tuple(dict.fromkeys((*entry.columns, *(c for columns in layouts for c in columns))))


def _header(entry: FormatEntry, columns: tuple[str, ...]) -> bytes:
    return _line(entry, list(columns))


def _line(entry: FormatEntry, cells: list[str]) -> bytes:
    if not entry.quoted:
        clean = (guard(cell.translate(_SPACES).strip()) for cell in cells)
        return (entry.delimiter.join(clean) + "\n").encode()
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=entry.delimiter, lineterminator="\n").writerow([guard(_clean(cell)) for cell in cells])
    return text.getvalue().encode()


def _clean(cell: str) -> str:
    """Line ends as newlines: those in cells come back as such."""
    return cell.replace("\r\n", "\n").replace("\r", " ").replace("\x1f", " ").replace("\0", " ")


def _again(records: pa.ChunkedArray, file: ImportedFile, entry: FormatEntry, columns: tuple[str, ...]) -> bytes:
    """Records of an imported file, cell by cell."""
    flat = guard_column(pc.list_flatten(pc.split_pattern(records.combine_chunks(), file.delimiter)))
    n, width = len(records), len(file.columns)
    place = {name: i for i, name in reversed(list(enumerate(file.columns)))}
    empty = pa.repeat(pa.scalar("", flat.type), n)
    same = columns == file.columns
    cells = [
        flat.take(pa.array(np.arange(n) * width + (i if same else place[name]))) if same or name in place else empty
        for i, name in enumerate(columns)
    ]
    if not entry.quoted:
        lines = pc.binary_join_element_wise(*cells, pa.scalar(entry.delimiter, flat.type))
        return _joined(lines)
    table = pa.table([pc.if_else(pc.equal(c, ""), None, c) for c in cells], names=[str(i) for i in range(len(columns))])
    out = io.BytesIO()
    options = arrow_csv.WriteOptions(include_header=False, delimiter=entry.delimiter, quoting_style="needed")
    arrow_csv.write_csv(table, out, options)
    return out.getvalue()


def _joined(lines: pa.Array) -> bytes:
    """Lines, each with its end."""
    ended = pc.binary_join_element_wise(lines, pa.scalar("\n", lines.type), pa.scalar("", lines.type))
    _, offsets, data = ended.buffers()
    ends = np.frombuffer(offsets, np.int64)
    return (
        data.slice(int(ends[ended.offset]), int(ends[ended.offset + len(ended)] - ends[ended.offset])).to_pybytes()
        if data
        else b""
    )
