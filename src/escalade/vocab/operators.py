"""The words that say whether an event happened: plans, fears, denials, modals, conditions.

`data/status.yaml`: each entry gives an effect to lemmas of a part of speech, and the slots in which the event stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from escalade.vocab import loader
from escalade.vocab.loader import DATA, Entry

PLAN = "plan-"  # before a slot: what stands there is a plan, threat, order or request on which the event hangs
Effect = Literal["possible", "intended", "conditional", "negative"]


class StatusEntry(Entry):
    """Words with one effect on the event that stands below them."""

    effect: Effect
    pos: Literal["VERB", "NOUN", "ADJ", "MOD", "ADV", "AUX", "NOT", "MARK", "CASE", "PREP"]
    lemmas: tuple[str, ...]
    slots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operators:
    """Effects by part of speech and lemma; for governing words with the slots that they reach."""

    governors: Mapping[str, Mapping[str, tuple[tuple[Effect, frozenset[str]], ...]]]
    words: Mapping[str, Mapping[str, Effect]]

    def effect(self, pos: str, lemma: str, slot: str) -> Effect | None:
        """Effect of a verb, noun or adjective on what stands in one of its slots."""
        for effect, slots in self.governors.get(pos, {}).get(lemma, ()):
            if slot in slots:
                return effect
        return None

    def denies(self, lemma: str) -> bool:
        """Whether a word of that lemma can say that something did not happen."""
        entries = (e for known in self.governors.values() for e in known.get(lemma, ()))
        governed = (effect for effect, slots in entries if not all(s.startswith(PLAN) for s in slots))
        return "negative" in governed or any(known.get(lemma) == "negative" for known in self.words.values())

    def word(self, kind: str, lemma: str) -> Effect | None:
        """Effect of an auxiliary, adverb, subordinator, premodifier, preposition."""
        return self.words.get(kind, {}).get(lemma)


@cache
def load(folder: Path = DATA) -> Operators:
    """The shipped operators. Raises VocabularyError for malformed entries."""
    governors: dict[str, dict[str, list[tuple[Effect, frozenset[str]]]]] = {}
    words: dict[str, dict[str, Effect]] = {}
    for entry in loader.load(folder / "status.yaml", StatusEntry):
        for lemma in entry.lemmas:
            if entry.slots:
                governors.setdefault(entry.pos, {}).setdefault(lemma, []).append((entry.effect, frozenset(entry.slots)))
            else:
                words.setdefault(entry.pos, {}).setdefault(lemma, entry.effect)
    return Operators({p: {k: tuple(v) for k, v in d.items()} for p, d in governors.items()}, words)
