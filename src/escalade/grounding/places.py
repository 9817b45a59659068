"""Stage grounding.places: where the places are that mentions name.

Of the places that bear a name the likeliest is taken: what the text says after it ("Kirkuk, Iraq"), the countries and
provinces that the report speaks of, then size. A place that cannot be found gets no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log10
from typing import Any

from escalade.model.documents import Document
from escalade.model.groundings import Place
from escalade.model.readings import Mention, Sentence
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.actors import Pack
from escalade.vocab.places import Gazetteer, Spot

KINDS = frozenset(("place", "facility", "country"))
# common nouns around a name: "the city of Qom", "Anbar province", "Taji base"
_GENERIC = frozenset(
    "province governorate state city town village district county region area capital port airport base camp prison airbase "
    "island islands valley peninsula border suburb neighborhood neighbourhood river mountain mountains coast gulf strait sea desert "
    "oblast prefecture department municipality territory territories township military air naval international refugee plant "
    "facility reactor site crossing checkpoint embassy northern southern eastern western north south east west central northeastern "
    "northwestern southeastern southwestern northeast northwest southeast southwest near downtown upper lower greater the of".split()
)
_PROVINCE = frozenset("province governorate state region oblast county district".split())
_FACILITY = frozenset("base airbase camp airport prison plant facility reactor embassy consulate hospital port refinery".split())
_SPEECH_SUBJECT = frozenset(("nsubj", "nmod:poss"))
_LOCATIVE = frozenset("in at near from to into across around outside inside over through throughout towards toward within off along".split())
_ABBREVIATED = {
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California", "colo": "Colorado", "conn": "Connecticut",
    "del": "Delaware", "fla": "Florida", "ga": "Georgia", "ill": "Illinois", "ind": "Indiana", "kan": "Kansas", "ky": "Kentucky",
    "la": "Louisiana", "md": "Maryland", "mass": "Massachusetts", "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi",
    "mo": "Missouri", "mont": "Montana", "neb": "Nebraska", "nev": "Nevada", "nh": "New Hampshire", "nj": "New Jersey",
    "nm": "New Mexico", "ny": "New York", "nc": "North Carolina", "nd": "North Dakota", "okla": "Oklahoma", "ore": "Oregon",
    "pa": "Pennsylvania", "ri": "Rhode Island", "sc": "South Carolina", "tenn": "Tennessee", "tex": "Texas", "vt": "Vermont",
    "va": "Virginia", "wash": "Washington", "wva": "West Virginia", "wis": "Wisconsin", "wyo": "Wyoming", "ont": "Ontario",
}  # fmt: skip


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """A Place row for every place, facility and country mention that can be put on the map."""
    gazetteer, pack = resources["gazetteer"], resources["lexicon"]
    trees, mentions = tables.trees(), tables.by_document(Mention)
    rows: list[Place] = []
    for document in tables.rows(Document):
        found = [m for m in mentions.get(document.document_id, ()) if m.kind in KINDS and m.level != "pronoun"]
        if found:
            by_ordinal = {t.ordinal: t for t in trees[document.document_id]}
            rows += _places(found, by_ordinal, gazetteer, pack)
    return {Place: rows}


def _places(mentions: list[Mention], trees: Mapping[int, Tree], gazetteer: Gazetteer, pack: Pack) -> Iterable[Place]:
    countries, provinces = _context(trees.values(), pack, gazetteer)
    chosen: dict[str, Spot | None] = {}
    for mention in mentions:
        tree = trees.get(mention.sentence)
        if tree is None:
            continue
        spots, name = _spots(mention, tree, gazetteer, pack)
        if not spots:
            continue
        container = _container(mention, tree, gazetteer, pack)
        spot = _best(spots, countries, provinces, container) if container or name not in chosen else chosen[name]
        if spot is None:
            continue
        if container or name not in chosen:
            chosen[name] = spot
        yield _row(mention, tree, spot, pack)


def _row(mention: Mention, tree: Tree, spot: Spot, pack: Pack) -> Place:
    around = set(tree.lower[mention.token_start : mention.token_end])
    precision = spot.precision
    if precision in ("settlement", "province") and around & _FACILITY and mention.kind == "facility":
        precision = "district"
    return Place(
        mention_id=mention.mention_id,
        document_id=mention.document_id,
        sentence=mention.sentence,
        name=spot.name,
        country=spot.country,
        geonames_id=spot.geonames_id,
        latitude=spot.latitude,
        longitude=spot.longitude,
        precision=precision,
        metonym=_metonym(mention, tree, pack, spot),
    )


def _spots(mention: Mention, tree: Tree, gazetteer: Gazetteer, pack: Pack) -> tuple[tuple[Spot, ...], str]:
    """Places that the mention's words may mean, and the words that were looked up."""
    lo, hi = mention.token_start, mention.token_end
    if mention.level == "nominal" and not any(tree.upos[i] == "PROPN" for i in range(lo, hi)):
        return (), ""
    comma = next((i for i in range(lo, hi) if tree.lower[i] in (",", "(")), hi)
    hi = comma if comma > lo else hi
    spans = [(lo, hi)]
    names = [i for i in range(lo, hi) if tree.upos[i] == "PROPN" and tree.lower[i] not in _GENERIC]
    if "of" in tree.lower[lo:hi]:
        spans.append((tree.lower.index("of", lo) + 1, hi))
    while lo < hi and tree.lower[lo] in ("the", "a", "an", "this", "that"):
        lo += 1
    spans.append((lo, hi))
    if names:
        spans.append((names[0], names[-1] + 1))
    for a, b in dict.fromkeys(spans):
        if a >= b:
            continue
        text = tree.quote(a, b)
        text = _ABBREVIATED.get(text.lower().replace(".", "").replace(" ", ""), text) if text.endswith(".") else text
        country = _country(text, pack)
        spots = gazetteer.lookup(pack.actors[country].name) if country else ()
        spots = tuple(s for s in spots if s.precision == "country" and s.country == country) or gazetteer.lookup(text)
        if spots and any(c.isupper() for c in text):
            after = set(tree.lower[b : mention.token_end]) | set(tree.lower[mention.token_start : a])
            if after & _PROVINCE:
                spots = tuple(s for s in spots if s.precision in ("province", "region", "district")) or spots
            return spots, text
    return (), ""


def _country(text: str, pack: Pack) -> str | None:
    """The country that a text names, by name or by adjective."""
    for alias in pack.phrases.get(text):
        if alias.use in ("name", "demonym"):
            actor = pack.actors.get(alias.actor_id)
            return actor.id if actor is not None and actor.kind == "country" else None
    return None


def _context(trees: Iterable[Tree], pack: Pack, gazetteer: Gazetteer) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often the report speaks of each country (also by its people and actors) and of each province."""
    countries: Counter[str] = Counter()
    provinces: Counter[tuple[str, str]] = Counter()
    for tree in trees:
        for match in pack.phrases.find(tree.words):
            actors = {a.actor_id for a in match.values}
            country = pack.actors[match.values[0].actor_id].country if len(actors) == 1 else None
            if country:
                countries[country] += 1
        for i, upos in enumerate(tree.upos):
            if upos == "PROPN":
                text = tree.words[i]
                text = _ABBREVIATED.get(text.lower().rstrip("."), text) if text.endswith(".") else text
                spots = gazetteer.lookup(text)
                if len(spots) and any(s.precision == "province" and not s.spelling for s in spots):
                    for spot in spots:
                        if spot.precision == "province" and spot.admin1 and spot.country:
                            provinces[spot.country, spot.admin1] += 1
    return countries, provinces


def _container(mention: Mention, tree: Tree, gazetteer: Gazetteer, pack: Pack) -> tuple[str | None, str | None] | None:
    """(country, province) that the text puts the place in: "Kirkuk, Iraq", "Springfield, Ill.", "Balad in Iraq"."""
    hi = next((i for i in range(mention.token_start, mention.token_end) if tree.lower[i] == ","), mention.token_end)
    if hi + 1 >= len(tree) or tree.lower[hi] not in (",", "(", "in"):
        return None
    for end in (hi + 4, hi + 3, hi + 2):
        if end > len(tree):
            continue
        text = tree.quote(hi + 1, end)
        country = _country(text, pack) if tree.upos[hi + 1] == "PROPN" or tree.lower[hi + 1] == "the" else None
        if country:
            return country, None
        plain = _ABBREVIATED.get(text.lower().replace(".", "").replace(" ", ""), text) if end == hi + 2 or "." in text else text
        for spot in gazetteer.lookup(plain):
            if spot.precision == "province" and spot.admin1 and any(c.isupper() for c in text):
                return spot.country, spot.admin1
    return None


def _best(
    spots: tuple[Spot, ...],
    countries: Counter[str],
    provinces: Counter[tuple[str, str]],
    container: tuple[str | None, str | None] | None,
) -> Spot | None:
    total = sum(countries.values()) or 1

    def score(spot: Spot) -> tuple[float, int]:
        points = {"country": 9.0, "region": 6.5, "province": 6.0}.get(spot.precision, log10(spot.population + 10))
        if spot.listed:
            points = max(points, 6.5)
        if spot.spelling:
            points -= 1.0
        if spot.country:
            points += 4.0 * (countries[spot.country] / total) ** 0.5
            if spot.admin1 and spot.precision == "settlement":
                points += min(3.0, 2.0 * provinces[spot.country, spot.admin1])
        if container:
            same = spot.country == container[0] and (container[1] is None or container[1] == spot.admin1)
            points += 12.0 if same and spot.precision != "country" else 0.0
        return points, -(spot.geonames_id or 0)

    return max(spots, key=score, default=None)


def _metonym(mention: Mention, tree: Tree, pack: Pack, spot: Spot) -> bool:
    """Whether the name stands for a government: a country or capital that says, decides, is asked or accused."""
    head = mention.head
    if any(tree.lower[c] in _LOCATIVE for c in tree.kids(head, "case")):
        return False
    capital = any(a.use == "metonym" for a in pack.phrases.get(tree.quote(mention.token_start, mention.token_end)))
    if not capital and spot.precision != "country":
        return False
    return tree.deprel[head] in ("nsubj", "nsubj:outer", "obj", "iobj", "obl:agent", "nmod:poss", "conj", "obl", "nmod")


STAGE = Stage(
    name="grounding.places",
    question="where is it",
    apply=apply,
    reads=(Document, Sentence, Mention),
    writes=(Place,),
    resources=("lexicon", "gazetteer"),
)
