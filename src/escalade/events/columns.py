"""Event mentions as columns of numbers, so that millions of pairs of them can be compared at once.

Numbers stand for names only inside one call: they never leave this room. NONE (-1) means unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalade.events.parties import (
    AIRBORNE,
    CALENDAR,
    FLYING,
    KINDS,
    SECTORS,
    STATE,
    also_called,
    band_of,
    bare_craft,
    calling_of,
    capitals_of,
    names_meant,
    noun_of,
    nouns_beside_names,
    number_of,
    proper_name,
    side_of,
    single,
    site_of,
    sort_of,
    stem,
    things_meant,
    vessel_of,
)
from escalade.model.codings import EventMention, Party, Where
from escalade.model.means import means_of
from escalade.model.words import NUMBERS

NONE = -1
OPEN = 10**6  # stands for a toll without upper bound
MONTH = 27  # days between the ends of the shortest month
PARTIES = 4  # parties of one role that are compared
ONCE = ("actors", "actor_sides", "recipients", "recipient_sides")  # parties of which a deed may be the only one known
WORDS = 12  # rarest words of a sentence that are compared
FINE = frozenset({"settlement", "facility", "point"})
PLACE_RANK = {"region": 1, "country": 2, "province": 3, "district": 4, "settlement": 5, "facility": 6, "point": 6}
SPEECH = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT", "AGREE", "CONCEDE"})
NAME, COMMON = 1.5, 0.6  # how much more a shared name tells than a shared word
TAKEN_UP = 4  # sentences back that "these attacks" may point
WEEK = 7  # days within which a report tells of something without saying when
QUIET_DAYS = 3  # days before and after that tell how much goes on
CROWD = 2  # places a degree apart, struck in one day, from which the day alone tells little
GROUND = re.compile(
    r"^(?:mount|lake|port|camp|fort) | (?:river|lake|islands?|mountains?|valley|strait|pass|city|airport)$"
)
LASTING = frozenset({"war", "conflict", "campaign", "hostilit", "crackdown"})  # stems of what is no single blow
TAKING = frozenset({"181", "191", "192"})  # CAMEO codes of assaults that take or bar, as coercion does
FROM_AFAR = frozenset("drone aerial heavy-weapons".split())  # modes of what is fired or flown at something
ONE_BY_ONE = frozenset("arrest abduct expel deport release convict targeted".split())  # modes that name their persons
PLURALS = frozenset(map(stem, "manoeuvres maneuvers exercises drills talks negotiations".split()))  # one thing
FIGHTING = frozenset({"fight", "fights", "fought", "fighting"})  # undated: a war more than a clash
AT_ODDS = frozenset({"confrontation", "confrontations", "standoff", "stand-off"})  # of no place: a state of things
UNREAL = frozenset({"intended", "conditional"})
# days that count from the day of a report: what they tell is no history
NOW = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|to(?:day|night)|yesterday|this (?:morning|week)|overnight)\b",
    re.I,
)
DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|such|same|its|their|his|her)\s+"
    r"(?:(?!(?:of|in|on|at|under|by|for|from|with|to|into|over|after|before|and|or"
    r"|can|could|will|would|shall|should|may|might|must)\s)[\w'’-]+\s+){0,2}$",
    re.I,
)
KNOWN = re.compile(r"(?:the|that|this|these|those|its|their|his|her|our) [a-z]", re.I)  # "the soldiers"
OWNED = re.compile(r"['’]s?\s+(?:[\w-]+\s+)?$")
OWN_THING = re.compile(r"\s+(?:its|(?:their|our) own)\s+[a-z]", re.I)  # "recalled its envoy"
NAMED_AFTER = re.compile(
    r"\s+(?:of|on|upon|against|at|in|near|off)\s+(?:(?:the|an?|any|its|their|his|her|our)\s+)?(?P<name>[^\W\d_][\w'’-]+)"
)
NAMED_BEFORE = re.compile(r"\s(?P<name>[A-Z][\w’-]+)\s+(?:[a-z-]+\s+)?$")
ANEW = re.compile(r"\b(?:an?|another|a (?:second|third|further|new|fresh))\s+(?:[\w'’-]+\s+){0,2}$", re.I)
ANOTHER = re.compile(r"(?:another|a (?:second|third|fourth|further))\b", re.I)
AMONG = re.compile(r"\bamong the\s+$", re.I)  # "five children were among the dead"
FORGONE = re.compile(
    r"\b(?:drop|cancel|abandon|shelv|postpon|avert|prevent|forgo|call(?:ed|s|ing)? off)\w* (?:the|its|their)\b[^.,;]*$",
    re.I,
)  # "persuaded them to drop the attack": one that never came
ONE_MORE = re.compile(
    r"\b(?:another|a (?:second|third|fourth|further)) (?:one\b|(?:[\w'’-]+ ){1,2}$)", re.I
)  # "a second one was hit", "another rocket fell"
# how a sentence opens that tells of something else than what stood before it
FEW = r"one|two|three|four|five|six|seven|eight|nine|ten|\d+"
APART = re.compile(
    r"(?:separately|elsewhere|meanwhile|in the meantime|in (?:a|another) (?:separate|second|third|further|different)\b"
    rf"|another (?!(?:{FEW})\b)|an? (?:separate|different)\b|earlier (?:on|in the|this|that)\b"
    r"|also (?:on|in|at|near|early|late|overnight|this|last|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    rf"|(?:(?:some|a few|several|about|just|barely|less than) )?(?:(?:an?|{FEW}) )?"
    r"(?:hours?|minutes?|nights?|days?|weeks?|months?) (?:later|earlier|before(?:hand)?|afterwards?)\b"
    r"|(?:on |later |earlier )*(?:the|that) same (?:day|night|morning|afternoon|evening)\b"
    r"|(?:on |later )?the (?:next|following|previous) (?:day|night|morning|evening)\b)",
    re.I,
)
ASIDE = re.compile(r"(?:separately|elsewhere|in (?:a|another) (?:separate|different|unrelated)\b)", re.I)
ASIDE_FOR = 3  # sentences that go on about it
RETAKEN = re.compile(r"(?:retak|retook|recaptur|reconquer|regain|reclaim|win back|won back|took back|taken back)", re.I)
REPEATED = re.compile(
    r"\b(?:recent|repeated|escalating|frequent|continu(?:ed|ing|ous)|ongoing|numerous|regular|daily|near-daily|growing"
    r"|increasing|mounting|past|previous|sporadic|recurring|constant|many|more"
    r"|(?:nights|days|weeks|months|years|uptick|surge|increase|rise|spike) (?:of|in))\s+(?:[\w'’-]+\s+){0,2}$",
    re.I,
)
POINTING = re.compile(r"(?:those|these|the (?:same|first|second|third|last|latest))\b", re.I)
SALVO = re.compile(r"\s+(?P<many>[\w-]+) (?:[\w-]+ ){0,2}(?P<what>drones|missiles|rockets|shells|bombs|torpedoes)\b")
WORD = re.compile(r"[^\W\d_][\w'’-]{2,}|[^\W\d_][\w-]*\d|\d{2,}")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Lists = NDArray[np.int64]  # (n, PARTIES): a few numbers a mention, filled up with NONE
Meant = Callable[[Party, EventMention], list[str]]
DTYPES = {"Ints": np.int64, "Floats": np.float64, "Bools": np.bool_}


@dataclass(frozen=True, eq=False)
class Columns:
    """Event mentions in comparison order. Dates are proleptic ordinals."""

    document: Ints
    sentence: Ints
    item: Ints
    opens_item: Bools
    at: Ints
    published: Ints
    type: Ints
    mode: Ints
    stem: Ints
    rule: Ints
    lasting: Bools
    war: Bools
    taking: Bools
    downed: Bools
    fired: Bools
    hurt: Bools
    speech: Bools
    start: Ints
    end: Ints
    run: Ints
    place: Ints
    country: Ints
    rank: Ints
    latitude: Floats
    longitude: Floats
    actors: Lists
    actor_sides: Lists
    actor_whole: Lists
    actor_states: Lists
    actor_sorts: Lists
    actor_generic: Lists
    recipients: Lists
    recipient_things: Lists
    recipient_sides: Lists
    recipient_states: Lists
    recipient_sorts: Lists
    recipient_generic: Lists
    at_home: Bools
    recipient_number: Ints
    salvo: Ints
    salvo_of: Ints
    means: Lists
    means_sure: Bools
    victims: Lists
    named: Lists
    vessels: Lists
    callings: Lists
    sites: Lists
    kinds: Lists
    rides: Lists
    planes: Lists
    capitals: Lists
    bands: Lists
    single: Bools
    own_thing: Bools
    one_by_one: Bools
    one_day: Bools
    struck_once: Bools
    once: Lists
    crowded: Bools
    killed: Ints
    killed_top: Ints
    cumulative: Bools
    unreal: Bools
    conditional: Bools
    possible: Bools
    said: Bools
    negative: Bools
    refers_back: Bools
    known: Bools
    named_noun: Bools
    name_told: Lists
    anew: Bools
    apart: Bools
    aside_since: Ints
    retaken: Bools
    upon: Lists
    not_upon: Lists
    result: Bools
    bare: Bools
    headline: Bools
    now: Bools
    history: Bools
    quiet: Bools
    sole_day: Ints
    own: Ints
    parent: Ints
    linked: Lists
    begun_by: Ints
    not_before: Ints
    words: Ints
    weights: Floats

    @cached_property
    def filled(self) -> Mapping[str, list[Ints]]:
        """Of each (n, k) column its columns that say anything: numpy is fast column by column."""
        lists = (f.name for f in fields(self) if f.type == "Lists")
        return {name: [own for own in getattr(self, name).T if (own != NONE).any()] for name in lists}


NO_DOERS: dict[str, tuple[int, ...]] = {
    f.name: () for f in fields(Columns) if f.type == "Lists" and f.name.startswith("actor")
}
NO_TARGETS: dict[str, tuple[int, ...]] = {
    f.name: () for f in fields(Columns) if f.type == "Lists" and f.name not in (*NO_DOERS, "once", "linked", "means")
}


class _Numbers(dict[Any, int]):
    """Consecutive numbers for names; None has NONE."""

    def of(self, name: Any) -> int:
        return NONE if name is None else self.setdefault(name, len(self))


def ordinal(day: str | None) -> int:
    """Days since 0001-01-01 of an ISO date; NONE for None."""
    return NONE if day is None else date.fromisoformat(day[:10]).toordinal()


def dates(mention: EventMention, published: int = NONE) -> tuple[int, int]:
    """First and last day of a mention; NONE if the text does not tell, or tells of a day that was still to come."""
    if mention.date_basis in ("publication", "none") or mention.date_precision == "unknown":
        return NONE, NONE
    start, end = ordinal(mention.date_start), ordinal(mention.date_end)
    early = published != NONE and start > published + 1 and mention.modality == "actual"
    return (NONE, NONE) if start == NONE or early else (start, max(start, end))


def columns(
    mentions: Sequence[EventMention],
    published: Mapping[str, str | None],
    persons: Collection[str] = (),
    nouns: Collection[str] = (),
    headed: Collection[str] = (),
    results: Collection[str] = (),
    said: Collection[str] = (),
    answered: Collection[tuple[str, str]] = (),
    items: Mapping[str, Sequence[int]] = {},
) -> Columns:
    """Columns of mentions in the order given.

    `published`: day of each document; `persons`: ids of actors that are persons; `nouns`: rules whose triggers are
    nouns; `headed`: documents whose first sentence is a headline; `results`: rules of verbs for what came of a blow;
    `said`: mentions that are somebody's word; `answered`: pairs of mentions, cause and effect; `items`: where the
    items of a digest begin, by document.
    """
    names, types, documents = _Numbers(), _Numbers(), _Numbers()
    table: dict[str, Any] = defaultdict(list)
    own = {m.event_mention_id: i for i, m in enumerate(mentions)}
    linked = _linked(answered, own)
    triggers: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        triggers[m.document_id].add(stem(m.trigger))
    of_a_blow = [any(t.endswith("-result") for t in m.rule.split("+")[1:]) for m in mentions]
    run = [dates(m, ordinal(published.get(m.document_id)))[0] for m in mentions]
    mentions = [_as_told(m) for m in mentions]
    called = nouns_beside_names(mentions)
    warned = _warned_of(mentions)
    meant, taken_up = names_meant(mentions, called), things_meant(mentions)
    named = {m.place.name.lower(): m.place for m in reversed(mentions) if m.place and m.place.precision in FINE}
    mapped = {_bare_name(place): place for place in reversed(named.values()) if place.latitude is not None}
    for i, m in enumerate(mentions):
        told = ordinal(published.get(m.document_id))
        start, end = dates(m, told)
        headline = m.sentence == 0 and m.document_id in headed
        place = m.place or next((named[t] for p in m.recipients if (t := p.text.lower()) in named), None)
        if place is not None and place.latitude is None:
            place = mapped.get(_bare_name(place), place)
        salvo = _salvo(m)
        row: dict[str, Any] = {
            "document": documents.of(m.document_id),
            "sentence": m.sentence,
            "item": bisect_right(items.get(m.document_id, ()), m.char_start),
            "at": m.char_start,
            "published": told,
            "type": types.of(m.event_type),
            "mode": names.of(("mode", m.mode) if m.mode else None),
            "stem": names.of(("stem", _word_of(m, triggers[m.document_id]))),
            "rule": names.of(("rule", m.rule)) if m.rule else NONE,
            "lasting": stem(m.trigger) in LASTING or (start == NONE and _goes_on(m)),
            "war": stem(m.trigger) in LASTING,
            "taking": m.event_type == "COERCE" or m.cameo in TAKING,
            "downed": m.mode == "destroy" and {noun_of(p) for p in m.recipients} <= FLYING and bool(m.recipients),
            "fired": m.mode in FROM_AFAR,
            "hurt": m.killed_min is not None or m.injured_min is not None,
            "speech": m.event_type in SPEECH,
            "start": start,
            "end": end,
            "run": run[i],
            "place": names.of(("place", place.geonames_id or _bare_name(place)) if place else None),
            "country": names.of(("country", place.country) if place and place.country else None),
            "rank": PLACE_RANK.get(place.precision, 0) if place else 0,
            "latitude": np.nan if place is None or place.latitude is None else place.latitude,
            "longitude": np.nan if place is None or place.longitude is None else place.longitude,
            "recipient_number": next((k for p in m.recipients if (k := number_of(p)) is not None), NONE),
            "salvo": salvo[1],
            "salvo_of": names.of(salvo[0]),
            "means": _few(names.of(("means", sort)) for sort in sorted(means_of(m))),
            "means_sure": m.event_mention_id not in said or _refers_back(m, m.rule in nouns),
            "single": single(m.recipients),
            "own_thing": OWN_THING.match(m.sentence_text, m.trigger_start + len(m.trigger)) is not None,
            "one_by_one": m.mode in ONE_BY_ONE,
            "killed": NONE if m.killed_min is None else m.killed_min,
            "killed_top": NONE if m.killed_min is None else OPEN if m.killed_max is None else m.killed_max,
            "cumulative": m.cumulative
            or (m.rule in nouns and start == NONE and _several(m, place is None and not headline)),
            "unreal": (m.modality in UNREAL or m.event_mention_id in warned) and not _presupposed(m, m.rule in nouns),
            "conditional": m.modality == "conditional",
            "possible": m.modality == "possible",
            "said": m.event_mention_id in said,
            "negative": m.polarity == "negative",
            "refers_back": _refers_back(m, m.rule in nouns),
            "known": _known(m, m.rule in nouns, i in linked),
            "named_noun": m.rule in nouns and _named_by(m) is not None,
            "anew": m.polarity == "positive" and (_another(m) or (m.rule in nouns and _anew(m))),
            "retaken": m.event_type in ("ASSAULT", "COERCE") and RETAKEN.match(m.trigger) is not None,
            "result": m.rule.split("+")[0] in results,
            "bare": m.rule.split("+")[0] in results and (start == NONE or of_a_blow[i]) and _bare(m, of_a_blow[i]),
            "headline": headline,
            "now": start == NONE and NOW.search(m.sentence_text) is not None,
            "history": start != NONE and end - start >= MONTH and m.date_basis == "explicit",
            "own": i,
            "parent": own.get(m.parent_id, NONE) if m.parent_id else NONE,
            **_doers(m, names),
            **_targets(m, names, persons, called, meant, taken_up, named),
        }
        row["at_home"] = not set(row["actor_states"]).isdisjoint(row["recipient_states"])
        for name, value in row.items():
            table[name].append(value)
    table["apart"] = _apart(mentions, table)
    table["aside_since"] = _aside_since(mentions)
    table["upon"], table["not_upon"] = _told_apart(mentions, table)
    table["opens_item"] = _opens_item(table)
    table["linked"] = _answers(linked, table)
    table["name_told"] = _name_told(mentions, table["named_noun"])
    for i in _taking_up_several(mentions, table["cumulative"]):
        table["cumulative"][i] = True
    table["begun_by"], table["not_before"] = _bounds(answered, own, table)
    table["words"], table["weights"] = _words(mentions)
    table["one_day"] = _one_day(table)
    table["struck_once"] = _struck_once(table)
    table["once"] = _once(table, mentions, nouns)
    table["crowded"], table["quiet"] = _crowded(table), _quiet(table)
    table["sole_day"] = _sole_day(table)
    return Columns(**{field.name: _array(table[field.name], str(field.type)) for field in fields(Columns)})


def _array(values: Any, kind: str) -> Any:
    """A column as an array of its kind."""
    if kind != "Lists":
        return np.asarray(values, dtype=DTYPES[kind])
    size = np.fromiter(map(len, values), dtype=np.int64)
    out = np.full((len(size), PARTIES), NONE, dtype=np.int64)
    out[np.arange(PARTIES) < size[:, None]] = [number for few in values for number in few]
    return out


def _bare_name(place: Where) -> str:
    """The name of a place without the word for what it is: "the Cuyuni" is the Cuyuni River."""
    return GROUND.sub("", place.name.lower()) or place.name.lower()


def _linked(answered: Iterable[tuple[str, str]], own: Mapping[str, int]) -> dict[int, list[int]]:
    """Rows tied to each row by what a report says of cause and effect."""
    out: dict[int, list[int]] = defaultdict(list)
    for pair in answered:
        if all(ident in own for ident in pair):
            cause, effect = (own[ident] for ident in pair)
            out[cause].append(effect)
            out[effect].append(cause)
    return out


def _answers(linked: Mapping[int, Collection[int]], table: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """Of each row those that a report ties to it, and what the report tells in the same word: of "the raid led to the
    siege" neither is "the raid" of the sentence before a siege."""
    told: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, key in enumerate(zip(table["document"], table["stem"], strict=True)):
        told[key].append(i)
    out: dict[int, list[int]] = {i: list(others) for i, others in linked.items()}
    for i, others in linked.items():
        for other in others:
            for again in told[table["document"][other], table["stem"][other]]:
                if table["stem"][again] != table["stem"][i]:
                    out[i].append(again)
                    out.setdefault(again, []).append(i)
    return [_few(out.get(i, ())) for i in range(len(table["stem"]))]


def _bounds(
    answered: Iterable[tuple[str, str]], own: Mapping[str, int], table: Mapping[str, Any]
) -> tuple[list[int], list[int]]:
    """Of each row the last day it can have begun on, before what came of it, and the first that it can have lasted to,
    after what it came of; NONE where these have no day."""
    begun_by, not_before = [NONE] * len(own), [NONE] * len(own)
    for pair in answered:
        if not all(ident in own for ident in pair):
            continue
        cause, effect = (own[ident] for ident in pair)
        if table["unreal"][cause] or table["unreal"][effect]:
            continue
        if (end := table["end"][effect]) != NONE:
            begun_by[cause] = end if begun_by[cause] == NONE else min(end, begun_by[cause])
        if (start := table["start"][cause]) != NONE:
            not_before[effect] = max(start, not_before[effect])
    return begun_by, not_before


def _as_told(mention: EventMention) -> EventMention:
    """A mention by its words alone: without a country that only other sentences tell, nor ties in its rule."""
    rule, *ties = mention.rule.split("+")
    coarse = mention.place is not None and PLACE_RANK[mention.place.precision] <= PLACE_RANK["country"]
    place = None if coarse and any(t.startswith("place-") for t in ties) else mention.place
    kept = "+".join([rule, *(t for t in ties if not t.startswith(("date-", "place-", "actors-")))])
    if any(t in ("date-story", "date-run") for t in ties):
        mention = replace(mention, date_start=None, date_end=None, date_basis="none")
    return replace(mention, rule=kept, place=place) if ties else mention


def _goes_on(mention: EventMention) -> bool:
    """Whether what is told without a day is a war more than a clash ("militias that fought the coalition", "the
    confrontation with the West"); not "the fighting on the ridge", nor what nobody fought."""
    word = mention.trigger.lower()
    if word in AT_ODDS:
        return mention.place is None and mention.killed_min is None
    named = word != "fought" and DEFINITE.search(mention.sentence_text[: mention.trigger_start][-40:])
    meant = named and (mention.recipients or mention.place)
    return word in FIGHTING and mention.polarity == "positive" and not meant


def _several(mention: EventMention, vague: bool) -> bool:
    """Whether the trigger is a bare plural that stands for no single happening: "escalating attacks on the base"; of a
    `vague` one, of which no place is told, also "attacks continued"."""
    word = mention.trigger
    plural = word.endswith("s") and not word.endswith("ss") and stem(word) not in PLURALS
    before = mention.sentence_text[: mention.trigger_start][-40:]
    return plural and not DEFINITE.search(before) and (vague or REPEATED.search(before) is not None)


def _taking_up_several(mentions: Sequence[EventMention], several: Sequence[bool]) -> list[int]:
    """Mentions ("these attacks") that take up what was last told in the same word, few sentences before, as several."""
    last: dict[tuple[str, str], tuple[int, bool]] = {}  # where a document used a word last, and whether of several
    found = []
    for i in sorted(range(len(mentions)), key=lambda i: (mentions[i].document_id, mentions[i].char_start)):
        m, told = mentions[i], several[i]
        word = (m.document_id, m.trigger.lower())
        line, many = last.get(word, (NONE, False))
        near = m.trigger.endswith("s") and many and line < m.sentence <= line + TAKEN_UP
        if near and DEFINITE.search(m.sentence_text[: m.trigger_start][-40:]):
            found.append(i)
            told = True
        last[word] = (m.sentence, told)
    return found


def _refers_back(mention: EventMention, noun: bool) -> bool:
    """Whether the words take up something told before: "the attack", "fired those rockets", a denial."""
    before, after = mention.sentence_text[: mention.trigger_start], mention.sentence_text[mention.trigger_start :]
    known = bool(mention.actors or mention.recipients) or not mention.rule.startswith("learned.")
    denied = mention.polarity == "negative" and mention.modality == "actual" and known
    counts = "+antecedent" in mention.rule and mention.killed_min is not None  # "put the toll at 14"
    if denied or (noun and (counts or DEFINITE.search(before[-40:]))) or AMONG.search(before[-12:]):
        return True
    if mention.trigger.endswith("ing") and re.search(r"\b(?:the|this|that)\s+$", before[-12:], re.I):
        return True
    parties = (*mention.actors, *mention.recipients)
    return bool(POINTING.match(after[len(mention.trigger) :].lstrip())) or any(POINTING.match(p.text) for p in parties)


def _warned_of(mentions: Sequence[EventMention]) -> set[str]:
    """Ids of what a warning says may come ("warned of harsh retaliation")."""
    warnings = {m.event_mention_id for m in mentions if m.event_type == "THREATEN"}
    return {m.event_mention_id for m in mentions if m.modality == "possible" and m.parent_id in warnings}


def _named_by(mention: EventMention) -> str | None:
    """Stem of the word by which a noun tells which deed it is: "the bombing of the airport", "the embassy siege"."""
    text, at = mention.sentence_text, mention.trigger_start
    found = NAMED_AFTER.match(text, at + len(mention.trigger)) or NAMED_BEFORE.search(text[:at])
    if found and found["name"] not in CALENDAR:
        return stem(found["name"])
    own = mention.recipients and "+antecedent" not in mention.rule
    return noun_of(mention.recipients[0]) if own else None


def _name_told(mentions: Sequence[EventMention], named: Sequence[bool]) -> list[tuple[int, ...]]:
    """Of each noun that is `named` by a word the sentences before it, the nearest first, that have that word."""
    told: dict[str, dict[int, set[str]]] = defaultdict(dict)
    documents = {m.document_id for m, known in zip(mentions, named, strict=True) if known}
    for m in mentions:
        if m.document_id in documents and m.sentence not in told[m.document_id]:
            told[m.document_id][m.sentence] = {stem(word) for word in WORD.findall(m.sentence_text)}
    out: list[tuple[int, ...]] = []
    for m, known in zip(mentions, named, strict=True):
        name, lines = _named_by(m) if known else None, told.get(m.document_id, {})
        before = sorted((line for line in lines if line < m.sentence), reverse=True) if name is not None else ()
        out.append(_few(line for line in before if name in lines[line]))
    return out


def _known(mention: EventMention, noun: bool, linked: bool) -> bool:
    """Whether words that take nothing up still take for known what they tell: "Iran's drills", "the soldiers shot",
    what led to something or came of it."""
    if noun:
        owned = OWNED.search(mention.sentence_text[: mention.trigger_start]) is not None
        return owned or (linked and not _several(mention, True))
    return linked or any(KNOWN.match(p.text) for p in (*mention.actors, *mention.recipients))


def _presupposed(mention: EventMention, noun: bool) -> bool:
    """Whether a noun takes for given what its clause only wants or denies: "they will monitor the truce", "the strikes
    might not have happened". What happens if "the shelling starts again" is another one."""
    wanted = mention.modality == "intended" or mention.polarity == "negative"
    before = mention.sentence_text[: mention.trigger_start][-40:]
    return noun and wanted and DEFINITE.search(before) is not None and not FORGONE.search(before)


def _word_of(mention: EventMention, triggers: Collection[str]) -> str:
    """The stem by which a mention tells its deed: of "fired the first salvo" the noun, if another is a salvo."""
    after = mention.sentence_text[mention.trigger_start + len(mention.trigger) :].lstrip()
    pointed = POINTING.match(after)
    noun = WORD.match(after[pointed.end() :].lstrip()) if pointed else None
    return noun_stem if noun and (noun_stem := stem(noun.group())) in triggers else stem(mention.trigger)


def _salvo(mention: EventMention) -> tuple[str | None, int]:
    """What was fired and how many, where the words right behind the deed tell: "sent seven drones"."""
    found = SALVO.match(mention.sentence_text, mention.trigger_start + len(mention.trigger))
    if found is None:
        return None, NONE
    many = found["many"].lower()
    return f"means:{stem(found['what'])}", NUMBERS.get(many, int(many) if many.isdecimal() else NONE)


def _anew(mention: EventMention) -> bool:
    """Whether the words bring in a happening that was not told before: "a counter-offensive", "another raid"."""
    return ANEW.search(mention.sentence_text[: mention.trigger_start][-40:]) is not None


def _another(mention: EventMention) -> bool:
    """Whether the words tell of one more deed, or one more target, than was told before: "downed another drone"."""
    return ONE_MORE.search(mention.sentence_text[: mention.trigger_start]) is not None or any(
        ANOTHER.match(p.text) for p in mention.recipients
    )


def _bare(mention: EventMention, lent: bool) -> bool:
    """Whether only a result is told ("nineteen fighters died"): not who did it nor whose they were, nor, unless the
    blow before lent it, where."""
    named = any(p.id or any(word[0].isupper() for word in p.text.split()[1:]) for p in mention.recipients)
    return not mention.actors and (lent or mention.place is None) and not named


def _apart(mentions: Sequence[EventMention], table: Mapping[str, Any]) -> list[bool]:
    """Whether a mention stands in a sentence that opens by setting it apart from what was told: "Separately, a mine
    ...", "Hours later, drones ..."; not what takes up or denies something told, nor a bare result."""
    return [
        not (table["refers_back"][i] or table["negative"][i] or (table["result"][i] and not m.actors))
        and APART.match(m.sentence_text.lstrip("\"“'‘[ ")) is not None
        for i, m in enumerate(mentions)
    ]


def _aside_since(mentions: Sequence[EventMention]) -> list[int]:
    """Of each mention the sentence, a few before at most, that opens by turning to another incident; else NONE."""
    turns: dict[str, set[int]] = defaultdict(set)
    for m in mentions:
        if ASIDE.match(m.sentence_text.lstrip("\"“'‘[ ")):
            turns[m.document_id].add(m.sentence)
    near = ((n for n in turns.get(m.document_id, ()) if n <= m.sentence <= n + ASIDE_FOR) for m in mentions)
    return [max(found, default=NONE) for found in near]


def _told_apart(
    mentions: Sequence[EventMention], table: Mapping[str, Any]
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Of each mention the target of those that some sentence tells apart by name ("did not fire on Kharkiv, nor did it
    fire on Merefa"), its own or the only one in its sentence; and the targets that it is told apart from."""
    own = [next((p.text for p in m.recipients if capitals_of(p)), None) for m in mentions]
    told: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for key, name in zip(
        zip(*(table[k] for k in ("document", "sentence", "type", "stem")), strict=True), own, strict=True
    ):
        told[key].update([name] if name else ())
    apart: dict[str, set[str]] = defaultdict(set)
    for names in (n for n in told.values() if len(n) > 1):
        for name in names:
            apart[name] |= names - {name}
    number = {name: i for i, name in enumerate(sorted(apart))}
    upon: list[tuple[int, ...]] = []
    not_upon: list[tuple[int, ...]] = []
    ending: dict[str, list[str]] = defaultdict(list)  # a casebook tells many apart: found by their last words
    for n in apart:
        ending[re.findall(r"\w+", n)[-1]].append(n)
    for m, name in zip(mentions, own, strict=True):
        words = () if name in apart or not apart else set(re.findall(r"\w+", m.sentence_text))
        meant = [name] if name in apart else [n for w in words for n in ending.get(w, ()) if n in m.sentence_text]
        only = meant[0] if len(meant) == 1 else None
        upon.append((number[only],) if only else ())
        not_upon.append(_few(sorted(number[n] for n in apart[only])) if only else ())
    return upon, not_upon


def _few(values: Iterable[int]) -> tuple[int, ...]:
    """The first PARTIES of them, each once."""
    found = tuple(dict.fromkeys(values))
    return found if len(found) <= PARTIES else found[:PARTIES]


def _doers(m: EventMention, names: _Numbers) -> Mapping[str, Sequence[int]]:
    """What is compared of those who did it."""
    if not m.actors:
        return NO_DOERS
    whole = (p for p in m.actors if p.codes and p.codes[0] == side_of(p))
    return {
        "actors": _parties([p for p in m.actors if not bare_craft(p)], names),
        "actor_sides": _sides(m.actors, names),
        "actor_whole": _few(names.of(("side", p.codes[0])) for p in whole),
        "actor_states": _states(m.actors, names),
        "actor_sorts": _sorts(m.actors, names, known=True),
        "actor_generic": _sorts(m.actors, names, known=False),
    }


def _targets(
    m: EventMention,
    names: _Numbers,
    persons: Collection[str],
    called: Mapping[str, Collection[str]],
    meant: Meant,
    taken_up: Meant,
    ground: Collection[str],
) -> Mapping[str, Sequence[int]]:
    """What is compared of those to whom it was done."""
    those = m.recipients
    if not those:
        return NO_TARGETS
    further = [k for p in those for k in (*also_called(p, m, called), *meant(p, m), *taken_up(p, m))]
    further += [
        noun_of(p) for p in those if p.id and p.text.lower() in ground
    ]  # a town that some report took for a body
    things = (p for p in those if p.id and p.text.split() and p.text[-1:].islower())
    named = (name for p in those for name in (proper_name(p, m), *meant(p, m)) if name)
    kinds = [of for p in those for of in KINDS.get((*taken_up(p, m), noun_of(p))[0], ())]
    return {
        "recipients": _parties(those, names, further),
        "recipient_things": _few(names.of(("noun", noun_of(p))) for p in things),
        "recipient_sides": _sides(those, names),
        "recipient_states": _states(those, names),
        "recipient_sorts": _sorts(those, names, known=True),
        "recipient_generic": _sorts(those, names, known=False),
        "victims": _few(names.of(("party", p.id)) for p in those if p.id in persons),
        "named": _few(names.of(("noun", name)) for name in named),
        "vessels": _few(names.of(("noun", of)) for p in those if (of := vessel_of(p, m, called))),
        "callings": _few(names.of(("calling", of)) for p in those if (of := calling_of(p))),
        "sites": _few(names.of(("site", of)) for p in those if (of := site_of(p))),
        "kinds": _few(names.of(("kind", of)) for of in kinds),
        "rides": _few(names.of(("kind", of)) for of in kinds if of != "stands"),
        "planes": _few(names.of(("kind", of)) for of in kinds if of in AIRBORNE and "stands" not in kinds),
        "bands": _few(names.of(("noun", word)) for p in those for word in band_of(p)),
        "capitals": _few(names.of(("noun", word)) for p in those for word in capitals_of(p)),
    }


def _parties(parties: Sequence[Party], names: _Numbers, more: Iterable[str] = ()) -> tuple[int, ...]:
    """Ids of parties; what has no id is told by its noun ("two oil tankers off Oman" -> tanker), or by `more` nouns."""
    keys = [("party", p.id) if p.id else ("noun", noun_of(p)) for p in parties if p.id or p.text.split()]
    return _few(names.of(key) for key in [*keys, *(("noun", noun) for noun in more)])


def _sides(parties: Sequence[Party], names: _Numbers) -> tuple[int, ...]:
    sides = (side_of(p) for p in parties)
    return _few(names.of(("side", side)) for side in sides if side)


def _states(parties: Sequence[Party], names: _Numbers) -> tuple[int, ...]:
    """States that parties are of, or that only their words tie them to ("American planes")."""
    codes = (p.codes[-1][:STATE] for p in parties if p.codes)
    return _few(names.of(("side", code)) for code in codes if code not in SECTORS)


def _sorts(parties: Sequence[Party], names: _Numbers, *, known: bool) -> tuple[int, ...]:
    """Sorts of the armed groups that are known by name, or of those that are not ("an Iraqi militia")."""
    sorts = (sort_of(p) for p in parties if (side_of(p) is not None) is known)
    return _few(names.of(("sort", sort)) for sort in sorts if sort)


def _opens_item(table: Mapping[str, Any]) -> list[bool]:
    """Whether a mention is the first of its type in its item of a report."""
    rows = list(zip(table["document"], table["item"], table["type"], table["at"], strict=True))
    first: dict[tuple[int, int, int], int] = {}
    for *key, at in rows:
        first[key[0], key[1], key[2]] = min(at, first.get((key[0], key[1], key[2]), at))
    return [first[document, item, kind] == at for document, item, kind, at in rows]


def _one_day(table: Mapping[str, Any]) -> list[bool]:
    """Whether the dated mentions at the place of a mention tell of one day (two running ones at most)."""
    days: dict[int, list[int]] = {}
    rows = list(zip(table["place"], table["rank"], table["start"], table["possible"], strict=True))
    for place, rank, start, _ in rows:
        if rank >= PLACE_RANK["district"] and start != NONE:
            days.setdefault(place, []).append(start)
    one = {place for place, known in days.items() if max(known) - min(known) <= 1}
    return [p in one and r >= PLACE_RANK["district"] and not possible for p, r, _, possible in rows]


def _struck_once(table: Mapping[str, Any]) -> list[bool]:
    """Whether deeds of its type against a target of a mention are known of no more than one day (two running ones)."""
    days: dict[tuple[int, int], list[int]] = {}
    kinds = [NONE if taking else kind for kind, taking in zip(table["type"], table["taking"], strict=True)]
    rows = list(zip(kinds, table["recipients"], table["start"], strict=True))
    for kind, targets, start in rows:
        if start != NONE:
            for target in targets:
                days.setdefault((kind, target), []).append(start)
    often = {key for key, known in days.items() if max(known) - min(known) > 1}
    return [any((kind, target) not in often for target in targets) for kind, targets, _ in rows]


def _once(table: Mapping[str, Any], mentions: Sequence[EventMention], nouns: Collection[str]) -> list[tuple[int, ...]]:
    """Of each mention what it tells of one of its parties, where such a thing is known of no more than one day (two
    running ones): numbers of (sort of deed, role, party).

    Not of speech acts, nor of nouns that take nothing up ("under arrest"). A deed that only its word tells is of the
    sort of that word.
    """
    keys, days = _Numbers(), defaultdict(list)
    told: list[list[int]] = []
    for i, m in enumerate(mentions):
        word = table["stem" if m.rule.startswith(("learned.", "tied.")) else "rule"][i]
        sort = (m.event_type, m.mode or word)
        bare = m.rule in nouns and not OWNED.search(m.sentence_text[: m.trigger_start]) and not table["refers_back"][i]
        speech = table["speech"][i]
        own = [(role, p) for role in ONCE if not speech for p in table[role][i]]
        ones = [keys.of((sort, role.split("_")[0].rstrip("s"), p)) for role, p in own]
        told.append([] if bare else ones)
        for key in ones if table["start"][i] != NONE and not table["unreal"][i] else ():
            days[key].append(table["start"][i])
    often = {key for key, known in days.items() if max(known) - min(known) > 1}
    return [_few(key for key in own if key not in often) for own in told]


def _crowded(table: Mapping[str, Any]) -> list[bool]:
    """Whether mentions of a mention's day and type tell of CROWD places far apart: then a day alone tells little."""
    fields = ("type", "start", "end", "rank", "latitude", "longitude")
    rows = list(zip(*(table[name] for name in fields), strict=True))
    cells: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for kind, start, end, rank, latitude, longitude in rows:
        if start != NONE and start == end and rank >= PLACE_RANK["district"] and latitude == latitude:
            cells.setdefault((kind, start), set()).add((round(latitude), round(longitude)))
    return [len(cells.get((kind, start), ())) >= CROWD for kind, start, *_ in rows]


def _quiet(table: Mapping[str, Any]) -> list[bool]:
    """Whether the days around the day of a mention have fewer than one mention of its type each."""
    per_day = Counter(zip(table["type"], table["start"], strict=True))
    near = [step for step in range(-QUIET_DAYS, QUIET_DAYS + 1) if step]
    rows = zip(table["type"], table["start"], strict=True)
    return [d != NONE and sum(per_day[kind, d + step] for step in near) < len(near) for kind, d in rows]


def _sole_day(table: Mapping[str, Any]) -> list[int]:
    """Of each mention without a day the one day in the week before its report of which anything of its type is told."""
    known: dict[int, set[int]] = defaultdict(set)
    for kind, start, end, unreal in zip(table["type"], table["start"], table["end"], table["unreal"], strict=True):
        if start != NONE and start == end and not unreal:
            known[kind].add(start)
    days = {kind: sorted(found) for kind, found in known.items()}
    out = []
    for kind, start, told in zip(table["type"], table["start"], table["published"], strict=True):
        first = bisect_left(days.get(kind, ()), told - WEEK)
        week = days.get(kind, [])[first : bisect_right(days.get(kind, ()), told)] if start == NONE != told else ()
        out.append(week[0] if len(week) == 1 else NONE)
    return out


def _words(mentions: Sequence[EventMention]) -> tuple[Ints, Floats]:
    """Rarest words of each mention's sentence, names first, and how rare they are: log of documents a holder."""
    bags: dict[str, dict[str, bool]] = {}
    documents: dict[str, set[str]] = {}
    for m in mentions:
        if m.sentence_text not in bags:
            bags[m.sentence_text] = _bag(m.sentence_text)
        documents.setdefault(m.document_id, set()).update(bags[m.sentence_text])
    df = Counter(chain.from_iterable(documents.values()))
    idf = {word: log((1 + len(documents)) / count) for word, count in df.items()}
    number = {word: i for i, word in enumerate(sorted(df))}
    words = np.full((len(mentions), WORDS), NONE, dtype=np.int64)
    weights = np.zeros((len(mentions), WORDS))
    rows: dict[str, tuple[list[int], list[float]]] = {}
    for i, m in enumerate(mentions):
        if m.sentence_text not in rows:
            weight = {w: idf[w] * (NAME if name else COMMON) for w, name in bags[m.sentence_text].items() if df[w] > 1}
            rare = sorted(weight, key=lambda w: (-weight[w], w))[:WORDS]
            rows[m.sentence_text] = [number[w] for w in rare], [weight[w] for w in rare]
        ids, values = rows[m.sentence_text]
        words[i, : len(ids)] = ids
        weights[i, : len(ids)] = values
    return words, weights


def _bag(sentence: str) -> dict[str, bool]:
    """Stems of a sentence's words, and whether each is a name or a number there."""
    bag: dict[str, bool] = {}
    opens = WORD.match(sentence) is not None  # with a word, which says nothing by its capital
    for i, word in enumerate(WORD.findall(sentence)):
        key, name = _word(word)
        bag[key] = bag.get(key, False) or (name and not (opens and i == 0))
    return bag


@lru_cache(maxsize=1 << 17)
def _word(word: str) -> tuple[str, bool]:
    return stem(word), word[0].isupper() or any(c.isdigit() for c in word)
