"""Relations that nouns state: "a proxy of X", "X's ally Y", "under X's thumb", "at war with X"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.relations_arguments import ENDS, HYPHENS, negated, oblique, possessors
from escalade.claims.relations_parties import ARMED, COLLECTIVES, HIS, Parties
from escalade.claims.relations_predication import FINDS, Said, alias, described
from escalade.claims.relations_tie import Tie, tie
from escalade.claims.syntax import agent_of, case_of, is_passive, subject
from escalade.model.codings import Party
from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.vocab.cues import RelationCue

OF = ("of", "for", "within", "to")
USES = frozenset({"use", "employ", "treat", "exploit", "keep"})
LEAGUES = frozenset("alliance coalition federation confederation league umbrella union front bloc".split())
DONE = frozenset("kill shoot murder assassinate arrest detain jail release free execute burn bomb attack".split())
FORMER = frozenset({"former", "erstwhile", "one-time", "onetime", "ex", "ex-"})
HOLDS = frozenset({"have", "keep", "hold", "get", "put", "place"})  # somebody in one's pay, on a leash
FIELDS = frozenset({"have", "field", "boast", "count", "comprise", "include", "number"})  # its parts


class NounRelations:
    """Finds what the nouns of one report's sentences state."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene = parties, parties.scene

    def of(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "X is a proxy of Y", "X, part of Y", "Y's ally X", "calls X an arm of Y", "X and Y are foes"."""
        if (cue.needs and tree.lower[n - 1] not in cue.needs) or (cue.mutual and self._is_crowd(tree, n)):
            return
        if cue.within and (case_of(tree, n) not in cue.within or tree.words[n - 1] in HYPHENS):
            return  # also "the second-in-command of X"
        if cue.pairs:
            yield from self._pairs(tree, n, cue)
            return
        other = self._complement(tree, n, cue)
        if (held := self._held(tree, n, cue)) is not None:
            holder = other if self._is_owned(tree, n) else held[1]
            yield from tie(self.scene, held[0], holder, cue.kind, n, negated(tree, n))
            return
        other = other or self._taker(tree, n, cue)
        if other is None:
            yield from self._mutual(tree, n, cue)
            return
        this, denied = self._said_of(tree, n, cue)
        for host in self._all_hosts(tree, n, this, cue):
            yield from self._tied(tree, n, cue, host, other, denied or negated(tree, n))

    def _taker(self, tree: Tree, n: int, cue: RelationCue) -> Party | None:
        """The actor that a noun takes by what its clause says: "Y has four wings", "uses Y as a proxy"."""
        if cue.kind == "part_of":
            return self._whole(tree, n)
        up = tree.head[n]
        uses = cue.kind == "serves" and up >= 0 and tree.lemma[up] in USES  # "X uses Y as a proxy"
        found = tree.rel(n) == "obj" and tree.lemma[up] in FINDS  # "X has found a patron in Y"
        return self.parties.at(tree, subject(tree, up)) if uses or found else None

    def _said_of(self, tree: Tree, n: int, cue: RelationCue) -> Said:
        """Head of whom a noun is said, and whether that is denied."""
        this, denied = self._under(tree, n) if cue.within else described(tree, n)
        if cue.kind == "part_of" and tree.rel(n) == "obj" and tree.lemma[tree.head[n]] in FIELDS:
            this = tree.kid(n, "appos")  # "has four wings, among them X", not "has members in X"
        if this is None and cue.needs and tree.head[n] == n - 1:
            this = tree.kid(tree.head[n - 1], "obj") if tree.head[n - 1] >= 0 else None  # "calls them hired hands"
        if this is None and not cue.within:
            this = alias(tree, n)  # "whose armed wing is known as X"
        return this, denied

    def _all_hosts(self, tree: Tree, n: int, this: int | None, cue: RelationCue) -> list[Party]:
        """As `_hosts`, without names of the whole, and by the nearest body where the tree lost it."""
        hosts = self._hosts(tree, n, this, cue)
        if (
            cue.kind == "part_of"
            and this is not None
            and _names_whole(tree, n, this)
            and not self._instances(tree, this)
        ):
            return []
        if cue.kind == "part_of" and tree.rel(n) == "appos" and any(self._is_person(h) for h in hosts):
            near = self.parties.close(tree, n)
            hosts = [near] if near is not None else hosts
        if not hosts and this is not None and case_of(tree, n) == "as":  # "flies missions as part of X"
            hosts = self._hosts(tree, n, subject(tree, tree.head[n]), cue)
        return hosts

    def _tied(self, tree: Tree, n: int, cue: RelationCue, host: Party, other: Party, denied: bool) -> Iterator[Tie]:
        """The tie of one host to the actor that the noun takes."""
        person, ended = self._is_person(other), _once(tree, n)
        if tree.lemma[n] in ("army", "militia") and person:  # "had been his private army"
            yield from tie(self.scene, other, host, "leads", n, denied, ended)
            return
        kin = tree.lemma[n] == "brother" and (self._is_person(host) or person)
        if kin or (cue.kind == "part_of" and person):
            return  # also "X's Fourth Division"
        owned = (
            cue.kind == "leads" and cue.within and tree.kid(n, "nmod:poss") is not None
        )  # "the agency in his charge"
        source, target = (other, host) if cue.over or owned else (host, other)
        if cue.kind != "leads" or (self._is_person(source) and not self._is_person(target)):
            kind = self._kind(tree.lemma[n], host, other, cue)
            yield from tie(self.scene, source, target, kind, n, denied, ended)

    def _held(self, tree: Tree, n: int, cue: RelationCue) -> tuple[Party, Party] | None:
        """Whom somebody has in his pay, and who has him: "has X in its pay", "keeps X on a short leash"."""
        up = tree.head[n]
        if not cue.within or cue.kind != "serves" or up < 0 or tree.rel(n) != "obl" or tree.lemma[up] not in HOLDS:
            return None
        held, holder = self.parties.at(tree, tree.kid(up, "obj")), self.parties.at(tree, subject(tree, up))
        return (held, holder) if held is not None and holder is not None else None

    def _is_owned(self, tree: Tree, n: int) -> bool:
        """Whether a noun tells whose it is by a name: "puts X in the pay of Y", not "has X in its pay"."""
        owners = (c for c in tree.kids(n, "nmod", "nmod:poss") if case_of(tree, c) in (*OF, "'s", "’s", "'", "’"))
        return any(tree.upos[c] != "PRON" for c in owners)

    def _whole(self, tree: Tree, n: int) -> Party | None:
        """Of whom something is a part where the noun does not say: "Y has four wings, among them X"; of "X is not a
        member" the league named before."""
        up = tree.head[n]
        if up >= 0 and tree.rel(n) == "obj" and tree.lemma[up] in FIELDS:
            return self.parties.at(tree, subject(tree, up))
        bare = tree.kid(n, "cop") is not None and tree.kid(n, "nmod", "compound", "amod", "acl") is None
        return self.parties.bodies.last(tree) if bare and tree.lemma[n] == "member" else None

    def _is_crowd(self, tree: Tree, n: int) -> bool:
        """Whether those whom a noun takes are people and no body: "a friend of the poor", "an enemy of the people"."""
        words = self.parties.cues.relation_words
        bodies = words["group"] | words["member"] | words["body"]
        people = (c for c in tree.kids(n, "nmod") if case_of(tree, c) == "of" and tree.upos[c] != "PROPN")
        said = [self.scene.heads.get((tree.ordinal, c)) for c in people if tree.lemma[c] not in bodies]
        return any(m is not None and m.kind == "group" and not self.parties.is_known(m) for m in said)

    def _is_person(self, p: Party) -> bool:
        mention = self.scene.mention.get(p.mention_id or "")
        return mention is not None and self.parties.kind(mention) == "person"

    def _kind(self, noun: str, host: Party, other: Party, cue: RelationCue) -> str:
        """The kind of the cue, or that which it has towards a state: an arm of Hamas is part of it, of Iran serves it.

        A person who is a member of a group serves it.
        """
        member = self.scene.mention.get(host.mention_id or "")
        if noun == "member" and member is not None and self.parties.kind(member) == "person":
            return "serves"
        mention = self.scene.mention.get(other.mention_id or "")
        if cue.persons and self._is_person(host) and mention is not None and self.parties.kind(mention) in ARMED:
            return cue.persons
        state = mention is not None and self.parties.kind(mention) not in ARMED
        return cue.states if cue.states and state else cue.kind

    def _hosts(self, tree: Tree, n: int, this: int | None, cue: RelationCue) -> list[Party]:
        """Who is said to be so; with nobody named, whom the noun itself stands for ("X's proxies fired")."""
        if this is not None:
            heads = [this, *(c for c in tree.kids(this, "conj") if tree.upos[c] in ("NOUN", "PROPN"))]
            return [p for h in heads if h != n and (p := self.parties.named(tree, h)) is not None]
        capital = next(
            (c for c in tree.kids(n, "nmod") if case_of(tree, c) == "in" and self._is_capital(tree, c)), None
        )
        if cue.kind == "sponsors" and capital is not None:  # "Hezbollah's paymasters in Tehran"
            found = self.parties.at(tree, capital)
            return [found] if found is not None else []
        members = [k for c in tree.kids(n, "nmod", "acl", "appos") for k in self._instances(tree, c)]
        if members:
            return [p for h in members if (p := self.parties.at(tree, h)) is not None]
        if cue.kind == "part_of":
            return self._unit(tree, n)
        if cue.kind == "sponsors" or cue.stands:  # "Y's Xian backers", "Y's Xian allies", "X's Y proxies"
            for c in tree.kids(n, "compound", "amod"):
                mention = self.scene.heads.get((tree.ordinal, c))
                sorts = ARMED if cue.kind == "serves" else COLLECTIVES
                if mention is not None and mention.level == "named" and self.parties.kind(mention) in sorts:
                    found = self.parties.at(tree, c)
                    return [found] if found is not None else []
        return self._itself(tree, n, cue) if cue.stands else []

    def _is_capital(self, tree: Tree, c: int) -> bool:
        """Whether a token heads a place whose name stands for a state."""
        said = self.scene.heads.get((tree.ordinal, c))
        return said is not None and said.kind == "place" and said.level == "named" and self.parties.stands(said)

    def _instances(self, tree: Tree, c: int) -> list[int]:
        """ "Proxies such as X", "proxies, including X and Y", "the units, among them X"."""
        marks = {tree.lower[k] for k in tree.subtree(c) if k < c}
        listed = marks & {"including", "such", "like", "among"} or case_of(tree, c) in ("including", "like")
        return [h for h in tree.conjuncts(c) if tree.upos[h] == "PROPN"] if listed else []

    def _itself(self, tree: Tree, n: int, cue: RelationCue) -> list[Party]:
        """The group that the noun stands for, by the name behind it: "X's proxies in the north, the Y Front"."""
        behind = [a for c in tree.kids(n, "nmod") for a in tree.kids(c, "appos") if self._collective(tree, a)]
        mention = self.scene.heads.get((tree.ordinal, n))
        alone = cue.kind == "serves" and mention is not None and self.parties.kind(mention) in ARMED
        own = self.parties.at(tree, behind[0] if behind else n) if behind or alone else None
        return [own] if own is not None else []

    def _collective(self, tree: Tree, i: int) -> bool:
        mention = self.scene.heads.get((tree.ordinal, i))
        return mention is not None and mention.level == "named" and self.parties.kind(mention) in COLLECTIVES

    def _unit(self, tree: Tree, n: int) -> list[Party]:
        """A unit named with what it belongs to: "the Fifth Battalion of X", "X's Fifth Battalion"."""
        before = tree.kids(n, "compound", "amod", "flat", "nummod")
        words = [c for c in before if c < n and (tree.words[c][:1].isupper() or tree.words[c][:1].isdigit())]
        mention = self.scene.heads.get((tree.ordinal, n))
        if not tree.words[n][:1].isupper() or not words or mention is None or mention.level != "named":
            return []
        others = [c for c in tree.kids(n, "nmod", "nmod:poss") if case_of(tree, c) in ("of", "'s", "’s", "'", "’")]
        bodies = [c for c in others if self.parties.sort(tree, c) != "person"]
        if not any(self.parties.is_armed(tree, c) or self.parties.named(tree, c) is not None for c in bodies):
            return []
        name = tree.name(min(words), n + 1)
        whole = mention.token_start < min(words) - 1 or mention.token_end > n + 1
        own = self.parties.by_name(name, mention) if whole else self.parties.at(tree, n)
        ids = {p.id for c in others if (p := self.parties.at(tree, c)) is not None}
        if own is not None and own.id is not None and own.id in ids:  # a brigade taken for its army
            own = Party(None, name, (), name, mention.mention_id)
        return [own] if own is not None else []

    # -- who is said to be so -----------------------------------------------------------------------------------------

    def _mutual(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """Two that are said to be each other's: "A and B have been enemies since 2020"."""
        if not cue.mutual:
            return
        apposed = tree.rel(n) == "appos" and tree.lower[n] != tree.lemma[n]  # "A and B, allies since 2024"
        sworn = tree.head[n] if tree.rel(n) == "obj" and tree.lower[tree.head[n]] == "sworn" else n
        first = described(tree, n)[0] if sworn == n or apposed else subject(tree, sworn, inherit=False)
        if first is None and cue.within and tree.rel(n) == "obl":  # "are at daggers drawn"
            first = subject(tree, tree.head[n])
        if first is None:
            return
        if two := self.parties.two(tree, first):
            yield from tie(self.scene, *two, cue.kind, n, negated(tree, n))
            return
        heads = [first, *(c for c in self.parties.joined(tree, first) if c != n)]
        pairs = [(a, b) for i, a in enumerate(heads) for b in heads[i + 1 :]]
        for a, b in pairs:
            yield from tie(
                self.scene, self.parties.at(tree, a), self.parties.at(tree, b), cue.kind, n, negated(tree, n)
            )

    def _pairs(self, tree: Tree, n: int, cue: RelationCue) -> Iterator[Tie]:
        """ "The pact between A and B", "there is no link between A and B"."""
        first = oblique(tree, n, ("between",), tree.head[n] if tree.head[n] >= 0 else None)
        others = tree.kids(first, "conj") if first is not None else []
        if first is None:  # "X's alliance with Y", "the feud of X with Y", "the marriage of X and Y"
            first = next(
                (c for c in (*tree.kids(n, "nmod:poss"), *tree.kids(n, "nmod")) if case_of(tree, c) in ENDS), None
            )
            with_ = oblique(tree, n, ("with",), first)
            others = [with_] if with_ is not None else tree.kids(first, "conj") if first is not None else []
        for second in others if first is not None else ():
            if not cue.targets or self.parties.is_armed(tree, first) or self.parties.is_armed(tree, second):
                pair = self.parties.at(tree, first), self.parties.at(tree, second)
                yield from tie(self.scene, *pair, cue.kind, n, negated(tree, n))

    def members(self, tree: Tree, n: int) -> Iterator[Tie]:
        """ "X, an alliance of A, B and C", "X is a coalition of A and B": each is part of it."""
        if tree.lemma[n] not in LEAGUES or tree.upos[n] != "NOUN":
            return
        whole, denied = described(tree, n)
        if whole is None:
            return
        listed = [c for c in tree.kids(n, "nmod") if case_of(tree, c) in ("of", "between")]
        for c in (k for h in listed for k in (*tree.conjuncts(h), *tree.kids(h, "appos"))):
            if self._collective(tree, c):
                pair = self.parties.at(tree, c), self.parties.at(tree, whole)
                yield from tie(self.scene, *pair, "part_of", n, denied or negated(tree, n))

    def _under(self, tree: Tree, n: int) -> tuple[int | None, bool]:
        """Who is under somebody's thumb: what the phrase is beside, or the subject of its verb; and denial."""
        up = tree.head[n]
        if up < 0 and tree.kid(n, "nsubj") is not None:
            return tree.kid(n, "nsubj"), negated(tree, n)
        own = subject(tree, n, inherit=False) if tree.kid(n, "cop") is not None else None
        if own is not None or up < 0:
            return own, False
        if tree.rel(n) == "nmod":
            return up, False
        if is_passive(tree, up) and tree.lemma[up] in DONE:
            return None, False  # "was killed on X's orders"
        return subject(tree, up), negated(tree, up)

    def _complement(self, tree: Tree, n: int, cue: RelationCue) -> Party | None:
        """The actor that a noun takes: "of Y", "Y's", "an Iranian arm", "its proxy"."""
        found = self._behind(tree, n, cue)
        if found is not None or (cue.prep and "of" not in cue.prep):
            return found  # "at war with X", but not "in X's war"
        return self._owner(tree, n) or self._before(tree, n, cue)

    def _behind(self, tree: Tree, n: int, cue: RelationCue) -> Party | None:
        """ "A unit in the 128th Brigade", "a mask worn by Y", "a proxy of Y", "at daggers drawn with Y"."""
        for c in tree.kids(n, "nmod") if cue.kind == "part_of" and not cue.within else ():
            if case_of(tree, c) == "in" and self._collective(tree, c) and self.parties.is_armed(tree, c):
                return self.parties.at(tree, c)
        worn = [a for c in tree.kids(n, "acl") if (a := agent_of(tree, c)) is not None and cue.kind == "serves"]
        if worn and not cue.prep and (found := self.parties.at(tree, worn[0])) is not None:
            return found
        near = tree.kids(n, "nmod", *(("obl",) if cue.prep else ()))
        near += tree.kids(tree.head[n], "obl") if cue.within and cue.prep and tree.rel(n) == "obl" else []
        for c in near:
            if tree.deprel[c] != "nmod:poss" and case_of(tree, c) in (cue.prep or OF):
                which = tree.lower[c] == "which" and tree.deprel[n] == "acl:relcl"  # "Y, of which X is a part"
                if (found := self.parties.at(tree, tree.head[n] if which else c)) is not None:
                    return found
        return None

    def _owner(self, tree: Tree, n: int) -> Party | None:
        """ "Y's proxy", "its proxy", "Y, whose proxy"."""
        for c in possessors(tree, n)[::-1]:
            if tree.lower[c] == "whose" and (whose := self.parties.owner(tree, c)) is not None:
                return whose
            its = tree.lower[c] in ("its", "their")
            found = self.parties.possessor(tree, c, described(tree, n)[0]) if its else self._whose(tree, c)
            if found is not None:
                return found
        return None

    def _before(self, tree: Tree, n: int, cue: RelationCue) -> Party | None:
        """ "An Iranian arm", "the Hamas wing"."""
        before = tree.kids(n, "compound", "amod")
        for c in (*before, *(k for b in before for k in tree.kids(b, "amod", "compound"))):
            mention = self.scene.heads.get((tree.ordinal, c))
            if c + 1 < n and tree.words[c + 1] in HYPHENS:
                continue  # "a Turkish-backed brigade"
            if mention is None or c > n or not (mention.kind in COLLECTIVES or self.parties.stands(mention)):
                continue
            belief = tree.upos[c] == "ADJ" or tree.lower[c].endswith("ist")
            if belief and mention.kind in ARMED and not self._is_listed(mention):
                continue  # "a Salafist unit"
            if c in before and cue.kind == "part_of" and not cue.states and self.parties.kind(mention) == "country":
                continue  # "an Egyptian frigate"
            if not (cue.stands and self.parties.kind(mention) in ARMED):
                return self.parties.at(tree, c)
        return None

    def _is_listed(self, mention: Mention) -> bool:
        reference = self.scene.reference.get(mention.mention_id)
        return reference is not None and reference.basis != "text"

    def _whose(self, tree: Tree, c: int) -> Party | None:
        return self.parties.holder(tree, c) if tree.lower[c] in HIS else self.parties.at(tree, c)


def _names_whole(tree: Tree, n: int, name: int) -> bool:
    """Whether the one name behind several is that of the whole: "members of a small faction, the Brigade"."""
    single = tree.kid(name, "conj") is None and tree.xpos[name] != "NNPS"
    return tree.xpos[n] == "NNS" and tree.rel(name) == "appos" and tree.head[name] == n and single


def _once(tree: Tree, n: int) -> bool:
    """ "A former ally": what held before."""
    return any(tree.lower[c] in FORMER for c in tree.kids(n, "amod", "advmod", "compound"))
