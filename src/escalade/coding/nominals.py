"""Nouns made from verbs that tell deeds: "the closing of the strait" tells what "closed the strait" tells.

Many such nouns mean other things as well, so they have no entries of their own. They are asked for only where a report
says that a word must be a happening.
"""

from __future__ import annotations

from functools import cache

from escalade.coding.slots import Slots
from escalade.coding.triggers import Matcher, Trigger
from escalade.vocab.predicates import Predicates

MADE = (  # what a noun ends in, and what its verb ends in instead
    ("ment", ("",)), ("ation", ("ate", "e", "")), ("ition", ("ish", "ite", "")), ("sion", ("d", "de", "t")),
    ("tion", ("t", "te", "")), ("ion", ("", "e")), ("al", ("", "e")), ("ure", ("e", "")), ("ance", ("", "e")),
    ("ence", ("", "e")), ("age", ("", "e"))
)  # fmt: skip


def deed_of_noun(matcher: Matcher, token: int) -> Trigger | None:
    """The deed that a noun tells: of one made from a listed verb the verb's entry that fits what stands after "of",
    else what the noun is listed as."""
    tree, words = matcher.tree, matcher.words
    gerund = tree.upos[token] == "VERB" and tree.xpos[token] == "VBG" and matcher.syntax.nominal(token)
    if tree.upos[token] != "NOUN" and not gerund:
        return None
    slots = matcher.syntax.slots(token)
    turned = _as_verb(slots)
    for verb in verbs_of(tree.lower[token], words) if "obj" in turned else ():
        entries = (p for p in words.verbs[verb] if not (p.word or p.negated or p.future))
        fitting = next((p for p in entries if matcher.holds(token, p, turned)), None)
        if fitting is not None:
            return Trigger(token, fitting, turned)
    listed = words.tied.get(tree.lower[token]) or words.tied.get(matcher.syntax.lemma[token])
    whole = "of" in slots or matcher.syntax.lemma[token] not in words.tied_of
    return Trigger(token, listed, slots) if listed is not None and whole else None


def _as_verb(slots: Slots) -> Slots:
    """Slots of a noun as those of its verb: what it is of is the object, whose it is the subject."""
    done_to = slots.get("of") or slots.get("poss") or []
    done_by = slots.get("by") or (slots.get("poss") if slots.get("of") else None) or []
    kept = {k: v for k, v in slots.items() if k not in ("of", "poss", "by")}
    return kept | {k: list(v) for k, v in (("obj", done_to), ("subj", done_by)) if v}


def verbs_of(noun: str, words: Predicates) -> tuple[str, ...]:
    """Listed verbs that a noun is made from: "closing", "postponement"."""
    stem = noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
    found = [words.forms.get(stem, ""), *_stripped(stem)]
    return tuple(dict.fromkeys(v for v in found if v in words.verbs))


@cache
def _stripped(noun: str) -> tuple[str, ...]:
    out = []
    for ending, ours in (("ing", ("", "e")), *MADE):
        if noun.endswith(ending) and len(noun) > len(ending) + 2:
            base = noun[: -len(ending)]
            out += [base + e for e in ours]
            if ending == "ing" and base[-1] == base[-2]:
                out.append(base[:-1])  # "cutting"
    return tuple(out)
