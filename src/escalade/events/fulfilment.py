"""Whether a later event is what a threat spoke of: the same deed, by the same side, upon the same side.

A deed is the same by its type or by its word ("flights will be banned": "the flight ban"). Where a side is not told,
the words must say more: what else the threat named has to stand beside the deed as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from escalade.events.parties import STATE, STATE_BODIES, side_of, stem
from escalade.model.casebook import Event
from escalade.model.codings import EventMention, Party

WORDS_ONLY = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "CONSULT", "SUPPORT"})  # name no deed
KIN = {  # what a threatened deed may turn out as, where its words are taken up: a ban on fruit as a halt of its imports
    "COERCE": frozenset({"SANCTION", "ASSAULT"}),
    "SANCTION": frozenset({"COERCE"}),
}
MATERIAL_CONFLICT = 4  # quad class
SHORTEST = 3  # letters of a word that says something
UNTOLD = 2  # words to be shared where neither side is told
ROLES = frozenset((role,) for role in STATE_BODIES)  # of a person in office of no known country
WORD = re.compile(r"[^\W\d_]+")
PRESENT = {  # irregular verbs of blows and of giving way
    "struck": "strike", "shot": "shoot", "sank": "sink", "sunk": "sink", "fought": "fight", "took": "take",
    "taken": "take", "drove": "drive", "driven": "drive", "held": "hold", "sent": "send", "broke": "break",
    "broken": "break", "threw": "throw", "thrown": "throw", "paid": "pay", "froze": "freeze", "frozen": "freeze",
    "brought": "bring", "left": "leave", "withdrew": "withdraw", "withdrawn": "withdraw", "gave": "give",
    "given": "give", "came": "come", "went": "go", "gone": "go", "burnt": "burn", "blew": "blow", "blown": "blow",
    "stole": "steal", "stolen": "steal", "tore": "tear", "torn": "tear", "flew": "fly", "flown": "fly",
    "dug": "dig", "dealt": "deal", "hung": "hang", "laid": "lay", "lost": "lose", "sold": "sell", "spoke": "speak",
}  # fmt: skip
EMPTY = frozenset(
    "the and but for not any all are was has had its his her our you who why how out off may can too two new yet did "
    "say says said she him let get got per via own now nor use put day ten six one anyone whoever "
    "will would shall should could might must than that this these those them they their there then with from into "
    "onto upon over under again also have been were being does done make made more most much many such same some other "
    "each every what here still when where which while whom whose before after until unless without within about "
    "against only even back their ours your near next last first one day days week weeks month hour hours time "
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What the words of a condition or a consequence speak of."""

    types: frozenset[str]  # none = the words name no deed
    stems: frozenset[str]
    doer: str | None
    agent: str | None  # the very actor, where his side is not known
    target: str | None
    aimed: bool  # the words themselves put it upon the target's side
    any_blow: bool  # where the words name no deed, any blow will do


@dataclass(frozen=True, slots=True)
class Told:
    """An event, its day (of an undated one that on which it was first told), and how its mentions tell it."""

    event: Event
    day: str
    mentions: tuple[EventMention, ...]
    words: frozenset[str]  # stems of the event words

    @classmethod
    def by(cls, mentions: Iterable[EventMention], event: Event, day: str) -> Told:
        """An event told by mentions."""
        mentions = tuple(mentions)
        return cls(event, day, mentions, frozenset(w for m in mentions for w in verb_of(m.trigger)))

    def echoing(self, deed: Deed) -> int:
        """How many of the deed's words the mention takes up that takes up most."""
        return max((echoed(deed, m) for m in self.mentions), default=0)


@dataclass(frozen=True, slots=True)
class Parties:
    """How parties of events are known: by actor, by side, through whom a side acts."""

    actor: Mapping[str, str]
    serving: Mapping[str, frozenset[str]]

    def side(self, party: Party | None) -> str | None:
        """The side of a party, as merged."""
        found = side_of(party) if party and party.codes[:1] not in ROLES else None
        return self.actor.get(found, found) if found else None

    def known(self, party: Party) -> str | None:
        """The actor that a party is, as merged."""
        return self.actor.get(party.id, party.id) if party.id else None

    def marks(self, parties: Iterable[Party]) -> set[str]:
        """What parties are known by: their ids and their sides."""
        found = {mark for p in parties for mark in (p.id and self.actor.get(p.id, p.id), self.side(p))}
        return {mark for mark in found if mark}

    def acting(self, side: str) -> set[str]:
        """A side and those that serve it."""
        return {side} | self.serving.get(side, frozenset())


@lru_cache(maxsize=1 << 14)  # a sentence is held against every threat before it
def stems(text: str) -> frozenset[str]:
    """Stems of the words that say something."""
    words = (w.lower() for w in WORD.findall(text))
    return frozenset(_root(w) for w in words if len(w) >= SHORTEST and w not in EMPTY)


def _root(word: str) -> str:
    """What a verb and its forms share: "enters" and "entered", whichever suffix is taken off first."""
    return stem(stem(PRESENT.get(word, word)))


def without_names(words: frozenset[str], named: Iterable[Party | None]) -> frozenset[str]:
    """The stems without those that only name a party: "Iranian" says nothing of what Iran does."""
    names = {w[:SHORTEST] for p in named if p for w in stems(f"{p.name} {p.text}")}
    return frozenset(w for w in words if w[:SHORTEST] not in names)


def echoed(deed: Deed, told: EventMention) -> int:
    """How many of the deed's words a mention takes up."""
    whom = " ".join(p.name or "" for p in told.recipients)  # "killed him": the boy
    return len(deed.stems & (stems(told.sentence_text) | stems(whom) | verb_of(told.trigger)))


@lru_cache(maxsize=1 << 14)
def verb_of(trigger: str) -> frozenset[str]:
    """The stem of an event word, of its first word where it has several."""
    return frozenset(_root(w) for w in trigger.lower().split()[:1])


def fulfils(told: Told, deed: Deed, parties: Parties) -> bool:
    """Whether an event, as its mentions tell it, is the deed."""
    event = told.event
    named = not deed.stems.isdisjoint(told.words)
    typed = event.event_type in deed.types
    blow = deed.any_blow and not deed.types and event.quad_class == MATERIAL_CONFLICT
    if not (typed or named or blow or event.event_type in _kin(deed.types)):
        return False
    shared = told.echoing(deed)
    doers = [*event.actors, *(p for m in told.mentions for p in m.actors if m.polarity == "positive")]
    marks = parties.marks(doers)
    by = deed.agent in marks or (deed.doer is not None and bool(parties.acting(deed.doer) & marks))
    upon = deed.target is not None and _upon(event, deed.target, deed.doer, parties)
    if not named and (event.date_start is None or (blow and not upon and not shared)):
        return False  # of what has no day nobody knows whether it came later
    if by and upon:
        return blow or named or (typed and deed.aimed) or shared > 0
    if by:  # "Guyana banned the flights": upon nobody in particular
        nobody = deed.target is None or not parties.marks(event.recipients)
        return shared >= (1 if nobody else UNTOLD)
    actors = parties.marks(event.actors)
    faceless = ((typed or (named and shared >= UNTOLD)) and not actors) or (
        deed.doer is None and deed.target not in actors
    )
    return faceless and shared >= (1 if upon else UNTOLD)


@lru_cache(maxsize=1 << 10)
def _kin(types: frozenset[str]) -> frozenset[str]:
    """What deeds of some types may turn out as."""
    return frozenset(kin for kind in types for kin in KIN.get(kind, ()))


def taken_by_word(told: Told, deed: Deed, parties: Parties) -> bool:
    """Whether a deed is told by the verb of the words, upon the one they name or in two more of them."""
    if deed.stems.isdisjoint(told.words):
        return False
    struck = parties.marks((*told.event.recipients, *(p for m in told.mentions for p in m.recipients)))
    upon = deed.target is not None and bool(parties.acting(deed.target) & struck)
    return upon or told.echoing(deed) > UNTOLD


def _upon(event: Event, target: str, doer: str | None, parties: Parties) -> bool:
    """Whether it hits a side, those who serve it, its people and bodies, or its ground where not the doer's own."""
    struck = parties.marks(event.recipients) | {code for p in event.recipients for code in _states(p)}
    ground = {event.place.country} if event.place and event.place.country else set()
    return bool(parties.acting(target) & struck) or (target in ground and doer not in struck)


def _states(party: Party) -> set[str]:
    """The states whose people, ground or bodies a party is."""
    return {code[:STATE] for code in party.codes[-1:] if len(code) >= STATE}
