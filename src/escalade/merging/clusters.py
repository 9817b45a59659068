"""Clusters from judgements: union-find that respects what was judged different, and does not chain weak pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from heapq import heapify, heappop, heappush

from escalade.merging.judgements import decided, is_person
from escalade.merging.pairs import LARGEST
from escalade.model.casebook import Judgement

ROUNDING = 1e-9


def clusters(
    members: Iterable[str],
    judgements: Iterable[Judgement],
    *,
    cohesion: float = 0.0,
    enough: int = LARGEST,
    outright: Collection[str] = (),
    leaning: Collection[str] = (),
    either: Collection[str] = (),
    last: Collection[str] = (),
) -> dict[str, str]:
    """Cluster id of every member, in the order of `members`; it is the cluster's first member in that order.

    Clusters that a pair judged the same ties are joined, those first that cohere most (ties by id), so the partition
    does not depend on any order. Two stay apart when a pair across them was judged different, or when the mean score of
    all pairs across them (pairs not judged count 0) is below `cohesion`: weak chains do not glue; what fits `enough`
    members of a large cluster need not fit the rest. What the rules in
    `outright` (values of `by`) call the same is joined before all else, whatever the cohesion, and counts once there.
    What the rules in `leaning` call the same is joined last, and only if one of the two is still alone, or in a cluster
    of which every member so leans on the other: it leans on the other and says nothing more. What the rules in `either`
    call the same counts as any pair does, and leans where that does not join; those in `last` lean after all others.
    A person's "same" comes first and counts once; only a person's "different" stops it.
    Judgements on things outside `members` do not count.
    """
    order = {member: i for i, member in enumerate(members)}
    held = {p: row for p, row in decided(judgements).items() if p[0] in order and p[1] in order}
    forest = _Forest(order, enough)
    persons, machine = _surest_first(held.values(), person=True), _surest_first(held.values(), person=False)
    forest.forbid_all(persons)
    for row in _same(persons):
        forest.join(row.left_id, row.right_id, once=True)
    forest.forbid_all(machine)
    for row in _same(machine, among=outright):
        forest.join(row.left_id, row.right_id, once=True)
    for row in machine:
        if row.verdict != "different":
            forest.support(row.left_id, row.right_id, row.score)
    forest.agglomerate(((r.left_id, r.right_id) for r in _same(machine, without=(*leaning, *last))), cohesion)
    _lean(forest, _same(machine, among=(*leaning, *either)))
    _lean(forest, _same(machine, among=last))
    first: dict[str, str] = {}
    for member in order:
        first.setdefault(forest.root(member), member)
    return {member: first[forest.root(member)] for member in order}


def _lean(forest: _Forest, rows: Sequence[Judgement]) -> None:
    """Join what is alone to what it leans on; then the clusters of which every member leans on one other cluster."""
    left = []
    for row in rows:
        if forest.alone(row.left_id) or forest.alone(row.right_id):
            forest.join(row.left_id, row.right_id)
        else:
            left.append(row)
    leaning: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in left:
        a, b = forest.root(row.left_id), forest.root(row.right_id)
        leaning[a, b].add(row.left_id)
        leaning[b, a].add(row.right_id)
    for (one, other), members in leaning.items():
        if forest.things(one) == len(members) and forest.root(one) == one:
            forest.join(one, other)


def _surest_first(rows: Iterable[Judgement], *, person: bool) -> list[Judgement]:
    return sorted((r for r in rows if is_person(r) is person), key=lambda r: (-r.score, r.left_id, r.right_id))


def _same(
    rows: Iterable[Judgement], *, among: Collection[str] | None = None, without: Collection[str] = ()
) -> list[Judgement]:
    """Rows that say "same" by the rules asked for."""
    return [r for r in rows if r.verdict == "same" and r.by not in without and (among is None or r.by in among)]


class _Forest:
    """Union-find with, for each root, which roots it must not join and the summed scores towards other roots."""

    def __init__(self, members: Iterable[str], enough: int) -> None:
        self._enough = enough
        self._parent = {m: m for m in members}
        self._size = dict.fromkeys(self._parent, 1)
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._towards: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    def root(self, member: str) -> str:
        while (parent := self._parent[member]) != member:
            self._parent[member] = member = self._parent[parent]
        return member

    def forbid_all(self, rows: Iterable[Judgement]) -> None:
        """Keep apart what is judged different."""
        for row in rows:
            if row.verdict == "different":
                self.forbid(row.left_id, row.right_id)

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

    def alone(self, member: str) -> bool:
        """Whether a member's cluster still counts as one thing."""
        return self._size[self.root(member)] == 1

    def things(self, member: str) -> int:
        """How many things a member's cluster counts as."""
        return self._size[self.root(member)]

    def join(self, left: str, right: str, *, once: bool = False) -> str | None:
        """Join two members' clusters unless they are one or must stay apart; `once`: they count as one thing.

        Returns the root of the new cluster, None if nothing was joined.
        """
        a, b = self.root(left), self.root(right)
        if a == b or b in self._apart[a]:
            return None
        small, large = sorted((self._size[a], self._size[b]))
        if (self._size[a], b) < (self._size[b], a):
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
        return a

    def agglomerate(self, pairs: Iterable[tuple[str, str]], cohesion: float) -> None:
        """Join the clusters that cohere most, again and again, among those that one of the pairs ties."""
        tied: dict[str, set[str]] = defaultdict(set)
        for left, right in pairs:
            tied[self.root(left)].add(self.root(right))
            tied[self.root(right)].add(self.root(left))
        queue = [(-self._mean(a, b), a, b) for a, others in tied.items() for b in others if a < b]
        heapify(queue)
        while queue:
            mean, a, b = heappop(queue)
            stale = self._parent[a] != a or self._parent[b] != b or mean != -self._mean(a, b)
            if stale or -mean < cohesion - ROUNDING:
                continue
            root = self.join(a, b)
            if root is None:
                continue
            gone = b if root == a else a
            for other in tied.pop(gone) - {root}:
                tied[other].discard(gone)
                tied[other].add(root)
                tied[root].add(other)
            tied[root].discard(gone)
            for other in tied[root]:
                heappush(queue, (-self._mean(root, other), min(root, other), max(root, other)))

    def _mean(self, a: str, b: str) -> float:
        """Mean score of all pairs across two clusters, given by their roots; of a large one as if it had `enough`."""
        one, other = self._size[a], self._size[b]
        pairs = one * min(other, self._enough) if one < other else other * min(one, self._enough)
        return round(self._towards[a].get(b, 0.0) / pairs, 9)
