"""Status of an event mention: derived from polarity, modality and attribution, never stored."""

from __future__ import annotations

STATUSES = ("conditional", "negated", "intended", "possible", "claimed", "asserted")


def status(*, polarity: str, modality: str, attributed: bool) -> str:
    """First match of: conditional, negated, intended, possible, claimed, asserted."""
    if modality == "conditional":
        return "conditional"
    if polarity == "negative":
        return "negated"
    if modality in ("intended", "possible"):
        return modality
    return "claimed" if attributed else "asserted"
