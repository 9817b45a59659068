"""Whether a text is English: by its small words, and where these do not tell, by py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SMALL = frozenset(
    "the of and to in a that is was for on with as by at from it his her be are has have had were an said which not this who but they their will would after been its".split()
)
WORD = re.compile(r"[^\W\d_]+")
SURE = 0.2  # share of small words from which a text is English; prose has .35 to .45, other languages under .1
LEAST = 4  # words under which nothing can be said


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, None if it is too short to tell."""
    words = WORD.findall(text[:4000])
    if len(words) < LEAST:
        return None
    if sum(w.lower() in SMALL for w in words) >= SURE * len(words):
        return "en"
    code, probability = _identifier().classify(text[:4000].lower() if text.isupper() else text[:4000])
    return str(code) if probability >= 0.8 or len(words) >= 40 else None
