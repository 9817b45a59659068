"""Checkpoint to what ships: an int8 ONNX graph, labels, relation weights, lemma table, vocabulary."""

from __future__ import annotations

import hashlib
import json
import math
import re
import shutil
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

from escalade.reading.heads import SOFT_HEADS, WORD_HEADS
from escalade.reading.lemmas import table_form
from escalade.reading.wordpiece import WordPieces
from training import corpora
from training.conllu import Sentence
from training.examples import Encoder
from training.model import FEED, FORKED, GENEVA, HIDDEN, N_ATTENTION, PROPBANK, Layer, Parser

BIG = 1e4
JOINED = {  # layers that all ask the words, which the graph computes as one
    "tags": tuple(f"heads.{h.name}" for h in WORD_HEADS),
    "soft": tuple(f"soft.{h.name}" for h in SOFT_HEADS),
    "pairs": ("arc_head", "arc_dep", "rel_head", "rel_dep", "role_event", "role_argument"),
}
WITH_ONE = ("rel_", "role_")  # behind what these answer a constant 1 follows, as in `Parser`
WATCHED = 400  # sentences on which the size of the encoder's values is read off
MIDDLE = "middle"  # what the layer says that the second end goes on from (`training/ties.py`)


class _Smooth(nn.Module):
    """A linear layer whose input channels are brought to one size, and its weights the other way, so that int8 loses
    less of them: one channel of MiniLM is thirty times as large as the others (SmoothQuant: Xiao et al. 2023).
    """

    def __init__(self, linear: nn.Linear, largest: Tensor) -> None:
        """`largest`: of each input channel the largest value seen."""
        super().__init__()
        scale = (largest.clamp(min=1e-3) / linear.weight.detach().abs().amax(0).clamp(min=1e-3)).sqrt()
        self.shrink = nn.Parameter(1 / scale)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight.data, self.linear.bias.data = linear.weight.detach() * scale, linear.bias.detach().clone()

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x * self.shrink)


class SmoothLayer(nn.Module):
    """A transformer layer written the way onnxruntime's optimiser knows, so that attention becomes one operator."""

    def __init__(self, layer: Layer, largest: tuple[Tensor, Tensor]) -> None:
        """`largest`: of each input channel of the two halves of the feed-forward block the largest value seen."""
        super().__init__()
        self.layer = layer
        self.up, self.down = _Smooth(layer.up, largest[0]), _Smooth(layer.down, largest[1])
        parts = zip(layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True)
        self.projections = nn.ModuleList(nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        for linear, (weight, bias) in zip(self.projections, parts, strict=True):
            linear.weight.data, linear.bias.data = weight.data.clone(), bias.data.clone()

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, h = x.shape
        size = h // N_ATTENTION
        q, k, v = (p(x).view(b, t, N_ATTENTION, size).permute(0, 2, 1, 3) for p in self.projections)
        scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(size) + mask
        context = torch.matmul(torch.softmax(scores, -1), v).permute(0, 2, 1, 3).contiguous().view(b, t, h)
        x = self.layer.norm1(self.layer.out(context) + x)
        return self.layer.norm2(self.down(functional.gelu(self.up(x))) + x)


class _Joined(nn.Module):
    """Linear layers over one input as a single one, whose answers lie side by side: one product instead of many."""

    def __init__(self, model: Parser, names: tuple[str, ...]) -> None:
        super().__init__()
        linears = [model.get_submodule(name) for name in names]
        self.sizes = [x.out_features + n.startswith(WITH_ONE) for n, x in zip(names, linears, strict=True)]
        self.linear = nn.Linear(HIDDEN, sum(self.sizes))
        self.linear.weight.data.zero_()
        self.linear.bias.data.fill_(1)
        for linear, w, b in zip(linears, *(p.data.split(self.sizes) for p in self.linear.parameters()), strict=True):
            w[: linear.out_features], b[: linear.out_features] = linear.weight.detach(), linear.bias.detach()

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x)


class _Graph(nn.Module):
    """What the product asks of the network in one call, for a batch of one sentence."""

    def __init__(self, model: Parser, root: int, largest: list[tuple[Tensor, Tensor]]) -> None:
        """`largest` as `_largest` gives it."""
        super().__init__()
        self.model, self.root = model, root
        self.layers = nn.ModuleList(map(SmoothLayer, model.encoder.layers, largest))
        self.tags, self.soft, self.pairs = (_Joined(model, JOINED[name]) for name in ("tags", "soft", "pairs"))
        self.arc_bias = nn.Parameter(model.arc_bias.weight.detach()[0])

    def _words(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """(word vectors, what the middle layer says of all pieces)."""
        e = self.model.encoder
        mask = (1.0 - torch.ones_like(ids)[:, None, None, :].float()) * -BIG  # hides nothing; part of the known pattern
        x = middle = e.norm(e.word(ids) + e.position.weight[: ids.shape[1]] + e.shape(shapes))
        for k, layer in enumerate(self.layers):
            middle = x if k == len(self.layers) - FORKED else middle
            x = layer(x, mask)
        return x.squeeze(0).index_select(0, first.squeeze(0)), middle.squeeze(0)

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        m = self.model
        w, middle = self._words(ids, shapes, first)
        pairs = functional.relu(self.pairs(w)).split(self.pairs.sizes, -1)
        arc_head, arc_dep, rel_head, rel_dep, event, argument = pairs
        arcs = (arc_dep @ m.arc_weight + self.arc_bias) @ arc_head.T - torch.eye(w.shape[0]) * BIG
        greedy = arcs.argmax(-1, keepdim=True)
        rel = m.relations(rel_head.index_select(0, greedy.squeeze(1)), rel_dep)
        rel = rel - BIG * torch.zeros(m.n_rel).index_fill(0, torch.tensor([self.root]), 1.0)
        rel = torch.where(greedy == 0, self.root, rel.argmax(-1, keepdim=True))  # "root" where and only where it is one
        tags = [x.argmax(-1, keepdim=True) for x in self.tags(w).split(self.tags.sizes, -1)]
        columns = torch.cat([*tags, greedy, rel], -1)
        return columns.T.to(torch.int32), arcs, rel_head, rel_dep, self.soft(w), event, argument, middle


def load(path: Path) -> tuple[Parser, dict[str, Any]]:
    """The model of a checkpoint, and the checkpoint."""
    saved = torch.load(path, weights_only=True)
    model = Parser(saved["labels"], saved["layers"])
    model.load_state_dict(saved["state"])
    return model.eval(), saved


def _largest(model: Parser, encoder: Encoder, sentences: list[Sentence]) -> list[tuple[Tensor, Tensor]]:
    """`largest_inputs` of the encoder's layers, over some sentences."""

    def read() -> None:
        for e in filter(None, map(encoder.example, sentences)):
            model.words(torch.tensor([e.ids]), torch.tensor([e.shapes]), torch.tensor([e.first]))

    return largest_inputs(model.encoder.layers, read)


def largest_inputs(layers: nn.ModuleList, read: Callable[[], None]) -> list[tuple[Tensor, Tensor]]:
    """For each layer the largest value that reaches each channel of `up` and of `down` while `read` runs."""
    seen = [(torch.zeros(HIDDEN), torch.zeros(FEED)) for _ in layers]

    def watch(largest: Tensor) -> Callable[..., None]:
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            torch.maximum(largest, given[0].abs().amax((0, 1)), out=largest)

        return hook

    hooks = [
        part.register_forward_pre_hook(watch(largest))
        for layer, pair in zip(layers, seen, strict=True)
        for part, largest in zip((layer.up, layer.down), pair, strict=True)
    ]
    with torch.no_grad():
        read()
    for hook in hooks:
        hook.remove()
    return seen


ADDRESS = re.compile(r"@|\d{3}|www|/")  # e-mail, telephone, web: somebody's, and no word


def lemma_table(sentences: list[Sentence]) -> list[tuple[str, str, str]]:
    """(form, UPOS, most frequent lemma): every word of the training data but numbers, signs and addresses."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for s in sentences:
        for word, upos, xpos, lemma in zip(s.words, s.upos, s.xpos, s.lemmas, strict=True):
            if "\t" not in lemma and lemma.strip() and not ADDRESS.search(word):
                seen[table_form(word, xpos), upos][lemma] += 1
    return sorted((w, u, c.most_common(1)[0][0]) for (w, u), c in seen.items() if u not in ("PUNCT", "SYM", "NUM", "X"))


def run(checkpoint: Path, base: Path, data: Path, out: Path) -> None:
    """Write reader.onnx, reader.json, relations.npz, lemmas.txt and vocab.txt into `out`."""
    warnings.filterwarnings("ignore")
    model, saved = load(checkpoint)
    out.mkdir(parents=True, exist_ok=True)
    parsed = [
        s
        for d in (*corpora.ewt(data, "train"), *corpora.ewt(data, "test"), *corpora.gum(data, "train"))
        for s in d.sentences
    ]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        encoder = Encoder(saved["labels"], WordPieces.load(base / "vocab.txt"))
        largest = _largest(model, encoder, parsed[:: len(parsed) // WATCHED])
        _to_onnx(_Graph(model, saved["labels"]["deprel"].index("root"), largest).eval(), plain)
        quantise(plain, out / "reader.onnx")
    bilinear = {"weight": model.rel_weight, "role": model.role_weight}
    arrays = {name: linear.weight.detach().numpy().astype(np.float16) for name, linear in bilinear.items()}
    np.savez_compressed(out / "relations.npz", **arrays)
    shutil.copyfile(base / "vocab.txt", out / "vocab.txt")
    rows = lemma_table(parsed)
    (out / "lemmas.txt").write_text("".join("\t".join(r) + "\n" for r in rows), encoding="utf-8")
    record = saved["record"] | {"onnx_sha256": hashlib.sha256((out / "reader.onnx").read_bytes()).hexdigest()}
    labels = {name: x for name, x in saved["labels"].items() if name not in (GENEVA, PROPBANK)}
    about = {"heads": [h.name for h in WORD_HEADS], "labels": labels, "record": record}
    (out / "reader.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print({p.name: p.stat().st_size for p in sorted(out.iterdir())})


def _to_onnx(graph: nn.Module, path: Path) -> None:
    ids, shapes, first = torch.randint(5, 3000, (1, 20)), torch.zeros(1, 20, dtype=torch.long), torch.arange(15)[None]
    names = ["tags", "arcs", "as_head", "as_dep", "soft", "as_event", "as_argument", MIDDLE]
    axes = {"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}, "tags": {1: "words"}}
    axes |= {"arcs": {0: "words", 1: "words"}, "as_head": {0: "words"}, "as_dep": {0: "words"}}
    axes |= {name: {0: "words"} for name in ("soft", "as_event", "as_argument")} | {MIDDLE: {0: "pieces"}}
    with torch.no_grad():
        torch.onnx.export(
            graph, (ids, shapes, first), str(path), input_names=["ids", "shapes", "first"],
            output_names=names, dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def quantise(plain: Path, out: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")  # without what onnxruntime computes slower in one operator than in two
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_bias_gelu = False
    fused = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=N_ATTENTION,
        hidden_size=HIDDEN,
        opt_level=0,
        optimization_options=options,
    )
    print(fused.get_fused_operator_statistics())
    fused.save_model_to_file(str(plain))
    quantize_dynamic(
        plain, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
    )  # fmt: skip
