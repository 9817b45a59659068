"""How heated: intensity of conflict a pair of sides and a day, never without its parts and its events.

`value` adds the conflict scores (Goldstein 1992, or PLOVER's; the sign turned, so that a full-scale attack is 10) of
the events of a day; an event dated to several days is shared out over them. Cooperation is not set off against it but
stands beside. `low` counts only what two independent origins tell and what is dated to that very day; `high` also
counts in full whatever may have been on that day: events dated to a span, and undated ones when first reported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from escalade.outlook.acts import Act, Acts
from escalade.outlook.changes import changes
from escalade.outlook.series import CLASSES
from escalade.vocab import ladder, ontology

ALL = "all"
SCALES = ("goldstein", "plover")


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
    event_ids: tuple[str, ...]
    perhaps_ids: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """Points by series, in time order, between the days `first` and `last` (ordinals); what lies before is left out.

    `earlier`: ids of events before `first`.
    """

    scale: str
    first: int
    last: int
    points: Mapping[str, tuple[Point, ...]]
    earlier: tuple[str, ...]
    acts: Acts

    def daily(self, series: str, part: str = "value") -> NDArray[np.float64]:
        """A part of the points (`value`, `low`, `rung`, ...), a number a day."""
        out = np.zeros(self.last - self.first + 1)
        for point in self.points.get(series, ()):
            out[date.fromisoformat(point.date).toordinal() - self.first] = getattr(point, part)
        return out

    def hottest(self, most: int, first: int | None = None) -> list[str]:
        """Series of pairs by their sum (from the day `first` on), greatest first; ties by name."""
        since = date.fromordinal(first or self.first).isoformat()
        total = {s: sum(p.value for p in points if p.date >= since) for s, points in self.points.items() if s != ALL}
        return sorted((s for s in total if total[s]), key=lambda s: (-total[s], s))[:most]

    def label(self, series: str) -> str:
        """How a series is called."""
        if series == ALL:
            return "all pairs"
        return " and ".join(self.acts.names.get(side, side) for side in series.split("~"))


def pair_name(a: str, b: str) -> str:
    """Series of two sides, whichever acts: "IRN~USA"."""
    return "~".join(sorted((a, b)))


def build(
    acts: Acts,
    scale: str = "goldstein",
    first: int | None = None,
    last: int | None = None,
    most: int | None = None,
) -> Index:
    """The index of acts; by default from the first dated act to the last. `most`: of so many pairs, the busiest."""
    days = [d for act in acts.acts if act.dated for d in (act.first, act.last)]
    start = first if first is not None else min(days, default=1)
    end = last if last is not None else max(days, default=start)
    placed: dict[tuple[str, int], list[Act]] = defaultdict(list)
    earlier = []
    kept = None if most is None else _busiest(acts.acts, start, end, most)
    for act in acts.acts:
        if act.last < start and act.dated:
            earlier.append(act.event_id)
        names = [ALL, *(name for name in _names(act) if kept is None or name in kept)]
        for day in range(max(act.first, start), min(act.last, end) + 1):
            for name in names:
                placed[name, day].append(act)
    rungs = ladder.load()
    by_series: dict[str, list[Point]] = defaultdict(list)
    shares: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(end - start + 1))
    for name, day in sorted(placed):
        by_series[name].append(_point(name, day, placed[name, day], scale, rungs))
    for (name, day), found in placed.items():
        shares[name][day - start] += sum(1 / a.days for a in found if a.dated and a.quad > 2)
    points = {name: _marked(found, shares[name], start) for name, found in by_series.items()}
    return Index(scale, start, end, points, tuple(earlier), acts)


def _names(act: Act) -> Iterable[str]:
    """Series of pairs that an act is part of."""
    return dict.fromkeys(pair_name(a, b) for a, b in act.pairs)


def _busiest(acts: Iterable[Act], start: int, end: int, most: int) -> set[str]:
    """The pairs with most events, an event counted on each of its days; ties by name."""
    counts: Counter[str] = Counter()
    for act in acts:
        days = min(act.last, end) - max(act.first, start) + 1
        if act.dated and days > 0:
            for name in _names(act):
                counts[name] += days
    return set(sorted(counts, key=lambda name: (-counts[name], name))[:most])


def heat(act: Act, scale: str) -> float:
    """Conflict score of an act, 0 to 10; negative for cooperation."""
    if scale == "goldstein" or act.event_type is None:
        return -act.goldstein
    entry = ontology.load().types[act.event_type]
    return -next((m.score for m in entry.modes if m.mode == act.mode and m.score is not None), entry.score)


def _point(series: str, day: int, acts: Sequence[Act], scale: str, rungs: tuple[ladder.Rung, ...]) -> Point:
    parts = dict.fromkeys(CLASSES, 0.0)
    low = high = 0.0
    counted = [a for a in acts if a.dated]
    for act in acts:
        score = heat(act, scale)
        conflict = max(score, 0.0)
        high += conflict
        if act.dated:
            parts[_class(act, score)] += abs(score) / act.days
            low += conflict if act.sure and act.days == 1 else 0.0
    certain = [a for a in counted if a.days == 1]
    value = parts[3] + parts[4]
    return Point(
        series=series,
        date=date.fromordinal(day).isoformat(),
        value=round(value, 4),
        low=round(low, 4),
        high=round(max(high, value), 4),
        n_events=len(counted),
        rung=max((ladder.reached(rungs, a.event_type, a.mode, a.killed) for a in counted), default=0),
        verbal_conflict=round(parts[3], 4),
        material_conflict=round(parts[4], 4),
        verbal_cooperation=round(parts[1], 4),
        material_cooperation=round(parts[2], 4),
        counts=tuple(sum(a.quad == c for a in counted) for c in CLASSES),
        killed=sum(a.killed or 0 for a in certain),
        change=None,
        event_ids=tuple(sorted(a.event_id for a in counted)),
        perhaps_ids=tuple(sorted(a.event_id for a in acts if not a.dated)),
    )


def _class(act: Act, score: float) -> int:
    """Part that a score belongs to: that of its class, where the scale's sign agrees with it."""
    conflict = score > 0
    material = act.quad in (2, 4)
    return (4 if material else 3) if conflict else (2 if material else 1)


def _marked(points: list[Point], daily: NDArray[np.float64], first: int) -> tuple[Point, ...]:
    """The points with their changes of level marked, found on the conflict events a day (of n days: 1/n each)."""
    at = {date.fromisoformat(point.date).toordinal() - first: i for i, point in enumerate(points)}
    for day, direction in changes(daily):
        following = min((d for d in at if d >= day), default=None)
        if following is not None:
            points[at[following]] = replace(points[at[following]], change=direction)
    return tuple(points)


@cache
def rung_name(rung: int) -> str:
    """Name of a rung of the ladder."""
    return ladder.load()[rung].name


def table(index: Index, series: Iterable[str] | None = None) -> list[Point]:
    """Points of all series (or these), by series and date."""
    return [p for name in sorted(series if series is not None else index.points) for p in index.points.get(name, ())]
