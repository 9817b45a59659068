"""A person's own name inside the words that reports use for somebody: "student leader Awa Sow", "his son Ali".

Such words stand in the reports in other forms too (the name alone, the last name), and each must be found where a
person is masked or forgotten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from html.entities import codepoint2name
from urllib.parse import quote

PARTICLES = frozenset(
    "ag al ap ben bin bint da de del della der di dos du el ibn la le ould ter van von y zu".split()
)  # small words inside a name
JOINING = frozenset(
    "a an and against as at between by for from her his in its like near of on or our than that the their to under "
    "whose with".split()
)  # what stands before a name without naming its bearer's part: "the mayor of Gao"
HOME = frozenset("of from in at near".split())  # "Ann Lee of Ohio"
ARTICLES = frozenset(("the", "a", "an"))
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
SHORTEST = 3  # letters of a first or last name that is found where it stands alone
APOSTROPHES = "'’‘ʼ`"
_ARTICLE = re.compile(rf"[^\W\d_]{{1,3}}[-{APOSTROPHES}][A-Z]")  # "al-Askari", "d'Arc"
_EDGES = '.,;:!?()[]"“”«»' + APOSTROPHES
_WORD = re.compile(r"\w+")

Known = Callable[[str], object]  # whether the vocabulary knows somebody or something by these words


def own(phrase: str) -> str:
    """The name that ends a phrase, without what introduces it or where its bearer is from; "" if it ends in none."""
    said = phrase.split()
    said = said[1:] if said and said[0].lower() in ARTICLES else said
    words = [w for w in (word.strip(_EDGES) for word in said) if w]
    small = [i for i, w in enumerate(words) if not (w[0].isupper() or w in PARTICLES or _ARTICLE.match(w))]
    if small and words[small[-1]] in HOME and " " in (before := own(" ".join(words[: small[-1]]))):
        return before
    name = words[small[-1] + 1 :] if small else words
    while name and name[0] in PARTICLES:
        name = name[1:]
    return " ".join(name)


def introduced(phrase: str) -> str:
    """The name of somebody who is not named alone ("his sister Awa Sow"); "" where another thing's name ends it."""
    name = own(phrase)
    before = phrase[: phrase.rfind(name)].split() if name else []
    if not before or before[-1].lower() in JOINING or name.lower() in DAYS:
        return ""
    return name


def forms(name: str, known: Known) -> set[str]:
    """The name and what it ends in ("Herder Moussa Ag Sidi", "Moussa Ag Sidi"): two words or more, unknown."""
    words = name.split()
    ends = {" ".join(words[i:]) for i, word in enumerate(words[:-1]) if word[:1].isupper()}
    return {end for end in ends if not known(end)}


def last(name: str) -> list[str]:
    """The last name, where it is one."""
    return [w for w in _WORD.findall(name)[-1:] if w[:1].isupper() and len(w) >= SHORTEST]


def first(name: str, known: Known, titles: Collection[str]) -> list[str]:
    """The first of two names or more, titles aside, unless the words mean somebody else too ("Jordan")."""
    words = _WORD.findall(name)
    while rank := next((i for i, w in enumerate(words[:-1], 1) if w.lower() in titles), 0):
        words = words[rank:]
    return [w for w in words[:1] if len(words) > 1 and w[:1].isupper() and len(w) >= SHORTEST and not known(w)]


def spelled(word: str) -> str:
    """Pattern of a word as files have it: marks over letters may be left out, escaped or set apart."""
    return "".join(_letter(c) for c in unicodedata.normalize("NFC", word))


def _letter(c: str) -> str:
    if c in APOSTROPHES:
        return "(?:[" + APOSTROPHES + "]|&#0*39;|&apos;|&[lr]squo;|&#821[67];|\\\\u201[89]|%27|%E2%80%9[89])"
    return re.escape(c) if c.isascii() else "(?:" + "|".join(map(re.escape, _escaped(c))) + ")"


def _escaped(c: str) -> Iterator[str]:
    """How text, HTML, JSON and addresses write a letter, longest first; at last without its marks."""
    apart = unicodedata.normalize("NFD", c)
    yield f"\\u{ord(c):04x}"
    yield quote(c)
    if ord(c) in codepoint2name:
        yield f"&{codepoint2name[ord(c)]};"
    yield from (f"&#{ord(c)};", f"&#x{ord(c):x};", apart, c)
    if apart[0] != c and apart[0].isascii():
        yield apart[0]
