"""How many died: by what a sentence says, by the clause and the sentence behind it."""

from __future__ import annotations

import pytest

from .conftest import Code, names

Range = tuple[int | None, int | None]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        (
            "Gunmen attacked a village near Mopti, killing at least nine people, including three children.",
            (9, None),
            None,
        ),
        ("The attack on the barracks left eleven soldiers dead and 14 wounded.", (11, 11), 14),
        ("The assault on the prison in Ituri ended with nine dead.", (9, 9), None),
        ("Rebels attacked the clinic in Juba, but nobody was killed.", (0, 0), None),
        ("A hospital in Donetsk was damaged by a shell; nobody was killed, since it stood empty.", (0, 0), None),
        ("A rocket struck a school in Herat. Six pupils were killed and 20 injured.", (6, 6), 20),
        ("Militants ambushed a convoy near Djibo. At least 15 soldiers died.", (15, None), None),
        ("Air strikes hit Idlib on Monday, and nine people were killed.", (9, 9), None),
        ("Two killed, 11 wounded as drone hits market in Kharkiv", (2, 2), 11),
        ("At least nine dead and 40 wounded in shelling of the market, the mayor of Goma said.", (9, None), 40),
        ("Six soldiers dead, 12 injured in ambush near Kidal", (6, 6), 12),
        ("20 Armenian and 15 Azerbaijani soldiers dead in overnight clashes.", (35, 35), None),
        ("Three Indian and at least two Pakistani civilians were killed by shells.", (5, None), None),
        ("Between 20 and 30 Indian soldiers were killed by shells.", (20, 30), None),
        ("Two Indian soldiers and 11 wounded rebels were killed near Uri.", (13, 13), None),
        # a verb before a number has it for its object
        ("The offensive in Sumy has killed 70 people, displaced tens of thousands and drawn protests.", (70, 70), None),
        ("Gunmen in Jos killed two guards, injured at least 30 inmates and freed hundreds.", (2, 2), None),
        ("Air strikes on Sanaa killed 12 people, injured dozens and flattened a school.", (12, 12), None),
        # a craft that was hit killed nobody
        ("A minibus was hit by a drone in Kherson, killing nine people.", (9, 9), None),
        ("A ferry was shelled on the Nile, killing 30 passengers.", (30, 30), None),
        ("A bus drove over an explosive device in Bamako, killing four and wounding three.", (4, 4), 3),
        ("Five peacekeepers died when their truck ran over a mine near Kidal.", (5, 5), None),
        ("An air strike killed a family of six in Idlib.", (6, 6), None),
        ("A group of five herders was killed by gunmen in Jos.", (5, 5), None),
        # one number for two sorts of people, a row of several, what the first number was made up of
        ("Gunmen killed 12 teachers and pupils in Kaduna.", (12, 12), None),
        ("The raid on Goma killed two officers and several conscripts.", (5, None), None),
        ("Troops in Wau killed two men, one woman and three children.", (6, 6), None),
        ("Four marines, three rangers and a nurse were killed in Sulu.", (8, 8), None),
        ("Shelling killed four civilians, a nurse and three patients.", (4, 4), None),
    ],
)
def test_the_dead_of_a_blow(code: Code, text: str, killed: Range, injured: int | None) -> None:
    blow = next(e for e in code(text) if e.event_type == "ASSAULT")
    assert (blow.killed_min, blow.killed_max) == killed
    assert injured is None or blow.injured_min == injured


@pytest.mark.parametrize(
    "text",
    [
        "Militants ambushed a convoy near Djibo. Fifteen soldiers died, the army said.",
        "Militants ambushed a convoy near Djibo. Fifteen soldiers had been killed there in May.",
        "The air force bombed five depots near Taji on Friday, two nights after rockets killed three soldiers.",
        "Militants ambushed a convoy near Djibo. Fifteen soldiers may have died.",
    ],
)
def test_the_dead_of_another_hour_or_of_another_voice_are_not_the_blow_s(code: Code, text: str) -> None:
    blow = next(e for e in code(text) if e.trigger in ("ambushed", "bombed"))
    assert blow.killed_min is None


def test_killed_and_injured_of_those_told_of_just_before_are_one_happening(code: Code) -> None:
    found = code("A rocket struck a school in Herat. Six people were killed and 20 injured.")
    assert [(e.trigger, e.killed_min) for e in found] == [("struck", 6), ("killed", 6)]
    assert not code("Six people were killed and 20 injured.")


@pytest.mark.parametrize(
    "text",
    ["A Scud was launched at Riyadh on Monday.", "An Iskander hit a hotel in Kramatorsk.", "The Tomahawk killed six."],
)
def test_a_weapon_by_its_name_does_nothing_by_itself(code: Code, text: str) -> None:
    assert [set(names(e.actors)) for e in code(text)] == [set()]


def test_a_firm_that_is_called_like_a_shell_acts(code: Code) -> None:
    (event, *_) = code("Shell condemned the attack on its tanker.")
    assert names(event.actors) == {"Shell"}


@pytest.mark.parametrize(
    ("text", "word", "killed", "injured"),
    [
        ("Nine miners were killed when rebels attacked a camp near Bunia.", "attacked", 9, None),
        ("Ten were killed, and 20 injured, when a bomb went off at a market in Quetta.", "bomb", 10, 20),
        ("Six soldiers died, and eleven were hurt, when a drone hit their lorry outside Donetsk.", "hit", 6, 11),
        ("When a drone hit the depot in Port Sudan, three workers were killed and four injured.", "hit", 3, 4),
        ("Eight were killed, among them two children, and 15 wounded, when shells fell on Sake.", "fell", 8, 15),
        ("Three people were killed as troops fired on marchers in Conakry.", "fired", 3, None),
    ],
)
def test_who_came_to_harm_when_a_blow_was_dealt_did_so_by_it(
    code: Code, text: str, word: str, killed: int, injured: int | None
) -> None:
    (blow,) = [e for e in code(text) if e.event_type == "ASSAULT"]
    assert (blow.trigger, blow.killed_min, blow.injured_min) == (word, killed, injured)


def test_who_was_held_before_he_was_killed_is_told_of_twice(code: Code) -> None:
    found = code("The mayor was killed after gunmen in Jos had abducted him.")
    assert [e.trigger for e in found] == ["killed", "abducted"]


def test_the_deaths_of_hundreds_are_not_those_of_one_told_before(code: Code) -> None:
    text = "A drone strike killed Omar Sall, a general. Dakar blamed him for the deaths of hundreds of villagers."
    assert max(e.killed_max or 0 for e in code(text) if "Omar Sall" in names(e.recipients)) == 1
    text = (
        "An American drone strike killed Qasem Soleimani and Abu Mahdi al-Muhandis near Baghdad on Friday. "
        "The statement blamed Soleimani for the deaths of hundreds of Americans in the Iraq war."
    )
    assert max(e.killed_max or e.killed_min or 0 for e in code(text) if "Qasem Soleimani" in names(e.recipients)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A bus plunged into a ravine in Peru, killing 12 people.",
        "Five people died when a truck hit a bus in Peru.",
    ],
)
def test_an_accident_is_no_blow(code: Code, text: str) -> None:
    assert not [e for e in code(text) if e.event_type == "ASSAULT"]


def test_a_mine_is_not_whom_it_hit(code: Code) -> None:
    blow = next(e for e in code("A patrol boat struck a mine off Odesa on Monday.") if e.event_type == "ASSAULT")
    assert "mine" not in names(blow.recipients)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The raid near Darfur brought to nine the number of aid workers killed in Sudan this year.", (9, 9)),
        ("The number of people killed by police in Nairobi has risen to 40.", (40, 40)),
    ],
)
def test_a_number_told_of_those_killed_is_a_total(code: Code, text: str, killed: Range) -> None:
    told = next(e for e in code(text) if e.trigger == "killed")
    assert (told.killed_min, told.killed_max) == killed
    assert told.cumulative


def test_a_number_told_of_one_blow_is_its_toll(code: Code) -> None:
    text = "The number of soldiers killed in the shelling of Bakhmut on 20 May rose to five as two of the wounded died."
    blow = next(e for e in code(text) if e.event_type == "ASSAULT" and e.killed_min)
    assert (blow.killed_min, blow.killed_max, blow.cumulative) == (5, 5, False)


def test_when_the_dead_were_counted_is_not_when_the_blow_fell(code: Code) -> None:
    dug = (
        "Rescuers pulled bodies from the rubble in Kyiv on Friday, bringing the death toll from a Russian attack to 23."
    )
    for text in (dug, "On Sunday the toll from the bombing of a market in Jos rose to 31."):
        blow = next(e for e in code(text) if e.event_type == "ASSAULT")
        assert (blow.date_start, blow.killed_min) in ((None, 23), (None, 31))
