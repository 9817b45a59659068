"""PLOVER event types with modes, quad classes and scores; CAMEO codes with Goldstein scores and PLOVER equivalents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field

from escalade.errors import VocabularyError
from escalade.vocab import loader
from escalade.vocab.loader import DATA, Entry


class ModeEntry(Entry):
    """A mode of an event type and the CAMEO code that stands for it."""

    mode: str
    cameo: str
    score: float | None
    definition: str


class TypeEntry(Entry):
    """A PLOVER event type."""

    type: str
    definition: str
    quad: int = Field(ge=1, le=4)
    score: float
    cameo: str
    modes: tuple[ModeEntry, ...] = ()


class ContextEntry(Entry):
    """What an event can be about."""

    context: str
    definition: str


class CameoEntry(Entry):
    """A CAMEO code; `type` and `mode` are its PLOVER equivalent, None where PLOVER has none."""

    cameo: str = Field(pattern=r"^\d{2,4}$")
    name: str
    goldstein: float = Field(ge=-10, le=10)
    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ontology:
    """Event types, contexts and CAMEO codes by name."""

    types: Mapping[str, TypeEntry]
    contexts: Mapping[str, ContextEntry]
    cameo: Mapping[str, CameoEntry]

    def modes(self, event_type: str) -> tuple[str, ...]:
        """Names of the modes of a type."""
        return tuple(m.mode for m in self.types[event_type].modes)

    def quad(self, event_type: str) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.types[event_type].quad

    def code(self, event_type: str, mode: str | None) -> str:
        """The CAMEO code chosen for a type, or for its mode."""
        entry = self.types[event_type]
        return next((m.cameo for m in entry.modes if m.mode == mode), entry.cameo)

    def goldstein(self, cameo: str) -> float:
        """Goldstein score of a CAMEO code, -10 (conflict) to 10 (cooperation)."""
        return self.cameo[cameo].goldstein


@cache
def load(folder: Path = DATA) -> Ontology:
    """The shipped ontology. Raises VocabularyError where files contradict each other."""
    types = {t.type: t for t in loader.load(folder / "ontology.yaml", TypeEntry)}
    contexts = {c.context: c for c in loader.load(folder / "contexts.yaml", ContextEntry)}
    cameo = {c.cameo: c for c in loader.load(folder / "cameo.yaml", CameoEntry)}
    for entry in types.values():
        for code in (entry.cameo, *(m.cameo for m in entry.modes)):
            if code not in cameo:
                raise VocabularyError(f"{folder / 'ontology.yaml'}:1: {entry.type}: no CAMEO code {code}")
    for each in cameo.values():
        known = each.type is None or each.type in types
        if not known or (each.mode and each.mode not in {m.mode for m in types[str(each.type)].modes}):
            raise VocabularyError(f"{folder / 'cameo.yaml'}:1: {each.cameo}: no PLOVER {each.type} {each.mode}")
        for context in each.contexts:
            if context not in contexts:
                raise VocabularyError(f"{folder / 'cameo.yaml'}:1: {each.cameo}: no context {context}")
    return Ontology(types, contexts, cameo)
