"""What a person decides shows in every table, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from escalade.api import Casebook
from escalade.errors import UsageError
from tests.hand.story import AGAIN, RAID, WARNED, snapshot


def event_of(case: Casebook, mention: str) -> dict[str, Any]:
    return next(e for e in case.records("events") if mention in e["event_mention_ids"])


def row(case: Casebook, mention: str) -> dict[str, Any]:
    return next(m for m in case.records("event_mentions") if m["event_mention_id"] == mention)


def document(case: Casebook, uri: str) -> str:
    return next(d["document_id"] for d in case.records("documents") if d["uri"] == uri)


def test_without_decisions_the_rows_are_the_machines(case: Casebook) -> None:
    assert case.views.applied.untouched
    assert len(case.records("events")) == 2  # the two raids are one
    assert {e["review"] for e in case.records("events")} == {None}


def test_accepting_marks_the_row_and_changes_nothing_else(case: Casebook, mention: Any) -> None:
    before = row(case, mention("struck"))
    case.decide("accept", "event_mention", mention("struck"), by="Ann")
    assert row(case, mention("struck")) == before | {"review": "accepted"}
    assert event_of(case, mention("struck"))["review"] == "accepted"
    assert event_of(case, mention("raided"))["review"] is None


def test_a_rejected_mention_is_out_of_every_table(case: Casebook, mention: Any) -> None:
    gone = mention("raid")
    case.decide("reject", "event_mention", gone, by="Ann", reason="of last year")
    assert gone not in {m["event_mention_id"] for m in case.records("event_mentions")}
    assert gone not in {c["about_id"] for c in case.records("claims")}
    event = event_of(case, mention("raided"))
    assert event["event_mention_ids"] == [mention("raided")]
    assert (event["n_reports"], event["killed_min"], event["killed_max"]) == (1, 4, 4)
    assert ("event_mention", gone) in case.views.applied.rejected
    assert case.views.applied.event(gone) == event["event_id"]  # its id leads somewhere for ever


def test_the_first_mention_rejected_the_event_goes_on_under_its_next(case: Casebook, mention: Any) -> None:
    case.decide("reject", "event_mention", mention("raided"), by="Ann")
    event = event_of(case, mention("raid"))
    assert event["event_id"] == mention("raid")
    assert case.views.applied.event(mention("raided")) == mention("raid")
    link = case.records("links")
    assert [k for k in link if k["basis"] == "stated"] == []  # its cause was told by the rejected words


def test_accepting_again_brings_a_rejected_mention_back(case: Casebook, mention: Any) -> None:
    case.decide("reject", "event_mention", mention("raid"), by="Ann")
    case.decide("accept", "event_mention", mention("raid"), by="Bo")
    assert row(case, mention("raid"))["review"] == "accepted"
    assert len(event_of(case, mention("raided"))["event_mention_ids"]) == 2


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("event_type", "PROTEST", {"event_type": "PROTEST", "mode": None, "quad_class": 4}),
        ("date", "2024-05", {"date_start": "2024-05-01", "date_end": "2024-05-31", "date_precision": "month"}),
        ("date", None, {"date_start": None, "date_precision": "unknown", "date_basis": "none"}),
        ("killed", "3-5", {"killed_min": 3, "killed_max": 5}),
        ("injured", "2+", {"injured_min": 2, "injured_max": None}),
        ("status", "negated", {"status": "negated", "polarity": "negative"}),
        ("status", "intended", {"status": "intended", "modality": "intended"}),
        ("place", None, {"place": None}),
        ("cumulative", True, {"cumulative": True}),
        ("attribution", ["a medic"], {"status": "claimed", "attributed": True}),
    ],
)
def test_an_edited_field_shows_what_the_person_says(
    case: Casebook, mention: Any, field: str, value: Any, shown: dict[str, Any]
) -> None:
    case.decide("edit", "event_mention", mention("struck"), field=field, value=value, by="Ann")
    now = row(case, mention("struck"))
    assert {name: now[name] for name in shown} == shown
    assert now["review"] == "edited"


def test_parties_and_places_are_told_by_id_or_name(case: Casebook, mention: Any) -> None:
    case.decide("edit", "event_mention", mention("struck"), field="actors", value=["MLI", "a drone crew"], by="Ann")
    case.decide("edit", "event_mention", mention("struck"), field="place", value="Timbuktu, MLI", by="Ann")
    now = row(case, mention("struck"))
    assert [p["id"] for p in now["actors"]] == ["MLI", None]
    assert now["actors"][1]["name"] == "a drone crew"
    assert (now["place"]["country"], now["place"]["precision"]) == ("MLI", "settlement")
    assert event_of(case, mention("struck"))["place"]["name"] == now["place"]["name"]


def test_told_as_fact_drops_who_said_so(case: Casebook, mention: Any) -> None:
    assert row(case, mention("raid"))["status"] == "claimed"
    case.decide("edit", "event_mention", mention("raid"), field="status", value="asserted", by="Ann")
    assert (row(case, mention("raid"))["status"], row(case, mention("raid"))["attribution"]) == ("asserted", [])


def test_a_mention_is_added_by_selecting_its_words(case: Casebook) -> None:
    three = document(case, "three.txt")
    start = WARNED.index("send troops")
    value = {"document_id": three, "char_start": start, "char_end": start + 11, "event_type": "MOBILIZE"}
    value |= {"actors": ["FRA"], "status": "intended"}
    made = case.decide("add", "event_mention", value=value, by="Ann", reason="missed")
    added = row(case, made.about_id)
    assert (added["trigger"], added["status"], added["review"]) == ("send troops", "intended", "added")
    assert added["sentence"] == "If the raids go on, France will send troops."
    assert added["sentence"][added["trigger_start"] :].startswith("send troops")
    event = event_of(case, made.about_id)
    assert (event["origin"], event["standing"], event["review"]) == ("analyst", "hypothetical", "added")
    assert any(c["about_id"] == made.about_id for c in case.records("claims"))
    assert case.trace(made.about_id).evidence[0].quote == "send troops"


def test_two_events_are_made_one_and_taken_apart(case: Casebook, mention: Any) -> None:
    case.decide("merge", "event", mention("raided"), value=[mention("struck")], by="Ann", reason="one day")
    assert len(case.records("events")) == 1
    assert case.records("links") == []  # an event is no answer to itself
    case.decide("split", "event", mention("raided"), value=[mention("raid")], by="Bo", reason="two raids")
    events = [set(e["event_mention_ids"]) for e in case.records("events")]
    assert events == [{mention("raided"), mention("struck")}, {mention("raid")}]
    verdicts = {(j["by"], j["verdict"]) for j in case.records("judgements") if j["by"].startswith("analyst:")}
    assert verdicts == {("analyst:Bo", "same"), ("analyst:Bo", "different")}  # Ann's were between the two sides
    case.decide("merge", "event", mention("raided"), value=[mention("raid")], by="Cy")  # the later decision wins
    assert len(case.records("events")) == 1


def test_an_events_own_fields_win_over_what_its_mentions_add_up_to(case: Casebook, mention: Any) -> None:
    case.decide("edit", "event", mention("raided"), field="standing", value="disputed", by="Ann")
    case.decide("edit", "event", mention("raided"), field="killed", value="5-6", by="Ann")
    event = event_of(case, mention("raided"))
    assert (event["standing"], event["killed_min"], event["killed_max"], event["review"]) == (
        "disputed",
        5,
        6,
        "edited",
    )
    case.decide("edit", "event_mention", mention("raid"), field="killed", value="9", by="Bo")
    assert event_of(case, mention("raided"))["killed_max"] == 6


def test_a_rejected_event_is_gone_with_its_mentions(case: Casebook, mention: Any) -> None:
    case.decide("reject", "event", mention("raided"), by="Ann")
    assert {e["event_id"] for e in case.records("events")} == {mention("struck")}
    assert {m["event_mention_id"] for m in case.records("event_mentions")} == {mention("struck")}


def test_a_report_set_aside_tells_nothing(case: Casebook, mention: Any) -> None:
    case.decide("reject", "document", document(case, "two.txt"), by="Ann", reason="satire")
    shown = next(d for d in case.records("documents") if d["uri"] == "two.txt")
    assert (shown["kept"], shown["reason"]) == (False, "set aside by Ann: satire")
    assert event_of(case, mention("raided"))["n_documents"] == 1


def test_a_reports_publisher_is_put_right_where_it_speaks(case: Casebook) -> None:
    two = document(case, "two.txt")
    case.decide("edit", "document", two, field="publisher", value="Radio Gao", by="Ann")
    chains = [c["chain"] for c in case.records("claims") if c["document_id"] == two]
    assert {chain[0]["name"] for chain in chains} == {"Radio Gao"}


def test_actors_are_made_one_named_and_given_an_office(case: Casebook) -> None:
    case.decide("merge", "actor", "akeita", value=["amoulin"], by="Ann")
    (actor,) = case.records("actors")
    assert {n["text"] for n in actor["names"]} == {"Awa Keita", "Jeanne Moulin"}
    assert {r["source_id"] for r in case.records("relations")} == {actor["actor_id"]}
    (other,) = {"akeita", "amoulin"} - {actor["actor_id"]}
    assert case.views.applied.actor(other) == actor["actor_id"]
    case.decide("split", "actor", other, value=[other], by="Bo")
    assert {"akeita", "amoulin"} <= {a["actor_id"] for a in case.records("actors")}
    case.decide("edit", "actor", "akeita", field="name", value="Awa Keïta", by="Ann")
    role = {"role": "minister", "of": "MLI", "start": "2023"}
    roles = case._resources()["lexicon"].roles
    case.decide("role", "actor", "akeita", value=role | {"role": next(iter(roles))}, by="Ann")
    actor = next(a for a in case.records("actors") if a["actor_id"] == "akeita")
    assert (actor["name"], actor["review"]) == ("Awa Keïta", "edited")
    assert actor["codes"][0]["valid_from"] == "2023-01-01"


def test_a_spelling_is_given_to_an_actor_and_taken_away(case: Casebook, mention: Any) -> None:
    case.decide("alias", "actor", "FRA", value="Awa Keita", by="Ann", reason="a cover name")
    parties = row(case, mention("raid"))["recipients"]
    assert [p["id"] for p in parties] == ["MLI", "FRA"]
    assert {e["actor_id"] for e in case.records("entity_mentions") if e["quote"] == "Awa Keita"} == {"FRA"}
    assert [n["text"] for a in case.records("actors") if a["actor_id"] == "FRA" for n in a["names"]] == ["Awa Keita"]
    case.undo(case.decisions()[0].decision_id, by="Ann")
    case.decide("split", "actor", "amoulin", value=["Jeanne Moulin"], by="Ann", reason="somebody else")
    told = next(a for a in case.records("actors") if a["name"] == "Jeanne Moulin")
    assert (told["origin"], told["actor_id"] == "amoulin") == ("analyst", False)
    assert {r["source_id"] for r in case.records("relations")} == {told["actor_id"]}


def test_ties_are_added_rejected_and_closed(case: Casebook, mention: Any) -> None:
    three = document(case, "three.txt")
    stated = case.records("links")[0]
    case.decide("reject", "link", stated["link_id"], by="Ann")
    value = {"cause_event_id": mention("raided"), "effect_event_id": mention("struck"), "kind": "response"}
    made = case.decide("add", "link", value=value, by="Ann")
    (link,) = case.records("links")
    assert (link["link_id"], link["basis"], link["lag_days"], link["review"]) == (made.about_id, "analyst", 1, "added")
    wire = case.records("tripwires")[0]
    case.decide(
        "close", "tripwire", wire["tripwire_id"], value={"standing": "met", "met_by": mention("raid")}, by="Ann"
    )
    closed = case.records("tripwires")[0]
    assert (closed["standing"], closed["met_by"]) == ("met", mention("raided"))
    relation = case.records("relations")[0]
    case.decide("edit", "relation", relation["relation_id"], field="kind", value="leads", by="Ann")
    start = WARNED.index("leads the mission")
    value = {"document_id": three, "char_start": start, "char_end": start + 17, "kind": "leads", "target_id": "FRA"}
    case.decide("relation", "actor", "amoulin", value=value, by="Ann")
    assert [(r["kind"], r["quote"], r["review"]) for r in case.records("relations")] == [
        ("leads", "Jeanne Moulin leads the mission", "edited"),
        ("leads", "leads the mission", "added"),
    ]
    condition, consequence = "Jeanne Moulin leads", "the mission in Gao"
    spans = {n: [WARNED.index(w), WARNED.index(w) + len(w)] for n, w in
             (("condition", condition), ("consequence", consequence))}  # fmt: skip
    case.decide("add", "tripwire", value={"document_id": three, "issuer": "FRA", **spans}, by="Ann")
    assert [w["condition"] for w in case.records("tripwires")] == ["If the raids go on", condition]
    case.decide("reject", "tripwire", wire["tripwire_id"], by="Ann")
    assert [w["condition"] for w in case.records("tripwires")] == [condition]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("reject", "planet", "x"), "nothing to decide on"),
        (("split", "link", "x"), "'split' is not for link"),
        (("accept", "event", "eNOT"), "no event 'eNOT'"),
        (("edit", "event", "raided"), "edit needs a field"),
        (("edit", "event", "raided", "colour", "red"), "no field 'colour'"),
        (("edit", "event", "raided", "killed", "many"), "is no count"),
        (("edit", "event", "raided", "date", "soon"), "is no date"),
        (("edit", "event", "raided", "date", "2024-02-31"), "is no date"),
        (("edit", "event", "raided", "event_type", "PARTY"), "no event type"),
        (("edit", "event_mention", "raided", "place", "Nowhereville-on-Sea"), "no place"),
        (("edit", "event_mention", "raided", "status", "claimed"), "nobody is named who claims it"),
        (("merge", "event", "raided", None, []), "needs the ids of other events"),
        (("split", "event", "raided", None, ["struck"]), "split needs event mentions of"),
        (("merge", "actor", "akeita", None, ["nobody"]), "no actor 'nobody'"),
        (("role", "actor", "akeita", None, {"role": "wizard", "of": "MLI"}), "no role 'wizard'"),
        (("add", "event_mention", None, None, {"document_id": "d?"}), "no document"),
        (("add", "link", None, None, {"kind": "friendship"}), "no link"),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_written_down(
    case: Casebook, mention: Any, asked: tuple[Any, ...], told: str
) -> None:
    triggers = {"raided", "raid", "struck"}

    def known(value: Any) -> Any:
        if isinstance(value, list):
            return [known(v) for v in value]
        return mention(value) if isinstance(value, str) and value in triggers else value

    action, kind, identity, field, value = (*map(known, asked), *(None,) * (5 - len(asked)))
    with pytest.raises(UsageError, match=told):
        case.decide(action, kind, identity, field=field, value=value, by="Ann")
    assert case.decisions() == []


def test_a_decision_needs_a_name_and_the_present(case: Casebook, mention: Any) -> None:
    from escalade import api

    with pytest.raises(UsageError, match="needs the name"):
        case.decide("accept", "event_mention", mention("raid"), by=" ")
    with pytest.raises(UsageError, match="to read only"):
        api.open(case.folder, as_of=1).decide("accept", "event_mention", mention("raid"), by="Ann")


def test_what_was_decided_is_a_table(case: Casebook, mention: Any) -> None:
    made = case.decide("edit", "event_mention", mention("raided"), field="killed", value=3, by="Ann", reason="recount")
    (shown,) = case.records("decisions")
    assert (shown["decision_id"], shown["seq"], shown["status"]) == (made.decision_id, 1, "applied")
    assert (shown["quote"], shown["uri"], shown["value"]) == ("raided", "one.txt", "[3, 3]")
    assert RAID[shown["char_start"] : shown["char_end"]] == "raided"
    assert '"killed_max": 4' in shown["was"]
    assert case.table("decisions").num_rows == 1
    assert AGAIN  # the other reports are untouched
    assert snapshot(case)["documents"][1]["review"] is None


def test_the_tables_say_which_of_their_rows_differ(case: Casebook, mention: Any) -> None:
    before = snapshot(case)
    keys = {"event_mentions": "event_mention_id", "events": "event_id", "claims": "claim_id", "links": "link_id"}
    case.decide("reject", "event_mention", mention("raided"), by="Ann")
    case.decide("edit", "event_mention", mention("struck"), field="attribution", value=["a pilot"], by="Ann")
    changed = case.views.applied.changed
    for table, key in keys.items():
        old, new = ({r[key]: r for r in rows} for rows in (before[table], case.records(table)))
        differ = {i for i in {*old, *new} if old.get(i) != new.get(i)}
        assert differ <= changed.get(table, frozenset()), table
