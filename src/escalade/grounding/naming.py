"""What a noun phrase says about who it is, by itself: names in it, the country or body before its noun, its office.

Nothing here looks beyond the sentence; `coreference` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from escalade.grounding.phrases import DEFINITE, INDEFINITE, PLURAL, STATE, Phrase, noun_of, titular
from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.model.words import OWNERS, RELATIONAL
from escalade.vocab.actors import Actor, Noun, Pack
from escalade.vocab.names import pieces

NAMED_KINDS = frozenset(("person", "organisation", "group"))


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
    return tree.name(lo, hi)


def _adjectival(tree: Tree, pack: Pack, bodies: tuple[str, ...], lo: int, hi: int) -> str:
    """The phrase without its article, "Iraq's army" as "Iraqi army": one wording for one body."""
    adjective = pack.adjectives.get(bodies[0]) if len(bodies) == 1 else None
    for i in range(lo + 1, hi - 1):
        if tree.lower[i] in ("'s", "’s") and adjective and _is_country(pack, tree.quote(lo, i)):
            return f"{adjective} {tree.name(i + 1, hi)}"
    return bare(tree, lo, hi)


def read(mention: Mention, tree: Tree, pack: Pack, day: str | None, context: Mapping[str, int]) -> Named:
    """What a mention's own words say. `context`: how often each country is named in the document, to choose by."""
    reading = _Reading(mention, tree, pack, day, context)
    return reading.listed() or reading.beside() or reading.composed()


class _Reading:
    """One mention being read: its noun, the bodies that the noun belongs to, whom the words name."""

    def __init__(self, mention: Mention, tree: Tree, pack: Pack, day: str | None, context: Mapping[str, int]) -> None:
        self.mention, self.tree, self.pack, self.day, self.context = mention, tree, pack, day, context
        self.lo, self.hi, self.head = lo, hi, head = mention.token_start, mention.token_end, mention.head
        self.noun, noun_lo = noun_of(tree, pack, lo, head)
        self.noun_lo = noun_lo
        self.plural = tree.xpos[head] in PLURAL or any(tree.rel(k) == "conj" for k in tree.children[head] if k < hi)
        self.definite = tree.lower[lo] in DEFINITE or any(tree.deprel[k] == "nmod:poss" for k in tree.children[head])
        self.phrase = self._phrase(lo, hi, head)
        self.actor, self.basis = self.phrase.identity()
        self.people = self.basis == "demonym" and self.actor is None  # "an American"
        self.bodies = self.phrase.bodies(noun_lo, self.noun) or (self.phrase.people() if self.people else ())
        genders = {g for i in range(lo, hi) if (g := pack.genders.get(tree.lower[i].rstrip(".")))}
        self.gender = genders.pop() if len(genders) == 1 and not self.plural else None

    def _phrase(self, lo: int, hi: int, head: int) -> Phrase:
        return Phrase(self.tree, self.pack, lo, hi, head, self.day, self.context)

    def _named(
        self, actor_id: str | None, name: str, country: str | None, codes: tuple[str, ...], side: str | None, basis: str
    ) -> Named:
        lemma = self.tree.lemma[self.head].lower()
        return Named(
            actor_id, name, country, codes, side, basis,
            lemma, self.noun, self.plural, self.definite, self.bodies, self.gender,
        )  # fmt: skip

    def _of_pack(self, actor: Actor, basis: str) -> Named:
        self.bodies, self.gender = (actor.id,), actor.gender or self.gender
        codes = self.pack.codes(actor.id, self.day)
        return self._named(actor.id, actor.name, actor.country, codes, actor.side, basis)

    def listed(self) -> Named | None:
        """An actor of the pack that the phrase names, by name or by the office held that day."""
        if self.actor is not None:
            return self._of_pack(self.actor, self.basis)
        holder = None if self.people else self.phrase.office(self.noun_lo, self.bodies)
        return self._of_pack(self.pack.actors[holder], "role") if holder else None

    def beside(self) -> Named | None:
        """The actor of the name that directly follows: "the militia Kataib Hezbollah"."""
        span = None if self.people or self.plural else _beside(self.tree, self.lo, self.head, self.hi)
        if span is None:
            return None
        other = self._phrase(*span)
        found, how = other.identity()
        kin = self.tree.lemma[self.head].lower() in RELATIONAL  # "its ally Hezbollah"
        if found is not None and how == "pack" and (kin or _may_be(self.noun, found)):
            return self._of_pack(found, how)
        proper = self.tree.upos[span[2]] == "PROPN"
        person = self.noun is not None and self.noun.form == "people"
        if found is None and person and proper and self.mention.level == "nominal":
            return self._unlisted(full_name(self.tree, self.pack, span[0], span[1], True), "person")
        if self.noun is None and not proper:
            self.noun, noun_lo = noun_of(self.tree, self.pack, span[0], span[2])
            self.bodies = self.bodies or other.bodies(noun_lo)
        return None

    def _a_person(self, token: int) -> bool:
        """Whether a common noun is one for people: "rival", "engineer"."""
        noun = self.pack.nouns.get(pieces(self.tree.words[token]))
        people = noun is not None and noun.form == "people"
        return self.tree.words[token].islower() and (people or self.tree.lemma[token].lower() in RELATIONAL)

    def composed(self) -> Named:
        """A name that the pack lacks, or what country and noun tell together."""
        tree, pack, mention = self.tree, self.pack, self.mention
        if self.noun is None and mention.kind == "person":
            self._by_title()
        name = self._by_body_after()
        written = tree.upos[self.head] == "NOUN" and self.head > 0 and tree.words[self.head].istitle()
        behind = mention.kind == "person" and self._a_person(self.head) and tree.upos[self.hi - 1] == "PROPN"
        proper = tree.upos[self.head] == "PROPN" or written or behind  # "his rival Tarek Amin"; no "trawler Lu Yuan"
        proper = proper and not self.people and mention.level == "named"
        if proper and mention.kind in NAMED_KINDS and not _is_title(tree, pack, self.lo, self.hi, self.head):
            own = full_name(tree, pack, self.lo, self.hi, mention.kind == "person")
            if pieces(own) not in pack.nouns and not self._body_of_a_state():
                return self._unlisted(own, mention.kind)  # "the de facto Interior Ministry": an office, whosever it is
        country, codes, side, body = compose(pack, self.noun, self.bodies, self.plural or self.definite)
        basis = "demonym" if self.bodies or self.people else "none"
        whole = body if self.noun and self.noun.form in ("institution", "office") else None
        return self._named(whole, name, country, codes, side, basis)

    def _body_of_a_state(self) -> bool:
        """ "The Government of Sudan", "the Supreme Court of Pakistan": a noun and whose, no name of its own."""
        first = self.lo + (self.tree.lower[self.lo] == "the")
        of_state = self.noun is not None and self.noun.sector in STATE and self.noun_lo == first
        return of_state and len(self.bodies) == 1 and self.tree.lower[self.head + 1 : self.head + 2] == ("of",)

    def _unlisted(self, name: str, kind: str) -> Named:
        """An actor that no list has in this spelling: the pack's if it means one, else one that only the text names.

        That one is a state's if its noun says so, a person of a group the group's.
        """
        meant = self.pack.called(name, kind == "person")
        if meant is not None:
            return self._of_pack(meant, "pack")
        country, codes, side, body = compose(self.pack, self.noun, self.bodies, True)
        of_state = side is not None and self.noun is not None and self.noun.sector in STATE
        own = side if of_state else body if kind == "person" and body else text_id(name)
        return self._named(text_id(name), name, country, codes, own, "text")

    def _by_title(self) -> None:
        """The noun of "Iranian Gen. Ali Shadmani" is his title."""
        titles = [i for i in range(self.lo, self.hi - 1) if titular(self.tree, self.pack, i)]
        if titles:
            self.noun, noun_lo = noun_of(self.tree, self.pack, self.lo, titles[-1])
            self.bodies = self.bodies or self.phrase.bodies(noun_lo, self.noun)

    def _by_body_after(self) -> str:
        """Name of the phrase; "leaders of armed groups" are named, and coded, with their groups."""
        member = _member_of(self.tree, self.head) if self.noun is not None and self.noun.form == "people" else None
        if member is None or self.noun is None:
            return _adjectival(self.tree, self.pack, self.bodies, self.lo, self.hi)
        group, _ = noun_of(self.tree, self.pack, member[0], member[2])
        name = _adjectival(self.tree, self.pack, self.bodies, self.lo, member[1])
        if group is not None and group.sector and self.noun.sector in ("", "GOV"):
            self.noun = group
        self.bodies = self.bodies or self._phrase(*member).bodies(member[2])
        return name


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
    if person:  # all up to the last word for what or whose he is: "Texas Senator Ted Cruz", "Pakistan's Dar"
        titles = [i for i in range(lo, hi - 1) if titular(tree, pack, i) or _describes(tree, i)]
        start = titles[-1] + 1 if titles else lo
        hi = next((i for i in range(start + 1, hi) if tree.lower[i] in ("of", "for", "from")), hi)
    whole = not person and "of" in tree.lower[lo:hi]  # "the Supreme Court of Pakistan": no titles
    while start < hi - 1:
        plain = (
            tree.words[start].islower()
            or (start == lo and (tree.upos[start] == "DET" or tree.lower[start] in OWNERS))
            or not pieces(tree.words[start])
        )
        country = _is_country(pack, tree.words[start]) and titular(tree, pack, start + 1)
        if whole and not plain:
            break
        if not (plain or country or titular(tree, pack, start)) or tree.words[start + 1].isdigit():
            break  # "Army 31": the number alone is no name
        start += 1
    return tree.name(start, hi)


def _describes(tree: Tree, i: int) -> bool:
    """Whether a word before a name tells what or whose somebody is: "baker Mirla Tovar", "Osh's Tursunov"."""
    noun = tree.xpos[i] == "NN" or tree.deprel[i] == "nmod:desc"
    return tree.xpos[i] == "POS" or (noun and tree.words[i].islower())


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
        # "Maduro's government", "Putin's spokesman": of his country; "Haftar's forces": of the group he is of
        band = pack.get(first.side)
        return compose(pack, noun, (band.id if band and band.kind == "group" else first.country,), whole)
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
