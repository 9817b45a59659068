"""One selection of events for table, timeline, map, matrix and drawer: the query string, as conditions in SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from escalade.web.page import Ask
from escalade.web.schema import IMPORTED
from escalade.web.store import ReadModel, Row

SORTS = {
    "day": "e.day IS NULL, e.day, e.n",
    "-day": "e.day DESC, e.n DESC",
    "toll": "e.toll DESC, e.n",
    "origins": "e.origins_low DESC, e.n",
    "score": "e.score, e.n",
    "new": "e.intake DESC, e.n",
}
CUBE = {"type": "event_type", "standing": "standing", "status": "status", "quad": "quad_class"}  # counted in one scan
MADE = ("coded", "imported", "both")  # of reports by the machine, of data sets from elsewhere
COLUMNS = CUBE | {"dataset": "data_set", "country": "country", "precision": "precision", "place": "place"}
PARTIES = {"actor": None, "source": "actor", "target": "recipient"}
FILTERS = (*COLUMNS, *PARTIES, "q", "outlet", "from", "to", "month", "toll", "undated", "weak", "new", "ids", "made")


@dataclass(frozen=True)
class Selection:
    """Conditions on events `e` and the values they take."""

    ask: Ask

    def where(self, *without: str) -> tuple[str, list[Any]]:
        """SQL condition and its values; filters in `without` are left out."""
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
        for condition, value in self._others(without):
            parts.append(condition)
            values += value
        return " AND ".join(parts) or "1", values

    @property
    def made(self) -> str:
        """Which events are asked for: coded, imported, or both."""
        return made if (made := self.ask.one("made") or "") in MADE else "coded"

    @property
    def shelf(self) -> str:
        """The condition on `weak` that this comes down to."""
        return self._shelf(self.made)

    def _shelf(self, made: str) -> str:
        coded = [0, 1] if self.ask.one("weak") == "1" else [0]
        kinds = {"coded": coded, "imported": [IMPORTED], "both": [*coded, IMPORTED]}[made]
        return f"e.weak = {kinds[0]}" if len(kinds) == 1 else f"e.weak IN ({', '.join(map(str, kinds))})"

    def _others(self, without: Iterable[str]) -> Iterable[tuple[str, list[Any]]]:
        ask = self.ask
        match = fts(ask.one("q") or "")
        if match and "q" not in without:
            yield "e.n IN (SELECT rowid FROM event_search WHERE event_search MATCH ?)", [match]
        outlets = [] if "outlet" in without else ask.many("outlet")
        if outlets:
            yield f"e.n IN (SELECT n FROM teller WHERE outlet IN ({_marks(outlets)}))", outlets
        if (start := ask.one("from")) and "from" not in without:
            yield "e.day >= ?", [start]
        if (end := ask.one("to")) and "to" not in without:
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
        where, values = self.where()
        return int(model.value(f"SELECT count(*) AS n FROM event e WHERE {where}", values) or 0)

    def rows(self, model: ReadModel, limit: int, offset: int = 0, sort: str | None = None) -> list[Row]:
        """Selected events in the order asked for."""
        where, values = self.where()
        order = SORTS.get(sort or self.ask.one("sort") or "", SORTS["-day"])
        picked = f"SELECT e.n FROM event e WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        found = model.rows(picked, [*values, limit, offset])
        numbers = [row["n"] for row in found]
        rows = model.rows(f"SELECT * FROM event WHERE n IN ({_marks(numbers)})", numbers)
        return sorted(rows, key=lambda row: numbers.index(row["n"]))

    def cube(self, model: ReadModel) -> dict[str, list[Row]]:
        """Counts by type, standing, status and class: each over the other filters, so that more than one can be set."""
        where, values = self.where(*CUBE)
        columns = ", ".join(f"e.{column}" for column in CUBE.values())
        cells = model.remembered(
            f"SELECT {columns}, count(*) AS n FROM event e WHERE {where} GROUP BY {columns}", values
        )
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
        """Counts by country or outlet, most frequent first."""
        chosen = self.ask.many(name)
        if name == "outlet":
            where, values = self.where("outlet")
            sql = f"SELECT t.outlet AS value, count(*) AS n FROM event e JOIN teller t ON t.n = e.n WHERE {where}"
        else:
            where, values = self.where(name)
            sql = f"SELECT e.{COLUMNS[name]} AS value, count(*) AS n FROM event e WHERE {where}"
        found = model.remembered(f"{sql} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", [*values, limit])
        return [row | {"on": row["value"] in chosen} for row in found if row["value"]]

    def kinds(self, model: ReadModel) -> list[Row]:
        """Counts of coded and imported events over the other filters; empty if nothing was imported."""
        if not model.value(f"SELECT 1 AS n FROM event WHERE weak = {IMPORTED} LIMIT 1"):
            return []
        where, values = self.where("dataset")
        rest = where.removeprefix(self.shelf)
        counts = {
            made: model.value(f"SELECT count(*) AS n FROM event e WHERE {self._shelf(made)}{rest}", values) or 0
            for made in ("coded", "imported")
        }
        counts["both"] = sum(counts.values())
        return [{"value": made, "n": counts[made], "on": self.made == made} for made in MADE]

    def parties(self, model: ReadModel, limit: int = 12) -> list[Row]:
        """The actors most often part of the selected events, on either side."""
        where, values = self.where("actor")
        if where == "e.weak = 0":  # nothing but the default: every actor's count is known
            found = model.remembered(
                "SELECT actor_id AS value, name, events AS n FROM actor ORDER BY events DESC LIMIT ?", [limit]
            )
        else:
            found = model.remembered(
                "SELECT p.actor AS value, min(p.name) AS name, count(DISTINCT e.n) AS n FROM event e "
                f"JOIN party p ON p.n = e.n WHERE {where} AND p.known GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ?",
                [*values, limit],
            )
        chosen = self.ask.many("actor")
        return [row | {"on": row["value"] in chosen} for row in found]


def fts(text: str) -> str:
    """What a reader typed as an FTS5 query: every word must be there, the last one may go on. Empty if no word is."""
    words = [word for word in ("".join(c if c.isalnum() else " " for c in text)).split() if word][:20]
    if not words:
        return ""
    quoted = [f'"{word}"' for word in words]
    return " ".join(quoted) + ("" if text[-1:].isspace() else "*")


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
