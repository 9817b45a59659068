"""Short forms of bodies: "the mission" after "the EU observer mission", "the hackers" after "Black Heron, a crew of
hackers", "the group" after whichever was named last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from escalade.claims.parties import party
from escalade.claims.relations_predication import alias, described
from escalade.claims.scene import Scene
from escalade.claims.syntax import case_of
from escalade.model.codings import Party
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

FAR = 30  # sentences back that a noun of its own points
NEAR = 3  # sentences back that "the group" points
POINTS = frozenset({"the", "this", "that", "these", "those", "both"})
BANDS = frozenset(
    "group grouplet movement militia gang ring band outfit faction network cell rebel guerrilla hacker alliance "
    "coalition".split()
)
MEN = frozenset("rebel guerrilla hacker militant insurgent jihadist paramilitary".split())  # who are one body
PARTISAN = BANDS | MEN | {"party", "front", "cartel", "syndicate", "clan"}  # what no state calls its organs
FORCES = frozenset({"army", "navy", "military", "police"})  # of a state: no rebels are meant where only they are named
ORGANS = frozenset({"GOV", "LEG", "COP", "MIL", "JRN", "BUS", "JUD", "SPY"})
OFFICES = frozenset(
    "ministry army navy police presidency embassy treasury department secretariat government office agency".split()
)
MINISTRIES = frozenset({"ministry", "embassy", "department", "secretariat"})  # no army
PARTS = frozenset({"wing", "branch", "chapter", "faction", "cell", "unit"})  # nothing without what they are of
FIRMS = frozenset("company firm contractor society union league club association institute".split())
LEAGUES = frozenset({"IGO", "UNO", "JRN", "MED", "NGO"})
WRITTEN = ("NOUN", "PROPN")
OWNERS = ("compound", "amod", "nmod:poss", "nmod")


@dataclass(frozen=True, slots=True)
class Body:
    """A collective as one passage names it: the nouns that it is called by, whether its last name is one of them."""

    ordinal: int
    end: int
    party: Party
    nouns: frozenset[str]
    subject: bool


class Bodies:
    """The bodies of one report in text order."""

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self.scene, self.words, self._papers = scene, cues.relation_words, cues.outlets["name_word"]
        self._collective = self.words["body"] | self.words["group"]

    def short(self, tree: Tree, head: int) -> Party | None:
        """The body that a definite noun takes up; None where it takes up none."""
        if tree.upos[head] not in WRITTEN or not self._definite(tree, head):
            return None
        noun = tree.lemma[head].lower()
        before = [
            b for b in self._told
            if (b.ordinal < tree.ordinal or (b.ordinal == tree.ordinal and b.end <= head)) and self._heard(tree, b)
        ]  # fmt: skip
        told = {noun, *(tree.lemma[c].lower() for c in tree.kids(head, "amod", "compound"))}
        near = [b for b in before if tree.ordinal - b.ordinal <= FAR and told <= b.nouns]
        if near:
            return near[-1].party
        many = (
            tree.xpos[head] in ("NNS", "NNPS") and noun not in MEN
        )  # "the rebels" are one body, "the factions" several
        if noun not in self.words["group"] | MEN or many or len(told) > 1:
            return None  # "the oil companies", "the maritime militia"
        last = self.last(tree, head, band=noun in PARTISAN)
        other = last is not None and (not _official(last) or last.name.split()[-1].lower() in MINISTRIES)
        return None if noun in FORCES and other else last

    def last(self, tree: Tree, within: int | None = None, band: bool = False) -> Party | None:
        """The body named last before a sentence (or a token of it), by preference as a subject. band: no organ of a
        state, no outlet, no league of states."""
        before = [
            b for b in self._told
            if self._heard(tree, b)
            and not (band and (_official(b.party) or not self._papers.isdisjoint(b.party.name.split())))
            and (b.ordinal < tree.ordinal or (within is not None and b.ordinal == tree.ordinal and b.end <= within))
        ]  # fmt: skip
        if not before or tree.ordinal - before[-1].ordinal > NEAR:
            return None
        there = [b for b in before if b.ordinal == before[-1].ordinal]
        return ([b for b in there if b.subject] or there)[-1].party

    def phrase(self, tree: Tree, head: int, told: bool = False) -> Party | None:
        """A body that only its phrase names: "the EU observer mission", "French intelligence", "the Lake Office"."""
        if tree.upos[head] not in WRITTEN or tree.lemma[head].lower() not in self._collective:
            return None
        several = tree.xpos[head] == "NNS" and (tree.lemma[head] in OFFICES or tree.kid(head, "nummod") is not None)
        if several or self._is_some_firm(tree, head):
            return None  # "four Serbian-run offices", "three wings of X" are no one body
        named = [c for c in self._before(tree, head) if self._names(tree, c)]
        if not named and tree.lower[head] == "intelligence" and tree.lower[head - 1] in FORCES:
            named = [head - 1]  # of a state that the report does not name
        if not named and tree.lemma[head] == "ring":
            named = tree.kids(head, "compound")  # "a spy ring"
        if not named or (tree.lemma[head] in BANDS and all(tree.upos[c] == "ADJ" for c in named) and told):
            return None  # "Haitian gangs" are nobody that "the gang" takes up
        lo, _ = tree.phrase(head)
        while lo < head and (tree.rel(lo) in ("det", "case", "fixed") or tree.upos[lo] == "PUNCT"):
            lo += 1
        name = tree.name(lo, self._name_end(tree, head, named))
        return Party(None, name, (), name, None)

    def _is_some_firm(self, tree: Tree, head: int) -> bool:
        """ "A Novi Sad paint company" is nobody in particular."""
        return tree.lemma[head] in FIRMS and any(tree.lower[c] in ("a", "an") for c in tree.kids(head, "det"))

    def _name_end(self, tree: Tree, head: int, named: list[int]) -> int:
        """Where the name of a body ends: of a mere part behind the name of the whole, "a wing of X"."""
        whole = [c for c in named if c > head] if tree.lemma[head].lower() in PARTS else []
        here = [m for m in self.scene.mentions.get(tree.ordinal, ()) if m.level == "named"]
        return max((head + 1, *(m.token_end for m in here for c in whole if m.token_start <= c < m.token_end)))

    def _before(self, tree: Tree, head: int) -> Iterator[int]:
        for c in tree.kids(head, *OWNERS):
            if c < head or case_of(tree, c) == "of":
                yield c
                yield from (k for k in tree.kids(c, "amod", "compound", "nmod:poss") if k < head)

    def _names(self, tree: Tree, c: int) -> bool:
        mention = self.scene.heads.get((tree.ordinal, c))
        written = tree.upos[c] in ("PROPN", "ADJ", "NOUN") and tree.words[c][:1].isupper() and c > 0
        return written or (mention is not None and mention.level == "named")

    def _definite(self, tree: Tree, head: int) -> bool:
        """Whether a noun stands with an article that points, and with no name that says who it is."""
        pointing = any(tree.lower[c] in POINTS for c in tree.kids(head, "det"))
        saying = list(tree.kids(head, "nmod", "nmod:poss", "compound", "acl", "appos", "amod", "nummod"))
        return pointing and not any(self._says(tree, c) for c in saying)

    def _says(self, tree: Tree, c: int) -> bool:
        said = tree.rel(c) in ("acl", "nmod", "appos", "nummod") and case_of(tree, c) != "as"
        return said or self._names(tree, c)

    def _heard(self, tree: Tree, b: Body) -> bool:
        """Whether a body was told of in the same voice."""
        there = self.scene.by_ordinal.get(b.ordinal)
        return there is not None and self.voice(there) == self.voice(tree)

    def voice(self, tree: Tree) -> int:
        """The embedded quotation that a sentence stands in, -1 for the report itself."""
        segments, i = self.scene.document.segments, tree.row.segment
        return i if 0 <= i < len(segments) and segments[i].kind == "quotation" else -1

    @cached_property
    def _told(self) -> list[Body]:
        return [b for tree in self.scene.trees for b in self._of(tree)]

    def _of(self, tree: Tree) -> Iterator[Body]:
        """The bodies of a sentence by their full names or phrases, and the nouns for them."""
        found: list[Body] = []
        taken: set[int] = set()
        names: set[int] = set()
        for m in self.scene.mentions.get(tree.ordinal, ()):
            if m.level != "named" or self.scene.kind(m) not in ("organisation", "group"):
                continue
            if self.scene.heads.get((tree.ordinal, m.head)) is not m or not self._alone(tree, m.head):
                continue
            held = party(self.scene, m)
            names.add(m.head)
            if held is not None:
                taken.add(m.head)
                found.append(
                    Body(
                        tree.ordinal,
                        m.token_end,
                        held,
                        self._nouns(tree, m.token_start, m.head),
                        _subject(tree, m.head),
                    )
                )
        for i, lemma in enumerate(tree.lemma):
            if lemma.lower() not in self._collective:
                continue
            said = tree.rel(i) == "appos" and tree.head[i] in names  # "the Guard, the federation's own force"
            if i not in taken and not said and (held := self.phrase(tree, i, told=True)) is not None:
                lo = tree.phrase(i)[0]
                found.append(Body(tree.ordinal, i + 1, held, self._nouns(tree, lo, i), _subject(tree, i)))
        yield from sorted(found, key=lambda b: b.end)

    def _alone(self, tree: Tree, head: int) -> bool:
        """Whether a name is no owner or attribute of a longer phrase."""
        return tree.deprel[head] not in ("compound", "amod", "flat")

    def _nouns(self, tree: Tree, lo: int, head: int) -> frozenset[str]:
        """The nouns of a name or phrase and of what is said of it: "X, a crew of hackers" gives crew and hacker."""
        own = {tree.lemma[i].lower() for i in range(lo, head + 1) if tree.upos[i] in (*WRITTEN, "ADJ")}
        for n in (i for i in range(len(tree)) if tree.upos[i] == "NOUN" and i != head):
            if described(tree, n) == (head, False):
                own.add(tree.lemma[n].lower())
                own.update(tree.lemma[c].lower() for c in tree.kids(n, "nmod") if case_of(tree, c) == "of")
        return frozenset(own)


def _official(p: Party) -> bool:
    if p.name.lower().split()[-1] in OFFICES:
        return True
    state = p.id is not None and p.id in p.codes  # "the Americans"
    return state or any(code[3:6] in ORGANS or code[:3] in LEAGUES or code == "GOV" for code in p.codes)


def _subject(tree: Tree, head: int) -> bool:
    if tree.rel(head) == "nsubj" or tree.deprel[head] == "obl:agent":
        return True
    return any(tree.rel(n) == "nsubj" and alias(tree, n) == head for n in range(head))  # "the alliance, called X, ..."
