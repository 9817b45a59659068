"""The commands `escalade index | forecast | backtest | whatif`."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from escalade.cli.kit import AsJson, AsOf, CasebookPath, note
from escalade.errors import NoInputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from escalade.api import Casebook
    from escalade.outlook.backtest import Report
    from escalade.outlook.index import Index
    from escalade.outlook.series import Tally

WIDTH = 72  # columns of a sparkline
HOTTEST = 8  # pairs that are printed
NEWEST = 12  # days with events that are listed of a series
SUPPOSED = 3  # differences that the demo prints
ROWS = 40  # lines of forecasts or differences that are printed
COLUMNS = ("date", "source", "target", "quad_class")

Days = Annotated[
    list[int] | None, typer.Option("--days", metavar="N", help="Horizon; may be repeated. Default: 7, 28.")
]
Origin = Annotated[str, typer.Option(metavar="ORIGIN", help="all, coded or imported events.")]
Model = Annotated[
    str, typer.Option(metavar="MODEL", help="mean (default), Hawkes, direct, EWMA, ...; bayes needs escalade[bayes].")
]
Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Also write a plot there.")]
Png = Annotated[Path | None, typer.Option("--png", metavar="FILE", help="The same as PNG (pip install escalade[png]).")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Examples: `escalade index iran` · `escalade index iran --series 'IRN>USA' --svg index.svg`")(
        index
    )
    app.command(epilog="Example: `escalade forecast iran --days 7 --days 28`")(forecast)
    app.command(epilog="Examples: `escalade backtest iran` · `escalade backtest counts.csv --json`")(backtest)
    app.command(
        epilog='Example: `escalade whatif iran --inject "ASSAULT IRN->USA 2020-12-01 killed=1" --remove EVENT`'
    )(whatif)


def index(
    casebook: CasebookPath,
    series: Annotated[str | None, typer.Option(metavar="A>B", help="One pair of sides; default: the hottest.")] = None,
    days: Annotated[int, typer.Option(min=1, help="How many days up to the last are shown.")] = 365,
    scale: Annotated[str, typer.Option(help="goldstein or plover.")] = "goldstein",
    origin: Origin = "all",
    as_of: AsOf = None,
    as_json: AsJson = False,
    svg: Svg = None,
    png: Png = None,
) -> None:
    """How heated it was, pair by pair and day by day: parts, counts, changes of level, and the events behind each day.

    It adds up how hard the told conflict of a day is (Goldstein or PLOVER score, sign turned); it is no probability,
    and it moves with how much is reported. Hypothetical, denied and cumulative records do not heat it.
    """
    from escalade import api

    if scale not in ("goldstein", "plover"):
        raise UsageError(f"no scale {scale!r}; there are goldstein, plover")
    found = api.open(casebook, as_of).index(series, origin=origin, scale=scale)
    first = max(found.first, found.last - days + 1)
    name = next(iter(found.points), "all") if series else "all"
    if svg or png:
        from escalade.export.charts import index_svg

        _draw(index_svg(found, name, first), svg, png)
    if as_json:
        points = [p.plain() for points in found.points.values() for p in points]
        print(
            json.dumps(
                {"scale": scale, "left_out": {r: len(i) for r, i in found.acts.left_out.items()}, "points": points}
            )
        )
        return
    out = Console(highlight=False, soft_wrap=True)
    out.print(found.acts.summary() + ".", markup=False)
    if len(found.acts.origins) > 1:
        out.print("Coded and imported events are added up; what both tell counts twice (--origin coded).", markup=False)
    if not found.points:
        out.print("There is no index: no dated event counts.", markup=False)
        return
    for each in [name] if series else ["all", *found.hottest(HOTTEST, first)]:
        _line(out, found, each, first)
    _days(out, found, name, first, casebook)


def _line(out: Console, index: Index, series: str, first: int) -> None:
    """A series as a sparkline, with its sum by part."""
    from escalade.export.charts import sparkline

    values = index.daily(series)[first - index.first :]
    points = [p for p in index.points[series] if date.fromisoformat(p.date).toordinal() >= first]
    verbal, material = sum(p.verbal_conflict for p in points), sum(p.material_conflict for p in points)
    ids = {i for p in points for i in p.event_ids}
    out.print(f"\n{series}  {index.label(series)}", style="bold", markup=False)
    out.print(f"|{sparkline(list(values), WIDTH)}|  greatest day {values.max():.1f}", markup=False)
    out.print(
        f"{date.fromordinal(first)} to {date.fromordinal(index.last)}: {len(ids)} events; material conflict "
        f"{material:.1f} + verbal conflict {verbal:.1f} = {verbal + material:.1f}",
        markup=False,
    )
    for p in points:
        if p.change:
            out.print(f"level goes {p.change} about {p.date}", markup=False)


def _days(out: Console, index: Index, series: str, first: int, casebook: Path) -> None:
    """The newest days with events of a series, and how to open them."""
    from escalade.outlook.index import rung_name

    points = [p for p in index.points[series] if p.n_events and date.fromisoformat(p.date).toordinal() >= first]
    out.print(
        f"\nNewest days of {series}: index (low to high), events of quad class 1 2 3 4, highest rung", markup=False
    )
    if not points:
        out.print("No event in these days; --days looks further back.", markup=False)
        return
    for p in points[-NEWEST:]:
        span, counts = f"({p.low:g} to {p.high:g})", " ".join(map(str, p.counts))
        mark = {"up": "▲", "down": "▼"}.get(p.change or "", " ")
        out.print(f"{p.date} {mark} {p.value:6.1f} {span:16} {counts:10} {rung_name(p.rung)}", markup=False)
        out.print(f"             {' '.join(p.event_ids[:6])}{' ...' if len(p.event_ids) > 6 else ''}", markup=False)
    out.print(f"\nOpen an event: escalade trace {casebook} EVENT", markup=False)


def forecast(
    casebook: CasebookPath, days: Days = None, model: Model = "mean", origin: Origin = "all", as_json: AsJson = False
) -> None:
    """How many events of each class to expect of each pair in the next week and month, baselines beside.

    Kept in the casebook as the table "forecasts" until the casebook changes. Counts of told events, not of what
    happens; look at `escalade backtest` before you use them.
    """
    from escalade import api
    from escalade.outlook.models import REFERENCE

    case = api.open(casebook)
    made = case.forecast(tuple(days or (7, 28)), model, origin=origin)
    if as_json:
        print(json.dumps([asdict(f) for f in made]))
        return
    beside = {(f.series, f.horizon_days): f for f in made if f.model == REFERENCE}
    shown = sorted((f for f in made if f.model == model), key=lambda f: (-f.mean, f.series, f.horizon_days))
    print(f"events told after {made[0].cutoff}, by {model}; {REFERENCE} beside")
    print(f"{'series (quad class)':26} {'days':>4} {'mean':>7} {'likely':>14}  {'more than usual':21} {REFERENCE}")
    for f in shown[:ROWS]:
        base, usual = beside[f.series, f.horizon_days], f"> {f.usual}: {f.p_more:.0%}"
        print(
            f"{f.series:26} {f.horizon_days:4} {f.mean:7.2f} {f'{f.low}-{f.high} ({f.held:.0%})':>14}  {usual:21} "
            f"{base.mean:.2f}, {base.low}-{base.high} ({base.held:.0%})"
        )
    print("likely: the fewest counts in a row that hold 90 % or more, and what they hold by the model")
    if len(shown) > ROWS:
        note(f"... and {len(shown) - ROWS:,} more: escalade export {casebook} --table forecasts")


def backtest(
    what: Annotated[Path, typer.Argument(metavar="CASEBOOK|FILE", help="A casebook, event data, or a .csv of counts.")],
    days: Days = None,
    first: Annotated[
        str | None, typer.Option(metavar="DAY", help="First origin; default: after 2/5 of the days.")
    ] = None,
    last: Annotated[str | None, typer.Option(metavar="DAY", help="Last day that counts.")] = None,
    pairs: Annotated[int, typer.Option(min=1, help="Busiest directed pairs, chosen before the first origin.")] = 40,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many busiest ones.")] = 0,
    source: Annotated[
        str | None,
        typer.Option("--as", metavar="FORMAT", help="Of a FILE: gdelt, icews, polecat, acled, ged, phoenix, petrarch."),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "--models",
            metavar="MODEL",
            help="Only this one, beside EWMA; may be repeated. Default: all but bayes, which takes minutes.",
        ),
    ] = None,
    origin: Origin = "all",
    as_json: AsJson = False,
    svg: Svg = None,
    png: Png = None,
) -> None:
    """How good the forecasts would have been: rolling origins, proper scores, every baseline beside.

    A .csv of counts has the columns date, source, target, quad_class (1 to 4) and, if it likes, n.
    """
    plan: dict[str, Any] = {
        "first": first,
        "last": last,
        "horizons": tuple(days or (7, 28)),
        "pairs": pairs,
        "skip": skip,
    }
    if model:
        from escalade.outlook.models import REFERENCE

        plan["models"] = tuple(dict.fromkeys((*model, REFERENCE)))
    with _progress("origins") as step:
        report = _tested(what, source, origin, plan, step)
    if svg or png:
        from escalade.export.charts import skill_svg

        _draw(skill_svg(report), svg, png)
    if as_json:
        print(json.dumps(report.plain()))
        return
    plain = report.plain()
    print(f"{plain['pairs']} pairs, origins from {plain['first_origin']}, totals up to {plain['last_day']}")
    print(f"{'days':>4} {'model':26} {'skill over EWMA':>22} {'CRPS':>8}  90 % cov. expected alarm AUC")
    for r in plain["rows"]:
        skill = "-" if r["skill"] is None else f"{r['skill']:+.1f} % [{r['skill_low']:+.1f}, {r['skill_high']:+.1f}]"
        auc = "-" if r["alarm_auc"] is None else f"{r['alarm_auc']:.3f}"
        cover = f"{r['coverage_90']:10.3f} {r['coverage_90_expected']:8.3f}"
        print(f"{r['horizon_days']:4} {r['model']:26} {skill:>22} {r['crps']:8.3f} {cover} {auc:>9}")
    print(
        "90 % cov.: share of totals inside the narrowest interval of whole counts that holds 90 % or more;\n"
        "expected: what such intervals hold if the forecasts are right"
    )


def _tested(
    what: Path, source: str | None, origin: str, plan: dict[str, Any], step: Callable[[int, int], None]
) -> Report:
    from escalade import api
    from escalade.outlook import backtest as measure

    if what.is_dir():
        case = api.open(what)
        report = case.backtest(origin=origin, step=step, **plan)
        if case.keeps:
            note(f"kept: escalade explore {what} shows it")
        return report
    if not what.is_file():
        raise NoInputError(f"{what}: cannot be read: no such file or folder")
    if source is not None:
        with TemporaryDirectory() as folder:
            case = api.create(Path(folder) / "casebook")
            case.import_events(what, source)
            return case.backtest(origin="imported", step=step, **plan)
    if what.suffix != ".csv":
        raise UsageError(f"{what}: --as says what it is (gdelt, icews, ...); only a .csv of counts needs none")
    counts = read_counts(what)
    return measure.run(counts, measure.plan_for(counts, **plan), step)


def read_counts(path: Path) -> Tally:
    """Counts of a .csv with date, source, target, quad_class[, n]; raises UsageError naming the line that is wrong."""
    import numpy as np

    from escalade.outlook.series import tally

    sides: dict[str, int] = {}
    rows: list[tuple[int, ...]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (table.fieldnames or ())]
        if missing:
            raise UsageError(
                f"{path}: no column {', '.join(missing)}; needed are {', '.join(COLUMNS)}, and n if it likes"
            )
        for row in table:
            try:
                quad, n = int(row["quad_class"]), int(row.get("n") or 1)
                if quad not in (1, 2, 3, 4) or n < 0:
                    raise ValueError(f"quad_class {quad}, n {n}")
                pair = (sides.setdefault(row[end], len(sides)) for end in ("source", "target"))
                rows.append((date.fromisoformat(row["date"]).toordinal(), *pair, quad, n))
            except (ValueError, TypeError) as error:
                raise UsageError(f"{path}:{table.line_num}: {error}") from None
    days, sources, targets, classes, numbers = np.array(rows, int).reshape(-1, 5).T
    return tally(days, sources, targets, classes, tuple(sides), numbers)


def whatif(
    casebook: CasebookPath,
    inject: Annotated[
        list[str] | None, typer.Option(metavar="ACT", help='"TYPE[:MODE] A->B YYYY-MM-DD [killed=N]"; may be repeated.')
    ] = None,
    remove: Annotated[list[str] | None, typer.Option(metavar="EVENT", help="Leave an event out.")] = None,
    actor: Annotated[
        list[str] | None, typer.Option(metavar="EVENT=ACTOR", help="Lay an event at another's door.")
    ] = None,
    fire: Annotated[
        list[str] | None, typer.Option(metavar="TRIPWIRE[@DAY]", help="Have a threat carried out; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How far ahead.")] = 28,
    origin: Origin = "all",
    keep: Annotated[
        str | None, typer.Option("--keep", metavar="NAME", help="Keep it under a name: the explorer shows it.")
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="NAME", help="Take a kept one away; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The expected paths with and without some events, their difference, and the weights behind it.

    Associational, conditional on the model: what has tended to follow, not what would be caused.
    """
    from escalade import api
    from escalade.export import fitted
    from escalade.outlook.scenario import FEW, ROLES, SLIGHT

    case = api.open(casebook)
    for name in drop or ():
        fitted.drop_whatif(case.folder, name)
        note(f"no longer kept: {name}")
    if drop and not (inject or remove or actor or fire):
        return
    if not (inject or remove or actor or fire):
        raise UsageError("nothing is changed: --inject, --remove, --actor or --fire says what")
    laid = dict(_laid(text) for text in actor or ())
    found = case.whatif(inject or (), remove or (), laid, fire=fire or (), days=days, origin=origin, keep=keep)
    if keep:
        note(f"kept as {keep!r}: escalade explore {casebook} shows it")
    if as_json:
        print(json.dumps(asdict(found) | {"label": found.LABEL}))
        return
    print(f"{found.LABEL}\nFitted on {found.events} events of {found.past} days up to {found.cutoff}.")
    if found.events < FEW:
        print("So few events hardly move the weights from their priors: read this as what the model assumes.")
    shown = [r for r in found.rows if max(abs(r.difference), abs(r.low), abs(r.high)) >= SLIGHT]
    if not shown:
        print(f"Nothing changes by {SLIGHT:g} events: what the scenario touches has faded, or nothing depends on it.")
        return
    print(f"\nEvents expected in the next {found.days} days")
    print(f"{'series (quad class)':26} {'without (5-95 %)':>18} {'with':>18} {'difference':>11}  90 % interval")
    for r in shown[:ROWS]:
        a, b = r.without_span, r.as_if_span
        print(
            f"{f'{r.dyad[0]}>{r.dyad[1]} {r.quad}':26} {f'{r.without:.2f} ({a[0]}-{a[1]})':>18} "
            f"{f'{r.as_if:.2f} ({b[0]}-{b[1]})':>18} {r.difference:+11.3f}  [{r.low:+.3f}, {r.high:+.3f}]"
        )
    print("\nWeights: events of a class that one event brings in the long run (± standard error)")
    for w in found.weights:
        print(f"{ROLES[w.role]:28} class {w.source} -> {w.target}  {w.weight:6.3f} ± {w.spread:.3f}")


def _laid(text: str) -> tuple[str, str]:
    event, mark, side = text.partition("=")
    if not (mark and event and side):
        raise UsageError(f"{text!r}: --actor is written EVENT=ACTOR")
    return event, side


def _draw(plot: str, svg: Path | None, png: Path | None) -> None:
    """Write a plot wherever it is wanted."""
    if svg is not None:
        _put(svg, plot.encode())
    if png is not None:
        from escalade.export.png import png as drawn

        _put(png, drawn(plot))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    note(f"written: {path}")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from escalade.progress import Bar

    with Bar(Console(stderr=True)) as bar:
        yield lambda done, total: bar.step(what, done, total)


def headline(index: Index) -> Sequence[str]:
    """What the demo says of the index."""
    hottest = index.hottest(1)
    if not hottest:
        return ()
    top, pair = max(index.points["all"], key=lambda p: (p.value, p.date)), index.label(hottest[0])
    return (f"Index: hottest pair {pair}; hottest day {top.date} ({top.value:.1f}, {top.n_events} events)",)


def supposed(case: Casebook, index: Index) -> Sequence[str]:
    """What the demo says of a scenario: one more assault between the hottest pair, the day after the last one known."""
    from escalade.outlook.forecast import daily
    from escalade.outlook.scenario import FEW, SLIGHT

    hottest = index.hottest(1)
    if not hottest:
        return ()
    one, other = hottest[0].split("~")
    known = daily(index.acts)
    times = known.of([(one, other), (other, one)]).y.sum(axis=(1, 2))
    source, target = (one, other) if times[0] >= times[1] else (other, one)
    act = f"ASSAULT {source}->{target} {date.fromordinal(index.last + 1).isoformat()}"
    found = case.whatif([act])
    rows = [
        f"{r.dyad[0]}>{r.dyad[1]} {r.quad} {r.difference:+.2f} [{r.low:+.2f}, {r.high:+.2f}]"
        for r in found.rows
        if abs(r.difference) > SLIGHT
    ]
    few = f" Only {found.events} events: the weights are mostly their priors." if found.events < FEW else ""
    return (
        f"What if {act}? Events more in {found.days} days, 90 % interval: {'; '.join(rows[:SUPPOSED]) or 'none'}",
        f"  {found.LABEL}{few} More: escalade whatif {case.folder} --inject '{act}'",
    )
