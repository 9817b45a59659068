"""Fine-tune the encoder with all heads at once on the CPU, in bf16 where the processor has it."""

from __future__ import annotations

import hashlib
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from escalade.reading.wordpiece import WordPieces
from training import corpora, events, restore
from training.conllu import Sentence
from training.examples import Encoder, augmented, batch_of, batches, label_sets
from training.model import Parser

DEV = 8  # one annotated sentence in so many is kept for setting thresholds and for the reliability of scores


@dataclass(frozen=True)
class Plan:
    """What to train: `epochs` decides, or `minutes` of wall time where it is set. `hold` leaves out re3d documents."""

    out: Path
    base: Path
    epochs: float = 13.0
    minutes: float = 0.0
    layers: int = 6
    rate: float = 2e-4
    pieces: int = 2048
    threads: int = 2
    seed: int = 1
    hold: tuple[int, int] | None = None  # (fold, of how many)
    start: Path | None = None  # go on from this checkpoint, or from the graph in this folder
    share: float = 1.0  # of the treebank and name sentences in each epoch; a part will do where training goes on
    freeze: int = 0  # layers, from the embeddings up, that stay as they are
    focus: bool = False  # of the event sets the annotated corpus alone
    hide: float = 0.0  # of the words, which the network must do without
    average: float = 0.0  # what is kept is the running mean of the weights over about 1 / (1 - average) steps


def fold_of(document_id: str, folds: int) -> int:
    """Which fold a re3d document falls in, by its id alone."""
    return int(hashlib.sha256(document_id.encode()).hexdigest()[:8], 16) % folds


def training_sentences(data: Path, hold: tuple[int, int] | None) -> list[Sentence]:
    """EWT train and test, GUM's open genres, names, and re3d four times over (it is small and closest to the use)."""
    docs = [*corpora.ewt(data, "train"), *corpora.ewt(data, "test"), *corpora.gum(data, "train")]
    events.with_roles(data, docs)
    conflict = [d for d in corpora.re3d(data) if not hold or fold_of(d.id, hold[1]) != hold[0]]
    return [s for d in docs for s in d.sentences] + corpora.names(data) + [s for d in conflict for s in d.sentences] * 4


def is_dev(name: str) -> bool:
    """Whether an annotated sentence is kept out of training, by its id alone."""
    return fold_of(name.rsplit(":", 1)[0] if name.count(":") > 1 else name, DEV) == 0


def event_sentences(data: Path, focus: bool) -> list[Sentence]:
    """The annotated sentences to train on, twice over, and GENEVA's unless the focus is on the former."""
    from escalade.reading import Reader

    reader = Reader.load()
    own = events.annotated(data, ("own", "open"), reader.parse_words, lambda name: not is_dev(name))
    return own if focus else own * 2 + events.geneva(data)


def run(data: Path, plan: Plan) -> None:
    """Train and leave `plan.out` (state, labels, record), rewritten every tenth of the way."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    sentences, told = training_sentences(data, plan.hold), event_sentences(data, plan.focus)
    before = restore.load(plan.start) if plan.start else None
    labels = label_sets([*sentences, *told]) | (before["labels"] if before else {})
    encoder = Encoder(labels, WordPieces.load(plan.base / "vocab.txt"))
    model = Parser(labels, plan.layers)
    if before:
        model.load_state_dict(before["state"], strict=False)
    else:
        model.encoder.load_minilm(plan.base / "model.safetensors")
    record: dict[str, Any] = {
        "sentences": len(sentences),
        "words": sum(len(s.words) for s in sentences),
        "event_sentences": len(told),
        "base_sha256": hashlib.sha256((plan.base / "model.safetensors").read_bytes()).hexdigest(),
        "plan": {k: str(v) for k, v in vars(plan).items() if k not in ("out", "base", "start")},
    }
    if before:
        record["continues"] = before["record"]
    print(json.dumps(record), flush=True)
    _freeze(model, plan.freeze)
    optimiser = _optimiser(model, plan)
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(plan.average)) if plan.average else None
    kept = cast(Parser, mean.module) if mean else model
    half = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # emulated it is many times slower than 32 bits
    start, step, epoch, saved = time.time(), 0, 0, 0
    done = 0.0
    while done < 1:
        some = sentences if plan.share >= 1 else rng.sample(sentences, int(plan.share * len(sentences)))
        made = [e for s in (*some, *told) if (e := encoder.example(augmented(s, rng), plan.hide, rng))]
        todo = list(batches(made, plan.pieces, rng))
        for i, chosen in enumerate(todo):
            done = (
                (time.time() - start) / (60 * plan.minutes) if plan.minutes else (epoch + i / len(todo)) / plan.epochs
            )
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * min(1, done / 0.06 + 0.001) * max(0.02, 1 - done)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                loss = model.loss(batch_of(chosen))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            if mean:
                mean.update_parameters(model)
            step += 1
            if step % 100 == 0:
                where = f"step {step} epoch {epoch + i / len(todo):.2f} done {done:.3f}"
                print(f"{where} loss {loss.item():.3f} s {time.time() - start:.0f}", flush=True)
            if int(done * 10) > saved:
                saved = int(done * 10)
                _save(plan.out, kept, record | {"epochs": epoch + i / len(todo)})
        epoch += 1
        if not plan.minutes:
            done = epoch / plan.epochs
    _save(
        plan.out,
        kept,
        record | {"epochs": epoch - 1 + i / len(todo), "steps": step, "seconds": time.time() - start},
    )


def _freeze(model: Parser, layers: int) -> None:
    e = model.encoder
    for part in (e.word, e.position, e.norm, *e.layers[:layers]) if layers else ():
        for p in part.parameters():
            p.requires_grad_(False)


def _optimiser(model: Parser, plan: Plan) -> torch.optim.Optimizer:
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    encoder = [p for n, p in named if n.startswith("encoder.") and "shape" not in n]
    heads = [p for n, p in named if not n.startswith("encoder.") or "shape" in n]
    groups = [{"params": p, "lr": r, "base": r} for p, r in ((encoder, plan.rate), (heads, 10 * plan.rate))]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _save(path: Path, model: Parser, record: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {"state": model.state_dict(), "labels": model.labels, "layers": len(model.encoder.layers), "record": record},
        part,
    )
    part.replace(path)
