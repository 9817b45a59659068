"""How surely, and on which side, a speaker stands to what is said."""

from __future__ import annotations

from escalade.claims.frame import Frame
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues

CLAUSE = frozenset({"root", "ccomp", "advcl", "acl", "conj", "parataxis", "csubj", "xcomp"})


def clause_head(tree: Tree, token: int) -> int:
    """Head of the clause the token stands in (itself where it is a predicate)."""
    while tree.rel(token) not in CLAUSE and tree.head[token] >= 0:
        token = tree.head[token]
    return token


def modality(tree: Tree, token: int, cues: Cues, event: EventMention | None = None) -> str:
    """certain | probable | possible, from hedges on the token and on the verb of its clause."""
    found = set()
    for holder in {token, clause_head(tree, token)}:
        for c in tree.children[holder]:
            if tree.rel(c) in ("aux", "advmod", "cop"):
                degree = cues.hedges.get(tree.lower[c])
                if degree in ("probable", "possible"):
                    found.add(degree)
        above = tree.head[holder]
        if tree.rel(holder) == "xcomp" and above >= 0 and cues.hedges.get(tree.lemma[above]) == "probable":
            found.add("probable")
    if "probable" in found:
        return "probable"
    if "possible" in found or (event is not None and event.modality == "possible"):
        return "possible"
    return "certain"


def stance(tree: Tree, token: int, frames: tuple[Frame, ...], event: EventMention, cues: Cues) -> str:
    """affirms | denies | doubts: what the innermost speaker (or the publisher) holds of the happening."""
    inner = frames[-1].type if frames else None
    if inner == "doubt" or doubted(tree, token, cues):
        return "doubts"
    if inner == "deny" or event.polarity == "negative" or _taken_back(tree, frames):
        return "denies"
    return "affirms"


def _taken_back(tree: Tree, frames: tuple[Frame, ...]) -> bool:
    """ "The ministry withdrew its claim that rebels had bombed the line": its own word."""
    if len(frames) < 2 or frames[-2].type != "deny" or frames[-1].sentence != tree.ordinal:
        return False
    outer, inner = frames[-2:]
    own = bool(outer.voices and inner.voices) and outer.voices[-1].key == inner.voices[-1].key
    return own and tree.upos[inner.cue] == "NOUN" and inner.cue in outer.content


def doubted(tree: Tree, token: int, cues: Cues) -> bool:
    """ "It is not clear whether ...", "whether ... is disputed", "spurious claims of ..."."""
    chain = (token, *tree.ancestors(token))
    for i in chain:
        mark = tree.kid(i, "mark")
        if mark is not None and tree.lower[mark] in ("whether", "if") and tree.rel(i) in ("ccomp", "csubj", "advcl"):
            above = tree.head[i]
            if above >= 0 and tree.lemma[above] in (
                "clear",
                "unclear",
                "dispute",
                "doubtful",
                "uncertain",
                "know",
                "unknown",
                "question",
            ):
                return True
    return any(
        tree.rel(c) == "amod" and cues.hedges.get(tree.lower[c]) == "doubted"
        for i in chain[:3]
        for c in tree.children[i]
    )
