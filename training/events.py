"""Sentences that teach to read events: the annotated corpus, and what treebank, propositions and event sets say beside.

The annotated corpus lies in annotation/: whole rows for texts of its own, stand-off rows (set, sentence, offsets) for
sentences of open sets, which are read from the corpora.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from annotation.validate import flat, resolve, rows

from escalade.reading.encoder import Parse
from escalade.reading.heads import ROLE_LABELS
from escalade.reading.tokens import tokenize
from training import corpora
from training.conllu import Document, Frame, Sentence
from training.model import GENEVA, PROPBANK

ANNOTATION = Path(__file__).parents[1] / "annotation"
STATUS = {"asserted": "actual", "claimed": "actual", "negated": "negative"}
SURE = 1.0  # UDS: at least this far from 0, on its scale of -3 (did not happen) to 3 (happened)
Parser = Callable[[list[str]], Parse]


def annotated(data: Path, parts: Iterable[str], parse: Parser, chosen: Callable[[str], bool]) -> list[Sentence]:
    """The annotated sentences of the named parts ("own", "open", "held") with all labels of the event heads; those
    whose ids are chosen.

    Their syntax and names are what `parse` says of them: a reader that learns events on them is held to what the one
    before it knew (learning without forgetting: Li & Hoiem 2016).
    """
    out = []
    open_sets: dict[str, tuple[str, list[str], list[tuple[int, int]]]] | None = None
    for part in parts:
        for path in sorted((ANNOTATION / part).glob("*.jsonl")):
            for row in (r for r in flat(rows(path)) if chosen(r["id"])):
                if "text" in row:
                    text, events = row["text"], [resolve(row["text"], e) for e in row["events"]]
                    spans = tokenize(text)
                    words = [text[a:b] for a, b in spans]
                else:
                    open_sets = open_sets if open_sets is not None else dict(open_sentences(data))
                    if row["id"] not in open_sets:
                        continue
                    text, words, spans = open_sets[row["id"]]
                    events = row["events"]
                out.append(labelled(row["id"], words, spans, events, parse))
    return out


def open_sentences(data: Path) -> Iterator[tuple[str, tuple[str, list[str], list[tuple[int, int]]]]]:
    """(id, (text, words, spans)) of the sentences of open sets that stand-off rows may speak of.

    The text is the words joined by blanks, but re3d's, which is the document's own.
    """
    found: Iterable[tuple[str, list[str]]] = (
        *((f"geneva:{r['wnd_id']}", r["tokens"]) for r in _geneva(data)),
        *((f"cnc:{r['index']}", r["text"].split(" ")) for r in _causal(data)),
        *(
            (f"ecb:{r['id']}:{i}", r["tokens"][a:b])
            for r in corpora.jsonl(data / "g_stories/ecbplus/docs.jsonl.gz")
            for i, (a, b) in enumerate(r["sents"])
        ),
        *((f"ewt:{s.id}", s.words) for d in corpora.ewt(data, "train") for s in d.sentences),
        *((f"gum:{s.id}", s.words) for d in corpora.gum(data, "train") for s in d.sentences),
    )
    for name, words in found:
        spans, at = [], 0
        for word in words:
            spans.append((at, at + len(word)))
            at += len(word) + 1
        yield name, (" ".join(words), words, spans)
    for d in corpora.re3d(data):
        for s in d.sentences:
            a, b = s.spans[0][0], s.spans[-1][1]
            yield f"re3d:{d.id}:{a}-{b}", (d.text[a:b], s.words, [(x - a, y - a) for x, y in s.spans])


def labelled(
    name: str, words: list[str], spans: list[tuple[int, int]], events: list[dict[str, Any]], parse: Parser
) -> Sentence:
    """One annotated sentence as training labels. Roles stand on the head words of their spans."""
    parsed = parse(words)
    event, status, happened = ["O"] * len(words), ["_"] * len(words), ["_"] * len(words)
    frames: dict[int, Frame] = {}
    for e in events:
        token = _token(spans, e["t"][0])
        if event[token] != "O":
            continue
        event[token] = e["type"]
        status[token] = STATUS.get(e["status"], e["status"])
        happened[token] = "yes" if status[token] == "actual" else "no"
        frame = frames.setdefault(token, Frame(token, {}))
        for role in ROLE_LABELS[1:]:
            found = e.get(role) or []
            for a, b in [found] if found and isinstance(found[0], int) else found:
                lo, hi = _token(spans, a), _token(spans, b - 1) + 1
                head = _head(parsed.head, lo, hi)
                if head != token:
                    frame.roles.setdefault(head, role)
    return Sentence(
        words=words, id=name, upos=parsed.upos, xpos=parsed.xpos, heads=parsed.head, deprels=parsed.deprel,
        ner=parsed.ner, mention=parsed.mention, extra={"event": event, "status": status, "happened": happened},
        frames={"role": list(frames.values())},
    )  # fmt: skip


def _token(spans: list[tuple[int, int]], offset: int) -> int:
    """The token that an offset lies in."""
    return max(0, bisect.bisect_right([a for a, _ in spans], offset) - 1)


def _head(heads: list[int], lo: int, hi: int) -> int:
    """The token of lo..hi that hangs on one outside; of several the last that is not a mere mark."""
    tops = [i for i in range(lo, hi) if not lo <= heads[i] - 1 < hi]
    return tops[0] if tops else hi - 1


def with_roles(data: Path, docs: list[Document]) -> None:
    """Adds PropBank's frames and UDS's factuality to the sentences of EWT, in place."""
    frames = {r["id"]: r for r in corpora.jsonl(data / "c_roles/propbank_ewt/train.jsonl.gz")}
    said: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for r in corpora.jsonl(data / "d_claims/uds_it_happened/train.jsonl"):
        said[tuple(r["tokens"])] += r["targets"]
    for s in (s for d in docs for s in d.sentences):
        found = frames.get(s.id)
        if found and found["tokens"] == s.words:
            s.frames[PROPBANK] = [
                Frame(f["i"], {_head(s.heads, a, b): _role(label) for label, a, b in f["args"] if b > a})
                for f in found["frames"]
            ]
        if targets := said.get(tuple(s.words)):
            row = ["_"] * len(s.words)
            for t in targets:
                if abs(t["label"]) >= SURE:
                    row[t["span"][0]] = "yes" if t["label"] > 0 else "no"
            s.extra["happened"] = row


def _role(label: str) -> str:
    return label.removeprefix("C-").removeprefix("R-")


def geneva(data: Path) -> list[Sentence]:
    """GENEVA's sentences with the types of their event words."""
    out = []
    for row in _geneva(data):
        labels = ["O"] * len(row["tokens"])
        for e in row["event_mentions"]:
            labels[e["trigger"]["start"]] = e["event_type"]
        out.append(Sentence(words=row["tokens"], extra={GENEVA: labels}))
    return out


def _geneva(data: Path) -> Iterator[dict[str, Any]]:
    return corpora.jsonl(data / "i_events/geneva/all.jsonl.gz")


def _causal(data: Path) -> Iterator[dict[str, Any]]:
    return corpora.jsonl(data / "i_events/causal_news_corpus_v2/train_subtask1.jsonl")
