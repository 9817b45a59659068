"""What the whole casebook adds up to: judgements, actors, events, links; and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from escalade.model.codings import Party, Where


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two things are one: copies of a report, names of an actor, mentions of an event. Never deleted."""

    TABLE: ClassVar[str] = "judgement"
    KEY: ClassVar[tuple[str, ...]] = ("judgement_id",)
    judgement_id: str
    kind: str  # report | actor | event
    left_id: str
    right_id: str
    verdict: str  # same | different | unsure
    score: float
    by: str  # machine rule, or a person's name
    reason: str


@dataclass(frozen=True, slots=True)
class Membership:
    """Cluster that a thing belongs to: a pure function of the judgements."""

    TABLE: ClassVar[str] = "membership"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "member_id")
    kind: str  # report | actor | event
    member_id: str
    cluster_id: str  # that of the first-added member


@dataclass(frozen=True, slots=True)
class ActorName:
    """A spelling of an actor in the reports."""

    text: str
    n: int
    first_seen: str | None


COUNTRY = 3  # letters of a code that is a country's
NO_COUNTRY = frozenset(  # codes of CAMEO with as many that are none: sectors, and bodies of several countries
    "AGR BUS COP CRM CVL EDU ELI EUR GOV IGO IMG JRN JUD KUR LAB LEG MED MIL MNC NGO OPP PRM PTY REB REF REL SOC SPY "
    "UAF UNO".split()
)


@dataclass(frozen=True, slots=True)
class ActorCode:
    """A code of an actor, valid from / to (ISO dates, inclusive; None = open)."""

    scheme: str  # cameo | plover | iso3166
    code: str
    valid_from: str | None = None
    valid_to: str | None = None

    @classmethod
    def of(cls, code: str) -> ActorCode:
        """A code without its days: a country's ("MLI"), else one of CAMEO ("MLIGOV", "GOV")."""
        return cls("iso3166" if len(code) == COUNTRY and code not in NO_COUNTRY else "cameo", code)


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor over all reports."""

    TABLE: ClassVar[str] = "actor"
    KEY: ClassVar[tuple[str, ...]] = ("actor_id",)
    actor_id: str
    name: str
    names: tuple[ActorName, ...]
    kind: str
    country: str | None
    codes: tuple[ActorCode, ...]
    origin: str  # pack | text | analyst


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, merged over its mentions in all reports."""

    TABLE: ClassVar[str] = "event"
    KEY: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: str
    origin: str  # coded | imported | analyst
    event_mention_ids: tuple[str, ...]
    event_type: str
    mode: str | None
    cameo: str
    quad_class: int
    goldstein: float
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date_start: str | None
    date_end: str | None
    date_precision: str
    place: Where | None
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    n_documents: int
    n_reports: int
    n_origins_low: int
    n_origins_high: int
    standing: str  # single_origin | corroborated | disputed | revised | denied | hypothetical
    first_added: str | None  # generation that first held a mention of it


@dataclass(frozen=True, slots=True)
class Link:
    """Event A was answered by, or led to, event B."""

    TABLE: ClassVar[str] = "link"
    KEY: ClassVar[tuple[str, ...]] = ("link_id",)
    link_id: str
    cause_event_id: str
    effect_event_id: str
    kind: str  # retaliation | response | led_to | pretext | de_escalation
    basis: str  # stated | inferred | analyst
    document_id: str
    char_start: int
    char_end: int
    quote: str
    lag_days: int | None
    score: float


@dataclass(frozen=True, slots=True)
class LinkMention:
    """A causal or reactive tie between two event mentions, as one passage states it."""

    TABLE: ClassVar[str] = "link_mention"
    KEY: ClassVar[tuple[str, ...]] = ("link_mention_id",)
    link_mention_id: str
    document_id: str
    cause_id: str  # event_mention_id
    effect_id: str
    kind: str
    char_start: int
    char_end: int
    quote: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class RelationStanding:
    """A relation over all reports: who holds it, who contests it."""

    TABLE: ClassVar[str] = "relation"
    KEY: ClassVar[tuple[str, ...]] = ("relation_id",)
    relation_id: str
    standing: str


@dataclass(frozen=True, slots=True)
class TripwireStanding:
    """Standing of a tripwire against later events."""

    TABLE: ClassVar[str] = "tripwire_standing"
    KEY: ClassVar[tuple[str, ...]] = ("tripwire_id",)
    tripwire_id: str
    standing: str  # armed | met | carried_out | expired
    met_by: str | None  # event_id


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was set aside, and why."""

    TABLE: ClassVar[str] = "issue"
    KEY: ClassVar[tuple[str, ...]] = ("issue_id",)
    issue_id: str
    stage: str
    document_id: str | None
    uri: str
    code: str
    message: str
