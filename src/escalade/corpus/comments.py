"""Reader comments below an article: by the heading that opens them, their furniture, handles, or the change of voice.

Without any mark a comment is told by what it is: it stands behind the end of the article, speaks in a person that the
article does not use, addresses somebody, talks about the article itself, is scornful or slangy. One such paragraph is
not enough to cut a report short, unless it is unmistakable; a speech, interview or first-person piece uses that voice
from its start, so there it counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import median

from escalade.corpus.layout import Piece
from escalade.vocab.voice import Voices

LEAST_BEFORE = 60  # words of an article that must stand above comments
ONSET = 1.4  # points of the paragraph that opens unmarked comments
ONSET_ALONE = 3.0  # the same if it is the last paragraph
SUM = 1.5  # points of all that follows, each paragraph less PER_PARAGRAPH
PER_PARAGRAPH = 0.6
MOST_COMMENTS = 300  # paragraphs from the end among which unmarked comments are looked for
MOST = 5.0  # points that one paragraph can give
DENSITY = 1.0  # points a paragraph of what follows, on average
ABOUT = 1.5  # points for naming the outlet or the author
CONTRAST = 1.0  # points by which what follows is above the article's own paragraphs
PERSONAL = 0.2  # share of the article's own paragraphs that may speak in the first or second person
SHORTER = 0.75  # comments are this much shorter than the article's paragraphs (medians)
END_RULES = frozenset({"boilerplate.rights", "boilerplate.subscribe", "boilerplate.share", "boilerplate.contact"})
NO_END = frozenset({"byline.date_line", "quotation.source_line"})
SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
STYLE = re.compile(r"!{2,}|\?{2,}|!\?|\?!|[a-z]\.{3}\s*[a-z]|[\U0001F300-\U0001FAFF]|:-?\)|;-?\)|\s:D\b")
LOWER_SENTENCE = re.compile(r"[a-z]{3}[.!?] [a-z]{2,}|^[a-z]{2,}")
HANDLE = re.compile(
    r"(?P<name>[\w][\w.'’\- ]{0,28}?[\w.])(?P<wrote> (?:says|said|wrote|writes|commented|replied))?\s*"
    r"(?::|,? (?:says|wrote|writes|commented):)\s+(?!https?:)(?=\S)"
)
HANDLE_MARK = re.compile(
    r"[0-9_]|^[a-z]|^(?:[Aa]non(?:ymous)?|[Gg]uest|Reader|Visitor)\b|^[A-Z][a-z]+ [A-Z]\.?$|[a-z][A-Z]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where comments begin (index of a piece) and by which rule."""

    index: int
    rule: str


def find(
    pieces: list[Piece],
    marker: list[bool],
    tools: list[bool],
    cues: Voices,
    *,
    by_voice: bool = True,
    names: Sequence[str] = (),
) -> Found | None:
    """Where reader comments begin, if there are any.

    `marker[i]`: piece i is a heading of a comment section; `tools[i]`: it is furniture of one ("Reply", "2 hours ago").
    `names`: of the outlet and the authors, whom readers talk about and to.
    """
    before = [0, *accumulate(p.words if p.kind in (None, "lead", "quotation") else 0 for p in pieces)]
    return (
        _marked(pieces, marker, before)
        or _tooled(pieces, tools, before)
        or _handles(pieces, before)
        or (_voice(pieces, cues, names) if by_voice else None)
    )


def _marked(pieces: list[Piece], marker: list[bool], before: list[int]) -> Found | None:
    total = sum(p.words for p in pieces if p.kind is None)
    for i, is_marker in enumerate(marker):
        if is_marker and before[i] >= 25 and (before[i] >= 0.2 * total or before[i] >= 2 * LEAST_BEFORE):
            return Found(i, "comment.section")
    return None


def _tooled(pieces: list[Piece], tools: list[bool], before: list[int]) -> Found | None:
    """Two or more pieces of the furniture of comments below the article; a name may stand above the first."""
    below = [i for i, is_tool in enumerate(tools) if is_tool and before[i] >= LEAST_BEFORE]
    if len(below) < 2:
        return None
    first = below[0]
    above = pieces[first - 1]
    if above.kind is None and above.words <= 4 and not above.text.endswith((".", "!", "?", "”", '"')):
        first -= 1
    return Found(first, "comment.tools")


def _handles(pieces: list[Piece], before: list[int]) -> Found | None:
    """A run of "name: ..." paragraphs down to the end, the names different and like readers' handles."""
    own = [i for i, p in enumerate(pieces) if p.kind is None]
    first, names, likely = len(own), [], 0
    for position in range(len(own) - 1, -1, -1):
        match = HANDLE.match(pieces[own[position]].text)
        if match is None or match["name"].count(" ") > 3:
            break
        names.append(match["name"])
        likely += bool(HANDLE_MARK.search(match["name"])) + bool(match["wrote"])
        first = position
    if len(names) < 2 or likely < max(1, len(names) / 3) or len(set(names)) < 0.6 * len(names):
        return None
    index = own[first]
    return Found(index, "comment.handles") if before[index] >= LEAST_BEFORE / 2 else None


def _voice(pieces: list[Piece], cues: Voices, names: Sequence[str]) -> Found | None:
    """Where the voice changes for good from a reporter's to readers'."""
    own = [i for i, p in enumerate(pieces) if p.kind is None]
    if len(own) < 3:
        return None
    paragraphs = [_paragraph(pieces[i], cues) for i in own]
    _talk_of(names, [pieces[i].text for i in own], paragraphs)
    article = list(accumulate(paragraphs, _Sums.plus, initial=_Sums()))  # [t]: of the paragraphs before t
    best, position, readers = 0.0, None, _Sums()
    for t in range(len(own) - 1, max(0, len(own) - MOST_COMMENTS), -1):
        readers = readers.plus(paragraphs[t])
        ended = any(_is_end(p) for p in pieces[own[t - 1] + 1 : own[t]])
        suffix = readers.points - PER_PARAGRAPH * readers.n
        if suffix >= best and _is_change(article[t], readers, paragraphs, t, ended):
            best, position = suffix, t
    if position is None:
        return None
    while position > 1 and _may_be_comment(paragraphs[position - 1]) and paragraphs[position - 1].words < 50:
        position -= 1
    if article[position].words < LEAST_BEFORE:
        return None
    return Found(own[position], "comment.voice")


def _talk_of(names: Sequence[str], texts: list[str], paragraphs: list[_Paragraph]) -> None:
    """Marks paragraphs that name the outlet or an author, unless the article does so itself in its first half."""
    for name in names:
        called = re.compile(rf"\b{re.escape(name)}\b")
        naming = [i for i, text in enumerate(texts) if called.search(text)]
        if naming and naming[0] >= len(texts) / 2:
            for i in naming:
                p = paragraphs[i]
                if not p.reporting:
                    paragraphs[i] = replace(p, points=p.points + ABOUT, strong=True, worded=True)


def _is_end(p: Piece) -> bool:
    """Whether a block closes an article."""
    return (p.kind == "byline" and p.rule not in NO_END) or p.rule in END_RULES


def _is_change(article: _Sums, readers: _Sums, paragraphs: list[_Paragraph], t: int, ended: bool) -> bool:
    """Whether the paragraphs before `t` read as a report or essay, and those from `t` on as readers' comments on it."""
    first, n = paragraphs[t], readers.n
    density = readers.points / n
    if article.personal > PERSONAL * article.n:
        return False
    if ended:
        return density >= 0.9 and first.points >= 0.4
    if readers.points - PER_PARAGRAPH * n < SUM or density < DENSITY:
        return False
    enough = article.words >= 0.35 * (article.words + readers.words)
    before, after = ([p.words for p in part] for part in (paragraphs[:t], paragraphs[t:]))
    shorter = median(after) <= SHORTER * median(before)
    reported = article.reporting >= 0.3 * article.n
    contrast = density - article.points / article.n
    quiet = first.worded and not any(p.reporting for p in paragraphs[t : t + 6])
    if n > 1 and shorter and enough and quiet and contrast >= (CONTRAST if reported else CONTRAST + 0.7):
        return first.points >= 0.8
    if first.points < (ONSET if n > 1 else ONSET_ALONE) or not (first.strong or first.personal or first.scorn):
        return False
    strong = readers.strong + 0.5 * readers.scorn
    if strong >= max(2, n / 3) and (shorter or enough):
        return True
    if strong >= 1 and shorter and enough:
        return True
    return n > 1 and shorter and enough and reported and readers.personal >= n / 2


def _may_be_comment(p: _Paragraph) -> bool:
    return p.points >= 1.2 and p.worded and not p.reporting


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What the cues say of a paragraph."""

    words: int
    points: float
    personal: bool  # first person singular or second person, outside quotation marks
    strong: bool
    scorn: bool
    worded: bool  # some word or phrase of it is a reader's, not only its shape
    reporting: bool


@dataclass(frozen=True, slots=True)
class _Sums:
    """Counts over a run of paragraphs; of `scorn` those that are not `strong` as well."""

    n: int = 0
    words: int = 0
    points: float = 0.0
    personal: int = 0
    strong: int = 0
    scorn: int = 0
    reporting: int = 0

    def plus(self, p: _Paragraph) -> _Sums:
        return _Sums(
            self.n + 1,
            self.words + p.words,
            self.points + max(-1.0, min(p.points, MOST)),
            self.personal + p.personal,
            self.strong + p.strong,
            self.scorn + (p.scorn and not p.strong),
            self.reporting + p.reporting,
        )


def _paragraph(p: Piece, cues: Voices) -> _Paragraph:
    points, strong, weak, personal, worded, reporting = 0.0, False, False, False, False, False
    for entry, n in zip(cues.entries, cues.hits(p.text), strict=True):
        if not n:
            continue
        if entry.weight < 0:
            points += max(n * entry.weight, entry.capped)
            reporting |= entry.id == "reporting"
            continue
        points += min(n * entry.weight, entry.capped)
        worded = True
        if entry.person in ("I", "you"):
            personal = True
        elif entry.telling == "weak":
            weak = True
        strong |= entry.telling == "strong"
    if points < -4:  # an editor's note speaks of the article too
        strong = personal = False
    text = p.text
    sloppy = bool(STYLE.search(text)) or (bool(LOWER_SENTENCE.search(text)) and p.words > 3) or text.startswith("@")
    sentences = max(1, len(SENTENCE.findall(text)))
    points += 1.2 * sloppy + 0.7 * ("?" in text and not reporting) + 0.7 * ("!" in text and not reporting)
    points += 0.6 * (text[-1].isalnum() and p.words > 3) + 0.5 * (p.words / sentences < 10) + 0.4 * (p.words < 15)
    return _Paragraph(p.words, points, personal, strong or sloppy, weak, worded, reporting)
