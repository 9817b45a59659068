"""When a plain text was published, if it says so: a date line, "Published ...", a dateline with a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from escalade.corpus import quotations
from escalade.corpus.dates import MONTHS, WEEKDAYS, parse_date, written_dates
from escalade.model.documents import Block
from escalade.vocab.outlets import Outlets
from escalade.vocab.outlets import key as name_key

LABEL = re.compile(
    r"\b(?:first |last )?(?:published|posted|updated|issued|released|modified|date)\b(?: on| at)?\s*:?\s*[^.!?]{0,20}$",
    re.I,
)
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATELINE = re.compile(
    rf"^[^a-z]{{0,3}}(?P<place>[A-Z][\w.'’,/ -]{{1,60}}?),?\s+(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+)?"
    rf"(?:(?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{MONTH})\.?)"
    rf",?(?P<year>\s+(?:19|20)\d\d)?\s*(?:\([^)]{{2,40}}\)|/[\w ]{{2,30}}/)?\s*(?:[-–—:]|\.-)",
    re.I,
)
HEAD = 10  # blocks from the title on that may be a date line
NEAR = timedelta(days=31)  # a dateline without year takes that of a full date at most so long before it
NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
DAY = rf"(?:(?:{MONTH})\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{MONTH})\.?)(?:,?\s+\d{{4}})?"
WIRE = re.compile(
    rf"(?:[A-Z][A-Z.'’ -]{{2,30}}[A-Z](?:,\s+[A-Z][\w .'’-]{{1,30}})?(?:,?\s+{DAY})?,?\s*)?"
    r"\((?P<wire>[A-Z][\w .&'’-]{1,30})\)\s*[-–—:]"
)
NO_WIRE = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}|{MONTH})\b|\d", re.I)
RELAY = re.compile(
    r"(?:\b(?:[Rr]e-?posted|[Rr]e-?published|[Rr]e-?printed|[Rr]eproduced|[Ss]yndicated|[Cc]arried|[Pp]ublished|[Aa]ppeared"
    r"|[Pp]roduced)"
    r" (?:first |originally |with permission )?(?:from|by|in|on)|^(?:[Ss]ources?|[Vv]ia|[Cc]ourtesy(?: of)?"
    r"|[Aa]genc(?:y|ies)):?)\s+"
    r"(?P<name>(?:[Tt]he )?[A-Z][\w&'’-]+(?:[ .-][A-Z][\w&'’-]+|[.]\w+){0,4})"
)


def inferred(blocks: Sequence[Block]) -> str | None:
    """ISO day of publication that the text itself gives, else None.

    In this order: a line that says "published" with a date; a date line or short line with a date at the top; a
    dateline ("BAGHDAD, Jan. 3, 2020 (Wire) -", without a year if a full date in the text settles it); a full date in
    the first sentence, if no later date stands in the text.
    """
    article = [b for b in blocks if b.kind != "comment"]
    for b in article:
        if len(b.text) <= 160:
            for w in written_dates(b.text):
                if w.day is not None and LABEL.search(b.text[: w.start]):
                    return w.day.isoformat()
    title = next((i for i, b in enumerate(article) if b.kind == "title"), 0)
    if title and article[title - 1].rule == "byline.date_line":  # a masthead right above the headline
        title -= 1
    for b in article[title : title + HEAD]:
        if b.kind in ("body", "quotation") and b.text.count(" ") > 16:
            break
        days = {w.day for w in written_dates(b.text) if w.day is not None} if b.text.count(" ") <= 16 else set()
        if len(days) == 1 and (b.kind != "title" or _set_apart(b.text)):
            return days.pop().isoformat()
    everything = [w.day for b in article if b.kept for w in written_dates(b.text) if w.day is not None]
    body = [b for b in article if b.kind == "body"]
    if body and (day := _dateline(body[0].text, everything)):
        return day.isoformat()
    return _first_sentence(body, everything)


def _set_apart(title: str) -> bool:
    """Whether a headline ends with a date set apart by a mark: "MORNING BRIEFING · 9 October 2020"."""
    last = written_dates(title)[-1]
    return last.end == len(title) and title[: last.start].rstrip().endswith(("·", "|", "–", "—", "-", ",", ":", "("))


def source(blocks: Sequence[Block], outlets: Outlets, publisher: str | None) -> str | None:
    """Whose copy this is, where the text says so, other than the publisher's own.

    The agency of a dateline ("BAMAKO, June 2 (Volta Wire) -") or byline ("By Reuters"), or the outlet of a relay line
    ("Reprinted from the Volta Wire").
    """
    own = name_key(publisher) if publisher else None
    for name in _sources(blocks, outlets):
        if name_key(name) != own:
            return name
    return None


def _sources(blocks: Sequence[Block], outlets: Outlets) -> Iterator[str]:
    body = next((b.text for b in blocks if b.kind == "body"), "")
    match = WIRE.match(body[:160])
    if match and (outlets.is_outlet(match["wire"]) or not NO_WIRE.search(match["wire"])):
        yield match["wire"]
    for b in blocks:
        if b.rule == "byline.relay":
            names = (m["name"].removeprefix("the ").removeprefix("The ") for m in RELAY.finditer(b.text))
            yield from (name for name in names if outlets.is_outlet(name))
        elif b.rule == "byline.byline":
            known = outlets.named(quotations.BYLINE.sub("", b.text).strip(" .()"))
            if known is not None and known.agency:
                yield known.name


def from_name(name: str) -> str | None:
    """ISO day in a file name such as 2020-01-03-baghdad.txt or 20200103_baghdad.txt."""
    match = NAME_DATE.search(name)
    return parse_date(f"{match[1]}-{match[3]}-{match[4]}") if match else None


def _dateline(text: str, everything: list[date]) -> date | None:
    match = DATELINE.match(text[:160])
    if match is None:
        return None
    month = MONTHS[(match["m1"] or match["m2"]).lower()]
    number = int(match["d1"] or match["d2"])
    years = [int(match["year"])] if match["year"] else sorted({y for d in everything for y in (d.year, d.year + 1)})
    fits = []
    for year in years:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        weekday = match["weekday"]
        if weekday and WEEKDAYS[weekday.lower()] != day.weekday():
            continue
        if match["year"] or any(timedelta(0) <= day - d <= NEAR for d in everything):
            fits.append(day)
    return fits[0] if len(fits) == 1 else None


def _first_sentence(body: Sequence[Block], everything: list[date]) -> str | None:
    """A full date that opens the story: the day it tells of, so at most a day or so before publication."""
    if not body or not everything:
        return None
    head = re.split(r"(?<=[a-z\d”\"])[.!?]\s", body[0].text, maxsplit=1)[0]
    days = [w for w in written_dates(head) if w.day is not None]
    if len(days) != 1 or days[0].day != max(everything):
        return None
    before = head[: days[0].start].lower().split()
    return (
        days[0].day.isoformat()
        if days[0].day and before and before[-1].strip(",") in {"on", "today", *WEEKDAYS}
        else None
    )
