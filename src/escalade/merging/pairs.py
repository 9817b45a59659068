"""Candidate pairs: only what shares a key is compared."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

LARGEST = 200  # members of one block that are all compared with one another
Indices = NDArray[np.int64]


def candidates(keys: Mapping[str, Iterable[Hashable]], *, largest: int = LARGEST) -> list[tuple[str, str]]:
    """Pairs of members that share a key, each once, ids in order, sorted.

    `keys` gives each member its blocking keys. In a block of more than `largest` members each is compared with the
    next `largest` in the mapping's order only, so that work stays near-linear: give near members near one another.
    """
    members = list(keys)
    left, right = candidate_indices(keys.values(), largest=largest)
    pairs = ((members[i], members[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True))
    return sorted((a, b) if a < b else (b, a) for a, b in pairs)


def candidate_indices(keys: Iterable[Iterable[Hashable]], *, largest: int = LARGEST) -> tuple[Indices, Indices]:
    """As `candidates`, for members that are known by their position: indices (left, right), left < right, sorted."""
    numbers: dict[Hashable, int] = {}
    owner, key = [], []
    for member, own in enumerate(keys):
        for one in dict.fromkeys(own):
            owner.append(member)
            key.append(numbers.setdefault(one, len(numbers)))
    owners, blocks = np.array(owner, dtype=np.int64), np.array(key, dtype=np.int64)
    order = np.argsort(blocks, kind="stable")
    owners, blocks = owners[order], blocks[order]
    size = int(owners.max(initial=0)) + 1
    found: list[Indices] = []
    for step in range(1, min(largest, len(owners) - 1) + 1):
        alike = blocks[:-step] == blocks[step:]
        if not alike.any():
            break
        found.append(owners[:-step][alike] * size + owners[step:][alike])
    codes = distinct(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return codes // size, codes % size


def distinct(codes: Indices) -> Indices:
    """The sorted distinct numbers: as np.unique, which hashes and takes five times as long on millions."""
    codes = np.sort(codes)
    found: Indices = codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes
    return found


def components(size: int, left: Indices, right: Indices) -> Indices:
    """For each of `size` members the smallest member that pairs connect it with."""
    label: Indices = np.arange(size, dtype=np.int64)
    while True:
        low = np.minimum(label[left], label[right])
        new = label.copy()
        np.minimum.at(new, left, low)
        np.minimum.at(new, right, low)
        new = new[new]
        if (new == label).all():
            return label
        label = new
