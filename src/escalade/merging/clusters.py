"""Clusters from judgements: union-find that respects what was judged different, and does not chain weak pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from escalade.merging.judgements import decided, is_person
from escalade.merging.pairs import LARGEST
from escalade.model.casebook import Judgement

CERTAIN = 1.0  # score from which two things count as one when cohesion is measured


def clusters(members: Iterable[str], judgements: Iterable[Judgement], *, cohesion: float = 0.0) -> dict[str, str]:
    """Cluster id of every member, in the order of `members`; it is the cluster's first member in that order.

    Pairs judged the same are joined, surest first (ties by id), so the partition does not depend on any order. Two
    clusters stay apart when a pair across them was judged different, or when the mean score of all pairs across them
    (pairs not judged count 0) is below `cohesion`: chains of weak pairs do not glue clusters. Things that are the same
    with score 1, or by a person, count once there. A person's "same" is joined first and only another person's
    "different" stops it. Judgements on things outside `members` do not count.
    """
    order = {member: i for i, member in enumerate(members)}
    held = {p: row for p, row in decided(judgements).items() if p[0] in order and p[1] in order}
    forest = _Forest(order)
    for row in _surest_first(held.values(), person=True):
        if row.verdict == "different":
            forest.forbid(row.left_id, row.right_id)
    for row in _surest_first(held.values(), person=True):
        if row.verdict == "same":
            forest.join(row.left_id, row.right_id, once=True)
    machine = _surest_first(held.values(), person=False)
    for row in machine:
        if row.verdict == "different":
            forest.forbid(row.left_id, row.right_id)
    for row in machine:
        if row.verdict == "same" and row.score >= CERTAIN:
            forest.join(row.left_id, row.right_id, once=True)
    for row in machine:
        if row.verdict != "different":
            forest.support(row.left_id, row.right_id, row.score)
    for row in machine:
        if row.verdict == "same":
            forest.join(row.left_id, row.right_id, cohesion)
    first: dict[str, str] = {}
    for member in order:
        first.setdefault(forest.root(member), member)
    return {member: first[forest.root(member)] for member in order}


def _surest_first(rows: Iterable[Judgement], *, person: bool) -> list[Judgement]:
    return sorted((r for r in rows if is_person(r) is person), key=lambda r: (-r.score, r.left_id, r.right_id))


class _Forest:
    """Union-find with, for each root, which roots it must not join and the summed scores towards other roots."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {m: m for m in members}
        self._size = dict.fromkeys(self._parent, 1)
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._towards: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    def root(self, member: str) -> str:
        while (parent := self._parent[member]) != member:
            self._parent[member] = member = self._parent[parent]
        return member

    def forbid(self, left: str, right: str) -> None:
        """Keep two members apart; no effect when they are one already (a person joined them)."""
        a, b = self.root(left), self.root(right)
        if a != b:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def support(self, left: str, right: str, score: float) -> None:
        a, b = self.root(left), self.root(right)
        if a != b:
            self._towards[a][b] += score
            self._towards[b][a] += score

    def join(self, left: str, right: str, cohesion: float = 0.0, *, once: bool = False) -> None:
        """Join two members' clusters unless they must stay apart or cohere too little; `once`: they count as one."""
        a, b = self.root(left), self.root(right)
        if a == b or b in self._apart[a]:
            return
        small, large = sorted((self._size[a], self._size[b]))
        mean = self._towards[a][b] / (small * min(large, LARGEST))
        if mean < cohesion - 1e-9:
            return
        if (self._size[a], a) < (self._size[b], b):
            a, b = b, a
        self._parent[b] = a
        self._size[a] = large if once else small + large
        del self._size[b]
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)
        for other, total in self._towards.pop(b, {}).items():
            self._towards[other].pop(b, None)
            if other != a:
                self._towards[other][a] += total
                self._towards[a][other] += total
