"""What a text told so far about time: the ground that later expressions count from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from escalade.grounding import calendar
from escalade.grounding.values import Dated

Ahead = Callable[[], "bool | None"]
Parts = dict[str, str]
# told grains that an expression of a unit can count from
_FINE = {
    "month": ("day", "week", "month"),
    "quarter": ("day", "week", "month", "season"),
    "year": ("day", "week", "month", "season", "year"),
    "decade": ("day", "week", "month", "season", "year", "decade"),
}


class Memory:
    """Publication date and what was told last at each grain; one for each voice of a document."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self._told: date | None = None
        self._told_at = -10
        self._told_before: date | None = None  # another day, told before the last one
        self._latest: dict[str, date] = {}  # by grain, the one told last at the end
        self._told_year: int | None = None
        self._year_at = -10
        self._year_from = 0  # month that the story stands in; 0: it sets out in that year
        self._quarter: str | None = None
        self._quarter_at = -10

    def tell(self, dated: Dated, sentence: int, dates: bool, opens: bool) -> None:
        """Remember a resolved expression; whether it dates its clause, and opens its sentence."""
        if dated.start is None or dated.basis == "none":
            return
        start = date.fromisoformat(dated.start)
        if dated.precision == "season" and dated.value and "-Q" in dated.value:
            self._quarter, self._quarter_at = max(self._quarter or dated.value, dated.value, key=self._over), sentence
        if dated.precision == "day":
            if self._told != start:
                self._told_before = self._told
            self._told, self._told_at = start, sentence
        self._latest.pop(dated.precision, None)
        self._latest[dated.precision] = start
        if dated.basis == "explicit" and dated.precision in ("day", "month", "season", "year"):
            self._remember_year(start, dated.precision, sentence, opens if dated.precision == "year" else dates)

    def _remember_year(self, start: date, precision: str, sentence: int, leads: bool) -> None:
        if leads:
            self._told_year, self._year_at = start.year, sentence
            self._year_from = 0 if precision == "year" else start.month
        elif self._told_year != start.year:
            self._year_at = -10

    def _over(self, quarter: str) -> tuple[bool, str]:
        """Quarters that were over at publication come before those that were not, later ones before earlier ones."""
        days = calendar.days(quarter)
        return days is not None and (self.published is None or days[1] < self.published), quarter

    def anchor(self, unit: str) -> date | None:
        """First day of what was told last, at a grain that a step of that unit can be counted from."""
        fine = _FINE.get(unit, ("day",))
        return next((self._latest[g] for g in reversed(self._latest) if g in fine), None)

    def past_anchor(self, anchor: date | None, days: int) -> date | None:
        """The anchor, or the day told before it where so many days on would not have come at publication ("said on
        Saturday ... six days after that": the Saturday is when it was said); None if that would not have come either.
        """
        if anchor is None or self.published is None or anchor + timedelta(days) <= self.published:
            return anchor
        before = self._told_before
        if before is not None and before + timedelta(days) <= self.published:
            return before
        return anchor if anchor + timedelta(days) <= self.published + timedelta(1) else None

    def story_year(self, month: int | None, sentence: int) -> int | None:
        """The year that the story stands in, if it was just said and lies well before publication."""
        if self._told_year is None or sentence - self._year_at > 1:
            return None
        if self.published and self._told_year >= self.published.year - 1:
            return None
        return self._told_year if month is None or month >= self._year_from else None

    def told_quarter(self, n: int) -> str | None:
        """The latest quarter that the story speaks of (else the last full one), n quarters on."""
        if self._quarter is not None:
            year, _, number = self._quarter.partition("-Q")
            return calendar.quarter(date(int(year), int(number) * 3, 1), n)
        return calendar.quarter(self.published, n - 1) if self.published else None
