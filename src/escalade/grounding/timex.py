"""The grammar of time expressions: patterns over a sentence's text, each with what it means.

A pattern gives `Found`: span, a shape (what sort of expression) and its parts. Meaning in the calendar needs the
publication date and the story; that is `times`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS = {
    name: i
    for i, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: i
    for i, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        1,
    )
    for name in names.split()
}
NUMBERS = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI", "dawn": "MO", "dusk": "EV",
    "overnight": "NI", "midnight": "NI",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}
UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE"}  # fmt: skip
VAGUE = frozenset("several few many some couple dozen dozens number hundreds thousands recent".split())

_M = r"(?:Jan(?:uary|\.)?|JANUARY|Feb(?:ruary|\.)?|FEBRUARY|Mar(?:ch|\.)?|MARCH|Apr(?:il|\.)?|APRIL|May|MAY|June|Jun\.?|JUNE|July|Jul\.?|JULY|Aug(?:ust|\.)?|AUGUST|Sept?(?:ember|\.)?|SEPTEMBER|Oct(?:ober|\.)?|OCTOBER|Nov(?:ember|\.)?|NOVEMBER|Dec(?:ember|\.)?|DECEMBER)"
_W = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.)"
_P = r"(?:morning|afternoon|evening|night|noon|midnight|dawn|dusk)"
_Y = r"(?:1[0-9]\d\d|20\d\d)"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUMWORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
_N = rf"(?:\d[\d,.]*|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?(?:{_NUMWORD})(?:\s+hundred)?|several|(?:a\s+)?few|many|some|(?:a\s+)?couple\s+of|(?:a\s+)?dozen|dozens\s+of|(?:a\s+)?number\s+of|hundreds\s+of|thousands\s+of)"
_U = r"(?:second|minute|hour|day|week(?:end)?|month|quarter|year|decade|centur(?:y|ie))"
_PHASE = r"(?i:early|late|mid|later|earlier)"
_EDGE = r"(?:beginning|start|end|middle|close|turn|outset|eve|first\s+(?:days|weeks|months|half)|second\s+half|early\s+(?:days|weeks|months|part)|latter\s+part|late\s+part)"
_APPROX = r"(?:(?i:about|around|nearly|almost|more\s+than|less\s+than|at\s+least|over|up\s+to|roughly|approximately|some|under|fewer\s+than|just\s+over|just\s+under|only|as\s+long\s+as)\s+)?"
_SPAN = r"(?:\s*(?:-|–|—|to|through)\s*)"


class Found(NamedTuple):
    """Offsets in the sentence's text (half-open), the shape, the parts that the pattern names."""

    start: int
    end: int
    shape: str
    parts: dict[str, str]


def _shape(name: str, needs: str, pattern: str) -> tuple[str, frozenset[str], re.Pattern[str]]:
    """`needs`: sorts of words (see `_SORTS`) of which one must be in the sentence, or the pattern is not tried."""
    return name, frozenset(needs.split("|")), re.compile(r"(?<![\w$€£])" + pattern + r"(?![\w])")


# in order of precedence: what a later pattern finds inside an earlier one is left out
SHAPES = (
    _shape("iso", "digit", rf"(?P<y>{_Y})-(?P<mo>\d\d)-(?P<d>\d\d)(?:T[\d:]+)?"),
    _shape("us", "digit", r"(?P<mo>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])/(?P<y>\d{4}|\d\d)(?:\s+\d\d?:\d\d(?::\d\d)?)?"),
    _shape("range", "month", rf"(?P<m>{_M})\s+(?P<d>{_D}){_SPAN}(?:(?P<m2>{_M})\s+)?(?P<d2>{_D})(?:,?\s+(?P<y>{_Y}))?(?!\s*[,.]?\d)"),
    _shape("range", "month", rf"(?P<d>{_D}){_SPAN}(?P<d2>{_D})\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"),
    _shape("date", "month", rf"(?:(?P<w>{_W})\s*(?P<p>{_P})?,?\s+)?(?:the\s+)?(?P<d>{_D})(?:\s+of)?\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"),
    _shape("date", "month", rf"(?:(?P<w>{_W})\s*(?P<p>{_P})?,?\s+)?(?P<m>{_M})\s+(?:the\s+)?(?P<d>{_D})(?:,?\s+(?P<y>{_Y}))?(?!\s*[,.]?\d|\s*(?:%|percent|per))"),
    _shape("week_of", "month", rf"(?i:the\s+week\s+(?:of|beginning|starting)\s+)(?P<m>{_M})\s+(?P<d>{_D})(?:,?\s+(?P<y>{_Y}))?"),
    _shape("edge", "edge", rf"(?:the\s+)?(?:(?i:very)\s+)?(?P<e>(?i:{_EDGE}))\s+of\s+(?:(?P<m>{_M})(?:,?\s+(?:of\s+)?(?P<y>{_Y}))?|(?P<y2>{_Y})|(?P<r>(?i:the|this|last|next|that))\s+(?P<u>(?i:{_U}))|(?P<dec>(?:the\s+)?\d{{3}}0s))"),
    _shape("year_end", "unit", r"(?P<e>(?i:year-end))(?:\s+(?P<y>\d{4}))?"),
    _shape("quarter", "unit", rf"(?i:(?P<r0>this|last|next)\s+year's\s+)?(?i:the\s+)?(?i:(?P<r>this|last|next|latest|previous|fiscal|current|year-ago|year-earlier)\s+(?:fiscal\s+)?)?(?P<n>(?i:first|second|third|fourth|1st|2nd|3rd|4th|final))[- ](?P<u>(?i:quarter|half))(?:\s+(?:of\s+)?(?:(?i:fiscal\s+)?(?P<y>{_Y})|(?P<r2>(?i:this|last|next))\s+year))?"),
    _shape("month", "month", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})(?:\s+of)?,?\s+(?P<y>{_Y})(?!\s*(?:,\d))"),
    _shape("month_of", "month", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})\s+(?:of\s+)?(?P<r>(?i:this|last|next|that))\s+year"),
    _shape("rel_month", "month", rf"(?P<r>(?i:this|last|next|past|coming))\s+(?P<m>{_M})(?!\s+\d)"),
    _shape("season", "season", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?:the\s+)?(?P<s>(?i:spring|summer|autumn|fall|winter))(?:\s+of)?\s+(?P<y>{_Y})"),
    _shape("rel_season", "season", r"(?:(?P<f>(?i:early|late|mid|later|earlier))[- ])?(?P<r>(?i:this|last|next|past|coming))\s+(?P<s>spring|summer|autumn|fall|winter)"),
    _shape("decade", "digit|decade", rf"(?:(?i:the)\s+)?(?:(?P<f>{_PHASE})[- ](?:to\s+late[- ])?)?(?:(?P<dec>(?:1[0-9]|20)\d0)'?s|['’](?P<short>\d0)s|(?P<word>(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))"),
    _shape("century", "unit", r"(?:(?i:the)\s+)?(?:(?P<f>(?i:early|late|mid))[- ])?(?P<n>\d\d)(?:st|nd|rd|th)[- ](?i:century)"),
    _shape("rel_day", "weekday", rf"(?:(?P<r>(?i:last|this|next|past|coming|early|late|following|previous))\s+)?(?P<w>{_W})(?:\s+(?P<p>{_P}))?(?:\s+(?P<r2>(?i:last|this|next))\s+week)?"),
    _shape("days", "weekday", rf"(?P<each>(?i:every|each)\s+)?(?P<w>{_W})s(?:\s+and\s+{_W}s)?"),
    _shape("day_word", "dayword", rf"(?:(?P<f>{_PHASE})\s+)?(?P<t>(?i:today|yesterday|tomorrow|tonight|overnight|day\s+before\s+yesterday|day\s+after\s+tomorrow))(?:\s+(?P<p>{_P}))?"),
    _shape("part_of", "part", r"(?:(?i:late|early)\s+)?(?P<r>(?i:this|last|that|the\s+next|the\s+same|the\s+following|the\s+previous))\s+(?P<p>(?i:morning|afternoon|evening|night))"),
    _shape("ago", "unit", rf"{_APPROX}(?P<n>(?i:{_N}))[\s-]+(?P<u>(?i:{_U}))s?(?:\s+and\s+a\s+half)?\s+(?P<a>(?i:ago|earlier|later|before|after(?:wards?|ward)?|from\s+now|previously|prior))(?!\s+(?i:the\s+)?\d)"),
    _shape("vague_after", "unit", r"(?P<u>(?i:minutes|hours|days|weeks|months|years))\s+(?P<a>(?i:after|before|later|earlier|ago))"),
    _shape("day_after", "unit", r"(?i:(?:the|a|one)\s+)(?P<u>(?i:day|week|month|year))\s+(?P<a>(?i:after|before|earlier|later))"),
    _shape("next_one", "unit", r"(?:(?i:the|that)\s+)(?P<r>(?i:next|following|previous|preceding|same|prior))\s+(?P<u>(?i:day|week|month|year|weekend|quarter|decade))"),
    _shape("that_one", "unit", r"(?P<r>(?i:that))\s+(?P<u>(?i:day|week|month|year|weekend|summer))"),
    _shape("last_n", "unit", rf"(?:(?i:the)\s+)?(?P<r>(?i:last|past|next|coming|previous|first|preceding|final|latest|recent|following))\s+(?P<n>(?i:{_N}|\d+))(?:\s+or\s+so)?[\s-]+(?P<u>(?i:{_U}))s?(?:\s+of\s+(?:(?P<y>{_Y})|(?P<r2>this|last)\s+year))?"),
    _shape("rel_unit", "unit|period", rf"(?:(?P<f>(?i:earlier|later|early|late|mid))[- ](?:in\s+)?)?(?P<the>(?i:the)\s+)?(?P<r>(?i:last|this|next|past|previous|coming|current|upcoming|preceding|latest|same|fiscal|year-ago|year-earlier))\s+(?:(?i:fiscal)\s+)?(?P<u>(?i:{_U}|period))"),
    _shape("recent_units", "unit", r"(?:(?i:the)\s+)?(?P<r>(?i:recent|past|last|coming))\s+(?P<u>(?i:minute|hour|day|week|month|year|decade)s)"),
    _shape("set_each", "unit|part|season", r"(?P<r>(?i:every|each))\s+(?:(?P<n>(?i:few|other|two|three|four|five|six|\d+))\s+)?(?P<u>(?i:hour|day|week|month|quarter|year|morning|night|evening|weekend|decade|minute|summer|winter))s?"),
    _shape("set_word", "set", r"(?P<t>(?i:daily|weekly|monthly|annually|yearly|hourly|nightly))"),
    _shape("age", "unit", rf"(?P<n>(?i:{_N}))[- ](?P<u>(?i:year|month|week|day))s?[- ]olds?"),
    _shape("duration", "unit", rf"(?:(?i:the)\s+)?{_APPROX}(?P<n>(?i:{_N}))(?:[\s-]+(?:(?i:full|consecutive|straight|long|more|additional|calendar|working|whole|and\s+a\s+half)\s+)?)(?P<u>(?i:{_U}))s?(?P<half>\s+and\s+a\s+half)?"),
    _shape("units", "unit", r"(?P<u>(?i:decades|centuries|years|months|weeks|days|hours|minutes))"),
    _shape("years", "digit", rf"(?P<y>{_Y})(?:-|–|/)(?P<y2>\d\d(?:\d\d)?)"),
    _shape("fiscal", "digit", rf"(?:(?i:the)\s+)?(?i:fiscal|calendar)\s+(?:year\s+)?(?P<y>{_Y})"),
    _shape("year", "digit", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<y>{_Y})(?!\s*(?:%|percent|[,.]\d|-\w))"),
    _shape("month_only", "month", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})"),
    _shape("season_only", "season", r"(?:(?P<f>(?i:early|late|mid|later|earlier))[- ])?(?i:in|since|by|until|the|during)\s+(?P<s>spring|summer|autumn|fall|winter)"),
    _shape("the_unit", "unit", r"(?:(?i:later|earlier|early|late)\s+in\s+)?(?i:the)\s+(?P<u>(?i:weekend|year|quarter|week|month|day|decade|century))"),
    _shape("present", "ref", r"(?P<t>(?i:now|currently|current|at\s+present|at\s+the\s+moment|nowadays|presently|at\s+this\s+(?:time|point|moment|stage)|this\s+time|these\s+days|the\s+present))"),
    _shape("past", "ref", r"(?P<t>(?i:recently|recent|the\s+past|lately))"),
    _shape("future", "ref", r"(?P<t>(?i:the\s+(?:near\s+|foreseeable\s+)?future))"),
    _shape("clock", "digit", r"(?P<h>[012]?\d)(?:[:.](?P<mi>[0-5]\d))?\s*(?P<ap>(?i:a\.m\.?|p\.m\.?|am|pm))"),
)  # fmt: skip
_SORTS = {
    "month": frozenset(MONTHS) | frozenset(m + "." for m in MONTHS),
    "weekday": frozenset(WEEKDAYS) | frozenset(w + "." for w in WEEKDAYS) | frozenset(w + "s" for w in WEEKDAYS),
    "season": frozenset(SEASONS) | frozenset(s + "s" for s in SEASONS),
    "part": frozenset(PARTS) | frozenset(p + "s" for p in PARTS),
    "decade": frozenset(DECADES),
    "dayword": frozenset("today yesterday tomorrow tonight overnight day".split()),
    "set": frozenset("daily weekly monthly annually yearly hourly nightly".split()),
    "ref": frozenset(
        "now currently current present moment nowadays presently time point stage days recently recent past "
        "lately future".split()
    ),
    "period": frozenset(("period",)),
}
_UNIT_STEMS = ("day", "week", "month", "year", "hour", "minute", "decade", "quarter", "centur", "second", "half")
_EDGES = frozenset("beginning start end middle close turn outset eve first second early latter late".split())


def sorts(lower_words: tuple[str, ...], text: str) -> set[str]:
    """Which sorts of time words a sentence holds: a cheap look that spares most patterns."""
    found = {name for name, words in _SORTS.items() if not words.isdisjoint(lower_words)}
    if any(stem in text or stem.title() in text or stem.upper() in text for stem in _UNIT_STEMS):
        found.add("unit")
    if any(ch.isdigit() for ch in text):
        found.add("digit")
    if found and not _EDGES.isdisjoint(lower_words):
        found.add("edge")
    return found


def find(text: str, present: set[str]) -> list[Found]:
    """Time expressions of a sentence, in text order, without overlaps; `present` as `sorts` gives it."""
    taken: list[Found] = []
    for shape, needs, pattern in SHAPES:
        if needs.isdisjoint(present):
            continue
        for match in pattern.finditer(text):
            a, b = match.span()
            if all(b <= t.start or a >= t.end for t in taken):
                taken.append(Found(a, b, shape, {k: v for k, v in match.groupdict().items() if v}))
    return sorted(taken)


def number(text: str) -> int | None:
    """Whole number written in digits or words; None for "several", "few" and fractions."""
    words = text.lower().replace("-", " ").split()
    if words and words[0].replace(",", "").isdigit():
        return int(words[0].replace(",", ""))
    if VAGUE & set(words):
        return 2 if "couple" in words else None
    total = 0
    for word in words:
        if word not in NUMBERS:
            return None
        total = total * 100 if word == "hundred" and total else total + NUMBERS[word]
    return total or None
