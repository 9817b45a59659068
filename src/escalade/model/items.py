"""Items of a digest, a live page or a numbered list: paragraphs of which each tells of something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from escalade.model.documents import Document

LEAST = 3  # items from which on a report is a row of them
_MARK = re.compile(r"(?P<head>[A-Z][A-Z’' -]{2,})[.:]\s|\d{1,2}[:.]\d{2}\b|\(?\d{1,2}[.)]\s|[-*•‣◦–·▪]\s")


def starts(document: Document) -> list[int]:
    """Where the items of a document begin: what opens with an hour ("14:10"), a number, a dash, or a head in capitals
    ("KEELUNG."). A head that comes again is a speaker's name. [] where there are fewer than `LEAST`."""
    body = (s for s in document.segments if s.kind != "title")
    found = [(s.char_start, m["head"]) for s in body if (m := _MARK.match(document.text, s.char_start, s.char_end))]
    often = Counter(head for _, head in found)
    own = [start for start, head in found if head is None or often[head] == 1]
    return own if len(own) >= LEAST else []


def all_starts(documents: Iterable[Document]) -> dict[str, list[int]]:
    """The items of those documents that have any."""
    return {d.document_id: found for d in documents if (found := starts(d))}
