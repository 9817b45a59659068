"""The tables of one task: rows and Arrow tables of each kind, each made from the other when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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

    def add(self, cls: Any, rows: Iterable[Any], table: pa.Table | None = None) -> None:
        """Put in what a stage wrote; a kind that several stages write grows in stage order.

        `table`: the same rows as an Arrow table, where the caller has made one already.
        """
        before = self._arrow.get(cls)
        empty = cls not in self._rows and before is None
        self._rows[cls] = [*self.rows(cls), *rows]
        self._arrow.pop(cls, None)
        if table is not None and (empty or before is not None):
            self._arrow[cls] = table if before is None else pa.concat_tables([before, table])

    def put(self, cls: Any, table: pa.Table) -> None:
        """Put in a kind that is stored already."""
        self._arrow[cls] = table
        self._rows.pop(cls, None)

    def only(self, document_ids: Collection[str]) -> Tables:
        """The same tables with only the rows of some documents; kinds without a document_id stay whole."""
        part = Tables()
        for cls in [*self._rows, *(c for c in self._arrow if c not in self._rows)]:
            rows = self.rows(cls)
            if "document_id" in cls.__dataclass_fields__:
                rows = [row for row in rows if row.document_id in document_ids]
            part._rows[cls] = rows
        return part

    def arrow(self, cls: Any) -> pa.Table:
        """Arrow table of a kind, empty with its schema if nothing was written."""
        if cls not in self._arrow:
            self._arrow[cls] = to_table(cls, self._rows[cls]) if cls in self._rows else schema(cls).empty_table()
        return self._arrow[cls]
