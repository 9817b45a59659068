"""The commands `escalade decide | undo | decisions | review | suggest | forget`: corrections without a browser."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console

from escalade.cli.kit import SHOWN, AsJson, AsOf, CasebookPath, note, told
from escalade.errors import UsageError

By = Annotated[
    str, typer.Option(envvar="ESCALADE_ANALYST", help="Who decides; default: the name you are logged in by.")
]
LONGEST_VALUE = 120  # signs of a decision's value that are printed
OF = ("casebook", "shipped")  # vocabularies that changes may be proposed of
Reason = Annotated[str, typer.Option(help="Why; it stays in the log.")]


def _by(name: str) -> str:
    return name or getpass.getuser()


def decide(
    casebook: CasebookPath,
    action: Annotated[
        str, typer.Argument(help="accept, reject, edit, add, merge, split, alias, role, relation, close.")
    ],
    kind: Annotated[str, typer.Argument(help="event_mention, event, actor, link, tripwire, relation or document.")],
    identity: Annotated[str | None, typer.Argument(metavar="[ID]", help="What it is about; none for add.")] = None,
    field: Annotated[
        str | None, typer.Option(help="edit: which field (event_type, actors, date, killed, ...).")
    ] = None,
    value: Annotated[
        str | None, typer.Option(help="The value, as words or JSON: 3+, 2020-01, 'Taji, IRQ', '{...}'.")
    ] = None,
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Put something right: it shows in every table, page and export at once, and can be taken back.

    The machine's rows stay as they are; what you decide lies in the casebook's decisions log and is applied when rows
    are read. It is kept when the casebook is coded again, and found by its words when ids or the text changed.
    """
    from escalade import api

    case = api.open(casebook)
    made = case.decide(action, kind, identity, field=field, value=_value(value), by=_by(by), reason=reason)
    _say(made.decision_id, f"{action} {kind} {made.about_id}", as_json)
    if not as_json:
        note(f"to take it back: escalade undo {casebook} {made.decision_id}")


def undo(
    casebook: CasebookPath,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Id of the decision, as `decisions` lists it.")],
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take a decision back: all rows are as if it had never been. Undo the undo to put it in force again."""
    from escalade import api

    made = api.open(casebook).undo(decision, by=_by(by), reason=reason)
    _say(made.decision_id, f"took back {decision}", as_json)


def decisions(
    casebook: CasebookPath,
    broken: Annotated[bool, typer.Option("--broken", help="Only those whose words are not found any more.")] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """List what persons decided, first to last, and what became of it."""
    from escalade import api

    rows = api.open(casebook, as_of).records("decisions")
    for row in rows:
        if broken and row["status"] != "broken":
            continue
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
            continue
        what = " ".join(filter(None, (row["action"], row["about_kind"], row["about_id"], row["field"])))
        value = f" = {_short(row['value'])}" if row["value"] else ""
        words = f" “{row['quote']}”" if row["quote"] else ""
        print(f"{row['seq']:>4} {row['decision_id']} {row['at'][:16]} {row['by']}: {what}{value}{words}")
        told = " · ".join(filter(None, (row["status"], row["note"], row["reason"])))
        print(f"     {told}")
    if not rows:
        note("no decisions yet")


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}... (whole: --json)"


def review(
    casebook: CasebookPath,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = SHOWN,
    offset: Annotated[int, typer.Option(min=0, help="How many to pass over first.")] = 0,
    as_json: AsJson = False,
) -> None:
    """What to look at next: contradictions first, then what weighs most and is least sure."""
    from escalade import api
    from escalade.brief.wording import Words, when

    case = api.open(casebook)
    items = case.review_queue(limit, offset)
    words, console = Words(), Console(highlight=False, soft_wrap=True)
    for item in items:
        if as_json:
            row = {"about_kind": item.about_kind, "about_id": item.about_id, "weight": item.weight, "why": item.why}
            print(json.dumps(row | {"mentions": item.mentions, "row": item.record}, ensure_ascii=False))
            continue
        record: Any = item.record or {}
        if item.about_kind == "event":
            text = f"{when(record)}: {told(words, record)}"
        else:
            text = " ".join(_tie(item.about_kind, record).split())
        console.print(f"{item.weight:.2f} {item.about_kind} {item.about_id}", style="bold", markup=False)
        console.print(f"     {text} ({'; '.join(item.why)})", markup=False)
    if not items:
        note("nothing waits for a person" if not offset else f"no more than {offset} wait for a person")


def _tie(kind: str, record: Any) -> str:
    """What a threat, tie or link says, with its words."""
    if kind == "tripwire":
        issuer = (record["issuer"] or {}).get("name") or "someone"
        return f"{record['condition']} → {issuer}: {record['consequence']}"
    said = f"“{record['quote']}”" if record.get("quote") else ""
    if kind == "relation":
        return f"{record['source_name']} {record['kind'].replace('_', ' ')} {record['target_name']}: {said}"
    tied = f"{record['cause_event_id']} → {record['effect_event_id']}"
    return f"{record['kind'].replace('_', ' ')}, {record['basis']}: {tied} {said}"


def suggest(
    casebook: CasebookPath,
    of: Annotated[
        str, typer.Option(help="Only changes of your casebook's pack (casebook), or of the rest (shipped).")
    ] = "",
) -> None:
    """Print, as a unified diff, what repeated corrections say about the vocabulary. Nothing is changed.

    Changes of your casebook's pack apply with `patch -p1 -d CASEBOOK`, those of the shipped vocabulary with
    `patch -p1 -d` and the folder that the package lies in; each diff says which, and --of prints one kind alone.
    """
    from escalade import api

    if of not in ("", *OF):
        raise UsageError(f"no vocabulary {of!r}; --of is {' or '.join(OF)}")
    proposals = [p for p in api.open(casebook).suggest() if of in ("", OF[p.root != casebook])]
    for proposal in proposals:
        print(f"# apply with: patch -p1 -d {proposal.root}")
        print(proposal.diff, end="")
    if not proposals:
        note("nothing was corrected alike in two reports or more")


def forget(
    casebook: CasebookPath,
    what: Annotated[
        str, typer.Argument(metavar="DOCUMENT|PERSON", help="Id or address of a report; id or name of a person.")
    ],
    reason: Annotated[str, typer.Option(help="Why; it stays in the log, so name nobody in it.")],
    by: By = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase a report or a person from the casebook for good: text, quotes, raw bytes, index, older generations.

    It cannot be taken back. A hash stays in the decisions log, by which the same report is refused if it comes again.
    Files that you exported elsewhere are yours to remove.
    """
    from escalade import api
    from escalade.brief.content import plural

    case = api.open(casebook)
    if not yes and not typer.confirm(f"Erase {what} from {casebook} and all its generations, for good?", err=True):
        raise UsageError("nothing was erased")
    done = case.forget(what, by=_by(by), reason=reason)
    if as_json:
        fields = ("kind", "tombstone", "documents", "decisions", "removed", "copies", "notes")
        print(json.dumps({name: getattr(done, name) for name in fields}, ensure_ascii=False))
        return
    note(
        f"forgotten: one {done.kind}; tombstone {done.tombstone}; {plural(done.decisions, 'decision')} lost words of it"
    )
    for file in done.removed:
        note(f"removed: {file}")
    for uri in done.copies:
        note(f"a copy of the same text stays, as a report of its own: {uri}")
    for line in done.notes:
        note(line)


def _value(text: str | None) -> Any:
    """JSON where it is JSON (but "3" and "2020" stay words, for they mean the same; so does "true north")."""
    if text is None or not (text.lstrip().startswith(("{", "[", '"')) or text.strip() in ("true", "false", "null")):
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise UsageError(f"--value is no JSON: {error}") from error


def _say(decision: str, text: str, as_json: bool) -> None:
    print(json.dumps({"decision_id": decision}) if as_json else f"{decision} {text}")


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    examples: dict[Callable[..., None], str] = {
        decide: "Examples: `escalade decide iran reject event_mention e01ab... --reason 'a drill'` · "
        "`escalade decide iran edit event e01ab... --field killed --value 3+` · "
        "`escalade decide iran merge event e01ab... --value '[\"e23cd...\"]'`",
        undo: "Example: `escalade undo iran x01ab... --reason 'it was no drill'`",
        decisions: "Examples: `escalade decisions iran` · `escalade decisions iran --broken`",
        review: "Example: `escalade review iran --limit 10`",
        suggest: "Examples: `escalade suggest iran` · `escalade suggest iran --of casebook | patch -p1 -d iran`",
        forget: "Example: `escalade forget iran 'Jane Roe' --reason 'asked by letter of 3 May'`",
    }
    for command, example in examples.items():
        app.command(epilog=example)(command)
