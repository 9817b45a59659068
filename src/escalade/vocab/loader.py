"""Reads vocabulary files: YAML lists of entries, each checked against a pydantic model, errors with file:line.

A file is a list of mappings. `load` returns the entries in file order. Users' own packs are read the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from escalade.errors import VocabularyError
from escalade.vocab import kept

DATA = Path(__file__).parent / "data"


class Entry(BaseModel):
    """Base of vocabulary entries: immutable, unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Entry):
    """Where a file's facts come from; if it has one, it is the first entry."""

    source: str = Field(min_length=1)


E = TypeVar("E", bound=Entry)

NULL = ("", "~", "null")  # unquoted

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Wrong(yaml.MarkedYAMLError):
    """A file that YAML understands and we do not."""

    def __init__(self, problem: str, mark: Any) -> None:
        super().__init__(None, None, problem, mark)


def load(path: Path, kind: type[E]) -> tuple[E, ...]:
    """Entries of one file. Raises VocabularyError "file:line: what is wrong".

    Every value but null is read as text ("NO" is Norway, not false), which is several times as quick; the model turns
    it into what a field holds. A first entry that has only `source` says where the others come from: entries that have
    such a field and tell no other take it.
    """
    try:
        rows = _rows(path, path.read_bytes())
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: not UTF-8: {error.reason} at byte {error.start}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise VocabularyError(f"{path}:{mark.line + 1 if mark else 1}: {getattr(error, 'problem', error)}") from error
    known: Mapping[str, Any] = {}
    if rows and isinstance(rows[0][1], dict) and rows[0][1].keys() == {"source"}:
        said = _entry(path, *rows.pop(0), Source)
        known = said.model_dump() if "source" in kind.model_fields else {}
    return tuple(_entry(path, line, value, kind, known) for line, value in rows)


def _rows(path: Path, content: bytes) -> list[kept.Row]:
    """Line and value of each entry."""
    if path.is_relative_to(DATA):
        return kept.rows(path, content, lambda shipped: list(_texts(shipped.decode("utf-8"))))
    return list(_texts(content.decode("utf-8")))


def _texts(text: str) -> Iterator[tuple[int, Any]]:
    """Line and value of each entry, scalars as written: from the parser's events, which is quicker than by nodes."""
    open_: list[list[Any]] = []
    named: dict[str, Any] = {}  # what stands behind an anchor (&)
    line = 1
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        if len(open_) == 1:
            line = event.start_mark.line + 1
        if kind is yaml.ScalarEvent:
            done = None if event.implicit[0] and event.value in NULL else event.value
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            if not open_ and kind is not yaml.SequenceStartEvent:
                raise _Wrong("a list of entries was expected", event.start_mark)
            open_.append([])
            if event.anchor is not None and kind is yaml.SequenceStartEvent:
                named[event.anchor] = open_[-1]
            continue
        elif kind is yaml.SequenceEndEvent:
            done = open_.pop()
        elif kind is yaml.MappingEndEvent:
            done = _mapping(open_.pop(), event.start_mark)
        elif kind is yaml.AliasEvent:
            if event.anchor not in named:
                raise _Wrong(f"*{event.anchor} is no list told before", event.start_mark)
            done = named[event.anchor]
        else:
            continue
        if len(open_) == 1:
            yield line, done
        elif open_:
            open_[-1].append(done)
        elif kind is yaml.ScalarEvent and done:
            raise _Wrong("a list of entries was expected", event.start_mark)


def _mapping(parts: list[Any], mark: Any) -> dict[Any, Any]:
    """Keys and values in turn as a mapping; `mark`: where it ends."""
    try:
        out = dict(zip(parts[::2], parts[1::2], strict=True))
    except TypeError as error:
        raise _Wrong("a key must be a word", mark) from error
    if len(out) * 2 < len(parts):
        twice = next(key for key in out if parts[::2].count(key) > 1)
        raise _Wrong(f"key {twice!r} twice", mark)
    return out


def _entry(path: Path, line: int, value: Any, kind: type[E], known: Mapping[str, Any] = MappingProxyType({})) -> E:
    try:
        return kind.model_validate({**known, **value} if known and isinstance(value, dict) else value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise VocabularyError(f"{path}:{line}: {where or 'entry'}: {first['msg']}") from error
