"""A casebook's ledger: add batches, put and read their parts, commit a generation."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from escalade.errors import CasebookError, UsageError
from escalade.ledger import manifest as manifests
from escalade.ledger.manifest import Batch, Held, Manifest, Part
from escalade.ledger.parts import read_part, write_part, write_text
from escalade.model.casebook import Issue
from escalade.model.documents import Arrival, Raw
from escalade.model.row import schema, to_table

WHOLE = "*"  # the batch of tables that only the whole casebook can know
INTAKE = "intake"  # the checkpoint of raw rows and of what could not be read
SMALL = 8_000_000  # bytes; parts under it are merged
LARGE = 64_000_000  # bytes; about the size of a merged part
MANY = 16  # small parts of a table that are left alone: looking up an id in 40 parts takes 11 ms, in 2,000 parts 280 ms


class Ledger:
    """Parts under `folder` and the manifest generation that counts them in."""

    def __init__(self, folder: Path, manifest: Manifest, *, read_only: bool = False) -> None:
        self.folder = folder
        self.manifest = manifest
        self.read_only = read_only
        self._arrivals: tuple[Manifest, pa.Table] | None = None

    @classmethod
    def create(cls, folder: Path) -> Ledger:
        """New, empty ledger."""
        manifest = Manifest(written=_now())
        manifests.write(folder, manifest)
        return cls(folder, manifest)

    @classmethod
    def open(cls, folder: Path, as_of: int | None = None) -> Ledger:
        """The current generation, or generation `as_of`. Raises CasebookError if a part is missing or cut short."""
        name = "manifest.json" if as_of is None else f"generations/{as_of:06}.json"
        if as_of is not None and not (folder / name).exists():
            raise UsageError(f"{folder.parent}: no generation {as_of}")
        ledger = cls(folder, manifests.read(folder / name), read_only=as_of is not None)
        for part in ledger.manifest.parts:
            path = folder / part.file
            if not path.exists():
                raise CasebookError(f"{path}: part is missing")
            if path.stat().st_size != part.bytes:
                raise CasebookError(f"{path}: part has {path.stat().st_size} bytes, {part.bytes} were written")
        return ledger

    @classmethod
    def at(cls, folder: Path) -> Ledger:
        """The current generation, its parts unchecked: for workers."""
        return cls(folder, manifests.read(folder / "manifest.json"))

    @property
    def packs(self) -> tuple[Path, ...]:
        """Folders of the casebook's own vocabulary: what its users keep there, and what was learned from decisions."""
        folder = self.folder.parent / "packs"
        return tuple(path for path in (folder, folder / "learned") if path.is_dir())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the casebook against a second writer. An older generation cannot be written to."""
        if self.read_only:
            raise UsageError(f"{self.folder.parent}: opened as of generation {self.manifest.generation}, to read only")
        with (self.folder / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UsageError(f"{self.folder.parent}: another run is writing to this casebook") from error
            self.manifest = manifests.read(self.folder / "manifest.json")
            yield

    def put(self, checkpoint: str, batch_id: str, stamp: str, tables: Mapping[Any, pa.Table]) -> list[Part]:
        """Write the parts of a batch. They count once a manifest that lists them is committed."""
        parts = []
        for cls, table in tables.items():
            if table.num_rows:
                name = "whole" if batch_id == WHOLE else batch_id
                file = f"{cls.TABLE}/{name}-{checkpoint}-{stamp[:12]}.parquet"
                size = write_part(self.folder / file, [table])
                parts.append(
                    Part(
                        table=cls.TABLE,
                        checkpoint=checkpoint,
                        batches=(batch_id,),
                        file=file,
                        rows=table.num_rows,
                        bytes=size,
                    )
                )
        return parts

    def receipt(self, name: str) -> list[Part] | None:
        """Parts of a finished task whose run never came to commit, or None."""
        path = self.folder / "receipts" / f"{name}.json"
        if not path.exists():
            return None
        return [Part.model_validate(part) for part in json.loads(path.read_text(encoding="utf-8"))]

    def leave_receipt(self, name: str, parts: Iterable[Part]) -> None:
        """Say that all parts of a task are written."""
        text = json.dumps([part.model_dump() for part in parts])
        write_text(self.folder / "receipts" / f"{name}.json", text)

    def tidy(self, superseded: Iterable[Path]) -> None:
        """After a commit: remove files that no generation needs, and receipts, whose parts are in the manifest now."""
        for path in [*superseded, *(self.folder / "receipts").glob("*.json")]:
            path.unlink(missing_ok=True)

    def stage_changes(self, **changes: Any) -> None:
        """Change fields of the manifest in memory; `commit` writes them."""
        self.manifest = self.manifest.model_copy(update=changes)

    def commit(self) -> None:
        """Write the next generation."""
        self.stage_changes(generation=self.manifest.generation + 1, written=_now())
        manifests.write(self.folder, self.manifest)

    def rewrite(self) -> None:
        """Write this generation again under its own number: only after something in it was erased."""
        manifests.rewrite(self.folder, self.manifest)

    def compact(self) -> list[Path]:
        """Merge the small parts of each table and put what comes of it in their place: see `take_merged`."""
        return self.take_merged(self.merge_small())

    def merge_small(self) -> dict[str, Part]:
        """Merge the small parts of each table, a row group a batch. Returns the part that takes the place of each file.

        The manifest stays as it is; see `take_merged`. Nearly all of it runs outside of Python's lock.
        """
        groups: dict[tuple[str, str], list[Part]] = {}
        for part in self.manifest.parts:
            if part.bytes < SMALL:
                groups.setdefault((part.table, part.checkpoint), []).append(part)
        merged: dict[str, Part] = {}
        for (table, checkpoint), small in sorted(groups.items()):
            if len(small) > MANY:
                for run in _runs(small):
                    part = self._merge(table, checkpoint, run)
                    merged.update(dict.fromkeys((old.file for old in run), part))
        return merged

    def take_merged(self, merged: Mapping[str, Part]) -> list[Path]:
        """Put merged parts in place of the small ones. Returns files that no generation needs any more.

        Changes the manifest in memory only; the files may be removed after `commit`.
        """
        committed = {part.file for part in manifests.read(self.folder / "manifest.json").parts}
        parts = dict.fromkeys(merged.get(part.file, part) for part in self.manifest.parts)
        self.stage_changes(parts=tuple(parts))
        return [self.folder / file for file in merged if file not in committed]

    def _merge(self, table: str, checkpoint: str, parts: list[Part]) -> Part:
        name = blake2b("\n".join(part.file for part in parts).encode(), digest_size=10).hexdigest()
        file = f"{table}/merged-{checkpoint}-{name}.parquet"
        groups = (read_part(self.folder / p.file, i) for p in parts for i in range(len(p.batches)))
        size = write_part(self.folder / file, groups)
        return Part(
            table=table,
            checkpoint=checkpoint,
            batches=tuple(batch for part in parts for batch in part.batches),
            file=file,
            rows=sum(part.rows for part in parts),
            bytes=size,
        )

    def read(self, cls: Any, batch_id: str | None = None) -> pa.Table:
        """Rows of a table: of one batch, or of all, batches in the order they were added."""
        found: list[tuple[int, pa.Table]] = []
        order = {batch.batch_id: i for i, batch in enumerate(self.manifest.batches)}
        for part in self.manifest.parts:
            if part.table != cls.TABLE:
                continue
            for group, of in enumerate(part.batches):
                if batch_id is None or of == batch_id:
                    found.append((order.get(of, -1), read_part(self.folder / part.file, group)))
        found.sort(key=lambda item: item[0])
        try:
            tables = [table.cast(schema(cls)) for _, table in found]
        except (ValueError, pa.ArrowException) as error:
            raise CasebookError(
                f"{self.folder.parent}: {cls.TABLE} was written by another version of Escalade; "
                f"run `escalade code` on this casebook again ({error})"
            ) from error
        return pa.concat_tables(tables) if tables else schema(cls).empty_table()

    def part(self, part: Part, columns: list[str] | None = None) -> pa.Table:
        """Rows of one part, or some columns of them."""
        return read_part(self.folder / part.file, None, columns)

    def pieces(self, cls: Any, prefix: str = "", columns: list[str] | None = None) -> Iterator[pa.Table]:
        """Rows of a table a batch at a time, as they were put in: of batches whose id begins with `prefix`."""
        for part in self.manifest.parts:
            if part.table == cls.TABLE:
                for group, batch in enumerate(part.batches):
                    if batch.startswith(prefix):
                        yield read_part(self.folder / part.file, group, columns)

    def column(self, cls: Any, name: str) -> list[tuple[str, Any]]:
        """(batch, value) of one column of a table, without reading the others."""
        out: list[tuple[str, Any]] = []
        for part in self.manifest.parts:
            if part.table == cls.TABLE:
                for group, batch in enumerate(part.batches):
                    values = read_part(self.folder / part.file, group, [name]).column(name).to_pylist()
                    out.extend((batch, value) for value in values)
        return out

    def arrivals(self) -> pa.Table:
        """Which intake brought each document, in canonical order: intake, then document_id."""
        if self._arrivals is None or self._arrivals[0] is not self.manifest:
            intake = {batch.batch_id: batch.intake for batch in self.manifest.batches}
            pairs = sorted((intake[batch], document) for batch, document in self.column(Raw, "document_id"))
            rows = [Arrival(document_id=document, intake=number) for number, document in pairs]
            self._arrivals = self.manifest, to_table(Arrival, rows)
        return self._arrivals[1]

    def canonical(self, cls: Any) -> pa.Table:
        """All rows of a table in canonical order (intake, document_id, order in the document), whatever the batches."""
        table = self.read(cls)
        if "document_id" not in table.column_names or cls is Issue or not table.num_rows:
            return table
        order = self.arrivals().column("document_id")
        ranks = pc.fill_null(pc.index_in(table.column("document_id"), value_set=order), -1)
        keys = pa.table({"rank": ranks, "row": pa.array(np.arange(table.num_rows))})
        return table.take(pc.sort_indices(keys, sort_keys=[("rank", "ascending"), ("row", "ascending")]))


def _runs(parts: list[Part]) -> Iterator[list[Part]]:
    """Neighbouring parts in runs of about LARGE bytes."""
    run: list[Part] = []
    for part in parts:
        if run and sum(p.bytes for p in run) + part.bytes > LARGE:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = ["INTAKE", "WHOLE", "Batch", "Held", "Ledger", "Part"]
