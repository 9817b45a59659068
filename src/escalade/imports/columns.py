"""Columns of imported events that several formats fill in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports.drawn import Column, Columns, Drawn
from escalade.imports.sheet import VOID, Sheet
from escalade.vocab import peers

TEXT, TEXTS, NUMBER, WHOLE = pa.string(), pa.list_(pa.string()), pa.float64(), pa.int32()
_WHO = ("id", "name", "country", "cameo", "sectors")


def parties(sheet: Sheet, side: str, what: Callable[..., tuple[Any, ...]], names: Sequence[str]) -> Columns:
    """The columns of one side ("actor", "recipient")."""
    kinds = (TEXT, TEXT, TEXT, TEXT, TEXTS)
    return dict(zip((f"{side}_{part}" for part in _WHO), sheet.looked_up(names, what, kinds), strict=True))


def deeds(sheet: Sheet, what: Callable[..., tuple[Any, ...]], names: Sequence[str]) -> Columns:
    """What was done: a function of cells that gives the fields of a `Deed`."""
    *words, quad_class, goldstein = sheet.looked_up(names, what, (TEXT, TEXT, TEXTS, TEXT, WHOLE, NUMBER))
    made: Columns = dict(zip(("event_type", "mode", "contexts", "cameo"), words, strict=True))
    return made | {"quad_class": quad_class.plain(), "goldstein": goldstein.plain()}


def fields(deed: peers.Deed) -> tuple[Any, ...]:
    """The fields of a deed, in the order of `deeds`."""
    return (deed.event_type, deed.mode, deed.contexts, deed.cameo, deed.quad_class, deed.goldstein)


def of_cameo(code: str) -> tuple[Any, ...]:
    """A CAMEO code with its PLOVER equivalent; a code that CAMEO does not have is kept, without one."""
    deed = peers.load().of_cameo(code)
    known = fields(deed)
    return known if deed.cameo else (*known[:3], code or None, *known[4:])


def one_day(days: Drawn) -> Columns:
    """Date columns of an event on one day."""
    return {"date_start": days, "date_end": days, "date_precision": pa.scalar("day")}


def refuse_undated(sheet: Sheet, days: Drawn, name: str) -> None:
    """Set aside the records without a day that the calendar has."""
    sheet.refuse(pc.invert(days.known()), "bad_date", "no date", name)


def first_known(*columns: pa.Array) -> pa.Array:
    """The first that is not null, row by row."""
    return pc.coalesce(*columns)


def first_said(cells: Iterable[str]) -> str | None:
    """The first cell that says something."""
    return next((cell for cell in cells if cell not in VOID), None)


def first_label(sheet: Sheet, *names: str) -> pa.Array:
    """Row by row the first of some columns that says something; the others are read where the first leaves it open."""
    first = sheet.label(names[0])
    if not first.null_count:
        return first
    return first_known(*(sheet.text(name) for name in names))


def country(sheet: Sheet, what: Callable[..., tuple[str | None]], number: str, name: str) -> Drawn:
    """A country by its number, and by its name too where the number does not do."""
    [iso] = sheet.looked_up((number,), what, (TEXT,))
    return iso if pc.all(iso.known()).as_py() else sheet.looked_up((number, name), what, (TEXT,))[0]


def only_where(there: pa.Array, value: pa.Array) -> pa.Array:
    """Null where a condition does not hold."""
    return value if not there.null_count and pc.all(there).as_py() else pc.if_else(there, value, None)


def located(sheet: Sheet, point: tuple[str, str], name: Column, iso: Drawn, precision: Drawn) -> Columns:
    """The columns of a place. `point`: names of the cells of latitude and longitude, that count only with a class."""
    known = precision.known()
    north, east = sheet.point(*point)
    return {
        "place_name": name,
        "place_country": iso,
        "latitude": only_where(known, north),
        "longitude": only_where(known, east),
        "place_precision": precision,
    }
