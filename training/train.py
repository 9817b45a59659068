"""Fine-tune the encoder with all heads at once on the CPU, in bf16 where the processor has it."""

from __future__ import annotations

import hashlib
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from escalade.reading.wordpiece import WordPieces
from training import corpora
from training.conllu import Sentence
from training.examples import Encoder, augmented, batch_of, batches, label_sets
from training.model import Parser


@dataclass(frozen=True)
class Plan:
    """What to train: `epochs` decides, or `minutes` of wall time where it is set. `hold` leaves out re3d documents."""

    out: Path
    base: Path
    epochs: float = 13.0
    minutes: float = 0.0
    layers: int = 6
    rate: float = 2e-4
    pieces: int = 1024
    threads: int = 2
    seed: int = 1
    hold: tuple[int, int] | None = None  # (fold, of how many)
    start: Path | None = None  # go on from this checkpoint


def fold_of(document_id: str, folds: int) -> int:
    """Which fold a re3d document falls in, by its id alone."""
    return int(hashlib.sha256(document_id.encode()).hexdigest()[:8], 16) % folds


def training_sentences(data: Path, hold: tuple[int, int] | None) -> list[Sentence]:
    """EWT train and test, GUM's open genres, names, and re3d four times over (it is small and closest to the use)."""
    docs = [*corpora.ewt(data, "train"), *corpora.ewt(data, "test"), *corpora.gum(data, "train")]
    conflict = [d for d in corpora.re3d(data) if not hold or fold_of(d.id, hold[1]) != hold[0]]
    return [s for d in docs for s in d.sentences] + corpora.names(data) + [s for d in conflict for s in d.sentences] * 4


def run(data: Path, plan: Plan) -> None:
    """Train and leave `plan.out` (state, labels, record), rewritten every tenth of the way."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    sentences = training_sentences(data, plan.hold)
    before = torch.load(plan.start, weights_only=True) if plan.start else None
    labels = before["labels"] if before else label_sets(sentences)
    encoder = Encoder(labels, WordPieces.load(plan.base / "vocab.txt"))
    model = Parser(labels, plan.layers)
    if before:
        model.load_state_dict(before["state"])
    else:
        model.encoder.load_minilm(plan.base / "model.safetensors")
    record: dict[str, Any] = {
        "sentences": len(sentences),
        "words": sum(len(s.words) for s in sentences),
        "base_sha256": hashlib.sha256((plan.base / "model.safetensors").read_bytes()).hexdigest(),
        "plan": {k: str(v) for k, v in vars(plan).items() if k not in ("out", "base", "start")},
    }
    if before:
        record["continues"] = before["record"]
    print(json.dumps(record), flush=True)
    optimiser = _optimiser(model, plan)
    start, step, epoch, saved = time.time(), 0, 0, 0
    done = 0.0
    while done < 1:
        made = [e for s in sentences if (e := encoder.example(augmented(s, rng)))]
        todo = list(batches(made, plan.pieces, rng))
        for i, chosen in enumerate(todo):
            done = (
                (time.time() - start) / (60 * plan.minutes) if plan.minutes else (epoch + i / len(todo)) / plan.epochs
            )
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * min(1, done / 0.06 + 0.001) * max(0.02, 1 - done)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = model.loss(batch_of(chosen))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % 100 == 0:
                where = f"step {step} epoch {epoch + i / len(todo):.2f} done {done:.3f}"
                print(f"{where} loss {loss.item():.3f} s {time.time() - start:.0f}", flush=True)
            if int(done * 10) > saved:
                saved = int(done * 10)
                _save(plan.out, model, record | {"epochs": epoch + i / len(todo)})
        epoch += 1
        if not plan.minutes:
            done = epoch / plan.epochs
    _save(
        plan.out, model, record | {"epochs": epoch - 1 + i / len(todo), "steps": step, "seconds": time.time() - start}
    )


def _optimiser(model: Parser, plan: Plan) -> torch.optim.Optimizer:
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "shape" not in n]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or "shape" in n]
    groups = [{"params": p, "lr": r, "base": r} for p, r in ((encoder, plan.rate), (heads, 10 * plan.rate))]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _save(path: Path, model: Parser, record: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {"state": model.state_dict(), "labels": model.labels, "layers": len(model.encoder.layers), "record": record},
        part,
    )
    part.replace(path)
