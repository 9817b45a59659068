"""The command `escalade watch`: takes in what is new in a folder or a feed, and says what changed."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from escalade.cli.kit import SHOWN, note, told
from escalade.errors import EscaladeError, NoInputError, UsageError

if TYPE_CHECKING:
    from escalade.api import Casebook
    from escalade.corpus.feeds import Fetched
    from escalade.hand.changes import Change, Changes

SET_ASIDE = 1


def watch(
    source: Annotated[str, typer.Argument(metavar="FOLDER_OR_FEED", help="Folder of reports, or the URL of a feed.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="CASEBOOK", help="Folder of the casebook.")],
    once: Annotated[bool, typer.Option("--once", help="Look once and end: for cron.")] = False,
    every: Annotated[float, typer.Option(min=1, help="Seconds between two looks.")] = 60.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print each change as one JSON line.")] = False,
) -> None:
    """Take in what is new and say what changed: tripwires met first, then what is contradicted, revised, new.

    A feed is fetched because you name it; nothing else is. With --once the exit code is 0 whether or not there was
    anything new, 1 if inputs were set aside that had not been before.
    """
    from escalade import api

    if not _is_feed(source) and Path(source).resolve() == output.resolve():
        raise UsageError(f"{source}: the casebook cannot be its own input")
    if not _is_feed(source) and not Path(source).is_dir():
        raise NoInputError(f"{source}: no such folder, and no URL of a feed (http or https)")
    case = api.open_or_create(output)
    told: set[str] = set()
    while True:
        try:
            aside = _look(case, source, told, as_json)
        except EscaladeError as error:
            if once:
                raise
            note(f"escalade: {error}")  # another one writes to the casebook, a pack is being edited: look again
            aside = True
        if once:
            if aside:
                raise typer.Exit(SET_ASIDE)
            return
        time.sleep(every)
        case = api.open(output)


def _look(case: Casebook, source: str, told: set[str], as_json: bool) -> bool:
    """One look. Returns whether anything was set aside that was not before; `told` is what was named before."""
    before = case.as_of
    feed = None
    try:
        feed = _fetched(case, source) if _is_feed(source) else None
    except EscaladeError as error:
        note(f"escalade: {error}")  # a feed that is down today may be up tomorrow
        return True
    if feed is None and _is_feed(source):
        return False
    told.update(row["issue_id"] for row in case.records("issues"))
    try:
        issues = case.add(feed.path if feed else Path(source))
    except NoInputError as error:
        message = f"escalade: {error}" if source in str(error) else f"escalade: {source}: {error}"
        if message not in told:  # an empty folder is no fault: what it waits for may come
            note(message)
            told.add(message)
        return any(Path(source).iterdir()) if feed is None else False
    case.run()
    if feed is not None:
        feed.settle()
    fresh = [issue for issue in issues if issue.issue_id not in told]
    changes = case.changes(before)
    if as_json:
        for line in lines(changes):
            print(json.dumps(line, ensure_ascii=False), flush=True)
        for issue in fresh:
            row = {"uri": issue.uri, "code": issue.code, "message": issue.message}
            print(json.dumps({"change": "set_aside", **row}, ensure_ascii=False), flush=True)
    else:
        _show(changes)
        for issue in fresh[:SHOWN]:
            note(f"set aside: {issue.uri} ({issue.code}): {issue.message}")
    return bool(fresh)


def lines(changes: Changes) -> list[dict[str, Any]]:
    """Changes as records, what matters most first."""
    out = []
    for kind, rows in _kinds(changes):
        for row in rows:
            record = {
                "change": kind,
                "id": row.id,
                "fields": list(row.fields),
                "since": changes.since,
                "now": changes.now,
            }
            out.append(record | {"row": row.now})
    out += [{"change": "merged", "id": was, "into": now} for was, now in changes.merged]
    out += [{"change": "gone", "id": was} for was in changes.gone]
    out += [{"change": "report", **row} for row in changes.documents]
    return out


def _kinds(changes: Changes) -> list[tuple[str, tuple[Change, ...]]]:
    return [
        ("tripwire", changes.tripwires),
        ("contradicted", changes.contradicted),
        ("revised", changes.revised),
        ("threat", changes.threats),
        ("new", changes.new),
    ]


def _show(changes: Changes) -> None:
    """Changes as lines for a terminal."""
    from escalade.brief.content import plural
    from escalade.brief.wording import Words, when

    words = Words()
    if not changes:
        return
    came = plural(sum(d["earlier"] is None for d in changes.documents), "new report")
    print(f"{time.strftime('%H:%M')} {came} (state {changes.now})")
    for report in [d for d in changes.documents if d["earlier"] is not None][:SHOWN]:
        print(f"  report changed: {report['uri']} reads otherwise now; both texts are kept [{report['document_id']}]")
    for kind, rows in _kinds(changes):
        for row in rows[:SHOWN]:
            record = row.now
            if kind in ("tripwire", "threat"):
                news = "TRIPWIRE " + record["standing"].replace("_", " ") if kind == "tripwire" else "new threat"
                issuer = (record["issuer"] or {}).get("name") or "someone"
                print(
                    f"  {news}: {' '.join(record['condition'].split())} → {issuer}: {record['consequence']} [{row.id}]"
                )
                continue
            fields = f" ({', '.join(row.fields)})" if row.fields else ""
            standing = record["standing"].replace("_", " ")
            print(f"  {kind}{fields}: {when(record)} {told(words, record)} ({standing}) [{row.id}]")
        if len(rows) > SHOWN:
            print(f"  ... and {len(rows) - SHOWN:,} more {kind}")
    if changes.merged or changes.gone:
        print(f"  {len(changes.merged)} events are part of another now, {len(changes.gone)} are told of no more")


def _is_feed(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _fetched(case: Casebook, url: str) -> Fetched | None:
    """The feed, None if it has not changed since the last look."""
    from escalade.corpus.feeds import fetch

    return fetch(url, case.folder / "watch")
