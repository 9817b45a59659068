"""The casebook in others' formats: event data (ACLED, UCDP GED, GDELT, ICEWS, POLECAT, Phoenix, PETRARCH),
maps, networks, STIX, timelines.

`docs/imports.md` says what each keeps and loses. Only what may stand as a fact goes out unless everything is asked for;
see `happenings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from escalade.errors import UsageError
from escalade.export import imported
from escalade.export.exchange import datapackage, geojson, graph, jsonld, stix, tables, timelinejs
from escalade.export.exchange.happenings import ORIGINS, Happening, happenings
from escalade.export.views import Views
from escalade.ledger.parts import replacing

FORMS = (
    "acled", "ged", "gdelt", "icews", "polecat", "phoenix", "petrarch",
    "geojson", "gexf", "graphml", "stix", "timelinejs", "jsonld", "datapackage",
)  # fmt: skip
VERSIONS = ("gdelt1", "gdelt2")  # "gdelt" is the newer, unless only the older was imported
SCORE = 0.5  # the brief's, where the settings do not say


@dataclass
class Written:
    """What an export wrote, and how many events it left out by reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def write_file(views: Views, form: str, path: Path, **how: object) -> Written:
    """`write` to a file, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as out:
        return write(views, form, out, **how)  # type: ignore[arg-type]


def write(
    views: Views,
    form: str,
    out: BinaryIO,
    *,
    everything: bool = False,
    origin: str = "all",
    score: float = SCORE,
    title: str = "Casebook",
) -> Written:
    """Write the casebook's events in a format to an open binary file.

    `everything`: also what is claimed, planned, denied or disputed, marked as such. Raises UsageError for an unknown
    format or origin, and for everything in a format that cannot mark it.
    """
    if form not in (*FORMS, *VERSIONS):
        raise UsageError(f"no format {form!r}; there are {', '.join(FORMS)}")
    if origin not in ORIGINS:
        raise UsageError(f"no origin {origin!r}; there are {', '.join(ORIGINS)}")
    name = _version(views) if form == "gdelt" else form
    if everything and name in tables.ROWS and name not in tables.NOTED:
        raise UsageError(f"{form} cannot say that an event is claimed, planned or denied: no --all for it")
    done = Written()
    events = _kept(happenings(views, score, origin, without=tables.KIN.get(name, (name,))), everything, done)
    if name in tables.ROWS:
        done.rows = tables.write(views, name, events, out, done.left_out, verbatim=origin != "coded")
    elif form == "datapackage":
        done.rows = datapackage.write(views, out, title)
    elif form == "stix":
        done.rows = stix.write(events, out, views.ledger.manifest.written)
    elif form == "timelinejs":
        done.rows = timelinejs.write(events, out, title, done.left_out)
    elif form in ("gexf", "graphml"):
        done.rows = (graph.gexf if form == "gexf" else graph.graphml)(events, out, done.left_out)
    else:
        done.rows = (geojson.write if form == "geojson" else jsonld.write)(events, out)
    return done


def _version(views: Views) -> str:
    """The version of GDELT to write: 1.0 where nothing but that was imported."""
    held = {file.source_format for file in imported.files(views.ledger)}
    return "gdelt1" if held == {"gdelt1"} else "gdelt2"


def _kept(events: Iterator[Happening], everything: bool, done: Written) -> Iterator[Happening]:
    for event in events:
        if event.doubt and not everything:
            done.left_out[event.doubt] += 1
        else:
            yield event
