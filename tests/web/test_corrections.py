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


def test_nobody_takes_back_by_a_key_what_a_colleague_decided(hand: TestClient) -> None:
    first, second = hand.get("/events.json?weak=1").json()["events"][:2]
    send(hand, first, action="accept", by="Ann")
    send(hand, second, action="accept", by="Ben")
    drawer = hand.get(f"/evidence?ref=event:{second['event_id']}").text
    assert 'value="last">your last one' in drawer
    answer = send(hand, first, action="undo", about_id="last", by="Ann")
    assert "accept event by Ann" in answer.headers["hx-trigger-after-settle"]
    reviews = [e["review"] for e in hand.get("/events.json?weak=1").json()["events"][:2]]
    assert [bool(r) for r in reviews] == [False, True]
    refused = send(hand, first, action="undo", about_id="last", by="Ann")
    assert (refused.status_code, "no decision by 'Ann' stands" in refused.text) == (400, True)


def test_where_nothing_can_be_written_it_says_so(hand: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise PermissionError(13, "Permission denied", "gao/decisions/lock")

    event = strike(hand)
    monkeypatch.setattr(api.Casebook, "decide", refuse)
    answer = send(hand, event, action="accept")
    assert (answer.status_code, answer.text) == (
        500, "gao/decisions/lock: permission denied. Nothing in the casebook was changed."
    )  # fmt: skip


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
    back = answer.headers["location"]
    assert back.startswith(f"/reader/{report['document_id']}?open=mention%3A")
    page = hand.get(back).text
    assert ">leads</a>" in page
    assert re.search(r"<option [^>]*>add +by Ann", page), "its drawer is open, from which it is taken back"


def added(client: TestClient, about: str, **parts: str) -> Any:
    form = {"csrf": secret(client, "document:" + report_of(client, "three.txt")), "action": "add", "about_kind": about}
    form |= {"by": "Ann", "reason": "as it says there"} | {f"part.{name}": value for name, value in parts.items()}
    return client.post("/decide", data=form, headers=HX)


def report_of(client: TestClient, uri: str) -> str:
    return next(d["document_id"] for d in client.get("/reader.json").json()["reports"] if d["uri"] == uri)


def test_a_tie_is_added_by_its_words_and_taken_back(hand: TestClient) -> None:
    three = report_of(hand, "three.txt")
    before = hand.get("/actors/amoulin.json").json()["relations"]
    tie = {"document_id": three, "source_id": "amoulin", "target_id": "FRA", "kind": "leads"}
    answer = added(hand, "relation", words="Jeanne  Moulin leads\nthe mission in Gao", stance="affirms", **tie)
    assert answer.status_code == 200, answer.text
    assert "Jeanne Moulin leads France, it is said" in answer.text
    relations = hand.get("/actors/amoulin.json").json()["relations"]
    assert [r["kind"] for r in relations] == ["sponsors", "leads"]
    ref = re.search(r'data-ref="(relation:[^"]+)"', answer.text)
    assert ref
    drawer = hand.get(f"/evidence.json?ref={ref[1]}").json()
    assert drawer["quotes"][0]["at"] == hand.get(f"/reader/{three}.json").json()["text"].index("Jeanne Moulin leads")
    assert drawer["decisions"][0]["reason"] == "as it says there"
    assert "as it says there" in hand.get("/sources?tab=corrections").text
    undo = {"csrf": secret(hand, ref[1]), "action": "undo", "about_id": drawer["decisions"][0]["decision_id"]}
    assert hand.post("/decide", data=undo | {"by": "Ann", "ref": ref[1]}, headers=HX).status_code == 200
    assert hand.get("/actors/amoulin.json").json()["relations"] == before


def test_a_threat_is_added_and_closed_by_what_met_it(hand: TestClient) -> None:
    three = report_of(hand, "three.txt")
    text = hand.get(f"/reader/{three}.json").json()["text"]
    start = text.index("France will send troops")
    answer = added(
        hand, "tripwire", document_id=three, condition="the raids go on", condition_start="", condition_end="",
        consequence="shown otherwise", consequence_start=str(start), consequence_end=str(start + 23),
        issuer="FRA", addressee="MLI", valid_to="2024-06-01", consequence_type="MOBILIZE",
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    wire = next(w for w in hand.get("/chains.json").json()["tripwires"] if w["condition"] == "the raids go on")
    assert wire["consequence"] == "France will send troops"
    assert (wire["issuer"], wire["valid_to"]) == ("France", "2024-06-01")
    event = strike(hand)
    ref = f"tripwire:{wire['tripwire_id']}"
    assert event["event_id"] not in hand.get(f"/evidence?ref={ref}").text, "it came before the threat was told"
    form = {"csrf": secret(hand, ref), "action": "close", "about_kind": "tripwire", "about_id": wire["tripwire_id"],
            "ref": ref, "by": "Ann", "part.standing": "carried_out", "part.met_by": event["event_id"]}  # fmt: skip
    assert hand.post("/decide", data=form, headers=HX).status_code == 200
    shut = hand.get(f"/evidence.json?ref={ref}").json()
    assert (shut["wire"]["standing"], shut["met"]["event_id"]) == ("carried_out", event["event_id"])


def decide(client: TestClient, about: str, identity: str, action: str, **fields: Any) -> str:
    """Send a form of a drawer; returns the drawer as it is then."""
    ref = f"{about}:{identity}"
    form = {"csrf": secret(client, ref), "action": action, "about_kind": about, "about_id": identity, "ref": ref}
    answer = client.post("/decide", data=form | {"by": "Ann"} | fields, headers=HX)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_actors_take_spellings_roles_and_one_another(hand: TestClient) -> None:
    def named() -> set[str]:
        return {n["text"] for n in hand.get("/actors/amoulin.json").json()["actor"]["names"]}

    decide(hand, "actor", "amoulin", "alias", value="Awa Keita")
    assert named() == {"Jeanne Moulin", "Awa Keita"}
    decide(hand, "actor", "amoulin", "undo", about_kind="decision", about_id="last")
    assert named() == {"Jeanne Moulin"}
    decide(hand, "actor", "akeita", "edit", field="name", value="Awa Keïta")
    decide(
        hand,
        "actor",
        "akeita",
        "role",
        **{"part.role": "foreign minister", "part.of": "MLI", "part.start": "2023-01-01"},
    )
    drawer = hand.get("/evidence?ref=actor:akeita").text
    assert "Awa Keïta" in drawer
    assert "2023-01-01" in hand.get("/actors/akeita").text
    before = hand.get("/actors.json").json()["total"]
    decide(hand, "actor", "akeita", "merge", value=["amoulin"])
    assert hand.get("/actors.json").json()["total"] == before - 1
    one = next(a["actor_id"] for a in hand.get("/actors.json").json()["actors"] if a["spellings"] == 2)
    decide(hand, "actor", one, "split", value=["Jeanne Moulin"])
    assert hand.get("/actors.json").json()["total"] == before


def test_a_tie_a_threat_and_a_report_are_rejected_and_put_right(hand: TestClient) -> None:
    wire = hand.get("/chains.json").json()["tripwires"][0]["tripwire_id"]
    decide(hand, "tripwire", wire, "edit", field="valid_to", value="2024-07-01")
    assert hand.get("/chains.json").json()["tripwires"][0]["valid_to"] == "2024-07-01"
    decide(hand, "tripwire", wire, "reject", reason="no condition")
    assert hand.get("/chains.json").json()["tripwires"] == []
    tie = hand.get("/actors/amoulin.json").json()["relations"][0]["relation_id"]
    decide(hand, "relation", tie, "reject")
    assert hand.get("/actors/amoulin.json").json()["relations"] == []
    report = report_of(hand, "one.txt")
    decide(hand, "document", report, "edit", field="publisher", value="Radio Gao")
    assert hand.get(f"/reader/{report}.json").json()["document"]["publisher"] == "Radio Gao"
    total = hand.get("/events.json?weak=1").json()["total"]
    decide(hand, "document", report, "reject", reason="a forgery")
    assert hand.get("/events.json?weak=1").json()["total"] < total
    for _ in range(5):
        decide(hand, "document", report, "undo", about_kind="decision", about_id="last")
    assert hand.get("/events.json?weak=1").json()["total"] == total
    assert hand.get("/chains.json").json()["tripwires"][0]["standing"] == "armed"


@pytest.mark.parametrize("side", ["effect", "cause"])
def test_events_are_linked_in_either_direction(hand: TestClient, side: str) -> None:
    link = hand.get("/chains.json").json()["links"][0]
    form = {"csrf": secret(hand, f"link:{link['link_id']}"), "action": "reject", "about_kind": "link", "by": "Ann",
            "about_id": link["link_id"]}  # fmt: skip
    hand.post("/decide", data=form, headers=HX)
    assert hand.get("/chains.json").json()["links"] == []
    drawer = hand.get(f"/evidence?ref=event:{link['effect_event_id']}").text
    assert f'<option value="{link["cause_event_id"]}">' in drawer, "the other event is offered"
    this, other = ("effect", "cause") if side == "effect" else ("cause", "effect")
    parts = {"event_id": link[f"{this}_event_id"], "other_id": link[f"{other}_event_id"], "side": side}
    assert added(hand, "link", kind="retaliation", **parts).status_code == 200
    (now,) = hand.get("/chains.json").json()["links"]
    assert (now["cause_event_id"], now["effect_event_id"]) == (link["cause_event_id"], link["effect_event_id"])
    assert now["basis"] == "analyst"


def test_a_link_rests_on_the_words_of_a_report(hand: TestClient) -> None:
    link = hand.get("/chains.json").json()["links"][0]
    ends = {name: link[name] for name in ("cause_event_id", "effect_event_id", "document_id")}
    answer = added(hand, "link", kind="pretext", words="in reply", **ends)
    assert answer.status_code == 200, answer.text
    assert "in reply" in {k["quote"] for k in hand.get("/chains.json").json()["links"]}


@pytest.mark.parametrize(
    ("words", "told"), [("Gao will fall", "is not in the report"), ("the", "times in the report"), ("", "no stretch")]
)
def test_words_that_do_not_stand_there_once_are_refused(hand: TestClient, words: str, told: str) -> None:
    tie = {"document_id": report_of(hand, "three.txt"), "source_id": "FRA", "target_id": "MLI", "kind": "opposes"}
    answer = added(hand, "relation", words=words, **tie)
    assert answer.status_code == 400
    assert told in answer.text
    assert hand.get("/sources.json?tab=corrections").json()["rows"] == []


def test_older_moments_offer_nothing_to_add(hand: TestClient) -> None:
    report, event = report_of(hand, "three.txt"), strike(hand)["event_id"]
    for address in (f"/reader/{report}", f"/events/{event}", "/actors/amoulin", f"/desk?open=event:{event}"):
        sign = "&" if "?" in address else "?"
        assert 'action="/decide"' in hand.get(address).text, address
        assert 'action="/decide"' not in hand.get(f"{address}{sign}as_of=1.0").text, address


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
    there = {"document_id": report["document_id"]}
    tie = there | {"source_id": "amoulin", "target_id": "FRA", "kind": "leads", "words": "leads the mission"}
    threat = there | {"issuer": "FRA", "condition": "the raids go on", "consequence": "send troops"}
    link = {"cause_event_id": single["event_id"], "effect_event_id": raid["event_id"], "kind": "response"}
    steps: list[tuple[Any, ...]] = [
        ("accept", "event", single["event_id"], None, None),
        ("edit", "event_mention", mentions[1], "attribution", "a medic"),
        ("edit", "event_mention", mentions[0], "actors", "FRA"),
        ("split", "event", raid["event_id"], None, [mentions[1]]),
        ("merge", "event", single["event_id"], None, [mentions[1]]),
        ("edit", "actor", "MLI", "name", "Republic of Mali"),
        ("merge", "actor", "akeita", None, ["amoulin"]),
        ("close", "tripwire", case.records("tripwires")[0]["tripwire_id"], None, "expired"),
        ("add", "relation", None, None, tie),
        ("add", "tripwire", None, None, threat),
        ("add", "link", None, None, link),
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


def test_of_a_rejected_event_nothing_is_counted_any_more(own: Path, tmp_path: Path) -> None:
    shelf = Shelf(own)
    shelf.current()
    for number, event in enumerate(shelf.case.records("events")):
        made = shelf.case.decide("reject", "event", event["event_id"], by="Ann")
        build(api.open(own), tmp_path / f"{number}.sqlite")
        assert rows(shelf.current().path) == rows(tmp_path / f"{number}.sqlite")
        shelf.case.undo(made.decision_id, by="Ann")


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
