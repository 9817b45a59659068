"""Plain text and Markdown as pieces: paragraphs, headings, quoted passages, with their place in the visible text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

MARKDOWN = -1  # "width" of Markdown, where only a blank line ends a paragraph
WIDEST = 120  # characters of a line that may be one of hard-wrapped text
SENTENCE_END = tuple(".!?:;\"'”’…)]")
NO_WORD = re.compile(r"[^\w\s]")
LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
HEADING = re.compile(r"#{1,6}\s+")
QUOTE_MARK = re.compile(r"(?:>[ \t]?)+")
RULE = re.compile(r"[\s\-–—=_*#~·•|.]{2,}")
MARKS = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)|(\*\*\*|\*\*|\*|__|`)(?=\S)([^*_`\n]+?)(?<=\S)\2")


@dataclass(slots=True)
class Piece:
    """A paragraph or line of the visible text; `kind` None = not known yet. Filled in by `corpus.clean`."""

    start: int
    end: int
    text: str
    words: int
    heading: bool = False
    quoted: bool = False
    apart: bool = True  # a blank line (or a new element of a page) stands before it
    kind: str | None = None
    kept: bool = True
    rule: str = ""
    publisher: str | None = None
    published: str | None = None


def key(text: str) -> str:
    """For comparison: words in lower case without marks."""
    return " ".join(NO_WORD.sub("", text.lower()).split())


def piece(
    text: str, start: int, end: int, *, heading: bool = False, quoted: bool = False, apart: bool = True
) -> Piece | None:
    """The piece of text[start:end] without white space around it; None where only white space or a rule is left."""
    inside = text[start:end]
    stripped = inside.strip()
    if not stripped or RULE.fullmatch(stripped):
        return None
    start += len(inside) - len(inside.lstrip())
    words = stripped.count(" ") + 1
    return Piece(start, start + len(stripped), stripped, words, heading=heading, quoted=quoted, apart=apart)


def markdown_text(source: str) -> str:
    """Markdown without emphasis marks and link targets; signs of headings and quotations stay, for `pieces` to see."""
    source = re.sub(r"(?m)^(>.*\n)(?:>[ \t]?)+(?=[^\s>])", r"\1", source)
    previous = None
    while previous != source:
        previous, source = (
            source,
            MARKS.sub(lambda m: m.group(1) if m.group(1) is not None else m.group(3) or "", source),
        )
    return source


def pieces(text: str, *, markdown: bool = False) -> list[Piece]:
    """Paragraphs of a plain text in order. Lines wrapped at a width are one paragraph, other lines stand alone."""
    lines = [(m.start(), m.end()) for m in LINE.finditer(text) if not m.group().isspace()]
    width = MARKDOWN if markdown else _width(text, lines)
    out: list[Piece] = []
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and _continues(text, lines[last], lines[last + 1], width):
            last += 1
        start, end = lines[first][0], lines[last][1]
        apart = first == 0 or _blank_between(text, lines[first - 1][1], start)
        heading = quoted = False
        line = text[start:end].lstrip()
        if markdown and (match := HEADING.match(line)):
            start, heading = end - len(line) + match.end(), True
        if match := QUOTE_MARK.match(line):
            start, quoted = end - len(line) + match.end(), True
        if found := piece(text, start, end, heading=heading, quoted=quoted, apart=apart):
            out.append(found)
        first = last + 1
    return out


def _blank_between(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return gap.count("\n") > 1 or gap.count("\r") > 1 or "\u2029" in gap


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """Width at which the lines were wrapped, 0 if they were not."""
    lengths = [e - s for s, e in lines if e - s <= WIDEST]
    if len(lengths) < 4 or len(lengths) < 0.9 * len(lines):
        return 0
    width = sorted(lengths)[int(0.98 * (len(lengths) - 1))]
    if width < 40:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if not _blank_between(text, a[1], b[0])]
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    return width if len(pairs) >= 3 and full >= 0.6 * len(pairs) else 0


def _is_full(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    word = text[after[0] : after[1]].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _continues(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    if _blank_between(text, line[1], after[0]):
        return False
    start = text[after[0] : after[0] + 3]
    if start[:1] in "#>-*•" or (width == MARKDOWN and text[line[0]] == "#"):
        return False
    if width == MARKDOWN:
        return True
    broken = text[line[0] : line[1]].rstrip()[-1:] not in SENTENCE_END and start[:1].islower()
    if not width:
        return broken and line[1] - line[0] > 40
    indented = start.startswith(("  ", "\t")) and text[line[0] : line[0] + 1] not in (" ", "\t")
    return not indented and (broken or _is_full(text, line, after, width - 2))
