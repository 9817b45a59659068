"""Whether words that look like a time mean one where they stand, and the year that one of two dates lends the other."""

from __future__ import annotations

import re

from escalade.grounding.timex import Found, half
from escalade.model.tree import Tree
from escalade.vocab.feasts import named

_LINK = re.compile(r"\s*(?:,|-|–|\band\b|\bor\b|\bto\b|\bthrough\b|\buntil\b|\bthe\b|\s)*\s*")
_YEARLESS = frozenset(("date", "month_only", "range"))
_DATED = frozenset(("date", "month", "range"))
_NO_YEAR = frozenset(("$", "£", "€", "about", "some", "nearly", "than", "no.", "flight", "number", "at"))
_OLD_YEAR = frozenset("in since of year by from until till to around about circa between and".split())
_BEFORE_TIME = frozenset(
    "in since until by of last next this from during to and through between early late mid before after on "
    "for ,".split()
)
_NO_CLOCK = frozenset(("NUM", "PROPN", "SYM"))
_AGED = frozenset("son daughter boy girl baby infant child toddler twin twins grandson granddaughter".split())
_AMONG = frozenset(("ADP", "ADV", "VERB", "PUNCT", "SCONJ", "DET", "ADJ"))


def with_year(found: list[Found], text: str) -> list[Found]:
    """Dates that lack a year take that of the date they are joined to: "between 26 August and 20 October 1990"."""
    for i in range(len(found) - 2, -1, -1):
        here, after = found[i], found[i + 1]
        if here.shape not in _YEARLESS or after.shape not in _DATED or {"y", "yy"} & here.parts.keys():
            continue
        year = after.parts.get("y")
        if year and _LINK.fullmatch(text[here.end : after.start]):
            shape = "month" if here.shape == "month_only" else here.shape
            found[i] = here._replace(shape=shape, parts=here.parts | {"y": year})
    return found


def plausible(found: Found, tree: Tree, lo: int, hi: int) -> bool:
    """Whether the words mean a time here: "May" and "March" as names, "2000 soldiers" as a count are none."""
    shape = found.shape
    if shape == "year":
        return _year(found, tree, lo, hi)
    if shape == "month_only":
        return _month(tree, lo, hi)
    if shape == "feast":
        return _feast(found, tree, lo, hi)
    if shape == "present":
        return not (found.parts["t"].lower() == "now" and hi < len(tree) and tree.lower[hi] == "that")
    if shape in ("duration", "ago"):
        return not (_ordinal(found) or _share(found, tree, hi) or _title(tree, hi))
    if shape == "units":
        return lo == 0 or tree.upos[lo - 1] in _AMONG
    if shape == "clock":
        return not (lo and (tree.lower[lo - 1] == "high" or ("hc" in found.parts and tree.upos[lo - 1] in _NO_CLOCK)))
    if shape == "set_word":  # "the Daily News"
        return not (tree.upos[lo] == "PROPN" and tree.words[lo].istitle())
    if shape == "decade":  # "a man in his seventies"
        return not ("word" in found.parts and lo and tree.lower[lo - 1] in ("his", "her", "their", "my", "our"))
    if shape == "standing":
        return not (hi < len(tree) and tree.lower[hi] in _AGED)
    return True


def _year(found: Found, tree: Tree, lo: int, hi: int) -> bool:
    noun = tree.head[hi - 1]
    counted = tree.deprel[hi - 1].startswith("nummod") and noun >= hi and tree.xpos[noun] in ("NNS", "NNPS")
    if not found.parts["y"].isdigit():  # "two thousand" is mostly a count
        return found.parts["y"].lower().replace("-", " ") != "two thousand" or hi - lo > 2
    before = tree.lower[lo - 1] if lo else ""
    if int(found.parts["y"]) < 1600 and before not in _OLD_YEAR:
        return False
    return not counted and before not in _NO_YEAR


def _month(tree: Tree, lo: int, hi: int) -> bool:
    word = tree.lower[hi - 1].rstrip(".")
    if word in ("may", "march", "mar", "sun", "sat"):
        before = tree.lower[lo - 1] if lo else ""
        return tree.upos[hi - 1] == "PROPN" and before in _BEFORE_TIME and tree.rel(hi - 1) != "nsubj"
    return tree.upos[hi - 1] in ("PROPN", "NOUN", "X") and not (
        hi < len(tree) and tree.upos[hi] == "PROPN" and tree.deprel[hi] == "flat"
    )


def _feast(found: Found, tree: Tree, lo: int, hi: int) -> bool:
    """No person or island of the name, no accord named after the day, no other country's day of that name."""
    feast = named(found.parts["feast"])
    after = tree.lower[hi] if hi < len(tree) else ""
    if after in feast.unless or (hi < len(tree) and tree.upos[hi] == "PROPN" and tree.deprel[hi] == "flat"):
        return False
    if lo == 0 or found.parts.get("r") or found.parts.get("each"):
        return True
    before, tag = tree.lower[lo - 1].replace(".", ""), tree.upos[lo - 1]
    if feast.home and (tag in ("PROPN", "ADJ") or before in ("'s", "’s", "its", "their", "our")):
        owner = tree.lower[lo - 2].replace(".", "") if before in ("'s", "’s") and lo > 1 else before
        return owner in feast.home
    return not (tag == "PROPN" and any(tree.deprel[t] == "flat" for t in range(lo, hi)))


def _ordinal(found: Found) -> bool:
    """ "a second": hardly ever a length of time."""
    n = found.parts.get("n", "").lower()
    return found.parts.get("u", "").lower() == "second" and n in ("a", "one", "an") and not half(n)


def _share(found: Found, tree: Tree, hi: int) -> bool:
    """ "three-quarters of its food", "more than a quarter": no time."""
    if found.parts.get("u", "").lower() != "quarter" or found.shape != "duration":
        return False
    return found.parts["n"].lower() in ("a", "one", "three") and (
        "three" in found.parts["n"].lower() or (hi < len(tree) and tree.lower[hi] == "of")
    )


def _title(tree: Tree, hi: int) -> bool:
    """ "60 Minutes": a programme, unless all is in capitals."""
    return tree.words[hi - 1].istitle() and tree.upos[hi - 1] == "PROPN"
