"""Whether the clause of a time expression tells of what has been or of what is to come."""

from __future__ import annotations

from escalade.model.tree import Tree

_FUTURE_AUX = frozenset(("will", "shall", "'ll", "wo", "’ll"))
_MODAL = frozenset(("would", "may", "might", "should", "must", "'d", "’d", "can", "ca"))
_ABLE = frozenset(
    "see hear feel smell watch reach find tell locate contact identify confirm verify".split()
)  # "could hear shelling on Monday"
_PLANS = frozenset(
    "plan expect schedule intend aim due set want vow pledge promise threaten prepare hope order ask urge "
    "call demand invite".split()
)
# what an infinitive after them tells is to come
_LEADING = _PLANS | frozenset(
    "go agree decide propose allow permit decision offer bid agreement deadline intention schedule deal "
    "proposal".split()
)
_SET = frozenset("plan expect schedule slate set due".split())  # what was planned is told with its day ahead
_DUE = frozenset("payable effective due redeemable scheduled ready".split())
_UNTIL = frozenset(("by", "until", "till"))
_AFTER = frozenset(("after", "following", "since", "despite"))
_ANSWERS = frozenset("response reply answer reaction retaliation revenge reprisal payback vengeance".split())
_VERBAL = frozenset(("VERB", "AUX"))


def ahead(tree: Tree, lo: int, hi: int) -> bool | None:
    """Whether the clause of tokens lo..hi tells of what is to come: True, False, or None if it cannot be told."""
    before = tree.lower[max(0, lo - 3) : lo]
    if "now" in before or before[-3:] == ("as", "soon", "as") or (before and before[-1] in _DUE):
        return True
    i = hi - 1
    seen = {i}
    until = bool(before) and before[-1] in _UNTIL
    if before and before[-1] in ("before", "since"):
        return None if before[-1] == "before" else False
    at = lo - 2 if before and before[-1] == "on" else lo - 1
    if at >= 0 and tree.xpos[at] in ("VBD", "VBN") and not until and (told := _tense(tree, at)) is not None:
        return told  # "announced on Wednesday", whatever the parser takes it to modify
    while i >= 0:
        told = True if tree.lemma[i].lower() in _DUE and tree.upos[i] == "ADJ" else None
        if told is None and tree.upos[i] in _VERBAL:
            told = _deadline(tree, i, before[-1]) if until else _tense(tree, i)
        if told is None and tree.upos[i] == "NOUN" and not until and _answered(tree, i):
            return False
        if told is not None:
            return told
        i = tree.head[i]
        if i in seen:
            break
        seen.add(i)
    return True if until else None


def _deadline(tree: Tree, verb: int, word: str) -> bool:
    """ "leave by Tuesday", "postponed until Tuesday": to come; "fell by Tuesday", "had stayed until Tuesday": not."""
    return not _perfect(tree, verb) and (word != "by" or _tense(tree, verb) is not False)


def _answered(tree: Tree, noun: int) -> bool:
    """ "A response to the passage on Saturday", "calm after the raid on Friday": what was answered has been."""
    above = tree.head[noun]
    answers = above >= 0 and tree.rel(noun) == "nmod" and tree.lemma[above].lower() in _ANSWERS
    return answers or any(tree.lower[k] in _AFTER for k in tree.kids(noun, "case"))


def _perfect(tree: Tree, verb: int) -> bool:
    """ "had filed", "had not called"."""
    return any(tree.lower[k] in ("had", "'d") and tree.rel(k) == "aux" for k in tree.children[verb])


def _tense(tree: Tree, verb: int) -> bool | None:
    kids = tree.children[verb]
    if any(tree.lower[k] in _FUTURE_AUX for k in kids):
        return True
    if any(tree.lower[k] == "to" for k in kids) and any(tree.lower[k] in ("is", "are", "am") for k in kids):
        return True
    aux = {tree.lower[k] for k in kids if tree.rel(k) == "aux"}
    able = "could" in aux and tree.lemma[verb].lower() not in _ABLE
    if (aux & _MODAL or able) and not any(tree.lower[k] in ("not", "n't", "n’t", "only") for k in kids):
        return "have" not in aux
    if any(tree.lower[k] == "to" and k < verb for k in kids) and tree.rel(verb) != "root":
        return _infinitive(tree, verb)
    alone = not any(tree.rel(k) == "aux" for k in kids)
    passive = tree.xpos[verb] == "VBN" and (tree.rel(verb) in ("acl", "advcl", "amod") or alone)
    past = tree.xpos[verb] == "VBD" or any(tree.xpos[k] == "VBD" and tree.rel(k) == "aux" for k in kids)
    past = past or any(tree.xpos[k] == "VBD" and tree.deprel[k] == "aux:pass" for k in kids)
    lemma = tree.lemma[verb].lower()
    if (
        _planned(tree, verb)
        and (passive or tree.xpos[verb] in ("VBN", "VBD"))
        and "have" not in aux
        and "had" not in aux
    ):
        return True
    if past or passive:
        return False
    if lemma in _PLANS and tree.xpos[verb] in ("VBN", "VBZ", "VBP"):
        return True
    return None


def _planned(tree: Tree, verb: int) -> bool:
    """ "Planned for Monday", "set to meet on Monday"; not "set off a war", "were set free on Monday"."""
    lemma = tree.lemma[verb].lower()
    return lemma in _SET and (lemma != "set" or any(w in ("for", "to") for w in tree.lower[verb + 1 : verb + 2]))


def _infinitive(tree: Tree, verb: int) -> bool | None:
    """ "plans to leave", "is to leave", "ready to leave": to come; other infinitives do not tell."""
    above = tree.head[verb]
    if tree.lemma[above].lower() in _LEADING or tree.upos[above] == "ADJ":
        return True
    return True if tree.lemma[above] == "be" and tree.xpos[above] in ("VBZ", "VBP") else None
