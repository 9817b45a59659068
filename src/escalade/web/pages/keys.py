"""The keys, as a page of their own for whoever has no script."""

from __future__ import annotations

from escalade.web.page import Ask, Page
from escalade.web.store import ReadModel

KEYS = (
    ("j / k", "next, previous line"),
    ("Enter", "open the line's page"),
    ("o", "open the evidence of the line"),
    ("Esc", "close what is open"),
    ("a", "accept"),
    ("r", "reject"),
    ("e", "edit"),
    ("m", "merge with another"),
    ("x", "split off"),
    ("n", "add what was missed; again: the next kind"),
    ("c", "close a conditional threat"),
    ("u", "take your last decision back"),
    ("/", "search"),
    ("1 … 7", "go to a screen"),
    ("?", "these keys"),
)


def keys(ask: Ask, model: ReadModel) -> Page:
    """What each key does."""
    rows = [{"key": key, "does": does} for key, does in KEYS]
    return Page("keys.html", "Keys", {"keys": rows}, rows)
