"""Whose a weapon was that did what was told before, and whether it was one: "the drone was Russian", "it was a misfired
interceptor, not a Russian missile", "the blast was an accident", "it was caused by a gas leak"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from escalade.claims.pointing import DEEDS, POINTING
from escalade.claims.scene import Scene
from escalade.claims.syntax import agent_of, case_of, has_not, name_of, subject
from escalade.model.codings import EventMention
from escalade.model.tree import Tree

FAR = 8  # sentences back that "the missile" points
ANYTHING = frozenset("machine weapon device debris wreckage wreck fragment remains explosive one".split())
KINDS = (  # of what does a deed; one of a kind may be called by another's name
    frozenset("drone uav quadcopter aircraft plane jet warplane helicopter balloon airplane".split()),
    frozenset("missile rocket projectile shell interceptor round mortar munition bomb warhead".split()),
    frozenset("mine torpedo".split()),
    frozenset("boat ship vessel speedboat trawler cutter frigate gunboat submarine tanker".split()),
)
WEAPONS = ANYTHING.union(*KINDS)
OWN = frozenset({"our", "its", "their", "his", "ours", "my"})
PROOF = frozenset({"evidence", "proof", "indication", "sign", "doubt"})
MISHAP = frozenset("accident mishap malfunction misfire misunderstanding".split())
CHANCE = MISHAP | frozenset(  # causes that nobody means
    "leak gas fault failure circuit short-circuit error ammunition munition lightning weather storm wave spark "
    "earthquake negligence carelessness overload quake".split()
)
MISGUIDED = frozenset("misfired stray faulty errant failed mechanical technical electrical accidental".split())
NEUTRAL = frozenset(  # words for what may have been nobody's doing
    "explosion blast collision crash fire incident death sinking damage outage rupture kill die explode burn".split()
)
HAPPENED = DEEDS | NEUTRAL
LEADS = frozenset({"cause", "trigger", "ignite", "spark"})


class Owner(NamedTuple):
    """Whose a weapon is said to be (`token`; None: the speaker's own) or said not to be (`denied`); `kind` is the noun
    for it; `instead`: what it was is told beside ("an interceptor, not a Russian missile")."""

    cue: int
    token: int | None
    denied: bool
    kind: str
    instead: bool


def owners(scene: Scene, tree: Tree, i: int) -> Iterator[Owner]:
    """Whose, a predicate says, the weapon was that its subject points at."""
    if tree.lemma[i] == "belong" and (thing := tree.kid(i, "nsubj")) is not None and tree.lemma[thing] in WEAPONS:
        whose = next((c for c in tree.kids(i, "obl") if case_of(tree, c) == "to"), None)
        if whose is not None and _somebody(scene, tree, whose):
            yield Owner(i, whose, _denied(tree, i), tree.lemma[thing], False)
        return
    thing = tree.kid(i, "nsubj", "expl")
    if thing is None or tree.kid(i, "cop") is None or not _weapon_meant(tree, thing):
        return
    named = tree.lemma[thing] if tree.lemma[thing] in WEAPONS else ""
    if tree.lemma[i] in WEAPONS and tree.upos[i] != "ADJ":
        yield from _of_noun(scene, tree, i, _denied(tree, i), named, False)
        for c in tree.kids(i, "conj", "appos", "parataxis"):
            if tree.lemma[c] in WEAPONS and has_not(tree, c):
                yield from _of_noun(scene, tree, c, True, named, True)
    elif named and (tree.lower[i] == "ours" or (not case_of(tree, i) and _somebody(scene, tree, i))):
        whose = None if tree.lower[i] in OWN else i
        yield Owner(i, whose, _denied(tree, i), named, False)


def owner_name(tree: Tree, i: int) -> str:
    """An owner as written: "Russian" of "the drone was Russian"."""
    return name_of(tree, i) if tree.kid(i, "cop") is None else tree.quote(i, i + 1)


def _of_noun(scene: Scene, tree: Tree, i: int, denied: bool, named: str, instead: bool) -> Iterator[Owner]:
    """Whose the weapon is that a predicate noun names: "a Ukrainian missile", "our drone"."""
    kind = named if tree.lemma[i] in ANYTHING and named else tree.lemma[i]
    for c in tree.kids(i, "amod", "compound", "nmod:poss", "nmod"):
        if tree.lower[c] in OWN:
            yield Owner(i, None, denied, kind, instead)
            return
        if _somebody(scene, tree, c) and case_of(tree, c) in ("", "of", "'s", "’s"):
            yield Owner(i, c, denied, kind, instead)
            return


def _weapon_meant(tree: Tree, thing: int) -> bool:
    if tree.lower[thing] in POINTING or tree.lower[thing] == "they":
        return True
    definite = any(tree.lower[c] in ("the", "this", "that", "these", "those") for c in tree.kids(thing, "det"))
    return tree.lemma[thing] in WEAPONS and definite


def _somebody(scene: Scene, tree: Tree, i: int) -> bool:
    """Whether a word names a state, its people, or a band."""
    mention = scene.heads.get((tree.ordinal, i))
    known = scene.reference.get(mention.mention_id) if mention is not None else None
    return known is not None and bool(known.side or known.actor_id)


def _denied(tree: Tree, i: int) -> bool:
    """Whether it is said not to be so: "was not Russian", "no evidence that it was Russian"; "no doubt" says so."""
    said = has_not(tree, i) or any(tree.lower[c] == "no" for c in tree.kids(i, "det"))
    for a in tree.ancestors(i):
        if tree.lemma[a] in PROOF:
            none = any(tree.lower[c] in ("no", "any") for c in tree.kids(a, "det"))
            none = none or (tree.head[a] >= 0 and has_not(tree, tree.head[a]))
            return said != (none and tree.lemma[a] != "doubt")
    return said


def deed(scene: Scene, tree: Tree, kind: str, before: int) -> EventMention | None:
    """The nearest blow told before a token by a sentence that tells of a weapon of that kind."""
    like = next((k for k in KINDS if kind in k), WEAPONS)
    for ordinal in range(tree.ordinal, tree.ordinal - FAR - 1, -1):
        there = scene.by_ordinal.get(ordinal)
        if there is None or (like | ANYTHING).isdisjoint(there.lemma):
            continue
        for event in scene.events.get(ordinal, ()):
            real = event.quad_class == 4 and event.happened
            if real and (ordinal < tree.ordinal or event.trigger_token < before):
                return event
    return None


def by_chance(tree: Tree, i: int) -> bool:
    """Whether a word says of what was told that nobody did it: "the collision was an accident", "it was caused by a gas
    leak", "an accident, not a ramming"."""
    if tree.lemma[i] in LEADS:
        thing, cause = tree.kid(i, "nsubj:pass"), agent_of(tree, i)
    elif tree.lower[i] in ("due", "accidental") or (tree.lemma[i] == "result" and tree.upos[i] == "NOUN"):
        thing = subject(tree, i, inherit=False)
        cause = i if tree.lower[i] == "accidental" else next(iter(tree.kids(i, "obl", "nmod")), None)
    else:
        thing, cause = (tree.kid(i, "nsubj"), i) if tree.kid(i, "cop") is not None else (None, None)
    if thing is None or cause is None or not _happening(tree, thing):
        return False
    if has_not(tree, i) or any(tree.lower[c] == "no" for c in tree.kids(cause, "det")):
        return False
    chance = tree.lemma[cause] in (MISHAP if cause == i else CHANCE) or tree.lower[i] == "accidental"
    return chance or any(tree.lower[c] in MISGUIDED for c in tree.kids(cause, "amod")) or _no_blow(tree, i)


def _no_blow(tree: Tree, i: int) -> bool:
    """ "A sound test, not an attack"."""
    other = (c for c in tree.kids(i, "conj", "appos") if has_not(tree, c))
    return any(tree.lemma[c] in DEEDS or tree.lower[c] in ("ramming", "bomb", "missile", "drone") for c in other)


def _happening(tree: Tree, thing: int) -> bool:
    """ "It", "the blast"."""
    definite = any(tree.lower[c] in ("the", "this", "that") for c in tree.kids(thing, "det"))
    return tree.lower[thing] in POINTING or (tree.lemma[thing] in HAPPENED and definite)
