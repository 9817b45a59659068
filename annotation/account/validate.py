"""Check the account gold against its reports: quotes, ids, dates, words of the vocabulary, files.

usage: python annotation/account/validate.py [FOLDER]
FOLDER holds reports/ and gold/; default: the folder of this file.

Prints one line a crisis with its counts. Exit code 1 and one line a fault (file, what, where) if anything is wrong.
"""

from __future__ import annotations

import csv
import datetime
import json
import pathlib
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
STATUS = set("asserted claimed possible intended negated conditional".split())
STANDING = set("single_origin corroborated disputed revised denied hypothetical".split())
TRIPWIRE_STANDING = set("armed met carried_out expired".split())
LINK_KINDS = set("retaliation response led_to pretext de_escalation".split())
RELATION_KINDS = set("sponsors part_of leads serves allied_with opposes".split())
STANCES = set("affirms denies doubts".split())
ACTUAL = {"asserted", "claimed"}

Gold = dict[str, Any]


def first_day(value: str) -> datetime.date:
    """First day of a day, a month or a start/end range; ValueError if it is none of these."""
    starts = [datetime.date.fromisoformat(v if len(v) == 10 else f"{v}-01") for v in value.split("/")]
    if len(starts) > 2 or starts != sorted(starts):
        raise ValueError(value)
    return starts[0]


def quotes(gold: Gold) -> Iterator[tuple[str, str]]:
    """Every (report, quoted words) of the gold."""
    for event in gold["events"]:
        yield from ((m["doc"], m["quote"]) for m in event["mentions"])
    for tripwire in gold["tripwires"]:
        yield from ((tripwire["doc"], tripwire[key]) for key in ("condition", "consequence"))
    for table in ("links", "relations", "no_event", "not_asked"):
        yield from ((row["doc"], row["quote"]) for row in gold[table])


def actor_ids(gold: Gold) -> Iterator[str]:
    """Every actor id that the gold uses."""
    for event in gold["events"]:
        yield from event["parties"]["actors"] + event["parties"]["recipients"]
        yield from (rival["by"] for rival in event["rival"])
        yield from (speaker for m in event["mentions"] for speaker in m["speakers"])
    for tripwire in gold["tripwires"]:
        yield from tripwire["issuer"] + tripwire["addressee"] + tripwire["speakers"]
    for relation in gold["relations"]:
        yield from (relation[key] for key in ("subject", "object", "by") if key in relation)


def quote_faults(gold: Gold, texts: dict[str, str]) -> Iterator[str]:
    """A quote that is not in its report exactly once; a mention that lies in words said to hold no event."""
    for doc, quote in quotes(gold):
        if doc not in texts:
            yield f"{doc}: not in the manifest"
        elif texts[doc].count(quote) != 1:
            yield f"{doc}: stands {texts[doc].count(quote)} times: {quote!r}"
    silent = [(row["doc"], row["quote"]) for row in gold["no_event"]]
    for event in gold["events"]:
        for m in event["mentions"]:
            if any(m["doc"] == doc and (m["quote"] in quote or quote in m["quote"]) for doc, quote in silent):
                yield f"{m['doc']}: mention of {event['id']} overlaps no_event: {m['quote']!r}"


def id_faults(gold: Gold) -> Iterator[str]:
    """Ids that are used twice or not defined."""
    for table in ("actors", "events"):
        counted = Counter(row["id"] for row in gold[table])
        yield from (f"{table}: {name} defined twice" for name, n in counted.items() if n > 1)
    actors, events = ({row["id"] for row in gold[table]} for table in ("actors", "events"))
    yield from (f"no such actor: {name}" for name in sorted(set(actor_ids(gold)) - actors))
    for link in gold["links"]:
        yield from (f"links: no such event: {link[key]}" for key in ("cause", "effect") if link[key] not in events)
        if link["cause"] == link["effect"]:
            yield f"links: {link['cause']} is its own cause"


def word_faults(gold: Gold) -> Iterator[str]:
    """Words that are not of the vocabulary, lists that must not be empty."""
    for event in gold["events"]:
        types = [event["type"], *event["also"], *(t for m in event["mentions"] for t in m.get("also", []))]
        yield from (f"{event['id']}: type {t}" for t in types if t not in TYPES)
        yield from (f"{event['id']}: standing {s}" for s in event["standing"] if s not in STANDING)
        statuses = [m["status"] for m in event["mentions"]]
        yield from (f"{event['id']}: status {s}" for s in statuses if not s or not set(s) <= STATUS)
        if not statuses or not event["standing"]:
            yield f"{event['id']}: no mention or no standing"
        actual = any(ACTUAL & set(s) for s in statuses)
        preferred_or_any = event["standing"] if actual else event["standing"][:1]
        if event["standing"] and actual == ("hypothetical" in preferred_or_any):
            yield f"{event['id']}: hypothetical is for events without an actual mention, and only for them"
    for table, key, words in (
        ("links", "kind", LINK_KINDS),
        ("relations", "kind", RELATION_KINDS),
        ("relations", "stance", STANCES),
    ):
        yield from (f"{table}: {key} {row[key]}" for row in gold[table] if row[key] not in words)
    for tripwire in gold["tripwires"]:
        if not tripwire["issuer"] or not tripwire["standing"] or not set(tripwire["standing"]) <= TRIPWIRE_STANDING:
            yield f"{tripwire['doc']}: tripwire without issuer or with standing {tripwire['standing']}"


def date_faults(gold: Gold, published: dict[str, datetime.date]) -> Iterator[str]:
    """Dates that do not parse, deadlines before the threat, events told as past before they were."""
    for event in gold["events"]:
        try:
            start = first_day(event["date"])
        except ValueError:
            yield f"{event['id']}: date {event['date']!r}"
            continue
        for m in event["mentions"]:
            if ACTUAL & set(m["status"]) and published.get(m["doc"], start) < start:
                yield f"{event['id']}: {m['doc']} was published before {start}"
    for tripwire in gold["tripwires"]:
        deadline = tripwire["deadline"]
        try:
            if deadline and datetime.date.fromisoformat(deadline) < published[tripwire["doc"]]:
                yield f"{tripwire['doc']}: deadline {deadline} lies before the report"
        except (KeyError, ValueError):
            yield f"{tripwire['doc']}: deadline {deadline!r}"


def copy_faults(gold: Gold, texts: dict[str, str]) -> Iterator[str]:
    """Copies that do not share most of their lines; reports without any row, which no count would see."""
    for left, right in gold["copies"]:
        lines = [set(texts.get(doc, "").splitlines()[2:]) for doc in (left, right)]
        if len(lines[0] & lines[1]) < len(lines[0]) / 2:
            yield f"{left}, {right}: not copies"
    asked = {row["doc"] for row in gold["not_asked"]}
    missing = sorted({doc for doc in texts if doc.startswith(gold["crisis"] + "-")} - asked)
    yield from (f"{doc}: its headline is not in not_asked" for doc in missing)


def manifest_faults(rows: list[dict[str, str]], reports: pathlib.Path) -> Iterator[str]:
    """Files of the manifest and of the folder that differ, titles that are not the first line, bad dates."""
    listed = Counter(row["file"] for row in rows)
    found = {path.name for path in reports.glob("*.txt")}
    yield from (f"manifest: {name} listed {n} times" for name, n in listed.items() if n > 1)
    yield from (f"manifest and folder differ: {name}" for name in sorted(set(listed) ^ found))
    for row in rows:
        path = reports / row["file"]
        if path.exists() and path.read_text(encoding="utf-8").split("\n", 1)[0] != row["title"]:
            yield f"{row['file']}: the title is not the first line"
        try:
            datetime.date.fromisoformat(row["published"])
        except ValueError:
            yield f"{row['file']}: published {row['published']!r}"


def main(folder: pathlib.Path) -> int:
    """Check one folder; the exit code."""
    reports = folder / "reports"
    with (reports / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    faults = list(manifest_faults(rows, reports))
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        return 1
    texts = {row["file"]: (reports / row["file"]).read_text(encoding="utf-8") for row in rows}
    published = {row["file"]: datetime.date.fromisoformat(row["published"]) for row in rows}
    paths = sorted((folder / "gold").glob("*.json"))
    if not paths:
        print(f"no gold in {folder / 'gold'}", file=sys.stderr)
        return 1
    for path in paths:
        gold: Gold = json.loads(path.read_text(encoding="utf-8"))
        checks = (
            quote_faults(gold, texts),
            id_faults(gold),
            word_faults(gold),
            date_faults(gold, published),
            copy_faults(gold, texts),
        )
        faults += [f"{path.name}: {fault}" for check in checks for fault in check]
        mentions = sum(len(event["mentions"]) for event in gold["events"])
        tables = ", ".join(f"{len(gold[table])} {table}" for table in ("links", "relations", "tripwires"))
        print(f"{gold['crisis']}: {len(gold['events'])} events, {mentions} mentions, {tables}")
    print(*faults, sep="\n", file=sys.stderr, end="\n" if faults else "")
    return bool(faults)


if __name__ == "__main__":
    if len(sys.argv) > 2 or {"-h", "--help"} & set(sys.argv[1:]):
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]) if len(sys.argv) == 2 else pathlib.Path(__file__).parent))
