"""Relations that no rule reads and the encoder sees: "Omar Said, the iron hand of the Guard"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from escalade.claims.relations_parties import Parties, key
from escalade.claims.relations_tie import Tie, tie
from escalade.model.codings import Party
from escalade.model.readings import TieInkling
from escalade.model.tree import Tree

SURE = 0.9  # probability from which what the encoder sees is taken for stated
SO = 0.5  # from which it is taken for denied, or for left open
FORMER = frozenset("former ex onetime erstwhile once formerly previously".split())


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
        cue, doubted = tree.above(told.source, told.target), told.doubted >= SO
        if any(self._some_person(p) for p in (source, target)):
            return  # "the Guard's camp was run by a cousin of the minister"
        if any(tree.lower[c] in FORMER for i in _between(tree, told, cue) for c in tree.children[i]):
            return  # "X, the former leader of Y"
        for found in tie(self.scene, source, target, told.kind, cue, denied=told.denied >= SO):
            yield Tie(found.source, found.target, found.kind, cue, found.denied, doubted=doubted)

    def _some_person(self, p: Party | None) -> bool:
        """Whether a party is a person without a name."""
        mention = self.scene.mention.get(p.mention_id or "") if p is not None and p.id is None else None
        return mention is not None and mention.kind == "person" and mention.level != "named"


def _between(tree: Tree, told: TieInkling, cue: int) -> Iterator[int]:
    """The words that lead from both ends up to what they hang on in common."""
    yield cue
    for end in (told.source, told.target):
        yield from takewhile(lambda i: i != cue, (end, *tree.ancestors(end)))


def _pair(t: Tie) -> frozenset[str]:
    return frozenset((key(t.source), key(t.target)))
