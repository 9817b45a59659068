"""What the commands share: their arguments' types and how they speak."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

SHOWN = 20  # rows that are printed; the rest are counted

CasebookPath = Annotated[Path, typer.Argument(metavar="CASEBOOK", help="Folder of the casebook.")]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; default: standard output.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def note(text: str) -> None:
    """Say something beside the output (on standard error)."""
    print(text, file=sys.stderr)
