"""What the commands share: their arguments' types and how they speak."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

TOLD_AS = {"denied": "negated", "hypothetical": "possible"}  # standing of an event -> how it is worded
SHOWN = 20  # rows that are printed; the rest are counted

CasebookPath = Annotated[Path, typer.Argument(metavar="CASEBOOK", help="Folder of the casebook.")]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; default: standard output.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="MOMENT", help="As it stood: a generation (12, 12.7) or a day (2026-03-01)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def note(text: str) -> None:
    """Say something beside the output (on standard error)."""
    print(text, file=sys.stderr)
