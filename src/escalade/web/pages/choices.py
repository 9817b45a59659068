"""What a form that adds a tie offers to choose from: events near one, reports that name an actor, frequent actors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from escalade.hand.ties import LINK_KINDS, RELATION_KINDS, STANDINGS
from escalade.vocab.wording import wordings
from escalade.web.store import ReadModel, Row

NEAR = 200  # events that are looked at on either side of a day
OFFERED = 30  # of them in a list
ACTORS = 80
NAMING = 300  # places that name an actor, among whose reports one may choose


@cache
def event_types() -> list[str]:
    """What an added event may be."""
    return sorted({kind for kind, _ in wordings()})


def kinds() -> dict[str, Any]:
    """What ties and threats may be."""
    return {
        "types": event_types(), "link_kinds": LINK_KINDS, "relation_kinds": RELATION_KINDS, "wire_standings": STANDINGS
    }  # fmt: skip


def events_near(model: ReadModel, event: Row) -> list[Row]:
    """Events around the day of one, those that share a party with it first: what it may be tied to."""
    day = event["day"]
    if not day:
        return []
    sides = [row["actor"] for row in model.rows("SELECT actor FROM party WHERE n = ?", [event["n"]])]
    near = {e["n"]: e for sign in ("<=", ">=") for e in _from(model, sign, day, NEAR) if e["n"] != event["n"]}
    alike = _with(model, list(near), sides)

    def rank(e: Row) -> tuple[bool, int, int]:
        return e["n"] not in alike, abs(ordinal(e["day"]) - ordinal(day)), e["n"]

    return sorted(near.values(), key=rank)[:OFFERED]


def events_of(model: ReadModel, ids: Iterable[str]) -> list[Row]:
    """The events that a report's mentions tell of."""
    wanted = list(dict.fromkeys(ids))[:NEAR]
    marks = ",".join("?" * len(wanted))
    return model.rows(f"SELECT event_id, text, day FROM event WHERE event_id IN ({marks}) ORDER BY day, n", wanted)


def since(model: ReadModel, wire: Row) -> list[Row]:
    """Events from the day a threat was told, those of its parties first: what may have met it."""
    record = json.loads(wire["record"])
    sides = [side["id"] for side in (record["issuer"], record["addressee"]) if side and side["id"]]
    later = _from(model, ">=", wire["said_on"] or wire["valid_from"] or "", 2 * NEAR)
    alike = _with(model, [e["n"] for e in later], sides)
    return sorted(later, key=lambda e: e["n"] not in alike)[:OFFERED]


def _from(model: ReadModel, sign: str, day: str, limit: int) -> list[Row]:
    """Events from a day on, or before it, next ones first."""
    order = "day DESC" if sign == "<=" else "day"
    return model.rows(
        f"SELECT n, event_id, text, day FROM event WHERE weak = 0 AND day {sign} ? ORDER BY {order} LIMIT ?",
        [day, limit],
    )


def _with(model: ReadModel, numbers: Sequence[int], sides: Sequence[str]) -> set[int]:
    """The events among some that have one of the parties."""
    marks = ",".join("?" * len(numbers))
    parties = model.rows(f"SELECT n, actor FROM party WHERE n IN ({marks})", numbers)
    return {row["n"] for row in parties if row["actor"] in sides}


def ordinal(day: str) -> int:
    """A day, or the first of a month or year, as a number of days."""
    return date.fromisoformat((day + "-01-01")[:10] if len(day) < 10 else day[:10]).toordinal()


def actors_often(model: ReadModel) -> list[Row]:
    """The actors that most events name."""
    return model.remembered("SELECT actor_id, name FROM actor ORDER BY events DESC, n LIMIT ?", [ACTORS])


def reports_naming(model: ReadModel, actor_id: str) -> list[Row]:
    """Reports that name an actor, newest first."""
    named = model.rows("SELECT document_id FROM entity WHERE actor_id = ? LIMIT ?", [actor_id, NAMING])
    ids = list(dict.fromkeys(row["document_id"] for row in named))
    marks = ",".join("?" * len(ids))
    return model.rows(
        f"SELECT document_id, title, uri, publisher, published FROM document WHERE document_id IN ({marks}) "
        "ORDER BY published IS NULL, published DESC, n LIMIT ?",
        [*ids, OFFERED],
    )
