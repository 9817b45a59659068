"""Holidays, feasts and fasts: their names, and the rule that gives the day of each year."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from escalade.vocab import loader
from escalade.vocab.loader import DATA, Entry

FILE = DATA / "feasts.yaml"
# words of names that are too common to look for
_COMMON = frozenset(
    "day new year years good holy month of the eve al el ul birthday international three kings king thursday friday "
    "monday sunday wednesday july may april week all st saint president presidents chinese iranian persian jewish "
    "islamic muslim spring orthodox women workers feast martin canadian".split()
)


class Feast(Entry):
    """One feast; see the head of the data file."""

    id: str
    names: tuple[str, ...]
    rule: Literal["fixed", "weekday", "easter", "orthodox_easter", "rosh_hashanah", "hanukkah", "islamic", "table"]
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int = 1
    offset: int = 0
    on: tuple[tuple[int, int], ...] = ()
    whole_month: bool = False
    years: dict[int, str] = Field(default_factory=dict)
    length: int = 1
    slack: int = 0
    home: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Feast:
        needs = {"fixed": self.month and self.day, "weekday": self.month and self.weekday, "islamic": self.on}
        if not needs.get(self.rule, True) or (self.rule == "table") != bool(self.years):
            raise ValueError(f"the rule {self.rule} lacks its parts")
        return self


@cache
def load() -> dict[str, Feast]:
    """Feasts by each of their names in lower case, with straight apostrophes."""
    return {name.lower(): feast for feast in loader.load(FILE, Feast) for name in feast.names}


def named(text: str) -> Feast:
    """The feast that a text matching `PATTERN` names."""
    return load()[" ".join(text.lower().replace("’", "'").split())]


def _pattern(name: str) -> str:
    plain = re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]")
    return plain if name.isupper() else f"{plain}|{plain.upper().replace(chr(92) + 'S+', chr(92) + 's+')}"


_NAMES = sorted({name for feast in loader.load(FILE, Feast) for name in feast.names}, key=len, reverse=True)
PATTERN = f"(?:{'|'.join(map(_pattern, _NAMES))})"


def _key(name: str) -> str:
    """The word of a name that is least likely to stand elsewhere."""
    words = re.split(r"[\s']+", name.lower())
    return max(words, key=lambda w: (w not in _COMMON and len(w) > 2, len(w)))


WORDS = frozenset(map(_key, _NAMES))
_FIND = re.compile(PATTERN)


def present(lower_words: tuple[str, ...], text: str) -> bool:
    """Whether a sentence names a feast."""
    return not WORDS.isdisjoint(lower_words) and _FIND.search(text) is not None
