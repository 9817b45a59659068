"""Moments of a casebook: which generation of the machine's rows, and how many decisions, were there then."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from escalade.errors import UsageError
from escalade.ledger import manifest as manifests
from escalade.ledger.decisions import DecisionLog
from escalade.model.decisions import AsOf

_PAIR = re.compile(r"(\d+)\.(\d+)")


def find(folder: Path, log: DecisionLog, as_of: AsOf | int | str) -> AsOf:
    """The moment meant by a generation (12), a generation and a decision ("12.7"), a day or a time (ISO, UTC).

    A generation alone means all decisions taken while it was the current one, and those before; a day means its end.
    Raises UsageError for what is no moment, or one that this casebook never had.
    """
    if isinstance(as_of, AsOf):
        return _there(folder, log, as_of)
    text = str(as_of).strip()
    if match := _PAIR.fullmatch(text):
        return _there(folder, log, AsOf(int(match[1]), int(match[2])))
    if text.isdigit() and len(text) < 8:
        return _there(folder, log, _of_generation(log, int(text)))
    return _of_time(folder, log, _time(text))


def _there(folder: Path, log: DecisionLog, moment: AsOf) -> AsOf:
    if not _file(folder, moment.generation).exists():
        raise UsageError(f"{folder.parent}: no generation {moment.generation}")
    if moment.seq > len(log.read()):
        raise UsageError(f"{folder.parent}: no decision {moment.seq}; there are {len(log.read())}")
    return moment


def _of_generation(log: DecisionLog, generation: int) -> AsOf:
    """All decisions before the first that was taken on a later generation."""
    seq = 0
    for decision in log.read():
        if decision.generation > generation:
            break
        seq = decision.seq
    return AsOf(generation, seq)


def _of_time(folder: Path, log: DecisionLog, until: datetime) -> AsOf:
    written = [(number, _written(folder, number)) for number in generations(folder)]
    before = [number for number, at in written if at is not None and at <= until]
    if not before:
        raise UsageError(f"{folder.parent}: there was no casebook yet at {until.isoformat()}")
    taken = [d.seq for d in log.read() if d.at and datetime.fromisoformat(d.at) <= until]
    return AsOf(max(before), max(taken, default=0))


def generations(folder: Path) -> list[int]:
    """Numbers of the generations that are kept."""
    return sorted(int(path.stem) for path in (folder / "generations").glob("*.json"))


def _written(folder: Path, generation: int) -> datetime | None:
    written = manifests.read(_file(folder, generation)).written
    return datetime.fromisoformat(written) if written else None


def _file(folder: Path, generation: int) -> Path:
    return folder / "generations" / f"{generation:06}.json"


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no moment; write a generation (12, 12.7), a day or a time (2026-03-01)"
        ) from error
    if len(text) == len("2026-03-01"):
        time += timedelta(days=1, microseconds=-1)
    return time.replace(tzinfo=time.tzinfo or UTC)
