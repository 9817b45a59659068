"""Imported events in the read model: rows beside the coded ones, and each record whole, as its file has it.

They lie in a table of their own under negative numbers and with `weak` = 2, so that nothing that is of reports takes
them in unless it asks for them (`any_event`); what counts and filters them are columns (see `columns`). The records are
kept in packed blocks: they are as large as the files that they came in.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from escalade.brief.wording import Words, names
from escalade.export import imported
from escalade.ledger.ledger import Ledger
from escalade.web.columns import Coder, columns
from escalade.web.filling import put
from escalade.web.schema import IMPORTED

if TYPE_CHECKING:  # it holds what is built with this
    from escalade.web.store import ReadModel, Row

BLOCK = 256  # records that are packed together
TEXT = 34  # place of the wording in a row
SIDES = ("actor", "recipient")
NAMES = {
    "gdelt1": "GDELT 1.0", "gdelt2": "GDELT 2.0", "icews": "ICEWS", "polecat": "POLECAT", "acled": "ACLED",
    "ged": "UCDP GED", "phoenix": "Phoenix",
}  # fmt: skip
FILE = "file_id source_file source_format sha256 bytes rows set_aside first_day last_day".split()


def put_imports(db: sqlite3.Connection, ledger: Ledger) -> None:
    """Fill the tables with all imported events that count."""
    words, coder, n = Words(), Coder(), 0
    for file in imported.files(ledger):
        described = json.dumps([file.delimiter, *file.columns])
        put(db, "imported_file", [(*(getattr(file, name) for name in FILE), described)])
        batches = (batch for piece in imported.of_file(ledger, file) for batch in piece.to_batches(BLOCK))
        for block in (batch.to_pylist() for batch in batches):
            first, n = n + 1, n + len(block)
            packed = zlib.compress(json.dumps(block, ensure_ascii=False).encode("utf-8", "replace"), 1)
            put(db, "imported_record", [(first, packed)])
            lines = [event(-i, r, wording(r, words)) for i, r in enumerate(block, first)]
            put(db, "imported_event", lines)
            body = ((line[0], line[TEXT], " ".join(searched(r))) for line, r in zip(lines, block, strict=True))
            db.executemany("INSERT INTO event_search(rowid, title, body) VALUES (?, ?, ?)", body)
            for r in block:
                coder.add(coded(r), [key(r, which) for which in SIDES])
    put(db, "imported_column", coder.rows())


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


def sides_of(model: ReadModel, event: Row) -> dict[str, list[Row]]:
    """The parties of an imported event by role; `sides` where its source does not say which of the two acted."""
    held, at = columns(model.path), -1 - event["n"]
    out: dict[str, list[Row]] = {"actors": [], "recipients": [], "sides": []}
    for column, role, name in (("source", "actors", event["who"]), ("target", "recipients", event["whom"])):
        if word := held.words[column][held[column][at]]:
            party = {"actor": word[0], "name": name, "known": word[2]}
            out[role if held["directed"][at] else "sides"].append(party)
    return out


def coded(r: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns say of an event."""
    place = (*(r[f"place_{part}"] for part in ("name", "country")), r["latitude"], r["longitude"], r["place_precision"])
    toll = _toll(r)
    return {
        "event_type": r["event_type"],
        "standing": "single_origin",
        "status": None,
        "quad_class": r["quad_class"],
        "country": r["place_country"],
        "precision": r["place_precision"],
        "place": place if r["place_name"] is not None else None,
        "day": r["date_start"],
        "data_set": r["source_format"],
        "toll": -1 if toll is None else toll,
        "directed": int(r["directed"]),
    }


def key(r: Mapping[str, Any], which: str) -> tuple[str, str, int] | None:
    """Under what a side is counted, its name, and whether it is an actor of ours."""
    party = side(r, which)
    if party is None:
        return None
    return party["id"] or party["name"].casefold(), party["name"], int(party["id"] is not None)


def _toll(r: Mapping[str, Any]) -> int | None:
    tolls = [r[f"{kind}_{end}"] for kind in ("killed", "injured") for end in ("min", "max")]
    return max((t for t in tolls if t is not None), default=None)


def side(r: Mapping[str, Any], which: str) -> dict[str, Any] | None:
    """Actor or recipient as a party; None if the source names none."""
    identity, name, cameo = (r[f"{which}_{part}"] for part in ("id", "name", "cameo"))
    label = name or cameo or identity
    return {"id": identity, "name": label, "text": label} if label else None


def wording(r: Mapping[str, Any], words: Words) -> str:
    """A clause; where the source does not say who acted on whom, both are its sides."""
    actors, recipients = ([party] if (party := side(r, which)) else [] for which in SIDES)
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


def event(n: int, r: Mapping[str, Any], told: str) -> tuple[Any, ...]:
    """Row of `imported_event`."""
    who, whom = ((side(r, which) or {"name": ""})["name"] for which in SIDES)
    return (
        n,
        *(r[f] for f in "event_id event_type mode cameo quad_class goldstein".split()),
        *(r[f] for f in "date_start date_end date_precision date_start".split()),
        (r["date_start"] or "")[:7] or None,
        int(r["date_start"] is not None),
        "single_origin",
        None,
        *(r[f] for f in "place_name place_country latitude longitude place_precision".split()),
        *(r[f"{kind}_{end}"] for kind in ("killed", "injured") for end in ("min", "max")),
        _toll(r),
        0,
        0,
        1,
        None,
        None,
        None,
        IMPORTED,
        "imported",
        NAMES.get(r["source_format"], r["source_format"]),
        told,
        who,
        whom,
        None,
        r["source_format"],
    )


def searched(r: Mapping[str, Any]) -> Iterator[str]:
    """Under what an imported event is found, besides its wording."""
    fields = "event_id event_type mode actor_name recipient_name text".split()
    yield from (r[field] for field in fields if r[field])
