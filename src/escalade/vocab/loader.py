"""Reads vocabulary files: YAML lists of entries, each checked against a pydantic model, errors with file:line.

A file is a list of mappings. `load` returns the entries in file order. Users' own packs are read the same way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from escalade.errors import VocabularyError

DATA = Path(__file__).parent / "data"


class Entry(BaseModel):
    """Base of vocabulary entries: immutable, unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


E = TypeVar("E", bound=Entry)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _LinedLoader(_Loader):  # type: ignore[misc]
    """Safe loader that refuses duplicate keys instead of letting the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def load(path: Path, kind: type[E]) -> tuple[E, ...]:
    """Entries of one file. Raises VocabularyError "file:line: what is wrong"."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise VocabularyError(f"{path}:{mark.line + 1 if mark else 1}: {getattr(error, 'problem', error)}") from error
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise VocabularyError(f"{path}:{node.start_mark.line + 1}: a list of entries was expected")
    return tuple(_entry(path, item, kind) for item in node.value)


def _entry(path: Path, node: yaml.Node, kind: type[E]) -> E:
    line = node.start_mark.line + 1
    constructor = _LinedLoader("")
    try:
        value = constructor.construct_object(node, deep=True)
        return kind.model_validate(value)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise VocabularyError(
            f"{path}:{mark.line + 1 if mark else line}: {getattr(error, 'problem', error)}"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise VocabularyError(f"{path}:{line}: {where or 'entry'}: {first['msg']}") from error
    finally:
        constructor.dispose()
