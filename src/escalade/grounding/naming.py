"""What a noun phrase says about who it is, by itself: names in it, the country or body before its noun, its office.

Nothing here looks beyond the sentence; `coreference` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from escalade.grounding.phrases import DEFINITE, INDEFINITE, PLURAL, STATE, Phrase, noun_of, titular
from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.vocab.actors import Actor, Noun, Pack
from escalade.vocab.names import pieces


@dataclass(frozen=True, slots=True)
class Named:
    """What the phrase itself tells. `bodies`: actors before or after its noun, that its noun belongs to."""

    actor_id: str | None
    name: str
    country: str | None
    codes: tuple[str, ...]
    side: str | None
    basis: str
    lemma: str  # of the head noun, lower case
    noun: Noun | None
    plural: bool
    definite: bool
    bodies: tuple[str, ...] = ()
    gender: str | None = None


def bare(tree: Tree, lo: int, hi: int) -> str:
    """The phrase without its article."""
    if hi - lo > 1 and tree.lower[lo] in ("the", "a", "an"):
        lo += 1
    return tree.quote(lo, hi)


def _adjectival(tree: Tree, pack: Pack, bodies: tuple[str, ...], lo: int, hi: int) -> str:
    """The phrase without its article, "Iraq's army" as "Iraqi army": one wording for one body."""
    adjective = pack.adjectives.get(bodies[0]) if len(bodies) == 1 else None
    for i in range(lo + 1, hi - 1):
        if tree.lower[i] in ("'s", "’s") and adjective and _is_country(pack, tree.quote(lo, i)):
            return f"{adjective} {tree.quote(i + 1, hi)}"
    return bare(tree, lo, hi)


def read(mention: Mention, tree: Tree, pack: Pack, day: str | None, context: Mapping[str, int]) -> Named:
    """What a mention's own words say. `context`: how often each country is named in the document, to choose by."""
    lo, hi, head = mention.token_start, mention.token_end, mention.head
    noun, noun_lo = noun_of(tree, pack, lo, head)
    plural = tree.xpos[head] in PLURAL or any(tree.rel(k) == "conj" for k in tree.children[head] if k < hi)
    definite = tree.lower[lo] in DEFINITE or any(tree.deprel[k] == "nmod:poss" for k in tree.children[head])
    about = Phrase(tree, pack, lo, hi, head, day, context)
    actor, basis = about.identity()
    beside = _beside(tree, lo, head, hi) if actor is None and basis != "demonym" else None
    bodies = about.bodies(noun_lo, noun)
    if basis == "demonym" and actor is None and not bodies:
        bodies = about.people()
    base: dict[str, Any] = {"lemma": tree.lemma[head].lower(), "noun": noun, "plural": plural, "definite": definite}
    genders = {g for i in range(lo, hi) if (g := pack.genders.get(tree.lower[i].rstrip(".")))}
    gender = genders.pop() if len(genders) == 1 and not plural else None
    if actor is None and basis != "demonym" and (holder := about.office(noun_lo, bodies)):
        actor, basis = pack.actors[holder], "role"
    if actor is not None:
        codes = pack.codes(actor.id, day)
        return Named(
            actor.id,
            actor.name,
            actor.country,
            codes,
            actor.side,
            basis,
            bodies=(actor.id,),
            gender=actor.gender,
            **base,
        )
    if beside is not None and not plural:
        other = Phrase(tree, pack, *beside, day, context)
        found, how = other.identity()
        if found is not None and how == "pack" and _may_be(noun, found):
            return Named(
                found.id,
                found.name,
                found.country,
                pack.codes(found.id, day),
                found.side,
                how,
                bodies=(found.id,),
                gender=found.gender,
                **base,
            )
        if (
            found is None
            and noun is not None
            and noun.form == "people"
            and tree.upos[beside[2]] == "PROPN"
            and mention.level == "nominal"
        ):
            name = full_name(tree, pack, beside[0], beside[1], True)
            country, codes, side, body = compose(pack, noun, bodies, True)
            of_state = side is not None and (noun.sector in STATE or body is not None)
            return Named(
                text_id(name), name, country, codes, side if of_state else text_id(name), "text", bodies=bodies, **base
            )
        if noun is None and tree.upos[beside[2]] == "NOUN":
            noun, noun_lo = noun_of(tree, pack, beside[0], beside[2])
            bodies = bodies or other.bodies(noun_lo)
    if noun is None and mention.kind == "person":
        titles = [i for i in range(lo, hi - 1) if titular(tree, pack, i)]
        if titles:
            noun, noun_lo = noun_of(tree, pack, lo, titles[-1])
            bodies = bodies or about.bodies(noun_lo, noun)
    name = _adjectival(tree, pack, bodies, lo, hi)
    if noun is not None and noun.form == "people" and (member := _member_of(tree, head)) is not None:
        group, _ = noun_of(tree, pack, *member[::2])
        name = _adjectival(tree, pack, bodies, lo, member[1])
        noun = group if group is not None and noun.sector in ("", "GOV") and group.sector else noun
        bodies = bodies or Phrase(tree, pack, *member, day, context).bodies(member[2])
    named = (
        basis != "demonym"
        and mention.level == "named"
        and mention.kind != "place"
        and tree.upos[head] == "PROPN"
        and not _is_title(tree, pack, lo, hi, head)
    )
    country, codes, side, body = compose(pack, noun, bodies, plural or definite)
    if named and mention.kind in ("person", "organisation", "group"):
        name = full_name(tree, pack, lo, hi, mention.kind == "person")
        actor_id = text_id(name)
        of_state = side is not None and noun is not None and noun.sector in STATE
        own: str | None = side if of_state else body if mention.kind == "person" and body else actor_id
        return Named(actor_id, name, country, codes, own, "text", bodies=bodies, gender=gender, **base)
    basis = "demonym" if bodies or basis == "demonym" else "none"
    if body and noun and noun.form in ("institution", "office"):
        return Named(body, name, country, codes, side, basis, bodies=bodies, gender=gender, **base)
    return Named(None, name, country, codes, side, basis, bodies=bodies, gender=gender, **base)


def _member_of(tree: Tree, head: int) -> tuple[int, int, int] | None:
    """(lo, hi, head) of the body after "of": "leaders of armed groups", "a member of the militia"."""
    for kid in tree.kids(head, "nmod"):
        if kid > head and tree.lower[head + 1] == "of" and tree.upos[kid] == "NOUN":
            lo, hi = tree.phrase(kid)
            return (lo + 1 if tree.lower[lo] == "of" else lo), hi, kid
    return None


def _may_be(noun: Noun | None, actor: Actor) -> bool:
    """Whether a phrase with that noun may be the actor named beside it: titles for persons, bodies for groups."""
    if actor.kind == "country" or noun is None:
        return False
    return (actor.kind == "person") == (noun.form == "people")


def _beside(tree: Tree, lo: int, head: int, hi: int) -> tuple[int, int, int] | None:
    """(lo, hi, head) of the apposition that directly follows: "the militia Kataib Hezbollah"."""
    start = hi + 1 if hi < len(tree) and tree.lower[hi] == "," and tree.lower[lo] not in INDEFINITE else hi
    if start < len(tree) and tree.upos[start] == "PROPN" and tree.upos[hi - 1] in ("NOUN", "PROPN"):
        end = start
        while (
            end < len(tree)
            and tree.upos[end] in ("PROPN", "PUNCT")
            and tree.lower[end] not in (",", ".", "(", ")", '"', "”")
        ):
            end += 1
        closed = start == hi or (end < len(tree) and tree.lower[end] in (",", "."))
        if closed and tree.rel(start) not in ("nsubj", "conj"):
            return start, end, end - 1
    for kid in tree.kids(head, "appos", "flat", "nmod:desc"):
        if kid >= hi and tree.upos[kid] in ("PROPN", "NOUN"):
            first, end = tree.phrase(kid)
            if 0 <= first - hi <= 1:
                return first, end, kid
    return None


def text_id(name: str) -> str:
    """Id of an actor that only the text names: equal names are one actor."""
    return content_id("a", *pieces(name))


def full_name(tree: Tree, pack: Pack, lo: int, hi: int, person: bool = False) -> str:
    """The name without article, titles and countries before it ("Iranian Gen. Ali Shadmani" -> "Ali Shadmani")."""
    start = lo
    if person:  # all up to the last title: "Texas Senator Ted Cruz"
        titles = [i for i in range(lo, hi - 1) if titular(tree, pack, i)]
        start = titles[-1] + 1 if titles else lo
        hi = next((i for i in range(start + 1, hi) if tree.lower[i] in ("of", "for", "from")), hi)
    while start < hi - 1:
        plain = (
            tree.words[start].islower() or (tree.upos[start] == "DET" and start == lo) or not pieces(tree.words[start])
        )
        country = _is_country(pack, tree.words[start]) and titular(tree, pack, start + 1)
        if not (plain or country or titular(tree, pack, start)):
            break
        start += 1
    return tree.quote(start, hi)


def _is_country(pack: Pack, word: str) -> bool:
    return any(a.actor_id in pack.actors and pack.actors[a.actor_id].kind == "country" for a in pack.phrases.get(word))


def _is_title(tree: Tree, pack: Pack, lo: int, hi: int, head: int) -> bool:
    """Whether the phrase is an office alone, in capitals ("the Foreign Minister")."""
    while lo < head and (tree.upos[lo] in ("DET", "PUNCT", "ADJ", "PART") or _is_country(pack, tree.words[lo])):
        lo += 1
    words = [tree.words[i].title() for i in range(lo, hi)]
    whole = tuple(p for w in words for p in pieces(w))
    single = (*whole[:-1], *pieces(tree.lemma[head].lower()))
    return head == hi - 1 and (
        whole in pack.nouns
        or single in pack.nouns
        or any(m.lo == 0 and m.hi == len(words) for m in pack.role_names.find(words))
    )


def compose(
    pack: Pack, noun: Noun | None, bodies: tuple[str, ...], whole: bool
) -> tuple[str | None, tuple[str, ...], str | None, str | None]:
    """(country, codes, side, id of the body) of "Iraqi lawmakers", "Taliban fighters", "U.S. and Iraqi personnel"."""
    sector = noun.sector if noun else ""
    if not bodies:
        return None, ((sector,) if sector else ()), None, None
    codes: list[str] = []
    actors = [a for b in bodies if (a := pack.get(b)) is not None]
    for actor in actors:
        if actor.kind == "country" and sector:
            codes.append(actor.id + sector)
        elif actor.kind != "country":
            codes.extend(actor.codes)
    codes += [a.id for a in actors if a.kind == "country"]
    countries = list(dict.fromkeys(a.country for a in actors if a.country))
    country = countries[0] if len(countries) == 1 else None
    first = actors[0] if actors else None
    if first is not None and first.kind == "person" and first.country and sector:
        # "Maduro's government", "Putin's spokesman": of his country
        return compose(pack, noun, (first.country,), whole)
    if first is None or len(actors) > 1:
        return country, tuple(dict.fromkeys(codes)), None, None
    if first.kind != "country":
        own = (
            noun is None
            or noun.form in ("institution", "equipment")
            or (whole and sector in ("UAF", "REB", "PRM", "MIL", ""))
        )
        return country, tuple(codes), first.side, first.id if own else None
    if sector in STATE and noun:
        return country, tuple(codes), first.side, first.id + sector if noun.form in ("institution", "office") else None
    return country, tuple(codes), first.id + sector if sector else first.side, None
