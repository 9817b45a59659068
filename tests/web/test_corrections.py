"""Decisions sent from a page: written down, shown at once, taken back; and the read model never tells otherwise."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from escalade import api
from escalade.web.build import build
from escalade.web.store import Shelf

HX = {"HX-Request": "true"}


def secret(client: TestClient, ref: str) -> str:
    """The forms' secret, as a drawer carries it."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/evidence", params={"ref": ref}).text)
    assert found
    return found[1]


def strike(client: TestClient) -> Any:
    return next(e for e in client.get("/events.json?weak=1").json()["events"] if "France" in e["who"])


def send(client: TestClient, event: Any, **fields: Any) -> Any:
    ref = f"event:{event['event_id']}"
    form = {"csrf": secret(client, ref), "about_kind": "event", "about_id": event["event_id"], "ref": ref, "by": "Ann"}
    return client.post("/decide", data=form | fields, headers=HX)


def test_accept_shows_on_the_page_and_leaves_the_queue(hand: TestClient) -> None:
    event = strike(hand)
    waiting = hand.get("/review.json").json()["total"]
    answer = send(hand, event, action="accept", reason="two sources called")
    assert answer.status_code == 200
    assert "accepted" in answer.text
    assert "decided" in answer.headers["hx-trigger-after-settle"]
    assert hand.get("/review.json").json()["total"] == waiting - 1
    assert "✓ accepted" in hand.get("/events?weak=1").text
    (logged,) = hand.get("/sources.json?tab=corrections").json()["rows"]
    assert (logged["action"], logged["by"], logged["reason"]) == ("accept", "Ann", "two sources called")


def test_the_name_is_remembered(hand: TestClient) -> None:
    event = strike(hand)
    send(hand, event, action="accept", by="Ann Ö.")
    assert 'value="Ann Ö."' in hand.get(f"/evidence?ref=event:{event['event_id']}").text


def test_edit_reject_and_undo(hand: TestClient) -> None:
    event = strike(hand)
    send(hand, event, action="edit", field="killed", value="3-5")
    now = hand.get(f"/events/{event['event_id']}.json").json()["event"]
    assert (now["killed_min"], now["killed_max"]) == (3, 5)
    send(hand, event, action="undo", about_kind="decision", about_id="last")
    assert hand.get(f"/events/{event['event_id']}.json").json()["event"]["killed_min"] is None
    send(hand, event, action="reject", reason="a drill")
    assert event["event_id"] not in hand.get("/events.csv?weak=1").text


def test_split_takes_several_mentions(hand: TestClient) -> None:
    raid = next(e for e in hand.get("/events.json?weak=1").json()["events"] if e["reports"] == 2)
    mentions = [q["id"] for q in hand.get(f"/events/{raid['event_id']}.json").json()["quotes"]]
    total = hand.get("/events.json?weak=1").json()["total"]
    send(hand, raid, action="split", value=[mentions[-1]])
    assert hand.get("/events.json?weak=1").json()["total"] == total + 1


def test_an_event_is_added_by_its_words(hand: TestClient) -> None:
    report = next(d for d in hand.get("/reader.json").json()["reports"] if d["uri"] == "three.txt")
    page = hand.get(f"/reader/{report['document_id']}").text
    start = hand.get(f"/reader/{report['document_id']}.json").json()["text"].index("leads")
    form = {
        "csrf": re.search(r'name="csrf" value="([^"]+)"', page)[1],  # type: ignore[index]
        "action": "add", "about_kind": "event_mention", "by": "Ann", "back": f"/reader/{report['document_id']}",
        "part.document_id": report["document_id"], "part.char_start": str(start), "part.char_end": str(start + 5),
        "part.event_type": "COOPERATE", "part.actors": "FRA",
    }  # fmt: skip
    answer = hand.post("/decide", data=form)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"/reader/{report['document_id']}"
    assert ">leads</a>" in hand.get(f"/reader/{report['document_id']}").text


def test_what_makes_no_sense_is_refused_with_what_would(hand: TestClient) -> None:
    answer = send(hand, strike(hand), action="edit", field="killed", value="many")
    assert answer.status_code == 400
    assert "many" in answer.text
    assert hand.get("/sources.json?tab=corrections").json()["rows"] == []


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"csrf": "guess"}, {}),
        ({"csrf": ""}, {}),
        ({}, {"origin": "http://evil.example"}),
        ({}, {"sec-fetch-site": "cross-site"}),
        ({}, {"origin": "null"}),
    ],
)
def test_a_form_from_elsewhere_is_refused(hand: TestClient, fields: Any, headers: Any) -> None:
    event = strike(hand)
    ref = f"event:{event['event_id']}"
    form = {
        "csrf": secret(hand, ref),
        "action": "accept",
        "about_kind": "event",
        "about_id": event["event_id"],
        "by": "E",
    }
    assert hand.post("/decide", data=form | fields, headers=headers).status_code == 403
    assert hand.get("/sources.json?tab=corrections").json()["rows"] == []


def test_going_back_leads_nowhere_else(hand: TestClient) -> None:
    event = strike(hand)
    form = {"csrf": secret(hand, f"event:{event['event_id']}"), "action": "accept", "about_kind": "event",
            "about_id": event["event_id"], "by": "Ann", "back": "//evil.example/x"}  # fmt: skip
    assert hand.post("/decide", data=form).headers["location"] == "/review"


TABLES = (
    "document", "block", "event", "event_record", "party", "teller", "mention", "claim", "speaker", "actor", "entity",
    "relation", "link", "tripwire", "judgement", "decision", "waiting", "event_search", "actor_search", "index_day",
)  # fmt: skip


def rows(path: Path) -> dict[str, list[str]]:
    """Everything in a read model but the numbers that its rows happen to have."""
    db = sqlite3.connect(path)
    out = {}
    for table in TABLES:
        source = f"{table} t JOIN event e ON e.n = t.n" if table in ("party", "teller") else f"{table} t"
        cursor = db.execute(f"SELECT {'e.event_id, ' if ' JOIN ' in source else ''}t.* FROM {source}")
        names = [column[0] for column in cursor.description]
        out[table] = sorted(repr([v for n, v in zip(names, row, strict=True) if n != "n"]) for row in cursor)
    return out


def test_after_any_decision_the_read_model_is_as_if_built_anew(own: Path, tmp_path: Path) -> None:
    shelf = Shelf(own)
    before = rows(shelf.current().path)
    case = shelf.case
    events = {e["event_type"] + str(len(e["event_mention_ids"])): e for e in case.records("events")}
    raid, single = events["ASSAULT2"], events["ASSAULT1"]
    mentions = raid["event_mention_ids"]
    report = next(d for d in case.records("documents") if d["uri"] == "three.txt")
    steps: list[tuple[Any, ...]] = [
        ("accept", "event", single["event_id"], None, None),
        ("edit", "event_mention", mentions[1], "attribution", "a medic"),
        ("edit", "event_mention", mentions[0], "actors", "FRA"),
        ("split", "event", raid["event_id"], None, [mentions[1]]),
        ("merge", "event", single["event_id"], None, [mentions[1]]),
        ("edit", "actor", "MLI", "name", "Republic of Mali"),
        ("merge", "actor", "akeita", None, ["amoulin"]),
        ("close", "tripwire", case.records("tripwires")[0]["tripwire_id"], None, "expired"),
        ("reject", "relation", case.records("relations")[0]["relation_id"], None, None),
        ("reject", "link", case.records("links")[0]["link_id"], None, None),
        ("reject", "document", report["document_id"], None, None),
    ]
    made = []
    for number, (action, kind, identity, field, value) in enumerate(steps):
        made.append(case.decide(action, kind, identity, field=field, value=value, by="Ann"))
        anew = tmp_path / f"anew-{number}.sqlite"
        build(api.open(own), anew)
        assert rows(shelf.current().path) == rows(anew), (action, kind)
    for decision in reversed(made):
        case.undo(decision.decision_id, by="Ann")
    after = rows(shelf.current().path)
    assert {t: found for t, found in after.items() if t != "decision"} == {
        t: found for t, found in before.items() if t != "decision"
    }


def test_another_process_sees_what_was_decided(own: Path, hand: TestClient) -> None:
    event = strike(hand)
    api.open(own).decide("edit", "event", event["event_id"], field="injured", value="7", by="Ben")
    assert hand.get(f"/events/{event['event_id']}.json").json()["event"]["injured_min"] == 7


def test_a_forgotten_report_is_gone_from_the_explorer(own: Path, hand: TestClient) -> None:
    assert hand.get("/search.json?q=medic").json()["documents"]
    hand.get("/search.json?q=medic&as_of=1")
    api.open(own).forget("two.txt", by="Ann", reason="withdrawn")
    assert not hand.get("/search.json?q=medic").json()["documents"]
    assert not hand.get("/search.json?q=medic&as_of=1").json()["documents"]
    for path in (own / "explorer").iterdir():
        assert b"medic" not in path.read_bytes(), path.name


def test_the_report_to_share_masks_private_persons(hand: TestClient) -> None:
    shared = hand.get("/share").text
    assert shared.startswith("<!")
    assert "Awa Keita" not in shared
    assert "Awa Keita" in hand.get("/share?unmasked=1").text


def test_a_table_is_saved_whole(hand: TestClient) -> None:
    assert (
        hand.get("/export?table=events&format=jsonl").text.count("\n")
        == hand.get("/events.json?weak=1").json()["total"]
    )
    assert hand.get("/export?table=nothing").status_code == 400
