"""Frames of colons, and of sentences that say who speaks in their neighbour ("X gave a warning:", "So says X")."""

from __future__ import annotations

from dataclasses import replace

from escalade.claims.frame import Frame, FrameParts
from escalade.claims.frame_content import QUOTE_MARKS, STANCES
from escalade.claims.frame_nouns import NounFrames
from escalade.claims.syntax import subject
from escalade.model.tree import Tree

DASHES = frozenset({"-", "–", "—"})


class ColonFrames:
    """Finds the frames of colons and of whole sentences."""

    def __init__(self, parts: FrameParts, nouns: NounFrames) -> None:
        self.parts, self.cues, self.nouns = parts, parts.cues, nouns

    def of(self, tree: Tree) -> Frame | None:
        """ "General Diallo: no plane was hit", "Rebels take the town: sources", also with a dash, "The envoy turned to
        them: "..."."""
        at = next((i for i, w in enumerate(tree.words) if w == ":"), -1)
        at = self._dash(tree) if at < 0 else at
        if at < 1 or at + 1 >= len(tree):
            return None
        source, content = -1, range(at + 1, len(tree))
        verbs = [i for i in range(at) if tree.upos[i] == "VERB"]
        if not any(tree.upos[i] in ("VERB", "AUX") for i in range(at)) and at <= 12:
            source = self._ends_in_speaker(tree, at)
            if (
                source < 0
                and tree.upos[at - 1] == "NOUN"
                and tree.lemma[at - 1] != "note"
                and tree.lemma[at - 1] in self.cues.nouns
            ):
                owner = tree.kid(at - 1, "nmod:poss")  # "The junta's version: ..."
                source = owner if owner is not None and tree.upos[owner] != "PRON" else -1
        elif verbs and (tree.words[at + 1] in QUOTE_MARKS or tree.lower[at + 1] in ("if", "unless")):
            found = subject(tree, verbs[0])
            source = found if found is not None and found < at and self.parts.can_speak(tree, found) else -1
        elif (noun := self._announces(tree, at)) is not None:
            found = subject(tree, tree.head[noun])
            source = found if found is not None and found < at and self.parts.can_speak(tree, found) else -1
        if source < 0 and len(tree) - at <= 7 and not any(tree.upos[i] in ("VERB", "AUX") for i in content):
            last = max((i for i in content if tree.upos[i] in ("NOUN", "PROPN")), default=-1)
            headline = tree.row.block == "title" or tree.words[-1] not in (".", "!", "?", '"', "”")
            if last > 0 and headline and self.parts.can_speak(tree, last):
                source, content = last, range(at)
        if source >= 0 and tree.lower[source] in self.cues.outlets["own_person"]:
            return None  # a script's label of who is on air
        voices = self.parts.voice(tree, source, None) if source >= 0 else []
        return replace(self.parts.frame(tree, at, "say", voices, set(content)), lemma=":") if voices else None

    def _dash(self, tree: Tree) -> int:
        """The dash between spaces before the last words of a headline; -1 without."""
        starts, ends = tree.row.token_start, tree.row.token_end
        apart = (
            i
            for i in range(len(tree) - 2, 0, -1)
            if tree.words[i] in DASHES and starts[i] > ends[i - 1] and starts[i + 1] > ends[i]
        )
        return next(apart, -1) if tree.words[-1] not in (".", "!", "?", '"', "”") else -1

    def _announces(self, tree: Tree, at: int) -> int | None:
        """The noun before a colon that announces what follows: "has its own explanation:", "passed on a warning:"."""
        noun = next((i for i in range(at - 1, max(at - 4, 0), -1) if tree.upos[i] == "NOUN"), None)
        if noun is None or tree.lemma[noun] not in self.cues.nouns or tree.rel(noun) not in ("obj", "obl"):
            return None
        verb = tree.head[noun]
        wary = any(r.type in (*STANCES, "believe") for r in self.cues.verbs.get(tree.lemma[verb], ()))
        wary = wary or any(tree.lower[c] in ("no", "neither", "any") for c in tree.kids(noun, "det"))
        return None if wary or tree.upos[verb] != "VERB" else noun

    def announced(self, tree: Tree, quoted: bool = False) -> Frame | None:
        """Who tells what the next sentence says, behind a colon that ends this one; None where nobody does.

        Before plain words a noun has to announce them ("has its own explanation:"); where they stand in quotation marks
        (`quoted`), whoever speaks or acts before the colon is enough ("The envoy turned to them:").
        """
        at = len(tree) - 1
        if at < 2 or tree.words[at] != ":":
            return None
        noun = self._announces(tree, at)
        source = subject(tree, tree.head[noun]) if noun is not None else None
        if noun is None and quoted:
            papers = [i for i, w in enumerate(tree.lemma) if w in self.cues.nouns and tree.upos[i] == "NOUN"]
            source = papers[-1] if papers else subject(tree, tree.root) if tree.root >= 0 else None
        if source is None or not self.parts.can_speak(tree, source):
            return None
        voices = self.parts.voice(tree, source, None)
        return self.parts.frame(tree, at if noun is None else noun, "say", voices, set()) if voices else None

    def said_before(self, tree: Tree) -> Frame | None:
        """Who says what the sentence before tells: "So at least says the army", "That is the ministry's account"."""
        opening = 1 if tree.lower[0] == "or" else 0
        if tree.lower[opening : opening + 1] == ("so",) and len(tree) < 15:
            verb = next((i for i in range(opening + 1, len(tree)) if tree.upos[i] == "VERB"), -1)
            told = verb >= 0 and any(r.type in ("say", "claim") for r in self.cues.verbs.get(tree.lemma[verb], ()))
            near = [m.head for m in self.parts.scene.mentions.get(tree.ordinal, ()) if m.token_start > opening]
            own = subject(tree, verb, inherit=False) if told else None
            source = own if own is not None and tree.lower[own] != "so" else next(iter(near), None)
            head = verb if told else -1
        elif tree.lower[0] in ("that", "this") and tree.lower[2] == "what":  # "That is what a teacher told us"
            verbs = (i for i in range(3, len(tree)) if tree.lemma[i] in self.cues.verbs and tree.upos[i] == "VERB")
            head = next((i for i in verbs if tree.deprel[i] != "acl:relcl" or tree.head[i] <= 2), -1)
            source = subject(tree, head) if head >= 0 else None
        elif tree.lower[0] in ("that", "this", "such") and len(tree) < 15:
            told = tree.upos[tree.root] == "NOUN" and tree.lemma[tree.root] in self.cues.nouns
            told = told and tree.kid(tree.root, "cop") is not None
            source, head = (self.nouns.source(tree, tree.root), tree.root) if told else (None, -1)
        else:
            return None
        voices = self.parts.voice(tree, source, tree.lemma[head]) if source is not None and head >= 0 else []
        return self.parts.frame(tree, head, "say", voices, set()) if voices else None

    def _opens_line(self, tree: Tree) -> bool:
        """Whether a sentence is the first of its paragraph, where who speaks for a capital does not answer anybody."""
        before = self.parts.scene.document.text[: tree.start].rstrip(" ")
        return not before or before.endswith("\n")

    def _ends_in_speaker(self, tree: Tree, at: int) -> int:
        """Head of an actor mention that ends at the colon and fills all before it but a time of day; else -1."""
        for m in self.parts.scene.mentions.get(tree.ordinal, ()):
            if m.token_end > at or m.token_start > 3 or m.kind in ("weapon", "facility"):
                continue
            dateline = m.kind == "place" or (m.kind == "country" and all(w.isupper() for w in tree.words[:at]))
            if dateline and (m.token_start or self._opens_line(tree)):
                continue  # "GAZA: Five people were hurt", "17:20 Darwin: the cutter sails": where a brief is from
            person = m.kind == "person" and m.level == "named"
            ends = m.token_end == at or (person and tree.words[m.token_end] == ",")
            nominal = {"NUM", "PUNCT", "DET", "ADJ", "NOUN", "PROPN"}.issuperset(tree.upos[: m.token_start])
            if ends and nominal:
                return m.head
        return -1
