"""Values of time expressions with the days they cover: how they are made, narrowed, moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from escalade.grounding import calendar
from escalade.grounding.timex import MONTHS, UNITS

_HALVED = Fraction(1, 2)
_LATE, _EARLY = ("late", "later"), ("early", "earlier")


@dataclass(frozen=True, slots=True)
class Dated:
    """Value of an expression and the days it covers."""

    value: str | None
    start: str | None
    end: str | None
    precision: str
    basis: str


def made(value: str | None, basis: str, part: str = "") -> Dated | None:
    """A calendar value with its days; None if there is no such day."""
    covered = calendar.days(value) if value else None
    if covered is None:
        return None
    start, end, precision = covered
    return Dated(f"{value}{part}", start.isoformat(), end.isoformat(), precision, basis)


def explicit(value: str, part: str = "") -> Dated | None:
    return made(value, "explicit", part)


def part_of(dated: Dated | None, phase: str | None, narrow: bool = False) -> Dated | None:
    """The early, middle or late third of a stretch (a twelfth of a year for "the beginning of")."""
    if dated is None or phase is None or dated.start is None or dated.end is None:
        return dated
    first, last = date.fromisoformat(dated.start), date.fromisoformat(dated.end)
    length = (last - first).days + 1
    if length < 3 or phase in ("earlier", "later"):
        return dated
    part = timedelta(max(0, length // (12 if narrow and length > 300 else 3) - 1))
    if phase in _EARLY:
        last = first + part
    elif phase in _LATE:
        first = last - part
    else:
        third = timedelta(length // 3)
        first, last = first + third, last - third
    precision = "month" if narrow and length > 300 else dated.precision
    return Dated(dated.value, first.isoformat(), last.isoformat(), precision, dated.basis)


def month_number(name: str) -> int:
    return MONTHS[name.rstrip(".")]


def safe(year: int, month: int, day: int | None) -> date:
    return date(year, month, min(day or 15, 28))


def unit_of(text: str) -> str:
    return {"centurie": "century", "centuries": "century", "night": "day"}.get(text, text)


def timed(dated: Dated | None, part: str) -> Dated | None:
    """A day with a clock time or part of the day in its value; other values as they are."""
    if dated is None or dated.precision != "day" or dated.value is None:
        return dated
    return replace(dated, value=dated.value.partition("T")[0] + part)


def grain(unit: str) -> str:
    return {
        "second": "day",
        "minute": "day",
        "hour": "day",
        "quarter": "season",
        "weekend": "day",
        "century": "unknown",
    }.get(unit, unit)


# what half a unit is: the smaller unit's code, and how many
_HALF = {"minute": ("S", 30), "hour": ("M", 30), "day": ("H", 12), "year": ("M", 6)}
_YEARS = {"decade": 10, "century": 100}
_CODES = UNITS | {"weekend": "WE", "decade": "DE", "century": "CE"}
_CLOCK = ("second", "minute", "hour")


def duration(n: str, unit: str) -> str:
    """TIMEX3 length of time: n is digits or X."""
    if unit in _YEARS and n.isdigit():
        n, unit = str(int(n) * _YEARS[unit]), "year"
    return f"P{'T' if unit in _CLOCK else ''}{n}{_CODES.get(unit, 'D')}"


def halved(n: int, unit: str, share: Fraction = _HALVED) -> str:
    """Length of n units and a share (a half) of one more: "P2Y6M", "PT30M", "P50Y"."""
    if unit in _YEARS:
        return f"P{int((n + share) * _YEARS[unit])}Y"
    if unit not in _HALF:
        return f"P{n}.5{_CODES.get(unit, 'D')}"
    whole = duration(str(n), unit) if n else "PT" if unit in _CLOCK else "P"
    code, of = _HALF[unit]
    part = f"{int(share * 2 * of)}{code}"
    return f"{whole}T{part}" if unit == "day" else f"{whole}{part}"


def shift(day: date, n: int, unit: str) -> date:
    """The day n units on; months and years keep the day of the month where it exists."""
    if unit in ("second", "minute", "hour"):
        return day
    if unit in ("day", "week", "weekend"):
        return day + timedelta(n * (1 if unit == "day" else 7))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit, 1) * n
    year, month = calendar.add_months(day, months)
    if not 1 <= year <= 9999:
        return day
    return date(year, month, min(day.day, calendar.month_days(year, month)[1].day))
