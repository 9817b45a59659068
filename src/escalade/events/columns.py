"""Event mentions as columns of numbers, so that millions of pairs of them can be compared at once.

Numbers stand for names only inside one call: they never leave this room. NONE (-1) means unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalade.model.codings import EventMention, Party

NONE = -1
OPEN = 10**6  # stands for a toll without upper bound
PARTIES = 4  # parties of one role that are compared
WORDS = 12  # rarest words of a sentence that are compared
PLACE_RANK = {"region": 1, "country": 2, "province": 3, "district": 4, "settlement": 5, "facility": 6, "point": 6}
STATE_BODIES = frozenset({"", "GOV", "MIL", "COP", "SPY", "LEG", "JUD"})  # CAMEO roles that act for their state
SPEECH = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT", "AGREE", "CONCEDE"})
UNREAL = frozenset({"intended", "conditional"})
DEFINITE = re.compile(r"\b(?:the|this|that|these|those|such|same|its|their|his|her)\s+(?:[\w'’-]+\s+){0,2}$", re.I)
WORD = re.compile(r"[^\W\d_][\w'’-]{2,}|\d{2,}")
SUFFIXES = ("ings", "ing", "ers", "er", "ies", "ied", "ions", "ion", "ed", "es", "s", "e")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Columns:
    """Event mentions in comparison order. Dates are proleptic ordinals; parties, sides, victims are (n, PARTIES)."""

    document: Ints
    sentence: Ints
    at: Ints
    published: Ints
    type: Ints
    mode: Ints
    stem: Ints
    speech: Bools
    start: Ints
    end: Ints
    place: Ints
    country: Ints
    rank: Ints
    latitude: Floats
    longitude: Floats
    actors: Ints
    actor_sides: Ints
    recipients: Ints
    recipient_sides: Ints
    victims: Ints
    killed: Ints
    killed_top: Ints
    cumulative: Bools
    unreal: Bools
    possible: Bools
    negative: Bools
    definite: Bools
    own: Ints
    parent: Ints
    words: Ints
    weights: Floats


class _Numbers(dict[Any, int]):
    """Consecutive numbers for names; None has NONE."""

    def of(self, name: Any) -> int:
        return NONE if name is None else self.setdefault(name, len(self))


def stem(word: str) -> str:
    """Rough stem: "bombings", "bombed" and "bombs" are one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def ordinal(day: str | None) -> int:
    """Days since 0001-01-01 of an ISO date; NONE for None."""
    return NONE if day is None else date.fromisoformat(day[:10]).toordinal()


def side_of(party: Party) -> str | None:
    """What a party belongs to: its state for states and their bodies, itself for others; None if unknown."""
    codes = [c for c in party.codes if len(c) >= 3]
    if codes and codes[0][3:6] in STATE_BODIES:
        return codes[0][:3]
    return party.id


def dates(mention: EventMention) -> tuple[int, int]:
    """First and last day of a mention; NONE if the text does not tell."""
    if mention.date_basis in ("publication", "none") or mention.date_precision == "unknown":
        return NONE, NONE
    start, end = ordinal(mention.date_start), ordinal(mention.date_end)
    return (start, end if end != NONE else start) if start != NONE else (NONE, NONE)


def columns(
    mentions: Sequence[EventMention], published: Mapping[str, str | None], persons: Callable[[str], bool]
) -> Columns:
    """Columns of mentions in the order given. `persons` tells whether an actor id is a person's."""
    names, types, documents = _Numbers(), _Numbers(), _Numbers()
    n = len(mentions)
    table: dict[str, Any] = {field: [] for field in Columns.__dataclass_fields__}
    own = {m.event_mention_id: i for i, m in enumerate(mentions)}
    for i, m in enumerate(mentions):
        start, end = dates(m)
        place = m.place
        row: dict[str, Any] = {
            "document": documents.of(m.document_id),
            "sentence": m.sentence,
            "at": m.char_start,
            "published": ordinal(published.get(m.document_id)),
            "type": types.of(m.event_type),
            "mode": names.of(("mode", m.mode) if m.mode else None),
            "stem": names.of(("stem", stem(m.trigger))),
            "speech": m.event_type in SPEECH,
            "start": start,
            "end": end,
            "place": names.of(("place", place.geonames_id or place.name.lower()) if place else None),
            "country": names.of(("country", place.country) if place and place.country else None),
            "rank": PLACE_RANK.get(place.precision, 0) if place else 0,
            "latitude": np.nan if place is None or place.latitude is None else place.latitude,
            "longitude": np.nan if place is None or place.longitude is None else place.longitude,
            "actors": _parties(m.actors, names),
            "actor_sides": _sides(m.actors, names),
            "recipients": _parties(m.recipients, names),
            "recipient_sides": _sides(m.recipients, names),
            "victims": _padded(names.of(("party", p.id)) for p in m.recipients if p.id and persons(p.id)),
            "killed": NONE if m.killed_min is None else m.killed_min,
            "killed_top": NONE if m.killed_min is None else OPEN if m.killed_max is None else m.killed_max,
            "cumulative": m.cumulative,
            "unreal": m.modality in UNREAL,
            "possible": m.modality == "possible",
            "negative": m.polarity == "negative",
            "definite": bool(DEFINITE.search(m.sentence_text[max(0, m.trigger_start - 40) : m.trigger_start])),
            "own": i,
            "parent": own.get(m.parent_id, NONE) if m.parent_id else NONE,
        }
        for name, value in row.items():
            table[name].append(value)
    table["words"], table["weights"] = _words(mentions)
    floats = {"latitude", "longitude", "weights"}
    bools = {"speech", "cumulative", "unreal", "possible", "negative", "definite"}
    width = dict.fromkeys(("actors", "actor_sides", "recipients", "recipient_sides", "victims"), PARTIES)
    width |= dict.fromkeys(("words", "weights"), WORDS)

    def array(name: str, values: Any) -> Any:
        kind: Any = np.float64 if name in floats else np.bool_ if name in bools else np.int64
        return np.asarray(values, dtype=kind).reshape((n, width[name]) if name in width else n)

    return Columns(**{name: array(name, values) for name, values in table.items()})


def _padded(values: Iterable[int]) -> list[int]:
    found = list(dict.fromkeys(values))[:PARTIES]
    return found + [NONE] * (PARTIES - len(found))


def _parties(parties: Sequence[Party], names: _Numbers) -> list[int]:
    """Ids of parties; what has no id is told by the last word of its phrase ("two oil tankers" -> tanker)."""
    keys = (("party", p.id) if p.id else ("noun", stem(p.text.split()[-1])) for p in parties if p.id or p.text.split())
    return _padded(names.of(key) for key in keys)


def _sides(parties: Sequence[Party], names: _Numbers) -> list[int]:
    sides = (side_of(p) for p in parties)
    return _padded(names.of(("side", side)) for side in sides if side)


def _words(mentions: Sequence[EventMention]) -> tuple[Ints, Floats]:
    """Rarest words of each mention's sentence, and how rare: weights of a row have length 1."""
    bags: dict[str, tuple[str, ...]] = {}
    documents: dict[str, set[str]] = {}
    for m in mentions:
        if m.sentence_text not in bags:
            bags[m.sentence_text] = tuple(dict.fromkeys(stem(w) for w in WORD.findall(m.sentence_text)))
        documents.setdefault(m.document_id, set()).update(bags[m.sentence_text])
    df = Counter(word for bag in documents.values() for word in bag)
    idf = {word: log(1 + len(documents) / count) for word, count in df.items()}
    number = {word: i for i, word in enumerate(sorted(df))}
    words = np.full((len(mentions), WORDS), NONE, dtype=np.int64)
    weights = np.zeros((len(mentions), WORDS))
    rows: dict[str, tuple[list[int], list[float]]] = {}
    for i, m in enumerate(mentions):
        if m.sentence_text not in rows:
            rare = sorted(bags[m.sentence_text], key=lambda w: (-idf[w], w))[:WORDS]
            rows[m.sentence_text] = [number[w] for w in rare], [idf[w] for w in rare]
        ids, values = rows[m.sentence_text]
        words[i, : len(ids)] = ids
        weights[i, : len(ids)] = values
    length = np.sqrt((weights**2).sum(axis=1, keepdims=True))
    return words, np.divide(weights, length, out=np.zeros_like(weights), where=length > 0)
