"""Decisions on actors: spellings given or taken away, actors made one or two, names and roles put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from escalade.events.actors import described
from escalade.hand.anchors import Found
from escalade.hand.groups import regrouped
from escalade.hand.pairs import Pairs
from escalade.hand.state import State
from escalade.model.casebook import Actor, ActorCode
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Speaker, Tripwire
from escalade.model.decisions import Decision
from escalade.model.documents import Document
from escalade.model.groundings import Reference
from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.tables import Tables

FIELDS = ("name", "kind", "country")
KINDS = ("country", "government", "organisation", "group", "person", "media")


class Actors:
    """Applies decisions on actors: pairs and spellings first, the rows of the actors when all are known."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.pairs = Pairs("actor")
        self.regrouped: set[str] = set()  # actor ids whose references changed
        self._edits: list[Decision] = []
        self._new: dict[str, str] = {}  # id of an actor that a person told apart -> its name

    def apply(self, decision: Decision) -> None:
        """Apply one decision."""
        found = [self._found(decision, anchor.id) for anchor in decision.anchors]
        for each in found:
            self.state.settle(decision, each)
        if found[0].how == "broken":
            return
        here, others = found[0].id, [f.id for f in found[1:] if f.how != "broken"]
        if decision.action == "merge":
            self.pairs.merge([m for a in (here, *others) for m in self._members(a)], decision.by, decision.reason)
        elif decision.action == "split":
            self._split(decision)
        elif decision.action == "alias":
            self._alias(here, decision)
        else:
            self._edits.append(decision)
            self.state.reviews["actor", here] = "accepted" if decision.action == "accept" else "edited"

    def _found(self, decision: Decision, identity: str) -> Found:
        anchor = next(a for a in decision.anchors if a.id == identity)
        if identity in self._new or self.state.resources["lexicon"].get(identity) is not None:
            return Found("same", identity)
        return self.state.finder.actor(anchor, self.state.machine.clusters["actor"])

    def _members(self, actor: str) -> list[str]:
        cluster = self.state.machine.clusters["actor"].get(actor, actor)
        return list(self.state.machine.members["actor"].get(cluster, [actor]))

    def _alias(self, here: str, decision: Decision) -> None:
        """A spelling stands for this actor: what only the texts know by it is merged, other references move."""
        text = decision.value["text"]
        own = decision.value["text_id"]
        if own in self.state.machine.clusters["actor"] and own != here:
            self.pairs.merge([here, own], decision.by, decision.reason)
        moved = self._respell(text, here, keep={own, *self._members(here)})
        if not moved and own not in self.state.machine.clusters["actor"]:
            self.state.settle(decision, Found("moot", here, note=f"no report has the name {text!r}"))

    def _split(self, decision: Decision) -> None:
        """Members, or spellings, of this actor are somebody else."""
        for text in decision.value["spellings"]:
            fresh = content_id("a", "analyst", decision.decision_id, text)
            self._new[fresh] = text
            self._respell(text, fresh, keep=set())
        known = self.state.machine.clusters["actor"]
        taken, rest = ([m for m in decision.value[side] if m in known] for side in ("members", "rest"))
        if taken and rest:
            self.pairs.split(taken, rest, decision.by, decision.reason)

    def _respell(self, text: str, actor: str, keep: set[str]) -> int:
        """References by a spelling, and the parties and speakers they make, are an actor's. Returns how many are."""
        state = self.state
        wanted = text.casefold()
        table = state.machine.table(Mention)
        named = {q for q in table.column("quote").unique().to_pylist() if q.casefold() == wanted}
        mentions = {m.mention_id: m for m in state.machine.some(Mention, "quote", named) if m.level == "named"}
        party = self._party(actor, text)
        moved: dict[str, Reference] = {}
        references = state.some(Reference, "mention_id", mentions)
        for reference in references:
            if reference.actor_id not in keep or reference.actor_id is None:
                moved[reference.mention_id] = reference
                self.regrouped.update(filter(None, (reference.actor_id, actor)))
                changed = replace(reference, actor_id=actor, name=party.name, codes=party.codes, basis="analyst")
                state.patches[Reference].put(changed)
        self._rename(moved, party)
        return len(references)

    def _rename(self, moved: dict[str, Reference], party: Party) -> None:
        state = self.state
        documents = {reference.document_id for reference in moved.values()}
        for mention in state.some(EventMention, "document_id", documents):
            parties = {role: _given(getattr(mention, role), moved, party) for role in ("actors", "recipients")}
            if any(parties[role] != getattr(mention, role) for role in parties):
                state.patches[EventMention].put(replace(mention, **parties))  # type: ignore[arg-type]
                state.touched["event"].add(state.cluster("event", mention.event_mention_id))
        stated: tuple[tuple[Any, tuple[str, str]], ...] = (
            (RelationMention, ("source", "target")),
            (Tripwire, ("issuer", "addressee")),
        )
        for cls, roles in stated:
            for row in state.some(cls, "document_id", documents):
                ends = {role: _given((p,), moved, party)[0] for role in roles if (p := getattr(row, role)) is not None}
                if any(ends[role] != getattr(row, role) for role in ends):
                    state.patches[cls].put(replace(row, **ends))
        spelled = {reference.name for reference in moved.values()}
        for claim in state.some(Claim, "document_id", documents):
            chain = tuple(self._speaker(s, spelled, party) for s in claim.chain)
            if chain != claim.chain:
                state.patches[Claim].put(replace(claim, chain=chain))

    def _speaker(self, speaker: Speaker, spelled: set[str], party: Party) -> Speaker:
        if speaker.name not in spelled or speaker.verb is None:
            return speaker
        known = self.state.resources["lexicon"].get(party.id) if party.id else None
        return replace(speaker, actor_id=party.id, side=known.side if known else speaker.side)

    def _party(self, actor: str, text: str) -> Party:
        known = self.state.resources["lexicon"].get(actor)
        if known is not None:
            return Party(actor, known.name, known.codes, text)
        rows = self.state.machine.some(Actor, "actor_id", [actor])
        if rows:
            return Party(actor, rows[0].name, tuple(c.code for c in rows[0].codes), text)
        return Party(actor, self._new.get(actor, text), (), text)

    def close(self) -> None:
        """After all decisions: the clusters and rows of the actors that they reach, then what was edited in them."""
        state = self.state
        reached = self.pairs.members | self.regrouped
        if reached:
            region, judged = state.machine.around("actor", reached)
            known = state.resources["lexicon"]
            held = [m for m in state.machine.clusters["actor"] if m in region]
            held += sorted(m for m in region if m not in state.machine.clusters["actor"])
            order = sorted(held, key=lambda a: known.get(a) is None)
            found = regrouped(order, state.machine.clusters["actor"], judged, self.pairs.rows)
            state.moves["actor"].update(found)
            self._rows(found)
            changed = {m for m in region if found[m] != state.machine.clusters["actor"].get(m, m)}
            changed |= {m for m in region if found[m] in {found[c] for c in changed}} if changed else set()
            mentions = state.machine.of_actors(changed) if changed else set()
            state.touched["event"].update(state.cluster("event", m) for m in mentions)
            state.touched["actor"].update(region)
        for decision in self._edits:
            self._edit(decision)

    def _rows(self, found: dict[str, str]) -> None:
        """Actor rows of the clusters found, from the references that their members have by now."""
        state = self.state
        references = state.some(Reference, "actor_id", found)
        mentions = state.machine.some(Mention, "mention_id", {r.mention_id for r in references})
        documents = state.some(Document, "document_id", {r.document_id for r in references})
        tables = Tables()
        for cls, rows in ((Reference, references), (Mention, mentions), (Document, documents)):
            tables.add(cls, rows)
        before = {state.machine.clusters["actor"].get(member, member) for member in found}
        for actor in before:
            state.patches[Actor].drop(actor)
        for row in described(tables, found, state.resources["lexicon"]):
            fresh = row.actor_id in self._new
            state.patches[Actor].put(replace(row, origin="analyst") if fresh else row)

    def _edit(self, decision: Decision) -> None:
        """A name, kind, country or role as a person has it."""
        state = self.state
        found = self._found(decision, decision.anchors[0].id)
        row = state.one(Actor, state.cluster("actor", found.id))
        if row is None:
            state.settle(decision, Found("moot", found.id, note="this actor has no row any more"))
        elif decision.action == "edit":
            state.patches[Actor].put(replace(row, **{decision.field or "": decision.value}))
        elif decision.action == "role":
            code = _code(state, decision.value)
            if code is not None and code not in row.codes:
                state.patches[Actor].put(replace(row, codes=(code, *row.codes)))


def _given(parties: Iterable[Party], moved: dict[str, Reference], party: Party) -> tuple[Party, ...]:
    return tuple(
        replace(p, id=party.id, name=party.name, codes=party.codes) if p.mention_id in moved else p for p in parties
    )


def _code(state: State, role: dict[str, Any]) -> ActorCode | None:
    """The code that an office brings, on the days it was held; None for an office without one."""
    lexicon = state.resources["lexicon"]
    body = lexicon.get(role["of"])
    office = lexicon.roles.get(role["role"])
    if body is None or office is None:
        return None
    code = f"{body.id}{office.sector}" if body.kind == "country" and office.sector else next(iter(body.codes), None)
    return ActorCode("cameo", code, role.get("start"), role.get("end")) if code else None
