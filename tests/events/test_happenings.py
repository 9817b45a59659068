"""Which mentions are one happening, and above all which are not."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rows import (
    FRANCE,
    GAO,
    JNIM,
    KHARKIV,
    KILL,
    MALI,
    NOUN,
    ODESA,
    RUSSIA,
    UKRAINE,
    claim,
    document,
    mention,
    merged,
    one,
    party,
    run,
    says,
    tables,
)

from escalade.events.blocks import blocks
from escalade.events.columns import columns
from escalade.events.evidence import features
from escalade.events.happenings import STAGE
from escalade.events.pairs import Pairs
from escalade.events.taking_up import fits_less
from escalade.merging import ANALYST, judgement
from escalade.model.casebook import Actor, Judgement, LinkMention, Membership
from escalade.model.codings import Claim, EventMention, Party, Where
from escalade.model.documents import Document, Segment

DAY = "2023-05-16"
WIRE, DAILY = document("wire", "2023-05-17", "Wire"), document("daily", "2023-05-18", "Daily")


def said(row: EventMention) -> Claim:
    return claim(row, says("the army"), cue_start=0, cue_end=1)


def strike(doc: str, sentence: str = "Russian missiles struck Kharkiv, killing six", **given: Any) -> EventMention:
    known: dict[str, Any] = {"day": DAY, "place": KHARKIV, "actors": (RUSSIA,), "recipients": (UKRAINE,)}
    return mention(doc, sentence, given.pop("trigger", "struck"), **(known | given))


def retold(**given: Any) -> EventMention:
    return strike("daily", "The city of Kharkiv was hit by a Russian barrage", trigger="hit", **given)


def test_same_day_place_and_parties_are_one_across_reports() -> None:
    assert one(strike("wire"), retold(), documents=(WIRE, DAILY))


def test_an_undated_mention_joins_the_only_day_known_at_its_place() -> None:
    assert one(strike("wire"), retold(day=None), documents=(WIRE, DAILY))


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("another day", {"day": "2023-05-19"}),
        ("another town", {"place": ODESA}),
        ("another type", {"event_type": "CONSULT"}),
        ("parties swapped", {"actors": (UKRAINE,), "recipients": (RUSSIA,)}),
        ("a total over the month", {"cumulative": True}),
        ("only planned", {"modality": "intended"}),
        ("only if", {"modality": "conditional"}),
    ],
)
def test_what_rules_out_one_happening(what: str, other: dict[str, Any]) -> None:
    assert not one(strike("wire"), retold(**other), documents=(WIRE, DAILY)), what


def test_a_person_dies_once_and_two_persons_are_two_killings() -> None:
    first = {"recipients": (party("a1", text="Ali Toumi"),), "mode": "targeted", "killed_min": 1, "killed_max": 1}
    rows = [
        mention("wire", "Gunmen killed Ali Toumi in the town", "killed", day=DAY, **first),
        mention("daily", "the murder of Ali Toumi last week", "murder", **first),
    ]
    actors = [Actor(i, n, (), "person", None, (), "text") for i, n in (("a1", "Ali Toumi"), ("a2", "Omar Dicko"))]

    def groups(mentions: list[EventMention]) -> int:
        case = run(tables({Document: (WIRE, DAILY), EventMention: mentions, Actor: actors}), "events.merge")
        return len({m.cluster_id for m in case.rows(Membership)})

    assert groups(rows) == 1
    other = replace(rows[1], recipients=(party("a2", text="Omar Dicko"),))
    assert groups([rows[0], other]) == 2


def test_the_attack_takes_up_what_was_told_before() -> None:
    camp = "Fighters of JNIM overran a camp near Gao on Tuesday"
    first = mention("wire", camp, "overran", day=DAY, place=GAO, actors=(JNIM,))
    assert one(first, mention("wire", "Officials called the attack an outrage", "attack", line=4, rule=NOUN))
    assert not one(first, mention("wire", "He said an attack was a matter of time", "attack", line=4, rule=NOUN))
    assert not one(
        first, mention("wire", "They recalled the attack at Odesa", "attack", line=4, rule=NOUN, place=ODESA)
    )


def test_a_denial_is_about_what_the_report_told() -> None:
    told = mention("wire", "A convoy was bombed near Gao", "bombed", day=DAY, place=GAO, recipients=(MALI,))
    no = {"polarity": "negative", "actors": (FRANCE,), "line": 2}
    denial = mention("wire", "Paris denied that its jets had hit anybody", "hit", **no)
    assert one(told, denial)


def test_what_nobody_answers_takes_up_only_the_same_deed() -> None:
    coup = mention("wire", "Soldiers took the palace in Gao", "took", line=5, day=DAY, place=GAO)
    never = mention("wire", "ECOWAS never invaded", "invaded", line=7, rule="x", polarity="negative", actors=(FRANCE,))
    assert not one(coup, never)
    case = run(tables({Document: (WIRE,), EventMention: (coup, never), Claim: [said(never)]}), "events.merge")
    assert len({m.cluster_id for m in case.rows(Membership)}) == 1  # somebody's answer
    assert one(coup, replace(never, trigger="took", sentence_text="Nobody took it", trigger_start=7))


def test_the_freighter_is_not_a_ship_known_by_another_name() -> None:
    seize: dict[str, Any] = {"event_type": "COERCE", "mode": "seize"}
    ada = (party(None, text="the Ada"),)
    boarded = mention("wire", "Guards boarded the Ada", "boarded", line=5, recipients=ada, **seize)
    for ship, same in (("the Ada", True), ("the freighter", False)):
        given = {"recipients": (party(None, text=ship),), "line": 6, "rule": NOUN} | seize
        assert one(boarded, mention("wire", f"They spoke of the seizure of {ship}", "seizure", **given)) is same


def test_what_the_lead_tells_is_what_the_rest_of_a_report_speaks_of() -> None:
    given = {"actors": (JNIM,), "mode": "firearms"}
    lead = mention("wire", "JNIM shot nine soldiers near Gao", "shot", day=DAY, place=GAO, rule=KILL, **given)
    assert one(lead, mention("wire", "JNIM said it gunned down spies", "gunned", line=6, **given))
    aside = replace(lead, sentence=9)
    assert not one(aside, mention("wire", "JNIM said it gunned down spies", "gunned", line=14, **given))


def test_in_a_war_at_home_doer_and_target_are_of_one_state() -> None:
    army, rebels = party("MLIMIL", "MLIMIL", "MLI"), party(None, "MLIREB", "MLI", text="rebels")
    told = mention(
        "wire", "The army attacked rebels near Gao", "attacked", day=DAY, actors=(army,), recipients=(rebels,)
    )
    again = mention("wire", "The attack was staged by the military", "attack", line=2, rule=NOUN, actors=(army,))
    assert one(told, again)


LATER = document("later", "2023-09-20", "Daily")


def test_an_undated_mention_months_later_needs_an_anchor_in_its_words() -> None:
    base: dict[str, Any] = {"actors": (JNIM,), "recipients": (party(None, text="army posts"),), "mode": "heavy-weapons"}
    first = mention("wire", "JNIM said it fired seven mortars at army posts", "fired", day=DAY, **base)
    later = mention("later", "JNIM said it had fired ten mortars at army posts", "fired", **base)
    documents = (WIRE, DAILY, LATER)
    assert one(first, replace(later, document_id="daily"), documents=documents)
    assert not one(first, later, documents=documents)
    assert one(replace(first, place=GAO), replace(later, place=GAO), documents=documents)
    tolls = {"killed_min": 17, "killed_max": 17}
    assert one(replace(first, **tolls), replace(later, **tolls), documents=documents)


def test_what_is_brought_in_anew_was_not_told_before() -> None:
    base: dict[str, Any] = {"actors": (RUSSIA,)}
    first = mention("wire", "Moscow's troops shelled the border, Kyiv said", "shelled", day=DAY, **base)
    assert one(first, mention("wire", "The offensive began at dawn", "offensive", line=2, rule=NOUN, **base))
    assert not one(first, mention("wire", "It announced a new offensive", "offensive", line=2, rule=NOUN, **base))
    assert not one(first, mention("wire", "It began another offensive", "offensive", line=2, rule=NOUN, **base))


@pytest.mark.parametrize(
    "opening",
    [
        "Separately,",
        "Hours later,",
        "Two days later,",
        "In another incident",
        "Also on Tuesday,",
        "The next day",
        "Elsewhere",
    ],
)
def test_what_its_sentence_sets_apart_was_not_told_before(opening: str) -> None:
    first = strike("wire")
    assert one(first, strike("wire", "Russia struck Kharkiv", line=3, day=None))
    assert not one(first, strike("wire", f"{opening} Russia struck Kharkiv", line=3, day=None))


def test_what_is_set_apart_may_take_up_deny_or_be_the_headline() -> None:
    first = strike("wire")
    attack = strike("wire", "Hours later, Kyiv condemned the attack", trigger="attack", rule=NOUN, line=2, day=None)
    assert one(first, attack)
    denied = strike("wire", "Hours later, it had struck nothing", line=2, day=None, polarity="negative")
    assert one(first, denied)
    title = strike("wire", "Russia strikes Kharkiv", trigger="strikes", line=0, day=None)
    titled = replace(WIRE, segments=(Segment("title", 0, 22, 0, None, None),))
    later = strike("wire", "Hours later, Russia struck Kharkiv", line=3)
    assert one(title, later, documents=(titled, DAILY))


def test_who_is_held_is_no_thing_that_is_seized() -> None:
    def by_navy(sentence: str, trigger: str, mode: str, whom: str) -> EventMention:
        given: dict[str, Any] = {"event_type": "COERCE", "mode": mode, "actors": (FRANCE,), "place": GAO, "day": DAY}
        return mention(sentence[:4].lower(), sentence, trigger, recipients=(party(None, text=whom),), **given)

    held = by_navy("Wire: the navy arrested 26 pirates", "arrested", "arrest", "26 pirates")
    again = by_navy("Dail: sailors detained the pirates", "detained", "arrest", "the pirates")
    arms = by_navy("Dail: sailors seized the arms", "seized", "seize", "the arms")
    documents = (WIRE, document("dail", "2023-05-18", "Daily"))
    assert one(held, again, documents=documents)
    assert not one(held, arms, documents=documents)


def test_a_headline_that_calls_it_a_war_tells_no_deed_of_it() -> None:
    titled = replace(WIRE, segments=(Segment("title", 0, 22, 0, None, None),))
    struck = strike("wire", line=2)
    title = strike("wire", "Heaviest fighting in years", trigger="fighting", line=0, day=None)
    assert one(title, struck, documents=(titled, DAILY))
    war = strike("wire", "How the four-day war unfolded", trigger="war", line=0, day=None)
    assert not one(war, struck, documents=(titled, DAILY))


def test_one_more_drone_is_none_that_was_told_before() -> None:
    first = mention("wire", "Troops shot down a drone near Gao", "shot", recipients=(party(None, text="a drone"),))
    same: dict[str, Any] = {"recipients": (party(None, text="the drone"),), "line": 2}
    assert one(first, mention("wire", "A gunner shot down the drone", "shot", **same))
    assert not one(first, mention("wire", "There was a second one: a gunner shot down the drone", "shot", **same))
    more = same | {"recipients": (party(None, text="another drone"),)}
    assert not one(first, mention("wire", "A gunner shot down another drone", "shot", **more))
    fell = strike("wire", "Rockets fell on Kharkiv on Tuesday", trigger="fell")
    assert one(fell, strike("wire", "The rockets fell on Kharkiv at noon", trigger="fell", line=2, day=None))
    assert not one(fell, strike("wire", "Another rocket fell on Kharkiv", trigger="fell", line=2, day=None))


def test_a_condition_is_not_what_is_threatened() -> None:
    said: dict[str, Any] = {"day": DAY, "place": KHARKIV, "recipients": (UKRAINE,), "line": 2}
    warned = "If Kharkiv is struck, guns would strike"
    condition = mention("wire", warned, "struck", modality="conditional", **said)
    assert not one(condition, mention("wire", warned, "strike", modality="intended", **said))
    assert one(condition, replace(condition, document_id="daily", event_mention_id="e9"), documents=(WIRE, DAILY))


def test_the_strikes_are_not_those_of_another_state_or_with_other_dead() -> None:
    soldiers, cooks = party(None, text="three coalition soldiers"), party(None, text="two cooks")
    told = mention("wire", "Rockets killed three coalition soldiers", "killed", recipients=(soldiers,), killed_min=3,
                   killed_max=3)  # fmt: skip
    strikes = mention("wire", "The strikes killed two cooks", "strikes", line=2, rule=NOUN, recipients=(cooks,),
                      killed_min=2, killed_max=2)  # fmt: skip
    assert not one(told, strikes)
    planes, guns = party(None, "FRA", text="French planes"), party(None, "RUS", text="Russian guns")
    raid = mention("wire", "French planes bombed the depot", "bombed", actors=(planes,))
    assert one(raid, mention("wire", "The raid lasted an hour", "raid", line=3, rule=NOUN))
    assert not one(raid, mention("wire", "The raid by guns lasted an hour", "raid", line=3, rule=NOUN, actors=(guns,)))


def test_an_anaphor_takes_up_what_was_told_rather_than_another_anaphor() -> None:
    base: dict[str, Any] = {"place": GAO, "day": DAY}
    bombed = mention("wire", "Jets bombed a depot near Gao", "bombed", line=1, **base)
    echo = mention("wire", "The ambush came first, he said", "ambush", line=2, rule=NOUN)
    raid = mention("wire", "Officials called the raid a success", "raid", line=3, rule=NOUN)
    groups = merged(bombed, echo, raid)
    assert {"Jets bombed a depot near Gao", "Officials called the raid a success"} <= max(groups, key=len)


def test_two_vague_attacks_in_two_reports_stay_two() -> None:
    a = mention("wire", "An attack took place in the north", "attack")
    b = mention("daily", "There was an attack on Monday night", "attack")
    assert not one(a, b, documents=(WIRE, document("daily", "2023-06-30")))


def test_speech_acts_of_two_speakers_stay_two() -> None:
    said: dict[str, Any] = {"event_type": "ACCUSE", "day": DAY, "recipients": (RUSSIA,)}
    a = mention("wire", "Ukraine accused Russia of war crimes", "accused", actors=(UKRAINE,), **said)
    b = mention("daily", "France accused Russia of war crimes", "accused", actors=(FRANCE,), **said)
    assert not one(a, b, documents=(WIRE, DAILY))


def test_a_state_and_its_minister_are_no_two_speakers() -> None:
    minister = party("rus-foreign-ministry", "RUSGOV", "RUS", text="Moscow's foreign ministry")

    def warned(line: int, sentence: str, *speaker: Party) -> EventMention:
        given: dict[str, Any] = {"event_type": "THREATEN", "quad_class": 3, "recipients": (FRANCE,), "rule": "threaten"}
        return mention("wire", sentence, "warned", line=line, actors=speaker, day=DAY, **given)

    first = warned(0, "Russia warned France over the missiles in Gascony", RUSSIA)
    told = warned(1, "Moscow's foreign ministry warned France over the missiles in Gascony", minister)
    assert one(first, told)
    assert not one(first, warned(1, "Mali warned France over the missiles in Gascony", MALI))


def test_a_report_of_unknown_day_is_not_held_to_tell_of_the_only_day_known() -> None:
    bare: dict[str, Any] = {"day": None, "actors": (), "recipients": ()}
    assert one(strike("wire"), retold(**bare), documents=(WIRE, DAILY))
    assert not one(strike("wire"), retold(**bare), documents=(WIRE, document("daily", None, "Daily")))


@pytest.mark.parametrize("copied", ["'A shell' fell somewhere", "‘A\u00a0shell’  fell somewhere"])
def test_copied_text_is_one_for_certain_however_it_is_set(copied: str) -> None:
    a = mention("wire", "'A shell' fell somewhere", "fell")
    b = mention("daily", copied, "fell", event_mention_id="e2")
    memberships = [Membership("report", "wire", "wire"), Membership("report", "daily", "wire")]
    case = tables({Document: (WIRE, DAILY), EventMention: (a, b), Membership: memberships})
    (row,) = STAGE.apply(case, {}, None)[Judgement]
    assert (row.verdict, row.score, row.by) == ("same", 1.0, "events.merge:copy")


def crisis() -> list[EventMention]:
    rows = []
    for i in range(12):
        day = f"2023-05-{10 + i // 2:02}"
        town = (KHARKIV, ODESA)[i % 2]
        for doc in ("wire", "daily", "blog"):
            sentence = f"On day {i} missiles from {doc} struck {town.name}"
            rows.append(strike(doc, sentence, day=day, place=town, line=i))
    return rows


def test_the_partition_does_not_depend_on_the_order_of_reports() -> None:
    rows = crisis()
    documents = tuple(document(d, "2023-06-01") for d in ("wire", "daily", "blog"))
    found = {frozenset(g) for g in merged(*rows, documents=documents)}
    assert len(found) == 12
    random.Random(3).shuffle(rows)
    assert {frozenset(g) for g in merged(*rows, documents=documents[::-1])} == found


def test_an_event_bears_the_id_of_its_first_added_mention() -> None:
    rows = [retold(), strike("wire")]
    case = run(tables({Document: (DAILY, WIRE), EventMention: rows}), "events.merge")
    assert {m.cluster_id for m in case.rows(Membership)} == {rows[0].event_mention_id}


def test_a_report_that_comes_later_keeps_the_ids_that_were_given() -> None:
    first, second = strike("wire"), mention("wire", "JNIM raided a post near Gao", "raided", day=DAY, place=GAO, line=7)
    before = run(tables({Document: (WIRE,), EventMention: (first, second)}), "events.merge").rows(Membership)
    later = run(tables({Document: (WIRE, DAILY), EventMention: (first, second, retold())}), "events.merge")
    assert later.rows(Membership)[:2] == before
    assert later.rows(Membership)[2].cluster_id == first.event_mention_id


def test_a_bare_plural_is_no_single_happening() -> None:
    sentence = "Rocket attacks on bases went on all year"
    generic = mention("daily", sentence, "attacks", rule=NOUN, recipients=(UKRAINE,), actors=(RUSSIA,))
    assert not one(strike("wire"), generic, documents=(WIRE, DAILY))


def test_repeated_attacks_on_a_town_are_no_single_one_either() -> None:
    given = {"rule": NOUN, "recipients": (UKRAINE,), "actors": (RUSSIA,), "place": KHARKIV}
    many = mention("wire", "Escalating Russian attacks on Kharkiv worry Kyiv", "attacks", line=4, **given)
    these = mention("wire", "The attacks on Kharkiv worry Kyiv", "attacks", line=4, **given)
    assert not one(strike("wire"), many)
    assert one(strike("wire"), these)


def test_what_answered_what_is_not_one_happening() -> None:
    given: dict[str, Any] = {"place": GAO, "rule": NOUN, "line": 5, "recipients": (MALI,)}
    raid = mention("wire", "The raid near Gao brought about a strike", "raid", **given)
    blow = mention("wire", "The raid near Gao brought about a strike", "strike", **given)
    link = LinkMention(
        "k", "wire", raid.event_mention_id, blow.event_mention_id, "led_to", 0, 9, raid.sentence_text, "verb:bring", 0.8
    )
    rows: dict[Any, Any] = {Document: (WIRE,), EventMention: (raid, blow)}
    alone = {m.cluster_id for m in run(tables(rows), "events.merge").rows(Membership)}
    apart = {m.cluster_id for m in run(tables(rows | {LinkMention: (link,)}), "events.merge").rows(Membership)}
    assert (len(alone), len(apart)) == (1, 2)


def test_two_targets_in_one_sentence_are_two_blows() -> None:
    both = "Rebels shelled a school and stormed a barracks on Monday"
    school, barracks = party(None, text="a school"), party(None, text="a barracks")
    first = mention("wire", both, "shelled", day=DAY, line=6, actors=(JNIM,), recipients=(school,))
    second = mention("wire", both, "stormed", day=DAY, line=6, actors=(JNIM,), recipients=(barracks,))
    assert not one(first, second)


def test_months_of_protests_are_no_single_one() -> None:
    march = mention("wire", "Crowds marched in Gao", "marched", event_type="PROTEST", place=GAO, actors=(MALI,))
    months = {"event_type": "PROTEST", "place": GAO, "rule": NOUN, "line": 3}
    assert not one(march, mention("wire", "They are the reason for months of protests in Gao", "protests", **months))


def test_the_first_salvo_is_the_salvo_told_of_before() -> None:
    hit = mention("wire", "Rockets struck the camp on Saturday", "struck", day=DAY, line=1)
    salvo = mention("wire", "Wednesday's salvo killed three", "salvo", day="2023-05-13", rule=NOUN, line=2)
    fired = mention("wire", "The ministry said the rebels fired the first salvo", "fired", actors=(JNIM,), line=3)
    assert {salvo.sentence_text, fired.sentence_text} in merged(hit, salvo, fired)


def test_a_person_can_part_and_join_what_the_machine_did() -> None:
    a, b = strike("wire"), retold()
    by = ANALYST + "ana"
    parted = judgement("event", a.event_mention_id, b.event_mention_id, "different", 1.0, by, "two salvos")
    case = run(tables({Document: (WIRE, DAILY), EventMention: (a, b), Judgement: [parted]}), "events.merge")
    assert len({m.cluster_id for m in case.rows(Membership)}) == 2
    c = retold(place=ODESA)
    joined = judgement("event", a.event_mention_id, c.event_mention_id, "same", 1.0, by, "the town was wrong")
    case = run(tables({Document: (WIRE, DAILY), EventMention: (a, c), Judgement: [joined]}), "events.merge")
    assert len({m.cluster_id for m in case.rows(Membership)}) == 1


def test_every_judgement_says_why() -> None:
    case = run(tables({Document: (WIRE, DAILY), EventMention: (strike("wire"), retold())}), "events.merge")
    (row,) = case.rows(Judgement)
    assert row.verdict == "same"
    assert "same day" in row.reason
    assert "same place" in row.reason


LATE = document("late", "2023-07-20", "Late")


def test_what_was_planned_and_then_done_is_one() -> None:
    plan: dict[str, Any] = {"day": None, "modality": "intended", "actors": (FRANCE,), "recipients": (MALI,)}
    deed: dict[str, Any] = {"day": None, "actors": (FRANCE,), "recipients": (MALI,)}
    known: dict[str, Any] = {"event_type": "RETREAT", "mode": "withdraw", "place": GAO}
    planned = mention("wire", "France will leave the base at Gao", "leave", **plan, **known)
    done = mention("daily", "French troops left the base at Gao", "left", **deed, **known)
    assert one(planned, done, documents=(WIRE, DAILY))
    told_before = document("daily", "2023-05-10", "Daily")  # what has been done is not planned any more
    assert not one(planned, done, documents=(WIRE, told_before))
    assert not one(replace(planned, modality="conditional"), done, documents=(WIRE, DAILY))
    assert not one(planned, replace(done, document_id="wire", sentence=3, char_start=3000), documents=(WIRE,))


def seizure(doc: str, sentence: str, trigger: str, **given: Any) -> EventMention:
    ship: dict[str, Any] = {"event_type": "COERCE", "mode": "seize", "recipients": (party("ship", "BUS", text="Ada"),)}
    return mention(doc, sentence, trigger, **(ship | given))


def test_the_only_seizure_of_a_ship_is_meant_also_weeks_later() -> None:
    done = seizure("wire", "Guards boarded the Ada off Gao on Tuesday", "boarded", day=DAY)
    later = seizure("late", "They left over the seizure of the Ada", "seizure", rule=NOUN)
    assert one(done, later, documents=(WIRE, LATE))
    again = seizure("daily", "Guards boarded the Ada once more", "boarded", day="2023-05-10")
    assert {later.sentence_text} in merged(done, again, later, documents=(WIRE, DAILY, LATE))
    assert not one(
        done, seizure("late", "They spoke of a seizure of the Ada", "seizure", rule=NOUN), documents=(WIRE, LATE)
    )


def test_a_seizure_of_no_known_day_is_one_where_the_same_words_tell_it_of_the_same_ship() -> None:
    ship = {"recipients": (party(None, text="the convoy"),)}
    first = seizure("wire", "They stopped the seizure of the convoy", "seizure", rule=NOUN, **ship)
    late = seizure("late", "It came of the seizure of the convoy", "seizure", rule=NOUN, **ship)
    assert one(first, late, documents=(WIRE, LATE))
    twice = [seizure(f"d{d}", "Guards seized the convoy", "seized", day=f"2023-05-0{d}", **ship) for d in (1, 9)]
    assert {late.sentence_text} in merged(first, late, *twice, documents=(WIRE, LATE))
    assert not one(first, replace(late, trigger="end", mode=None, rule="x"), documents=(WIRE, LATE))


def test_a_ship_is_its_name_and_what_it_is() -> None:
    told = "Guards stopped the survey ship Ada on Tuesday"
    done = seizure("wire", told, "stopped", day=DAY, mode=None, recipients=(party(None, text="the survey ship"),))
    for who, same in (("the Ada", True), ("the ship", True), ("the Bee", False)):
        later = seizure("late", f"They left over the seizure of {who}", "seizure", rule=NOUN, mode=None)
        later = replace(later, recipients=(party(None, text=who),))
        table = columns([done, later], {})
        assert bool(set(table.recipients[0]) & set(table.recipients[1]) - {-1}) is same


def test_a_truce_is_no_pull_out_and_two_types_in_one_sentence_are_two_deeds() -> None:
    truce: dict[str, Any] = {"event_type": "RETREAT", "day": DAY, "place": GAO, "actors": (FRANCE,)}
    first = mention("wire", "The truce with France holds in Gao", "truce", mode="ceasefire", **truce)
    other = mention("wire", "France brought its jets home from Gao", "brought", line=2, mode="withdraw", **truce)
    assert one(first, replace(other, mode="ceasefire"))
    assert not one(first, other)
    text = "Residents of Gao marched, and police shot at them in Gao"
    march = mention("wire", text, "marched", event_type="PROTEST", day=DAY, place=GAO, actors=(MALI,))
    assert not one(march, mention("wire", text, "shot", day=DAY, place=GAO, actors=(MALI,)))


def test_under_arrest_takes_nothing_up() -> None:
    def arrest(sentence: str) -> EventMention:
        return mention("late", sentence, "arrest", event_type="COERCE", mode="arrest", rule=NOUN, **suspect)

    suspect: dict[str, Any] = {"recipients": (party(None, text="engineer"),)}
    seized = mention(
        "wire", "Police arrested an engineer", "arrested", event_type="COERCE", mode="arrest", day=DAY, **suspect
    )
    assert one(seized, arrest("the sudden arrest of the engineer"), documents=(WIRE, LATE))
    assert not one(seized, arrest("the engineer under arrest spoke"), documents=(WIRE, LATE))


def test_how_many_were_taken_tells_two_arrests_apart() -> None:
    def arrest(doc: str, who: str, **given: Any) -> EventMention:
        known: dict[str, Any] = {"event_type": "COERCE", "mode": "arrest"}
        return mention(
            doc, f"Police arrested {who}", "arrested", recipients=(party(None, text=who),), **(known | given)
        )

    first = arrest("wire", "four men", day=DAY)
    assert one(first, arrest("daily", "the four students"), documents=(WIRE, DAILY))
    assert not one(first, arrest("daily", "thirty students"), documents=(WIRE, DAILY))


def test_somebodys_word_is_on_what_was_just_told() -> None:
    bomb = mention("wire", "Two drivers died on Sunday near Gao", "died", line=5, day=DAY, place=GAO)
    row = mention("wire", "Rebels fired on the lorry, the army says", "fired", line=6, actors=(JNIM,))

    def word(spoken: bool, *rows: EventMention) -> bool:
        claims = [said(r) for r in rows[1:]] if spoken else []
        case = run(tables({Document: (WIRE,), EventMention: rows, Claim: claims}), "events.merge")
        return len({m.cluster_id for m in case.rows(Membership)}) == 1

    assert word(True, bomb, row)
    assert not word(False, bomb, row)  # told by the report itself: the next blow
    assert not word(True, bomb, replace(row, sentence=9, char_start=9000))
    dated = {"date_start": "2023-05-10", "date_end": "2023-05-10", "date_precision": "day", "date_basis": "explicit"}
    assert not word(True, bomb, replace(row, **dated))
    assert not word(True, bomb, replace(row, place=ODESA))


@pytest.mark.parametrize(("led_to_on", "joined"), [("2023-05-16", True), ("2023-05-10", False)])
def test_what_led_to_a_thing_did_not_begin_long_after_it(led_to_on: str, joined: bool) -> None:
    raids = mention(
        "wire",
        "The raids in Gao led to a revolt",
        "raids",
        rule=NOUN,
        actors=(JNIM,),
        recipients=(MALI,),
        place=GAO,
        line=1,
    )
    revolt = mention("wire", "The raids in Gao led to a revolt", "revolt", event_type="PROTEST", day=led_to_on, line=1)
    raid = mention(
        "wire", "JNIM fighters raided Gao on 15 May", "raided", actors=(JNIM,), recipients=(MALI,), place=GAO, line=2,
        day="2023-05-15",
    )  # fmt: skip
    ids = raids.event_mention_id, revolt.event_mention_id
    link = LinkMention("k", "wire", *ids, "led_to", 0, 9, raids.sentence_text, "verb:lead", 0.8)
    case = run(tables({Document: (WIRE,), EventMention: (raids, revolt, raid), LinkMention: (link,)}), "events.merge")
    cluster = {m.member_id: m.cluster_id for m in case.rows(Membership)}
    assert (cluster[raids.event_mention_id] == cluster[raid.event_mention_id]) is joined


def test_these_attacks_are_those_that_the_sentence_before_tells_of_as_many() -> None:
    many = mention(
        "wire", "There were more and more attacks on the army", "attacks", rule=NOUN, recipients=(MALI,), line=4
    )
    these = mention(
        "wire", "Bamako blamed these attacks on JNIM", "attacks", rule=NOUN, actors=(JNIM,), recipients=(MALI,), line=5
    )
    single = mention(
        "wire", "An attack on the army killed two", "attack", rule=NOUN, recipients=(MALI,), line=2, killed_min=2
    )
    assert {many.sentence_text, these.sentence_text} in merged(single, many, these)


def test_nobody_speaks_of_a_deed_that_was_only_warned_of() -> None:
    warned = mention("wire", "He warned of harsh revenge", "revenge", modality="possible", line=3)
    spoken = mention(
        "wire", "State radio recalled the downing of a plane by France", "downing", actors=(FRANCE,), line=4
    )
    case = tables({Document: (WIRE,), EventMention: (warned, spoken), Claim: (said(spoken),)})
    assert len({m.cluster_id for m in run(case, "events.merge").rows(Membership)}) == 2


def test_what_is_told_of_a_weekday_is_not_what_is_told_of_a_year() -> None:
    given: dict[str, Any] = {"actors": (RUSSIA,), "recipients": (UKRAINE,), "mode": "heavy-weapons"}
    news = mention("wire", "Russia shelled the Ukrainian port on Tuesday", "shelled", line=1, **given)
    year = {"date_start": "2014-01-01", "date_end": "2014-12-31", "date_precision": "year", "date_basis": "explicit"}
    past = mention("wire", "In 2014 Russia shelled the Ukrainian port", "shelled", line=7, **given, **year)
    undated = mention("wire", "Russia shelled the Ukrainian port again and again", "shelled", line=7, **given)
    alone = (document("wire", None, "Wire"),)
    assert not one(news, past, documents=alone)
    assert one(news, undated, documents=alone)


def test_to_stop_a_ship_and_to_seize_it_is_one_deed_whatever_its_type() -> None:
    by: dict[str, Any] = {"actors": (MALI,), "rule": NOUN}
    done = seizure("wire", "Mali's navy stopped the ship on Tuesday", "stopped", day=DAY, mode="restrict", **by)
    taken = seizure("daily", "the capture of the ship by Mali", "capture", mode=None, **by)
    taken = replace(taken, event_type="ASSAULT", cameo="192")
    assert one(done, taken, documents=(WIRE, DAILY))
    assert not one(done, replace(taken, cameo="190"), documents=(WIRE, DAILY))  # no taking: the ship was hit
    other = replace(taken, recipients=(party("bee", "BUS", text="Bee"),))
    assert not one(done, other, documents=(WIRE, DAILY))


def test_to_take_a_town_is_not_to_shell_it() -> None:
    took = strike("wire", "Russian troops took Kharkiv", trigger="took", cameo="192")
    assert one(took, strike("daily", "Kharkiv was attacked", trigger="attacked"), documents=(WIRE, DAILY))
    shelled = strike("daily", "Guns shelled Kharkiv", trigger="shelled", mode="heavy-weapons")
    assert not one(took, shelled, documents=(WIRE, DAILY))


def test_what_is_known_of_a_party_only_once_is_meant_also_weeks_later() -> None:
    talks: dict[str, Any] = {"event_type": "SANCTION", "mode": "withdraw", "recipients": (MALI,)}
    done = mention("wire", "France suspended talks with Mali on 16 May", "suspended", day=DAY, **talks)
    later = mention("late", "It led Paris to break off the talks with Mali", "break off", rule="x", **talks)
    assert one(done, later, documents=(WIRE, LATE))
    again = mention("daily", "France called off its talks with Mali", "called", day="2023-05-10", **talks)
    assert {later.sentence_text} in merged(done, again, later, documents=(WIRE, DAILY, LATE))
    assert not one(done, replace(later, recipients=(UKRAINE,)), documents=(WIRE, LATE))
    years = document("late", "2025-07-20", "Late")
    assert not one(done, later, documents=(WIRE, years))


@pytest.mark.parametrize(
    ("other", "same"),
    [("Rebels left the port", True), ("Rebels also shot at the ferry Blue Star", False)],
)
def test_the_ferry_is_the_one_that_its_report_names(other: str, same: bool) -> None:
    named = mention(
        "wire", "Guards boarded the ferry Golden Reef", "boarded", recipients=(party(None, text="the ferry"),)
    )
    bare = replace(mention("wire", "Officials said the ferry was hit", "hit", line=4), recipients=named.recipients)
    rest = mention("wire", other, "left" if same else "shot", line=6)
    late = mention("late", "the boarding of the Golden Reef", "boarding", recipients=(party(None, text="Golden Reef"),))
    table = columns([named, rest, bare, late], {})
    assert bool(set(table.named[2]) & set(table.named[3]) - {-1}) is same


@pytest.mark.parametrize(
    ("deed", "first", "second", "joined"),
    [
        ("struck", ("the tanker Sea Star",), ("the freighter Ocean Hope",), False),
        ("struck", ("the tanker Sea Star",), ("the Sea Star",), True),
        ("struck", ("a clinic",), ("a school",), False),
        ("struck", ("a clinic",), ("a hospital",), True),
        ("struck", ("a market",), ("an arms depot",), True),  # as its foes may tell it
        ("abducted", ("the mayor", "GOV"), ("a reporter", "JRN"), False),
        ("abducted", ("the mayor", "GOV"), ("a lawmaker", "LEG"), True),
        ("abducted", ("the mayor", "GOV"), ("a man", "CVL"), True),
        ("abducted", ("279 girls", "CVL"), ("27 boys", "CVL"), False),
        ("struck", ("the Greek tanker Sea Star", "GRC"), ("the Cypriot tanker Ocean Hope", "CYP"), False),
        ("struck", ("a transport plane",), ("a helicopter",), False),
        ("struck", ("a bomber", "RUS"), ("a jet", "RUS"), True),
        ("struck", ("a Pakistani aircraft", "PAK"), ("an Indian jet", "IND"), False),
        ("struck", ("a Greek tanker", "GRC"), ("a Panamanian tanker", "PAN"), True),  # by its owner, by its flag
        ("struck", ("an airbase",), ("two jets",), True),  # that stood on it
        ("struck", ("a convoy",), ("a camp",), False),
        ("struck", ("a convoy",), ("four lorries",), True),
        ("struck", ("a police station",), ("a railway bridge",), False),
        ("struck", ("a power station",), ("a power plant",), True),
        ("shot", ("a priest", "REL"), ("a teacher", "EDU"), False),
        ("shot", ("a priest", "REL"), ("four teachers", "EDU"), True),  # he may have stood among them
    ],
)
def test_what_is_done_to_somebody_else_is_another_deed(
    deed: str, first: tuple[str, ...], second: tuple[str, ...], joined: bool
) -> None:
    def told(doc: str, who: tuple[str, ...]) -> EventMention:
        mode = {"abducted": "abduct", "shot": "firearms"}.get(deed, "heavy-weapons")
        target = party(None, *who[1:], text=who[0])
        return mention(doc, f"Gunmen {deed} {who[0]} in Gao", deed, day=DAY, place=GAO, mode=mode, recipients=(target,))

    assert one(told("wire", first), told("daily", second), documents=(WIRE, DAILY)) is joined


def test_a_deed_that_two_states_do_openly_is_two_and_a_blow_laid_to_two_may_be_one() -> None:
    def told(doc: str, kind: str, who: Party, deed: str) -> EventMention:
        target = {"day": DAY, "recipients": (JNIM,), "place": GAO}
        return mention(doc, f"{who.name} {deed} JNIM in Gao", deed, event_type=kind, actors=(who,), **target)

    def joined(kind: str, deed: str) -> bool:
        return one(told("wire", kind, FRANCE, deed), told("daily", kind, MALI, deed), documents=(WIRE, DAILY))

    assert not joined("SANCTION", "blacklisted")
    assert joined("ASSAULT", "shelled")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (party(None, text="Quissanga"), party(None, text="Meluco"), False),
        (party(None, text="Quissanga"), party(None, text="the town of Quissanga"), True),
        (party(None, text="Quissanga"), party(None, text="the fishermen"), True),
        (party(None, text="Quissanga"), party(None, "MOZ", text="Mozambicans"), True),
        (Party("KOR", "South Korea", ("KOR",), "Seoul"), party(None, text="Guam"), False),
        (Party("KOR", "South Korea", ("KOR",), "Seoul"), party("KOR", "KOR", text="the South"), True),
    ],
)
def test_two_names_are_two_targets_of_a_day(first: Party, second: Party, joined: bool) -> None:
    def told(doc: str, target: Party, **given: Any) -> EventMention:
        known: dict[str, Any] = {"day": DAY, "actors": (JNIM,), "recipients": (target,)}
        return mention(doc, f"Rebels attacked {target.text}", "attacked", **(known | given))

    assert one(told("wire", first), told("daily", second), documents=(WIRE, DAILY)) is joined


def test_two_towns_on_no_map_are_two_and_a_river_is_the_one_that_is_on_it() -> None:
    def told(doc: str, name: str, latitude: float | None = None, **given: Any) -> EventMention:
        where = Where(name, "GUY", None, latitude, latitude, "settlement")
        known: dict[str, Any] = {"day": DAY, "place": where, "actors": (JNIM,)}
        return mention(doc, f"Rebels attacked {name}", "attacked", **(known | given))

    assert not one(told("wire", "Zarga"), told("daily", "Bulo Dere"), documents=(WIRE, DAILY))
    assert one(told("wire", "Zarga"), told("daily", "Zarga"), documents=(WIRE, DAILY))
    river = told("wire", "Cuyuni River", 6.4)
    assert one(river, told("daily", "Cuyuni", day=None), documents=(WIRE, DAILY))
    assert not one(river, told("daily", "Wenamu", day=None), documents=(WIRE, DAILY))


def test_a_state_that_blames_two_in_a_day_blames_twice() -> None:
    def blames(doc: str, whom: Party, **given: Any) -> EventMention:
        known: dict[str, Any] = {"day": DAY, "event_type": "ACCUSE", "mode": "allege", "actors": (MALI,)}
        return mention(doc, f"Mali blamed {whom.name}", "blamed", recipients=(whom,), **(known | given))

    assert not one(blames("wire", FRANCE), blames("daily", UKRAINE), documents=(WIRE, DAILY))
    assert one(blames("wire", FRANCE), blames("daily", FRANCE), documents=(WIRE, DAILY))


def test_what_belongs_to_two_doers_is_not_one_thing() -> None:
    def shut(doc: str, who: Party, what: str) -> EventMention:
        given: dict[str, Any] = {"day": DAY, "event_type": "COERCE", "mode": "restrict", "recipients": (RUSSIA,)}
        return mention(doc, f"{who.name} closed {what} with Russia", "closed", actors=(who,), **given)

    assert not one(shut("wire", MALI, "its border"), shut("daily", UKRAINE, "its border"), documents=(WIRE, DAILY))
    assert one(shut("wire", MALI, "its border"), shut("daily", MALI, "its border"), documents=(WIRE, DAILY))
    assert one(shut("wire", MALI, "the bridge"), shut("daily", UKRAINE, "the bridge"), documents=(WIRE, DAILY))


def test_who_fired_on_whom_may_be_told_by_their_nations_alone() -> None:
    def fired(doc: str, who: Party, whom: Party) -> EventMention:
        return mention(
            doc, f"{who.text} fired on {whom.text}", "fired", day=DAY, place=GAO, actors=(who,), recipients=(whom,)
        )

    ours, theirs = party(None, "THA", text="Thai soldiers"), party(None, "KHM", text="a Cambodian post")
    post, patrol = party(None, "KHM", text="Cambodian soldiers"), party(None, "THA", text="a Thai patrol")
    assert not one(fired("wire", ours, theirs), fired("daily", post, patrol), documents=(WIRE, DAILY))
    assert one(fired("wire", ours, theirs), fired("daily", ours, post), documents=(WIRE, DAILY))


def test_the_vehicle_is_the_car_that_its_report_told_of_last() -> None:
    def hit(text: str, trigger: str, target: str, line: int) -> EventMention:
        return mention("wire", text, trigger, line=line, recipients=(party(None, text=target),))

    car = hit("Gunfire raked a patrol car near Jermuk", "raked", "a patrol car", 2)
    bus = hit("A mine blew up under a bus", "blew", "a bus", 4)
    it = hit("The vehicle was hit by nine bullets", "hit", "the vehicle", 6)
    table = columns([car, it], {})
    assert set(table.recipients[1]) & set(table.recipients[0]) - {-1}
    table = columns([car, bus, it], {})
    assert not set(table.recipients[2]) & set(table.recipients[0]) - {-1}
    assert set(table.recipients[2]) & set(table.recipients[1]) - {-1}


def test_a_blow_without_a_day_is_that_of_the_only_day_in_its_week() -> None:
    blow = mention("wire", "Rebels shelled the camp on 16 May", "shelled", day=DAY, place=GAO, recipients=(MALI,))
    told = mention("daily", "Fighters struck Mali's soldiers, a nurse told us", "struck", recipients=(MALI,))
    days = {"wire": "2023-05-17", "daily": "2023-05-18"}
    table = columns([blow, told], days)
    assert table.sole_day.tolist() == [-1, table.start[0]]
    assert one(blow, told, documents=(WIRE, DAILY))
    assert not one(blow, replace(told, place=ODESA), documents=(WIRE, DAILY))
    other = mention("wire", "A bomb wounded two men on 14 May", "wounded", day="2023-05-14", place=ODESA, line=3)
    assert columns([other, blow, told], days).sole_day.tolist() == [-1, -1, -1]
    assert {told.sentence_text} in merged(other, blow, told, documents=(WIRE, DAILY))


def test_a_word_told_alike_is_on_what_was_told_three_sentences_before() -> None:
    bomb = mention(
        "wire", "A bomb killed two drivers near Gao", "killed", line=5, day=DAY, place=GAO, mode="explosives"
    )
    row = mention("wire", "Rebels planted it, the army says", "planted", line=8, actors=(JNIM,), mode="explosives")
    for late, joined in ((row, True), (replace(row, mode="firearms"), False)):
        case = run(tables({Document: (WIRE,), EventMention: (bomb, late), Claim: [said(late)]}), "events.merge")
        assert (len({m.cluster_id for m in case.rows(Membership)}) == 1) is joined


def test_what_is_told_on_without_a_day_is_likelier_of_the_day_of_the_telling() -> None:
    shot = mention(
        "wire",
        "Soldiers shot thirty people in Gao on 16 May",
        "shot",
        rule=KILL,
        day=DAY,
        actors=(MALI,),
        mode="firearms",
    )
    told = mention("wire", "It says it destroyed a hideout there", "destroyed", line=5, actors=(MALI,), mode="destroy")
    on = replace(told, date_start=DAY, date_end=DAY, date_precision="day", date_basis="inferred", rule="x+date-story")
    assert one(shot, on, documents=(WIRE,))
    assert not one(shot, told, documents=(WIRE,))


@pytest.mark.parametrize(
    ("sentence", "modality", "polarity", "joined"),
    [
        ("Turkey will monitor the truce in Gao", "intended", "positive", True),
        ("Without him the truce in Gao would not have come", "conditional", "negative", True),
        ("They want a truce in Gao", "intended", "positive", False),
        ("If the truce in Gao ends, they will fight", "conditional", "positive", False),
    ],
)
def test_the_truce_that_they_will_watch_is_the_one_they_have(
    sentence: str, modality: str, polarity: str, joined: bool
) -> None:
    given: dict[str, Any] = {"event_type": "RETREAT", "mode": "ceasefire", "place": GAO, "rule": NOUN}
    came = mention("wire", "The truce in Gao began on 16 May", "truce", day=DAY, **given)
    later = mention("wire", sentence, "truce", line=4, modality=modality, polarity=polarity, **given)
    assert one(came, later, documents=(WIRE,)) is joined


def test_the_fighting_of_a_headline_is_what_its_report_tells() -> None:
    given: dict[str, Any] = {"recipients": (UKRAINE,), "place": KHARKIV}
    head = mention("wire", "Heavy fighting at Kharkiv", "fighting", line=0, **given)
    lead = mention("wire", "The armies fought at Kharkiv on 16 May", "fought", day=DAY, **given)
    titled = replace(WIRE, segments=(SimpleNamespace(kind="title"),))
    assert one(head, lead, documents=(titled,))
    assert not one(replace(head, sentence=4), lead, documents=(titled,))


@pytest.mark.parametrize(("fits_beside", "told"), [(0.0, [0, 0, 1, 1, 0, 0]), (0.9, [0, 0, 0, 0, 0, 0])])
def test_a_deed_fits_less_where_one_told_beside_it_fits_far_better(fits_beside: float, told: list[int]) -> None:
    sentences = {"wire": "They beat off a raid and killed six gunmen", "daily": "Guards who met a raid killed gunmen"}
    rows = [mention(doc, text, deed) for doc, text in sentences.items() for deed in ("raid", "killed")]
    pairs = Pairs(columns(rows, {}), *np.triu_indices(4, 1), ("ASSAULT",))
    fit = np.array([fits_beside, 0.9, 0.4, 0.4, 0.9, fits_beside])
    assert fits_less(pairs, fit, enough=0.6).tolist() == told


def test_drones_that_were_downed_are_not_what_drones_hit() -> None:
    drones, depot = party(None, text="two drones"), party(None, text="a fuel depot")
    given: dict[str, Any] = {"day": DAY, "place": KHARKIV}
    downed = mention("wire", "The army shot down two drones", "shot", mode="destroy", recipients=(drones,), **given)
    hit = mention("daily", "Drones hit a fuel depot", "hit", mode="drone", recipients=(depot,), **given)
    again = mention("daily", "Two drones were destroyed", "destroyed", mode="destroy", recipients=(drones,), **given)
    assert not one(downed, hit, documents=(WIRE, DAILY))
    assert one(downed, again, documents=(WIRE, DAILY))


def test_what_two_states_shot_down_in_one_night_is_two() -> None:
    night: dict[str, Any] = {"mode": "destroy", "day": "2025-11-11", "place": None}
    theirs = {"actors": (party(None, "RUSMIL", "RUS", text="Russian air defences"),)}
    ours = {"actors": (party(None, "UKRMIL", "UKR", text="Ukrainian air defences"),)}
    drones = {"recipients": (party(None, text="48 of 70 drones"),)}
    one_side = mention("wire", "Russian air defences shot down drones", "shot", **night, **theirs, **drones)
    other = mention("daily", "Ukrainian air defences shot down 48 of 70 drones", "shot", **night, **ours, **drones)
    same = mention("daily", "Russian air defences shot down drones overnight", "shot", **night, **theirs, **drones)
    assert not one(one_side, other, documents=(WIRE, DAILY))
    assert one(one_side, same, documents=(WIRE, DAILY))
    man = {"recipients": (party(None, "CVL", text="a man"),), "killed_min": 1, "killed_max": 1}
    dead = mention("daily", "A man was killed", "killed", day="2025-11-11", **man)
    assert not one(other, dead, documents=(WIRE, DAILY))  # of drones nobody dies; debris is another matter


def test_a_police_raid_is_not_the_blast_of_that_day_and_soldiers_who_raid_may_shoot() -> None:
    office, police = party(None, text="the office"), party(None, "COP", text="Police")
    given: dict[str, Any] = {"day": DAY, "place": GAO, "recipients": (office,)}
    raided = mention(
        "wire", "Police raided the office in Gao", "raided", event_type="COERCE", actors=(police,), **given
    )
    blast = mention("daily", "A blast rocked the office in Gao", "blast", mode="explosives", **given)
    assert not one(raided, blast, documents=(WIRE, DAILY))
    soldiers = mention("wire", "Mali raided the office", "raided", event_type="COERCE", actors=(MALI,), **given)
    shot = mention("daily", "Mali shot at the office", "shot", mode="firearms", actors=(MALI,), **given)
    assert one(soldiers, shot, documents=(WIRE, DAILY))


def test_how_many_were_fired_tells_two_salvos_apart_that_nothing_else_ties() -> None:
    given: dict[str, Any] = {"actors": (RUSSIA,)}
    seven = mention("wire", "Russia fired seven missiles at Ukraine", "fired", **given)
    daily = document("daily", "2023-05-20", "Daily")
    for many, joined in (("seven", True), ("ten cruise", False), ("cruise", True)):
        told = mention("daily", f"Russia fired {many} missiles at Ukraine", "fired", **given)
        assert one(seven, told, documents=(WIRE, daily)) is joined
    dated: dict[str, Any] = given | {"day": DAY, "place": KHARKIV}
    ten = mention("daily", "Russia fired ten missiles at Ukraine", "fired", **dated)
    assert one(
        mention("wire", "Russia fired seven missiles at Ukraine", "fired", **dated), ten, documents=(WIRE, DAILY)
    )


def told_in_items(*starts: int) -> Document:
    """A live page of which each item opens with an hour."""
    text = "".join("12:00 x".ljust(end - start) for start, end in pairwise((*starts, 9000)))
    body = [
        Segment("body", start - starts[0], end - starts[0], 0, None, None) for start, end in pairwise((*starts, 9000))
    ]
    return replace(WIRE, text=text, segments=tuple(body))


def test_items_of_a_live_page_take_up_only_what_is_told_alike() -> None:
    shelling = strike("wire", "Shells hit the base", trigger="hit", line=1, day=None, place=None)
    denial = mention("wire", "The town has not fallen, the army says", "fallen", polarity="negative", line=2)
    again = mention("wire", "No shell hit the base, the army says", "hit", polarity="negative", line=2)
    page = told_in_items(0, 2000, 3000)
    claims = {Claim: [said(denial), said(again)]}

    def joined(later: EventMention, document: Document) -> bool:
        case = run(tables({Document: [document], EventMention: [shelling, later], **claims}), "events.merge")
        return len({m.cluster_id for m in case.rows(Membership)}) == 1

    assert joined(denial, WIRE)
    assert not joined(denial, page)
    assert joined(again, page)


def test_the_fighters_of_two_bands_are_two() -> None:
    def same(*told: str) -> bool:
        rows = [strike("wire", f"{text} died", trigger="died", recipients=(party(None, text=text),)) for text in told]
        pair = Pairs(columns(rows, {"wire": DAY}), np.array([0]), np.array([1]), ("ASSAULT",))
        return bool(features(pair)["same recipient"][0])

    assert not same("Nine Katiba fighters", "Dozo fighters")
    assert same("Nine Katiba fighters", "the fighters")
    assert same("a Greek tanker", "a Liberian tanker")


def test_no_ship_takes_up_the_tanker_that_was_hit() -> None:
    tanker, barge = party(None, text="the tanker"), party(None, text="a barge")
    other = strike("wire", "They sank a barge", trigger="sank", day="2023-05-02", recipients=(barge,), place=ODESA)
    attack = strike("wire", "Russia attacked the tanker", trigger="attacked", day=None, recipients=(tanker,), line=2)
    denied = mention(
        "wire", "It fired on no ship", "fired", line=4, polarity="negative", recipients=(party(None, text="no ship"),)
    )  # fmt: skip
    groups = merged(other, attack, denied, documents=(WIRE,))
    assert {"Russia attacked the tanker", "It fired on no ship"} in groups


def test_what_was_planned_and_did_not_come_is_one_and_what_was_dropped_was_not_done() -> None:
    plan = strike("wire", "Russia was preparing to strike", trigger="strike", modality="intended")
    none = strike("daily", "No strike came", trigger="strike", polarity="negative", rule=NOUN)
    deed = strike("wire", "Russia struck Kharkiv", recipients=())
    dropped = strike(
        "wire", "Turkey persuaded them to drop the attack", trigger="attack", modality="intended", day=None, place=None,
        rule=NOUN, line=2, recipients=(),
    )  # fmt: skip
    assert one(plan, none, documents=(WIRE, DAILY))
    assert not one(deed, dropped, documents=(WIRE,))


def test_the_fighting_at_a_place_is_no_war() -> None:
    fight: dict[str, Any] = {"trigger": "fighting", "day": None, "rule": NOUN}
    taken = strike("wire", "They took Kharkiv", trigger="took")
    assert one(taken, strike("wire", "It was over the fighting in Kharkiv", line=2, **fight), documents=(WIRE,))
    assert not one(taken, strike("wire", "There was fighting in Kharkiv", line=2, **fight), documents=(WIRE,))


def test_a_denial_is_of_what_its_own_report_tells() -> None:
    told: dict[str, Any] = {"trigger": "hit", "day": None, "place": None, "actors": (), "recipients": ()}
    attack = strike("wire", "A missile hit a bridge at Kharkiv", **told | {"recipients": (UKRAINE,)})
    denied = strike("wire", "Nothing was hit, General Ivan Orlov said", line=3, polarity="negative", **told)
    other = strike("daily", "General Ivan Orlov said a depot may be hit", **told)
    groups = merged(attack, denied, other, documents=(WIRE, DAILY))
    assert {attack.sentence_text, denied.sentence_text} in groups


def test_what_is_taken_for_known_is_what_it_fits_best_by_far_however_late() -> None:
    silo = {"place": None, "mode": "drone", "actors": (RUSSIA,)}
    news = strike("wire", "A drone struck a silo", recipients=(party(None, text="a silo"),), **silo)
    text = "Rio recalled its envoy over the strike on the silo"
    late = mention("late", text, "strike", rule=NOUN, mode="drone", recipients=(party(None, text="the silo"),))
    assert one(news, late, documents=(WIRE, LATE))
    untold = mention("late", "Rio spoke of strike after strike on a silo", "strike", rule=NOUN, mode="drone")
    assert not one(news, untold, documents=(WIRE, LATE))  # takes nothing for known
    before = strike(
        "daily", "A drone struck a silo", recipients=(party(None, text="a silo"),), **silo, day="2023-05-09"
    )
    assert {text} in merged(news, before, late, documents=(WIRE, DAILY, LATE))  # either may be meant


def test_the_storming_of_the_jail_takes_up_no_shot_at_a_crowd() -> None:
    shot = mention("wire", "Police fired on the crowd on Monday", "fired", line=3, day=DAY)
    storming = mention("wire", "The storming of the jail freed forty men", "storming", rule=NOUN, line=4)
    assert one(shot, mention("wire", "The raid freed forty men", "raid", rule=NOUN, line=4))
    assert not one(shot, storming)
    assert one(mention("wire", "Police fired outside the jail on Monday", "fired", line=3, day=DAY), storming)


def test_what_is_told_in_the_word_of_a_tied_deed_is_tied_as_well() -> None:
    text = "The interception answered the closing of the river"
    first = mention("wire", "Guards intercepted the ferry on Tuesday", "intercepted", line=2, day=DAY)
    answer, closing = (mention("wire", text, word, line=3) for word in ("interception", "closing"))
    tied = [(closing.event_mention_id, answer.event_mention_id)]
    table = columns([first, answer, closing], {}, answered=tied)
    assert [set(row) - {-1} for row in table.linked.tolist()] == [{2}, {2}, {0, 1}]


def test_two_targets_hit_in_two_modes_on_one_day_are_likelier_two() -> None:
    gas = strike("wire", "Police fired gas at a crowd", place=None, trigger="fired", mode="crowd-control")
    bridge = strike("daily", "A blast destroyed a bridge", trigger="destroyed", place=None, mode="destroy")
    gas, bridge = (
        replace(m, actors=(), recipients=(party(None, text=text),))
        for m, text in ((gas, "a crowd"), (bridge, "a bridge"))
    )
    table = columns([gas, bridge], {})
    pairs = Pairs(table, np.array([0]), np.array([1]), ("ASSAULT",))
    assert features(pairs)["same day, other target and mode"].tolist() == [1.0]
    same = columns([gas, replace(bridge, mode="crowd-control")], {})
    assert not features(replace(pairs, columns=same))["same day, other target and mode"].any()


def test_what_two_sides_do_at_a_thing_and_at_people_is_two_blows() -> None:
    at_it = {"recipients": (party(None, text="a hospital"),), "place": None}
    at_them = {"recipients": (party(None, text="16 people"),), "place": None, "killed_min": 16, "killed_max": 16}
    fired = strike("wire", "missiles fired at a hospital", trigger="fired", **at_it)

    def two(**given: Any) -> bool:
        shelled = strike("wire", "shelling killed 16 people", trigger="shelling", line=2, **at_them, **given)
        pair = Pairs(columns([fired, shelled], {"wire": DAY}), np.array([0]), np.array([1]), ("ASSAULT",))
        return bool(blocks(pair)["each does his own"][0])

    assert two(actors=(UKRAINE,))
    assert not two()


def test_an_air_raid_is_no_rocket_attack_that_its_report_tells() -> None:
    shelled = strike("wire", "Rockets hit Kharkiv on Tuesday", trigger="hit", actors=())
    base: dict[str, Any] = {"line": 2, "rule": NOUN, "day": None, "actors": ()}
    assert one(shelled, strike("wire", "He called the rocket attack a crime", trigger="attack", **base))
    assert not one(shelled, strike("wire", "Five men died in the air raid", trigger="raid", **base))
    mine = strike("wire", "A landmine killed six near Kharkiv", trigger="killed", line=3, actors=())
    assert not one(shelled, mine)


def test_what_somebody_says_struck_may_be_another_means_than_the_report_has_it() -> None:
    blast = strike("wire", "A rocket hit a clinic in Kharkiv on Tuesday", trigger="hit")
    word = strike("wire", "The mayor said an air strike hit the clinic", trigger="hit", line=2, day=None)
    case = tables({Document: (WIRE,), EventMention: (blast, word), Claim: [said(word)]})
    reasons = {j.reason for j in run(case, "events.merge").rows(Judgement)}
    assert not any("by other means" in reason for reason in reasons)


def test_a_man_carried_off_is_not_two_judges_kidnapped() -> None:
    taken: dict[str, Any] = {"event_type": "COERCE", "mode": "abduct"}
    man = mention(
        "wire", "Gunmen carried off a man near Gao", "carried", recipients=(party(None, text="a man"),), **taken
    )
    judges = (party(None, text="two judges"),)
    other = mention("daily", "the abduction of two judges near Gao", "abduction", recipients=judges, place=GAO, **taken)
    assert not one(replace(man, place=GAO), other, documents=(WIRE, DAILY))


def test_what_is_retaken_was_not_taken_by_the_same_deed() -> None:
    town = (party(None, text="the town"),)
    seized = strike(
        "wire", "The seizure of the town angered Paris", trigger="seizure", recipients=town, actors=(), day=None
    )
    retook = strike("daily", "The army retook the town on Tuesday", trigger="retook", recipients=town)
    assert not one(seized, retook, documents=(WIRE, DAILY))
    took = strike("wire", "Russia took the town", trigger="took", recipients=town)
    assert one(took, retook, documents=(WIRE, DAILY))


def test_what_follows_a_separate_incident_is_of_that() -> None:
    base: dict[str, Any] = {"actors": (JNIM,), "mode": "firearms"}
    first = mention("wire", "JNIM fired on Gao on Tuesday", "fired", day=DAY, place=GAO, **base)
    patrol = mention("wire", "In a separate incident a patrol came under fire", "came", line=2, mode="firearms")
    shots = mention("wire", "The army said JNIM had fired the shots", "fired", line=3, **base)
    assert one(first, shots)
    assert not one(first, patrol, shots)
    assert {"JNIM fired on Gao on Tuesday"} in merged(first, patrol, shots)


def test_towns_that_one_sentence_tells_apart_are_struck_apart() -> None:
    near = Where("Merefa", "UKR", None, 49.82, 36.05, "settlement")
    both = "They did not fire on Kharkiv on Tuesday, and did not fire on Merefa"
    first, other = ((party(None, text=name),) for name in ("Kharkiv", "Merefa"))
    at_first = strike("wire", both, trigger="fire", polarity="negative", line=4, recipients=first)
    at_other = replace(
        at_first, event_mention_id="e-other", trigger_start=both.rindex("fire"), recipients=other, place=near
    )
    fired = strike("daily", "Rockets were fired at Kharkiv", trigger="fired")
    again = strike("daily", "Rockets were fired at Merefa", trigger="fired", place=near, line=3, day=None)
    assert one(fired, again, documents=(WIRE, DAILY))
    groups = merged(fired, again, at_first, at_other, documents=(WIRE, DAILY))
    assert not any({fired.sentence_text, again.sentence_text} <= group for group in groups)


def test_two_attacks_that_one_state_condemns_are_two_condemnations() -> None:
    def condemned(where: str, upon: str) -> EventMention:
        given: dict[str, Any] = {"event_type": "ACCUSE", "quad_class": 3, "actors": (FRANCE,), "mode": "disapprove"}
        whom = (party(None, text=f"the attack on {upon}"),)
        return mention(where, f"France condemned the attack on {upon}", "condemned", recipients=whom, **given)

    documents = (WIRE, DAILY)
    assert one(condemned("wire", "the train"), condemned("daily", "the train"), documents=documents)
    assert not one(condemned("wire", "the train"), condemned("daily", "the police"), documents=documents)


def test_each_deed_of_a_headline_is_one_of_those_that_its_report_tells() -> None:
    titled = replace(WIRE, segments=(Segment("title", 0, 22, 0, None, None),))
    title = "Russia storms Kharkiv as offensive goes on"
    storm = strike("wire", title, trigger="storms", line=0, day=None, place=None)
    push = strike("wire", title, trigger="offensive", line=0, day=None, place=None, actors=(), recipients=(), rule=NOUN)
    stormed = strike("wire", "Russian troops stormed Kharkiv on Tuesday", trigger="stormed")
    assert one(push, stormed, documents=(titled,))
    assert {title, stormed.sentence_text} in merged(storm, stormed, push, documents=(titled,))
    assert {title} in merged(storm, stormed, push, documents=(titled,))


def test_troops_that_move_have_not_thereby_struck() -> None:
    base: dict[str, Any] = {"day": DAY, "place": GAO}
    stormed = mention(
        "wire", "Rebels stormed a prison in Gao", "stormed", recipients=(party(None, text="a prison"),), **base
    )
    moves: dict[str, Any] = {"event_type": "MOBILIZE", "mode": "troops", "line": 5} | base
    assert not one(stormed, mention("wire", "Troops took up positions in Gao", "took up", **moves))


def test_what_is_told_without_a_day_is_not_what_was_long_ago() -> None:
    old = mention("wire", "JNIM opened fire at Gao in May 2021", "opened", day="2021-05-16", actors=(JNIM,))
    now = mention("daily", "It was struck because JNIM had opened fire", "opened", actors=(JNIM,))
    filler = [strike("wire", f"Russia struck depot {i}", line=9 + i) for i in range(3)]
    assert not one(old, now, *filler, documents=(WIRE, DAILY))
    assert not any({old.sentence_text, now.sentence_text} <= g for g in merged(old, now, documents=(WIRE, DAILY)))


def test_talks_told_of_weeks_later_need_with_whom_or_where_to_be_those_held() -> None:
    held: dict[str, Any] = {"event_type": "CONSULT", "quad_class": 1, "actors": (party("a9", text="Anne Roux"),)}
    first = mention(
        "wire",
        "Anne Roux, the envoy for the region, held talks in two capitals",
        "held",
        rule="consult.hold-talks",
        **held,
        day=DAY,
    )
    weeks = (WIRE, document("daily", "2023-06-08", "Daily"))

    def later(**given: Any) -> EventMention:
        return mention(
            "daily", "The accord is the fruit of the shuttle talks by Anne Roux", "talks", rule=NOUN, **(held | given)
        )

    assert not one(first, later(), documents=weeks)
    both = {"recipients": (MALI,)}
    assert one(replace(first, recipients=(MALI,)), later(**both), documents=weeks)
