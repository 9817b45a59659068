"""Stage events.relations: which ties between actors are contested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from escalade.model.casebook import Membership, RelationStanding
from escalade.model.codings import Claim, Party, RelationMention
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables

MIRRORED = {"sponsors": "serves"}  # A sponsors B = B serves A
MUTUAL = frozenset({"allied_with", "opposes"})


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Standing of every relation mention: that of its relation over all reports.

    contested: somebody denies or doubts it; affirmed: nobody does.
    """
    actor = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "actor"}
    stances: dict[str, set[str]] = defaultdict(set)
    for claim in tables.rows(Claim):
        if claim.about_kind == "relation":
            stances[claim.about_id].add(claim.stance)
    held: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    rows = tables.rows(RelationMention)
    for row in rows:
        held[_key(row, actor)] |= {row.stance, *stances[row.relation_id]}
    return {RelationStanding: [RelationStanding(r.relation_id, _standing(held[_key(r, actor)])) for r in rows]}


def _standing(stances: set[str]) -> str:
    return "contested" if stances & {"denies", "doubts"} else "affirmed"


def _key(row: RelationMention, actor: Mapping[str, str]) -> tuple[str, str, str]:
    """The relation, whichever way round it is told."""
    source, target = (_actor(p, actor) for p in (row.source, row.target))
    if row.kind in MIRRORED:
        return MIRRORED[row.kind], target, source
    if row.kind in MUTUAL:
        source, target = sorted((source, target))
    return row.kind, source, target


def _actor(party: Party, actor: Mapping[str, str]) -> str:
    return actor.get(party.id, party.id) if party.id else party.name.casefold()


STAGE = Stage(
    name="events.relations",
    question="which ties between actors are affirmed, which contested",
    apply=apply,
    reads=(RelationMention, Claim, Membership),
    writes=(RelationStanding,),
)
