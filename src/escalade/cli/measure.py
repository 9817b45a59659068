"""The commands `escalade evaluate score | gate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from escalade.cli.kit import SHOWN, AsJson
from escalade.errors import UsageError

app = typer.Typer(help="Measure the coder on an annotated corpus.", no_args_is_help=True)
CorpusPath = Annotated[Path, typer.Argument(metavar="CORPUS", help="Annotated JSONL file, or a folder of them.")]


@app.command("score", epilog="Example: `escalade evaluate score annotation/held --misses`")
def score(
    corpus: CorpusPath,
    misses: Annotated[bool, typer.Option("--misses", help="Print every miss with its sentence.")] = False,
    as_json: AsJson = False,
) -> None:
    """Code an annotated corpus and print how much of it is right."""
    from escalade import api

    figures = api.evaluate(corpus)
    if as_json:
        print(json.dumps({"values": figures.values, "reliability": figures.reliability}))
        return
    for name, value in figures.values.items():
        print(f"{name:22} {value}")
    print("score   mentions   right")
    for mean, n, right in figures.reliability:
        print(f"{mean:.3f}   {n:8}   {right:.3f}")
    mixed = [(n, a, b) for (a, b), n in figures.confusion.items() if a != b]
    print("annotated -> coded, where they differ (- is nothing)")
    for n, a, b in sorted(mixed, reverse=True)[:SHOWN]:
        print(f"{n:5}  {a} -> {b}")
    if misses:
        print("\n".join(figures.misses))


@app.command("gate", epilog="Example: `escalade evaluate gate annotation/held`")
def gate(
    corpus: CorpusPath,
    floors: Annotated[Path | None, typer.Option(help="File of the floors; default: floors.json beside it.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Pin what is measured as the new floors.")] = False,
    allow_regression: Annotated[bool, typer.Option(help="Let --update lower a floor.")] = False,
) -> None:
    """Fail (exit code 1) where the coder reads an annotated corpus worse than the floors that are pinned for it."""
    from escalade import api, evaluate

    path = floors or (corpus if corpus.is_dir() else corpus.parent) / "floors.json"
    pinned = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    if pinned is None and not update:
        raise UsageError(f"{path}: no floors there; pin them with --update")
    rows, figures = evaluate.read(corpus), api.evaluate(corpus)
    if update:
        new = evaluate.floors(figures, rows)
        worse = evaluate.lowered(new, pinned)
        if worse and not allow_regression:
            raise UsageError(f"floors only go up: {'; '.join(worse)} (--allow-regression if it is meant)")
        path.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
        pinned = new
    failed = evaluate.failures(figures, rows, pinned or {})
    for line in failed:
        print(line)
    if failed:
        raise typer.Exit(1)
    print(f"every figure holds its floor: {', '.join(f'{k} {figures.values[k]}' for k in evaluate.GATED)}")
