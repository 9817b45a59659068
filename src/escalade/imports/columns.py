"""Columns of imported events that several formats fill in the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports.sheet import Sheet
from escalade.vocab import peers

Columns = dict[str, pa.Array]
TEXT, TEXTS, NUMBER, WHOLE = pa.string(), pa.list_(pa.string()), pa.float64(), pa.int32()
_WHO = ("id", "name", "country", "cameo", "sectors")


def parties(sheet: Sheet, side: str, what: Callable[..., tuple[Any, ...]], names: Sequence[str]) -> Columns:
    """The columns of one side ("actor", "recipient")."""
    kinds = (TEXT, TEXT, TEXT, TEXT, TEXTS)
    return dict(zip((f"{side}_{part}" for part in _WHO), sheet.looked_up(names, what, kinds), strict=True))


def deeds(sheet: Sheet, what: Callable[..., tuple[Any, ...]], names: Sequence[str]) -> Columns:
    """What was done: a function of cells that gives the fields of a `Deed`."""
    parts = ("event_type", "mode", "contexts", "cameo", "quad_class", "goldstein")
    kinds = (TEXT, TEXT, TEXTS, TEXT, WHOLE, NUMBER)
    return dict(zip(parts, sheet.looked_up(names, what, kinds), strict=True))


def fields(deed: peers.Deed) -> tuple[Any, ...]:
    """The fields of a deed, in the order of `deeds`."""
    return (deed.event_type, deed.mode, deed.contexts, deed.cameo, deed.quad_class, deed.goldstein)


def of_cameo(code: str) -> tuple[Any, ...]:
    """A CAMEO code with its PLOVER equivalent; a code that CAMEO does not have is kept, without one."""
    deed = peers.load().of_cameo(code)
    known = fields(deed)
    return known if deed.cameo else (*known[:3], code or None, *known[4:])


def one_day(days: pa.Array) -> Columns:
    """Date columns of an event on one day."""
    return {"date_start": days, "date_end": days, "date_precision": pa.repeat("day", len(days))}


def refuse_undated(sheet: Sheet, days: pa.Array, name: str) -> None:
    """Set aside the records without a day that the calendar has."""
    sheet.refuse(pc.is_null(days), "bad_date", "no date", name)


def constant(value: Any, sheet: Sheet, kind: pa.DataType) -> pa.Array:
    """The same value in every row."""
    return pa.repeat(pa.scalar(value, kind), len(sheet))


def first_known(*columns: pa.Array) -> pa.Array:
    """The first that is not null, row by row."""
    return pc.coalesce(*columns)


def of_country(name: str) -> tuple[str | None]:
    """ISO alpha-3 of a country's code or name."""
    return (peers.load().country(name),)


def country(sheet: Sheet, name: str) -> pa.Array:
    """A column of countries as ISO alpha-3."""
    return sheet.looked_up((name,), of_country, (TEXT,))[0]


def only_where(there: pa.Array, value: pa.Array) -> pa.Array:
    """Null where a condition does not hold."""
    return pc.if_else(there, value, None)


def located(sheet: Sheet, precision: pa.Array, name: pa.Array, iso: pa.Array, latitude: str, longitude: str) -> Columns:
    """The columns of a place; `latitude`, `longitude`: names of the cells, that count only with a precision class."""
    known = pc.is_valid(precision)
    north, east = sheet.point(latitude, longitude)
    return {
        "place_name": name,
        "place_country": iso,
        "latitude": only_where(known, north),
        "longitude": only_where(known, east),
        "place_precision": precision,
    }
