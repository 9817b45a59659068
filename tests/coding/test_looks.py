"""What only looks like an event, and next to each kind the real thing in like words."""

from __future__ import annotations

import pytest

from tests.coding.conftest import Code


@pytest.mark.parametrize(
    "text",
    [
        # habits and rules
        "Smugglers bribe guards and cross the river at night.",
        "Warlords tax the roads that they guard.",
        "Whoever strikes a magistrate is liable to imprisonment for six years.",
        "Nobody may be deported twice under the same warrant.",
        # laws
        "The constitution permits the premier to mobilise the reserve for ninety days.",
        "Under the charter an assault on one of the islands is an assault on them all.",
        "The statute forbids the torture of witnesses.",
        # definitions
        "A putsch is the overthrow of a government by its own soldiers.",
        # works
        "He is writing a novel about a siege in an invented kingdom.",
        # matches, beasts, mishaps
        "Lions massacred Sharks 6-0.",
        "The hosts were slaughtered by nine wickets in Galle.",
        "A pack of hyenas attacked the herdsmen at the ford.",
        "Twelve pilgrims were killed when their lorry overturned near Multan.",
        "Four welders were injured when a crane collapsed in the yard.",
        # dealings of the reporter with whom he writes of
        "Wagner did not respond to a request for comment from the newspaper.",
        "The colonel, who asked not to be named, shrugged.",
        # the whole sentence speaks of other things
        "The winger attacked the full-back again and again before the interval.",
        "Shares in the miner were hammered after a profit warning.",
        "The antibody attacks the virus before it reaches the lungs.",
    ],
)
def test_what_only_looks_like_an_event_is_none(code: Code, text: str) -> None:
    assert not code(text)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Smugglers attacked a border post near Agadez on Friday.", "ASSAULT"),
        ("Gunmen struck a magistrate in Cúcuta on Friday.", "ASSAULT"),
        ("Nobody was deported to Kabul in May.", "COERCE"),
        ("The premier mobilised the reserve on Monday.", "MOBILIZE"),
        ("The army went on with the torture of witnesses, the priest said.", "ASSAULT"),
        ("A putsch in Bissau ended the rule of the marshal.", "ASSAULT"),
        ("Talks resumed in Muscat.", "CONSULT"),
        ("Tehran did not respond to the American request for inspectors.", "REQUEST"),
        ("Kyiv asked not to be left out of the talks.", "REQUEST"),
        ("The ambush at Menaka was filmed by its planners.", "ASSAULT"),
        ("Shells killed 10-15 villagers near Tokmak.", "ASSAULT"),
        ("The rebels massacred 60 villagers.", "ASSAULT"),
        ("A pack of gunmen attacked the herdsmen at the ford.", "ASSAULT"),
        ("A wave of gunmen attacked a village near Mopti.", "ASSAULT"),
        ("Twelve pilgrims were killed when their lorry hit a mine near Gao.", "ASSAULT"),
        ("Four welders were injured when a missile hit the yard in Mykolaiv.", "ASSAULT"),
        ("The brigade attacked the ridge again and again before dusk.", "ASSAULT"),
        ("Positions near Avdiivka were hammered by guns after dusk.", "ASSAULT"),
        ("Under the charter the assembly dismissed the prosecutor on Friday.", "SANCTION"),
        ("Militants attack army convoy near Mocha, killing 9", "ASSAULT"),
    ],
)
def test_the_real_thing_in_like_words_is_coded(code: Code, text: str, event_type: str) -> None:
    assert event_type in {m.event_type for m in code(text)}


def test_a_deed_that_is_denied_is_no_look_alike(code: Code) -> None:
    assert [m.polarity for m in code("Togo never invaded.")] == ["negative"]
