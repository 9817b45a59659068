"""What changed between two moments of a casebook: new, revised, contradicted events, and tripwires that were met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Record = Mapping[str, Any]
Table = Callable[[str], Sequence[Record]]
CONTRADICTED = frozenset({"disputed", "denied"})
ALONE = "denied"  # of an event that is new: a denial contradicts only what was told before
# what a reader of the brief would see of an event
TOLD = (
    "event_type", "mode", "date_start", "date_end", "place", "killed_min", "killed_max", "injured_min", "injured_max",
    "standing",
)  # fmt: skip
FIRED = ("met", "carried_out")


@dataclass(frozen=True)
class Change:
    """A row that differs: as it was (None = it was not there), as it is, and the fields that changed."""

    id: str
    fields: tuple[str, ...]
    before: Record | None
    now: Record


@dataclass(frozen=True)
class Changes:
    """What changed from moment `since` to moment `now`, each list in the order of the tables.

    `merged` are events that are part of another now, `gone` those that nothing tells of any more (ids as they were).
    """

    since: str
    now: str
    tripwires: tuple[Change, ...] = ()  # met or carried out
    contradicted: tuple[Change, ...] = ()
    revised: tuple[Change, ...] = ()
    new: tuple[Change, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    documents: tuple[Record, ...] = ()  # reports that came in
    threats: tuple[Change, ...] = ()  # tripwires that are new

    def __bool__(self) -> bool:
        parts = (self.tripwires, self.contradicted, self.revised, self.new, self.merged, self.gone, self.documents)
        return any(parts) or bool(self.threats)

    def plain(self) -> dict[str, Any]:
        """As one JSON object."""
        return asdict(self)


def compare(before: Table, after: Table, *, since: str = "", now: str = "") -> Changes:
    """Changes between two casebooks' tables. Events are the same if the older one's first mention tells of it now."""
    old = {e["event_id"]: e for e in before("events")}
    events = {e["event_id"]: e for e in after("events")}
    event_of = {m: e["event_id"] for e in events.values() for m in e["event_mention_ids"]}
    earlier: dict[str, Record] = {}  # event now -> the event it was
    merged, gone = [], []
    for event_id, event in old.items():
        heir = next((event_of[m] for m in event["event_mention_ids"] if m in event_of), None)
        if heir is None:
            gone.append(event_id)
        elif heir in earlier:
            merged.append((event_id, heir))
        else:
            earlier[heir] = event
    new, revised, contradicted = [], [], []
    for event_id, event in events.items():
        was = earlier.get(event_id)
        fields = tuple(TOLD) if was is None else tuple(_differ(was, event))
        change = Change(event_id, fields if was is not None else (), was, event)
        disputed = event["standing"] in CONTRADICTED
        if disputed and (event["standing"] != ALONE if was is None else was["standing"] not in CONTRADICTED):
            contradicted.append(change)
        elif was is None:
            new.append(change)
        elif fields:
            revised.append(change)
    known = {d["document_id"]: d["uri"] for d in before("documents")}
    at = {uri: identity for identity, uri in known.items()}
    documents = tuple(_report(d, at.get(d["uri"])) for d in after("documents") if d["document_id"] not in known)
    fired, threats = _tripwires(before("tripwires"), after("tripwires"))
    return Changes(
        since,
        now,
        fired,
        tuple(contradicted),
        tuple(revised),
        tuple(new),
        tuple(merged),
        tuple(gone),
        documents,
        threats,
    )


def _differ(was: Record, event: Record) -> Iterable[str]:
    """Fields that a reader would see changed; parties by who they are, not by how they are written."""
    yield from (name for name in TOLD if was[name] != event[name])
    for role in ("actors", "recipients"):
        if [p["id"] or p["name"] for p in was[role]] != [p["id"] or p["name"] for p in event[role]]:
            yield role


def _tripwires(before: Sequence[Record], after: Sequence[Record]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Tripwires that were met or carried out since; those that are new and stand."""
    old = {w["tripwire_id"]: w for w in before}
    fired, threats = [], []
    for wire in after:
        was = old.get(wire["tripwire_id"])
        if wire["standing"] in FIRED and (was is None or was["standing"] != wire["standing"]):
            fired.append(Change(wire["tripwire_id"], ("standing",) if was else (), was, wire))
        elif was is None:
            threats.append(Change(wire["tripwire_id"], (), None, wire))
    return tuple(fired), tuple(threats)


def _report(document: Record, earlier: str | None) -> Record:
    """A report that came in; `earlier`: what was read at its address before."""
    names = ("document_id", "uri", "title", "publisher", "published", "report_id", "kept", "reason")
    return {name: document[name] for name in names} | {"earlier": earlier}
