"""Relations that attributes state: "Iranian-backed militias", "Iraqi-state-sponsored", "pro-Iran groups"."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.claims.parties import party
from escalade.claims.relations_arguments import HYPHENS
from escalade.claims.relations_parties import Parties
from escalade.claims.relations_tie import Tie, tie
from escalade.model.codings import Party
from escalade.model.tree import Tree

NOMINAL = ("NOUN", "PROPN")


def hyphened(tree: Tree, i: int) -> bool:
    """Whether a token is the latter part of a compound with a hyphen."""
    return i > 1 and tree.words[i - 1] in HYPHENS


class AttributeRelations:
    """Finds what the compound attributes of one report's sentences state."""

    def __init__(self, parties: Parties) -> None:
        self.parties, self.scene, self.cues = parties, parties.scene, parties.cues

    def of(self, tree: Tree, i: int) -> Iterator[Tie]:
        """The tie of an attribute, wherever the words are cut."""
        low = tree.lower[i]
        if low in self.cues.relation_prefixes:
            yield from self._prefixed(tree, i)
            return
        if "-" not in low and (i < 2 or tree.words[i - 1] not in HYPHENS):
            return
        first, dash, rest = low.partition("-")
        if dash and rest and first in self.cues.relation_prefixes:
            named = self.parties.called(rest)
            yield from tie(self.scene, self._modified(tree, i), named, self.cues.relation_prefixes[first].kind, i)
        else:
            yield from self._suffixed(tree, i, low.rpartition("-")[2] if dash else low)

    def _prefixed(self, tree: Tree, i: int) -> Iterator[Tie]:
        if i + 2 < len(tree) and tree.words[i + 1] in HYPHENS:
            other = self._ending(tree, i + 3) or self._ending(tree, i + 4)
            kind = self.cues.relation_prefixes[tree.lower[i]].kind
            yield from tie(self.scene, self._modified(tree, i + 2), other, kind, i)

    def _suffixed(self, tree: Tree, i: int, word: str) -> Iterator[Tie]:
        cue = self.cues.relation_suffixes.get(word)
        whole = tree.lower[i] != word
        if cue is None or not (whole or hyphened(tree, i)):
            return
        end = i + 1 if whole else i - 1
        if not whole and end >= 2 and tree.lower[end - 1] == "state" and tree.words[end - 2] in HYPHENS:
            end -= 2
        source, target = self._ending(tree, end), self._modified(tree, i)
        if cue.subject == "target":
            source, target = target, source
        yield from tie(self.scene, source, target, cue.kind, i)

    def _ending(self, tree: Tree, end: int) -> Party | None:
        """The actor whose name ends before the token."""
        here = [m for m in self.scene.mentions.get(tree.ordinal, ()) if self.parties.stands(m)]
        found = [m for m in here if m.token_end == end]
        best = min(found, key=lambda m: m.token_end - m.token_start, default=None)
        if best is None:
            best = next((m for m in here if m.head == end - 1), None)
        return party(self.scene, best) if best else None

    def _modified(self, tree: Tree, i: int) -> Party | None:
        """The actor that an attribute belongs to, by its name if it has one."""
        head = tree.head[i]
        for _ in range(3):
            if head < 0 or tree.upos[head] in NOMINAL:
                break
            head = tree.head[head]
        if head < 0 or tree.upos[head] not in NOMINAL:
            return None
        for c in (head, *tree.ancestors(head)):
            if tree.upos[c] not in NOMINAL or tree.rel(head) not in ("compound", "amod", "flat", "nmod"):
                break
            head = c if tree.rel(head) in ("compound", "amod", "flat") else head
        return self.parties.at(tree, head)
