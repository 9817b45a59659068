"""The gazetteer: what places are called, where they are, how exactly that is known.

Settlements, provinces and countries come from GeoNames (vocab/data/places/gazetteer.tsv.gz, made by
tools/build_gazetteer.py); sites, waters and regions of crises from sites.yaml, which wins.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from pydantic import field_validator

from escalade.vocab.loader import DATA, Entry
from escalade.vocab.loader import load as load_entries
from escalade.vocab.names import pieces

Precision = Literal["point", "facility", "settlement", "district", "province", "country", "region"]


SOFT = frozenset(("RUS", "UKR", "BLR"))  # countries whose names are transliterated with a mark for the soft sign


class SiteEntry(Entry):
    """A place of the hand-kept list. `at`: latitude, longitude in degrees. `shared`: other places have the name too."""

    name: str
    country: str | None = None
    at: tuple[float, float]
    precision: Precision
    geonames_id: int | None = None
    aliases: tuple[str, ...] = ()
    shared: bool = False

    @field_validator("at")
    @classmethod
    def _on_earth(cls, at: tuple[float, float]) -> tuple[float, float]:
        if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
            raise ValueError(f"{at} is not on the globe (latitude, longitude)")
        return at


class AbbreviationEntry(Entry):
    """Short form of a province's name."""

    abbreviation: str
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a name may mean. `weight`: how likely the name means it when nothing else tells (log of people)."""

    name: str
    precision: str
    country: str | None
    admin1: str
    latitude: float
    longitude: float
    population: int
    geonames_id: int | None
    spelling: bool  # the name is another spelling of it
    listed: bool  # of the hand-kept list


class Gazetteer:
    """Places by name; `lookup` gives all that bear it."""

    def __init__(
        self,
        lines: Sequence[str],
        sites: Mapping[str, tuple[Spot, ...]],
        countries: Mapping[str, Spot],
        abbreviations: Mapping[str, str],
    ) -> None:
        self._lines, self._sites, self._countries, self._abbreviations = lines, sites, countries, abbreviations
        self._bearers = lru_cache(maxsize=1 << 16)(self._find)

    def lookup(self, name: str) -> tuple[Spot, ...]:
        """All places of that name, those of the hand-kept list first; () if there is none."""
        form = pieces(name)
        if form[:1] == ("the",):
            form = form[1:]
        key = " ".join(form)
        return self._bearers(key)

    def _find(self, key: str) -> tuple[Spot, ...]:
        drawn = tuple(dict.fromkeys(_spot(line) for line in self._of(key)))
        return (*(_identified(site, drawn) for site in self._sites.get(key, ())), *drawn)

    def _of(self, key: str) -> Iterator[str]:
        """Lines that begin with the key; they are sorted."""
        start = f"{key}\t"
        at = bisect_left(self._lines, start)
        while at < len(self._lines) and self._lines[at].startswith(start):
            yield self._lines[at]
            at += 1

    def spelled_out(self, name: str) -> str:
        """A province's full name for its abbreviation ("Calif."), else the name itself."""
        if not name.endswith(".") or len(name) > 8:
            return name
        return self._abbreviations.get(name.lower().replace(".", "").replace(" ", ""), name)

    def country(self, iso3: str) -> Spot | None:
        """A country as a place."""
        return self._countries.get(iso3)


def _identified(site: Spot, drawn: tuple[Spot, ...]) -> Spot:
    """A listed settlement with the id and people of the gazetteer's one at the same spot."""
    if site.precision == "settlement":
        for spot in drawn:
            near = abs(spot.latitude - site.latitude) < 0.3 and abs(spot.longitude - site.longitude) < 0.3
            if spot.precision == "settlement" and near:
                return replace(
                    site,
                    geonames_id=site.geonames_id or spot.geonames_id,
                    admin1=spot.admin1,
                    population=spot.population,
                )
    return site


def load() -> Gazetteer:
    """The gazetteer that ships."""
    return _load()


@cache
def _load() -> Gazetteer:
    text = gzip.decompress((DATA / "places" / "gazetteer.tsv.gz").read_bytes()).decode()
    lines = text.removesuffix("\n").split("\n")
    countries = {spot.country or "": spot for spot in (_spot(line) for line in lines if "\tcountry\t" in line)}
    sites: dict[str, tuple[Spot, ...]] = {}
    for entry in load_entries(DATA / "places" / "sites.yaml", SiteEntry):
        for alias in dict.fromkeys((entry.name, *entry.aliases)):
            spot = Spot(
                entry.name, entry.precision, entry.country, "", *entry.at, 0, entry.geonames_id, False, not entry.shared
            )
            key = " ".join(p for i, p in enumerate(pieces(alias)) if i or p != "the")
            sites[key] = (*sites.get(key, ()), spot)
    short = load_entries(DATA / "places" / "abbreviations.yaml", AbbreviationEntry)
    return Gazetteer(lines, sites, countries, {entry.abbreviation: entry.name for entry in short})


def _spot(line: str) -> Spot:
    _, name, precision, country, admin1, lat, lon, people, ident, other = line.split("\t")
    if country in SOFT:  # "Ryazan’": no report writes the soft sign
        name = name.replace("’", "")
    return Spot(name, precision, country, admin1, float(lat), float(lon), int(people), int(ident), other == "1", False)
