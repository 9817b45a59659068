"""The shipped int8 graph back to float weights, so that training can go on from what ships: `--start FOLDER`.

Weights come back as the quantised graph has them (a value is off by at most half a step of its channel's scale);
quantising them again gives the same graph. Only graphs of the present form are read (decision 116).
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
from training.export import JOINED, WITH_ONE
from training.model import Parser

NEW = ("soft.", "role_", "extra.")  # parts that a graph may lack: they start fresh


def load(start: Path) -> dict[str, Any]:
    """Labels, state and record of a checkpoint file, or of the graph in a folder of weights."""
    if start.is_file():
        return dict(torch.load(start, weights_only=True))
    about = json.loads((start / "reader.json").read_text(encoding="utf-8"))
    stored = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(start / "reader.onnx")).graph.initializer}
    layers = sum(n.startswith("Attention_") and n.endswith("_qkv_bias") for n in stored)
    model = Parser(about["labels"] | {k: v for k, v in FIXED_LABELS.items() if k not in about["labels"]}, layers)
    state = _state(stored, np.load(start / "relations.npz"), model)
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


def _state(
    stored: Mapping[str, NDArray[Any]], bilinear: Mapping[str, NDArray[np.float16]], model: Parser
) -> dict[str, Tensor]:
    weights = {n.removesuffix("_quantized"): _float(stored, n) for n in stored if n.endswith("_quantized")}
    named = [n for n in stored if n.startswith("model.") and n.endswith(("bias", "weight"))]
    state = {n.removeprefix("model."): stored[n] for n in named}
    for name in ("word", "shape"):
        state[f"encoder.{name}.weight"] = weights[f"model.encoder.{name}.weight"]
    state["arc_weight"] = weights["model.arc_weight"]
    layers = range(len(model.encoder.layers))
    for i in layers:
        state[f"encoder.layers.{i}.qkv.weight"] = weights[f"Attention_{i}_qkv_weight"].T
        state[f"encoder.layers.{i}.qkv.bias"] = stored[f"Attention_{i}_qkv_bias"]
    # the layers' other matrices bear the exporter's numbers, in the order in which the graph uses them
    numbered = sorted((n for n in weights if n.startswith("onnx::")), key=lambda n: int(n.rsplit("_", 1)[1]))
    names = [f"encoder.layers.{i}.{part}" for i in layers for part in ("out", "up", "down")]
    for name, number in zip([*names, "rel_weight"], numbered, strict=True):
        state[f"{name}.weight"] = weights[number].T
    sizes = model.state_dict()
    for whole, parts in JOINED.items():
        weight, bias, at = weights[f"{whole}.linear.weight_Transposed"].T, stored[f"{whole}.linear.bias"], 0
        for name in parts:
            end = at + len(sizes[f"{name}.bias"])
            state[f"{name}.weight"], state[f"{name}.bias"] = weight[at:end], bias[at:end]
            at = end + name.startswith(WITH_ONE)
    # what is added to every arc alike decides nothing, and the graph does without it
    state["arc_bias.weight"], state["arc_bias.bias"] = stored["arc_bias"][None], np.zeros(1)
    for name, shrink in stored.items():  # what was smoothed for int8 (decision 115) goes back to what it was
        if name.endswith(".shrink"):
            part = name.removesuffix(".shrink")
            state[f"encoder.{part}.weight"] = state[f"encoder.{part}.weight"] * shrink
            state[f"encoder.{part}.bias"] = stored[f"{part}.linear.bias"]
    state["rel_weight.weight"] = bilinear["weight"]
    if "role" in bilinear:
        state["role_weight.weight"] = bilinear["role"]
    return {n: torch.from_numpy(np.array(v, dtype=np.float32)) for n, v in state.items()}


def _float(stored: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    base = name.removesuffix("_quantized")
    zero, scale = stored[base + "_zero_point"].astype(np.float32), stored[base + "_scale"]
    return ((stored[name].astype(np.float32) - zero) * scale).astype(np.float32)
