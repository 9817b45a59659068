"""The review queue: what a person should look at next.

Contradictions come first, then what weighs most and is least sure. The weight of an item is plain arithmetic over
what its row says, so that everybody can see why it stands where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from escalade.hand.applied import Applied
from escalade.model.casebook import Event, Link, RelationStanding, TripwireStanding
from escalade.model.codings import EventMention, RelationMention, Tripwire
from escalade.model.words import toll

Record = Mapping[str, Any]
Table = Callable[[str], Sequence[Record]]
Some = Callable[[str, Iterable[str]], Iterable[Record]]
CONTRADICTION, IMPACT, DOUBT = 2.0, 1.0, 1.0  # what each is worth at most
# standings that a person should look at: share of CONTRADICTION, what is said of it; a denial that stands alone
# contradicts nobody, though it may answer a report that was coded as another event
CONTRADICTED = {
    "disputed": (1.0, "accounts contradict one another"),
    "revised": (1.0, "a side took back its own word"),
    "denied": (0.25, "only denied: nobody tells it as having happened"),
}
UNREAL = frozenset({"hypothetical", "denied"})
QUADS = {1: "cooperation in words", 2: "cooperation in deeds", 3: "conflict in words", 4: "conflict in deeds"}
SURE = 0.5  # score from which a coding is rather right than wrong
MANY_DEAD = 10  # killed from which a toll weighs fully
STRONGEST = 10.0  # of the Goldstein scale
PENDING = 0.5  # impact of a threat that still stands


@dataclass(frozen=True)
class Item:
    """Something to look at: an event, an inferred link, an armed tripwire, a contested relation.

    `mentions` are the event's mentions that nobody has looked at, least sure first. `why` says what put it here.
    """

    about_kind: str
    about_id: str
    weight: float
    why: tuple[str, ...]
    mentions: tuple[str, ...] = ()
    record: Record | None = None


def queue(table: Table) -> list[Item]:
    """Everything that nobody has looked at, what matters most first. `table(name)` gives the rows of a table."""
    mentions = {m["event_mention_id"]: m for m in table("event_mentions")}
    items = [item for event in table("events") if (item := of_event(event, mentions)) is not None]
    for link in table("links"):
        if link["basis"] == "inferred" and not link["review"]:
            doubt = 1 - (link["score"] or 0)
            items.append(Item("link", link["link_id"], round(DOUBT * doubt, 4), ("inferred, not stated",), (), link))
    for wire in table("tripwires"):
        if wire["standing"] in ("armed", "met") and not wire["review"]:
            armed = wire["standing"] == "armed"
            why = ("a threat that still stands" if armed else "a threat whose condition is told to be met",)
            weight = PENDING if armed else IMPACT + DOUBT
            items.append(Item("tripwire", wire["tripwire_id"], weight, why, (), wire))
    for relation in table("relations"):
        if relation["standing"] == "contested" and not relation["review"]:
            why = ("a tie that somebody contests",)
            items.append(Item("relation", relation["relation_id"], CONTRADICTION, why, (), relation))
    return sorted(items, key=lambda item: (-item.weight, item.about_kind, item.about_id))


def page(applied: Applied, some: Some, limit: int, offset: int) -> list[Item]:
    """A page of the queue of a whole casebook: weighed by the few columns that weights need, and only its items made.

    `some(table, ids)` gives the full records of some rows.
    """
    found = queue(Light(applied).table)[offset : offset + limit]
    records: dict[tuple[str, str], Record] = {}
    for kind in {item.about_kind for item in found}:
        ids = [item.about_id for item in found if item.about_kind == kind]
        records |= {(kind, record[f"{kind}_id"]): record for record in some(f"{kind}s", ids)}
    return [replace(item, record=records[item.about_kind, item.about_id]) for item in found]


class Light:
    """The tables that are weighed, with the columns that weights need and no others."""

    def __init__(self, applied: Applied) -> None:
        self.applied = applied

    def table(self, name: str) -> list[Record]:
        """Rows of a table."""
        made: list[Record] = getattr(self, f"_{name}")()
        return made

    def _event_mentions(self) -> list[Record]:
        return self._rows("event_mention", EventMention, "score")

    def _events(self) -> list[Record]:
        names = "event_mention_ids standing killed_min killed_max goldstein quad_class".split()
        return self._rows("event", Event, *names)

    def _links(self) -> list[Record]:
        return self._rows("link", Link, "basis", "score")

    def _tripwires(self) -> list[Record]:
        standing = dict(self.applied.columns(TripwireStanding, "standing"))
        rows = self._rows("tripwire", Tripwire)
        return [{**row, "standing": standing.get(row["tripwire_id"], "armed")} for row in rows]

    def _relations(self) -> list[Record]:
        standing = dict(self.applied.columns(RelationStanding, "standing"))
        rows = self._rows("relation", RelationMention)
        return [{**row, "standing": standing.get(row["relation_id"])} for row in rows]

    def _rows(self, kind: str, cls: Any, *names: str) -> list[Record]:
        keys, review = (f"{kind}_id", *names, "review"), self.applied.review
        return [dict(zip(keys, (*row, review(kind, row[0])), strict=True)) for row in self.applied.columns(cls, *names)]


def of_event(event: Record, mentions: Mapping[str, Record]) -> Item | None:
    """An event's place in the queue; None if a person has looked at all of it."""
    if event["review"] in ("accepted", "edited", "added"):
        return None
    told = [mentions[m] for m in event["event_mention_ids"] if m in mentions]
    unseen = sorted((m for m in told if not m["review"]), key=lambda m: (m["score"] or 0, m["event_mention_id"]))
    if not unseen:
        return None
    why = []
    share, said = CONTRADICTED.get(event["standing"], (0.0, ""))
    if said:
        why.append(said)
    weighs = impact(event)
    if weighs >= IMPACT / 2:
        why.append(f"weighs heavily: {_weighty(event)}")
    doubt = 1 - max(m["score"] or 0 for m in told)
    if doubt >= DOUBT / 4:
        why.append(
            f"{'not surely coded' if 1 - doubt >= SURE else 'coded with little certainty'} (score {1 - doubt:.2f})"
        )
    weight = CONTRADICTION * share + IMPACT * weighs + DOUBT * doubt
    ids = tuple(m["event_mention_id"] for m in unseen)
    return Item("event", event["event_id"], round(weight, 4), tuple(why) or ("nobody has looked at it",), ids, event)


def impact(event: Record) -> float:
    """0..1: how much hangs on an event, by its dead and its place on the Goldstein scale; what is only said, less."""
    dead: int = event["killed_max"] or event["killed_min"] or 0
    deadly = min(dead / MANY_DEAD, 1.0)
    blow: float = abs(event["goldstein"] or 0.0) / STRONGEST * (1.0 if event["quad_class"] in (2, 4) else 0.5)
    real = 0.5 if event["standing"] in UNREAL else 1.0
    return max(deadly, blow) * real


def _weighty(event: Record) -> str:
    """What makes an event weigh: its dead, else its class and place on the Goldstein scale."""
    if event["killed_max"] or event["killed_min"]:
        return toll(event["killed_min"], event["killed_max"], "killed")
    return f"{QUADS.get(event['quad_class'], 'event')}, Goldstein {event['goldstein'] or 0:+g}"
