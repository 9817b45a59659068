"""Small questions to the sentence around a word of cause and effect, and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from escalade.claims.syntax import NEGATIONS, case_of, mark_of
from escalade.model.codings import EventMention
from escalade.model.tree import Tree
from escalade.vocab.cues import Cues, LinkCue

UNREAL = frozenset({"would", "could", "may", "might", "will", "should", "'ll", "can", "must"})
ASKED = frozenset({"question", "query", "inquiry", "enquiry", "reporter", "journalist", "letter", "e-mail"})
NOBODY = frozenset({"nobody", "none", "no-one", "nothing", "neither", "few"})
DENYING = NEGATIONS | {"hardly", "no", "neither", "nor", "scarcely", "without"}


@dataclass(frozen=True, slots=True)
class Tie:
    """Cause and effect as found at one cue."""

    cause: EventMention
    effect: EventMention
    kind: str
    rule: str
    score: float
    cue: int = -1  # token of the cue, where its place matters


def only(found: EventMention | None) -> list[EventMention]:
    """The mention, if there is one."""
    return [] if found is None else [found]


def opens(tree: Tree, i: int) -> str:
    """The preposition or subordinator before a phrase or clause, "out of" as one; "" without."""
    cases = tree.kids(i, "case")
    first = [tree.lower[c] for c in cases[:2]]
    if first == ["out", "of"]:
        return "out of"
    if len(first) == 2 and first[0] == "for" and first[1] in ("with", "by"):  # "was paid for with the shelling"
        return first[1]
    return case_of(tree, i) or mark_of(tree, i)


def beside(tree: Tree, v: int, word: str) -> int | None:
    """The particle, object or complement of a linking verb: "set off", "paved the way", "brought about"."""
    if v + 1 < len(tree) and tree.lower[v + 1] == word:
        return v + 1  # however the tree hangs it
    turned = tree.kids(v, "nsubj:pass")  # "the way to the truce was opened by"
    return next((c for c in tree.children[v] if tree.lower[c] == word and (c > v or c in turned)), None)


def phrasal(tree: Tree, v: int) -> bool:
    """Whether a particle makes another verb of it: "brought up the bodies", "made up"."""
    particle = v + 1 < len(tree) and (tree.deprel[v + 1] == "compound:prt" or tree.xpos[v + 1] == "RP")
    return particle and tree.lower[v + 1] != "back"


def denied(tree: Tree, i: int) -> bool:
    """Whether a word of cause and effect is negated, or the cleft it stands in: "it was not the raid that led to"."""
    at = {i, cleft(tree, i)} - {-1}
    return any(tree.lower[c] in DENYING for k in at for c in tree.kids(k, "advmod", "det", "cc:preconj", "cc"))


def cleft(tree: Tree, v: int) -> int:
    """What a cleft brings out, -1 if the verb stands in none: "raid" of "it was the raid on the port that led to"."""
    up = tree.head[v] if tree.rel(v) == "acl" else -1
    while up >= 0 and tree.rel(up) == "nmod":
        up = tree.head[up]
    held = up >= 0 and tree.kid(up, "cop") is not None
    return up if held and any(tree.lower[c] == "it" for c in tree.kids(up, "nsubj", "expl")) else -1


def disputed(tree: Tree, i: int, cues: Cues) -> bool:
    """Whether whoever speaks denies or doubts what the word ties: "denied that it was revenge", "nobody believes"."""
    for a in (i, *tree.ancestors(i)):
        if tree.rel(a) in ("ccomp", "advcl", "csubj") and mark_of(tree, a) == "whether":
            return True  # "asked whether it was a reply to the raid"
        up = tree.head[a]
        if tree.rel(a) not in ("ccomp", "xcomp") or up < 0:
            continue
        doubts = any(c.type in ("deny", "doubt") for c in cues.verbs.get(tree.lemma[up], ()))
        if doubts or denied(tree, up) or any(tree.lower[c] in NOBODY for c in tree.kids(up, "nsubj")):
            return True
    return False


def tied(
    told: Iterable[EventMention | None],
    about: Iterable[EventMention | None],
    cue: LinkCue,
    rule: str,
    score: float,
    token: int = -1,
) -> Iterator[Tie]:
    """Ties of what is called an answer (with a `forward` cue: a cause) and what it answers."""
    others = [b for b in about if b is not None]
    for a in told:
        for b in others:
            if a is not None and a.event_mention_id != b.event_mention_id:
                yield Tie(*((a, b) if cue.forward else (b, a)), cue.kind, rule, score, token)
