"""Decisions on links, tripwires and relations: added, accepted, rejected, closed; and what follows from the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from escalade.events import links, relations
from escalade.hand import threats
from escalade.hand.anchors import Found
from escalade.hand.state import State
from escalade.model.casebook import Event, Link, LinkMention, Membership, RelationStanding, TripwireStanding
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Tripwire
from escalade.model.decisions import Decision
from escalade.model.row import from_plain
from escalade.model.tables import Tables

LINK_KINDS = ("retaliation", "response", "led_to", "pretext", "de_escalation")
RELATION_KINDS = ("sponsors", "part_of", "leads", "serves", "allied_with", "opposes")
STANDINGS = ("armed", "met", "carried_out", "expired")
TRIPWIRE_FIELDS = ("valid_to", "valid_from", "issuer", "addressee", "condition_type", "consequence_type")
RELATION_FIELDS = ("kind", "valid_from", "valid_to", "stance")
KEYS: dict[str, tuple[Any, str]] = {
    "link": (Link, "link_id"),
    "relation": (RelationMention, "relation_id"),
    "tripwire": (Tripwire, "tripwire_id"),
}


class Ties:
    """Applies decisions on ties, after those on actors and events."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._decisions: list[Decision] = []
        self._closed: list[tuple[str, dict[str, Any]]] = []

    def apply(self, decision: Decision) -> None:
        """Keep a decision until events and actors are settled."""
        self._decisions.append(decision)

    def close(self) -> None:
        """What follows for links, relations and tripwires from what changed before; then the decisions on them."""
        state = self.state
        events = state.patches[Event]
        changed = bool(events.rows or events.gone)
        if changed:
            self._links()
        for decision in self._decisions:
            if decision.action in ("add", "relation"):
                self._add(decision)
            else:
                self._one(decision)
        threats.again(state)
        for identity, value in self._closed:
            met_by = state.cluster("event", value["met_by"]) if value.get("met_by") else None
            state.patches[TripwireStanding].put(TripwireStanding(identity, value["standing"], met_by))
        if state.patches[RelationMention].rows or state.patches[RelationMention].gone or state.moves["actor"]:
            rows = relations.STAGE.apply(self._tables(RelationMention, Claim), {}, None)[RelationStanding]
            self._again(RelationStanding, rows)

    def _links(self) -> None:
        """Links of what changed: all that are stated, and those inferred around the days of the changed events."""
        state, patch = self.state, self.state.patches[Event]
        before = state.machine.some(Event, "event_id", {*patch.gone, *patch.rows})
        days: dict[frozenset[str], set[str]] = defaultdict(set)
        for event in (*before, *patch.rows.values()):
            days[links.between(event)].update(_around(event.date_start))
        gone = state.patches[EventMention].gone
        told = [k for k in state.machine.rows(LinkMention) if not {k.cause_id, k.effect_id} & gone]
        ends = {m: state.cluster("event", m) for k in told for m in (k.cause_id, k.effect_id)}
        near = state.some(Event, "date_start", set().union(*days.values()))
        near = [e for e in near if e.date_start in days.get(links.between(e), ())]
        found = {e.event_id: e for e in (*state.some(Event, "event_id", ends.values()), *near)}
        order = state.machine.mention_order
        events = sorted(found.values(), key=lambda e: order.get(e.event_id, len(order)))
        ids = {e.event_id for e in events} | patch.gone
        tables = Tables()
        tables.add(Event, events)
        tables.add(EventMention, state.some(EventMention, "event_mention_id", {e.event_mention_ids[0] for e in events}))
        tables.add(LinkMention, told)
        tables.add(Membership, [Membership("event", m, c) for m, c in ends.items()])
        rows = links.STAGE.apply(tables, {}, None)[Link]
        held = [
            k for k in state.machine.rows(Link) if k.basis == "stated" or {k.cause_event_id, k.effect_event_id} <= ids
        ]
        self._again(Link, rows, held)

    def _tables(self, *classes: Any) -> Tables:
        """Tables as they stand by now, with who belongs to which actor."""
        state, tables = self.state, Tables()
        for cls in classes:
            tables.add(cls, state.rows(cls))
        found = {**state.machine.clusters["actor"], **state.moves["actor"]}
        tables.add(Membership, [Membership("actor", member, cluster) for member, cluster in found.items()])
        return tables

    def _again(self, cls: Any, rows: Any, held: Any = None) -> None:
        """Put rows made anew in place of the machine's (those `held`, else all), where they differ."""
        patch = self.state.patches[cls]
        before = {getattr(row, patch.key): row for row in (self.state.machine.rows(cls) if held is None else held)}
        for row in rows:
            if before.pop(getattr(row, patch.key), None) != row:
                patch.put(row)
        for identity in before:
            patch.drop(identity)

    def _add(self, decision: Decision) -> None:
        found = self.state.finder.words(decision.anchors[0])
        self.state.settle(decision, Found("same", decision.about_id) if found.how == "words" else found)
        if found.how != "words" or found.document_id is None:
            return
        make = {"link": self._link, "relation": self._relation, "tripwire": self._tripwire}[decision.about_kind]
        make(decision, found)
        self.state.reviews[decision.about_kind, decision.about_id] = "added"

    def _link(self, decision: Decision, at: Found) -> None:
        state, value = self.state, decision.value
        cause, effect = (self._event(value[f"{side}_mention"]) for side in ("cause", "effect"))
        if cause is None or effect is None or cause.event_id == effect.event_id:
            note = "one of its events is gone" if cause is None or effect is None else "both are one event now"
            state.settle(decision, Found("moot", decision.about_id, note=note))
            return
        state.patches[Link].put(
            Link(
                decision.about_id, cause.event_id, effect.event_id, value["kind"], "analyst", at.document_id or "",
                at.char_start or 0, at.char_end or 0, decision.anchors[0].quote, links.lag_days(cause, effect), 1.0,
            )
        )  # fmt: skip

    def _event(self, mention: str) -> Event | None:
        """The event that a mention tells of by now."""
        return self.state.one(Event, self.state.cluster("event", mention))

    def _relation(self, decision: Decision, at: Found) -> None:
        value = decision.value
        self.state.patches[RelationMention].put(
            RelationMention(
                relation_id=decision.about_id, document_id=at.document_id or "", sentence=0,
                source=self.state.party(value["source"]), target=self.state.party(value["target"]), kind=value["kind"],
                valid_from=value.get("valid_from"), valid_to=value.get("valid_to"), stance=value["stance"],
                char_start=at.char_start or 0, char_end=at.char_end or 0, quote=decision.anchors[0].quote,
            )
        )  # fmt: skip

    def _tripwire(self, decision: Decision, condition: Found) -> None:
        value = decision.value
        consequence = self.state.finder.words(decision.anchors[1])
        if consequence.how != "words" or consequence.document_id != condition.document_id:
            self.state.settle(
                decision, Found("broken", decision.about_id, note="its consequence is not found any more")
            )
            return
        self.state.patches[Tripwire].put(
            Tripwire(
                tripwire_id=decision.about_id, document_id=condition.document_id or "", sentence=0,
                issuer=self._party(value.get("issuer")), addressee=self._party(value.get("addressee")),
                condition=decision.anchors[0].quote, consequence=decision.anchors[1].quote,
                condition_start=condition.char_start or 0, condition_end=condition.char_end or 0,
                consequence_start=consequence.char_start or 0, consequence_end=consequence.char_end or 0,
                condition_type=value.get("condition_type"), consequence_type=value.get("consequence_type"),
                valid_from=value.get("valid_from"), valid_to=value.get("valid_to"), attribution=(),
            )
        )  # fmt: skip

    def _party(self, given: Mapping[str, Any] | None) -> Party | None:
        return self.state.party(given) if given else None

    def _one(self, decision: Decision) -> None:
        """Accept, reject, edit or close one tie."""
        state, kind = self.state, decision.about_kind
        cls, _ = KEYS[kind]
        found, row = self._row(decision)
        if row is None and found.how == "words" and decision.action != "reject":
            row = _as_it_was(cls, decision)  # the machine no longer gives it; the person's word stands
        if row is None:
            how = "moot" if found.how == "words" else found.how
            state.settle(decision, Found(how, found.id, note=found.note or "no such row any more"))
            return
        state.settle(decision, found)
        self._decided(decision, row)
        if cls is not Link:  # those are found by their events
            heir = state.one(cls, state.finder.heir(kind, decision.anchors[0]) or "")
            if heir is not None:
                self._decided(decision, heir)

    def _decided(self, decision: Decision, row: Any) -> None:
        """What a decision makes of a row."""
        state, kind = self.state, decision.about_kind
        cls, key = KEYS[kind]
        identity = getattr(row, key)
        if decision.action == "reject":
            state.rejected[kind, identity] = row
            state.patches[cls].drop(identity)
            return
        state.rejected.pop((kind, identity), None)
        if decision.action == "edit":
            row = self._edited(row, decision.field or "", decision.value)
        elif decision.action == "close":
            self._closed.append((identity, decision.value))
        state.patches[cls].put(row)
        mark = state.reviews.get((kind, identity))
        state.reviews[kind, identity] = mark or ("accepted" if decision.action == "accept" else "edited")

    def _row(self, decision: Decision) -> tuple[Found, Any]:
        """The row meant, as it stands: by its id, by the events that it ties, by its words."""
        state, anchor = self.state, decision.anchors[0]
        cls, _ = KEYS[decision.about_kind]
        held = state.one(cls, anchor.id) or state.rejected.get((decision.about_kind, anchor.id))
        if held is not None:
            return Found("same", anchor.id, held.document_id), held
        if cls is Link:
            ends = self._ends(decision)
            for link in state.rows(Link):
                if ends == (link.cause_event_id, link.effect_event_id, link.kind):
                    return Found("moved", link.link_id, link.document_id), link
            return state.finder.words(anchor), None
        found = state.finder.row(decision.about_kind, anchor)
        return found, state.one(cls, found.id) if found.how in ("same", "moved") else None

    def _ends(self, decision: Decision) -> tuple[str, str, str] | None:
        was = (decision.was or {}).get(decision.anchors[0].id)
        if not was:
            return None
        cause, effect = (self.state.cluster("event", was[f"{side}_event_id"]) for side in ("cause", "effect"))
        return cause, effect, was["kind"]

    def _edited(self, row: Any, field: str, value: Any) -> Any:
        if field in ("issuer", "addressee"):
            return replace(row, **{field: self._party(value)})
        return replace(row, **{field: value})


def _around(day: str | None) -> Iterator[str]:
    """The days on which what an event of a day answers may be, or what answers it; none around no day."""
    if day is None:
        return
    for lag in range(-links.LONGEST_LAG, links.LONGEST_LAG + 1):
        with suppress(OverflowError):  # at the ends of the calendar
            yield (date.fromisoformat(day) + timedelta(lag)).isoformat()


def _as_it_was(cls: Any, decision: Decision) -> Any:
    held = (decision.was or {}).get(decision.anchors[0].id)
    return from_plain(cls, held) if held else None
