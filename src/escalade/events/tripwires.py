"""Stage events.tripwires: what became of each threat, as far as the casebook's own reports reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from escalade.events.columns import side_of
from escalade.model.casebook import Event, Membership, TripwireStanding
from escalade.model.codings import Party, Tripwire
from escalade.model.documents import Document
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables

# a condition that something is left undone: no report tells of what did not happen, so it is never met by an event
UNDONE = re.compile(r"\b(?:not|n't|n’t|no|never|unless|fails?|refuses?|without)\b", re.I)
UNREAL = frozenset({"hypothetical", "denied"})


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Standing of every tripwire, first match: carried_out, met, expired, armed.

    It is measured against the events that reports tell of after the threat, and against the day of the latest report:
    no clock is read.
    """
    documents = {d.document_id: d for d in tables.rows(Document)}
    actor = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "actor"}
    latest = max((d.published for d in documents.values() if d.published), default=None)
    real = [e for e in tables.rows(Event) if e.standing not in UNREAL and e.date_start]
    rows = []
    for tripwire in tables.rows(Tripwire):
        document = documents.get(tripwire.document_id)
        made = tripwire.valid_from or (document.published if document else None)
        standing, met_by = _standing(tripwire, made, latest, real, actor)
        rows.append(TripwireStanding(tripwire.tripwire_id, standing, met_by))
    return {TripwireStanding: rows}


def _standing(
    tripwire: Tripwire, made: str | None, latest: str | None, events: Iterable[Event], actor: Mapping[str, str]
) -> tuple[str, str | None]:
    """Standing of one tripwire, and the event that carried it out or met it.

    Both sides must be right: the issuer did the thing to the addressee, or the addressee did what he was warned of to
    the issuer.
    """
    passed = bool(tripwire.valid_to and latest and latest > tripwire.valid_to)
    if made is None:
        return ("expired" if passed else "armed"), None
    later = [e for e in events if (e.date_start or "") >= made]
    issuer, addressee = _side(tripwire.issuer, actor), _side(tripwire.addressee, actor)
    done = _first(later, tripwire.consequence_type, issuer, addressee)
    if done is not None:
        return "carried_out", done.event_id
    if UNDONE.search(tripwire.condition) is None:
        in_time = [e for e in later if tripwire.valid_to is None or (e.date_start or "") <= tripwire.valid_to]
        happened = _first(in_time, tripwire.condition_type, addressee, issuer)
        if happened is not None:
            return "met", happened.event_id
    return ("expired" if passed else "armed"), None


def _first(events: Iterable[Event], kind: str | None, doer: str | None, target: str | None) -> Event | None:
    """Earliest event of that type by one side upon the other; None if the type or a side is unknown."""
    if kind is None or doer is None or target is None or doer == target:
        return None
    fits = [e for e in events if e.event_type == kind and doer in _sides(e.actors) and target in _sides(e.recipients)]
    return min(fits, key=lambda e: (e.date_start or "", e.event_id), default=None)


def _side(party: Party | None, actor: Mapping[str, str]) -> str | None:
    if party is None:
        return None
    side = side_of(party)
    return actor.get(side, side) if side else None


def _sides(parties: Iterable[Party]) -> set[str]:
    return {side for p in parties if (side := side_of(p))}


STAGE = Stage(
    name="events.tripwires",
    question="which threats still stand, which were met, carried out, or ran out",
    apply=apply,
    reads=(Document, Event, Tripwire, Membership),
    writes=(TripwireStanding,),
)
