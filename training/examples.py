"""Sentences as tensors: word pieces, shapes, labels; batches by length; cheap augmentation."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch

from escalade.reading.heads import FIXED_LABELS, MENTION_KINDS, NER_KINDS, SOFT_HEADS, WORD_HEADS, bio
from escalade.reading.lemmas import rule_of
from escalade.reading.wordpiece import CLS, MASK, SEP, WordPieces, shape
from training.conllu import Frame, Sentence
from training.model import GENEVA, IGNORE, PROPBANK, Batch

MAX_PIECES = 200


@dataclass
class Example:
    """One sentence for the network; labels[name] runs over words with a first entry for the root.

    frames[name] holds (predicate, labels of all words) pairs, counted in the same way.
    """

    ids: list[int]
    shapes: list[int]
    first: list[int]
    labels: dict[str, list[int]]
    frames: dict[str, list[tuple[int, list[int]]]]


def label_sets(sentences: list[Sentence]) -> dict[str, list[str]]:
    """The labels of every head, rare lemma rules (seen once or twice) left out."""
    parsed = [s for s in sentences if s.heads]
    rules = Counter(rule_of(w, m) for s in parsed if s.lemmas for w, m in zip(s.words, s.lemmas, strict=True))
    deprels = Counter(d for s in parsed for d in s.deprels)
    geneva = Counter(x for s in sentences for x in s.extra.get(GENEVA, ()))
    roles = Counter(r for s in sentences for f in s.frames.get(PROPBANK, ()) for r in f.roles.values())
    return {
        **{name: list(values) for name, values in FIXED_LABELS.items()},
        GENEVA: ["O", *sorted(x for x, n in geneva.items() if n >= 8 and x != "O")],
        PROPBANK: ["none", *sorted(r for r, n in roles.items() if n >= 50)],
        "upos": sorted({u for s in parsed for u in s.upos}),
        "xpos": sorted({x for s in parsed for x in s.xpos}),
        "lemma": [rule for rule, n in rules.most_common() if n >= 3],
        "ner": bio(NER_KINDS),
        "mention": bio(MENTION_KINDS),
        "deprel": sorted(d for d, n in deprels.items() if n >= 3),
    }


class Encoder:
    """Turns sentences into examples."""

    def __init__(self, labels: dict[str, list[str]], pieces: WordPieces) -> None:
        self._index = {name: {x: i for i, x in enumerate(values)} for name, values in labels.items()}
        self._pieces = pieces

    def example(self, s: Sentence, hide: float = 0.0, rng: random.Random | None = None) -> Example | None:
        """None where the sentence is empty or too long to train on. One word in 1 / `hide` is masked: what it is called
        must then be read off the others, its lemma is not asked."""
        hidden = {i for i in range(len(s.words)) if rng and rng.random() < hide}
        ids, shapes, first = [CLS], [0], [0]
        for i, word in enumerate(s.words):
            first.append(len(ids))
            pieces = [MASK] if i in hidden else self._pieces.pieces(word)
            ids += pieces
            shapes += [shape(word, i == 0)] * len(pieces)
        if not s.words or len(ids) > MAX_PIECES:
            return None
        columns: dict[str, list[str] | None] = {"ner": s.ner, "mention": s.mention}
        if s.heads:
            rules = [rule_of(w, m) for w, m in zip(s.words, s.lemmas, strict=True)] if s.lemmas else None
            columns |= {"upos": s.upos, "xpos": s.xpos, "lemma": rules, "deprel": s.deprels}
        labels = {}
        for name, values in columns.items():
            if values:
                known = self._index[name]
                labels[name] = [IGNORE, *(known.get(v, IGNORE) for v in values)]
        for i in hidden if "lemma" in labels else ():
            labels["lemma"][i + 1] = IGNORE
        if s.heads:
            labels["head"] = [IGNORE, *s.heads]
        for name, given in s.extra.items():
            known = self._index[name]
            labels[name] = [IGNORE, *(known.get(v, IGNORE) for v in given)]
        frames = {name: [self._frame(name, f, len(s.words)) for f in found] for name, found in s.frames.items()}
        return Example([*ids, SEP], [*shapes, 0], first, labels, frames)

    def _frame(self, name: str, frame: Frame, words: int) -> tuple[int, list[int]]:
        known, row = self._index[name], [IGNORE, *[0] * words]
        for token, role in frame.roles.items():
            row[token + 1] = known.get(role, IGNORE)
        return frame.token + 1, row


def batch_of(examples: list[Example]) -> Batch:
    """Pad examples to one batch."""
    n, pieces, words = len(examples), max(len(e.ids) for e in examples), max(len(e.first) for e in examples)
    batch = {name: torch.zeros(n, pieces, dtype=torch.long) for name in ("ids", "shapes")}
    batch["first"] = torch.zeros(n, words, dtype=torch.long)
    batch["live"] = torch.zeros(n, words, dtype=torch.bool)
    names = [h.name for h in (*WORD_HEADS, *SOFT_HEADS)] + ["deprel", "head", GENEVA]
    batch |= {name: torch.full((n, words), IGNORE, dtype=torch.long) for name in names}
    for i, e in enumerate(examples):
        batch["ids"][i, : len(e.ids)] = torch.tensor(e.ids)
        batch["shapes"][i, : len(e.shapes)] = torch.tensor(e.shapes)
        batch["first"][i, : len(e.first)] = torch.tensor(e.first)
        batch["live"][i, : len(e.first)] = True
        for name, values in e.labels.items():
            batch[name][i, : len(values)] = torch.tensor(values)
    for name in ("role", PROPBANK):
        frames = [(i, token, row) for i, e in enumerate(examples) for token, row in e.frames.get(name, ())]
        gold = torch.full((len(frames), words), IGNORE, dtype=torch.long)
        for k, (_, _, row) in enumerate(frames):
            gold[k, : len(row)] = torch.tensor(row)
        batch[f"{name}_row"] = torch.tensor([i for i, _, _ in frames], dtype=torch.long)
        batch[f"{name}_token"] = torch.tensor([t for _, t, _ in frames], dtype=torch.long)
        batch[f"{name}_gold"] = gold
    return batch


def batches(examples: list[Example], max_pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of like lengths in random order, each of at most `max_pieces` padded pieces."""
    order = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 6)
    made: list[list[Example]] = []
    for e in order:
        if made and len(e.ids) * (len(made[-1]) + 1) <= max_pieces:
            made[-1].append(e)
        else:
            made.append([e])
    rng.shuffle(made)
    yield from made


_CURLY = {"'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'d": "’d", "'m": "’m", "'": "’"}


def augmented(s: Sentence, rng: random.Random) -> Sentence:
    """The sentence, or now and then one written as headlines and wire copy are: other case, no full stop, curly quotes.

    Lemmas that hang on the case are left out where the case was changed.
    """
    dice = rng.random()
    if dice < 0.06:
        words = [w.lower() for w in s.words]
        s = replace(s, words=words, lemmas=_lemmas(s, words))
    elif dice < 0.09:
        words = [w.upper() for w in s.words]
        s = replace(s, words=words, lemmas=_lemmas(s, words))
    elif dice < 0.13:
        words = [w[0].upper() + w[1:] if len(w) > 3 and w.isalpha() else w for w in s.words]
        s = replace(s, words=words, lemmas=_lemmas(s, words))
    elif dice < 0.25:
        quotes, words = 0, []
        for w in s.words:
            if w == '"':
                words.append("“”"[quotes % 2])
                quotes += 1
            else:
                words.append(_CURLY.get(w, w))
        s = replace(s, words=words)
    last = len(s.words)
    if rng.random() < 0.08 and last > 3 and s.words[-1] == "." and last not in s.heads and not (s.extra or s.frames):
        cut = {
            name: getattr(s, name)[:-1]
            for name in ("words", "lemmas", "upos", "xpos", "heads", "deprels", "ner", "mention")
            if getattr(s, name)
        }
        s = replace(s, **cut)
    return s


def _lemmas(s: Sentence, words: list[str]) -> list[str]:
    return (
        [
            m if m == m.lower() or new == old else "?unknown"
            for m, old, new in zip(s.lemmas, s.words, words, strict=True)
        ]
        if s.lemmas
        else []
    )
