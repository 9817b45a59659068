"""What a noun phrase says about who it is, by itself: names in it, the country or body before its noun, its office.

Nothing here looks beyond the sentence; `coreference` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from escalade.model.ids import content_id
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.vocab.actors import Actor, Alias, Noun, Pack
from escalade.vocab.names import Match, pieces

STATE = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))
# "Iran-backed", "Saudi-led", "rebel-held": whom or what it is tied to, not who it is
TIED = frozenset(
    "backed aligned linked sponsored supported funded trained armed allied led controlled occupied born held made "
    "owned run affiliated brokered mediated style speaking flagged registered supplied inspired tied friendly "
    "dominated "
    "administered hosted".split()
)
TOWARDS = frozenset("pro anti non ex trans counter pan".split())
PAST = frozenset(
    "former ex late then future incoming outgoing onetime deposed ousted exiled previous old would-be".split()
)
INDEFINITE = frozenset(("a", "an", "some", "any", "no"))
DEFINITE = frozenset("the that this those these".split())
# nouns for others than the one they are named after: "Iran's allies", "Biden's predecessor"
RELATIONAL = frozenset(
    "ally successor predecessor counterpart rival opponent foe enemy adversary neighbour neighbor partner "
    "friend proxy critic".split()
)
AT_HOME = frozenset(("COP", "LEG", "JUD"))  # "police in Belarus" are Belarus's
_PLURAL = frozenset(("NNS", "NNPS"))


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


def read(mention: Mention, tree: Tree, pack: Pack, day: str | None, context: Mapping[str, int]) -> Named:
    """What a mention's own words say. `context`: how often each country is named in the document, to choose by."""
    lo, hi, head = mention.token_start, mention.token_end, mention.head
    noun, noun_lo = noun_of(tree, pack, lo, head)
    plural = tree.xpos[head] in _PLURAL or any(tree.rel(k) == "conj" for k in tree.children[head] if k < hi)
    definite = tree.lower[lo] in DEFINITE or any(tree.deprel[k] == "nmod:poss" for k in tree.children[head])
    about = _About(tree, pack, lo, hi, head, day, context)
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
        other = _About(tree, pack, *beside, day, context)
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
        titles = [i for i in range(lo, hi - 1) if _titular(tree, pack, i)]
        if titles:
            noun, noun_lo = noun_of(tree, pack, lo, titles[-1])
            bodies = bodies or about.bodies(noun_lo, noun)
    name = bare(tree, lo, hi)
    if noun is not None and noun.form == "people" and (member := _member_of(tree, head)) is not None:
        group, _ = noun_of(tree, pack, *member[::2])
        name = bare(tree, lo, member[1])
        noun = group if group is not None and noun.sector in ("", "GOV") and group.sector else noun
        bodies = bodies or _About(tree, pack, *member, day, context).bodies(member[2])
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


def noun_of(tree: Tree, pack: Pack, lo: int, head: int) -> tuple[Noun | None, int]:
    """What sort of actor the head noun names, longest phrase first ("military officials"), and where it begins."""
    last = pieces(tree.lemma[head].lower())
    for start in range(max(lo, head - 3), head + 1):
        run = tuple(p for i in range(start, head) for p in pieces(tree.words[i])) + last
        found = pack.nouns.get(run) or pack.nouns.get((*run[:-1], *pieces(tree.lower[head])))
        if found is None and tree.lower[head].endswith(("s", "men")):
            single = (
                tree.lower[head].removesuffix("s") if tree.lower[head].endswith("s") else tree.lower[head][:-2] + "an"
            )
            found = pack.nouns.get((*run[:-1], *pieces(single)))
        if found is not None:
            return found, start
    return None, head


def full_name(tree: Tree, pack: Pack, lo: int, hi: int, person: bool = False) -> str:
    """The name without article, titles and countries before it ("Iranian Gen. Ali Shadmani" -> "Ali Shadmani")."""
    start = lo
    if person:  # all up to the last title: "Texas Senator Ted Cruz"
        titles = [i for i in range(lo, hi - 1) if _titular(tree, pack, i)]
        start = titles[-1] + 1 if titles else lo
        hi = next((i for i in range(start + 1, hi) if tree.lower[i] in ("of", "for", "from")), hi)
    while start < hi - 1:
        plain = (
            tree.words[start].islower() or (tree.upos[start] == "DET" and start == lo) or not pieces(tree.words[start])
        )
        country = _is_country(pack, tree.words[start]) and _titular(tree, pack, start + 1)
        if not (plain or country or _titular(tree, pack, start)):
            break
        start += 1
    return tree.quote(start, hi)


def _titular(tree: Tree, pack: Pack, i: int) -> bool:
    """Whether a word is a title or a noun for an office."""
    return pieces(tree.lower[i]) in pack.nouns or tree.lower[i].rstrip(".") in pack.titles


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


class _About:
    """One phrase and the names in and around it."""

    def __init__(
        self, tree: Tree, pack: Pack, lo: int, hi: int, head: int, day: str | None, context: Mapping[str, int]
    ) -> None:
        self.tree, self.pack, self.lo, self.hi, self.head, self.day, self.context = (
            tree,
            pack,
            lo,
            hi,
            head,
            day,
            context,
        )
        self.matches = pack.phrases.find(tree.words, lo, hi)

    def identity(self) -> tuple[Actor | None, str]:
        """The listed actor that the phrase names, and the basis; "demonym" without actor: people of a country."""
        tree = self.tree
        for match in self.matches:
            if not match.lo <= self.head < match.hi and not self._apposed(match.lo, match.hi):
                continue
            if match.hi < self.hi and match.lo <= self.head and tree.deprel[match.lo] == "nmod:poss":
                continue
            alias = self._choose(match.values)
            if alias is None:
                continue
            actor = self.pack.get(alias.actor_id)
            if actor is None:
                continue
            if alias.use == "demonym":
                whole = tree.xpos[self.head] in _PLURAL or self._definite_people() or self._modifies()
                return (actor, "demonym") if whole else (None, "demonym")
            if alias.use == "metonym":
                return actor, "metonym"
            return actor, "pack"
        return None, "none"

    def _definite_people(self) -> bool:
        """ "the French": an adjective that stands for the people."""
        return (
            self.tree.upos[self.head] in ("ADJ", "PROPN")
            and self.hi - self.lo == 2
            and self.tree.lower[self.lo] == "the"
        )

    def _modifies(self) -> bool:
        """ "Iranian" before a noun: an adjective names the country itself."""
        return self.tree.rel(self.head) in ("amod", "compound") or (
            self.tree.upos[self.head] == "ADJ" and self.hi - self.lo == 1
        )

    def _apposed(self, lo: int, hi: int) -> bool:
        """Whether the name lo..hi is the same as the head: "Foreign Minister Javad Zarif", whatever the head is."""
        tree, top = self.tree, hi - 1
        kinds = [a.use for m in self.matches if m.lo == lo for a in m.values]
        if not {"name", "short", "shared"} & set(kinds):
            return False
        for i in range(lo, hi):
            if not lo <= tree.head[i] < hi:
                top = i
        for _ in range(4):
            if top == self.head:
                return True
            if tree.deprel[top] not in ("flat", "appos", "flat:name", "nmod:desc", "name"):
                return False
            top = tree.head[top]
        return False

    def _choose(self, values: tuple[Alias, ...]) -> Alias | None:
        """Which of several bearers of a name: a full name first, then the country that the text speaks of most."""
        plain = [a for a in values if a.use in ("name", "metonym")]
        if plain and not (plain[0].use == "metonym" and len(values) > len(plain)):
            return plain[0]
        people = [a for a in values if a.use == "demonym"]
        if len(people) > 1:
            return max(people, key=lambda a: (self.context.get(a.actor_id, 0), values[0].actor_id == a.actor_id))
        if people:
            return people[0]
        if plain:
            return plain[0]
        shared = [a for a in values if a.use == "shared"]
        if shared:
            return self._likeliest(shared)
        short = [a for a in values if a.use == "short" and self._meant(a)]
        return short[0] if len(short) == 1 else None

    def _meant(self, alias: Alias) -> bool:
        """Whether a short form is meant: named in full elsewhere, titled, or with "the" in its country's story."""
        if self._titled() or self.context.get(alias.actor_id):
            return True
        return self.tree.lower[self.lo] == "the" and self.context.get(self._country(alias.actor_id), 0) > 1

    def _likeliest(self, shared: list[Alias]) -> Alias | None:
        """Of several bearers of a name: who is named in full, then who holds office, then whose country is told of."""

        def weight(alias: Alias) -> tuple[bool, bool, int]:
            actor = self.pack.get(alias.actor_id)
            in_office = actor is not None and any(term.on(self.day) for term in actor.roles)
            return bool(self.context.get(alias.actor_id)), in_office, self.context.get(self._country(alias.actor_id), 0)

        ranked = sorted(shared, key=weight, reverse=True)
        best = weight(ranked[0])
        if (len(ranked) > 1 and weight(ranked[1]) == best) or not (best[0] or best[2]):
            return None
        return ranked[0]

    def _country(self, actor_id: str) -> str:
        actor = self.pack.get(actor_id)
        return (actor.country or "") if actor else ""

    def _titled(self) -> bool:
        """Whether a title stands in the phrase ("President Xi")."""
        return any(
            pieces(w) in self.pack.nouns or w.lower().rstrip(".") in self.pack.titles
            for w in self.tree.words[self.lo : self.head]
        )

    def bodies(self, noun_lo: int, noun: Noun | None = None) -> tuple[str, ...]:
        """Actors that the noun belongs to: before it ("U.S. and Iraqi troops", "Iran's army"), or after "of"."""
        tree = self.tree
        before = [m for m in self.matches if m.hi <= max(noun_lo, self.lo) or (m.hi <= self.head and m.lo >= self.lo)]
        kept = [m for m in before if not self._tied(m.lo, m.hi)]
        if tree.lemma[self.head].lower() in RELATIONAL:
            kept = [
                m
                for m in kept
                if tree.deprel[m.hi - 1] != "nmod:poss" and tree.lower[m.hi : m.hi + 1] not in (("'s",), ("’s",))
            ]
        if kept:
            last = kept[-1]
            group = [last]
            for match in reversed(kept[:-1]):
                between = [tree.lower[i] for i in range(match.hi, group[0].lo)]
                if not between or not set(between) <= {"and", ",", "or", "-", "–"}:
                    break
                group.insert(0, match)
            return self._ids(group)
        after = self.head + 1
        if after < len(tree) and tree.lower[after] in ("of", "for"):
            limit = min(len(tree), after + 8)
            found = self.pack.phrases.find(tree.words, after + 1, limit)
            if found and all(
                tree.lower[i] in ("the", "a") or tree.lower[i].endswith("'s") for i in range(after + 1, found[0].lo)
            ):
                return self._ids(found[:1])
        return self._at_home(noun) if after < len(tree) and tree.lower[after] == "in" else ()

    def _at_home(self, noun: Noun | None) -> tuple[str, ...]:
        """The country of "police in Belarus", "officials in Kyiv": of those who hardly ever serve abroad."""
        lemma = self.tree.lemma[self.head].lower()
        if noun is None or not (
            noun.sector in AT_HOME or (noun.sector == "GOV" and (noun.form == "institution" or lemma == "official"))
        ):
            return ()
        found = self.pack.phrases.find(self.tree.words, self.head + 2, min(len(self.tree), self.head + 6))
        at = self.head + 2 + (self.tree.lower[self.head + 2 : self.head + 3] == ("the",))
        return self._ids([m for m in found[:1] if m.lo == at and m.values[0].use in ("name", "metonym")])

    def people(self) -> tuple[str, ...]:
        """The country of "an American", "two Iranians"."""
        return self._ids([m for m in self.matches if m.lo <= self.head < m.hi])

    def _ids(self, matches: list[Match[Alias]]) -> tuple[str, ...]:
        chosen = [self._choose(m.values) for m in matches]
        return tuple(dict.fromkeys(a.actor_id for a in chosen if a is not None))

    def _tied(self, lo: int, hi: int) -> bool:
        """Whether the name is inside "Iran-backed", "U.S.-led", "pro-Iranian", "Iraqi-state-sponsored"."""
        tree = self.tree
        i = hi
        while i < len(tree) and tree.lower[i] in ("-", "–", "‑"):
            after = pieces(tree.words[i + 1]) if i + 1 < len(tree) else ()
            if after and after[-1] in TIED:
                return True
            i += 2
        if i < len(tree) and tree.lower[i] in TIED and tree.xpos[i] in ("VBN", "VBD", "JJ"):
            return True
        j = lo - 1
        while j >= 0 and tree.lower[j] in ("-", "–", "‑"):
            j -= 1
        if j >= 0 and tree.lower[j] in TOWARDS:
            return True
        return bool(TIED & set(pieces(tree.words[hi - 1]))) or bool(TOWARDS & set(pieces(tree.words[lo])[:1]))

    def office(self, noun_lo: int, bodies: tuple[str, ...]) -> str | None:
        """Who holds the office that the phrase names ("Iran's foreign minister") on the day; not former, not plural."""
        tree = self.tree
        if len(bodies) != 1 or tree.xpos[self.head] in _PLURAL or tree.lower[self.lo] in ("a", "an", "another", "one"):
            return None
        if PAST & set(tree.lower[self.lo : self.head]) or PAST & {
            p for w in tree.words[self.lo : self.head] for p in pieces(w)[:1]
        }:
            return None
        roles = [
            m
            for m in self.pack.role_names.find([w.title() for w in tree.words[self.lo : self.hi]])
            if m.lo + self.lo <= self.head < m.hi + self.lo
        ]
        if not roles:
            return None
        held = {h for role in roles[-1].values if (h := self.pack.holder(role, bodies[0], self.day))}
        return held.pop() if len(held) == 1 else None
