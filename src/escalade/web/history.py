"""What later generations of a casebook say otherwise about an event than earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from escalade.ledger import manifest as manifests
from escalade.ledger.ledger import Ledger
from escalade.ledger.parts import read_part
from escalade.model.casebook import Event

SHOWN = (
    "standing", "event_type", "date_start", "killed_min", "killed_max", "injured_min", "injured_max",
    "n_reports", "n_origins_low",
)  # fmt: skip
DEPTH = 8  # generations that are looked back over; each costs the reading of some columns
Values = dict[str, tuple[object, ...]]


def changes(ledger: Ledger) -> Iterator[tuple[str, int, str, str | None, str | None]]:
    """(event_id, generation, field, before, after), oldest first. The field "added" marks an event's first generation.

    Only generations at which the added-up events differ are compared, the last `DEPTH` of them.
    """
    before: Values | None = None
    for generation, files in _event_files(ledger)[-DEPTH:]:
        now = _values(ledger, files)
        if before is not None:
            for event_id, values in now.items():
                old = before.get(event_id)
                if old is None:
                    yield event_id, generation, "added", None, None
                    continue
                for name, a, b in zip(SHOWN, old, values, strict=True):
                    if a != b:
                        yield event_id, generation, name, _text(a), _text(b)
        before = now


def _event_files(ledger: Ledger) -> list[tuple[int, tuple[str, ...]]]:
    """The part files of the events at each generation that has other ones than the one before."""
    found: list[tuple[int, tuple[str, ...]]] = []
    for path in sorted((ledger.folder / "generations").glob("*.json")):
        manifest = manifests.read(path)
        files = tuple(part.file for part in manifest.parts if part.table == Event.TABLE)
        if manifest.generation > ledger.manifest.generation or not files or (found and found[-1][1] == files):
            continue
        if all((ledger.folder / file).exists() for file in files):
            found.append((manifest.generation, files))
    return found


def _values(ledger: Ledger, files: tuple[str, ...]) -> Values:
    out: Values = {}
    for file in files:
        table = read_part(ledger.folder / file, 0, ["event_id", *SHOWN])
        columns = [table.column(name).to_pylist() for name in ("event_id", *SHOWN)]
        out.update((row[0], row[1:]) for row in zip(*columns, strict=True))
    return out


def _text(value: object) -> str | None:
    return None if value is None else str(value)
