"""Second names that a report gives an actor beside the first: "Tarek Amin, alias Abu Layl", "the Union of Salt Boilers
(USB)", "better known as Commander Fox". Syntax only."""

from __future__ import annotations

from escalade.model.readings import Mention
from escalade.model.tree import Tree
from escalade.vocab.names import is_acronym

_BODIES = frozenset(("organisation", "group"))
_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’", "``", "''"))
_SAYS = frozenset("alias aka a.k.a. a.k.a nicknamed dubbed known nickname pseudonym guerre".split())
_SURE = frozenset("alias aka a.k.a. a.k.a".split())  # that need no comma before them
_BETWEEN = _SAYS | _QUOTES | frozenset(
    ", ( as by his her the its better also widely otherwise popularly locally simply commonly nom de who is goes was "
    "sometimes call sign".split()
)  # fmt: skip
_REACH = 9  # tokens between the two names


def second_name(tree: Tree, first: Mention, second: Mention) -> bool:
    """Whether the second mention of a sentence only gives another name of the first."""
    if first.level != "named" or second.level != "named" or first.token_end > second.token_start:
        return False
    if (first.kind == "person") != (second.kind == "person"):
        return False
    return _bracketed(tree, first, second) or _called(tree, first, second)


def _bracketed(tree: Tree, first: Mention, second: Mention) -> bool:
    """ "The Association of Free Miners (AFM)", "the Mission in Darfur (AMID)"."""
    lo, hi = second.token_start - 1, second.token_end
    if first.kind not in _BODIES or not is_acronym(second.quote) or hi >= len(tree):
        return False
    if tree.words[lo] != "(" or tree.words[hi] != ")":
        return False
    above = tree.head[first.head]
    if tree.deprel[first.head] == "nmod" and above >= 0 and tree.upos[above] == "PROPN":
        return False  # "the Volunteers of Baylan (VB)": not of the town
    return first.token_end == lo or (tree.rel(second.head) == "appos" and tree.head[second.head] == first.head)


def _called(tree: Tree, first: Mention, second: Mention) -> bool:
    between = tree.lower[first.token_end : second.token_start]
    if not 0 < len(between) <= _REACH or not {w for w in between if not w.isdigit()} <= _BETWEEN:
        return False
    if between[0] not in (",", "(") and not _SURE & set(between):
        return False
    if _SAYS & set(between):
        return "known" not in between or bool({"as", "by"} & set(between))
    closed = second.token_end < len(tree) and tree.words[second.token_end] in _QUOTES
    return between[-1] in _QUOTES and closed and second.kind == "person"  # X, "the Fox",
