"""Part files: Arrow tables written so that a reader sees the whole file or none."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from escalade.errors import CasebookError

UNLIKE = ("record", "event_id", "url", "text", "line")  # columns of imported records that hardly repeat


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Temporary path beside `path`; synced and renamed to it at the end, removed if the block raises.

    A link keeps pointing where it did; what is no file ("/dev/stdout") is written to as it is.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    path = path.resolve() if path.is_symlink() else path
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
    """Write tables as the row groups of one file, with the columns of the first; returns its size in bytes."""
    rest = iter(groups)
    first = next(rest)
    options: dict[str, Any] = {"compression": "zstd", "write_page_checksum": True, **_coding(first.schema)}
    with replacing(path) as temporary, pq.ParquetWriter(temporary, first.schema, **options) as writer:
        for group in chain([first], rest):
            writer.write_table(group.cast(first.schema), row_group_size=max(group.num_rows, 1))
    return path.stat().st_size


def _coding(schema: pa.Schema) -> dict[str, Any]:
    """How the columns of a table are written.

    Tables of imported records come by the million rows: texts that are never twice the same have no dictionary, nobody
    asks for the least and greatest of a page, and a column that comes with a dictionary is read as plain text again
    (without Arrow's own schema in the file).
    """
    if "record" not in schema.names:
        return {"use_dictionary": True}
    flat = [f for f in schema if f.name not in UNLIKE or pa.types.is_dictionary(f.type)]
    coded = [f"{f.name}.list.element" if pa.types.is_list(f.type) else f.name for f in flat]
    return {"use_dictionary": coded, "write_statistics": False, "store_schema": False}


def read_part(path: Path, group: int | None = None, columns: Sequence[str] | None = None) -> pa.Table:
    """Rows of a part, or of one of its row groups. Raises CasebookError if the file is missing or damaged."""
    wanted = None if columns is None else list(columns)
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            return file.read(columns=wanted) if group is None else file.read_row_group(group, columns=wanted)
    except (OSError, pa.ArrowException) as error:
        raise CasebookError(f"{path}: part cannot be read: {error}") from error
