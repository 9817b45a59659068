"""Whether a text is English: by its small words, and where these do not tell, by py3langid."""

from __future__ import annotations

import re

SMALL_WORDS = """a after an and are as at be been but by for from had has have her his in is it its not of on said that
the their they this to was were which who will with would"""
SMALL = frozenset(SMALL_WORDS.split())
WORD = re.compile(r"[^\W\d_]+")
SURE = 0.2  # share of small words from which a text is English; prose has .35 to .45, other languages under .1
LEAST = 4  # words under which nothing can be said
MARGIN = 15.0  # natural log of the odds by which another language must lead English to be believed


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, None if it cannot be told."""
    words = WORD.findall(text[:4000])
    if len(words) < LEAST:
        return None
    if sum(w.lower() in SMALL for w in words) >= SURE * len(words):
        return "en"
    from py3langid import rank  # loads its model: only for texts that need it

    scores = dict(rank(text[:4000]))
    best = max(scores, key=lambda code: (scores[code], code))
    if best != "en" and scores[best] - scores["en"] < MARGIN:
        return None
    return str(best)
