"""The standing of an event: every case of the contract, and how origins are counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rows import FRANCE, KHARKIV, KILL, NOUN, RUSSIA, UKRAINE, claim, document, event, mention, party, run, says, tables

from escalade.merging import judgement
from escalade.model.casebook import Actor, Event, Judgement, Membership
from escalade.model.codings import Claim, EventMention, Party, Speaker
from escalade.model.documents import Document
from escalade.model.readings import Mention
from escalade.vocab.actors import load

WIRE, DAILY, BLOG = (document(n, f"2023-05-{17 + i}", n.title()) for i, n in enumerate(("wire", "daily", "blog")))


def told(doc: str, line: int = 1, **given: Any) -> EventMention:
    known: dict[str, Any] = {"day": "2023-05-16", "place": KHARKIV, "actors": (RUSSIA,), "recipients": (UKRAINE,)}
    trigger = given.pop("trigger", "struck")
    return mention(doc, f"missiles struck, says sentence {line}", trigger, line=line, **(known | given))


def added_up(
    said: list[tuple[EventMention, Claim]],
    memberships: tuple[Membership, ...] = (),
    documents: tuple[Document, ...] = (WIRE, DAILY, BLOG),
) -> Event:
    """The event that all mentions are held to be one of."""
    mentions = list(dict.fromkeys(m for m, _ in said))
    first = mentions[0].event_mention_id
    clusters = [Membership("event", m.event_mention_id, first) for m in mentions]
    rows = {
        Document: documents,
        EventMention: mentions,
        Claim: [c for _, c in said],
        Membership: [*clusters, *memberships],
    }
    return event(run(tables(rows), "events.standing"))


def held(
    doc: Document, *chain: Speaker, line: int = 1, claimed: dict[str, Any] | None = None, **given: Any
) -> tuple[EventMention, Claim]:
    row = told(doc.document_id, line, **given)
    return row, claim(row, *chain, publisher=doc.publisher, **(claimed or {}))


KYIV, MOSCOW = says("Kyiv", "UKR"), says("Moscow", "RUS")
NO = {"polarity": "negative"}
THIRTY, NOBODY = {"killed_min": 30, "killed_max": 30}, {"killed_min": 0, "killed_max": 0}


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("hypothetical", [held(WIRE, modality="intended")]),
        ("hypothetical", [held(WIRE, modality="conditional"), held(DAILY, modality="possible")]),
        ("hypothetical", [held(WIRE, modality="intended"), held(DAILY, **NO)]),
        ("denied", [held(WIRE, MOSCOW, **NO)]),
        ("denied", [held(WIRE, MOSCOW, claimed={"stance": "denies"})]),
        ("disputed", [held(WIRE, KYIV), held(WIRE, MOSCOW, line=2, **NO)]),
        ("disputed", [held(WIRE, KYIV), held(DAILY, MOSCOW, claimed={"stance": "denies"})]),
        ("disputed", [held(WIRE, KYIV, **THIRTY), held(WIRE, MOSCOW, line=2, **NOBODY)]),
        ("disputed", [held(WIRE, KYIV), held(DAILY, MOSCOW, actors=(FRANCE,))]),
        ("disputed", [held(WIRE, KYIV), held(DAILY, MOSCOW, claimed={"field": "actor", "stance": "denies"})]),
        ("revised", [held(WIRE, KYIV), held(DAILY, KYIV, **NO)]),
        ("revised", [held(WIRE), held(DAILY, claimed={"stance": "revises"})]),
        ("corroborated", [held(WIRE), held(DAILY)]),
        ("corroborated", [held(WIRE, KYIV), held(WIRE, MOSCOW, line=2)]),
        ("single_origin", [held(WIRE)]),
        ("single_origin", [held(WIRE, KYIV), held(DAILY, says("Ukraine's air force", "UKR"))]),
        ("single_origin", [held(WIRE, KYIV), held(DAILY, MOSCOW, claimed={"modality": "possible"})]),
    ],
)
def test_standing(standing: str, said: list[tuple[EventMention, Claim]]) -> None:
    assert added_up(said).standing == standing


def test_a_charge_that_the_accused_rejects_was_made() -> None:
    charge = {"event_type": "ACCUSE", "actors": (UKRAINE,), "recipients": (RUSSIA,)}
    made = held(WIRE, **charge)
    assert added_up([made, held(WIRE, MOSCOW, line=2, claimed={"stance": "denies"}, **charge)]).standing != "disputed"
    assert added_up([made, held(WIRE, KYIV, line=2, claimed={"stance": "denies"}, **charge)]).standing == "disputed"


def test_an_outlet_withdraws_what_it_passed_on() -> None:
    later = document("wire2", "2023-05-19", "Wire")
    passed_on, report = held(WIRE, says("Coast Radio")), held(later, says("Coast Radio"), line=2)
    correction = held(later, line=3, **NO)
    rows = {
        Document: (WIRE, DAILY, later),
        EventMention: [m for m, _ in (passed_on, report, correction)],
        Claim: [c for _, c in (passed_on, report, correction)],
    }

    def standing(*more: tuple[EventMention, Claim]) -> str:
        given = {**rows, EventMention: [*rows[EventMention], *(m for m, _ in more)]}
        given[Claim] = [*rows[Claim], *(c for _, c in more)]
        first = passed_on[0].event_mention_id
        given[Membership] = [Membership("event", m.event_mention_id, first) for m in given[EventMention]]
        return event(run(tables(given), "events.standing")).standing

    assert standing() == "denied"
    assert standing(held(DAILY, KYIV, line=4)) == "disputed"  # whom another paper asked still holds it
    assert added_up([held(WIRE, says("Coast Radio")), held(WIRE, line=2, **NO)]).standing == "disputed"


def test_what_two_papers_tell_in_the_same_words_is_told_once() -> None:
    text = "Missiles struck the grain silo beside the harbour before dawn"
    for other, standing in ((text, "single_origin"), (f"{text} on Tuesday", "corroborated")):
        known = {"actors": (RUSSIA,), "recipients": (UKRAINE,), "place": KHARKIV, "day": "2023-05-16"}
        first, second = mention("wire", text, "struck", **known), mention("daily", other, "struck", **known)
        said = [(first, claim(first, publisher="Wire")), (second, claim(second, publisher="Daily"))]
        assert added_up(said).standing == standing


def test_a_toll_that_later_reports_raise_is_no_dispute() -> None:
    found = added_up([held(WIRE, killed_min=19, killed_max=19), held(DAILY, killed_min=25, killed_max=25)])
    assert (found.standing, found.killed_min, found.killed_max) == ("corroborated", 19, 25)


def test_a_toll_stays_open_where_the_highest_claim_is() -> None:
    found = added_up([held(WIRE, killed_min=18, killed_max=18), held(DAILY, killed_min=44, killed_max=None)])
    assert (found.killed_min, found.killed_max) == (18, None)


def test_nobody_was_killed_denies_a_toll_and_not_the_happening() -> None:
    nobody = held(DAILY, MOSCOW, **NO, actors=(), recipients=(), rule=KILL)
    assert added_up([held(WIRE, KYIV), nobody]).standing == "single_origin"
    assert added_up([held(WIRE, KYIV, **THIRTY), nobody]).standing == "disputed"
    lent = held(
        DAILY, MOSCOW, **NO, recipients=(), rule=f"{KILL}+antecedent"
    )  # the doer is known from the sentence before
    assert added_up([held(WIRE, KYIV), lent]).standing == "single_origin"


def test_who_was_not_hurt_for_one_was_hit_for_another() -> None:
    shot = held(WIRE, KYIV, recipients=(party("a1", text="unarmed miners"),))
    for spared, standing in (("any miner", "disputed"), ("no soldier", "single_origin")):
        denial = held(DAILY, MOSCOW, **NO, actors=(), recipients=(party("a2", text=spared),), rule=KILL)
        assert added_up([shot, denial]).standing == standing


def test_a_doer_who_boasts_of_more_dead_is_no_later_count() -> None:
    ministry = held(WIRE, KYIV, killed_min=17, killed_max=17)
    for who, standing in (("its men", "disputed"), ("Russia", "corroborated")):
        boast = held(DAILY, MOSCOW, killed_min=50, killed_max=50, actors=(party("RUS", "RUS", text=who),))
        boast = boast[0], replace(boast[1], chain=(*boast[1].chain[:-1], replace(MOSCOW, actor_id="x")))
        assert added_up([ministry, boast]).standing == standing


def test_who_names_the_dead_does_not_say_that_nobody_else_died() -> None:
    one = held(WIRE, KYIV, killed_min=1, killed_max=1, recipients=(party("a1", text="Ali Toumi"),))
    two = held(WIRE, MOSCOW, line=2, killed_min=2, killed_max=2)
    rows = {Document: (WIRE,), EventMention: (one[0], two[0]), Claim: (one[1], two[1])}
    clusters = [Membership("event", m.event_mention_id, one[0].event_mention_id) for m in (one[0], two[0])]
    for kind, standing in (("person", "corroborated"), ("organisation", "disputed")):
        actor = Actor("a1", "Ali Toumi", (), kind, None, (), "text")
        case = run(tables(rows | {Membership: clusters, Actor: [actor]}), "events.standing")
        assert event(case).standing == standing


def test_a_denial_makes_nobody_a_doer() -> None:
    found = added_up([held(WIRE, KYIV, actors=()), held(WIRE, MOSCOW, line=2, **NO)])
    assert (found.actors, found.standing) == ((), "disputed")


def counts(*said: tuple[EventMention, Claim], memberships: tuple[Membership, ...] = ()) -> tuple[int, int, int, int]:
    found = added_up(list(said), memberships)
    return found.n_documents, found.n_reports, found.n_origins_low, found.n_origins_high


def test_who_may_have_done_it_is_no_doer_of_what_is_told_as_done() -> None:
    row = added_up([held(WIRE, actors=()), held(DAILY, KYIV, modality="possible", actors=(RUSSIA,))])
    assert row.actors == ()


def test_origins_are_the_innermost_speakers_sides() -> None:
    assert counts(held(WIRE), held(DAILY)) == (2, 2, 2, 2)
    assert counts(held(WIRE, KYIV), held(DAILY, KYIV)) == (2, 2, 1, 1)
    assert counts(held(WIRE, KYIV), held(DAILY, says("Ukraine's air force", "UKR"))) == (2, 2, 1, 2)
    assert counts(held(WIRE, says("Agency"), KYIV), held(DAILY, MOSCOW)) == (2, 2, 2, 2)


def test_unnamed_speakers_of_one_side_are_one_or_as_many_as_their_outlets() -> None:
    an_official = says("an official", "UKR", named=False)
    assert counts(held(WIRE, an_official), held(DAILY, an_official)) == (2, 2, 1, 2)
    somebody = says("a source", named=False)
    assert counts(held(WIRE, somebody), held(DAILY, KYIV)) == (2, 2, 1, 2)
    assert counts(held(WIRE, somebody)) == (1, 1, 1, 1)


def test_a_report_that_may_have_it_from_its_source_is_no_second_origin() -> None:
    an_official = says("an official", "UKR", named=False)
    assert counts(held(WIRE), held(WIRE, an_official, trigger="says")) == (1, 1, 1, 2)
    assert counts(held(WIRE), held(WIRE, an_official, trigger="says"), held(DAILY)) == (2, 2, 2, 3)
    assert counts(held(WIRE), held(WIRE, KYIV, line=2)) == (1, 1, 1, 2)
    assert counts(held(WIRE), held(DAILY, KYIV, line=2)) == (2, 2, 2, 2)


def test_words_that_take_up_what_the_report_told_are_no_second_origin() -> None:
    first = held(WIRE, KYIV)
    again = mention("daily", "It was the worst attack on Kharkiv", "attack", line=2, rule=NOUN, place=KHARKIV)
    memberships = [Membership("event", m.event_mention_id, first[0].event_mention_id) for m in (first[0], again)]
    rows = {Document: (WIRE, DAILY), EventMention: (first[0], again), Claim: (first[1],), Membership: memberships}
    assert event(run(tables(rows), "events.standing")).n_origins_low == 2
    again = replace(again, document_id="wire", event_mention_id="e9")
    memberships[1] = Membership("event", "e9", first[0].event_mention_id)
    rows |= {Document: (WIRE,), EventMention: (first[0], again)}
    ids = first[0].event_mention_id, again.event_mention_id
    leans = judgement("event", *ids, "same", 0.9, "events.merge:anaphor", "taken up again")
    assert event(run(tables(rows | {Judgement: [leans]}), "events.standing")).n_origins_low == 1


def test_a_doer_whom_one_side_alone_names_is_left_out_of_what_two_attest() -> None:
    found = added_up([held(WIRE, KYIV), held(DAILY, actors=())])
    assert (found.standing, found.actors) == ("corroborated", ())
    found = added_up([held(WIRE), held(DAILY, actors=())])
    assert [p.id for p in found.actors] == ["RUS"]


def test_a_side_has_the_role_that_most_mentions_give_it() -> None:
    odd = held(BLOG, actors=(UKRAINE,), recipients=())
    found = added_up([held(WIRE), held(DAILY), odd])
    assert ([p.id for p in found.actors], [p.id for p in found.recipients]) == (["RUS"], ["UKR"])


def test_a_side_that_as_many_make_the_target_is_no_doer_if_somebody_else_is() -> None:
    planes = party(None, "FRA", text="French planes")
    odd = held(BLOG, actors=(RUSSIA,), recipients=())
    found = added_up([held(WIRE, actors=(planes,), recipients=(RUSSIA,)), odd])
    assert ([p.text for p in found.actors], [p.id for p in found.recipients]) == (["French planes"], ["RUS"])


def test_a_side_is_not_hit_by_what_it_does_if_something_else_is() -> None:
    soldiers, town = party(None, "RUSMIL", "RUS", text="two Russian soldiers"), party(None, text="the town")
    odd = held(BLOG, actors=(), recipients=(soldiers,))
    found = added_up([held(WIRE, actors=(RUSSIA,), recipients=(town,)), odd])
    assert ([p.id for p in found.actors], [p.text for p in found.recipients]) == (["RUS"], ["the town"])


def test_who_is_not_known_stands_beside_who_is_where_most_name_both() -> None:
    guards = party(None, text="village guards")
    both = held(WIRE, actors=(RUSSIA, guards))
    assert [p.text for p in added_up([both]).actors] == [RUSSIA.text, "village guards"]
    assert [p.text for p in added_up([both, held(DAILY), held(BLOG)]).actors] == [RUSSIA.text]


def test_a_weapon_is_no_doer_where_somebody_is() -> None:
    gun = Party(None, "rockets", ("RUS",), "rockets", "m1")
    row, other = told("wire", actors=(gun,)), told("daily", actors=(FRANCE,), recipients=())
    weapon = Mention("m1", "wire", 1, "weapon", "nominal", 0, 7, "rockets", 0, 1, 0)
    same = [Membership("event", m.event_mention_id, row.event_mention_id) for m in (row, other)]
    case = tables({Document: (WIRE, DAILY), EventMention: (row, other), Mention: [weapon], Membership: same})
    assert [p.text for p in event(run(case, "events.standing")).actors] == [FRANCE.text]


def test_an_office_holder_of_no_known_side_may_be_of_one_that_speaks() -> None:
    governor, nurse = says("Governor Vyacheslav Gladkov"), says("Olga Petrova")
    assert counts(held(WIRE, governor), held(DAILY, MOSCOW)) == (2, 2, 1, 2)
    assert counts(held(WIRE, nurse), held(DAILY, MOSCOW)) == (2, 2, 2, 2)
    assert counts(held(WIRE, governor), held(DAILY, nurse)) == (2, 2, 2, 2)
    assert counts(held(WIRE, governor), held(DAILY)) == (2, 2, 2, 2)


def test_two_who_hold_nothing_in_common_do_not_corroborate() -> None:
    bare: dict[str, object] = {"actors": (), "recipients": (), "place": None}
    assert added_up([held(WIRE), held(DAILY)]).standing == "corroborated"
    other = mention("daily", "A blast shook houses, Moscow said", "blast", line=2)
    rows = [held(WIRE, **bare), (other, claim(other, MOSCOW, publisher="Daily"))]
    assert added_up(rows).standing == "single_origin"


def test_what_a_states_outlet_calls_ours_is_the_states() -> None:
    kremlin = document("kremlin", "2023-05-18", "Kremlin")
    bare: dict[str, Any] = {"place": None, "recipients": ()}
    ours = mention("kremlin", "Our side cut the line at noon", "cut", actors=(party(None, text="Our side"),), **bare)
    for doer, standing in ((RUSSIA, "corroborated"), (FRANCE, "disputed")):
        row, word = held(WIRE, actors=(doer,), **bare)
        same = [Membership("event", m.event_mention_id, row.event_mention_id) for m in (row, ours)]
        rows = {Document: (WIRE, kremlin), EventMention: (row, ours), Membership: same}
        rows[Claim] = (word, claim(ours, publisher="Kremlin"))
        assert event(run(tables(rows), "events.standing", lexicon=load())).standing == standing


def test_unnamed_speakers_heard_through_one_outlet_may_be_one() -> None:
    officials, one_of_them = says("three officials", "UKR", named=False), says("one of them", named=False)
    found = added_up([held(WIRE, officials), held(WIRE, one_of_them, line=2)])
    assert (found.n_origins_low, found.n_origins_high) == (1, 1)
    found = added_up([held(WIRE, officials), held(DAILY, one_of_them, line=2)])
    assert (found.n_origins_low, found.n_origins_high) == (1, 2)


def test_reports_of_no_known_publisher_may_all_be_one_source() -> None:
    notes = [document(f"note{i}", f"2023-05-{17 + i}") for i in range(3)]
    unsigned = [held(note) for note in notes]
    named = [held(notes[0], KYIV, line=2), held(notes[1], MOSCOW, line=2)]
    told_by = (unsigned, [held(WIRE), *unsigned], [*unsigned, *named], [held(notes[0]), held(notes[1], **NO)])
    events = [added_up(said, documents=(WIRE, *notes)) for said in told_by]
    assert [(e.n_origins_low, e.n_origins_high) for e in events[:2]] == [(1, 3), (1, 4)]
    assert [e.standing for e in events] == ["single_origin", "single_origin", "corroborated", "disputed"]


def test_the_men_of_a_commander_may_be_those_of_any_group() -> None:
    hawks, men = party("a-hawks", text="Delta Hawks"), party(None, text="his men")
    commander = Speaker("Tariq Sow", "a-sow", "say", "a-sow", True)
    said = [held(WIRE, actors=(hawks,)), held(DAILY, commander, actors=(men,))]
    assert added_up(said).standing == "corroborated"
    other = Speaker("the Lions", "a-lions", "say", "a-lions", True)
    said = [held(WIRE, actors=(hawks,)), held(DAILY, other, actors=(party(None, text="its men"),))]
    assert added_up(said).standing == "disputed"


def test_groups_of_no_list_are_rivals_too_also_where_one_tells_of_its_own_men() -> None:
    hawks, men = party("a-hawks", text="Delta Hawks"), party(None, text="its fighters")
    blamed = held(WIRE, KYIV, actors=(hawks,))
    owns_up = held(DAILY, says("Sons of the River", "a-sons"), actors=(men,))
    assert added_up([blamed, owns_up]).standing == "disputed"
    assert added_up([blamed, held(DAILY, says("Delta Hawks", "a-hawks"), actors=(men,))]).standing == "corroborated"


def test_it_was_not_us_does_not_contradict_who_says_that_others_did_it() -> None:
    paris = held(DAILY, says("Paris", "FRA"), **NO | {"actors": (FRANCE,)})
    assert added_up([held(WIRE, KYIV), paris]).standing == "single_origin"
    assert added_up([held(WIRE, KYIV), held(DAILY, MOSCOW, **NO)]).standing == "disputed"


def test_it_was_not_us_but_them_contradicts_a_report_that_names_nobody() -> None:
    denied = held(DAILY, MOSCOW, **NO, actors=(RUSSIA,))
    theirs = held(BLOG, MOSCOW, actors=(UKRAINE,), recipients=())
    assert added_up([held(WIRE, actors=()), denied, theirs]).standing == "disputed"
    assert added_up([held(WIRE, actors=(UKRAINE,)), denied, theirs]).standing != "disputed"


def test_it_was_not_us_it_was_rebels_takes_nothing_back() -> None:
    rebels = party("sla", "SDNREB0002")
    denial = held(DAILY, MOSCOW, **NO | {"actors": (RUSSIA,)})
    others = held(DAILY, MOSCOW, line=3, actors=(rebels,))
    assert added_up([held(WIRE, KYIV, actors=(RUSSIA,)), denial, others]).standing == "disputed"
    smugglers = held(DAILY, MOSCOW, line=3, actors=(party(None, "CRM", text="cigarette smugglers"),))
    assert added_up([held(WIRE, KYIV, actors=(RUSSIA,)), denial, smugglers]).standing == "disputed"
    own = held(DAILY, MOSCOW, line=3, actors=(party(None, text="its gunners"),))
    assert added_up([denial, own]).standing == "revised"
    assert added_up([denial, held(DAILY, MOSCOW, line=3, actors=(RUSSIA,))]).standing == "revised"


def test_who_denies_what_another_tells_of_our_men_is_not_one_of_them() -> None:
    ours = held(WIRE, KYIV, actors=(party(None, text="our police"),))
    denial = claim(ours[0], KYIV, MOSCOW, publisher=WIRE.publisher, stance="denies")
    assert added_up([ours, held(DAILY, actors=(UKRAINE,)), (ours[0], denial)]).standing == "disputed"


def test_people_of_one_state_and_agents_of_another_are_rivals_but_bands_are_of_any_state() -> None:
    saboteurs = held(WIRE, KYIV, actors=(party(None, "RUS", text="Russian saboteurs"),))
    agents = held(DAILY, MOSCOW, actors=(party(None, "UKRSPY", text="Ukrainian agents"),))
    assert added_up([saboteurs, agents]).standing == "disputed"
    for other in (party("a-hawks", text="Delta Hawks"), party(None, "COP", text="special police")):
        assert added_up([saboteurs, held(DAILY, MOSCOW, actors=(other,))]).standing != "disputed"


def test_a_denial_without_a_country_is_about_what_is_told() -> None:
    nobody = held(DAILY, MOSCOW, **NO | {"actors": (party(None, "MIL", text="No soldier"),)})
    assert added_up([held(WIRE, KYIV), nobody]).standing == "disputed"


def test_copies_and_reprints_speak_with_one_voice() -> None:
    copied = tuple(Membership("report", d, "wire") for d in ("wire", "daily"))
    assert counts(held(WIRE), held(DAILY), memberships=copied) == (2, 1, 1, 1)
    assert counts(held(WIRE), held(DAILY), held(BLOG), memberships=copied) == (3, 2, 2, 2)


def test_state_media_count_as_the_state() -> None:
    outlet = type("O", (), {"state": "RUS", "name": "State Daily"})()
    outlets = type("L", (), {"named": staticmethod(lambda name: outlet if name == "Daily" else None)})()
    rows = [held(DAILY), held(WIRE, MOSCOW)]
    mentions = [m for m, _ in rows]
    clusters = [Membership("event", m.event_mention_id, mentions[0].event_mention_id) for m in mentions]
    case = tables({Document: (WIRE, DAILY), EventMention: mentions, Claim: [c for _, c in rows], Membership: clusters})
    found = event(run(case, "events.standing", outlets=outlets))
    assert (found.n_origins_low, found.standing) == (1, "single_origin")


def test_a_publisher_that_is_an_office_or_state_run_speaks_for_its_state() -> None:
    pack = load()
    for publisher in ("Herald of Tehran (state-run)", "Office of the President, Tehran", "Iran state radio"):
        paper = document("paper", "2023-05-18", publisher)
        row = told("paper")
        case = tables({Document: (paper,), EventMention: (row,), Claim: (claim(row, publisher=publisher),)})
        report, source = held(WIRE, says("Tehran", "IRN"))
        case.add(Document, [WIRE])
        case.add(EventMention, [report])
        case.add(Claim, [source])
        case.add(Membership, [Membership("event", m.event_mention_id, row.event_mention_id) for m in (row, report)])
        assert event(run(case, "events.standing", lexicon=pack)).n_origins_low == 1, publisher


def test_an_event_keeps_all_parties_and_the_finest_place() -> None:
    somebody = party(None, text="gunmen")
    found = added_up([held(WIRE, actors=(somebody,), place=None), held(DAILY, actors=(RUSSIA,), day=None)])
    assert [p.id for p in found.actors] == ["RUS"]
    assert found.place == KHARKIV
    assert (found.date_start, found.date_precision) == ("2023-05-16", "day")
    assert found.event_mention_ids[0] == told("wire", actors=(somebody,)).event_mention_id


def test_unknown_stays_unknown() -> None:
    found = added_up([held(WIRE, actors=(), recipients=(), day=None, place=None)])
    assert (found.actors, found.recipients) == ((), ())
    assert (found.date_start, found.date_precision, found.place, found.killed_min) == (None, "unknown", None, None)


def test_fighters_for_the_one_and_farmers_for_the_other_is_a_dispute() -> None:
    def hit(doc: Document, who: str, code: str, *chain: Speaker) -> tuple[EventMention, Claim]:
        return held(doc, *chain, recipients=(party(None, code, text=who),))

    army, village = hit(WIRE, "nine rebels", "REB", MOSCOW), hit(DAILY, "nine farmers", "AGR", KYIV)
    assert added_up([army, village]).standing == "disputed"
    assert added_up([army, hit(DAILY, "nine people", "CVL", KYIV)]).standing == "corroborated"
    both = hit(BLOG, "two farmers", "AGR", MOSCOW)
    assert added_up([army, both, village]).standing != "disputed"  # the army tells of both


def test_international_waters_for_the_one_and_a_states_for_the_other_is_a_dispute() -> None:
    def struck(doc: Document, where: str, *chain: Speaker, **given: Any) -> tuple[EventMention, Claim]:
        known: dict[str, Any] = {"day": "2023-05-16", "actors": (RUSSIA,), "recipients": (UKRAINE,)}
        row = mention(doc.document_id, f"A missile struck the ship {where}", "struck", **(known | given))
        return row, claim(row, *chain, publisher=doc.publisher)

    ours = struck(WIRE, "off Kharkiv", MOSCOW, place=KHARKIV)
    assert added_up([ours, struck(DAILY, "in international waters", KYIV)]).standing == "disputed"
    assert added_up([ours, struck(DAILY, "after it left for international waters", KYIV)]).standing == "corroborated"


def test_our_guns_are_the_speakers() -> None:
    denied = held(DAILY, MOSCOW, **NO, actors=(party(None, text="our guns"),))
    theirs = held(BLOG, MOSCOW, actors=(UKRAINE,), recipients=())
    assert added_up([held(WIRE, actors=(RUSSIA,)), denied, theirs]).standing == "disputed"  # nothing is taken back


def test_a_doer_whom_only_an_unsure_mention_names_is_none() -> None:
    shop = party(None, text="a shop")
    odd = held(BLOG, actors=(FRANCE,), recipients=(shop,), score=0.2)
    found = added_up([held(WIRE, actors=()), odd])
    assert (found.actors, [p.id for p in found.recipients]) == ((), ["UKR"])
    assert [p.id for p in added_up([odd]).actors] == ["FRA"]
    assert [p.id for p in added_up([held(WIRE), held(BLOG, score=0.2)]).actors] == ["RUS"]


def test_a_paper_that_another_cites_is_one_origin_with_its_own_report() -> None:
    own = held(WIRE)
    for name, named in (("the Wire", True), ("Wire", True), ("the Wire's correspondent in the town", False)):
        assert added_up([own, held(DAILY, says(name, named=named))]).n_origins_low == 1, name
    assert added_up([own, held(DAILY, says("the Wire's lawyer"))]).n_origins_low == 2


def test_who_writes_for_two_papers_is_one_origin() -> None:
    for theirs, low in (("Olena Ruda", 1), ("Petro Lys", 2), ("Staff", 2)):
        first, second = replace(WIRE, authors=("Olena Ruda", "Staff")), replace(DAILY, authors=(theirs,))
        assert added_up([held(WIRE), held(DAILY)], documents=(first, second)).n_origins_low == low, theirs


def test_the_side_of_a_speaker_is_known_from_another_report() -> None:
    minister, again = (replace(says(n, s), actor_id="han") for n, s in (("Defence Minister Han", "KOR"), ("Han", None)))
    assert added_up([held(WIRE, minister), held(DAILY, again)]).n_origins_low == 1


def test_the_denial_of_somebody_unnamed_takes_back_nothing_that_another_said() -> None:
    rebels, nurse = says("The rebels", named=False), says("a nurse", named=False)
    assert added_up([held(WIRE, nurse), held(WIRE, rebels, line=2, **NO)]).standing == "disputed"
    assert added_up([held(WIRE, rebels), held(DAILY, rebels, line=2, **NO)]).standing == "revised"


def test_a_denial_answers_who_names_nobody_whomever_others_name() -> None:
    hawks, lions = party("a-hawks", "MIL", text="the Hawks"), party("a-lions", "MIL", text="the Lions")
    denied = held(DAILY, says("the Lions", "a-lions"), **NO | {"actors": (lions,)})
    named = held(WIRE, KYIV, actors=(hawks,))
    assert added_up([named, denied]).standing == "single_origin"
    assert added_up([named, denied, held(BLOG, MOSCOW, line=2, actors=())]).standing == "disputed"


def test_who_denies_what_others_tell_takes_back_nothing_that_he_said() -> None:
    launched, struck = held(WIRE, KYIV, actors=(RUSSIA,)), held(DAILY, MOSCOW, actors=(), line=2)
    denial = claim(struck[0], says("an officer", "UKR", named=False), publisher=DAILY.publisher, stance="denies")
    assert added_up([launched, struck, (struck[0], denial)]).standing == "disputed"


def test_who_later_gives_a_lower_toll_revises_his_own() -> None:
    eleven, nine = ({"killed_min": n, "killed_max": n} for n in (11, 9))
    assert added_up([held(WIRE, KYIV, **eleven), held(DAILY, KYIV, **nine)]).standing == "revised"
    assert added_up([held(WIRE, KYIV, **nine), held(DAILY, KYIV, **eleven)]).standing == "single_origin"


def test_of_talks_nobody_names_a_rival_doer() -> None:
    talks: dict[str, Any] = {"event_type": "CONSULT", "quad_class": 1, "recipients": ()}
    rows = [held(WIRE, actors=(RUSSIA,), **talks), held(DAILY, actors=(FRANCE,), **talks)]
    assert added_up(rows).standing == "corroborated"


def test_who_owns_up_to_a_blow_that_the_report_tells_is_a_second_origin() -> None:
    front = party("a-front", text="it")
    speaker = Speaker("the Front", "a-front", "say", "a-front", True)
    blow, avowal = held(WIRE, actors=()), held(WIRE, speaker, line=2, actors=(front,), recipients=())
    assert added_up([blow, avowal]).standing == "corroborated"
    assert added_up([held(WIRE, actors=(front,)), avowal]).standing == "single_origin"  # it may have all from the Front
    assert added_up([blow, held(WIRE, speaker, line=2, actors=())]).standing == "single_origin"


def test_two_who_are_blamed_by_different_origins_are_rivals() -> None:
    def blamed(doc: Document, speaker: Speaker, whom: str, line: int = 1) -> tuple[EventMention, Claim]:
        row = told(WIRE.document_id, actors=())
        return row, claim(row, speaker, publisher=doc.publisher, field="actor", value=whom)

    mayor, widow = says("the mayor", named=False), says("his widow", named=False)
    for one, other, standing in (
        ("policemen", "smugglers", "disputed"),
        ("Malian soldiers", "French agents", "disputed"),
        ("rebels", "bandits", "single_origin"),
        ("the culprits", "Russian soldiers", "single_origin"),
    ):
        rows = [held(WIRE, actors=()), blamed(WIRE, mayor, one), blamed(WIRE, widow, other)]
        mentions = list(dict.fromkeys(m for m, _ in rows))
        case = tables({Document: (WIRE,), EventMention: mentions, Claim: [c for _, c in rows]})
        assert event(run(case, "events.standing", lexicon=load())).standing == standing, (one, other)


def test_villagers_kin_are_no_fighters() -> None:
    bases = held(WIRE, MOSCOW, recipients=(party("a-hawks", "UKRREB", text="two bases of the Hawks"),))
    sons = held(DAILY, KYIV, recipients=(party(None, text="his two grandsons"),))
    assert added_up([bases, sons]).standing == "disputed"


def test_what_two_reports_name_on_one_day_they_hold_in_common() -> None:
    bare: dict[str, Any] = {"day": "2023-05-16"}
    shot = mention("wire", "On Tuesday men shot at the post in Lukavac", "shot", **bare)
    for where, standing in (("Lukavac", "corroborated"), ("Bar", "single_origin")):
        fired = mention("daily", f"The post in {where}, where rounds were fired on Tuesday, is shut", "fired", **bare)
        rows = [(shot, claim(shot, publisher="Wire")), (fired, claim(fired, publisher="Daily"))]
        assert added_up(rows).standing == standing, where


def test_who_only_speaks_of_what_the_report_told_is_no_second_origin() -> None:
    told_first = held(WIRE, KYIV)
    taken_up: dict[str, Any] = {"line": 2, "place": KHARKIV, "rule": f"{NOUN}+date-taken-up"}
    again = mention("wire", "Moscow said the attack spoke for itself", "attack", **taken_up)
    comment = (again, claim(again, MOSCOW, publisher="Wire"))
    assert added_up([told_first, comment]).standing == "single_origin"
    counted = replace(again, killed_min=3, killed_max=3)
    assert added_up([told_first, (counted, claim(counted, MOSCOW, publisher="Wire"))]).n_origins_low == 2
    own = replace(again, actors=(RUSSIA,))
    assert added_up([told_first, (own, claim(own, MOSCOW, publisher="Wire"))]).n_origins_low == 2


def test_residents_are_no_states_but_perhaps_whom_an_outlet_has_it_from() -> None:
    residents, officials = (says(name, named=False) for name in ("residents", "officials"))
    assert added_up([held(WIRE, KYIV), held(WIRE, residents, line=2)]).standing == "corroborated"
    assert added_up([held(WIRE, KYIV), held(WIRE, officials, line=2)]).standing == "single_origin"
    assert added_up([held(WIRE), held(DAILY, residents, line=2)]).standing == "single_origin"
