"""Where quoted words stand in the raw bytes that came in."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from functools import cache
from html.entities import html5
from itertools import islice
from pathlib import Path

from escalade.ledger import inbox
from escalade.ledger.manifest import Held
from escalade.model.documents import Document, Raw

GAP = r"(?:\s|<[^<>]*>|\\[nrt]|&nbsp;|&#160;|[*_>\u200b])+"  # what may stand between two words in the raw text


@dataclass(frozen=True)
class Origin:
    """Bytes of a file of the inbox. `exact`: they are the quoted words; else the record or file that holds them.

    `offset`, `length` count bytes, of the file as it came in; None where the format has no byte of its own for a record
    (Parquet): then `row` says which record.
    """

    source_file: str
    inbox_file: str
    sha256: str
    offset: int | None
    length: int | None
    row: int | None
    exact: bool


def find(
    folder: Path, held: tuple[Held, ...], raw: Raw, document: Document | None, start: int, end: int
) -> Origin | None:
    """Raw bytes behind document.text[start:end], without a document the whole record.

    None if the inbox has no file of that name.

    Raises CasebookError if the bytes were changed or are gone.
    """
    files = [h for h in held if h.source_file == raw.source_file]
    best = None
    for file in files:
        content = inbox.raw_bytes(folder, file)
        bounds = _record(content, raw)
        if raw.document_id and raw.row is None and len(files) > 1 and content != raw.content:
            continue
        span = None
        if bounds is not None and document is not None:
            span = _direct(content, raw, document, start, end) or _searched(content, bounds, raw, document, start, end)
        where = inbox.location(folder, file.sha256)
        found = span or bounds
        best = Origin(
            source_file=file.source_file,
            inbox_file=str(where),
            sha256=file.sha256,
            offset=found[0] if found else None,
            length=found[1] - found[0] if found else None,
            row=raw.row,
            exact=span is not None or (document is None and found is not None),
        )
        if span:
            break
    return best


def _record(content: bytes, raw: Raw) -> tuple[int, int] | None:
    """Byte bounds of the record that a report is; the whole file if it is one report."""
    if raw.row is None or raw.source_file.lower().endswith((".xml", ".rss", ".atom")):
        return 0, len(content)
    name = raw.source_file.lower()
    if name.endswith((".jsonl", ".ndjson")):
        start = 0
        for number, line in enumerate(content.split(b"\n")):
            if number == raw.row:
                return start, start + len(line)
            start += len(line) + 1
    if name.endswith(".csv"):
        return _csv_record(content, raw.row)
    return None


def _csv_record(content: bytes, row: int) -> tuple[int, int] | None:
    lines = content.decode("utf-8-sig", errors="surrogateescape").splitlines(keepends=True)
    skipped = len(content) - sum(len(line.encode(errors="surrogateescape")) for line in lines)
    csv.field_size_limit(max(csv.field_size_limit(), len(content) + 1))  # one limit for all of the process
    reader = csv.reader(lines)
    before = 0
    for number, _ in enumerate(reader, start=-1):  # -1: the header
        if number == row:
            sizes = [len(line.encode(errors="surrogateescape")) for line in lines[: reader.line_num]]
            return skipped + sum(sizes[:before]), skipped + sum(sizes)
        before = reader.line_num
    return None


def _direct(content: bytes, raw: Raw, document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Bounds by counting: for plain files, whose raw text is the decoded file."""
    segment = next((s for s in document.segments if s.char_start <= start and end <= s.char_end), None)
    if segment is None or raw.row is not None:
        return None
    at = segment.raw_start + start - segment.char_start
    quote = document.text[start:end]
    if raw.text[at : at + len(quote)] != quote:
        return None
    try:
        before, words = raw.text[:at].encode(raw.encoding), quote.encode(raw.encoding)
    except (LookupError, UnicodeEncodeError):
        return None
    for mark in (0, 2, 3):  # a byte order mark is in the file and not in the text
        if content[len(before) + mark :].startswith(words):
            return len(before) + mark, len(before) + mark + len(words)
    return None


def _searched(
    content: bytes, bounds: tuple[int, int], raw: Raw, document: Document, start: int, end: int
) -> tuple[int, int] | None:
    """Bounds by looking for the words within the record, whatever markup or escapes stand between them."""
    encoding = "utf-8" if raw.row is not None else raw.encoding
    try:
        text = content[bounds[0] : bounds[1]].decode(encoding, errors="surrogateescape")
    except LookupError:
        return None
    quote = document.text[start:end]
    if not quote.strip():
        return None
    left = document.text[max(0, start - 60) : start].partition(" ")[2]
    match = re.search(_pattern(left) + _between(left, quote) + f"({_pattern(quote)})", text) if left else None
    if match is None:  # no words before it, or markup between: then the same occurrence of the words alone
        nth = len(re.findall(_pattern(quote), document.text[:start]))
        match = next(islice(re.finditer(f"({_pattern(quote)})", text), nth, None), None)
    if match is None:
        return None
    a, b = (len(text[:i].encode(encoding, errors="surrogateescape")) for i in match.span(1))
    return bounds[0] + a, bounds[0] + b


@cache
def _entities() -> dict[str, list[str]]:
    """HTML's names of each character."""
    out: dict[str, list[str]] = {}
    for name, value in html5.items():
        if name.endswith(";"):
            out.setdefault(value, []).append(name)
    return out


def _pattern(words: str) -> str:
    return GAP.join(_word(word) for word in words.split())


def _between(left: str, right: str) -> str:
    if not left.strip():
        return ""
    return GAP if left[-1:].isspace() or right[:1].isspace() else r"(?:<[^<>]*>)*"


def _word(word: str) -> str:
    """A word as itself, or a character of it escaped as HTML, JSON or CSV do."""
    return "".join(_character(character) for character in word)


def _character(character: str) -> str:
    if character.isalnum() and character.isascii():
        return character
    point = ord(character)
    forms = {character, f"&#{point};", f"&#x{point:x};", f"&#x{point:X};", json.dumps(character)[1:-1]}
    forms |= {f"&{name}" for name in _entities().get(character, ())}
    forms |= {"/": {"\\/"}, '"': {'""'}}.get(character, set())
    return f"(?:{'|'.join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))})"
