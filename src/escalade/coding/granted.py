"""What the words above a deed take for granted of it: that it was done or said, that it goes on, or is no more."""

from __future__ import annotations

from escalade.coding.clauses import negations
from escalade.coding.slots import NAMING, Syntax
from escalade.model.tree import Tree
from escalade.vocab.operators import Effect

OCCUR = frozenset(
    "happen occur come begin start continue erupt resume follow launch carry go place be break result lead materialise "
    "materialize".split()
)
TRUCES = frozenset(("truce", "ceasefire", "armistice"))
ENDURED = frozenset(("ASSAULT", "COERCE", "PROTEST"))
_DEFINITE = frozenset(("the", "this", "these", "that", "those", "such", "all", "each", "every"))
_CALLS_OFF = frozenset(
    ("call", "cancel", "abort", "halt", "stop", "rescind", "reverse", "suspend", "postpone", "delay")
)
_PURPOSES = frozenset(
    "intend mean design suppose aim calculate intended meant designed supposed aimed calculated".split()
)  # what a deed that was done is for
_ANSWERS = frozenset(
    "duck reject resist dismiss decline refuse oppose refute rebuff".split()
)  # what somebody else said
_SAID = frozenset(("REQUEST", "ACCUSE", "AGREE", "THREATEN"))
_ESCAPES = frozenset("escape evade protest condemn denounce deplore decry mourn lament avenge commemorate".split())
_LAPSES = frozenset("collapse unravel crumble lapse expire end".split())
_CEASES = frozenset("stop cease end abate subside halt".split())
_IN_VAIN = frozenset("nothing nowhere naught ears unheeded unanswered".split())
_TALKS_OVER = frozenset(("discuss", "debate", "study"))  # what happened, if it is a definite deed of


def indefinite(tree: Tree, n: int) -> bool:
    """Whether a noun is any of its kind: "a raid"."""
    return any(tree.lower[c] in ("a", "an", "any", "another") for c in tree.children[n])


def definite(tree: Tree, n: int) -> bool:
    """Whether a noun is one that is known: "the raid", "their raid", "the 2019 raids"."""
    return any(
        (tree.deprel[c] in ("det", "det:predet") and tree.lower[c] in _DEFINITE) or tree.deprel[c] == "nmod:poss"
        for c in tree.children[n]
    ) or (_of_a_year(tree, n) and not indefinite(tree, n))


def _of_a_year(tree: Tree, n: int) -> bool:
    """ "Operations such as 2019 bombings in": a past that is known."""
    return any(
        tree.deprel[c] in ("nummod", "compound", "nmod:unmarked", "nmod:desc")
        and len(tree.words[c]) == 4
        and tree.words[c][:2] in ("18", "19", "20")
        and tree.words[c].isdigit()
        for c in tree.children[n]
    )


def worded(syntax: Syntax, n: int, g: int) -> bool:
    """ "called the raid a crime", "deemed the ban illegal": words for a thing that there is."""
    other = any(syntax.tree.deprel[c] == "nmod" and not syntax.case(c) for c in syntax.tree.children[n])
    return syntax.lemma[g] in NAMING and (other or any(t != n for t in syntax.slots(g).get("xobj", ())))


def told_before(syntax: Syntax, kind: str, n: int, g: int) -> bool:
    """ "Ordered the raid", which was told before; not "the closure of the port", nor "but called it off"."""
    off = any(syntax.lemma[c] in _CALLS_OFF for c in syntax.tree.kids(g, "conj"))
    return kind == "ASSAULT" and not off and not syntax.tree.kids(n, "nmod")


def taken_for_granted(syntax: Syntax, g: int, label: str) -> bool:
    """What a predicate says of a deed that was done: what it was for, what came or will come of it, who is sought.

    "The raids were meant to scare them", "the attack will have consequences", "did not pass unremarked", "the ban
    has nothing to do with it", "five men wanted for the bombing".
    """
    tree, lemma = syntax.tree, syntax.lemma
    if lemma[g] in _PURPOSES and tree.xpos[g] in ("VBN", "JJ"):
        aims = tree.kids(g, "xcomp", "advcl")
        beside = (syntax.case(c) for c in tree.kids(g, "obl"))
        return any(lemma[c] not in OCCUR for c in aims) or any(case in ("as", "with", "at", "for") for case in beside)
    if label == "obl" and lemma[g] in ("want", "seek") and (syntax.passive(g) or tree.deprel[g] == "acl"):
        return True
    if label != "nsubj":
        return False
    if lemma[g] in ("go", "pass", "remain"):
        said = (*tree.kids(g, "xcomp", "ccomp"), *range(len(tree))[g + 1 : g + 2])
        return any(tree.upos[c] in ("ADJ", "VERB") and tree.lower[c].startswith("un") for c in said)
    had = tree.kids(g, "obj")
    return lemma[g] == "have" and any(tree.upos[c] == "NOUN" or tree.lower[c] == "nothing" for c in had)


def answered(syntax: Syntax, kind: str, g: int, slot: str, own: bool) -> bool:
    """What somebody turned down was said, what somebody escaped was tried: "rejected the plea", "denied the
    charge", "escaped an ambush"; what one protests or mourns was done."""
    lemma = syntax.lemma[g]
    if lemma == "want" and slot == "for":  # "is wanted for the murder of"
        return syntax.passive(g)
    if slot != "obj" or not own:
        return False
    if kind == "ASSAULT":
        return lemma in _ESCAPES
    return (kind in _SAID and lemma in _ANSWERS) or (kind == "ACCUSE" and lemma == "deny")


def goes_on(syntax: Syntax, g: int, label: str) -> bool:
    """ "The shelling has not stopped"."""
    return label == "nsubj" and syntax.lemma[g] in _CEASES and negations(syntax.tree, g) > 0


def talked_over(syntax: Syntax, kind: str, n: int, g: int) -> bool:
    """ "Discussed the raid"."""
    return kind in ENDURED and syntax.lemma[g] in _TALKS_OVER and definite(syntax.tree, n)


def no_more(syntax: Syntax, kind: str, n: int, g: int) -> bool:
    """ "The picket is over", "the truce collapsed": it was, and is no more; "the raid failed to materialise"."""
    lemma = syntax.lemma
    if lemma[g] == "fail" and any(lemma[c] in OCCUR for c in syntax.tree.kids(g, "xcomp")):
        return True
    if lemma[g] == "over":
        return bool(syntax.tree.kids(g, "cop"))
    return kind == "RETREAT" and lemma[n] in TRUCES and lemma[g] in _LAPSES


def came_to_nothing(syntax: Syntax, g: int, label: str) -> Effect | None:
    """What was planned or asked for "came to nothing", "fell on deaf ears", "went unheeded"."""
    if label != "nsubj":
        return None
    said = {syntax.tree.lower[c] for c in syntax.tree.kids(g, "obl", "xcomp", "amod", "advmod")}
    return "negative" if said & _IN_VAIN else None
