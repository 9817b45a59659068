"""The text that all spans point into, with its date and publisher, and on what basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from escalade.corpus import quotations
from escalade.corpus.language import language
from escalade.corpus.metadata import Metadata, metadata, url_date
from escalade.corpus.publication import from_name, inferred, source
from escalade.model.casebook import Issue
from escalade.model.documents import Block, Document, Raw, Segment
from escalade.model.ids import content_id
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.vocab.outlets import Outlets

BETWEEN = "\n\n"  # between the blocks of a document's text
LONGEST = 2_000_000  # characters of a document's text; a report of some 300,000 words is an archive, not a report
SILENT = Metadata()
NAME = "corpus.assemble"
SAYS = {
    "no_text": "nothing is left of it but a headline and what stands around an article",
    "language": "its language is {}, not English",
    "too_large": f"longer than {LONGEST:,} characters",
}


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """The document of each raw report, in its order, and an issue for each that is set aside."""
    groups = tables.by_document(Block)
    outlets = resources["outlets"]
    documents = [document(raw, groups.get(raw.document_id, []), outlets) for raw in tables.rows(Raw)]
    return {Document: documents, Issue: [issue for d in documents if (issue := _issue(d)) is not None]}


def _issue(d: Document) -> Issue | None:
    if d.reason is None:
        return None
    code = d.reason.partition("_")[0] if d.reason.startswith("language") else d.reason
    return Issue(
        content_id("i", NAME, d.document_id, d.uri, code),
        NAME,
        d.document_id,
        d.uri,
        code,
        SAYS[code].format(d.language),
    )


def document(raw: Raw, blocks: Sequence[Block], outlets: Outlets) -> Document:
    """The document: kept blocks joined by an empty line. Set aside (`kept` false): empty ones, those not in English."""
    page = metadata(raw.text, raw.url) if raw.media_type == "text/html" else SILENT
    publisher = raw.publisher or page.publisher
    relayed = source(blocks, outlets, publisher)
    text, segments = _joined(blocks, outlets, relayed if publisher else None)
    published, basis = _published(raw, page, blocks)
    found = language(_prose(blocks) or text)
    reason = None
    if not any(s.kind != "title" for s in segments):
        reason = "no_text"
    elif (found or raw.language or "en")[:2].lower() != "en":
        reason = f"language_{found or raw.language}"
    elif len(text) > LONGEST:
        reason = "too_large"
    return Document(
        document_id=raw.document_id,
        uri=raw.uri,
        source_file=raw.source_file,
        title=raw.title or page.title or next((b.text for b in blocks if b.kind == "title"), None),
        authors=raw.authors or page.authors or _authors(blocks),
        publisher=publisher or relayed,
        published=published,
        published_basis=basis,
        url=raw.url or page.url,
        language=found or raw.language,
        text=text,
        segments=segments,
        kept=reason is None,
        reason=reason,
    )


def _joined(blocks: Sequence[Block], outlets: Outlets, relayed: str | None) -> tuple[str, tuple[Segment, ...]]:
    """The text and its segments; `relayed` is the outlet whose copy the body is, if not the publisher's own."""
    parts: list[str] = []
    segments: list[Segment] = []
    start = 0
    quoted: quotations.Source | None = None
    before: Block | None = None
    for block in blocks:
        if block.kind == "quotation":
            quoted = _source(before, quoted, outlets)
        elif block.rule != "boilerplate.more":
            quoted = None
        before = block
        if not block.kept:
            continue
        publisher, published = (relayed if block.kind in ("lead", "body") else None), None
        if quoted is not None and block.kind == "quotation":
            publisher, published = quoted.who, quoted.published
        segments.append(Segment(block.kind, start, start + len(block.text), block.char_start, publisher, published))
        parts.append(block.text)
        start += len(block.text) + len(BETWEEN)
    return BETWEEN.join(parts), tuple(segments)


def _source(before: Block | None, current: quotations.Source | None, outlets: Outlets) -> quotations.Source | None:
    """Whom a quotation quotes: told by the block before it, else as the quotation that it goes on from."""
    if before is None:
        return None
    if before.kind == "quotation":
        return current
    if before.rule == "quotation.source_line":
        return quotations.source_line(before.text) or quotations.dated_line(before.text, outlets.is_outlet)
    return quotations.introduction(before.text, outlets.is_outlet)


def _published(raw: Raw, page: Metadata, blocks: Sequence[Block]) -> tuple[str | None, str]:
    if raw.published:
        return raw.published, "given"
    if day := page.published or url_date(raw.url):
        return day, "page"
    if day := inferred(blocks) or from_name(raw.source_file):
        return day, "inferred"
    return None, "unknown"


def _prose(blocks: Sequence[Block]) -> str:
    """Enough of the body to tell its language."""
    out, length = [], 0
    for block in blocks:
        if block.kind in ("body", "lead", "quotation") and block.kept:
            out.append(block.text)
            length += len(block.text)
            if length > 3000:
                break
    return "\n".join(out)


def _authors(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Names in a byline of a plain text."""
    for block in blocks:
        if block.rule == "byline.byline" and (found := quotations.byline_names(block.text)):
            return found
    return ()


ASSEMBLE = Stage(
    name=NAME,
    question="the text that all spans point into, its date and publisher, and on what basis",
    apply=apply,
    reads=(Raw, Block),
    writes=(Document, Issue),
    resources=("outlets",),
)
