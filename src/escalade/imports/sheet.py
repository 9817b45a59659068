"""The cells of a block of records as columns, and what can be made of them: numbers, days, things looked up.

Whole columns are worked on at once; what must be looked up is looked up once for each different cell. A cell that
cannot be read is left unknown and told (`doubts`); a record without which nothing can be said is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from escalade.imports.drawn import JOINT, Drawn, Lookups
from escalade.imports.records import SHOWN, Block, Refused, unquoted
from escalade.model.cells import unguard_column

VOID = frozenset({"", "NA", "N/A", "NULL", "None", "nan", "---", "--"})  # what cells say that say nothing
MISSING = pa.array(sorted(VOID))
LONGEST_MISSING = max(map(len, VOID))
NUMBER = pa.float64()
FIGURE = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
Flags = npt.NDArray[np.bool_]
_Plan = tuple[Sequence[str], Collection[str]]


@dataclass
class Doubts:
    """Cells that could not be read, by column and reason: how many, and on which lines (the first few)."""

    found: dict[tuple[str, str], tuple[int, list[int]]] = field(default_factory=dict)

    def add(self, column: str, reason: str, lines: Sequence[int]) -> None:
        """Note cells of a column."""
        if len(lines):
            count, first = self.found.get((column, reason), (0, []))
            self.found[column, reason] = (count + len(lines), [*first, *map(int, lines)][:5])


class Sheet:
    """The cells of one block. `columns`: those of the file, by the format's names.

    `asked`: those that the format read of the block before, and `figures`: those of them that it read as numbers, so
    that the others need not be cut out and the numbers need not be texts first.
    """

    def __init__(
        self,
        block: Block,
        columns: Sequence[str],
        *,
        doubts: Doubts,
        memory: Lookups,
        before: Sheet | None = None,
        count: Callable[[Block], Block] | None = None,
    ) -> None:
        self.columns, self._doubts, self._memory = tuple(columns), doubts, memory
        self._count = count
        self.asked: set[str] = set()
        self.figures: set[str] = set()
        self.worded: set[str] = set()  # asked for as texts
        self._hold(block)
        guarded = _guarded(block)
        self._cells = self._cut(None if guarded else before)
        joint = JOINT if block.quoted else block.delimiter
        if guarded:
            self._unguard()
        self._records = self._joined(joint) if guarded or self._block.quoted else _lines(self._block)

    def _hold(self, block: Block) -> None:
        self._block, self.lines = block, block.lines
        self.refused: list[Refused] = list(block.refused)
        self.kept: Flags = np.ones(len(block.lines), bool)

    def _cut(self, before: Sheet | None) -> dict[str, pa.Array]:
        """Cells by column: those that the sheet before was asked for, else all.

        Where the parser finds that the cells are not as many as they should be, they are counted and the bad records
        taken out; where it still does, the records are taken one by one.
        """
        plans: list[_Plan] = [(self.columns, ())]
        if before is not None:
            asked = [c for c in self.columns if c in before.asked]
            plans = [(asked, before.figures - before.worded), (asked, ()), *plans]
        if self._block.quoted:
            bare = unquoted(self._block, JOINT)
            if bare is not None and (cells := self._first_parsed(bare, plans)) is not None:
                self._block = bare
                return cells
            plans = plans[-1:]  # to be joined they are all needed
        cells = self._first_parsed(self._block, plans[:1])
        if cells is None and self._count is not None and not self._block.counted:
            self._hold(self._count(self._block))
        cells = cells or self._first_parsed(self._block, plans)
        return self._one_by_one(self._block) if cells is None else cells

    def _first_parsed(self, block: Block, plans: Iterable[_Plan]) -> dict[str, pa.Array] | None:
        """Cells by the first plan (columns, and those of them that are numbers) that a block can be parsed by."""
        found = (_parsed(block, self.columns, *plan) for plan in plans)
        return next((cells for cells in found if cells is not None), None)

    def _one_by_one(self, block: Block) -> dict[str, pa.Array]:
        """Cells of records that do not all have the cells that they should: those that do not are refused."""
        rows: list[list[str]] = []
        at = 0
        for i, size in enumerate(block.sizes.tolist()):
            record = block.data[at : at + size - 1].decode()
            at += size
            cells = (
                next(csv.reader(io.StringIO(record, newline=""), delimiter=block.delimiter), [])
                if block.quoted
                else record.split(block.delimiter)
            )
            if len(cells) != len(self.columns):
                self.kept[i] = False
                reason = f"{len(cells)} cells, {len(self.columns)} were expected"
                if record.strip():
                    self.refused.append(Refused(int(self.lines[i]), "wrong_columns", reason, record[:SHOWN]))
                cells = [""] * len(self.columns)
            rows.append(cells)
        return {name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(_once(self.columns))}

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def records(self) -> pa.Array:
        """Each record, its cells joined."""
        return self._records

    def _unguard(self) -> None:
        """Take off the quote that our exports put before cells a spreadsheet would run as a formula."""
        for name, before in self._cells.items():
            self._cells[name] = unguard_column(before)

    def _joined(self, joint: str) -> pa.Array:
        return pc.binary_join_element_wise(*(self._cells[c] for c in _once(self.columns)), joint)

    def cell(self, name: str) -> pa.Array:
        """A column as it is; empty where the file has none."""
        self.asked.add(name)
        self.worded.add(name)
        if name not in self.columns:
            return pa.repeat("", len(self))
        if name not in self._cells or pa.types.is_floating(self._cells[name].type):  # not asked for before, or as texts
            self._cells |= _parsed(self._block, self.columns, [name]) or {}
        return self._cells[name]

    def text(self, name: str) -> pa.Array:
        """A column with what stands for nothing ("", NA, NULL) as null, without space around it."""
        return _said(self.cell(name))

    def refuse(self, where: pa.Array, code: str, reason: str, name: str) -> None:
        """Set records aside: those where the mask holds, for what stands in column `name`."""
        if not pc.any(where).as_py():
            return
        at = np.flatnonzero(pc.fill_null(where, False).to_numpy(zero_copy_only=False) & self.kept)
        cells, records = self.cell(name), self._records
        for i in at.tolist():
            said = f"{reason}: {cells[i].as_py()[:80]!r} in {name}"
            shown = records[i].as_py().replace(JOINT, " | ")[:SHOWN]
            self.refused.append(Refused(int(self.lines[i]), code, said, shown))
        self.kept[at] = False

    def number(self, name: str, kind: pa.DataType = NUMBER, low: float = -np.inf, high: float = np.inf) -> pa.Array:
        """A column as numbers within bounds; null, and told, where it is none."""
        self.asked.add(name)
        self.figures.add(name)
        values = self._cells.get(name)
        if values is None or not pa.types.is_floating(values.type):
            values = self._figures(name)
        ends = pc.min_max(values).as_py()
        whole = not pa.types.is_integer(kind) or values.equals(pc.floor(values))
        if ends["min"] is not None and not (low <= ends["min"] and ends["max"] <= high and whole):
            fits = pc.and_(pc.greater_equal(values, low), pc.less_equal(values, high))
            if pa.types.is_integer(kind):
                fits = pc.and_(fits, pc.equal(values, pc.floor(values)))
            sort = "no whole number" if pa.types.is_integer(kind) else "not"
            self._told(name, f"is {sort} within {low:,.10g} .. {high:,.10g}", pc.invert(fits))
            values = pc.if_else(fits, values, None)
        return values.cast(kind)

    def _figures(self, name: str) -> pa.Array:
        """A column of texts as numbers."""
        seen = name in self.worded
        cells = self.text(name)
        if not seen:
            self.worded.discard(name)
        try:
            return cells.cast(NUMBER)
        except pa.ArrowInvalid:
            readable = pc.match_substring_regex(cells, FIGURE)
            self._told(name, "is no number", pc.invert(readable))
            return pc.if_else(readable, cells, None).cast(NUMBER)

    def count(self, name: str) -> pa.Array:
        """A column as whole numbers from nought."""
        return self.number(name, pa.int32(), 0, 2**31 - 1)

    def _told(self, name: str, reason: str, where: pa.Array) -> None:
        if not pc.any(where).as_py():
            return
        at = np.flatnonzero(pc.fill_null(where, False).to_numpy(zero_copy_only=False) & self.kept)
        self._doubts.add(name, reason, self.lines[at].tolist())

    def point(self, latitude: str, longitude: str) -> tuple[pa.Array, pa.Array]:
        """Two columns as degrees; both null where one is, and at 0, 0, where no event data set has ground."""
        lat, lon = self.number(latitude, low=-90, high=90), self.number(longitude, low=-180, high=180)
        null = pc.or_(pc.is_null(lat), pc.is_null(lon))
        nowhere = pc.and_(pc.equal(lat, 0), pc.equal(lon, 0))
        void = pc.or_(null, pc.fill_null(nowhere, False))
        return pc.if_else(void, None, lat), pc.if_else(void, None, lon)

    def days(self, name: str, order: str = "mdy") -> Drawn:
        """A column as ISO days; null where it is none. `order`: of day and month in 3/4/2017."""
        return self.looked_up((name,), lambda cell: (day(cell, order),), (pa.string(),))[0]

    def label(self, name: str) -> pa.Array:
        """`text` of a column whose cells come again and again: with a dictionary, unless they hardly do."""
        cells = self.cell(name)
        coded = cells.dictionary_encode()
        if 2 * len(coded.dictionary) > len(coded):
            return _said(cells)
        said = _said(coded.dictionary)
        return coded if said.equals(coded.dictionary) else said.take(coded.indices).dictionary_encode()

    def looked_up(
        self, names: Sequence[str], what: Callable[..., tuple[Any, ...]], kinds: Sequence[pa.DataType]
    ) -> list[Drawn]:
        """Columns of what a function makes of cells without space around them, asked once for each combination."""
        cells = [self.cell(name) for name in names]
        key = cells[0] if len(cells) == 1 else pc.binary_join_element_wise(*cells, JOINT)
        coded = key.dictionary_encode()
        book = self._memory.of((*names, getattr(what, "__qualname__", "")), kinds)
        at = book.find(coded.dictionary.to_pylist(), what)[coded.indices.to_numpy()]
        return [Drawn(book, field, at) for field in range(len(kinds))]


def _said(cells: pa.Array) -> pa.Array:
    """Cells without space around them; null what stands for nothing."""
    cells = pc.ascii_trim_whitespace(cells)
    if (pc.min(pc.binary_length(cells)).as_py() or 0) > LONGEST_MISSING:
        return cells
    return pc.if_else(pc.is_in(cells, value_set=MISSING), None, cells)


def _guarded(block: Block) -> bool:
    """Whether a cell begins with the quote that guards formulas."""
    if b"'" not in block.data:
        return False
    marks = (block.delimiter.encode(), b'"', b"\n")
    return block.data.startswith(b"'") or any(mark + b"'" in block.data for mark in marks)


def _once(columns: Sequence[str]) -> list[str]:
    """Names of columns, a name that comes twice with its place behind it the second time."""
    return [c if c not in columns[:i] else f"{c}{JOINT}{i}" for i, c in enumerate(columns)]


def _parsed(
    block: Block, columns: Sequence[str], names: Sequence[str], figures: Collection[str] = ()
) -> dict[str, pa.Array] | None:
    """Cells of some columns, `figures` as numbers; None if that is not what every record has."""
    if not block.data:
        return {name: pa.array([], pa.string()) for name in columns}
    unique = _once(columns)
    wanted = unique if len(names) == len(columns) else list(dict.fromkeys(names))
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(block.data),
            read_options=arrow_csv.ReadOptions(column_names=unique, use_threads=False, block_size=len(block.data) + 1),
            parse_options=arrow_csv.ParseOptions(
                delimiter=block.delimiter,
                quote_char='"' if block.quoted else False,
                double_quote=block.quoted,
                escape_char=False,
                newlines_in_values=block.quoted,
                ignore_empty_lines=True,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: NUMBER if name in figures else pa.string() for name in wanted},
                include_columns=wanted,
                null_values=MISSING.to_pylist(),
                check_utf8=False,
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != len(block.lines):
        return None
    return {name: _whole(table.column(name)) for name in wanted}


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _lines(block: Block) -> pa.Array:
    """Records as they stand, without their line ends."""
    offsets = np.concatenate([[0], np.cumsum(block.sizes - 1)]).astype(np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(block.sizes), [None, pa.py_buffer(offsets), pa.py_buffer(block.data.replace(b"\n", b""))]
    )


_ISO = re.compile(r"^(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:\d{6}(?:\.0+)?)?$")
_SLASHED = re.compile(r"^(\d\d?)[/.](\d\d?)[/.](\d{4})(?:[T ].*)?$")
_WORDED = re.compile(r"^(\d\d?)[ -]([A-Za-z]{3,9})[ -](\d{4})$")


def day(cell: str, order: str = "mdy") -> str | None:
    """ISO day of a date as event data sets write it (2018-06-01, 20180601, 6/1/2018, 01 June 2018), else None."""
    if match := _ISO.match(cell) or _COMPACT.match(cell):
        year, month, of_month = (int(part) for part in match.groups())
    elif match := _SLASHED.match(cell):
        first, second, year = (int(part) for part in match.groups())
        month, of_month = (first, second) if order == "mdy" else (second, first)
    elif match := _WORDED.match(cell):
        of_month, year = int(match[1]), int(match[3])
        month = next((i for i, name in enumerate(MONTHS, 1) if match[2].lower().startswith(name)), 0)
    else:
        return None
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        return None
