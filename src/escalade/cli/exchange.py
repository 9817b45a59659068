"""The command `escalade import`, and `escalade export --as`: event data from and for elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from escalade.cli.kit import SHOWN, AsJson, CasebookPath, no_empty_casebook, note
from escalade.errors import NoInputError

if TYPE_CHECKING:
    from escalade.api import Casebook
    from escalade.imports import Taken

SET_ASIDE = 1  # exit code: done, but some records were set aside
# the names in export.exchange, which loads pyarrow
FORMS = (
    "acled, ged, gdelt, icews, polecat, phoenix, petrarch, geojson, gexf, graphml, stix, timelinejs, jsonld, "
    "datapackage"
)

AsForm = Annotated[str | None, typer.Option("--as", metavar="FORMAT", help=f"Instead of a table: {FORMS}.")]
Everything = Annotated[
    bool, typer.Option("--all", help="--as: also what is claimed, planned, denied or disputed, marked as such.")
]
OfOrigin = Annotated[str, typer.Option(metavar="ORIGIN", help="--as: all, coded or imported events.")]


def take(
    casebook: CasebookPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file, plain, .gz or .zip.")],
    source: Annotated[
        str, typer.Option("--as", metavar="FORMAT", help="gdelt, icews, polecat, acled, ged, phoenix or petrarch.")
    ],
    as_json: AsJson = False,
) -> None:
    """Take in event data from elsewhere, beside the coded events and marked as imported; never merged with them.

    GDELT 1.0 and 2.0 events and mentions, ICEWS, POLECAT, ACLED, UCDP GED, Phoenix and PETRARCH. Bad records are set
    aside with their line and the reason. The same file again changes nothing.
    """
    from escalade import api

    if not file.is_file():
        raise NoInputError(f"{file}: cannot be read: no such file")
    with no_empty_casebook(casebook):
        case = api.open_or_create(casebook)
        taken = _with_bar(case, file, source)
    held, aside = taken.file, [i for i in taken.issues if i.code not in ("cell", "line")]
    if as_json:
        issues = [{"uri": i.uri, "code": i.code, "message": i.message} for i in taken.issues]
        body = {"casebook": str(case.folder), "file_id": held.file_id, "format": held.source_format, "rows": held.rows}
        body |= {"set_aside": held.set_aside, "again": taken.again, "issues": issues}
        print(json.dumps(body, ensure_ascii=False))
    elif taken.again:
        note(f"{file}: is in {case.folder} already, {held.rows:,} rows; nothing was changed")
    else:
        days = f"{held.first_day} to {held.last_day}"
        note(f"{case.folder}: {held.rows:,} rows of {held.source_format} from {file}, {days}")
        for issue in [i for i in taken.issues if i not in aside]:
            note(f"note: {issue.message}")
        for issue in aside[:SHOWN]:
            note(f"set aside: {issue.uri} ({issue.code}): {issue.message}")
        if held.set_aside > SHOWN:
            note(f"... and {held.set_aside - SHOWN:,} more: escalade export {case.folder} --table issues")
    if held.set_aside and not taken.again:
        raise typer.Exit(SET_ASIDE)


def _with_bar(case: Casebook, file: Path, source: str) -> Taken:
    """Import, with a bar on a terminal."""
    if not sys.stderr.isatty():
        return case.import_events(file, source)
    from rich.console import Console

    from escalade.progress import Bar

    with Bar(Console(stderr=True)) as bar:
        return case.import_events(file, source, lambda done, total: bar.step("importing", done, total))


def write(case: Casebook, form: str, output: Path | None, *, everything: bool, origin: str) -> None:
    """Write the events in a format, and say what was left out."""
    from escalade.export import exchange

    title, score = case.folder.resolve().name, case.settings.coding.brief_score
    how = {"everything": everything, "origin": origin, "score": score, "title": title}
    if output is None:
        done = exchange.write(case.views, form, sys.stdout.buffer, **how)  # type: ignore[arg-type]
    else:
        done = exchange.write_file(case.views, form, output, **how)
    note(f"{done.rows:,} {'events' if form == 'datapackage' else 'rows'} written as {form}")
    for reason, count in done.left_out.most_common():
        note(f"left out: {count:,} event{'' if count == 1 else 's'}: {reason}")
