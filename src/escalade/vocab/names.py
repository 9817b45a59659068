"""How names are compared: normal form, and a matcher that finds listed names in a sentence.

The normal form is a tuple of pieces: lower case, ASCII, without apostrophes, dots and the Arabic article, split at
hyphens and spaces. "Kata'ib Hizballah" and "Kataib Hizballah", "Abu Mahdi al-Muhandis" and "Abu Mahdi al Muhandis" are
one name. Case matters only where it tells names from words: "US" is not "us".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from anyascii import anyascii

T = TypeVar("T")
Pieces = tuple[str, ...]

_MARKS = str.maketrans("", "", "'`.’‘ʿʾʼ")
_POSSESSIVE = re.compile(r"['’`]s\b", re.IGNORECASE)  # a piece of its own, as the reader splits it
_SPLIT = re.compile(r"[^a-z0-9]+")
_ARTICLE = "al"  # "al-Sadr", "al Sadr", "Sadr"
_LONGEST_ACRONYM = 5
_SENTENCES = 1 << 12  # whose names are remembered: several stages ask for those of one sentence


@lru_cache(maxsize=1 << 16)
def pieces(word: str) -> Pieces:
    """Normal form of a word or phrase; empty for punctuation and for the bare article."""
    if word.isalpha() and word.isascii():  # most words of a text
        plain = word.lower()
        return (plain,) if plain != _ARTICLE else ()
    plain = _POSSESSIVE.sub(" s", word).translate(_MARKS)
    if not plain.isascii():
        plain = anyascii(plain).translate(_MARKS)
    found = _SPLIT.split(plain.lower())
    return tuple(p for p in found if p and p != _ARTICLE)


def is_acronym(alias: str) -> bool:
    """Whether a name is written in capitals only ("US", "F.B.I."), so that its case must be kept."""
    if not alias.isupper():
        return False
    letters = [c for c in alias if c.isalpha()]
    return 0 < len(letters) <= _LONGEST_ACRONYM and all(c.isupper() for c in letters)


class Match(NamedTuple, Generic[T]):
    """Tokens lo..hi (half-open) carry a listed name."""

    lo: int
    hi: int
    values: tuple[T, ...]


class _Form(NamedTuple, Generic[T]):
    acronym: bool
    values: tuple[T, ...]


class Phrases(Generic[T]):
    """Names with what they stand for, found by longest match over a sentence's tokens."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """`entries`: (name as usually written, value); one name may have several values, kept in the order given."""
        gathered: dict[tuple[Pieces, bool], list[T]] = {}
        for alias, value in entries:
            form = pieces(alias)
            if form[:1] == ("the",) and len(form) > 1:
                form = form[1:]
            values = gathered.setdefault((form, is_acronym(alias)), [])
            if form and value not in values:
                values.append(value)
        self._whole = {form: tuple(values) for form, values in gathered.items()}
        self._forms: dict[Pieces, list[_Form[T]]] = {}
        for (key, acronym), values in gathered.items():
            self._forms.setdefault(key, []).append(_Form(acronym, tuple(values)))
        for forms in self._forms.values():
            forms.sort(key=lambda f: not f.acronym)
        self._starts = {key[:n] for key in self._forms for n in range(1, len(key) + 1)}
        self._in_sentence = lru_cache(maxsize=_SENTENCES)(self._find)

    def get(self, phrase: str) -> tuple[T, ...]:
        """What the whole phrase stands for; () if it is not listed."""
        phrase = phrase.removeprefix("the ").removeprefix("The ")
        form = pieces(phrase)
        if not any(c.isupper() for c in phrase):
            return ()
        if is_acronym(phrase) and (form, True) in self._whole:
            return self._whole[form, True]
        return self._whole.get((form, False), ())

    def find(self, words: Sequence[str], lo: int = 0, hi: int | None = None) -> list[Match[T]]:
        """Listed names in words[lo:hi], leftmost longest first, without overlaps."""
        return list(self._in_sentence(tuple(words))) if hi is None and not lo else self._find(words, lo, hi)

    def _find(self, words: Sequence[str], lo: int = 0, hi: int | None = None) -> list[Match[T]]:
        hi = len(words) if hi is None else hi
        starts, out, i = self._starts, [], lo
        while i < hi:
            match = self._match(words, i, hi) if pieces(words[i]) in starts else None
            if match:
                out.append(match)
            i = match.hi if match else i + 1
        return out

    def _match(self, words: Sequence[str], lo: int, limit: int) -> Match[T] | None:
        """Longest listed name that starts at token `lo` and ends at a token's end."""
        run: Pieces = ()
        ends: list[tuple[Pieces, int]] = []
        for j in range(lo, limit):
            own = pieces(words[j])
            run += own
            if run not in self._starts:
                break
            if own:
                ends.append((run, j + 1))
        for key, end in reversed(ends):
            for form in self._forms.get(key, ()):
                if _case_fits(words[lo:end], form.acronym):
                    return Match(lo, end, form.values)
        return None


def _case_fits(words: Sequence[str], acronym: bool) -> bool:
    if acronym:
        return all(c.isupper() for word in words for c in word if c.isalpha())
    return any(c.isupper() for word in words for c in word)
