"""Words: a rule tokenizer to the conventions of UD English (EWT), with code point offsets.

Text is cut at white space into chunks; chunks repeat, so how each one splits is kept in a cache.
Inside a chunk one regular expression takes the longest known shape first (URL, number, abbreviation,
word), then contractions come off words: do|n't, Iran|'s. Hyphens split words (Iran|-|backed) but for
prefixes (pre-war, ex-minister) and codes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from escalade.model.words import TITLES

_CHUNK = re.compile(r"\S{1,400}")  # a longer one is no language; the bound keeps odd input from taking for ever
_APOSTROPHE = "'’`ʼ‘"
_PREFIXES = (
    "anti bi co counter de e ex extra hyper inter intra mega micro mid mini multi neo non post pre pro proto"
    " pseudo quasi re semi sub super trans tri ultra un uni vice x"
)
_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"
_OTHERS = (
    "Ala Ariz Ark Attn Ave Blvd Bldg Bros Calif Co Colo Conn Corp Ctr Del Dept Dist Fla Ft Ga Gvt Ill Inc Ind Intl Kan"
    " Ky La Ltd Mass Md Mich Minn Miss Mo Mont Neb Nev Nos Okla Ont Ore Para Penn Ph Que Rd Sask Tenn Tex Univ Va Vol"
    " Vt Wash Wis Wyo al approx arrv ca cf co cont dept ed eds eg esp est etc ext fig figs govt hr hrs ie incl inc"
    " intl km lb lbs min mins mos no nos oz pp rec ref sq viz vol vs yr yrs"
)
_ABBREVIATIONS = "|".join(sorted({*TITLES, *_MONTHS.split(), *_OTHERS.split()} - {"no", "Nos"}, key=len)[::-1])

_IS_PREFIX = frozenset(_PREFIXES.split())

_PIECE = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]]
      |[\w.+%-]+@[\w-]+(?:\.[\w-]+)+
      |\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|mil|info|io|co\.uk)\b(?:/[^\s,;]*[^\s.,;:!?)])?)
   |(?P<handle>[@\#][A-Za-z_]\w+)
   |(?P<initials>(?:[^\W\d_]\.){{2,}}(?![^\W\d_])|(?:[A-Z]\.)+[A-Z]\b|Ph\.D\.?)
   |(?P<abbreviation>\b(?:{_ABBREVIATIONS})\.(?!\.)|\b[A-Z]\.(?![\w.]))
   |(?P<phone>\(?\+?\d{{2,4}}\)?-\d{{3,4}}-\d{{3,4}}\b)
   |(?P<date>\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}\b(?!-\w))
   |(?P<decade>['’]\d\ds\b)
   |(?P<number>[+]?\d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s|ths)\b)?|(?<![\w])\.\d+)
   |(?P<dots>\.{{2,}}|…\.*)
   |(?P<run>(?P<same>[-!?*=_~+|<>^])(?P=same)+|[!?]{{2,}}|''|``|‘‘|’’)
   |(?P<quoted>[{_APOSTROPHE}](?:s|m|re|ve|ll|d|S|M|RE|VE|LL|D)(?![\w]))
   |(?P<word>[^\W\d_][\w\u0300-\u036f]*(?:[{_APOSTROPHE}][^\W_][\w\u0300-\u036f]*|&[A-Z]+\b|[\w]&[\w])*)
   |(?P<rest>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLITIC = re.compile(rf"(?i:n[{_APOSTROPHE}]t|[{_APOSTROPHE}](?:s|m|re|ve|ll|d))$")
_FUSED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "lemme": 3, "gimme": 3}


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The tokens of text[start:end] as half-open code point spans into `text`, in order, not empty.

    White space is never inside a token and everything else is inside exactly one.
    """
    spans: list[tuple[int, int]] = []
    add = spans.append
    cut = _cut
    for chunk in _CHUNK.finditer(text, start, len(text) if end is None else end):
        at = chunk.start()
        for a, b in cut(chunk.group()):
            add((at + a, at + b))
        if chunk.group() == "No." and text[chunk.end() : chunk.end() + 2].strip()[:1].isdigit():
            spans[-2:] = [(at, at + 3)]  # "No. 7" is a number, "No." is an answer
    return spans


@lru_cache(maxsize=200_000)
def _cut(chunk: str) -> tuple[tuple[int, int], ...]:
    if chunk.isalpha() and chunk.isascii() and chunk.lower() not in _FUSED:
        return ((0, len(chunk)),)
    spans: list[tuple[int, int]] = []
    for match in _PIECE.finditer(chunk):
        a, b = match.span()
        if match.lastgroup == "word":
            _add_word(chunk, a, b, spans)
        else:
            spans.append((a, b))
    return tuple(_join_prefixes(chunk, spans))


def _add_word(chunk: str, a: int, b: int, spans: list[tuple[int, int]]) -> None:
    word = chunk[a:b]
    fused = _FUSED.get(word.lower())
    clitic = _CLITIC.search(word)
    if fused:
        spans += [(a, a + fused), (a + fused, b)]
    elif clitic and clitic.start() > 0:
        _add_word(chunk, a, a + clitic.start(), spans)
        spans.append((a + clitic.start(), b))
    else:
        spans.append((a, b))


def _join_prefixes(chunk: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put pre|-|war together again: UD splits at hyphens, but not after a prefix."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(spans):
        a, b = spans[i]
        prefix = i + 2 < len(spans) and chunk[a:b].lower() in _IS_PREFIX and chunk[slice(*spans[i + 1])] == "-"
        if prefix and chunk[spans[i + 2][0]].isalnum() and (not out or chunk[slice(*out[-1])] != "-"):
            out.append((a, spans[i + 2][1]))
            i += 3
        else:
            out.append((a, b))
            i += 1
    return out
