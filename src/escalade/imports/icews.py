"""ICEWS coded events, the yearly files to 2018 and the weekly ones after: tabs, no quoting, one date at times as m/d/Y.

Intensity is the score of the CAMEO code. A place is as fine as the finest of City, District, Province, Country; its
point is a middle of that.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import columns as c
from escalade.imports.drawn import Columns
from escalade.imports.parties import of_icews
from escalade.imports.sheet import VOID, Sheet
from escalade.vocab import peers

PLACE = ("City", "District", "Province", "Country")


def events(sheet: Sheet) -> Columns:
    """Columns of ImportedEvent."""
    days = sheet.days("Event Date")
    c.refuse_undated(sheet, days, "Event Date")
    sheet.refuse(pc.is_null(sheet.text("Event ID")), "no_id", "no id", "Event ID")
    given = c.deeds(sheet, _deed, ("CAMEO Code",))
    return {
        **c.one_day(days),
        **given,
        "goldstein": c.first_known(sheet.number("Intensity", low=-10, high=10), given["goldstein"]),
        "directed": pa.scalar(True),
        **c.parties(sheet, "actor", of_icews, ("Source Name", "Source Sectors", "Source Country")),
        **c.parties(sheet, "recipient", of_icews, ("Target Name", "Target Sectors", "Target Country")),
        **c.located(sheet, ("Latitude", "Longitude"), *sheet.looked_up(PLACE, place, (c.TEXT,) * 3)),
        "publisher": sheet.label("Publisher"),
        "text": sheet.label("Event Text"),
    }


@lru_cache(maxsize=4096)
def _deed(code: str) -> tuple[Any, ...]:
    """A code with the leading zero that a table program took off: ICEWS has codes of three digits and of four."""
    known = peers.load().ontology.cameo
    restored = next((c for c in (code, f"0{code}") if len(c) > 2 and c in known), code)
    return c.of_cameo(restored) if restored.isdigit() else c.fields(peers.Deed())


def place(city: str, district: str, province: str, country: str) -> tuple[str | None, ...]:
    """Name, country and class of a place, as fine as the finest name given; also that of POLECAT."""
    names = zip((city, district, province, country), ("settlement", "district", "province", "country"), strict=True)
    name, level = next(((name, level) for name, level in names if name not in VOID), (None, None))
    return name, peers.load().country(country), level
