"""Phrases of what stands around an article: share lines, sign-ups, bylines, credits, captions, comment sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from escalade.vocab import loader
from escalade.vocab.loader import DATA, Entry

FILE = DATA / "furniture.yaml"
TRIM = " \t\r\n\xa0.:!?…»«›‹>|·•–—-*_()[]\"'“”‘’"
BRACKETS = str.maketrans("()[]", "    ")
NUMBER = re.compile(r"\d[\d,.]*[kKmM]?")


class Furniture(Entry):
    """One kind of furniture. Phrases are compared without case; `#` in them stands for a number.

    `whole`: the block is the phrase. `start`: it begins with the phrase. `pattern`: a regular expression (case counts)
    that is searched in it. All hold only for blocks of up to `max_words` words.
    """

    id: str
    kind: Literal["boilerplate", "byline", "caption", "comments", "comment"]
    whole: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()
    max_words: int = Field(30, ge=1)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r}: {error}") from error
        return value


@dataclass(frozen=True)
class Phrases:
    """Furniture ready to be looked up."""

    whole: dict[str, Furniture]
    start: dict[str, tuple[tuple[str, Furniture], ...]]  # by first word, longest phrase first
    patterns: tuple[tuple[re.Pattern[str], Furniture], ...]
    longest: int

    def of(self, text: str, words: int) -> Furniture | None:
        """What kind of furniture a block is, by its words; None = none known."""
        if words > self.longest:
            return None
        open_end = _flat(text)
        flat = open_end.rstrip(TRIM)
        found = self.whole.get(flat)
        if found is not None and words <= found.max_words:
            return found
        for phrase, entry in self.start.get(_first(flat), ()):
            if (
                words <= entry.max_words
                and open_end.startswith(phrase)
                and not open_end[len(phrase) : len(phrase) + 1].isalpha()
            ):
                return entry
        for pattern, entry in self.patterns:
            if words <= entry.max_words and pattern.search(text):
                return entry
        return None


def _flat(text: str) -> str:
    """Lower case, numbers as #, one space between words, no brackets, no punctuation before the first word."""
    return NUMBER.sub("#", " ".join(text.lower().replace("’", "'").translate(BRACKETS).split())).lstrip(TRIM)


def _first(flat: str) -> str:
    return flat.partition(" ")[0].strip(TRIM)


def phrases(entries: tuple[Furniture, ...]) -> Phrases:
    """Look-up of entries; of two entries with one phrase the first holds."""
    whole: dict[str, Furniture] = {}
    start: dict[str, list[tuple[str, Furniture]]] = {}
    for entry in entries:
        for phrase in entry.whole:
            whole.setdefault(_flat(phrase).rstrip(TRIM), entry)
        for phrase in entry.start:
            flat = _flat(phrase)
            start.setdefault(_first(flat), []).append((flat, entry))
    ordered = {word: tuple(sorted(found, key=lambda p: -len(p[0]))) for word, found in start.items()}
    patterns = tuple((re.compile(p), entry) for entry in entries for p in entry.pattern)
    return Phrases(whole, ordered, patterns, max((e.max_words for e in entries), default=0))


@cache
def load(file: Path = FILE) -> Phrases:
    """The shipped phrases. Raises VocabularyError."""
    return phrases(loader.load(file, Furniture))
