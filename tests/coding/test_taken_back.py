"""What a report takes back, or tells only as first told."""

from __future__ import annotations

import pytest

from .conftest import Code, status_of


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The blast was first reported as a Taliban bombing.", "bombing", "possible"),
        ("The fire was initially described as an act of Houthi sabotage.", "sabotage", "possible"),
        ("It was initially reported that Houthis had attacked the tanker.", "attacked", "possible"),
        ("Correction: we said earlier that the hospital in Gaza had been struck from the air.", "struck", "possible"),
        ("An earlier version of this story said that Israel had bombed the clinic.", "bombed", "possible"),
        ("Four hostages executed by IS in Menaka, video appears to show", "executed", "possible"),
        ("Four hostages were executed by IS in Menaka, and a video shows it.", "executed", "asserted"),
        ("We said in May that Israel had bombed the clinic.", "bombed", "asserted"),
    ],
)
def test_what_is_taken_back_is_no_fact(code: Code, text: str, trigger: str, status: str) -> None:
    event = next(e for e in code(text) if e.trigger == trigger)
    assert status_of(event) == status
