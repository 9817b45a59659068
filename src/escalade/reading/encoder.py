"""The reading engine: a document's text to parsed sentences, with one ONNX graph and numpy.

Each sentence is one call of the graph: dynamic int8 takes one activation scale a call, so a batch
would make a parse depend on its neighbours. Equal text gives equal rows, whatever else is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalade.model.readings import Inkling, Sentence, TieInkling
from escalade.reading.heads import EVENT_LABELS, HAPPENED_LABELS, ROLE_LABELS, STATUS_LABELS
from escalade.reading.lemmas import Lemmas
from escalade.reading.repairs import repair
from escalade.reading.sentences import Splitter
from escalade.reading.tenor import FILE as TENOR
from escalade.reading.tenor import Tenor
from escalade.reading.ties import FILES as TIES
from escalade.reading.ties import Ties, candidates
from escalade.reading.tokens import tokenize
from escalade.reading.tree import best_tree, is_tree
from escalade.reading.wordpiece import CLS, SEP, WordPieces, shape

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("reader.onnx", "reader.json", "relations.npz", "lemmas.txt", "sentences.json", "vocab.txt")
MAX_PIECES = 220
_MAX_WORD_PIECES = 40  # of a word longer than this the encoder sees the beginning
MIN_EVENT = 0.03  # below this probability of telling an event nothing is kept of a word
MIN_TYPE = 0.02
MIN_ROLE = 0.45  # below this probability nobody is put on a side of an event
SURE_ROLE = 0.8  # from this he may stand anywhere in the sentence
_CUTS = frozenset(";:,—–.!?")
SLOWER = ["SkipLayerNormFusion"]  # onnxruntime adds and normalises five times as fast in two operators as in one
Segment = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Parse:
    """What the graph and the tree decoder say of one sentence, word by word. Heads are 1-based, 0 = root.

    `events` are of the words that may tell one and `ties` of pairs of words that may stand in a relation, with document
    and sentence left open; `eventful` is the probability that the sentence tells any event.
    """

    lemma: list[str]
    upos: list[str]
    xpos: list[str]
    head: list[int]
    deprel: list[str]
    ner: list[str]
    mention: list[str]
    events: list[Inkling]
    ties: list[TieInkling]
    eventful: float = 1.0


class Reader:
    """Reads text into sentences. `fingerprint` is a digest of everything that decides its answers but the code."""

    def __init__(
        self,
        session: Any,
        labels: dict[str, list[str]],
        heads: list[str],
        relations: NDArray[np.float32],
        roles: NDArray[np.float32],
        pieces: WordPieces,
        lemmas: Lemmas,
        splitter: Splitter,
        tenor: Tenor,
        ties: Ties | None,
        fingerprint: str,
    ) -> None:
        self._session, self._labels, self._rows = session, labels, {name: i for i, name in enumerate(heads)}
        self._roles = roles.T  # [as event, label and as argument]
        self._relations, self._pieces, self._lemmas, self._splitter = relations, pieces, lemmas, splitter
        self._tenor, self._ties = tenor, ties
        self.fingerprint = fingerprint
        self._root = labels["deprel"].index("root")
        self._deprels = len(labels["deprel"])
        self._known: dict[tuple[str, bool], tuple[tuple[int, ...], int]] = {}
        self._spans = {name: [_after(labels[name], i) for i in range(len(labels[name]))] for name in ("ner", "mention")}

    @classmethod
    def load(cls, path: Path | None = None) -> Reader:
        """The reader whose weights lie in folder `path`, or the shipped one. FileNotFoundError if they are gone."""
        import onnxruntime as ort

        folder = path or WEIGHTS
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def session(path: Path) -> Any:
            return ort.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
            )

        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        with np.load(folder / "relations.npz") as stored:
            relations, roles = stored["weight"].astype(np.float32), stored["role"].astype(np.float32)
        lines = (folder / "lemmas.txt").read_text(encoding="utf-8").split("\n")
        rows = (line.split("\t") for line in lines if line)
        digest = hashlib.sha256()
        ties = Ties.load(folder, session)
        for name in (*FILES, TENOR, *(TIES if ties is not None else ())):
            digest.update((folder / name).read_bytes())
        return cls(
            session(folder / "reader.onnx"),
            about["labels"],
            about["heads"],
            relations,
            roles,
            WordPieces.load(folder / "vocab.txt"),
            Lemmas({(form, upos): lemma for form, upos, lemma in rows}),
            Splitter.load(folder / "sentences.json"),
            Tenor.load(folder),
            ties,
            digest.hexdigest()[:16],
        )

    def parse(self, document_id: str, text: str, segments: Iterable[Segment] | None = None) -> list[Sentence]:
        """The sentences of one document, in order: the first half of what `read` gives."""
        return self.read(document_id, text, segments)[0]

    def read(
        self, document_id: str, text: str, segments: Iterable[Segment] | None = None
    ) -> tuple[list[Sentence], list[Inkling], list[TieInkling]]:
        """The sentences of one document, what its words may tell and how they may hang together, in order.

        Segments are half-open (start, end, kind) spans of `text`; no sentence crosses one. Without them the text is
        cut at blank lines. Every visible character of a segment lies in exactly one token. Blank text gives no rows.
        """
        rows: list[Sentence] = []
        inklings: list[Inkling] = []
        ties: list[TieInkling] = []
        for number, (start, end, kind) in enumerate(paragraphs(text) if segments is None else segments):
            tokens = tokenize(text, start, end)
            for a, b in self._splitter.split(text, tokens, start, end):
                spans = tokens[a:b]
                p = self.parse_words([text[s:e] for s, e in spans])
                inklings += [replace(e, document_id=document_id, sentence=len(rows)) for e in p.events]
                ties += [replace(t, document_id=document_id, sentence=len(rows)) for t in p.ties]
                rows.append(
                    Sentence(
                        sentence_id=f"{document_id}:{len(rows)}",
                        document_id=document_id,
                        ordinal=len(rows),
                        block=kind,
                        segment=number,
                        char_start=spans[0][0],
                        char_end=spans[-1][1],
                        token_start=tuple(s for s, _ in spans),
                        token_end=tuple(e for _, e in spans),
                        lemma=tuple(p.lemma),
                        upos=tuple(p.upos),
                        xpos=tuple(p.xpos),
                        head=tuple(p.head),
                        deprel=tuple(p.deprel),
                        ner=tuple(p.ner),
                        mention=tuple(p.mention),
                        eventful=p.eventful,
                    )
                )
        return rows, inklings, ties

    def parse_words(self, words: list[str]) -> Parse:
        """Parse one sentence that is already cut into words, of any length; the tree is mended (see `repairs`)."""
        parse = self._whole(words)
        repair(words, parse.upos, parse.xpos, parse.head, parse.deprel)
        return parse

    def _whole(self, words: list[str]) -> Parse:
        """A long sentence is read in windows, which are joined."""
        coded = [self._code(word, i == 0) for i, word in enumerate(words)]
        sizes = [len(pieces) for pieces, _ in coded]
        if sum(sizes) <= MAX_PIECES:
            return self._read(words, coded)
        whole = Parse([], [], [], [], [], [], [], [], [])
        top, eventful = 0, 0.0  # the first window's root: the other windows hang on it
        for a, b in _windows(words, sizes):
            part = self._read(words[a:b], coded[a:b])
            root = part.head.index(0)
            head = [h + a if h else top for h in part.head]
            if top:
                part.deprel[root] = "parataxis"
            else:
                top = root + 1 + a
            for name in ("lemma", "upos", "xpos", "deprel", "ner", "mention"):
                getattr(whole, name).extend(getattr(part, name))
            whole.head.extend(head)
            whole.events.extend(_moved(e, a) for e in part.events)
            whole.ties.extend(replace(t, source=t.source + a, target=t.target + a) for t in part.ties)
            eventful = max(eventful, part.eventful)
        return replace(whole, eventful=eventful)

    def _code(self, word: str, first: bool) -> tuple[tuple[int, ...], int]:
        """A word's piece ids and shape, from a cache: words repeat."""
        key = (word, first)
        found = self._known.get(key)
        if found is None:
            found = (self._pieces.pieces(word)[:_MAX_WORD_PIECES], shape(word, first))
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[key] = found
        return found

    def _read(self, words: list[str], coded: list[tuple[tuple[int, ...], int]]) -> Parse:
        ids, shapes, first = [CLS], [0], [0]
        for pieces, form in coded:
            first.append(len(ids))
            ids += pieces
            shapes += [form] * len(pieces)
        ids.append(SEP)
        shapes.append(0)
        feed = {"ids": np.array([ids]), "shapes": np.array([shapes]), "first": np.array([first])}
        tags, arcs, as_head, as_dep, soft, as_event, as_argument, middle = self._session.run(None, feed)
        rows = tags.tolist()
        heads, rels = rows[-2], rows[-1]
        if not is_tree(heads):
            heads = best_tree(arcs)
            for i in range(1, len(heads)):
                if heads[i] != rows[-2][i]:
                    rels[i] = self._relation(as_dep[i], as_head[heads[i]], heads[i])
        column = {name: rows[i] for name, i in self._rows.items()}
        labels = self._labels
        types = _softmax(soft[:, : len(EVENT_LABELS)])
        upos = [labels["upos"][i] for i in column["upos"][1:]]
        xpos = [labels["xpos"][i] for i in column["xpos"][1:]]
        rules, lemma = labels["lemma"], self._lemmas.lemma
        deprel, mention = [labels["deprel"][i] for i in rels[1:]], self._bio("mention", column["mention"])
        ties = self._ties.of(candidates(upos, deprel, mention), middle, feed["first"][0, 1:]) if self._ties else []
        return Parse(
            [lemma(w, u, x, rules[r]) for w, u, x, r in zip(words, upos, xpos, column["lemma"][1:], strict=True)],
            upos,
            xpos,
            heads[1:],
            deprel,
            self._bio("ner", column["ner"]),
            mention,
            self._events(types, soft, as_event, as_argument),
            ties,
            self._tenor.of((as_head, as_dep, as_event, as_argument), soft, types),
        )

    def _events(
        self,
        types: NDArray[np.float32],
        soft: NDArray[np.float32],
        as_event: NDArray[np.float32],
        as_argument: NDArray[np.float32],
    ) -> list[Inkling]:
        """Words that may tell an event; row 0 of the arrays is the root."""
        found = [i for i in np.flatnonzero(1 - types[:, 0] >= MIN_EVENT).tolist() if i]
        if not found:
            return []
        rest = soft[found, len(EVENT_LABELS) :]
        statuses = _softmax(rest[:, : len(STATUS_LABELS)]).tolist()
        happened = _softmax(rest[:, len(STATUS_LABELS) :])[:, HAPPENED_LABELS.index("yes")].tolist()
        asked = (as_event[found] @ self._roles).reshape(len(found), len(ROLE_LABELS), -1)
        roles = _softmax((asked @ as_argument.T).transpose(0, 2, 1).astype(np.float32, copy=False))
        sides = [roles[..., ROLE_LABELS.index(side)] for side in ("actor", "recipient")]
        out = []
        for k, i in enumerate(found):
            best = [j for j in np.argsort(-types[i, 1:], kind="stable").tolist() if types[i, j + 1] >= MIN_TYPE]
            actors, recipients = (tuple(np.flatnonzero(side[k, 1:] >= MIN_ROLE).tolist()) for side in sides)
            unsure = tuple(t for t in (*actors, *recipients) if max(side[k, t + 1] for side in sides) < SURE_ROLE)
            out.append(
                Inkling(
                    "",
                    0,
                    i - 1,
                    tuple(EVENT_LABELS[j + 1] for j in best),
                    tuple(round(float(types[i, j + 1]), 3) for j in best),
                    tuple(round(p, 3) for p in statuses[k]),
                    round(happened[k], 3),
                    actors,
                    recipients,
                    unsure,
                )
            )
        return out

    def _relation(self, dependent: NDArray[np.float32], head: NDArray[np.float32], position: int) -> int:
        """The label of a dependency that the tree decoder chose against the graph's own best head."""
        if position == 0:
            return self._root
        scores = (self._relations @ dependent).reshape(self._deprels, -1) @ head
        scores[self._root] = -np.inf
        return int(scores.argmax())

    def _bio(self, name: str, column: list[int]) -> list[str]:
        """BIO labels; an I that continues nothing becomes a B."""
        labels, follows = self._labels[name], self._spans[name]
        out, before = [], "O"
        for i in column[1:]:
            label, allowed = labels[i], follows[i]
            before = label if not allowed or before in allowed else "B" + label[1:]
            out.append(before)
        return out


def _moved(e: Inkling, by: int) -> Inkling:
    """The same with all tokens counted from `by` words earlier."""
    actors, recipients, unsure = (tuple(t + by for t in x) for x in (e.actors, e.recipients, e.unsure))
    return replace(e, token=e.token + by, actors=actors, recipients=recipients, unsure=unsure)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers: NDArray[np.float32] = np.exp(scores - scores.max(-1, keepdims=True))
    total: NDArray[np.float32] = powers.sum(-1, keepdims=True)
    shares: NDArray[np.float32] = np.divide(powers, total)
    return shares


def _after(labels: list[str], i: int) -> tuple[str, ...]:
    """What may stand before label i; empty where anything may."""
    return ("B" + labels[i][1:], labels[i]) if labels[i][0] == "I" else ()


def _windows(words: list[str], sizes: list[int]) -> list[tuple[int, int]]:
    """Half-open word ranges of at most MAX_PIECES pieces each, cut behind punctuation where there is some."""
    out, start = [], 0
    while start < len(words):
        end, room = start, MAX_PIECES
        while end < len(words) and sizes[end] <= room:
            room -= sizes[end]
            end += 1
        if end < len(words):
            marks = [i for i in range((start + end) // 2, end) if words[i] in _CUTS]
            end = marks[-1] + 1 if marks else end
        out.append((start, end))
        start = end
    return out


def paragraphs(text: str) -> list[Segment]:
    """Text cut at blank lines into (start, end, "body") spans; blank stretches are left out."""
    out, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            out.append((start, start + len(part), "body"))
        start += len(part) + 2
    return out
