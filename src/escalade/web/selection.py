"""One selection of events for table, timeline, map, matrix and drawer: the query string, as conditions in SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from escalade.model.status import STATUSES
from escalade.vocab.wording import wordings
from escalade.web.columns import Mask, Taken, columns
from escalade.web.page import Ask, one_of
from escalade.web.render import QUADS, STANDINGS
from escalade.web.sides import sides
from escalade.web.store import ReadModel, Row

SORTS = {  # order -> column and SQL
    "day": ("day", "e.day IS NULL, e.day, e.n"),
    "-day": ("day", "e.day DESC, e.n DESC"),
    "toll": ("toll", "e.toll DESC, e.n"),
    "origins": ("origins_low", "e.origins_low DESC, e.n"),
    "score": ("score", "e.score, e.n"),
    "new": ("intake", "e.intake DESC, e.n"),
}
CUBE = {"type": "event_type", "standing": "standing", "status": "status", "quad": "quad_class"}  # counted in one scan
MADE = ("coded", "imported", "both")  # of reports by the machine, of data sets from elsewhere
COLUMNS = CUBE | {"dataset": "data_set", "country": "country", "precision": "precision", "place": "place"}
PARTIES = {"actor": None, "source": "actor", "target": "recipient"}
FILTERS = (*COLUMNS, *PARTIES, "q", "outlet", "from", "to", "month", "toll", "undated", "weak", "new", "ids", "made")


@cache
def meanings() -> Mapping[str, Sequence[str]]:
    """What a filter may be, where only some values have a meaning."""
    return {
        "type": sorted({kind for kind, _ in wordings()}),
        "standing": tuple(STANDINGS),
        "status": STATUSES,
        "quad": ("0", *map(str, QUADS)),  # 0: of no class
        "made": MADE,
        "sort": tuple(SORTS),
        **dict.fromkeys(("toll", "undated", "weak"), ("0", "1")),
    }


@dataclass(frozen=True)
class Selection:
    """Conditions on coded events `e` and the values they take; and which of the imported ones fit them (`taken`)."""

    ask: Ask

    def __post_init__(self) -> None:
        """Raise UsageError for filters that can mean nothing: no date, no type of event."""
        self.ask.window()
        self.ask.day("month")
        for name, value in self.ask.params:
            if value and name in meanings():
                one_of(name, value, meanings()[name])

    def where(self, model: ReadModel, *without: str) -> tuple[str, list[Any]]:
        """SQL condition on coded events and its values; filters in `without` are left out."""
        parts: list[str] = []
        values: list[Any] = []
        parts.append(self.shelf)
        for name, column in COLUMNS.items():
            chosen = [] if name in without else self.ask.many(name)
            if chosen:
                parts.append(f"e.{column} IN ({_marks(chosen)})")
                values += chosen
        for name, role in PARTIES.items():
            for actor in [] if name in without else self.ask.many(name):
                parts.append(f"e.n IN (SELECT n FROM party WHERE actor = ?{' AND role = ?' if role else ''})")
                values += [actor, role] if role else [actor]
        for condition, value in self._others(model, without):
            parts.append(condition)
            values += value
        return " AND ".join(parts) or "1", values

    @property
    def made(self) -> str:
        """Which events are asked for: coded, imported, or both."""
        return self.ask.one("made") or "coded"

    @property
    def shelf(self) -> str:
        """The condition on `weak` that this comes down to."""
        return "0" if self.made == "imported" else self._coded

    @property
    def _coded(self) -> str:
        return "e.weak IN (0, 1)" if self.ask.one("weak") == "1" else "e.weak = 0"

    def taken(self, model: ReadModel, *without: str, made: str | None = None) -> Taken | None:
        """The imported events that fit; None if only coded ones are asked for, or nothing was imported."""
        held = columns(model.path)
        if (made or self.made) == "coded" or not len(held):
            return None
        ignored = {*without, "made", "weak"}
        key = tuple((name, value) for name, value in self.active if name not in ignored)
        return held.taken(key, lambda: self._masks(model, without))

    def _masks(self, model: ReadModel, without: Iterable[str]) -> Iterable[Mask]:
        """What each filter leaves of the imported events."""
        held = columns(model.path)
        for name, column in COLUMNS.items():
            if name not in without and (chosen := self.ask.many(name)):
                yield held.that(column, _one_of(chosen))
        directed = held["directed"] != 0
        for name in PARTIES:
            for actor in [] if name in without else self.ask.many(name):
                source, target = (held.that(side, _one_of([actor])) for side in ("source", "target"))
                yield {"actor": source | target, "source": source & directed, "target": target & directed}[name]
        yield from self._other_masks(model, without)

    def _other_masks(self, model: ReadModel, without: Iterable[str]) -> Iterable[Mask]:
        """What `_others` asks, of imported events: they are of no report, and so of no outlet and never new."""
        ask, held = self.ask, columns(model.path)
        if "q" not in without and (match := fts(ask.one("q") or "")):
            yield held.numbered(model.hits(match))
        if (start := ask.day("from")) and "from" not in without:
            yield held.that("day", lambda day: day is not None and day >= start)
        if (end := ask.day("to")) and "to" not in without:
            yield held.that("day", lambda day: day is not None and day <= end)
        if (month := ask.one("month")) and "month" not in without:
            yield held.that("day", lambda day: day is not None and day.startswith(month))
        if ask.one("toll") == "1":
            yield held["toll"] >= 0
        if ask.one("undated") == "1":
            yield held.that("day", lambda day: day is None)
        if ask.one("new") or ("outlet" not in without and ask.many("outlet")):
            yield np.zeros(len(held), np.bool_)
        if ids := ask.many("ids"):
            found = model.among("SELECT n FROM imported_event WHERE event_id IN ({})", ids)
            yield held.numbered(np.array([row["n"] for row in found], np.int64))

    def _others(self, model: ReadModel, without: Iterable[str]) -> Iterable[tuple[str, list[Any]]]:
        ask = self.ask
        match = fts(ask.one("q") or "")
        if match and "q" not in without:
            most = model.in_most(match)  # of those that are few, SQLite makes a set
            yield (
                f"e.n {'NOT IN' if most else 'IN'} (SELECT value FROM json_each({'missed' if most else 'found'}(?)))",
                [match],
            )
        outlets = [] if "outlet" in without else ask.many("outlet")
        if outlets:
            yield f"e.n IN (SELECT n FROM teller WHERE outlet IN ({_marks(outlets)}))", outlets
        if (start := ask.day("from")) and "from" not in without:
            yield "e.day >= ?", [start]
        if (end := ask.day("to")) and "to" not in without:
            yield "e.day <= ?", [end]
        if (month := ask.one("month")) and "month" not in without:
            yield "substr(e.day, 1, length(?)) = ?", [month, month]
        if ask.one("toll") == "1":
            yield "e.toll IS NOT NULL", []
        if ask.one("undated") == "1":
            yield "e.dated = 0", []
        if new := ask.one("new"):
            yield "e.intake >= ?", [new]
        if ids := ask.many("ids"):
            yield f"e.event_id IN ({_marks(ids)})", ids

    @property
    def active(self) -> list[tuple[str, str]]:
        """The filters that are set, as (name, value)."""
        return [(name, value) for name, value in self.ask.params if name in FILTERS and value]

    def total(self, model: ReadModel) -> int:
        """How many events are selected."""
        where, values = self.where(model)
        coded = int(model.value(f"SELECT count(*) AS n FROM event e WHERE {where}", values) or 0)
        taken = self.taken(model)
        return coded + (taken.total if taken else 0)

    def rows(self, model: ReadModel, limit: int, offset: int = 0, sort: str | None = None) -> list[Row]:
        """Selected events in the order asked for."""
        where, values = self.where(model)
        sort = sort or self.ask.one("sort") or "-day"
        column, order = SORTS[sort]
        taken = self.taken(model)
        skipped, most = (offset, limit) if taken is None else (0, offset + limit)  # coded ones may all come first
        picked = f"SELECT e.n, e.{column} AS value FROM event e WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        coded = [(row["n"], row["value"]) for row in model.rows(picked, [*values, most, skipped])]
        numbers = [n for n, _ in coded] if taken is None else taken.merged(coded, sort, limit, offset)
        place = {n: i for i, n in enumerate(numbers)}
        rows = model.among("SELECT * FROM any_event WHERE n IN ({})", numbers)
        return sorted(rows, key=lambda row: place[row["n"]])

    def cube(self, model: ReadModel) -> dict[str, list[Row]]:
        """Counts by type, standing, status and class: each over the other filters, so that more than one can be set."""
        where, values = self.where(model, *CUBE)
        names = ", ".join(f"e.{column}" for column in ("weak", *CUBE.values()))  # in the order of an index
        cells = model.remembered(f"SELECT {names}, count(*) AS n FROM event e WHERE {where} GROUP BY {names}", values)
        if taken := self.taken(model, *CUBE):
            counted = taken.count(*CUBE.values())
            cells = cells + [dict(zip(CUBE.values(), words, strict=True)) | {"n": n} for words, n in counted]
        chosen = {name: set(self.ask.many(name)) for name in CUBE}
        out = {}
        for name, column in CUBE.items():
            counts: Counter[str] = Counter()
            for cell in cells:
                others = (o for o in CUBE if o != name)
                if cell[column] is not None and all(not chosen[o] or str(cell[CUBE[o]]) in chosen[o] for o in others):
                    counts[str(cell[column])] += cell["n"]
            out[name] = [{"value": value, "n": n, "on": value in chosen[name]} for value, n in counts.most_common()]
        return out

    def facet(self, model: ReadModel, name: str, limit: int = 12) -> list[Row]:
        """Counts by data set, country or outlet, most frequent first."""
        counts = Counter(self._coded_counts(model, name))
        if name != "outlet" and (taken := self.taken(model, name)):
            counts.update({words[0]: n for words, n in taken.count(COLUMNS[name])})
        found = sorted(((n, value) for value, n in counts.items() if value), key=lambda f: (-f[0], f[1]))[:limit]
        chosen = self.ask.many(name)
        return [{"value": value, "n": n, "on": value in chosen} for n, value in found]

    def _coded_counts(self, model: ReadModel, name: str) -> dict[str, int]:
        if name == "dataset":
            return {}  # no coded event is of one
        if name == "outlet":
            return sides(model).outlets.counts(self.coded(model, name))
        where, values = self.where(model, name)
        sql = f"SELECT e.{COLUMNS[name]} AS value, count(*) AS n FROM event e WHERE {where} GROUP BY 1"
        return {row["value"]: row["n"] for row in model.remembered(sql, values)}

    def coded(self, model: ReadModel, *without: str) -> Mask:
        """The coded events that fit, by number."""
        where, values = self.where(model, *without)
        sql = f"SELECT e.n FROM event e WHERE {where}"
        return model.kept((sql, *values), lambda: sides(model).mask(model.numbers(sql, values)))

    def kinds(self, model: ReadModel) -> list[Row]:
        """Counts of coded and imported events over the other filters; empty if nothing was imported."""
        taken = self.taken(model, "dataset", made="imported")
        if taken is None:
            return []
        where, values = self.where(model, "dataset")
        sql = f"SELECT count(*) AS n FROM event e WHERE {self._coded}{where.removeprefix(self.shelf)}"
        coded = int(model.value(sql, values) or 0)
        counts = {"coded": coded, "imported": taken.total, "both": coded + taken.total}
        return [{"value": made, "n": counts[made], "on": self.made == made} for made in MADE]

    def parties(self, model: ReadModel, limit: int = 12) -> list[Row]:
        """The actors most often part of the selected events, on either side."""
        held = sides(model)
        counts = Counter(held.parties.counts(self.coded(model, "actor")))
        names = held.names
        if taken := self.taken(model, "actor"):
            more = taken.parties()
            names = dict(more.keys()) | names
            for (key, _), n in more.items():
                counts[key] += n
        found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
        chosen = self.ask.many("actor")
        return [{"value": key, "name": names[key], "n": n, "on": key in chosen} for key, n in found]


def _one_of(chosen: Sequence[str]) -> Callable[[Any], bool]:
    """Whether a word is one of some; of places and parties, what they go by."""
    return lambda word: word is not None and str(word[0] if isinstance(word, list) else word) in chosen


def fts(text: str) -> str:
    """What a reader typed as an FTS5 query: every word must be there, the last one may go on. Empty if no word is."""
    words = [word for word in ("".join(c if c.isalnum() else " " for c in text)).split() if word][:20]
    if not words:
        return ""
    quoted = [f'"{word}"' for word in words]
    return " ".join(quoted) + ("" if text[-1:].isspace() else "*")


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
