"""Records that come twice in a file: the same record again counts once; other records under its id get ids of their
own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from escalade.imports.records import SHOWN, Refused

Hashes = npt.NDArray[np.uint64]
Bounds = tuple[str | None, str | None]
_WORD = 8
_PRIME, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD)


def hashes(ids: pa.Array) -> Hashes:
    """64 bits of each id, all at once."""
    ids = ids.cast(pa.large_binary())
    _, offsets_buffer, data_buffer = ids.buffers()
    if not len(ids) or data_buffer is None:
        return np.zeros(len(ids), np.uint64)
    offsets = np.frombuffer(offsets_buffer, np.int64)[ids.offset : ids.offset + len(ids) + 1]
    data = np.concatenate([np.frombuffer(data_buffer, np.uint8), np.zeros(_WORD, np.uint8)])
    words = np.ndarray(len(data) - _WORD + 1, np.dtype("<u8"), data, strides=(1,))  # those that begin at each byte
    starts, sizes = offsets[:-1], np.diff(offsets)
    out = sizes.astype(np.uint64)
    for at in range(0, int(sizes.max()), _WORD):
        beyond = np.clip(at + _WORD - sizes, 0, _WORD)  # bytes of the word that are no longer the id's
        word = words[np.minimum(starts + at, len(words) - 1)] << (beyond % _WORD * 8).astype(np.uint64)
        out = (out ^ np.where(beyond < _WORD, word, np.uint64(0))) * _PRIME
        out ^= out >> np.uint64(29)
    return (out * _MIX) ^ (out >> np.uint64(32))


def twice(found: Sequence[Hashes]) -> Hashes:
    """Values that come more than once, in order."""
    values = np.concatenate(found)
    values.sort()  # in place: of ten million rows every copy is 80 MB
    return np.unique(values[1:][values[1:] == values[:-1]])


@dataclass
class Settled:
    """Decides on records whose ids may come twice, in file order."""

    suspects: Hashes
    refused: list[Refused] = field(default_factory=list)
    _seen: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # id -> (record, line) of those before

    def apply(self, table: pa.Table) -> pa.Table:
        """The table without repeated records, and with every id once."""
        ids, records, lines = (table.column(c).combine_chunks() for c in ("event_id", "record", "line"))
        at = np.flatnonzero(np.isin(hashes(ids), self.suspects)).tolist()
        renamed: dict[int, str] = {}
        dropped = set()
        for i in at:
            event_id, record, line = ids[i].as_py(), records[i].as_py(), lines[i].as_py()
            before = self._seen.setdefault(event_id, [])
            same = next((at_line for text, at_line in before if text == record), None)
            if same is not None:
                self.refused.append(Refused(line, "repeated", f"the same record as on line {same}", record[:SHOWN]))
                dropped.add(i)
                continue
            before.append((record, line))
            if len(before) > 1:
                renamed[i] = f"{event_id}~{len(before)}"
        if renamed:
            values = ids.to_pylist()
            for i, name in renamed.items():
                values[i] = name
            table = table.set_column(0, table.schema.field(0), pa.array(values, pa.string()))
        if not dropped:
            return table
        return table.filter(pa.array([i not in dropped for i in range(table.num_rows)]))


def bounds(ids: Iterable[pa.Array]) -> Bounds:
    """Least and greatest of columns of text."""
    found = [pc.min_max(part).as_py() for part in ids if len(part)]
    low = [f["min"] for f in found if f["min"] is not None]
    return (min(low), max(f["max"] for f in found if f["max"] is not None)) if low else (None, None)
