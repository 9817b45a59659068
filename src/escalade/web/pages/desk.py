"""Desk: what is new, revised, contradicted; threats; the index; what waits for a person. Prints as a brief."""

from __future__ import annotations

from typing import Any

from escalade.brief.compose import measured, warning
from escalade.web.page import Ask, Page
from escalade.web.pages.changed import changed
from escalade.web.pages.evidence import best_quote
from escalade.web.pages.review import waiting_items
from escalade.web.store import ReadModel, Row

LINES = 12  # events of a section; the rest are a link away
FORCE = "(e.quad_class = 4) * 2 + (e.quad_class = 3) + (e.toll > 0)"
FIRST = f"min(e.origins_low, 4) DESC, {FORCE} DESC, e.day DESC, e.n"  # what a desk reads first


def desk(ask: Ask, model: ReadModel) -> Page:
    """The state of the casebook, newest first. `since`: the addition from which things count as new; `changed`: an
    earlier state, since which all that changed is said first."""
    last = model.value("SELECT max(intake) AS n FROM document") or 0
    since = ask.number("since", last, 1, max(last, 1))
    new = model.rows(
        "SELECT * FROM document WHERE intake >= ? AND kept = 1 ORDER BY published DESC, n LIMIT ?", [since, LINES]
    )
    sections = [
        section
        for section in (
            _section(model, "Told as having happened", "New. What most origins hold first, then force and toll.",
                     "e.intake >= ? AND e.standing IN ('corroborated', 'single_origin')", [since], "new"),
            _section(model, "Disputed, revised, denied", "Rival accounts stand side by side; none is preferred.",
                     "e.standing IN ('disputed', 'revised', 'denied')", [], "contradicted"),
            _section(model, "Planned, threatened, possible", "Not told as having happened.",
                     "e.standing = 'hypothetical' AND e.intake >= ?", [since], "hypothetical"),
        )
        if section["events"]
    ]  # fmt: skip
    data: dict[str, Any] = {
        "warning": warning(measured()),
        "since": since,
        "last": last,
        "counts": _counts(model, since),
        "standings": model.remembered("SELECT standing, count(*) AS n FROM event WHERE weak = 0 GROUP BY 1"),
        "reports": new,
        "new_reports": model.value("SELECT count(*) AS n FROM document WHERE intake >= ? AND kept = 1", [since]) or 0,
        "sections": sections,
        "changed": changed(model, ask.one("changed") or ""),
        "states": states(model),
        "changes": _changes(model),
        "tripwires": tripwires(model),
        "index": index_lines(model),
        "waiting": waiting(model),
    }
    several = sum(bool(state["documents"]) for state in data["states"]) > 1 or bool(
        model.value("SELECT count(*) AS n FROM decision")
    )
    extra = {"compare": several or data["changed"] is not None}  # one state alone is compared with nothing
    lines = data["changed"]["lines"] if data["changed"] else []
    rows = [{"section": "What changed", "note": c["note"], "text": c["text"], "ref": c["ref"]} for c in lines]
    rows += [{"section": s["title"], **_line(e)} for s in sections for e in s["events"]]
    return Page("desk.html", "Desk", data, rows, "desk", extra)


def states(model: ReadModel) -> list[Row]:
    """Earlier states that may be chosen: the generations, newest first."""
    return model.remembered("SELECT generation, written, documents FROM generation ORDER BY generation DESC LIMIT 60")


def _line(event: Row) -> Row:
    fields = "event_id day standing lead text origins_low origins_high reports".split()
    return {name: event[name] for name in fields}


def _counts(model: ReadModel, since: int) -> dict[str, int]:
    count = {
        "reports": "SELECT count(*) AS n FROM document WHERE kept = 1",
        "different": "SELECT count(DISTINCT report_id) AS n FROM document WHERE kept = 1",
        "events": "SELECT count(*) AS n FROM event WHERE weak = 0",
        "weak": "SELECT count(*) AS n FROM event WHERE weak = 1",
        "imported": "SELECT count(*) AS n FROM imported_event",
        "mentions": "SELECT count(*) AS n FROM mention",
        "set_aside": "SELECT count(*) AS n FROM issue",
        "left_out": "SELECT count(*) AS n FROM document WHERE kept = 0",
    }
    out = {name: int(model.value(sql) or 0) for name, sql in count.items()}
    new = model.value("SELECT count(*) AS n FROM event WHERE weak = 0 AND intake >= ?", [since])
    return out | {"new_events": int(new or 0)}


def _section(model: ReadModel, title: str, about: str, condition: str, values: list[Any], key: str) -> dict[str, Any]:
    where = f"e.weak = 0 AND {condition}"
    picked = model.remembered(f"SELECT e.n FROM event e WHERE {where} ORDER BY {FIRST} LIMIT ?", [*values, LINES])
    numbers = [row["n"] for row in picked]
    found = {row["n"]: row for row in model.among("SELECT * FROM event WHERE n IN ({})", numbers)}
    rows = [found[n] for n in numbers]
    for row in rows:
        row["quote"] = best_quote(model, row["event_id"])
    total = model.value(f"SELECT count(*) AS n FROM event e WHERE {where}", values) or 0
    return {"title": title, "about": about, "key": key, "events": rows, "total": total}


def _changes(model: ReadModel) -> list[Row]:
    """Events of which the newest generation says otherwise than the one before."""
    newest = model.value("SELECT max(generation) AS n FROM change")
    return model.rows(
        "SELECT c.*, e.text, e.lead FROM change c JOIN event e USING (event_id) "
        "WHERE c.generation = ? AND c.field IN ('standing', 'killed_min', 'killed_max', 'n_origins_low') "
        "AND e.weak = 0 ORDER BY c.field = 'standing' DESC, e.n LIMIT ?",
        [newest, LINES],
    )


def tripwires(model: ReadModel, limit: int = LINES) -> list[Row]:
    """Conditional threats: met ones first, then those still armed by deadline."""
    return model.rows(
        "SELECT * FROM tripwire ORDER BY CASE standing WHEN 'met' THEN 0 WHEN 'carried_out' THEN 1 WHEN 'armed' "
        "THEN 2 ELSE 3 END, valid_to IS NULL, valid_to, tripwire_id LIMIT ?",
        [limit],
    )


def index_lines(model: ReadModel) -> list[dict[str, Any]]:
    """The index of all, as last known, with a short run-up."""
    rows = model.rows("SELECT * FROM index_day WHERE series = 'all' ORDER BY date DESC LIMIT 120")
    return rows[::-1]


def waiting(model: ReadModel, limit: int = 8) -> dict[str, Any]:
    """What a person should look at first: contradictions, then what weighs most and is least sure."""
    return {"total": model.value("SELECT count(*) AS n FROM waiting") or 0, "items": waiting_items(model, limit)}
