"""What stands above a deed and says that it was done, whatever else it would say: "carried out its threat to shell"."""

from __future__ import annotations

from itertools import islice

from escalade.coding.slots import Syntax

_CARRIES = {"carry": ("out", "through"), "follow": ("through",), "make": ("good",), "go": ("through",)}
_KEEPS = frozenset(("fulfil", "fulfill", "execute", "implement", "honour", "honor", "realise", "realize"))
_RANKS = frozenset("first second third latest last only".split())


def carried_out(syntax: Syntax, noun: int) -> int:
    """The verb by which a plan, threat or promise was put into effect, or -1: "made good on its promise"."""
    tree, verb = syntax.tree, syntax.tree.head[noun]
    if (
        verb < 0
        or tree.rel(noun) not in ("obj", "obl", "nsubj")
        or (tree.rel(noun) == "nsubj" and not syntax.passive(verb))
    ):
        return -1
    words = _CARRIES.get(syntax.lemma[verb], ())
    beside = {syntax.case(noun), *(tree.lower[c] for c in tree.children[verb] if c < noun or tree.rel(c) == "compound")}
    return verb if syntax.lemma[verb] in _KEEPS or beside.intersection(words) else -1


def ranked(syntax: Syntax, token: int) -> bool:
    """Whether a word ranks who did a deed: "the first to deport them", "the only judge to resign"."""
    tree = syntax.tree
    return tree.lower[token] in _RANKS or any(tree.lower[c] in _RANKS for c in tree.kids(token, "amod"))


def next_done(syntax: Syntax, token: int) -> bool:
    """Whether what "to" brings in behind a word was done as surely as what stands above it: "went on to", "was the
    first to"."""
    tree = syntax.tree
    on = any(tree.lower[c] == "on" for c in tree.kids(token, "advmod", "compound:prt"))
    return (syntax.lemma[token] == "go" and on) or ranked(syntax, token)


def was_done(syntax: Syntax, verb: int) -> bool:
    """Whether the clause around a verb is one that only says that it was done: "wasted no time in shelling the town",
    "what the army did next was to shell the town"."""
    tree = syntax.tree
    if tree.xpos[verb] == "VBG" and any(_at_once(syntax, up) for up in islice(tree.ancestors(verb), 2)):
        return True
    named = [c for c in tree.kids(verb, "nsubj") if tree.lower[c] in ("what", "all")]
    did = any(tree.lower[v] in ("did", "done") for c in named for v in tree.kids(c, "acl"))
    return did or any(tree.lower[v] in ("did", "done") for v in tree.kids(verb, "csubj"))


def _at_once(syntax: Syntax, verb: int) -> bool:
    """ "Wasted no time"."""
    return syntax.lemma[verb] in ("waste", "lose") and any(
        syntax.tree.lower[c] == "time" for c in syntax.tree.kids(verb, "obj")
    )
