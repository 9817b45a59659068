"""The `.json` and `.csv` twins of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from escalade.model.cells import guarded, line
from escalade.web.page import Page, Pager


def as_json(page: Page, as_of: str) -> bytes:
    """The page's data as one JSON object."""
    whole = {"title": page.title, "as_of": as_of, **page.data}
    return json.dumps(whole, ensure_ascii=False, default=_plain).encode("utf-8", "replace")


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as CSV; nested cells as JSON. Text that a spreadsheet would run as a formula is led by an apostrophe."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = [line(names)] if names else []
    return "".join([*head, *(line([cell(row.get(name)) for name in names]) for row in rows)]).encode("utf-8", "replace")


def cell(value: Any) -> Any:
    """A value as a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_plain)
    return guarded(text)


def _plain(value: Any) -> Any:
    if isinstance(value, Pager):
        return asdict(value) | {"pages": value.pages}
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no place in a page's data")
