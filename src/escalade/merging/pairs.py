"""Candidate pairs: only what shares a key is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

LARGEST = 200  # members of one block that are all compared with one another


def candidates(keys: Mapping[str, Iterable[Hashable]], *, largest: int = LARGEST) -> list[tuple[str, str]]:
    """Pairs of members that share a key, each once, ids in order, sorted.

    `keys` gives each member its blocking keys. In a block of more than `largest` members each is compared with the
    next `largest` in the mapping's order only, so that work stays near-linear: give near members near one another.
    """
    blocks: dict[Hashable, list[str]] = defaultdict(list)
    for member, own in keys.items():
        for key in dict.fromkeys(own):
            blocks[key].append(member)
    pairs = set()
    for block in blocks.values():
        for i, left in enumerate(block):
            for right in block[i + 1 : i + 1 + largest]:
                pairs.add((left, right) if left < right else (right, left))
    return sorted(pairs)
