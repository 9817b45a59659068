"""Stage grounding.counts: numbers of people and things, as ranges, and what is counted.

"at least 25" is 25 or more (high None), "up to ten" 0 to 10, "dozens" 24 or more, "nearly 40" up to 40.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from escalade.grounding.timex import MONTHS, UNITS, WEEKDAYS
from escalade.model.documents import Document
from escalade.model.groundings import Count, Time
from escalade.model.ids import content_id
from escalade.model.readings import Sentence
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.tree import Tree
from escalade.model.words import NUMBERS

SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
# words for rough numbers: (low, high); None = open
ROUGH: dict[str, tuple[int, int | None]] = {
    "dozens": (24, None), "scores": (40, None), "hundreds": (200, None), "thousands": (2000, None), "tens": (20, None),
    "several": (3, None), "few": (2, None), "couple": (2, 2), "dozen": (12, 12), "both": (2, 2), "pair": (2, 2),
    "trio": (3, 3), "million": (1_000_000, 1_000_000), "score": (20, 20),
}  # fmt: skip
_ALWAYS = frozenset(
    ("dozens", "scores", "hundreds", "thousands", "several", "dozen", "couple", "tens", "both", "pair", "trio")
)
_STARTS = frozenset(NUMBERS) | _ALWAYS | {"a", "few", "hundred", "thousand", "million", "no", "nobody", "nothing"}
_NO_COUNT = frozenset("% percent percentage per $ £ € pounds dollars euros degrees am pm a.m. p.m. o'clock".split())
_TIME_UNITS = frozenset(UNITS) | {"year-old", "old"}
_HARMED = frozenset(("dead", "wounded", "injured", "missing"))  # "counted four dead"
_LIMIT = 2_000_000_000


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """A Count row for every number of people or things; dates, ages, money and rates are none."""
    trees = tables.trees()
    times = tables.by_document(Time)
    rows: list[Count] = []
    for document in tables.rows(Document):
        taken: dict[int, list[tuple[int, int]]] = {}
        for time in times.get(document.document_id, ()):
            taken.setdefault(time.sentence, []).append((time.token_start, time.token_end))
        for tree in trees.get(document.document_id, ()):
            rows += _counts(tree, taken.get(tree.ordinal, []))
    return {Count: rows}


def _counts(tree: Tree, times: list[tuple[int, int]]) -> Iterable[Count]:
    i, n = 0, len(tree)
    lower, upos = tree.lower, tree.upos
    while i < n:
        word = lower[i]
        if (upos[i] != "NUM" and word not in _STARTS and not word[0].isdigit()) or any(a <= i < b for a, b in times):
            i += 1
            continue
        found = _number(tree, i)
        if found is None:
            i += 1
            continue
        low, high, end = found
        row = _row(tree, i, end, low, high)
        if row is not None:
            yield row
        i = max(end, i + 1)


def _row(tree: Tree, lo: int, hi: int, low: int, high: int | None) -> Count | None:
    """The row of a number at tokens lo..hi, with its hedges; None where it counts nothing."""
    after = tree.lower[hi] if hi < len(tree) else ""
    before = tree.lower[lo - 1] if lo else ""
    if after in _NO_COUNT or before in _NO_COUNT or before.rstrip(".") in MONTHS or before.rstrip(".") in WEEKDAYS:
        return None
    what = _counted(tree, lo, hi)
    if what in _TIME_UNITS or (what == "" and not _stands_for_people(tree, lo, hi)):
        return None
    start, low, high = _hedged(tree, lo, low, high)
    a, b = tree.span(start, hi)
    return Count(
        mention_id=content_id("m", tree.document_id, a, b, "count"),
        document_id=tree.document_id,
        sentence=tree.ordinal,
        char_start=a,
        char_end=b,
        quote=tree.quote(start, hi),
        token_start=start,
        token_end=hi,
        low=min(low, _LIMIT),
        high=None if high is None else min(high, _LIMIT),
        what=what,
    )


def _number(tree: Tree, i: int) -> tuple[int, int | None, int] | None:
    """(low, high, end) of the number that begins at token i."""
    lower, word = tree.lower, tree.lower[i]
    if word in ("a", "the") or word == "few":
        j = i + 1 if word == "a" else i
        nxt = lower[j] if j < len(lower) else ""
        if nxt in ("dozen", "couple", "few", "hundred", "thousand", "million", "score", "pair") and (
            nxt != "few" or word == "a"
        ):
            if nxt in SCALES:
                return SCALES[nxt], SCALES[nxt], j + 1
            low, high = ROUGH[nxt]
            return low, high, j + 1
        return None
    if word in ("no", "nobody"):
        noun = tree.head[i] if word == "no" else i
        people = noun >= 0 and tree.lemma[noun].lower() in (
            "casualty",
            "injury",
            "death",
            "fatality",
            "victim",
            "damage",
            "nobody",
        )
        return (0, 0, i + 1) if people else None
    if word in ROUGH and word in _ALWAYS:
        low, high = ROUGH[word]
        end = i + 1
        if word in ("tens", "hundreds", "scores", "dozens") and lower[end : end + 2] in (
            ("of", "thousands"),
            ("of", "millions"),
        ):
            return low * (1000 if lower[end + 1] == "thousands" else 1_000_000), None, end + 2
        return low, high, end
    value, end = _cardinal(lower, i)
    if value is None:
        return None
    if end < len(lower) and lower[end] == "dozen":
        value, end = value * 12, end + 1
    if end + 1 < len(lower) and lower[end] in ("-", "–", "to", "or", "and"):
        other, stop = _cardinal(lower, end + 1)
        ranged = lower[end] != "and" or (i and lower[i - 1] == "between")
        ranged = ranged and not (i and lower[i - 1] == "from" and lower[end] == "to")  # "rose from nine to fifteen"
        if other is not None and other > value and ranged:
            return value, other, stop
    return value, value, end


def _cardinal(lower: tuple[str, ...], i: int) -> tuple[int | None, int]:
    """Value and end of a cardinal in digits or words; (None, i) if there is none."""
    total, current, j, seen = 0, 0, i, False
    while j < len(lower):
        word = lower[j].replace(",", "")
        parts = word.split("-")
        if word.isdigit() and len(word) < 13:
            if seen:
                break
            current, seen = int(word), True
        elif _decimal(word) and j + 1 < len(lower) and lower[j + 1] in SCALES:
            return round(float(word) * SCALES[lower[j + 1]]), j + 2
        elif all(p in NUMBERS for p in parts):
            value = sum(NUMBERS[p] for p in parts)
            if seen and not (current % 100 == 0 or (current >= 20 and current % 10 == 0 and value < 10)):
                break
            current, seen = current + value, True
        elif word in SCALES and (seen or j == i):
            scale = SCALES[word]
            current = max(current, 1) * scale
            seen = True
            if scale > 100:
                total, current = total + current, 0
        elif (
            seen
            and (word == "-" or (word == "and" and lower[j - 1] == "hundred"))
            and j + 1 < len(lower)
            and lower[j + 1] in NUMBERS
        ):
            pair = word == "and" or (current >= 20 and current % 10 == 0 and NUMBERS[lower[j + 1]] < 10)
            if not pair:
                break
        else:
            break
        j += 1
    return (total + current, j) if seen else (None, i)


def _decimal(word: str) -> bool:
    left, dot, right = word.partition(".")
    return bool(dot) and left.isdigit() and right.isdigit()


def _hedged(tree: Tree, lo: int, low: int, high: int | None) -> tuple[int, int, int | None]:
    """(start, low, high) with the words before the number taken in: "at least", "more than", "up to", "nearly"."""
    lower = tree.lower
    one = lower[lo - 1] if lo else ""
    two = lower[lo - 2 : lo] if lo > 1 else ()
    if two == ("at", "least") or two == ("no", "fewer"):
        return lo - 2, low, None
    if one == "than" and lo > 1 and lower[lo - 2] in ("more", "greater", "higher"):
        return lo - 2, low + 1 if low < 1000 else low, None
    if one == "than" and lo > 1 and lower[lo - 2] in ("fewer", "less"):
        more = lower[lo - 3 : lo - 2] == ("no",)
        return (lo - 3, low, None) if more else (lo - 2, 0, (high or low) - 1)
    if two in (("up", "to"), ("as", "many"), ("at", "most")) or lower[max(0, lo - 3) : lo] == ("as", "many", "as"):
        return (lo - 3 if one == "as" else lo - 2), 0 if two != ("as", "many") else low, high
    if one in ("over", "above", "exceeding"):
        return lo - 1, low, None
    if one in ("nearly", "almost"):
        return lo - 1, low * 9 // 10, high
    if one in ("about", "around", "approximately", "roughly", "some", "circa") or two == ("an", "estimated"):
        return (lo - 1 if one != "estimated" else lo - 2), low * 9 // 10, None if high is None else -(-high * 11 // 10)
    return lo, low, high


def _counted(tree: Tree, lo: int, hi: int) -> str:
    """Lemma of the noun that the number counts, "" if unsaid ("killed two")."""
    last = hi - 1
    top = last
    for i in range(lo, hi):
        if not lo <= tree.head[i] < hi:
            top = i
    if tree.rel(top) in ("nummod", "det", "amod", "compound") and tree.head[top] >= hi:
        head = tree.head[top]
        if tree.lower[head] in _HARMED:
            return "people"
        return _lemma(tree, head) if tree.upos[head] in ("NOUN", "PROPN") else ""
    for kid in tree.kids(top, "nmod"):
        if kid >= hi and any(tree.lower[c] == "of" for c in tree.children[kid]):
            return _lemma(tree, kid) if tree.upos[kid] == "NOUN" else "people"
    if hi < len(tree) and tree.upos[hi] == "NOUN" and tree.xpos[hi] == "NNS":
        return _lemma(tree, hi)
    return ""


def _lemma(tree: Tree, i: int) -> str:
    """Lemma in lower case; "-men" is "-man" whatever the reader made of it."""
    return tree.lower[i][:-2] + "an" if tree.lower[i].endswith("men") else tree.lemma[i].lower()


def _stands_for_people(tree: Tree, lo: int, hi: int) -> bool:
    """Whether a bare number is an argument ("killed at least 25", "two were hurt")."""
    top = hi - 1
    return (
        tree.rel(top) in ("obj", "nsubj", "root", "conj", "dep", "parataxis", "appos", "nmod", "obl")
        and tree.lower[lo] != "one"
        and not (tree.lower[lo].isdigit() and len(tree.lower[lo]) == 4 and tree.lower[lo][:2] in ("19", "20"))
    )


STAGE = Stage(
    name="grounding.counts",
    question="how many of what",
    apply=apply,
    reads=(Document, Sentence, Time),
    writes=(Count,),
)
