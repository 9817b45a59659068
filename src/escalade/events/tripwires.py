"""Stage events.tripwires: what became of each threat, as far as the casebook's own reports reach.

A threat is measured by what its issuer did to the addressee afterwards: to his people, his bodies, his ground, or those
who are said to serve him. Where its words name no deed ("will pay", "a decisive response"), any blow will do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from escalade.events.aftermath import BLOWS, UNDATED, Aftermath, Key
from escalade.events.columns import UNREAL as PLANNED
from escalade.events.fulfilment import (
    MATERIAL_CONFLICT,
    UNTOLD,
    WORDS_ONLY,
    Deed,
    Parties,
    Told,
    fulfils,
    stems,
    taken_by_word,
    verb_of,
    without_names,
)
from escalade.events.parties import STATE
from escalade.model.casebook import Event, Membership, TripwireStanding
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Tripwire
from escalade.model.documents import Document
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables

# a condition that something is left undone or goes on: no report tells of it, so no event meets it, but its last day
UNDONE = re.compile(
    r"\b(?:not|n't|n’t|no|none|nobody|nothing|never|unless|fails?|refuses?|without|still|remains?|stays?|continu\w+|keeps?|deadline|ultimatum)\b"
    r"|^(?:until|till|by|within|to|either)\b|\b(?:must|ha(?:s|ve) to)\b",
    re.I,
)
TERM = re.compile(r"\b(?:hours|days|weeks) to\b", re.I)  # of an order, not of "if they use the two days to dig in"
OPENED = re.compile(  # how a condition opens that is no order ("told it to pull back by Friday")
    r"^\W*(?:if|should|were|when|whenever|once|any|every|another|whoever|any(?:one|body)|the|a|an|one|as|in|next|before)\b",
    re.I,
)
BY_WHEN = re.compile(r"(?<=\w),? (?:before|until|till) .*", re.I | re.S)  # "enters before the exercises close"
GOES_AHEAD = re.compile(  # a condition that something comes about: "should the vote take place"
    r"\b(?:takes? place|go(?:es)? (?:ahead|forward|through)|(?:is|are|be) (?:held|staged|passed)|proceeds?|happens?)\b",
    re.I,
)
CALLED_OFF = re.compile(r"(?:call\w*|put) off|(?:cancel|scrap|shelv|abandon|drop|postpon|abort)\w*", re.I)
WISHED = re.compile(r"\b(?:wants?|wish(?:es)?)\b", re.I)  # a condition that no deed meets
# a consequence that names no deed, so that any blow will do
GENERAL = re.compile(
    r"\b(?:pay\w*|price|cost\w*|answer\w*|respon\w+|retaliat\w+|repl(?:y|ies)|react\w*|aveng\w+|punish\w*|regret\w*"
    r"|consequences?|measures?|means|force|acts?|action|decisive\w*|suffer\w*|hell|war|end|weapons?|options?|itself"
    r"|themselves|ourselves|idl[ey]|unanswered|unpunished|aside|mercy|limits?|sleep|trembl\w+|spectators?|bystanders?"
    r"|(?:military|lawful|legitimate|fair) targets?|fall)\b",
    re.I,
)
BARRED = re.compile(  # passage that is denied
    r"\bno\b.{1,40}\b(?:will|would|shall|may|can)\b.{0,20}\b(?:enter|leave|pass|cross|dock|land|sail|unload|reach|fly)\b"
    r"|\bnot\b (?:let|allow|permit|be (?:let|allowed|permitted))\b",
    re.I,
)
HARMED = re.compile(  # a condition that somebody is done harm, whose words no event has
    r"\b(?:touch\w*|harm\w*|hurt\w*|a hair|a finger|a scratch|lays? (?:a )?hands?"
    r"|c(?:o|a)m(?:e|es|ing) under (?:\w+ )?(?:fire|attack)"
    r"|(?:jets?|planes?|warplanes?|bombers?|drones?|aircraft|gunboats?) (?:\w+ ){0,2}(?:c[oa]me|return)\w*)\b",
    re.I,
)
UNDER_FIRE = re.compile(r"\bc(?:o|a)m(?:e|es|ing) under (?:\w+ )?(?:fire|attack)\b", re.I)  # says no more than its type
ENDS = re.compile(  # what is to be no more, of which more is no obedience
    r"\b(?:stop\w*|ends?|ended|ceas\w*|halt\w*|lift\w*|over|off|continu\w+|still|remain\w*|stays?|keeps?)\b", re.I
)
KEPT = re.compile(  # that somebody did as he had threatened
    r"\bas\b[^,.;:]{1,50}\bhad (?:\w+ly )?(?:warned|threatened|vowed|promised|announced|foretold|sworn|pledged)\b"
    r"|\b(?:made|makes|making) good (?:on )?(?:\w+ ){0,3}?(?:threat|word|warning|promise|vow|ultimatum)"
    r"|\b(?:carried out|carries out|kept|keeps|executed|fulfilled|followed through on|acted on|delivered on) "
    r"(?:its|his|her|their|the) (?:threat|word|warning|promise|vow|ultimatum)"
    r"|\btrue to (?:its|his|her|their) (?:threat|word|warning|promise|vow)"
    r"|\b(?:carrying out|making good|acting on|following through on) (?:\w+ )?(?:an?|the|its|his|her|their) (?:\w+ )?"
    r"(?:threat|warning|promise|vow|ultimatum)"
    r"|\bhad (?:said|warned|announced|threatened|vowed) (?:that )?(?:it|he|she|they) would\b[^,;:]{0,20}$",
    re.I,
)
LAPSED = re.compile(  # that the last day of a threat has passed
    r"\b(?:deadline|ultimatum|term|date|days?|hours|weeks?|time|notice)\b[^.;:]{0,70}?"
    r"\b(?:expir(?:e[sd]?|ing)|lapse[sd]?|r[au]n(?:s|ning)? out|passe[sd]|elapsed|slip\w*|(?:was|were) (?:up|over))\b",
    re.I,
)
UNTRUE = re.compile(  # that a sentence tells of no deed, or of the threat itself
    r"\b(?:not|no|never|nobody|nothing|without|if|unless|would|will|shall|may|might|could|can|deny|denie[sd]|threat\w*"
    r"|warn\w*|vow\w*|promis\w*|plan\w*|demand\w*|urge\w*|call\w*|wants?|refus\w*)\b|n[’']t\b",
    re.I,
)
POINTS = re.compile(r"\b(?:it|them|there|this|that)\b", re.I)  # a consequence upon what the condition names
UNREAL = frozenset({"hypothetical", "denied"})
GIVES_WAY = frozenset({"RETREAT", "CONCEDE", "AGREE", "COOPERATE"})
MOVES = "MOBILIZE"  # gives way where somebody moves away: "flew its engineers out of the port"
AWAY = re.compile(r"\b(?:out of|away|home|back (?:to|home))\b", re.I)
CALLS_OFF = frozenset({"RETREAT", "CONCEDE", "REJECT"})
MEASURES = frozenset({"COERCE", "SANCTION"})  # what a state does on purpose, unlike blows
SHARED = 2  # sides by which a later report is about the same
SAME_WORDS = 3  # shared with a threat by what is told much later, on no day
EVER = "9999-12-31"
PROMPT = 7  # days after the last day of a threat in which what it foretold is done because of it
REACH = 45  # days after a threat, or after its deadline, in which a blow is taken for what was threatened


Days = Mapping[str, str | None]  # of reports


@dataclass(frozen=True, slots=True)
class Field:
    """What threats are measured against: what is told of after them, and their own reports."""

    after: Aftermath
    spoken: Mapping[str, Sequence[EventMention]]  # mentions of each report with a threat
    said_on: Mapping[str, str]  # day of the words of a threat, where told
    published: Days
    parties: Parties
    latest: str | None

    def made(self, tripwire: Tripwire) -> str | None:
        """The day of the threat: that of the words where it is told and past, else that of the report."""
        published = self.published.get(tripwire.document_id)
        said = self.said_on.get(tripwire.tripwire_id)
        return tripwire.valid_from or (said if said and published and said < published else published)

    def passed(self, tripwire: Tripwire) -> bool:
        """Whether the last day of a threat lies before the latest report."""
        return bool(tripwire.valid_to and self.latest and self.latest > tripwire.valid_to)


@dataclass(frozen=True, slots=True)
class _Later:
    """What is told of after one threat; what its own report tells of its day came before it."""

    after: Aftermath
    document: str
    made: str
    in_time: str  # the last day on which the condition may come true
    last: str

    def alike(self, deed: Deed, until: str) -> Iterator[Told]:
        """Events that may be a deed, in order."""
        return self._told(self.after.alike(deed, self.made, until))

    def of(self, keys: Iterable[Key], until: str) -> Iterator[Told]:
        """Events of some keys, in order."""
        return self._told(self.after.of(keys, self.made, until))

    def blows(self, stems: frozenset[str], least: int) -> Iterator[Told]:
        """Blows of which a mention may take up so many of some words, in order."""
        return self._told(self.after.telling(BLOWS, stems, least, self.made, self.last))

    def retold(self, stems: frozenset[str], least: int) -> Iterator[Told]:
        """Undated events, first told long after, of which a mention may take up so many of some words, in order."""
        found = self.after.telling(UNDATED, stems, least, self.last, EVER)
        return (e for e in found if e.day > self.last)

    def undated(self) -> Iterator[Told]:
        """Events of no day, in the order in which they were first told."""
        return self._told(self.after.of([UNDATED], self.made, EVER))

    def all(self, until: str) -> Iterator[Told]:
        """All events, in order."""
        return self._told(self.after.all(self.made, until))

    def spanning(self, deed: Deed) -> Iterator[Told]:
        """Events that may be a deed, dated no finer than a span in which the day of the threat lies: "in September"."""
        found = self.after.alike(deed, first_day(self.made), self.made)
        return (e for e in found if e.day < self.made <= (e.event.date_end or e.day))

    def _told(self, events: Iterable[Told]) -> Iterator[Told]:
        return (e for e in events if e.day != self.made or all(m.document_id != self.document for m in e.mentions))


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Standing of every tripwire, first match: carried_out, met, expired, armed.

    It is measured against the events that reports tell of after the threat, and against the day of the latest report:
    no clock is read.
    """
    tripwires = tables.rows(Tripwire)
    held = measured(tables) if tripwires else None
    return {TripwireStanding: [standing(tripwire, held) for tripwire in tripwires] if held else []}


def measured(tables: Tables) -> Field:
    """What the threats of a casebook are measured against."""
    actor = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "actor"}
    parties = known(actor, tables.rows(RelationMention))
    published = days(tables.rows(Document))
    return Field(
        after=Aftermath(told(tables.rows(Event), tables.rows(EventMention), published, parties)),
        spoken=spoken(tables.rows(EventMention), tables.rows(Tripwire)),
        said_on=said_on(tables.rows(Claim)),
        published=published,
        parties=parties,
        latest=latest(published),
    )


def known(actor: Mapping[str, str], relations: Sequence[RelationMention]) -> Parties:
    """How parties are known; `actor`: member -> cluster."""
    bare = Parties(actor, {})
    offices, bands = (_offices(relations, whose, bare) for whose in (bare.side, bare.band_of))
    return Parties(actor, _serving(relations, bare), offices, bands)


def days(documents: Iterable[Document]) -> dict[str, str | None]:
    """Report -> its day."""
    return {d.document_id: d.published for d in documents}


def latest(published: Days) -> str | None:
    """The day of the latest report."""
    return max(filter(None, published.values()), default=None)


def said_on(claims: Iterable[Claim]) -> dict[str, str]:
    """Tripwire -> the day on which its words are told to have been said."""
    return {c.about_id: c.said_on for c in claims if c.about_kind == "tripwire" and c.said_on}


def spoken(mentions: Iterable[EventMention], tripwires: Iterable[Tripwire]) -> dict[str, list[EventMention]]:
    """Report with a threat -> its mentions."""
    found: dict[str, list[EventMention]] = {tripwire.document_id: [] for tripwire in tripwires}
    for m in mentions:
        if m.document_id in found:
            found[m.document_id].append(m)
    return found


def told(
    events: Iterable[Event], mentions: Iterable[EventMention], published: Days, parties: Parties
) -> Iterator[Told]:
    """Events that some report tells as real, with their days; those of no day count from the first report on them."""
    by_id = {m.event_mention_id: m for m in mentions}
    for event in events:
        if event.standing in UNREAL:
            continue
        done = _as_done([by_id[i] for i in event.event_mention_ids if i in by_id])
        day = event.date_start or min(filter(None, (published[m.document_id] for m in done)), default=None)
        if day:
            yield Told(event, day, tuple(done), parties)


def _as_done(mentions: list[EventMention]) -> list[EventMention]:
    """The mentions that tell of an event as done; all if it was only planned: a threat does not carry itself out."""
    return [m for m in mentions if m.modality not in PLANNED] or mentions


def _serving(rows: Iterable[RelationMention], parties: Parties) -> dict[str, frozenset[str]]:
    """For each side those that some report says it sponsors, or that serve it; a denial does not count."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.kind in ("sponsors", "serves") and row.stance in ("affirms", "doubts"):
            patron, client = (row.source, row.target) if row.kind == "sponsors" else (row.target, row.source)
            side = parties.side(patron)
            if side:
                found[side] |= parties.marks([client])
    return {side: frozenset(clients) for side, clients in found.items()}


def _offices(rows: Iterable[RelationMention], whose: Callable[[Party], str | None], parties: Parties) -> dict[str, str]:
    """Who is told to speak for or to lead one side (or group) alone, and that."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        own, led = parties.known(row.source), whose(row.target)
        if row.kind in ("serves", "leads") and row.stance == "affirms" and own and led:
            found[own].add(led)
    return {own: next(iter(led)) for own, led in found.items() if len(led) == 1}


def standing(tripwire: Tripwire, field: Field) -> TripwireStanding:
    """Standing of one tripwire, and the event that carried it out or met it.

    What was to be left undone is met, by no event, where its last day passed, a later report is still about the same,
    and nobody tells that the addressee gave way before.
    """
    made, passed = field.made(tripwire), field.passed(tripwire)
    found = _what_became(tripwire, made, passed, field) if made else None
    how, met_by = found or ("expired" if passed else "armed", None)
    return TripwireStanding(tripwire.tripwire_id, how, met_by)


def first_day(made: str) -> str:
    """From when on a span may begin in which what was threatened was done."""
    return (date.fromisoformat(made) - timedelta(REACH)).isoformat()


def last_day(tripwire: Tripwire, made: str) -> str:
    """Until when what happens may be what was threatened."""
    return (date.fromisoformat(tripwire.valid_to or made) + timedelta(REACH)).isoformat()


def _what_became(tripwire: Tripwire, made: str, passed: bool, field: Field) -> tuple[str, str | None] | None:
    """Whether it was carried out or met, and by what, or came to nothing; None: neither."""
    issuer, addressee = _sides(tripwire, field)
    last = last_day(tripwire, made)
    later = _Later(field.after, tripwire.document_id, made, tripwire.valid_to or last, last)
    condition = _condition(tripwire, issuer, addressee, field)
    ordered = tripwire.valid_to is not None and not OPENED.match(tripwire.condition)
    undone = ordered or bool(UNDONE.search(tripwire.condition))
    undone = undone or bool(TERM.search(tripwire.condition) and not OPENED.match(tripwire.condition))
    asked = condition if undone and not ENDS.search(tripwire.condition) else None
    averted = undone and passed and (_gave_way(later, condition, field) or _obeyed(later, asked))
    threatened = _threatened(tripwire, issuer, addressee, field)
    done = None
    if threatened.types or not averted:
        done = _first(later.alike(threatened, last), threatened) or _retold(later, threatened)
        done = done or _within(later, threatened)
    if done is not None and (
        undone
        or _very_measure(done, threatened)
        or _came_true(later, condition, field)
        or _taken_up(later, condition, done, threatened)
    ):
        return "carried_out", done.event.event_id
    both = None if averted else _told_together(later, condition, threatened, field)
    both = both or _word_kept(later, threatened)
    if both is None and not averted:
        both = _when_it_lapsed(later, tripwire, condition, threatened) or _right_after(later, tripwire, threatened)
    if both is not None:
        return "carried_out", both.event.event_id
    if undone:
        done = _in_its_words(later, tripwire, condition, threatened) if passed and not averted else None
        if done is not None:
            return "carried_out", done.event.event_id
        return ("met", None) if passed and not averted and _followed(tripwire, made, field) else None
    if not WISHED.search(tripwire.condition):
        happened = _first(later.alike(condition, later.in_time), condition)
        if happened is not None:
            return "met", happened.event.event_id
        if _called_off(later, tripwire.condition):
            return "expired", None
    return None


def _followed(tripwire: Tripwire, made: str, field: Field) -> bool:
    """Whether a report after the last day of a threat still tells of both sides, or of two that the threat's own tells
    of: else nobody can know what was left undone. A report that tells of nobody may be about anything."""
    both = {side for side in _sides(tripwire, field) if side}
    about = _told_of(field.spoken.get(tripwire.document_id, ()), field)
    later: dict[str, list[EventMention]] = defaultdict(list)
    for event in field.after.all(first_day(made), last_day(tripwire, made)):
        for m in event.mentions:
            if (field.published.get(m.document_id) or "") > (tripwire.valid_to or made):
                later[m.document_id].append(m)
    named = [_told_of(mentions, field) for mentions in later.values()]
    least = min(len(about), SHARED)
    return not about or any((both and both <= sides) or len(about & sides) >= least for sides in named)


def _told_of(mentions: Iterable[EventMention], field: Field) -> set[str]:
    """The sides that some mentions name."""
    return {side for m in mentions for p in (*m.actors, *m.recipients) if (side := field.parties.side(p))}


def _sides(tripwire: Tripwire, field: Field) -> tuple[str | None, str | None]:
    """Sides of the issuer and of the addressee; None where unknown.

    An issuer who has none is of the speaker's, of the one that he leads or speaks for, of who is to do what is
    threatened, or of whom the condition would harm.
    """
    issuer, addressee = field.parties.side(tripwire.issuer), field.parties.side(tripwire.addressee)
    himself = field.parties.known(tripwire.issuer) if tripwire.issuer is not None else None
    alone = issuer is not None and issuer == himself  # of no side that is told, but for what follows
    if (issuer is None or alone) and tripwire.issuer is not None and tripwire.attribution:
        speaker = tripwire.attribution[-1]
        state = len(speaker.side or "") == STATE  # "Tashkent said"
        tells = speaker.named or issuer is None  # "one of them said" says less than whom he speaks for
        issuer = speaker.side if tells and (state or speaker.side != speaker.actor_id) else issuer
    if (issuer is None or issuer == himself) and himself is not None:
        led = field.parties.office.get(himself) or (field.parties.band.get(himself) if alone else None)
        issuer = led or issuer
    if addressee is None and tripwire.addressee is not None and not tripwire.addressee.codes:
        addressee = field.parties.known(tripwire.addressee)  # a group that no list has is a side of its own
    if issuer is None and tripwire.issuer is not None:
        own = () if BARRED.search(tripwire.consequence) else _in_consequence(tripwire, field)
        threatens = _one_side((p for m in own for p in m.actors), field)
        issuer = threatens if threatens != addressee else None
        harms = (m for m in _in_condition(tripwire, field) if m.quad_class == MATERIAL_CONFLICT)
        issuer = issuer or _one_side((p for m in harms for p in m.recipients), field)
    return issuer, _within_side(tripwire, addressee, field) if addressee == issuer else addressee


def _within_side(tripwire: Tripwire, side: str | None, field: Field) -> str | None:
    """The addressee where he is of the issuer's own side, as a militia is of its country's: himself."""
    own = field.parties.known(tripwire.addressee) if tripwire.addressee else None
    issuer = field.parties.known(tripwire.issuer) if tripwire.issuer else None
    return own if own not in (side, issuer) else None


def _one_side(parties: Iterable[Party], field: Field) -> str | None:
    """The only known side of some parties."""
    sides = {side for p in parties if (side := field.parties.side(p))}
    return next(iter(sides)) if len(sides) == 1 else None


def _in_condition(tripwire: Tripwire, field: Field) -> list[EventMention]:
    """What the words of the condition speak of."""
    spoken = field.spoken.get(tripwire.document_id, ())
    return [m for m in spoken if tripwire.condition_start <= m.char_start < tripwire.condition_end]


def _in_consequence(tripwire: Tripwire, field: Field) -> list[EventMention]:
    """What the words of the consequence speak of."""
    spoken = field.spoken.get(tripwire.document_id, ())
    return [m for m in spoken if tripwire.consequence_start <= m.char_start < tripwire.consequence_end]


def _threatened(tripwire: Tripwire, issuer: str | None, addressee: str | None, field: Field) -> Deed:
    """What is threatened: of its type, or any blow where its words name no deed."""
    kind = tripwire.consequence_type
    types = frozenset({kind} if kind and kind not in WORDS_ONLY else ())
    types |= MEASURES if BARRED.search(tripwire.consequence) else frozenset()
    words = without_names(stems(tripwire.consequence), (tripwire.issuer, tripwire.addressee))
    general = len(words) <= 1 or bool(GENERAL.search(tripwire.consequence))
    points = POINTS.search(tripwire.consequence)  # "have not left the ridge ... will clear it by force"
    if general and not types and points:
        words |= without_names(_named(tripwire.condition), (tripwire.issuer, tripwire.addressee))
    agent = field.parties.known(tripwire.issuer) if issuer is None and tripwire.issuer else None
    agents = frozenset(filter(None, (agent, field.parties.band.get(agent or ""))))
    whom = stems(tripwire.addressee.name) if tripwire.addressee else frozenset()
    who = stems(tripwire.issuer.name) if tripwire.issuer and issuer is None else frozenset()
    opens = tripwire.consequence_start < tripwire.condition_start  # with a capital letter, name or not
    places = _named(tripwire.consequence if opens else f"- {tripwire.consequence}")
    where = without_names(places, (tripwire.issuer, tripwire.addressee))
    return Deed(types, words, issuer, agents, addressee, True, general, whom=whom, who=who, where=where)


def _named(words: str) -> frozenset[str]:
    """Stems of the names in words, the first one aside."""
    return stems(" ".join(w for w in words.split()[1:] if w[:1].isupper()))


def _condition(tripwire: Tripwire, issuer: str | None, addressee: str | None, field: Field) -> Deed:
    """What it is threatened for; `aimed` where the words of the condition put it upon the issuer's side."""
    inside = _in_condition(tripwire, field)
    aimed = any(issuer in field.parties.marks(m.recipients) for m in inside)
    types = frozenset({tripwire.condition_type} if tripwire.condition_type else ())
    if HARMED.search(tripwire.condition) and types <= GIVES_WAY:  # "if the jets come back"
        types = frozenset({"ASSAULT"})
    does = _one_side((p for m in inside for p in m.actors), field)
    doer = does if does is not None and does != issuer else addressee
    spoken = field.spoken.get(tripwire.document_id, ())
    own = {p for m in spoken for p in (*m.actors, *m.recipients) if p.id and p.id in (issuer, addressee)}
    said = UNDER_FIRE.sub("", BY_WHEN.sub("", tripwire.condition))
    words = without_names(stems(said), (tripwire.issuer, tripwire.addressee, *own))
    return Deed(types, words, doer, frozenset(), issuer, aimed=aimed, any_blow=False)


def _gave_way(later: _Later, asked: Deed, field: Field) -> bool:
    """Whether the addressee, or one that serves him, did something that may have been what he was told to do.

    Where nobody knows whom it was put to, it has to be what was asked, or to be done for the issuer. What has no day
    and is told later has to be told in the words of what was asked.
    """
    for e in later.of((("type", kind) for kind in (*GIVES_WAY, MOVES)), later.last):
        if e.event.event_type == MOVES and not (
            e.echoing(asked) and any(AWAY.search(m.sentence_text) for m in e.mentions)
        ):
            continue
        if e.day > later.in_time:
            if e.event.date_start is None and e.echoing(asked) >= SAME_WORDS:
                return True
            continue
        if asked.doer is not None and field.parties.acting(asked.doer) & e.actors:
            return True
        if asked.doer is not None and e.actors and e.echoing(asked) < UNTOLD:
            continue  # another gave way, to whomever
        for_issuer = asked.doer is None and asked.target in e.recipients
        if asked.target not in e.actors and (for_issuer or e.echoing(asked)):
            return True
    return False


def _obeyed(later: _Later, asked: Deed | None) -> bool:
    """Whether the very deed was done in time that was asked for: "if Ghana has not arrested him by Monday" and "police
    in Accra arrested him on Sunday"; None where something was to end, of which more is no obedience."""
    if asked is None or not (asked.types or asked.stems):
        return False
    return any(fulfils(e, asked) for e in later.alike(asked, later.in_time))


def _came_true(later: _Later, condition: Deed, field: Field) -> bool:
    """Whether the condition happened, or something of its type that others than the issuer did."""
    if not condition.types and any(_blow_told_alike(e, condition, field) for e in later.of([BLOWS], later.in_time)):
        return True
    for e in later.alike(condition, later.in_time):
        others = condition.target is None or condition.target not in e.actors
        if e.event.event_type in condition.types and others and _concerns(e, condition, field):
            return True
        if fulfils(e, condition):
            return True
    return False


def _taken_up(later: _Later, condition: Deed, done: Told, threatened: Deed) -> bool:
    """Whether reports take up most words of a condition that nobody coded, where the deed is told in the threat's."""
    if not threatened.types or not done.echoing(threatened):
        return False
    most = max(len(condition.stems), 2)
    return any(2 * len(condition.stems & words) >= most for e in later.all(later.in_time) for words in e.sentences)


def _very_measure(done: Told, threatened: Deed) -> bool:
    """Whether a deed is the very measure that was threatened, told in the threat's verb and upon its target or in more
    of its words: a border is not sealed nor a mission expelled by chance, as blows fall in any war."""
    measure = done.event.event_type in MEASURES and done.event.event_type in threatened.types
    return measure and taken_by_word(done, threatened)


def _told_together(later: _Later, condition: Deed, threatened: Deed, field: Field) -> Told | None:
    """Earliest event whose sentence tells what was threatened, in other words, as done to whoever did what it was
    threatened for: "will find his accounts frozen" and "blocked the accounts of those who had opened a station"; or a
    deed of the threat's type by the one who made it, beside what it was made for: "fired on the islet after the army
    downed a third drone"."""
    foretold = threatened.stems - condition.stems
    half = max(2, (len(condition.stems) + 1) // 2)
    if len(condition.stems) < UNTOLD or not foretold:
        return None
    for e in later.blows(condition.stems, UNTOLD):
        for m, words in zip(e.mentions, e.sentences, strict=True):
            taken = len(condition.stems & words)
            if taken < UNTOLD or m.document_id == later.document:
                continue
            by = {side for p in m.actors if (side := field.parties.side(p))}
            if by and threatened.doer is not None and threatened.doer not in by:
                continue
            if not condition.stems.isdisjoint(verb_of(m.trigger)):
                continue  # what it was threatened for
            named = not foretold.isdisjoint(verb_of(m.trigger))
            own = threatened.doer in by and m.event_type in threatened.types and not UNTRUE.search(m.sentence_text)
            if own or (taken >= half and (named or (taken >= SAME_WORDS and foretold & words))):
                return e
    return None


def _word_kept(later: _Later, threatened: Deed) -> Told | None:
    """Earliest event whose sentence says that a threat came true, in words of this one: "jets bombed the port on
    Monday, as the general had warned", "made good on its threat to shut the strait"."""
    for e in later.all(later.last):
        for m, words in zip(e.mentions, e.sentences, strict=True):
            kept = m.document_id != later.document and KEPT.search(m.sentence_text)
            if kept and len(threatened.stems & words) >= UNTOLD:
                return e
    return None


def _in_its_words(later: _Later, tripwire: Tripwire, condition: Deed, threatened: Deed) -> Told | None:
    """Earliest event whose sentence tells, of the issuer by name and in words of both halves of a threat, what he did
    when its last day had passed, though that was not coded: "the union's boats sailed when the gates stayed shut"."""
    named = stems(f"{tripwire.issuer.name} {tripwire.issuer.text}") if tripwire.issuer else frozenset()
    foretold = threatened.stems - condition.stems
    for e in later.all(later.last):
        if e.day <= later.in_time and e.event.date_start is not None:
            continue
        for m, words in zip(e.mentions, e.sentences, strict=True):
            told, asked = len(foretold & words), len(condition.stems & words)
            if m.document_id == later.document or not told or not asked or UNTRUE.search(m.sentence_text):
                continue
            if told + asked >= SAME_WORDS + (not named & words):
                return e
    return None


def _when_it_lapsed(later: _Later, tripwire: Tripwire, condition: Deed, threatened: Deed) -> Told | None:
    """Earliest blow that a sentence tells as dealt when the last day of a threat had passed, in a word of it, of its
    type or with the name of its issuer: "seized two boats on Friday, a day after its ultimatum to the port ran out"."""
    if tripwire.valid_to is None:
        return None
    named = stems(tripwire.issuer.name) if tripwire.issuer else frozenset()
    words = threatened.stems | condition.stems | named
    end = (date.fromisoformat(tripwire.valid_to) + timedelta(PROMPT)).isoformat()
    for e in later.of((BLOWS, *(("type", kind) for kind in threatened.types)), end):
        if e.event.date_start is None or e.day < tripwire.valid_to or not _may_be_his(e, threatened):
            continue
        kind = e.event.event_type in threatened.types
        for m, told in zip(e.mentions, e.sentences, strict=True):
            taken = len(words & told)
            if m.polarity == "positive" and LAPSED.search(m.sentence_text) and taken + kind > 0:
                return e
    return None


def _right_after(later: _Later, tripwire: Tripwire, threatened: Deed) -> Told | None:
    """Earliest measure of the threat's type, told with its day, that he who made it took when its last day had just
    passed, upon nobody else: "deliveries would stop" and "on Tuesday the company cut off our gas"."""
    if tripwire.valid_to is None or threatened.doer is None:
        return None
    end = (date.fromisoformat(tripwire.valid_to) + timedelta(PROMPT)).isoformat()
    for e in later.of([("type", kind) for kind in threatened.types - {"ASSAULT"}], end):
        mine = threatened.doer in e.doers and e.event.date_start is not None and e.day > tripwire.valid_to
        his = threatened.target is None or not e.recipients or threatened.target in e.struck
        if mine and his:
            return e
    return None


def _may_be_his(told: Told, threatened: Deed) -> bool:
    """Whether nobody else than the one who threatens is told to have done it, and it was not done to him."""
    by = told.parties.acting(threatened.doer) if threatened.doer else threatened.agents
    return (not told.actors or not by or bool(by & told.doers)) and threatened.target not in told.actors


def _retold(later: _Later, deed: Deed) -> Told | None:
    """Earliest undated event that is the deed, though it was first told long after the threat: told in so many of the
    threat's words that it is what that spoke of."""
    done = later.retold(deed.stems, SAME_WORDS)
    return next((e for e in done if e.echoing(deed) >= SAME_WORDS and fulfils(e, deed)), None)


def _within(later: _Later, deed: Deed) -> Told | None:
    """Earliest event of a span around the threat that is the deed: told in its verb and more of its words, it may be
    taken to have come after."""
    done = (e for e in later.spanning(deed) if not deed.stems.isdisjoint(e.words))
    return next((e for e in done if e.echoing(deed) > UNTOLD and fulfils(e, deed)), None)


def _called_off(later: _Later, condition: str) -> bool:
    """Whether what was not to take place was called off: "should the vote be held" and "scrapped its vote"."""
    ahead = GOES_AHEAD.search(condition)
    if not ahead:
        return False
    thing = stems(condition[: ahead.start()])
    ends = later.of((("type", kind) for kind in CALLS_OFF), later.last)
    for e in chain(ends, (e for e in later.undated() if e.event.event_type in CALLS_OFF)):
        for m, words in zip(e.mentions, e.sentences, strict=True):
            off = m.polarity == "positive" and CALLED_OFF.match(m.trigger)
            if off and thing & words:
                return True
    return False


def _concerns(told: Told, condition: Deed, field: Field) -> bool:
    """Whether an event of a condition's type may be it: by the one it is put to, by nobody known, or in its words."""
    known = condition.doer is not None and told.actors
    return not known or bool(field.parties.acting(condition.doer or "") & told.actors) or told.echoing(condition) > 0


def _blow_told_alike(told: Told, condition: Deed, field: Field) -> bool:
    """Whether the one whose deed the condition would be struck a blow that a sentence tells in words of the condition:
    "the moment they set foot on the ridge" and "they captured the ridge"."""
    by = condition.doer is not None and field.parties.acting(condition.doer) & told.actors
    return bool(by) and told.echoing(condition) > 0


def _first(events: Iterable[Told], deed: Deed) -> Told | None:
    """Earliest event that is the deed."""
    return next((e for e in events if fulfils(e, deed)), None)


STAGE = Stage(
    name="events.tripwires",
    question="which threats still stand, which were met, carried out, or ran out",
    apply=apply,
    reads=(Document, Claim, Event, EventMention, RelationMention, Tripwire, Membership),
    writes=(TripwireStanding,),
)
