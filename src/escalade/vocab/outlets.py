"""News outlets and agencies: names, addresses, country, and whether a state runs them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from escalade.errors import VocabularyError
from escalade.vocab import cues, loader
from escalade.vocab.loader import DATA, Entry

FILE = DATA / "outlets.yaml"
ARTICLE = re.compile(r"^the\s+", re.I)
NOISE = re.compile(r"[^\w\s]|\s*\((?:state[- ]run|state media|blog|[a-z ]+)\)\s*$")


class Outlet(Entry):
    """One outlet. `state` is the ISO alpha-3 code of the state that runs it, if one does.

    Publicly funded outlets with editorial independence by law (BBC, VOA, DW) are `public`, not `state`.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()  # other spellings, short forms, own-language names
    domains: tuple[str, ...] = ()
    country: str = Field(pattern=r"^[A-Z]{3}$")  # where it is edited
    kind: Literal["newspaper", "agency", "broadcaster", "online", "magazine", "think_tank", "blog", "party_media"] = (
        "online"
    )
    owner: Literal["private", "public", "state", "party"] = "private"
    state: str | None = Field(None, pattern=r"^[A-Z]{3}$")

    @model_validator(mode="after")
    def _state_told(self) -> Outlet:
        if (self.owner == "state") != (self.state is not None):
            raise ValueError("owner is state where, and only where, state names one")
        return self

    @property
    def agency(self) -> bool:
        """Whether others print its copy: a story under its name in another outlet starts with it."""
        return self.kind == "agency"


@dataclass(frozen=True)
class Outlets:
    """Look-up of outlets by name and address."""

    entries: tuple[Outlet, ...]
    by_name: dict[str, Outlet]
    by_domain: dict[str, Outlet]
    name_words: frozenset[str] = frozenset()  # words that open or end the names of outlets

    def is_outlet(self, name: str) -> bool:
        """Whether a name is that of a known outlet, or has the form of one ("Levant Courier")."""
        words = ARTICLE.sub("", name.strip()).split()
        return self.named(name) is not None or (len(words) > 1 and bool({words[0], words[-1]} & self.name_words))

    def named(self, name: str) -> Outlet | None:
        """Outlet of a name in any of its spellings, with or without "the"; None = not known."""
        return self.by_name.get(key(name))

    def at(self, url: str) -> Outlet | None:
        """Outlet of an address or domain; None = not known."""
        host = re.sub(r"^[a-z]+://", "", url.lower()).split("/")[0].split(":")[0]
        while "." in host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return None


def key(name: str) -> str:
    """Form under which a name is looked up: lower case, no article, no marks."""
    return " ".join(NOISE.sub(" ", ARTICLE.sub("", name.strip().lower())).split())


@cache
def load(file: Path = FILE) -> Outlets:
    """The shipped outlets. Raises VocabularyError, also where two outlets share a name or address."""
    entries = loader.load(file, Outlet)
    names: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for entry in entries:
        for name in dict.fromkeys(map(key, (entry.name, *entry.also, *entry.domains))):
            if names.setdefault(name, entry) is not entry:
                raise VocabularyError(f"{file}: {entry.id}: name {name!r} is that of {names[name].id}")
        for domain in entry.domains:
            if domains.setdefault(domain, entry) is not entry:
                raise VocabularyError(f"{file}: {entry.id}: domain {domain!r} is that of {domains[domain].id}")
    return Outlets(entries, names, domains, cues.load().outlets["name_word"])
