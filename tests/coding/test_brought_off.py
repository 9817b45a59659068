"""What is said to have been done by the words above it, and deeds that another undoes."""

from __future__ import annotations

import pytest

from .conftest import Code, status_of


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Eritrea carried out its threat to shell the town.", "shell", "asserted"),
        ("Eritrea did not carry out its threat to shell the town.", "shell", "negated"),
        ("Eritrea renewed its threat to shell the town.", "shell", "intended"),
        ("Malian officers made good on their promise to release the hostages.", "release", "asserted"),
        ("Chad went on to shelter Sudanese refugees.", "shelter", "asserted"),
        ("Niger was the only country to expel the envoy.", "expel", "asserted"),
        ("North Korea became the first to test such a missile.", "test", "asserted"),
        ("Eritrea carried through its plan to mass troops.", "mass", "asserted"),
        ("Algeria would be the first to deport the migrants.", "deport", "possible"),
        ("What Kenya did next was to arrest two bloggers.", "arrest", "asserted"),
        ("Armenia wasted no time in condemning Azerbaijan.", "condemning", "asserted"),
        ("Envoys were discussing the Gao attack.", "attack", "asserted"),
    ],
)
def test_what_was_brought_off_is_told_as_done(code: Code, text: str, trigger: str, status: str) -> None:
    event = next(e for e in code(text) if e.trigger == trigger)
    assert status_of(event) == status


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A court in Kampala threw out the conviction of two activists.", {"CONCEDE", "SANCTION"}),
        ("Herders in Turkana ignored the governor's order to hand in their rifles.", {"REJECT", "REQUEST"}),
        ("Police in Dhaka fired into opposition marchers.", {"ASSAULT", "PROTEST"}),
        ("Jets carried out a raid on Omdurman.", {"ASSAULT"}),
    ],
)
def test_a_deed_that_another_undoes_or_meets_stays_an_event(code: Code, text: str, told: set[str]) -> None:
    assert told <= {e.event_type for e in code(text)}
