"""A patch: how the rows of one table differ from the machine's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Patch:
    """Rows that are gone, replaced or new, by key; empty = the machine's rows stand."""

    key: str
    gone: set[str] = field(default_factory=set)
    rows: dict[str, Any] = field(default_factory=dict)

    def put(self, row: Any) -> None:
        """Replace the row of that key, or add it."""
        key = getattr(row, self.key)
        self.gone.discard(key)
        self.rows[key] = row

    def drop(self, key: str) -> None:
        """Take a row away."""
        self.rows.pop(key, None)
        self.gone.add(key)

    def leave(self, key: str) -> None:
        """Leave a row as the machine has it."""
        self.rows.pop(key, None)
        self.gone.discard(key)

    def over(self, rows: Iterable[Any]) -> list[Any]:
        """The machine's rows with the patch on them; new ones come last, in the order they were put."""
        left = dict(self.rows)
        out = []
        for row in rows:
            key = getattr(row, self.key)
            if key in left:
                out.append(left.pop(key))
            elif key not in self.gone:
                out.append(row)
        return [*out, *left.values()]
