"""How heated: intensity of conflict a pair of sides and a day, never without its parts and its events.

`value` adds the conflict scores (Goldstein 1992, or PLOVER's; the sign turned, so that a full-scale attack is 10) of
the events of a day; an event dated to several days is shared out over them. Cooperation is not set off against it but
stands beside. `low` counts only what two independent origins tell and what is dated to that very day; `high` also
counts in full whatever may have been on that day: events dated to a span, and undated ones when first reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, overload

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from escalade.outlook.acts import LONGEST, Acts
from escalade.outlook.changes import changes
from escalade.outlook.columns import Columns, Ids, Kind
from escalade.outlook.series import CLASSES
from escalade.vocab import ladder, ontology

ALL = "all"
SCALES = ("goldstein", "plover")
HELD = 8  # series whose points are kept in memory
STRETCH = 1_000_000  # acts that are spread out over their days at once
Ints = NDArray[np.int64]
Rows = NDArray[np.int32]


class Opened(Sequence[str]):
    """Ids of the events behind a point, in order; looked up when they are asked for."""

    def __init__(self, size: int, look: Callable[[], list[str]]) -> None:
        self._size, self._look = size, look

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._look()[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._look())

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Point:
    """A series on a day. Days without a point have no event: value, low and high 0.

    `verbal_conflict` and `material_conflict` add up to `value`; the two kinds of cooperation stand beside it. `counts`:
    events of quad class 1 to 4 behind `value`; `event_ids` are they, `perhaps_ids` what only `high` counts. `rung` is
    the highest on the ladder. `change`: "up" or "down" where a stretch of another level begins.
    """

    series: str
    date: str
    value: float
    low: float
    high: float
    n_events: int
    rung: int
    verbal_conflict: float
    material_conflict: float
    verbal_cooperation: float
    material_cooperation: float
    counts: tuple[int, ...]
    killed: int
    change: str | None
    event_ids: Sequence[str]
    perhaps_ids: Sequence[str]

    def plain(self) -> dict[str, Any]:
        """The point as JSON-ready values."""
        listed = ("counts", "event_ids", "perhaps_ids")
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return found | {name: list(found[name]) for name in listed}


@dataclass(frozen=True)
class Index:
    """Points by series, in time order, between the days `first` and `last` (ordinals); what lies before is left out.

    `sums`: conflict of each pair since a day, added up.
    """

    scale: str
    first: int
    last: int
    points: Mapping[str, tuple[Point, ...]]
    acts: Acts
    sums: Callable[[int], Mapping[str, float]]

    def daily(self, series: str, part: str = "value") -> NDArray[np.float64]:
        """A part of the points (`value`, `low`, `rung`, ...), a number a day."""
        out = np.zeros(self.last - self.first + 1)
        for point in self.points.get(series, ()):
            out[date.fromisoformat(point.date).toordinal() - self.first] = getattr(point, part)
        return out

    def hottest(self, most: int, first: int | None = None) -> list[str]:
        """Series of pairs by their sum (from the day `first` on), greatest first; ties by name."""
        total = self.sums(first or self.first)
        return sorted((s for s in total if total[s] and s in self.points), key=lambda s: (-total[s], s))[:most]

    def label(self, series: str) -> str:
        """How a series is called."""
        if series == ALL:
            return "all pairs"
        return " and ".join(self.acts.names.get(side, side) for side in series.split("~"))


def build(
    acts: Acts,
    scale: str = "goldstein",
    first: int | None = None,
    last: int | None = None,
    most: int | None = None,
) -> Index:
    """The index of acts; by default from the first dated act to the last. `most`: of so many pairs, the busiest."""
    spread = _Spread(acts, scale)
    dated = spread.dated
    start = first if first is not None else int(spread.first[dated].min()) if dated.any() else 1
    end = last if last is not None else int(spread.last[dated].max()) if dated.any() else start
    points = _Series(spread, start, end, most)
    return Index(scale, start, end, points, acts, points.sums)


def pair_name(a: str, b: str) -> str:
    """Series of two sides, whichever acts: "IRN~USA"."""
    return "~".join(sorted((a, b)))


def heat(kind: Kind, scale: str) -> float:
    """Conflict score of an act, 0 to 10; negative for cooperation."""
    if scale == "goldstein" or kind.event_type is None:
        return -kind.goldstein
    entry = ontology.load().types[kind.event_type]
    return -next((m.score for m in entry.modes if m.mode == kind.mode and m.score is not None), entry.score)


class _Spread:
    """All acts, coded ones before imported ones, as columns; and which pairs they are of."""

    def __init__(self, acts: Acts, scale: str) -> None:
        coded, many = acts.acts, acts.imported
        kinds = {kind: i for i, kind in enumerate(many.kinds)} if many else {}
        own = [kinds.setdefault(Kind(a.event_type, a.mode, a.quad, a.goldstein), len(kinds)) for a in coded]
        self.first, self.last = (_both([getattr(a, n) for a in coded], many, n, np.int32) for n in ("first", "last"))
        self.kind = _both(own, many, "kind", np.int32)
        self.killed = _both([a.killed or 0 for a in coded], many, "killed", np.int32)
        self.sure = _both([a.sure for a in coded], many, "sure", np.bool_)
        self.dated = np.ones(len(self.first), np.bool_)
        self.dated[: len(coded)] = [a.dated for a in coded]
        self.score = np.array([heat(kind, scale) for kind in kinds], float)
        self.quad = np.array([kind.quad for kind in kinds], np.int8)
        self._deaths, self._rungs = _ladder(kinds)
        self._coded = np.array([a.event_id for a in coded], object)
        self._imported = many.ids if many else Ids(pa.array([], pa.string()))
        self.names, self.pair, self.row = _pairs(acts)

    def rung(self, rows: Rows) -> Ints:
        """The highest rung of the ladder that each act reaches."""
        found: Ints = self._rungs[self.kind[rows], np.searchsorted(self._deaths, self.killed[rows], "right")]
        return found

    def ids(self, rows: Rows) -> list[str]:
        """Ids of acts, in order."""
        coded = rows < len(self._coded)
        return sorted([*self._coded[rows[coded]], *self._imported.at(rows[~coded] - len(self._coded))])


def _ladder(kinds: Iterable[Kind]) -> tuple[Ints, Ints]:
    """Numbers of deaths at which a rung may change; the rung of each kind below the first of them, and from each on."""
    rungs = ladder.load()
    deaths = sorted({r.killed for r in rungs if r.killed is not None})
    reached = [[ladder.reached(rungs, k.event_type, k.mode, killed) for killed in (0, *deaths)] for k in kinds]
    return np.array(deaths, int), np.array(reached, int).reshape(-1, len(deaths) + 1)


def _both(coded: list[Any], many: Columns | None, name: str, kind: Any) -> NDArray[Any]:
    own = np.array(coded, kind)
    if many is None:
        return own
    imported: NDArray[Any] = getattr(many, name)
    return np.concatenate([own, imported]) if len(own) else imported


def _pairs(acts: Acts) -> tuple[tuple[str, ...], Rows, Rows]:
    """Names of pairs of sides; then, for every pair that an act is of, the place of its name and the act's row."""
    names: dict[str, int] = {}
    own = [
        (names.setdefault(name, len(names)), row)
        for row, act in enumerate(acts.acts)
        for name in dict.fromkeys(pair_name(*pair) for pair in act.pairs)
    ]
    pair, row = np.array(own, np.int32).reshape(-1, 2).T
    if acts.imported:
        many, rows = acts.imported, acts.imported.paired()
        one, other = many.source[rows], many.target[rows]
        kinds = pa.array(np.minimum(one, other).astype(np.int64) * len(many.sides) + np.maximum(one, other))
        kinds = kinds.dictionary_encode()
        found = (divmod(kind, len(many.sides)) for kind in kinds.dictionary.to_pylist())
        places = [names.setdefault(pair_name(many.sides[a], many.sides[b]), len(names)) for a, b in found]
        pair = np.concatenate([pair, np.array(places, np.int32)[kinds.indices.to_numpy()]])
        row = np.concatenate([row, (rows + len(acts.acts)).astype(np.int32)])
    return tuple(names), pair, row


class _Series(Mapping[str, tuple[Point, ...]]):
    """Points by series, worked out when a series is asked for. The order is that of the names."""

    def __init__(self, spread: _Spread, start: int, end: int, most: int | None) -> None:
        self._acts, self._start, self._end = spread, start, end
        inside = (spread.first <= end) & (spread.last >= start)
        everything = np.flatnonzero(inside).astype(np.int32)
        pair, row = spread.pair, spread.row
        if not inside.all():
            pair, row = pair[inside[row]], row[inside[row]]
        order = np.lexsort((spread.first[row], pair))
        self._pair, self._row = pair[order], row[order]
        bounds = np.searchsorted(self._pair, np.arange(len(spread.names) + 1))
        members = {
            name: self._row[a:b] for name, a, b in zip(spread.names, bounds[:-1], bounds[1:], strict=True) if b > a
        }
        if most is not None:
            kept = self._busiest(most)
            members = {name: members[name] for name in members if name in kept}
        if len(everything):
            members[ALL] = everything[np.argsort(spread.first[everything], kind="stable")]
        self._members = dict(sorted(members.items()))
        self._held: dict[str, tuple[Point, ...]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, series: object) -> bool:
        return series in self._members

    def __getitem__(self, series: str) -> tuple[Point, ...]:
        if series not in self._held:
            rows = self._members[series]
            while len(self._held) >= HELD:
                del self._held[next(iter(self._held))]
            self._held[series] = tuple(self._points(series, rows))
        return self._held[series]

    def _busiest(self, most: int) -> set[str]:
        """The pairs with most events, an event counted on each of its days; ties by name."""
        names, days = self._acts.names, self._added(self._start, lambda rows, on: on)
        found = [i for i in range(len(names)) if days[i]]
        return {names[i] for i in sorted(found, key=lambda i: (-days[i], names[i]))[:most]}

    def sums(self, start: int) -> dict[str, float]:
        """Conflict of each pair since `start`, added up."""
        acts, conflict = self._acts, np.maximum(self._acts.score, 0)
        total = self._added(start, lambda r, on: conflict[acts.kind[r]] * on / (acts.last[r] - acts.first[r] + 1))
        return {name: round(float(total[i]), 4) for i, name in enumerate(acts.names) if name in self._members}

    def _added(self, start: int, what: Callable[[Rows, Ints], NDArray[Any]]) -> NDArray[np.float64]:
        """By pair, the sum of a function of its dated acts and of how many days since `start` each was on."""
        acts, out = self._acts, np.zeros(len(self._acts.names))
        for i in range(0, len(self._row), STRETCH):
            rows, pair = self._row[i : i + STRETCH], self._pair[i : i + STRETCH]
            days = np.minimum(acts.last[rows], self._end) - np.maximum(acts.first[rows], start) + 1
            out += np.bincount(pair, what(rows, np.where(acts.dated[rows], np.maximum(days, 0), 0)), len(out))
        return out

    def _points(self, series: str, rows: Rows) -> Iterator[Point]:
        day = _Days(self._acts, rows, self._start, self._end)
        at = np.flatnonzero(day.placed)
        daily = np.zeros(
            self._end - self._start + 1
        )  # conflict events a day (of n days: 1/n each), where levels change
        daily[day.start - self._start :][: len(day.share)] = day.share
        marks: dict[int, str] = {}
        for begin, direction in changes(daily):
            following = at[at >= begin - (day.start - self._start)]
            if len(following):
                marks[int(following[0])] = direction
        for i in at.tolist():
            yield day.point(series, i, marks.get(i))


class _Days:
    """What the acts of a series add up to, a number a day, from the first day that any is on."""

    def __init__(self, acts: _Spread, rows: Rows, start: int, end: int) -> None:
        self._acts, self._rows = acts, rows
        self._first = acts.first[rows]  # ascending
        self.start = max(start, int(self._first[0]))
        self._length = min(end, int(acts.last[rows].max())) - self.start + 1
        self.parts = np.zeros((max(CLASSES) + 1, self._length))
        self.low, self.high, self.share = np.zeros((3, self._length))
        self.counts = np.zeros((max(CLASSES) + 1, self._length), int)
        self.killed, self.rung, self.placed = np.zeros((3, self._length), int)
        for i in range(0, len(rows), STRETCH):
            self._add(rows[i : i + STRETCH], end)

    def _add(self, rows: Rows, end: int) -> None:
        """Spread some acts out over their days."""
        acts = self._acts
        first, last = np.maximum(acts.first[rows], self.start), np.minimum(acts.last[rows], end)
        times = np.maximum(last - first + 1, 0)
        act = np.repeat(rows, times)
        day = np.arange(len(act)) - np.repeat(np.cumsum(times) - times - (first - self.start), times)
        days, dated = acts.last[act] - acts.first[act] + 1, acts.dated[act]
        score, quad = acts.score[acts.kind[act]], acts.quad[acts.kind[act]]
        conflict, sharp = np.maximum(score, 0.0), dated & (days == 1)
        kind = np.where(score > 0, 3, 1) + np.isin(quad, (2, 4))  # of the class, where the scale's sign agrees with it
        self.placed += np.bincount(day, minlength=self._length)
        self.high += np.bincount(day, conflict, self._length)
        self.low += np.bincount(day, conflict * (sharp & acts.sure[act]), self._length)
        self.share += np.bincount(day, (dated & (quad > 2)) / days, self._length)
        self.killed += np.bincount(day, np.maximum(acts.killed[act], 0) * sharp, self._length).astype(int)
        for c in CLASSES:
            self.parts[c] += np.bincount(day, np.abs(score) * (dated & (kind == c)) / days, self._length)
            self.counts[c] += np.bincount(day, dated & (quad == c), self._length).astype(int)
        np.maximum.at(self.rung, day, np.where(dated, acts.rung(act), 0))

    def point(self, series: str, i: int, change: str | None) -> Point:
        """The point of a day."""
        part, counts = [float(p) for p in self.parts[:, i]], tuple(int(self.counts[c, i]) for c in CLASSES)
        value, day, n = part[3] + part[4], self.start + i, sum(counts)
        return Point(
            series=series,
            date=date.fromordinal(day).isoformat(),
            value=round(value, 4),
            low=round(float(self.low[i]), 4),
            high=round(max(float(self.high[i]), value), 4),
            n_events=n,
            rung=int(self.rung[i]),
            verbal_conflict=round(part[3], 4),
            material_conflict=round(part[4], 4),
            verbal_cooperation=round(part[1], 4),
            material_cooperation=round(part[2], 4),
            counts=counts,
            killed=int(self.killed[i]),
            change=change,
            event_ids=Opened(n, lambda: self._ids(day, dated=True)),
            perhaps_ids=Opened(int(self.placed[i]) - n, lambda: self._ids(day, dated=False)),
        )

    def _ids(self, day: int, *, dated: bool) -> list[str]:
        """Events of a day."""
        acts = self._acts
        near = self._rows[slice(*np.searchsorted(self._first, (day - LONGEST + 1, day + 1)))]
        return acts.ids(near[(acts.last[near] >= day) & (acts.dated[near] == dated)])


@cache
def rung_name(rung: int) -> str:
    """Name of a rung of the ladder."""
    return ladder.load()[rung].name


def table(index: Index, series: Iterable[str] | None = None) -> Iterator[Point]:
    """Points of all series (or these), by series and date."""
    for name in sorted(series if series is not None else index.points):
        yield from index.points.get(name, ())
