"""What the words of a clause say of it: that it is negated, asked, an if-clause, or hangs on one."""

from __future__ import annotations

from collections.abc import Container

from escalade.coding.slots import Syntax
from escalade.model.tree import Tree

NOT = frozenset(("not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely", "barely", "no"))
NOBODY = frozenset(("none", "nobody", "neither", "nothing"))
WILL = frozenset(("will", "would", "could", "may", "might", "'ll", "’ll", "shall", "can", "should"))
_NO_SUCH = {  # "at no time", but not "in no time"
    "time": "at", "point": "at", "moment": "at", "stage": "at", "way": "in", "case": "in", "means": "by",
    "account": "on", "circumstances": "under", "condition": "on",
}  # fmt: skip
_AIMS = frozenset(("aim", "fire", "shoot"))
_BARELY = frozenset(("hardly", "scarcely", "barely"))
_INVERTED = frozenset(("should", "were", "had"))
_UNNAMED = frozenset(("anonymity", "confidentiality", "secrecy"))  # "told Reuters on condition of anonymity"
_PROVISOS = frozenset((("condition", "on"), ("event", "in"), ("case", "in")))
_CONDITIONS = frozenset(("if", "unless", "provided", "providing", "assuming"))


def _denied(tree: Tree, k: int) -> bool:
    """ "no", "not one" before a noun."""
    if tree.deprel[k] in ("det", "advmod", "cc:preconj") and tree.lower[k] in ("no", "neither", "not"):
        return True
    return tree.deprel[k] == "nummod" and any(tree.lower[g] == "not" for g in tree.children[k])


def at_once(tree: Tree, i: int) -> bool:
    """ "No sooner had they signed than", "hardly had they landed when": it did happen."""
    following = tree.lower[i + 1 : i + 2]
    return (tree.lower[i] == "no" and following == ("sooner",)) or (tree.lower[i] in _BARELY and following == ("had",))


def negations(tree: Tree, i: int, passed: Container[int] = ()) -> int:
    """How many negations stand directly at a word: "not", "no longer", "at no time", "no" before a noun not passed."""
    n = 0
    for c in tree.children[i]:
        if c in passed:
            continue
        low, kids = tree.lower[c], tree.children[c]
        if tree.deprel[c] in ("advmod", "det", "aux", "cc", "cc:preconj", "advmod:emph"):
            n += (low in NOT and not at_once(tree, c)) or (
                low in ("longer", "more") and any(tree.lower[k] == "no" for k in kids)
            )
        elif low in ("time", "effort") and tree.lemma[i] in ("waste", "lose", "spare"):
            continue  # "wasted no time in shelling the town"
        elif tree.rel(c) in ("nsubj", "obj"):
            n += low in NOBODY or any(_denied(tree, k) for k in kids)
        elif tree.rel(c) == "obl" and (low == "nobody" or any(tree.lower[k] == "neither" for k in kids)):
            n += 1  # "had shot at nobody", "was signed neither by A nor by B"
        elif tree.rel(c) == "obl" and (low == "one" or tree.lemma[i] in _AIMS):
            n += any(_denied(tree, k) for k in kids)  # "at no one", "aimed at no ship"
        elif low in _NO_SUCH and tree.rel(c) == "obl":
            n += {"no", _NO_SUCH[low]} <= {tree.lower[k] for k in kids}
    return n


class Clauses:
    """The clauses of one sentence."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax, self.tree = syntax, syntax.tree

    def question(self) -> bool:
        return self.tree.words[-1] == "?" if len(self.tree) else False

    def asks_how(self, path: tuple[int, ...] | list[int]) -> bool:
        """ "Why did they fire?": that they did is taken for granted."""
        tree = self.tree
        root = next((i for i in path if tree.head[i] < 0), None)
        if root is None or any(tree.lower[c] in WILL for c in tree.kids(root, "aux")):
            return False
        return any(tree.lower[c] in ("why", "how", "when", "where") for c in tree.kids(root, "advmod"))

    def asks_whether(self, path: list[int]) -> bool:
        """Whether the clause that is asked begins with its auxiliary: "Will they", "does he"."""
        tree = self.tree
        root = next((i for i in path if tree.head[i] < 0), None)
        if root is None:
            return False
        helper, subject = tree.kid(root, "aux", "cop"), tree.kid(root, "nsubj")
        return helper is not None and subject is not None and helper < subject

    def conditional(self, v: int) -> bool:
        """Whether a clause is an if-clause, by its mark or its word order: "if", "unless", "should he", "were they"."""
        tree = self.tree
        marks = [c for c in tree.kids(v, "mark", "advmod") if tree.lower[c] in _CONDITIONS]
        if marks:
            beside = {tree.lower[max(marks[0] - 1, 0)], *(tree.lower[k] for k in tree.children[marks[0]])}
            return not beside & {"even", "as"}
        return self.inverted(v)

    def inverted(self, v: int) -> bool:
        """ "Should China invade", "had they fired", "were Baku to sign", where nothing is asked."""
        tree = self.tree
        if tree.rel(v) not in ("advcl", "parataxis") or self.question():
            return False
        first = next((i for i in sorted(tree.subtree(v)) if tree.upos[i] != "PUNCT"), v)
        if tree.lower[first] not in _INVERTED or (first != v and tree.head[first] != v):
            return False
        return any(first < c for c in tree.kids(v, "nsubj", "nsubj:pass", "expl"))

    def hangs(self, v: int) -> bool:
        """Whether a condition stands beside a clause: an if-clause, "on condition that"."""
        tree = self.tree
        if any(self.conditional(c) for c in tree.kids(v, "advcl")):
            return True
        for c in tree.kids(v, "obl"):
            case, noun = self.syntax.case(c), self.syntax.lemma[c]
            of = {tree.lower[k] for k in tree.kids(c, "nmod")} - _UNNAMED
            if case == "in case of" or ((noun, case) in _PROVISOS and (of or tree.kids(c, "acl"))):
                return True
        return False

    def has_condition(self, v: int) -> bool:
        """A clause that hangs on an if-clause, "unless", "should", beside it."""
        tree = self.tree
        for c in tree.children[v]:
            if tree.deprel[c] == "advcl" and any(
                tree.deprel[k] in ("mark", "advmod", "aux")
                and tree.lower[k] in ("if", "unless", "provided", "should", "assuming", "once")
                and not (tree.lower[k] == "should" and k > 0 and k != min(tree.subtree(c)))
                for k in tree.children[c]
            ):
                return True
        return False
