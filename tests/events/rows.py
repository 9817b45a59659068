"""Rows made by hand for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, ClassVar

from escalade.events import STAGES
from escalade.model.casebook import Event, Membership
from escalade.model.codings import Claim, EventMention, Party, Speaker, Where
from escalade.model.documents import Document
from escalade.model.ids import content_id
from escalade.model.tables import Tables

NOUN, KILL = "assault.attack-noun", "assault.kill"
STAGE = {stage.name: stage for stage in STAGES}


def document(name: str, published: str | None, publisher: str | None = None) -> Document:
    return Document(
        document_id=name, uri=name, source_file=name, title=None, authors=(), publisher=publisher, published=published,
        published_basis="given" if published else "unknown", url=None, language="en", text="", segments=(), kept=True,
        reason=None,
    )  # fmt: skip


def party(actor_id: str | None, *codes: str, text: str = "") -> Party:
    return Party(actor_id, text or actor_id or "", codes, text or actor_id or "")


UKRAINE, RUSSIA = party("UKR", "UKR"), party("RUS", "RUS")
MALI, FRANCE = party("MLI", "MLI"), party("FRA", "FRA")
JNIM = party("jnim", "MLIREBJNI", "MLIREB", "MLI")


def place(name: str, country: str, latitude: float, longitude: float, precision: str = "settlement") -> Where:
    return Where(name, country, None, latitude, longitude, precision)


KHARKIV = place("Kharkiv", "UKR", 49.99, 36.23)
ODESA = place("Odesa", "UKR", 46.48, 30.73)
GAO = place("Gao", "MLI", 16.27, -0.04)


def mention(document_id: str, sentence: str, trigger: str, **given: Any) -> EventMention:
    """An event mention of one sentence; unknown parts stay unknown. `day` sets a date known to the day."""
    day = given.pop("day", None)
    at = sentence.index(trigger)
    line = given.pop("line", 1)
    row: dict[str, Any] = {
        "event_mention_id": content_id("e", document_id, line, sentence, trigger), "parent_id": None,
        "document_id": document_id, "sentence": line, "event_type": "ASSAULT", "mode": None, "contexts": (),
        "cameo": "190", "quad_class": 4, "goldstein": -9.0, "actors": (), "recipients": (), "date_start": day,
        "date_end": day, "date_precision": "day" if day else "unknown", "date_basis": "explicit" if day else "none",
        "place": None, "polarity": "positive", "modality": "actual", "killed_min": None, "killed_max": None,
        "injured_min": None, "injured_max": None, "cumulative": False, "sentence_text": sentence, "trigger": trigger,
        "trigger_start": at, "trigger_token": 0, "char_start": 1000 * line + at,
        "char_end": 1000 * line + at + len(trigger), "rule": "assault.attack", "score": 0.8,
    }  # fmt: skip
    return EventMention(**(row | given))


def claim(about: EventMention, *chain: Speaker, publisher: str | None = None, **given: Any) -> Claim:
    """A claim on a mention; the publisher comes first where one is given."""
    speakers = (*((Speaker(publisher, None, None),) if publisher else ()), *chain)
    row: dict[str, Any] = {
        "claim_id": content_id("c", about.event_mention_id, *(s.name for s in speakers), str(given)),
        "document_id": about.document_id, "sentence": about.sentence, "about_kind": "event_mention",
        "about_id": about.event_mention_id, "field": None, "value": None, "stance": "affirms", "modality": "certain",
        "chain": speakers, "source_start": None, "source_end": None, "cue_start": None, "cue_end": None,
        "content_start": None, "content_end": None, "said_on": None, "revises_id": None,
    }  # fmt: skip
    return Claim(**(row | given))


def says(name: str, side: str | None = None, *, named: bool = True) -> Speaker:
    return Speaker(name, None, "say", side, named)


def tables(rows: Mapping[Any, Any]) -> Tables:
    found = Tables()
    for cls, items in rows.items():
        found.add(cls, items)
    return found


class Predicates:
    """The predicates, as far as this room asks for them."""

    nouns: ClassVar[dict[str, tuple[Any, ...]]] = {"attack": (SimpleNamespace(rule=NOUN, effect=None),)}
    verbs: ClassVar[dict[str, tuple[Any, ...]]] = {"kill": (SimpleNamespace(rule=KILL, effect="killed"),)}


def run(case: Tables, *stages: str, **resources: Any) -> Tables:
    """The tables with what the stages (all of the room by default) add."""
    for name in stages or STAGE:
        for cls, rows in STAGE[name].apply(case, {"predicates": Predicates} | resources, None).items():
            case.add(cls, rows)
    return case


def merged(*mentions: EventMention, documents: tuple[Document, ...] = ()) -> list[set[str]]:
    """Sets of trigger sentences that were held to be one happening."""
    documents = documents or tuple(document(d, None) for d in dict.fromkeys(m.document_id for m in mentions))
    case = run(tables({Document: documents, EventMention: mentions}), "events.merge")
    text = {m.event_mention_id: m.sentence_text for m in mentions}
    groups: dict[str, set[str]] = {}
    for row in case.rows(Membership):
        groups.setdefault(row.cluster_id, set()).add(text[row.member_id])
    return list(groups.values())


def one(*mentions: EventMention, documents: tuple[Document, ...] = ()) -> bool:
    """Whether all mentions were held to be one happening."""
    return len(merged(*mentions, documents=documents)) == 1


def event(case: Tables) -> Event:
    """The only event."""
    (found,) = case.rows(Event)
    return found
