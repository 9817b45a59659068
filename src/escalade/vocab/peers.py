"""Formats of others' event data: their columns, their codes of countries and sectors, what they are in our words.

Data: vocab/data/peers/*.yaml. Read by `escalade.imports` and written by `escalade.export`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from escalade.vocab import actors, ontology
from escalade.vocab.loader import DATA, Entry
from escalade.vocab.loader import load as load_entries
from escalade.vocab.names import pieces

_BRACKETS = re.compile(r"^(?P<what>.*?)\s*\((?P<of>[^()]*(?:\([^()]*\))?[^()]*)\)$")
_WORD = re.compile(r"[^a-z0-9]+")


class FormatEntry(Entry):
    """A format as its files have it; see formats.yaml."""

    format: str
    name: str
    delimiter: str
    header: bool
    quoted: bool
    key: tuple[str, ...]
    needed: tuple[str, ...]
    columns: tuple[str, ...]
    aliases: Mapping[str, str] = {}

    def canonical(self, header: str) -> str:
        """The format's own name of a column for a header in any casing ("event_date" -> "Event Date"), else it."""
        word = plain(header)
        return self.aliases.get(word) or next((c for c in self.columns if plain(c) == word), header)


class CountryCodes(Entry):
    """A country's codes; see countries.yaml."""

    id: str
    iso2: str
    numeric: int | None = None
    fips: tuple[str, ...] = ()
    gw: int | None = None
    cameo: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class SectorEntry(Entry):
    """A sector and what peers call it. `armed`, `civilian`: what it is in a fight; neither where that depends."""

    sector: str
    icews: tuple[str, ...] = ()
    acled: tuple[str, ...] = ()
    armed: bool = False
    civilian: bool = False


class AcledEntry(Entry):
    """A sub-event type of ACLED; see acled.yaml."""

    sub_event_type: str
    event_type: str
    disorder_type: str
    type: str | None = None
    mode: str | None = None
    cameo: str | None = None
    writes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deed:
    """What was done, in PLOVER and CAMEO; None where the other side's scheme has no equivalent."""

    event_type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad_class: int | None = None
    goldstein: float | None = None


@dataclass(frozen=True)
class Peers:
    """All that is known of others' formats."""

    formats: Mapping[str, FormatEntry]
    countries: tuple[CountryCodes, ...]
    sectors: tuple[SectorEntry, ...]
    acled: tuple[AcledEntry, ...]

    @cached_property
    def ontology(self) -> ontology.Ontology:
        """PLOVER and CAMEO."""
        return ontology.load()

    @cached_property
    def by_fips(self) -> dict[str, str]:
        """FIPS 10-4 -> ISO alpha-3."""
        return {fips: c.id for c in self.countries for fips in c.fips}

    @cached_property
    def fips(self) -> dict[str, str]:
        """ISO alpha-3 -> FIPS 10-4."""
        return {c.id: c.fips[0] for c in self.countries if c.fips}

    @cached_property
    def by_numeric(self) -> dict[str, str]:
        """ISO numeric, without leading zeros -> ISO alpha-3."""
        return {str(c.numeric): c.id for c in self.countries if c.numeric}

    @cached_property
    def numeric(self) -> dict[str, int]:
        """ISO alpha-3 -> ISO numeric."""
        return {c.id: c.numeric for c in self.countries if c.numeric}

    @cached_property
    def iso2(self) -> dict[str, str]:
        """ISO alpha-3 -> ISO alpha-2."""
        return {c.id: c.iso2 for c in self.countries}

    @cached_property
    def by_gw(self) -> dict[str, str]:
        """Gleditsch-Ward number -> ISO alpha-3."""
        return {str(c.gw): c.id for c in self.countries if c.gw}

    @cached_property
    def gw(self) -> dict[str, int]:
        """ISO alpha-3 -> Gleditsch-Ward number."""
        return {c.id: c.gw for c in self.countries if c.gw}

    @cached_property
    def by_code(self) -> dict[str, str]:
        """ISO alpha-3, or the CAMEO code that stands for it -> ISO alpha-3."""
        return {c.id: c.id for c in self.countries} | {code: c.id for c in self.countries for code in c.cameo}

    @cached_property
    def _names(self) -> dict[tuple[str, ...], str]:
        return {pieces(name): c.id for c in self.countries for name in c.names}

    @cached_property
    def country_names(self) -> dict[str, str]:
        """ISO alpha-3 -> English name."""
        pack = self._pack
        own = {c.id: c.names[0] for c in self.countries if c.names}
        return own | {a.id: a.name for a in pack.actors.values() if a.kind == "country"}

    @cached_property
    def _pack(self) -> actors.Pack:
        return actors.load()

    @cached_property
    def _asked(self) -> dict[str, str | None]:
        """Countries that were asked for."""
        return {}

    def country(self, name: str) -> str | None:
        """ISO alpha-3 of a country's code or English name; None if it is neither."""
        if name not in self._asked:
            if len(self._asked) > 100_000:
                self._asked.clear()
            self._asked[name] = self._country(name)
        return self._asked[name]

    def _country(self, name: str) -> str | None:
        if len(name) == 3 and name.upper() in self.by_code:
            return self.by_code[name.upper()]
        known = self._names.get(pieces(name))
        if known or not name:
            return known
        title = name.title() if name.isupper() or name.islower() else name
        found = {a.actor_id for a in self._pack.phrases.get(title) if a.use == "name"}
        return next(iter(found)) if len(found) == 1 and found <= self.by_code.keys() else None

    @cached_property
    def by_icews(self) -> dict[str, str]:
        """ICEWS's name of a sector, lower case -> sector."""
        return {name.lower(): s.sector for s in self.sectors for name in s.icews}

    @cached_property
    def by_inter(self) -> dict[str, str]:
        """ACLED's `inter`, as number or lower-case text -> sector."""
        return {name.lower(): s.sector for s in self.sectors for name in s.acled}

    @cached_property
    def rank(self) -> dict[str, int]:
        """Sector -> place in the order by which the one that codes an actor is chosen."""
        return {s.sector: i for i, s in enumerate(self.sectors)}

    @cached_property
    def armed(self) -> frozenset[str]:
        """Sectors that bear arms."""
        return frozenset(s.sector for s in self.sectors if s.armed)

    @cached_property
    def civilian(self) -> frozenset[str]:
        """Sectors of civilians."""
        return frozenset(s.sector for s in self.sectors if s.civilian)

    def of_cameo(self, code: str) -> Deed:
        """What a CAMEO code stands for; nothing if it is none."""
        entry = self.ontology.cameo.get(code)
        if entry is None:
            return Deed()
        quad = self.ontology.quad(entry.type) if entry.type else _quad(code)
        return Deed(entry.type, entry.mode, entry.contexts, code, quad, entry.goldstein)

    def of_plover(self, event_type: str, mode: str | None, contexts: tuple[str, ...] = ()) -> Deed:
        """A PLOVER type and mode, with the CAMEO code that stands for them; an unknown mode is none."""
        if event_type not in self.ontology.types:
            return Deed()
        known = mode if mode in self.ontology.modes(event_type) else None
        code = self.ontology.code(event_type, known)
        kept = tuple(c for c in contexts if c in self.ontology.contexts)
        return Deed(event_type, known, kept, code, self.ontology.quad(event_type), self.ontology.goldstein(code))

    def of_acled(self, sub_event_type: str) -> Deed:
        """What a sub-event type of ACLED is in PLOVER."""
        entry = next((e for e in self.acled if plain(e.sub_event_type) == plain(sub_event_type)), None)
        if entry is None or (entry.type is None and entry.cameo is None):
            return Deed()
        if entry.type is None:
            return self.of_cameo(str(entry.cameo))
        deed = self.of_plover(entry.type, entry.mode)
        if entry.cameo is None:
            return deed
        return Deed(deed.event_type, deed.mode, (), entry.cameo, deed.quad_class, self.ontology.goldstein(entry.cameo))


def _quad(code: str) -> int:
    """CAMEO's own quad class, for codes without a PLOVER equivalent."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def plain(name: str) -> str:
    """A header or label in lower case, its words joined by one underscore."""
    return _WORD.sub("_", name.lower()).strip("_")


def bracketed(name: str) -> tuple[str, str] | None:
    """The two parts of "Police (India)"; None for any other name."""
    match = _BRACKETS.match(name)
    return (match["what"], match["of"]) if match else None


@cache
def load() -> Peers:
    """What ships. Raises VocabularyError for malformed entries."""
    folder = DATA / "peers"
    return Peers(
        {entry.format: entry for entry in load_entries(folder / "formats.yaml", FormatEntry)},
        load_entries(folder / "countries.yaml", CountryCodes),
        load_entries(folder / "sectors.yaml", SectorEntry),
        load_entries(folder / "acled.yaml", AcledEntry),
    )
