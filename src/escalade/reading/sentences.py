"""Where sentences end: a small linear model over candidate places, learnt from running text.

A candidate is a place behind a token that may end a sentence (. ? ! … : ; and the quotes or brackets
that close after them), or a line break. A segment's end always ends a sentence. Line breaks inside a
segment are white space where the segment is hard-wrapped, and ends of items where it is a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Spans = list[tuple[int, int]]
_FINAL = frozenset(".?!…:;")
_CLOSING = frozenset("\"'”’)]}»``''’’")
_OPENING = frozenset("\"'“‘([{«``")
_BULLET = re.compile(r"\s*(?:[-*•‣◦–·▪]|\(?\d{1,2}[.)]|[a-z]\))\s")
_CAPITALS = r"\s*[A-Z][A-Z.'’-]*[A-Z][A-Z.'’/ -]*"
_DATELINE = re.compile(  # with country, day or agency: BAGHDAD, Jan 8 (Gulf Wire) - ; or bare: NAJAF/BAGHDAD —
    rf"{_CAPITALS}(?=,|\s*\()(?:,\s+[A-Z][\w.' ]{{1,24}}){{0,2}}(?:,?\s+\d{{1,2}}\b\.?(?:,?\s+\d{{4}})?)?"
    r"\s*(?:\([^()]{2,40}\)\s*)?(?:—|–|--|-)\s+(?=\S)"
    rf"|(?=\s*[A-Z]{{5}}|[A-Z ]{{5}}){_CAPITALS}\s(?:—|–|--)\s+(?=[\"“A-Z])"
)
_NARROW, _WIDE = 40, 132  # characters of the widest line of wrapped text
_SLACK = 10  # characters that a wrapped line may leave unused, though the next line's first word had room
_LONGEST = 600  # words; what is longer is a table or a list, and is cut so that it costs no more than text does


def is_wrapped(segment: str) -> bool:
    """Whether the line breaks of `segment` only keep lines short: few lines had much room for the next one's first
    word."""
    lines = [line.rstrip() for line in segment.strip().split("\n")]
    if len(lines) < 2:
        return True
    width = max(len(line) for line in lines)
    if not _NARROW <= width <= _WIDE or any(_BULLET.match(line) for line in lines[1:]):
        return False
    full = sum(len(a) + 1 + len((b.split() or [""])[0]) > width - _SLACK for a, b in pairwise(lines))
    return full >= 0.8 * (len(lines) - 1)


class Splitter:
    """Cuts a segment's tokens into sentences. Whole-number weights: the same answer on every machine."""

    def __init__(self, weights: dict[str, int], bias: int) -> None:
        self._weights, self._bias = weights, bias

    @classmethod
    def load(cls, path: Path) -> Splitter:
        """Read weights as training wrote them: {"bias": int, "weights": {feature: int}}."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["weights"], data["bias"])

    def split(self, text: str, tokens: Spans, start: int, end: int) -> list[tuple[int, int]]:
        """Half-open ranges of token indices, one a sentence, that cover all tokens of segment text[start:end]."""
        if not tokens:
            return []
        opening = dateline_tokens(text, tokens, start, end)
        if opening:
            rest = self.split(text, tokens[opening:], tokens[opening][0], end)
            return [(0, opening), *((a + opening, b + opening) for a, b in rest)]
        wrapped = "\n" not in text[start:end].strip() or is_wrapped(text[start:end])
        words = [text[a:b] for a, b in tokens]
        bounds, begin = [], 0
        for i in range(len(tokens) - 1):
            if not wrapped and "\n" in text[tokens[i][1] : tokens[i + 1][0]] and _line_ends(text, words, tokens, i):
                cut = True
            elif is_candidate(words, i):
                cut = self._bias + sum(self._weights.get(f, 0) for f in features(words, tokens, i, begin)) > 0
            else:
                cut = False
            if cut or i + 1 - begin >= _LONGEST:
                bounds.append((begin, i + 1))
                begin = i + 1
        return [*bounds, (begin, len(tokens))]


def dateline_tokens(text: str, tokens: Spans, start: int, end: int) -> int:
    """How many tokens a dateline takes at the start of a segment; 0 without one, or with nothing behind it.

    Place in capitals, perhaps country, day and agency, then a dash: it is no part of the sentence that follows.
    """
    match = _DATELINE.match(text, start, min(end, start + 120))
    if not match:
        return 0
    count = sum(1 for a, _ in tokens[:40] if a < match.end())
    return count if count < len(tokens) else 0


def _line_ends(text: str, words: list[str], tokens: Spans, i: int) -> bool:
    """A line break outside wrapped text ends a sentence unless the next line plainly goes on."""
    a, b = tokens[i + 1]
    goes_on = words[i + 1][:1].islower() and words[i][-1] not in _FINAL
    return not goes_on or bool(_BULLET.match(text, a, min(len(text), b + 3)))


def is_candidate(words: list[str], i: int) -> bool:
    """Whether a sentence may end behind word i. A reference mark, "[17]", belongs to the sentence before it."""
    word = words[i]
    if word[-1] in _FINAL:
        return not _is_reference(words, i + 1)
    if word == "]" and i > 2 and _is_reference(words, i - 2):
        return words[i - 3][-1] in _FINAL and not _is_reference(words, i + 1)
    if word in _CLOSING:
        k = i - 1
        while k >= 0 and words[k] in _CLOSING and i - k < 3:
            k -= 1
        return k >= 0 and words[k][-1] in _FINAL
    return word[0] in "-–—*=_|" and len(word) > 2


def _is_reference(words: list[str], i: int) -> bool:
    return i + 2 < len(words) and words[i] == "[" and words[i + 2] == "]" and words[i + 1].isdigit()


def _shape(word: str) -> str:
    if word.isalpha():
        return "a" if word.islower() else "U" if word.isupper() and len(word) > 1 else "T" if len(word) > 1 else "I"
    if word.isdigit():
        return "9"
    return "q" if word in _OPENING else "c" if word in _CLOSING else "." if not any(c.isalnum() for c in word) else "x"


def features(words: list[str], tokens: Spans, i: int, begin: int) -> Iterator[str]:
    """What the model sees of the place behind word i; `begin` is where the current sentence starts."""
    word, after = words[i], words[i + 1]
    before = words[i - 1] if i > begin else "^"
    later = words[i + 2] if i + 2 < len(words) else "$"
    mark = word if len(word) < 4 and not word[0].isalnum() else "abbr" if word[-1] == "." else "sign"
    gap = "s" if tokens[i + 1][0] > tokens[i][1] else "-"
    s, t = _shape(after), _shape(later)
    k = i  # the sign that ends, under closing quotes
    while k > begin and words[k] in _CLOSING:
        k -= 1
    sign = words[k][-1] if k < i else ""
    so_far = words[max(begin, i - 200) : i + 1]
    inside = sum(1 for w in so_far if w in '"“”') % 2
    depth = sum((w == "(") - (w == ")") for w in so_far) > 0
    yield f"m={mark}"
    yield f"m,s={mark},{s},{gap}"
    yield f"m,sign,s={mark},{sign},{s},{gap}"
    yield f"m,s,t={mark},{s},{t}"
    yield f"m,after={mark},{after.lower()}"
    yield f"m,before={mark},{_shape(before)},{s}"
    yield f"w={word.lower()}" if mark == "abbr" else f"b={before.lower()},{mark}"
    yield f"w,s={word.lower()},{s}" if mark == "abbr" else f"len={mark},{min(i - begin, 8)}"
    yield f"w,after={word.lower()},{after.lower()}" if mark == "abbr" else f"bl={mark},{min(len(before), 4)},{s}"
    yield f"in={mark},{inside},{depth},{s},{gap}"
    yield f"open={mark},{inside},{sign},{s},{t}"
    yield f"long={mark},{min((i - begin) // 5, 6)}"
