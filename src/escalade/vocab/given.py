"""Given names of persons, as reports of many lands write them."""

from __future__ import annotations

from functools import cache

from escalade.vocab import loader
from escalade.vocab.loader import DATA, Entry

FILE = DATA / "given_names.yaml"


class Names(Entry):
    """Some given names, without marks, in lower case."""

    names: tuple[str, ...]


@cache
def given_names() -> frozenset[str]:
    """All of them. VocabularyError where the file is broken."""
    return frozenset(name for entry in loader.load(FILE, Names) for name in entry.names)
