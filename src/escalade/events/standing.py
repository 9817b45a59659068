"""Stage events.standing: each happening, how well attested and how disputed it is.

What is held to be so is derived from the mentions and the claims on them; nothing is averaged: parties are all that
were named, tolls are ranges over all claims, and who contradicts whom decides the standing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from escalade.events.columns import FINE, NONE, PLACE_RANK, UNREAL, dates
from escalade.events.happenings import BY_ANAPHOR, with_actors
from escalade.events.origins import NAMELESS, OUTLET, STAFF, Origin, Outlet, Voice, counted, origin
from escalade.events.parties import ARMED, CALENDAR, PRONOUNS, ROLE, SECTORS, STATE, noun_of, side_of, stem
from escalade.events.roles import roles
from escalade.model.casebook import Actor, Event, Judgement, Membership
from escalade.model.codings import Claim, EventMention, Party, Speaker, Where
from escalade.model.documents import Arrival, Document
from escalade.model.readings import Mention
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables
from escalade.model.words import as_set

WORDS = re.compile(r"\w+")
OF_A_STATE = re.compile(
    r"\b(?:state|office|ministry|government|president|presidency|embassy|army|armed forces)\b", re.I
)
THINGS = frozenset({"weapon", "place", "facility"})  # kinds of mentions that do nothing by themselves
FIGHTERS = frozenset(stem(noun) for noun in ("terrorist", "militant", "jihadist", "gunman", "gunmen", "fighter"))
CIVIL = frozenset({"CVL", "AGR", "BUS", "LAB", "EDU", "MED", "REF"})
A_STATES, A_BAND = "a state's men", "a band"  # sorts of culprits whom nobody names
SERVANTS = frozenset(
    stem(noun)
    for noun in "soldier soldiers army troops police policeman policemen officer agent agents guard guards coastguard "
    "jet warplane patrol intelligence service commando".split()
)
BANDS = frozenset(
    stem(noun)
    for noun in "rebel guerrilla smuggler bandit pirate gang cartel robber jihadist herdsman herdsmen herder poacher "
    "dissident deserter".split()
)
KIN = frozenset(
    stem(noun)
    for noun in "child children boy girl baby babies infant schoolchildren pupil grandson granddaughter daughter "
    "mother grandmother wife wives widow family families patient worshipper pilgrim mourner wedding shepherd".split()
)  # whom nobody takes for a fighter
ANYONE = frozenset(stem(noun) for noun in ("people", "person", "man", "men", "other", "victim", "colleague"))
OWN = frozenset({"its", "our", "their", "his", "my", "we"})
NOBODYS = re.compile(r"\b(?:in|over|inside|within) (?:international|neutral) (?:air ?space|waters|air|sea)\b", re.I)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")  # within a sentence
PEOPLE = "people of "
VERBAL, HOSTILE = (1, 3), 4  # quad classes of words, of blows
COPIED = 6  # spaces in a sentence that two reports hardly word alike by chance
TOLL_RATIO = 1.25  # tolls nearer to one another than this do not contradict


@dataclass(frozen=True, slots=True)
class Said:
    """One claim on an event: what, by whom, when.

    `names_victims`: it names who suffered, so its toll is open. `spares`: it says that nobody was killed or injured,
    which denies a toll, not the happening. `outlet`: who published it. `culprit`: whom it blames, as a side or a sort.
    """

    mention: EventMention
    claim: Claim
    origin: Origin
    published: str
    names_victims: bool = False
    spares: str | None = None
    outlet: str | None = None
    culprit: str | None = None

    @property
    def denies(self) -> bool:
        """Whether it is held not to have happened."""
        negative = self.mention.polarity == "negative" or self.claim.stance == "denies"
        return negative and self.claim.field is None and self.spares is None

    @property
    def affirms(self) -> bool:
        """Whether it is held to have happened, without a hedge."""
        sure = self.mention.modality == "actual" and self.claim.modality != "possible"
        return sure and self.mention.polarity == "positive" and self.claim.stance in ("affirms", "revises")


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """One Event row a cluster of mentions, in the order in which they were first added."""
    memberships = tables.rows(Membership)
    event_of = {m.member_id: m.cluster_id for m in memberships if m.kind == "event"}
    report_of = {m.member_id: m.cluster_id for m in memberships if m.kind == "report"}
    intake = {a.document_id: str(a.intake) for a in tables.rows(Arrival)}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in tables.rows(Claim):
        if claim.about_kind == "event_mention":
            claims[claim.about_id].append(claim)
    groups: dict[str, list[EventMention]] = defaultdict(list)
    for mention in with_actors(tables.rows(EventMention), memberships):
        groups[event_of.get(mention.event_mention_id, mention.event_mention_id)].append(mention)
    hearing = _hearing(tables, resources, report_of)
    events = []
    for event_id, mentions in groups.items():
        told = [s for m in mentions for s in hearing.said(m, claims.get(m.event_mention_id, ()))]
        reports = {report_of.get(m.document_id, m.document_id) for m in mentions}
        events.append(_event(event_id, mentions, told, len(reports), intake.get(mentions[0].document_id), hearing))
    return {Event: events}


@dataclass(frozen=True, eq=False)
class _Hearing:
    """What must be known to tell who said what."""

    documents: Mapping[str, Document]
    voices: Mapping[str, Voice]
    printed: Mapping[str, str]
    outlet: Outlet
    sides: Mapping[str, str]
    culprit: Callable[[str], str | None]
    effects: Mapping[str, str]
    nouns: frozenset[str]
    persons: frozenset[str]
    things: frozenset[str]
    leaning: frozenset[str]

    def said(self, mention: EventMention, claims: Sequence[Claim]) -> list[Said]:
        """The claims on a mention; without any, its publisher stands for it."""
        document = self.documents.get(mention.document_id)
        voice = self.voices.get(mention.document_id) or Voice(mention.document_id, frozenset(), None)
        first = self.voices.get(self.printed.get(mention.sentence_text, mention.document_id))
        if first is not None and first is not voice:  # word for word what another report told before
            voice = replace(voice, report_id=first.report_id, first_publisher=first.first_publisher)
        published = (document.published if document else None) or ""
        rule, *ties = mention.rule.split("+")
        harmless = mention.polarity == "negative" and (not mention.actors or "antecedent" in ties)
        spares = self.effects.get(rule) if harmless else None
        named = any(p.id in self.persons for p in mention.recipients)
        outlet = document.publisher if document else None
        out = []
        for claim in claims or [_publishers_claim(mention, document)]:
            started = origin(claim, voice, self.outlet, self.sides)
            leans = mention.event_mention_id in self.leaning
            comments = self._comments(mention, claim) and started.low not in _sides(mention.actors)
            if comments or (started.own and leans):
                started = replace(started, voice="echo")
            blamed = claim.field == "actor" and claim.stance == "affirms" and claim.value
            culprit = self.culprit(claim.value) if blamed and claim.value else None
            out.append(Said(mention, claim, started, claim.said_on or published, named, spares, outlet, culprit))
        return out

    def _comments(self, mention: EventMention, claim: Claim) -> bool:
        """Whether somebody only speaks of what the report told: "the arrests speak for themselves"."""
        rule, *ties = mention.rule.split("+")
        lent = any(tie == "antecedent" or tie.endswith("taken-up") for tie in ties)
        bare = mention.killed_min is None and mention.injured_min is None
        affirms = mention.polarity == "positive" and claim.field is None and claim.stance == "affirms"
        return rule in self.nouns and lent and bare and affirms


def heard(tables: Tables, resources: Mapping[str, Any]) -> Iterator[Said]:
    """Every claim on an event mention with its origin, as standing and origins of the events are counted from them."""
    report_of = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "report"}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in tables.rows(Claim):
        if claim.about_kind == "event_mention":
            claims[claim.about_id].append(claim)
    hearing = _hearing(tables, resources, report_of)
    for mention in tables.rows(EventMention):
        yield from hearing.said(mention, claims.get(mention.event_mention_id, ()))


def _hearing(tables: Tables, resources: Mapping[str, Any], report_of: Mapping[str, str]) -> _Hearing:
    documents = {d.document_id: d for d in tables.rows(Document)}
    return _Hearing(
        documents=documents,
        voices=_voices(documents.values(), report_of),
        printed=_printed(documents, tables.rows(EventMention)),
        outlet=_outlet_key(resources.get("outlets"), resources.get("lexicon"), _published_by(documents.values())),
        sides=_sides_of(tables.rows(Claim)),
        culprit=_culprit_key(resources.get("lexicon"), tables.rows(EventMention)),
        effects=_effects(resources.get("predicates")),
        nouns=_nouns(resources.get("predicates")),
        leaning=_leaning(tables),
        persons=frozenset(a.actor_id for a in tables.rows(Actor) if a.kind == "person"),
        things=frozenset(m.mention_id for m in tables.rows(Mention) if m.kind in THINGS),
    )


def _leaning(tables: Tables) -> frozenset[str]:
    """Mentions that take up what their report told before."""
    at = {m.event_mention_id: m.char_start for m in tables.rows(EventMention)}
    rows = [j for j in tables.rows(Judgement) if j.by == BY_ANAPHOR and j.left_id in at and j.right_id in at]
    return frozenset(max(j.left_id, j.right_id, key=at.__getitem__) for j in rows)


def _voices(documents: Iterable[Document], report_of: Mapping[str, str]) -> dict[str, Voice]:
    """The voice of each document. Of the copies of a report the earliest published one speaks first."""
    documents = list(documents)
    first: dict[str, Document] = {}
    for d in sorted(documents, key=lambda d: (d.published or "~", d.publisher is None, d.document_id)):
        first.setdefault(report_of.get(d.document_id, d.document_id), d)
    written = _first_by_author(first.values())
    out = {}
    for d in documents:
        report_id = report_of.get(d.document_id, d.document_id)
        names = frozenset(filter(None, [d.publisher, *(s.publisher for s in d.segments)]))
        headed = bool(d.segments) and d.segments[0].kind == "title"
        publisher = next((written[a] for a in map(_byline, first[report_id].authors) if a in written), None)
        publisher = publisher or _agency(first[report_id]) or first[report_id].publisher
        out[d.document_id] = Voice(report_id, names, publisher, headed)
    return out


def _agency(document: Document) -> str | None:
    """The agency whose copy a report prints, by its dateline or its credit."""
    return next((s.publisher for s in document.segments if s.kind != "quotation" and s.publisher), None)


def _byline(author: str) -> str:
    return " ".join(author.casefold().split())


def _first_by_author(documents: Iterable[Document]) -> dict[str, str]:
    """Who first published each author that is named in full: what he writes for another is no second origin."""
    out: dict[str, str] = {}
    for d in documents:
        for author in (a for a in map(_byline, d.authors) if " " in a and d.publisher):
            out.setdefault(author, d.publisher or "")
    return out


def _printed(documents: Mapping[str, Document], mentions: Iterable[EventMention]) -> dict[str, str]:
    """The document that told something first in so many words, for sentences too long to be worded alike by chance."""
    words: dict[str, str] = {}  # of each sentence, however it is set
    first: dict[str, tuple[str, str]] = {}
    for m in mentions:
        document = documents.get(m.document_id)
        key = (document.published if document else None) or "~", m.document_id
        if m.sentence_text.count(" ") >= COPIED:
            said = words.get(m.sentence_text) or words.setdefault(m.sentence_text, as_set(m.sentence_text))
            first[said] = min(key, first.get(said, key))
    return {text: first[said][1] for text, said in words.items()}


def _sides_of(claims: Iterable[Claim]) -> dict[str, str]:
    """The side of each speaker who is told in some report to be of one, and of no other in the rest."""
    sides: dict[str, set[str]] = defaultdict(set)
    for s in (s for c in claims for s in c.chain if s.actor_id and s.side not in (None, s.actor_id)):
        sides[str(s.actor_id)].add(str(s.side))
    return {actor: next(iter(found)) for actor, found in sides.items() if len(found) == 1}


def _published_by(documents: Iterable[Document]) -> dict[str, str]:
    """The publishers, by their names without an article."""
    names = sorted({d.publisher for d in documents if d.publisher})
    return {_bare(n): n for n in reversed(names)}


def _bare(name: str) -> str:
    """A name in lower case, without an article."""
    return name.casefold().removeprefix("the ")


def _outlet_key(outlets: Any, pack: Any, publishers: Mapping[str, str]) -> Outlet:
    """From a publisher's name to the state it speaks for, else to the outlet; None if it is not known.

    A state's own body, and what calls itself state-run or an office and names a country, speaks for that state. "The
    Herald's correspondent" speaks for the Herald, where that is a publisher.
    """

    def key(name: str) -> str | None:
        paper, _, person = re.sub("[’']s? ", "|", name, count=1).partition("|")
        ours = publishers.get(_bare(paper if STAFF.search(person) else name))
        name = ours or name
        unlisted = f"{OUTLET}{name.casefold()}" if ours else None
        found = outlets.named(name) if outlets is not None else None
        if found is not None:
            return str(found.state or f"{OUTLET}{found.name.casefold()}")
        if pack is None:
            return unlisted
        whole = pack.phrases.get(name)
        named = whole or [v for match in pack.phrases.find(WORDS.findall(name)) for v in match.values]
        actor = pack.get(named[0].actor_id) if named and (whole or OF_A_STATE.search(name)) else None
        return unlisted if actor is None else str(actor.side if whole else actor.country or actor.side)

    return cache(key)


def _culprit_key(pack: Any, mentions: Iterable[EventMention]) -> Callable[[str], str | None]:
    """From a phrase for who did it to his side, where the phrase names one; else to his sort: a state's men, a band."""
    sides: dict[str, set[str]] = defaultdict(set)
    for p in (p for m in mentions for p in m.actors + m.recipients):
        if side := side_of(p) or p.id:
            sides[_bare(p.text)].add(side)
    by_name = {name: next(iter(found)) for name, found in sides.items() if len(found) == 1}  # "the army" may be any

    def key(phrase: str) -> str | None:
        if (known := by_name.get(_bare(phrase))) is not None:
            return known
        found = pack.phrases.find(WORDS.findall(phrase)) if pack is not None else ()
        actors = [a for match in found if (a := pack.get(match.values[0].actor_id)) is not None]
        if actors:
            return str(next((a.side for a in actors if a.side != a.country), actors[0].side))
        nouns = {stem(word) for word in WORDS.findall(phrase)}
        return A_STATES if nouns & SERVANTS else A_BAND if nouns & BANDS else None

    return cache(key)


def _effects(predicates: Any) -> dict[str, str]:
    """Rules whose event is a result, with which: killed or injured."""
    found = [] if predicates is None else [*predicates.verbs.values(), *predicates.nouns.values()]
    return {p.rule: p.effect for same in found for p in same if p.effect in ("killed", "injured")}


def _nouns(predicates: Any) -> frozenset[str]:
    """Rules whose triggers are nouns."""
    found = predicates.nouns.values() if predicates is not None else ()
    return frozenset(p.rule for same in found for p in same)


def _publishers_claim(mention: EventMention, document: Document | None) -> Claim:
    name = document.publisher if document else None
    chain = (Speaker(name, None, None),) if name else ()
    return Claim(
        claim_id="", document_id=mention.document_id, sentence=mention.sentence, about_kind="event_mention",
        about_id=mention.event_mention_id, field=None, value=None, stance="affirms", modality="certain", chain=chain,
        source_start=None, source_end=None, cue_start=None, cue_end=None, content_start=None, content_end=None,
        said_on=None, revises_id=None,
    )  # fmt: skip


def _hearsay(told: Sequence[Said]) -> dict[str, str | None]:
    """Origin of each mention that only others vouch for; None where the report itself does, or two origins do."""
    origins: dict[str, set[str | None]] = defaultdict(set)
    for s in told:
        if s.affirms:
            origins[s.mention.event_mention_id].add(None if s.origin.own else s.origin.low)
    return {mention: next(iter(found)) if len(found) == 1 else None for mention, found in origins.items()}


def _event(
    event_id: str,
    mentions: Sequence[EventMention],
    told: Sequence[Said],
    n_reports: int,
    first_added: str | None,
    hearing: _Hearing,
) -> Event:
    real = [m for m in mentions if m.polarity == "positive" and m.modality not in UNREAL] or list(mentions)
    kind, mode = _type(real)
    coded = next(m for m in real if m.event_type == kind and m.mode == mode)
    start, end, precision = _dates(real if any(m.date_start for m in real) else mentions)
    low, high = origins(told)
    held = standing(told)
    # whom one report only asks about, or thinks possible, is no doer of what others tell as done
    sure = [m for m in real if m.modality == "actual"] or real
    hearsay = _hearsay(told) if held == "corroborated" else {}
    actors, recipients = (roles(of, hearing.persons, hearsay, hearing.things)[i] for i, of in enumerate((sure, real)))
    return Event(
        event_id=event_id,
        origin="coded",
        event_mention_ids=tuple(m.event_mention_id for m in mentions),
        event_type=kind,
        mode=mode,
        cameo=coded.cameo,
        quad_class=coded.quad_class,
        goldstein=coded.goldstein,
        actors=actors,
        recipients=recipients,
        date_start=start,
        date_end=end,
        date_precision=precision,
        place=_place(real) or _place(mentions),
        **_tolls(mentions, hearing.persons),
        n_documents=len({m.document_id for m in mentions}),
        n_reports=n_reports,
        n_origins_low=low,
        n_origins_high=high,
        standing=held,
        first_added=first_added,
    )


def standing(told: Sequence[Said]) -> str:
    """Standing of an event from all claims on its mentions, the first that fits.

    hypothetical: no mention tells it as having happened. denied: only denials are left. disputed: values exclude one
    another, or somebody denies it. revised: a side takes back its own word. corroborated: two independent origins or
    more. single_origin: all else.
    """
    affirmed = [s for s in told if s.affirms]
    denied = [s for s in told if s.denies and s.mention.modality not in UNREAL and not _of_the_charge(s)]
    if not affirmed:
        planned = any(s.mention.modality != "actual" for s in told)
        return "denied" if denied and not planned else "hypothetical" if planned else "single_origin"
    fallen = _withdrawn(affirmed, denied)
    if len(fallen) == len(affirmed):
        return "denied"
    own = {_teller(s) for s in affirmed}
    denied = [s for s in denied if _of_the_deed(s, affirmed)]
    against = [s for s in denied if _teller(s) not in own or not _takes_back(s, affirmed)]
    partly = any(s.claim.field is not None and s.claim.stance == "denies" for s in told)
    rival = rival_actors(affirmed) or rival_victims(affirmed) or rival_grounds(affirmed) or rival_tolls(told)
    if against or partly or _spared(told, affirmed) or rival or rival_culprits(told):
        return "disputed"
    if denied or _lowered(told) or any(s.claim.stance == "revises" or s.claim.revises_id for s in told):
        return "revised"
    return "corroborated" if origins(told)[0] >= 2 else "single_origin"


def _of_the_charge(denial: Said) -> bool:
    """Whether others than those who made a charge reject it: that denies what they say, not that they said it."""
    mention = denial.mention
    return mention.event_type == "ACCUSE" and denial.origin.low not in _sides(mention.actors)


def _teller(said: Said) -> str:
    """Who takes back if he denies: the origin, of those who have no name and no side whoever is called the same."""
    if said.origin.low not in NAMELESS or not said.claim.chain:
        return said.origin.low
    return f"{said.origin.low} {_bare(said.claim.chain[-1].name)}"


def _withdrawn(affirmed: Sequence[Said], denied: Sequence[Said]) -> list[Said]:
    """What an outlet passed on or told itself, and later told not to be so: "we relayed a report that ... Nobody did".

    Only an outlet that told of it in an earlier report takes anything back.
    """
    fallen: list[Said] = []
    for denial in denied:
        if not denial.origin.own or denial.outlet is None:
            continue
        told = [s for s in affirmed if s.outlet == denial.outlet and s.published <= denial.published]
        if any(s.mention.document_id != denial.mention.document_id for s in told):
            fallen += (s for s in told if s not in fallen)
    return fallen


def _spared(told: Sequence[Said], affirmed: Sequence[Said]) -> bool:
    """Whether one origin says that those were not hurt whom another says were hit: "no miner was hurt"."""
    unhurt = {(noun, s.origin.low) for s in told if s.spares for noun in _victims(s.mention)}
    struck = {(noun, s.origin.low) for s in affirmed for noun in _victims(s.mention)}
    return any(noun == other and low != theirs for noun, low in unhurt for other, theirs in struck)


def _victims(mention: EventMention) -> set[str]:
    return {stem(words[-1]) for p in mention.recipients if (words := p.text.split())}


def _of_the_deed(denial: Said, affirmed: Sequence[Said]) -> bool:
    """Whether a denial is of what is told: "it was not us" does not contradict who says that others did it.

    It answers whoever names nobody, or also men whom nobody knows. Whom the denier himself names does not count.
    """
    denied = _doers(denial)
    named: dict[str, set[str | None]] = defaultdict(set)  # by everybody else, the sides that he names
    for s in (s for s in affirmed if _teller(s) != _teller(denial)):
        named[_teller(s)].update(side_of(p) or _self_named(p, s) for p in s.mention.actors)
    answered = (not sides or None in sides or sides & denied for sides in named.values())
    return not denied or not named or any(answered)


def _takes_back(denial: Said, affirmed: Sequence[Said]) -> bool:
    """Whether a side denies what it has told itself; "it was not us, it was rebels" takes nothing back, nor
    does "it was smugglers", of whom nobody knows whose they are."""
    own = [s for s in affirmed if _teller(s) == _teller(denial)]
    if all(s.mention.event_mention_id != denial.mention.event_mention_id for s in own) and _of_others(denial):
        return False
    denied = _doers(denial) | {p.id for p in denial.mention.actors if p.id}
    named = [_sides(s.mention.actors) for s in own if not _others(s.mention.actors)]
    return not denied or any(not sides or sides & denied for sides in named)


def _of_others(denial: Said) -> bool:
    """Whether what is denied is what somebody else tells: "denies it"."""
    return denial.claim.stance == "denies" and denial.mention.polarity == "positive"


def _others(parties: Iterable[Party]) -> bool:
    """Whether doers are told by a word alone that is nobody's own: "smugglers", not "its gunners"."""
    named = (p for p in parties if p.text and p.text.lower() not in PRONOUNS and not _of_the_speakers(p))
    return any(side_of(p) is None for p in named)


def _doers(said: Said) -> set[str]:
    """Sides of those who are said to have done it, or not: of "our guns" the speaker's."""
    return {side for p in said.mention.actors if (side := side_of(p) or _self_named(p, said))}


def _sides(parties: Iterable[Party]) -> set[str]:
    return {side for p in parties if (side := side_of(p))}


def origins(told: Sequence[Said]) -> tuple[int, int]:
    """Least and greatest number of origins. The least counts only who holds the core of it in common with another."""
    support = _with_avowals(_support(told))
    low, high = counted(s.origin for s in support)
    if low < 2:
        return low, high
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    cores = [_core(s) for s in support]
    for s, core in zip(support, cores, strict=True):
        for part in core:
            holders[part].add(s.origin.low)
    shared = [s.origin for s, core in zip(support, cores, strict=True) if any(len(holders[p]) > 1 for p in core)]
    return max(1, counted(shared)[0]), high


def _with_avowals(support: Sequence[Said]) -> list[Said]:
    """The claims, those avowed by who owns up to a blow that his report tells by itself, naming nobody: "A bomb cut the
    line. The Front said it had blown it up." The report did not have the blow from him."""
    bare = {s.origin.report for s in support if s.origin.voice == "own" and not s.mention.actors}
    named = {s.origin.report for s in support if s.origin.own and s.mention.actors}
    out = []
    for s in support:
        owns_up = s.origin.voice == "named" and s.mention.quad_class == HOSTILE and _boasts(s)
        avowed = owns_up and s.origin.report in bare - named
        out.append(replace(s, origin=replace(s.origin, voice="avowed")) if avowed else s)
    return out


def _core(said: Said) -> set[tuple[str, str]]:
    """What a claim holds of the deed, who did it, to whom and where: by sides and states, else by last words."""
    mention, place = said.mention, said.mention.place
    parts = {("deed", stem(mention.trigger))} | ({("place", place.name.casefold())} if place else set())
    if (
        mention.date_start is not None and mention.date_start == mention.date_end
    ):  # "at Lesak, where shots were fired on 2 May"
        names = (w for w in NAME.findall(mention.sentence_text) if w not in CALENDAR)
        parts |= {(mention.date_start, stem(name)) for name in names}
    if said.origin.voice in ("own", "avowed"):  # who owns up to what a report tells takes up that
        parts.add(("report", said.origin.report))
    if place is not None and place.precision in FINE:
        parts.add(("at", place.name.casefold()))
    for role, parties in (("actor", mention.actors), ("recipient", mention.recipients)):
        for p in parties:
            words = p.text.split()
            state, own = p.codes[-1][:STATE] if p.codes else None, _self_named(p, said)
            known = {p.id, side_of(p), state, own, noun_of(p), stem(words[-1]) if words else None}
            parts |= {(role, key) for key in known if key}
            if role == "recipient":  # "shut down Panmunjom", "cut the line at Panmunjom"
                parts.add(("at", p.name.casefold()))
    return parts


def _support(told: Sequence[Said]) -> list[Said]:
    """The claims that count as origins: those that it happened; if nobody says so, all."""
    return [s for s in told if s.affirms and s.claim.field is None] or list(told)


def rival_actors(told: Sequence[Said]) -> bool:
    """Whether different origins name different doers, who are never named together."""
    doers: dict[str, set[str]] = defaultdict(set)
    together: set[tuple[str, str]] = set()
    # who only names a doer does not vouch for another; of talks and words nobody says that others had them
    for s in (s for s in told if s.claim.field != "actor" and s.mention.quad_class not in VERBAL):
        named = sorted({side for p in s.mention.actors if (side := _doer(p, s))})
        together.update((a, b) for a in named for b in named)
        for side in named:
            doers[side].add(_teller(s))
    sides = sorted(doers)
    return any(
        (a, b) not in together and _exclude(a, b) and (doers[a] != doers[b] or len(doers[a] | doers[b]) > 1)
        for i, a in enumerate(sides)
        for b in sides[i + 1 :]
    )


def rival_culprits(told: Sequence[Said]) -> bool:
    """Whether one origin blames another doer than a second does, or than a second says did it."""
    blamed: dict[str, set[str]] = defaultdict(set)
    laid = {(s.mention.event_mention_id, _teller(s)) for s in told if s.culprit}
    for s in told:
        if s.culprit:
            blamed[_teller(s)].add(s.culprit)
        elif s.affirms and s.claim.field is None and (s.mention.event_mention_id, _teller(s)) not in laid:
            blamed[_teller(s)] |= _doers(s) if s.mention.quad_class == HOSTILE else set()
    culprits = {s.culprit for s in told if s.culprit}
    return any(
        not blamed[one] & blamed[other] and any(_two(a, b) for a in blamed[one] & culprits for b in blamed[other])
        for one in sorted(blamed)
        for other in sorted(blamed)
    )


def _two(a: str, b: str) -> bool:
    """Whether two culprits are not one: two sides, a state or its men and somebody else."""
    if not {a, b} & {A_STATES, A_BAND}:
        return a != b
    return _states(a) != _states(b)


def _states(culprit: str) -> bool:
    return culprit == A_STATES or (len(culprit) == STATE and culprit.isupper())


def _doer(party: Party, said: Said) -> str | None:
    """The side of a doer, else himself; of people of a state ("Serbian saboteurs") that state, marked as such."""
    code = party.codes[0] if party.codes else ""
    people = f"{PEOPLE}{code}" if len(code) == STATE and code not in SECTORS else None
    return side_of(party) or _self_named(party, said) or party.id or people


def _exclude(a: str, b: str) -> bool:
    """Whether it was not both: people of a state may be of any band, but not of another state's service."""
    states = [mark.removeprefix(PEOPLE) for mark in (a, b)]
    if states == [a, b]:
        return True
    return states[0] != states[1] and all(len(state) == STATE for state in states)


def rival_victims(told: Sequence[Said]) -> bool:
    """Whether one origin says that fighters were hit, another that civilians were, and neither names both."""
    sorts: dict[str, set[str]] = defaultdict(set)
    for s in (s for s in told if s.claim.field is None and s.mention.quad_class == HOSTILE):
        sorts[s.origin.low].update(sort for p in s.mention.recipients if (sort := _armed_or_civil(p)))
    return any(found == {"armed"} for found in sorts.values()) and any(found == {"civil"} for found in sorts.values())


def rival_grounds(told: Sequence[Said]) -> bool:
    """Whether one origin puts it in international waters or air, another in those of a state."""
    nobodys = {s.origin.low for s in told if NOBODYS.search(s.mention.sentence_text)}
    states = {s.origin.low for s in told if s.mention.place is not None and s.mention.place.country}
    return bool(nobodys) and bool(states - nobodys)


def _armed_or_civil(party: Party) -> str | None:
    """ "armed": fighters of no state; "civil": people of a trade or a village; None for others, also mere "people"."""
    noun, roles_ = noun_of(party), {code[-STATE:] for code in party.codes} | {code[STATE:ROLE] for code in party.codes}
    if noun in FIGHTERS or roles_ & (ARMED | {"UAF"}):
        return "armed"
    if noun in KIN:
        return "civil"
    return "civil" if roles_ & CIVIL and noun not in ANYONE else None


def _self_named(party: Party, said: Said) -> str | None:
    """The speaker's side where he tells of "its fighters", "our men"; of what a state's own outlet tells the state."""
    if not said.claim.chain or _of_others(said) or not _of_the_speakers(party):
        return None
    speaker, low = said.claim.chain[-1], said.origin.low
    person = speaker.named and speaker.side in (None, speaker.actor_id) and not said.origin.own
    if person and party.text.lower().startswith(("his ", "my ")):
        return None  # the men of a commander, of whom it is not known whose he is
    return speaker.side or speaker.actor_id or (low if said.origin.own and ":" not in low else None)


def _of_the_speakers(party: Party) -> bool:
    """Whether a party is told as somebody's own: "its fighters", "our men"."""
    return party.text.lower().partition(" ")[0] in OWN


def rival_tolls(told: Sequence[Said]) -> bool:
    """Whether origins differ on the dead or injured. A toll that later reports raise is an update, not a dispute, but
    where it is who did it that boasts of more."""
    for field in ("killed", "injured"):
        tolls = [(toll, s) for s in told if not s.mention.cumulative and (toll := _claimed_toll(s, field))]
        tolls.sort(key=lambda t: t[0])
        for i, ((_, top), small) in enumerate(tolls):
            for (low, _), large in tolls[i + 1 :]:
                apart = low > top and low >= TOLL_RATIO * top
                grown = top > 0 and large.published > small.published and not _boasts(large)
                if apart and not grown and _teller(small) != _teller(large):
                    return True
    return False


def _lowered(told: Sequence[Said]) -> bool:
    """Whether somebody later gives a lower toll than before: that takes back what he said, as a higher one does not."""
    for field in ("killed", "injured"):
        tolls = [(toll, s) for s in told if not s.mention.cumulative and (toll := _claimed_toll(s, field))]
        for (low, _), before in tolls:
            for (_, top), after in tolls:
                if top < low and _teller(before) == _teller(after) and before.published < after.published:
                    return True
    return False


def _boasts(said: Said) -> bool:
    """Whether somebody tells of his own deed: "its men slaughtered fifty soldiers, the group said"."""
    speaker = said.claim.chain[-1] if said.claim.chain else None
    return speaker is not None and any(
        (p.id is not None and p.id == speaker.actor_id) or _of_the_speakers(p) for p in said.mention.actors
    )


def _claimed_toll(said: Said, field: str) -> tuple[int, float] | None:
    """Toll that a claim holds; who names the dead does not say that nobody else died."""
    if said.spares == field:
        return 0, 0
    if said.claim.field == "actor":
        return None
    toll = _toll(said.mention, field) if said.affirms else None
    return (toll[0], float("inf")) if toll and said.names_victims else toll


def _toll(mention: EventMention, field: str) -> tuple[int, float] | None:
    low, high = getattr(mention, f"{field}_min"), getattr(mention, f"{field}_max")
    return None if low is None else (low, float("inf") if high is None else high)


def _tolls(mentions: Sequence[EventMention], persons: frozenset[str]) -> dict[str, int | None]:
    """Range of the dead and injured over all mentions that give a toll.

    Totals over several happenings count only if nothing else does, so do mentions that merely name the dead; of these
    the one that names most.
    """
    out: dict[str, int | None] = {}
    for field in ("killed", "injured"):
        with_toll = [(m, v) for m in mentions if (v := _toll(m, field))]
        single = [(m, v) for m, v in with_toll if not m.cumulative] or with_toll
        counts = [v for m, v in single if not any(p.id in persons for p in m.recipients)]
        seen = counts or sorted(v for _, v in single)[-1:]
        top = max((low if high == float("inf") else high for low, high in seen), default=None)
        open_ = any(high == float("inf") and low == top for low, high in seen)
        out[f"{field}_min"] = min((low for low, _ in seen), default=None)
        out[f"{field}_max"] = None if open_ or top is None else int(top)
    return out


def _type(mentions: Sequence[EventMention]) -> tuple[str, str | None]:
    """Type and mode that most reports give, ties by the first told."""
    kind = Counter(m.event_type for m in mentions).most_common(1)[0][0]
    modes = Counter(m.mode for m in mentions if m.event_type == kind and m.mode)
    return kind, modes.most_common(1)[0][0] if modes else None


def _dates(mentions: Sequence[EventMention]) -> tuple[str | None, str | None, str]:
    """The interval that most mentions support; of equally supported ones the narrowest, then the first told."""
    seen = [(m, *dates(m)) for m in mentions]
    seen = [s for s in seen if s[1] != NONE]
    if not seen:
        return None, None, "unknown"

    def support(start: int, end: int) -> int:
        return sum(other <= end and start <= other_end for _, other, other_end in seen)

    narrow = min(end - start for _, start, end in seen)
    fine = (s for s in seen if s[2] - s[1] <= max(narrow, 1))
    best = max(fine, key=lambda s: support(s[1], s[2]))[0]
    return best.date_start, best.date_end or best.date_start, best.date_precision


def _place(mentions: Sequence[EventMention]) -> Where | None:
    """The most specific place, of these the one that most mentions name."""
    places = [m.place for m in mentions if m.place]
    if not places:
        return None
    finest = max(PLACE_RANK.get(p.precision, 0) for p in places)
    names = Counter(p.name for p in places if PLACE_RANK.get(p.precision, 0) == finest)
    return next(p for p in places if p.name == names.most_common(1)[0][0])


STAGE = Stage(
    name="events.standing",
    question="what happened, how well attested, how disputed",
    apply=apply,
    reads=(Document, Mention, EventMention, Claim, Actor, Judgement, Membership, Arrival),
    writes=(Event,),
    resources=("outlets", "predicates", "lexicon"),
)
