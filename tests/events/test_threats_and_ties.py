"""What became of threats, and which ties are contested."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rows import FRANCE, MALI, RUSSIA, UKRAINE, claim, document, mention, run, says, tables

from escalade.events.fulfilment import stems
from escalade.model.casebook import Membership, RelationStanding, TripwireStanding
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Speaker, Tripwire
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


def became_of(tripwire: Tripwire, *mentions: EventMention, latest: str = "2023-05-20") -> str:
    """The standing alone, where no event may be named for it."""
    documents = (document("wire", "2023-05-10"), document("late", latest))
    case = tables({Document: documents, EventMention: mentions, Tripwire: [tripwire]})
    (row,) = run(case, "events.standing", "events.tripwires").rows(TripwireStanding)
    return str(row.standing)


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
    assert became(vague, CROSSED, STRUCK) == "carried_out"
    assert became(vague, CROSSED, replace(STRUCK, quad_class=3, event_type="ACCUSE")) == "met"
    assert became(
        vague, CROSSED, replace(STRUCK, date_start="2023-08-30", date_end="2023-08-30"), latest="2023-09-01"
    ) == ("met")


def test_a_threat_does_not_carry_itself_out_nor_hide_what_did() -> None:
    undated = replace(STRUCK, date_start=None, date_end=None, date_precision="unknown", date_basis="none")
    threatened = replace(undated, event_mention_id="e0", document_id="wire", modality="intended")
    documents = (document("wire", "2023-05-10"), document("late", "2023-05-20"))
    together = [Membership("event", m.event_mention_id, "e0") for m in (threatened, undated)]
    rows = {
        Document: documents,
        EventMention: [CROSSED, threatened, undated],
        Tripwire: [threat()],
        Membership: together,
    }
    (row,) = run(tables(rows), "events.standing", "events.tripwires").rows(TripwireStanding)
    assert row.standing == "carried_out"


def test_an_undated_blow_counts_from_the_day_it_is_told() -> None:
    undated = replace(STRUCK, date_start=None, date_end=None, date_precision="unknown", date_basis="none")
    assert became(threat(), CROSSED, undated) == "carried_out"
    same_report = replace(undated, document_id="wire")
    assert became(threat(), CROSSED, same_report) == "met"
    other_words = replace(undated, sentence_text="French jets bombed", trigger="bombed")  # nobody knows whether later
    assert became(threat(), CROSSED, other_words) == "met"


def test_a_blow_against_those_who_serve_the_addressee_counts() -> None:
    upon_client = replace(STRUCK, recipients=(WAGNER,))
    documents = (document("wire", "2023-05-10"), document("late", "2023-05-20"))
    rows = {Document: documents, EventMention: [CROSSED, upon_client], Tripwire: [threat()]}
    for ties, standing in (([], "met"), ([tie("r1", MALI, "sponsors", WAGNER)], "carried_out")):
        case = tables({**rows, RelationMention: ties})
        (row,) = run(case, "events.standing", "events.tripwires").rows(TripwireStanding)
        assert row.standing == standing


def test_where_a_side_is_not_known_the_words_have_to_say_that_it_is_the_same_deed() -> None:
    seized = mention(
        "late", "French jets seized a freighter", "seized", day="2023-05-16", actors=(FRANCE,), event_type="COERCE"
    )
    for unknown in ({"issuer": None}, {"addressee": None}):
        at_sea = threat(consequence="every freighter will be seized", consequence_type="COERCE", **unknown)
        assert became(at_sea, CROSSED) == "met"
        assert became(at_sea, CROSSED, seized) == "carried_out"
        assert became(at_sea, CROSSED, replace(STRUCK, event_type="COERCE")) == "met"
        assert became(at_sea, replace(CROSSED, sentence_text="Malian troops moved", trigger="moved")) == "armed"


def test_a_threat_is_not_carried_out_by_a_blow_while_its_condition_has_not_come_true() -> None:
    assert became(threat(), STRUCK) == "armed"


def test_the_same_deed_under_another_type_is_known_by_its_word() -> None:
    ban = mention(
        "late", "The French flight ban", "ban", day="2023-05-16", actors=(FRANCE,), event_type="SANCTION", quad_class=4
    )
    flights = threat(consequence="all flights from Mali will be banned", consequence_type="COERCE")
    assert became(flights, CROSSED, ban) == "carried_out"
    assert became(flights, CROSSED, replace(ban, sentence_text="The French fishing rule", trigger="rule")) == "met"


def test_a_threatened_ban_may_come_as_a_halt_of_what_it_names() -> None:
    fruit = threat(consequence="mangoes will be banned", consequence_type="COERCE")
    given: dict[str, Any] = {"day": "2023-05-16", "actors": (FRANCE,), "event_type": "SANCTION"}
    assert became(fruit, CROSSED, mention("late", "France halted imports of mangoes", "halted", **given)) == (
        "carried_out"
    )
    assert became(fruit, CROSSED, mention("late", "France halted a loan", "halted", **given)) == "met"


def test_a_condition_that_nobody_coded_came_true_if_its_words_are_told_beside_the_threatened_deed() -> None:
    pickets = threat("if pickets go up again", consequence="France will strike the depot", condition_type="PROTEST")
    told = replace(STRUCK, sentence_text="Mali's pickets went up, and French jets struck the depot")
    assert became(pickets, told) == "carried_out"
    assert became(pickets, replace(told, sentence_text="French jets struck the depot")) == "armed"


def test_a_blow_of_the_threatened_kind_by_nobody_in_particular_counts_upon_the_addressee_alone() -> None:
    mine = mention("late", "A mine hit a truck", "mine", day="2023-05-16", recipients=(MALI,))
    mines = threat(consequence="mines will be buried in every road")
    assert became(mines, CROSSED, mine) == "carried_out"
    assert became(mines, CROSSED, replace(mine, recipients=(RUSSIA,))) == "met"
    assert became(mines, CROSSED, replace(mine, actors=(RUSSIA,))) == "met"


def test_a_deed_of_nobody_known_is_what_was_threatened_if_two_of_its_words_say_so() -> None:
    talks = threat(consequence="talks on the gas contract will be suspended", consequence_type=None)
    given: dict[str, Any] = {"day": "2023-05-16", "recipients": (MALI,), "event_type": "SANCTION"}
    assert became(talks, CROSSED, mention("late", "Gas talks with Mali were suspended", "suspended", **given)) == (
        "carried_out"
    )
    assert became(talks, CROSSED, mention("late", "Mali's pupils were suspended", "suspended", **given)) == "met"


def test_a_condition_is_not_met_by_the_same_kind_of_deed_of_others_in_other_words() -> None:
    others = replace(CROSSED, actors=(UKRAINE,), recipients=(RUSSIA,), sentence_text="Ukrainian troops moved")
    assert became(threat(), replace(others, trigger="moved"), STRUCK) == "armed"


def test_by_when_a_condition_is_to_come_is_no_part_of_it() -> None:
    ended = mention("late", "Its exercises at the river ended", "exercises", day="2023-05-15", event_type="MOBILIZE")
    assert became(threat("if a ship enters before the exercises at the river end"), ended) == "armed"
    assert became(threat("if exercises at the river are held"), ended) == "met"


def test_what_is_told_on_no_day_long_after_is_known_by_its_words() -> None:
    mine = threat(consequence="the uranium mine will pass to the newcomers", consequence_type=None)
    told = mention("late", "The uranium mine has passed to the newcomers", "passed", actors=(FRANCE,), event_type="AID")
    undated = replace(told, date_start=None, date_end=None, date_precision="unknown", date_basis="none")
    assert became(mine, CROSSED, undated, latest="2024-05-20") == "carried_out"
    assert became(mine, CROSSED, replace(undated, sentence_text="It passed"), latest="2024-05-20") == "met"


def test_what_a_threat_points_at_is_what_its_condition_names() -> None:
    order = threat(
        "if Malian troops have not left Ansongo by Friday", consequence="France will clear it by force",
        condition_type="RETREAT", consequence_type=None, valid_to="2023-05-12",
    )  # fmt: skip
    taken = mention("late", "French troops took Ansongo", "took", day="2023-05-16", actors=(FRANCE,))
    assert became(order, taken) == "carried_out"


def test_a_condition_without_a_known_deed_is_met_by_a_blow_told_in_its_words() -> None:
    ridge = threat("the moment they set foot on the ridge", condition_type=None)
    stormed = mention("late", "Malians stormed the ridge", "stormed", day="2023-05-15", actors=(MALI,))
    assert became(ridge, stormed, STRUCK) == "carried_out"
    assert became(ridge, replace(stormed, sentence_text="Malians stormed the port"), STRUCK) == "armed"


def test_a_threat_counts_from_the_day_of_its_words() -> None:
    documents = (document("wire", "2023-05-17"), document("late", "2023-05-20"))
    words = replace(claim(CROSSED, says("Paris", "FRA"), about_kind="tripwire", about_id="w1"), said_on="2023-05-12")
    rows = {Document: documents, EventMention: [CROSSED], Tripwire: [threat()]}
    for claims, standing in (([], "armed"), ([words], "met")):
        case = run(tables({**rows, Claim: claims}), "events.standing", "events.tripwires")
        assert [row.standing for row in case.rows(TripwireStanding)] == [standing]


def test_what_is_left_undone_is_met_when_its_last_day_has_passed_and_nobody_gave_way() -> None:
    undone = threat("unless Mali withdraws", condition_type="RETREAT")
    withdrew = mention("late", "Mali withdrew", "withdrew", day="2023-05-15", actors=(MALI,), event_type="RETREAT")
    assert became(undone) == "armed"
    assert became(undone, withdrew, latest="2023-06-01") == "expired"
    assert became(undone, replace(withdrew, actors=(RUSSIA,)), latest="2023-05-20") == "armed"
    documents = (document("wire", "2023-05-10"), document("late", "2023-06-01"))
    for condition in (
        "unless Mali withdraws",
        "if Mali's men are still there in June",
        "Mali must go",
        "call off the vote",
    ):
        due = replace(undone, condition=condition)
        case = run(tables({Document: documents, Tripwire: [due]}), "events.tripwires")
        assert [(row.standing, row.met_by) for row in case.rows(TripwireStanding)] == [("met", None)]


def test_nobody_knows_what_was_left_undone_where_later_reports_are_about_others() -> None:
    undone = threat("unless Mali withdraws", condition_type="RETREAT")
    own = mention("wire", "French envoys met the Malians", "met", day="2023-05-09", actors=(FRANCE,),
        recipients=(MALI,), event_type="CONSULT", quad_class=1)  # fmt: skip
    later = replace(own, event_mention_id="later", document_id="late", date_start="2023-06-01", date_end="2023-06-01")
    elsewhere = replace(later, actors=(RUSSIA,), recipients=(UKRAINE,))
    assert became_of(undone, own, later, latest="2023-06-02") == "met"
    assert became_of(undone, own, elsewhere, latest="2023-06-02") == "expired"


def test_who_did_the_very_deed_that_was_asked_for_obeyed() -> None:
    arrest = threat("if Mali has not arrested Omar Sow", condition_type="COERCE")
    arrested = mention(
        "late", "Malian police arrested Omar Sow", "arrested", day="2023-05-15", actors=(MALI,), event_type="COERCE"
    )
    assert became(arrest, arrested, latest="2023-06-01") == "expired"
    ends = threat("if Mali does not stop arresting teachers", condition_type="COERCE")
    assert (
        became_of(ends, replace(arrested, sentence_text="Malian police arrested teachers"), latest="2023-06-01")
        == "met"
    )


def test_who_took_his_people_away_gave_way_and_another_did_not() -> None:
    leave = threat("if Mali's engineers have not left the port", condition_type=None)
    flown = mention(
        "late", "Mali flew its engineers out of Dakar", "flew", day="2023-05-15", actors=(MALI,), event_type="MOBILIZE"
    )
    assert became_of(leave, flown, latest="2023-06-01") == "expired"
    assert became_of(leave, replace(flown, sentence_text="Mali flew its engineers in"), latest="2023-06-01") == "met"
    hand = threat("unless Mali hands over the gunners", condition_type="RETREAT")
    other = mention(
        "late", "Russia handed over a spy", "handed over", day="2023-05-15", actors=(RUSSIA,), event_type="RETREAT"
    )
    assert became_of(hand, other, latest="2023-06-01") == "met"


def test_a_report_that_says_that_a_threat_came_true_is_believed() -> None:
    due = threat("unless Mali clears the road", consequence="French sappers will go up the road", condition_type=None)
    kept = mention(
        "late", "Sappers went up the road, as he had warned", "warned", day="2023-05-15", event_type="THREATEN",
        actors=(Party(None, "colonel", ("MIL",), "the colonel"),),
    )  # fmt: skip
    assert became(due, kept, latest="2023-06-01") == "carried_out"
    assert (
        became_of(due, replace(kept, sentence_text="Sappers heard what he had warned of"), latest="2023-06-01") == "met"
    )


def test_passage_that_is_denied_is_carried_out_by_a_ban() -> None:
    barred = threat(
        "unless Mali opens the gate", consequence="no Malian fruit will enter France", consequence_type=None
    )
    banned = mention(
        "late", "France banned fruit from Mali", "banned", day="2023-06-02", actors=(FRANCE,), recipients=(MALI,),
        event_type="SANCTION",
    )  # fmt: skip
    assert became(barred, banned, latest="2023-06-05") == "carried_out"


def test_who_speaks_for_or_leads_a_side_threatens_for_it() -> None:
    chief = Party("sow", "Omar Sow", ("MIL",), "Omar Sow")
    due = threat(issuer=chief, consequence="the bridge will be hit")
    documents = (document("wire", "2023-05-10"), document("late", "2023-05-20"))
    rows: dict[Any, Any] = {Document: documents, EventMention: (CROSSED, STRUCK), Tripwire: [due]}
    for led, standing in ((FRANCE, "carried_out"), (RUSSIA, "armed")):
        case = tables({**rows, RelationMention: [tie("r1", chief, "leads", led)]})
        (row,) = run(case, "events.standing", "events.tripwires").rows(TripwireStanding)
        assert row.standing == standing


def test_a_measure_told_in_the_threats_own_verb_is_carried_out_though_nobody_tells_its_condition() -> None:
    seal = threat(
        "if Mali holds a vote", consequence="the border will be sealed", consequence_type="COERCE", valid_to=None
    )
    sealed = mention(
        "late", "France sealed its border with Mali", "sealed", day="2023-05-15", actors=(FRANCE,), recipients=(MALI,),
        event_type="COERCE",
    )  # fmt: skip
    assert became(seal, sealed) == "carried_out"
    assert became(seal, replace(sealed, trigger="arrested", sentence_text="France arrested a clerk")) == "armed"
    assert became(threat(valid_to=None), STRUCK) == "armed"  # blows fall in any war


def test_what_was_done_to_those_who_did_it_carries_a_threat_out_in_other_words() -> None:
    freeze = threat(
        "whoever opens a polling station", consequence="will find his accounts frozen", consequence_type=None,
        valid_to=None,
    )  # fmt: skip
    text = "France blocked the accounts of sixty people who had opened polling stations"
    blocked = mention("late", text, "blocked", day="2023-05-15", actors=(FRANCE,), event_type="COERCE")
    assert became(freeze, blocked) == "carried_out"
    assert became(freeze, replace(blocked, sentence_text="France blocked the accounts of a bank")) == "armed"


def test_what_an_issuers_own_people_do_carries_his_threat_out_also_in_a_month_that_began_before() -> None:
    party, mayors = (
        Party("list", "Tuareg List", (), "the Tuareg List"),
        Party(None, "mayors", ("MLIGOV",), "the mayors"),
    )
    out = threat(
        "if they are not freed", issuer=party, addressee=None, condition_type="RETREAT",
        consequence="its mayors will walk out of every town hall", consequence_type="PROTEST",
    )  # fmt: skip
    walked = replace(
        mention("late", "The mayors walked out of the town halls", "walked", actors=(mayors,), event_type="PROTEST"),
        date_start="2023-05-01", date_end="2023-05-31", date_precision="month", date_basis="explicit",
    )  # fmt: skip
    assert became(out, walked) == "carried_out"
    assert became(out, replace(walked, date_start="2023-04-01", date_end="2023-04-30")) == "armed"
    assert became(out, replace(walked, sentence_text="They walked home", trigger="walked")) == "armed"


def test_a_threat_lapses_where_what_it_was_about_was_called_off() -> None:
    vote = threat("should the vote take place", condition_type=None, addressee=None, valid_to=None)
    scrapped = mention("late", "Mali scrapped its vote", "scrapped", day="2023-05-15", event_type="CONCEDE")
    assert became_of(vote, scrapped) == "expired"
    assert became_of(vote, replace(scrapped, sentence_text="Mali scrapped its tax")) == "armed"
    assert became_of(replace(vote, condition="if Mali votes"), scrapped) == "armed"


def test_who_is_told_on_no_day_to_have_left_gave_way_if_told_in_the_words_of_the_order() -> None:
    still = threat("if the special police are still in the north in June", condition_type=None, addressee=None)
    left = replace(
        mention("late", "Special police pulled out of the north", "pulled", event_type="RETREAT", actors=(WAGNER,)),
        date_start=None, date_end=None, date_precision="unknown", date_basis="none",
    )  # fmt: skip
    assert became_of(still, left, latest="2023-06-05") == "expired"
    assert became_of(still, replace(left, sentence_text="Police left a bank"), latest="2023-06-05") == "met"


def test_a_group_that_no_list_has_gives_way_like_any_other() -> None:
    host = Party("host", "Host", (), "the Host")
    order = threat("unless the Host is gone by Tuesday", addressee=host, consequence="police will clear the bridge")
    fled = mention("late", "The Host fled", "fled", day="2023-05-20", actors=(host,), event_type="RETREAT")
    assert became(order, fled, latest="2023-06-02") == "expired"


def test_forms_of_a_verb_are_one_word_whichever_suffix_comes_off_first() -> None:
    enters = threat("any drone that enters the air over Gao", condition_type=None, addressee=None, valid_to=None)
    entered = mention(
        "late", "Drones entered the air over Gao", "entered", day="2023-05-15", actors=(RUSSIA,), event_type="MOBILIZE"
    )
    assert became(enters, entered) == "met"


def test_a_wish_is_met_by_no_deed_and_a_promise_in_a_threat_is_any_blow() -> None:
    assert became(threat("if Mali wants a war"), CROSSED) == "armed"
    wish = threat(consequence="France will see to it", consequence_type="AGREE")
    assert became(wish, CROSSED, STRUCK) == "carried_out"


def test_an_order_left_undone_is_met_also_where_nobody_knows_whom_it_was_put_to() -> None:
    freed = mention(
        "late", "The sailors were freed", "freed", day="2023-05-15", actors=(MALI,), event_type="RETREAT", quad_class=2
    )
    order = threat("within three weeks to release the sailors", addressee=None, condition_type="RETREAT")
    documents = (document("wire", "2023-05-10"), document("late", "2023-06-01"))
    for told, standing in (([], "met"), ([freed], "expired")):
        case = tables({Document: documents, EventMention: told, Tripwire: [order]})
        (row,) = run(case, "events.standing", "events.tripwires").rows(TripwireStanding)
        assert row.standing == standing


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


def test_a_deed_told_as_done_when_the_last_day_had_passed_is_what_was_threatened_for_it() -> None:
    given: dict[str, Any] = {"issuer": Party("general", "Gen Ba", (), "Gen Ba"), "addressee": None}
    guns = threat(
        "Unless the pylons are gone by then",
        consequence="his guns will open up on the shore",
        condition_type=None,
        **given,
    )
    fired = mention("late", "Shells fell on Bamba, a day after an ultimatum over the pylons had lapsed", "fell",
        day="2023-06-01", recipients=(MALI,))  # fmt: skip
    assert became(guns, fired, latest="2023-06-05") == "carried_out"
    other = replace(fired, sentence_text="Shells fell on Bamba, a day after the feast")
    assert became_of(guns, other, latest="2023-06-05") == "met"


def test_a_measure_of_the_threats_type_right_after_its_last_day_carries_it_out() -> None:
    gas = threat("until 31 May to reopen the bridge", consequence="deliveries would stop", consequence_type="SANCTION")
    cut = mention("late", "The French cut off our fuel", "cut off", day="2023-06-01", actors=(FRANCE,),
        event_type="SANCTION")  # fmt: skip
    assert became(gas, cut, latest="2023-06-05") == "carried_out"
    assert became_of(gas, replace(cut, actors=(RUSSIA,)), latest="2023-06-05") == "met"
    assert became_of(gas, replace(cut, date_start="2023-06-20"), latest="2023-06-25") == "met"


def test_a_deed_of_the_threats_type_beside_what_it_was_made_for_carries_it_out() -> None:
    drones = threat("if another drone is downed over the islet", consequence="its guns would answer",
        condition_type=None, addressee=None, valid_to=None)  # fmt: skip
    fired = mention("late", "French guns shelled the islet after troops downed a drone", "shelled", day="2023-05-16",
        actors=(FRANCE,))  # fmt: skip
    assert became(drones, fired) == "carried_out"
    assert became(drones, replace(fired, actors=(RUSSIA,))) == "armed"


def test_a_militia_of_the_country_that_threatens_it_is_the_one_threatened() -> None:
    guard = Party("guard", "River Guard", ("MLI",), "River Guard")
    camp = threat(
        "if it has not disarmed by then", issuer=MALI, addressee=guard, consequence="its camps will be bombed"
    )
    hit = mention("late", "Jets struck a camp of the River Guard", "struck", day="2023-06-02")
    assert became(camp, hit, latest="2023-06-05") == "carried_out"


def test_one_ferry_and_several_are_one_word() -> None:
    assert stems("ferry") == stems("ferries")
    assert stems("the army") == stems("armies")


def test_two_days_in_which_something_may_be_done_are_no_order() -> None:
    used = threat("if Mali uses the 48 hours to dig in", condition_type="MOBILIZE", valid_to="2023-05-12")
    assert became(used) == "expired"


def test_a_blow_where_the_threat_said_that_it_would_fall_carries_it_out() -> None:
    woe = threat("if one shell crosses", consequence="the Delta will tremble", consequence_type=None, valid_to=None)
    crossed = replace(CROSSED, event_type="ASSAULT", sentence_text="A Malian shell crossed the river")
    struck = replace(STRUCK, recipients=(WAGNER,), sentence_text="French jets struck Wagner camps in the Delta")
    assert became(woe, crossed, struck) == "carried_out"
    assert became_of(woe, crossed, replace(struck, sentence_text="French jets struck Wagner camps")) != "carried_out"


def test_a_blow_when_an_ultimatum_of_the_named_issuer_ran_out_is_what_it_threatened() -> None:
    force = threat("unless the invaders are gone", consequence="will throw them out", consequence_type="SANCTION",
        issuer=replace(FRANCE, name="France"))  # fmt: skip
    retaken = mention("late", "Its troops retook Bamba hours before an ultimatum from France ran out", "retook",
        day="2023-05-31", recipients=(MALI,))  # fmt: skip
    assert became(force, retaken, latest="2023-06-05") == "carried_out"


def test_whom_an_unnamed_man_speaks_for_says_more_than_where_he_is() -> None:
    gang = Party("gang", "The Gang", ("MLICRM", "MLI"), "The Gang")
    said = Speaker("one of them", None, "say", "MLI", False)
    undone = threat("if soldiers stay", issuer=gang, addressee=MALI, consequence="judges will be shot",
        attribution=(said,))  # fmt: skip
    shot = mention("late", "The gang shot two Malian judges", "shot", day="2023-06-01", actors=(gang,),
        recipients=(MALI,))  # fmt: skip
    assert became(undone, shot, latest="2023-06-05") == "carried_out"
