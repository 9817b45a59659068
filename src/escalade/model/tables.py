"""The tables of one task: rows and Arrow tables of each kind, each made from the other when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import pyarrow as pa

from escalade.model.documents import Document
from escalade.model.readings import Sentence
from escalade.model.row import from_table, schema, to_table
from escalade.model.tree import Tree

R = TypeVar("R")


class Tables:
    """What a stage reads. Missing kinds read as empty. Stages never change what they read."""

    def __init__(self, tables: Mapping[Any, pa.Table] | None = None) -> None:
        self._arrow: dict[Any, pa.Table] = dict(tables or {})
        self._rows: dict[Any, list[Any]] = {}
        self._trees: dict[str, list[Tree]] | None = None

    def rows(self, cls: type[R]) -> list[R]:
        """Rows of a kind, in table order."""
        if cls not in self._rows:
            self._rows[cls] = from_table(cls, self._arrow[cls]) if cls in self._arrow else []
        return self._rows[cls]

    def by_document(self, cls: type[R]) -> dict[str, list[R]]:
        """Rows of a kind grouped by document_id, in table order."""
        groups: dict[str, list[R]] = defaultdict(list)
        for row in self.rows(cls):
            groups[row.document_id].append(row)  # type: ignore[attr-defined]
        return groups

    def trees(self) -> dict[str, list[Tree]]:
        """Parsed sentences of each document, in text order; built once, shared by all stages of the task."""
        if self._trees is None:
            texts = {d.document_id: d.text for d in self.rows(Document)}
            trees: dict[str, list[Tree]] = defaultdict(list)
            for sentence in self.rows(Sentence):
                trees[sentence.document_id].append(Tree(sentence, texts[sentence.document_id]))
            self._trees = trees
        return self._trees

    def add(self, cls: Any, rows: Iterable[Any]) -> None:
        """Put in what a stage wrote; a kind that several stages write grows in stage order."""
        self._rows[cls] = [*self.rows(cls), *rows]
        self._arrow.pop(cls, None)

    def arrow(self, cls: Any) -> pa.Table:
        """Arrow table of a kind, empty with its schema if nothing was written."""
        if cls not in self._arrow:
            self._arrow[cls] = to_table(cls, self._rows[cls]) if cls in self._rows else schema(cls).empty_table()
        return self._arrow[cls]
