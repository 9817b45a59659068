"""How rows go into the read model, and how many of them are asked for at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")

CHUNK = 5_000  # rows of one insertion
SLICE = 500  # ids of one query


def put(db: sqlite3.Connection, table: str, found: Iterable[Sequence[Any]]) -> None:
    """Insert rows, in the order of the table's columns; one of the same key is replaced."""
    for chunk in chunks(found):
        db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(chunk[0]))})", chunk)


def chunks(found: Iterable[T]) -> Iterator[list[T]]:
    """What is found, a large number at a time."""
    found = iter(found)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def slices(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, so many at a time that one query may name them."""
    held = list(values)
    yield from (held[i : i + SLICE] for i in range(0, len(held), SLICE))
