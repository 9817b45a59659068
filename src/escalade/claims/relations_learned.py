"""Relations that no rule reads and the encoder sees: "Omar Said, the iron hand of the Guard"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from escalade.claims.relations_nouns import FORMER
from escalade.claims.relations_parties import Parties, key
from escalade.claims.relations_tie import ONCE, Tie, some_person, tie
from escalade.model.readings import TieInkling
from escalade.model.tree import Tree

SURE = 0.9  # probability from which what the encoder sees is taken for stated
SO = 0.5  # from which it is taken for denied, or for left open
PAST = FORMER | ONCE


class LearnedRelations:
    """Makes ties of what was foretold of a report's sentences, where the rules tie none of the two."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene = parties, parties.scene

    def of(self, tree: Tree, stated: Sequence[Tie]) -> Iterator[Tie]:
        """The likeliest tie of any two parties of a sentence, likelier ones first; none of two that `stated` ties."""
        tied = {_pair(t) for t in stated}
        for told in sorted(self.scene.ties.get(tree.ordinal, ()), key=lambda t: (-t.probability, t.source, t.target)):
            for found in self._tie(tree, told) if told.probability >= SURE else ():
                if _pair(found) not in tied:
                    tied.add(_pair(found))
                    yield found

    def _tie(self, tree: Tree, told: TieInkling) -> Iterator[Tie]:
        source, target = self.parties.at(tree, told.source), self.parties.at(tree, told.target)
        cue = tree.above(told.source, told.target)
        if any(p is not None and some_person(self.scene, p) for p in (source, target)):
            return  # "the Guard's camp was run by a cousin of the minister"
        if any(tree.lower[c] in PAST for i in _between(tree, told, cue) for c in tree.children[i]):
            return  # "X, the former leader of Y"
        for found in tie(self.scene, source, target, told.kind, cue, denied=told.denied >= SO):
            yield replace(found, doubted=told.doubted >= SO)


def _between(tree: Tree, told: TieInkling, cue: int) -> Iterator[int]:
    """The words that lead from both ends up to what they hang on in common."""
    yield cue
    for end in (told.source, told.target):
        yield from takewhile(lambda i: i != cue, (end, *tree.ancestors(end)))


def _pair(t: Tie) -> frozenset[str]:
    return frozenset((key(t.source), key(t.target)))
