"""Events as the outlook sees them: who did how much of what to whom, on which days, how well attested.

Made from records of the contract's `events` and `event_mentions` tables; imported events, which may be many, stand
beside them as columns (`outlook.columns`). What does not count is left out with its reason, never silently:
hypothetical and denied events, totals over several happenings, what is not dated finely enough, what a person rejected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from escalade.outlook.columns import Columns

Record = Mapping[str, Any]

LONGEST = 31  # days that an event's date may span; a year tells nothing about a day
STATE_BODIES = frozenset({"", "GOV", "MIL", "COP", "SPY", "LEG", "JUD", "ELI"})  # CAMEO roles that act for their state
STATE, ROLE = 3, 6  # letters of a CAMEO code that tell the country, and the role with it
REAL = frozenset({"corroborated", "single_origin", "disputed", "revised"})


@dataclass(frozen=True, slots=True)
class Act:
    """One event that counts. Days are ordinals, inclusive; not `dated`: they are when it was reported."""

    event_id: str
    first: int
    last: int
    dated: bool
    sources: tuple[str, ...]  # sides: a state's code, a group's or body's id
    targets: tuple[str, ...]
    event_type: str | None
    mode: str | None
    quad: int
    goldstein: float
    killed: int | None
    standing: str
    sure: bool  # two independent origins or more say so
    origin: str  # coded | imported | analyst

    @property
    def days(self) -> int:
        """How many days it may have been on."""
        return self.last - self.first + 1

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Directed pairs of different sides."""
        return tuple((a, b) for a in self.sources for b in self.targets if a != b)


@dataclass(frozen=True)
class Acts:
    """Acts, and why the other events do not count: reason -> ids."""

    acts: tuple[Act, ...]
    left_out: Mapping[str, Sequence[str]]
    names: Mapping[str, str]  # side -> how it is called
    imported: Columns | None = None

    @property
    def origins(self) -> set[str]:
        """Where they are from: coded, imported."""
        return {a.origin for a in self.acts} | ({"imported"} if self.imported else set())

    def last(self) -> int | None:
        """The last day of any that is dated."""
        days = [a.last for a in self.acts if a.dated]
        return max([*days, *([int(self.imported.last.max())] if self.imported else [])], default=None)

    def find(self, identity: str) -> Act | None:
        """The act of an id, if it counts."""
        coded = next((a for a in self.acts if a.event_id == identity), None)
        return coded or (self.imported.find(identity) if self.imported else None)

    def summary(self) -> str:
        """How many count, and how many do not, why."""
        dated = sum(a.dated for a in self.acts) + len(self.imported or ())
        parts = [f"{dated} event counts" if dated == 1 else f"{dated} events count"]
        undated = sum(not a.dated for a in self.acts)
        if undated:
            parts.append(f"{undated} undated ones only widen the upper bound")
        parts += [f"{len(ids)} {reason}" for reason, ids in self.left_out.items()]
        return "; ".join(parts)


def side(party: Record) -> str | None:
    """What a party belongs to: its state, its group, or itself; None if unknown or only placed in a country."""
    codes = party["codes"] or ()
    code = codes[0] if codes else ""
    if len(code) >= STATE and code[STATE:ROLE] in STATE_BODIES:
        return code[:STATE] if party["id"] or len(code) > STATE else None
    identity: str | None = party["id"]
    return identity


def from_records(
    events: Iterable[Record],
    mentions: Iterable[Record],
    documents: Iterable[Record],
    actors: Iterable[Record] = (),
    threshold: float = 0.0,
) -> Acts:
    """Acts of a casebook's exported records. `threshold`: events whose best mention scores less are left out."""
    known = {m["event_mention_id"]: m for m in mentions}
    published = {d["document_id"]: d["published"] for d in documents}
    acts: list[Act] = []
    out: dict[str, list[str]] = {}
    for event in events:
        own = [known[m] for m in event["event_mention_ids"] if m in known]
        act = _act(event, own, published, threshold)
        if isinstance(act, str):
            out.setdefault(act, []).append(event["event_id"])
        else:
            acts.append(act)
    return Acts(tuple(acts), {r: tuple(ids) for r, ids in sorted(out.items())}, _names(acts, actors))


def _act(event: Record, own: Sequence[Record], published: Mapping[str, str | None], threshold: float) -> Act | str:
    """The act of an event, or why it does not count."""
    if event["standing"] not in REAL:
        return str(event["standing"])
    if event.get("review") == "rejected":
        return "rejected"
    if own and all(m["cumulative"] for m in own):
        return "totals over several happenings"
    if own and max(m["score"] or 0.0 for m in own) < threshold:
        return "scored too low"
    start, end, dated = event["date_start"], event["date_end"] or event["date_start"], True
    if start is None:
        reported = [p for m in own if (p := published.get(m["document_id"]))]
        start = end = min(reported, default=None)
        dated = False
        if start is None:
            return "undated, in undated reports"
    try:
        first, last = date.fromisoformat(start[:10]).toordinal(), date.fromisoformat(end[:10]).toordinal()
    except ValueError:
        return "dated by no calendar day"
    if last - first >= LONGEST:
        return "dated too coarsely"
    return Act(
        event["event_id"], first, max(first, last), dated, _sides(event["actors"]), _sides(event["recipients"]),
        event["event_type"], event["mode"], event["quad_class"], event["goldstein"] or 0.0, event["killed_min"],
        event["standing"], event["n_origins_low"] >= 2, event["origin"],
    )  # fmt: skip


def _sides(parties: Iterable[Record]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for p in parties if (s := side(p))))


def _names(acts: Iterable[Act], actors: Iterable[Record]) -> dict[str, str]:
    called = {a["actor_id"]: a["name"] for a in actors}
    used = Counter(s for act in acts for s in (*act.sources, *act.targets))
    return {s: called.get(s, s) for s in used}


def beside(coded: Acts, imported: Acts) -> Acts:
    """Coded acts and imported ones, side by side; where both name a side, the coded name stands."""
    left = dict(coded.left_out)
    for reason, ids in imported.left_out.items():
        left[reason] = (*left[reason], *ids) if reason in left else ids
    return Acts(coded.acts, left, {**imported.names, **coded.names}, imported.imported)
