"""GDELT 1.0 and 2.0 events, and the mentions of 2.0.

Geo_Type 1 is a country, 2 and 5 a state or province, 3 and 4 a town: latitude and longitude of the first three are
those of a middle. FIPS country codes. Which side did it: Actor1 to Actor2.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import columns as c
from escalade.imports.drawn import Columns
from escalade.imports.parties import of_gdelt
from escalade.imports.sheet import Sheet
from escalade.vocab import peers

_GEO = {"1": "country", "2": "province", "3": "settlement", "4": "settlement", "5": "province"}
_TYPES = ("Type1Code", "Type2Code", "Type3Code")


def events(sheet: Sheet) -> Columns:
    """Columns of ImportedEvent, for either version."""
    days = sheet.days("SQLDATE")
    c.refuse_undated(sheet, days, "SQLDATE")
    sheet.refuse(pc.invert(pc.ascii_is_decimal(sheet.cell("GLOBALEVENTID"))), "no_id", "no id", "GLOBALEVENTID")
    given = c.deeds(sheet, c.of_cameo, ("EventCode",))
    return {
        **c.one_day(days),
        **given,
        "quad_class": c.first_known(sheet.number("QuadClass", pa.int32(), 1, 4), given["quad_class"]),
        "goldstein": c.first_known(sheet.number("GoldsteinScale", low=-10, high=10), given["goldstein"]),
        "directed": pa.scalar(True),
        **c.parties(sheet, "actor", of_gdelt, _actor("Actor1")),
        **c.parties(sheet, "recipient", of_gdelt, _actor("Actor2")),
        **_place(sheet),
        "n_mentions": sheet.count("NumMentions"),
        "n_sources": sheet.count("NumSources"),
        "n_articles": sheet.count("NumArticles"),
        "url": sheet.text("SOURCEURL"),
    }


def _actor(side: str) -> tuple[str, ...]:
    return (f"{side}Code", f"{side}Name", f"{side}CountryCode", *(side + kind for kind in _TYPES))


def _place(sheet: Sheet) -> Columns:
    """Where the action was."""
    iso, level = sheet.looked_up(("ActionGeo_Type", "ActionGeo_CountryCode"), _where, (c.TEXT,) * 2)
    name = c.only_where(level.known(), sheet.label("ActionGeo_FullName"))
    return c.located(sheet, ("ActionGeo_Lat", "ActionGeo_Long"), name, iso, level)


def _where(kind: str, country: str) -> tuple[str | None, str | None]:
    return (peers.load().by_fips.get(country), _GEO[kind]) if kind in _GEO else (None, None)


def mentions(sheet: Sheet) -> Columns:
    """Columns of ImportedMention."""
    happened, told = sheet.days("EventTimeDate"), sheet.days("MentionTimeDate")
    c.refuse_undated(sheet, happened, "EventTimeDate")
    c.refuse_undated(sheet, told, "MentionTimeDate")
    sheet.refuse(pc.invert(pc.ascii_is_decimal(sheet.cell("GLOBALEVENTID"))), "no_id", "no id", "GLOBALEVENTID")
    return {
        "event_id": pc.binary_join_element_wise("gdelt2", sheet.cell("GLOBALEVENTID"), ":"),
        "event_date": happened,
        "mention_date": told,
        "publisher": sheet.label("MentionSourceName"),
        "url": sheet.text("MentionIdentifier"),
        "sentence": sheet.count("SentenceID"),
        "confidence": sheet.number("Confidence", pa.int32(), 0, 100),
    }
