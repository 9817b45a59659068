"""Calendar arithmetic on TIMEX3 values: what days a value covers, and how to step from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_VALUE = re.compile(
    r"^(?P<y>\d{4})(?:-(?:(?P<m>\d\d)(?:-(?P<d>\d\d)(?:T.*)?)?|W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)))?$"
)
Days = tuple[date, date, str]  # first day, last day (inclusive), precision


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def days(value: str) -> Days | None:
    """Inclusive days and precision of a calendar value; None for references, durations, sets and unknown years."""
    try:
        return _days(value)
    except ValueError:  # no such day
        return None


def _days(value: str) -> Days | None:
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31), "decade"
    if re.fullmatch(r"\d{2}", value):
        return date(max(1, int(value) * 100), 1, 1), date(int(value) * 100 + 99, 12, 31), "unknown"
    if "/" in value:
        first, last = map(date.fromisoformat, value.split("/"))
        return first, last, "month"
    match = _VALUE.match(value)
    if match is None:
        return None
    year = int(match["y"])
    if match["d"]:
        day = date(year, int(match["m"]), int(match["d"]))
        return day, day, "day"
    if match["m"]:
        return *month_days(year, int(match["m"])), "month"
    if match["w"]:
        monday = date.fromisocalendar(year, int(match["w"]), 1)
        first = monday + timedelta(5) if match["we"] else monday
        return first, monday + timedelta(6), "day" if match["we"] else "week"
    if match["q"] or match["h"]:
        size = 3 if match["q"] else 6
        first_month = (int(match["q"] or match["h"]) - 1) * size + 1
        return date(year, first_month, 1), month_days(year, first_month + size - 1)[1], "season"
    if match["s"]:
        start, end = SEASONS[match["s"]]
        return date(year, start, 1), month_days(year + (end < start), end)[1], "season"
    return date(year, 1, 1), date(year, 12, 31), "year"


def week(day: date) -> str:
    """ISO week of a day ("2020-W47")."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def add_months(day: date, n: int) -> tuple[int, int]:
    """(year, month) n months on."""
    return divmod(day.year * 12 + day.month - 1 + n, 12)[0], (day.year * 12 + day.month - 1 + n) % 12 + 1


def quarter(day: date, n: int = 0) -> str:
    """Quarter of a day, n quarters on."""
    at = day.year * 4 + (day.month - 1) // 3 + n
    return f"{at // 4}-Q{at % 4 + 1}"


def step(day: date, n: int, unit: str) -> str | None:
    """Value n units (day, week, month, ...) after a day, at the unit's grain; None for what no calendar has."""
    try:
        if unit in ("second", "minute", "hour"):
            return day.isoformat()
        if unit == "day":
            return (day + timedelta(n)).isoformat()
        if unit == "week":
            return week(day + timedelta(7 * n))
        if unit == "weekend":
            return week(day + timedelta(7 * n)) + "-WE"
        if unit == "month":
            year, month = add_months(day, n)
            return f"{year:04d}-{month:02d}"
        if unit == "quarter":
            return quarter(day, n)
        if unit == "year":
            return f"{day.year + n:04d}"
        if unit == "decade":
            return f"{day.year // 10 + n:03d}"
        if unit == "century":
            return f"{day.year // 100 + n:02d}"
    except (ValueError, OverflowError):
        return None
    return None


def weekday(anchor: date, number: int, ahead: bool) -> date:
    """Last day (on or before `anchor`) with that ISO weekday, or the next one (on or after)."""
    gap = (number - anchor.isoweekday()) % 7
    return anchor + timedelta(gap) if ahead else anchor - timedelta((7 - gap) % 7)
