"""Quality floors: `python -m tests.floors` prints the figures; `--update` pins them, and never lower without leave.

The floors lie in floors.json with the digest of the gold that they were measured on. A figure may vary by NOISE between
classes of processor (int8 arithmetic differs), never by more.
"""

from __future__ import annotations

import argparse
import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from escalade import api

HERE = Path(__file__).parent
GOLD, FLOORS = HERE / "gold.yaml", HERE / "floors.json"
NOISE = 0.02
Record = dict[str, Any]


def digest() -> str:
    """Digest of the gold."""
    return blake2b(GOLD.read_bytes(), digest_size=8).hexdigest()


def measure(folder: Path) -> dict[str, float]:
    """Figures of the present state: events found and false, and what is right of those found."""
    reports = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    rows = [{k: r[k] for k in ("id", "text", "published", "publisher") if k in r} for r in reports]
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    case = api.create(folder / "case")
    case.add(path)
    case.run()
    texts = {d["uri"]: d["text"] for d in case.records("documents")}
    mentions: dict[str, list[Record]] = {report["id"]: [] for report in reports}
    for mention in case.records("event_mentions"):
        mentions[mention["uri"]].append(mention)
    return figures([(texts[r["id"]], r["events"], mentions[r["id"]]) for r in reports])


def figures(reports: list[tuple[str, list[Record], list[Record]]]) -> dict[str, float]:
    """Precision, recall and F1 of event mentions; share of right parties, statuses, speakers, dates, tolls."""
    found = asked = coded = 0
    right: dict[str, list[bool]] = {"parties": [], "status": [], "speaker": [], "date": [], "toll": []}
    for text, events, mentions in reports:
        left = list(mentions)
        for event in sorted(events, key=lambda e: bool(e.get("optional"))):
            start = text.index(event["in"])
            inside = [m for m in left if start <= m["char_start"] < start + len(event["in"])]
            hit = next((m for m in inside if m["event_type"] in event["type"]), None)
            if event.get("optional"):
                left = [m for m in left if m not in inside]
                continue
            asked += 1
            if hit is not None:
                found += 1
                left.remove(hit)
                for name, is_right in judged(event, hit).items():
                    right[name].append(is_right)
        coded += len(left)
    precision, recall = found / max(found + coded, 1), found / max(asked, 1)
    out = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}
    out |= {name: sum(values) / len(values) for name, values in right.items() if values}
    return {name: round(value, 3) for name, value in out.items()}


def judged(event: Record, mention: Record) -> dict[str, bool]:
    """What the gold asks of an event, and whether the mention has it."""
    out = {}
    sides = [("who", "actors"), ("whom", "recipients")]
    asked = [named(event[gold], mention[coded]) for gold, coded in sides if gold in event]
    if asked:
        out["parties"] = all(asked)
    if "status" in event:
        out["status"] = mention["status"] == event["status"]
        speakers = mention["attribution"]
        wanted = event.get("says")
        out["speaker"] = (
            wanted.lower() in speakers[-1]["name"].lower() if wanted and speakers else not wanted and not speakers
        )
    if "date" in event:
        out["date"] = mention["date_start"] == event["date"] == mention["date_end"]
    if "killed" in event:
        out["toll"] = mention["killed_min"] == event["killed"]
    return out


def named(wanted: list[str], parties: list[Record]) -> bool:
    """True when a party is coded and each is one of those wanted, by a word of its name or the start of a code."""
    names = {name.lower() for name in wanted}

    def ok(party: Record) -> bool:
        told = f"{party['name']} {party['text']}".lower()
        return any(name in told for name in names) or any(
            code.lower().startswith(name) for code in party["codes"] for name in names
        )

    return bool(parties) and all(map(ok, parties))


def main() -> None:
    """Print the figures beside the floors; with --update pin them."""
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    given = parser.parse_args()
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"digest": "", "floors": {}}
    with tempfile.TemporaryDirectory() as folder:
        now = measure(Path(folder))
    lower = {}
    for name, value in now.items():
        floor = pinned["floors"].get(name)
        print(f"{name:12}{value:7.3f}   floor {floor}")
        if floor is not None and value < floor:
            lower[name] = value
    if given.update:
        same = pinned["digest"] == digest()
        if lower and same and not given.allow_regression:
            raise SystemExit(f"not pinned: {', '.join(lower)} would fall; --allow-regression if that is meant")
        floors = {
            name: value if given.allow_regression or not same else max(value, pinned["floors"].get(name, 0))
            for name, value in now.items()
        }
        FLOORS.write_text(json.dumps({"digest": digest(), "floors": floors}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
