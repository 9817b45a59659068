"""Whether two names are spellings of one: "Qasem Soleimani", "Qassim Suleimani"; "Kata'ib", "Kataeb"."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

MARKS = str.maketrans("", "", "'`’‘ʿʾʼ.")
SPLIT = re.compile(r"[^a-z0-9]+")
# letters that transliterations use for one another
SOUNDS = {
    "dzh": "j",
    "sch": "s",
    "tch": "s",
    "sh": "s",
    "ch": "s",
    "kh": "k",
    "gh": "k",
    "ph": "f",
    "dh": "d",
    "th": "t",
}
SOUNDS |= {"dj": "j", "dz": "j", "zh": "j", "ck": "k"}
SEVERAL = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))
SINGLE = str.maketrans("qgcwzx", "kkkvss")
TWICE = re.compile(r"([b-df-gj-np-tv-xz])(?=\1)")
SILENT = re.compile("[aeiouyh]")
SOFT_C = re.compile(r"c(?=[eiy]|$)")  # "Mladic", "Thaci": as "ch"; elsewhere as "k"
VOWELS = {"a": "a", "e": "e", "i": "e", "y": "e", "o": "o", "u": "o"}
ALIKE = frozenset({("a", "e"), ("e", "a"), ("o", "u"), ("u", "o")})
PARTICLES = frozenset({"al", "el", "the", "bin", "ben", "ibn", "de", "of", "and", "for"})
SON = re.compile(r"(?:bin|ben|ibn)\b[ -]", re.I)
# the Arabic article as it sounds before s, sh, z, n, r, d, t: "ash-Sham", "an-Nusra", "ad-Din"
SUN_ARTICLE = re.compile(r"\b[ae](sh|th|dh|[tdrzsn])[- ](?=\1)")
JOINT = re.compile(r"(?<=[a-z])(?:-[ei](?=[- ])|[- ][ei](?=-)| [ei](?= ))")  # Persian and Urdu "-e-", "-i-"
SERVANT = re.compile(r"\babd[aeou]l?(?=[a-z]{4})(?!l?l[aeo]h)|\babd[aeo]?u?l\b")  # "Abdelfattah" is "Abd al-Fattah"
BOUND = re.compile(r"(?<=[a-z])[- ](?=o?ul[- ])")  # "Ansar-ul-Islam" is "Ansarul Islam"
OF_GOD = re.compile(r"(?<=[a-z])[aeiou]llah?\b")  # "Nasrullah", "Hezbollah", "Abdalla"
ENDING = re.compile(r"(?<=[a-z]{3}a)[ht]\b")  # "Katibat", "Jamaah", "Fatah": "Katiba", "Jamaa", "Fata"
SLAVIC = re.compile(r"[iy][ji]\b")  # "Zelenskyj", "Pravyi"
QU = re.compile(r"qu(?=[aeio])")  # "Quaida"
SETTLING = (  # letters without which there is nothing to do, what is written otherwise, how
    ("", SUN_ARTICLE, ""),
    ("", JOINT, ""),
    ("abd", SERVANT, "abd "),
    ("ul", BOUND, ""),
    ("lla", OF_GOD, "allah"),
    ("a", ENDING, ""),
    ("", SLAVIC, "y"),
    ("qu", QU, "q"),
)
LONG = (("y", "i"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("aa", "a"), ("uu", "u"), ("ii", "i"))
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])(?=\1)")
LEAST_LONE = 4  # consonants of a lone word that may be spelled otherwise than by a doubled one
# share of letters that two spellings of a word have in common, by its consonants: the fewer, the more
LEAST_ALIKE = {0: 0.75, 1: 0.75, 2: 0.65, 3: 0.65}
LEAST_ALIKE_LONG = 0.6
LEAST_JOINED = 0.85  # the same of names that are split otherwise: "Hizb Allah", "Hizballah"


def _settled(plain: str) -> str:
    """A name with its articles, joints and endings written one way."""
    for letters, pattern, instead in SETTLING:
        if letters in plain:
            plain = pattern.sub(instead, plain)
    return plain


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """Words of a name in plain lower-case letters, articles and particles left out."""
    plain = name.translate(MARKS)
    if not plain.isascii():
        plain = anyascii(plain).translate(MARKS)
    plain = _settled(plain.lower())
    return tuple(w for w in SPLIT.split(plain) if w and w not in PARTICLES)


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """Consonants of a word as they sound, doubled ones once, h left out: "qassem" and "kasim" are "ksm"."""
    word = SEVERAL.sub(lambda found: SOUNDS[found[0]], SOFT_C.sub("s", word)).translate(SINGLE)
    return SILENT.sub("", TWICE.sub("", word))


@lru_cache(maxsize=1 << 16)
def _vowels(word: str) -> tuple[str, ...]:
    """How the vowels of a word sound, roughly; neighbouring vowels as one."""
    return tuple(VOWELS[run[0]] for run in re.findall("[aeiouy]+", word))


def _short(word: str) -> str:
    """A word with its long vowels as short ones."""
    for vowels, vowel in LONG:
        word = word.replace(vowels, vowel)
    return word


def _opens_open(word: str) -> bool:
    """Whether a word begins with a vowel: "ABC" is not "BBC"."""
    return word.lstrip("h")[:1] in VOWELS


def same_word(a: str, b: str) -> bool:
    """Whether two words are spellings of one: same consonants, vowels that differ only as transliterations do."""
    if a == b:
        return True
    consonants = skeleton(a)
    if consonants != skeleton(b) or _opens_open(a) != _opens_open(b) or any(c.isdigit() for c in a + b):
        return False
    if {a[0], b[0]} == {"h", "y"}:  # "Hassan" is not "Yassin"
        return False
    first, second = _vowels(a), _vowels(b)
    if len(first) == len(second) and any(x != y and (x, y) not in ALIKE for x, y in zip(first, second, strict=True)):
        return False
    alike = Levenshtein.normalized_similarity(_short(a), _short(b))
    return alike >= LEAST_ALIKE.get(len(consonants), LEAST_ALIKE_LONG)


def same_name(a: str, b: str) -> bool:
    """Whether two names are spellings of one, word by word, or as one word if they are split otherwise.

    A lone short word must agree in more than its consonants, and "Ben Ali" is no "Ali".
    """
    one, other = words(a), words(b)
    return not (len(one) == len(other) == 1 and is_sons(a) != is_sons(b)) and same_words(one, other)


def is_sons(name: str) -> bool:
    """Whether a name begins with a word for a son: "Ben Ali", "bin Salman"."""
    return SON.match(name) is not None


def same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """`same_name` of names that are split already."""
    if one == other:
        return bool(one)
    if len(one) != len(other):
        one, other = (_settled("".join(one)),), (_settled("".join(other)),)
        if Levenshtein.normalized_similarity(_short(one[0]), _short(other[0])) < LEAST_JOINED:
            return False
    if len(one) == 1 and len(skeleton(one[0])) < LEAST_LONE:
        return _same_lone(one[0], other[0])
    return all(map(same_word, one, other))


def _same_lone(a: str, b: str) -> bool:
    """Whether two short words are one: but for doubled consonants, or with three consonants the same vowels."""
    if DOUBLED.sub("", a) == DOUBLED.sub("", b):
        return True
    return len(skeleton(a)) == LEAST_LONE - 1 and _vowels(a) == _vowels(b) and same_word(a, b)


def block(name: str) -> tuple[str, ...]:
    """Blocking key: equal for all spellings of a name."""
    key = skeleton("".join(words(name)))
    return (key,) if key else ()
