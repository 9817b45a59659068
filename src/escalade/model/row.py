"""Rows and their Arrow schemas: one frozen dataclass a table, the schema is read off its annotations.

A field is str, int (int32), Long (int64), float, bool, another row-like dataclass (struct), or `tuple[X, ...]` (list of
X); `| None` makes it nullable. Dates are ISO strings. Offsets are Unicode code points, half-open.
"""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, NewType, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

Long = NewType("Long", int)  # what may go beyond 2,147,483,647
SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    Long: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
}


class Row(Protocol):
    """What every table's dataclass carries beside its fields."""

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
    __dataclass_fields__: ClassVar[dict[str, Any]]


R = TypeVar("R")


def _arrow(annotation: Any) -> tuple[pa.DataType, bool]:
    """Arrow type of an annotation, and whether it may be null."""
    args = get_args(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        inner = next(a for a in args if a is not type(None))
        return _arrow(inner)[0], True
    if get_origin(annotation) is tuple:
        return pa.list_(_arrow(args[0])[0]), False
    if is_dataclass(annotation):
        return pa.struct([_field(f.name, t) for f, t in _typed_fields(annotation)]), False
    return SCALARS[annotation], False


def _typed_fields(cls: Any) -> list[tuple[Any, Any]]:
    hints = get_type_hints(cls)
    return [(f, hints[f.name]) for f in fields(cls)]


def _field(name: str, annotation: Any) -> pa.Field:
    kind, nullable = _arrow(annotation)
    return pa.field(name, kind, nullable=nullable)


@cache
def schema(cls: Any) -> pa.Schema:
    """Arrow schema of a row class."""
    return pa.schema([_field(f.name, t) for f, t in _typed_fields(cls)])


def plain(value: Any) -> Any:
    """A row (or nested value) as dicts, lists and scalars, ready for Arrow or JSON."""
    if value is None or isinstance(value, str | int | float):  # most are, and telling a dataclass takes long
        return value
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    names = _names(value.__class__)
    return value if names is None else {name: plain(getattr(value, name)) for name in names}


@cache
def _names(cls: type) -> tuple[str, ...] | None:
    """Names of the fields of a dataclass, None of what is none."""
    return tuple(f.name for f in fields(cls)) if is_dataclass(cls) else None


@cache
def _nested(cls: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Fields that need conversion from Arrow's plain values: (name, element class or None, is a list)."""
    out = []
    for f, annotation in _typed_fields(cls):
        if get_origin(annotation) in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        if get_origin(annotation) is tuple:
            element = get_args(annotation)[0]
            out.append((f.name, element if is_dataclass(element) else None, True))
        elif is_dataclass(annotation):
            out.append((f.name, annotation, False))
    return tuple(out)


def from_plain(cls: type[R], values: dict[str, Any]) -> R:
    """The row that `plain` was made from; unknown columns are ignored."""
    known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}  # type: ignore[attr-defined]
    for name, element, is_list in _nested(cls):  # type: ignore[arg-type]
        value = known.get(name)
        if value is None:
            if is_list and name in known:
                known[name] = ()
        elif is_list:
            known[name] = tuple(value) if element is None else tuple(from_plain(element, v) for v in value)
        else:
            known[name] = from_plain(element, value)
    return cls(**known)


def to_table(cls: Any, rows: Iterable[Any]) -> pa.Table:
    """Arrow table of rows of one class, in the order given."""
    rows = list(rows)
    known = schema(cls)
    structs = {name for name, element, _ in _nested(cls) if element is not None}
    told = list(zip(*map(attrgetter(*known.names), rows), strict=True)) or [()] * len(known)
    columns = [
        pa.array([plain(value) for value in values] if field.name in structs else values, type=field.type)
        for field, values in zip(known, told, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=known)


def from_table(cls: type[R], table: pa.Table) -> list[R]:
    """Rows of a table, in its order."""
    names = [n for n in cls.__dataclass_fields__ if n in table.column_names]  # type: ignore[attr-defined]
    columns = [table.column(n).to_pylist() for n in names]
    special = {name: (element, is_list) for name, element, is_list in _nested(cls)}  # type: ignore[arg-type]
    for i, name in enumerate(names):
        if name in special:
            element, is_list = special[name]
            columns[i] = [_convert(element, is_list, v) for v in columns[i]]
    if len(names) == len(cls.__dataclass_fields__):  # type: ignore[attr-defined]
        return list(map(cls, *columns))
    return [cls(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]


def _convert(element: Any, is_list: bool, value: Any) -> Any:
    if value is None:
        return () if is_list else None
    if is_list:
        return tuple(value) if element is None else tuple(from_plain(element, v) for v in value)
    return from_plain(element, value)
