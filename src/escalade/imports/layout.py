"""What lies in a file: which format of a family, with which columns in which order, from which line on."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from escalade.errors import NoInputError, UsageError
from escalade.vocab import peers
from escalade.vocab.peers import FormatEntry

FAMILIES = {
    "gdelt": ("gdelt2", "gdelt1", "gdelt2-mentions"),
    "icews": ("icews",),
    "polecat": ("polecat",),
    "acled": ("acled",),
    "ged": ("ged",),
    "phoenix": ("phoenix", "petrarch"),
    "petrarch": ("petrarch", "phoenix"),
}
PEEK = 1 << 20  # bytes that are looked at
LOOKED_AT = 200  # lines
OLD_GDELT = 57  # cells of GDELT 1.0 before it had SOURCEURL
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Layout:
    """How to read a file. `head`: bytes already read that hold records; `line`: lines before them."""

    entry: FormatEntry
    columns: tuple[str, ...]
    delimiter: str
    head: bytes
    line: int


def layout(path: Path, stream: BinaryIO, family: str) -> Layout:
    """Layout of an open file. Raises UsageError for an unknown family, NoInputError if the file is not of it."""
    if family not in FAMILIES:
        raise UsageError(f"no format {family!r} to import; there are {', '.join(FAMILIES)}")
    head = _peeked(path, stream)
    formats = [peers.load().formats[name] for name in FAMILIES[family]]
    if formats[0].header:
        return _headed(path, head, formats[0])
    return _headless(path, head, formats)


def _peeked(path: Path, stream: BinaryIO) -> bytes:
    head = b""
    try:
        while len(head) < PEEK and (piece := stream.read(PEEK >> 4)):
            head += piece
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        if not head:
            raise NoInputError(f"{path}: cannot be read: {error}") from error
    for mark, name in MARKS.items():
        if head.startswith(mark):
            raise NoInputError(f"{path}: is {name}; save it as UTF-8")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if not head.strip():
        raise NoInputError(f"{path}: is empty")
    return head


def _lines(head: bytes) -> list[str]:
    """The first whole lines."""
    text = head.decode("utf-8", errors="replace").replace("\r\n", "\n")
    lines = text.split("\n")
    return (lines[:-1] if len(lines) > 1 else lines)[:LOOKED_AT]


def _headed(path: Path, head: bytes, entry: FormatEntry) -> Layout:
    """A file whose first line names its columns, in any order, casing and number."""
    lines = _lines(head)
    skipped = next(i for i, line in enumerate(lines) if line.strip())
    delimiter = max(dict.fromkeys([entry.delimiter, "\t", ",", ";"]), key=lines[skipped].count)
    if not entry.quoted:
        delimiter = entry.delimiter
    names = _names(lines[skipped], delimiter, entry)
    body = lines[skipped + 1 :]
    usual = _usual(body, delimiter, entry.quoted)
    missing = [name for name in entry.needed if name not in names]
    if (missing or len(names) != usual) and usual == len(entry.columns) and body:
        names, missing = entry.columns, []  # a broken header over rows that are as they should be
    if missing:
        raise NoInputError(f"{path}: not {entry.name}: no column {', '.join(missing)}")
    at = 0
    for _ in range(skipped + 1):
        at = head.find(b"\n", at) + 1 or len(head)
    return Layout(entry, names, delimiter, head[at:], skipped + 1)


def _names(line: str, delimiter: str, entry: FormatEntry) -> tuple[str, ...]:
    """Columns of a header line; empty ones at its end are none."""
    cells = next(csv.reader([line.lstrip("#!")], delimiter=delimiter), [])
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(entry.canonical(cell.strip().strip('"')) for cell in cells)


def _cells(lines: list[str], delimiter: str, quoted: bool) -> Iterator[list[str]]:
    if not quoted:
        yield from (line.split(delimiter) for line in lines if line.strip())
        return
    try:
        yield from (row for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return


def _usual(lines: list[str], delimiter: str, quoted: bool) -> int:
    """The number of cells that most lines have."""
    found = _counted(lines, delimiter, quoted)
    return found.most_common(1)[0][0] if found else 0


def _counted(lines: list[str], delimiter: str, quoted: bool) -> Counter[int]:
    return Counter(len(cells) for cells in _cells(lines, delimiter, quoted))


def _headless(path: Path, head: bytes, formats: list[FormatEntry]) -> Layout:
    """A file that starts with its first record: what it is shows in the number of cells."""
    lines = _lines(head)
    found = _counted(lines, "\t", quoted=False)
    fits = [(found[n], n, entry) for entry in formats for n in _widths(entry) if found[n]]
    if not fits:
        usual = found.most_common(1)[0][0] if found else 0
        known = "; ".join(f"{entry.name} has {len(entry.columns)}" for entry in formats)
        raise NoInputError(f"{path}: most lines have {usual} cells parted by tabs; {known}")
    _, width, entry = max(fits, key=lambda fit: fit[0])
    first = lines[0].lstrip("#!").split("\t")
    named = peers.plain(first[0]) == peers.plain(entry.columns[0])  # some copies have a header all the same
    body = head[head.find(b"\n") + 1 :] if named else head
    return Layout(entry, entry.columns[:width], "\t", body, 1 if named else 0)


def _widths(entry: FormatEntry) -> list[int]:
    """Numbers of cells that records of a format without a header may have."""
    full = len(entry.columns)
    older = {"gdelt1": [OLD_GDELT], "petrarch": [full - 1, full - 2]}
    return [full, *older.get(entry.format, [])]
