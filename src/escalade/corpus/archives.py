"""Pages in web archives (WARC, plain or gzipped): what a crawler was answered, one record a page."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from escalade.corpus.encoding import decode
from escalade.corpus.records import Problem, Record
from escalade.errors import InputError

CHUNK = 1 << 16


def warc_pages(path: Path, limit: int, problem: Problem) -> Iterator[tuple[int, Record]]:
    """Pages answered with status 200, with the 0-based number of their record. Other records are passed over."""
    with path.open("rb") as raw:
        stream: Any = gzip.open(raw) if raw.peek(2)[:2] == b"\x1f\x8b" else raw  # noqa: SIM115 (closed with `raw`)
        row = -1
        try:
            while (headers := _headers(stream, first=True)) is not None:
                row += 1
                length = int(headers.get("content-length", "0"))
                if headers.get("warc-type") != "response" or length > limit:
                    if length > limit:
                        problem(row, "too_large", f"record {row} is larger than {limit:,} bytes")
                    _skip(stream, length)
                    continue
                page = _page(stream.read(length))
                if page is None:
                    continue
                try:
                    text, _ = decode(page, page=True)
                except InputError as error:
                    problem(row, error.code, f"record {row}: {error}")
                    continue
                yield row, {"html": text, "url": headers.get("warc-target-uri", "").strip("<>") or None}
        except (EOFError, OSError, ValueError, zlib.error) as error:
            problem(None, "format", f"broken after record {row}: {error}")
    if row < 0:
        raise InputError("format", "no WARC record in it")


def _headers(stream: IO[bytes], *, first: bool = False) -> dict[str, str] | None:
    """Header lines up to the empty line, names in lower case; None at the end of the file."""
    line = stream.readline(CHUNK)
    while first and line and not line.strip():
        line = stream.readline(CHUNK)
    if not line:
        return None
    if first and not line.startswith(b"WARC/"):
        raise ValueError("no WARC record where one should start")
    out: dict[str, str] = {"": line.decode("latin-1").strip()}
    while (line := stream.readline(CHUNK)).strip():
        name, _, value = line.decode("latin-1").partition(":")
        out[name.strip().lower()] = value.strip()
    return out


def _skip(stream: IO[bytes], length: int) -> None:
    while length > 0 and (read := stream.read(min(length, CHUNK))):
        length -= len(read)


def _page(answer: bytes) -> bytes | None:
    """Body of an HTTP answer that is a page, None otherwise."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    status = lines[0].split(" ")
    fields = dict(line.split(":", 1) for line in lines[1:] if ":" in line)
    if len(status) < 2 or status[1] != "200" or "html" not in fields.get("content-type", "html"):
        return None
    if "chunked" in fields.get("transfer-encoding", ""):
        body = _unchunked(body)
    if "gzip" in fields.get("content-encoding", "") and body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    return body


def _unchunked(body: bytes) -> bytes:
    """Body put together again; one that was stored whole in spite of its header is left as it is."""
    out: list[bytes] = []
    at = 0
    while at < len(body):
        line, found, _ = body[at : at + 20].partition(b"\r\n")
        try:
            size = int(line.split(b";")[0], 16)
        except ValueError:
            return b"".join(out) if out else body
        if not found or size == 0:
            break
        at += len(line) + 2
        out.append(body[at : at + size])
        at += size + 2
    return b"".join(out)
