"""POLECAT: PLOVER events with actors resolved to names; lists parted by semicolons.

Its intensity is PLOVER's and no Goldstein score: the score given here is that of the CAMEO code that stands for the
type.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports import columns as c
from escalade.imports import icews
from escalade.imports.drawn import Columns
from escalade.imports.parties import of_polecat
from escalade.imports.sheet import VOID, Sheet
from escalade.vocab import peers

_PLACE = (*icews.PLACE, "Placename", "Feature Type")
_CLASSES = {"PPL": "settlement", "ADM1": "province", "ADM2": "district", "ADM3": "district", "PCL": "country"}
_AREAS = frozenset("AREA RGN RGNE SEA GULF OCN STRT BAY LK STM MTS MT DSRT ISL ISLS PEN VAL CST CONT".split())
_SITES = frozenset(
    "AIRB AIRP AIRF MIL INSM NAVB PRT BLDG EMB HSP SCH CMP CMPRF PRN BDG FT CSTM PS DAM OILF OILR".split()
)


def events(sheet: Sheet) -> Columns:
    """Columns of ImportedEvent."""
    days = sheet.days("Event Date")
    c.refuse_undated(sheet, days, "Event Date")
    sheet.refuse(pc.is_null(sheet.text("Event ID")), "no_id", "no id", "Event ID")
    given = c.deeds(sheet, _deed, ("Event Type", "Event Mode", "Contexts"))
    sides = ("Name", "Country", "Primary Sector", "Sectors")
    return {
        **c.one_day(days),
        **given,
        "directed": pa.scalar(True),
        **c.parties(sheet, "actor", of_polecat, [_side("Actor", part) for part in sides]),
        **c.parties(sheet, "recipient", of_polecat, [_side("Recipient", part) for part in sides]),
        **c.located(sheet, ("Latitude", "Longitude"), *sheet.looked_up(_PLACE, _place, (c.TEXT,) * 3)),
        "geonames_id": sheet.number("GeoNames ID", pa.int32(), 1, 2**31 - 1),
        "publisher": sheet.label("Source"),
    }


def _side(side: str, part: str) -> str:
    return f"Primary {side} Sector" if part == "Primary Sector" else f"{side} {part}"


def _deed(event_type: str, mode: str, contexts: str) -> tuple[Any, ...]:
    """A type and mode of PLOVER, in any casing; contexts that PLOVER has."""
    about = tuple(part.strip().lower().replace(" ", "_") for part in contexts.split(";"))
    mode = mode.strip().lower().replace(" ", "-").replace("_", "-")
    return c.fields(peers.load().of_plover(event_type.upper(), mode or None, about))


def _place(city: str, district: str, province: str, country: str, name: str, feature: str) -> tuple[str | None, ...]:
    """Where it was; GeoNames' feature code says how exactly, else the finest name."""
    finest, iso, level = icews.place(city, district, province, country)
    return c.first_said([name]) or finest, iso, _precision(feature) or level


def _precision(code: str) -> str | None:
    if code in VOID:
        return None
    level = next((level for start, level in _CLASSES.items() if code.startswith(start)), None)
    return level or ("region" if code in _AREAS else "facility" if code in _SITES else None)
