"""Stage events.tripwires: what became of each threat, as far as the casebook's own reports reach.

A threat is measured by what its issuer did to the addressee afterwards: to his people, his bodies, his ground, or those
who are said to serve him. Where its words name no deed ("will pay", "a decisive response"), any blow will do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from escalade.events.columns import STATE, side_of
from escalade.model.casebook import Event, Membership, TripwireStanding
from escalade.model.codings import EventMention, Party, RelationMention, Tripwire
from escalade.model.documents import Document
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables

# a condition that something is left undone or goes on: no report tells of it, so no event meets it, but its last day
UNDONE = re.compile(r"\b(?:not|n't|n’t|no|never|unless|fails?|refuses?|without|still|remains?|stays?)\b", re.I)
WISHED = re.compile(r"\b(?:wants?|wish(?:es)?)\b", re.I)  # a condition that no deed meets
UNREAL = frozenset({"hypothetical", "denied"})
GIVES_WAY = frozenset({"RETREAT", "CONCEDE", "AGREE", "COOPERATE"})
WORDS_ONLY = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "CONSULT", "SUPPORT"})  # name no deed
MATERIAL_CONFLICT = 4  # quad class
REACH = 45  # days after a threat, or after its deadline, in which a blow is taken for what was threatened
Kind = Callable[[Event], bool]


@dataclass(frozen=True, slots=True)
class _Field:
    """What threats are measured against: events by day, who serves whom, the reports each event is told in."""

    events: Sequence[Event]
    days: Sequence[str]  # of the events, in order
    when: Mapping[str, str]  # day of each event; of an undated one the day it was first told
    actor: Mapping[str, str]
    serving: Mapping[str, frozenset[str]]
    told_in: Mapping[str, frozenset[str]]
    latest: str | None


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Standing of every tripwire, first match: carried_out, met, expired, armed.

    It is measured against the events that reports tell of after the threat, and against the day of the latest report:
    no clock is read.
    """
    documents = {d.document_id: d for d in tables.rows(Document)}
    field = _field(tables, documents)
    rows = []
    for tripwire in tables.rows(Tripwire):
        document = documents.get(tripwire.document_id)
        made = tripwire.valid_from or (document.published if document else None)
        standing, met_by = _standing(tripwire, made, field)
        rows.append(TripwireStanding(tripwire.tripwire_id, standing, met_by))
    return {TripwireStanding: rows}


def _field(tables: Tables, documents: Mapping[str, Document]) -> _Field:
    document_of = {m.event_mention_id: m.document_id for m in tables.rows(EventMention)}
    events = [e for e in tables.rows(Event) if e.standing not in UNREAL]
    told_in = {e.event_id: frozenset(document_of[i] for i in e.event_mention_ids if i in document_of) for e in events}
    when = {e.event_id: e.date_start or _first_told(documents[d] for d in told_in[e.event_id]) for e in events}
    dated = {ident: day for ident, day in when.items() if day}
    actor = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "actor"}
    events = sorted((e for e in events if e.event_id in dated), key=lambda e: (dated[e.event_id], e.event_id))
    return _Field(
        events=events,
        days=[dated[e.event_id] for e in events],
        when=dated,
        actor=actor,
        serving=_serving(tables.rows(RelationMention), actor),
        told_in=told_in,
        latest=max((d.published for d in documents.values() if d.published), default=None),
    )


def _first_told(documents: Iterable[Document]) -> str | None:
    return min((d.published for d in documents if d.published), default=None)


def _serving(rows: Iterable[RelationMention], actor: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each side those that some report says it sponsors, or that serve it; a denial does not count."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.kind in ("sponsors", "serves") and row.stance in ("affirms", "doubts"):
            patron, client = (row.source, row.target) if row.kind == "sponsors" else (row.target, row.source)
            side = _side(patron, actor)
            if side:
                found[side] |= _marks(client, actor)
    return {side: frozenset(clients) for side, clients in found.items()}


def _standing(tripwire: Tripwire, made: str | None, field: _Field) -> tuple[str, str | None]:
    """Standing of one tripwire, and the event that carried it out or met it.

    What was to be left undone is met, by no event, where its last day passed and nobody tells that the addressee gave
    way before.

    Both sides must be right: the issuer did the thing to the addressee, or the addressee did what he was warned of to
    the issuer. What the threat's own report tells of that day came before the threat.
    """
    passed = bool(tripwire.valid_to and field.latest and field.latest > tripwire.valid_to)
    otherwise = ("expired" if passed else "armed"), None
    issuer, addressee = _side(tripwire.issuer, field.actor), _side(tripwire.addressee, field.actor)
    if made is None or issuer is None or addressee is None or issuer == addressee:
        return otherwise
    last = (date.fromisoformat(tripwire.valid_to or made) + timedelta(REACH)).isoformat()
    when, here = field.when, tripwire.document_id
    later = field.events[bisect_left(field.days, made) : bisect_right(field.days, last)]
    later = [e for e in later if when[e.event_id] != made or here not in field.told_in[e.event_id]]
    threatened = None if tripwire.consequence_type in WORDS_ONLY else tripwire.consequence_type
    done = _first(later, _deed(threatened), issuer, addressee, field)
    if done is not None:
        return "carried_out", done.event_id
    in_time = [e for e in later if tripwire.valid_to is None or when[e.event_id] <= tripwire.valid_to]
    if UNDONE.search(tripwire.condition):
        return otherwise if not passed or _gave_way(in_time, addressee, field) else ("met", None)
    if tripwire.condition_type is not None and not WISHED.search(tripwire.condition):
        happened = _first(in_time, _deed(tripwire.condition_type), addressee, issuer, field)
        if happened is not None:
            return "met", happened.event_id
    return otherwise


def _gave_way(events: Iterable[Event], side: str, field: _Field) -> bool:
    """Whether a side, or one that serves it, did something that may have been what it was told to do."""
    sides = {side} | field.serving.get(side, frozenset())
    own = (e for e in events if e.event_type in GIVES_WAY)
    return any(sides & set(_marks(p, field.actor)) for e in own for p in e.actors)


def _deed(kind: str | None) -> Kind:
    """Whether an event is what was spoken of: of that type, or any blow where the words name no deed."""
    if kind is None:
        return lambda e: e.quad_class == MATERIAL_CONFLICT
    return lambda e: e.event_type == kind


def _first(events: Iterable[Event], fits: Kind, doer: str, target: str, field: _Field) -> Event | None:
    """Earliest event of that kind by one side, or those that serve it, upon the other."""
    doers, struck = {doer} | field.serving.get(doer, frozenset()), {target} | field.serving.get(target, frozenset())
    for e in events:
        by = {mark for p in e.actors for mark in _marks(p, field.actor)}
        upon = {mark for p in e.recipients for mark in (*_marks(p, field.actor), *_states(p))}
        ground = {e.place.country} if e.place and e.place.country else set()
        if fits(e) and doers & by and (struck & upon or (target in ground and doer not in upon)):
            return e
    return None


def _side(party: Party | None, actor: Mapping[str, str]) -> str | None:
    side = side_of(party) if party else None
    return actor.get(side, side) if side else None


def _marks(party: Party, actor: Mapping[str, str]) -> set[str]:
    """What a party is known by: its id and its side."""
    return {mark for mark in (party.id and actor.get(party.id, party.id), _side(party, actor)) if mark}


def _states(party: Party) -> set[str]:
    """The states whose people, ground or bodies a party is."""
    return {code[:STATE] for code in party.codes[-1:] if len(code) >= STATE}


STAGE = Stage(
    name="events.tripwires",
    question="which threats still stand, which were met, carried out, or ran out",
    apply=apply,
    reads=(Document, Event, EventMention, RelationMention, Tripwire, Membership),
    writes=(TripwireStanding,),
)
