"""Conditional threats, standing relations, stated links."""

from __future__ import annotations

import pytest

from escalade.claims import STAGES
from escalade.model.casebook import LinkMention
from escalade.model.codings import Claim, RelationMention, Tripwire
from escalade.settings import Settings
from escalade.vocab import cues, predicates
from tests.claims import parses
from tests.trees import Story, Who

RESOURCES = {"cues": cues.load(), "predicates": predicates.load()}
_, TRIPWIRES, RELATIONS, LINKS = STAGES
KYIV = Who("Kyiv", "UKR", "Ukraine", "UKR", "country")
ULTIMATUM = Story(
    (parses.ULTIMATUM,),
    (
        KYIV,
        Who("Minsk", "BLR", "Belarus", "BLR", "country"),
        Who("Russian troops", "RUSMIL", side="RUS", kind="group", level="nominal"),
        Who("it", level="pronoun", stands_for="Kyiv"),
    ),
    {"June 20": ("2020-06-20", "2020-06-20", "2020-06-20")},
)


def run(stage: object, story: Story, *events: tuple[str, str, dict[str, object]]) -> dict[object, list[object]]:
    tables = story.tables(events)
    return {cls: list(rows) for cls, rows in stage.apply(tables, RESOURCES, Settings()).items()}  # type: ignore[attr-defined]


def test_ultimatum_has_parties_words_and_deadline() -> None:
    rows = run(TRIPWIRES, ULTIMATUM)
    [wire], [claim] = rows[Tripwire], rows[Claim]
    assert isinstance(wire, Tripwire)
    assert wire.condition == "if Minsk opens the border to Russian troops by June 20"
    assert wire.consequence == "it will sever all ties"
    assert wire.issuer is not None
    assert wire.addressee is not None
    assert (wire.issuer.id, wire.addressee.id) == ("UKR", "BLR")
    assert (wire.valid_from, wire.valid_to) == (None, "2020-06-20")
    assert [s.name for s in wire.attribution] == ["Test Wire", "Kyiv"]
    assert isinstance(claim, Claim)
    assert (claim.about_kind, claim.about_id) == ("tripwire", wire.tripwire_id)


def test_quotes_of_a_tripwire_are_the_documents_words() -> None:
    tables = ULTIMATUM.tables()
    [wire] = TRIPWIRES.apply(tables, {"cues": cues.load()}, Settings())[Tripwire]
    from escalade.model.documents import Document

    text = tables.rows(Document)[0].text
    assert text[wire.condition_start : wire.condition_end] == wire.condition
    assert text[wire.consequence_start : wire.consequence_end] == wire.consequence


def test_prediction_is_no_threat() -> None:
    story = Story((parses.WEATHER,), (Who("officials", kind="group", level="nominal", side="IND"),))
    assert run(TRIPWIRES, story)[Tripwire] == []


@pytest.mark.parametrize(
    ("line", "who", "expected"),
    [
        (
            parses.BACKED,
            (Who("Turkish", "TUR", side="TUR", kind="country"), Who("rebels", "rebels", kind="group", level="nominal")),
            ("TUR", "sponsors", "rebels", "affirms"),
        ),
        (
            parses.COMMANDER,
            (Who("Hashim Thaci", "thaci", kind="person"), Who("the Drenica brigade", "drenica")),
            ("thaci", "leads", "drenica", "affirms"),
        ),
        (
            parses.NOT_BACK,
            (Who("Pakistan", "PAK", kind="country"), Who("the Haqqani network", "haqqani", kind="group")),
            ("PAK", "sponsors", "haqqani", "denies"),
        ),
        (
            parses.LED,
            (Who("Simón Rojas", "rojas", kind="person"), Who("the Ríos front", "rios", kind="group")),
            ("rojas", "leads", "rios", "affirms"),
        ),
    ],
)
def test_relations(line: str, who: tuple[Who, ...], expected: tuple[str, ...]) -> None:
    [row] = run(RELATIONS, Story((line,), who))[RelationMention]
    assert isinstance(row, RelationMention)
    assert (row.source.id, row.kind, row.target.id, row.stance) == expected


def test_denied_relation_is_claimed_by_whoever_denies_it() -> None:
    who = (
        Who("Pakistan", "PAK", kind="country"),
        Who("the Haqqani network", "haqqani", kind="group"),
        Who("Islamabad", "PAK", side="PAK", kind="country"),
    )
    rows = run(RELATIONS, Story((parses.NOT_BACK,), who))
    [row], [claim] = rows[RelationMention], rows[Claim]
    assert isinstance(row, RelationMention)
    assert isinstance(claim, Claim)
    assert claim.about_id == row.relation_id
    assert [s.name for s in claim.chain] == ["Test Wire", "Islamabad"]


def links(story: Story, *events: tuple[str, str, dict[str, object]]) -> list[tuple[str, str, str]]:
    found = []
    for row in run(LINKS, story, *events)[LinkMention]:
        assert isinstance(row, LinkMention)
        found.append((row.cause_id, row.effect_id, row.kind))
    return found


def test_in_response_to() -> None:
    events = (("killing", "ASSAULT", {}), ("shelled", "ASSAULT", {}))
    assert links(Story((parses.IN_RESPONSE,)), *events) == [("e-killing", "e-shelled", "response")]


def test_retaliation_answers_the_deed_of_the_sentence_before() -> None:
    events = (
        ("ambushed", "ASSAULT", {"actors": ("Rebels",)}),
        ("bombing", "ASSAULT", {"actors": ("The army",)}),
    )
    story = Story((parses.AMBUSH, parses.RETALIATED), (Who("Rebels", "rebels"), Who("The army", "army")))
    assert links(story, *events) == [("e-ambushed", "e-bombing", "retaliation")]


def test_nobody_answers_his_own_deed() -> None:
    events = (("ambushed", "ASSAULT", {"actors": ("Rebels",)}), ("bombing", "ASSAULT", {"actors": ("Rebels",)}))
    assert links(Story((parses.AMBUSH, parses.RETALIATED), (Who("Rebels", "rebels"),)), *events) == []


def test_sparked() -> None:
    events = (("bombing", "ASSAULT", {}), ("protest", "PROTEST", {"quad_class": 3}))
    assert links(Story((parses.SPARKED,)), *events) == [("e-bombing", "e-protest", "led_to")]


def wires(line: str, *who: Who) -> list[Tripwire]:
    times = {"Monday": ("2020-06-15", "2020-06-15", "2020-06-15")} if "Monday" in line else {}
    rows = run(TRIPWIRES, Story((line,), who, times))[Tripwire]
    return [row for row in rows if isinstance(row, Tripwire)]


def test_threat_without_a_modal_and_its_deadline() -> None:
    moscow, kyiv = Who("Moscow", "RUS", side="RUS", kind="country"), Who("Kyiv", "UKR", side="UKR", kind="country")
    [wire] = wires(parses.THREATENED, moscow, kyiv)
    assert (wire.condition, wire.consequence) == ("unless Kyiv paid its debt by Monday", "to cut gas supplies")
    assert wire.valid_to == "2020-06-15"
    assert wire.addressee is not None
    assert wire.addressee.id == "UKR"


def test_whatever_will_be_met_with_force() -> None:
    [wire] = wires(parses.ANY, Who("Manila", "PHL", side="PHL", kind="country"))
    assert (wire.condition, wire.consequence) == ("Any attack on the island", "will be met with force")


def test_promises_and_forecasts_are_no_tripwires() -> None:
    assert wires(parses.PROMISE, Who("Dhaka", "BGD", side="BGD", kind="country")) == []
    assert wires(parses.ANALYSTS, Who("Analysts", kind="group", level="nominal"), Who("rebels", kind="group")) == []


def test_loyal_fighters_serve() -> None:
    who = (Who("Fighters loyal to Haftar", kind="group", level="nominal"), Who("Haftar", "haftar", kind="person"))
    [row] = run(RELATIONS, Story((parses.LOYAL,), who))[RelationMention]
    assert isinstance(row, RelationMention)
    assert (row.kind, row.target.id) == ("serves", "haftar")


def test_retaliatory_deed_answers_the_one_before() -> None:
    events = (
        ("ambushed", "ASSAULT", {"actors": ("Rebels",)}),
        ("strikes", "ASSAULT", {"actors": ("The army",)}),
    )
    story = Story((parses.AMBUSH, parses.RETALIATORY), (Who("Rebels", "rebels"), Who("The army", "army")))
    assert links(story, *events) == [("e-ambushed", "e-strikes", "retaliation")]


def test_conditional_deeds_are_not_linked() -> None:
    events = (
        ("ambushed", "ASSAULT", {"actors": ("Rebels",)}),
        ("strikes", "ASSAULT", {"actors": ("The army",), "modality": "conditional"}),
    )
    story = Story((parses.AMBUSH, parses.RETALIATORY), (Who("Rebels", "rebels"), Who("The army", "army")))
    assert links(story, *events) == []


CARACAS = Who("President Maduro", "maduro", side="VEN", kind="person")
BORDER = (Who("Guyana", "GUY", side="GUY", kind="country"), Who("Georgetown", "GUY", side="GUY", kind="country"))


def test_condition_ends_where_the_reporting_clause_goes_on() -> None:
    [wire] = wires(parses.SEIZE, CARACAS, *BORDER)
    assert (wire.condition, wire.consequence) == ("if Venezuelan miners are expelled", "sanctions")


def test_addressee_is_who_would_be_struck_not_where_it_happens() -> None:
    who = [Who(name, name[:3].upper(), side=name[:3].upper(), kind="country") for name in ("Taiwan", "Manila", "China")]
    [wire] = wires(parses.IN_TAIWAN, *who, Who("Manila", "MAN", side="MAN", kind="country", at=1))
    assert wire.addressee is not None
    assert wire.addressee.id == "CHI"


def test_who_was_told_issues_no_threat() -> None:
    who = (
        Who("The Polisario", "polisario", side="polisario"),
        Who("foreigners", "foreigners", kind="group", level="nominal"),
        Who("Morocco", "MAR", side="MAR", kind="country"),
    )
    [wire] = wires(parses.TOLD_FOREIGNERS, *who)
    assert wire.issuer is not None
    assert wire.addressee is not None
    assert (wire.issuer.id, wire.addressee.id) == ("polisario", "MAR")


def test_deed_that_a_relative_clause_hangs_on() -> None:
    events = (("killing", "ASSAULT", {}), ("riots", "PROTEST", {"quad_class": 3}))
    assert links(Story((parses.CLEFT,)), *events) == [("e-killing", "e-riots", "led_to")]
    events = (("shelled", "ASSAULT", {}), ("suspend", "SANCTION", {}))
    assert links(Story((parses.WHICH_LED,)), *events) == [("e-shelled", "e-suspend", "led_to")]


def test_definite_noun_stands_for_itself_or_for_the_deed_it_repeats() -> None:
    told = (("ambushed", "ASSAULT", {}), ("executed", "ASSAULT", {}))
    story = Story((parses.AMBUSH, parses.AS_REPRISAL))
    assert links(story, *told) == [("e-ambushed", "e-executed", "retaliation")]
    coded = links(story, *told, ("ambush", "ASSAULT", {}))  # which happening it takes up, the merging says
    assert coded == [("e-ambush", "e-executed", "retaliation")]
