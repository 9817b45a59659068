"""Stage grounding.places: where the places are that mentions name.

Of the places that bear a name the likeliest is taken: what the text says after it ("Kirkuk, Iraq"), the countries and
provinces that the report speaks of, then size. A name that no gazetteer has, but that the text once puts something "in"
or "near", sets beside what happened there or has taken, is a place without coordinates; any other that cannot be found
gets no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from escalade.grounding.siting import Candidates, Siting
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
    "province governorate state city town village district county region area capital port airport base camp "
    "prison airbase "
    "island islands valley peninsula border suburb neighborhood neighbourhood river mountain mountains coast "
    "gulf strait sea desert "
    "oblast prefecture department municipality territory territories township military air naval "
    "international refugee plant "
    "facility reactor site crossing checkpoint embassy northern southern eastern western north south east "
    "west central northeastern "
    "northwestern southeastern southwestern northeast northwest southeast southwest near downtown upper lower "
    "greater the of".split()
)
_PROVINCE = frozenset("province governorate state region oblast county district".split())
_FACILITY = frozenset(
    "base airbase camp airport prison plant facility reactor embassy consulate hospital port refinery".split()
)
_SEATED = frozenset("embassy consulate mission headquarters parliament ministry palace".split())  # bodies and buildings
_ABROAD = frozenset(("embassy", "consulate"))
_STANDS = frozenset("in at near outside around across inside off on over into above below beyond".split())
_COMPASS = frozenset(a + b for a in ("", "north", "south") for b in ("north", "south", "east", "west"))  # ... of it
_SITES = frozenset(
    "city town village hamlet islet island ridge hill hills height heights valley pass district province port camp "
    "base outpost crossing checkpoint reef shoal atoll cape peninsula mountain plateau forest".split()
)  # ... of it, and what a name stands before
_LOCATIVE = frozenset(
    "in at near from to into across around outside inside over through throughout towards toward within off "
    "along".split()
)

_HELD = frozenset("seize capture recapture retake encircle besiege overrun storm shell bombard".split())
_GOING = frozenset("flee fled leave quit enter reach evacuate vacate abandon exit".split())  # whose object is ground


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """A Place row for every place, facility and country mention that can be put on the map."""
    gazetteer, pack = resources["gazetteer"], resources["lexicon"]
    trees, mentions = tables.trees(), tables.by_document(Mention)
    rows: list[Place] = []
    for document in tables.rows(Document):
        by_ordinal = {t.ordinal: t for t in trees.get(document.document_id, ())}
        found = [
            m for m in mentions.get(document.document_id, ()) if m.sentence in by_ordinal and _is_ground(m, by_ordinal)
        ]
        if found:
            rows += _places(found, by_ordinal, gazetteer, pack)
    return {Place: rows}


def _is_ground(mention: Mention, trees: Mapping[int, Tree]) -> bool:
    """Whether a mention may be a place: places and facilities, and bodies that are buildings too."""
    if mention.level == "pronoun":
        return False
    return mention.kind in KINDS or (mention.kind == "organisation" and _is_building(mention, trees[mention.sentence]))


def _is_building(mention: Mention, tree: Tree) -> bool:
    if mention.kind == "organisation":
        return tree.lemma[mention.head].lower() in _SEATED
    return mention.kind == "facility"


def _places(mentions: list[Mention], trees: Mapping[int, Tree], gazetteer: Gazetteer, pack: Pack) -> Iterable[Place]:
    named: list[tuple[Mention, Tree, Candidates]] = []
    for mention in mentions:
        tree = trees[mention.sentence]
        spots, name = _spots(mention, tree, gazetteer, pack)
        if spots:
            capital_of = frozenset(a.actor_id for a in pack.phrases.get(name) if a.use == "metonym")
            named.append(
                (mention, tree, Candidates(name, spots, _container(mention, tree, gazetteer, pack), capital_of))
            )
    siting = Siting(trees.values(), pack, gazetteer)
    chosen = siting.choose([c for _, _, c in named])
    placed = {mention.mention_id: spot for (mention, _, _), spot in zip(named, chosen, strict=True)}
    unknown = {
        m.quote for m in mentions if m.mention_id not in placed and _stands_as_ground(m, trees[m.sentence], pack)
    }
    known: dict[str, Spot] = {}  # facilities by their noun: "the embassy" is the one named before
    for mention in mentions:
        tree = trees[mention.sentence]
        noun = tree.lemma[mention.head].lower() if _is_building(mention, tree) else ""
        spot = placed.get(mention.mention_id)
        if (
            spot is None
            and noun
            and tree.lower[mention.token_start] == "the"
            and mention.token_end - mention.token_start == 2
        ):
            spot = known.get(noun)
        if spot is not None:
            if noun:
                known[noun] = spot
            yield _row(mention, tree, spot, pack)
        elif mention.mention_id not in placed and mention.quote in unknown and mention.kind == "place":
            yield _unlocated(mention, tree)  # ground in one sentence of a report is ground in all


def _stands_as_ground(mention: Mention, tree: Tree, pack: Pack) -> bool:
    """Whether an unknown name is ground all the same; not a body, nor who lives there."""
    lo, hi = mention.token_start, mention.token_end
    names = all(tree.upos[i] == "PROPN" or tree.lower[i] in _GENERIC for i in range(lo, hi))
    named = mention.kind == "place" and mention.level == "named" and names
    return named and _is_located(mention, tree) and not pack.phrases.get(mention.quote)


def _is_located(mention: Mention, tree: Tree) -> bool:
    """ "Near Koutougou", "east of Daecheong", "the shelling of Zeylik", "the Ishkhanasar ridge", "the Tessit raid",
    "they shelled Zeylik"."""
    cases, up = {tree.lower[c] for c in tree.kids(mention.head, "case")}, tree.head[mention.head]
    if cases & _STANDS or up < 0:
        return bool(cases & _STANDS)
    noun = tree.lemma[up].lower()
    if tree.deprel[mention.head] in ("obj", "nsubj:pass"):
        return noun in _GOING | _HELD
    if "of" in cases:  # not "the seizure of the Golden Reef"
        return noun in _COMPASS or noun in _SITES or (tree.upos[up] == "NOUN" and "the" not in _articles(mention, tree))
    common = tree.upos[up] == "NOUN"
    return common and (
        tree.deprel[mention.head] == "compound" or (tree.rel(mention.head) in ("appos", "flat") and noun in _SITES)
    )


def _articles(mention: Mention, tree: Tree) -> set[str]:
    return {tree.lower[c] for c in tree.kids(mention.head, "det")}


def _unlocated(mention: Mention, tree: Tree) -> Place:
    """A named place that nobody has put on the map; its class is that of a single spot on the ground."""
    lo, hi = mention.token_start, mention.token_end
    while lo < hi - 1 and tree.lower[lo] in _GENERIC:
        lo += 1
    return Place(
        mention_id=mention.mention_id,
        document_id=mention.document_id,
        sentence=mention.sentence,
        name=tree.name(lo, hi),
        country=None,
        geonames_id=None,
        latitude=None,
        longitude=None,
        precision="settlement",
        metonym=False,
    )


def _row(mention: Mention, tree: Tree, spot: Spot, pack: Pack) -> Place:
    around = set(tree.lower[mention.token_start : mention.token_end])
    precision = spot.precision
    if precision in ("settlement", "province") and around & _FACILITY and _is_building(mention, tree):
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
    for a, b in _spans(mention, tree):
        text = tree.quote(a, b)
        around = {*tree.lower[mention.token_start : a], *tree.lower[b : mention.token_end], *text.lower().split()}
        spots = _bearers(text, gazetteer, pack)
        if tree.lemma[mention.head].lower() in _ABROAD:  # "the US embassy" is not in the United States
            spots = tuple(s for s in spots if s.precision != "country")
        if spots and any(c.isupper() for c in text):
            if "county" in around:  # often elsewhere than the town of that name
                return tuple(s for s in spots if s.precision in ("province", "district")), text
            if around & _PROVINCE:
                spots = tuple(s for s in spots if s.precision in ("province", "region", "district")) or spots
            return spots, text
    return (), ""


def _spans(mention: Mention, tree: Tree) -> Iterable[tuple[int, int]]:
    """Token spans that may be the place's name, the whole phrase first; the seat of a body or building last."""
    lo, hi = mention.token_start, mention.token_end
    while lo and tree.upos[lo - 1] == "PROPN" and tree.upos[lo] == "PROPN" and lo <= tree.head[lo - 1] < hi:
        lo -= 1
    proper = any(tree.upos[i] == "PROPN" for i in range(lo, hi))
    spans: list[tuple[int, int]] = []
    if mention.kind != "organisation" and (mention.level != "nominal" or proper or _is_building(mention, tree)):
        comma = next((i for i in range(lo, hi) if tree.lower[i] in (",", "(")), hi)
        hi = comma if comma > lo else hi
        spans.append((lo, hi))
        names = [i for i in range(lo, hi) if tree.upos[i] == "PROPN" and tree.lower[i] not in _GENERIC]
        if "of" in tree.lower[lo:hi]:
            spans.append((tree.lower.index("of", lo) + 1, hi))
        while lo < hi and tree.lower[lo] in ("the", "a", "an", "this", "that"):
            lo += 1
        spans.append((lo, hi))
        if names:
            spans.append((names[0], names[-1] + 1))
    if _is_building(mention, tree) and (seat := _seat(mention, tree)) is not None:
        spans.append(seat)
    return [span for span in dict.fromkeys(spans) if span[0] < span[1]]


def _bearers(text: str, gazetteer: Gazetteer, pack: Pack) -> tuple[Spot, ...]:
    """All places that a text may name: by abbreviation, by name, by a country's adjective."""
    if (full := gazetteer.spelled_out(text)) != text:
        return tuple(s for s in gazetteer.lookup(full) if s.precision == "province" and s.country in ("USA", "CAN"))
    spots, country = gazetteer.lookup(text), _country(text, pack)
    own = [s for s in spots if s.country == country and s.precision in ("country", "province") and not s.spelling]
    land = gazetteer.country(country) if country and not own else None
    return (land, *spots) if land else spots


def _seat(mention: Mention, tree: Tree) -> tuple[int, int] | None:
    """Tokens of the place that a facility is said to be in: "the embassy in Baghdad", "a base near Gao"."""
    for i in range(mention.head + 1, min(len(tree) - 1, mention.head + 3)):
        if tree.lower[i] in ("in", "near", "at", "outside"):
            start = i + 2 if tree.lower[i + 1] == "the" else i + 1
            end = start
            while end < len(tree) and tree.upos[end] == "PROPN":
                end += 1
            return (start, end) if end > start else None
    return None


def _country(text: str, pack: Pack) -> str | None:
    """The country that a text names, by name or by adjective."""
    for alias in pack.phrases.get(text):
        if alias.use in ("name", "demonym"):
            actor = pack.actors.get(alias.actor_id)
            return actor.id if actor is not None and actor.kind == "country" else None
    return None


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
        for spot in gazetteer.lookup(gazetteer.spelled_out(text)):
            if spot.precision == "province" and spot.admin1 and any(c.isupper() for c in text):
                return spot.country, spot.admin1
    return None


def _metonym(mention: Mention, tree: Tree, pack: Pack, spot: Spot) -> bool:
    """Whether the name stands for a government: a country or capital that says, decides, is asked or accused."""
    head = mention.head
    if spot.precision == "country" and tree.deprel[head] in ("compound", "amod", "nmod:poss"):
        return True
    if any(tree.lower[c] in _LOCATIVE for c in tree.kids(head, "case")):
        return False
    up = tree.head[head]
    if spot.precision != "country" and tree.rel(head) == "obj" and {tree.lemma[up], tree.lower[up]} & _GOING:
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
