"""Reporting frames of one sentence: a cue of saying, whose words they are, and which tokens are what is said."""

from __future__ import annotations

from escalade.claims.frame import Frame, FrameParts
from escalade.claims.frame_colons import ColonFrames
from escalade.claims.frame_nouns import NounFrames
from escalade.claims.frame_verbs import VerbFrames
from escalade.claims.scene import Scene
from escalade.claims.syntax import agent_of, mark_of
from escalade.claims.voices import Voices
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues


class Frames:
    """Finds the frames of sentences of one report, asked in text order."""

    def __init__(self, scene: Scene, cues: Cues, voices: Voices) -> None:
        self.cues, self.voices = cues, voices
        parts = FrameParts(scene, cues, voices)
        self.verbs, self.nouns = VerbFrames(parts), NounFrames(parts)
        self.colons = ColonFrames(parts, self.nouns)

    def of(self, tree: Tree) -> list[Frame]:
        """Frames of one sentence in the order of their cues, also those whose content is still empty."""
        found: list[Frame] = []
        for i, given in enumerate(tree.lemma):
            lemma = self.cues.lemma(tree.lower[i], given) if tree.upos[i] == "VERB" else given
            if self._credits(tree, i):
                found.extend(self.nouns.according(tree, i))
            elif lemma in self.cues.verbs and tree.upos[i] == "VERB":
                found.extend(self.verbs.of(tree, i, self.cues.verbs[lemma]))
            elif lemma in self.cues.adjectives and tree.upos[i] == "ADJ" and tree.kid(i, "ccomp", "cop") is not None:
                frame = self.verbs.say(tree, i, self.cues.adjectives[lemma])
                found += [frame] if frame is not None and frame.content else []
            elif lemma in self.cues.nouns and tree.upos[i] == "NOUN":
                found.extend(self.nouns.of(tree, i, self.cues.nouns[lemma]))
            elif tree.lower[i] == "according" and i + 1 < len(tree) and tree.lower[i + 1] == "to":
                found.extend(self.nouns.according(tree, i))
        colon = self.colons.of(tree)
        if colon is not None and not any(f.content >= colon.content for f in found):
            found.append(colon)
        self.voices.heard(tree, [(f.voices, f.content) for f in found])
        return found

    def _credits(self, tree: Tree, i: int) -> bool:
        """ "..., as first reported by the Lantern", "per Reuters": who is credited for a sentence at its end."""
        if tree.lower[i] == "per":
            return tree.rel(i) == "case" and tree.upos[tree.head[i]] == "PROPN"
        told = tree.lemma[i] in ("report", "reveal", "disclose") and tree.xpos[i] == "VBN" and tree.rel(i) == "advcl"
        return told and mark_of(tree, i) == "as" and agent_of(tree, i) is not None
