"""From scores of word pairs to a dependency tree with one root (Chu-Liu/Edmonds)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER = np.float32(-1e9)


def is_tree(heads: list[int]) -> bool:
    """Whether 1-based `heads` (entry 0 is the root's own and ignored) form a tree with exactly one root."""
    if heads[1:].count(0) != 1:
        return False
    n = len(heads)
    state = [0] * n  # 0 unknown, 1 reaches the root, else on the path marked with its start
    state[0] = 1
    for start in range(1, n):
        mark, i = start + 1, start
        while state[i] == 0:
            state[i] = mark
            i = heads[i]
        if state[i] == mark:
            return False
        i = start
        while state[i] == mark:
            state[i] = 1
            i = heads[i]
    return True


def best_tree(scores: Scores) -> list[int]:
    """The best tree with one root: `scores` is [words + 1, words + 1], dependent by head, row 0 unused.

    Returns heads with entry 0 set to 0. The root is the word that gains most by being it.
    """
    n = scores.shape[0]
    if n <= 2:
        return [0] * n
    s = scores.astype(np.float32).copy()
    np.fill_diagonal(s, _NEVER)
    root = 1 + int((s[1:, 0] - s[1:, 1:].max(axis=1)).argmax())
    s[:, 0] = _NEVER
    s[root, :] = _NEVER
    s[root, 0] = 0
    return _edmonds(s)


def _edmonds(s: Scores) -> list[int]:
    heads = s.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if not cycle:
        return [int(h) for h in heads]
    inside = np.array(cycle)
    outside = np.array([i for i in range(len(s)) if i not in set(cycle)])
    kept = s[inside, heads[inside]]
    # Contract the cycle to one node, the last of the smaller graph.
    m = len(outside)
    small = np.full((m + 1, m + 1), _NEVER, dtype=np.float32)
    small[:m, :m] = s[np.ix_(outside, outside)]
    leaving = s[np.ix_(outside, inside)]
    small[:m, m] = leaving.max(axis=1)
    entering = s[np.ix_(inside, outside)] - kept[:, None]
    small[m, :m] = entering.max(axis=0)
    small[0, :] = _NEVER
    np.fill_diagonal(small, _NEVER)
    solved = _edmonds(small)
    result = heads.copy()
    for a in range(1, m):
        i, head = int(outside[a]), solved[a]
        result[i] = outside[head] if head < m else inside[int(leaving[a].argmax())]
    into = solved[m]
    broken = int(inside[int(entering[:, into].argmax())])
    result[broken] = outside[into]
    return [int(h) for h in result]


def _cycle(heads: list[int]) -> list[int]:
    """The members of one cycle, or nothing."""
    done = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        i = start
        while i not in done:
            done.add(i)
            path.append(i)
            i = heads[i]
        if i in path:
            return path[path.index(i) :]
    return []
