"""Quotation marks: which stretches of a text stand in them."""

from __future__ import annotations

import re

_MARK = re.compile(r'["“”„«»\n]')
_OPENS = frozenset("“„«")
_CLOSES = frozenset("”»")


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans inside double quotation marks, in order, marks left out, half-open.

    A straight mark opens after a space, bracket, dash or the start, and closes elsewhere. A quotation that its
    paragraph leaves open ends with the paragraph, where writers open it again.
    """
    spans: list[tuple[int, int]] = []
    start = -1
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if mark == "\n":
            if start >= 0 and at > start:
                spans.append((start, at))
            start = -1
        elif start < 0:
            before = text[at - 1] if at else " "
            if mark in _OPENS or (mark == '"' and (before.isspace() or before in "([{—–-:…'‘")):
                start = at + 1
        elif mark in _CLOSES or mark == '"':
            if at > start:
                spans.append((start, at))
            start = -1
    if 0 <= start < len(text):
        spans.append((start, len(text)))
    return spans
