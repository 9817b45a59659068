"""What somebody puts the dead at: "put the toll at 14", "the number of dead rose to fifteen", "admits to three dead".

Such a sentence tells no blow of its own. It gives the dead of one told before, in the words of whoever counts, and may
differ from what others gave.
"""

from __future__ import annotations

from escalade.coding.slots import Syntax
from escalade.model.groundings import Count
from escalade.model.tree import Tree

Range = tuple[int, int | None]
TOLL = frozenset(("toll", "tally"))
DEAD = frozenset(("dead", "death", "fatality", "body", "corpse"))
_SUM = frozenset(("number", "count", "figure", "total", "tally", "toll"))
_HURT = frozenset(("casualty", "injury", "heavy", "terrible", "casualties", "injured", "wounded"))
_FORMER = frozenset("earlier initial previous prior preliminary original former".split())
_AT = frozenset(("at", "to"))
_PASSES = frozenset(("pass", "exceed", "top", "surpass", "cross"))
_STANDS = frozenset(("reach", "hit", "total", "be", "number"))
_COUNTS = frozenset(  # ... nine deaths, three dead
    "count report confirm acknowledge admit announce record register claim speak cite list concede mourn".split()
)


def stated(syntax: Syntax, token: int, counts: list[Count]) -> Range | None:
    """The dead in all, by a word for them or their number; None where the word states none."""
    lemma = syntax.lemma[token]
    if lemma == "lose":
        return _lost(syntax, token, counts)
    total = _total(syntax, token)
    if _former(syntax.tree, token if total is None else total):
        return None
    if total is not None:
        return _put_at(syntax, total, counts)
    return _counted_up(syntax, token, counts) if lemma in DEAD else None


def _former(tree: Tree, noun: int) -> bool:
    """Whether a count is one that another takes the place of: "revising an earlier toll of five"."""
    return any(tree.lower[c] in _FORMER for c in tree.kids(noun, "amod"))


def counting(syntax: Syntax, token: int) -> int:
    """The verb that tells the count: "put", "rose", "admits"; -1 where none does."""
    total = _total(syntax, token)
    verb = syntax.tree.head[token if total is None else total]
    return verb if verb >= 0 and syntax.tree.upos[verb] == "VERB" else -1


def counter(syntax: Syntax, token: int) -> int:
    """The verb by which somebody named in the clause counts the dead; -1 where nobody is."""
    verb, total = counting(syntax, token), _total(syntax, token)
    return verb if verb >= 0 and any(c not in (token, total) for c in syntax.tree.kids(verb, "nsubj")) else -1


def _total(syntax: Syntax, token: int) -> int | None:
    """The noun for the number of the dead: "toll", "number" of "the number of dead", "dead" of "put its dead at"."""
    tree, up = syntax.tree, syntax.tree.head[token]
    mods = {tree.lower[c] for c in tree.children[token] if tree.deprel[c] in ("compound", "amod")}
    if syntax.lemma[token] in TOLL:
        return None if mods & _HURT else token
    if syntax.lemma[token] not in DEAD:
        return None
    if up >= 0 and syntax.lemma[up] in _SUM and (syntax.case(token) == "of" or tree.deprel[token] == "compound"):
        return up
    pointing = any(tree.deprel[c] in ("det", "nmod:poss") for c in tree.children[token])
    return token if pointing and not tree.kids(token, "nummod") else None


def numbered(syntax: Syntax, noun: int) -> int | None:
    """The noun for the number of others: "number" of "the number of rebels killed"; None where they are not so told."""
    up = syntax.tree.head[noun]
    return up if up >= 0 and syntax.lemma[up] in _SUM and syntax.case(noun) == "of" else None


def figure(syntax: Syntax, total: int, counts: list[Count]) -> Range | None:
    """What a number told by a noun comes to: "the number of rebels killed has risen to 40"."""
    return None if _former(syntax.tree, total) else _put_at(syntax, total, counts)


def of_another(syntax: Syntax, token: int, counts: list[Count]) -> bool:
    """ "The death toll in Gaza", "the toll of the quake": not of what was told before."""
    tree, total = syntax.tree, _total(syntax, token)
    return total is not None and any(
        tree.deprel[c] == "nmod" and syntax.lemma[c] not in DEAD and _number_of(tree, c, counts) is None
        for c in tree.children[total]
    )


def _put_at(syntax: Syntax, total: int, counts: list[Count]) -> Range | None:
    """The figure behind the number's noun: "at 14", "rose from 9 to 15", "of 19", "is 12", "passed forty"."""
    tree = syntax.tree
    verb = total if tree.rel(total) == "root" else tree.head[total]
    if verb < 0:
        return None
    if _denied(tree, verb):
        return None
    opens = tree.kid(total, "det")
    for count in counts:  # "taking to 17 the number"
        if count.token_end == (total if opens is None else opens) and tree.lower[count.token_start - 1] in _AT:
            return count.low, count.high
    here = [c for c in counts if c.token_start > total and (_under(tree, c, total) or _under(tree, c, verb))]
    for count in here:
        word = tree.lower[count.token_start - 1]
        if word in _AT or (word == "of" and _under(tree, count, total)):
            return count.low, count.high
    if tree.rel(total) not in ("nsubj", "nsubj:pass") or not here:
        return None
    first = here[0]
    if verb in range(first.token_start, first.token_end):
        return first.low, first.high  # "is now 12"
    if syntax.lemma[verb] in _PASSES:
        return first.low, None
    return (first.low, first.high) if syntax.lemma[verb] in _STANDS else None


def _counted_up(syntax: Syntax, token: int, counts: list[Count]) -> Range | None:
    """ "Reported nine deaths", "admits to three dead", "counted four dead"."""
    tree, up = syntax.tree, syntax.tree.head[token]
    if up < 0 or tree.upos[up] != "VERB" or syntax.lemma[up] not in _COUNTS:
        return None
    if tree.rel(token) not in ("obj", "obl", "ccomp", "xcomp") or syntax.case(token) not in ("", "to", "of"):
        return None
    if _denied(tree, up):
        return None
    return _number_of(tree, token, counts)


def _lost(syntax: Syntax, verb: int, counts: list[Count]) -> Range | None:
    """ "It lost five", "admitted to losing three", of a side that gives its own dead."""
    tree, thing = syntax.tree, syntax.tree.kid(verb, "obj")
    if thing is None or tree.upos[thing] != "NUM" or tree.children[thing] or _denied(tree, verb):
        return None
    return _number_of(tree, thing, counts)


def _number_of(tree: Tree, token: int, counts: list[Count]) -> Range | None:
    """The number that a word has or is: "three dead", also "four" of "counted four dead"."""
    for count in counts:
        if token in range(count.token_start, count.token_end) or count.token_end == token:
            return count.low, count.high
    return None


def _denied(tree: Tree, verb: int) -> bool:
    return any(tree.lower[c] in ("not", "n't", "never") for c in tree.kids(verb, "advmod"))


def _under(tree: Tree, count: Count, top: int) -> bool:
    """Whether a number stands below a word."""
    last = count.token_end - 1
    return last == top or top in tree.ancestors(last)
