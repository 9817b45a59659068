"""Cells that a spreadsheet would run as a formula, written so that it does not; and taken back at import.

A cell that begins with = + - @ or a tab, and is no number, gets an apostrophe before it; one that begins with
apostrophes before such a sign gets one more, so that every cell has one written form and comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

DANGEROUS = r"^'*[=+\-@＝＋－＠\t\r\n]"
GUARDED = r"^'('*[=+\-@＝＋－＠\t\r\n])"
NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_DANGEROUS, _NUMBER = re.compile(DANGEROUS), re.compile(NUMBER)
_FIRST = np.zeros(256, bool)
_FIRST[[*b"'=+-@\t\r\n", 0xEF]] = True  # first bytes of such cells


def guard(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if _DANGEROUS.match(cell) and not _NUMBER.match(cell) else cell


def guarded(value: Any) -> Any:
    """The same for a value of any type; only texts can be formulas."""
    return guard(value) if isinstance(value, str) else value


def line(cells: Sequence[Any]) -> str:
    """A line of CSV. Cells with a carriage return are quoted: a spreadsheet would begin a row, and a cell, after it."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # the writer quotes what has a character of its line end
    return out.getvalue()[:-2] + "\n"


def guard_column(cells: pa.Array) -> pa.Array:
    """The same for a whole column of texts without nulls."""
    cells = cells.cast(pa.large_string())
    _, offsets_buffer, data_buffer = cells.buffers()
    if not len(cells) or data_buffer is None or not data_buffer.size:
        return cells
    offsets = np.frombuffer(offsets_buffer, np.int64)[cells.offset : cells.offset + len(cells) + 1]
    data = np.frombuffer(data_buffer, np.uint8)
    first = _FIRST[data[np.minimum(offsets[:-1], len(data) - 1)]] & (np.diff(offsets) > 0)
    if not first.any():
        return cells
    suspects = cells.filter(pa.array(first))
    run = pc.and_(pc.match_substring_regex(suspects, DANGEROUS), pc.invert(pc.match_substring_regex(suspects, NUMBER)))
    if not pc.any(run).as_py():
        return cells
    mask = np.zeros(len(cells), bool)
    mask[np.flatnonzero(first)] = run.to_numpy(zero_copy_only=False)
    mark, nothing = (pa.scalar(text, pa.large_string()) for text in ("'", ""))
    quoted = pc.binary_join_element_wise(mark, cells, nothing)
    return pc.if_else(pa.array(mask), quoted, cells)


def unguard_column(cells: pa.Array) -> pa.Array:
    """A column without the apostrophes that `guard` put before its cells; what it never writes stays as it is."""
    ours = pc.match_substring_regex(cells, GUARDED)
    if not pc.any(ours).as_py():
        return cells
    bare = pc.replace_substring_regex(cells, GUARDED, r"\1")
    return pc.if_else(pc.and_(ours, pc.invert(pc.match_substring_regex(bare, NUMBER))), bare, cells)
