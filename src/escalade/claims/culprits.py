"""Who is said to be behind a deed told before: "said Ukraine was responsible", "wrote that Russia was behind it".

They name no deed, so they are no mention of one; they are a claim on whose doing the one was that they take up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from escalade.claims.frame import Frame
from escalade.claims.pointing import BLAME, DEEDS, GUILTY, POINTING, WORK, Stage, done, whole
from escalade.claims.scene import Scene
from escalade.claims.speech import Speech
from escalade.claims.syntax import case_of, has_not, name_of, subject
from escalade.claims.weapons import deed, owner_name, owners
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.model.words import TRADES

NEAR = 3  # sentences back that "it" points
FAR = 6  # sentences back to what somebody is blamed for, where none nearer tells a blow
OWNING = frozenset(("responsibility", "credit", "authorship"))
HOSTILE = 4  # quad class
EACH = frozenset(("each", "one", "other", "another"))
SAYS = frozenset(("say", "claim", "believe", "reveal", "confirm"))
DOERS = frozenset(  # nouns for whoever did a deed told before
    "attacker raider assailant bomber killer gunman gunmen hijacker kidnapper murderer arsonist shooter intruder "
    "saboteur perpetrator culprit".split()
)


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
    stage, named = speech.cues.revisions.get, -NEAR  # where a doer was named last
    for tree in scene.trees:
        coded = {e.trigger_token for e in scene.events.get(tree.ordinal, ()) if e.quad_class == HOSTILE}
        for frame in speech.frames.get(tree.ordinal, ()):
            deed = _aside(scene, tree, frame) or _blamed(scene, tree, frame)
            if deed is not None and mutual(tree, frame):
                yield from _crosswise(tree, speech.around(frame), deed)
            elif deed is not None and frame.accused is not None:
                yield Charge(tree, frame.cue, speech.around(frame), deed, name_of(tree, frame.accused))
            if (deed := _owned(scene, tree, frame)) is not None:
                yield Charge(tree, frame.cue, speech.around(frame), deed, frame.voices[-1].speaker.name)
            if frame.type not in SAYS or not frame.voices:
                continue
            tells = bool(coded & frame.content)  # a deed of its own
            for i in sorted(frame.content):
                yield from _weapons(scene, speech, tree, frame, i)
                doer = _identified(tree, i, tree.ordinal - named <= 1)
                doer = doer or (None if tells else culprit(tree, i) or _did(tree, i, stage))
                deed = _deed(scene, tree, i) if doer is not None and doer in frame.content else None
                if doer is not None and deed is not None:
                    named = tree.ordinal
                    yield Charge(tree, i, speech.around(frame), deed, _name(tree, doer))


def mutual(tree: Tree, frame: Frame) -> bool:
    """Whether those who speak accuse "each other", "one another", or trade blame."""
    accused = frame.accused if frame.type == "accuse" else None
    if accused is None:
        return False
    if tree.lemma[frame.cue] in TRADES:
        return True
    return tree.lower[accused] in EACH and not {"other", "another"}.isdisjoint(tree.lower[accused : accused + 2])


def _crosswise(tree: Tree, frames: tuple[Frame, ...], mention: EventMention) -> Iterator[Charge]:
    """What two who blame each other charge: each the other. Of "both sides" nobody knows which."""
    inner = frames[-1]
    for other in inner.others[:1]:
        yield Charge(tree, inner.cue, frames, mention, other.speaker.name)
        yield Charge(tree, inner.cue, (*frames[:-1], inner.said_by(other)), mention, inner.voices[-1].speaker.name)


def _weapons(scene: Scene, speech: Speech, tree: Tree, frame: Frame, i: int) -> Iterator[Charge]:
    """Who is charged by a word that says whose the weapon was: "the drone was Russian"."""
    for owner in owners(scene, tree, i):
        told = deed(scene, tree, owner.kind, i) if owner.token is not None and not owner.denied else None
        over = speech.over(tree.ordinal, i)
        if told is not None and owner.token is not None and over and over[-1] == frame:
            yield Charge(tree, owner.cue, over, told, owner_name(tree, owner.token))


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
    near = _deed(scene, tree, frame.cue) if told is None and laid_to else None
    return told or (near if near is not None and near.event_type == "ASSAULT" else None)


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
    guilty = tree.lemma[i] in GUILTY and all(tree.lower[c] in POINTING for c in tree.kids(i, "obl"))
    if guilty or (tree.lower[i] in POINTING and case_of(tree, i) == "behind"):
        doer = subject(tree, i, inherit=tree.rel(i) == "xcomp")  # "are thought to be behind it"
    elif tree.lemma[i] in WORK and tree.kid(i, "cop") is not None:
        doer = next((c for c in tree.kids(i, "nmod") if case_of(tree, c) == "of"), None)
    elif (blamed := _answerable(tree, i)) is not None:
        doer = blamed
    else:
        return None
    return _named(tree, i, doer)


def _answerable(tree: Tree, i: int) -> int | None:
    """Who is said to have to answer for what was told: "responsibility lies with Thailand", "Russia bears full
    responsibility", "we hold Kabul responsible"; not "will be held responsible" for more than that."""
    ahead = any(tree.lower[c] in ("will", "would", "shall", "'ll") for c in tree.kids(i, "aux"))
    thing = tree.kid(i, "obj")
    if tree.upos[i] != "VERB" or ahead:
        return None
    of_what = [c for k in (i, thing) if k is not None for c in tree.kids(k, "obl", "nmod") if case_of(tree, c) == "for"]
    if not all(tree.lower[c] in POINTING or tree.lemma[c] in DEEDS for c in of_what):
        return None
    if tree.lemma[i] in ("lie", "rest", "fall"):
        blame = any(tree.lemma[c] in BLAME for c in tree.kids(i, "nsubj"))
        return next((c for c in tree.kids(i, "obl") if blame and case_of(tree, c) in ("with", "on")), None)
    if tree.lemma[i] in ("bear", "carry", "share") and thing is not None and tree.lemma[thing] in BLAME:
        return subject(tree, i, inherit=False)
    if tree.lemma[i] == "hold" and any(tree.lemma[c] in ("responsible", "accountable") for c in tree.kids(i, "xcomp")):
        return thing if not tree.kids(i, "nsubj:pass") else None
    return None


def _named(tree: Tree, i: int, doer: int | None) -> int | None:
    """A doer who is more than a pronoun, of whom a word does not say that it was not he."""
    noun = doer is not None and tree.upos[doer] in ("PROPN", "NOUN")
    return doer if noun and not has_not(tree, i) else None


def _did(tree: Tree, i: int, stage: Stage) -> int | None:
    """Who did it: "Russian agents did it", "the opposition had staged it", "Ukraine set it off"."""
    thing, ahead = tree.kid(i, "obj"), any(tree.lower[c] in ("will", "would", "shall") for c in tree.kids(i, "aux"))
    acts = "act" in (stage(tree.lemma[i]), stage(whole(tree, i)))
    set_off = acts and thing is not None and not ahead and tree.lower[thing] in POINTING
    return _named(tree, i, subject(tree, i, inherit=False)) if set_off or done(tree, i, stage) else None


def _name(tree: Tree, doer: int) -> str:
    """A doer's phrase, without what is told of him behind a "who" and before an "is"."""
    lo, hi = tree.phrase(doer)
    lo = max([lo, *(c + 1 for c in tree.children[doer] if tree.rel(c) in ("cop", "case") and c < doer)])
    hi = min([hi, *(min(tree.subtree(c)) for c in tree.kids(doer, "acl", "advcl") if c > doer)])
    return tree.name(lo, hi).strip(" ,")


def _identified(tree: Tree, i: int, again: bool) -> int | None:
    """Who is said to be the doer: "the attackers were soldiers", "bandits were the culprits"; `again`: somebody has
    just been named, so that "they were soldiers" names another."""
    who = tree.kid(i, "nsubj")
    copula = tree.kid(i, "cop") is not None and tree.upos[i] in ("NOUN", "PROPN") and not case_of(tree, i)
    if who is None or not copula or has_not(tree, i):
        return None
    if tree.lemma[i] in DOERS:
        return _named(tree, i, who) if any(tree.lower[c] == "the" for c in tree.kids(i, "det")) else None
    doers = {tree.lemma[who], tree.lower[who]} & DOERS
    definite = any(tree.lower[c] in ("the", "those") for c in tree.kids(who, "det"))
    return i if (doers and definite) or (again and tree.lower[who] in ("they", "he")) else None


def _deed(scene: Scene, tree: Tree, cue: int) -> EventMention | None:
    """The nearest sentence's first hostile deed, before the cue, that is told as having happened."""
    for ordinal in range(tree.ordinal, tree.ordinal - FAR - 1, -1):
        for event in scene.events.get(ordinal, ()):
            if ordinal == tree.ordinal and event.trigger_token > cue:
                break
            if event.quad_class == HOSTILE and event.happened:
                return event
    return None
