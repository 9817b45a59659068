"""The state that decisions are applied to, one after the other: patches, marks, and what became of each decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from escalade.hand.anchors import Finder, Found
from escalade.hand.machine import Machine
from escalade.hand.patch import Patch
from escalade.model.casebook import Actor, Event, Judgement, Link, RelationStanding, TripwireStanding
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Tripwire, Where
from escalade.model.decisions import Decision
from escalade.model.documents import Document
from escalade.model.groundings import Reference

R = TypeVar("R")
KEYS: dict[Any, str] = {
    Document: "document_id",
    EventMention: "event_mention_id",
    Claim: "claim_id",
    Reference: "mention_id",
    Actor: "actor_id",
    Event: "event_id",
    Judgement: "judgement_id",
    Link: "link_id",
    RelationMention: "relation_id",
    RelationStanding: "relation_id",
    Tripwire: "tripwire_id",
    TripwireStanding: "tripwire_id",
}


class State:
    """What decisions have made of the machine's rows so far."""

    def __init__(
        self, machine: Machine, decisions: Sequence[Decision], resources: Mapping[str, Any], settings: Any
    ) -> None:
        self.machine = machine
        self.decisions = decisions
        self.resources = resources
        self.settings = settings
        self.active = standing(decisions)
        self.finder = Finder(machine, (anchor for d in self.active for anchor in d.anchors))
        self.patches = {cls: Patch(key) for cls, key in KEYS.items()}
        self.moves: dict[str, dict[str, str]] = {"actor": {}, "event": {}}  # kind -> member -> its cluster now
        self.reviews: dict[tuple[str, str], str] = {}
        self.rejected: dict[tuple[str, str], Any] = {}  # rows that a person took out
        self.outcome: dict[str, tuple[str, str, str]] = {}  # decision -> status, id that it is about now, note
        self.judged: list[Judgement] = []  # persons' judgements, once all is applied
        self.touched: dict[str, set[str]] = {"event": set(), "actor": set()}  # clusters to be made anew

    def one(self, cls: type[R], identity: str) -> R | None:
        """A row as it stands by now."""
        patch = self.patches[cls]
        if identity in patch.gone:
            return None
        if identity in patch.rows:
            return patch.rows[identity]  # type: ignore[no-any-return]
        row = self.finder.by_id(cls, KEYS[cls], identity)
        return row if row is not None else next(iter(self.machine.some(cls, KEYS[cls], [identity])), None)

    def some(self, cls: type[R], column: str, values: Iterable[str]) -> list[R]:
        """Rows whose column has one of the values, as they stand by now."""
        values = set(values)
        patch = self.patches[cls]
        held = [row for row in patch.rows.values() if getattr(row, column) in values]
        key = KEYS[cls]
        machine = self.machine.some(cls, column, values)
        return [r for r in machine if getattr(r, key) not in patch.rows and getattr(r, key) not in patch.gone] + held

    def rows(self, cls: type[R]) -> list[R]:
        """All rows of a table as they stand by now."""
        rows = self.machine.rows(cls)
        patch = self.patches.get(cls)
        return patch.over(rows) if patch is not None and (patch.rows or patch.gone) else rows

    def cluster(self, kind: str, member: str) -> str:
        """The cluster of a member by now."""
        moved = self.moves.get(kind, {}).get(member)
        return moved or self.machine.clusters.get(kind, {}).get(member, member)

    def settle(self, decision: Decision, found: Found, note: str = "") -> None:
        """Note down what became of a decision; of several rows the worst counts."""
        how = {"same": "applied", "words": "kept", "moved": "re-anchored"}.get(found.how, found.how)
        held = self.outcome.get(decision.decision_id)
        if held is None or _BADNESS.index(how) > _BADNESS.index(held[0]):
            self.outcome[decision.decision_id] = (how, held[1] if held else found.id, note or found.note)

    def deed(self, field: str, value: Any) -> dict[str, Any]:
        """The columns of a mention or an event that a person's type or parties stand for."""
        if field != "event_type":
            return {field: tuple(map(self.party, value))}
        known, kind = self.resources["ontology"], value["event_type"]
        cameo = known.code(kind, value["mode"])
        return {
            "event_type": kind,
            "mode": value["mode"],
            "cameo": cameo,
            "quad_class": known.quad(kind),
            "goldstein": known.goldstein(cameo),
        }

    def party(self, given: Mapping[str, Any]) -> Party:
        """A party of a decision's value."""
        return Party(
            given.get("id"), given["name"], tuple(given.get("codes") or ()), given.get("text") or given["name"]
        )


_BADNESS = ("applied", "re-anchored", "kept", "superseded", "moot", "broken")


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions that were not taken back, in order; those that only take back are none of them."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.action == "undo" and decision.decision_id not in undone:
            undone.add(decision.about_id)
    return [d for d in decisions if d.action not in ("undo", "forget", "forgotten") and d.decision_id not in undone]


def taken_back(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """Decision -> the one that took it back."""
    out: dict[str, Decision] = {}
    for decision in reversed(decisions):
        if decision.action == "undo" and decision.decision_id not in out:
            out[decision.about_id] = decision
    return out


def where(given: Mapping[str, Any] | None) -> Where | None:
    """A place of a decision's value."""
    return None if given is None else Where(**{name: given.get(name) for name in Where.__dataclass_fields__})  # type: ignore[arg-type]
