"""Which of several places of one name is meant: by what follows it, what the report is about, nearness, size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, log10, radians

from escalade.model.tree import Tree
from escalade.vocab.actors import Pack
from escalade.vocab.places import Gazetteer, Spot

Container = tuple[str | None, str | None]  # country, province code
_WEIGHT = {"country": 9.0, "region": 6.5}
_CONTESTED_COUNTRY = 7.5  # "Georgia"
_LISTED = 6.5
_SMALL = 50_000
_CAPITAL = 3.0  # "Washington" is the city before it is the state
_METROPOLIS = 1.5  # as is a city of millions before the province that it gave its name
_NEAR_KM = 200.0
_NEARBY = frozenset(("settlement", "facility", "district", "point"))


@dataclass(frozen=True, slots=True)
class Candidates:
    """A name in a report and the places that bear it."""

    name: str
    spots: tuple[Spot, ...]
    container: Container | None  # what the text says it lies in
    capital_of: frozenset[str]  # countries whose government the name may stand for


class Siting:
    """What one report is about, to choose places by."""

    def __init__(self, trees: Iterable[Tree], pack: Pack, gazetteer: Gazetteer) -> None:
        self._countries: Counter[str] = Counter()
        self._provinces: Counter[tuple[str, str]] = Counter()
        for tree in trees:
            self._read(tree, pack, gazetteer)
        self._total = sum(self._countries.values()) or 1
        self._in_country: Counter[str] = Counter()
        for (country, _), n in self._provinces.items():
            self._in_country[country] += n

    def _read(self, tree: Tree, pack: Pack, gazetteer: Gazetteer) -> None:
        """Count the countries (also by their people and actors) and provinces that a sentence speaks of."""
        for match in pack.phrases.find(tree.words):
            actors = {a.actor_id for a in match.values}
            country = pack.actors[match.values[0].actor_id].country if len(actors) == 1 else None
            if country and not _contested(gazetteer.lookup(tree.quote(match.lo, match.hi)), country):
                self._countries[country] += 1
        for i, upos in enumerate(tree.upos):
            if upos == "PROPN":
                for spot in gazetteer.lookup(gazetteer.spelled_out(tree.words[i])):
                    if spot.precision == "province" and spot.admin1 and spot.country and not spot.spelling:
                        self._provinces[spot.country, spot.admin1] += 1

    def choose(self, named: Sequence[Candidates]) -> list[Spot | None]:
        """The likeliest place for each; None where even that is a small place of a country the report is not about."""
        first = [self._best(c, ()) for c in named]
        anchors = sorted({(s.name, s.latitude, s.longitude) for s in first if s is not None and s.precision in _NEARBY})
        by_name: dict[str, Spot | None] = {}
        out = []
        for c in named:
            if c.container is None and c.name in by_name:
                out.append(by_name[c.name])
                continue
            spot = self._best(c, anchors) if len(c.spots) > 1 else self._best(c, ())
            if c.name not in by_name or c.container is not None:
                by_name[c.name] = spot
            out.append(spot)
        return out

    def _best(self, c: Candidates, anchors: Sequence[tuple[str, float, float]]) -> Spot | None:
        contested = any(_contested(c.spots, s.country) for s in c.spots if s.precision == "country")
        own = sorted({(s.country or "", s.admin1) for s in c.spots if s.precision == "province"})

        def score(spot: Spot) -> tuple[float, int]:
            return self._score(spot, c, contested, own, anchors), -(spot.geonames_id or 0)

        best = max(c.spots, key=score)
        if c.container or best.listed or best.precision != "settlement" or best.population >= _SMALL:
            return best
        foreign = self._total >= 3 and best.country not in self._countries and not self._in_country[best.country or ""]
        return None if foreign else best

    def _score(
        self,
        spot: Spot,
        c: Candidates,
        contested: bool,
        own: list[tuple[str, str]],
        anchors: Sequence[tuple[str, float, float]],
    ) -> float:
        size = log10(spot.population + 10)
        points: float = 3.6 + 0.4 * size if spot.precision == "province" else _WEIGHT.get(spot.precision, size)
        country = spot.country or ""
        if contested and spot.precision == "country":
            points = _CONTESTED_COUNTRY
        if spot.listed:
            points = max(points, _LISTED)
        if spot.spelling:
            points -= 1.0
        points += 4.0 * (self._countries[country] / self._total) ** 0.5
        if spot.precision == "settlement":
            points += min(4.0, 2.0 * self._provinces[country, spot.admin1]) if spot.admin1 else 0.0
            points += _CAPITAL if country in c.capital_of else 0.0
            points += _METROPOLIS if spot.population >= 1_000_000 and (country, spot.admin1) in own else 0.0
        if spot.precision == "province":
            others = self._in_country[country] - sum(self._provinces[key] for key in own if key[0] == country)
            points += min(2.5, 0.8 * others)
        if spot.precision in _NEARBY and any(
            name != spot.name and _km(spot, lat, lon) < _NEAR_KM for name, lat, lon in anchors
        ):
            points += 1.5
        if c.container:
            inside = country == c.container[0] and c.container[1] in (None, spot.admin1)
            points += 12.0 if inside and spot.precision != "country" else 0.0
        return points


def _contested(spots: Iterable[Spot], country: str | None) -> bool:
    """Whether a country's name is also that of a province elsewhere, and so tells nothing by itself."""
    return any(s.precision == "province" and s.country != country and not s.spelling for s in spots)


def _km(spot: Spot, lat: float, lon: float) -> float:
    """Distance in kilometres, good enough near by."""
    return 111.0 * hypot(spot.latitude - lat, (spot.longitude - lon) * cos(radians(lat)))
