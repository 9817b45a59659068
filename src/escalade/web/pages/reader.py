"""Reader: the reports, and one report as it was read: coded spans, what was left out and why, who says what."""

from __future__ import annotations

import json
from typing import Any

from escalade.web.page import Ask, NotFoundError, Page, Pager
from escalade.web.pages.choices import actors_often, events_of, kinds
from escalade.web.pages.evidence import MENTIONS
from escalade.web.passages import difference, passages, spans_of
from escalade.web.render import clip
from escalade.web.selection import fts
from escalade.web.store import ReadModel, Row

SORTS = {
    "-published": "d.published IS NULL, d.published DESC, d.n",
    "published": "d.published IS NULL, d.published, d.n",
    "mentions": "d.mentions DESC, d.n",
    "new": "d.intake DESC, d.n",
}


def reader(ask: Ask, model: ReadModel) -> Page:
    """The reports, newest first."""
    parts, values = ["1"], []
    if match := fts(ask.one("q") or ""):
        parts.append("d.n IN (SELECT rowid FROM document_search WHERE document_search MATCH ?)")
        values.append(match)
    for name, column in {"outlet": "publisher", "kept": "kept", "new": "intake", "report": "report_id"}.items():
        if value := ask.one(name):
            parts.append(f"d.{column} {'>=' if name == 'new' else '='} ?")
            values.append(value)
    where = " AND ".join(parts)
    order = SORTS[ask.among("sort", SORTS, "-published")]
    rows = model.paged(f"SELECT d.* FROM document d WHERE {where} ORDER BY {order}", values, ask.page, ask.size)
    total = model.value(f"SELECT count(*) AS n FROM document d WHERE {where}", values) or 0
    outlets = model.remembered(
        "SELECT publisher AS value, count(*) AS n FROM document GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
    )
    data = {"reports": rows, "pager": Pager(ask.page, ask.size, total), "total": total, "outlets": outlets}
    return Page("reader.html", "Reader", data, [_flat(row) for row in rows], "reader")


def _flat(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "n"}


def report(ask: Ask, model: ReadModel, document_id: str) -> Page:
    """One report. `against`: another one, to show where the two differ."""
    document = model.row("SELECT * FROM document WHERE document_id = ?", [document_id])
    if document is None:
        raise NotFoundError(f"No report has the id {document_id[:40]}.")
    held = model.row("SELECT * FROM document_text WHERE document_id = ?", [document_id]) or {}
    text, segments = held.get("text", ""), json.loads(held.get("segments", "[]"))
    blocks = model.rows("SELECT * FROM block WHERE document_id = ? ORDER BY char_start, ordinal", [document_id])
    mentions = model.rows(f"{MENTIONS} WHERE m.document_id = ? ORDER BY m.char_start", [document_id])
    copies = model.rows(
        "SELECT * FROM document WHERE report_id = ? AND document_id != ? ORDER BY published, n LIMIT 40",
        [document["report_id"], document_id],
    )
    spans = spans_of(model, document_id, mentions)
    data: dict[str, Any] = {
        "document": document | {"authors": json.loads(document["authors"])},
        "copies": copies,
        "mentions": [_coded(m) for m in mentions],
        "blocks": [{k: b[k] for k in ("kind", "kept", "char_start", "char_end", "rule")} for b in blocks],
        "text": text,
        "issues": model.rows("SELECT * FROM issue WHERE document_id = ?", [document_id]),
        "previous": _neighbour(model, document, "<", "DESC"),
        "next": _neighbour(model, document, ">", "ASC"),
    }
    extra: dict[str, Any] = {
        **kinds(),
        "passages": passages(text, segments, blocks, spans, ask),
        "offered_actors": actors_often(model),
        "offered_events": events_of(model, (m["event_id"] for m in mentions)),
    }
    if against := ask.one("against"):
        other = model.row("SELECT text FROM document_text WHERE document_id = ?", [against])
        title = model.row("SELECT * FROM document WHERE document_id = ?", [against])
        if other is None or title is None:
            raise NotFoundError(f"No report has the id {against[:40]}.")
        extra |= {"other": title, "difference": difference(other["text"], text)}
    return Page("report.html", clip(document["title"] or document["uri"], 200), data, data["mentions"], "reader", extra)


def _coded(mention: Row) -> Row:
    """An event mention as a line of the reader's table."""
    r = json.loads(mention["record"])
    flat = {name: r[name] for name in r if name not in ("actors", "recipients", "place", "attribution", "contexts")}
    return flat | {
        "actors": r["actors"],
        "recipients": r["recipients"],
        "place": r["place"]["name"] if r["place"] else None,
        "said": mention["said"],
    }


def _neighbour(model: ReadModel, document: Row, sign: str, order: str) -> Row | None:
    return model.row(
        f"SELECT document_id, title, uri FROM document WHERE n {sign} ? AND kept = 1 ORDER BY n {order} LIMIT 1",
        [document["n"]],
    )
