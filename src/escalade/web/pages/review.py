"""Review: what nobody has looked at, what matters most first, with what put it there."""

from __future__ import annotations

from escalade.web.page import Ask, Page, Pager
from escalade.web.pages.evidence import best_quote, passage
from escalade.web.store import ReadModel, Row

SIZE = 20


def review(ask: Ask, model: ReadModel) -> Page:
    """The review queue."""
    size = ask.number("size", SIZE, 1, 200)
    total = model.value("SELECT count(*) AS n FROM waiting") or 0
    items = waiting_items(model, size, (ask.page - 1) * size)
    data = {"items": items, "total": total, "pager": Pager(ask.page, size, total)}
    return Page("review.html", "Review", data, items, "desk")


def waiting_items(model: ReadModel, limit: int, offset: int = 0) -> list[Row]:
    """Items of the queue with what they say."""
    rows = model.rows(
        "SELECT * FROM waiting ORDER BY weight DESC, about_kind, about_id LIMIT ? OFFSET ?", [limit, offset]
    )
    for row in rows:
        kind, identity = row["about_kind"], row["about_id"]
        row["ref"] = f"{kind}:{identity}"
        about = model.row(f"SELECT * FROM {kind} WHERE {kind}_id = ?", [identity]) or {}
        about.pop("record", None)
        row["about"] = about
        if kind == "event":
            row["text"], row["quote"] = about.get("text"), best_quote(model, identity)
            continue
        if kind == "tripwire":
            row["text"] = f"{about.get('condition')} → {about.get('issuer') or 'someone'}: {about.get('consequence')}"
        elif kind == "relation":
            row["text"] = f"{about.get('source_name')} {about.get('kind')} {about.get('target_name')}".replace("_", " ")
        else:
            row["text"] = f"{about.get('kind')}, {about.get('basis')}".replace("_", " ")
        start, end = about.get("char_start") or 0, about.get("char_end") or 0
        row["quote"] = passage(model, about.get("document_id", ""), start, end) if end > start else None
    return rows
