"""What became of threats, worked out anew where what persons changed can have changed it.

A threat is held against the events of some weeks, and against undated ones told later: the rest of them need no look.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from escalade.events import tripwires
from escalade.events.fulfilment import Told
from escalade.events.tripwires import Field
from escalade.hand.machine import measured
from escalade.hand.state import State
from escalade.model.casebook import Event, TripwireStanding
from escalade.model.codings import Claim, EventMention, RelationMention, Tripwire
from escalade.model.documents import Document

LAST = "~"  # after every id


def again(state: State) -> None:
    """Put the standings that differ from the machine's by now."""
    rows, patch = state.rows(Tripwire), state.patches[TripwireStanding]
    for identity in state.patches[Tripwire].gone:
        patch.drop(identity)
    parties = bool(state.moves["actor"] or _changed(state, RelationMention))
    if not rows or not (parties or any(_changed(state, cls) for cls in (Document, EventMention, Event, Tripwire))):
        return
    if parties:
        field = measured(state, {**state.machine.clusters["actor"], **state.moves["actor"]})
        now = [tripwires.standing(tripwire, field) for tripwire in rows]
    else:
        now = _looked_at_again(state, rows)
    held = {w.tripwire_id: w for w in state.machine.some(TripwireStanding, "tripwire_id", {w.tripwire_id for w in now})}
    for row in now:
        if held.get(row.tripwire_id) != row:
            patch.put(row)


def _changed(state: State, cls: Any) -> set[str]:
    """Ids of the rows that persons changed, brought in or took out."""
    patch = state.patches[cls]
    before = {getattr(row, patch.key): row for row in state.machine.some(cls, patch.key, patch.rows)}
    return patch.gone | {key for key, row in patch.rows.items() if before.get(key) != row}


def _looked_at_again(state: State, rows: list[Tripwire]) -> list[TripwireStanding]:
    """Standings, where parties are what they were, of those threats on which it bears what persons changed.

    Whoever decides one thing after another has all that he decided before applied again each time: a threat that rests
    on the very same is not.
    """
    before, machine = state.machine.threats, state.machine
    documents = state.patches[Document]
    published = {**before.published, **tripwires.days(documents.rows.values())}
    published = {document: day for document, day in published.items() if document not in documents.gone}
    redated = {document for document, day in published.items() if before.published.get(document) != day}
    ids = _changed(state, EventMention)
    mentions = [
        *machine.some(EventMention, "event_mention_id", ids),
        *state.some(EventMention, "event_mention_id", ids),
    ]
    reports = {m.document_id for m in mentions}
    mentions += state.some(EventMention, "document_id", redated)
    of = {e for m in mentions for e in (machine.clusters["event"].get(m.event_mention_id), _event(state, m))}
    told = _told(state, _changed(state, Event) | {e for e in of if e}, published, before)
    field = replace(
        before,
        after=before.after.but(told),
        said_on=tripwires.said_on(state.some(Claim, "about_id", {w.tripwire_id for w in rows})),
        published=published,
        latest=tripwires.latest(published),
    )
    old = {w.tripwire_id: w for w in machine.rows(Tripwire)}
    both = [e for i, now in told.items() for e in (before.after.event(i), now) if e is not None]
    dated = sorted((e.day, e.event.event_id) for e in both)
    undated = [e for e in both if e.event.date_start is None]

    def near(w: Tripwire, made: str) -> list[str]:
        low = bisect_left(dated, (tripwires.first_day(made), ""))
        within = dated[low : bisect_left(dated, (tripwires.last_day(w, made), LAST))]
        return sorted({i for _, i in within} | {e.event.event_id for e in undated if e.day >= made})

    def bears(w: Tripwire) -> bool:
        made = field.made(w)
        if w.document_id in reports or old.get(w.tripwire_id) != w or before.made(w) != made:
            return True
        return made is not None and (before.passed(w) != field.passed(w) or bool(near(w, made)))

    touched = [w for w in rows if bears(w)]
    spoken = state.some(EventMention, "document_id", {w.document_id for w in touched})
    field = replace(field, spoken=tripwires.spoken(spoken, touched))
    for w in touched:
        made = field.made(w)
        changed = [(i, told[i]) for i in near(w, made)] if made else []
        rests_on = w, made, field.passed(w), changed, field.spoken[w.document_id]
        if machine.settled.get(w.tripwire_id, (None,))[0] != rests_on:
            machine.settled[w.tripwire_id] = rests_on, tripwires.standing(w, field)
    return [machine.settled[w.tripwire_id][1] for w in touched]


def _event(state: State, mention: EventMention) -> str:
    return state.cluster("event", mention.event_mention_id)


def _told(state: State, events: Collection[str], published: tripwires.Days, before: Field) -> dict[str, Told | None]:
    """Those of some events that are told otherwise by now; None: not any more."""
    rows = state.some(Event, "event_id", events)
    mentions = state.some(EventMention, "event_mention_id", {m for e in rows for m in e.event_mention_ids})
    now = {t.event.event_id: t for t in tripwires.told(rows, mentions, published, before.parties)}
    return {e: now.get(e) for e in events if now.get(e) != before.after.event(e)}
