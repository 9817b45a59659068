"""What the commands share: their arguments' types and how they speak."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from escalade.errors import InputError, NoInputError

if TYPE_CHECKING:
    from escalade.brief.wording import Words

TOLD_AS = {"denied": "negated", "hypothetical": "possible"}  # standing of an event -> how it is worded
SHOWN = 20  # rows that are printed; the rest are counted

CasebookPath = Annotated[Path, typer.Argument(metavar="CASEBOOK", help="Folder of the casebook.")]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", help="File to write; default: standard output.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="MOMENT", help="As it stood: a generation (12, 12.7) or a day (2026-03-01)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


@contextmanager
def no_empty_casebook(folder: Path) -> Iterator[None]:
    """A casebook that is made for input of which nothing can be used is not left behind."""
    there = folder.is_dir()
    fresh = not there or not any(folder.iterdir())
    try:
        yield
    except (NoInputError, InputError):
        if fresh and folder.is_dir():
            shutil.rmtree(folder)
            if there:
                folder.mkdir()
        raise


def told(words: Words, event: Mapping[str, Any]) -> str:
    """What an event is, in words that claim no more than is told: what one origin tells is said to be that."""
    clause = words.happening(event, TOLD_AS.get(event["standing"], "asserted"))
    return f"one origin tells: {clause}" if event["standing"] == "single_origin" else clause


def note(text: str) -> None:
    """Say something beside the output (on standard error)."""
    print(text, file=sys.stderr)
