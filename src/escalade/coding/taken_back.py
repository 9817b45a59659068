"""What a report itself takes back or leaves open: first accounts, corrections, what a film seems to show."""

from __future__ import annotations

from escalade.coding.slots import Syntax
from escalade.model.tree import Tree

_ACCOUNTS = frozenset("report describe portray present call label identify treat say announce take claim".split())
_AT_FIRST = frozenset("first initially originally wrongly mistakenly erroneously falsely".split())
_AMENDS = frozenset(("correction", "clarification", "corrigendum"))
_OUTDATED = frozenset(("earlier", "previous", "original", "first"))
_VERSIONS = frozenset(("version", "edition"))
_OURS = frozenset(("we", "report", "article", "story", "headline", "post", "caption"))
_SEEMS = frozenset(("appears", "appear", "seems", "seem", "purports", "purport"))
_SHOWS = frozenset(("show", "suggest", "indicate"))


def first_account(syntax: Syntax, verb: int) -> bool:
    """ "Was first reported as", "was initially described as": what has been told otherwise since."""
    tree = syntax.tree
    told = syntax.lemma[verb] in _ACCOUNTS and syntax.passive(verb)
    return told and any(tree.lower[c] in _AT_FIRST for c in tree.kids(verb, "advmod"))


def withdrawn(syntax: Syntax, verb: int) -> bool:
    """Whether a verb of saying tells what the report no longer stands by: "Correction: we said that", "an earlier
    version of this story said that"."""
    if first_account(syntax, verb):
        return True
    tree = syntax.tree
    speaker = tree.kid(verb, "nsubj")
    if speaker is None:
        return False
    if syntax.lemma[speaker] in _VERSIONS:
        return any(tree.lower[c] in _OUTDATED for c in tree.kids(speaker, "amod"))
    return tree.lower[0] in _AMENDS and tree.words[1:2] == (":",) and syntax.lemma[speaker] in _OURS


def seems_from(tree: Tree) -> int:
    """Where "..., video appears to show" begins behind a headline; the sentence's length where none does."""
    end = len(tree)
    while end and tree.upos[end - 1] == "PUNCT":
        end -= 1
    if not end or tree.lower[end - 1] not in _SHOWS:
        return len(tree)
    comma = next((k for k in range(end - 1, max(end - 7, 0), -1) if tree.words[k] == ","), None)
    return comma if comma is not None and _SEEMS & set(tree.lower[comma:end]) else len(tree)
