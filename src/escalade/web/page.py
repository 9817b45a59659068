"""What a page function is given (`Ask`: the address, its state) and what it gives back (`Page`)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from escalade.errors import UsageError

Row = Mapping[str, Any]
Value = str | int | Iterable[str] | None
CARRIED = ("as_of",)  # state that goes along from page to page
SIZE, LARGEST = 50, 1_000  # rows a page, by default and at most
PAGES = 1_000_000
SAID = 60  # signs of a value that a refusal repeats
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)


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
        """A whole number, taken to be within bounds; the default if it is missing. Raises UsageError for no number."""
        value = self.one(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise UsageError(f"{name}={value[:SAID]}: a whole number from {low} to {high:,} is expected")
        return min(max(int(value), low), high)

    def among(self, name: str, known: Collection[str], default: str = "") -> str:
        """A value that must be one of some; the default if it is missing. Raises UsageError for another one."""
        value = self.one(name)
        return default if value is None else one_of(name, value, known)

    def day(self, name: str) -> str | None:
        """A day; of a month or year the first, for `to` the last. Raises UsageError if it is none."""
        value = self.one(name)
        return None if value is None else _day(name, value)[name == "to"]

    def window(self) -> tuple[str | None, str | None]:
        """`from` and `to`. Raises UsageError if they are no days, or the wrong way round."""
        start, end = self.day("from"), self.day("to")
        if start and end and start > end:
            raise UsageError(f"from={start} is later than to={end}: no day lies between them")
        return start, end

    @property
    def as_of(self) -> str | None:
        """The moment that is asked about: a generation (12, 12.7), a day or a time; None = now."""
        return self.one("as_of")

    @property
    def page(self) -> int:
        """Which page of a list, from 1."""
        return self.number("page", 1, 1, PAGES)

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


def one_of(name: str, value: str, known: Collection[str]) -> str:
    """The value, if it is one of those that have a meaning. Raises UsageError if it is none."""
    if value not in known:
        raise UsageError(f"{name}={value[:SAID]}: there is none; there are {', '.join(sorted(known))}")
    return value


def _day(name: str, value: str) -> tuple[str, str]:
    """The first and last day of a day, month or year."""
    found = _DAY.fullmatch(value)
    try:
        if found is None:
            raise ValueError(value)
        year, month, day = (int(part) if part else None for part in found.group("year", "month", "day"))
        assert year is not None
        last = day or monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1).isoformat(), date(year, month or 12, last).isoformat()
    except ValueError as error:
        raise UsageError(
            f"{name}={value[:SAID]} is no date; write a day like 2020-01-31, or a month or year (2020-01, 2020)"
        ) from error


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
