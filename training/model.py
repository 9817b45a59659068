"""The network: MiniLM's encoder, one linear layer a word head, and a biaffine dependency head."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from escalade.reading.heads import ROLE_LABELS, SOFT_HEADS, WORD_HEADS
from escalade.reading.wordpiece import N_SHAPES

HIDDEN, FEED, N_ATTENTION, N_PIECES, N_POSITIONS = 384, 1536, 12, 30522, 512
FORKED = 2  # of the encoder's last layers, that its second end has once more (`training/ties.py`)
IGNORE = -100
GENEVA, PROPBANK = "geneva", "propbank"  # learnt beside, for what they teach the encoder; they do not ship
EXTRA_WEIGHT = 0.5
EVENT_WEIGHT = 2.5  # of a word that tells an event against one that does not: one word in twenty does
Batch = dict[str, Tensor]


class Dropout(nn.Module):
    """Dropout to the nearest 1/256, eight values of a mask from one random number; torch is slow at it."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.gone = round(256 * p)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        dice = torch.empty(-(-x.numel() // 8), dtype=torch.long).random_(-(2**63), None)
        live = dice.view(torch.uint8)[: x.numel()].view(x.shape) >= self.gone
        return x * live * (256 / (256 - self.gone))


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.up, self.down = nn.Linear(HIDDEN, FEED), nn.Linear(FEED, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, h = x.shape
        q, k, v = self.qkv(x).reshape(b, t, 3, N_ATTENTION, h // N_ATTENTION).permute(2, 0, 3, 1, 4)
        # written out: over short sentences on a CPU torch's fused attention takes ten times as long backwards
        a = torch.softmax((q @ k.transpose(-1, -2)).float() / math.sqrt(h // N_ATTENTION) + mask, -1).to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, t, h))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with one more embedding, of how a word is written; it starts at zero, so nothing is lost."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(N_PIECES, HIDDEN), nn.Embedding(N_POSITIONS, HIDDEN)
        self.shape = nn.Embedding(N_SHAPES, HIDDEN)
        self.norm, self.dropout = nn.LayerNorm(HIDDEN, eps=1e-12), Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def load_minilm(self, path: Path) -> None:
        """Copy the weights of all-MiniLM-L6-v2 from its safetensors file."""
        from safetensors.torch import load_file

        w = load_file(path)

        def put(module: nn.Module, *names: str) -> None:
            for part in ("weight", "bias"):
                getattr(module, part).copy_(torch.cat([w[f"{n}.{part}"] for n in names]))

        with torch.no_grad():
            e = "embeddings."
            self.word.weight.copy_(w[e + "word_embeddings.weight"])
            self.position.weight.copy_(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])
            self.shape.weight.zero_()
            put(self.norm, e + "LayerNorm")
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                put(layer.qkv, *(f"{p}attention.self.{n}" for n in ("query", "key", "value")))
                put(layer.out, p + "attention.output.dense")
                put(layer.norm1, p + "attention.output.LayerNorm")
                put(layer.up, p + "intermediate.dense")
                put(layer.down, p + "output.dense")
                put(layer.norm2, p + "output.LayerNorm")

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        mask = ((ids == 0).float() * -1e4)[:, None, None, :]
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.shape(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Parser(nn.Module):
    """The encoder and its heads. Word vectors are those of each word's first piece; word 0 is the root ([CLS])."""

    def __init__(
        self, labels: dict[str, list[str]], layers: int = 6, arc: int = 192, rel: int = 64, role: int = 64
    ) -> None:
        super().__init__()
        self.labels, self.rel_size, self.n_rel = labels, rel, len(labels["deprel"])
        self.encoder = Encoder(layers)
        self.dropout = Dropout(0.2)
        self.heads = nn.ModuleDict({h.name: nn.Linear(HIDDEN, len(labels[h.name])) for h in WORD_HEADS})
        self.arc_head, self.arc_dep = nn.Linear(HIDDEN, arc), nn.Linear(HIDDEN, arc)
        self.rel_head, self.rel_dep = nn.Linear(HIDDEN, rel), nn.Linear(HIDDEN, rel)
        self.arc_weight, self.arc_bias = nn.Parameter(torch.eye(arc) / math.sqrt(arc)), nn.Linear(arc, 1)
        self.rel_weight = nn.Linear(rel + 1, self.n_rel * (rel + 1), bias=False)
        nn.init.normal_(self.rel_weight.weight, std=0.05)
        self.soft = nn.ModuleDict({h.name: nn.Linear(HIDDEN, len(labels[h.name])) for h in SOFT_HEADS})
        self.role_size = role
        self.role_event, self.role_argument = nn.Linear(HIDDEN, role), nn.Linear(HIDDEN, role)
        self.role_weight = _bilinear(role, len(ROLE_LABELS))
        self.extra = nn.ModuleDict({GENEVA: nn.Linear(HIDDEN, len(labels.get(GENEVA, "O")))})
        self.extra[PROPBANK] = _bilinear(role, len(labels.get(PROPBANK, "O")))

    def words(self, ids: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """[batch, words + 1, hidden] from pieces; `first` holds each word's first piece, 0 for the root and padding."""
        return torch.gather(self.encoder(ids, shapes), 1, first[:, :, None].expand(-1, -1, HIDDEN))

    def arcs(self, w: Tensor) -> Tensor:
        """[batch, dependent, head] scores."""
        h, d = functional.relu(self.arc_head(w)), functional.relu(self.arc_dep(w))
        return d @ self.arc_weight @ h.transpose(1, 2) + self.arc_bias(h).transpose(1, 2)

    def relation_features(self, w: Tensor) -> tuple[Tensor, Tensor]:
        """(as head, as dependent), each [batch, words, rel + 1] with a constant 1 at the end."""
        h, d = functional.relu(self.rel_head(w)), functional.relu(self.rel_dep(w))
        one = torch.ones_like(h[..., :1])
        return torch.cat([h, one], -1), torch.cat([d, one], -1)

    def relations(self, h: Tensor, d: Tensor) -> Tensor:
        """[..., labels] scores of matched pairs of head and dependent features."""
        q = self.rel_weight(d).view(*d.shape[:-1], self.n_rel, self.rel_size + 1)
        return (q @ h[..., None])[..., 0]

    def role_features(self, w: Tensor) -> tuple[Tensor, Tensor]:
        """(as event, as argument), each [batch, words, role + 1] with a constant 1 at the end."""
        e, a = functional.relu(self.role_event(w)), functional.relu(self.role_argument(w))
        one = torch.ones_like(e[..., :1])
        return torch.cat([e, one], -1), torch.cat([a, one], -1)

    def roles(self, weight: nn.Linear, event: Tensor, arguments: Tensor) -> Tensor:
        """[events, words, labels] from [events, role + 1] and [events, words, role + 1]."""
        q = weight(event).view(len(event), -1, self.role_size + 1)
        return torch.einsum("eld,ewd->ewl", q, arguments)

    def _role_loss(self, w: Tensor, batch: Batch) -> Tensor:
        events, arguments = self.role_features(w)
        total = torch.zeros(())
        for name, weight in (("role", self.role_weight), (PROPBANK, self.extra[PROPBANK])):
            rows, tokens, gold = batch[f"{name}_row"], batch[f"{name}_token"], batch[f"{name}_gold"]
            if len(rows):
                scores = self.roles(weight, events[rows, tokens], arguments[rows])
                # every word but those with a role is "none": weighed by events, not by words
                loss = functional.cross_entropy(
                    scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="sum"
                ) / (3 * len(rows))
                total = total + (1.0 if name == "role" else EXTRA_WEIGHT) * loss
        return total

    def loss(self, batch: Batch) -> Tensor:
        """The weighted sum of the heads' losses, each a mean over the words that carry its label."""
        w = self.dropout(self.words(batch["ids"], batch["shapes"], batch["first"]))
        total = torch.zeros(())
        for head in WORD_HEADS:
            total = total + head.weight * _cross_entropy(self.heads[head.name](w), batch[head.name])
        for head in SOFT_HEADS:
            rare = EVENT_WEIGHT if head.name == "event" else 1.0
            total = total + head.weight * _cross_entropy(self.soft[head.name](w), batch[head.name], rare)
        total = total + EXTRA_WEIGHT * 2 * _cross_entropy(self.extra[GENEVA](w), batch[GENEVA])
        total = total + self._role_loss(w, batch)
        gold = batch["head"]
        if (gold >= 0).any():
            arcs = self.arcs(w).float().masked_fill(~batch["live"][:, None, :], -1e4)
            h, d = self.relation_features(w)
            h = torch.gather(h, 1, gold.clamp(min=0)[:, :, None].expand(-1, -1, h.shape[-1]))
            total = total + _cross_entropy(arcs, gold) + _cross_entropy(self.relations(h, d), batch["deprel"])
        return total


def _bilinear(size: int, labels: int) -> nn.Linear:
    weight = nn.Linear(size + 1, labels * (size + 1), bias=False)
    nn.init.normal_(weight.weight, std=0.05)
    return weight


def _cross_entropy(scores: Tensor, gold: Tensor, rare: float = 1.0) -> Tensor:
    """Mean over labelled words; labels but the first ("no event") weigh `rare` times as much."""
    weight = torch.full((scores.shape[-1],), rare)
    weight[0] = 1.0
    total = functional.cross_entropy(
        scores.float().flatten(0, -2),
        gold.flatten(),
        weight if rare != 1 else None,
        ignore_index=IGNORE,
        reduction="sum",
    )
    return total / (gold >= 0).sum().clamp(min=1)
