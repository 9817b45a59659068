"""What a report vouches for itself, though it stands in somebody's words: the deed that he says was answered.

"Mali closed the border in response to the raid, the ministry said": he says that it was closed and why; that there was
a raid the report tells elsewhere as its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from escalade.claims.scene import Scene
from escalade.claims.syntax import case_of
from escalade.model.codings import EventMention
from escalade.model.tree import Tree

ANSWERS = frozenset("response retaliation answer reply revenge reprisal retribution reaction protest".split())
KNOWN = frozenset({"the", "this", "that", "these", "those"})


def vouched(scene: Scene, event: EventMention, told: Iterable[EventMention]) -> bool:
    """Whether an event mention is the known deed that something answers, outside quotation marks, and one of those
    that the report tells as its own."""
    tree, token = scene.by_ordinal[event.sentence], event.trigger_token
    if not _answered(tree, token) or any(a <= tree.span(token, token + 1)[0] < b for a, b in scene.quoted):
        return False
    return any(_may_be(scene, event, other) for other in told)


def _answered(tree: Tree, token: int) -> bool:
    """ "In response to the raid", "to avenge Friday's raid", "following the raid"."""
    known = any(tree.lower[c] in KNOWN for c in tree.kids(token, "det")) or tree.kid(token, "nmod:poss") is not None
    if not known or tree.upos[token] != "NOUN":
        return False
    up = tree.head[token]
    if tree.rel(token) == "obj":
        return tree.lemma[up] == "avenge" and tree.rel(up) in ("advcl", "xcomp", "acl")
    answer = tree.rel(token) == "nmod" and tree.lemma[up] in ANSWERS and case_of(tree, up) == "in"
    return answer or (tree.rel(token) == "obl" and case_of(tree, token) == "following")


def _may_be(scene: Scene, event: EventMention, other: EventMention) -> bool:
    """Whether two mentions may be of one deed: of one type, and the names beside the one stand with the other."""
    if event.event_type != other.event_type:
        return False
    tree, there = scene.by_ordinal[event.sentence], scene.by_ordinal[other.sentence]
    names = {tree.lower[i] for i in tree.subtree(event.trigger_token) if tree.upos[i] == "PROPN"}
    return names <= set(there.lower)
