"""ACLED: political violence and protest, coded by people. actor1 and actor2 are sides, in no order.

`fatalities` is one number, and 0 is written both where nobody died and where nobody says: it is left unknown.
time_precision 2 is a week that has the date in it, 3 a month; geo_precision 1 is a town, 2 its surroundings, 3 a
province.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import columns as c
from escalade.imports.drawn import Columns
from escalade.imports.parties import of_acled
from escalade.imports.sheet import Sheet, day
from escalade.vocab import peers

_GEO = {"1": "settlement", "2": "district", "3": "province"}


def events(sheet: Sheet) -> Columns:
    """Columns of ImportedEvent."""
    start, end, precision = sheet.looked_up(("event_date", "time_precision"), span, (c.TEXT,) * 3)
    c.refuse_undated(sheet, start, "event_date")
    sheet.refuse(pc.is_null(sheet.text("event_id_cnty")), "no_id", "no id", "event_id_cnty")
    name = c.first_label(sheet, "location", "admin1", "country")
    iso = c.country(sheet, _country, "iso", "country")
    [level] = sheet.looked_up(("geo_precision",), _level, (c.TEXT,))
    killed = sheet.count("fatalities")
    killed = c.only_where(pc.greater(killed, 0), killed)
    return {
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        **c.deeds(sheet, _deed, ("sub_event_type",)),
        "directed": pa.scalar(False),
        **c.parties(sheet, "actor", of_acled, ("actor1", "inter1")),
        **c.parties(sheet, "recipient", of_acled, ("actor2", "inter2")),
        **c.located(sheet, ("latitude", "longitude"), name, iso, level),
        "killed_min": killed,
        "killed_max": killed,
        "publisher": sheet.label("source"),
        "text": sheet.text("notes"),
    }


def span(cell: str, precision: str) -> tuple[str | None, str | None, str | None]:
    """First and last day that the event may have been on, and how exactly that is known."""
    known = day(cell, "dmy")
    if known is None:
        return None, None, None
    on = date.fromisoformat(known)
    try:
        if precision == "2":
            return (on - timedelta(6)).isoformat(), (on + timedelta(6)).isoformat(), "week"
    except OverflowError:
        return None, None, None
    if precision == "3":
        last = monthrange(on.year, on.month)[1]
        return on.replace(day=1).isoformat(), on.replace(day=last).isoformat(), "month"
    return known, known, "day"


@lru_cache(maxsize=256)
def _deed(sub_event_type: str) -> tuple[Any, ...]:
    return c.fields(peers.load().of_acled(sub_event_type))


def _country(number: str, name: str = "") -> tuple[str | None]:
    known = peers.load()
    return (known.by_numeric.get(number.lstrip("0").removesuffix(".0")) or known.country(name),)


def _level(precision: str) -> tuple[str | None]:
    return (_GEO.get(precision),)
