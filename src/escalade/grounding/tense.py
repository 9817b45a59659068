"""Whether the clause of a time expression tells of what has been or of what is to come."""

from __future__ import annotations

from escalade.grounding.timex import MONTHS, WEEKDAYS
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
    "proposal summon subpoena instruct sentence remind encourage swear commit undertake arrange".split()
)
_SET = frozenset("plan expect schedule slate set due".split())  # what was planned is told with its day ahead
_DUE = frozenset("payable effective due redeemable scheduled ready".split())
_UNTIL = frozenset(("by", "until", "till", "through"))
_LASTING = frozenset(
    "last burn rage continue go stay remain fight hold wait keep stand rule govern serve live work".split()
)
_OUTCOMES = frozenset(("fail", "manage", "refuse"))  # whether it was done is over, "failed to leave by Tuesday"
_MOVED = frozenset("extend prolong postpone move put push delay reschedule adjourn bring shift defer renew".split())
# what is held on a day that was set: all else that is named after its day ("Sunday's attack") has been
_HELD = frozenset(
    "meeting summit talk vote voting election poll ballot referendum runoff round hearing session sitting trial "
    "deadline rally march protest demonstration strike visit trip tour conference ceremony inauguration handover "
    "release swap exchange exercise drill parade debate match game final race prayer mass service funeral burial "
    "celebration festival holiday opening launch start date ultimatum expiry ceasefire truce deployment convoy "
    "flight shipment delivery budget speech address event fight test".split()
)
_TERMS = frozenset("deadline date ultimatum expiry cutoff".split())
# told in the present tense with a day, these are of the timetable
_TIMETABLE = frozenset(
    "meet leave arrive open begin start end expire resume close lapse depart travel fly visit host vote".split()
)
_IN_FORCE = {
    "take": ("effect", "office", "place"),
    "come": ("force", "effect"),
    "go": ("polls", "trial"),
    "run": ("out",),
}
_AFTER = frozenset(("after", "following", "since", "despite"))
_ANSWERS = frozenset("response reply answer reaction retaliation revenge reprisal payback vengeance".split())
_VERBAL = frozenset(("VERB", "AUX"))


def ahead(tree: Tree, lo: int, hi: int) -> bool | None:
    """Whether the clause of tokens lo..hi tells of what is to come: True, False, or None if it cannot be told."""
    before = tree.lower[max(0, lo - 3) : lo]
    if "now" in before or before[-3:] == ("as", "soon", "as") or (before and before[-1] in _DUE):
        return True
    if before and before[-1] in ("before", "since"):
        return None if before[-1] == "before" else False
    top = tree.top(lo, hi)
    if _set_day(tree, top, lo, hi):
        return True
    if _is_term(tree, top):
        return None
    if (named := _named_after(tree, top, before)) is not None:
        return named
    return _of_clause(tree, lo, hi)


def _set_day(tree: Tree, top: int, lo: int, hi: int) -> bool:
    """ "A strike for Monday", "extended to July 20", "set June 30 as the deadline"."""
    word = tree.lower[lo - 1] if lo else ""
    if word == "for":
        words = set(tree.lower[lo:hi])
        day = bool(words & WEEKDAYS.keys()) or (bool(words & MONTHS.keys()) and hi - lo > 1)
        return day and tree.deprel[top] != "nmod:poss" and tree.rel(top) in ("obl", "nmod")
    if word == "to" and tree.upos[lo - 1] == "ADP":
        return any(tree.lemma[v].lower() in _MOVED for v in _above(tree, top) if tree.upos[v] == "VERB")
    after = tree.lower[hi : hi + 3]
    return after[:1] == ("as",) and not _TERMS.isdisjoint(after)


def _above(tree: Tree, i: int) -> list[int]:
    """The two words that `i` hangs on."""
    first = tree.head[i]
    return [t for t in (first, tree.head[first] if first >= 0 else -1) if t >= 0]


def _is_term(tree: Tree, top: int) -> bool:
    """ "The July 14 deadline", "a July 14 return date", "the deadline of June 30": nearness tells."""
    above = tree.head[top]
    return above >= 0 and tree.upos[above] == "NOUN" and tree.lemma[above].lower() in _TERMS


def _named_after(tree: Tree, top: int, before: tuple[str, ...]) -> bool | None:
    """What is named after its day: "Sunday's attack" has been, "ahead of Sunday's vote" it is to come."""
    above = tree.head[top]
    if above <= top or tree.upos[above] != "NOUN" or tree.deprel[top] not in ("nmod:poss", "compound"):
        return None
    if tree.lemma[above].lower() not in _HELD:
        return False
    return True if before[-2:] == ("ahead", "of") else None


def _of_clause(tree: Tree, lo: int, hi: int) -> bool | None:
    """What the words above the day tell, from the nearest up."""
    before = tree.lower[lo - 1] if lo else ""
    until = before in _UNTIL
    at = lo - 2 if before == "on" else lo - 1
    if at >= 0 and tree.xpos[at] in ("VBD", "VBN") and not until and (told := _tense(tree, at)) is not None:
        return told  # "announced on Wednesday", whatever the parser takes it to modify
    i = hi - 1
    seen = {i}
    while i >= 0:
        told = True if tree.lemma[i].lower() in _DUE and tree.upos[i] == "ADJ" else None
        if told is None and tree.upos[i] in _VERBAL:
            told = _deadline(tree, i, before) if until else _tense(tree, i)
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
    """ "leave by Tuesday", "postponed until Tuesday": to come; "fell by Tuesday", "burned until Tuesday": not."""
    above = tree.head[verb]
    tense = _tense(tree, above if above >= 0 and tree.lemma[above].lower() in _OUTCOMES else verb)
    if _perfect(tree, verb):
        return False
    return tense is not False or (word in ("until", "till") and tree.lemma[verb].lower() not in _LASTING)


def _answered(tree: Tree, noun: int) -> bool:
    """ "A response to the passage on Saturday", "calm after the raid on Friday": what was answered has been."""
    above = tree.head[noun]
    answers = above >= 0 and tree.rel(noun) == "nmod" and tree.lemma[above].lower() in _ANSWERS
    return answers or any(tree.lower[k] in _AFTER for k in tree.kids(noun, "case"))


def _perfect(tree: Tree, verb: int) -> bool:
    """ "had filed", "had not called"."""
    return any(tree.lower[k] in ("had", "'d") and tree.rel(k) == "aux" for k in tree.children[verb])


def _awaited(tree: Tree, verb: int) -> bool:
    """ "If they have not left by Easter", "when the case is heard in May": a condition, or an hour that is to come."""
    marks = {tree.lower[k] for k in tree.children[verb] if tree.rel(k) in ("mark", "advmod") and k < verb}
    if tree.rel(verb) != "advcl" or tree.row.block == "title":
        return False
    aids = {tree.lower[k] for k in tree.children[verb] if tree.rel(k) in ("aux", "cop")}
    present = tree.xpos[verb] in ("VBZ", "VBP") or bool(aids & {"is", "are", "has", "have"})
    return not marks.isdisjoint(("if", "unless")) or (present and not marks.isdisjoint(("when", "once")))


def _tense(tree: Tree, verb: int) -> bool | None:
    kids = tree.children[verb]
    if _awaited(tree, verb):
        return True
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
    return True if tree.xpos[verb] in ("VBZ", "VBP") and _on_timetable(tree, verb) else None


def _on_timetable(tree: Tree, verb: int) -> bool:
    """ "The ban takes effect on Monday", "they meet on Saturday"; a headline tells of the past so."""
    if tree.row.block == "title":
        return False
    lemma = tree.lemma[verb].lower()
    return lemma in _TIMETABLE or any(w in _IN_FORCE.get(lemma, ()) for w in tree.lower[verb + 1 : verb + 4])


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
