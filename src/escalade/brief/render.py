"""The brief of a casebook in one of its formats."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, Protocol

from rich.console import Console

from escalade.brief.compose import Brief, compose
from escalade.brief.html import page
from escalade.brief.markdown import markdown
from escalade.brief.terminal import show
from escalade.brief.wording import Record
from escalade.errors import UsageError
from escalade.model.documents import Block, Document
from escalade.model.row import plain

FORMATS = ("terminal", "md", "html")


class Case(Protocol):
    """What the brief needs of a casebook."""

    folder: Any
    settings: Any

    def rows(self, cls: Any) -> list[Any]:
        """Rows of one of the ledger's own tables."""

    def table(self, name: str) -> Any:
        """A table of the contract as Arrow."""


def measured() -> Record:
    """Measured accuracy that the brief states on top, from the package's accuracy.json."""
    text = resources.files("escalade.brief").joinpath("accuracy.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


class _Tables:
    """Contract tables as dicts, each read once; `blocks` and the documents' segments come from the ledger itself."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.rows = cache(self._rows)

    def _rows(self, name: str) -> Sequence[Record]:
        if name == "blocks":
            return [plain(block) for block in self._case.rows(Block)]
        rows = self._case.table(name).to_pylist()
        if name == "documents":
            segments = {d.document_id: plain(d.segments) for d in self._case.rows(Document)}
            rows = [row | {"segments": segments.get(row["document_id"], [])} for row in rows]
        return rows  # type: ignore[no-any-return]


def of_case(case: Case) -> tuple[Brief, _Tables]:
    """The brief's content, and the tables it was made from."""
    tables = _Tables(case)
    title = f"Situation brief: {case.folder.resolve().name}"
    return compose(tables.rows, title=title, accuracy=measured(), threshold=case.settings.coding.brief_score), tables


def render(case: Case, form: str = "terminal", console: Console | None = None) -> str:
    """The brief as text in one of FORMATS. "terminal" prints to `console` where one is given and returns "".

    Raises UsageError for another format.
    """
    if form not in FORMATS:
        raise UsageError(f"no brief format {form!r}; there are {', '.join(FORMATS)}")
    brief, tables = of_case(case)
    if form == "md":
        return markdown(brief)
    if form == "html":
        return page(brief, tables.rows)
    if console is not None:
        show(brief, console)
        return ""
    plain_console = Console(width=110, no_color=True, force_terminal=False)
    with plain_console.capture() as captured:
        show(brief, plain_console)
    return captured.get()
