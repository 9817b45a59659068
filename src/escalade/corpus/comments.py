"""Reader comments below an article: by a heading that opens them, by the handles before them, else by the change of voice.

Without any mark a comment is told by what it is: it stands behind the end of the article, speaks in a person that the
article does not use, addresses somebody, talks about the article itself, is scornful or slangy. One such paragraph is
not enough to cut a report short, unless it is unmistakable; a speech, interview or first-person piece uses that voice
from its start, so there it counts for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from escalade.corpus.layout import Piece
from escalade.vocab.voice import Voices

LEAST_BEFORE = 60  # words of an article that must stand above comments
ONSET = 2.4  # points of the paragraph that opens unmarked comments, above the article's own level
ONSET_AFTER_END = 0.6  # the same where the article has visibly ended (author's note, share line) just before
SUM = 2.4  # points of all that follows, each paragraph less PER_PARAGRAPH
PER_PARAGRAPH = 0.6
STYLE = re.compile(r"!{2,}|\?{2,}|!\?|\?!|[a-z]\.{3}\s*[a-z]|[\U0001F300-\U0001FAFF]|:-?\)|;-?\)|\s:D\b")
LOWER_SENTENCE = re.compile(r"[.!?] [a-z]{2,}|^[a-z]{2,}")
HANDLE = re.compile(
    r"(?P<name>[\w][\w.'’\- ]{0,28}?[\w.])(?P<wrote> (?:says|said|wrote|writes|commented|replied))?\s*(?::|,? (?:says|wrote|writes|commented):)\s+(?=\S)"
)
HANDLE_MARK = re.compile(
    r"[0-9_]|^[a-z]|^(?:[Aa]non(?:ymous)?|[Gg]uest|Reader|Visitor)\b|^[A-Z][a-z]+ [A-Z]\.?$|[a-z][A-Z]"
)
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")


@dataclass(frozen=True, slots=True)
class Found:
    """Where comments begin (index of a piece) and by which rule."""

    index: int
    rule: str


def find(pieces: list[Piece], marker: list[bool], cues: Voices) -> Found | None:
    """Where reader comments begin, if there are any. `marker[i]`: piece i is a heading of a comment section."""
    return _marked(pieces, marker) or _handles(pieces) or _voice(pieces, cues)


def _words_before(pieces: list[Piece], index: int) -> int:
    return sum(p.words for p in pieces[:index] if p.kind in (None, "lead", "quotation"))


def _marked(pieces: list[Piece], marker: list[bool]) -> Found | None:
    total = sum(p.words for p in pieces if p.kind is None)
    for i, is_marker in enumerate(marker):
        before = _words_before(pieces, i)
        if is_marker and before >= 25 and (before >= 0.2 * total or before >= 2 * LEAST_BEFORE):
            return Found(i, "comment.section")
    return None


def _handles(pieces: list[Piece]) -> Found | None:
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
    return Found(index, "comment.handles") if _words_before(pieces, index) >= LEAST_BEFORE / 2 else None


def _voice(pieces: list[Piece], cues: Voices) -> Found | None:
    """Where the voice changes for good from a reporter's to readers'."""
    own = [i for i, p in enumerate(pieces) if p.kind is None]
    if len(own) < 3:
        return None
    hits = [cues.hits(pieces[i].text) for i in own]
    points = _points([pieces[i] for i in own], hits, cues)
    best, suffix = None, 0.0
    for position in range(len(own) - 1, 0, -1):
        suffix += min(points[position], 5.0) - PER_PARAGRAPH
        index = own[position]
        ended = any(
            p.kind == "byline" or (p.kind == "boilerplate" and not p.kept)
            for p in pieces[own[position - 1] + 1 : index]
        )
        onset = ONSET_AFTER_END if ended else ONSET
        marked = ended or any(hits[position][i] for i, e in enumerate(cues.entries) if e.telling)
        if (
            marked
            and points[position] >= onset
            and suffix >= (onset if ended else SUM)
            and _reported(hits[:position], cues)
        ):
            if best is None or suffix >= best[0]:
                best = (suffix, index)
    if best is None or _words_before(pieces, best[1]) < LEAST_BEFORE:
        return None
    return Found(best[1], "comment.voice")


def _reported(hits: list[list[int]], cues: Voices) -> bool:
    """Whether the paragraphs read as a report: none or few of them in the first or second person."""
    persons = [i for i, e in enumerate(cues.entries) if e.person is not None]
    personal = sum(any(h[i] for i in persons) for h in hits)
    return personal <= 0.2 * len(hits)


def _points(pieces: list[Piece], hits: list[list[int]], cues: Voices) -> list[float]:
    out = []
    for p, h in zip(pieces, hits, strict=True):
        total = 0.0
        for entry, n in zip(cues.entries, h, strict=True):
            if n:
                total += (
                    min(n * entry.weight, entry.capped) if entry.weight > 0 else max(n * entry.weight, entry.capped)
                )
        text = p.text
        total += (
            1.2 * bool(STYLE.search(text)) + 0.8 * bool(LOWER_SENTENCE.search(text)) + 0.7 * text.endswith(("!", "?"))
        )
        total += 0.6 * (text[-1].isalnum()) + 0.4 * (p.words < 12)
        out.append(total)
    return out
