"""Embedded quotations of another outlet: a line that names who is quoted, then what they wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from escalade.corpus.dates import written_dates

NAME = r"[A-Z][\w.'’-]+(?:[ -](?:[A-Z][\w.'’-]+|al-\w+|de|la|van|von|bin|ibn|der|el|the|of|and|for|&)){0,6}"
SOURCE_LINE = re.compile(rf"(?P<who>{NAME})\s*[,:]?\s*[(\[](?P<what>[^()\[\]]{{3,200}})[)\]]:?")
WRITES = (
    r"(?:writes?|wrote|reports?|reported|notes?|noted|explains?|explained|observes?|argues?|argued|puts? it"
    r"|(?:has|had|ran) this|says|said|comments?|adds?|continues?|concludes?|tells us|quotes?|summari[sz]es|describes)"
)
INTRODUCTION = re.compile(
    r"(?:(?:From|Via|In|At|Here(?:'s| is|’s)|Over at|Writing (?:in|at|for)|According to)\s+(?:the\s+|The\s+)?)?"
    rf"(?P<who>(?:The |the )?(?>{NAME}))(?:\s+[(\[][^()\[\]]{{0,120}}[)\]])?(?:,[^.!?:]{{0,80}})?"
    rf"(?P<verb>,?\s+(?:has |have |had )?{WRITES}\b[^.!?:]{{0,80}})?:$"
)
NO_WRITERS = """He She They It This That These Those Here There I We You Who What When Where Why How And But So Then Now
As In On At By From For With According Also One Another Some Others"""
NOBODY = frozenset(NO_WRITERS.split())


@dataclass(frozen=True, slots=True)
class Source:
    """Who is quoted and when they wrote, as far as it is told."""

    who: str
    published: str | None


def source_line(text: str) -> Source | None:
    """Of a line that is nothing but author, title and date: "Name of Author (Title of the piece 01/14/2020)"."""
    if len(text) > 300:
        return None
    match = SOURCE_LINE.fullmatch(text.strip())
    if match is None:
        return None
    days = written_dates(match["what"])
    if not days or days[-1].end < len(match["what"].rstrip()) - 2:
        return None
    return Source(match["who"], _iso(days[-1].day))


def dated_line(text: str, is_outlet: Callable[[str], bool]) -> Source | None:
    """Of a line that is nothing but author, outlet and date: "Jane Doe, The Levant Courier, 3 May 2021"."""
    days = written_dates(text) if len(text) <= 120 else []
    if len(days) != 1 or days[0].end < len(text.rstrip(" ).:")):
        return None
    parts = [part.strip(" *(—–-") for part in re.split(r",\s+|\s+[(|·—–-]+\s*", text[: days[0].start])]
    outlets = [part for part in parts if part and is_outlet(part)]
    return Source(outlets[-1].removeprefix("The ").removeprefix("the "), _iso(days[0].day)) if outlets else None


def introduction(text: str, is_outlet: Callable[[str], bool]) -> Source | None:
    """Of a paragraph that ends by handing over to another: "The Levant Courier, a day later:", "As X wrote:".

    None unless it names an outlet (known, or by the form of its name), or somebody with a verb of writing.
    """
    if not text.endswith(":") or len(text) > 400:
        return None
    last = re.split(r"(?<=[.!?…])\s+", text)[-1]
    match = INTRODUCTION.search(last)
    if match is None:
        return None
    who = match["who"].removeprefix("the ").removeprefix("The ")
    if not is_outlet(who) and (match["verb"] is None or who.split()[0] in NOBODY):
        return None
    days = [w.day for w in written_dates(last) if w.day is not None]
    return Source(who, _iso(days[-1] if days else None))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


BYLINE = re.compile(r"^\(?(?:by|author|authors|written by|posted by|reporting by|story by|words by)\b:?\s+", re.I)


def byline_names(text: str) -> tuple[str, ...]:
    """Names in a byline such as "By Nadia Farrow in Muscat"; empty for desks, agencies and the like."""
    match = BYLINE.match(text)
    if match is None:
        return ()
    rest = re.split(r"(?: in | at | for | with |,? who |[.;|·(]|\d| - )", text[match.end() :], maxsplit=1)[0]
    names = [n.strip(" ,") for n in re.split(r",\s*|\s+and\s+|\s*&\s*", rest)]
    return tuple(
        n
        for n in names
        if 1 <= n.count(" ") <= 4
        and all(w[0].isupper() or w in ("al", "de", "van", "bin") for w in n.split())
        and not n.startswith(("The ", "Our "))
    )
