"""Phoenix daily files, and what PETRARCH itself writes: CAMEO codes for deeds and actors, names for neither."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import columns as c
from escalade.imports.parties import VOID, of_code, of_petrarch
from escalade.imports.sheet import Sheet
from escalade.vocab import peers


def events(sheet: Sheet) -> c.Columns:
    """Columns of ImportedEvent from a Phoenix file. PentaClass counts from 0 and is left in the record."""
    days = sheet.days("Date")
    c.refuse_undated(sheet, days, "Date")
    sheet.refuse(pc.is_null(sheet.text("EventID")), "no_id", "no id", "EventID")
    given = c.deeds(sheet, c.of_cameo, ("EventCode",))
    return {
        **c.one_day(days),
        **given,
        "goldstein": c.first_known(sheet.number("GoldsteinScore", low=-10, high=10), given["goldstein"]),
        "directed": c.constant(True, sheet, pa.bool_()),
        **c.parties(sheet, "actor", of_code, ("SourceActorFull", "SourceActorEntity", "SourceActorRole")),
        **c.parties(sheet, "recipient", of_code, ("TargetActorFull", "TargetActorEntity", "TargetActorRole")),
        **_place(sheet),
        "publisher": sheet.text("NewsSources"),
        "url": sheet.text("URLs"),
    }


def _place(sheet: Sheet) -> c.Columns:
    """Where it was, as fine as the finest name given."""
    name, state, iso = sheet.text("LocationName"), sheet.text("StateName"), c.country(sheet, "CountryCode")
    (precision,) = sheet.looked_up(("LocationName", "StateName", "CountryCode"), _precision, (c.TEXT,))
    latitude, longitude = sheet.point("Lat", "Lon")
    known = pc.is_valid(precision)
    return {
        "place_name": c.first_known(name, state),
        "place_country": iso,
        "latitude": c.only_where(known, latitude),
        "longitude": c.only_where(known, longitude),
        "place_precision": precision,
    }


def _precision(name: str, state: str, country: str) -> tuple[str | None]:
    """What sort of place a name is: a country's is told by the name, a state's by its own column."""
    known = peers.load()
    if name in VOID or name == state:
        return ("province" if state not in VOID else "country" if known.country(country) else None,)
    return ("country" if known.country(name) else "settlement",)


def petrarch(sheet: Sheet) -> c.Columns:
    """Columns of ImportedEvent from PETRARCH's own output: date, source, target, code, story."""
    days = sheet.days("Date")
    c.refuse_undated(sheet, days, "Date")
    return {
        **c.one_day(days),
        **c.deeds(sheet, c.of_cameo, ("EventCode",)),
        "directed": c.constant(True, sheet, pa.bool_()),
        **c.parties(sheet, "actor", of_petrarch, ("Source",)),
        **c.parties(sheet, "recipient", of_petrarch, ("Target",)),
        "publisher": sheet.text("NewsSource"),
    }
