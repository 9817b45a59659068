"""The names in and around a noun phrase: whom it names, whose it is, what office it is."""

from __future__ import annotations

from collections.abc import Mapping

from escalade.model.tree import Tree
from escalade.model.words import RELATIONAL
from escalade.vocab.actors import Actor, Alias, Noun, Pack
from escalade.vocab.names import Match, pieces

STATE = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))
# "Iran-backed", "Saudi-led", "rebel-held": whom or what it is tied to, not who it is
TIED = frozenset(
    "backed aligned linked sponsored supported funded trained armed allied led controlled occupied born held made "
    "owned run affiliated brokered mediated style speaking flagged registered supplied inspired tied friendly "
    "dominated administered hosted".split()
)
TOWARDS = frozenset("pro anti non ex trans counter pan".split())
PAST = frozenset(
    "former ex late then future incoming outgoing onetime deposed ousted exiled previous old would-be".split()
)
INDEFINITE = frozenset(("a", "an", "some", "any", "no"))
DEFINITE = frozenset("the that this those these".split())
# nouns for others than the one they are named after: "Iran's allies", "Biden's predecessor"
SERVANTS = frozenset(("proxy", "client"))  # "Iranian proxies" are no Iranians, "Iranian partners" are
SERVING = STATE | frozenset(("UAF", "REB", "PRM"))  # sectors of those who serve a body
AT_HOME = frozenset(("COP", "LEG", "JUD"))  # "police in Belarus" are Belarus's
PLURAL = frozenset(("NNS", "NNPS"))
HYPHENS = frozenset("-‐‑")


def noun_of(tree: Tree, pack: Pack, lo: int, head: int) -> tuple[Noun | None, int]:
    """What sort of actor the head noun names, longest phrase first ("military officials"), and where it begins."""
    last, low, nouns = pieces(tree.lemma[head].lower()), tree.lower[head], pack.nouns
    single = low.removesuffix("s") if low.endswith("s") else f"{low[:-2]}an" if low.endswith("men") else None
    forms = [pieces(form) for form in (low, single) if form is not None]
    for start in range(max(lo, head - 3), head + 1):
        run = tuple([p for i in range(start, head) for p in pieces(tree.words[i])]) + last
        found = nouns.get(run) or next((n for form in forms if (n := nouns.get((*run[:-1], *form)))), None)
        if found is not None:
            return found, start
    return None, head


def titular(tree: Tree, pack: Pack, i: int) -> bool:
    """Whether a word is a title or a noun for an office."""
    return pieces(tree.lower[i]) in pack.nouns or tree.lower[i].rstrip(".") in pack.titles


class Phrase:
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
            if self._bearing(match.lo, match.hi):
                continue
            alias = self._choose(match.values)
            if alias is None:
                continue
            actor = self.pack.get(alias.actor_id)
            if actor is None or self._part_of_another(match, actor):
                continue
            if alias.use == "demonym":
                return (actor if self._stands_for_the_state(match) else None), "demonym"
            if alias.use == "metonym":
                return actor, "metonym"
            return actor, "pack"
        return None, "none"

    def _bearing(self, lo: int, hi: int) -> bool:
        """Whether "North" is part of a place's name ("North Darfur") or a bearing; whom it may mean is "the North"."""
        lower = self.tree.lower
        if hi - lo != 1 or lower[lo] not in ("north", "south"):
            return False
        alone = hi == len(lower) or not self.tree.words[hi].istitle()
        return not (alone and lo and lower[lo - 1] == "the")

    def _part_of_another(self, match: Match[Alias], actor: Actor) -> bool:
        """Whether a listed name is but a part of another's that stands there.

        "Ali Soleimani" and "Ri Chun Su" have the family name of one listed; "Kataeb Hizballah" is in no list in this
        spelling; "Bahraini Hezbollah" has a name that several groups bear, each after its own country.
        """
        lo, hi = match.lo, match.hi
        while step := self._more(lo - 1, -1):
            lo -= step
        if actor.kind == "person":
            while step := self._more(hi, 1):
                hi += step
            lone = len(pieces(self.tree.quote(match.lo, match.hi))) == 1
            longer = (lo, hi) != (match.lo, match.hi)
            return lone and longer and self.pack.called(self.tree.quote(lo, hi), True) != actor
        if lo < match.lo and actor.kind != "country" and self.tree.row.mention[match.lo].endswith("person"):
            return True  # "Masud Azhar", who is no mosque, "Karim Amal", who is no party
        if actor.kind in ("organisation", "government"):  # "the Syrian Arab Coalition", "the Supreme Court of Pakistan"
            return bool(actor.country) and not self._peoples_beside(lo, hi) <= {actor.country}
        if actor.kind == "country":  # a firm or a team: "Air France"
            return lo < match.lo and self.tree.row.mention[self.lo].endswith("organisation")
        if actor.kind != "group":
            return False
        if self._goes_on(match.lo, match.hi):
            return self.pack.called(self.tree.quote(match.lo, self.hi), False) != actor
        if match.lo == self.lo:
            return False
        if lo < match.lo:
            return self.pack.called(self.tree.quote(lo, match.hi), False) not in (None, actor)
        after_country = bool(self._peoples_before(match.lo))
        return after_country and self.pack.called(self.tree.quote(match.lo - 1, match.hi), False) != actor

    def _peoples_before(self, lo: int) -> set[str]:
        """Countries whose adjective stands before a name: "Syrian" of "the Syrian Arab Coalition"."""
        before = self.pack.phrases.get(self.tree.words[lo - 1]) if lo > self.lo else ()
        return {a.actor_id for a in before if a.use == "demonym"}

    def _peoples_beside(self, lo: int, hi: int) -> set[str]:
        """Countries that stand before a name or after its "of"."""
        of = self.tree.lower[hi : hi + 1] == ("of",)
        after = self.pack.phrases.get(self.tree.words[hi + 1]) if of and hi + 1 < len(self.tree) else ()
        countries = {a.actor_id for a in after if self.pack.actors[a.actor_id].kind == "country"}
        return self._peoples_before(lo) | countries

    def _goes_on(self, lo: int, hi: int) -> bool:
        """Whether a name of one word is the first of a longer one: "Jaish" of "Jaish al-Ta'ifa"."""
        tree = self.tree
        return hi - lo == 1 and hi < self.hi and tree.upos[hi] == "PROPN" and tree.deprel[hi] in ("flat", "flat:name")

    def _more(self, i: int, way: int) -> int:
        """How many words a name goes on for at `i`: 1, also 2 over a hyphen ("Maiga-Keita"); 0 if it does not."""
        steps = 1 + (self.lo <= i < self.hi and self.tree.lower[i] in HYPHENS)
        last = i + way * (steps - 1)
        return steps if self.lo <= last < self.hi and self._given(last) else 0

    def _given(self, i: int) -> bool:
        """Whether a word may be somebody's given name or initial."""
        word = self.tree.words[i]
        return (
            self.tree.upos[i] == "PROPN"
            and word[:1].isupper()
            and not titular(self.tree, self.pack, i)
            and not self.pack.phrases.get(word)
        )

    def _stands_for_the_state(self, match: Match[Alias]) -> bool:
        """Whether a people's name means its state: "the Russians", "Iranian" before a noun; not "two Americans", nor
        "Serbs" who block a road."""
        tree, several = self.tree, self.tree.xpos[self.head] in PLURAL
        if not several or tree.upos[self.head] == "ADJ":
            return several or self._definite_people() or self._modifies()
        if not tree.lower[match.hi - 1].endswith("s"):
            return True  # "Chinese", "French": mostly an adjective whose noun the parser did not see
        alone = match.hi == self.hi and tree.lower[self.lo : match.lo] == ("the",)
        return alone and not any(tree.rel(k) in ("nmod", "acl", "amod", "nummod") for k in tree.children[self.head])

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
        if self.context.get(alias.actor_id) or (self._titled() and not self._of_the_other_trade(alias)):
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

    def _of_the_other_trade(self, alias: Alias) -> bool:
        """Whether a rank stands in the phrase ("General Ri") and who bears the name only ever held civil office."""
        actor = self.pack.get(alias.actor_id)
        titles = [n for w in self.tree.words[self.lo : self.head] if (n := self.pack.nouns.get(pieces(w)))]
        if actor is None or not actor.roles or not any(n.sector == "MIL" for n in titles):
            return False
        offices = {self.pack.roles[term.role].sector for term in actor.roles if term.role in self.pack.roles}
        return offices <= {"GOV", "LEG"} and not any("MIL" in code for code in actor.codes)

    def bodies(self, noun_lo: int, noun: Noun | None = None) -> tuple[str, ...]:
        """Actors that the noun belongs to: before it ("U.S. and Iraqi troops", "Iran's army"), or after "of"."""
        tree = self.tree
        before = [m for m in self.matches if m.hi <= max(noun_lo, self.lo) or (m.hi <= self.head and m.lo >= self.lo)]
        local = noun is not None and noun.sector in AT_HOME  # "Brussels police" are not the Union's
        kept = [m for m in before if not (self._tied(m.lo, m.hi) or (local and self._only_a_place(m.values[0])))]
        lemma = tree.lemma[self.head].lower()
        if lemma in SERVANTS:
            kept = []
        elif lemma in RELATIONAL:
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
        if tree.lower[self.head + 1 : self.head + 2] == ("in",):
            return self._at_home(noun)
        return self._behind(noun)

    def _behind(self, noun: Noun | None) -> tuple[str, ...]:
        """The actor behind "of" or "for", and of those who serve behind "from" and "with": "fighters of the Iran-backed
        Houthis", "troops loyal to Assad", "gunmen from the ELN"; not "soldiers with Russian rifles"."""
        tree, join = self.tree, self.head + 1
        sworn = tree.lower[join : join + 2] in (("loyal", "to"), ("belonging", "to"))
        join += sworn
        prep = tree.lower[join] if join < len(tree) else ""
        serve = noun is not None and noun.sector in SERVING and prep in ("from", "with")
        if prep not in ("of", "for") and not (serve or sworn):
            return ()
        matches = self.pack.phrases.find(tree.words, join + 1, min(len(tree), join + 10))
        found = next((m for m in matches if not self._tied(m.lo, m.hi)), None)
        if found is None:
            return ()
        inside = (
            noun is not None and noun.sector in STATE and found.hi <= self.hi
        )  # "the Ministry of Defence of Georgia"
        if not inside and not all(self._leads_in(i, matches) for i in range(join + 1, found.lo)):
            return ()
        itself = any(found.lo <= kid < found.hi for kid in tree.kids(self.head, "nmod"))
        return self._ids([found]) if itself or not serve else ()

    def _leads_in(self, i: int, matches: list[Match[Alias]]) -> bool:
        """Whether a word may stand before a name in one phrase with it: an article, an owner, whom it is tied to."""
        word = self.tree.lower[i]
        lead = word in ("the", "a", "al") or word in HYPHENS or word in TIED or word.endswith("'s")
        return lead or any(m.lo <= i < m.hi for m in matches)

    def _at_home(self, noun: Noun | None) -> tuple[str, ...]:
        """The country of "police in Belarus", "the ministry in Kyiv": of those who hardly ever serve abroad."""
        lemma = self.tree.lemma[self.head].lower()
        if noun is None or not (
            noun.sector in AT_HOME
            or lemma == "ministry"
            or (noun.sector == "GOV" and (noun.form == "institution" or lemma == "official"))
        ):
            return ()
        found = self.pack.phrases.find(self.tree.words, self.head + 2, min(len(self.tree), self.head + 6))
        at = self.head + 2 + (self.tree.lower[self.head + 2 : self.head + 3] == ("the",))
        named = [m for m in found[:1] if m.lo == at and m.values[0].use in ("name", "metonym")]
        return self._ids([m for m in named if not self._only_a_place(m.values[0])])

    def _only_a_place(self, alias: Alias) -> bool:
        """Whether those who are there are not its own: "officials in Baghdad", but "police in Brussels"."""
        actor = self.pack.get(alias.actor_id)
        return alias.use == "metonym" and actor is not None and actor.kind != "country"

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
        if len(bodies) != 1 or tree.xpos[self.head] in PLURAL or tree.lower[self.lo] in ("a", "an", "another", "one"):
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
        # one wording may name several offices ("army chief"): the first that somebody held
        return next((h for role in roles[-1].values if (h := self.pack.holder(role, bodies[0], self.day))), None)
