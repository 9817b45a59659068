"""Words to the encoder's word pieces, in pure Python.

The encoder reads uncased BERT word pieces. Words repeat, so each distinct word is cut once and kept:
a warm cache makes the cost a dictionary look-up a word.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

CLS, SEP, UNKNOWN, MASK = 101, 102, 100, 103
N_SHAPES = 16
_LONGEST_WORD = 100
_FIRST_CASED = (5, 6, 7)


class WordPieces:
    """Cuts words into piece ids. `pieces("Baghdad")` gives a tuple of ints, never empty."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> WordPieces:
        """Read a BERT vocabulary: one piece a line, its id is the line number from 0."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def pieces(self, word: str) -> tuple[int, ...]:
        """The piece ids of one word; an unknown or empty word gives one unknown piece."""
        found = self._cache.get(word)
        if found is None:
            found = tuple(i for part in _parts(word) for i in self._cut(part)) or (UNKNOWN,)
            if len(self._cache) > 200_000:  # a bound on memory, not a tuning knob
                self._cache.clear()
            self._cache[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [UNKNOWN]
        ids: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                found = self._ids.get(piece)
                if found is not None:
                    ids.append(found)
                    start = end
                    break
            else:
                return [UNKNOWN]
        return ids


def _parts(word: str) -> list[str]:
    """Lower-case, drop accents and controls, and set punctuation and CJK signs apart, as BERT does."""
    parts: list[str] = []
    current = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(char)
        if kind == "Mn":
            continue
        alone = kind[0] == "P" or (char.isascii() and not char.isalnum()) or "\u4e00" <= char <= "\u9fff"
        if alone or kind[0] in "CZ" or char.isspace():
            if current:
                parts.append(current)
                current = ""
            if alone and not char.isspace() and kind[0] != "C":
                parts.append(char)
        else:
            current += char
    if current:
        parts.append(current)
    return parts


def shape(word: str, first: bool) -> int:
    """How a word is written, 1 to 12 (0 is padding): the encoder is uncased, this tells US from us.

    `first` marks the first word of a sentence, whose capital says less.
    """
    if word.isdigit():
        return 1
    if any(c.isdigit() for c in word):
        return 2
    if not any(c.isalpha() for c in word):
        return 3
    if word.islower():
        return 4
    if len(word) > 1 and word.isupper():
        code = 5
    elif word[0].isupper():
        code = 6 if len(word) == 1 or word[1:].islower() else 7
    else:
        return 8
    return code + 5 if first and code in _FIRST_CASED else code
