"""Teach the encoder's second end (`escalade/reading/ties.py`): its last layers once more, for standing ties of actors.

Taught on passages and short reports written for it (annotation/relations) and on the reports of the account corpus but
those of crises left out (`LEFT_OUT`), which judge it. The encoder up to its middle stays as it ships: what it says of
every sentence is kept, and only the second end learns. Of two mentions of actors that an annotation ties, one pair of
their words has to be found, whichever (multiple-instance learning); pairs that no annotation ties are none.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import torch
from annotation.relations.validate import MARK, blocks
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from escalade.model.documents import Document
from escalade.model.readings import TieInkling
from escalade.model.tree import Tree
from escalade.reading.encoder import Reader
from escalade.reading.heads import TIE_KINDS, TIE_STANCES
from escalade.reading.ties import GRAPH, WEIGHTS, Ties, shown
from training import calibrate, pronouns, restore
from training.export import MIDDLE, WATCHED, SmoothLayer, largest_inputs, quantise
from training.model import FORKED, HIDDEN, Layer

MARKED = Path(__file__).parents[1] / "annotation/relations"
LEFT_OUT = ("aegean", "darfur", "korea", "myanmar", "wire")  # crises that judge
KEPT = 8  # one marked passage in so many judges too
SIZE = 96  # of a word's features in pairs
BACK = 2  # sentences around its quote in which an annotated tie of a report may stand
EPOCHS, BATCH, RATE, HEAD_RATE = 5, 32, 1.5e-4, 8.0
FOUND_WEIGHT, LABEL_WEIGHT = 1.5, 1.5  # of an annotated tie against a pair that is none; of its kind and stance
GATE_RECALL = 0.97  # of the taught sentences with a tie, that the gate lets through
RIDGE = 1000.0  # of the gate's weights, its features brought to one size
LABELS = 1 + len(TIE_KINDS) + len(TIE_STANCES)


@dataclass
class Bag:
    """An annotated tie: the pairs of words, by their place among the candidates, of which one states it."""

    kind: int
    stance: int
    pairs: list[tuple[int, int]]


@dataclass
class Example:
    """A sentence: what the encoder's middle says, where its candidates begin, and what is known of their pairs."""

    name: str
    middle: NDArray[np.float16]
    first: NDArray[np.int64]
    bags: list[Bag]
    open: list[tuple[int, int]]  # pairs of which nobody said whether they are tied


@dataclass
class Seen:
    """What the reader hands to the second end, sentence by sentence."""

    tokens: list[int]
    middle: NDArray[np.float16]
    first: NDArray[np.int64]


class Fork(nn.Module):
    """The last layers once more and the biaffine head."""

    def __init__(self, state: dict[str, Tensor] | None = None) -> None:
        """`state` of the shipped network, whose last layers it starts from."""
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(FORKED))
        self.dropout = nn.Dropout(0.2)
        self.source, self.target = nn.Linear(HIDDEN, SIZE), nn.Linear(HIDDEN, SIZE)
        self.weight = nn.Parameter(torch.randn(SIZE + 1, LABELS, SIZE + 1) * 0.03)
        if state is not None:
            last = 1 + max(int(n.split(".")[2]) for n in state if n.startswith("encoder.layers."))
            for k, layer in enumerate(self.layers):
                prefix = f"encoder.layers.{last - FORKED + k}."
                layer.load_state_dict({n.removeprefix(prefix): w for n, w in state.items() if n.startswith(prefix)})

    def features(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """(as source, as target), each [..., words, SIZE + 1] with a constant 1 at the end."""
        s, t = functional.relu(self.source(words)), functional.relu(self.target(words))
        one = torch.ones_like(s[..., :1])
        return torch.cat([s, one], -1), torch.cat([t, one], -1)

    def forward(self, middle: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """[batch, source, target, labels] scores."""
        x = middle
        for layer in self.layers:
            x = layer(x, mask)
        words = torch.gather(x, 1, first[:, :, None].expand(-1, -1, HIDDEN)).float()
        s, t = self.features(self.dropout(words))
        return torch.einsum("bia,alc,bjc->bijl", s, self.weight, t)


def run(weights: Path) -> None:
    """Teach it, print how it does on what is kept out, and write it beside the reader in `weights`."""
    expose(weights / "reader.onnx")
    taught, marked, crises = examples(_Watch(weights))
    print(f"{len(taught)} sentences; kept: {len(marked)} of marked passages, {len(crises)} of crises left out")
    fork = teach(taught, restore.load(weights)["state"])
    for name, kept in (("marked passages", marked), ("crises left out", crises)):
        print(name, judged(fork, kept))
    write(fork, taught, gate(taught, crises), weights)


# -- examples ----------------------------------------------------------------------------------------------------------


def examples(watch: _Watch) -> tuple[list[Example], list[Example], list[Example]]:
    """(to learn from, marked passages that judge, reports of crises that judge)."""
    marked, reports = list(_passages(watch)), list(_reports(watch))
    kept = [e for e in marked if _is_kept(e.name)]
    left = [e for e in reports if _is_left_out(e.name)]
    taught = [e for e in marked if not _is_kept(e.name)] + [e for e in reports if not _is_left_out(e.name)]
    return taught, kept, left


def _is_kept(name: str) -> bool:
    return int(name.rpartition(":")[2]) % KEPT == 0


def _is_left_out(name: str) -> bool:
    return name.rpartition("-")[0] in LEFT_OUT


def passages() -> Iterator[tuple[str, str, list[tuple[str, int, int]], list[list[str]]]]:
    """(name, text, marks (actor, start, end), lines (source, kind, target, stance)) of the marked passages."""
    for path in sorted(MARKED.glob("*.txt")):
        for n, (line, *ties) in enumerate(blocks(path)):
            text, marks, at = "", [], 0
            for m in MARK.finditer(line):
                text += line[at : m.start()]
                marks.append((m[1], len(text), len(text) + len(m[2])))
                text, at = text + m[2], m.end()
            yield f"{path.stem}:{n}", text + line[at:], marks, [t.split() for t in ties if t.strip()]


def _passages(watch: _Watch) -> Iterator[Example]:
    for name, text, marks, lines in passages():
        document = pronouns.document(name, text, "2021-06-16")
        trees, seen = watch(document)
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for actor, start, end in marks:
            if (place := _place(trees, start, end)) is not None:
                places[actor].append(place)
        ties = [(places[s], kind, places[t], stance, None) for s, kind, t, stance in lines]
        yield from _examples(name, seen, ties, list(places.values()))


def _place(trees: list[Tree], start: int, end: int) -> tuple[int, int] | None:
    """(sentence, token) that heads a span of the text."""
    for tree in trees:
        if tree.start <= start < tree.end:
            starts, ends = tree.row.token_start, tree.row.token_end
            inside = [i for i in range(len(tree)) if starts[i] < end and start < ends[i]]
            return (tree.ordinal, tree.top(inside[0], inside[-1] + 1)) if inside else None
    return None


def _reports(watch: _Watch) -> Iterator[Example]:
    """The reports of the account corpus with the ties that their gold quotes."""
    golds = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((pronouns.ACCOUNT / "gold").glob("*.json"))]
    crisis = {z["doc"]: g for g in golds for z in g["not_asked"]}
    texts = {n: (pronouns.ACCOUNT / "reports" / n).read_text(encoding="utf-8").rstrip() for n in crisis}
    for c in pronouns.grounded([pronouns.document(n, t, "2021-06-16") for n, t in texts.items()]):
        gold, name = crisis[c.document.uri], c.document.uri
        places = {a["id"]: _called(c, a["names"]) for a in gold["actors"]}
        ties = [
            (places[r["subject"]], r["kind"], places[r["object"]], r["stance"], _around(c, r["quote"]))
            for r in gold["relations"]
            if r["doc"] == name
        ]
        yield from _examples(name.removesuffix(".txt"), watch(c.document)[1], ties, list(places.values()))


def _called(coded: pronouns.Coded, names: list[str]) -> list[tuple[int, int]]:
    """Where a report speaks of an actor, by one of his names or by what stands for him."""
    plain = {pronouns.plain(n) for n in names}
    out = []
    for m in coded.mentions:
        row = coded.references.get(m.mention_id)
        if pronouns.plain(m.quote) in plain or (row is not None and pronouns.plain(row.name) in plain):
            out.append((m.sentence, m.head))
    return out


def _around(coded: pronouns.Coded, quote: str) -> set[int]:
    """The sentences that a quote touches."""
    at = coded.document.text.find(quote)
    return {t.ordinal for t in coded.history.trees.values() if t.start < at + len(quote) and at < t.end}


Told = tuple[list[tuple[int, int]], str, list[tuple[int, int]], str, set[int] | None]


def _examples(name: str, seen: list[Seen], ties: list[Told], actors: list[list[tuple[int, int]]]) -> Iterator[Example]:
    """One example a sentence. A tie counts where both ends stand in one sentence, near its quote if it has one."""
    for sentence, s in enumerate(seen):
        at = {token: i for i, token in enumerate(s.tokens)}
        own = [[at[t] for k, t in places if k == sentence and t in at] for places in actors]
        free = [(i, j) for same in own for i in same for j in same]
        bags = []
        for sources, kind, targets, stance, near in ties:
            i, j = ([at[t] for k, t in ends if k == sentence and t in at] for ends in (sources, targets))
            pairs = [(a, b) for a in i for b in j if a != b]
            if not pairs:
                continue
            free += [*pairs, *((b, a) for a, b in pairs)]
            if near is None or sentence in near:
                bags.append(Bag(TIE_KINDS.index(kind), TIE_STANCES.index(stance), pairs))
        if len(s.tokens) > 1:
            yield Example(name, s.middle, s.first[s.tokens], bags, free)


class _Watch:
    """Reads documents and keeps what the reader hands to the second end."""

    def __init__(self, weights: Path) -> None:
        self._reader, self._seen = Reader.load(weights), list[Seen]()
        self._reader._ties = cast(Ties, self)

    def __call__(self, document: Document) -> tuple[list[Tree], list[Seen]]:
        """The trees of a document and what was handed over of each; nothing where a sentence was read in windows."""
        self._seen.clear()
        segments = [(s.char_start, s.char_end, s.kind) for s in document.segments]
        rows = self._reader.read(document.document_id, document.text, segments)[0]
        seen = list(self._seen) if len(self._seen) == len(rows) else []
        return [Tree(row, document.text) for row in rows], seen

    def of(self, tokens: list[int], middle: NDArray[np.float32], first: NDArray[np.int64]) -> list[TieInkling]:
        """What the reader asks, in the place of `Ties.of`; ties nothing."""
        self._seen.append(Seen(list(tokens), middle.astype(np.float16), first))
        return []


# -- learning ----------------------------------------------------------------------------------------------------------


def teach(taught: list[Example], state: dict[str, Tensor], seed: int = 0) -> Fork:
    """The second end after `EPOCHS` rounds."""
    torch.manual_seed(seed)
    rng, fork = random.Random(seed), Fork(state)
    layers, head = list(fork.layers.parameters()), [p for n, p in fork.named_parameters() if not n.startswith("layers")]
    groups = [{"params": p, "lr": r, "base": r} for p, r in ((layers, RATE), (head, RATE * HEAD_RATE))]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.02)
    steps, step = EPOCHS * -(-len(taught) // BATCH), 0
    for epoch in range(EPOCHS):
        total = 0.0
        fork.train()
        for chosen in _batches(taught, rng):
            loss = _loss(fork, chosen)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * min(1, step / (0.08 * steps) + 0.01) * max(0.02, 1 - step / steps)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(fork.parameters(), 1.0)
            optimiser.step()
            step, total = step + 1, total + loss.item()
        print(f"round {epoch + 1} of {EPOCHS}: loss {total * EPOCHS / steps:.3f}", flush=True)
    return fork.eval()


def _batches(taught: list[Example], rng: random.Random) -> list[list[Example]]:
    """Batches of like lengths in random order."""
    order = sorted(taught, key=lambda e: len(e.middle) + rng.random() * 12)
    made = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(made)
    return made


def _scores(fork: Fork, chosen: list[Example]) -> Tensor:
    """[examples, source, target, labels]."""
    pieces, words = max(len(e.middle) for e in chosen), max(len(e.first) for e in chosen)
    middle, mask = torch.zeros(len(chosen), pieces, HIDDEN), torch.full((len(chosen), 1, 1, pieces), -1e4)
    first = torch.zeros(len(chosen), words, dtype=torch.long)
    for k, e in enumerate(chosen):
        middle[k, : len(e.middle)], mask[k, ..., : len(e.middle)] = torch.from_numpy(e.middle.astype(np.float32)), 0
        first[k, : len(e.first)] = torch.from_numpy(e.first)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())):
        found: Tensor = fork(middle, mask, first)
    return found.float()


def _loss(fork: Fork, chosen: list[Example]) -> Tensor:
    """Of each bag that none of its pairs is tied, of every other pair that it is; kind and stance of the likeliest."""
    scores = _scores(fork, chosen)
    none = functional.logsigmoid(-scores[..., 0])
    asked = torch.zeros_like(none)
    found = []
    for k, e in enumerate(chosen):
        n = len(e.first)
        asked[k, :n, :n] = 1 - torch.eye(n)
        for i, j in e.open:
            asked[k, i, j] = 0
        for bag in e.bags:
            i, j = torch.tensor(bag.pairs).T
            found.append(-FOUND_WEIGHT * torch.log1p(-none[k, i, j].sum().exp().clamp(max=1 - 1e-6)))
            best = scores[k, i, j][scores[k, i, j, 0].argmax()]
            for part, label in zip(
                best[1:].split((len(TIE_KINDS), len(TIE_STANCES))), (bag.kind, bag.stance), strict=True
            ):
                found.append(LABEL_WEIGHT * functional.cross_entropy(part[None], torch.tensor([label])))
    return (sum(found, torch.zeros(())) - (none * asked).sum()) / len(chosen)


@torch.no_grad()
def judged(fork: Fork, kept: list[Example], least: float = 0.75) -> dict[str, float]:
    """Precision, recall and F1 of pairs from a probability on; kind and stance right of those found."""
    n: dict[str, int] = defaultdict(int)
    for e in kept:
        scores = _scores(fork, [e])[0]
        likely = torch.sigmoid(scores[..., 0]).fill_diagonal_(0)
        open_pairs = set(e.open)
        n["false"] += sum((i, j) not in open_pairs for i, j in (likely >= least).nonzero().tolist())
        for bag in e.bags:
            i, j = max(bag.pairs, key=lambda p: likely[p].item())
            n["asked"] += 1
            if likely[i, j] >= least:
                kinds, stances = scores[i, j, 1:].split((len(TIE_KINDS), len(TIE_STANCES)))
                n["found"] += 1
                n["kind"] += int(kinds.argmax()) == bag.kind
                n["stance"] += int(stances.argmax()) == bag.stance
    p, r = n["found"] / max(1, n["found"] + n["false"]), n["found"] / max(1, n["asked"])
    figures = {"p": p, "r": r, "f1": 2 * p * r / max(1e-9, p + r)}
    figures |= {name: n[name] / max(1, n["found"]) for name in ("kind", "stance")}
    return {name: round(x, 3) for name, x in figures.items()}


# -- what ships --------------------------------------------------------------------------------------------------------


class _Graph(nn.Module):
    """What the product asks of the second end: a batch of one sentence, features of some of its words."""

    def __init__(self, fork: Fork, largest: list[tuple[Tensor, Tensor]]) -> None:
        super().__init__()
        self.fork, self.layers = fork, nn.ModuleList(map(SmoothLayer, fork.layers, largest))

    def forward(self, middle: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        x = middle[None]
        pieces = torch.ones_like(x[:, :, 0].long())
        mask = (1.0 - pieces[:, None, None, :].float()) * -1e4  # hides nothing; part of the known pattern
        for layer in self.layers:
            x = layer(x, mask)
        return self.fork.features(x.squeeze(0).index_select(0, first))


def gate(taught: list[Example], kept: list[Example]) -> NDArray[np.float32]:
    """Weights by which a sentence is passed over unread, so that of the ties taught `GATE_RECALL` are still seen;
    prints what share of kept sentences goes and what of their ties is seen."""

    def rows(given: list[Example]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        x = np.array([shown(e.middle.astype(np.float32)) for e in given], np.float64)
        return x, np.array([float(bool(e.bags)) for e in given])

    x, y = rows(taught)
    centre, spread = x.mean(0), x.std(0) + 1e-6
    w = calibrate.logistic(np.column_stack([np.ones(len(x)), (x - centre) / spread]), y, RIDGE)
    slope = w[1:] / spread
    least = np.quantile((x @ slope)[y == 1], 1 - GATE_RECALL)
    x, y = rows(kept)
    passed = x @ slope < least
    print(f"passed over {passed.mean():.3f}; of sentences with a tie {passed[y == 1].mean():.3f}")
    return np.append(slope, -least).astype(np.float32)


def write(fork: Fork, taught: list[Example], passing: NDArray[np.float32], weights: Path) -> None:
    """Leave the int8 graph, the pair weights and the gate beside the reader."""
    middles = [torch.from_numpy(e.middle.astype(np.float32))[None] for e in taught[:: max(1, len(taught) // WATCHED)]]
    mask = torch.zeros(1, 1, 1, 1)

    def pass_through() -> None:
        for middle in middles:
            x = middle
            for layer in fork.layers:
                x = layer(x, mask)

    largest = largest_inputs(fork.layers, pass_through)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        axes = {"middle": {0: "pieces"}, "first": {0: "words"}, "as_source": {0: "words"}, "as_target": {0: "words"}}
        with torch.no_grad():
            torch.onnx.export(
                _Graph(fork, largest).eval(), (torch.randn(20, HIDDEN), torch.arange(1, 15)), str(plain),
                input_names=["middle", "first"], output_names=["as_source", "as_target"], dynamic_axes=axes,
                opset_version=17, dynamo=False,
            )  # fmt: skip
        quantise(plain, weights / GRAPH)
    np.savez_compressed(weights / WEIGHTS, weight=fork.weight.detach().numpy().astype(np.float16), gate=passing)


def expose(graph: Path) -> None:
    """Let a graph that was exported without it give out what its middle layer says of all pieces; in place."""
    model = onnx.load(str(graph))
    if any(out.name == MIDDLE for out in model.graph.output):
        return
    norms = [n for n in model.graph.node if n.op_type == "LayerNormalization" and "norm2" in n.name]
    said = norms[-1 - FORKED].output[0]
    model.graph.initializer.append(onnx.helper.make_tensor("first_axis", onnx.TensorProto.INT64, [1], [0]))
    model.graph.node.append(onnx.helper.make_node("Squeeze", [said, "first_axis"], [MIDDLE]))
    model.graph.output.append(onnx.helper.make_tensor_value_info(MIDDLE, onnx.TensorProto.FLOAT, ["pieces", HIDDEN]))
    onnx.save(model, str(graph))
