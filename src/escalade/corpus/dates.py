"""Full calendar dates as they are written, and where a report says when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

NAMES = """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|
november nov|december dec"""
MONTHS = {name: i for i, names in enumerate(NAMES.split("|"), 1) for name in names.split()}
WEEKDAYS = {d: i for i, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
_MONTH = rf"(?P<month{{n}}>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year{n}>(?:19|20)\d\d)"
FULL_DATE = re.compile(
    "|".join(
        form.replace("{n}", str(n))
        for n, form in enumerate(
            (
                _MONTH.replace("{{n}}", "{n}") + r"\s+(?P<day{n}>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR,
                r"(?P<day{n}>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+"
                + _MONTH.replace("{{n}}", "{n}")
                + r"[\s,-]+"
                + _YEAR,
                _YEAR + r"[-/](?P<month{n}>\d{1,2})[-/](?P<day{n}>\d{1,2})",
                r"(?P<first{n}>\d{1,2})(?P<mark{n}>[/.-])(?P<second{n}>\d{1,2})(?P=mark{n})" + _YEAR,
            )
        )
    ).join((r"(?<![\w./-])(?:", r")(?![\d/])")),
    re.I,
)
PLAUSIBLE = (date(1900, 1, 1), date(2100, 1, 1))


@dataclass(frozen=True, slots=True)
class Written:
    """A full date in a text: offsets, half-open, and the day; None where day and month cannot be told apart."""

    start: int
    end: int
    day: date | None
    first: int | None = None  # of a numeric date: what stands first and second, to be told apart by its neighbours
    second: int | None = None
    year: int | None = None


def written_dates(text: str) -> list[Written]:
    """All full dates of a text in order. 03/04/2020 is read as its clear neighbours (01/14/2020) are, else no day."""
    found = list(_written(text))
    orders = {_order(w) for w in found if w.first is not None} - {None}
    month_first = orders.pop() if len(orders) == 1 else None
    return [_settle(w, month_first) if w.day is None and month_first is not None else w for w in found]


def parse_date(value: str) -> str | None:
    """ISO day of a value that holds one full date ("2020-01-03T10:00Z", "Fri, 3 Jan 2020"), else None."""
    value = value.strip()
    if len(value) == 8 and value.isdigit():
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    value = re.sub(r"(?<=\d)T(?=\d\d:)", " ", value)
    days = {w.day for w in written_dates(value)}
    day = days.pop() if len(days) == 1 else None
    return day.isoformat() if day else None


def _written(text: str) -> Iterator[Written]:
    for match in FULL_DATE.finditer(text):
        parts = {k.rstrip("0123456789"): v for k, v in match.groupdict().items() if v is not None}
        year = int(parts["year"])
        if "first" in parts:
            first, second = int(parts["first"]), int(parts["second"])
            if parts["mark"] == ".":
                yield Written(*match.span(), _day(year, second, first))
                continue
            kept = Written(*match.span(), None, first, second, year)
            order = _order(kept)
            if order is not None or first == second:
                yield _settle(kept, bool(order))
            else:
                yield kept
        else:
            month = parts["month"].lower()
            yield Written(*match.span(), _day(year, MONTHS.get(month) or int(month), int(parts["day"])))


def _order(written: Written) -> bool | None:
    """True = the month stands first, False = the day, None = it cannot be told from this date alone."""
    if written.first is None or written.second is None:
        return None
    if written.first > 12 >= written.second:
        return False
    return True if written.second > 12 >= written.first else None


def _settle(w: Written, month_first: bool) -> Written:
    if w.first is None or w.second is None or w.year is None:
        return w
    month, day = (w.first, w.second) if month_first else (w.second, w.first)
    return Written(w.start, w.end, _day(w.year, month, day), w.first, w.second, w.year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if PLAUSIBLE[0] <= found < PLAUSIBLE[1] else None
