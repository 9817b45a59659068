"""How events are worded in the brief: one entry a PLOVER type, and for some modes their own."""

from __future__ import annotations

from escalade.vocab.loader import DATA, Entry, load


class Wording(Entry):
    """Verb and noun phrases of one event type and mode; see the head of wording.yaml."""

    type: str
    mode: str | None = None
    past: str
    noun: str


def wordings() -> dict[tuple[str, str | None], Wording]:
    """Entries by (event type, mode); mode None is the type's own entry."""
    return {(entry.type, entry.mode): entry for entry in load(DATA / "wording.yaml", Wording)}
