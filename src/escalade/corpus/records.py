"""Records of tables of reports: JSON lines, CSV, Parquet, feeds, in a stream; what is broken is named and left out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.parquet as pq

from escalade.corpus.encoding import decode
from escalade.errors import InputError

FIELDS = ("id", "text", "html", "title", "published", "publisher", "url", "authors", "language")
BATCH = 64  # Parquet records in memory at a time
SAMPLE = 1 << 16

Record = dict[str, Any]
Problem = Callable[[int | None, str, str], None]  # row (None = the whole file), code, message


def json_lines(path: Path, limit: int, problem: Problem) -> Iterator[tuple[int, Record]]:
    """Objects of a JSON lines file with their 0-based line number."""
    with _text(path) as stream:
        for row, line in _lines(stream, limit):
            if line is None:
                problem(row, "too_large", f"line {row + 1} is longer than {limit:,} characters")
                continue
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                problem(row, "format", f"line {row + 1} is no JSON: {getattr(error, 'msg', error)}")
                continue
            if not isinstance(value, dict):
                problem(row, "format", f"line {row + 1} is no JSON object")
                continue
            yield row, value


def csv_rows(path: Path, limit: int, problem: Problem) -> Iterator[tuple[int, Record]]:
    """Rows of a CSV file (comma, semicolon or tab, as its first line has it) with their 0-based number."""
    csv.field_size_limit(limit)
    with _text(path) as stream:
        reader = csv.reader(_csv_lines(stream, limit, problem), delimiter=_delimiter(stream))
        names = [name.strip().lower() for name in next(reader, [])]
        if "text" not in names and "html" not in names:
            raise InputError("columns", f"no column text or html among {', '.join(names[:12]) or 'none'}")
        row = 0
        while True:
            try:
                values = next(reader, None)
            except csv.Error as error:
                problem(row, "format", f"line {reader.line_num}: {error}")
                row += 1
                continue
            if values is None:
                return
            if any(values):
                if len(values) != len(names):
                    problem(row, "format", f"line {reader.line_num} has {len(values)} fields, the header {len(names)}")
                else:
                    yield row, dict(zip(names, values, strict=True))
            row += 1


def parquet_rows(path: Path, limit: int, problem: Problem) -> Iterator[tuple[int, Record]]:
    """Rows of a Parquet file with their 0-based number."""
    try:
        with pq.ParquetFile(path) as file:
            names = [n for n in file.schema_arrow.names if n in FIELDS]
            if "text" not in names and "html" not in names:
                raise InputError("columns", f"no column text or html among {', '.join(file.schema_arrow.names[:12])}")
            row = 0
            for batch in file.iter_batches(BATCH, columns=names):
                for record in batch.to_pylist():
                    yield row, record
                    row += 1
    except (pa.ArrowException, OSError) as error:
        raise InputError("format", f"no readable Parquet file: {str(error).splitlines()[0][:200]}") from error


def feed_items(path: Path, limit: int, problem: Problem) -> Iterator[tuple[int, Record]]:
    """Items of an RSS or Atom feed with their 0-based number."""
    if path.stat().st_size > limit:
        raise InputError("too_large", f"larger than {limit:,} bytes")
    raw = path.read_bytes()
    if b"<!ENTITY" in raw[:SAMPLE]:
        raise InputError("format", "a feed that declares entities is not read")
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        raise InputError("format", f"no well-formed XML: {error}") from error
    items = [e for e in root.iter() if _local(e) in ("item", "entry")]
    if not items:
        raise InputError("format", "no feed: neither item nor entry in it")
    channel = next((_first(e, "title") for e in root.iter() if _local(e) in ("channel", "feed")), None)
    for row, item in enumerate(items):
        link = _first(item, "link") or next(
            (e.get("href") for e in item if _local(e) == "link" and e.get("rel") != "self"), None
        )
        yield (
            row,
            {
                "id": _first(item, "guid", "id") or link,
                "html": _first(item, "encoded", "content", "description", "summary"),
                "title": _first(item, "title"),
                "published": _first(item, "pubDate", "published", "date", "updated"),
                "publisher": _first(item, "source") or channel,
                "url": link,
                "authors": [e for e in (_first(item, "creator", "author"),) if e],
            },
        )


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _first(element: ElementTree.Element, *names: str) -> str | None:
    """Text of the first child of one of these names, the first name first; markup in it as source."""
    for name in names:
        for child in element:
            if _local(child) == name:
                if len(child):
                    return "".join(ElementTree.tostring(c, encoding="unicode") for c in child).strip()
                if child.text and child.text.strip():
                    return child.text.strip()
    return None


def _text(path: Path) -> TextIO:
    """The file as text, its encoding found in its first bytes; broken UTF-8 comes out as surrogates (`is_broken`)."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    cut = head if len(head) < SAMPLE else head[: head.rfind(b"\n") + 1] or head
    encoding = decode(cut)[1]
    errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
    return path.open(encoding=encoding, errors=errors, newline="")


def is_broken(text: str) -> bool:
    """Whether the text holds bytes that did not fit the file's encoding."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)


def _lines(stream: TextIO, limit: int) -> Iterator[tuple[int, str | None]]:
    """Lines with their 0-based number; None for a line longer than `limit`, which is never held in memory whole."""
    row = 0
    while line := stream.readline(limit + 1):
        if len(line) > limit and not line.endswith("\n"):
            while (rest := stream.readline(limit)) and not rest.endswith("\n"):
                pass
            yield row, None
        else:
            yield row, line
        row += 1


def _csv_lines(stream: TextIO, limit: int, problem: Problem) -> Iterator[str]:
    for row, line in _lines(stream, limit):
        if line is None:
            problem(None, "too_large", f"line {row + 1} is longer than {limit:,} characters")
            yield "\n"
        else:
            yield line


def _delimiter(stream: TextIO) -> str:
    first = stream.readline(SAMPLE)
    stream.seek(0)
    return max(",;\t", key=lambda c: (first.count(c), c == ","))
