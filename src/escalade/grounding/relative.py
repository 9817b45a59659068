"""Days and stretches told from the publication date, or from what the text told last."""

from __future__ import annotations

from datetime import date, timedelta

from escalade.grounding import calendar
from escalade.grounding.dates import DIRECTION, Dates
from escalade.grounding.story import Ahead, Parts
from escalade.grounding.timex import PARTS, WEEKDAYS, half, number
from escalade.grounding.values import Dated, duration, grain, halved, made, part_of, shift, unit_of

_CLOCK = ("second", "minute", "hour")
_WORDS = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_NONE: tuple[None, None] = (None, None)


class Relative(Dates):
    """Expressions that count; without a publication date (or a day told) they have no days."""

    def on_rel_day(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "Tuesday night", "last Friday", "early Monday", "the previous Friday", "that Friday"."""
        number_, part = WEEKDAYS[p["w"].rstrip(".")], "T" + PARTS[p["p"]] if p.get("p") else ""
        if self.published is None:
            return Dated(f"XXXX-WXX-{number_}{part}", *_NONE, "day", "none")
        relation = p.get("r")
        if p.get("r2"):
            monday = self.published - timedelta(self.published.isoweekday() - 1) + timedelta(7 * DIRECTION[p["r2"]])
            return made((monday + timedelta(number_ - 1)).isoformat(), "relative", part)
        if relation in ("following", "previous") and self._told:
            return made(self._weekday_from_told(number_, relation == "following").isoformat(), "relative", part)
        if relation == "that" and self._told:
            return made(calendar.weekday(self._told, number_, True).isoformat(), "relative", part)
        coming = relation in ("next", "coming") or (relation in (None, "this", "early", "late") and bool(ahead()))
        day = calendar.weekday(self.published, number_, coming)
        if day == self.published and relation in ("last", "past", "next", "coming", "previous", "following"):
            day += timedelta(7 if coming else -7)
        if relation == "last" and (self.published - day).days == 1:
            day -= timedelta(7)  # yesterday is called so, or by its bare name
        if not coming and relation is None and day == self.published:
            day = self._own_name(day, number_, sentence)
        return made(day.isoformat(), "relative", part)

    def _weekday_from_told(self, number_: int, after: bool) -> date:
        assert self._told is not None
        day = calendar.weekday(self._told, number_, after)
        return day + timedelta(7 if after else -7) if day == self._told else day

    def _own_name(self, day: date, number_: int, sentence: int) -> date:
        """The publication day's own name in a story that stands days before it: the first after what was told."""
        if self._told is None or self.published is None or sentence - self._told_at > 3:
            return day
        after = calendar.weekday(self._told, number_, True)
        return after if 0 < (self.published - self._told).days < 14 and self._told < after <= day else day

    def on_day_word(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "yesterday morning", "tonight"; "overnight" may have begun the evening before."""
        word = " ".join(p["t"].split()).removeprefix("the ")
        part = "T" + PARTS[p["p"]] if p.get("p") else "TNI" if word in ("tonight", "overnight") else ""
        if self.published is None:
            return Dated("PRESENT_REF" if word == "today" else None, *_NONE, "day", "none")
        day = self.published + timedelta(_WORDS.get(word, 0))
        first = day - timedelta(word == "overnight")
        return Dated(f"{day.isoformat()}{part}", first.isoformat(), day.isoformat(), "day", "relative")

    def on_part_of(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "last night", "that evening", "the next morning"."""
        relation, part = p["r"].split()[-1], "T" + PARTS[p["p"]]
        anchor = self.published if relation in ("this", "last") else self._told
        if anchor is None:
            return Dated(None, *_NONE, "day", "none")
        offset = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(relation, 0)
        return made((anchor + timedelta(offset)).isoformat(), "relative", part)

    def on_rel_unit(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "last week", "later this month", "the past year"; quarters and periods of business news."""
        unit, relation = unit_of(p["u"]), p["r"]
        if unit == "period" and self._quarter is None:
            return None
        if unit == "period" or (
            unit == "quarter" and relation not in ("next", "coming", "upcoming", "this", "current")
        ):
            return self._quarter_on(0 if relation in ("latest", "same", "fiscal") else -1)
        if p.get("the") and relation == "past" and unit in ("year", "month", "week", "day", "decade"):
            return self._back(1, unit)
        if self.published is None:
            return Dated(None, *_NONE, "unknown", "none")
        value = calendar.step(self.published, DIRECTION[relation], unit)
        return part_of(made(value, "relative"), p.get("f")) if value else None

    def _quarter_on(self, n: int) -> Dated | None:
        value = self.told_quarter(n)
        return made(value, "relative") if value else Dated("XXXX-QX", *_NONE, "season", "none")

    def on_year_ago(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "year-earlier": the same quarter a year before, where quarters are spoken of; else the year before."""
        if self._quarter is not None or p.get("u"):
            return self._quarter_on(-4)
        if self.published is None:
            return Dated(duration("1", "year"), *_NONE, "unknown", "none")
        return made(calendar.step(self.published, -1, "year"), "relative")

    def on_quarter_ago(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the quarter a year ago"."""
        return self._quarter_on(-4)

    def _back(self, n: int, unit: str, sign: int = -1, vague: bool = False) -> Dated:
        """ "the past two weeks": a duration that ends (or begins) with the publication day."""
        value = duration("X" if vague else str(n), unit)
        if self.published is None:
            return Dated(value, *_NONE, "unknown", "none")
        other = shift(self.published, sign * n, unit)
        first, last = sorted((self.published, other))
        if sign < 0 and unit in ("day", "week", "month", "year"):
            first += timedelta(1) if first < last and unit != "day" else timedelta(0)
        return Dated(value, first.isoformat(), last.isoformat(), grain(unit), "relative")

    def on_last_n(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the past two weeks", "the next few days", "the first nine months of 1997"."""
        n, unit = number(p["n"]), unit_of(p["u"])
        if p["r"] in ("first", "final", "preceding", "latest", "following"):
            if p["r"] == "first" and unit == "month" and n and (self.published or p.get("y")):
                year = int(p["y"]) if p.get("y") else self.published.year - (p.get("r2") == "last")  # type: ignore[union-attr]
                last = calendar.month_days(year, min(n, 12))[1]
                return Dated(duration(str(n), unit), f"{year}-01-01", last.isoformat(), "month", "relative")
            return Dated(duration(str(n) if n else "X", unit), *_NONE, "unknown", "none")
        return self._back(n or 3, unit, 1 if p["r"] in ("next", "coming") else -1, vague=n is None)

    def on_recent_units(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "recent weeks": some units up to publication."""
        return self._back(3, unit_of(p["u"].removesuffix("s")), 1 if p["r"] == "coming" else -1, vague=True)

    # --- so long before or after

    def on_ago(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "three days ago" from publication, "two days later" from the day told; hours and minutes are lengths."""
        n, unit, how = number(p["n"]), unit_of(p["u"]), p["a"].split()[0]
        sign = 1 if how in ("later", "after", "afterward", "afterwards", "from") else -1
        anchor = self._ago_anchor(unit, how)
        if n and sign > 0 and unit in ("day", "week") and how != "from" and not ahead():
            anchor = self.past_anchor(anchor, n * (7 if unit == "week" else 1))
        if n is None:
            return self._vague(sign, unit, anchor)
        if unit == "year" and n == 1 and sign < 0 and sentence - self._quarter_at <= 2:
            return self._quarter_on(-4)
        if unit in _CLOCK:
            length = halved(n, unit) if p.get("half") or half(p["n"]) else duration(str(n), unit)
            day = anchor.isoformat() if anchor and unit == "hour" else None
            return Dated(length, day, day, "day", "relative" if day else "none")
        value = calendar.step(anchor, sign * n, unit) if anchor else None
        return made(value, "relative") if value else Dated(duration(str(n), unit), *_NONE, "unknown", "none")

    def _ago_anchor(self, unit: str, how: str) -> date | None:
        if how in ("ago", "from"):
            return self.published
        return self.anchor(unit) or (self.published if how == "earlier" else None)

    def _vague(self, sign: int, unit: str, anchor: date | None) -> Dated:
        """ "several years ago", "days later": a reference; days only where hours or days are meant."""
        value = "PAST_REF" if sign < 0 else duration("X", unit)
        if anchor is None:
            return Dated(value, *_NONE, "unknown", "none")
        reach = anchor if unit in _CLOCK else shift(anchor, sign * 9, unit)
        first, last = sorted((anchor, reach))
        return Dated(value, first.isoformat(), last.isoformat(), grain(unit), "relative")

    def on_vague_after(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "hours after", "months ago"."""
        how, unit = p["a"], unit_of(p["u"].removesuffix("s"))
        anchor = self.published if how == "ago" else self._told
        return self._vague(1 if how in ("after", "later") else -1, unit, anchor)

    def on_day_after(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the day after", "a year earlier"."""
        return self.on_ago({"n": "one", "u": p["u"], "a": p["a"]}, sentence, ahead)

    def on_next_one(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the same day", "the following month": from what was told last."""
        unit = unit_of(p["u"])
        anchor = self.anchor(unit)
        value = calendar.step(anchor, DIRECTION[p["r"]], unit) if anchor else None
        return made(value, "relative") if value else Dated(duration("1", unit), *_NONE, "unknown", "none")

    def on_that_one(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "that week": the one told last."""
        unit = unit_of(p["u"])
        if unit == "quarter":
            return self._quarter_on(0)
        if unit == "year" and self._told_year:
            return made(str(self._told_year), "relative")
        anchor = self.anchor("year" if unit == "summer" else unit)
        if unit == "summer":
            return made(f"{anchor.year}-SU", "relative") if anchor else None
        value = calendar.step(anchor, 0, unit) if anchor else None
        return made(value, "relative") if value else Dated(None, *_NONE, "unknown", "none")

    def on_later_in(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "later in the day": the day just told."""
        anchor = self._told if sentence - self._told_at <= 1 else None
        return made(anchor.isoformat(), "relative") if anchor else Dated("P1D", *_NONE, "unknown", "none")

    def on_the_unit(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the weekend", "the month": the one of publication, or the last one."""
        unit = unit_of(p["u"])
        if self.published is None or unit in ("day", "century"):
            return Dated(duration("1", unit), *_NONE, "unknown", "none")
        if unit == "weekend":
            monday = self.published - timedelta(self.published.isoweekday() - 1)
            now = ahead() or self.published.isoweekday() >= 6
            return made(calendar.week(monday if now else monday - timedelta(7)) + "-WE", "relative")
        if unit == "quarter":
            return self._quarter_on(0)
        value = calendar.step(self.published, 0, unit)
        return made(value, "relative") if value else None
