"""How readers write, against how reporters write: points towards "this paragraph is a reader's comment"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from escalade.vocab import loader
from escalade.vocab.loader import DATA, Entry

FILE = DATA / "reader_voice.yaml"
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")  # whole words: there is no "i" in "Bălți"
QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|''.+?(?:''|$)|``.+?(?:''|``|$)|^[^“]{0,400}”", re.S)


class Voice(Entry):
    """One group of cues: each hit gives `weight` points, all hits of a group at most `capped` in one paragraph."""

    id: str
    weight: float
    capped: float
    person: Literal["I", "we", "you"] | None = None
    telling: Literal["strong", "weak"] | None = None  # strong: readers write so, reporters and essayists do not
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voices:
    """Cues ready to be counted."""

    entries: tuple[Voice, ...]
    word: dict[str, int]  # index of the entry
    phrase: re.Pattern[str]
    phrase_entry: dict[str, int]
    start: re.Pattern[str]
    start_entry: dict[str, int]

    def hits(self, text: str) -> list[int]:
        """How often each entry's cues stand in the text outside quotation marks."""
        flat = text.replace("’", "'")
        if '"' in flat or "“" in flat or "''" in flat or "”" in flat:
            flat = QUOTED.sub(" ", flat)
        flat = flat.replace("U.S.", "America").replace(" US ", " America ")
        lower = flat.lower()
        out = [0] * len(self.entries)
        lookup = self.word.get
        for word in WORD.findall(lower):
            found = lookup(word)
            if found is not None:
                out[found] += 1
        for phrase in self.phrase.findall(lower):
            out[self.phrase_entry[phrase]] += 1
        if match := self.start.match(lower):
            out[self.start_entry[match.group()]] += 1
        return out


@cache
def load(file: Path = FILE) -> Voices:
    """The shipped cues. Raises VocabularyError."""
    entries = loader.load(file, Voice)
    phrase = {p: i for i, e in enumerate(entries) for p in e.phrases}
    start = {p: i for i, e in enumerate(entries) for p in e.starts}
    return Voices(
        entries,
        {w: i for i, e in enumerate(entries) for w in e.words},
        re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(phrase, key=len, reverse=True))) + r")\b"),
        phrase,
        re.compile(
            "|".join(
                rf"{re.escape(s)}(?![a-z])" if s[-1].isalpha() else re.escape(s)
                for s in sorted(start, key=len, reverse=True)
            )
        ),
        start,
    )
