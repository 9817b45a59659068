"""Words that point at a deed told before, and say that it was done: "it", "the attack", "did such a thing"."""

from __future__ import annotations

from collections.abc import Callable

from escalade.model.tree import Tree

POINTING = frozenset({"it", "which", "this", "that", "these", "those", "them", "both"})
GUILTY = frozenset(("responsible", "culprit", "perpetrator", "mastermind", "culpable"))
BLAME = frozenset({"blame", "responsibility", "guilt", "fault"})
WORK = frozenset({"work", "doing", "handiwork", "deed"})
DEEDS = frozenset({"attack", "killing", "raid", "strike", "blast", "shooting", "shelling", "bombing", "assault"})

Stage = Callable[[str], str | None]  # what a word says of a denial, by the vocabulary


def done(tree: Tree, i: int, stage: Stage) -> bool:
    """Whether a verb does what was told: "did it", "ordered the attack", "did such a thing"; not "will do it"."""
    if tree.upos[i] != "VERB" or "commit" not in (stage(tree.lemma[i]), stage(whole(tree, i))):
        return False
    if any(tree.lower[c] in ("will", "shall", "'ll") for c in tree.kids(i, "aux")):
        return False
    thing = tree.kid(i, "obj", "nsubj:pass")
    return thing is not None and pointed(tree, thing, stage)


def pointed(tree: Tree, i: int, stage: Stage) -> bool:
    """Whether a word is "it", or "the incident", "the attack" without anything that says which."""
    bare = all(tree.rel(c) in ("det", "case", "punct") for c in tree.children[i])
    deed = tree.lemma[i] in DEEDS or stage(tree.lemma[i]) == "incident"
    if tree.lower[i] == "what":
        return any(tree.lemma[c] in ("happen", "occur") for c in tree.children[i])
    if tree.lemma[i] == "thing":
        return any(tree.lower[c] == "such" for c in tree.children[i])
    return tree.lower[i] in POINTING or (deed and bare and tree.kid(i, "det") is not None)


def whole(tree: Tree, i: int) -> str:
    """A verb with its particle: "carry out"."""
    return " ".join([tree.lemma[i], *(tree.lower[c] for c in tree.kids(i, "compound:prt"))])
