"""Who is said to be behind a deed told before: "said Ukraine was responsible", "wrote that Russia was behind it".

They name no deed, so they are no mention of one; they are a claim on whose doing the one was that they take up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.frame import Frame
from escalade.claims.scene import Scene
from escalade.claims.speech import Speech
from escalade.claims.syntax import case_of, has_not, name_of, subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree

POINTING = frozenset({"it", "which", "this", "that", "these", "those", "them", "both"})
NEAR = 3  # sentences back that "it" points
GUILTY = frozenset(("responsible", "culprit", "perpetrator", "mastermind", "culpable"))
OWNING = frozenset(("responsibility", "credit", "authorship"))
WORK = frozenset(("work", "doing", "handiwork"))
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
            deed = _aside(scene, tree, frame) or _blamed(scene, tree, frame)
            if deed is not None and frame.accused is not None:
                yield Charge(tree, frame.cue, speech.around(frame), deed, name_of(tree, frame.accused))
            if (deed := _owned(scene, tree, frame)) is not None:
                yield Charge(tree, frame.cue, speech.around(frame), deed, frame.voices[-1].speaker.name)
            if frame.type not in SAYS or not frame.voices or coded & frame.content:
                continue
            for i in sorted(frame.content):
                doer = culprit(tree, i)
                deed = _deed(scene, tree, i) if doer is not None and doer in frame.content else None
                if doer is not None and deed is not None:
                    yield Charge(tree, i, speech.around(frame), deed, tree.name(*tree.phrase(doer)))


def _aside(scene: Scene, tree: Tree, frame: Frame) -> EventMention | None:
    """The deed that a clause beside it blames on somebody: "the raid, which Kyiv blamed on rebels, killed two", "killed
    in an ambush that the army blamed on rebels"."""
    gap = tree.kid(frame.cue, "obj") is None or any(
        tree.lower[c] in ("which", "that") for c in tree.kids(frame.cue, "obj", "nsubj:pass", "obl")
    )
    if frame.type != "accuse" or not frame.voices or not gap or tree.deprel[frame.cue] != "acl:relcl":
        return None
    deed = tree.head[frame.cue]
    told = next((e for e in scene.events.get(tree.ordinal, ()) if e.trigger_token == deed), None)
    laid_to = frame.accused is not None and case_of(tree, frame.accused) in ("on", "to")
    return told or (_deed(scene, tree, frame.cue) if laid_to else None)


def _owned(scene: Scene, tree: Tree, frame: Frame) -> EventMention | None:
    """The deed told before that somebody owns without a word for it: "JNIM claimed responsibility"."""
    thing = tree.kid(frame.cue, "obj")
    if frame.type != "claim" or not frame.voices or thing is None or tree.lemma[thing] not in OWNING:
        return None
    named = any(case_of(tree, c) in ("for", "of") for t in (thing, frame.cue) for c in tree.kids(t, "obl", "nmod"))
    return None if named or has_not(tree, frame.cue) else _deed(scene, tree, frame.cue)


def _blamed(scene: Scene, tree: Tree, frame: Frame) -> EventMention | None:
    """The deed of which nobody in particular says whose it was ("the attack was blamed on rebels"), or that somebody is
    blamed for without a word for it ("the army blamed rebels")."""
    if frame.type != "accuse" or (frame.voices and frame.content):
        return None
    if frame.voices:
        return _deed(scene, tree, frame.cue)
    return next((e for e in scene.events.get(tree.ordinal, ()) if e.trigger_token in frame.content), None)


def culprit(tree: Tree, i: int) -> int | None:
    """The name or noun of which a word says that it is behind what was told: "was behind it", "is responsible", "it was
    the work of smugglers"; None for pronouns and under "not"."""
    pointed = all(tree.lower[c] in POINTING for c in tree.kids(i, "obl"))
    believed = tree.rel(i) == "xcomp"  # "are thought to be behind it"
    if (tree.lower[i] in POINTING and case_of(tree, i) == "behind") or (tree.lemma[i] in GUILTY and pointed):
        doer = subject(tree, i, inherit=believed)
    elif tree.lemma[i] in WORK and tree.kid(i, "cop") is not None:
        doer = next((c for c in tree.kids(i, "nmod") if case_of(tree, c) == "of"), None)
    else:
        return None
    if doer is None or tree.upos[doer] not in ("PROPN", "NOUN"):
        return None
    return None if has_not(tree, i) else doer


def _deed(scene: Scene, tree: Tree, cue: int) -> EventMention | None:
    """The nearest sentence's first hostile deed, before the cue, that is told as having happened."""
    for ordinal in range(tree.ordinal, tree.ordinal - NEAR - 1, -1):
        for event in scene.events.get(ordinal, ()):
            if ordinal == tree.ordinal and event.trigger_token > cue:
                break
            if event.quad_class == HOSTILE and event.modality == "actual" and event.polarity == "positive":
                return event
    return None
