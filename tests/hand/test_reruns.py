"""Decisions outlive a re-run, a new model version and a changed text; older moments stay as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from escalade import api, brief
from escalade.api import Casebook
from escalade.errors import UsageError
from escalade.hand.queue import queue
from tests.hand.story import AGAIN, FRANCE, GAO, MALI, RAID, WARNED, Story, crisis, snapshot


def by_trigger(case: Casebook) -> dict[str, Any]:
    return {m["trigger"]: m for m in case.records("event_mentions")}


def statuses(case: Casebook) -> list[str]:
    return [d["status"] for d in case.records("decisions")]


def page(case: Casebook) -> str:
    return brief.page(brief.compose(case.records, title="gao", as_of=str(case.as_of)), case.records, with_text=True)


def decide_much(case: Casebook) -> None:
    mention = {trigger: m["event_mention_id"] for trigger, m in by_trigger(case).items()}
    case.decide("edit", "event_mention", mention["raided"], field="killed", value="5", by="Ann")
    case.decide("reject", "event_mention", mention["struck"], by="Ann")
    case.decide("split", "event", mention["raided"], value=[mention["raid"]], by="Ann")
    case.decide("merge", "actor", "akeita", value=["amoulin"], by="Ann")
    case.decide("reject", "link", case.records("links")[0]["link_id"], by="Ann") if case.records("links") else None
    case.decide("close", "tripwire", case.records("tripwires")[0]["tripwire_id"], value="expired", by="Ann")


def test_a_rerun_that_gives_the_same_rows_changes_nothing(story: Story, case: Casebook) -> None:
    decide_much(case)
    before = snapshot(case)
    again = story.write()
    assert again.ledger.manifest.generation == case.ledger.manifest.generation + 1
    assert snapshot(again) == before
    assert set(statuses(again)) == {"applied"}


def test_a_new_model_with_other_ids_keeps_every_decision(story: Story, case: Casebook) -> None:
    decide_much(case)
    before = snapshot(case)
    again = story.recoded("f").write()
    shown = by_trigger(again)
    assert set(shown) == {"raided", "raid"}
    assert (shown["raided"]["killed_min"], shown["raided"]["killed_max"]) == (5, 5)
    assert shown["raided"]["event_mention_id"] != by_trigger_of(before)["raided"]
    assert shown["raided"]["event_id"] != shown["raid"]["event_id"]
    assert len(again.records("actors")) == 1
    assert again.records("tripwires")[0]["standing"] == "expired"
    assert "broken" not in statuses(again)
    assert statuses(again)[:3] == ["re-anchored", "re-anchored", "re-anchored"]


def by_trigger_of(tables: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    return {m["trigger"]: m["event_mention_id"] for m in tables["event_mentions"]}


def test_what_the_new_model_no_longer_gives_a_person_still_holds(story: Story, case: Casebook) -> None:
    mention = {trigger: m["event_mention_id"] for trigger, m in by_trigger(case).items()}
    case.decide("edit", "event_mention", mention["raid"], field="killed", value="7", by="Ann")
    case.decide("reject", "event_mention", mention["struck"], by="Ann")
    for cls, rows in story.rows.items():
        about = {"EventMention": "event_mention_id", "Claim": "about_id", "LinkMention": "effect_id"}.get(cls.__name__)
        if about:
            story.rows[cls] = [r for r in rows if getattr(r, about) not in (mention["raid"], mention["struck"])]
    again = story.write()
    assert by_trigger(again)["raid"]["killed_max"] == 7
    assert by_trigger(again)["raid"]["review"] == "edited"
    assert statuses(again) == ["kept", "moot"]


def test_in_a_changed_text_decisions_are_found_by_their_words(tmp_path: Path, case: Casebook) -> None:
    mention = {trigger: m["event_mention_id"] for trigger, m in by_trigger(case).items()}
    case.decide("edit", "event_mention", mention["raided"], field="killed", value="5", by="Ann")
    three = next(d["document_id"] for d in case.records("documents") if d["uri"] == "one.txt")
    start = RAID.index("killing")
    value = {"document_id": three, "char_start": start, "char_end": start + 7, "event_type": "ASSAULT"}
    case.decide("add", "event_mention", value=value, by="Ann")
    case.decide("accept", "event_mention", mention["raid"], by="Ann")
    changed = Story(tmp_path / "gao", spelled="f")
    one = changed.report("one.txt", f"GAO. Updated with an army statement. {RAID}", "Sahel Post", "2024-05-07")
    changed.told(one, "raided", recipients=(MALI,), place=GAO, killed_min=4, killed_max=4)
    changed.told(one, "struck", actors=(FRANCE,), day="2024-05-07")
    changed.report(
        "two.txt", AGAIN.replace("The raid on Gao left", "An attack left"), "Niger River Radio", "2024-05-08"
    )
    again = changed.write()
    shown = by_trigger(again)
    assert shown["raided"]["killed_max"] == 5
    assert (shown["killing"]["review"], shown["killing"]["document_id"]) == ("added", one)
    text = next(d["text"] for d in again.records("documents") if d["document_id"] == one)
    assert text[shown["killing"]["char_start"] : shown["killing"]["char_end"]] == "killing"
    assert statuses(again) == ["re-anchored", "kept", "broken"]
    assert "is not found any more" in again.records("decisions")[2]["note"]


def test_words_that_stand_elsewhere_in_another_sense_are_not_taken_for_the_same(tmp_path: Path, case: Casebook) -> None:
    raid = by_trigger(case)["raid"]["event_mention_id"]
    case.decide("accept", "event_mention", raid, by="Ann")
    changed = Story(tmp_path / "gao", spelled="f")
    changed.report("two.txt", "Police raid bakeries over bread prices. A second raid followed.", "Niger River Radio")
    assert statuses(changed.write()) == ["broken"]


def test_a_report_that_is_gone_leaves_its_decisions_visibly_broken(tmp_path: Path, case: Casebook) -> None:
    raid = by_trigger(case)["raid"]["event_mention_id"]
    case.decide("reject", "event_mention", raid, by="Ann")
    changed = Story(tmp_path / "gao")
    changed.report("other.txt", "Nothing happened here.", "Sahel Post")
    again = changed.write()
    assert statuses(again) == ["broken"]
    assert json.loads(again.records("decisions")[0]["was"])[raid]["trigger"] == "raid"


def test_an_older_moment_gives_the_same_brief_byte_for_byte(story: Story, case: Casebook) -> None:
    pages = {str(case.as_of): page(case)}
    for action, trigger in (("accept", "raid"), ("reject", "raided"), ("accept", "struck")):
        mentions = by_trigger(api.open(case.folder, as_of="1.0"))
        case.decide(action, "event_mention", mentions[trigger]["event_mention_id"], by="Ann")
        pages[str(case.as_of)] = page(case)
    case.undo(case.decisions()[1].decision_id, by="Bo")
    pages[str(case.as_of)] = page(case)
    assert len(set(pages.values())) == len(pages) == 5
    again = story.recoded("f").write()
    again.decide("merge", "actor", "akeita", value=["amoulin"], by="Ann")
    for moment, text in pages.items():
        assert page(api.open(case.folder, as_of=moment)) == text, moment


def test_moments_are_named_in_several_ways(story: Story, case: Casebook) -> None:
    raid = by_trigger(case)["raid"]["event_mention_id"]
    case.decide("accept", "event_mention", raid, by="Ann")
    story.recoded("f").write().decide("reject", "document", case.records("documents")[0]["document_id"], by="Ann")

    def at(moment: Any) -> str:
        return str(api.open(case.folder, as_of=moment).as_of)

    assert (at(1), at("1"), at(2), at("1.0"), at("2.1")) == ("1.1", "1.1", "2.2", "1.0", "2.1")
    taken = case.decisions()[0].at
    assert at(taken) in ("1.1", "2.1")
    assert at(taken[:10]) == "2.2"
    for nonsense in ("7", "1.9", "soon", "1999-01-01"):
        with pytest.raises(UsageError):
            at(nonsense)


def test_changes_say_what_is_new_revised_contradicted_and_met(tmp_path: Path) -> None:
    story = crisis(tmp_path / "gao")
    case = story.write()
    before = case.as_of
    four = story.report("four.txt", "Mali denied that anybody raided Gao. Troops marched into Kidal.", "Bamako Daily")
    story.told(four, "raided", recipients=(MALI,), place=GAO, polarity="negative", day="2024-05-06")
    marched = story.told(four, "marched", event_type="MOBILIZE", actors=(FRANCE,), day="2024-05-10")
    case = story.write()
    wire = case.records("tripwires")[0]["tripwire_id"]
    case.decide("close", "tripwire", wire, value={"standing": "met"}, by="Ann")
    struck = by_trigger(case)["struck"]["event_mention_id"]
    case.decide("edit", "event", struck, field="killed", value="2", by="Ann")
    found = case.changes(before)
    assert [c.id for c in found.tripwires] == [wire]
    assert [c.id for c in found.new] == [marched.event_mention_id]
    assert [(c.id, c.fields) for c in found.revised] == [(struck, ("killed_min", "killed_max"))]
    assert [d["uri"] for d in found.documents] == ["four.txt"]
    assert [c.now["standing"] for c in found.contradicted] == ["disputed"]
    assert not case.changes(case.as_of)
    raided = by_trigger(case)["raid"]["event_mention_id"]
    moment = case.as_of
    case.decide("merge", "event", raided, value=[struck], by="Ann")
    assert len(case.changes(moment).merged) == 1


def test_the_queue_puts_contradictions_first_and_leaves_out_what_was_seen(tmp_path: Path) -> None:
    story = crisis(tmp_path / "gao")
    four = story.report("four.txt", "Mali denied that France struck a camp near Gao.", "Bamako Daily", "2024-05-09")
    story.told(four, "struck", actors=(FRANCE,), place=GAO, polarity="negative", day="2024-05-07", score=0.95)
    case = story.write()
    first, *rest = case.review_queue(10)
    assert first.record is not None
    assert first.record["standing"] in ("disputed", "denied")
    assert first.weight > max(item.weight for item in rest)
    assert {item.about_kind for item in (first, *rest)} >= {"event", "tripwire"}
    case.decide("accept", "event", first.about_id, by="Ann")
    assert first.about_id not in {item.about_id for item in case.review_queue(10)}
    assert case.review_queue(1, 1) == case.review_queue(2)[1:]


def test_a_denial_that_stands_alone_is_no_contradiction(tmp_path: Path) -> None:
    story = crisis(tmp_path / "gao")
    moment = story.write().as_of
    four = story.report("four.txt", "Niger denied that it had shelled Timbuktu.", "Bamako Daily", "2024-05-09")
    lone = story.told(four, "shelled", polarity="negative", day="2024-04-01", score=0.95)
    case = story.write()
    changes = case.changes(moment)
    assert lone.event_mention_id in {change.id for change in changes.new}
    assert changes.contradicted == ()
    items = {item.about_id: item for item in case.review_queue(50)}
    item, heaviest = items[lone.event_mention_id], case.review_queue(1)[0]
    assert item.why[0] == "only denied: nobody tells it as having happened"
    assert not any("contradict" in why for why in item.why)
    assert item.weight < heaviest.weight
    assert heaviest.record is not None
    assert heaviest.record["standing"] != "denied"


def test_the_queue_says_in_numbers_what_weighs(tmp_path: Path) -> None:
    case = crisis(tmp_path / "gao").write()
    whys = {why for item in case.review_queue(50) for why in item.why}
    assert "weighs heavily: conflict in deeds, Goldstein -9" in whys
    assert "weighs heavily: 4 killed" in whys
    assert "a threat that still stands" in whys


def test_the_queue_is_what_the_whole_tables_give(tmp_path: Path) -> None:
    """Weighed by a few columns only, it is item for item what weighing full records gives, whatever was decided."""
    story = crisis(tmp_path / "gao")
    four = story.report("four.txt", "Mali denied that France struck a camp near Gao.", "Bamako Daily", "2024-05-09")
    story.told(four, "struck", actors=(FRANCE,), place=GAO, polarity="negative", day="2024-05-07", score=0.95)
    case = story.write()
    told = by_trigger(case)
    steps: list[tuple[str, str, str, dict[str, Any]]] = [
        ("reject", "link", case.records("links")[0]["link_id"], {}),
        ("accept", "event_mention", told["raided"]["event_mention_id"], {}),
        ("edit", "event_mention", told["raid"]["event_mention_id"], {"field": "killed", "value": "40"}),
        ("reject", "event_mention", told["raided"]["event_mention_id"], {}),
        ("close", "tripwire", case.records("tripwires")[0]["tripwire_id"], {"value": "met"}),
        ("edit", "relation", case.records("relations")[0]["relation_id"], {"field": "stance", "value": "denies"}),
    ]
    for action, kind, identity, given in steps:
        assert case.review_queue(10_000) == queue(case.records)
        case.decide(action, kind, identity, by="Ann", **given)
    assert case.review_queue(10_000) == queue(case.records)
    assert case.review_queue(2, 1) == queue(case.records)[1:3]


def test_a_decision_holds_in_a_later_text_at_the_address_too(tmp_path: Path) -> None:
    """A report that reads otherwise is a report beside the earlier one; what was put right there stays right in it."""
    story = crisis(tmp_path / "gao")
    case = story.write()
    told, (wire,), (tie,) = by_trigger(case), case.records("tripwires"), case.records("relations")
    case.decide("edit", "event_mention", told["raided"]["event_mention_id"], field="killed", value="5", by="Ann")
    case.decide("reject", "event_mention", told["struck"]["event_mention_id"], by="Ann")
    case.decide("close", "tripwire", wire["tripwire_id"], value="expired", by="Ann")
    case.decide("reject", "relation", tie["relation_id"], by="Ann")
    moment = case.as_of
    one = story.report("one.txt", f"Gao is tense. {RAID}", "Sahel Post", "2024-05-08")
    story.told(one, "raided", recipients=(MALI,), place=GAO, killed_min=4, killed_max=4)
    story.told(one, "struck", actors=(FRANCE,), day="2024-05-07", place=GAO)
    three = story.report("three.txt", f"From our desk. {WARNED}", "Sahel Post", "2024-05-10")
    story.tripwire(three, "If the raids go on", "France will send troops")
    moulin = story.named(three, "Jeanne Moulin", "amoulin", "Jeanne Moulin", "FRAGOV", "FRA")
    story.related(three, moulin, FRANCE, "Jeanne Moulin leads the mission")
    now = story.write()
    raids = [m for m in now.records("event_mentions") if m["trigger"] == "raided"]
    assert [(m["killed_min"], m["review"]) for m in raids] == [(5, "edited")] * 2
    assert "struck" not in by_trigger(now)
    assert [w["standing"] for w in now.records("tripwires")] == ["expired"] * 2
    assert now.records("relations") == []
    assert {d["status"] for d in now.records("decisions")} == {"applied"}
    for decision in now.decisions():
        now.undo(decision.decision_id, by="Ann")
    assert {m["killed_min"] for m in now.records("event_mentions") if m["trigger"] == "raided"} == {4}
    assert len(api.open(case.folder, as_of=moment).records("tripwires")) == 1


def test_a_decision_does_not_reach_other_words_of_a_later_text(tmp_path: Path) -> None:
    story = crisis(tmp_path / "gao")
    case = story.write()
    case.decide("reject", "event_mention", by_trigger(case)["raided"]["event_mention_id"], by="Ann")
    one = story.report("one.txt", "Rebels say they never raided Timbuktu, whatever others claim.", "Sahel Post")
    story.told(one, "raided", day="2024-06-01")
    assert [m["document_id"] for m in story.write().records("event_mentions") if m["trigger"] == "raided"] == [one]
