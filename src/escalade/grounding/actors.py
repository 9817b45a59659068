"""Stage grounding.actors: which actor each mention stands for.

First what the phrase says itself (`naming`), then, in text order, what it takes up from before: pronouns, short forms
("the militia", "Davis"). What cannot be told stays unresolved. Nothing is taken up across an embedded quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from escalade.grounding import naming
from escalade.grounding.coreference import History
from escalade.grounding.naming import Named
from escalade.grounding.pronouns import Ranker
from escalade.model.documents import Document
from escalade.model.groundings import Place, Reference, Time
from escalade.model.readings import Mention, Sentence
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.vocab.actors import Pack
from escalade.vocab.names import pieces
from escalade.vocab.places import Gazetteer, Spot

ACTORS = frozenset(("person", "organisation", "group", "country"))
BIG = 200_000
HOLDINGS = frozenset(("facility", "weapon", "place"))  # they may belong to an actor: "US bases", "Israeli jets"


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """A Reference for every mention of an actor, and of a thing or place that an actor's name owns."""
    pack: Pack = resources["lexicon"]
    gazetteer: Gazetteer = resources["gazetteer"]
    trees, times = tables.trees(), tables.by_document(Time)
    mentions, places = tables.by_document(Mention), {p.mention_id: p for p in tables.rows(Place)}
    rows: list[Reference] = []
    for document in tables.rows(Document):
        if document.document_id in mentions:
            key = document.document_id
            rows += _references(document, trees[key], mentions[key], times.get(key, []), places, pack, gazetteer)
    return {Reference: rows}


def _references(
    document: Document,
    trees: list[Tree],
    mentions: list[Mention],
    times: list[Time],
    places: Mapping[str, Place],
    pack: Pack,
    gazetteer: Gazetteer,
) -> Iterable[Reference]:
    by_ordinal = {tree.ordinal: tree for tree in trees}
    ordered = sorted(mentions, key=lambda m: (m.char_start, -m.char_end))
    context = _context(trees, pack)
    read: list[tuple[Mention, Tree, Named | None]] = []
    for mention in ordered:
        tree = by_ordinal.get(mention.sentence)
        if tree is not None and not _inside(mention, times):
            named = (
                None if mention.level == "pronoun" else naming.read(mention, tree, pack, _day(document, tree), context)
            )
            read.append((mention, tree, named))
    history = History(document, pack, _full_names(read), context, by_ordinal, _ranker())
    rows: list[tuple[Mention, Tree, Reference]] = []
    for mention, tree, named in read:
        row: Reference | None = None
        if named is None:
            row = history.pronoun(mention, tree)
        elif mention.kind in ACTORS:
            ground = _ground(named, gazetteer)
            row = _at(mention, named, ground.country) if ground else history.take(mention, tree, named)
        elif mention.kind in HOLDINGS:
            row = _holding(mention, tree, named, pack, places, history)
        if row is not None:
            rows.append((mention, tree, row))
    said_by = {
        (tree.ordinal, mention.head): row for mention, tree, row in rows if mention.level != "pronoun" or row.codes
    }
    for mention, tree, row in rows:
        yield (
            history.speaker(mention, tree, said_by) if mention.level == "pronoun" and row.basis == "none" else None
        ) or row


@cache
def _ranker() -> Ranker:
    return Ranker.load()


def _ground(named: Named, gazetteer: Gazetteer) -> Spot | None:
    """The place that a supposed actor's name is better known as ("Stepanakert"), if it is."""
    if named.basis != "text":
        return None
    return next((s for s in gazetteer.lookup(named.name) if not s.spelling and (s.listed or s.population > BIG)), None)


def _day(document: Document, tree: Tree) -> str | None:
    """The day that a sentence speaks on: that of an embedded quotation, else the document's."""
    i = tree.row.segment
    segment = document.segments[i] if 0 <= i < len(document.segments) else None
    return (segment.published if segment else None) or document.published


def _full_names(read: Iterable[tuple[Mention, Tree, Named | None]]) -> dict[str, Named]:
    """Last word of a person's full name -> the person, where the document has one only."""
    found: dict[str, dict[str, Named]] = {}
    for mention, _, named in read:
        if named is not None and mention.kind == "person" and mention.level == "named" and named.actor_id:
            words = pieces(named.name)
            if len(words) > 1:
                found.setdefault(words[-1], {}).setdefault(named.actor_id, named)
    return {last: next(iter(persons.values())) for last, persons in found.items() if len(persons) == 1}


def _inside(mention: Mention, times: Iterable[Time]) -> bool:
    """Whether a mention is part of a time expression ("May" in "May 12")."""
    return any(t.char_start <= mention.char_start and mention.char_end <= t.char_end for t in times)


def _context(trees: Iterable[Tree], pack: Pack) -> dict[str, int]:
    """How often the document names each actor in full, and each country by any actor of it."""
    counts: dict[str, int] = {}
    for tree in trees:
        for match in pack.phrases.find(tree.words):
            if match.values[0].use in ("name", "demonym", "metonym"):
                actor = pack.get(match.values[0].actor_id)
                keys = {actor.id, actor.country} if actor and len(match.values) == 1 else {match.values[0].actor_id}
                for key in sorted(filter(None, keys)):
                    counts[key] = counts.get(key, 0) + 1
    return counts


def _holding(
    mention: Mention, tree: Tree, named: Named, pack: Pack, places: Mapping[str, Place], history: History
) -> Reference | None:
    """Whose a facility, weapon or place is; a capital stands for its government; other places for their country."""
    owner = pack.get(named.actor_id) if named.actor_id is not None else None
    mapped = mention.kind == "place" and mention.mention_id in places
    apart = mapped and owner is not None and owner.kind == "person"  # "Ain al-Assad": no person, a place on the map
    if named.basis in ("pack", "metonym", "demonym") and owner is not None and not apart:
        return history.take(mention, tree, named)
    if named.bodies and mention.kind != "place":
        return history.row(mention, named)
    place = places.get(mention.mention_id)
    if place is None and (held := history.held(mention, tree, named)) is not None:
        return held
    if place is None or place.country is None or pack.get(place.country) is None:
        return None
    return _at(mention, replace(named, name=place.name) if apart else named, place.country)


def _at(mention: Mention, named: Named, country: str | None) -> Reference:
    """Nobody: a place, with the codes of its country."""
    return Reference(
        mention_id=mention.mention_id,
        document_id=mention.document_id,
        sentence=mention.sentence,
        actor_id=None,
        name=named.name,
        country=country,
        codes=(country,) if country else (),
        side=country,
        basis="none",
        antecedent_id=None,
    )


STAGE = Stage(
    name="grounding.actors",
    question="which actor does each mention stand for",
    apply=apply,
    reads=(Document, Sentence, Mention, Place, Time),
    writes=(Reference,),
    resources=("lexicon", "gazetteer"),
)
