"""The bundled sample against its gold events: `python -m tests.sample.events [--update] [--set iran]`.

Prints how well mentions are joined to happenings, how many origins and which rival claims each shows, then every miss.
`--update` pins the figures as floors, which only go up (`--allow-regression` if a lower one is meant). What the figures
and the records mean: see README.md.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from escalade import api
from tests.sample.floors import Floors, command
from tests.sample.score import HERE, SAMPLE, SETS, named, within

GOLD = HERE / "events.jsonl"
FLOORS = Floors(
    HERE / "events_floors.json",
    GOLD,
    fewer=frozenset({"false_merges"}),
    spare={"false_merges": 1, "origins": 1, "origins_many": 1},
    free=lambda name: name.endswith("asked"),
)
COPIES = ("iran/03-", "iran/16-", "iran/20-", "karabakh/02-")  # reprints: what they tell is told once already
CONTESTED = ("disputed", "revised", "denied")
Record = dict[str, Any]
Place = tuple[str, str | None]


@dataclass
class Coded:
    """What the program made of the sample: mentions and text of each document, events and claims by id."""

    texts: dict[Place, str] = field(default_factory=dict)
    mentions: dict[Place, list[Record]] = field(default_factory=dict)
    by_id: dict[str, Record] = field(default_factory=dict)
    events: dict[str, Record] = field(default_factory=dict)
    claims: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Miss:
    """What is wrong with a happening, in words."""

    kind: str
    happening: str
    said: str


def gold(sets: Sequence[str] = SETS) -> list[Record]:
    """The happenings of the sample, those of the crises asked for."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["mentions"][0]["file"].split("/")[0] in sets]


def code(folder: Path, sets: Iterable[str] = SETS) -> Coded:
    """Codes the sample, each crisis in a casebook of its own."""
    out = Coded()
    for name in sets:
        case = api.create(folder / name)
        case.add(SAMPLE / name)
        case.run()
        place = {}
        for document in case.records("documents"):
            file = document["source_file"]
            row = document["uri"] if file.endswith(".jsonl") else None
            place[document["document_id"]] = f"{name}/{file}", row
            out.texts[f"{name}/{file}", row] = document["text"]
            out.mentions[f"{name}/{file}", row] = []
        for mention in case.records("event_mentions"):
            out.mentions[place[mention["document_id"]]].append(mention)
            out.by_id[mention["event_mention_id"]] = mention
        out.events |= {event["event_id"]: event for event in case.records("events")}
        for claim in case.records("claims"):
            out.claims[claim["about_id"]].append(claim)
    return out


def reached(happening: Record, coded: Coded) -> Iterator[tuple[Record, Record | None]]:
    """Each gold mention with the coded one that meets it: inside its words, of an accepted type, the surest."""
    for mention in happening["mentions"]:
        place = mention["file"], mention.get("row")
        span = within(coded.texts[place], mention["quote"])
        types = mention.get("types") or happening["types"]
        inside = [m for m in coded.mentions[place] if span and span[0] <= m["char_start"] < span[1]]
        fitting = [m for m in inside if m["event_type"] in types]
        yield mention, max(fitting, key=lambda m: m["score"] or 0.0, default=None)


def b_cubed(items: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (gold cluster, coded cluster) pairs, averaged over mentions."""
    wanted, got, both = (Counter(i[0] for i in items), Counter(i[1] for i in items), Counter(items))
    precision = sum(both[i] / got[i[1]] for i in items) / len(items) if items else 0.0
    recall = sum(both[i] / wanted[i[0]] for i in items) / len(items) if items else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if items else 0.0


def shows(rival: Record, event: Record, coded: Coded) -> bool:
    """Whether one of an event's claims is this rival's: by whom, whether affirmed or denied, and what of."""
    for ident in event["event_mention_ids"]:
        mention = coded.by_id[ident]
        for claim in coded.claims[ident]:
            speaker = claim["chain"][-1] if claim["chain"] else {"name": "", "actor_id": None}
            denies = claim["stance"] == "denies" or mention["polarity"] == "negative"
            if not named(rival["by"], speaker["name"], "", speaker["actor_id"], ()):
                continue
            if denies != (rival["stance"] == "denies"):
                continue
            doers = mention["actors"]
            who = rival.get("actor")
            if who and not any(named(who, p["name"], p["text"], p["id"], p["codes"]) for p in doers):
                continue
            if "killed" not in rival or mention["killed_min"] == rival["killed"]:
                return True
    return False


def score(happenings: Sequence[Record], coded: Coded) -> tuple[dict[str, float], list[Miss]]:
    """Figures and misses. Shares are 0 to 1; `origins` and `origins_many` count happenings."""
    items: list[tuple[str, str]] = []
    once: list[tuple[str, str]] = []
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    misses: list[Miss] = []
    holders: dict[str, Counter[str]] = defaultdict(Counter)
    for happening in happenings:
        found = Counter[str]()
        for mention, met in reached(happening, coded):
            asked["mentions"] += 1
            if met is None:
                misses.append(Miss("not coded", happening["id"], f"{mention['file']}: {mention['quote']}"))
                continue
            right["mentions"] += 1
            found[met["event_id"]] += 1
            holders[met["event_id"]][happening["id"]] += 1
            items.append((happening["id"], met["event_id"]))
            if not mention["file"].startswith(COPIES):
                once.append(items[-1])
        misses += _apart(happening, found, coded)
        main = coded.events[found.most_common(1)[0][0]] if found else None
        for kind, held, said in _held(happening, main, coded):
            asked[kind] += 1
            right[kind] += held
            if not held:
                misses.append(Miss(kind, happening["id"], said))
    misses += [Miss("joined", " + ".join(held), _told(coded.events[e])) for e, held in holders.items() if len(held) > 1]
    precision, recall, f1 = b_cubed(items)
    figures = {"coverage": right["mentions"] / asked["mentions"], "b3_p": precision, "b3_r": recall, "b3_f1": f1}
    figures["b3_f1_once"] = b_cubed(once)[2]
    figures["false_merges"] = sum(len(held) > 1 for held in holders.values())
    figures |= {name: right[name] / max(1, asked[name]) for name in ("rivals", "contested")}
    figures |= {"origins": right["origins"]}
    figures |= {"origins_asked": asked["origins"], "origins_many": right["origins_many"]}
    figures["origins_many_asked"] = asked["origins_many"]
    return {name: round(value, 3) for name, value in figures.items()}, misses


def _held(happening: Record, main: Record | None, coded: Coded) -> Iterator[tuple[str, bool, str]]:
    """What is asked of the event that holds most of a happening's mentions, and whether it is right."""
    if wanted := happening["origins"]:
        got = [main["n_origins_low"], main["n_origins_high"]] if main else None
        yield "origins", got == wanted, f"wanted {wanted}, got {got}"
        if wanted != [1, 1]:
            yield "origins_many", got == wanted, f"wanted {wanted}, got {got}"
    if happening["rivals"]:
        missing = [r for r in happening["rivals"] if main is None or not shows(r, main, coded)]
        held = main["standing"] if main else "no event"
        said = f"{held}; missing: " + "; ".join(" ".join(map(str, r.values())) for r in missing)
        yield "rivals", not missing and held in CONTESTED, said
        yield "contested", held in CONTESTED, held


def _apart(happening: Record, found: Counter[str], coded: Coded) -> Iterator[Miss]:
    if len(found) > 1:
        parts = (f"{n} x {_told(coded.events[event])}" for event, n in found.most_common())
        yield Miss("apart", happening["id"], " | ".join(parts))


def _told(event: Record) -> str:
    who, whom = (", ".join(p["name"] for p in event[side]) or "–" for side in ("actors", "recipients"))
    place = event["place"]["name"] if event["place"] else "–"
    return f"{event['event_type']} {event['date_start'] or '–'} {place} {who} -> {whom} [{event['event_id'][:8]}]"


def report(figures: dict[str, float], misses: Sequence[Miss], happenings: Sequence[Record]) -> Iterator[str]:
    """The print-out."""
    pinned = FLOORS.pinned()
    yield f"{len(happenings)} happenings, {sum(len(h['mentions']) for h in happenings)} mentions"
    for name, value in figures.items():
        yield f"{name:20}{value:8.3f}   floor {pinned.get(name, '-')}"
    classes: dict[str, list[Miss]] = defaultdict(list)
    for miss in misses:
        classes[miss.kind].append(miss)
    for kind, members in classes.items():
        if kind not in ("origins_many", "contested"):
            yield f"\n== {kind} ({len(members)})"
            yield from (f"{miss.happening}: {miss.said}" for miss in members)


def measure(sets: Sequence[str]) -> tuple[dict[str, float], str]:
    """Figures of the crises asked for, and the print-out."""
    happenings = gold(sets)
    with tempfile.TemporaryDirectory() as folder:
        figures, misses = score(happenings, code(Path(folder), sets))
    return figures, "\n".join(report(figures, misses, happenings))


if __name__ == "__main__":
    command(__doc__, SETS, measure, FLOORS)
