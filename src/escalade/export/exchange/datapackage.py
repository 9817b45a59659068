"""A Frictionless data package in one zip: the casebook's tables as CSV, each column's type and each file's digest.

All rows are in it, those that are no facts as well: their standing, status and stances are columns. Reports' texts are
not: they are their publishers'.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import Any, BinaryIO

import pyarrow as pa

from escalade.export.files import write as write_table
from escalade.export.schemas import SCHEMAS
from escalade.export.views import Views

TABLES = (
    "events",
    "event_mentions",
    "claims",
    "actors",
    "relations",
    "links",
    "tripwires",
    "judgements",
    "decisions",
    "issues",
)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same rows give the same file
_DATES = frozenset(("date_start", "date_end", "valid_from", "valid_to", "said_on"))
_NOTE = (
    "What reports say, coded by machine, not what happened; see the columns standing, status, review and origin. "
    "A cell that a spreadsheet would run as a formula has an apostrophe before it."
)


def write(views: Views, out: BinaryIO, title: str) -> int:
    """Write the zip; returns the events in it."""
    resources: list[dict[str, Any]] = []
    events = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            tally = _Tally()
            with archive.open(zipfile.ZipInfo(f"data/{table}.csv", _EPOCH), "w", force_zip64=True) as member:
                write_table(views, table, "csv", _Through(member, tally))  # type: ignore[arg-type]
            resources.append(_resource(table, tally))
        body = {
            "profile": "tabular-data-package",
            "name": "escalade-casebook",
            "title": title,
            "description": _NOTE,
            "resources": resources,
        }
        archive.writestr(zipfile.ZipInfo("datapackage.json", _EPOCH), json.dumps(body, ensure_ascii=False, indent=1))
    for batch in views.batches("events"):
        events += batch.num_rows
    return events


class _Tally:
    """Bytes that went through, and their digest."""

    def __init__(self) -> None:
        self.bytes = 0
        self.digest = hashlib.sha256()


class _Through(io.RawIOBase):
    """Passes on what is written and tallies it."""

    def __init__(self, to: Any, tally: _Tally) -> None:
        self._to, self._tally = to, tally

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        content = bytes(data)
        self._tally.bytes += len(content)
        self._tally.digest.update(content)
        self._to.write(content)
        return len(content)


def _resource(table: str, tally: _Tally) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"data/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": tally.bytes,
        "hash": f"sha256:{tally.digest.hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(field) for field in SCHEMAS[table]], "missingValues": [""]},
    }


def _field(field: pa.Field) -> dict[str, str]:
    kind = field.type
    if pa.types.is_list(kind):
        return {"name": field.name, "type": "array"}
    if pa.types.is_struct(kind):
        return {"name": field.name, "type": "object"}
    if pa.types.is_boolean(kind):
        return {"name": field.name, "type": "boolean"}
    if pa.types.is_integer(kind):
        return {"name": field.name, "type": "integer"}
    if pa.types.is_floating(kind):
        return {"name": field.name, "type": "number"}
    return {"name": field.name, "type": "date" if field.name in _DATES else "string"}
