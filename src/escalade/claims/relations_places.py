"""Relations that a preposition states: "X is behind the militia", "X is inside NATO", "X is with Y and against Z"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.relations_arguments import negated
from escalade.claims.relations_parties import ARMED, COLLECTIVES, Parties
from escalade.claims.relations_tie import Tie, tie
from escalade.claims.syntax import case_of, subject
from escalade.model.tree import Tree

STANDS = frozenset({"be", "stand", "lie"})
HANDS = frozenset({"hand", "money", "power", "force", "brain"})
GUISES = frozenset({"flag", "name", "banner", "label", "guise"})
SIDES = {"with": "allied_with", "against": "opposes"}
INSIDE = frozenset({"in", "inside", "within"})
ANOTHER = frozenset({"another", "different", "new", "other"})


class PlaceRelations:
    """Finds what one report says of where bodies stand to each other."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene = parties, parties.scene

    def of(self, tree: Tree, i: int) -> Iterator[Tie]:
        """The ties of a noun by the preposition before it."""
        for read in (self._behind, self._under, self._inside, self._beside, self._masked):
            yield from read(tree, i)

    def _behind(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "X is behind the militia", "sees X's hand behind the militia"."""
        if case_of(tree, i) != "behind" or not self.parties.is_armed(tree, i):
            return
        up = tree.head[i]
        doer = subject(tree, i, inherit=False) if tree.kid(i, "cop") is not None else None
        if doer is None and up >= 0 and tree.lemma[up] in HANDS:
            doer = next(iter(tree.kids(up, "nmod:poss", "amod")), None)
        elif doer is None and up >= 0 and tree.lemma[up] in STANDS:  # also "behind the militia stands X"
            doer = next((c for c in tree.kids(up, "nsubj", "obj") if c != i), None)
        denied = negated(tree, i, up if up >= 0 else None)
        yield from tie(self.scene, self.parties.at(tree, doer), self.parties.at(tree, i), "sponsors", i, denied)

    def _under(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "The brigade is nominally under the ministry": one body below another."""
        below = None
        if case_of(tree, i) == "under":  # also "X, a militia under the ministry"
            beside = tree.head[i] if tree.rel(i) == "nmod" else None
            below = subject(tree, i, inherit=False) if tree.kid(i, "cop") is not None else beside
        if below is not None and all(self.parties.is_armed(tree, t) for t in (below, i)):
            pair = self.parties.at(tree, below), self.parties.at(tree, i)
            yield from tie(self.scene, *pair, "serves", i, negated(tree, i))

    def _beside(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "The front is with the FDLR and against the M23": allies and foes of a state or body."""
        kind = SIDES.get(case_of(tree, i))
        root = tree.head[i] if tree.rel(i) == "conj" else i
        if kind is None or tree.kid(root, "cop") is None or not self._is_body(tree, i):
            return
        first = subject(tree, root, inherit=False)
        if first is not None and self._is_body(tree, first):
            pair = self.parties.at(tree, first), self.parties.at(tree, i)
            yield from tie(self.scene, *pair, kind, i, negated(tree, i))

    def _inside(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "Montenegro has been inside NATO since 2017": a state or body within a named body."""
        if case_of(tree, i) not in INSIDE or tree.kid(i, "cop") is None or not self._collective(tree, i):
            return
        first, whole = subject(tree, i, inherit=False), self.scene.heads[tree.ordinal, i]
        if first is not None and self.parties.kind(whole) in ARMED and self._is_body(tree, first):
            pair = self.parties.at(tree, first), self.parties.at(tree, i)
            yield from tie(self.scene, *pair, "part_of", i, negated(tree, i))

    def _is_body(self, tree: Tree, head: int) -> bool:
        mention = self.parties.mention(tree, head)
        return (
            mention is not None and mention.level == "named" and self.parties.kind(mention) in COLLECTIVES | {"place"}
        )

    def _masked(self, tree: Tree, i: int) -> Iterator[Tie]:
        """ "The brigade is the Army under another flag", "X is Y by another name"."""
        whole = tree.head[i]
        if tree.lemma[i] not in GUISES or case_of(tree, i) not in ("under", "by") or whole < 0:
            return
        other = any(tree.lower[c] in ANOTHER for c in tree.kids(i, "det", "amod"))
        part = subject(tree, whole, inherit=False) if other and tree.kid(whole, "cop") is not None else None
        if part is not None and all(self.parties.is_armed(tree, t) for t in (part, whole)):
            pair = self.parties.at(tree, part), self.parties.at(tree, whole)
            yield from tie(self.scene, *pair, "part_of", whole, negated(tree, whole))

    def _collective(self, tree: Tree, i: int) -> bool:
        mention = self.scene.heads.get((tree.ordinal, i))
        return mention is not None and mention.level == "named" and self.parties.kind(mention) in COLLECTIVES
