"""Decisions on events: made one, taken apart, put right; and the events made anew where anything under them changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from escalade.events import standing
from escalade.events.happenings import BY_ANAPHOR, HOW
from escalade.hand.groups import regrouped
from escalade.hand.pairs import Pairs
from escalade.hand.state import State, where
from escalade.model.casebook import Actor, Event, Judgement, Membership
from escalade.model.codings import Claim, EventMention
from escalade.model.decisions import Decision
from escalade.model.documents import Arrival, Document
from escalade.model.readings import Mention
from escalade.model.tables import Tables

FIELDS = ("event_type", "actors", "recipients", "date", "place", "standing", "killed", "injured")
STANDINGS = ("single_origin", "corroborated", "disputed", "revised", "denied", "hypothetical")


class Events:
    """Applies decisions on events: pairs first, the events' rows when all is known."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.pairs = Pairs("event")
        self._edits: list[tuple[Decision, str]] = []

    def apply(self, decision: Decision) -> None:
        """Apply one decision: merge, split or edit."""
        now: dict[str, str] = {}
        for anchor in decision.anchors:
            if self.state.one(EventMention, anchor.id) is not None:
                now[anchor.id] = anchor.id
                continue
            found = self.state.finder.row("event_mention", anchor)
            if found.how in ("same", "moved"):
                now[anchor.id] = found.id
            if len(decision.anchors) == 1 or found.how == "moved":
                self.state.settle(decision, found)
        if not now:
            if len(decision.anchors) > 1:
                self.state.settle(decision, self.state.finder.row("event_mention", decision.anchors[0]))
            return
        if decision.action == "merge":
            self.pairs.merge(_now(decision.value["members"], now), decision.by, decision.reason)
        elif decision.action == "split":
            taken, rest = (_now(decision.value[side], now) for side in ("taken", "rest"))
            if taken and rest:
                self.pairs.split(taken, rest, decision.by, decision.reason)
        else:
            self._edits.append((decision, next(iter(now.values()))))

    def close(self) -> None:
        """After all decisions: the clusters they reach, their events, then what was edited in them."""
        self._regroup()
        self._make()
        for decision, mention in self._edits:
            row = self.state.one(Event, self.state.cluster("event", mention))
            if row is not None:
                self.state.patches[Event].put(edited(self.state, row, decision.field or "", decision.value))
                self.state.reviews["event", row.event_id] = "edited"
        self._review()

    def _regroup(self) -> None:
        """Cluster anew what a person's pairs, or mentions that came or went, can reach; all else stays as it is."""
        state, patch = self.state, self.state.patches[EventMention]
        order = state.machine.mention_order
        new = [m for m in patch.rows if m not in order]
        reached = self.pairs.members | patch.gone | set(new)
        if not reached:
            return
        region, judged = state.machine.around("event", reached)
        held = sorted((m for m in region if m in order and m not in patch.gone), key=order.__getitem__)
        members = [*held, *(m for m in new if m in region)]
        before = state.machine.clusters["event"]
        persons = self.pairs.rows
        found = regrouped(members, before, judged, persons, **HOW)
        fellows: dict[str, str] = {}
        for member in held:
            fellows.setdefault(before.get(member, member), found[member])
        for gone in region & patch.gone:  # its id still leads to the event that it was thought to tell of
            found[gone] = fellows.get(before.get(gone, gone), gone)
        for member in region:
            old = before.get(member, member)
            if found.get(member, member) != old or member in patch.gone or member in new:
                state.touched["event"].update((old, found.get(member, member)))
        state.moves["event"].update(found)

    def _make(self) -> None:
        """Events of the clusters that anything touched, made anew from their mentions as they stand by now."""
        state, patch = self.state, self.state.patches[EventMention]
        touched = state.touched["event"]
        if not touched:
            return
        before = state.machine.members["event"]
        members = {m for c in touched for m in before.get(c, [c])}
        clusters_now = {state.cluster("event", m) for m in members} | {c for c in touched if c in patch.rows}
        moved: dict[str, set[str]] = defaultdict(set)
        for member, cluster in state.moves["event"].items():
            moved[cluster].add(member)
        for cluster in clusters_now:
            members |= moved[cluster]
            members |= {m for m in before.get(cluster, ()) if state.cluster("event", m) == cluster}
        mentions = state.some(EventMention, "event_mention_id", members)
        order = state.machine.mention_order
        mentions.sort(key=lambda m: order.get(m.event_mention_id, len(order)))
        held = {event.event_id: event for event in state.machine.some(Event, "event_id", touched | clusters_now)}
        for cluster in touched | clusters_now:
            state.patches[Event].drop(cluster)
        for event in self._stood(mentions):
            if held.get(event.event_id) == event:
                state.patches[Event].leave(event.event_id)
            else:
                state.patches[Event].put(event)

    def _stood(self, mentions: list[EventMention]) -> list[Event]:
        """Event rows of these mentions, by the stage that makes all others."""
        state = self.state
        documents = {m.document_id for m in mentions}
        reports = state.machine.clusters["report"]
        copies = {reports.get(d, d) for d in documents}
        documents |= {d for d, report in reports.items() if report in copies}
        ids = {m.event_mention_id for m in mentions}
        things = {p.mention_id for m in mentions for p in (*m.actors, *m.recipients) if p.mention_id}
        actor = {**state.machine.clusters["actor"], **state.moves["actor"]}
        anaphors = [j for j in state.machine.around("event", ids)[1] if j.by == BY_ANAPHOR]
        intakes = state.machine.intakes
        tables = Tables()
        rows: dict[Any, list[Any]] = {
            Document: state.some(Document, "document_id", documents),
            EventMention: mentions,
            Mention: state.machine.some(Mention, "mention_id", things),
            Claim: state.some(Claim, "about_id", ids),
            Actor: state.rows(Actor),
            Judgement: anaphors,
            Membership: [
                *(Membership("event", m, state.cluster("event", m)) for m in ids),
                *(Membership("actor", a, c) for a, c in actor.items() if a != c),
                *(Membership("report", d, reports[d]) for d in documents if d in reports),
            ],
            Arrival: [Arrival(d, intakes[d]) for d in documents if d in intakes],
        }
        for cls, found in rows.items():
            tables.add(cls, found)
        return list(standing.STAGE.apply(tables, state.resources, state.settings)[Event])

    def _review(self) -> None:
        """How far a person has looked through each event."""
        state = self.state
        looked = {m for kind, m in state.reviews if kind == "event_mention"}
        for event_id in {state.cluster("event", m) for m in looked}:
            row = state.one(Event, event_id)
            if row is None or ("event", event_id) in state.reviews:
                continue
            marks = {state.reviews.get(("event_mention", m)) for m in row.event_mention_ids}
            partly = None in marks
            state.reviews["event", event_id] = (
                "partly"
                if partly
                else "edited"
                if "edited" in marks
                else "accepted"
                if "accepted" in marks
                else "added"
            )
            if marks == {"added"}:
                state.patches[Event].put(replace(row, origin="analyst"))


def _now(members: list[str], now: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(now[m] for m in members if m in now))


def edited(state: State, row: Event, field: str, value: Any) -> Event:
    """The event with a field as a person has it."""
    if field in ("event_type", "actors", "recipients"):
        return replace(row, **state.deed(field, value))
    if field == "date":
        return replace(row, **value)
    if field == "place":
        return replace(row, place=where(value))
    if field in ("killed", "injured"):
        return replace(row, **{f"{field}_min": value[0], f"{field}_max": value[1]})
    return replace(row, **{field: value})
