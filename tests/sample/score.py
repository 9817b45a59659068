"""The bundled sample against its expected records: `python -m tests.sample.score [--update] [--set iran]`.

Prints the figures, then every miss by class with what was coded instead. `--update` pins the figures as floors, which
only go up (`--allow-regression` if a lower one is meant). How a record is met: see README.md.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import escalade
from escalade import api
from escalade.vocab import actors
from escalade.vocab.names import pieces
from tests.sample.floors import Floors, command

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.jsonl"
FLOORS = Floors(HERE / "floors.json", EXPECTED, fewer=frozenset({"false"}), spare={}, free=lambda name: False)
SAMPLE = Path(escalade.__file__).parent / "sample"
SETS = ("iran", "karabakh")
QUOTES = str.maketrans("“”‘’", "\"\"''")
Record = dict[str, Any]


@dataclass(frozen=True)
class Miss:
    """What is wrong with an expected record: class, record, what was coded."""

    kind: str
    record: Record
    got: str


def expected() -> list[Record]:
    """All expected records."""
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


def code(folder: Path, sets: Iterable[str] = SETS) -> dict[tuple[str, str | None], tuple[str, list[Record]]]:
    """Codes the sample: (file, row) -> (text of the document, its event mentions)."""
    out: dict[tuple[str, str | None], tuple[str, list[Record]]] = {}
    for name in sets:
        case = api.create(folder / name)
        case.add(SAMPLE / name)
        case.run()
        mentions = defaultdict(list)
        for mention in case.records("event_mentions"):
            mentions[mention["document_id"]].append(mention)
        for document in case.records("documents"):
            file = document["source_file"]
            row = document["uri"] if file.endswith(".jsonl") else None
            out[f"{name}/{file}", row] = document["text"], mentions[document["document_id"]]
    return out


def within(text: str, quote: str) -> tuple[int, int] | None:
    """Where the quote stands in the text, whatever the white space and quotation marks; half-open offsets."""
    kept = [(i, c) for i, c in enumerate(text.translate(QUOTES)) if not c.isspace()]
    wanted = "".join(quote.translate(QUOTES).split())
    start = "".join(c for _, c in kept).find(wanted)
    return None if start < 0 else (kept[start][0], kept[start + len(wanted) - 1][0] + 1)


def named(wanted: str, name: str, text: str, actor_id: str | None, codes: Sequence[str]) -> bool:
    """True if `wanted` is part of the name or the words, or stands for the same actor, or for its country."""
    if any(_plain(wanted) in _plain(told) for told in (name, text) if told):
        return True
    pack = actors.load()
    whole = {alias.actor_id for alias in pack.phrases.get(wanted)}
    inside = {alias.actor_id for match in pack.phrases.find(wanted.split()) for alias in match.values}
    return actor_id in whole or any(actor_id == known or known in codes for known in inside)


def _plain(name: str) -> str:
    return " ".join(pieces(name))


def judge(record: Record, mention: Record) -> dict[str, bool]:
    """Each thing that the record asks, and whether the mention has it right."""
    out = {"status": mention["status"] == record["status"]}
    for side in ("actor", "recipient"):
        if record[side]:
            out[side] = any(named(record[side], p["name"], p["text"], p["id"], p["codes"]) for p in mention[f"{side}s"])
    if record["date"]:
        size = len(record["date"])
        out["date"] = {(mention[d] or "")[:size] for d in ("date_start", "date_end")} == {record["date"]}
    if record["killed"] is not None:
        told = mention["killed_min"] if record["killed"] else mention["killed_max"]
        out["killed"] = told == record["killed"]
    if record["speaker"]:
        out["speaker"] = any(named(record["speaker"], s["name"], "", s["actor_id"], ()) for s in mention["attribution"])
    return out


def score(
    records: Sequence[Record], coded: dict[tuple[str, str | None], tuple[str, list[Record]]]
) -> tuple[dict[str, float], list[Miss]]:
    """Figures (shares of those asked; `false`: of quotes without an event, those that yield one) and misses."""
    asked: dict[str, list[bool]] = defaultdict(list)
    misses = []
    for record in records:
        text, mentions = coded[record["file"], record.get("row")]
        span = within(text, record["quote"])
        inside = [m for m in mentions if span and span[0] <= m["char_start"] < span[1]]
        if not record["types"]:
            asked["false"].append(bool(inside))
            misses += [Miss("false", record, _told(m)) for m in inside]
            continue
        fitting = [m for m in inside if m["event_type"] in record["types"]]
        asked["met"].append(bool(fitting))
        if not fitting:
            kind = "met: other type" if inside else "met: nothing coded" if span else "met: text left out"
            misses.append(Miss(kind, record, "; ".join(map(_told, inside))))
            continue
        best = max(fitting, key=lambda m: sum(judge(record, m).values()))
        for name, right in judge(record, best).items():
            asked[name].append(right)
            if not right:
                misses.append(Miss(f"{name}: {record[name]!r}", record, _told(best)))
    return {name: round(sum(values) / len(values), 3) for name, values in asked.items()}, misses


def _told(mention: Record) -> str:
    who, whom = (", ".join(p["name"] for p in mention[side]) or "–" for side in ("actors", "recipients"))
    when = "/".join(dict.fromkeys(d for d in (mention["date_start"], mention["date_end"]) if d)) or "–"
    speakers = " < ".join(s["name"] for s in mention["attribution"]) or "the report"
    return (
        f"{mention['event_type']} “{mention['trigger']}” {who} -> {whom} · {mention['status']} · {when}"
        f" · killed {mention['killed_min']}..{mention['killed_max']} · said by {speakers} · {mention['rule']}"
    )


def report(figures: dict[str, float], misses: Sequence[Miss], records: Sequence[Record]) -> Iterator[str]:
    """The print-out."""
    pinned = FLOORS.pinned()
    yield f"{len(records)} records"
    for name, value in figures.items():
        yield f"{name:10}{value:7.3f}   floor {pinned.get(name)}"
    classes: dict[str, list[Miss]] = defaultdict(list)
    for miss in misses:
        classes[miss.kind.partition(": ")[0] if not miss.kind.startswith("met") else miss.kind].append(miss)
    for kind, members in classes.items():
        yield f"\n== {kind} ({len(members)})"
        for miss in members:
            record = miss.record
            wanted = record.get("why") or "/".join(record["types"])
            if not miss.kind.startswith(("met", "false")):
                wanted = "wanted " + miss.kind.partition(": ")[2]
            yield f"{record['file']}: {record['quote']} [{wanted}]"
            if miss.got:
                yield f"      got {miss.got}"


def measure(sets: Sequence[str]) -> tuple[dict[str, float], str]:
    """Figures of the crises asked for, and the print-out."""
    records = [r for r in expected() if r["file"].split("/")[0] in sets]
    with tempfile.TemporaryDirectory() as folder:
        figures, misses = score(records, code(Path(folder), sets))
    return figures, "\n".join(report(figures, misses, records))


if __name__ == "__main__":
    command(__doc__, SETS, measure, FLOORS)
