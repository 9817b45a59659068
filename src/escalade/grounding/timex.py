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
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"), 1
    )
    for name in names.split()
}
NUMBERS = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4, "last": 4}
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI", "dawn": "MO", "dusk": "EV",
    "overnight": "NI", "midnight": "NI",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}
UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE"}  # fmt: skip
VAGUE = frozenset("several few many some couple dozen dozens number hundreds thousands recent".split())

TRIGGERS = (
    frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset(PARTS) | frozenset(SEASONS) | frozenset(DECADES)
    | frozenset(UNITS) | frozenset(u + "s" for u in UNITS) | frozenset(m + "." for m in MONTHS) | frozenset(w + "." for w in WEEKDAYS)
    | frozenset(
        "today yesterday tomorrow tonight now currently current recently recent ago once daily weekly monthly annual annually "
        "yearly nightly hourly soon future past previously formerly weekends decades centuries mornings evenings nights "
        "nowadays presently lately already hitherto immediately day's eve time moment period mondays tuesdays wednesdays "
        "thursdays fridays saturdays sundays midweek fortnight quarterly biweekly simultaneously overnight long-term".split()
    )
)  # fmt: skip

_M = r"(?:Jan(?:uary|\.)?|JANUARY|Feb(?:ruary|\.)?|FEBRUARY|Mar(?:ch|\.)?|MARCH|Apr(?:il|\.)?|APRIL|May|MAY|June?\.?|JUNE|July?\.?|JULY|Aug(?:ust|\.)?|AUGUST|Sept?(?:ember|\.)?|SEPTEMBER|Oct(?:ober|\.)?|OCTOBER|Nov(?:ember|\.)?|NOVEMBER|Dec(?:ember|\.)?|DECEMBER)"
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


def _shape(name: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    return name, re.compile(r"(?<![\w$€£])" + pattern + r"(?![\w])")


# in order of precedence: what a later pattern finds inside an earlier one is left out
SHAPES = (
    _shape("iso", rf"(?P<y>{_Y})-(?P<mo>\d\d)-(?P<d>\d\d)(?:T[\d:]+)?"),
    _shape("us", r"(?P<mo>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])/(?P<y>\d{4}|\d\d)(?:\s+\d\d?:\d\d(?::\d\d)?)?"),
    _shape("range", rf"(?P<m>{_M})\s+(?P<d>{_D}){_SPAN}(?:(?P<m2>{_M})\s+)?(?P<d2>{_D})(?:,?\s+(?P<y>{_Y}))?(?!\s*[,.]?\d)"),
    _shape("range", rf"(?P<d>{_D}){_SPAN}(?P<d2>{_D})\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"),
    _shape("date", rf"(?:(?P<w>{_W})\s*(?P<p>{_P})?,?\s+)?(?:the\s+)?(?P<d>{_D})(?:\s+of)?\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"),
    _shape("date", rf"(?:(?P<w>{_W})\s*(?P<p>{_P})?,?\s+)?(?P<m>{_M})\s+(?:the\s+)?(?P<d>{_D})(?:,?\s+(?P<y>{_Y}))?(?!\s*[,.]?\d|\s*(?:%|percent|per))"),
    _shape("edge", rf"(?:the\s+)?(?:(?i:very)\s+)?(?P<e>(?i:{_EDGE}))\s+of\s+(?:(?P<m>{_M})(?:,?\s+(?:of\s+)?(?P<y>{_Y}))?|(?P<y2>{_Y})|(?P<r>(?i:the|this|last|next|that))\s+(?P<u>(?i:{_U}))|(?P<dec>(?:the\s+)?\d{{3}}0s))"),
    _shape("year_end", r"(?P<e>(?i:year-end))(?:\s+(?P<y>\d{4}))?"),
    _shape("quarter", rf"(?i:(?P<r0>this|last|next)\s+year's\s+)?(?i:the\s+)?(?i:(?P<r>this|last|next|latest|previous|fiscal|current|year-ago|year-earlier)\s+(?:fiscal\s+)?)?(?P<n>(?i:first|second|third|fourth|1st|2nd|3rd|4th|final))[- ](?P<u>(?i:quarter|half))(?:\s+(?:of\s+)?(?:(?i:fiscal\s+)?(?P<y>{_Y})|(?P<r2>(?i:this|last|next))\s+year))?"),
    _shape("month", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})(?:\s+of)?,?\s+(?P<y>{_Y})(?!\s*(?:,\d))"),
    _shape("month_of", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})\s+(?:of\s+)?(?P<r>(?i:this|last|next|that))\s+year"),
    _shape("rel_month", rf"(?P<r>(?i:this|last|next|past|coming))\s+(?P<m>{_M})(?!\s+\d)"),
    _shape("season", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?:the\s+)?(?P<s>(?i:spring|summer|autumn|fall|winter))(?:\s+of)?\s+(?P<y>{_Y})"),
    _shape("rel_season", r"(?:(?P<f>(?i:early|late|mid|later|earlier))[- ])?(?P<r>(?i:this|last|next|past|coming))\s+(?P<s>spring|summer|autumn|fall|winter)"),
    _shape("decade", rf"(?:(?i:the)\s+)?(?:(?P<f>{_PHASE})[- ](?:to\s+late[- ])?)?(?:(?P<dec>(?:1[0-9]|20)\d0)'?s|['’](?P<short>\d0)s|(?P<word>(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))"),
    _shape("century", r"(?:(?i:the)\s+)?(?:(?P<f>(?i:early|late|mid))[- ])?(?P<n>\d\d)(?:st|nd|rd|th)[- ](?i:century)"),
    _shape("rel_day", rf"(?:(?P<r>(?i:last|this|next|past|coming|early|late|following|previous))\s+)?(?P<w>{_W})(?:\s+(?P<p>{_P}))?(?:\s+(?P<r2>(?i:last|this|next))\s+week)?"),
    _shape("days", rf"(?P<each>(?i:every|each)\s+)?(?P<w>{_W})s(?:\s+and\s+{_W}s)?"),
    _shape("day_word", rf"(?:(?P<f>{_PHASE})\s+)?(?P<t>(?i:today|yesterday|tomorrow|tonight|overnight|day\s+before\s+yesterday|day\s+after\s+tomorrow))(?:\s+(?P<p>{_P}))?"),
    _shape("part_of", rf"(?:(?i:late|early)\s+)?(?P<r>(?i:this|last|that|the\s+next|the\s+same|the\s+following|the\s+previous))\s+(?P<p>(?i:morning|afternoon|evening|night))"),
    _shape("ago", rf"{_APPROX}(?P<n>(?i:{_N}))[\s-]+(?P<u>(?i:{_U}))s?(?:\s+and\s+a\s+half)?\s+(?P<a>(?i:ago|earlier|later|before|after(?:wards?|ward)?|from\s+now|previously|prior|on))(?!\s+(?i:the\s+)?\d)"),
    _shape("vague_after", r"(?P<u>(?i:minutes|hours|days|weeks|months|years))\s+(?P<a>(?i:after|before|later|earlier|ago))"),
    _shape("day_after", r"(?i:(?:the|a|one)\s+)(?P<u>(?i:day|week|month|year))\s+(?P<a>(?i:after|before|earlier|later))"),
    _shape("next_one", r"(?:(?i:the|that)\s+)(?P<r>(?i:next|following|previous|preceding|same|prior))\s+(?P<u>(?i:day|week|month|year|weekend|quarter|decade))"),
    _shape("that_one", r"(?P<r>(?i:that))\s+(?P<u>(?i:day|week|month|year|weekend|summer))"),
    _shape("last_n", rf"(?:(?i:the)\s+)?(?P<r>(?i:last|past|next|coming|previous|first|preceding|final|latest|recent|following))\s+(?P<n>(?i:{_N}|\d+))(?:\s+or\s+so)?[\s-]+(?P<u>(?i:{_U}))s?(?:\s+of\s+(?:(?P<y>{_Y})|(?P<r2>this|last)\s+year))?"),
    _shape("rel_unit", rf"(?:(?P<f>(?i:earlier|later|early|late|mid))[- ](?:in\s+)?)?(?P<the>(?i:the)\s+)?(?P<r>(?i:last|this|next|past|previous|coming|current|upcoming|preceding|latest|same|fiscal|year-ago|year-earlier))\s+(?:(?i:fiscal)\s+)?(?P<u>(?i:{_U}|period))"),
    _shape("recent_units", r"(?:(?i:the|in)\s+)?(?P<r>(?i:recent|past|last|coming))\s+(?P<u>(?i:minute|hour|day|week|month|year|decade)s)"),
    _shape("set_each", r"(?P<r>(?i:every|each))\s+(?:(?P<n>(?i:few|other|two|three|four|five|six|\d+))\s+)?(?P<u>(?i:hour|day|week|month|quarter|year|morning|night|evening|weekend|decade|minute|summer|winter))s?"),
    _shape("set_word", r"(?P<t>(?i:daily|weekly|monthly|quarterly|annually|annual|yearly|hourly|nightly))"),
    _shape("age", rf"(?P<n>(?i:{_N}))[- ](?P<u>(?i:year|month|week|day))s?[- ]olds?"),
    _shape("duration", rf"{_APPROX}(?P<n>(?i:{_N}))(?:[\s-]+(?:(?i:full|consecutive|straight|long|more|additional|calendar|working|whole|and\s+a\s+half)\s+)?)(?P<u>(?i:{_U}))s?(?P<half>\s+and\s+a\s+half)?"),
    _shape("units", r"(?P<u>(?i:decades|centuries|years|months|weeks|days|hours|minutes))"),
    _shape("years", rf"(?P<y>{_Y})(?:-|–|/)(?P<y2>\d\d(?:\d\d)?)"),
    _shape("fiscal", rf"(?:(?i:the)\s+)?(?i:fiscal|calendar)\s+(?:year\s+)?(?P<y>{_Y})"),
    _shape("year", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<y>{_Y})(?!\s*(?:%|percent|[,.]\d|-\w))"),
    _shape("month_only", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})"),
    _shape("season_only", r"(?:(?P<f>(?i:early|late|mid|later|earlier))[- ])?(?i:in|since|by|until|the|during)\s+(?P<s>spring|summer|autumn|fall|winter)"),
    _shape("the_unit", r"(?:(?i:later|earlier|early|late)\s+in\s+)?(?i:the)\s+(?P<u>(?i:weekend|year|quarter|week|month|day|decade|century))"),
    _shape("present", r"(?P<t>(?i:now|currently|current|at\s+present|at\s+the\s+moment|nowadays|presently|at\s+this\s+(?:time|point|moment|stage)|this\s+time|these\s+days|the\s+present))"),
    _shape("past", r"(?P<t>(?i:recently|recent|the\s+past|lately|previously|formerly))"),
    _shape("future", r"(?P<t>(?i:soon|the\s+(?:near\s+|foreseeable\s+)?future|the\s+coming|future))"),
    _shape("clock", r"(?P<h>[012]?\d)(?:[:.](?P<mi>[0-5]\d))?\s*(?P<ap>(?i:a\.m\.?|p\.m\.?|am|pm))"),
)  # fmt: skip
_QUICK = re.compile(r"\d{4}|\d0s|\d[- /](?:year|day|month|week|hour)|\d/\d|\d\s?[ap]\.?m")


def triggered(lower_words: tuple[str, ...], text: str) -> bool:
    """Whether a sentence may hold a time expression at all: a cheap look."""
    return not TRIGGERS.isdisjoint(lower_words) or any(ch.isdigit() for ch in text) or "year" in text or "day" in text


def find(text: str) -> list[Found]:
    """Time expressions of a sentence, in text order, without overlaps."""
    taken: list[Found] = []
    for shape, pattern in SHAPES:
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
