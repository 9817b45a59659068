"""Words by which somebody disowns a deed that he does not name: "it was not us", "gave no such order", "others did it".

Most of them deny only in the mouth of who was accused: "the officer was on leave", "it was the work of rebels".
"""

from __future__ import annotations

from escalade.claims.pointing import BLAME, GUILTY, POINTING, WORK, Stage, done, pointed
from escalade.claims.syntax import case_of, has_not, subject
from escalade.model.tree import Tree

OWN = frozenset({"our", "its", "their", "his", "ours"})
NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
US = frozenset({"us", "we", "me", "i", "them", "him"})
ORDERS = frozenset({"order", "command", "instruction"})
PROOF = frozenset({"evidence", "proof", "shred", "indication"})
KNOWING = frozenset({"know", "knowledge", "aware", "hear", "awareness"})
UNJUSTLY = frozenset({"wrongly", "falsely", "unjustly", "unfairly", "wrongfully"})
NAMED = frozenset({"name", "accuse", "blame", "mention", "question"})

SHIFTS = frozenset({"put", "lay", "place", "pin", "shift", "cast", "heap"})
SCOFFS = frozenset({"scoff", "sneer", "jeer", "laugh", "bristle", "shrug", "wave", "brush", "sweep"})
ASIDE = frozenset({"at", "with", "to", "off", "aside", "away"})


def disowned(tree: Tree, i: int, stage: Stage) -> tuple[str, int | None] | None:
    """How a word of what somebody says disowns a deed told before, and who is said not to have done it (its head).

    "involvement": he had no part in it. "own": only who was accused of it denies anything by that.
    """
    if _not_us(tree, i, stage) or _no_order(tree, i):
        return "involvement", None
    if done(tree, i, stage):
        doer = subject(tree, i, inherit=False)
        if doer is not None and (has_not(tree, i) or tree.lower[doer] in NOBODY):
            own = any(owned(tree, k) for k in tree.kids(doer, "nmod"))
            return "involvement", None if own else doer
        return ("own", None) if doer is not None and _another(tree, doer) else None
    found = _innocent(tree, i, stage) or _elsewhere(tree, i, stage) or _laid_on_others(tree, i, stage)
    return ("own", None) if found or _unaware(tree, i, stage) or _unproven(tree, i, stage) else None


def protested(tree: Tree, v: int, stage: Stage) -> str | None:
    """What a verb disowns by itself: "protested its innocence", "pleaded not guilty", "distanced itself from it", "put
    the blame on others"."""
    for c in tree.kids(v, "obj", "xcomp", "obl"):
        if stage(tree.lemma[c]) == "innocent" and owned(tree, c):
            return "involvement"
        if tree.lemma[v] == "plead" and tree.lower[c] == "guilty" and has_not(tree, c):
            return "involvement"
        away = tree.lemma[v] == "distance" and case_of(tree, c) == "from"
        if (away or (tree.lemma[v] == "disown" and tree.rel(c) == "obj")) and pointed(tree, c, stage):
            return "involvement"
        shifted = tree.lemma[c] in BLAME and tree.rel(c) == "obj" and tree.lemma[v] in SHIFTS
        if shifted and any(
            case_of(tree, k) == "on" and _another(tree, k) for j in (v, c) for k in tree.kids(j, "obl", "nmod")
        ):
            return "own"
    return None


def scoffed_at(tree: Tree, v: int) -> int | None:
    """What somebody makes light of or objects to: "scoffed at the charge", "took issue with that version",
    "laughed it off"."""
    issue = [c for c in tree.kids(v, "obj") if tree.lemma[v] == "take" and tree.lower[c] in ("issue", "exception")]
    if not issue and tree.lemma[v] not in SCOFFS:
        return None
    if not issue and any(tree.lower[c] in ASIDE for c in tree.kids(v, "compound:prt")):
        return tree.kid(v, "obj")
    things = (c for k in (v, *issue) for c in tree.kids(k, "obl", "nmod", "obj") if case_of(tree, c) in ASIDE)
    return next(things, None)


def owned(tree: Tree, i: int) -> bool:
    """ "Our side", "its men"."""
    return any(tree.lower[c] in OWN for c in tree.kids(i, "nmod:poss"))


def _no(tree: Tree, i: int) -> bool:
    return any(tree.lower[c] in ("no", "any") for c in tree.kids(i, "det"))


def _not_us(tree: Tree, i: int, stage: Stage) -> bool:
    """ "It was not us", "this was not our doing"."""
    it = tree.kid(i, "nsubj", "expl")
    if it is None or tree.lower[it] not in POINTING or not all(done(tree, c, stage) for c in tree.kids(i, "acl")):
        return False  # "it was not us who started the war": another deed
    ours = tree.lower[i] in US or owned(tree, i)
    return ours and tree.kid(i, "cop", "aux") is not None and has_not(tree, i)


def _no_order(tree: Tree, i: int) -> bool:
    """ "No order had been given", "I issued no such order"; not "no order to withdraw"."""
    bare = tree.lemma[i] in ORDERS and _no(tree, i) and not tree.kids(i, "acl", "ccomp", "nmod")
    return bare and tree.deprel[i] in ("obj", "nsubj:pass") and not tree.kids(tree.head[i], "xcomp", "ccomp", "advcl")


def _another(tree: Tree, doer: int) -> bool:
    """Whether a doer is somebody else than who speaks."""
    return tree.upos[doer] in ("NOUN", "PROPN") and not any(
        tree.lower[c] in OWN and tree.lemma[doer] not in ("enemy", "rival", "foe", "opponent")
        for c in tree.kids(doer, "nmod:poss")
    )


def _laid_on_others(tree: Tree, i: int, stage: Stage) -> bool:
    """ "It was the work of smugglers", "its enemies were behind it", "bandits were to blame", "the blame lay
    elsewhere"."""
    doer = subject(tree, i, inherit=False)
    if doer is None or has_not(tree, i):
        return False
    if tree.lemma[i] in WORK:
        makers = [c for c in tree.kids(i, "nmod") if case_of(tree, c) == "of"]
        return tree.lower[doer] in POINTING and any(_another(tree, c) for c in makers)
    if tree.lower[i] in POINTING and case_of(tree, i) == "behind":
        return _another(tree, doer)
    to_blame = tree.lemma[i] == "blame" and any(tree.lower[c] == "to" for c in tree.kids(i, "mark", "case"))
    if to_blame or tree.lemma[i] in GUILTY:
        return _another(tree, doer) and all(pointed(tree, c, stage) for c in tree.kids(i, "obl", "nmod", "advcl"))
    return tree.lemma[doer] in BLAME and any(tree.lower[c] == "elsewhere" for c in (i, *tree.children[i]))


def _innocent(tree: Tree, i: int, stage: Stage) -> bool:
    """ "It was innocent", "its hands were clean", "had been wrongly blamed"."""
    who = tree.kid(i, "nsubj", "nsubj:pass", "nsubj:xsubj")
    if who is None or has_not(tree, i) or not (tree.upos[who] == "PRON" or owned(tree, who)):
        return False
    if tree.lemma[i] in ("blame", "accuse") and tree.deprel[who] == "nsubj:pass":
        return any(tree.lower[c] in UNJUSTLY for c in tree.kids(i, "advmod"))
    return stage(tree.lemma[i]) == "innocent" or (tree.lemma[i] == "clean" and tree.lemma[who] == "hand")


def _elsewhere(tree: Tree, i: int, stage: Stage) -> bool:
    """ "Its men were in barracks", "the officer named was on leave", "his unit was elsewhere"."""
    who = tree.kid(i, "nsubj", "nsubj:pass")
    if (
        who is None
        or has_not(tree, i)
        or "away" not in (stage(tree.lower[i]), stage(f"{case_of(tree, i)} {tree.lower[i]}"))
    ):
        return False
    return owned(tree, who) or any(tree.lemma[c] in NAMED for c in tree.kids(who, "acl", "amod"))


def _unaware(tree: Tree, i: int, stage: Stage) -> bool:
    """ "Knew nothing of it", "had no knowledge of the incident", "was not aware of any such attack"."""
    if tree.lemma[i] not in KNOWING:
        return False
    thing = tree.kid(i, "obj")
    nothing = thing is not None and tree.lower[thing] == "nothing"
    of_what = [
        c
        for k in (i, thing)
        if k is not None
        for c in tree.kids(k, "nmod", "obl")
        if case_of(tree, c) in ("of", "about")
    ]
    return (nothing or _no(tree, i) or has_not(tree, i)) and any(pointed(tree, c, stage) for c in of_what)


def _unproven(tree: Tree, i: int, stage: Stage) -> bool:
    """ "There was no proof of that", "no evidence that it was involved"."""
    if tree.lemma[i] not in PROOF or not (_no(tree, i) or (tree.head[i] >= 0 and has_not(tree, tree.head[i]))):
        return False
    guilt = (k for c in tree.kids(i, "acl", "ccomp") for k in tree.subtree(c))
    if any(stage(tree.lemma[k]) == "involvement" or tree.lemma[k] in GUILTY for k in guilt):
        return True
    return any(tree.lower[c] in POINTING and case_of(tree, c) in ("of", "for") for c in tree.kids(i, "nmod", "obl"))
