"""What a time expression means in the calendar, given the publication date and what the story told so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from escalade.grounding import calendar
from escalade.grounding.timex import DECADES, ORDINALS, PARTS, SEASONS, WEEKDAYS, Found, number
from escalade.grounding.values import (
    Dated,
    day_number,
    duration,
    explicit,
    grain,
    made,
    month_number,
    part_of,
    safe,
    shift,
    unit_of,
)

Ahead = Callable[[], "bool | None"]
_DIRECTION = {
    **dict.fromkeys("last past previous preceding prior year-ago year-earlier".split(), -1),
    **dict.fromkeys("this current latest same fiscal".split(), 0),
    **dict.fromkeys("next coming upcoming following".split(), 1),
}
_ONE = frozenset(("day", "week", "month", "year"))
_SETS = {
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
}


class Story:
    """Publication date and the last day and year that the text told of; one for each voice of a document."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self._told: date | None = None
        self._told_at = -10
        self._told_year: int | None = None
        self._told_year_at = -10
        self._quarter: str | None = None
        self._quarter_at = -10

    def tell(self, dated: Dated, sentence: int) -> None:
        """Remember a resolved expression: later ones may count from it."""
        if dated.start is None or dated.basis == "none":
            return
        if dated.precision == "season" and dated.value and "-Q" in dated.value:
            self._quarter, self._quarter_at = dated.value, sentence
        if dated.precision == "day":
            self._told, self._told_at = date.fromisoformat(dated.start), sentence
        if dated.basis == "explicit":
            self._told_year, self._told_year_at = int(dated.start[:4]), sentence

    def resolve(self, found: Found, sentence: int, ahead: Ahead) -> Dated | None:
        """Value and days of an expression; None if it is none after all."""
        shape = getattr(self, f"on_{found.shape}")
        result: Dated | None = shape({k: v.lower() for k, v in found.parts.items()}, sentence, ahead)
        return result

    def coming(self, found: Found, dated: Dated) -> Dated:
        """ "will end within 60 days": a length of time that begins on the publication day."""
        n = number(found.parts["n"])
        if self.published is None or n is None:
            return dated
        last = shift(self.published, n, unit_of(found.parts["u"].lower()))
        return Dated(dated.value, self.published.isoformat(), last.isoformat(), "day", "relative")

    # --- explicit dates

    def on_iso(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return explicit(f"{p['y']}-{p['mo']}-{p['d']}")

    def on_us(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        year = p["y"] if len(p["y"]) == 4 else ("19" if int(p["y"]) > 40 else "20") + p["y"]
        return explicit(f"{year}-{int(p['mo']):02d}-{int(p['d']):02d}")

    def on_date(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        month, day = month_number(p["m"]), day_number(p["d"])
        part = "T" + PARTS[p["p"]] if p.get("p") else ""
        if p.get("y"):
            return explicit(f"{p['y']}-{month:02d}-{day:02d}", part)
        year = self._infer_year(month, day, sentence, ahead)
        if year is None:
            return Dated(f"XXXX-{month:02d}-{day:02d}", None, None, "day", "none")
        return made(f"{year}-{month:02d}-{day:02d}", "inferred", part)

    def on_range(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        first = self.on_date({k: p[k] for k in ("m", "d", "y") if k in p}, sentence, ahead)
        last = self.on_date(
            {"m": p.get("m2", p["m"]), "d": p["d2"], **({"y": p["y"]} if "y" in p else {})}, sentence, ahead
        )
        if first is None or last is None or first.start is None or last.end is None or last.end < first.start:
            return first
        return Dated(first.value, first.start, last.end, "day", first.basis)

    def _infer_year(self, month: int, day: int | None, sentence: int, ahead: Ahead) -> int | None:
        """Year of a date without one: the story's if just named, else the nearest on the side of the tense."""
        if (
            self._told_year is not None
            and sentence - self._told_year_at <= 1
            and (not self.published or self._told_year < self.published.year - 1)
        ):
            return self._told_year
        if self.published is None:
            return None
        past = self._year_on_side(month, day, -1)
        future = self._year_on_side(month, day, 1)
        coming = ahead()
        if coming is None:
            # without a tense: near ahead beats far behind
            gap_past = (self.published - safe(past, month, day)).days
            gap_future = (safe(future, month, day) - self.published).days
            coming = gap_past > 300 and gap_future < 45
        elif not coming:
            coming = (safe(future, month, day) - self.published).days < 30 and (
                self.published - safe(past, month, day)
            ).days > 330
        return future if coming else past

    def _year_on_side(self, month: int, day: int | None, side: int) -> int:
        assert self.published is not None
        year = self.published.year
        here = (month, day or (self.published.day if month == self.published.month else 1))
        now = (self.published.month, self.published.day)
        if side < 0 and here > now:
            return year - 1
        return year + 1 if side > 0 and here < now else year

    def on_week_of(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        day = self.on_date(p, sentence, ahead)
        return made(calendar.week(date.fromisoformat(day.start)), day.basis) if day and day.start else day

    def on_month(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return part_of(made(f"{p['y']}-{month_number(p['m']):02d}", "explicit"), p.get("f"))

    def on_month_of(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        if p["r"] == "that":
            year = self._told_year
        else:
            year = self.published.year + _DIRECTION[p["r"]] if self.published else None
        if year is None:
            return Dated(f"XXXX-{month_number(p['m']):02d}", None, None, "month", "none")
        return part_of(made(f"{year}-{month_number(p['m']):02d}", "relative"), p.get("f"))

    def on_month_only(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        month = month_number(p["m"])
        year = self._infer_year(month, None, sentence, ahead)
        if year is None:
            return Dated(f"XXXX-{month:02d}", None, None, "month", "none")
        return part_of(made(f"{year}-{month:02d}", "inferred"), p.get("f"))

    def on_rel_month(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        month = month_number(p["m"])
        if self.published is None:
            return Dated(f"XXXX-{month:02d}", None, None, "month", "none")
        year, now = self.published.year, self.published.month
        if p["r"] in ("last", "past"):
            year -= month >= now
        elif p["r"] in ("next", "coming"):
            year += month <= now
        return made(f"{year}-{month:02d}", "relative")

    def on_year(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return part_of(made(p["y"], "explicit"), p.get("f"))

    def on_years(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        last = p["y"][: 4 - len(p["y2"])] + p["y2"]
        return (
            Dated(p["y"], f"{p['y']}-01-01", f"{last}-12-31", "year", "explicit")
            if last > p["y"]
            else made(p["y"], "explicit")
        )

    def on_fiscal(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return made(p["y"], "explicit")

    def on_decade(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        if p.get("dec"):
            value = p["dec"][:3]
        else:
            tens = int(p["short"][0]) if p.get("short") else DECADES[p["word"]]
            value = f"19{tens}" if tens > 2 else f"20{tens}"
        return part_of(made(value, "explicit"), p.get("f"))

    def on_century(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return part_of(made(f"{int(p['n']) - 1:02d}", "explicit"), p.get("f"))

    def on_season(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return made(f"{p['y']}-{SEASONS[p['s']]}", "explicit")

    def on_rel_season(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        code = SEASONS[p["s"]]
        if self.published is None:
            return Dated(f"XXXX-{code}", None, None, "season", "none")
        year, first = self.published.year, calendar.SEASONS[code][0]
        direction = _DIRECTION[p["r"]]
        if direction < 0 and first + 2 >= self.published.month:
            year -= 1
        if direction > 0 and first <= self.published.month:
            year += 1
        if direction == 0 and code == "WI" and self.published.month <= 3:
            year -= 1
        return made(f"{year}-{code}", "relative")

    def on_season_only(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        if self.published is None:
            return None
        return self.on_rel_season(
            {
                "s": p["s"],
                "r": "next"
                if ahead()
                else "last"
                if calendar.SEASONS[SEASONS[p["s"]]][0] > self.published.month
                else "this",
            },
            sentence,
            ahead,
        )

    def on_quarter(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        n, half = ORDINALS[p["n"]], p["u"] == "half"
        year = int(p["y"]) if p.get("y") else None
        relative = p.get("r2") or p.get("r0")
        if year is None and self.published:
            year = self.published.year
            if relative:
                year += _DIRECTION[relative]
            elif p.get("r") in ("year-ago", "year-earlier", "last") or (
                not ahead() and (n - 1) * (6 if half else 3) >= self.published.month
            ):
                year -= 1
        if year is None:
            return Dated(f"XXXX-{'H' if half else 'Q'}{n}", None, None, "season", "none")
        return made(
            f"{year}-{'H' if half else 'Q'}{min(n, 2) if half else n}", "explicit" if p.get("y") else "relative"
        )

    def on_year_end(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        year = p.get("y") or (str(self.published.year) if self.published else None)
        return Dated(year, f"{year}-12-01", f"{year}-12-31", "month", "relative") if year else None

    def on_edge(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        """ "the beginning of the year", "the end of January 2019", "the middle of next week"."""
        if p.get("m"):
            whole = (
                self.on_month(p, sentence, ahead) if p.get("y") else self.on_month_only({"m": p["m"]}, sentence, ahead)
            )
        elif p.get("y2"):
            whole = made(p["y2"], "explicit")
        elif p.get("dec"):
            whole = made("".join(c for c in p["dec"] if c.isdigit())[:3], "explicit")
        else:
            ref = {"the": "this", "that": "this"}.get(p["r"], p["r"])
            whole = self.on_rel_unit({"r": ref, "u": p["u"]}, sentence, ahead)
        edge = p["e"]
        phase = (
            "early"
            if edge.split()[0] in ("beginning", "start", "outset", "turn", "early") or edge.startswith("first")
            else "mid"
            if edge == "middle"
            else "late"
        )
        return part_of(whole, phase, narrow=not edge.endswith("half"))

    # --- relative to the publication date

    def on_rel_day(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        number_, part = WEEKDAYS[p["w"].rstrip(".")], "T" + PARTS[p["p"]] if p.get("p") else ""
        if self.published is None:
            return Dated(f"XXXX-WXX-{number_}{part}", None, None, "day", "none")
        relation = p.get("r")
        if p.get("r2"):
            monday = self.published - timedelta(self.published.isoweekday() - 1) + timedelta(7 * _DIRECTION[p["r2"]])
            return made((monday + timedelta(number_ - 1)).isoformat(), "relative", part)
        coming = relation in ("next", "coming") or (relation in (None, "this", "early", "late") and bool(ahead()))
        if relation in ("following", "previous") and self._told:
            day = calendar.weekday(self._told, number_, relation == "following")
            if day == self._told:
                day += timedelta(7 if relation == "following" else -7)
            return made(day.isoformat(), "relative", part)
        day = calendar.weekday(self.published, number_, coming)
        if day == self.published and relation in ("last", "past", "next", "coming"):
            day += timedelta(7 if coming else -7)
        if not coming and relation is None and day == self.published and self._told and sentence - self._told_at <= 3:
            # the publication day's own name in a story that stands days before it: the first after what was told
            after = calendar.weekday(self._told, number_, True)
            day = (
                after
                if timedelta(0) < self.published - self._told < timedelta(21) and self._told < after <= day
                else day
            )
        return made(day.isoformat(), "relative", part)

    def on_days(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return Dated(f"XXXX-WXX-{WEEKDAYS[p['w'].rstrip('.')]}", None, None, "unknown", "none")

    def on_day_word(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        word = " ".join(p["t"].split())
        offset = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}.get(word, 0)
        part = "T" + PARTS[p["p"]] if p.get("p") else "TNI" if word in ("tonight", "overnight") else ""
        if self.published is None:
            return Dated("PRESENT_REF" if word == "today" else None, None, None, "day", "none")
        return made((self.published + timedelta(offset)).isoformat(), "relative", part)

    def on_part_of(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        relation, part = p["r"].split()[-1], "T" + PARTS[p["p"]]
        anchor = self.published if relation in ("this", "last") else self._told or self.published
        if anchor is None:
            return Dated(None, None, None, "day", "none")
        offset = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(relation, 0)
        return made((anchor + timedelta(offset)).isoformat(), "relative", part)

    def on_rel_unit(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        unit = unit_of(p["u"])
        direction = _DIRECTION[p["r"]]
        if unit == "period" or (unit == "quarter" and p["r"] not in ("next", "coming", "upcoming", "this", "current")):
            back = -4 if p["r"].startswith("year") else 0 if p["r"] in ("latest", "same", "fiscal") else -1
            return self._told_quarter(back)
        if (
            p.get("the")
            and p["r"] in ("past", "last", "previous")
            and unit in ("year", "month", "week", "day", "decade")
            and p["r"] == "past"
        ):
            return self._back(1, unit)
        if self.published is None:
            return Dated(None, None, None, "unknown", "none")
        value = calendar.step(self.published, direction, unit)
        return part_of(made(value, "relative"), p.get("f")) if value else None

    def _told_quarter(self, n: int) -> Dated | None:
        """The quarter that the story speaks of (else the last full one), n quarters on."""
        if self._quarter is not None:
            year, _, number_ = self._quarter.partition("-Q")
            anchor = date(int(year), int(number_) * 3, 1)
        elif self.published is not None:
            anchor = shift(self.published, -1, "quarter")
        else:
            return Dated("XXXX-QX", None, None, "season", "none")
        return made(calendar.quarter(anchor, n), "relative")

    def _back(self, n: int, unit: str, sign: int = -1, vague: bool = False) -> Dated:
        """ "the past two weeks": a duration that ends (or begins) with the publication day."""
        value = duration("X" if vague else str(n), unit)
        if self.published is None:
            return Dated(value, None, None, "unknown", "none")
        other = shift(self.published, sign * n, unit)
        first, last = sorted((self.published, other))
        if sign < 0 and unit in ("day", "week", "month", "year"):
            first += timedelta(1) if first < last and unit != "day" else timedelta(0)
        return Dated(value, first.isoformat(), last.isoformat(), grain(unit), "relative")

    def on_last_n(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        n, unit = number(p["n"]), unit_of(p["u"])
        if p["r"] in ("first", "final", "preceding", "latest", "following"):
            if p["r"] == "first" and unit == "month" and n and (self.published or p.get("y")):
                year = int(p["y"]) if p.get("y") else self.published.year - (p.get("r2") == "last")  # type: ignore[union-attr]
                last = calendar.month_days(year, min(n, 12))[1]
                return Dated(duration(str(n), unit), f"{year}-01-01", last.isoformat(), "month", "relative")
            return Dated(duration(str(n) if n else "X", unit), None, None, "unknown", "none")
        return self._back(n or 3, unit, 1 if p["r"] in ("next", "coming") else -1, vague=n is None)

    def on_recent_units(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        unit = unit_of(p["u"].removesuffix("s"))
        back = self._back(3, unit, 1 if p["r"] == "coming" else -1, vague=True)
        return Dated(
            "PAST_REF" if p["r"] == "recent" and unit == "year" else back.value,
            back.start,
            back.end,
            back.precision,
            back.basis,
        )

    def on_ago(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        n, unit, how = number(p["n"]), unit_of(p["u"]), p["a"].split()[0]
        sign = 1 if how in ("later", "after", "afterward", "afterwards", "from", "on") else -1
        anchor = (
            self.published if how in ("ago", "from") else self._told or (self.published if how == "earlier" else None)
        )
        if unit in ("year",) and how == "earlier" and self._told is None:
            anchor = self.published
        if n is None:
            return self._vague(sign, unit, anchor)
        if unit == "year" and n == 1 and sign < 0 and sentence - self._quarter_at <= 2:
            return self._told_quarter(-4)
        value = calendar.step(anchor, sign * n, unit) if anchor else None
        if value is None:
            return Dated(duration(str(n), unit), None, None, "unknown", "none")
        if unit == "hour":
            return Dated(duration(str(n), unit), anchor.isoformat(), anchor.isoformat(), "day", "relative")  # type: ignore[union-attr]
        return made(value, "relative")

    def _vague(self, sign: int, unit: str, anchor: date | None) -> Dated:
        """ "several years ago", "days later": a reference; days only where hours or days are meant."""
        value = "PAST_REF" if sign < 0 else duration("X", unit)
        if anchor is None:
            return Dated(value, None, None, "unknown", "none")
        reach = shift(
            anchor,
            sign * (1 if unit in ("second", "minute", "hour") else 9),
            unit if unit not in ("second", "minute", "hour") else "day",
        )
        first, last = (anchor, anchor) if unit in ("second", "minute", "hour") else sorted((anchor, reach))
        return Dated(value, first.isoformat(), last.isoformat(), grain(unit), "relative")

    def on_vague_after(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        how, unit = p["a"], unit_of(p["u"].removesuffix("s"))
        anchor = self.published if how == "ago" else self._told
        return self._vague(1 if how in ("after", "later") else -1, unit, anchor)

    def on_after_event(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        n = number(p.get("n", "one" if p["u"] in _ONE else "several"))
        return Dated(duration(str(n) if n else "X", unit_of(p["u"].removesuffix("s"))), None, None, "unknown", "none")

    def on_day_after(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return self.on_ago({"n": "one", "u": p["u"], "a": p["a"]}, sentence, ahead)

    def on_next_one(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        unit, direction = unit_of(p["u"]), _DIRECTION[p["r"]]
        anchor = self._told or self.published
        value = calendar.step(anchor, direction, unit) if anchor else None
        return made(value, "relative") if value else Dated(duration("1", unit), None, None, "unknown", "none")

    def on_that_one(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        anchor, unit = self._told, unit_of(p["u"])
        if unit == "year" and self._told_year:
            return made(str(self._told_year), "relative")
        if unit == "summer":
            return made(f"{anchor.year}-SU", "relative") if anchor else None
        value = calendar.step(anchor, 0, unit) if anchor else None
        return made(value, "relative") if value else Dated(None, None, None, "unknown", "none")

    def on_the_unit(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        unit = unit_of(p["u"])
        if self.published is None or unit in ("day", "century"):
            return Dated(duration("1", unit), None, None, "unknown", "none")
        if unit == "weekend":
            monday = self.published - timedelta(self.published.isoweekday() - 1)
            now = ahead() or self.published.isoweekday() >= 6
            return made(calendar.week(monday if now else monday - timedelta(7)) + "-WE", "relative")
        if unit == "quarter":
            return self._told_quarter(0)
        value = calendar.step(self.published, 0, unit)
        return made(value, "relative") if value else None

    # --- references, durations, sets

    def on_present(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        day = self.published.isoformat() if self.published else None
        return Dated("PRESENT_REF", day, day, "unknown", "relative" if day else "none")

    def on_past(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return Dated("PAST_REF", None, None, "unknown", "none")

    def on_future(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return Dated("FUTURE_REF", None, None, "unknown", "none")

    def on_set_each(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        if p["u"] in PARTS:
            return Dated("T" + PARTS[p["u"]], None, None, "unknown", "none")
        n = {"other": "2", "few": "X"}.get(p.get("n", ""), str(number(p["n"]) if p.get("n") else 1))
        return Dated(duration(n, unit_of(p["u"])), None, None, "unknown", "none")

    def on_set_word(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return Dated(_SETS[p["t"]], None, None, "unknown", "none")

    def on_age(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        return None

    def on_duration(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        n = number(p["n"])
        text = "X" if n is None else f"{n}.5" if p.get("half") else str(n)
        return Dated(duration(text, unit_of(p["u"])), None, None, "unknown", "none")

    def on_units(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        unit = {"centuries": "century"}.get(p["u"], p["u"].removesuffix("s"))
        return Dated(duration("X", unit), None, None, "unknown", "none")

    def on_clock(self, p: dict[str, str], sentence: int, ahead: Ahead) -> Dated | None:
        hour = int(p["h"]) % 12 + (12 if p["ap"].startswith("p") else 0)
        if int(p["h"]) > 12:
            return None
        anchor = self._told if self._told_at == sentence else self.published
        time = f"T{hour:02d}:{p.get('mi') or '00'}"
        return made(anchor.isoformat(), "relative", time) if anchor else Dated(time, None, None, "unknown", "none")
