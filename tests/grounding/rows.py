"""Documents from hand-parsed sentences, one token a word: `word|lemma|UPOS|XPOS|head|deprel`, the last five optional.

A word alone is a proper noun if it has a capital, else a noun; head 0 = root. Mentions are given by their words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from escalade import grounding
from escalade.model.documents import Document, Segment
from escalade.model.groundings import Count, Place, Reference, Time
from escalade.model.ids import content_id
from escalade.model.readings import Mention, Sentence
from escalade.model.tables import Tables
from escalade.vocab import actors, places

TIGHT = frozenset((",", ".", "'s", "’s", "-", ")", ";"))


def document(*lines: str, mentions: Iterable[tuple[Any, ...]] = (), published: str | None = "2020-11-20") -> Tables:
    """Tables of one document, a line a sentence; mentions: (sentence, words, kind, level[, head word])."""
    text, sentences = "", []
    for ordinal, line in enumerate(lines):
        start, columns = len(text) + bool(text), _columns(line)
        text += " " if text else ""
        spans = []
        for i, (word, *_) in enumerate(columns):
            if i and word not in TIGHT and columns[i - 1][0] not in ("-", "("):
                text += " "
            spans.append((len(text), len(text) + len(word)))
            text += word
        sentences.append(
            Sentence(
                sentence_id=content_id("s", ordinal),
                document_id="d",
                ordinal=ordinal,
                block="body",
                segment=0,
                char_start=start,
                char_end=len(text),
                token_start=tuple(a for a, _ in spans),
                token_end=tuple(b for _, b in spans),
                lemma=tuple(c[1] for c in columns),
                upos=tuple(c[2] for c in columns),
                xpos=tuple(c[3] for c in columns),
                head=tuple(int(c[4]) for c in columns),
                deprel=tuple(c[5] for c in columns),
                ner=("O",) * len(columns),
                mention=("O",) * len(columns),
            )
        )
    segment = Segment("body", 0, len(text), 0, None, None)
    row = Document(
        "d", "u", "f", None, (), None, published, "given", None, "en", text, (segment,), True, None
    )  # fmt: skip
    tables = Tables()
    tables.add(Document, [row])
    tables.add(Sentence, sentences)
    tables.add(Mention, [_mention(sentences[m[0]], text, *m[1:]) for m in mentions])
    return tables


def _columns(line: str) -> list[tuple[str, ...]]:
    out = []
    for token in line.split():
        parts = token.split("|")
        if len(parts) == 1:
            word, proper = parts[0], parts[0][:1].isupper()
            digits = word.replace(",", "").isdigit()
            tags = (
                ("NUM", "CD")
                if digits
                else ("PUNCT", word)
                if not word[0].isalnum()
                else ("PROPN", "NNP")
                if proper
                else ("NOUN", "NN")
            )
            parts = [word, word.lower(), *tags, "0", "dep"]
        out.append(tuple(parts))
    return out


def _mention(s: Sentence, text: str, words: str, kind: str, level: str, head: str | None = None) -> Mention:
    tokens = [text[a:b] for a, b in zip(s.token_start, s.token_end, strict=True)]
    wanted = words.split()
    lo = next(i for i in range(len(tokens)) if tokens[i : i + len(wanted)] == wanted)
    hi = lo + len(wanted)
    at = lo + wanted.index(head) if head else hi - 1
    a, b = s.token_start[lo], s.token_end[hi - 1]
    return Mention(content_id("m", a, b, kind), "d", s.ordinal, kind, level, a, b, text[a:b], lo, hi, at)


def ground(tables: Tables) -> Tables:
    """The tables with all that the room writes."""
    resources = {"lexicon": actors.load(), "gazetteer": places.load()}
    for stage in grounding.STAGES:
        for cls, rows in stage.apply(tables, resources, None).items():
            tables.add(cls, rows)
    return tables


def times(text: str, published: str | None = "2020-11-20") -> list[Time]:
    """Time rows of one plain sentence."""
    return ground(document(text, published=published)).rows(Time)


def counts(text: str) -> list[Count]:
    """Count rows of one sentence."""
    return ground(document(text)).rows(Count)


def references(
    *lines: str, mentions: Iterable[tuple[Any, ...]], published: str | None = "2020-11-20"
) -> dict[str, Reference]:
    """References by the words of their mention (the last of equal ones)."""
    tables = ground(document(*lines, mentions=mentions, published=published))
    rows = {r.mention_id: r for r in tables.rows(Reference)}
    return {m.quote: rows[m.mention_id] for m in tables.rows(Mention) if m.mention_id in rows}


def located(*lines: str, mentions: Iterable[tuple[Any, ...]]) -> dict[str, Place]:
    """Places by the words of their mention."""
    tables = ground(document(*lines, mentions=mentions))
    rows = {r.mention_id: r for r in tables.rows(Place)}
    return {m.quote: rows[m.mention_id] for m in tables.rows(Mention) if m.mention_id in rows}
