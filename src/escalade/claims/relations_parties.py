"""Who is meant by a token that stands in a relation: the actor, his group, or what a pointing word stands for."""

from __future__ import annotations

from functools import cached_property

from escalade.claims.parties import identified, party, party_at
from escalade.claims.relations_bodies import BANDS, Bodies
from escalade.claims.relations_predication import alias, described, name_behind
from escalade.claims.scene import ACTORS, Scene
from escalade.claims.syntax import case_of, name_of, subject
from escalade.model.codings import Party
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.model.words import HANDLED
from escalade.vocab.cues import Cues

ARMED = frozenset({"organisation", "group"})
COLLECTIVES = ARMED | {"country"}
POINTING = frozenset({"it", "they", "them", "itself"})
LOCAL = frozenset({"force", "troop", "fighter", "operation", "unit", "man", "wing", "garrison"})
ORGANS = frozenset({"army", "navy", "military", "police", "force", "troop", "soldier", "air"})
REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself"})
OWN = frozenset({"we", "us", "our", "ours"})
MANY = frozenset({"they", "them"})
ITS = frozenset({"its", "their"})
STATES = frozenset({"country", "place"})
STATELY = frozenset({"country", "government", "nation", "army", "military"})
OWNING = ITS | {"whose"}
HIS = frozenset({"his", "her"})
MEN = frozenset("fighter rebel soldier troop gunman militant man officer ranks volunteer member".split())
RULED = frozenset({"government", "regime", "military"})
BOSSES = frozenset("boss kingpin ringleader capo godfather chieftain".split())  # of bands
REGIONS = frozenset("region district command theatre theater zone sector area".split())  # "the Fourth Army Region"
BACK = 2  # sentences that "his" points back


def key(p: Party) -> str:
    """What makes two parties the same."""
    return p.id or p.name.lower()


class Parties:
    """The parties of one report."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self.scene, self.cues = scene, cues
        self.bodies = Bodies(scene, cues)
        self._led: dict[str, Party] = {}
        self._served: dict[str, Party] = {}
        self._at: dict[tuple[int, int], Party | None] = {}

    def introduce(self, led: dict[str, Party], served: dict[str, Party]) -> None:
        """Take in who the report says leads which body, and who serves which body or state (person -> it)."""
        self._led, self._served = led, served
        self._at.clear()

    def named(self, tree: Tree, head: int | None) -> Party | None:
        """As `at`, and a name that nobody took for an actor, for places where only an actor can stand."""
        found = self.at(tree, head)
        if found is not None or head is None or not _capital(tree, head) or tree.rel(head) == "obl":
            return found
        if tree.lower[head] in REGIONS and tree.rel(head) == "obj":
            name = tree.name(*tree.phrase(head)).removeprefix("the ")
            return Party(None, name, (), name, None)
        mention = self.scene.heads.get((tree.ordinal, head))
        ground = self.scene.places.get(mention.mention_id) if mention is not None else None
        unknown = mention is not None and mention.kind == "place" and (ground is None or ground.geonames_id is None)
        if mention is not None and mention.kind not in ("facility", "weapon") and not unknown:
            return None
        name = (mention.quote if mention is not None else tree.name(*tree.phrase(head))).removeprefix("the ")
        return Party(None, name.removeprefix("The "), (), name, mention.mention_id if mention is not None else None)

    def at(self, tree: Tree, head: int | None) -> Party | None:
        """The party headed by a token; None where it heads no actor."""
        if head is None:
            return None
        place = (tree.ordinal, head)
        if place not in self._at:
            self._at[place] = None  # asked for on the way to itself, it tells nothing
            self._at[place] = self._headed(tree, head)
        return self._at[place]

    def _headed(self, tree: Tree, head: int) -> Party | None:
        called = (alias(tree, head) or self._behind(tree, head)) if tree.upos[head] == "NOUN" else None
        named = self._here(tree, called) if called is not None else None
        if named is not None and (named.id is not None or self._is_named(named)):
            return named  # "a militia called X"
        given = called if called is not None else head if self._is_given(tree, head) else None
        if named is None and given is not None and (tree.ordinal, given) not in self.scene.heads:
            name = name_of(tree, given).removeprefix("the ")  # a name that nobody took for one
            return Party(None, name, (), name, None)
        found = self._here(tree, head)
        if found is not None and (found.id is not None or self._is_named(found)):
            return found
        other = described(tree, head)[0] if tree.upos[head] != "PRON" else None
        said = self._here(tree, other) if other is not None and other != head else None
        if (
            said is not None
            and (said.id is not None or self._is_named(said))
            and self._alike(said, found, tree.lemma[head])
        ):
            return said  # "X is a militia armed by Y"
        if (
            said is not None
            and not self._alike(said, found, tree.lemma[head])
            and (near := self.close(tree, head)) is not None
        ):
            return near
        if self._led and (led := self._of_leader(tree, head)) is not None:
            return led
        head = self.whole(tree, head)
        return self.bodies.short(tree, head) or self.bodies.phrase(tree, head) or found

    def _behind(self, tree: Tree, head: int) -> int | None:
        """The name behind a body's noun, wherever the tree hung it: "by the cartel Y", "whose mission, Y, is"."""
        bare = name_behind(tree, head) if tree.lemma[head] in self.cues.relation_words["group"] else None
        close = self.scene.heads.get((tree.ordinal, bare)) if bare is not None else None
        if close is not None and close.level == "named" and self.kind(close) in ARMED:
            return bare
        owned = any(tree.lower[c] in OWNING for c in tree.kids(head, "nmod:poss"))
        if (
            not owned
            or tree.lemma[head] not in self.cues.relation_words["group"]
            or tree.words[head + 1 : head + 2] != (",",)
        ):
            return None
        for m in self.scene.mentions.get(tree.ordinal, ()):
            named = m.level == "named" and self.kind(m) in ARMED and tree.words[m.token_end : m.token_end + 1] == (",",)
            if named and head + 2 <= m.head and m.token_start in (head + 2, head + 3):
                return m.head
        return None

    def close(self, tree: Tree, head: int) -> Party | None:
        """The body named right before a noun that the tree hung on a person: "X, who leads Y, part of"."""
        first = min((head, *tree.kids(head, "det", "amod", "compound")))
        if tree.lemma[head] not in self.cues.relation_words["group"] | {"part"} or tree.words[first - 1] != ",":
            return None
        before = (m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_end == first - 1)
        near = next((m for m in before if m.level == "named" and self.kind(m) in ARMED), None)
        return party(self.scene, near) if near is not None else None

    def _is_given(self, tree: Tree, head: int) -> bool:
        """Whether a token heads the name that the words before it give a body: "a militia known as X, which is"."""
        verb = tree.head[head]
        host = tree.head[verb] if verb >= 0 and tree.rel(verb) == "acl" else -1
        body = host >= 0 and tree.lemma[host] in self.cues.relation_words["group"]
        return body and tree.words[head].istitle() and alias(tree, host) == head

    def _is_named(self, p: Party) -> bool:
        mention = self.scene.mention.get(p.mention_id or "")
        return mention is not None and mention.level == "named"

    def _alike(self, said: Party, found: Party | None, noun: str) -> bool:
        """Whether a person is said to be a person, a body to be a body."""
        mentions = [self.scene.mention.get(p.mention_id or "") for p in (said, found) if p is not None]
        if found is None and noun in self.cues.relation_words["group"]:
            return any(m is not None and self.kind(m) != "person" for m in mentions)
        return len({self.kind(m) == "person" for m in mentions if m is not None}) < 2

    def _here(self, tree: Tree, head: int) -> Party | None:
        """The party headed by a token by its own words, its apposition, or what its pronoun stands for."""
        head = self.whole(tree, head)
        halved = self._halved(tree, identified(self.scene, tree, head))
        if halved is not None:
            return halved
        native = self._native(tree, head) or self._around(tree, head)
        owner = party(self.scene, native) if native is not None else self.owner(tree, head)
        if owner is not None:
            return owner
        apposed = self._apposed(tree, head)
        if apposed is not None:
            return party(self.scene, apposed)
        if tree.lower[head] in REFLEXIVE and (doer := self._clause_subject(tree, head)) is not None:
            return self.at(tree, doer)
        if tree.lower[head] in OWN and (own := self._we(tree, head)) is not None:
            return own
        if tree.lower[head] in POINTING and (pointed := self._pointed(tree, head)) is not None:
            return pointed
        if tree.lemma[head] in BANDS and (taken := self.bodies.short(tree, head)) is not None:
            return taken
        found = party_at(self.scene, tree, identified(self.scene, tree, head))
        if (found is None or found.id is None) and (his := self._his(tree, head)) is not None:
            return his
        its = next((c for c in tree.kids(head, "nmod:poss") if tree.lower[c] in ITS), None)
        if its is not None and (found is None or found.id is None) and tree.lemma[head] in ORGANS:
            return self.possessor(tree, its, head) or found  # "denies that its army fights beside"
        if found is not None and found.id is None and tree.lemma[head] == "country":
            return None  # "his country": nobody can say whose
        if found is None or found.id is None:
            return self._elsewhere(tree, head) or found
        return found

    def local(self, tree: Tree, head: int | None) -> Party | None:
        """The part of a body that its place tells: "Xian forces in the north", "X's forces in the Tyre sector"."""
        mention = self.scene.heads.get((tree.ordinal, head)) if head is not None else None
        if head is None or mention is None or mention.level == "named" or tree.lemma[head] not in LOCAL:
            return None
        behind = (c for h in (head, tree.head[head]) if h >= 0 for c in tree.kids(h, "nmod", "obl"))
        place = next((c for c in behind if case_of(tree, c) == "in" and tree.phrase(c)[0] == head + 1), None)
        if place is None:
            return None
        name = tree.name(mention.token_start, tree.phrase(place)[1])
        return Party(None, name, (), name, None)

    def joined(self, tree: Tree, head: int) -> list[int]:
        """What is joined to a noun by "and", also where the tree hung it on a word within: "IS in Sahara and JNIM"."""
        below = [head, *(c for c in tree.kids(head, "nmod") if c > head)]
        return [c for h in below for c in tree.kids(h, "conj") if tree.upos[c] in ("NOUN", "PROPN") or h == head]

    def two(self, tree: Tree, head: int) -> tuple[Party, Party] | None:
        """Whom "the two", "both" or "the two gangs" takes up: the two subjects, else the only two, of that sort named
        before in the sentence, else in the one before."""
        if tree.lower[head] in MANY:
            return self._joined_before(tree)
        counted = tree.lower[head] == "two" or any(tree.lower[c] == "two" for c in tree.kids(head, "nummod"))
        pointing = counted and any(tree.lower[c] == "the" for c in tree.kids(head, "det"))
        if not pointing and tree.lower[head] != "both":
            return None
        for ordinal in (tree.ordinal, tree.ordinal - 1):
            told = [m for m in self.scene.mentions.get(ordinal, ()) if m.level == "named"]
            before = [m for m in told if ordinal < tree.ordinal or m.token_end <= head]
            for sorts in self._counted(tree.lemma[head]):
                found = [m for m in before if self.kind(m) in sorts]
                subjects = [m for m in found if self.scene.by_ordinal[ordinal].rel(m.head) == "nsubj"]
                for mentions in (subjects, found):
                    each = list({key(p): p for m in mentions if (p := party(self.scene, m)) is not None}.values())
                    if len(each) == 2:
                        return each[0], each[1]
        return None

    def _joined_before(self, tree: Tree) -> tuple[Party, Party] | None:
        """The two that the sentence before is about: "Baku and Ankara are close. They are allies"."""
        there, told = self.scene.by_ordinal.get(tree.ordinal - 1), self.scene.mentions.get(tree.ordinal - 1, ())
        if there is None or (first := next((m.head for m in told if there.rel(m.head) == "nsubj"), None)) is None:
            return None
        heads = [first, *there.kids(first, "conj")]
        each = [p for h in heads if (p := self.at(there, h)) is not None]
        return (each[0], each[1]) if len(each) == len(heads) == 2 else None

    def _counted(self, noun: str) -> tuple[frozenset[str], ...]:
        """The sorts of actor that "the two ..." may take up, by preference."""
        if noun in STATELY | {"neighbour", "neighbor", "state"}:
            return (frozenset(("country",)),)
        if noun in self.cues.relation_words["group"]:
            return (ARMED,)
        return frozenset(("person",)), COLLECTIVES

    def _halved(self, tree: Tree, head: int) -> Party | None:
        """A person whose name was taken for the names of two, or for part of a phrase: "the businessman X"."""
        last = self.scene.heads.get((tree.ordinal, head))
        if last is None or last.kind != "person":
            return None
        if last.level == "nominal":
            name = next((c for c in tree.kids(head, "appos", "flat") if tree.upos[c] == "PROPN"), None)
            if (
                name is None
                or not last.token_start <= name < last.token_end
                or self.scene.heads.get((tree.ordinal, name))
            ):
                return None
            return self.by_name(tree.quote(*tree.phrase(name)), last)
        for first in self.scene.mentions.get(tree.ordinal, ()):
            if first.token_end == last.token_start and first.level == last.level == "named" and first.kind == "person":
                return self.by_name(tree.quote(first.token_start, last.token_end), last)
        return None

    def _around(self, tree: Tree, head: int) -> Mention | None:
        """The person that a phrase around a name stands for: "its ally Bashar al-Assad"."""
        if tree.upos[head] != "PROPN" or (tree.ordinal, head) in self.scene.heads:
            return None
        for m in self.scene.mentions.get(tree.ordinal, ()):
            inside = m.token_start < head < m.token_end and m.head == tree.head[head]
            if m.kind == "person" and inside and self.is_known(m):
                return m
        return None

    def _native(self, tree: Tree, head: int) -> Mention | None:
        """Whom "the Dane" describes: "Anders Holm, the Dane who leads it"."""
        up = tree.head[head]
        if tree.rel(head) != "appos" or up < 0 or tree.kid(head, "det") is None or tree.xpos[head] in ("NNS", "NNPS"):
            return None
        if tree.lemma[head] in self.cues.relation_words["group"]:
            return None  # "X, leader of Y, a gang"
        named = self.scene.heads.get((tree.ordinal, up))
        return named if named is not None and named.level == "named" and self.kind(named) == "person" else None

    def whole(self, tree: Tree, head: int) -> int:
        """The group of its members or camps: "the fighters of X", "Xian spies", "any camp of X" give X."""
        mention = self.scene.heads.get((tree.ordinal, head))
        if (stands := self._stands_for(tree, head)) is not None:
            return stands
        if tree.upos[head] != "NOUN" or tree.lemma[head] not in self.cues.relation_words["member"]:
            return head
        if tree.lemma[head] in self.cues.relation_words["body"] and self.bodies.phrase(tree, head) is not None:
            return head  # "French intelligence" is more than France
        reference = self.scene.reference.get(mention.mention_id) if mention is not None else None
        actor = mention is not None and mention.kind in ACTORS  # no clinic, of which the reader knows whose it is
        if actor and reference is not None and reference.actor_id is not None:
            return head
        inner = [c for c in tree.kids(head, "compound", "amod") if self._is_band(tree, c)]
        for c in (*inner, *tree.kids(head, "nmod", "nmod:poss"), *tree.kids(head, "compound", "amod")):
            if tree.lower[c] in ITS and tree.lemma[head] in MEN and self.owner(tree, c) is not None:
                return c  # "pays its men"
            ruled = tree.lower[c] == "whose" and tree.lemma[head] in RULED | {"junta", "force"}
            if ruled and (clause := self._relative(tree, head)) is not None:
                return clause  # "X, whose government"
            if tree.lower[c] in ITS and (speaker := self._speaker(tree, self._clause_subject(tree, head))) is not None:
                return speaker.head  # "Moscow denies that the brigade obeys its generals"
            if case_of(tree, c) not in ("of", "from", "'s", "’s", "'", "’", ""):
                continue
            named = self.scene.heads.get((tree.ordinal, c))
            if named is None and case_of(tree, c) == "of" and _capital(tree, c):
                return c
            if named is None or named.level == "pronoun" or not self.stands(named):
                continue
            if self.kind(named) in COLLECTIVES | {"place"}:
                return c
        return head

    def _is_band(self, tree: Tree, c: int) -> bool:
        named = self.scene.heads.get((tree.ordinal, c))
        return named is not None and named.level == "named" and self.kind(named) in ARMED

    def _stands_for(self, tree: Tree, head: int) -> int | None:
        """Whom "two of X" are; a member alone ("a member of the council" is not the council); the named person whose
        band a relative clause is about: "Turji, whose gang is allied with"."""
        if tree.upos[head] == "NUM":
            return next((c for c in tree.kids(head, "nmod") if case_of(tree, c) == "of"), head)
        if tree.lemma[head] == "member" and any(
            tree.lower[c] in ("a", "one") for c in tree.kids(head, "det", "nummod")
        ):
            return head
        whose = any(tree.lower[c] == "whose" for c in tree.kids(head, "nmod:poss"))
        if not whose or tree.lemma[head] not in self.cues.relation_words["group"]:
            return None
        host = self._relative(tree, head)
        mention = self.scene.heads.get((tree.ordinal, host)) if host is not None else None
        return host if mention is not None and mention.level == "named" and self.kind(mention) == "person" else None

    def _relative(self, tree: Tree, head: int) -> int | None:
        """What the relative clause of a noun with "whose" belongs to."""
        clause = tree.head[head]
        named = clause >= 0 and tree.rel(clause) == "appos" and tree.kid(clause, "cop") is not None  # "is Rigi"
        held = clause >= 0 and (tree.rel(clause) == "acl" or named)
        return tree.head[clause] if held and tree.head[clause] >= 0 else None

    def by_name(self, name: str, mention: Mention) -> Party:
        """The actor of a name that is part of a mention."""
        return self.called(name, but=mention) or Party(None, name, (), name, mention.mention_id)

    def _of_leader(self, tree: Tree, head: int) -> Party | None:
        """The body of which the report says who leads it: "Kuno's men", "his force", "Menchaca's cartel"."""
        words = self.cues.relation_words
        fighters = tree.lemma[head] in words["group"] or tree.lemma[head] in MEN
        if not fighters or any(tree.deprel[c] == "nmod" for c in tree.children[head]):
            return None
        for c in tree.kids(head, "nmod:poss"):
            person = self.holder(tree, c)
            if person is not None:
                return self._led.get(key(person))
        return None

    def holder(self, tree: Tree, c: int) -> Party | None:
        """The person whose something is: "Kuno's", "his"."""
        if tree.lower[c] in HIS:
            mention = self.person(tree, c)
            return party(self.scene, mention) if mention is not None else None
        if tree.lower[c] == "whose":
            clause = self._relative(tree, tree.head[c])
            c = clause if clause is not None else c
        mention = self.scene.heads.get((tree.ordinal, c))
        return party(self.scene, mention) if mention is not None and self.kind(mention) == "person" else None

    def kind(self, mention: Mention, alone: bool = False) -> str:
        """The sort of actor a mention stands for; `alone`: its own, whatever its name was taken for elsewhere."""
        if self._is_titled(mention):
            return "person"
        return mention.kind if alone else self.scene.kind(mention)

    def _is_titled(self, mention: Mention) -> bool:
        """Whether a name has a rank before it, whatever it was taken for: "General Oleksii Marchenko"."""
        tree = self.scene.by_ordinal[mention.sentence]
        ranks = (c for c in tree.children[mention.head] if tree.deprel[c] == "nmod:desc")
        return any(tree.words[c][:1].isupper() for c in ranks)

    def stands(self, mention: Mention) -> bool:
        """Whether a mention can be a party: an actor, or a place whose name stands for a state."""
        if mention.kind in ACTORS:
            return True
        reference = self.scene.reference.get(mention.mention_id)
        return reference is not None and reference.actor_id is not None

    def mention(self, tree: Tree, head: int | None) -> Mention | None:
        """The mention that a party at a token stands for."""
        found = self.at(tree, head)
        return self.scene.mention.get(found.mention_id or "") if found is not None else None

    def sort(self, tree: Tree, head: int | None) -> str:
        """person | organisation | group | country | place of what a token heads, "" where it heads nothing."""
        found = self.at(tree, head)
        if found is not None and found.mention_id is None:
            return "organisation"  # a body that has no mention, only a phrase
        mention = self.mention(tree, head)
        if mention is None and head is not None:
            mention = self.scene.heads.get((tree.ordinal, head))
        return self.kind(mention) if mention is not None else ""

    def is_armed(self, tree: Tree, head: int | None, nouns: tuple[str, ...] = ()) -> bool:
        """Whether a token heads an organisation or group; with nouns, a named one or one of those nouns."""
        if head is None:
            return False
        target = self.mention(tree, head)
        if target is None:
            found = self.at(tree, head)
            return found is not None and found.mention_id is None
        named = target.level == "named" and tree.kid(head, "nummod") is None  # not "a ransom for two Emiratis"
        fits = not nouns or named or tree.lemma[head] in nouns or tree.upos[head] == "PRON"
        return fits and self.kind(target) in ARMED

    # -- what points back ---------------------------------------------------------------------------------------------

    def owner(self, tree: Tree, token: int, acting: bool = False) -> Party | None:
        """The collective that "its", "their" or "whose" stands for; None for other words.

        `acting`: also the subject of the clause ("X named Y as its commander", but not "X pays its bills").
        """
        word = tree.lower[token]
        if word == "whose":
            host = self._relative(tree, tree.head[token]) if tree.head[token] >= 0 else None
            if host is not None and (short := self.bodies.short(tree, host)) is not None:
                return short  # "the group, whose leader is X"
            before = [m for m in self._collectives(tree) if m.token_end <= token]
            before = [m for m in before if tree.upos[m.head] != "ADJ"] or before  # not "its Somali province, whose"
            last = max(before, key=lambda m: (m.token_end, m.token_start - m.token_end), default=None)
            return party(self.scene, last) if last is not None else None
        if word not in ITS:
            return None
        thing = tree.head[token]
        subject_ = self._clause_subject(tree, thing) if thing >= 0 else None
        before = [m for m in self._collectives(tree) if m.token_end <= token and self.kind(m) in ARMED]
        above = set(tree.ancestors(token))
        before = [m for m in before if (acting or m.head != subject_) and m.head not in above]
        if before:
            return party(self.scene, before[-1])
        near = [i for i in range(token - 1, -1, -1) if i != subject_ and i not in above]
        short = next((b for i in near if (b := self.bodies.short(tree, i)) is not None), None)
        band = tree.lemma[thing] in BOSSES or any(tree.lemma[i] in BANDS for i in near)
        return short or self.bodies.last(tree, band=band) or (self._subject_before(tree) if acting else None)

    def _subject_before(self, tree: Tree) -> Party | None:
        """The body without a name that the sentence before is about: "The regional party is divided. Its chairman"."""
        told = self.scene.mentions.get(tree.ordinal - 1, ())
        before = self.scene.by_ordinal.get(tree.ordinal - 1)
        bodies = (m for m in told if m.kind in ARMED and m.level == "nominal" and m.quote.lower().startswith("the "))
        about = next((m for m in bodies if before is not None and before.rel(m.head) == "nsubj"), None)
        return party(self.scene, about) if about is not None else None

    def possessor(self, tree: Tree, token: int, but: int | None) -> Party | None:
        """The collective that "its" stands for beside a noun said of another: "X trusts Y, its ally"."""
        above = tree.ancestors(token)
        beside = tree.head[tree.head[token]] if tree.rel(tree.head[token]) == "conj" else None  # "X and its ally, Y"
        out = {but, *above} - {beside}
        inside = set(tree.kids(but, "compound", "amod")) if but is not None else set()  # "the Wagner group"
        out |= inside
        before = [m for m in self._collectives(tree) if m.token_end <= token and m.head not in out]
        subjects = [m for m in before if tree.rel(m.head) == "nsubj"]
        found = party(self.scene, (subjects or before)[-1]) if before else None
        doer = self._clause_subject(tree, tree.head[token])
        if found is None and doer is not None and doer != but and tree.upos[doer] == "NOUN":
            return self._here(tree, doer)  # "her coalition lost its partner"
        return found or self.bodies.last(tree, band=tree.lemma[tree.head[token]] in BOSSES)

    def person(self, tree: Tree, token: int) -> Mention | None:
        """The person that "his" stands for: the subject named before in the sentence, else in one of the two before."""
        for ordinal in range(tree.ordinal, tree.ordinal - 1 - BACK, -1):
            there = self.scene.by_ordinal.get(ordinal)
            if there is None or self.bodies.voice(there) != self.bodies.voice(tree):
                return None
            people = [
                m for m in self.scene.mentions.get(ordinal, ())
                if m.level == "named" and self.kind(m) == "person" and (ordinal < tree.ordinal or m.token_end <= token)
                and not _of_another(there, m.head)
            ]  # fmt: skip
            subjects = [m for m in people if there.rel(m.head) == "nsubj"]
            if people:
                return (subjects or people)[-1]
        return None

    def _pointed(self, tree: Tree, head: int) -> Party | None:
        """What "it" or "they" points back to: who says so, else whom the reader took it for, else a group before."""
        if tree.lower[head] == "them" and tree.rel(head) in ("obj", "iobj") and tree.lemma[tree.head[head]] in HANDLED:
            return None  # "Ankara supplied them": goods told of before
        speaker = self._speaker(tree, head)
        if speaker is not None and tree.lower[head] in MANY and tree.xpos[speaker.head] not in ("NNS", "NNPS"):
            return None  # "the agency says they": somebody else
        if speaker is not None:
            by_name = party(self.scene, speaker)
            known = by_name is not None and by_name.id is not None and speaker.level == "named"
            return by_name if known else self.bodies.short(tree, speaker.head) or by_name
        if tree.lower[head] == "it" and (led := self._spoken_for(tree, head)) is not None:
            return led
        verb = tree.head[head]
        if tree.rel(head) == "obj" and tree.rel(verb) == "conj" and tree.upos[tree.head[verb]] == "NOUN":
            for c in tree.kids(tree.head[verb], "nmod:poss", "nmod"):  # "is Y's ally and has supplied it with drones"
                whose = self.scene.heads.get((tree.ordinal, c))
                if whose is not None and whose.level == "named" and self.stands(whose):
                    return party(self.scene, whose)
        mention = self.scene.heads.get((tree.ordinal, head))
        if mention is not None:
            target, reference = self.scene.resolve(mention)
            if reference is not None and reference.actor_id is not None:
                return party(self.scene, target)
        if tree.lower[head] in MANY and self._crowd(tree):
            return None  # "they": the rioters told before
        own = self._clause_subject(tree, head)
        nouns = (i for i in range(head) if tree.upos[i] in ("NOUN", "PROPN") and i != own)
        before = [i for i in nouns if tree.rel(i) not in ("compound", "flat")]
        if tree.lower[head] in MANY:  # "they, the agency says, are under": not the agency
            before = [i for i in before if not (tree.rel(i) == "nsubj" and tree.rel(tree.head[i]) == "parataxis")]
        before.sort(key=lambda i: (tree.rel(i) not in ("nsubj", "obj"), i))
        for i in before:
            mention = self.scene.heads.get((tree.ordinal, i))
            named = mention is not None and mention.level == "named" and self.kind(mention) in ARMED
            if mention is not None and named and not self._is_outlet(mention):
                return party(self.scene, mention)
        return self.bodies.last(tree, band=tree.lower[head] in MANY)

    def _crowd(self, tree: Tree) -> bool:
        """Whether several without a name are the last ones told of before a sentence."""
        told = self.scene.mentions.get(tree.ordinal - 1, ())
        last = max((m for m in told if m.kind in ("group", "organisation")), key=lambda m: m.token_end, default=None)
        return last is not None and last.level == "nominal" and not self.is_known(last)

    def _is_outlet(self, mention: Mention) -> bool:
        """Whether a name is that of a paper or a station: "told the Chronicle that X no longer leads it"."""
        return not self.cues.outlets["name_word"].isdisjoint(mention.quote.split())

    def _speaker(self, tree: Tree, pronoun: int | None) -> Mention | None:
        """Who says a clause is "it" in it, where nothing else is known: "Paris denies that it feeds", "... that X
        works for it"."""
        if pronoun is None:
            return None
        clause = tree.head[pronoun]
        while clause >= 0 and tree.rel(clause) in ("conj", "xcomp", "obl", "nmod", "obj"):
            clause = tree.head[clause]
        own = tree.rel(pronoun) == "nsubj"
        if own and tree.lower[pronoun] == "them":
            return None  # "believes them to be": others
        if clause < 0 or tree.rel(clause) != "ccomp" or tree.head[clause] < 0:
            return None
        if not own and tree.kid(clause, "nsubj") is None:
            return None
        head = subject(tree, tree.head[clause])
        mention = self.scene.heads.get((tree.ordinal, head)) if head is not None and head < pronoun else None
        if mention is None or mention.level == "pronoun" or not self.stands(mention) or self._is_outlet(mention):
            return None
        if tree.lower[pronoun] == "it" and tree.xpos[mention.head] == "NNS":
            return None  # "police say it is led by": somebody else
        return mention if self.kind(mention) in COLLECTIVES | {"place"} else None

    def _teller(self, tree: Tree, token: int) -> int | None:
        """The head of who is told to say the clause that a token stands in."""
        clause = next((a for a in tree.ancestors(token) if tree.rel(a) == "ccomp"), None)
        return subject(tree, tree.head[clause]) if clause is not None and tree.head[clause] >= 0 else None

    def _spoken_for(self, tree: Tree, pronoun: int) -> Party | None:
        """The body that "it" is for whoever leads it: "X, its boss, says it takes money from nobody"."""
        teller = self._teller(tree, pronoun) if tree.rel(pronoun) == "nsubj" else None
        return self._body_of(tree, teller, self._led) if teller is not None else None

    def _his(self, tree: Tree, head: int) -> Party | None:
        """What "his country" or "her movement" is to whoever speaks: "an Emirati official said that his country"."""
        owned = any(tree.lower[c] in HIS for c in tree.kids(head, "nmod:poss"))
        sorts = (
            STATES
            if tree.lemma[head] in STATELY
            else ARMED
            if tree.lemma[head] in self.cues.relation_words["group"]
            else ()
        )
        teller = self._teller(tree, head) if owned and sorts else None
        if teller is None or teller > head:
            return None
        return self._named_within(tree, teller, frozenset(sorts)) or self._body_of(tree, teller, self._served)

    def _we(self, tree: Tree, head: int) -> Party | None:
        """Whom "we" takes in: the body that says so, or that of the person who does."""
        teller = self._teller(tree, head)
        if teller is None:
            return None
        led = self._body_of(tree, teller, self._led) or self._body_of(tree, teller, self._served)
        if led is None and self.sort(tree, teller) in COLLECTIVES:
            return self.at(tree, teller)
        office = any(cue.role for cue in self.cues.relation_nouns.get(tree.lemma[teller], ()))  # no "farmer in Kosovo"
        return self._named_within(tree, teller, COLLECTIVES) if led is None and office else led

    def _named_within(self, tree: Tree, head: int, sorts: frozenset[str]) -> Party | None:
        """The first named actor of a sort within the phrase of another: "an Emirati official"."""
        phrase = set(tree.subtree(head))
        near = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.head in phrase and m.head != head]
        first = next((m for m in near if m.level == "named" and self.kind(m) in sorts and self.stands(m)), None)
        return party(self.scene, first) if first is not None else None

    def _body_of(self, tree: Tree, head: int, bodies: dict[str, Party]) -> Party | None:
        """The body that the person at a token is told to lead or to serve."""
        mention = self.scene.heads.get((tree.ordinal, head))
        person = party(self.scene, mention) if mention is not None and self.kind(mention) == "person" else None
        return bodies.get(key(person)) if person is not None else None

    def _clause_subject(self, tree: Tree, token: int) -> int | None:
        """The subject of the verb that a token depends on."""
        up = tree.head[token]
        return next((c for c in tree.kids(up, "nsubj") if c < token), None) if up >= 0 else None

    def _apposed(self, tree: Tree, head: int) -> Mention | None:
        """Whom "a crew" describes where the tree lost it: "by Black Heron, it says, a crew that works for"."""
        article = next((c for c in tree.kids(head, "det") if tree.lower[c] in ("a", "an")), None)
        if tree.lemma[head] not in self.cues.relation_words["group"] or article is None or article < 3:
            return None
        if tree.rel(head) == "nsubj" and tree.head[head] < head and tree.words[article - 1] == ",":
            close = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_end == article - 1]
            near = next((m for m in close if m.level == "named" and m.kind in ARMED), None)
            if near is not None:  # "blamed X, a group that", read as a subject
                return near
        if tree.words[article - 1] != "," or tree.rel(head) == "appos":
            return None
        comma = next((k for k in range(article - 2, max(article - 8, 0), -1) if tree.words[k] == ","), None)
        if comma is None or not any(tree.upos[k] == "VERB" for k in range(comma, article)):
            return None
        ends = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.token_end == comma and m.level == "named"]
        return next((m for m in ends if m.kind in ACTORS), None)

    def _collectives(self, tree: Tree) -> list[Mention]:
        """Named organisations, groups and countries of a sentence in text order."""
        found = [
            m
            for m in self.scene.mentions.get(tree.ordinal, ())
            if self.is_known(m) and self.kind(m) in COLLECTIVES and self.scene.heads.get((tree.ordinal, m.head)) is m
        ]
        return sorted(found, key=lambda m: m.token_end)

    def is_known(self, m: Mention) -> bool:
        """Whether a mention names somebody, or the reader knows whom its noun is ("the Omani navy")."""
        reference = self.scene.reference.get(m.mention_id)
        return m.level == "named" or (m.level == "nominal" and reference is not None and reference.actor_id is not None)

    def _elsewhere(self, tree: Tree, head: int) -> Party | None:
        """The actor that the report calls by the same name somewhere else, where this once nobody knew it for one."""
        if tree.upos[head] != "PROPN":
            return None
        mention = self.scene.heads.get((tree.ordinal, head))
        return self.called(mention.quote if mention is not None else name_of(tree, head))

    def called(self, name: str, but: Mention | None = None) -> Party | None:
        """The actor that the report calls so somewhere: "pro-Russian" is one word, and no mention of its own."""
        held = self._by_name.get(_plain(name))
        if held is but:
            return None
        return party(self.scene, held) if held is not None else None

    @cached_property
    def _by_name(self) -> dict[str, Mention]:
        names: dict[str, Mention] = {}
        for mentions in self.scene.mentions.values():
            for m in mentions:
                reference = self.scene.reference.get(m.mention_id)
                if m.level == "named" and m.kind in ACTORS and reference is not None and reference.actor_id:
                    names.setdefault(_plain(m.quote), m)
        return names


def _of_another(tree: Tree, head: int) -> bool:
    """Whether a name is told as his whom the report speaks of: "his deputy, X"."""
    hosts = (head, tree.head[head]) if tree.rel(head) in ("appos", "flat") and tree.head[head] >= 0 else (head,)
    return any(tree.lower[c] in HIS for h in hosts for c in tree.kids(h, "nmod:poss"))


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ")


def _capital(tree: Tree, head: int) -> bool:
    """Whether a token heads a name: a proper noun, or a noun with a capital within its sentence."""
    return tree.upos[head] == "PROPN" or (head > 0 and tree.upos[head] == "NOUN" and tree.words[head][:1].isupper())
