"""From which day and up to which a condition counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from escalade.claims.frame import Frame
from escalade.claims.scene import Scene
from escalade.model.groundings import Time
from escalade.model.tree import Tree

BEFORE = frozenset({"by", "before", "until", "till"})
AFTER = frozenset({"after", "beyond", "past"})
LASTING = frozenset({"continue", "remain", "stay", "keep", "persist", "still"})  # what was to end by then
THEN = re.compile(r"\b(?:by|before|until|till) (?:then|that (?:day|date|time|hour))\b")
DURATION = re.compile(r"P(T?)(\d+)([DWMYH])")
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
LIMITS = frozenset({"within", "in", "next", "have", "has", "had", "give", "gave", "given", "during"})
USED = frozenset({"use", "exploit", "abuse", "break", "spend"})  # "if they use the 48 hours to dig in"
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
MONTHS = frozenset("january february march april may june july august september october november december".split())
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def window(
    scene: Scene, tree: Tree, condition: range, frames: tuple[Frame, ...], ordered: bool = False
) -> tuple[str | None, str | None]:
    """Days from which and up to which the condition counts, ISO; None = open.

    A length of time counts from the day of the words, where it is a limit ("within a week") or the condition an order
    (`ordered`: "48 hours to leave").
    """
    valid_from = valid_to = None
    times = [t for t in scene.times.get(tree.ordinal, ()) if t.token_start in condition]
    limits = {t.date_start for t in times}  # "told them to leave before Thursday": no day of telling
    said = next((f.said_on for f in reversed(frames) if f.said_on and f.said_on not in limits), None)
    said = said or scene.document.published
    for time in _whole(times, tree):
        before = {tree.lower[k] for k in range(max(time.token_start - 4, condition.start), time.token_start)}
        inside = {tree.lower[k] for k in range(time.token_start, time.token_end)}
        days = _length(time.value)
        over = tree.lower[time.token_end : time.token_end + 2]  # "before the month is out"
        used = "the" in before | inside and any(tree.lemma[k] in USED for k in range(condition.start, time.token_start))
        if days is not None and (ordered or used or LIMITS & (before | inside)):
            valid_to = _after(said, days) or time.date_end or valid_to
        elif time.date_end and "before" in before and over[1:] in (("out",), ("over",), ("up",)):
            valid_to = time.date_end
        elif time.date_start and "before" in before and "end" not in inside and time.precision != "unknown":
            valid_to = _after(time.date_start, -1)
        elif time.date_end and (BEFORE & (before | inside) or "between" in before):
            valid_to = time.date_end
        elif (
            time.date_start and AFTER & before and not LASTING.isdisjoint(tree.lemma[condition.start : condition.stop])
        ):
            valid_to = time.date_start  # "if the drilling continues after 1 May"
        elif time.date_start and {"after", "from", "since"} & before:
            valid_from = time.date_start
        elif time.date_end and (time.precision == "day" or "end" in inside):
            valid_to = time.date_end
        if valid_to and said and valid_to < said[:10] and not any(w.isdigit() and len(w) == 4 for w in inside):
            monthless = _number(tree.lower[time.token_end - 1]) is not None and not inside & MONTHS
            valid_to = (
                _after(valid_to, 7)
                if inside & WEEKDAYS
                else _next_of_number(valid_to, said)
                if monthless
                else _next_year(valid_to)
            )
    return valid_from, valid_to or _bare_day(tree, condition, said) or _then(scene, tree, condition, said)


def _then(scene: Scene, tree: Tree, condition: range, said: str | None) -> str | None:
    """The day to come that was named last, where the condition takes it up: "if they have not done so by then"."""
    words = " ".join(tree.lower[condition.start : condition.stop])
    if not THEN.search(words):
        return None
    for ordinal in (tree.ordinal, tree.ordinal - 1):
        times = [t for t in scene.times.get(ordinal, ()) if ordinal != tree.ordinal or t.token_end <= condition.start]
        days = [t.date_end for t in times if t.precision == "day" and t.date_end and t.date_end >= (said or "")[:10]]
        if days:
            return days[-1]
    return None


def _bare_day(tree: Tree, condition: range, said: str | None) -> str | None:
    """The next day of that number: "by the fifteenth", "before the 20th", "on the first"; None without."""
    for k in range(condition.start, condition.stop - 2):
        number = _number(tree.lower[k + 2])
        bare = k + 3 >= len(tree) or tree.upos[k + 3] not in ("NOUN", "PROPN", "ADJ", "NUM")
        limit = tree.lower[k] in BEFORE or tree.lower[k] == "on"
        if limit and tree.lower[k + 1] == "the" and number and bare and said:
            day = date.fromisoformat(_next_of_number(f"{number:02}", said))
            return (day - timedelta(tree.lower[k] == "before")).isoformat()
    return None


def _next_of_number(day: str, said: str) -> str:
    """The next day, from that of the words on, with the number of a day in its month."""
    found = date.fromisoformat(said[:10])
    while found.day != int(day[-2:]):
        found += timedelta(1)
    return found.isoformat()


def _number(word: str) -> int | None:
    """Day of the month of an ordinal number."""
    if word in ORDINALS:
        return ORDINALS.index(word) + 1
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word)
    return int(digits[1]) if digits and 0 < int(digits[1]) <= len(ORDINALS) else None


def _whole(times: list[Time], tree: Tree) -> Iterator[Time]:
    """The times, "the last day" and "of February" as one that is that day."""
    skip = False
    for time, after in zip_longest(times, times[1:]):
        words = {tree.lower[k] for k in range(time.token_start, time.token_end)}
        of = "of" in tree.lower[time.token_end : time.token_end + 1]
        if after is not None and of and after.token_start == time.token_end + 1 and "last" in words:
            day = after.date_end
            yield replace(time, value=day, date_start=day, date_end=day, token_end=after.token_end, precision="day")
            skip = True
        elif not skip:
            yield time
        else:
            skip = False


def _length(value: str | None) -> int | None:
    """Whole days of an ISO length of time, a part of a day as one; None for any other value."""
    found = DURATION.fullmatch(value or "")
    if found is None or bool(found[1]) != (found[3] == "H"):
        return None
    return -(-int(found[2]) // 24) if found[1] else int(found[2]) * DAYS[found[3]]


def _next_year(day: str) -> str:
    """The same day a year on: a deadline without a year lies ahead."""
    return f"{int(day[:4]) + 1}{day[4:]}" if not day.endswith("02-29") else f"{int(day[:4]) + 1}-03-01"


def _after(day: str | None, days: int) -> str | None:
    """The day so many days later, ISO; None without a day."""
    if not day:
        return None
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()
    except ValueError:
        return None
