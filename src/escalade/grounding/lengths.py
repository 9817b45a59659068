"""Lengths of time, what recurs, and references to now, before and after."""

from __future__ import annotations

from fractions import Fraction

from escalade.grounding.relative import Relative
from escalade.grounding.story import Ahead, Parts
from escalade.grounding.timex import PARTS, SEASONS, WEEKDAYS, half, number
from escalade.grounding.values import Dated, duration, halved, month_number, unit_of

_SETS = {
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "annually": "P1Y",
    "yearly": "P1Y",
    "hourly": "PT1H",
}
_ONE = frozenset(("day", "week", "month", "year"))


def _undated(value: str) -> Dated:
    return Dated(value, None, None, "unknown", "none")


class Lengths(Relative):
    """Expressions that have a value and no days."""

    def on_present(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "now": the publication day."""
        day = self.published.isoformat() if self.published else None
        return Dated("PRESENT_REF", day, day, "unknown", "relative" if day else "none")

    def on_past(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "recently"."""
        return _undated("PAST_REF")

    def on_future(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "the near future"."""
        return _undated("FUTURE_REF")

    # --- sets

    def on_set_each(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "every two weeks", "every night"."""
        if p["u"] in PARTS:
            return _undated(f"XXXX-XX-XXT{PARTS[p['u']]}")
        n = {"other": "2", "few": "X"}.get(p.get("n", ""), str(number(p["n"]) if p.get("n") else 1))
        return _undated(duration(n, unit_of(p["u"])))

    def on_set_named(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "each Thursday", "every July", "every summer"."""
        if p.get("w"):
            return self.on_days(p, sentence, ahead)
        return _undated(f"XXXX-{month_number(p['m']):02d}" if p.get("m") else f"XXXX-{SEASONS[p['s']]}")

    def on_days(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "Fridays", "Tuesday nights"."""
        word = p.get("w") or p.get("w2") or p["ws"].removesuffix("s")
        part = p.get("p") or p.get("p2")
        return _undated(f"XXXX-WXX-{WEEKDAYS[word.rstrip('.')]}{'T' + PARTS[part] if part else ''}")

    def on_set_word(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "daily"."""
        return _undated(_SETS[p["t"]])

    # --- lengths

    def on_age(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "44-year-old": no time."""
        return None

    def on_standing(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "an eight-month-old truce", "decades-long"."""
        said = p.get("n", "").rstrip("- ")
        n = None if p.get("many") and said in ("", "a", "an") else number(said or "one")
        return _undated(duration(str(n) if n else "X", unit_of(p["u"])))

    def on_duration(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "three days", "2 1/2 hours", "two to three weeks" (the shorter)."""
        n, unit = number(p["n"]), unit_of(p["u"])
        if n is not None and (p.get("half") or half(p["n"])):
            return _undated(halved(n, unit))
        return _undated(duration("X" if n is None else str(n), unit))

    def on_half_unit(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "half an hour", "a quarter of a century"."""
        share = Fraction(1, 2) if p["n"].startswith("half") else Fraction(3 if p["n"].startswith("three") else 1, 4)
        return _undated(halved(0, unit_of(p["u"]), share))

    def on_units(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "for years"."""
        return _undated(duration("X", unit_of(p["u"]) if p["u"] == "centuries" else p["u"].removesuffix("s")))

    def on_after_event(self, p: Parts, sentence: int, ahead: Ahead) -> Dated | None:
        """ "a week after the raid": a length; the raid's day is not known here."""
        unit = unit_of(p["u"].removesuffix("s"))
        n = number(p.get("n", "one" if p["u"] in _ONE else "several"))
        return _undated(duration(str(n) if n else "X", unit))
