"""Columns drawn from books: cells that were looked up, kept as places in a book until a part is written.

What a format's cells mean is asked once for each different cell; a column is then but places in the book of answers.
Only where a part is written do they become a column again: texts with a dictionary of their own, which Parquet takes as
it is, so that no text is copied or hashed for every row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import methodcaller
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

JOINT = "\x1f"  # between the cells of a key; no cell has it
REMEMBERED = 200_000  # keys; a lookup that has more starts a new book
Places = npt.NDArray[np.int32]
_bare = methodcaller("strip", " \t\n\v\f\r")


class Book:
    """What a function made of the keys asked for so far, a column for each field of its answers."""

    def __init__(self, kinds: Sequence[pa.DataType]) -> None:
        self._places: dict[str, int] = {}
        self._values = [[pa.array([], kind)] for kind in kinds]

    def __len__(self) -> int:
        return len(self._places)

    def find(self, keys: Sequence[str], what: Callable[..., tuple[Any, ...]]) -> Places:
        """The place of each key's answer; the function is asked about the cells of those that are new."""
        try:
            return self._found(keys)
        except KeyError:
            self._ask([key for key in keys if key not in self._places], what)
            return self._found(keys)

    def _found(self, keys: Sequence[str]) -> Places:
        return np.fromiter(map(self._places.__getitem__, keys), np.int32, len(keys))

    def _ask(self, keys: Sequence[str], what: Callable[..., tuple[Any, ...]]) -> None:
        answers = [what(*map(_bare, key.split(JOINT))) for key in keys]
        for values, answered in zip(self._values, zip(*answers, strict=True), strict=True):
            values.append(pa.array(answered, values[0].type))
        self._places.update(zip(keys, range(len(self), len(self) + len(keys)), strict=True))

    def column(self, field: int) -> pa.Array:
        """The answers' values of a field, by place."""
        if len(self._values[field]) > 1:
            self._values[field] = [pa.concat_arrays(self._values[field])]
        return self._values[field][0]


class Lookups:
    """The books of a file."""

    def __init__(self) -> None:
        self._books: dict[tuple[str, ...], Book] = {}

    def of(self, name: tuple[str, ...], kinds: Sequence[pa.DataType]) -> Book:
        """The book for a function of some columns."""
        if name not in self._books or len(self._books[name]) > REMEMBERED:
            self._books[name] = Book(kinds)
        return self._books[name]


@dataclass(frozen=True)
class Drawn:
    """A column as places in a book."""

    book: Book
    field: int
    at: Places

    def __len__(self) -> int:
        return len(self.at)

    def filter(self, kept: pa.Array) -> Drawn:
        """The rows where the mask holds."""
        return Drawn(self.book, self.field, self.at[kept.to_numpy(zero_copy_only=False)])

    def plain(self) -> pa.Array:
        """The values themselves."""
        return self.book.column(self.field).take(pa.array(self.at))

    def known(self) -> pa.Array:
        """Whether there is a value, row by row."""
        return pc.is_valid(self.book.column(self.field)).take(pa.array(self.at))


Column: TypeAlias = "pa.Array | pa.Scalar | Drawn"  # a scalar: the same in every row; an array may have a dictionary
Columns: TypeAlias = dict[str, Column]


def joined(blocks: Sequence[Mapping[str, Column]], lengths: Sequence[int], schema: pa.Schema) -> pa.Table:
    """Blocks of rows as one table; what a schema has beyond their columns is null, or an empty list."""
    taken: dict[tuple[int, ...], _Taken] = {}  # columns of one lookup have their places in common
    columns = {f.name: _joined([b.get(f.name) for b in blocks], sum(lengths), f.type, taken) for f in schema}
    return pa.table(columns)


def _joined(
    pieces: Sequence[Column | None], n: int, kind: pa.DataType, taken: dict[tuple[int, ...], _Taken]
) -> pa.Array | pa.ChunkedArray:
    first = pieces[0]
    if first is None:
        return _empty(n, kind)
    if isinstance(first, pa.Scalar):
        return _same(first.cast(kind), n)
    drawn = [piece for piece in pieces if isinstance(piece, Drawn)]
    if drawn:
        key = tuple(id(piece.at) for piece in drawn)
        if key not in taken:
            taken[key] = _taken(drawn)
        return _bound(taken[key], drawn[0].field)
    if all(pa.types.is_dictionary(piece.type) for piece in pieces if isinstance(piece, pa.Array)):
        return pa.chunked_array(pieces).unify_dictionaries().combine_chunks()
    return pa.chunked_array([piece.cast(kind) for piece in pieces if isinstance(piece, pa.Array)], kind)


def _empty(n: int, kind: pa.DataType) -> pa.Array:
    if pa.types.is_list(kind):
        return pa.ListArray.from_arrays(pa.array(np.zeros(n + 1, np.int32)), pa.array([], kind.value_type))
    return pa.nulls(n, kind)


def _same(value: pa.Scalar, n: int) -> pa.Array:
    if not pa.types.is_string(value.type):
        return pa.repeat(value, n)
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, np.int32)), pa.array([value.as_py()], value.type))


@dataclass(frozen=True)
class _Taken:
    """Places in several books: which of all their answers are used, and which of those each row has."""

    books: Sequence[Book]
    used: pa.Array
    at: Places


def _taken(pieces: Sequence[Drawn]) -> _Taken:
    books = list(dict.fromkeys(piece.book for piece in pieces))
    begins = dict(zip(books, np.cumsum([0, *map(len, books)]).tolist(), strict=False))
    at = np.concatenate([piece.at + np.int32(begins[piece.book]) for piece in pieces])
    used = np.zeros(sum(map(len, books)), bool)
    used[at] = True
    return _Taken(books, pa.array(used), (np.cumsum(used, dtype=np.int32) - 1)[at])


def _bound(taken: _Taken, field: int) -> pa.Array:
    """A column that was drawn from books: texts with a dictionary of the different values that are in it."""
    few = pa.concat_arrays([book.column(field) for book in taken.books]).filter(taken.used)
    if not pa.types.is_string(few.type):
        return few.take(pa.array(taken.at))
    coded = few.dictionary_encode()
    index = coded.indices.fill_null(-1).to_numpy()[taken.at]
    return pa.DictionaryArray.from_arrays(pa.array(index, mask=index < 0), coded.dictionary)
