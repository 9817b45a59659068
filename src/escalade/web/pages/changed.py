"""What changed since an earlier state of the casebook: the same comparison as the brief's, between two read models."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from escalade.brief.changed import about, note
from escalade.hand.changes import Change, Changes, compare
from escalade.web.store import ReadModel, Row

SHOWN = 40  # lines of a kind; the others are counted
LABELS = (("contradicted", "now contradicted"), ("revised", "revised"), ("new", "new"))


def changed(model: ReadModel, since: str) -> dict[str, Any] | None:
    """Lines in the order of the brief's: threats met, contradicted, revised, new threats, new; None without a `since`.

    Raises UsageError for a moment that the casebook never had.
    """
    if model.at is None or not since:
        return None
    found = compared(model.at(since), model)
    ids = [c.id for name, _ in LABELS for c in getattr(found, name)]
    texts = _texts(model, ids)
    lines = {name: [_event(c, label, texts[c.id]) for c in getattr(found, name) if c.id in texts]
             for name, label in LABELS}  # fmt: skip
    groups = [
        _threats(found.tripwires), lines["contradicted"], lines["revised"], _threats(found.threats), lines["new"]
    ]  # fmt: skip
    return {
        "since": found.since,
        "about": about(found),
        "lines": [line for group in groups for line in group[:SHOWN]],
        "more": sum(max(0, len(group) - SHOWN) for group in groups),
    }


def compared(before: ReadModel, now: ReadModel) -> Changes:
    """Changes from one read model to another. Only records that differ are looked at: equal ones have not changed."""
    with closing(sqlite3.connect(":memory:", uri=True)) as db:
        for name, model in (("old", before), ("now", now)):
            db.execute(f"ATTACH ? AS {name}", (f"file:{model.path}?mode=ro",))
        old = {table: list(_records(db, table, "old", "now")) for table in ("events", "tripwires")}
        new = {table: list(_records(db, table, "now", "old")) for table in ("events", "tripwires")}
        fields = "document_id uri title publisher published report_id kept reason".split()
        cursor = db.execute(
            f"SELECT {', '.join(fields)} FROM now.document WHERE document_id NOT IN "
            "(SELECT document_id FROM old.document) ORDER BY n"
        )
        new["documents"] = [dict(zip(fields, row, strict=True)) for row in cursor]
    old["documents"] = []
    return compare(old.__getitem__, new.__getitem__, since=before.moment, now=now.moment)


def _records(db: sqlite3.Connection, table: str, own: str, other: str) -> Iterable[dict[str, Any]]:
    """Records of one read model that the other does not have, or has otherwise; in the order of the table."""
    held, key, order = ("event_record", "event_id", "(SELECT n FROM {0}.event e WHERE e.event_id = a.event_id)")
    if table == "tripwires":
        held, key, order = "tripwire", "tripwire_id", "a.tripwire_id"
    cursor = db.execute(
        f"SELECT a.record FROM {own}.{held} a LEFT JOIN {other}.{held} b ON b.{key} = a.{key} "
        f"WHERE b.record IS NOT a.record ORDER BY {order.format(own)}"
    )
    return (json.loads(row[0]) for row in cursor)


def _texts(model: ReadModel, ids: list[str]) -> dict[str, Row]:
    """The events that the explorer shows unasked, as it words them."""
    found = model.among("SELECT * FROM event WHERE weak = 0 AND event_id IN ({})", ids)
    return {row["event_id"]: row for row in found}


def _event(change: Change, label: str, event: Row) -> dict[str, Any]:
    return {"ref": f"event:{change.id}", "event": event, "note": note(change, label), "text": event["text"]}


def _threats(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Conditional threats, each wording once."""
    out: dict[tuple[str, str], dict[str, Any]] = {}
    for change in changes:
        wire = change.now
        before = change.before and str(change.before["standing"]).replace("_", " ")
        line = {
            "ref": f"tripwire:{change.id}",
            "event": None,
            "note": f"{wire['standing'].replace('_', ' ')}, was {before}" if before else f"{wire['standing']}, new",
            "text": f"{wire['condition']} → {(wire['issuer'] or {}).get('name') or 'someone'}: {wire['consequence']}",
        }
        out.setdefault((wire["condition"], wire["consequence"]), line)
    return list(out.values())
