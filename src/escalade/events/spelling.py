"""Whether two names are spellings of one: "Qasem Soleimani", "Qassim Suleimani"; "Kata'ib", "Kataeb"."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

MARKS = str.maketrans("", "", "'`’‘ʿʾʼ.")
SPLIT = re.compile(r"[^a-z0-9]+")
# letters that transliterations use for one another, longest first
SOUNDS = {
    "sch": "s",
    "tch": "c",
    "sh": "s",
    "ch": "c",
    "kh": "k",
    "gh": "k",
    "ph": "f",
    "dh": "d",
    "th": "t",
    "dj": "j",
}
SOUNDS |= {"zh": "j", "ck": "k", "q": "k", "g": "k", "w": "v", "z": "s", "x": "s"}
VOWELS = {"a": "a", "e": "e", "i": "e", "y": "e", "o": "o", "u": "o"}
ALIKE = frozenset({("a", "e"), ("e", "a")})
PARTICLES = frozenset({"al", "el", "the", "bin", "ibn", "de", "of", "and", "for"})
LEAST_ALIKE = 0.6  # share of letters two spellings of a word have in common


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """Words of a name in plain lower-case letters, particles left out."""
    plain = anyascii(name.translate(MARKS)).translate(MARKS).lower()
    return tuple(w for w in SPLIT.split(plain) if w and w not in PARTICLES)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Consonants of a word as they sound, doubled ones once, h left out: "qassem" and "kasim" are "ksm"."""
    for letters, sound in SOUNDS.items():
        word = word.replace(letters, sound)
    kept = (c for i, c in enumerate(word) if c.isdigit() or (c not in VOWELS and c != "h" and c != word[i - 1 : i]))
    return "".join(kept)


@lru_cache(maxsize=1 << 16)
def _vowels(word: str) -> tuple[str, ...]:
    """How the vowels of a word sound, roughly; neighbouring vowels as one."""
    return tuple(VOWELS[run[0]] for run in re.findall("[aeiouy]+", word))


def same_word(a: str, b: str) -> bool:
    """Whether two words are spellings of one: same consonants, vowels that differ only as transliterations do."""
    if a == b:
        return True
    if skeleton(a) != skeleton(b) or len(skeleton(a)) < 2 or any(c.isdigit() for c in a + b):
        return False
    first, second = _vowels(a), _vowels(b)
    if len(first) == len(second) and any(x != y and (x, y) not in ALIKE for x, y in zip(first, second, strict=True)):
        return False
    return Levenshtein.normalized_similarity(a, b) >= LEAST_ALIKE


def same_name(a: str, b: str) -> bool:
    """Whether two names of as many words are word by word spellings of one; single short words must be equal."""
    one, other = words(a), words(b)
    if not one or len(one) != len(other):
        return one == other and bool(one)
    if len(one) == 1 and one != other and len(skeleton(one[0])) < 4:
        return False
    return all(map(same_word, one, other))


def block(name: str) -> tuple[str, ...]:
    """Blocking key: equal for all spellings of a name."""
    return tuple(skeleton(w) for w in words(name))
