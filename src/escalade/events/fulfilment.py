"""Whether a later event is what a threat spoke of: the same deed, by the same side, upon the same side.

A deed is the same by its type or by its word ("flights will be banned": "the flight ban"). Where a side is not told,
the words must say more: what else the threat named has to stand beside the deed as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

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
    "down say says said she him let get got per via own now nor use put day ten six one anyone whoever "
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
    agents: frozenset[str]  # the very actor and the group that he leads, where his side is not known
    target: str | None
    aimed: bool  # the words themselves put it upon the target's side
    any_blow: bool  # where the words name no deed, any blow will do
    whom: frozenset[str] = frozenset()  # stems of the target's name
    who: frozenset[str] = frozenset()  # stems of the name of a doer of no known side
    where: frozenset[str] = frozenset()  # stems of what else the words name: "the Dahiyeh will tremble"


@dataclass(frozen=True)
class Told:
    """An event, its day (of an undated one that on which it was first told), and how its mentions tell it.

    Every threat before it asks for the same of it, so that what follows from these is worked out once.
    """

    event: Event
    day: str
    mentions: tuple[EventMention, ...]
    parties: Parties = field(repr=False, compare=False)

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of the event words."""
        return frozenset(w for m in self.mentions for w in verb_of(m.trigger))

    @cached_property
    def sentences(self) -> tuple[frozenset[str], ...]:
        """Stems of the sentence of each mention."""
        return tuple(stems(m.sentence_text) for m in self.mentions)

    @cached_property
    def taking_up(self) -> tuple[frozenset[str], ...]:
        """Stems by which each mention may take up a threat: of its sentence, event word and those it was done to."""
        whom = (stems(" ".join(p.name or "" for p in m.recipients)) for m in self.mentions)  # "killed him": the boy
        return tuple(
            sentence | names | verb_of(m.trigger)
            for sentence, names, m in zip(self.sentences, whom, self.mentions, strict=True)
        )

    @cached_property
    def actors(self) -> frozenset[str]:
        """What its actors are known by."""
        return self.parties.marks(self.event.actors)

    @cached_property
    def doers(self) -> frozenset[str]:
        """What its actors, and those whom a mention says to have done it, are known by."""
        told = (p for m in self.mentions for p in m.actors if m.polarity == "positive")
        return self.actors | self.parties.marks(told)

    @cached_property
    def described(self) -> frozenset[str]:
        """Stems of the nouns by which its actors are told that no list has: "the Serb mayors"."""
        nouns = (p.text.split()[-1:] for m in self.mentions for p in m.actors if p.id is None)
        return stems(" ".join(word for noun in nouns for word in noun))

    @cached_property
    def recipients(self) -> frozenset[str]:
        """What its recipients are known by."""
        return self.parties.marks(self.event.recipients)

    @cached_property
    def struck(self) -> frozenset[str]:
        """What its recipients are known by, and the states whose people, ground or bodies they are."""
        return self.recipients | {code for p in self.event.recipients for code in _states(p)}

    def naming(self, name: frozenset[str]) -> bool:
        """Whether a sentence that tells it has all words of a name: "a camp of the militia"."""
        return bool(name) and any(name <= words for words in self.sentences)

    def telling_of(self, names: frozenset[str]) -> bool:
        """Whether a sentence that tells it has a word of some names."""
        return any(not names.isdisjoint(words) for words in self.sentences)

    def echoing(self, deed: Deed) -> int:
        """How many of the deed's words the mention takes up that takes up most."""
        return max((len(deed.stems & words) for words in self.taking_up), default=0)


@dataclass(frozen=True, slots=True)
class Parties:
    """How parties of events are known: by actor, by side, through whom a side acts."""

    actor: Mapping[str, str]
    serving: Mapping[str, frozenset[str]]
    office: Mapping[str, str] = field(default_factory=dict)  # who speaks for or leads one side alone -> that
    band: Mapping[str, str] = field(default_factory=dict)  # the same of a group that no list has

    def side(self, party: Party | None) -> str | None:
        """The side of a party, as merged."""
        found = side_of(party) if party and party.codes[:1] not in ROLES else None
        return self.actor.get(found, found) if found else None

    def known(self, party: Party) -> str | None:
        """The actor that a party is, as merged."""
        return self.actor.get(party.id, party.id) if party.id else None

    def band_of(self, party: Party) -> str | None:
        """The group that a party is if no list has it."""
        return self.known(party) if not party.codes or len(party.codes[-1]) <= STATE else None

    def marks(self, parties: Iterable[Party]) -> frozenset[str]:
        """What parties are known by: their ids and their sides."""
        found = {mark for p in parties for mark in (p.id and self.actor.get(p.id, p.id), self.side(p))}
        return frozenset(mark for mark in found if mark)

    def acting(self, side: str) -> set[str]:
        """A side and those that serve it."""
        return {side} | self.serving.get(side, frozenset())


def stems(text: str) -> frozenset[str]:
    """Stems of the words that say something."""
    return frozenset(filter(None, map(_said, WORD.findall(text))))


@lru_cache(maxsize=1 << 16)
def _said(word: str) -> str | None:
    """The stem of a word that says something."""
    word = word.lower()
    return _root(word) if len(word) >= SHORTEST and word not in EMPTY else None


def _root(word: str) -> str:
    """What the forms of a word share: "enters" and "entered", whichever suffix goes first, "ferry" and "ferries"."""
    word = PRESENT.get(word, word)
    return f"{word[:-3]}y" if len(word) > len("ties") and word.endswith(("ies", "ied")) else stem(stem(word))


def without_names(words: frozenset[str], named: Iterable[Party | None]) -> frozenset[str]:
    """The stems without those that only name a party: "Iranian" says nothing of what Iran does."""
    names = {w[:SHORTEST] for p in named if p for w in stems(f"{p.name} {p.text}")}
    return frozenset(w for w in words if w[:SHORTEST] not in names)


@lru_cache(maxsize=1 << 14)
def verb_of(trigger: str) -> frozenset[str]:
    """The stem of an event word, of its first word where it has several."""
    return frozenset(_root(w) for w in trigger.lower().split()[:1])


def fulfils(told: Told, deed: Deed) -> bool:
    """Whether an event, as its mentions tell it, is the deed."""
    event, acting = told.event, told.parties.acting
    named = not deed.stems.isdisjoint(told.words)
    typed = event.event_type in deed.types
    blow = deed.any_blow and not deed.types and event.quad_class == MATERIAL_CONFLICT
    if not (typed or named or blow or event.event_type in kin(deed.types)):
        return False
    by = not deed.agents.isdisjoint(told.doers) or (
        deed.doer is not None and not acting(deed.doer).isdisjoint(told.doers)
    )
    if not by and named and deed.target not in told.actors and not deed.stems.isdisjoint(told.described):
        by = told.echoing(deed) > UNTOLD  # "its mayors will walk out of the town halls": whosever they are taken for
    upon = deed.target is not None and (_upon(told, deed.target, deed.doer) or told.telling_of(deed.where))
    shared = told.echoing(deed)
    undated = event.date_start is None and shared <= UNTOLD
    if not named and (undated or (blow and not upon and not shared)):
        return False  # of what has no day nobody knows whether it came later, but by words enough of the threat
    if by and upon:
        return blow or named or (typed and deed.aimed) or shared > 0
    if by:  # "Guyana banned the flights": upon nobody in particular
        nobody = deed.target is None or not told.recipients
        return shared >= (1 if nobody else UNTOLD)
    if told.actors and (deed.doer is not None or deed.target in told.actors):
        return False  # somebody else did it
    faceless = ((typed or (named and shared >= UNTOLD)) and not told.actors) or (
        deed.doer is None and deed.target not in told.actors
    )
    there = upon or told.naming(deed.whom) or (not told.actors and told.naming(deed.who))
    return faceless and shared >= (1 if there and not blow else UNTOLD)


@lru_cache(maxsize=1 << 10)
def kin(types: frozenset[str]) -> frozenset[str]:
    """What deeds of some types may turn out as."""
    return frozenset(kind for each in types for kind in KIN.get(each, ()))


def taken_by_word(told: Told, deed: Deed) -> bool:
    """Whether a deed is told by the verb of the words, upon the one they name or in two more of them."""
    if deed.stems.isdisjoint(told.words):
        return False
    struck = told.recipients | told.parties.marks(p for m in told.mentions for p in m.recipients)
    upon = deed.target is not None and bool(told.parties.acting(deed.target) & struck)
    return upon or told.echoing(deed) > UNTOLD


def _upon(told: Told, target: str, doer: str | None) -> bool:
    """Whether it hits a side, those who serve it, its people and bodies, or its ground where not the doer's own."""
    place = told.event.place
    ground = place is not None and place.country == target
    return not told.parties.acting(target).isdisjoint(told.struck) or (ground and doer not in told.struck)


def _states(party: Party) -> set[str]:
    """The states whose people, ground or bodies a party is."""
    return {code[:STATE] for code in party.codes[-1:] if len(code) >= STATE}
