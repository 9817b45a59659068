"""The back-test and the what-ifs of a casebook, kept in its exports beside the forecasts: no page fits anything.

Each is marked with the moment that it was made of. One of an earlier moment is still shown, as such; one of a later
moment is not: what was known then could not have given it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from escalade.errors import UsageError
from escalade.export.outlook import made_at, moment
from escalade.ledger.parts import replacing

if TYPE_CHECKING:
    from escalade.export.views import Views
    from escalade.outlook.backtest import Report
    from escalade.outlook.scenario import Comparison

Record = dict[str, Any]
KEPT = "outlook.jsonl"
BACKTEST, WHATIF, FORECASTS = "backtest", "whatif", "forecasts"
LONGEST = 60  # signs of a name


@dataclass(frozen=True)
class Asked:
    """What a what-if was asked with, as on the command line."""

    inject: tuple[str, ...]
    remove: tuple[str, ...]
    actor: tuple[str, ...]  # EVENT=ACTOR
    fire: tuple[str, ...]
    days: int
    origin: str


def keep_backtest(folder: Path, at: str, report: Report, origin: str) -> None:
    """Keep a back-test in place of the last one."""
    _keep(folder, {"kind": BACKTEST, "name": "", "as_of": at, "found": {"origin": origin, **report.plain()}})


def keep_whatif(folder: Path, at: str, name: str, asked: Asked, found: Comparison) -> None:
    """Keep a what-if under a name, in place of one of that name; only the series that differ."""
    body = asdict(found) | {"label": found.LABEL, "rows": [asdict(r) for r in found.rows if r.fan]}
    _keep(folder, {"kind": WHATIF, "name": proper(name), "as_of": at, "asked": asdict(asked), "found": body})


def drop_whatif(folder: Path, name: str) -> None:
    """Take a kept what-if away. Raises UsageError if there is none of that name."""
    held = list(_held(folder))
    left = [r for r in held if (r["kind"], r["name"]) != (WHATIF, name)]
    if len(left) == len(held):
        names = ", ".join(sorted(r["name"] for r in held if r["kind"] == WHATIF)) or "none"
        raise UsageError(f"no what-if {name!r} is kept; there are {names}")
    _put(folder, left)


def proper(name: str) -> str:
    """A name to keep something under. Raises UsageError for one that is empty, too long or not to be read."""
    if not 0 < len(name) <= LONGEST or not name.isprintable() or name != name.strip():
        raise UsageError(f"{name[:LONGEST]!r} is no name: 1 to {LONGEST} signs that can be read")
    return name


def kept(views: Views) -> Iterator[Record]:
    """What was kept up to the moment that `views` shows; `stale`: of an earlier one.

    Of forecasts only the moment: they are a table of their own, which is empty once they are stale.
    """
    decisions = views.applied.decisions
    now = moment(views.ledger, decisions[-1].seq if decisions else 0)
    folder = views.ledger.folder.parent
    made = made_at(folder)
    forecasts = [{"kind": FORECASTS, "name": "", "as_of": made}] if made else []
    for record in chain(_held(folder), forecasts):
        if _order(record["as_of"]) <= _order(now):
            yield record | {"stale": record["as_of"] != now}


def _order(at: str) -> list[int]:
    return [int(part) for part in at.split(".")]


def _keep(folder: Path, record: Record) -> None:
    key = record["kind"], record["name"]
    _put(folder, [*(r for r in _held(folder) if (r["kind"], r["name"]) != key), record])


def _put(folder: Path, records: list[Record]) -> None:
    with replacing(folder / "exports" / KEPT) as temporary, temporary.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _held(folder: Path) -> Iterator[Record]:
    path = folder / "exports" / KEPT
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
