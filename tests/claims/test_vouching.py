"""What a report tells as its own is no claim of who says what was done about it."""

from __future__ import annotations

import pytest

import escalade

RAID = "Rebels raided the fort at Gao on Friday. "


@pytest.mark.parametrize(
    "text",
    [
        RAID + "Mali closed the border in response to the raid, the foreign ministry said.",
        RAID + "Following the raid, Niger moved a brigade to Ayorou, diplomats said.",
        RAID + "Mali said it shelled Kidal to avenge the raid.",
    ],
)
def test_a_deed_told_before_and_answered_is_the_reports_own(text: str) -> None:
    assert status(text) == {"raided": "asserted", "raid": "asserted"}


@pytest.mark.parametrize(
    "text",
    [
        RAID + "Mali closed the border in response to the raid on Timbuktu, the foreign ministry said.",
        RAID + '"We closed the border in response to the raid," the minister said.',
        RAID + "Mali closed the border in response to a raid, the foreign ministry said.",
        RAID + "The ministry said bandits were behind the raid.",
    ],
)
def test_another_deed_and_what_is_told_of_it_are_claims(text: str) -> None:
    assert status(text) == {"raided": "asserted", "raid": "claimed"}


def status(text: str) -> dict[str, str]:
    """The status of the raid at each of its words."""
    rows = escalade.code_text(text, published="2026-05-20")
    return {m["trigger"]: m["status"] for m in rows if m["trigger"].startswith("raid")}
