"""Words are cut as UD English cuts them, and offsets count code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalade.reading.tokens import tokenize


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", "They do n't know ."),
        ("They don’t know.", "They do n’t know ."),
        ("We cannot say", "We can not say"),
        ("Iran's militias' leaders", "Iran 's militias ' leaders"),
        ("the U.S.-led coalition", "the U.S. - led coalition"),
        ("US-Iran talks", "US - Iran talks"),
        ("a pre-war, ex-minister", "a pre-war , ex-minister"),
        ("Maj. Gen. Yahya Rasool", "Maj. Gen. Yahya Rasool"),
        ("on Dec. 27, 2019.", "on Dec. 27 , 2019 ."),
        ("at 4.05 am and 10:30 p.m.", "at 4.05 am and 10:30 p.m."),
        ("about 50% or $1.5 million", "about 50 % or $ 1.5 million"),
        ("5,000 troops (3rd brigade)", "5,000 troops ( 3rd brigade )"),
        ("“We will… respond,” he said – soon", "“ We will … respond , ” he said – soon"),
        ('"Stop!" he said.', '" Stop ! " he said .'),
        ("Kata'ib Hizballah and Ba’ath", "Kata'ib Hizballah and Ba’ath"),
        ("see https://example.org/a?b=1, then", "see https://example.org/a?b=1 , then"),
        ("by @IraqiGovt #Iraq", "by @IraqiGovt #Iraq"),
        ("in the 1980s and the ’90s", "in the 1980s and the ’90s"),
        ("No. 7 said: No. Never", "No. 7 said : No . Never"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_offsets_count_code_points() -> None:
    text = "𝔸𝔹 Iran’s 🚀 flew"
    assert tokenize(text) == [(0, 2), (3, 7), (7, 9), (10, 11), (12, 16)]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    spans = tokenize(text)
    inside = [i for a, b in spans for i in range(a, b)]
    assert inside == sorted(set(inside))
    assert all(a < b for a, b in spans)
    assert inside == [i for i, c in enumerate(text) if not c.isspace()]


def test_part_of_a_text() -> None:
    text = "One two. Three four."
    assert [text[a:b] for a, b in tokenize(text, 9, 14)] == ["Three"]
