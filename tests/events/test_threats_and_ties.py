"""What became of threats, and which ties are contested."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rows import FRANCE, MALI, RUSSIA, UKRAINE, claim, document, mention, run, says, tables

from escalade.model.casebook import RelationStanding, TripwireStanding
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Tripwire
from escalade.model.documents import Document

WAGNER = Party("wagner", "Wagner", (), "Wagner")


def tie(ident: str, source: Party, kind: str, target: Party, stance: str = "affirms") -> RelationMention:
    return RelationMention(ident, "wire", 1, source, target, kind, None, None, stance, 0, 1, "x")


def threat(condition: str = "if Mali crosses the river", **given: Any) -> Tripwire:
    row: dict[str, Any] = {
        "tripwire_id": "w1", "document_id": "wire", "sentence": 1, "issuer": FRANCE, "addressee": MALI,
        "condition": condition, "consequence": "France will strike", "condition_start": 0, "condition_end": 1,
        "consequence_start": 2, "consequence_end": 3, "condition_type": "MOBILIZE", "consequence_type": "ASSAULT",
        "valid_from": None, "valid_to": "2023-05-31", "attribution": (),
    }  # fmt: skip
    return Tripwire(**(row | given))


def became(tripwire: Tripwire, *mentions: EventMention, latest: str = "2023-05-20") -> str:
    documents = (document("wire", "2023-05-10"), document("late", latest))
    case = tables({Document: documents, EventMention: mentions, Tripwire: [tripwire]})
    (row,) = run(case, "events.standing", "events.tripwires").rows(TripwireStanding)
    assert (row.met_by is not None) == (bool(mentions) and row.standing in ("met", "carried_out"))
    return row.standing


CROSSED = mention(
    "late", "Malian troops crossed", "crossed", day="2023-05-15", actors=(MALI,), recipients=(FRANCE,),
    event_type="MOBILIZE",
)  # fmt: skip
AGAINST_OTHERS = replace(CROSSED, recipients=(RUSSIA,))
STRUCK = mention("late", "French jets struck", "struck", day="2023-05-16", actors=(FRANCE,), recipients=(MALI,))
EARLIER = mention("late", "French jets had struck", "struck", day="2023-05-01", actors=(FRANCE,), recipients=(MALI,))
ELSEWHERE = mention("late", "French jets struck", "struck", day="2023-05-16", actors=(FRANCE,), recipients=(RUSSIA,))
PLANNED = mention(
    "late", "Jets will strike", "strike", day="2023-05-16", actors=(FRANCE,), recipients=(MALI,), modality="intended"
)


def test_a_threat_stands_until_its_time_is_up() -> None:
    assert became(threat()) == "armed"
    assert became(threat(), latest="2023-06-01") == "expired"
    assert became(threat(valid_to=None), latest="2033-06-01") == "armed"


def test_a_threat_is_met_or_carried_out_by_later_events_alone() -> None:
    assert became(threat(), CROSSED) == "met"
    assert became(threat(), CROSSED, STRUCK) == "carried_out"
    for other in (EARLIER, ELSEWHERE, PLANNED, AGAINST_OTHERS):
        assert became(threat(), other) == "armed"


def test_a_threat_in_general_words_is_carried_out_by_any_blow() -> None:
    vague = threat(consequence="Mali will pay", consequence_type=None)
    assert became(vague, STRUCK) == "carried_out"
    assert became(vague, replace(STRUCK, quad_class=3, event_type="ACCUSE")) == "armed"
    assert became(vague, replace(STRUCK, date_start="2023-08-30", date_end="2023-08-30"), latest="2023-09-01") != (
        "carried_out"
    )


def test_an_undated_blow_counts_from_the_day_it_is_told() -> None:
    undated = replace(STRUCK, date_start=None, date_end=None, date_precision="unknown", date_basis="none")
    assert became(threat(), undated) == "carried_out"
    same_report = replace(undated, document_id="wire")
    assert became(threat(), same_report) == "armed"


def test_a_blow_against_those_who_serve_the_addressee_counts() -> None:
    upon_client = replace(STRUCK, recipients=(WAGNER,))
    documents = (document("wire", "2023-05-10"), document("late", "2023-05-20"))
    rows = {Document: documents, EventMention: [upon_client], Tripwire: [threat()]}
    for ties, standing in (([], "armed"), ([tie("r1", MALI, "sponsors", WAGNER)], "carried_out")):
        case = tables({**rows, RelationMention: ties})
        (row,) = run(case, "events.standing", "events.tripwires").rows(TripwireStanding)
        assert row.standing == standing


def test_without_both_sides_nothing_meets_a_threat() -> None:
    for unknown in ({"issuer": None}, {"addressee": None}):
        assert became(threat(**unknown), CROSSED, STRUCK) == "armed"
        assert became(threat(**unknown), CROSSED, STRUCK, latest="2023-06-02") == "expired"


def test_what_is_left_undone_is_met_when_its_last_day_has_passed_and_nobody_gave_way() -> None:
    undone = threat("unless Mali withdraws", condition_type="RETREAT")
    withdrew = mention("late", "Mali withdrew", "withdrew", day="2023-05-15", actors=(MALI,), event_type="RETREAT")
    assert became(undone) == "armed"
    assert became(undone, withdrew, latest="2023-06-01") == "expired"
    assert became(undone, replace(withdrew, actors=(RUSSIA,)), latest="2023-05-20") == "armed"
    documents = (document("wire", "2023-05-10"), document("late", "2023-06-01"))
    for condition in ("unless Mali withdraws", "if Mali's men are still there in June"):
        due = replace(undone, condition=condition)
        case = run(tables({Document: documents, Tripwire: [due]}), "events.tripwires")
        assert [(row.standing, row.met_by) for row in case.rows(TripwireStanding)] == [("met", None)]


def test_a_wish_is_met_by_no_deed_and_a_promise_in_a_threat_is_any_blow() -> None:
    assert became(threat("if Mali wants a war"), CROSSED) == "armed"
    assert became(threat(consequence="France will see to it", consequence_type="AGREE"), STRUCK) == "carried_out"


@pytest.mark.parametrize(
    ("rows", "standing"),
    [
        ([tie("r1", RUSSIA, "sponsors", WAGNER)], "affirmed"),
        ([tie("r1", RUSSIA, "sponsors", WAGNER), tie("r2", RUSSIA, "sponsors", WAGNER, "denies")], "contested"),
        ([tie("r1", RUSSIA, "sponsors", WAGNER), tie("r2", WAGNER, "serves", RUSSIA, "doubts")], "contested"),
        ([tie("r1", RUSSIA, "allied_with", MALI), tie("r2", MALI, "allied_with", RUSSIA, "denies")], "contested"),
        ([tie("r1", RUSSIA, "sponsors", WAGNER), tie("r2", UKRAINE, "sponsors", WAGNER, "denies")], "affirmed"),
    ],
)
def test_a_tie_is_contested_if_anybody_denies_or_doubts_it(rows: list[RelationMention], standing: str) -> None:
    case = run(tables({RelationMention: rows}), "events.relations")
    assert case.rows(RelationStanding)[0].standing == standing


def test_a_claim_against_a_tie_contests_it() -> None:
    against = claim(CROSSED, says("Moscow", "RUS"), about_kind="relation", about_id="r1", stance="denies")
    case = tables({RelationMention: [tie("r1", RUSSIA, "sponsors", WAGNER)], Claim: [against]})
    assert run(case, "events.relations").rows(RelationStanding)[0].standing == "contested"
