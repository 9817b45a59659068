"""Lemmas: a table of (form, part of speech) seen in training, and edit rules for everything else.

A rule is what turns a form into its lemma: "K" keeps it as written; "S|T|2|y" lower-cases it, cuts
two letters, adds "y", then applies the case T (title), U (upper) or none; "W||be" is a whole word.
"""

from __future__ import annotations

import re

KEEP = "K"
# stems that English spells with a silent e: after v, u, c, a doubled or liquid end ("rescu", "forc", "strangl"), after
# a single short vowel that would have doubled the consonant ("blam"), and in endings that hardly any verb has else
_BARE = re.compile(
    r"(?:[vuz]|c|cr|[dlr]g|[aeu]ng|[rlnp]s|[bcdfgkpstz]l|^[^aeiou]*[aeiou][bdfgklmnprstz]|[^aeiou][iou]d|uid|[^aeo]ad"
    r"|[^aeiou]ed|[^eo]at|creat|[cv]it|gnit|[^o]ot|[^aeiou]ys|is|[^aeiou]?[aou]s|[^aeiou]ur|[lp]ar|[^aeo]ir|plor|stor|gnor"
    r"|[^o]ut|vok|[lt]ak|lik|[^aeiou]in|[nr]ven|[^ao]ul|um|ib|[aeiu]g|scap|nam|lcom|e[ae]th)$"
)
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_VOWEL = re.compile(r"[aeiouy]+")
_WHOLE = frozenset(
    "focus bias canvas combat format debut pilot pivot ballot bang hang clang tutor doctor factor".split()
)

_IN_E = frozenset(  # singulars that end in "ie", "che" and "xe"
    "movie zombie rookie sortie cookie calorie prairie genie goalie brownie selfie menagerie reverie coterie "
    "gendarmerie brasserie birdie hippie junkie cabbie hoodie necktie laddie cache ache headache toothache avalanche "
    "niche psyche creche cliche moustache mustache tranche axe pickaxe".split()
)
_OTHER_PLURAL = {"bases": "base"}  # the table has "basis", which in news it is not


def rule_of(form: str, lemma: str) -> str:
    """The rule that turns `form` into `lemma`."""
    if lemma == "_":
        lemma = form
    low = form.lower()
    if lemma == form and lemma != low:
        return KEEP
    small = lemma.lower()
    case = ""
    if lemma != small:
        case = "T" if lemma == small[:1].upper() + small[1:] else "U" if lemma == lemma.upper() else "X"
    same = 0
    while same < min(len(low), len(small)) and low[same] == small[same]:
        same += 1
    if same == 0 and low:
        return f"W|{case}|{lemma}"
    return f"S|{case}|{len(low) - same}|{small[same:]}"


def apply_rule(form: str, rule: str) -> str:
    """The lemma that `rule` makes of `form`; never empty for a form that is not."""
    if rule == KEEP:
        return form
    parts = rule.split("|")
    if parts[0] == "W":
        return "|".join(parts[2:]) or form
    cut = int(parts[2])
    base = form.lower()
    base = (base[:-cut] if cut else base) + "|".join(parts[3:])
    if parts[1] == "T":
        base = base[:1].upper() + base[1:]
    elif parts[1] == "U":
        base = base.upper()
    return base or form


def base_of(form: str) -> str:
    """The base of a regular verb in "ed" or "ing", by English spelling: "blame" of "blamed"; "" of any other word."""
    stem = form[:-2] if form.endswith("ed") else form[:-3] if form.endswith("ing") else ""
    if len(stem) < 2 or not _VOWEL.search(stem):
        return ""
    if form.endswith("ied"):
        return stem[:-1] + ("y" if len(stem) > 2 else "ie")
    if form.endswith("eed"):
        return stem + "e" if stem[-2:] in ("re", "te") else ""
    if form.endswith("ying") and len(stem) == 2:
        return stem[0] + "ie"
    syllables = len(_VOWEL.findall(stem)) + stem.endswith("uell")  # "duelled" has two
    if (_DOUBLED.search(stem) and len(stem) > 3) or (stem.endswith("ll") and syllables > 1 and stem[-3:-2] in "aeiou"):
        return stem[:-1]
    return stem + "e" if _BARE.search(stem) and stem not in _WHOLE else stem


def singular_of(form: str) -> str:
    """The singular of a regular plural whose ending English spells anew: "factory" of "factories", "trench" of
    "trenches", "frogman" of "frogmen"; "" of any other word."""
    if form.endswith("men") and len(form) > 5:
        return form[:-2] + "an"
    if form.endswith("ies") and len(form) > 5:
        return form[:-1] if form[:-1] in _IN_E else form[:-3] + "y"
    if form.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return form[:-1] if form[:-1] in _IN_E else form[:-2]
    return ""


def table_form(form: str, xpos: str) -> str:
    """The form under which the table keeps a word: US the name is not us the pronoun."""
    return form if xpos.startswith("NNP") else form.lower()


class Lemmas:
    """Looks lemmas up, by rule where a form was never seen; answers are cached."""

    def __init__(self, table: dict[tuple[str, str], str]) -> None:
        self._table = table
        self._cache: dict[tuple[str, str, str, str], str] = {}

    def lemma(self, form: str, upos: str, xpos: str, rule: str) -> str:
        """The lemma of one token. In the table names stand as written, all else in lower case."""
        key = (form, upos, xpos, rule)
        found = self._cache.get(key)
        if found is None:
            low = form.lower()
            found = _OTHER_PLURAL.get(low) if upos == "NOUN" else None
            found = found or self._table.get((table_form(form, xpos), upos))
            if found is None:
                regular = base_of(low) if upos == "VERB" else singular_of(low) if xpos == "NNS" else ""
                found = regular or apply_rule(form, rule)
            if len(self._cache) > 200_000:
                self._cache.clear()
            self._cache[key] = found
        return found
