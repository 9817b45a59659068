"""What a time expression means in the calendar, given the publication date and what the story told so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from escalade.grounding import calendar, feasts, timex
from escalade.grounding.dates import DIRECTION
from escalade.grounding.lengths import Lengths
from escalade.grounding.story import Ahead, Parts
from escalade.grounding.timex import PARTS, Found, number
from escalade.grounding.values import Dated, duration, made, shift, timed, unit_of
from escalade.vocab.feasts import named

_HALVES = {"morning": "a", "afternoon": "p", "evening": "p", "night": "n"}
_RAW = ("day", "feast")  # parts that are read again, as they are written


class Story(Lengths):
    """Publication date and what the text told so far; gives expressions their value and days."""

    def resolve(self, found: Found, sentence: int, ahead: Ahead) -> Dated | None:
        """Value and days of an expression; None if it is none after all."""
        shape = getattr(self, f"on_{found.shape}")
        parts = {k: v if k in _RAW else v.lower() for k, v in found.parts.items()}
        parts.update((k, timex.year(parts[k])) for k in ("y", "y2") if k in parts)
        result: Dated | None = shape(parts, sentence, ahead)
        return result

    def coming(self, found: Found, dated: Dated) -> Dated:
        """ "will end within 60 days": a length of time that begins on the publication day."""
        n = number(found.parts["n"])
        if self.published is None or n is None:
            return dated
        last = shift(self.published, n, unit_of(found.parts["u"].lower()))
        return Dated(dated.value, self.published.isoformat(), last.isoformat(), "day", "relative")

    # --- clock times and parts of a day

    def _day(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        found = timex.day(p["day"])
        return self.resolve(found, sentence, ahead) if found else None

    def on_clock_day(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "9 a.m. Tuesday", "Friday night at 10": the day, with the clock time in its value."""
        part = clock(p)
        return timed(self._day(p, sentence, ahead), part) if part else None

    on_day_clock = on_clock_day

    def on_clock(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "10 p.m.": on the day just told; without one it has no day."""
        part = clock(p)
        if part is None:
            return None
        told = self._told if sentence - self._told_at <= 1 else None
        return made(told.isoformat(), "relative", part) if told else Dated(part, None, None, "unknown", "none")

    def on_part_day(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the night of 3 January", "the early hours of Friday", "mid-afternoon yesterday"."""
        return timed(self._day(p, sentence, ahead), "T" + PARTS[p["p"].split()[-1]])

    def on_overnight(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "overnight into Sunday": the night between that day and the one before (or after, "from Sunday")."""
        day = self._day(p, sentence, ahead)
        if day is None or day.start is None or p["of"] == "on":
            return timed(day, "TNI")
        here = date.fromisoformat(day.start)
        first = here if p["of"] == "from" else here - timedelta(1)
        last = first + timedelta(1)
        return Dated(f"{first.isoformat()}TNI", first.isoformat(), last.isoformat(), "day", day.basis)

    # --- feasts

    def on_feast(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "last Thanksgiving", "during Ramadan", "the eve of Eid", "three days before Christmas", "Easter week"."""
        feast = named(p["feast"])
        usual = f"{feast.month:02d}-{feast.day:02d}" if feast.rule == "fixed" else ""
        if p.get("each"):
            return Dated(f"XXXX-{usual}" if usual else "P1Y", None, None, "unknown", "none")
        days = self._feast_days(p, sentence, ahead)
        if days is None:
            plain = usual and not (p.get("u") or p.get("eve") or p.get("eve2") or p.get("stretch"))
            return Dated(f"XXXX-{usual}" if plain else None, None, None, "unknown", "none")
        basis = "explicit" if p.get("y") else "relative" if p.get("r") or p.get("r2") else "inferred"
        return _slack(_around(days, p, basis), feast.slack)

    def _feast_days(self, p: Parts, sentence: int, ahead: Ahead) -> feasts.Days | None:
        """First and last day of the feast that is meant."""
        name, year = p["feast"], int(p["y"]) if p.get("y") else None
        relation, coming = p.get("r"), ahead()
        once = named(name).years
        if len(once) == 1:
            year = next(iter(once))
        if year is None and not relation and not coming and (told := self.story_year(None, sentence)) is not None:
            return self._feast_of_story(name, told)
        if year is None and p.get("r2") and self.published:
            year = self.published.year + DIRECTION[p["r2"]]
        if year is not None:
            return next(iter(feasts.days(name, year)), None)
        if self.published is None:
            return None
        now = self.published
        every = [d for y in range(now.year - 2, now.year + 3) for d in feasts.days(name, y)]
        past = [d for d in every if (d[1] < now if relation in ("last", "past") else d[0] <= now)]
        future = [d for d in every if (d[0] > now if relation in ("next", "coming") else d[1] >= now)]
        if not past or not future:
            return None
        return _nearest(past[-1], future[0], now, True if relation in ("next", "coming") else coming, relation)

    def _feast_of_story(self, name: str, year: int) -> feasts.Days | None:
        """The feast in a year told of, or the first one from the day on that was told last in that year."""
        told = self.anchor("month")
        if told is None or told.year != year:
            return next(iter(feasts.days(name, year)), None)
        every = [d for y in (year - 1, year, year + 1) for d in feasts.days(name, y)]
        return next((d for d in every if d[1] >= told), None)


def _nearest(
    past: feasts.Days, future: feasts.Days, now: date, coming: bool | None, relation: str | None
) -> feasts.Days:
    """The feast that the tense means; without a tense the nearest, with some weight for what has been."""
    behind, before = (now - past[1]).days, (future[0] - now).days
    if relation in ("last", "past"):
        return past
    if relation == "this" and past[0].year != future[0].year:
        return past if past[0].year == now.year else future
    if coming is None:
        coming = before * 2 < behind
    return future if coming else past


def _around(days: feasts.Days, p: Parts, basis: str) -> Dated | None:
    """A feast, its eve, its week, or so long before or after it."""
    first, last = days
    if p.get("u"):
        n, unit = number(p.get("n", "one")), unit_of(p["u"])
        if n is None:
            return Dated(duration("X", unit), None, None, "unknown", "none")
        anchor, sign = (last, 1) if p["a"] == "after" else (first, -1)
        return made(calendar.step(anchor, sign * n, unit), basis)
    stretch = p.get("eve") or p.get("eve2") or p.get("stretch")
    if stretch == "week":
        return made(calendar.week(first), basis)
    if stretch == "weekend":
        weekend = made(calendar.week(first) + "-WE", basis)
        return replace(weekend, start=min(first.isoformat(), weekend.start or "")) if weekend else None
    if stretch:
        return made((first - timedelta(1)).isoformat(), basis)
    if first == last:
        return made(first.isoformat(), basis)
    dated = made(f"{first.isoformat()}/{last.isoformat()}", basis)
    return replace(dated, precision="week") if dated and (last - first).days < 14 else dated


def _slack(dated: Dated | None, slack: int) -> Dated | None:
    """Days widened by what observance may differ."""
    if dated is None or dated.start is None or dated.end is None or not slack:
        return dated
    first, last = date.fromisoformat(dated.start), date.fromisoformat(dated.end)
    return replace(dated, start=(first - timedelta(slack)).isoformat(), end=(last + timedelta(slack)).isoformat())


def clock(p: Parts) -> str | None:
    """Clock time of a day as TIMEX3 has it ("T22:00"); None if there is no such hour."""
    if p.get("pc"):
        return "T" + PARTS[p["pc"]]
    for hour_, minute_ in (("h24", "mi24"), ("ha", "mia"), ("hb", "mib")):
        if p.get(hour_):
            return f"T{p[hour_]}:{p[minute_]}"
    hour, minute = int(p.get("hc") or p["h"]), p.get("mic") or p.get("mi") or "00"
    half = p.get("ap", "")[:1] or _HALVES.get(p.get("inp", "").rpartition(" ")[2], "")
    if hour > (12 if half else 23):
        return None
    if half == "n":
        half = "a" if hour in (12, 1, 2, 3, 4) else "p"
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{minute}"
