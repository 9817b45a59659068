"""What the outlook is made from and what it gives the tables: acts of a casebook, `index` and `forecasts`.

The index is worked out whenever it is asked for. Forecasts take a fit: `Casebook.forecast` makes them and keeps them in
the casebook's exports, marked with the moment they are of; of any other moment they are no longer shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from escalade.errors import UsageError
from escalade.export import imported as imports
from escalade.ledger.ledger import Ledger
from escalade.ledger.parts import replacing
from escalade.outlook.acts import Acts, beside, from_records
from escalade.outlook.columns import NEEDED, from_imported
from escalade.outlook.forecast import LEVELS, Forecast
from escalade.outlook.index import ALL, Index, build, pair_name, table

if TYPE_CHECKING:
    from escalade.export.views import Views

Record = dict[str, Any]
ORIGINS = ("all", "coded", "imported")
KEPT = "forecasts.jsonl"
SAID = ("mean", "low", "high", "held", "usual", "p_more", "recent")  # of a forecast, whatever the quantile


def acts(views: Views, origin: str = "all", threshold: float = 0.0) -> Acts:
    """What counts of coded events (decisions applied), of imported ones, or of both side by side."""
    if origin not in ORIGINS:
        raise UsageError(f"no origin {origin!r}; there are {', '.join(ORIGINS)}")
    coded = imported = Acts((), {}, {})
    if origin != "imported":
        events, mentions, documents, actors = (
            views.records(name) for name in ("events", "event_mentions", "documents", "actors")
        )
        coded = from_records(events, mentions, documents, actors, threshold)
    if origin != "coded":
        imported = from_imported(imports.events(views.ledger, columns=list(NEEDED)))
    return beside(coded, imported)


def known_until(views: Views, found: Acts) -> int | None:
    """The last day that anything is known of, an ordinal: the newest report's or imported event's, if acts reach it.

    What is dated later is announced or misread, and no forecast may start from it. None where no report has a date.
    """
    reports = [d["published"] for d in views.records("documents") if d["published"]]
    days = [date.fromisoformat(p[:10]).toordinal() for p in reports if len(p) >= 10]
    days += [int(found.imported.last.max())] if found.imported else []
    latest = found.last()
    return None if not days or latest is None else min(max(days), latest)


def index_of(
    views: Views, origin: str = "all", threshold: float = 0.0, scale: str = "goldstein", most: int | None = None
) -> Index:
    """The index of a casebook, up to the last day that anything is known of; of all pairs, or of the busiest."""
    found = acts(views, origin, threshold)
    return build(found, scale, last=known_until(views, found), most=most)


def only(index: Index, series: str | None) -> Index:
    """One series of an index, "A>B" meaning "A~B"; or all of them. Raises UsageError if there is none such."""
    if series is None:
        return index
    sides = {name.casefold(): side for side, name in index.acts.names.items()}
    parts = [part.strip() for part in re.split(r"->|[>~→]", series)]
    name = pair_name(*(sides.get(p.casefold(), p) for p in parts)) if len(parts) == 2 else series
    if name not in index.points:
        known = ", ".join([ALL, *index.hottest(8)]) if index.points else "none: no dated event counts"
        raise UsageError(f"no series {series!r} in the index; there are {known} ...")
    return replace(index, points={name: index.points[name]})


def index_records(views: Views, most: int | None = None) -> Iterator[Record]:
    """Records of the table "index"; `most`: of so many pairs, the busiest."""
    for point in table(index_of(views, threshold=_threshold(views), most=most)):
        yield point.plain()


def _threshold(views: Views) -> float:
    settings = views.applied.settings
    return settings.coding.brief_score if settings is not None else 0.0


def keep(folder: Path, moment: str, forecasts: Sequence[Forecast]) -> Path:
    """Write forecasts into a casebook's exports, marked with the moment they are of."""
    path = folder / "exports" / KEPT
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"as_of": moment}) + "\n")
        for record in forecast_rows(forecasts):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def forecast_rows(forecasts: Sequence[Forecast]) -> Iterator[Record]:
    """Rows of the table "forecasts", one a quantile."""
    for f in forecasts:
        same = {"series": f.series, "cutoff": f.cutoff, "horizon_days": f.horizon_days, "date": f.date}
        for level, value in zip(LEVELS, f.quantiles, strict=True):
            row = {"quantile": level, "value": float(value), "model": f.model}
            yield same | row | {name: getattr(f, name) for name in SAID}


def made_at(folder: Path) -> str | None:
    """The moment that a casebook's kept forecasts are of; None where none were made."""
    path = folder / "exports" / KEPT
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as lines:
        at: str = json.loads(next(lines))["as_of"]
        return at


def kept(views: Views) -> Iterator[Record]:
    """Forecasts that were made of the very moment that `views` shows; none if they are of another."""
    folder, decisions = views.ledger.folder.parent, views.applied.decisions
    if made_at(folder) != moment(views.ledger, decisions[-1].seq if decisions else 0):
        return
    with (folder / "exports" / KEPT).open(encoding="utf-8") as lines:
        next(lines)
        yield from map(json.loads, lines)


def moment(ledger: Ledger, seq: int) -> str:
    """The moment of a ledger with so many decisions; imports, which make no generation of reports, count too."""
    manifest = ledger.manifest
    return f"{manifest.generation}.{seq}.{sum(part.rows for part in manifest.parts)}"
