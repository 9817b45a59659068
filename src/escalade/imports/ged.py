"""UCDP GED: fatal organised violence, coded by people. side_a and side_b are sides, in no order.

low and high bound the dead of all sides; `best` stays in the record. where_prec: 1 the very place, 2 within 25 km of
one, 3 and 4 a district and a province, 5 a stretch of land, 6 a country, 7 seas and air.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import columns as c
from escalade.imports.drawn import Columns
from escalade.imports.parties import of_ged
from escalade.imports.sheet import Sheet, day
from escalade.vocab import peers

WHERE = {
    "1": "point",
    "2": "settlement",
    "3": "district",
    "4": "province",
    "5": "region",
    "6": "country",
    "7": "region",
}


def events(sheet: Sheet) -> Columns:
    """Columns of ImportedEvent."""
    start, end, precision = sheet.looked_up(("date_start", "date_end", "date_prec"), span, (c.TEXT,) * 3)
    c.refuse_undated(sheet, start, "date_start")
    sheet.refuse(pc.is_null(sheet.text("id")), "no_id", "no id", "id")
    name = c.first_label(sheet, "where_coordinates", "adm_2", "adm_1", "country")
    iso = c.country(sheet, _country, "country_id", "country")
    [level] = sheet.looked_up(("where_prec",), _level, (c.TEXT,))
    low, high = sheet.count("low"), sheet.count("high")
    sources = sheet.number("number_of_sources", pa.int32(), -1, 2**31 - 1)  # -1: unknown
    side = of_side
    return {
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        **c.deeds(sheet, _deed, ("type_of_violence",)),
        "directed": pa.scalar(False),
        **c.parties(sheet, "actor", side("a"), ("side_a", "type_of_violence", "gwnoa")),
        **c.parties(sheet, "recipient", side("b"), ("side_b", "type_of_violence", "gwnob")),
        **c.located(sheet, ("latitude", "longitude"), name, iso, level),
        "killed_min": low,
        "killed_max": c.only_where(pc.greater_equal(high, low), high),
        "n_sources": c.only_where(pc.greater_equal(sources, 0), sources),
        "publisher": sheet.label("source_office"),
        "text": c.first_known(sheet.text("source_headline"), sheet.text("source_article")),
    }


@lru_cache(maxsize=2)
def of_side(side: str) -> Any:
    """`of_ged` for one side."""

    def who(name: str, violence: str, gwno: str) -> tuple[Any, ...]:
        return of_ged(name, violence, side, gwno)

    return who


def span(first: str, last: str, precision: str) -> tuple[str | None, str | None, str | None]:
    """First and last day and how exactly the day is known. Nothing where the days are none, or in the wrong order."""
    start, end = day(first), day(last)
    if start is None or end is None or end < start:
        return None, None, None
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    if precision == "1" and days == 1:
        return start, end, "day"
    given = {"2": "week", "3": "week", "4": "month", "5": "year"}.get(precision)
    return start, end, given or ("day" if days == 1 else "week" if days <= 7 else "month" if days <= 31 else "year")


def _deed(violence: str) -> tuple[Any, ...]:
    """Every event of GED is the use of armed force with at least one dead."""
    return c.fields(peers.load().of_plover("ASSAULT", None))


def _country(number: str, name: str = "") -> tuple[str | None]:
    known = peers.load()
    return (known.by_gw.get(number) or known.country(name),)


def _level(precision: str) -> tuple[str | None]:
    return (WHERE.get(precision),)
