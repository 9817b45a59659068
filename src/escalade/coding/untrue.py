"""Whether what was told is said to be untrue: reports that proved false, claims brushed aside, a raid called a hoax."""

from __future__ import annotations

from escalade.coding.clauses import negations
from escalade.coding.slots import NAMING, Syntax
from escalade.vocab.operators import Operators

_PROVES = frozenset("prove turn be appear remain".split())
_DEBUNKS = frozenset("dismiss deny reject refute rubbish disavow debunk rebut discount".split())
_PORTRAYS = frozenset("describe portray characterise characterize depict present".split())  # as something
_WAVED = frozenset(("brush", "play", "laugh", "scoff", "shrug", "wave"))  # aside, down, off


def untrue(syntax: Syntax, n: int) -> bool:
    """Whether a report or claim is said to be untrue, in the narrator's own words."""
    tree, lemma, classes = syntax.tree, syntax.lemma, syntax.words.classes
    up = tree.head[n]
    if up < 0 or lemma[n] not in classes["hearsay"] or tree.rel(n) != "nsubj":
        return False
    said = (up, *tree.kids(up, "xcomp"))
    if (lemma[up] not in _PROVES and tree.kid(up, "cop") is None) or negations(tree, up):
        return False
    return any(lemma[i] in classes["untrue"] or tree.lower[i] in classes["untrue"] for i in said)


def false_reports(syntax: Syntax, n: int) -> bool:
    """ "Reports that a child was killed were untrue", where the tree takes the first word for a verb."""
    tree, classes = syntax.tree, syntax.words.classes
    if n > 1 or tree.upos[n] != "VERB" or not tree.lower[n].endswith("s"):
        return False
    if tree.lower[n][:-1] not in classes["hearsay"] or tree.lower[n + 1] != "that":
        return False
    called = (i for i in range(n, len(tree)) if tree.kid(i, "cop") is not None and not negations(tree, i))
    return any(syntax.lemma[i] in classes["untrue"] or tree.lower[i] in classes["untrue"] for i in called)


def debunked(syntax: Syntax, operators: Operators, n: int) -> bool:
    """Whether somebody turns down a report or claim: "denied reports that", "scoffed at the suggestion that"."""
    tree, lemma = syntax.tree, syntax.lemma
    up = tree.head[n]
    if up < 0 or lemma[n] not in syntax.words.classes["hearsay"] or tree.rel(n) not in ("obj", "obl"):
        return False
    aside = any(tree.lower[c] in ("aside", "down", "off") for c in tree.kids(up, "advmod", "compound:prt"))
    aside |= syntax.case(n) == "at"
    plain = tree.rel(n) == "obj" and lemma[up] in _DEBUNKS
    plain |= tree.rel(n) == "obj" and invented(syntax, operators, n, up)
    return (plain or (aside and lemma[up] in _WAVED)) and not negations(tree, up)


def charge_aside(syntax: Syntax, token: int) -> int:
    """Where an aside on what was told begins behind a token: "Chad said it was shelled, a claim Mali denied", "...,
    something Mali denied"; the number of words where there is none. It turns down a word, and says nothing of a deed.
    """
    tree = syntax.tree
    for comma in (i for i in range(token + 1, len(tree) - 3) if tree.words[i] == ","):
        article = tree.lower[comma + 1] in ("a", "an")
        noun = comma + 1 + article
        charge = article and syntax.lemma[noun] in syntax.words.classes["hearsay"]
        if not charge and tree.lower[noun] != "something":
            continue
        verb = next((u for u in range(noun + 1, len(tree)) if tree.upos[u] == "VERB"), noun)
        if any(noun < s < verb for s in tree.kids(verb, "nsubj")):
            return comma
    return len(tree)


def invented(syntax: Syntax, operators: Operators, n: int, g: int) -> bool:
    """ "Called the raid an invention", "dismissed it as a hoax": that it happened is denied."""
    tree = syntax.tree
    if syntax.lemma[g] not in NAMING | _DEBUNKS | _PORTRAYS or negations(tree, g):
        return False
    said = [c for c in tree.kids(g, "xcomp", "obj") if c > n]
    said += [c for c in (*tree.kids(g, "obl"), *tree.kids(n, "nmod")) if syntax.case(c) == "as"]
    said += [c for k in tree.kids(n, "acl") for c in tree.kids(k, "obj", "xcomp")[1:]]  # hung on the claim's verb
    return any(operators.effect("NOUN", syntax.lemma[c], "comp") == "negative" for c in said)
