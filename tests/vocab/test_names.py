"""Normal form of names, and finding them in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalade.vocab.names import Phrases, pieces


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kata'ib Hizballah", "Kataib Hizballah"),
        ("Kata’ib Hizballah", "Kataib Hizballah"),
        ("Abu Mahdi al-Muhandis", "Abu Mahdi al Muhandis"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("U.N.", "UN"),
        ("Shi'ite", "Shiite"),
        ("Nagorno-Karabakh", "Nagorno Karabakh"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert pieces(one) == pieces(other)


def test_longest_name_wins_and_case_tells_acronyms_from_words() -> None:
    names = Phrases([("US", 1), ("US Navy", 2), ("Islamic State", 3), ("IS", 4)])
    found = names.find("The US Navy told us it is after the Islamic State".split())
    assert [(m.lo, m.hi, m.values) for m in found] == [(1, 3, (2,)), (9, 11, (3,))]


def test_a_name_is_found_however_the_text_is_split() -> None:
    names = Phrases([("Tigray People's Liberation Front", 1), ("Kurdistan Workers' Party", 2), ("K-1", 3)])
    for words in (
        "Tigray People 's Liberation Front",
        "Tigray People’s Liberation Front",
        "Kurdistan Workers ' Party",
        "K - 1",
    ):
        assert [m.hi for m in names.find(words.split())] == [len(words.split())]


@given(st.lists(st.text(max_size=8), max_size=12))
def test_matches_lie_inside_the_sentence_in_order(words: list[str]) -> None:
    found = Phrases([("a b", 1), ("C", 2), ("a", 3)]).find(words)
    ends = [0, *(m.hi for m in found)]
    assert all(a <= m.lo < m.hi <= len(words) for a, m in zip(ends, found, strict=False))
