"""What a stage is: a pure function from tables to rows, that declares what it reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from escalade.model.tables import Tables

Written = Mapping[Any, Iterable[Any]]
Apply = Callable[[Tables, Mapping[str, Any], Any], Written]


@dataclass(frozen=True)
class Stage:
    """One step of the pipeline.

    `apply(tables, resources, settings)` returns rows by row class, exactly those in `writes`. It opens no file, reads
    no clock, keeps no state: equal input gives equal rows, whatever the batch, order or process. `resources` names
    what must be loaded for it once a worker ("reader", "lexicon"). A batch stage sees some documents, a whole stage
    all.
    """

    name: str
    question: str
    apply: Apply
    reads: tuple[Any, ...]
    writes: tuple[Any, ...]
    resources: tuple[str, ...] = ()
