"""What somebody's words take for granted: "the mayor said that nobody had fled after the raid" tells of no raid."""

from __future__ import annotations

from collections.abc import Sequence

from escalade.claims.frame import Frame
from escalade.model.codings import EventMention
from escalade.model.tree import Tree

POINTING = frozenset({"the", "this", "that", "these", "those"})
ASIDE = frozenset({"say", "claim", "reveal", "warn", "believe", "confirm"})  # types of frames that only speak of it
CARRIES = frozenset(  # what only says of a deed that it was done, or by whom
    "happen occur come begin start continue erupt resume follow launch carry go place be break result lead take last "
    "end conduct stage mount commit perpetrate hold wage make do order plan organise organize claim direct mastermind "
    "lay orchestrate complete repel put give die perish kill injure wound hurt leave cause destroy damage hit "
    "target".split()
)


def granted(tree: Tree, event: EventMention, frames: Sequence[Frame]) -> bool:
    """Whether an event is a definite noun beside what a speaker tells ("nobody fled after the raid"), or tells which
    one is meant ("the murdered monks"): the report itself has it as known. What is told of a subject may tell of the
    deed as well."""
    token = event.trigger_token
    up = tree.head[token]
    if up < 0 or event.polarity != "positive" or event.modality != "actual":
        return False
    if any(f.type not in ASIDE or f.cue == up or f.cue == token for f in frames):
        return False  # "confirmed the raid", "blamed rebels for the raid"
    if tree.rel(token) == "amod":
        return _known(tree, up)
    beside = tree.deprel[token] == "nsubj:pass" or tree.rel(token) in ("obj", "obl")
    return beside and tree.upos[token] == "NOUN" and _known(tree, token) and tree.lemma[up].lower() not in CARRIES


def _known(tree: Tree, noun: int) -> bool:
    return bool(tree.kids(noun, "nmod:poss")) or any(tree.lower[c] in POINTING for c in tree.kids(noun, "det"))
