"""The shipped int8 graph back to float weights, so that training can go on from what ships: `--start FOLDER`.

Weights come back as the quantised graph has them (a value is off by at most half a step of its channel's scale);
quantising them again gives the same graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from escalade.reading.heads import FIXED_LABELS
from training.model import Parser

NEW = ("soft.", "role_", "extra.")  # parts that a graph may lack: they start fresh


def load(start: Path) -> dict[str, Any]:
    """Labels, state and record of a checkpoint file, or of the graph in a folder of weights."""
    if start.is_file():
        return dict(torch.load(start, weights_only=True))
    about = json.loads((start / "reader.json").read_text(encoding="utf-8"))
    state = _state(onnx.load(str(start / "reader.onnx")), np.load(start / "relations.npz"))
    layers = sum(name.endswith("qkv.weight") for name in state)
    model = Parser(about["labels"] | {k: v for k, v in FIXED_LABELS.items() if k not in about["labels"]}, layers)
    strange = state.keys() - model.state_dict().keys()
    lacking = {n for n in model.state_dict().keys() - state.keys() if not n.startswith(NEW)}
    if strange or lacking:
        raise SystemExit(f"the graph is of another network: without {sorted(lacking)}, with {sorted(strange)}")
    return {"state": state, "labels": about["labels"], "layers": layers, "record": about["record"]}


def blend(checkpoint: Path, start: Path, share: float, shift: float) -> None:
    """Move a checkpoint's common weights `share` of the way back to those of `start`, and the event head's "no event"
    down by `shift`. What was learnt anew stays; the parser, that drifts while it is learnt, comes back (Wortsman 2022).
    """
    old, new = load(start)["state"], torch.load(checkpoint, weights_only=True)
    state = new["state"]
    for name in state.keys() & old.keys():
        if not name.startswith(NEW):
            state[name] = (1 - share) * state[name] + share * old[name]
    state["soft.event.bias"][0] -= shift
    new["record"]["blended"] = {"share": share, "shift": shift}
    torch.save(new, checkpoint)


def mean(out: Path, parts: list[Path]) -> None:
    """Write the mean of checkpoints that went on from one start with other seeds: one reader that errs less than each
    (model soups: Wortsman 2022)."""
    read = [torch.load(p, weights_only=True) for p in parts]
    state = {n: torch.stack([c["state"][n].float() for c in read]).mean(0) for n in read[0]["state"]}
    torch.save(read[0] | {"state": state, "record": {"mean_of": [c["record"] for c in read]}}, out)


def _state(graph: onnx.ModelProto, bilinear: Mapping[str, NDArray[np.float16]]) -> dict[str, Tensor]:
    stored = {i.name: numpy_helper.to_array(i) for i in graph.graph.initializer}
    weights = {n.removesuffix("_quantized"): _float(stored, n) for n in stored if n.endswith("_quantized")}
    plain = {
        n.removeprefix("model."): v
        for n, v in stored.items()
        if n.startswith("model.") and n.endswith(("bias", "weight"))
    }
    state = dict(plain)
    for name in ("word", "shape"):
        state[f"encoder.{name}.weight"] = weights.pop(f"model.encoder.{name}.weight")
    state["arc_weight"] = weights.pop("model.arc_weight")
    layers = sum(n.startswith("Attention_") for n in weights)
    for i in range(layers):
        state[f"encoder.layers.{i}.qkv.weight"] = weights.pop(f"Attention_{i}_qkv_weight").T
        state[f"encoder.layers.{i}.qkv.bias"] = stored[f"Attention_{i}_qkv_bias"]
    # the other matrices bear the exporter's numbers, in the order in which the graph uses them
    names = [f"encoder.layers.{i}.{part}" for i in range(layers) for part in ("out", "up", "down")]
    names += ["arc_head", "arc_dep", "arc_bias", "rel_head", "rel_dep", "rel_weight"]
    for start in ("heads.", "soft.", "role_event", "role_argument"):
        names += [n.removesuffix(".bias") for n in plain if n.startswith(start)]
    numbered = sorted((n for n in weights), key=lambda n: int(n.rsplit("_", 1)[1]))
    if len(numbered) < len(names):
        raise SystemExit("the graph holds fewer matrices than the network")
    for name, number in zip(names, numbered, strict=False):
        state[f"{name}.weight"] = weights[number].T
    for name, shrink in stored.items():  # what was smoothed for int8 (decision 115) goes back to what it was
        if name.endswith(".shrink"):
            part = name.removesuffix(".shrink")
            state[f"encoder.{part}.weight"] = state[f"encoder.{part}.weight"] * shrink
            state[f"encoder.{part}.bias"] = stored[f"{part}.linear.bias"]
    state["rel_weight.weight"] = bilinear["weight"]
    if "role" in bilinear:
        state["role_weight.weight"] = bilinear["role"]
    return {n: torch.from_numpy(np.array(v, dtype=np.float32)) for n, v in state.items()}


def _float(stored: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    base = name.removesuffix("_quantized")
    zero, scale = stored[base + "_zero_point"].astype(np.float32), stored[base + "_scale"]
    return ((stored[name].astype(np.float32) - zero) * scale).astype(np.float32)
