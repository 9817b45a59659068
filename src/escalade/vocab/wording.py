"""How events are worded in the brief: one entry a PLOVER type."""

from __future__ import annotations

from escalade.vocab.loader import DATA, Entry, load


class Wording(Entry):
    """Verb and noun phrases of one event type; see the head of wording.yaml."""

    type: str
    past: str
    noun: str


def wordings() -> dict[str, Wording]:
    """Entries by event type."""
    return {entry.type: entry for entry in load(DATA / "wording.yaml", Wording)}
