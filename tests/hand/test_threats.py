"""What became of threats after a series of corrections is what it would be if it were worked out from scratch."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from escalade.api import Casebook
from escalade.errors import UsageError
from escalade.events import tripwires
from escalade.events.aftermath import BLOWS, UNDATED
from escalade.hand.machine import measured
from escalade.model.casebook import TripwireStanding
from escalade.model.codings import Tripwire
from escalade.model.tables import Tables
from tests.hand.story import FRANCE, MALI, Story

DEEDS = {"struck": "ASSAULT", "blocked": "COERCE", "withdrew": "RETREAT", "crossed": "MOBILIZE"}
THINGS = ("the ferry", "the depot", "the bridge by night", "a convoy of grain trucks", "the river port")


def quarrel(folder: Path, seed: int) -> Story:
    """Reports of three months, of which every other threatens; a third of what they tell has no day."""
    story, dice = Story(folder), random.Random(seed)
    for week in range(12):
        deed, thing = dice.choice(list(DEEDS)), dice.choice(THINGS)
        text = f"Troops {deed} {thing} in week {week}. If they cross again, France will block {thing} for good."
        name, day = f"{seed}-{week}.txt", f"2024-{1 + week // 4:02}-{1 + 7 * (week % 4):02}"
        report = story.report(name, text, "Sahel Post", day)
        sides: Any = dice.choice([{"actors": (FRANCE,), "recipients": (MALI,)}, {"actors": (MALI,)}, {}])
        kind = {"event_type": DEEDS[deed], "quad_class": 2 if deed == "withdrew" else 4}
        story.told(report, deed, day=dice.choice([None, day, day]), **kind, **sides)
        if week % 2:
            until = dice.choice([None, "2024-03-15"])
            threat: Any = {"condition_type": "MOBILIZE", "consequence_type": dice.choice(["COERCE", None])}
            story.tripwire(
                report, "If they cross again", f"France will block {thing} for good", valid_to=until, **threat
            )
    return story


def decisions(case: Casebook, dice: random.Random) -> list[tuple[Any, ...]]:
    """One of every sort that may bear upon a threat, in some order."""
    events, wires = case.records("events"), case.records("tripwires")
    documents = case.records("documents")
    no_day = {"date_start": None, "date_end": None, "date_precision": "unknown"}
    kind = {"event_type": "COERCE", "mode": None}
    dice.shuffle(events)
    ids = [e["event_id"] for e in events]
    found = [
        ("accept", "event", ids[0], None, None),
        ("edit", "event", ids[1], "event_type", kind),
        ("edit", "event", ids[2], "date", no_day),
        ("edit", "event_mention", events[3]["event_mention_ids"][0], "event_type", kind),
        ("edit", "event_mention", events[4]["event_mention_ids"][0], "recipients", [{"id": "MLI"}]),
        ("merge", "event", ids[5], None, [ids[6]]),
        ("reject", "event", ids[7], None, None),
        ("edit", "event", ids[8], "standing", "denied"),
        ("edit", "tripwire", wires[0]["tripwire_id"], "valid_to", "2024-02-10"),
        ("reject", "tripwire", wires[1]["tripwire_id"], None, None),
        ("edit", "document", documents[2]["document_id"], "published", "2024-03-30"),
        ("reject", "document", documents[5]["document_id"], None, None),
        ("merge", "actor", "FRA", None, ["MLI"]),
    ]
    dice.shuffle(found)
    return found


def scratch(case: Casebook) -> dict[str, TripwireStanding]:
    """The stage's rows of the tables as they stand."""
    applied, tables = case.views.applied, Tables()
    for cls in tripwires.STAGE.reads:
        tables.add(cls, applied.rows(cls))
    return {row.tripwire_id: row for row in tripwires.STAGE.apply(tables, {}, None)[TripwireStanding]}


@pytest.mark.parametrize("seed", range(4))
def test_threats_are_looked_at_again_where_a_correction_bears_on_them(tmp_path: Path, seed: int) -> None:
    case = quarrel(tmp_path / "gao", seed).write()
    assert len({row.standing for row in scratch(case).values()}) > 1
    made = []
    for action, kind, identity, field, value in decisions(case, random.Random(seed)):
        try:
            made.append(case.decide(action, kind, identity, field=field, value=value, by="Awa").decision_id)
        except UsageError:
            continue  # an earlier one took out what this is about
        held = {row.tripwire_id: row for row in case.views.applied.rows(TripwireStanding)}
        assert held == scratch(case), (action, kind)
    assert len(made) > 8
    for decision in made:
        case.undo(decision, by="Awa")
        assert {row.tripwire_id: row for row in case.views.applied.rows(TripwireStanding)} == scratch(case)


def test_threats_far_from_what_changed_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = quarrel(tmp_path / "gao", 1).write()
    first = min((e for e in case.records("events") if e["date_start"]), key=lambda e: e["date_start"])
    looked: list[str] = []
    standing = tripwires.standing

    def looking(tripwire: Tripwire, field: tripwires.Field) -> TripwireStanding:
        looked.append(tripwire.tripwire_id)
        return standing(tripwire, field)

    monkeypatch.setattr(tripwires, "standing", looking)
    case.decide("edit", "event", first["event_id"], field="standing", value="denied", by="Awa")
    assert case.views.applied.rows(TripwireStanding)
    published = {d["document_id"]: d["published"] for d in case.records("documents")}
    made = {w["tripwire_id"]: published[w["document_id"]] for w in case.records("tripwires")}
    assert all(tripwires.first_day(made[i]) <= first["date_start"] for i in looked), "the others came much later"
    assert len(set(looked)) < len(made)


def test_events_made_by_the_month_are_found_like_all_of_them(tmp_path: Path) -> None:
    machine = quarrel(tmp_path / "gao", 2).write().views.applied.machine
    whole, unfolding = measured(machine, machine.clusters["actor"]).after, machine.threats.after
    assert [t.event.event_id for t in unfolding.all("2024-02-03", "2024-02-20")] == [
        t.event.event_id for t in whole.all("2024-02-03", "2024-02-20")
    ]
    assert set(unfolding._made) == {"", "2024-02"}, "months that nobody asked for are not made"
    keys = [("type", "ASSAULT"), ("type", "COERCE"), BLOWS, UNDATED]
    for first, last in (("2024-01-01", "2024-01-31"), ("2024-01-09", "2024-03-02"), ("2024-02-10", "9999-12-31")):
        for asked in ([key] for key in keys):
            found = [t.event.event_id for t in unfolding.of(asked, first, last)]
            assert found == [t.event.event_id for t in whole.of(asked, first, last)], (asked, first, last)
    held = next(whole.all("2024-01-01", "9999-12-31"))
    assert unfolding.event(held.event.event_id) == held
    assert unfolding.event("none") is None
