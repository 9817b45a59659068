"""Places."""

from __future__ import annotations


def load() -> object:
    return object()
