"""A file of records, block by block: where each record stands, which are whole, which are set aside and why.

Lines are found and cells counted over whole blocks of bytes, so that a broken line costs itself and nothing else. Where
quotes are broken (only ACLED and GED files have quotes) a block is read again line by line: a line that is a whole
record by itself is one, whatever an open quote before it says.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt

from escalade.errors import NoInputError

BLOCK = 8 << 20  # bytes of a block, at least
STRETCH = 256 << 10  # bytes that are looked through at a time
PIECE = 128 << 10  # bytes of a packed file that are asked for at a time
LONGEST = 1 << 20  # bytes of a record; what is longer is none
DEEPEST = 200  # lines of a record
QUOTE, NEWLINE = ord('"'), ord("\n")
SHOWN = 300  # characters of a refused record that its issue shows
OPEN_QUOTE = ("open_quote", "a quote is opened and never closed")
Positions = npt.NDArray[np.int64]
Octets = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Data: TypeAlias = "bytes | bytearray"


@dataclass(frozen=True)
class Refused:
    """A record that is set aside. `line` is 1-based and physical."""

    line: int
    code: str
    reason: str
    text: str


@dataclass
class Block:
    """Whole records: their text, each ended by a newline, valid UTF-8; the line that each begins on."""

    delimiter: str
    quoted: bool
    data: Data = b""
    lines: Positions = field(default_factory=lambda: np.zeros(0, np.int64))
    sizes: Positions = field(default_factory=lambda: np.zeros(0, np.int64))  # bytes of each, newline included
    refused: list[Refused] = field(default_factory=list)
    recoded: list[int] = field(default_factory=list)  # lines that were no UTF-8 and were read as Windows-1252
    cleaned: list[int] = field(default_factory=list)  # lines with stray line ends, or surplus empty cells at their end
    counted: bool = True  # the cells of every record were counted
    flat: bool = False  # every record is one line
    marks: tuple[Positions, Positions] | None = None  # of quotes, and of the delimiters outside them, where known


@dataclass
class _Cut:
    """Records found in a block of bytes, before bad ones are taken out."""

    starts: Positions
    ends: Positions  # of the newline
    lines: Positions  # newlines before each
    bad: dict[int, tuple[str, str]]  # record -> (code, reason)
    consumed: int
    flat: bool = False  # every record is one line
    marks: tuple[Positions, Positions] | None = None  # of quotes, and of the delimiters outside them


@dataclass(frozen=True)
class Source:
    """An open file. `position`: bytes of the file (packed as it may be) that were read so far.

    `piece`: bytes to ask for at a time; of a packed file few, for where it is damaged what was asked for is lost.
    """

    stream: BinaryIO
    position: Callable[[], int]
    piece: int = PIECE


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The bytes of a file; of the one file in a zip; of what a gz holds. Raises NoInputError if there are none."""
    try:
        with path.open("rb") as raw:
            magic = raw.read(4)
            raw.seek(0)
            if magic[:3] == b"\x1f\x8b\x08":
                with gzip.open(raw) as stream:
                    yield Source(stream, raw.tell)  # type: ignore[arg-type]
            elif magic == b"PK\x03\x04":
                with zipfile.ZipFile(raw) as archive:
                    names = [n for n in archive.namelist() if not n.endswith("/") and not n.startswith("__MACOSX")]
                    if len(names) != 1:
                        raise NoInputError(f"{path}: the archive holds {len(names)} files; one was expected")
                    with archive.open(names[0]) as member:
                        yield Source(member, raw.tell)  # type: ignore[arg-type]
            else:
                yield Source(raw, raw.tell, BLOCK)
    except (OSError, zipfile.BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise NoInputError(f"{path}: cannot be read: {reason}") from error


class Records:
    """The records of an open file after its first `line` lines, with `columns` cells each."""

    def __init__(
        self,
        stream: BinaryIO,
        *,
        columns: int,
        delimiter: str,
        quoted: bool,
        piece: int = PIECE,
        head: bytes = b"",
        line: int = 0,
    ) -> None:
        self._stream, self._piece = stream, piece
        self._columns, self._delimiter, self._quoted = columns, ord(delimiter), quoted
        self._line = line  # lines before the block at hand
        self._carry = head  # what was read of the stream before
        self.cut_short: str | None = None  # why the file ended before its end

    def __iter__(self) -> Iterator[Block]:
        while True:
            read = self._read()
            last = not read
            if last and self._carry and not self._carry.endswith(b"\n"):
                read = [b"\n"]
            if read or self._carry:
                yield self._block([self._carry, *read], last)
            if last:
                return

    def _new(self, **held: Any) -> Block:
        return Block(chr(self._delimiter), self._quoted, **held)

    def _read(self) -> list[bytes]:
        """The next bytes; none at the end, and where a packed file is damaged. Reads what can be read before that."""
        pieces: list[bytes] = []
        if self.cut_short:
            return pieces
        try:
            while sum(map(len, pieces)) < BLOCK and (piece := self._stream.read(self._piece)):
                pieces.append(piece)
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            self.cut_short = str(error)
        return pieces

    def _block(self, pieces: list[bytes], last: bool) -> Block:
        head, tail = _parted(pieces)
        if not head:
            return self._endless(tail)
        block = self._new(counted=False)
        head = self._tidy(head, block)
        cut = self._quoted_cut(head, last) if self._quoted else self._plain_cut(head)
        self._carry = head[cut.consumed :] + tail
        lines = len(cut.ends) if cut.flat else head.count(b"\n", 0, cut.consumed)
        before, self._line = self._line, self._line + lines
        if b"\0" in head:
            self._mark_nul(head, cut)
        _fill(block, head, cut, before + 1, None)
        _decode(block)
        return block

    def _endless(self, data: bytes) -> Block:
        """A stretch without a line end: kept for the next block, or given up."""
        if len(data) <= LONGEST + BLOCK:
            self._carry = data
            return self._new()
        self._carry = b""
        reason = f"no line end in {len(data):,} bytes"
        return self._new(refused=[Refused(self._line + 1, "too_long", reason, _excerpt(data))])

    def _tidy(self, head: bytes, block: Block) -> bytes:
        """Line ends as newlines; a carriage return or separator inside a line as a space (and told)."""
        if b"\r" in head:
            head = head.replace(b"\r\n", b"\n")
        for mark in (b"\r", b"\x1f"):
            if mark in head:
                block.cleaned.extend(self._line + 1 + i for i, line in enumerate(head.split(b"\n")) if mark in line)
                head = head.replace(mark, b" ")
        return head

    def _plain_cut(self, head: Data) -> _Cut:
        """Records as the line ends have them; their cells are not counted here: the parser does that."""
        bytes_ = np.frombuffer(head, np.uint8)
        ends = _where(bytes_, NEWLINE)
        starts = np.concatenate([[0], ends[:-1] + 1])
        return _Cut(starts, ends, np.arange(len(ends)), {}, len(head), flat=True)

    def counted(self, block: Block) -> Block:
        """The block without the records that have too few or too many cells, which are refused."""
        if self._quoted:
            cut = self._careful_cut(block.data, last=True)
            cut.lines = _physical(block)[cut.lines]
        else:
            cut = self._plain_cut(block.data)
            marks = _where(np.frombuffer(block.data, np.uint8), self._delimiter)
            self._count(cut, np.diff(np.searchsorted(marks, np.concatenate([cut.starts, [len(block.data)]]))) + 1)
            cut.lines = block.lines
        out = self._new(refused=block.refused, recoded=block.recoded, cleaned=block.cleaned)
        _fill(out, block.data, cut, 0, None if self._quoted else self._mend)
        return out

    def _count(self, cut: _Cut, cells: Positions) -> None:
        """Mark records with too few or too many cells."""
        for i in np.flatnonzero(cells != self._columns).tolist():
            cut.bad[i] = ("wrong_columns", f"{cells[i]} cells, {self._columns} were expected")

    def _quoted_cut(self, head: bytes, last: bool) -> _Cut:
        """Records as the quotes have them, if every quote stands where one may; else line by line."""
        bytes_ = np.frombuffer(head, np.uint8)
        marks, kinds = _found(bytes_, QUOTE, NEWLINE, self._delimiter)
        quote, newline = kinds == QUOTE, kinds == NEWLINE
        outside = _outside(quote)
        quotes, ends = marks[quote], marks[newline & outside]
        consumed = int(ends[-1]) + 1 if ends.size else 0
        if consumed < len(head) and (last or len(head) - consumed > LONGEST):
            return self._careful_cut(head, last)
        quotes = quotes[: np.searchsorted(quotes, consumed)]
        if not self._well_quoted(bytes_, quotes):
            return self._careful_cut(head, last)
        starts = np.concatenate([[0], ends[:-1] + 1]) if ends.size else np.zeros(0, np.int64)
        newlines = marks[newline] if len(ends) < np.count_nonzero(newline) else ends
        flat = len(ends) == np.searchsorted(newlines, consumed)
        lines = np.arange(len(ends)) if flat else np.searchsorted(newlines, starts)
        parting = marks[(kinds == self._delimiter) & outside]
        known = (quotes, parting[: np.searchsorted(parting, consumed)])
        return _Cut(starts, ends, lines, {}, consumed, bool(flat), known)

    def _well_quoted(self, bytes_: Octets, quotes: Positions) -> bool:
        """Whether every quote that opens stands at the start of a cell, and every one that closes at the end of one."""
        opened, closed = quotes[::2], quotes[1::2]
        before = np.where(opened > 0, bytes_[opened - 1], NEWLINE)
        after = bytes_[closed + 1]  # the last of them stands before a newline at the latest
        may = np.zeros(256, bool)
        may[[self._delimiter, NEWLINE, QUOTE]] = True
        return bool(may[before].all() and may[after].all())

    def _careful_cut(self, head: Data, last: bool) -> _Cut:
        """Records line by line: an open quote runs on only over lines that are no records by themselves."""
        lines = head.decode("latin-1").split("\n")[:-1]  # one character a byte
        offsets = np.concatenate([[0], np.cumsum([len(line) + 1 for line in lines])])
        starts: list[int] = []
        ends: list[int] = []
        bad: dict[int, tuple[str, str]] = {}
        i = 0
        while i < len(lines):
            taken, problem = self._record_at(lines, i)
            unfinished = taken == 0 and not last and len(lines) - i < DEEPEST and offsets[-1] - offsets[i] < LONGEST
            if unfinished:
                break
            if problem:
                bad[len(starts)] = problem
            taken = max(taken, 1)
            starts.append(i)
            ends.append(int(offsets[i + taken]) - 1)
            i += taken
        at = np.array(starts, np.int64)
        return _Cut(offsets[at], np.array(ends, np.int64), at, bad, int(offsets[i]))

    def _record_at(self, lines: list[str], i: int) -> tuple[int, tuple[str, str] | None]:
        """Lines that the record at line i takes (0: it runs past the end), and what is wrong with it."""
        reader = csv.reader(
            iter([f"{x}\n" for x in lines[i : i + DEEPEST]]), delimiter=chr(self._delimiter), strict=True
        )
        try:
            cells = next(reader, [])
        except csv.Error as error:
            if "unexpected end of data" not in str(error) and reader.line_num == 1:
                return 1, ("bad_quote", f"a quote that does not end its cell ({error})")
            if "unexpected end of data" not in str(error):
                return 1, OPEN_QUOTE
            deep = next((k for k in range(i + 1, min(len(lines), i + DEEPEST)) if self._alone(lines[k])), None)
            return (1 if deep else 0), OPEN_QUOTE
        taken = reader.line_num
        if len(cells) != self._columns and taken == 1:
            return 1, ("wrong_columns", f"{len(cells)} cells, {self._columns} were expected")
        if taken > 1 and (len(cells) != self._columns or any(self._alone(x) for x in lines[i + 1 : i + taken])):
            return 1, OPEN_QUOTE
        return taken, None

    def _alone(self, line: str) -> bool:
        """Whether a line is a whole record by itself."""
        if line.count(chr(self._delimiter)) < self._columns - 1:
            return False
        try:
            rows = list(csv.reader(io.StringIO(line), delimiter=chr(self._delimiter), strict=True))
        except csv.Error:
            return False
        return len(rows) == 1 and len(rows[0]) == self._columns

    def _mark_nul(self, head: bytes, cut: _Cut) -> None:
        for i, (start, end) in enumerate(zip(cut.starts.tolist(), cut.ends.tolist(), strict=True)):
            if head.find(b"\0", start, end) >= 0:
                cut.bad[i] = ("nul_byte", "a NUL byte: the file is damaged here")

    def _mend(self, record: bytes) -> bytes | None:
        """A record with surplus empty cells at its end without them; None where that is not what is wrong."""
        mark = bytes([self._delimiter])
        surplus = record.count(mark) + 1 - self._columns
        if surplus <= 0 or not record.endswith(mark * surplus) or b"\0" in record:
            return None
        return record[:-surplus]


def _parted(pieces: list[bytes]) -> tuple[bytes, bytes]:
    """What was read up to its last line end, and the rest; copied once."""
    rest: list[bytes] = []
    for i in range(len(pieces) - 1, -1, -1):
        whole = pieces[i].rfind(b"\n") + 1
        rest.append(pieces[i][whole:])
        if whole:
            head: list[bytes | memoryview] = [*pieces[:i], memoryview(pieces[i])[:whole]]
            return b"".join(head), b"".join(reversed(rest))
    return b"", b"".join(reversed(rest))


def _physical(block: Block) -> Positions:
    """The line of the file that each line of a block's data is."""
    at = np.searchsorted(
        _where(np.frombuffer(block.data, np.uint8), NEWLINE), np.concatenate([[0], np.cumsum(block.sizes)])
    )
    deep = np.diff(at)  # lines of each record
    return np.repeat(block.lines - at[:-1], deep) + np.arange(int(deep.sum()))


def _fill(block: Block, head: Data, cut: _Cut, first: int, mend: object) -> None:
    """Put the good records of a cut into a block, and say why the others are not there."""
    good = np.ones(len(cut.starts), bool)
    mended: dict[int, bytes] = {}
    for i, (code, reason) in cut.bad.items():
        record = head[int(cut.starts[i]) : int(cut.ends[i])]
        line = first + int(cut.lines[i])
        better = mend(record) if callable(mend) and code == "wrong_columns" else None
        if better is not None:
            mended[i] = better
            block.cleaned.append(line)
            continue
        good[i] = False
        if record.strip():
            block.refused.append(Refused(line, code, reason, _excerpt(record)))
    sizes = cut.ends - cut.starts + 1
    for i, record in mended.items():
        sizes[i] = len(record) + 1
    block.lines, block.sizes = first + cut.lines[good], sizes[good]
    if not cut.bad:
        block.data, block.flat, block.marks = head[: cut.consumed], cut.flat, cut.marks
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], good, [False]]).astype(np.int8)))
    pieces: list[Data] = []
    for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if any(i in mended for i in range(a, b)) if mended else False:
            pieces.extend(
                mended[i] + b"\n" if i in mended else head[int(cut.starts[i]) : int(cut.ends[i]) + 1]
                for i in range(a, b)
            )
        else:
            pieces.append(head[int(cut.starts[a]) : int(cut.ends[b - 1]) + 1])
    block.data = b"".join(pieces)


def unquoted(block: Block, joint: str) -> Block | None:
    """The same records without quotes, their cells parted by `joint`; None if one of them takes several lines."""
    if not block.flat:
        return None
    data = bytearray(block.data)
    text = np.frombuffer(data, np.uint8)
    quotes, marks = block.marks or _marks(text, ord(block.delimiter))
    text[marks] = ord(joint)
    opened, closed = quotes[::2], quotes[1::2]
    twice = closed[:-1][closed[:-1] + 1 == opened[1:]]
    text[quotes] = 0
    text[twice] = QUOTE
    ends = np.cumsum(block.sizes)
    new_ends = ends - np.searchsorted(quotes, ends) + np.searchsorted(twice, ends)
    sizes = np.diff(new_ends, prepend=0)
    return replace(block, data=data.replace(b"\0", b""), sizes=sizes, delimiter=joint, quoted=False, marks=None)


def _marks(text: Octets, delimiter: int) -> tuple[Positions, Positions]:
    """Where quotes are, and delimiters outside them."""
    marks, kinds = _found(text, QUOTE, delimiter)
    quote = kinds == QUOTE
    return marks[quote], marks[~quote & _outside(quote)]


def _outside(quote: Flags) -> Flags:
    """Which of some marks stand outside quotes, where `quote` says which of them are quotes."""
    outside: Flags = np.add.accumulate(quote.view(np.uint8), dtype=np.uint8) & 1 == 0
    return outside


def _where(text: Octets, mark: int, *others: int) -> Positions:
    """Where any of some bytes stands."""
    return _found(text, mark, *others)[0]


def _found(text: Octets, mark: int, *others: int) -> tuple[Positions, Octets]:
    """Where any of some bytes stands, and which; looked for in stretches that stay in the processor's cache."""
    places, kinds = [np.zeros(0, np.int64)], [np.zeros(0, np.uint8)]
    for at in range(0, len(text), STRETCH):
        stretch = text[at : at + STRETCH]
        there = stretch == mark
        for other in others:
            there |= stretch == other
        found = np.flatnonzero(there)
        kinds.append(stretch[found])
        places.append(found + at)
    return np.concatenate(places), np.concatenate(kinds)


def _decode(block: Block) -> None:
    """Records that are not UTF-8 as Windows-1252 says."""
    if block.data.isascii():
        return
    try:
        block.data.decode()
        return
    except UnicodeDecodeError:
        pass
    out, at = [], 0
    for i, size in enumerate(block.sizes.tolist()):
        record = block.data[at : at + size]
        at += size
        try:
            record.decode()
        except UnicodeDecodeError:
            block.recoded.append(int(block.lines[i]))
            record = _windows(record).encode()
            block.sizes[i] = len(record)
        out.append(record)
    block.data, block.marks = b"".join(out), None


def _windows(record: Data) -> str:
    try:
        return record.decode("cp1252")
    except UnicodeDecodeError:
        return record.decode("latin-1")


def _excerpt(record: Data) -> str:
    text = record[: 4 * SHOWN].decode("utf-8", errors="replace").replace("\0", "␀")
    return text[:SHOWN] + (f"... ({len(record):,} bytes)" if len(record) > SHOWN else "")
