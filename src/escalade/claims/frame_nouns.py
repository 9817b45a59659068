"""Frames of nouns ("a statement by the army that ...", "by the account of diplomats") and of "according to"."""

from __future__ import annotations

from dataclasses import replace

from escalade.claims.frame import Frame, FrameParts
from escalade.claims.syntax import agent_of, case_of, credited_aside, is_passive, mark_of, subject
from escalade.model.tree import Tree
from escalade.vocab.cues import Reporting

MEDIA = frozenset({"media", "press", "television", "radio"})
ASIDE = 12  # words from a noun of saying to the end of what is told of it between commas
SPREADS = frozenset("circulate spread carry publish post share repeat peddle push promote air broadcast".split())
OWN_WORD = frozenset({"its", "their", "his", "her"})


class NounFrames:
    """Finds the frames of nouns and of "according to"."""

    def __init__(self, parts: FrameParts) -> None:
        self.parts = parts

    def of(self, tree: Tree, n: int, entry: Reporting) -> list[Frame]:
        """ "A statement by the army that ...", "by the account of diplomats, ..."."""
        content = {t for c in tree.kids(n, "acl", "ccomp") if self._that_clause(tree, c) for t in tree.subtree(c)}
        content |= self._is_that(tree, n) or self._past_aside(tree, n)
        maker = self.source(tree, n)
        if not content and entry.perspective and tree.rel(n) == "obl" and case_of(tree, n) in ("by", "in", "per"):
            content = self._seen_so(tree, n)
            if maker is not None and tree.lower[maker] in OWN_WORD and min(tree.subtree(n)):
                maker = self._agent_behind(tree, n) or maker
        before = tree.kid(n, "ccomp") if tree.rel(n) in ("root", "parataxis") else None
        if not content and before is not None and before < n and tree.lower[n - 1] in MEDIA:
            voices = self.parts.voice(tree, n - 1, tree.lemma[n])  # ", local media report": a verb taken for a noun
            return [self.parts.frame(tree, n, entry.type, voices, set(tree.subtree(before)))] if voices else []
        if not content:
            return []
        voices = self.parts.voice(tree, maker, tree.lemma[n]) if maker is not None else []
        voices += self.parts.cited(tree, n, maker) if voices and maker is not None else []
        return [self.parts.frame(tree, n, entry.type, voices, content)] if voices else []

    def _is_that(self, tree: Tree, n: int) -> set[int]:
        """What an account is: "the army's version is that rebels burned the mill"."""
        said = tree.head[n]
        if tree.rel(n) != "nsubj" or said < n or not any(tree.lemma[c] == "be" for c in tree.kids(said, "cop", "aux")):
            return set()
        mark = next((c for c in tree.kids(said, "mark") if tree.lower[c] == "that" and c > n), None)
        return {t for t in tree.subtree(said) if t > mark} if mark is not None else set()

    def _past_aside(self, tree: Tree, n: int) -> set[int]:
        """ "The group's claim, spread online, that soldiers fired": the clause behind what is told of the claim."""
        if n + 2 >= len(tree) or tree.words[n + 1] != "," or tree.upos[n + 2] not in ("VERB", "ADJ"):
            return set()
        comma = next((i for i in range(n + 3, min(n + ASIDE, len(tree) - 1)) if tree.words[i] == ","), None)
        if comma is None or tree.lower[comma + 1] != "that" or tree.rel(comma + 1) != "mark":
            return set()
        return {t for t in tree.subtree(tree.head[comma + 1]) if t > comma + 1}

    def _seen_so(self, tree: Tree, n: int) -> set[int]:
        """What "by X's account" speaks of: what follows its comma, or the clause that it interrupts."""
        phrase, comma = (
            tree.subtree(n),
            next((i for i in range(n + 1, min(n + 8, len(tree))) if tree.words[i] == ","), None),
        )
        if comma is None and not min(phrase):
            comma = max(phrase)  # "In its version the raid was forced on Chad"
        if comma is None:
            return set()
        inside = set(range(comma + 1, len(tree)))
        first = min(i for i in phrase if tree.upos[i] != "PUNCT")
        if first and tree.words[first - 1] != "," and tree.upos[tree.head[n]] == "VERB":
            return set(tree.subtree(tree.head[n])) - set(phrase)  # "a vote that he won by his own count, ..."
        if first and tree.words[first - 1] == "," and tree.upos[tree.head[n]] == "VERB":
            inside |= set(tree.subtree(tree.head[n])) - set(phrase)
        return inside

    def _agent_behind(self, tree: Tree, n: int) -> int | None:
        """Whose "own account" it is where he is named behind it: "hit, by its own account, by the brigade"."""
        host = tree.head[n]
        if host < 0 or not is_passive(tree, host):
            return None
        return next((c for c in tree.kids(host, "obl") if c > n and case_of(tree, c) == "by"), None)

    def _that_clause(self, tree: Tree, c: int) -> bool:
        """Whether a clause on a noun says what the noun's content is, rather than which one is meant."""
        if mark_of(tree, c) == "that":
            return tree.deprel[c] != "acl:relcl"
        if mark_of(tree, c) == "to":
            return any(tree.lower[k] == "have" for k in tree.kids(c, "aux"))  # "its claim to have sunk the ship"
        that = next(
            (k for k in tree.children[c] if tree.lower[k] == "that" and tree.rel(k) in ("obj", "mark", "obl")), None
        )
        if that is None or tree.kid(c, "nsubj") is None:
            return False
        return is_passive(tree, c) or any(
            k != that and tree.rel(k) in ("obj", "ccomp", "xcomp") for k in tree.children[c]
        )

    def source(self, tree: Tree, n: int) -> int | None:
        """The token of whoever says it; behind "of" only somebody: "the word of villagers", no "charges of theft"."""
        for c in tree.kids(n, "nmod:poss"):
            return c
        for c in tree.kids(n, "nmod"):
            case = case_of(tree, c) if c > n else ""
            if case in ("by", "from") or (case == "of" and (tree.ordinal, c) in self.parts.scene.heads):
                return c
        for c in tree.kids(tree.head[n], "obl") if tree.rel(n) == "obj" else ():
            beside = min(tree.subtree(c)) == n + 1 and (tree.ordinal, c) in self.parts.scene.heads
            if beside and case_of(tree, c) in ("by", "from"):
                return c  # "relayed a report by the Post that", hung on the verb
        if tree.rel(n) == "obj" and tree.lemma[tree.head[n]] in SPREADS and self.parts.can_speak(tree, n):
            return subject(tree, tree.head[n])
        return next((c for c in tree.kids(n, "compound", "amod") if (tree.ordinal, c) in self.parts.scene.heads), None)

    def according(self, tree: Tree, i: int) -> list[Frame]:
        """ "According to the mayor", "per the Lantern", "as first reported by the Lantern"."""
        head = tree.head[i] if tree.rel(i) == "case" else agent_of(tree, i) or tree.kid(i, "obl")
        top = i if tree.rel(i) != "case" else head
        if head is None or top is None or head < 0:
            return []
        own = set(tree.subtree(top))
        host = tree.head[top]
        while host >= 0 and tree.upos[host] in ("NOUN", "PROPN") and tree.rel(host) in ("nmod", "obl", "nsubj", "obj"):
            host = tree.head[host]
        voices = self.parts.voice(tree, head, "according to")
        if host < 0 or not voices:
            return []
        cited = self.parts.cited(tree, i, head)
        voices += cited
        last = max(own)
        if i > 0 and tree.words[i - 1] == "," and all(tree.upos[k] == "PUNCT" for k in range(last + 1, len(tree))):
            host = tree.root  # at the end of a sentence it speaks for all of it
        content = set(credited_aside(tree, i)) if self.parts.says(tree, tree.root) else set()
        frame = self.parts.frame(tree, i, "say", voices, content or set(tree.subtree(host)) - own)
        beside = self.parts.beside(tree, head, "according to") if not cited else ()
        span = tree.span(i, i + 2 if tree.lower[i] == "according" else i + 1)
        return [replace(frame, lemma="according to", cue_span=span, beside=beside)]
