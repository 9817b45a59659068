"""Whom claims started with, for the read model: the same origins that the events were counted by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from escalade.events.standing import Said, heard
from escalade.model.tables import Tables
from escalade.web.rows import UNNAMED, Context, Told


def told_of(tables: Tables, resources: Mapping[str, Any], context: Context) -> dict[str, Told]:
    """Origin of each claim on the event mentions of `tables`, by claim id; by mention id where nothing is claimed."""
    out = {}
    for said in heard(tables, resources):
        key = said.claim.claim_id or said.mention.event_mention_id
        out[key] = Told(said.origin.low, _name(said, context), said.origin.voice)
    return out


def _name(said: Said, context: Context) -> str:
    """What to call an origin: the innermost speaker, else the outlet that printed it first."""
    if not said.origin.own and said.claim.chain:
        return said.claim.chain[-1].name
    publisher = context.publisher(said.origin.report) or context.publisher(said.mention.document_id)
    return publisher or UNNAMED
