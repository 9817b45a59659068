"""Persons' judgements on pairs: what merges and splits come down to, for the one merging machine.

A merge ties all members in a chain; a split sets the ones taken out apart from each that stays, and ties either side,
so that nothing else comes loose. The later decision wins: it withdraws what an earlier one said against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from escalade.merging import ANALYST, judgement
from escalade.model.casebook import Judgement


class Pairs:
    """Judgements of persons on one kind of things that stand after all decisions so far."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._held: dict[tuple[str, str], Judgement] = {}

    def __bool__(self) -> bool:
        return bool(self._held)

    @property
    def rows(self) -> list[Judgement]:
        """The judgements, in the order they were made."""
        return list(self._held.values())

    @property
    def members(self) -> set[str]:
        """Everything that a person judged."""
        return {member for pair in self._held for member in pair}

    def merge(self, members: Sequence[str], by: str, reason: str) -> None:
        """All members are one."""
        inside = set(members)
        self._withdraw("different", inside, inside)
        self._chain(members, by, reason)

    def split(self, taken: Sequence[str], rest: Sequence[str], by: str, reason: str) -> None:
        """What is taken out is one thing, what stays another."""
        self._withdraw("same", set(taken), set(rest))
        self._chain(taken, by, reason)
        self._chain(rest, by, reason)
        for member in rest:
            self._put(taken[0], member, "different", by, reason)

    def _chain(self, members: Sequence[str], by: str, reason: str) -> None:
        for left, right in pairwise(members):
            self._put(left, right, "same", by, reason)

    def _put(self, left: str, right: str, verdict: str, by: str, reason: str) -> None:
        row = judgement(self.kind, left, right, verdict, 1.0, ANALYST + by, reason)
        held = self._held.pop((row.left_id, row.right_id), None)
        self._held[row.left_id, row.right_id] = held if held and held.verdict == verdict else row

    def _withdraw(self, verdict: str, these: set[str], those: set[str]) -> None:
        for (left, right), row in list(self._held.items()):
            across = (left in these and right in those) or (left in those and right in these)
            if across and row.verdict == verdict:
                del self._held[left, right]
