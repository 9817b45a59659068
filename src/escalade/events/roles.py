"""Who did it and to whom, over all mentions of an event."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from escalade.events.parties import side_of
from escalade.model.codings import SURE, EventMention, Party

ROLES = ("actors", "recipients")
LEADING = re.compile(r"^(?:the|a|an|some|several|at least|more than)\s+", re.I)


def roles(
    mentions: Sequence[EventMention],
    persons: Collection[str],
    hearsay: Mapping[str, str | None],
    things: Collection[str] = (),
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients, best supported first; those without an id only where nobody is identified.

    A side that some mentions make the doer and others the target has the role that more of them give it; where as many
    do, it is no doer if somebody else is, else no target if something else is. `things` are ids of mentions of weapons
    and places: they are doers only where nobody else is. Of one state's bodies the best supported stands for all;
    persons stay. `hearsay` names the origin of each mention that only others vouch for (None: the report itself does):
    where it is not empty, a doer whom only one such origin names is left out.
    """
    held = {role: _held(mentions, role) for role in ROLES}
    sides = {role: _sides(held[role]) for role in ROLES}
    out: list[tuple[Party, ...]] = []
    for role, other in zip(ROLES, reversed(ROLES), strict=True):
        outvoted = {side for side, n in sides[role].items() if n < sides[other].get(side, 0)}
        kept = {key: same for key, same in held[role].items() if side_of(same[0][1]) not in outvoted}
        tied = {side for side, n in sides[role].items() if n == sides[other].get(side, 0)} - _both_at_once(mentions)
        if role == "recipients":
            tied &= {side_of(doer) for doer in out[0]}
        kept = _others_first(kept, [key for key, same in kept.items() if side_of(same[0][1]) in tied])
        if role == "actors":
            kept = _others_first(kept, [key for key, same in kept.items() if same[0][1].mention_id in things])
            kept = {key: same for key, same in kept.items() if not _one_origin_says(same, hearsay)}
        out.append(_chosen(_identified(kept), persons))
    return out[0], out[1]


Held = dict[str, list[tuple[EventMention, Party]]]


def _held(mentions: Sequence[EventMention], role: str) -> Held:
    """Mentions of each party of a role, by its id or its bare phrase; of an event that sure mentions tell, a party that
    one of these names."""
    found: Held = defaultdict(list)
    for mention in mentions:
        for party in getattr(mention, role):
            found[party.id or _whose(party) or f"text:{_bare(party.text)}"].append((mention, party))
    if not any(map(_sure, mentions)):
        return dict(found)
    return {key: same for key, same in found.items() if any(_sure(mention) for mention, _ in same)}


def _sure(mention: EventMention) -> bool:
    return mention.score >= SURE


def _identified(held: Held) -> Held:
    """Identified parties, with those that mostly stand beside one of them ("Lavrov and both ministers"); all if none
    is identified."""
    known = {key: same for key, same in held.items() if same[0][1].id}
    naming = {m.event_mention_id for same in known.values() for m, _ in same}
    beside = {
        key: same for key, same in held.items() if 2 * len({m.event_mention_id for m, _ in same} & naming) > len(naming)
    }
    return known | beside if known else held


def _others_first(held: Held, weak: Collection[str]) -> Held:
    """Without the parties of these keys, if others are left."""
    return {key: same for key, same in held.items() if key not in weak} or held


def _both_at_once(mentions: Sequence[EventMention]) -> set[str | None]:
    """Sides that one mention makes doer and target: they exchanged, clashed, met."""
    return {side_of(p) for m in mentions for p in m.actors if side_of(p) in {side_of(r) for r in m.recipients}}


def _whose(party: Party) -> str | None:
    """What an unnamed party is told by if it is some state's: "U.S. jets" and "American planes" are one."""
    return f"code:{party.codes[0]}" if len(party.codes) > 1 else None


def _bare(text: str) -> str:
    """A phrase without article, case and dots: "a U.S. contractor" and "the US contractor" are one."""
    return LEADING.sub("", text.replace(".", "").casefold().strip())


def _sides(held: Held) -> Counter[str]:
    return Counter(side for same in held.values() for _, party in same if (side := side_of(party)))


def _one_origin_says(same: Sequence[tuple[EventMention, Party]], hearsay: Mapping[str, str | None]) -> bool:
    """Whether only one origin names a party, and no report vouches for it."""
    said = {hearsay.get(mention.event_mention_id) for mention, _ in same}
    return bool(hearsay) and None not in said and len(said) == 1


def _chosen(held: Held, persons: Collection[str]) -> tuple[Party, ...]:
    seen: set[str] = set()
    out = []
    for same in sorted(held.values(), key=lambda same: -len(same)):
        party = same[0][1]
        side = side_of(party)
        if side and side in seen and party.id not in persons:
            continue
        out.append(party)
        seen.update([side] if side and party.id not in persons else [])
    return tuple(out)
