"""The grammar of time expressions: patterns over a sentence's text, each with what it means.

A pattern gives `Found`: span, a shape (what sort of expression) and its parts. Meaning in the calendar needs the
publication date and the story; that is `dating`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from escalade.model.words import NUMBERS as UNDER_HUNDRED
from escalade.vocab import feasts

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
NUMBERS = UNDER_HUNDRED | {"a": 1, "an": 1, "hundred": 100, "thousand": 1000}
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
    "latter": 2,
}
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "12:00", "midday": "12:00", "dawn": "MO", "dusk": "EV",
    "overnight": "NI", "midnight": "24:00", "predawn": "MO", "pre-dawn": "MO", "hours": "MO",
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

_M = r"(?:Jan(?:uary|\.)?|JAN(?:UARY|\.)?|Feb(?:ruary|\.)?|FEB(?:RUARY|\.)?|Mar(?:ch|\.)?|MAR(?:CH|\.)?|Apr(?:il|\.)?|APR(?:IL|\.)?|May|MAY|June|Jun\.?|JUNE?\.?|July|Jul\.?|JULY?\.?|Aug(?:ust|\.)?|AUG(?:UST|\.)?|Sept?(?:ember|\.)?|SEPT?(?:EMBER|\.)?|Oct(?:ober|\.)?|OCT(?:OBER|\.)?|Nov(?:ember|\.)?|NOV(?:EMBER|\.)?|Dec(?:ember|\.)?|DEC(?:EMBER|\.)?)"
_W = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.)"
_P = r"(?i:morning|afternoon|evening|night|noon|midnight|dawn|dusk)"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SPELT = rf"(?i:(?:seventeen|eighteen|nineteen|twenty)[- ](?:oh[- ](?:{_ONES})|{_TEENS}|(?:{_TENS})(?:[- ](?:{_ONES}))?)(?!\s+(?:hundred|thousand|million))|two\s+thousand(?:(?:\s+and)?\s+(?:{_TEENS}|{_ONES}|(?:{_TENS})(?:[- ](?:{_ONES}))?))?(?!\s+(?:hundred|thousand|million)))"
_YD = r"(?:1[0-9]\d\d|20\d\d)"
_Y = rf"(?:{_YD}|{_SPELT})"
_YY = rf"(?:{_Y}|['’]\d\d)"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DW = r"(?i:(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)(?!-|\s+(?:quarter|half|time|week|round|day))"
_NUMWORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
_N1 = (
    rf"(?:\d[\d,.]*(?:\s+\d/\d)?|(?:(?:{_TENS})[- ])?(?:{_NUMWORD})(?:\s+(?:hundred|thousand))?(?:\s+and\s+a\s+half)?)"
)
_N = rf"(?:{_N1}(?:\s*(?:-|–|\bto\b|\bor\b)\s*{_N1})?|several|(?:a\s+)?few|many|some|(?:a\s+)?couple\s+of|(?:a\s+)?dozen|dozens\s+of|(?:a\s+)?number\s+of|hundreds\s+of|thousands\s+of)"
_U = r"(?:second|minute|hour|day|fortnight|week(?:end)?|month|quarter|year|decade|centur(?:y|ie))"
_PHASE = r"(?i:early|late|mid|later|earlier)"
_EDGE = r"(?:beginning|start|end|middle|close|turn|outset|eve|first\s+(?:days|weeks|months|half)|second\s+half|early\s+(?:days|weeks|months|part)|latter\s+part|late\s+part)"
_APPROX = r"(?:(?i:about|around|nearly|almost|more\s+than|less\s+than|at\s+least|over|up\s+to|roughly|approximately|some|under|fewer\s+than|just\s+over|just\s+under|only|as\s+long\s+as)\s+)?"
# "on the twenty-sixth": a day of the month; "on the first", "the third" are mostly of something else
_TH_WORD = r"(?i:(?:twenty-|thirty-)(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
_SPAN = r"(?:\s*(?:-|–|—)\s*|\s+(?:to|through|until|and|or)\s+)"
_MD = rf"(?:{_M}\s+{_D}(?:,?\s+{_YD})?(?!\s*[,.]?\d)|{_D}\s+{_M}(?:,?\s+{_YD})?)"
# a day that a clock time or a part of the day is of
_DAY = rf"(?P<day>(?:(?i:next|last|this)\s+)?{_W}(?:,?\s+{_MD})?|(?i:today|yesterday|tomorrow|tonight|last\s+night|this\s+(?:morning|afternoon|evening))|(?:the\s+)?{_MD})"
_ZN = r"(?:GMT|UTC|EST|EDT|ET|CST|CDT|MST|PST|PDT|CET|BST|IST|[Zz]ulu|ZULU|Z|(?i:local)(?:\s+(?i:time))?|(?:[A-Z][a-z]+\s+)?time)"
_ZONE = rf"(?:\s+(?:{_ZN}\b|[(\[]{_ZN}[)\]]))?(?:,?\s+[(\[]\d{{1,2}}[:.]?\d\d\s*(?:GMT|UTC)[)\]])?"
_HHMM = r"(?P<h24>[01]\d|2[0-3]):?(?P<mi24>[0-5]\d)"
_MARKED = r"(?:\s*(?i:hours|hrs|GMT|UTC|zulu)|Z|(?=\s*[(\[]\d{4}\s*(?:GMT|UTC))|(?=\s+(?i:local\s+time)))"
_BARE = r"(?:(?:(?<=\bAT )|(?<=\bABOUT )|(?<=\bAROUND ))(?P<ha>[01]\d|2[0-3])(?P<mia>[0-5]\d)(?=\s*(?:[,.;(\[]|$)|\s+[A-Z]{2})|(?:(?<=\bat )|(?<=\babout )|(?<=\baround ))(?P<hb>[01]\d|2[0-3])(?P<mib>[0-5]\d)(?=\s+(?:on|today|yesterday|tomorrow|this\s+morning|last\s+night)\b))"
_CLOCK = rf"(?:(?P<h>[012]?\d)(?:[:.](?P<mi>[0-5]\d)(?::\d\d)?)?(?:\s*(?P<ap>(?i:[ap]\.m\b\.?|[ap]m\b))|\s+(?P<inp>(?i:in\s+the\s+(?:morning|afternoon|evening)|at\s+night))|\s*(?i:o['’]clock))|{_HHMM}{_MARKED}|{_BARE}|(?P<hc>[012]?\d):(?P<mic>[0-5]\d)|(?P<pc>(?i:noon|midnight|midday))){_ZONE}"


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
    _shape("iso", "dash", rf"(?P<y>{_YD})-(?P<mo>\d\d)-(?P<d>\d\d)(?:T[\d:]+Z?)?"),
    _shape("us", "slash", r"(?P<mo>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])/(?P<y>\d{4}|\d\d)(?:\s+\d\d?:\d\d(?::\d\d)?)?"),
    _shape("feast", "feast", rf"(?:(?P<each>(?i:every|each))\s+|(?:{_APPROX}(?P<n>(?i:{_N}))|(?i:the|a))\s+(?P<u>(?i:day|week|month))[sS]?\s+(?P<a>(?i:before|after))\s+|(?P<eve>(?i:(?:the\s+)?eve\s+of))\s+)?(?:the\s+)?(?:(?P<r>(?i:last|this|next|past|coming))\s+(?:year['’]s\s+)?)?(?P<feast>{feasts.PATTERN})(?:\s+(?P<stretch>(?i:eve|week|weekend))|['’]s\s+(?P<eve2>(?i:eve)))?(?:(?:,?\s+(?:of\s+|in\s+)?(?P<y>{_Y}))|\s+(?P<r2>(?i:last|this|next))\s+year)?"),
    _shape("week_of", "week_month", rf"(?i:the\s+week\s+(?:of|beginning|starting|ending)\s+)(?P<m>{_M})\s+(?P<d>{_D})(?:,?\s+(?P<y>{_Y}))?"),
    _shape("clock_day", "clock", rf"{_CLOCK},?\s+(?:(?i:on)\s+)?{_DAY}(?!\s+(?i:morning|night))"),
    _shape("day_clock", "clock", rf"{_DAY}(?:\s+(?P<p>{_P}))?,?\s+(?i:at|around|by)\s+(?:(?i:about|around|exactly)\s+)?{_CLOCK}"),
    _shape("part_day", "part|early", rf"(?:(?i:the)\s+)?(?:(?i:early|late|mid)[- ](?!hours))?(?P<p>(?i:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk|pre-?dawn|(?:pre-?dawn|early|late|small|wee)\s+hours))(?:\s+(?P<of>(?i:of|on|into)))?\s+{_DAY}(?:\s+(?i:morning))?"),
    _shape("clock_day", "clock", rf"{_DAY}\s+(?P<pc>(?i:noon|midnight|midday))"),
    _shape("overnight", "dayword", rf"(?i:overnight)\s+(?P<of>(?i:on|to|into|from))\s+{_DAY}"),
    _shape("clock", "clock", _CLOCK),
    _shape("range", "month", rf"(?P<m>{_M})\s+(?P<d>{_D}){_SPAN}(?P<d2>{_D})(?:,?\s+(?P<y>{_Y}))?(?!\s*[,.]?\d|\s*(?:%|percent|per|a\.m|p\.m|{_M}|\w+s\b))"),
    _shape("range", "month", rf"(?P<d>{_D}){_SPAN}(?P<d2>{_D})\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"),
    _shape("date", "month", rf"(?:(?P<w>{_W})\s*(?P<p>{_P})?,?\s+)?(?:the\s+)?(?P<d>{_D}|{_DW}(?=\s+of\b))(?:\s+of)?\s+(?P<m>{_M})(?:(?:,?\s+|,)(?P<y>{_YY})|\s+(?P<yy>\d\d)(?!\d|[:.,]\d|\s*(?:%|\w)))?"),
    _shape("date", "month", rf"(?:(?P<w>{_W})\s*(?P<p>{_P})?,?\s+)?(?P<m>{_M})\s+(?:the\s+)?(?P<d>{_D}|{_DW})(?:(?:,?\s+|,)(?P<y>{_YY}))?(?!\s*[,.]?\d|\s*(?:%|percent|per))"),
    _shape("month_day", "the_day", rf"(?i:(?<=\bon )|(?<=\bof )|(?<=\bfor )|(?<=\bfrom )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bon the night of ))(?i:the)\s+(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)|{_TH_WORD})(?=\s*(?:[.,;:)]|$)|\s+(?i:and|but|by|in|at|near|when|to|after|before|with|as|for|over|while|that|because|off|against|from|between)\b)"),
    _shape("year_quarter", "quarter|period", rf"(?:(?i:the)\s+)?(?P<y>{_YD})\s+(?:(?P<n>(?i:first|second|third|fourth|final))\s+)?(?P<u>(?i:quarter|half|period))"),
    _shape("quarter", "quarter", rf"(?i:(?P<r0>this|last|next)\s+year's\s+)?(?i:the\s+)?(?i:(?P<r>this|last|next|latest|previous|fiscal|current|year-ago|year-earlier)\s+(?:fiscal\s+)?)?(?P<n>(?i:first|second|third|fourth|1st|2nd|3rd|4th|final))[- ](?P<u>(?i:quarter))(?:\s+(?:of\s+)?(?:(?i:fiscal\s+)?(?P<y>{_Y})|(?P<r2>(?i:this|last|next))\s+year))?"),
    _shape("quarter", "quarter", rf"(?i:(?P<r0>this|last|next)\s+year's\s+)?(?i:the\s+)?(?P<n>(?i:first|second|last|latter))[- ](?P<u>(?i:half))(?:\s+(?:of\s+)?(?:(?i:fiscal\s+)?(?P<y>{_Y})|(?P<r2>(?i:this|last|next|the))\s+year))?(?!\s+of)"),
    _shape("edge", "edge", rf"(?:the\s+)?(?:(?i:very)\s+)?(?P<e>(?i:{_EDGE}))\s+of\s+(?:(?P<m>{_M})(?:,?\s+(?:of\s+)?(?P<y>{_Y}))?|(?P<y2>{_Y})|(?P<r>(?i:the|this|last|next|that))\s+(?P<u>(?i:{_U}))|(?P<dec>(?:the\s+)?\d{{3}}0s))"),
    _shape("year_end", "end", rf"(?P<e>(?i:year[- ]end|(?:the\s+)?year['’]s\s+end))(?:\s+(?P<y>{_YD}))?"),
    _shape("set_named", "each", rf"(?i:every|each)\s+(?:(?P<w>{_W})(?:\s+(?P<p>{_P}))?|(?P<m>{_M})|(?P<s>(?i:spring|summer|autumn|fall|winter)))"),
    _shape("month", "month", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})(?:\s+of)?,?\s+(?P<y>{_YY})(?!\s*(?:,\d))"),
    _shape("month_of", "month_year", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})\s+(?:of\s+)?(?P<r>(?i:this|last|next|that))\s+year"),
    _shape("rel_month", "rel_month", rf"(?P<r>(?i:this|last|next|past|coming))\s+(?P<m>{_M})(?!\s+\d)"),
    _shape("season", "season", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?:the\s+)?(?P<s>(?i:spring|summer|autumn|fall|winter))(?:\s+of)?\s+(?P<y>{_YY})"),
    _shape("rel_season", "season", r"(?:(?P<f>(?i:early|late|mid|later|earlier))[- ])?(?P<r>(?i:this|last|next|past|coming))\s+(?P<s>(?i:spring|summer|autumn|fall|winter))"),
    _shape("decade", "0s|decade", rf"(?:(?i:the)\s+)?(?:(?P<f>{_PHASE})[- ](?:to\s+late[- ])?)?(?:(?P<dec>(?:1[0-9]|20)\d0)['’]?s|['’](?P<short>\d0)s|(?P<word>(?:(?i:nineteen)[- ])?(?i:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))"),
    _shape("century", "century", r"(?:(?i:the)\s+)?(?:(?P<f>(?i:early|late|mid))[- ])?(?P<n>\d\d)(?:st|nd|rd|th)[- ](?i:century)"),
    _shape("days", "weekday", rf"(?:(?P<ws>{_W}[sS])|(?P<w2>{_W})(?=\s+(?:and|or)\s+{_W}\s+(?P<p2>{_P})s)|(?P<w>{_W})\s+(?P<p>{_P})s)"),
    _shape("rel_day", "weekday", rf"(?:(?:the\s+)?(?P<r>(?i:last|this|next|past|coming|early|late|following|previous|that(?=\s+\w+(?:\s+{_P})?[,.;])))\s+(?:(?i:on)\s+)?)?(?P<w>{_W})(?:\s+(?P<p>{_P}))?(?:\s+(?:of\s+)?(?P<r2>(?i:last|this|next))\s+(?i:week))?"),
    _shape("day_word", "dayword", rf"(?:(?P<f>{_PHASE})\s+)?(?P<t>(?i:today|yesterday|tomorrow|tonight|overnight|(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow))(?:\s+(?P<p>{_P}))?"),
    _shape("part_of", "part", r"(?:(?i:late|early)\s+)?(?P<r>(?i:this|last|that|the\s+next|the\s+same|the\s+following|the\s+previous))\s+(?P<p>(?i:morning|afternoon|evening|night))"),
    _shape("half_unit", "quarter", r"(?P<n>(?i:half(?:\s+an?)?|(?:a\s+)?quarter\s+of\s+an?|three[- ]quarters\s+of\s+an?))[\s-]+(?P<u>(?i:minute|hour|day|year|decade|century))"),
    _shape("ago", "since", rf"{_APPROX}(?P<n>(?i:{_N}))[\s-]+(?P<u>(?i:{_U}|night))[sS]?(?P<half>(?i:\s+and\s+a\s+half))?(?:\s+or\s+so)?\s+(?P<a>(?i:ago|earlier|later|before|after(?:wards?|ward)?|from\s+now|previously|prior))"),
    _shape("vague_after", "since", r"(?P<u>(?i:minutes|hours|days|weeks|months|years))\s+(?P<a>(?i:after|before|later|earlier|ago))"),
    _shape("year_ago", "since", r"(?:(?i:the|a)\s+)?(?:(?i:comparable|corresponding|same)\s+)?(?i:year[- ](?:ago|earlier))(?:\s+(?P<u>(?i:quarter|period)))?"),
    _shape("day_after", "since", r"(?i:(?:the|a|one)\s+)(?P<u>(?i:day|week|month|year))\s+(?P<a>(?i:after|before|earlier|later))"),
    _shape("quarter_ago", "since", r"(?i:the\s+)?(?i:quarter|period)\s+(?i:a\s+year)\s+(?i:ago|earlier)"),
    _shape("next_one", "next", r"(?:(?i:the|that)\s+)(?P<r>(?i:next|following|previous|preceding|same|prior))\s+(?P<u>(?i:day|week|month|year|weekend|quarter|decade))"),
    _shape("that_one", "that", r"(?:(?i:earlier|later|early|late)\s+)?(?P<r>(?i:that))\s+(?P<u>(?i:day|week|month|year|weekend|summer|quarter))"),
    _shape("last_n", "unit", rf"(?:(?i:the)\s+)?(?P<r>(?i:last|past|next|coming|previous|first|preceding|final|latest|recent|following))\s+(?P<n>(?i:{_N}|\d+))(?:\s+or\s+so)?[\s-]+(?P<u>(?i:{_U}))[sS]?(?:\s+of\s+(?:(?P<y>{_Y})|(?P<r2>this|last)\s+year))?"),
    _shape("rel_unit", "unit|period", rf"(?:(?P<f>(?i:earlier|later|early|late|mid))[- ](?:in\s+)?)?(?P<the>(?i:the)\s+)?(?P<r>(?i:last|this|next|past|previous|coming|current|upcoming|preceding|latest|same|fiscal))\s+(?:(?i:fiscal)\s+)?(?P<u>(?i:{_U}|period))"),
    _shape("recent_units", "units", r"(?:(?i:the)\s+)?(?P<r>(?i:recent|past|last|coming))\s+(?P<u>(?i:minute|hour|day|week|month|quarter|year|decade)s)"),
    _shape("set_each", "each", r"(?P<r>(?i:every|each))\s+(?:(?P<n>(?i:few|other|two|three|four|five|six|\d+))\s+)?(?P<u>(?i:hour|day|week|month|quarter|year|morning|afternoon|night|evening|weekend|decade|minute))[sS]?"),
    _shape("set_word", "set", r"(?P<t>(?i:daily|weekly|monthly|annually|yearly|hourly|nightly))"),
    _shape("age", "old", rf"(?P<n>(?i:{_N}))[- ](?P<u>(?i:year))[sS]?[- ](?i:olds?)"),
    _shape("standing", "old", rf"(?P<n>(?i:{_N})[- ])?(?P<u>(?i:{_U}))(?P<many>[sS])?-(?i:old|long)"),
    _shape("duration", "unit", rf"(?:(?i:the)\s+)?{_APPROX}(?P<n>(?i:{_N}))(?:[\s-]+(?:(?i:full|consecutive|straight|long|more|additional|calendar|working|trading|business|whole|solid|entire|and\s+a\s+half)\s+)?)(?P<u>(?i:{_U}))[sS]?(?P<half>(?i:\s+and\s+a\s+half))?"),
    _shape("present", "ref", r"(?P<t>(?i:now|currently|current|at\s+present|at\s+the\s+moment|nowadays|presently|at\s+this\s+(?:time|moment)|these\s+days|the\s+present))"),
    _shape("units", "units", r"(?P<u>(?i:decades|centuries|years|months|weeks|days|hours|minutes))"),
    _shape("years", "dash|slash", rf"(?P<y>{_YD})(?:-|–|/)(?P<y2>\d\d(?:\d\d)?)"),
    _shape("fiscal", "fiscal", rf"(?:(?i:the)\s+)?(?i:fiscal|calendar)\s+(?:year\s+)?(?P<y>{_YD})"),
    _shape("year", "digit|spelt", rf"(?<!\d-)(?<![A-Z]-)(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?:(?i:the\s+year)\s+)?(?P<y>{_Y})(?!\s*(?:%|percent|[,.]\d|-\w))"),
    _shape("month_only", "month", rf"(?:(?P<f>{_PHASE})[- ](?:in\s+)?)?(?P<m>{_M})"),
    _shape("season_only", "season", r"(?:(?P<f>(?i:early|late|mid|later|earlier))[- ])?(?i:in|since|by|until|the|during)\s+(?:(?P<f2>(?i:early|late|mid))[- ])?(?P<s>spring|summer|autumn|fall|winter)"),
    _shape("later_in", "day_in", r"(?P<f>(?i:later|earlier|early|late))\s+(?i:in\s+the)\s+(?P<u>(?i:day))"),
    _shape("the_unit", "unit", r"(?:(?i:later|earlier|early|late)\s+in\s+)?(?i:the)\s+(?P<u>(?i:weekend|year|quarter|week|month|day|decade|century))"),
    _shape("past", "ref", r"(?P<t>(?i:recently|recent|the\s+past|lately))"),
    _shape("future", "ref", r"(?P<t>(?i:the\s+(?:near\s+|foreseeable\s+)?future))"),
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
    "each": frozenset(("every", "each")),
    "early": frozenset(("hours", "predawn", "pre-dawn", "midday")),
    "spelt": frozenset("seventeen eighteen nineteen twenty thousand".split()),
}
_CLOCKISH = re.compile(
    r"\d\s?(?:local|[ap]\.?m\b|:\d|gmt\b|utc\b|hrs\b|hours\b|z\b|zulu\b|o['’]clock|in the |at night)|\b(?:at|about|around) \d{4}\b"
    r"|\b(?:noon|midnight|midday)\b",
    re.IGNORECASE,
)
_DAY_SHAPES = frozenset(("iso", "date", "rel_day", "day_word", "part_of"))
_HALF = re.compile(r"\s+(?:1/2|and\s+a\s+half)")
_RANGE = re.compile(r"(?<=[\w])\s*(?:–|\bto\b|\bor\b|(?<=\d)-(?=\d))\s*")
_THE_DAY = re.compile(
    r"\bthe (?:\d\d?(?:st|nd|rd|th)|(?:twenty|thirty)-\w+|(?:ten|eleven|\w+teen|twen\w+|thir\w+)th|twelfth)\b"
)
_PHASES = ("mid-", "early-", "late-", "pre-")
_UNIT = re.compile("day|night|week|month|year|hour|minute|decade|quarter|centur|second|half")
_DIGIT = re.compile(r"\d")
# among sentences with a unit, and among those with a digit: what some patterns cannot do without
_PARTS = {
    "since": ("ago", "earlier", "later", "before", "after", "from now", "previously", "prior"),
    "old": ("-old", "-long", " old"),
    "century": ("centur",),
    "end": ("end",),
    "units": ("days", "weeks", "months", "years", "hours", "minutes", "quarters", "decades", "centuries"),
    "day_in": ("in the day",),
    "that": ("that ",),
    "next": ("next", "following", "previous", "preceding", "same", "prior"),
    "quarter": ("quarter", "half"),
}
# among those with a month
_BY_MONTH = {"week_month": ("week",), "month_year": ("year",), "rel_month": ("this", "last", "next", "past", "coming")}
_MARKS = {"0s": ("0s", "0's", "0’s"), "slash": ("/",), "dash": ("-", "–"), "fiscal": ("fiscal", "calendar")}
_EDGES = frozenset("beginning start end middle close turn outset eve first second early latter late".split())


def sorts(lower_words: tuple[str, ...], text: str) -> set[str]:
    """Which sorts of time words a sentence holds: a cheap look that spares most patterns."""
    words = lower_words
    if "-" in text:
        words += tuple(w.rpartition("-")[2] for w in lower_words if w.startswith(_PHASES))
    found = {name for name, names in _SORTS.items() if not names.isdisjoint(words)}
    low = text.lower()
    if _UNIT.search(low):
        found.add("unit")
        found.update(name for name, stems in _PARTS.items() if any(stem in low for stem in stems))
    if "month" in found:
        found.update(name for name, parts in _BY_MONTH.items() if any(part in low for part in parts))
    if _DIGIT.search(low):
        found.add("digit")
        found.update(name for name, marks in _MARKS.items() if any(mark in low for mark in marks))
    if _CLOCKISH.search(low):
        found.add("clock")
    if "the " in low and _THE_DAY.search(low):
        found.add("the_day")
    if feasts.present(lower_words, text):
        found.add("feast")
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
                found = Found(a, b, shape, {k: v for k, v in match.groupdict().items() if v})
                taken.extend(_in_weeks(found))
    return sorted(taken)


def _in_weeks(found: Found) -> list[Found]:
    """ "Two fortnights" as four weeks; none where it is not told how many."""
    if found.parts.get("u", "").lower() != "fortnight":
        return [found]
    n = number(found.parts.get("n", ""))
    return [found._replace(parts=found.parts | {"n": str(2 * n), "u": "week"})] if n else []


def day(text: str) -> Found | None:
    """The day that a larger expression names ("Tuesday" of "noon Tuesday"); None if the text is none."""
    for shape, _, pattern in SHAPES:
        if shape in _DAY_SHAPES and (match := pattern.fullmatch(text)):
            return Found(0, len(text), shape, {k: v for k, v in match.groupdict().items() if v})
    return None


_TH = {
    word: i
    for i, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30, "twenty": 20, "thirty": 30}


def day_number(text: str) -> int:
    """Day of the month in digits or words ("8th", "eighth", "twenty-third")."""
    digits = "".join(c for c in text if c.isdigit())
    return int(digits) if digits else sum(_TH[word] for word in text.lower().split("-"))


def year(text: str) -> str:
    """Year in digits, written in digits or words ("nineteen ninety-four", "'94"); "" if it is none."""
    if text.isdigit():
        return text
    if text[:1] in "'’":
        return ("19" if int(text[1:]) > 40 else "20") + text[1:]
    words = [w for w in text.lower().replace("-", " ").split() if w not in ("and", "oh")]
    if words[:2] == ["two", "thousand"]:
        return str(2000 + sum(NUMBERS[w] for w in words[2:]))
    return str(NUMBERS[words[0]] * 100 + sum(NUMBERS[w] for w in words[1:]))


def number(text: str) -> int | None:
    """Whole number written in digits or words, the lower one of two; None for "several", "few" and the like."""
    text = _RANGE.split(_HALF.sub("", text.lower()))[0].strip()
    words = text.replace("-", " ").split()
    if words and words[0].replace(",", "").isdigit():
        return int(words[0].replace(",", ""))
    if VAGUE & set(words):
        return 2 if "couple" in words else None
    total = 0
    for word in words:
        if word not in NUMBERS:
            return None
        scale = word in ("hundred", "thousand")
        total = total * NUMBERS[word] if scale and total else total + NUMBERS[word]
    return total or None


def half(text: str) -> bool:
    """Whether a number has a half on top: "2 1/2", "one and a half"."""
    return bool(_HALF.search(text.lower()))
