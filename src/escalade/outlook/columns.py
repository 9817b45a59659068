"""Acts of imported events as columns: ten million take some hundred megabytes; as objects they would take gigabytes.

Read piece by piece; what cells say is worked out once for each different combination of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from escalade.outlook.acts import LONGEST, Act, Acts, side

Ints = NDArray[np.int32]
Cells = tuple[Any, ...]
A = TypeVar("A", bound=Hashable)
UNKNOWN = -1
PARTY = ("id", "name", "cameo", "country")
BY_CODE = frozenset({"gdelt1", "gdelt2", "phoenix", "petrarch"})  # actors are CAMEO codes, a name is of many ("POLICE")
KIND = ("event_type", "mode", "quad_class", "goldstein")
SPAN = ("date_start", "date_end")
NEEDED = (
    "source_format",
    *KIND,
    *(f"{role}_{cell}" for role in ("actor", "recipient") for cell in PARTY),
    *SPAN,
    "killed_min",
    "n_sources",
)


class Kind(NamedTuple):
    """What is the same of many acts."""

    event_type: str | None
    mode: str | None
    quad: int
    goldstein: float


class Ids(Sequence[str]):
    """Ids of events, kept as Arrow texts."""

    def __init__(self, texts: pa.Array) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        found = self.texts[at]
        return found.to_pylist() if isinstance(at, slice) else str(found.as_py())

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts.to_pylist())

    def __contains__(self, identity: object) -> bool:
        return bool(pc.index(self.texts, pa.scalar(identity, self.texts.type)).as_py() >= 0)

    def at(self, rows: NDArray[np.integer[Any]]) -> list[str]:
        """Those of some rows."""
        found: list[str] = self.texts.take(pa.array(rows)).to_pylist()
        return found


@dataclass(frozen=True, eq=False)
class Columns:
    """Acts, a row each, dated and of one origin; at most one side acts, and on one. Days are ordinals."""

    ids: Ids
    first: Ints
    last: Ints
    source: Ints  # place in `sides`, or UNKNOWN
    target: Ints
    kind: Ints  # place in `kinds`
    killed: Ints  # or UNKNOWN
    sure: NDArray[np.bool_]  # their data set counts two sources or more
    sides: tuple[str, ...]
    kinds: tuple[Kind, ...]

    def __len__(self) -> int:
        return len(self.first)

    def paired(self) -> NDArray[np.int64]:
        """Rows with two sides that differ."""
        return np.flatnonzero((self.source >= 0) & (self.target >= 0) & (self.source != self.target))

    def find(self, identity: str) -> Act | None:
        """The act of an id."""
        row = pc.index(self.ids.texts, pa.scalar(identity, self.ids.texts.type)).as_py()
        if row < 0:
            return None
        kind, killed = self.kinds[self.kind[row]], int(self.killed[row])
        source, target = (() if at[row] < 0 else (self.sides[at[row]],) for at in (self.source, self.target))
        return Act(
            event_id=identity,
            first=int(self.first[row]),
            last=int(self.last[row]),
            dated=True,
            sources=source,
            targets=target,
            event_type=kind.event_type,
            mode=kind.mode,
            quad=kind.quad,
            goldstein=kind.goldstein,
            killed=None if killed < 0 else killed,
            standing="single_origin",
            sure=bool(self.sure[row]),
            origin="imported",
        )


def from_imported(pieces: Iterable[pa.Table]) -> Acts:
    """Acts of imported events (`model.imported.ImportedEvent`: its id and the columns NEEDED), piece by piece."""
    reader = _Reader()
    for piece in pieces:
        reader.take(piece)
    return reader.acts()


@dataclass
class _Book(Generic[A]):
    """Answers by what was asked, each with its place."""

    answers: dict[A, int] = field(default_factory=dict)  # with their places
    places: dict[Cells, int] = field(default_factory=dict)  # of the answer to some cells

    def rows(self, table: pa.Table, columns: Sequence[str], answer: Callable[[Cells], A | None]) -> Ints:
        """The place of each row's answer; an answer of None has none."""
        group, firsts = _distinct([table.column(name) for name in columns])
        asked = list(zip(*(table.column(name).take(firsts).to_pylist() for name in columns), strict=True))
        for cells in asked:
            if cells not in self.places:
                found = answer(cells)
                self.places[cells] = UNKNOWN if found is None else self.answers.setdefault(found, len(self.answers))
        return np.array([self.places[cells] for cells in asked], np.int32)[group]


def _distinct(columns: Sequence[pa.ChunkedArray]) -> tuple[NDArray[np.int64], pa.Array]:
    """Which of the different combinations of cells each row is, and the first row of each, in their order."""
    group = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        cells = _encoded(column.combine_chunks())
        joint = _encoded(pa.array(group * max(1, len(cells.dictionary)) + cells.indices.to_numpy()))
        group = joint.indices.to_numpy().astype(np.int64)
    firsts = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    firsts[group[::-1]] = np.arange(len(group))[::-1]
    return group, pa.array(firsts)


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    return pc.dictionary_encode(column, null_encoding="encode")


class _Reader:
    """Makes columns of pieces."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.spans: _Book[tuple[int, int]] = _Book()
        self.sides: _Book[str] = _Book()
        self.kinds: _Book[Kind] = _Book()
        self.taken: dict[str, list[Any]] = {}
        self.out: dict[str, list[pa.Array]] = {"of no class": [], "dated too coarsely": []}

    def take(self, piece: pa.Table) -> None:
        """Take in a piece, but what has no class or a date that spans too long."""
        classed = piece.column("quad_class").is_valid().to_numpy()
        if not len(classed):
            return
        span = self.spans.rows(piece, SPAN, _span)
        spans = np.array(list(self.spans.answers), np.int32)[span]
        fine = spans[:, 1] - spans[:, 0] < LONGEST
        self._leave("of no class", piece, ~classed)
        self._leave("dated too coarsely", piece, classed & ~fine)
        kept = classed & fine
        rows = piece if kept.all() else piece.filter(pa.array(kept))
        self._keep(
            ids=rows.column("event_id").combine_chunks(),
            first=spans[kept, 0],
            last=spans[kept, 1],
            source=self.sides.rows(rows, _party("actor"), self._side),
            target=self.sides.rows(rows, _party("recipient"), self._side),
            kind=self.kinds.rows(rows, KIND, _kind),
            killed=rows.column("killed_min").fill_null(UNKNOWN).to_numpy().astype(np.int32),
            sure=rows.column("n_sources").fill_null(0).to_numpy() >= 2,
        )

    def _leave(self, reason: str, piece: pa.Table, which: NDArray[np.bool_]) -> None:
        if which.any():
            self.out[reason].append(piece.column("event_id").filter(pa.array(which)).combine_chunks())

    def _keep(self, **columns: Any) -> None:
        for name, column in columns.items():
            self.taken.setdefault(name, []).append(column)

    def _side(self, cells: Cells) -> str | None:
        """The side that a party belongs to, and how it is called: by its own name, if any event gives it."""
        identity, name, cameo, country, source = cells
        code = cameo or country
        found = side(
            {
                "id": identity or (cameo if source in BY_CODE else None) or name,
                "codes": [code] if code else [],
            }
        )
        if found and self.names.get(found, found) == found:
            self.names[found] = name if name and found in (identity, name) else found
        return found

    def acts(self) -> Acts:
        """What was taken in."""
        left = {reason: Ids(_joined(ids)) for reason, ids in self.out.items() if ids}
        if not self.taken:
            return Acts((), left, self.names)
        ids = Ids(_joined(self.taken.pop("ids")))
        found = {name: np.concatenate(self.taken.pop(name)) for name in list(self.taken)}
        columns = Columns(ids, **found, sides=tuple(self.sides.answers), kinds=tuple(self.kinds.answers))
        return Acts((), left, self.names, columns)


def _party(role: str) -> list[str]:
    return [*(f"{role}_{cell}" for cell in PARTY), "source_format"]


def _kind(cells: Cells) -> Kind:
    event_type, mode, quad, goldstein = cells
    return Kind(event_type, mode, quad, goldstein or 0.0)


def _span(cells: Cells) -> tuple[int, int]:
    start, end = (date.fromisoformat(day).toordinal() for day in cells)
    return start, end


def _joined(texts: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays([text.cast(pa.large_string()) for text in texts])
