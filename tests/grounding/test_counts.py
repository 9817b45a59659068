"""How many of what."""

from __future__ import annotations

import pytest

from .rows import counts

NOUN = "soldiers|soldier|NOUN|NNS|0|obj"


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("25", 25, 25),
        ("1,200", 1200, 1200),
        ("at least 25", 25, None),
        ("more than 40", 41, None),
        ("up to ten", 0, 10),
        ("nearly 40", 36, 40),
        ("no fewer than 12", 12, None),
        ("dozens of", 24, None),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("hundreds of", 200, None),
        ("seventy thousand", 70_000, 70_000),
        ("three to five", 3, 5),
        ("between 10 and 20", 10, 20),
        ("fifty-two", 52, 52),
    ],
)
def test_range_of_a_number(words: str, low: int, high: int | None) -> None:
    tokens = words.split()
    n = len(tokens) + 1
    line = " ".join(f"{w}|{w}|{'NUM' if i == len(tokens) - 1 else 'ADV'}|CD|{n}|nummod" for i, w in enumerate(tokens))
    assert [(c.low, c.high, c.what) for c in counts(f"{line} {NOUN}")] == [(low, high, "soldier")]


def test_a_bare_number_counts_people_where_it_is_an_argument() -> None:
    line = (
        "It|it|PRON|PRP|2|nsubj killed|kill|VERB|VBD|0|root at|at|ADP|IN|4|case "
        "least|least|ADJ|JJS|5|nmod 25|25|NUM|CD|2|obj"
    )
    assert [(c.low, c.high, c.what, c.quote) for c in counts(line)] == [(25, None, "", "at least 25")]


@pytest.mark.parametrize("line", ["on May 25", "in 2019", "25 percent of it", "at $ 40", "for 3 days"])
def test_dates_rates_money_durations_are_no_counts(line: str) -> None:
    assert counts(line) == []
