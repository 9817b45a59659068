"""Search over the words of all reports, the events and the actors' names."""

from __future__ import annotations

from typing import Any

from escalade.web.page import Ask, Page
from escalade.web.selection import fts
from escalade.web.store import ReadModel, Row

FOUND = 20  # of each kind; the rest are a link away
RANKED = 50_000  # events that are put in order by how well they fit: a word that is in more tells them little apart
OPEN, CLOSE = "\x02", "\x03"  # around the words that were found, until the template marks them


def find(ask: Ask, model: ReadModel) -> Page:
    """Reports, events and actors in which every word stands."""
    text = ask.one("q") or ""
    match = fts(text)
    totals = _totals(model, match) if match else {}
    data: dict[str, Any] = {"q": text, "documents": [], "events": [], "actors": [], "totals": totals}
    if match:
        data |= {
            "documents": _split(model.rows(
                "SELECT d.document_id, d.title, d.uri, d.publisher, d.published, "
                "snippet(document_search, 1, ?, ?, '…', 24) AS snippet FROM document_search "
                "JOIN document d ON d.n = document_search.rowid WHERE document_search MATCH ? ORDER BY rank LIMIT ?",
                [OPEN, CLOSE, match, FOUND],
            )),
            "events": _events(model, match, ranked=totals["event"] <= RANKED),
            "actors": model.rows(
                "SELECT a.actor_id, a.name, a.kind, a.country, a.events FROM actor_search "
                "JOIN actor a ON a.n = actor_search.rowid WHERE actor_search MATCH ? ORDER BY a.events DESC LIMIT ?",
                [match, FOUND],
            ),
        }  # fmt: skip
    rows: list[Row] = [
        *({"kind": "report", "id": d["document_id"], "text": d["title"] or d["uri"]} for d in data["documents"]),
        *({"kind": "event", "id": e["event_id"], "text": e["text"]} for e in data["events"]),
        *({"kind": "actor", "id": a["actor_id"], "text": a["name"]} for a in data["actors"]),
    ]
    return Page("find.html", f"Search: {text}" if text else "Search", data, rows)


def _totals(model: ReadModel, match: str) -> dict[str, int]:
    """How many of each kind have the words."""
    sql = "SELECT count(*) AS n FROM {0}_search WHERE {0}_search MATCH ?"
    return {kind: int(model.value(sql.format(kind), [match]) or 0) for kind in ("document", "event", "actor")}


def _events(model: ReadModel, match: str, *, ranked: bool) -> list[Row]:
    """Coded events, the best or the last first; then imported ones as they come: a million of them are not ranked."""
    sql = "SELECT rowid AS n FROM event_search WHERE event_search MATCH ? AND rowid {} 0 {} LIMIT ?"
    found = model.rows(sql.format(">", f"ORDER BY {'rank' if ranked else 'rowid DESC'}"), [match, FOUND])
    found += model.rows(sql.format("<", ""), [match, FOUND - len(found)])
    place = {row["n"]: i for i, row in enumerate(found)}
    return sorted(model.among("SELECT * FROM any_event WHERE n IN ({})", list(place)), key=lambda e: place[e["n"]])


def _split(rows: list[Row]) -> list[Row]:
    """Snippets as stretches, each found or not."""
    for row in rows:
        pieces = []
        for i, part in enumerate(row["snippet"].split(OPEN)):
            hit, _, rest = part.partition(CLOSE) if i else ("", "", part)
            pieces += [{"text": hit, "hit": True}] if hit else []
            pieces += [{"text": rest, "hit": False}] if rest else []
        row["snippet"] = pieces
    return rows
