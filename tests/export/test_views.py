from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from escalade.errors import UsageError
from escalade.export.schemas import SCHEMAS
from escalade.export.trace import Tracer
from escalade.export.views import Views
from escalade.ledger import inbox
from escalade.ledger.ledger import WHOLE, Batch, Ledger
from escalade.model.casebook import Actor, Event, Link, Membership, RelationStanding, TripwireStanding
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Speaker, Tripwire, Where
from escalade.model.documents import Block, Document, Raw, Segment
from escalade.model.groundings import Count, Place, Reference, Time
from escalade.model.readings import Mention
from escalade.model.row import to_table

TEXT = "On Monday the army said rebels shelled Bosaso, killing at least 5. If they come back, we will strike."
DAY = "2024-05-06"
BOSASO = Where("Bosaso", "SOM", 64013, 11.28, 49.18, "settlement")


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def mention(identity: str, words: str, kind: str = "group") -> Mention:
    return Mention(identity, "d1", 0, kind, "nominal", *at(words), words, 0, 1, 0)


def event_mention(identity: str, trigger: str) -> EventMention:
    start, end = at(trigger)
    values: dict[str, Any] = {
        "event_mention_id": identity,
        "parent_id": None,
        "document_id": "d1",
        "sentence": 0,
        "event_type": "ASSAULT",
        "mode": "heavy-weapons",
        "contexts": ("military",),
        "cameo": "194",
        "quad_class": 4,
        "goldstein": -10.0,
        "actors": (Party("text:rebels", "rebels", ("SOMREB",), "rebels", "m2"),),
        "recipients": (),
        "date_start": "2024-05-06",
        "date_end": "2024-05-06",
        "date_precision": "day",
        "date_basis": "relative",
        "place": BOSASO,
        "polarity": "positive",
        "modality": "actual",
        "killed_min": 5,
        "killed_max": None,
        "injured_min": None,
        "injured_max": None,
        "cumulative": False,
        "sentence_text": TEXT[:66],
        "trigger": trigger,
        "trigger_start": start,
        "trigger_token": 6,
        "char_start": start,
        "char_end": end,
        "rule": "shell.v",
        "score": 0.9,
    }
    return EventMention(**values)


def claim(identity: str, about: str, *chain: Speaker, kind: str = "event_mention", stance: str = "affirms") -> Claim:
    source = at("the army")
    return Claim(
        identity,
        "d1",
        0,
        kind,
        about,
        None,
        None,
        stance,
        "certain",
        chain,
        *source,
        *at("said"),
        None,
        None,
        None,
        None,
    )


PUBLISHER = Speaker("Desert Wire", None, None)
ARMY = Speaker("army", "SOM.MIL", "say", "SOM")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with one document and a row of everything."""
    path = tmp_path / "in.txt"
    path.write_text(TEXT)
    segment = Segment("body", 0, len(TEXT), 0, None, None)
    party = Party("SOM.MIL", "army", ("SOMMIL",), "we")
    batch: dict[Any, list[Any]] = {
        Raw: [
            Raw("d1", "u1", "in.txt", None, "text/plain", "utf-8", TEXT.encode(), TEXT, None, *[None] * 3, (), None)
        ],
        Block: [Block("d1", 0, "body", True, 0, len(TEXT), "body.only", TEXT)],
        Document: [
            Document(
                "d1", "u1", "in.txt", "T", ("A. Writer",), "Desert Wire", "2024-05-07", "given", None, "en", TEXT,
                (segment,), True, None,
            )
        ],
        Mention: [mention("m1", "the army"), mention("m2", "rebels"), mention("m3", "Bosaso", "place")],
        Time: [Time("t1", "d1", 0, *at("Monday"), "Monday", 1, 2, DAY, DAY, DAY, "day", "relative")],
        Count: [Count("n1", "d1", 0, *at("at least 5"), "at least 5", 9, 12, 5, None, "")],
        Place: [Place("m3", "d1", 0, "Bosaso", "SOM", 64013, 11.28, 49.18, "settlement", False)],
        Reference: [
            Reference("m1", "d1", 0, "SOM.MIL", "army of Somalia", "SOM", ("SOMMIL",), "SOM", "role", None),
            Reference("m2", "d1", 0, "text:rebels", "rebels", None, (), None, "text", None),
        ],
        EventMention: [event_mention("e1", "shelled"), event_mention("e2", "killing")],
        Claim: [
            claim("c1", "e1", PUBLISHER, ARMY),
            claim("c2", "e2", PUBLISHER),
            claim("c3", "r1", ARMY, kind="relation"),
        ],
        Tripwire: [
            Tripwire(
                "w1", "d1", 1, party, None, "they come back", "we will strike", *at("they come back"),
                *at("we will strike"), None, "ASSAULT", None, None, (ARMY,),
            )
        ],
        RelationMention: [
            RelationMention(
                "r1", "d1", 0, party, Party("text:rebels", "rebels", (), "rebels"), "opposes", None, None, "affirms",
                *at("rebels shelled"), "rebels shelled",
            )
        ],
    }  # fmt: skip
    whole: dict[Any, list[Any]] = {
        Membership: [
            Membership("actor", "text:rebels", "a1"),
            Membership("event", "e1", "e1"),
            Membership("event", "e2", "e1"),
            Membership("report", "d1", "d0"),
        ],
        Actor: [Actor("a1", "rebels", (), "group", "SOM", (), "text")],
        Event: [
            Event(
                "e1", "coded", ("e1", "e2"), "ASSAULT", None, "194", 4, -10.0, (), (), None, None, "unknown", BOSASO, 5,
                None, None, None, 1, 1, 1, 1, "single_origin", "1",
            )
        ],
        Link: [Link("l1", "e1", "e1", "response", "stated", "d1", *at("come back"), "come back", None, 0.5)],
        RelationStanding: [RelationStanding("r1", "single_origin")],
        TripwireStanding: [TripwireStanding("w1", "expired", None)],
    }  # fmt: skip
    ledger = Ledger.create(tmp_path / "ledger")
    parts = ledger.put("codings", "b1", "s", {cls: to_table(cls, rows) for cls, rows in batch.items()})
    parts += ledger.put("casebook", WHOLE, "s", {cls: to_table(cls, rows) for cls, rows in whole.items()})
    held = inbox.take(tmp_path / "inbox", path, "in.txt", 1)
    ledger.stage_changes(
        parts=tuple(parts), batches=(Batch(batch_id="b1", intake=1, documents=1, words=1),), intakes=1, inbox=(held,)
    )
    ledger.commit()
    return ledger


def only(views: Views, table: str, **where: Any) -> dict[str, Any]:
    (row,) = [r for r in views.records(table) if all(r[k] == v for k, v in where.items())]
    return row


def test_every_view_has_the_columns_of_the_contract(ledger: Ledger) -> None:
    for name, schema in SCHEMAS.items():
        assert all(list(record) == schema.names for record in Views(ledger).records(name)), name
        assert Views(ledger).table(name).schema == schema


def test_documents_carry_report_and_blocks(ledger: Ledger) -> None:
    document = only(Views(ledger), "documents")
    assert document["report_id"] == "d0"
    assert [block["kind"] for block in document["blocks"]] == ["body"]


def test_entity_mentions_hold_places_times_counts_and_actors_in_text_order(ledger: Ledger) -> None:
    rows = list(Views(ledger).records("entity_mentions"))
    assert [row["quote"] for row in rows] == ["Monday", "the army", "rebels", "Bosaso", "at least 5"]
    assert [row["kind"] for row in rows] == ["time", "group", "group", "place", "count"]
    assert [row["actor_id"] for row in rows] == [None, "SOM.MIL", "a1", None, None]
    assert rows[0]["time"]["date_start"] == "2024-05-06"
    assert rows[3]["place"]["geonames_id"] == 64013
    assert rows[4]["count"] == {"low": 5, "high": None}


def test_an_event_mention_is_claimed_when_a_speaker_besides_the_publisher_says_so(ledger: Ledger) -> None:
    views = Views(ledger)
    told = only(views, "event_mentions", event_mention_id="e1")
    assert told["attributed"] is True
    assert told["status"] == "claimed"
    assert told["attribution"] == [{"name": "army", "actor_id": "SOM.MIL", "verb": "say"}]
    vouched = only(views, "event_mentions", event_mention_id="e2")
    assert (vouched["attributed"], vouched["status"], vouched["attribution"]) == (False, "asserted", [])


def test_what_only_the_casebook_knows_is_joined_in(ledger: Ledger) -> None:
    views = Views(ledger)
    row = only(views, "event_mentions", event_mention_id="e2")
    assert row["event_id"] == "e1"
    assert row["actors"] == [{"id": "a1", "name": "rebels", "codes": ["SOMREB"], "text": "rebels"}]
    relation = only(views, "relations")
    assert (relation["target_id"], relation["claim_ids"], relation["standing"]) == ("a1", ["c3"], "single_origin")
    assert only(views, "tripwires")["standing"] == "expired"


def test_an_unknown_table_is_a_usage_error(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no table 'nonsense'"):
        Views(ledger).table("nonsense")


@pytest.mark.parametrize(
    ("identity", "quotes"),
    [
        ("m2", ["rebels"]),
        ("t1", ["Monday"]),
        ("e2", ["killing"]),
        ("e1", ["shelled", "killing"]),
        ("c1", ["the army", "said", "shelled", "killing"]),
        ("a1", ["rebels"]),
        ("w1", ["they come back", "we will strike"]),
        ("r1", ["rebels shelled"]),
        ("l1", ["come back", "shelled", "killing"]),
        ("d1", [TEXT]),
        ("d0", [TEXT]),
    ],
)
def test_any_id_traces_to_quoted_words_and_raw_bytes(
    ledger: Ledger, tmp_path: Path, identity: str, quotes: list[str]
) -> None:
    evidence = Tracer(Views(ledger), tmp_path / "inbox").trace(identity).evidence
    assert [item.quote for item in evidence] == quotes
    for item in evidence:
        assert item.origin is not None
        assert item.origin.exact
        assert item.origin.offset is not None
        content = Path(item.origin.inbox_file).read_bytes()
        assert content[item.origin.offset :][: item.origin.length].decode() == item.quote


def test_a_trace_says_who_said_so(ledger: Ledger, tmp_path: Path) -> None:
    evidence = Tracer(Views(ledger), tmp_path / "inbox").trace("e1").evidence
    assert [item.said_by for item in evidence] == [("army",), ()]


def test_an_id_that_no_table_has_is_a_usage_error(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table has the id"):
        Tracer(Views(ledger), tmp_path / "inbox").trace("zzz")
