"""Train and measure the sentence splitter: logistic regression over the candidates of running text."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import numpy as np

from escalade.reading.sentences import Splitter, features, is_candidate
from escalade.reading.tokens import tokenize
from training import corpora
from training.conllu import Document

SCALE = 1000
LEAST = 3  # a feature seen less often is dropped: it carries a stranger's name or number, and no knowledge


def segments(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, as half-open spans."""
    out, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            out.append((start, start + len(part)))
        start += len(part) + 2
    return out


def _examples(doc: Document) -> list[tuple[list[str], bool]]:
    ends = {s.spans[-1][1] for s in doc.sentences}
    rows = []
    for start, end in segments(doc.text):
        tokens = tokenize(doc.text, start, end)
        words, begin = [doc.text[a:b] for a, b in tokens], 0
        for i in range(len(tokens) - 1):
            if is_candidate(words, i):
                is_end = tokens[i][1] in ends
                rows.append((list(features(words, tokens, i, begin)), is_end))
                begin = i + 1 if is_end else begin
    return rows


def train(data: Path, out: Path) -> None:
    """Fit on EWT train and test and GUM's open genres; write whole-number weights."""
    docs = [*corpora.ewt(data, "train"), *corpora.ewt(data, "test"), *corpora.gum(data, "train")]
    rows = [r for d in docs for r in _examples(d)]
    seen = Counter(f for fs, _ in rows for f in fs)
    names = sorted(f for f, n in seen.items() if n >= LEAST)
    index = {f: i for i, f in enumerate(names)}
    coded = [(np.array([index[f] for f in fs if f in index], dtype=int), float(y)) for fs, y in rows]
    weight, norm, bias = np.zeros(len(names)), np.full(len(names), 1e-8), 0.0
    rng = random.Random(1)
    for _ in range(12):  # AdaGrad with a little decay
        rng.shuffle(coded)
        for at, y in coded:
            gradient = 1 / (1 + np.exp(-(bias + weight[at].sum()))) - y
            norm[at] += gradient * gradient
            weight[at] -= 0.2 * gradient / np.sqrt(norm[at] + 0.1) + 2e-5 * weight[at]
            bias -= 0.01 * gradient
    whole = {f: round(float(w) * SCALE) for f, w in zip(names, weight, strict=True) if abs(w) > 0.02}
    out.write_text(
        json.dumps({"bias": round(float(bias) * SCALE), "weights": whole}, ensure_ascii=False, separators=(",", ":"))
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(rows)} candidates, {len(whole)} weights")


def score(docs: list[Document], splitter: Splitter) -> dict[str, float]:
    """Sentence precision, recall and F1 from raw text: both ends must fit, in characters."""
    right = found = gold = 0
    for doc in docs:
        want = {(s.spans[0][0], s.spans[-1][1]) for s in doc.sentences}
        got = set()
        for start, end in segments(doc.text):
            tokens = tokenize(doc.text, start, end)
            got |= {(tokens[a][0], tokens[b - 1][1]) for a, b in splitter.split(doc.text, tokens, start, end)}
        right, found, gold = right + len(want & got), found + len(got), gold + len(want)
    return {"sentence_p": right / found, "sentence_r": right / gold, "sentence_f1": 2 * right / (found + gold)}
