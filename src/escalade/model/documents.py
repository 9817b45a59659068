"""What came in: raw input, its blocks, the document that all spans point into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Raw:
    """One report as it came in. `content` are its raw bytes; `text` is them decoded (for html: the source)."""

    TABLE: ClassVar[str] = "raw"
    KEY: ClassVar[tuple[str, ...]] = ("document_id",)
    document_id: str
    uri: str
    source_file: str
    row: int | None  # 0-based record number inside a jsonl, csv or parquet file; None = the whole file
    media_type: str  # text/plain, text/markdown, text/html
    encoding: str
    content: bytes
    text: str
    title: str | None
    published: str | None  # ISO date, only if the manifest or the record gives one
    publisher: str | None
    url: str | None
    authors: tuple[str, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the raw text and what it is. Offsets in the raw text (for html: the page's visible text)."""

    TABLE: ClassVar[str] = "block"
    KEY: ClassVar[tuple[str, ...]] = ("document_id", "ordinal")
    document_id: str
    ordinal: int
    kind: str  # title | lead | body | byline | caption | quotation | comment | boilerplate
    kept: bool
    char_start: int
    char_end: int
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A kept block inside the document's text. A sentence never crosses a segment."""

    kind: str
    char_start: int
    char_end: int
    raw_start: int
    publisher: str | None  # of an embedded quotation, where it differs from the document's
    published: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """The text that all spans point into. Not kept (`kept` false) = set aside, `reason` says why."""

    TABLE: ClassVar[str] = "document"
    KEY: ClassVar[tuple[str, ...]] = ("document_id",)
    document_id: str
    uri: str
    source_file: str
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    published: str | None
    published_basis: str  # given | page | inferred | unknown
    url: str | None
    language: str | None
    text: str
    segments: tuple[Segment, ...]
    kept: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Which `add` brought a document: 1 = the first one. Made by the ledger for whole stages; no stage writes it."""

    TABLE: ClassVar[str] = "arrival"
    KEY: ClassVar[tuple[str, ...]] = ("document_id",)
    document_id: str
    intake: int
