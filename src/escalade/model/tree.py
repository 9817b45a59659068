"""A parsed sentence as a tree, for the rooms that read syntax. Token indices are 0-based; the root's head is -1."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from escalade.model.readings import Sentence

CLAUSAL = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "appos", "punct", "cc", "conj", "discourse", "dep"})
PERFECT = frozenset({"has", "have", "had"})


class Tree:
    """One sentence with its words. `deprel[i]` is the full label ("nsubj:pass"), `rel(i)` the part before the colon."""

    def __init__(self, sentence: Sentence, text: str) -> None:
        """`text` is the document's text, that the sentence's offsets point into."""
        self.row = sentence
        self.document_id = sentence.document_id
        self.ordinal = sentence.ordinal
        self.start, self.end = sentence.char_start, sentence.char_end
        self.text = text[sentence.char_start : sentence.char_end]
        self.words = tuple(text[a:b] for a, b in zip(sentence.token_start, sentence.token_end, strict=True))
        self.lower = tuple(w if w == "US" else w.lower() for w in self.words)  # the US is not "us"
        self.lemma, self.upos, self.xpos = sentence.lemma, sentence.upos, sentence.xpos
        self.deprel = sentence.deprel
        self._rels = tuple([label.partition(":")[0] for label in sentence.deprel])
        self.head = tuple(h - 1 for h in sentence.head)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token its dependents, left to right."""
        lists: list[list[int]] = [[] for _ in self.words]
        for i, h in enumerate(self.head):
            if h >= 0:
                lists[h].append(i)
        return tuple(map(tuple, lists))

    @cached_property
    def _below(self) -> tuple[frozenset[str], ...]:
        """For each token the full and universal labels of its dependents: most words have none of those asked for."""
        full, rels = self.deprel, self._rels
        none: frozenset[str] = frozenset()
        return tuple(
            [frozenset([label for c in own for label in (full[c], rels[c])]) if own else none for own in self.children]
        )

    @cached_property
    def _hyphens(self) -> tuple[int, ...]:
        """Hyphens within a word: "Iranian-backed"."""
        a, b = self.row.token_start, self.row.token_end
        marks = (i for i, w in enumerate(self.words) if w in ("-", "‑", "–") and 0 < i < len(self.words) - 1)
        return tuple(i for i in marks if b[i - 1] == a[i] and b[i] == a[i + 1])

    def top(self, lo: int, hi: int) -> int:
        """Of tokens lo..hi (half-open) the first whose head lies outside them, else the last."""
        return next((t for t in range(lo, hi) if not lo <= self.head[t] < hi), hi - 1)

    @cached_property
    def root(self) -> int:
        """The first token without a head, -1 in an empty sentence."""
        return next((i for i, h in enumerate(self.head) if h < 0), -1)

    def rel(self, i: int) -> str:
        """Universal part of the label ("nsubj" of "nsubj:pass")."""
        return self._rels[i]

    def kids(self, i: int, *labels: str) -> list[int]:
        """Dependents of `i`; with labels, those whose full or universal label is one of them."""
        if not labels:
            return list(self.children[i])
        if self._below[i].isdisjoint(labels):
            return []
        full, rels = self.deprel, self._rels
        return [c for c in self.children[i] if rels[c] in labels or full[c] in labels]

    def kid(self, i: int, *labels: str) -> int | None:
        """First dependent with one of the labels, or None."""
        if self._below[i].isdisjoint(labels):
            return None
        full, rels = self.deprel, self._rels
        for c in self.children[i]:
            if rels[c] in labels or full[c] in labels:
                return c
        return None

    def perfect(self, i: int) -> bool:
        """Whether a verb is in the perfect: "has fired", "may have fired"."""
        return any(self.lower[c] in PERFECT for c in self.kids(i, "aux"))

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads above `i`, nearest first; ends at the root, also in a malformed tree."""
        seen = {i}
        i = self.head[i]
        while i >= 0 and i not in seen:
            yield i
            seen.add(i)
            i = self.head[i]

    def above(self, i: int, j: int) -> int:
        """The lowest token that both hang on, or are; `j` where they hang on nothing in common."""
        over = {i, *self.ancestors(i)}
        return next((k for k in (j, *self.ancestors(j)) if k in over), j)

    def subtree(self, i: int, without: frozenset[str] = frozenset()) -> list[int]:
        """Tokens under and including `i`, in order; branches whose universal label is in `without` are left out."""
        if not self.children[i]:
            return [i]
        out, stack, seen = [], [i], {i}
        while stack:
            j = stack.pop()
            out.append(j)
            for c in self.children[j]:
                if c not in seen and self._rels[c] not in without:
                    seen.add(c)
                    stack.append(c)
        return sorted(out)

    def phrase(self, i: int) -> tuple[int, int]:
        """Token span (half-open) of the phrase headed by `i` without clauses, appositions and conjuncts.

        Kept contiguous around the head, so that it can be quoted.
        """
        inside = set(self.subtree(i, CLAUSAL))
        inside.update(h for h in self._hyphens if h - 1 in inside and h + 1 in inside)
        lo = hi = i
        while lo - 1 in inside:
            lo -= 1
        while hi + 1 in inside:
            hi += 1
        return lo, hi + 1

    def first(self, i: int) -> int:
        """The first of those that `i` is coordinated with."""
        while self.rel(i) == "conj" and self.head[i] >= 0:
            i = self.head[i]
        return i

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is coordinated with it, in order."""
        first = self.first(i)
        out, stack = {first}, [first]
        while stack:
            for c in self.kids(stack.pop(), "conj"):
                if c not in out:
                    out.add(c)
                    stack.append(c)
        return sorted(out)

    def span(self, lo: int, hi: int) -> tuple[int, int]:
        """Document offsets of tokens lo..hi (half-open)."""
        return self.row.token_start[lo], self.row.token_end[hi - 1]

    def quote(self, lo: int, hi: int) -> str:
        """Text of tokens lo..hi (half-open), exactly as it stands in the document."""
        a, b = self.span(lo, hi)
        return self.text[a - self.start : b - self.start]

    def name(self, lo: int, hi: int) -> str:
        """What tokens lo..hi (half-open) name: their text on one line, with single blanks."""
        return " ".join(self.quote(lo, hi).split())
