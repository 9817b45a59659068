"""The casebook as persons have put it right: the machine's rows with all decisions applied, a pure function of both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from escalade.events import standing as events_standing
from escalade.hand import mentions
from escalade.hand.actors import Actors
from escalade.hand.anchors import SPANNED
from escalade.hand.events import Events
from escalade.hand.machine import Machine
from escalade.hand.state import KEYS, State, standing, taken_back
from escalade.hand.ties import Ties
from escalade.model.casebook import Event, Judgement, Membership
from escalade.model.codings import Claim
from escalade.model.decisions import Decision

R = TypeVar("R")
TIES = frozenset({"link", "relation", "tripwire"})


class Applied:
    """Rows of all tables as they are to be read. Without decisions they are the machine's own."""

    def __init__(
        self, machine: Machine, decisions: Sequence[Decision], resources: Mapping[str, Any], settings: Any
    ) -> None:
        self.machine = machine
        self.decisions = decisions
        self._resources = resources
        self._settings = settings
        self._rows: dict[Any, list[Any]] = {}

    @property
    def settings(self) -> Any:
        """Settings of the casebook; None where rows are read without one."""
        return self._settings

    @cached_property
    def _state(self) -> State:
        state = State(self.machine, self.decisions, self._resources, self._settings)
        actors, events, ties = Actors(state), Events(state), Ties(state)
        for decision in state.active:
            kind, action = decision.about_kind, decision.action
            if kind in ("document", "event_mention") or (kind == "event" and action in ("accept", "reject")):
                mentions.apply(state, decision)
            elif kind == "event":
                events.apply(decision)
            elif kind in TIES:
                ties.apply(decision)
            elif kind == "actor":
                actors.apply(decision)
        actors.close()
        mentions.close(state)
        events.close()
        ties.close()
        state.judged = [*actors.pairs.rows, *events.pairs.rows]
        return state

    def read_ahead(self) -> None:
        """Have at hand what the next decision needs, so that it takes no longer than those after it."""
        for name in events_standing.STAGE.resources:
            self._resources[name]
        self.machine.read_ahead()

    @cached_property
    def untouched(self) -> bool:
        """Whether no decision stands, so that the machine's rows are the rows."""
        return not any(d.action not in ("undo", "forget", "forgotten") for d in self.decisions)

    @cached_property
    def standing(self) -> list[Decision]:
        """Decisions that were not taken back, in order."""
        return standing(self.decisions)

    def rows(self, cls: type[R]) -> list[R]:
        """Rows of one of the ledger's own tables in canonical order."""
        if self.untouched:
            return self.machine.rows(cls)
        if cls not in self._rows:
            self._rows[cls] = self._made(cls)
        return self._rows[cls]

    @property
    def judged(self) -> list[Judgement]:
        """The judgements that are persons' own."""
        return [] if self.untouched else self._state.judged

    def columns(self, cls: Any, *names: str) -> list[tuple[Any, ...]]:
        """Some columns of a table as it stands, the key first: of many rows, without making the rows."""
        table = self.machine.table(cls)
        cells = [table.column(name).to_pylist() for name in (KEYS[cls], *names)]
        found = list(zip(*cells, strict=True))
        patch = None if self.untouched else self._state.patches[cls]
        if patch is None or not (patch.rows or patch.gone):
            return found
        kept = [row for row in found if row[0] not in patch.rows and row[0] not in patch.gone]
        return kept + [(key, *(getattr(row, name) for name in names)) for key, row in patch.rows.items()]

    def _made(self, cls: Any) -> list[Any]:
        state = self._state
        if cls is Judgement:
            return [*self.machine.rows(Judgement), *self.judged]
        if cls is Membership:
            return list(self._memberships(state))
        rows = state.rows(cls)
        if rows is self.machine.rows(cls):
            return rows
        if cls is Event:
            order = self.machine.mention_order
            return sorted(rows, key=lambda e: order.get(e.event_id, len(order)))
        if "document_id" in cls.__dataclass_fields__:
            ranks = self.machine.document_order
            return sorted(rows, key=lambda row: ranks.get(row.document_id, -1))
        return rows

    @cached_property
    def clusters(self) -> Mapping[str, Mapping[str, str]]:
        """kind -> member -> cluster."""
        if self.untouched:
            return self.machine.clusters
        moves = self._state.moves
        found = self.machine.clusters
        return {kind: {**members, **moves[kind]} if moves.get(kind) else members for kind, members in found.items()}

    def about(self, ids: Collection[str]) -> list[Claim]:
        """Claims about some rows."""
        return self.machine.some(Claim, "about_id", ids) if self.untouched else self._state.some(Claim, "about_id", ids)

    def _memberships(self, state: State) -> Iterator[Membership]:
        for kind, members in self.machine.clusters.items():
            moves = state.moves.get(kind, {})
            for member, cluster in {**members, **moves}.items():
                yield Membership(kind, member, cluster)

    def one(self, cls: type[R], identity: str) -> R | None:
        """The row of an id as it stands; also one that a person took out."""
        key = KEYS[cls]
        if not self.untouched:
            patch = self._state.patches[cls]
            if identity in patch.rows:
                return patch.rows[identity]  # type: ignore[no-any-return]
            if identity in patch.gone:
                kind = next((kind for kind, (of, *_) in SPANNED.items() if of is cls), "")
                return self.rejected.get((kind, identity))
        return next(iter(self.machine.some(cls, key, [identity])), None)

    def some(self, cls: type[R], ids: Collection[str]) -> list[R]:
        """Rows of some ids as they stand."""
        key = KEYS[cls]
        if cls is Judgement:
            return [row for row in self.rows(cls) if getattr(row, key) in ids]
        return self.machine.some(cls, key, ids) if self.untouched else self._state.some(cls, key, ids)

    def review(self, kind: str, identity: str) -> str | None:
        """accepted | edited | added | partly (an event of which some mentions were looked at); None = nobody looked."""
        return None if self.untouched else self._state.reviews.get((kind, identity))

    @property
    def rejected(self) -> dict[tuple[str, str], Any]:
        """Rows that persons took out, by (kind, id), as they stood."""
        return {} if self.untouched else self._state.rejected

    def event(self, identity: str) -> str:
        """The event that an event mention's id, or an event's of any time, stands for now."""
        if self.untouched:
            return self.machine.clusters["event"].get(identity, identity)
        return self._state.cluster("event", identity)

    def actor(self, identity: str) -> str:
        """The actor that an actor's id of any time stands for now."""
        if self.untouched:
            return self.machine.clusters["actor"].get(identity, identity)
        return self._state.cluster("actor", identity)

    def outcome(self, decision: Decision) -> tuple[str, str, str]:
        """What became of a decision: (status, id that it is about now, note).

        applied · re-anchored (found by its words) · kept (the machine gives the row no more, the person's stands) ·
        moot (nothing left to change) · broken (its words are gone) · undone · forgotten.
        """
        if decision.action == "forgotten":
            return "forgotten", "", "its words were erased"
        back = self._taken_back.get(decision.decision_id)
        if back is not None:
            return "undone", decision.about_id, f"by {back.by}: {back.reason}"
        if decision.action in ("undo", "forget"):
            return "applied", decision.about_id, ""
        return self._state.outcome.get(decision.decision_id, ("applied", decision.about_id, ""))

    @cached_property
    def _taken_back(self) -> dict[str, Decision]:
        return taken_back(self.decisions)

    @cached_property
    def changed(self) -> dict[str, frozenset[str]]:
        """Ids of the rows, by exported table, that differ from the machine's: for whoever keeps a copy of the tables.

        Besides these, whatever names an actor of `actors` shows another id or name.
        """
        if self.untouched:
            return {}
        names = {
            "documents": "Document", "event_mentions": "EventMention", "events": "Event", "claims": "Claim",
            "actors": "Actor", "relations": "RelationMention", "links": "Link", "tripwires": "Tripwire",
        }  # fmt: skip
        patches = {cls.__name__: patch for cls, patch in self._state.patches.items()}
        found = {name: patches[row].gone | set(patches[row].rows) for name, row in names.items()}
        found["relations"] |= set(patches["RelationStanding"].rows)
        found["tripwires"] |= set(patches["TripwireStanding"].rows)
        moved = self._state.moves["event"]
        found["event_mentions"] |= {m for m, c in moved.items() if self.machine.clusters["event"].get(m, m) != c}
        table = {"event_mention": "event_mentions", "event": "events", "actor": "actors", "link": "links",
                 "tripwire": "tripwires", "relation": "relations", "document": "documents"}  # fmt: skip
        for kind, identity in self._state.reviews:
            found[table[kind]].add(identity)
        return {name: frozenset(ids) for name, ids in found.items() if ids}
