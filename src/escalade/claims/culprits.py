"""Who is said to be behind a deed told before: "said Ukraine was responsible", "wrote that Russia was behind it".

They name no deed, so they are no mention of one; they are a claim on whose doing the one was that they take up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.denials import NEAR, POINTING
from escalade.claims.frames import Frame
from escalade.claims.scene import Scene
from escalade.claims.speech import Speech
from escalade.claims.syntax import NEGATIONS, case_of, subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree

GUILTY = frozenset(("responsible", "culprit", "perpetrator", "mastermind", "culpable"))
HOSTILE = 4  # quad class
SAYS = frozenset(("say", "claim", "believe", "reveal", "confirm"))


@dataclass(frozen=True, slots=True)
class Charge:
    """Who (`culprit`, as written) is said, by the last of `frames`, to be behind which mention; `cue` says so."""

    tree: Tree
    cue: int
    frames: tuple[Frame, ...]
    mention: EventMention
    culprit: str


def charges(scene: Scene, speech: Speech) -> Iterator[Charge]:
    """The charges of one report in text order."""
    for tree in scene.trees:
        coded = {e.trigger_token for e in scene.events.get(tree.ordinal, ())}
        for frame in speech.frames.get(tree.ordinal, ()):
            if frame.type not in SAYS or not frame.voices or coded & frame.content:
                continue
            for i in sorted(frame.content):
                doer = _culprit(tree, i)
                deed = _deed(scene, tree) if doer is not None and doer in frame.content else None
                if doer is not None and deed is not None:
                    frames = (*speech.over(tree.ordinal, frame.cue), frame)
                    yield Charge(tree, i, frames, deed, tree.quote(*tree.phrase(doer)))


def _culprit(tree: Tree, i: int) -> int | None:
    """The name or noun of which a word says that it is behind what was told; None for pronouns and under "not"."""
    behind = tree.lower[i] in POINTING and case_of(tree, i) == "behind"
    if not behind and not (tree.lemma[i] in GUILTY and all(tree.lower[c] in POINTING for c in tree.kids(i, "obl"))):
        return None
    doer = subject(tree, i, inherit=False)
    if doer is None or tree.upos[doer] not in ("PROPN", "NOUN"):
        return None
    return None if any(tree.lower[c] in NEGATIONS for c in tree.kids(i, "advmod")) else doer


def _deed(scene: Scene, tree: Tree) -> EventMention | None:
    """The nearest sentence's first hostile deed that is told as having happened."""
    for ordinal in range(tree.ordinal - 1, tree.ordinal - NEAR - 1, -1):
        for event in scene.events.get(ordinal, ()):
            if event.quad_class == HOSTILE and event.modality == "actual" and event.polarity == "positive":
                return event
    return None
