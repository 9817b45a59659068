"""Imported events in the read model: rows beside the coded ones, and each record whole, as its file has it.

They lie in the table `event` under negative numbers and `weak` = 2, so that nothing that is of reports takes them in
unless it asks for them. The records are kept in packed blocks: they are as large as the files that they came in.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from escalade.brief.wording import Words, names
from escalade.export import imported
from escalade.ledger.ledger import Ledger
from escalade.web.filling import put
from escalade.web.schema import IMPORTED

if TYPE_CHECKING:  # it holds what is built with this
    from escalade.web.store import ReadModel, Row

BLOCK = 256  # records that are packed together
NAMES = {
    "gdelt1": "GDELT 1.0", "gdelt2": "GDELT 2.0", "icews": "ICEWS", "polecat": "POLECAT", "acled": "ACLED",
    "ged": "UCDP GED", "phoenix": "Phoenix",
}  # fmt: skip
FILE = "file_id source_file source_format sha256 bytes rows set_aside first_day last_day".split()


def put_imports(db: sqlite3.Connection, ledger: Ledger) -> None:
    """Fill the tables with all imported events that count."""
    words, n = Words(), 0
    for file in imported.files(ledger):
        columns = json.dumps([file.delimiter, *file.columns])
        put(db, "imported_file", [(*(getattr(file, name) for name in FILE), columns)])
        records = (record for piece in imported.of_file(ledger, file) for record in piece.to_pylist())
        while block := list(islice(records, BLOCK)):
            first, n = n + 1, n + len(block)
            packed = zlib.compress(json.dumps(block, ensure_ascii=False).encode("utf-8", "replace"), 1)
            put(db, "imported_record", [(first, packed)])
            put(db, "event", (event(-i, r, words) for i, r in enumerate(block, first)))
            put(db, "party", (p for i, r in enumerate(block, first) for p in parties(-i, r)))
            body = ((-i, wording(r, words), " ".join(searched(r))) for i, r in enumerate(block, first))
            db.executemany("INSERT INTO event_search(rowid, title, body) VALUES (?, ?, ?)", body)


def record(model: ReadModel, event: Row) -> dict[str, Any]:
    """What is held of an imported event: our fields, its file's own cells in their order, and the file."""
    number, holding = -event["n"], "SELECT * FROM imported_record WHERE first <= ? ORDER BY first DESC LIMIT 1"
    block = model.row(holding, [number])
    if block is None:
        return {}
    fields: dict[str, Any] = json.loads(zlib.decompress(block["packed"]))[number - block["first"]]
    file = model.row("SELECT * FROM imported_file WHERE file_id = ?", [fields["file_id"]]) or {}
    delimiter, *columns = json.loads(file.pop("columns", '[" "]'))
    cells = list(zip(columns, fields.pop("record").split(delimiter), strict=False))
    return {"fields": fields, "cells": cells, "file": file}


def side(r: Mapping[str, Any], which: str) -> dict[str, Any] | None:
    """Actor or recipient as a party; None if the source names none."""
    identity, name, cameo = (r[f"{which}_{part}"] for part in ("id", "name", "cameo"))
    label = name or cameo or identity
    return {"id": identity, "name": label, "text": label} if label else None


def wording(r: Mapping[str, Any], words: Words) -> str:
    """A clause; where the source does not say who acted on whom, both are its sides."""
    actors, recipients = ([party] if (party := side(r, which)) else [] for which in ("actor", "recipient"))
    sides = [*actors, *recipients]
    if not r["directed"]:
        actors, recipients = [], []
    place = {"name": r["place_name"], "precision": r["place_precision"]} if r["place_name"] else None
    if r["event_type"] is None:
        kind = f"CAMEO {r['cameo']}" if r["cameo"] else "of no known type"
        told = f"{kind}: {names(actors)} → {names(recipients)}" if r["directed"] else f"{kind}: {names(sides)}"
        return told + (f", in {place['name']}" if place else "")
    told = words.happening({**r, "actors": actors, "recipients": recipients, "place": place})
    return told if r["directed"] or not sides else f"{told}; sides: {names(sides)}"


def event(n: int, r: Mapping[str, Any], words: Words) -> tuple[Any, ...]:
    """Row of `event`."""
    tolls = [r[f"{kind}_{end}"] for kind in ("killed", "injured") for end in ("min", "max")]
    who, whom = ((side(r, which) or {"name": ""})["name"] for which in ("actor", "recipient"))
    return (
        n,
        *(r[f] for f in "event_id event_type mode cameo quad_class goldstein".split()),
        *(r[f] for f in "date_start date_end date_precision date_start".split()),
        (r["date_start"] or "")[:7] or None,
        int(r["date_start"] is not None),
        "single_origin",
        None,
        *(r[f] for f in "place_name place_country latitude longitude place_precision".split()),
        *tolls,
        max((t for t in tolls if t is not None), default=None),
        0,
        0,
        1,
        None,
        None,
        None,
        IMPORTED,
        "imported",
        NAMES.get(r["source_format"], r["source_format"]),
        wording(r, words),
        who,
        whom,
        None,
        r["source_format"],
    )


def parties(n: int, r: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of `party`; `side` where the source does not say which of the two acted."""
    for which in ("actor", "recipient"):
        party = side(r, which)
        if party:
            key = party["id"] or party["name"].casefold()
            yield n, which if r["directed"] else "side", key, party["name"], int(party["id"] is not None)


def searched(r: Mapping[str, Any]) -> Iterator[str]:
    """Under what an imported event is found, besides its wording."""
    fields = "event_id event_type mode actor_name recipient_name text".split()
    yield from (r[field] for field in fields if r[field])
