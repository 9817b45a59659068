"""The severity ladder: which rung an event reaches by its type, mode and dead."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field

from escalade.errors import VocabularyError
from escalade.vocab import loader, ontology
from escalade.vocab.loader import DATA, Entry


class Rung(Entry):
    """One rung. `types` are PLOVER types, or a type and a mode; `killed`: dead of one event from which it counts."""

    rung: int = Field(ge=0)
    name: str
    types: tuple[str, ...] = ()
    killed: int | None = Field(default=None, ge=1)


@cache
def load(folder: Path = DATA) -> tuple[Rung, ...]:
    """The rungs, lowest first. Raises VocabularyError where they are out of order or name no PLOVER type."""
    path = folder / "ladder.yaml"
    rungs = loader.load(path, Rung)
    types = ontology.load(folder).types
    for i, rung in enumerate(rungs):
        if rung.rung != i:
            raise VocabularyError(f"{path}:1: rung {rung.rung} stands where {i} was expected")
        for name in rung.types:
            kind, _, mode = name.partition(" ")
            if kind not in types or (mode and mode not in {m.mode for m in types[kind].modes}):
                raise VocabularyError(f"{path}:1: rung {i}: no PLOVER {name}")
    return rungs


def reached(rungs: tuple[Rung, ...], event_type: str | None, mode: str | None, killed: int | None) -> int:
    """The highest rung that an event reaches. Deaths count only where force was used."""
    names = {event_type, f"{event_type} {mode}"}
    by_type = max((r.rung for r in rungs if names & set(r.types)), default=0)
    force = next(r.rung for r in rungs if "ASSAULT" in r.types)
    if by_type < force:
        return by_type
    return max([by_type, *(r.rung for r in rungs if r.killed is not None and (killed or 0) >= r.killed)])
