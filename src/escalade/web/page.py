"""What a page function is given (`Ask`: the address, its state) and what it gives back (`Page`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

Row = Mapping[str, Any]
Value = str | int | Iterable[str] | None
CARRIED = ("as_of",)  # state that goes along from page to page
SIZE, LARGEST = 50, 1_000  # rows a page, by default and at most


class NotFoundError(Exception):
    """Nothing has this id or address."""


@dataclass(frozen=True)
class Ask:
    """The address that was asked for: its path and the state in its query string.

    `form`: html, json or csv; `by`: the name that this browser's corrections are signed with, if it is known.
    """

    path: str
    params: tuple[tuple[str, str], ...] = ()
    form: str = "html"
    by: str = ""
    csrf: str = ""

    def one(self, name: str) -> str | None:
        """The last value of a parameter; None if it is missing or empty."""
        return next((value for key, value in reversed(self.params) if key == name and value), None)

    def many(self, name: str) -> list[str]:
        """All values of a parameter, each once."""
        return list(dict.fromkeys(value for key, value in self.params if key == name and value))

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds; the default if it is missing or no number."""
        value = self.one(name) or ""
        return min(max(int(value), low), high) if value.isascii() and value.isdigit() and len(value) < 10 else default

    @property
    def as_of(self) -> str | None:
        """The moment that is asked about: a generation (12, 12.7), a day or a time; None = now."""
        return self.one("as_of")

    @property
    def page(self) -> int:
        """Which page of a list, from 1."""
        return self.number("page", 1, 1, 1_000_000)

    @property
    def size(self) -> int:
        """Rows a page."""
        return self.number("size", SIZE, 1, LARGEST)

    def here(self, **changes: Value) -> str:
        """This address with some parameters changed; None takes one out."""
        kept = [(key, value) for key, value in self.params if key not in changes]
        return _address(self.path, [*kept, *_pairs(changes)])

    def to(self, path: str, **params: Value) -> str:
        """Another address of the explorer; what is carried along goes with it."""
        carried = [(key, value) for key, value in self.params if key in CARRIED and key not in params]
        return _address(path, [*_pairs(params), *carried])

    def query(self, *without: str) -> str:
        """The state as a query string, without some parameters."""
        return urlencode([(key, value) for key, value in self.params if key not in without])


@dataclass(frozen=True)
class Page:
    """What a page shows: `data` for the template and the `.json` twin, `rows` for the `.csv` twin."""

    template: str
    title: str
    data: Mapping[str, Any]
    rows: Sequence[Row] = ()
    screen: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)  # for the template alone: ready markup


@dataclass(frozen=True)
class Pager:
    """Where in a list a page stands."""

    page: int
    size: int
    total: int

    @property
    def first(self) -> int:
        """Number of its first row, from 1; 0 if there is none."""
        return (self.page - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Number of its last row."""
        return min(self.page * self.size, self.total)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def _pairs(params: Mapping[str, Value]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in params.items():
        name = key.rstrip("_")  # from_ -> from
        if value is None or value == "":
            continue
        if isinstance(value, str | int):
            out.append((name, str(value)))
        else:
            out.extend((name, str(v)) for v in value)
    return out


def _address(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
