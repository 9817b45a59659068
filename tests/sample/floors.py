"""Floors of what the bundled sample shows, pinned a little worse than measured; and the command that measures."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

BELOW = 0.02  # shares are pinned this much worse than was measured: int8 arithmetic differs between processors
Figures = dict[str, float]


@dataclass(frozen=True)
class Floors:
    """The floors in file `path`, which hold for the records in file `of`.

    `fewer`: figures of which less is better; `spare`: those that are counts, and by how many they may be worse; `free`:
    whether a figure is not pinned.
    """

    path: Path
    of: Path
    fewer: frozenset[str]
    spare: Mapping[str, int]
    free: Callable[[str], bool]

    def digest(self) -> str:
        """Digest of the records."""
        return blake2b(self.of.read_bytes(), digest_size=8).hexdigest()

    def pinned(self) -> Figures:
        """The floors; none if nothing is pinned."""
        return dict(self._held()["floors"])

    def current(self) -> bool:
        """Whether they are pinned for the records as they are."""
        return bool(self._held()["digest"] == self.digest())

    def _held(self) -> dict[str, dict[str, float] | str | None]:
        empty: dict[str, dict[str, float] | str | None] = {"digest": None, "floors": {}}
        return json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else empty

    def better(self, name: str, value: float, floor: float) -> bool:
        """Whether a value is at least as good as a floor."""
        return value <= floor if name in self.fewer else value >= floor

    def worse(self, now: Mapping[str, float]) -> dict[str, tuple[float, float]]:
        """(value, floor) of every figure that is worse than its floor."""
        return {n: (now[n], floor) for n, floor in self.pinned().items() if not self.better(n, now[n], floor)}

    def pin(self, now: Mapping[str, float], *, allow_regression: bool) -> Figures:
        """Write floors a little worse than measured, never worse than those pinned for the same records."""
        keep = {} if allow_regression or not self.current() else self.pinned()
        floors = {}
        for name, value in now.items():
            if not self.free(name):
                floor, old = self._floor(name, value), keep.get(name)
                floors[name] = floor if old is None or self.better(name, floor, old) else old
        held = {"digest": self.digest(), "floors": floors}
        self.path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
        return floors

    def _floor(self, name: str, value: float) -> float:
        if name in self.spare:
            return value + self.spare[name] * (1 if name in self.fewer else -1)
        if name in self.fewer:
            return round(value + BELOW, 2)
        return max(math.floor((value - BELOW) * 100) / 100, 0.0)


def command(
    about: str | None, sets: Sequence[str], measure: Callable[[Sequence[str]], tuple[Figures, str]], floors: Floors
) -> None:
    """Measure one or all sets, print what `measure` says; with --update pin the floors."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=sets, help="only this half of the sample (nothing is pinned)")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    given = parser.parse_args()
    figures, said = measure((given.set,) if given.set else sets)
    print(said)
    if given.update and not given.set:
        print("\npinned:", floors.pin(figures, allow_regression=given.allow_regression))
