"""Erasing from a ledger: every generation that is kept is written anew without what must be forgotten.

Parts are written under new names, then the manifests, then the old files go; killed anywhere between, doing the same
again ends in the same state, and until then nothing that was there before is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from escalade.ledger import manifest as manifests
from escalade.ledger.manifest import Held, Manifest, Part
from escalade.ledger.moments import generations
from escalade.ledger.parts import read_part, write_part, write_text

Rows = Callable[[str, pa.Table], pa.Table]  # (table name, rows) -> what is left of them; the same object if all is
Files = Callable[[Held], Held | None]  # a file of the inbox -> what takes its place, None if it goes


class Erasure:
    """One erasure over all generations of a ledger."""

    def __init__(self, folder: Path, rows: Rows, files: Files, *, whole: bool) -> None:
        """`whole`: the tables that the whole casebook knows are filtered too; else they go and must be made anew."""
        self.folder = folder
        self._rows, self._files, self._whole = rows, files, whole
        self._parts: dict[str, Part | None] = {}
        self._held: dict[tuple[str, str], Held | None] = {}
        self.number = 1 + max((manifests.read(self._path(n)).erased for n in generations(folder)), default=0)

    def _path(self, generation: int) -> Path:
        return self.folder / "generations" / f"{generation:06}.json"

    def run(self) -> list[int]:
        """Write every generation anew. Returns those whose whole-casebook tables must be made anew."""
        before: set[str] = set()
        touched, stripped = [], []
        for generation in generations(self.folder):
            manifest = manifests.read(self._path(generation))
            before.update(part.file for part in manifest.parts)
            after = self._manifest(manifest)
            if after is not None:
                touched.append(after)
                if not self._whole:
                    stripped.append(generation)
        for manifest in touched:
            write_text(self._path(manifest.generation), manifest.model_dump_json(indent=1))
        current = manifests.read(self.folder / "manifest.json")
        newest = next((m for m in touched if m.generation == current.generation), None)
        if newest is not None:
            write_text(self.folder / "manifest.json", newest.model_dump_json(indent=1))
        self.sweep()
        return stripped

    def sweep(self) -> None:
        """Remove every file that no generation counts, and receipts: they may hold what is forgotten."""
        counted = {p.file for n in generations(self.folder) for p in manifests.read(self._path(n)).parts}
        for path in self.folder.rglob("*"):
            inside = path.relative_to(self.folder).as_posix()
            part = path.suffix == ".parquet" or path.name.startswith(".")
            if path.is_file() and ((part and inside not in counted) or inside.startswith("receipts/")):
                path.unlink()

    def _manifest(self, manifest: Manifest) -> Manifest | None:
        """The generation without what is erased; None if it had nothing of it."""
        held = [self._file(each) for each in manifest.inbox]
        per_batch = [p for p in manifest.parts if self._whole or p.checkpoint != "casebook"]
        parts = [self._part(part) for part in per_batch]
        if held == list(manifest.inbox) and parts == per_batch:
            return None
        kept = tuple(part for part in parts if part is not None)
        holding = {batch for part in kept if part.table == "raw" for batch in part.batches}
        return manifest.model_copy(
            update={
                "inbox": tuple(each for each in held if each is not None),
                "parts": kept,
                "batches": tuple(batch for batch in manifest.batches if batch.batch_id in holding),
                "whole": manifest.whole if self._whole else "",
                "erased": manifest.erased if self._whole else self.number,
            }
        )

    def _file(self, held: Held) -> Held | None:
        key = held.source_file, held.sha256
        if key not in self._held:
            self._held[key] = self._files(held)
        found = self._held[key]
        return None if found is None else found.model_copy(update={"intake": held.intake})

    def _part(self, part: Part) -> Part | None:
        if part.file not in self._parts:
            self._parts[part.file] = self._written(part)
        return self._parts[part.file]

    def _written(self, part: Part) -> Part | None:
        """The part's rows that are left, in a file of a new name; the same part if all are, None if none is."""
        groups: dict[str, Any] = {}
        same = True
        for group, batch in enumerate(part.batches):
            rows = read_part(self.folder / part.file, group)
            left = self._rows(part.table, rows)
            same = same and left is rows
            if left.num_rows:
                groups[batch] = left
        if same:
            return part
        if not groups:
            return None
        stem = part.file.removesuffix(".parquet")
        file = f"{stem}-x{self.number}.parquet"
        size = write_part(self.folder / file, groups.values())
        rows_left = sum(table.num_rows for table in groups.values())
        return part.model_copy(update={"file": file, "rows": rows_left, "bytes": size, "batches": tuple(groups)})
