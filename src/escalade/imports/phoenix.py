"""Phoenix daily files, and what PETRARCH itself writes: CAMEO codes for deeds and actors, names for neither."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import columns as c
from escalade.imports.drawn import Columns
from escalade.imports.parties import of_code, of_petrarch
from escalade.imports.sheet import VOID, Sheet
from escalade.vocab import peers

_PLACE = ("LocationName", "StateName", "CountryCode")


def events(sheet: Sheet) -> Columns:
    """Columns of ImportedEvent from a Phoenix file. PentaClass counts from 0 and is left in the record."""
    days = sheet.days("Date")
    c.refuse_undated(sheet, days, "Date")
    sheet.refuse(pc.is_null(sheet.text("EventID")), "no_id", "no id", "EventID")
    given = c.deeds(sheet, c.of_cameo, ("EventCode",))
    return {
        **c.one_day(days),
        **given,
        "goldstein": c.first_known(sheet.number("GoldsteinScore", low=-10, high=10), given["goldstein"]),
        "directed": pa.scalar(True),
        **c.parties(sheet, "actor", of_code, ("SourceActorFull", "SourceActorEntity", "SourceActorRole")),
        **c.parties(sheet, "recipient", of_code, ("TargetActorFull", "TargetActorEntity", "TargetActorRole")),
        **c.located(sheet, ("Lat", "Lon"), *sheet.looked_up(_PLACE, _place, (c.TEXT,) * 3)),
        "publisher": sheet.label("NewsSources"),
        "url": sheet.text("URLs"),
    }


def _place(name: str, state: str, country: str) -> tuple[str | None, ...]:
    """Where it was, as fine as the finest name given."""
    iso = peers.load().country(country)
    return c.first_said([name, state]), iso, _precision(name, state, iso)


def _precision(name: str, state: str, iso: str | None) -> str | None:
    """What sort of place a name is: a country's is told by the name, a state's by its own column."""
    if name in VOID or name == state:
        return "province" if state not in VOID else "country" if iso else None
    return "country" if peers.load().country(name) else "settlement"


def petrarch(sheet: Sheet) -> Columns:
    """Columns of ImportedEvent from PETRARCH's own output: date, source, target, code, story."""
    days = sheet.days("Date")
    c.refuse_undated(sheet, days, "Date")
    return {
        **c.one_day(days),
        **c.deeds(sheet, c.of_cameo, ("EventCode",)),
        "directed": pa.scalar(True),
        **c.parties(sheet, "actor", of_petrarch, ("Source",)),
        **c.parties(sheet, "recipient", of_petrarch, ("Target",)),
        "publisher": sheet.label("NewsSource"),
    }
