"""Stage events.tripwires: what became of each threat, as far as the casebook's own reports reach.

A threat is measured by what its issuer did to the addressee afterwards: to his people, his bodies, his ground, or those
who are said to serve him. Where its words name no deed ("will pay", "a decisive response"), any blow will do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from escalade.events.columns import UNREAL as PLANNED
from escalade.events.fulfilment import (
    MATERIAL_CONFLICT,
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
from escalade.model.casebook import Event, Membership, TripwireStanding
from escalade.model.codings import Claim, EventMention, RelationMention, Tripwire
from escalade.model.documents import Document
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables

# a condition that something is left undone or goes on: no report tells of it, so no event meets it, but its last day
UNDONE = re.compile(
    r"\b(?:not|n't|n’t|no|none|nobody|nothing|never|unless|fails?|refuses?|without|still|remains?|stays?|continu\w+|keeps?|deadline|ultimatum)\b"
    r"|^(?:until|till|by|within|to|either)\b|\b(?:hours|days|weeks) to\b|\b(?:must|ha(?:s|ve) to)\b",
    re.I,
)
OPENED = re.compile(  # how a condition opens that is no order ("told it to pull back by Friday")
    r"^\W*(?:if|should|were|when|whenever|once|any|every|another|whoever|any(?:one|body)|the|a|an|one|as|in|next|before)\b",
    re.I,
)
BY_WHEN = re.compile(r"(?<=\w),? (?:before|until|till) .*", re.I | re.S)  # "enters before the exercises close"
WISHED = re.compile(r"\b(?:wants?|wish(?:es)?)\b", re.I)  # a condition that no deed meets
# a consequence that names no deed, so that any blow will do
GENERAL = re.compile(
    r"\b(?:pay\w*|price|cost\w*|answer\w*|respon\w+|retaliat\w+|repl(?:y|ies)|react\w*|aveng\w+|punish\w*|regret\w*"
    r"|consequences?|measures?|means|force|acts?|action|decisive\w*|suffer\w*|hell|war|end|weapons?|options?|itself"
    r"|themselves|ourselves|idl[ey]|unanswered|unpunished|aside|mercy|limits?)\b",
    re.I,
)
POINTS = re.compile(r"\b(?:it|them|there|this|that)\b", re.I)  # a consequence upon what the condition names
UNREAL = frozenset({"hypothetical", "denied"})
GIVES_WAY = frozenset({"RETREAT", "CONCEDE", "AGREE", "COOPERATE"})
MEASURES = frozenset({"COERCE", "SANCTION"})  # what a state does on purpose, unlike blows
SAME_WORDS = 3  # shared with a threat by what is told much later, on no day
REACH = 45  # days after a threat, or after its deadline, in which a blow is taken for what was threatened


@dataclass(frozen=True, slots=True)
class _Field:
    """What threats are measured against: events by day, how they are told, who serves whom."""

    events: Sequence[Told]
    days: Sequence[str]  # of the events, in order
    spoken: Mapping[str, Sequence[EventMention]]  # mentions of each report
    said_on: Mapping[str, str]  # day of the words of a threat, where told
    parties: Parties
    latest: str | None


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    """Standing of every tripwire, first match: carried_out, met, expired, armed.

    It is measured against the events that reports tell of after the threat, and against the day of the latest report:
    no clock is read.
    """
    documents = {d.document_id: d for d in tables.rows(Document)}
    field = _field(tables, documents)
    rows = []
    for tripwire in tables.rows(Tripwire):
        document = documents.get(tripwire.document_id)
        made = tripwire.valid_from or _made(tripwire, document.published if document else None, field)
        standing, met_by = _standing(tripwire, made, field)
        rows.append(TripwireStanding(tripwire.tripwire_id, standing, met_by))
    return {TripwireStanding: rows}


def _made(tripwire: Tripwire, published: str | None, field: _Field) -> str | None:
    """The day of the threat: that of the words where it is told and past, else that of the report."""
    said = field.said_on.get(tripwire.tripwire_id)
    return said if said and published and said < published else published


def _field(tables: Tables, documents: Mapping[str, Document]) -> _Field:
    mentions = {m.event_mention_id: m for m in tables.rows(EventMention)}
    spoken: dict[str, list[EventMention]] = defaultdict(list)
    for m in mentions.values():
        spoken[m.document_id].append(m)
    actor = {m.member_id: m.cluster_id for m in tables.rows(Membership) if m.kind == "actor"}
    events = []
    for e in (e for e in tables.rows(Event) if e.standing not in UNREAL):
        told = _as_done([mentions[i] for i in e.event_mention_ids if i in mentions])
        day = e.date_start or _first_told(documents[m.document_id] for m in told)
        if day:
            events.append(Told.by(told, e, day))
    events.sort(key=lambda told: (told.day, told.event.event_id))
    return _Field(
        events=events,
        days=[told.day for told in events],
        spoken=spoken,
        said_on={c.about_id: c.said_on for c in tables.rows(Claim) if c.about_kind == "tripwire" and c.said_on},
        parties=Parties(actor, _serving(tables.rows(RelationMention), Parties(actor, {}))),
        latest=max((d.published for d in documents.values() if d.published), default=None),
    )


def _as_done(mentions: list[EventMention]) -> list[EventMention]:
    """The mentions that tell of an event as done; all if it was only planned: a threat does not carry itself out."""
    return [m for m in mentions if m.modality not in PLANNED] or mentions


def _first_told(documents: Iterable[Document]) -> str | None:
    return min((d.published for d in documents if d.published), default=None)


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


def _standing(tripwire: Tripwire, made: str | None, field: _Field) -> tuple[str, str | None]:
    """Standing of one tripwire, and the event that carried it out or met it.

    What was to be left undone is met, by no event, where its last day passed and nobody tells that the addressee gave
    way before. What the threat's own report tells of the day of the threat came before it.
    """
    passed = bool(tripwire.valid_to and field.latest and field.latest > tripwire.valid_to)
    otherwise = ("expired" if passed else "armed"), None
    issuer, addressee = _sides(tripwire, field)
    if made is None:
        return otherwise
    last = (date.fromisoformat(tripwire.valid_to or made) + timedelta(REACH)).isoformat()
    later = field.events[bisect_left(field.days, made) : bisect_right(field.days, last)]
    later = [e for e in later if e.day != made or not _told_in(e, tripwire.document_id)]
    in_time = [e for e in later if tripwire.valid_to is None or e.day <= tripwire.valid_to]
    condition = _condition(tripwire, issuer, addressee, field)
    ordered = tripwire.valid_to is not None and not OPENED.match(tripwire.condition)
    undone = ordered or bool(UNDONE.search(tripwire.condition))
    averted = undone and passed and _gave_way(in_time, condition, field)
    threatened = _threatened(tripwire, issuer, addressee, field)
    done = None
    if threatened.types or not averted:
        long_after = field.events[bisect_right(field.days, last) :]
        done = _first(later, threatened, field) or _retold(long_after, threatened, field)
    if done is not None and (
        undone
        or _very_measure(done, threatened, field)
        or _came_true(in_time, condition, field)
        or _taken_up(in_time, condition, done, threatened)
    ):
        return "carried_out", done.event.event_id
    both = None if averted else _told_together(later, condition, threatened, field)
    if both is not None:
        return "carried_out", both.event.event_id
    if undone:
        return otherwise if averted or not passed else ("met", None)
    if not WISHED.search(tripwire.condition):
        happened = _first(in_time, condition, field)
        if happened is not None:
            return "met", happened.event.event_id
    return otherwise


def _sides(tripwire: Tripwire, field: _Field) -> tuple[str | None, str | None]:
    """Sides of the issuer (of the speaker where he has none) and of the addressee; None where unknown."""
    issuer, addressee = field.parties.side(tripwire.issuer), field.parties.side(tripwire.addressee)
    if issuer is None and tripwire.issuer is not None and tripwire.attribution:
        speaker = tripwire.attribution[-1]
        issuer = speaker.side if speaker.side != speaker.actor_id else None
    if addressee is None and tripwire.addressee is not None and not tripwire.addressee.codes:
        addressee = field.parties.known(tripwire.addressee)  # a group that no list has is a side of its own
    return issuer, None if addressee == issuer else addressee


def _told_in(told: Told, document_id: str) -> bool:
    return any(m.document_id == document_id for m in told.mentions)


def _threatened(tripwire: Tripwire, issuer: str | None, addressee: str | None, field: _Field) -> Deed:
    """What is threatened: of its type, or any blow where its words name no deed."""
    kind = tripwire.consequence_type
    types = frozenset({kind} if kind and kind not in WORDS_ONLY else ())
    words = without_names(stems(tripwire.consequence), (tripwire.issuer, tripwire.addressee))
    general = len(words) <= 1 or bool(GENERAL.search(tripwire.consequence))
    points = POINTS.search(tripwire.consequence)  # "have not left the ridge ... will clear it by force"
    if general and not types and points:
        words |= without_names(_named(tripwire.condition), (tripwire.issuer, tripwire.addressee))
    agent = field.parties.known(tripwire.issuer) if issuer is None and tripwire.issuer else None
    return Deed(types, words, issuer, agent, addressee, aimed=True, any_blow=general)


def _named(condition: str) -> frozenset[str]:
    """Stems of the names in a condition, its first word aside."""
    return stems(" ".join(w for w in condition.split()[1:] if w[:1].isupper()))


def _condition(tripwire: Tripwire, issuer: str | None, addressee: str | None, field: _Field) -> Deed:
    """What it is threatened for; `aimed` where the words of the condition put it upon the issuer's side."""
    inside = [
        m
        for m in field.spoken.get(tripwire.document_id, ())
        if tripwire.condition_start <= m.char_start < tripwire.condition_end
    ]
    aimed = any(issuer in field.parties.marks(m.recipients) for m in inside)
    types = frozenset({tripwire.condition_type} if tripwire.condition_type else ())
    words = without_names(stems(BY_WHEN.sub("", tripwire.condition)), (tripwire.issuer, tripwire.addressee))
    return Deed(types, words, addressee, None, issuer, aimed=aimed, any_blow=False)


def _gave_way(events: Iterable[Told], asked: Deed, field: _Field) -> bool:
    """Whether the addressee, or one that serves him, did something that may have been what he was told to do.

    Where nobody knows whom it was put to, it has to be what was asked, or to be done for the issuer.
    """
    for e in events:
        if e.event.event_type not in GIVES_WAY:
            continue
        by = field.parties.marks(e.event.actors)
        if asked.doer is not None and field.parties.acting(asked.doer) & by:
            return True
        for_issuer = asked.doer is None and asked.target in field.parties.marks(e.event.recipients)
        if asked.target not in by and (e.echoing(asked) or for_issuer):
            return True
    return False


def _came_true(events: Iterable[Told], condition: Deed, field: _Field) -> bool:
    """Whether the condition happened, or something of its type that others than the issuer did."""
    for e in events:
        others = condition.target is None or condition.target not in field.parties.marks(e.event.actors)
        if not condition.types and _blow_told_alike(e, condition, field):
            return True
        if e.event.event_type in condition.types and others and _concerns(e, condition, field):
            return True
        if fulfils(e, condition, field.parties):
            return True
    return False


def _taken_up(events: Iterable[Told], condition: Deed, done: Told, threatened: Deed) -> bool:
    """Whether reports take up most words of a condition that nobody coded, where the deed is told in the threat's."""
    if not threatened.types or not done.echoing(threatened):
        return False
    sentences = {m.sentence_text for e in events for m in e.mentions}
    return any(2 * len(condition.stems & stems(s)) >= max(len(condition.stems), 2) for s in sentences)


def _very_measure(done: Told, threatened: Deed, field: _Field) -> bool:
    """Whether a deed is the very measure that was threatened, told in the threat's verb and upon its target or in more
    of its words: a border is not sealed nor a mission expelled by chance, as blows fall in any war."""
    measure = done.event.event_type in MEASURES and done.event.event_type in threatened.types
    return measure and taken_by_word(done, threatened, field.parties)


def _told_together(events: Iterable[Told], condition: Deed, threatened: Deed, field: _Field) -> Told | None:
    """Earliest event whose sentence tells what was threatened, in other words, as done to whoever did what it was
    threatened for: "will find his accounts frozen" and "blocked the accounts of those who had opened a station"."""
    foretold = threatened.stems - condition.stems
    for e in events:
        if e.event.quad_class != MATERIAL_CONFLICT:
            continue
        for m in e.mentions:
            by = {side for p in m.actors if (side := field.parties.side(p))}
            if by and threatened.doer is not None and threatened.doer not in by:
                continue
            taken = len(condition.stems & stems(m.sentence_text))
            half = taken > 1 and 2 * taken >= len(condition.stems)
            named = not foretold.isdisjoint(verb_of(m.trigger))
            if half and (named or (taken >= SAME_WORDS and foretold & stems(m.sentence_text))):
                return e
    return None


def _retold(events: Iterable[Told], deed: Deed, field: _Field) -> Told | None:
    """Earliest undated event that is the deed, though it was first told long after the threat: told in so many of the
    threat's words that it is what that spoke of."""
    done = (e for e in events if e.event.date_start is None and fulfils(e, deed, field.parties))
    return next((e for e in done if e.echoing(deed) >= SAME_WORDS), None)


def _concerns(told: Told, condition: Deed, field: _Field) -> bool:
    """Whether an event of a condition's type may be it: by the one it is put to, by nobody known, or in its words."""
    by = field.parties.marks(told.event.actors)
    known = condition.doer is not None and by
    return not known or bool(field.parties.acting(condition.doer or "") & by) or told.echoing(condition) > 0


def _blow_told_alike(told: Told, condition: Deed, field: _Field) -> bool:
    """Whether the one whose deed the condition would be struck a blow that a sentence tells in words of the condition:
    "the moment they set foot on the ridge" and "they captured the ridge"."""
    if told.event.quad_class != MATERIAL_CONFLICT or condition.doer is None:
        return False
    by = field.parties.acting(condition.doer) & field.parties.marks(told.event.actors)
    return bool(by) and told.echoing(condition) > 0


def _first(events: Iterable[Told], deed: Deed, field: _Field) -> Told | None:
    """Earliest event that is the deed."""
    return next((e for e in events if fulfils(e, deed, field.parties)), None)


STAGE = Stage(
    name="events.tripwires",
    question="which threats still stand, which were met, carried out, or ran out",
    apply=apply,
    reads=(Document, Claim, Event, EventMention, RelationMention, Tripwire, Membership),
    writes=(TripwireStanding,),
)
