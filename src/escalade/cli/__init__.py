"""The command line: demo, code, brief, export, trace. Heavy parts are imported when a command needs them."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from escalade import __version__
from escalade.cli import exchange, explore, hand, measure, outlook, watch
from escalade.cli.kit import SHOWN, AsJson, AsOf, CasebookPath, OutputFile, no_empty_casebook, note
from escalade.errors import EscaladeError, NoInputError, UsageError, unable

if TYPE_CHECKING:
    from escalade.api import Casebook
    from escalade.export.trace import Evidence
    from escalade.model.casebook import Issue

SET_ASIDE = 1  # exit code: done, but some inputs were set aside
ORDER = (  # of the commands in the help: as one meets them
    "demo", "code", "brief", "explore", "trace", "export", "watch", "review", "decide", "undo", "decisions", "suggest",
    "forget", "import", "index", "forecast", "backtest", "whatif",
)  # fmt: skip
READ_ALL_THE_SAME = ("date", "manifest")  # codes of issues for which no report is left out
NOT_CODED = ("corpus.read", "imports.read")  # issues that are told when files are taken in

app = typer.Typer(
    help="News reports in, an auditable casebook out: what happened, who says so, what is disputed.",
    epilog="To begin: `escalade demo` · `escalade code reports/ -o iran` · `escalade brief iran` · "
    "`escalade explore iran`",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.add_typer(measure.app, name="evaluate")
app.command(epilog="Example: `escalade explore iran`")(explore.explore)
hand.register(app)
outlook.register(app)
app.command("import", epilog="Example: `escalade import iran acled_2020.csv --as acled`")(exchange.take)
app.command(
    epilog="Examples: `escalade watch reports/ -o iran` · `escalade watch https://example.org/rss -o iran --once`"
)(watch.watch)
TABLES = (  # the names in export.schemas, which loads pyarrow
    "documents",
    "blocks",
    "entity_mentions",
    "event_mentions",
    "events",
    "claims",
    "actors",
    "relations",
    "links",
    "tripwires",
    "judgements",
    "decisions",
    "issues",
    "index",
    "forecasts",
)


def _version(asked: bool) -> None:
    if asked:
        print(f"escalade {__version__}")
        raise typer.Exit


@app.callback()
def common(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what the stages do.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options of every command."""
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, format="%(name)s: %(message)s")
    if not verbose:
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@app.command(epilog="Example: `escalade code reports/ -o iran`")
def code(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORTS...", help="Files or folders of reports.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="CASEBOOK", help="Folder of the casebook.")],
    processes: Annotated[int | None, typer.Option(min=1, help="Worker processes; default: one a core.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read, clean, code and add up reports. Again with the same reports changes nothing; with more, it adds."""
    from escalade import api

    for path in reports:
        if path.resolve() == output.resolve():
            raise UsageError(f"{path}: the casebook cannot be its own input")
    if not any(path.exists() for path in reports):
        raise NoInputError(f"no such file or folder: {', '.join(map(str, reports))}")
    with no_empty_casebook(output):
        case = api.open_or_create(output)
        if processes:
            case.settings = case.settings.model_copy(
                update={"runner": case.settings.runner.model_copy(update={"processes": processes})}
            )
        issues = _code(case, reports)
    _report(case, issues, as_json)
    if issues:
        raise typer.Exit(SET_ASIDE)


@app.command(
    epilog="Examples: `escalade brief iran` · `escalade brief iran --format html -o brief.html` · "
    "`escalade brief iran --since 3`"
)
def brief(
    casebook: CasebookPath,
    form: Annotated[str, typer.Option("--format", help="terminal, md or html.")] = "terminal",
    output: OutputFile = None,
    as_of: AsOf = None,
    since: Annotated[
        str | None, typer.Option(metavar="MOMENT", help="Say first what changed since then (an earlier brief's state).")
    ] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="html: whole reports, not only sentences.")] = False,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="md, html: name private persons too.")] = False,
) -> None:
    """Print the situation brief: what happened, who says so, what is disputed, every line with its quotes.

    As md or html it is made to be handed on: private persons (victims, protesters, suspects without office) are left
    out, and reports are quoted, not given whole.
    """
    from escalade import api

    _brief(api.open(casebook, as_of), form, output, with_text=with_text, unmasked=unmasked, since=since)


@app.command(
    epilog="Examples: `escalade export iran --table events --format csv -o events.csv` · "
    "`escalade export iran --as acled -o events.csv`"
)
def export(
    casebook: CasebookPath,
    table: Annotated[str | None, typer.Option(help=f"One of {', '.join(TABLES)}.")] = None,
    form: Annotated[str | None, typer.Option("--format", help="--table: jsonl (default), csv or parquet.")] = None,
    output: OutputFile = None,
    as_of: AsOf = None,
    masked: Annotated[bool, typer.Option("--masked/--unmasked", help="Leave private persons out.")] = False,
    as_form: exchange.AsForm = None,
    everything: exchange.Everything = False,
    origin: exchange.OfOrigin = "all",
) -> None:
    """Write a table of the casebook, or its events in another format, to a file or to standard output."""
    from escalade import api
    from escalade.export.files import write, write_file

    if (table is None) == (as_form is None):
        raise UsageError("either --table or --as is needed: a table of the casebook, or its events in another format")
    if as_form is not None and form is not None:
        raise UsageError(f"--format goes with --table; {as_form} has a form of its own")
    if table is not None and (everything or origin != "all"):
        raise UsageError("--all and --origin go with --as; a table is written whole")
    case = api.open(casebook, as_of)
    if masked:
        case.views.mask = case.mask
    if as_form is not None or table is None:
        exchange.write(case, str(as_form), output, everything=everything, origin=origin)
        return
    if output is None:
        write(case.views, table, form or "jsonl", sys.stdout.buffer)
    else:
        write_file(case.views, table, form or "jsonl", output)


@app.command(epilog="Example: `escalade trace iran e0123456789abcdef0123`")
def trace(
    casebook: CasebookPath,
    identity: Annotated[str, typer.Argument(metavar="ID", help="Any id of any table.")],
    as_json: AsJson = False,
) -> None:
    """Follow a row to the quoted words it rests on, and on to the raw bytes as they came in."""
    from escalade import api

    case = api.open(casebook)
    if as_json:
        print(json.dumps(case.trace(identity).plain(), ensure_ascii=False))
        return
    found = case.trace(identity, most=SHOWN + 1)
    console = Console(highlight=False, soft_wrap=True)
    for table, row in found.rows:
        console.print(f"{identity} in {table}", style="bold", markup=False)
        for name, value in row.items():
            if value not in (None, [], "") and name != "text":
                console.print(f"  {name}: {json.dumps(value, ensure_ascii=False)}", markup=False)
    for item in found.evidence[:SHOWN]:
        _print_evidence(console, item)
    if len(found.evidence) > SHOWN:
        console.print(f"\n... and more: escalade trace {casebook} {identity} --json", markup=False)


@app.command(epilog="Example: `escalade demo -o demo`")
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="CASEBOOK", help="Folder of the casebook.")] = Path(
        "escalade-demo"
    ),
    crisis: Annotated[str, typer.Option(help="Which bundled sample.")] = "iran",
) -> None:
    """Code the bundled sample reports and print their brief."""
    from escalade import api

    samples = Path(__file__).parents[1] / "sample"
    if not (samples / crisis).is_dir():
        there = ", ".join(sorted(p.name for p in samples.iterdir() if p.is_dir()))
        raise UsageError(f"no sample {crisis!r}; there are {there}")
    case = api.open_or_create(output)
    issues = _code(case, [samples / crisis])
    _brief(case, "terminal", None)
    page = output / "exports" / "brief.html"
    _brief(case, "html", page, with_text=True, unmasked=True)  # the bundled reports are our own
    _report(case, issues, as_json=False)
    index = case.index()
    for line in outlook.headline(index):
        note(f"{line}. More: escalade index {output}")
    for line in outlook.supposed(case, index):
        note(line)
    note(f"The brief with its reader: open {page} in a browser. Any id above: escalade trace {output} ID")


def _code(case: Casebook, reports: Sequence[Path]) -> list[Issue]:
    """The main job. Returns what was set aside, from reading to adding up."""
    from escalade.model.casebook import Issue

    read = case.add(*reports)
    if sys.stderr.isatty():
        from escalade.progress import Bar

        with Bar(Console(stderr=True)) as bar:
            case.run(bar)
    else:
        case.run()
    told = {issue.issue_id for issue in read}
    coded = [issue for issue in case.rows(Issue) if issue.issue_id not in told and issue.stage not in NOT_CODED]
    return [*read, *coded]


def _brief(
    case: Casebook,
    form: str,
    output: Path | None,
    *,
    with_text: bool = False,
    unmasked: bool = False,
    since: str | None = None,
) -> None:
    from escalade import brief as briefs

    masked = not unmasked and form != "terminal"
    content = case.brief(masked=masked, since=since)
    if form == "terminal" and output is None:
        briefs.show(content, Console())
        return
    if form not in ("md", "html"):
        raise UsageError(f"no format {form!r} for a brief; there are terminal (to standard output only), md, html")
    text = (
        briefs.markdown(content)
        if form == "md"
        else briefs.page(content, case.shared if masked else case.records, with_text=with_text)
    )
    if output is None:
        sys.stdout.write(text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")


def _print_evidence(console: Console, item: Evidence) -> None:
    """One piece of evidence: the words, their sentence, report and bytes."""
    quote = item.quote if item.what != "document" else f"{item.quote[:200]} ..."
    lines = [f'{item.what} {item.row_id}: "{quote}"']
    if item.sentence and item.sentence != item.quote:
        lines.append(f"in: {item.sentence}")
    if item.said_by:
        lines.append(f"said by: {', quoting '.join(item.said_by)}")
    report = " · ".join(part for part in (item.publisher, item.published, item.title, item.uri) if part)
    lines.append(f"report: {report}")
    place = f"document {item.document_id} [{item.char_start}:{item.char_end}]"
    lines.append(f"{place}, block {item.block}" if item.block else place)
    if item.origin:
        o = item.origin
        where = "" if o.offset is None else f", bytes {o.offset}..{o.offset + (o.length or 0)}"
        record = "" if o.row is None else f", record {o.row}"
        lines.append(f"raw: {o.source_file}{record}{where}{'' if o.exact else ' (the record that holds them)'}")
        lines.append(f"sha256 {o.sha256}: {o.inbox_file}")
    console.print("")
    console.print(lines[0], style="bold", markup=False)
    for line in lines[1:]:
        console.print(f"  {line}", markup=False)


def _report(case: Casebook, issues: Sequence[Issue], as_json: bool) -> None:
    """What the casebook holds now, and what was set aside."""
    counts = case.counts()
    if as_json:
        aside = [{"uri": i.uri, "stage": i.stage, "code": i.code, "message": i.message} for i in issues]
        print(json.dumps({"casebook": str(case.folder), **counts, "set_aside": aside}, ensure_ascii=False))
        return
    told = (f"{n:,} {name.replace('_', ' ').removesuffix('s' if n == 1 else '')}" for name, n in counts.items())
    note(f"{case.folder}: {', '.join(told)}")
    for issue in issues[:SHOWN]:
        done = "note" if issue.code in READ_ALL_THE_SAME else "set aside"
        note(f"{done}: {issue.uri} ({issue.stage}, {issue.code}): {issue.message}")
    if len(issues) > SHOWN:
        note(f"... and {len(issues) - SHOWN:,} more: escalade export {case.folder} --table issues")


app.registered_commands.sort(key=lambda c: ORDER.index(c.name or getattr(c.callback, "__name__", "")))


def main() -> None:
    """Entry point: errors raised on purpose become one line and their exit code."""
    try:
        app(standalone_mode=True)
    except EscaladeError as error:
        note(f"escalade: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:  # no room, no right to write there, a folder where a file should be
        note(f"escalade: {unable(error)}")
        sys.exit(UsageError.exit_code)
    except KeyboardInterrupt:
        note("escalade: interrupted; the next run goes on from here")
        sys.exit(130)
