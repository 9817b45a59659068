"""Days, months, seasons, quarters and years that are named: what they mean in the calendar."""

from __future__ import annotations

from datetime import date

from escalade.grounding import calendar, timex
from escalade.grounding.story import Ahead, Memory, Parts
from escalade.grounding.timex import DECADES, ORDINALS, PARTS, SEASONS, WEEKDAYS, day_number
from escalade.grounding.values import Dated, explicit, made, month_number, part_of, safe

DIRECTION = {
    **dict.fromkeys("last past previous preceding prior year-ago year-earlier".split(), -1),
    **dict.fromkeys("this current latest same fiscal the that".split(), 0),
    **dict.fromkeys("next coming upcoming following".split(), 1),
}
_FAR = 45  # days before publication from which a story is not this month's news
_OPENING = ("beginning", "start", "outset", "turn", "early", "first")


class Dates(Memory):
    """Named days and stretches; a year that is not said is the story's, or the nearest on the side of the tense."""

    def on_iso(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "2020-01-08": that day."""
        return explicit(f"{p['y']}-{p['mo']}-{p['d']}")

    def on_us(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "10/13/95": month, day, year."""
        year = p["y"] if len(p["y"]) == 4 else timex.year("'" + p["y"])
        return explicit(f"{year}-{int(p['mo']):02d}-{int(p['d']):02d}")

    def on_date(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "3 March 2019", "Tuesday, March 9", "3 Jan 90": a day."""
        month, day = month_number(p["m"]), day_number(p["d"])
        part = "T" + PARTS[p["p"]] if p.get("p") else ""
        said = p.get("y") or (timex.year("'" + p["yy"]) if p.get("yy") else None)
        if said:
            return explicit(f"{said}-{month:02d}-{day:02d}", part)
        year = self._weekday_year(month, day, p.get("w")) or self._infer_year(month, day, sentence, ahead)
        if year is None:
            return Dated(f"XXXX-{month:02d}-{day:02d}", None, None, "day", "none")
        return made(f"{year}-{month:02d}-{day:02d}", "inferred", part)

    def _weekday_year(self, month: int, day: int, weekday: str | None) -> int | None:
        """The year next to publication in which the date has that weekday, if there is one only."""
        if self.published is None or weekday is None:
            return None
        number = WEEKDAYS[weekday.rstrip(".")]
        years = [
            y
            for y in range(self.published.year - 1, self.published.year + 2)
            if (days := calendar.days(f"{y}-{month:02d}-{day:02d}")) and days[0].isoweekday() == number
        ]
        return years[0] if len(years) == 1 else None

    def on_range(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "3-7 May", "between May 3 and 7": value of the first day, days up to the last."""
        year = {"y": p["y"]} if "y" in p else {}
        first = self.on_date({"m": p["m"], "d": p["d"], **year}, sentence, ahead)
        last = self.on_date({"m": p["m"], "d": p["d2"], **year}, sentence, ahead)
        if first is None or last is None or first.start is None or last.end is None or last.end < first.start:
            return first
        return Dated(first.value, first.start, last.end, "day", first.basis)

    def _infer_year(self, month: int, day: int | None, sentence: int, ahead: Ahead) -> int | None:
        """Year of a date without one: the story's if it stands in one, else the nearest on the side of the tense."""
        coming = ahead()
        told = None if coming else self.story_year(month, sentence)
        if told is not None or self.published is None:
            return told
        past = self._year_on_side(month, day, -1)
        future = self._year_on_side(month, day, 1)
        behind = (self.published - safe(past, month, day)).days
        before = (safe(future, month, day) - self.published).days
        if coming is None:  # nearness decides, with some weight for what has been
            coming = before * 2 < behind
        elif coming and day is not None:
            coming = not (before > 300 and behind < 60)
        return future if coming else past

    def _year_on_side(self, month: int, day: int | None, side: int) -> int:
        assert self.published is not None
        year = self.published.year
        here = (month, day or (self.published.day if month == self.published.month else 1))
        now = (self.published.month, self.published.day)
        if side < 0 and here > now:
            return year - 1
        return year + 1 if side > 0 and here < now else year

    def on_month_day(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "on the 26th": the last such day before publication (the next one, where it is to come); in a story that
        stands months before it, the one nearest to the day told last."""
        day, now = day_number(p["d"]), self.published
        if now is None:
            return Dated(None, None, None, "day", "none")
        far = self._told is not None and abs((now - self._told).days) > _FAR and not ahead()
        near = self._told if far and self._told is not None else now
        every = [d for n in range(-2, 3) if (d := _day_of(*calendar.add_months(near, n), day)) is not None]
        if far:
            chosen = min(every, key=lambda d: abs((d - near).days))
        elif ahead():
            chosen = min(d for d in every if d >= now)
        else:
            chosen = max(d for d in every if d <= now)
        return made(chosen.isoformat(), "inferred")

    def on_week_of(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the week of March 6": the calendar week of that day."""
        day = self.on_date(p, sentence, ahead)
        return made(calendar.week(date.fromisoformat(day.start)), day.basis) if day and day.start else day

    def on_month(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "early June 2017": the month, its days narrowed."""
        return part_of(made(f"{p['y']}-{month_number(p['m']):02d}", "explicit"), p.get("f"))

    def on_month_of(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "June last year", "June of that year"."""
        if p["r"] == "that":
            year = self._told_year
        else:
            year = self.published.year + DIRECTION[p["r"]] if self.published else None
        if year is None:
            return Dated(f"XXXX-{month_number(p['m']):02d}", None, None, "month", "none")
        return part_of(made(f"{year}-{month_number(p['m']):02d}", "relative"), p.get("f"))

    def on_month_only(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "in mid-November": the year is inferred."""
        month = month_number(p["m"])
        year = self._infer_year(month, None, sentence, ahead)
        if year is None:
            return Dated(f"XXXX-{month:02d}", None, None, "month", "none")
        return part_of(made(f"{year}-{month:02d}", "inferred"), p.get("f"))

    def on_rel_month(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "last June", "next March"."""
        month = month_number(p["m"])
        if self.published is None:
            return Dated(f"XXXX-{month:02d}", None, None, "month", "none")
        year, now = self.published.year, self.published.month
        if p["r"] in ("last", "past"):
            year -= month >= now
        elif p["r"] in ("next", "coming"):
            year += month <= now
        return made(f"{year}-{month:02d}", "relative")

    def on_year(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "1953", "nineteen ninety-four", "late 1990"."""
        return part_of(made(p["y"], "explicit"), p.get("f"))

    def on_years(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "1914-18": value of the first year, days up to the end of the last."""
        last = p["y"][: 4 - len(p["y2"])] + p["y2"]
        if last > p["y"]:
            return Dated(p["y"], f"{p['y']}-01-01", f"{last}-12-31", "year", "explicit")
        return made(p["y"], "explicit")

    def on_fiscal(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "fiscal 1988": taken as the calendar year."""
        return made(p["y"], "explicit")

    def on_decade(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the late 1980s", "the seventies"."""
        if p.get("dec"):
            value = p["dec"][:3]
        else:
            word = p.get("word", "").replace("-", " ").split()
            tens = int(p["short"][0]) if p.get("short") else DECADES[word[-1]]
            value = f"19{tens}" if tens > 2 or len(word) > 1 else f"20{tens}"
        return part_of(made(value, "explicit"), p.get("f"))

    def on_century(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the 19th century"."""
        return part_of(made(f"{int(p['n']) - 1:02d}", "explicit"), p.get("f"))

    # --- seasons, quarters, edges

    def on_season(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the winter of 1994"."""
        return part_of(made(f"{p['y']}-{SEASONS[p['s']]}", "explicit"), p.get("f"))

    def on_rel_season(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "last spring", "this winter"."""
        code = SEASONS[p["s"]]
        if self.published is None:
            return Dated(f"XXXX-{code}", None, None, "season", "none")
        year, first = self.published.year, calendar.SEASONS[code][0]
        direction = DIRECTION[p["r"]]
        if direction < 0 and first + 2 >= self.published.month:
            year -= 1
        if direction > 0 and first <= self.published.month:
            year += 1
        if direction == 0 and code == "WI" and self.published.month <= 3:
            year -= 1
        return part_of(made(f"{year}-{code}", "relative"), p.get("f"))

    def on_season_only(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "in the early summer": the year is inferred from the tense."""
        if self.published is None:
            return None
        code, now = SEASONS[p["s"]], self.published.month
        year = self.published.year - (calendar.SEASONS[code][0] > now)
        ends = calendar.days(f"{year}-{code}")
        if ahead() and ends and ends[1] < self.published:
            year += 1
        return part_of(made(f"{year}-{code}", "relative"), p.get("f") or p.get("f2"))

    def on_quarter(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the third quarter of 1989", "the last half of next year"."""
        half = p["u"] == "half"
        n = min(ORDINALS[p["n"]], 2) if half else ORDINALS[p["n"]]
        year = int(p["y"]) if p.get("y") else None
        relative = p.get("r2") or p.get("r0")
        if year is None and self.published:
            year = self.published.year
            if relative:
                year += DIRECTION[relative]
            elif p.get("r") in ("year-ago", "year-earlier", "last") or (
                not ahead() and (n - 1) * (6 if half else 3) >= self.published.month
            ):
                year -= 1
        if year is None:
            return Dated(f"XXXX-{'H' if half else 'Q'}{n}", None, None, "season", "none")
        return made(f"{year}-{'H' if half else 'Q'}{n}", "explicit" if p.get("y") else "relative")

    def on_year_quarter(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the 1988 third quarter"; "the 1988 period": the quarter that is spoken of, in that year."""
        if p.get("n"):
            return self.on_quarter(p, sentence, ahead)
        told = (self._quarter or "").partition("-Q")[2]
        return made(f"{p['y']}-Q{told}", "inferred") if told and p["u"] != "half" else made(p["y"], "explicit")

    def on_year_end(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "year-end 1988": value of the year, days of its last month."""
        year = p.get("y") or (str(self.published.year) if self.published else None)
        return Dated(year, f"{year}-12-01", f"{year}-12-31", "month", "relative") if year else None

    def on_edge(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the beginning of the year", "the end of January 2019", "the middle of next week"."""
        edge = p["e"]
        phase = "early" if edge.split()[0] in _OPENING else "mid" if edge == "middle" else "late"
        return part_of(self._whole(p, sentence, ahead), phase, narrow=not edge.endswith("half"))

    def _whole(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """What an edge is the edge of."""
        if p.get("m"):
            return (
                self.on_month(p, sentence, ahead) if p.get("y") else self.on_month_only({"m": p["m"]}, sentence, ahead)
            )
        if p.get("y2"):
            return made(p["y2"], "explicit")
        if p.get("dec"):
            return made("".join(c for c in p["dec"] if c.isdigit())[:3], "explicit")
        ref = {"the": "this", "that": "this"}.get(p["r"], p["r"])
        return self.on_rel_unit({"r": ref, "u": p["u"]}, sentence, ahead)

    def on_rel_unit(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        raise NotImplementedError


def _day_of(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= calendar.month_days(year, month)[1].day else None
