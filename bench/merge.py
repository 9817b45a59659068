"""How merging grows: generated event mentions, each happening told several times; prints processor seconds and ratios.

    python bench/merge.py [--sizes 1000 10000 50000] [--dense]

Happenings are struck over the towns, parties and days of a crisis that lasts longer the larger it is (`--dense`: that
stays 60 days long, so that more and more falls on each day). Each is told in one to six reports, by other words,
sometimes without a day or a place. Near-linear: a mention costs about as much at every size.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from escalade.events.happenings import STAGE
from escalade.model.casebook import Judgement, Membership
from escalade.model.codings import EventMention, Party, Where
from escalade.model.documents import Document
from escalade.model.tables import Tables

FIRST = date(2020, 1, 1)
MENTIONS_A_DAY = 17  # of a crisis that grows longer: a thousand mentions in two months
WORDS = {
    "ASSAULT": ("struck", "shelled", "attacked", "bombed", "raided", "killed"),
    "COERCE": ("arrested", "seized", "blocked", "detained"),
    "PROTEST": ("marched", "protested", "rallied"),
    "CONSULT": ("met", "visited", "telephoned"),
    "MOBILIZE": ("deployed", "moved", "massed"),
    "RETREAT": ("withdrew", "released", "left"),
}
QUAD = {"CONSULT": 1, "RETREAT": 2}
STATES = ("UKR", "RUS", "POL", "BLR", "MDA", "ROU", "TUR", "GEO", "ARM", "AZE", "IRN", "IRQ")
GROUPS = tuple(f"{state}REB{k:03}" for state in STATES for k in range(4))
TARGETS = (
    "depot",
    "bridge",
    "convoy",
    "market",
    "school",
    "base",
    "port",
    "village",
    "post",
    "hospital",
    "plant",
    "camp",
)
FILLER = tuple(f"word{k}" for k in range(4000))
PARTS = ("day", "place", "actor", "recipient", "toll")


@dataclass(frozen=True)
class Happening:
    """What the reports on it tell."""

    kind: str
    day: date
    place: Where
    actor: Party
    recipient: Party
    target: str
    killed: int


def towns(n: int, chance: random.Random) -> list[Where]:
    """Settlements strewn over a country."""
    return [
        Where(f"Town{k}", chance.choice(STATES), f"g{k}", chance.uniform(44, 54), chance.uniform(22, 40), "settlement")
        for k in range(n)
    ]


def happenings(mentions: int, days: int, chance: random.Random) -> list[Happening]:
    """So many that with three mentions each they make up the number asked."""
    parties = [Party(code, code, (code,), code) for code in (*STATES, *GROUPS)]
    places = towns(400, chance)
    out = []
    for _ in range(mentions // 3):
        actor, recipient = chance.sample(parties, 2)
        kind, day = chance.choice(tuple(WORDS)), FIRST + timedelta(days=chance.randrange(days))
        killed = chance.choice((0, 0, 1, 2, 3, 5, 8, 13, 21))
        out.append(Happening(kind, day, chance.choice(places), actor, recipient, chance.choice(TARGETS), killed))
    return out


def mention(h: Happening, number: int, document: str, line: int, chance: random.Random) -> EventMention:
    """A happening as one sentence tells it; each part is left out one time in five."""
    told = {part for part in PARTS if chance.random() > 0.2}
    trigger = chance.choice(WORDS[h.kind])
    words = [h.actor.name, trigger, "the", h.target, "in", h.place.name if "place" in told else "town"]
    sentence = " ".join([*words, *chance.sample(FILLER, 12)])
    day = h.day.isoformat() if "day" in told else None
    killed = h.killed if "toll" in told and h.killed else None
    return EventMention(
        event_mention_id=f"m{number}", parent_id=None, document_id=document, sentence=line, event_type=h.kind,
        mode=None, contexts=(), cameo="190", quad_class=QUAD.get(h.kind, 4), goldstein=-5.0,
        actors=(h.actor,) if "actor" in told else (), recipients=(h.recipient,) if "recipient" in told else (),
        date_start=day, date_end=day, date_precision="day" if day else "unknown",
        date_basis="explicit" if day else "none", place=h.place if "place" in told else None, polarity="positive",
        modality="actual", killed_min=killed, killed_max=killed, injured_min=None, injured_max=None, cumulative=False,
        sentence_text=sentence, trigger=trigger, trigger_start=sentence.index(trigger), trigger_token=1,
        char_start=100 * line, char_end=100 * line + len(trigger), rule="assault.attack", score=0.8,
    )  # fmt: skip


def report(name: str, publisher: str, day: date) -> Document:
    """A report of a day, its text aside."""
    return Document(
        document_id=name, uri=name, source_file=name, title=None, authors=(), publisher=publisher,
        published=day.isoformat(), published_basis="given", url=None, language="en", text="", segments=(), kept=True,
        reason=None,
    )  # fmt: skip


def casebook(size: int, days: int) -> tuple[Tables, int]:
    """Documents with `size` event mentions, five a report, told up to four days after; and how many happenings."""
    chance = random.Random(size)
    told: dict[date, list[Happening]] = defaultdict(list)
    known = happenings(size, days, chance)
    total = 0
    while total < size:
        for h in known:
            for _ in range(chance.randint(1, 5)):
                told[h.day + timedelta(days=chance.choice((0, 1, 1, 2, 4)))].append(h)
                total += 1
    documents, mentions = [], []
    for day in sorted(told):
        chance.shuffle(told[day])
        for start in range(0, len(told[day]), 5):
            name = f"d{len(documents)}"
            documents.append(report(name, f"Paper{chance.randrange(30)}", day))
            for line, h in enumerate(told[day][start : start + 5]):
                if len(mentions) < size:
                    mentions.append(mention(h, len(mentions), name, line, chance))
    tables = Tables()
    tables.add(Document, documents)
    tables.add(EventMention, mentions)
    return tables, len(known)


def main() -> None:
    """Merge at each size; print what a mention costs and how that grows."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    arguments.add_argument("--dense", action="store_true", help="60 days at every size")
    given = arguments.parse_args()
    before = None
    for size in given.sizes:
        tables, known = casebook(size, 60 if given.dense else max(10, size // MENTIONS_A_DAY))
        started = time.process_time()
        written = STAGE.apply(tables, {}, None)
        spent = time.process_time() - started
        events = len({m.cluster_id for m in written[Membership]})
        cost = spent / size
        grown = "" if before is None else f"  {cost / before:5.2f} x a mention of the size before"
        reports = len(tables.rows(Document))
        told = f"{size:7,} mentions, {reports:6,} reports, {known:6,} happenings -> {events:6,} events"
        judged = f"{len(written[Judgement]):9,} judgements"
        print(f"{told}, {judged}: {spent:7.1f} s, {cost * 1e3:6.2f} ms a mention{grown}", flush=True)
        before = cost
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
