"""Values of time expressions with the days they cover: how they are made, narrowed, moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from escalade.grounding import calendar
from escalade.grounding.timex import MONTHS, UNITS

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


def day_number(day: str) -> int:
    return int("".join(c for c in day if c.isdigit()))


def safe(year: int, month: int, day: int | None) -> date:
    return date(year, month, min(day or 15, 28))


def unit_of(text: str) -> str:
    return {"centurie": "century", "fortnight": "week"}.get(text, text)


def grain(unit: str) -> str:
    return {
        "second": "day",
        "minute": "day",
        "hour": "day",
        "quarter": "season",
        "weekend": "day",
        "century": "unknown",
    }.get(unit, unit)


def duration(n: str, unit: str) -> str:
    if unit in ("decade", "century", "centurie") and n.isdigit():
        n, unit = str(int(n) * (10 if unit == "decade" else 100)), "year"
    code = {"century": "CE", "centurie": "CE", "decade": "DE", "quarter": "Q", "weekend": "WE"}.get(unit) or UNITS.get(
        unit, "D"
    )
    return f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{n}{code}"


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
