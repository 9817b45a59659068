"""All frames of a report, with quotations that run over sentences; answers who speaks at a token."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from escalade.claims.frame import CITES, Frame, unique
from escalade.claims.frames import Frames
from escalade.claims.scene import Scene
from escalade.claims.syntax import subject
from escalade.claims.voices import INQUIRIES, Voice, Voices
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

FREE = 3  # sentences back to who said a quotation that stands by itself
LONG = 4  # words: a shorter quotation is a phrase inside its sentence, no speech of its own


class Speech:
    """Who speaks where in one report.

    `frames` lists the frames of each sentence; `over` gives those that hold a token, outermost first.
    """

    def __init__(self, scene: Scene, cues: Cues) -> None:
        self.scene, self.cues = scene, cues
        self.pointing: dict[int, Any] = {}  # by sentence the denials that only point, set by the first who asks
        self.voices = Voices(scene, cues)
        self._finder = Frames(scene, cues, self.voices)
        self.frames: dict[int, list[Frame]] = {}
        for tree in scene.trees:
            found = self._finder.of(tree)
            if found:
                self.frames[tree.ordinal] = found
        self._cited_behind()
        self._quotes: dict[int, list[tuple[int, int, frozenset[int]]]] = self._quoted_tokens()
        self._carried: dict[int, list[tuple[tuple[Frame, ...], frozenset[int]]]] = defaultdict(list)
        self._over_sentences()
        if self._quotes:
            self._fill_in_sentence()
            self._carry()

    # -- asking -----------------------------------------------------------------------------------------------------

    def over(self, sentence: int, token: int) -> tuple[Frame, ...]:
        """Frames whose content holds the token, outermost first; carried quotations outside those of the sentence."""
        outer: tuple[Frame, ...] = ()
        for chain, tokens in self._carried.get(sentence, ()):
            if token in tokens:
                outer = chain
                break
        inner = [f for f in self.frames.get(sentence, ()) if token in f.content and f.voices]
        if len(inner) > 1:
            inner.sort(key=lambda f: (-len(f.content), f.cue))
        return (*outer, *inner)

    def around(self, frame: Frame) -> tuple[Frame, ...]:
        """A frame behind those that hold its cue, outermost first."""
        return (*self.over(frame.sentence, frame.cue), frame)

    def chain(self, frames: Iterable[Frame]) -> tuple[Voice, ...]:
        """Voices of nested frames, outermost first, without repeats, nor an inquiry that nobody is named for inside
        the words of who tells of it: "an inquiry found that soldiers shot him, the army said"."""
        voices = unique([v for f in frames for v in f.voices])
        return tuple(v for i, v in enumerate(voices) if v.key not in INQUIRIES or i == 0 or voices[i - 1].outlet)

    def aside(self, tree: Tree) -> tuple[int, int] | None:
        """Where "..., a charge the army denied" begins, and its verb."""
        return self._finder.verbs.contents.turned_down(tree)

    def main(self, tree: Tree) -> tuple[Frame, ...]:
        """The sentence's own outermost frame with what it is nested in; empty where nobody speaks."""
        frames = [f for f in self.frames.get(tree.ordinal, ()) if f.voices]
        if not frames:
            return ()
        top = min(frames, key=lambda f: (len(self.over(tree.ordinal, f.cue)), f.cue))
        return self.around(top)

    def _cited_behind(self) -> None:
        """Whom an outlet cites in a sentence of its own, for what it told in the one before: "The Star reported that
        rebels had taken Gao. It cited two officers."."""
        parts = self._finder.verbs.parts
        for last, tree in pairwise(self.scene.trees):
            v, cited = tree.root, tree.kid(tree.root, "obj") if tree.root >= 0 else None
            teller = subject(tree, v) if cited is not None and tree.lemma[v] in CITES else None
            if teller is None or cited is None or not parts.can_speak(tree, cited):
                continue
            if any(tree.upos[i] == "VERB" for i in tree.subtree(cited)) or tree.kids(v, "ccomp", "xcomp", "advcl"):
                continue
            outlet = self.voices.outlet_meant(tree, teller)
            outlets = parts.voice(tree, teller, tree.lemma[v]) or ([outlet] if outlet is not None else [])
            found = parts.voice(tree, cited, None)
            keys = {o.key for o in outlets}
            if not keys and tree.lower[teller] == "it":  # of a paper that nobody knows
                keys = {f.voices[-1].key for f in self.frames.get(last.ordinal, ()) if f.voices and f.lemma == "report"}
            if found:
                self.frames[last.ordinal] = [
                    replace(f, voices=(*f.voices, *found)) if f.voices and f.voices[-1].key in keys else f
                    for f in self.frames.get(last.ordinal, [])
                ]

    def _over_sentences(self) -> None:
        """Give a sentence that nobody says to who is named before ("X gave a warning:") or behind it ("So says X")."""
        for one, other in pairwise(self.scene.trees):
            if one.row.segment != other.row.segment:
                continue
            colons = self._finder.colons
            for frame, tree in ((colons.announced(one), other), (colons.said_before(other), one)):
                if frame is not None and not self.main(tree):
                    self._carried[tree.ordinal].append((self.around(frame), frozenset(range(len(tree)))))

    # -- quotations -------------------------------------------------------------------------------------------------

    def _quoted_tokens(self) -> dict[int, list[tuple[int, int, frozenset[int]]]]:
        """For each sentence the quotations in it: (number, words of the whole quotation, tokens here)."""
        out: dict[int, list[tuple[int, int, frozenset[int]]]] = {}
        spans = self.scene.quoted
        if not spans:
            return out
        k = 0
        for tree in self.scene.trees:
            while k < len(spans) and spans[k][1] <= tree.start:
                k += 1
            for number in range(k, len(spans)):
                lo, hi = spans[number]
                if lo >= tree.end:
                    break
                tokens = frozenset(i for i, a in enumerate(tree.row.token_start) if lo <= a < hi)
                words = self.scene.document.text.count(" ", lo, hi) + 1
                if tokens:
                    out.setdefault(tree.ordinal, []).append((number, words, tokens))
        return out

    def _fill_in_sentence(self) -> None:
        """Give long quotations that no frame of their sentence holds to the nearest cue outside them."""
        for ordinal, quotes in self._quotes.items():
            frames = self.frames.get(ordinal)
            if not frames:
                continue
            for number, words, tokens in quotes:
                if words < LONG or any(len(tokens & f.content) * 2 > len(tokens) for f in frames):
                    continue
                outside = [
                    f
                    for f in frames
                    if f.voices and f.type not in ("accuse", "relay") and not self._in_quote(ordinal, f.cue)
                ]
                if not outside:
                    continue
                near = min(outside, key=lambda f: (min(abs(f.cue - t) for t in tokens), f.cue))
                content = near.content | tokens
                span = near.content_span or self.scene.quoted[number]
                frames[frames.index(near)] = replace(near, content=content, content_span=span)

    def _in_quote(self, ordinal: int, token: int) -> bool:
        return any(token in tokens for _, words, tokens in self._quotes.get(ordinal, ()) if words >= LONG)

    def _carry(self) -> None:
        """Pass the speaker of a quotation on to the sentences that it runs through, and to the next quoted sentence."""
        trees = self.scene.trees
        owner: dict[int, tuple[Frame, ...]] = {}
        for tree in trees:
            for number, words, tokens in self._quotes.get(tree.ordinal, ()):
                frames = [
                    f
                    for f in self.frames.get(tree.ordinal, ())
                    if f.voices and len(tokens & f.content) * 2 > len(tokens)
                ]
                frames = [f for f in frames if f.cue not in tokens]
                if words >= LONG and frames and number not in owner:
                    top = max(frames, key=lambda f: len(f.content))
                    owner[number] = self.around(top)
        before: tuple[Frame, ...] = ()
        spoke: tuple[int, tuple[Frame, ...]] = (-FREE - 1, ())  # who was quoted last, in which sentence
        for index, tree in enumerate(trees):
            quotes = [q for q in self._quotes.get(tree.ordinal, ()) if q[1] >= LONG or self._alone(tree, q[2])]
            here = self.main(tree)
            for number, _, tokens in quotes:
                held = any(
                    tokens & f.content and f.cue not in tokens for f in self.frames.get(tree.ordinal, ()) if f.voices
                )
                chain = owner.get(number, ())
                if not chain and not held and self._is_speech(tree, tokens):
                    chain = before or self._introduced(index) or self._stands_free(index, tokens, *spoke)
                if chain and not held:
                    owner.setdefault(number, chain)
                    self._carried[tree.ordinal].append((chain, tokens))
                    here = here or chain
            if quotes and here:
                spoke = index, here
            before = here if index + 1 < len(trees) and self._runs_on(tree, trees[index + 1]) else ()

    def _is_speech(self, tree: Tree, tokens: frozenset[int]) -> bool:
        """Whether a quotation fills its sentence, and so is nobody's words but a speaker's."""
        rest = [i for i in range(len(tree)) if i not in tokens and tree.upos[i] not in ("PUNCT", "SYM", "X")]
        return len(rest) * 4 <= len(tokens)

    def _alone(self, tree: Tree, tokens: frozenset[int]) -> bool:
        """Whether a quotation is all there is of its sentence: speech, however short ("They were arrested.")."""
        return all(i in tokens or tree.upos[i] == "PUNCT" for i in range(len(tree)))

    def _runs_on(self, tree: Tree, after: Tree) -> bool:
        """Whether the next sentence may be of the same speech: of the same paragraph, or both nothing but quoted."""
        if tree.row.segment == after.row.segment:
            return True
        both = ([t for _, _, t in self._quotes.get(o.ordinal, ()) if self._alone(o, t)] for o in (tree, after))
        return self._source(tree) == self._source(after) and all(both)

    def _source(self, tree: Tree) -> tuple[str, str | None]:
        """What part of the report a sentence stands in, and whose it is where it is another outlet's."""
        return tree.row.block, self.scene.segment_publisher(tree)

    def _stands_free(
        self, index: int, tokens: frozenset[int], last: int, chain: tuple[Frame, ...]
    ) -> tuple[Frame, ...]:
        """The speaker quoted last, for a quotation that fills a sentence and that nobody is said to have said."""
        tree, there = self.scene.trees[index], self.scene.trees[last] if last >= 0 else None
        if there is None or index - last > FREE or not self._alone(tree, tokens):
            return ()
        return chain if self._source(there) == self._source(tree) else ()

    def _introduced(self, index: int) -> tuple[Frame, ...]:
        """The speaker that the sentence before names when it ends in a colon ("The envoy turned to them:")."""
        last, here = self.scene.trees[index - 1] if index else None, self.scene.trees[index]
        if last is None or last.words[-1] != ":" or self._source(last) != self._source(here):
            return ()
        frame = self._finder.colons.announced(last, quoted=True)
        return (frame,) if frame is not None else ()
