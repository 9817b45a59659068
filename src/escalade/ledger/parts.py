"""Part files: Arrow tables written so that a reader sees the whole file or none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from escalade.errors import CasebookError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Temporary path beside `path`; synced and renamed to it at the end, removed if the block raises."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield temporary
        with temporary.open("rb") as handle:
            os.fsync(handle.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a small text file whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_part(path: Path, groups: Iterable[pa.Table]) -> int:
    """Write tables of one schema as the row groups of one file; returns its size in bytes."""
    rest = iter(groups)
    first = next(rest)
    options = {"compression": "zstd", "write_page_checksum": True, "use_dictionary": _coded(first.schema)}
    with replacing(path) as temporary, pq.ParquetWriter(temporary, first.schema, **options) as writer:
        for group in chain([first], rest):
            writer.write_table(group, row_group_size=max(group.num_rows, 1))
    return path.stat().st_size


def _coded(schema: pa.Schema) -> bool | list[str]:
    """Columns worth a dictionary: all, but for texts that are never twice the same in tables of imported records."""
    if "record" not in schema.names:
        return True
    flat = [field for field in schema if field.name not in ("record", "event_id", "url", "text", "line")]
    return [f"{f.name}.list.element" if pa.types.is_list(f.type) else f.name for f in flat]


def read_part(path: Path, group: int | None = None, columns: Sequence[str] | None = None) -> pa.Table:
    """Rows of a part, or of one of its row groups. Raises CasebookError if the file is missing or damaged."""
    wanted = None if columns is None else list(columns)
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            return file.read(columns=wanted) if group is None else file.read_row_group(group, columns=wanted)
    except (OSError, pa.ArrowException) as error:
        raise CasebookError(f"{path}: part cannot be read: {error}") from error
