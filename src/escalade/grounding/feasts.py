"""The days of feasts: when each falls in a Gregorian year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from escalade.grounding.calendar import month_days
from escalade.vocab.feasts import Feast, named

Days = tuple[date, date]  # first and last, inclusive


@lru_cache(maxsize=4096)
def days(name: str, year: int) -> tuple[Days, ...]:
    """First and last day of each time that a feast begins in a year, by any of its names; none outside its table."""
    feast = named(name)
    if not 1 < year < 9998:
        return ()
    return tuple(sorted((first, last) for first, last in _days(feast, year) if first.year == year))


def _days(feast: Feast, year: int) -> Iterator[Days]:
    if feast.rule == "islamic":
        for month, day in feast.on:
            yield from _islamic(feast, year, month, day)
        return
    first = _first(feast, year)
    if first is not None:
        first += timedelta(feast.offset)
        yield first, first + timedelta(feast.length - 1)


def _first(feast: Feast, year: int) -> date | None:
    if feast.rule == "fixed":
        return date(year, feast.month or 1, feast.day or 1)
    if feast.rule == "weekday":
        return _weekday(year, feast.month or 1, feast.weekday or 1, feast.nth)
    if feast.rule == "table":
        told = feast.years.get(year)
        return date.fromisoformat(f"{year}-{told}") if told else None
    return {
        "easter": easter,
        "orthodox_easter": orthodox_easter,
        "rosh_hashanah": rosh_hashanah,
        "hanukkah": hanukkah,
    }[feast.rule](year)


def _weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday of a month, counted from its end where nth is negative."""
    first, last = month_days(year, month)
    if nth < 0:
        return last - timedelta((last.isoweekday() - weekday) % 7 + 7 * (-nth - 1))
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Western Easter Sunday (Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday: the Julian computus, as a Gregorian day."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def _elapsed(year: int) -> int:
    """Days from the epoch of the Hebrew calendar to the new moon's day of a year, weekdays put off."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def rosh_hashanah(year: int) -> date:
    """First of Tishri in a Gregorian year."""
    hebrew = year + 3761
    before, here, after = (_elapsed(hebrew + n) for n in (-1, 0, 1))
    late = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return date.fromordinal(here + late - 1373427)


def hanukkah(year: int) -> date:
    """25 Kislev: later by a day in years whose Heshvan is full."""
    first = rosh_hashanah(year)
    full = (rosh_hashanah(year + 1) - first).days in (355, 385)
    return first + timedelta(83 + full)


def _hijri(year: int, month: int, day: int) -> date:
    """Gregorian day of a date in the tabular Islamic calendar, epoch of 15 July 622 (nearest to what is observed)."""
    leaps = (11 * year + 3) // 30
    return date.fromordinal(day + 29 * (month - 1) + (6 * month - 1) // 11 + 354 * (year - 1) + leaps + 227013)


def _islamic(feast: Feast, year: int, month: int, day: int) -> Iterator[Days]:
    around = (year - 622) * 33 // 32
    for hijri in range(max(1, around - 1), around + 3):
        first = _hijri(hijri, month, day)
        if feast.whole_month:
            following = _hijri(hijri + month // 12, month % 12 + 1, 1)
            yield first, following - timedelta(1)
        else:
            yield first, first + timedelta(feast.length - 1)
