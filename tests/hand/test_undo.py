"""Taking back gives the very rows there were; in any order, from any tangle of decisions."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalade.api import Casebook
from escalade.errors import UsageError
from escalade.events import links
from escalade.model.casebook import Event, Link, LinkMention, Membership
from escalade.model.codings import EventMention, Where
from escalade.model.tables import Tables
from tests.hand.story import FRANCE, MALI, WARNED, Story, crisis, snapshot


def asked(case: Casebook, mention: dict[str, str]) -> list[tuple[str, str, str | None, str | None, Any]]:
    """Decisions of every sort on the crisis in Gao."""
    three = next(d["document_id"] for d in case.records("documents") if d["uri"] == "three.txt")
    raided, raid, struck = mention["raided"], mention["raid"], mention["struck"]
    start = WARNED.index("send troops")
    add = {"document_id": three, "char_start": start, "char_end": start + 11, "event_type": "MOBILIZE"}
    tie = {"cause_event_id": raid, "effect_event_id": struck, "kind": "response"}
    stated = {"document_id": three, "source_id": "amoulin", "target_id": "MLI", "kind": "opposes", "words": "leads"}
    threat = {"document_id": three, "issuer": "FRA", "condition": "the raids go on", "consequence": "send troops"}
    link = next(iter(case.records("links")), {"link_id": None})["link_id"]
    wire = case.records("tripwires")[0]["tripwire_id"]
    return [
        ("accept", "event_mention", raid, None, None),
        ("reject", "event_mention", raided, None, None),
        ("reject", "event", struck, None, None),
        ("edit", "event_mention", raid, "killed", "8"),
        ("edit", "event_mention", struck, "status", "intended"),
        ("edit", "event", raided, "standing", "denied"),
        ("add", "event_mention", None, None, add),
        ("merge", "event", raid, None, [struck]),
        ("split", "event", raided, None, [raid]),
        ("merge", "actor", "akeita", None, ["amoulin"]),
        ("alias", "actor", "FRA", None, "Awa Keita"),
        ("split", "actor", "amoulin", None, ["Jeanne Moulin"]),
        ("edit", "actor", "akeita", "country", "MLI"),
        ("add", "link", None, None, tie),
        ("reject", "link", link, None, None),
        ("close", "tripwire", wire, None, "expired"),
        ("reject", "document", three, None, None),
        ("edit", "document", three, "publisher", "Radio Gao"),
        ("role", "actor", "akeita", None, {"role": "president", "of": "MLI", "start": "2023"}),
        ("add", "relation", None, None, stated),
        ("reject", "relation", case.records("relations")[0]["relation_id"], None, None),
        ("add", "tripwire", None, None, threat),
        ("reject", "tripwire", wire, None, None),
        ("edit", "tripwire", wire, "valid_to", "2024-07-01"),
    ]


@pytest.fixture(scope="module")
def gao() -> Any:
    with TemporaryDirectory() as folder:
        yield crisis(Path(folder) / "gao").write()


@given(st.lists(st.integers(0, 23), min_size=1, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_undoing_everything_in_any_order_restores_the_exact_rows(gao: Casebook, chosen: list[int], luck: Any) -> None:
    before = snapshot(gao)
    mention = {m["trigger"]: m["event_mention_id"] for m in before["event_mentions"]}
    options = asked(gao, mention)
    made = []
    try:
        for number in chosen:
            action, kind, identity, field, value = options[number]
            try:
                made.append(gao.decide(action, kind, identity, field=field, value=value, by="Ann"))
            except UsageError:
                continue  # what an earlier decision made senseless
            gao.records("events")  # can be read at every step
        luck.shuffle(made)
        for decision in made[1:]:
            gao.undo(decision.decision_id, by="Bo")
        snapshot(gao)  # every table can be read with what is left
    finally:
        for decision in gao.views.applied.standing:
            gao.undo(decision.decision_id, by="Bo")
    assert snapshot(gao) == before


def test_undoing_an_undo_puts_the_decision_in_force_again(case: Casebook, mention: Any) -> None:
    made = case.decide("reject", "event_mention", mention("raid"), by="Ann")
    after = snapshot(case)
    back = case.undo(made.decision_id, by="Bo", reason="no")
    with pytest.raises(UsageError, match="taken back already"):
        case.undo(made.decision_id, by="Bo")
    case.undo(back.decision_id, by="Ann", reason="yes")
    assert snapshot(case) == after
    assert [d["status"] for d in case.records("decisions")] == ["applied", "undone", "applied"]
    with pytest.raises(UsageError, match="no decision 'x0'"):
        case.undo("x0", by="Ann")


def blows(folder: Path) -> Casebook:
    """A week in which two sides strike one another day by day."""
    story = Story(folder)
    towns = ("Gao", "Kidal", "Menaka", "Timbuktu", "Mopti", "Segou")
    for day, town in enumerate(towns, 1):
        document = story.report(
            f"{town}.txt", f"The army shelled {town} at dawn.", "Sahel Post", f"2024-05-{day + 1:02}"
        )
        sides = (MALI, FRANCE) if day % 2 else (FRANCE, MALI)
        place = Where(town, "MLI", None, 10.0 + day, -5.0 + 2 * day, "settlement")
        told = {"actors": sides[:1], "recipients": sides[1:], "place": place, "day": f"2024-05-{day:02}"}
        story.told(document, "shelled", rule="assault.shell", **told)
    return story.write()


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from("rdm"), st.integers(0, 5)), min_size=1, max_size=4))
@settings(max_examples=12, deadline=None)
def test_what_follows_from_a_correction_is_what_the_stages_make_of_all_rows(chosen: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        case = blows(Path(folder) / "week")
        events = case.records("events")
        assert any(link["basis"] == "inferred" for link in case.records("links"))
        for what, n in chosen:
            event = events[n]["event_id"]
            try:
                if what == "r":
                    case.decide("reject", "event", event, by="Ann")
                elif what == "d":
                    case.decide("edit", "event_mention", event, field="date", value="2024-05-03", by="Ann")
                else:
                    case.decide("merge", "event", event, value=[events[n - 1]["event_id"]], by="Ann")
            except UsageError:
                continue
        applied = case.views.applied
        tables = Tables()
        for cls in (Event, EventMention, LinkMention, Membership):
            tables.add(cls, applied.rows(cls))
        whole = links.STAGE.apply(tables, {}, None)[Link]
        assert sorted(applied.rows(Link), key=str) == sorted(whole, key=str)
        for event in applied.rows(Event):
            assert {applied.event(m) for m in event.event_mention_ids} == {event.event_id}
