"""Pronouns and bare numbers that stand for a weapon told of before."""

from __future__ import annotations

import pytest

from .conftest import Code, names, status_of


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "status"),
    [
        ("Two drones fell on Belgorod on Monday. Moscow said Ukraine had launched them.", "launched", "Ukraine", ""),
        ("Bombs fell on Lashio on Sunday. The junta's jets had dropped them.", "dropped", "junta's jets", "asserted"),
        ("A grenade went off at the market in Maiduguri. A boy had thrown it.", "thrown", "boy", "asserted"),
        ("A shell landed in Muzaffarabad. Pakistan said India fired it to punish the town.", "fired", "India", ""),
        ("North Korea fired a missile on Monday. Seoul intercepted it over the sea.", "intercepted", "South Korea", ""),
        ("The KIA fired nine shells on Friday. None fell in the town.", "fell", None, "negated"),
        ("Kyiv launched four missiles at Sevastopol. Nothing came down on the port.", "came", None, "negated"),
    ],
)
def test_a_word_for_a_weapon_told_before_makes_it_a_blow(
    code: Code, text: str, trigger: str, actor: str | None, status: str
) -> None:
    (event,) = [e for e in code(text) if e.trigger.split()[0] == trigger]
    assert event.event_type == "ASSAULT"
    assert actor is None or actor in names(event.actors)
    assert status in ("", status_of(event))


def test_what_was_fired_hit_whom_the_sentence_before_tells(code: Code) -> None:
    told = code("Bombs fell on Lashio on Sunday. The junta's jets had dropped them.")
    (event,) = [e for e in told if e.trigger == "dropped"]
    assert "Lashio" in names(event.recipients)


@pytest.mark.parametrize(
    "text",
    [
        "A rocket hit the clinic in Gao. Its nurses were tired; they came home at noon.",
        "A drone crossed the river at Juba. Farmers had seen it.",
        "A bomb was under the bridge at Zenica. Police found it.",
    ],
)
def test_other_pronouns_stand_for_none(code: Code, text: str) -> None:
    assert not [e for e in code(text) if e.sentence == 1 and e.event_type == "ASSAULT"]
