"""The small parts: trees from scores, lemma rules, word pieces."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from escalade.reading.lemmas import Lemmas, apply_rule, rule_of
from escalade.reading.tree import best_tree, is_tree
from escalade.reading.wordpiece import WordPieces, shape


@pytest.mark.parametrize("seed", range(20))
def test_best_tree_is_a_tree_and_the_best_of_its_root(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(6, 6)).astype(np.float32)
    heads = best_tree(scores)
    assert is_tree(heads)
    root = heads.index(0, 1)
    best = max(
        sum(scores[i + 1, h] for i, h in enumerate(guess))
        for guess in itertools.product(range(6), repeat=5)
        if is_tree([0, *guess]) and guess[root - 1] == 0
    )
    assert sum(scores[i, heads[i]] for i in range(1, 6)) == pytest.approx(best, abs=1e-4)


def test_what_is_no_tree() -> None:
    assert is_tree([0, 2, 0, 2])
    assert not is_tree([0, 0, 0])
    assert not is_tree([0, 2, 1, 0])


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Cities", "city"),
        ("was", "be"),
        ("Iran", "Iran"),
        ("US", "US"),
        ("ran", "run"),
        ("THE", "the"),
        ("soldiers", "soldier"),
    ],
)
def test_a_rule_gives_back_the_lemma_it_was_made_from(form: str, lemma: str) -> None:
    assert apply_rule(form, rule_of(form, lemma)) == lemma


def test_the_name_us_is_not_the_pronoun() -> None:
    lemmas = Lemmas({("us", "PRON"): "we", ("US", "PROPN"): "US"})
    assert lemmas.lemma("Us", "PRON", "PRP", "K") == "we"
    assert lemmas.lemma("US", "PROPN", "NNP", "S||0|") == "US"


def test_pieces_are_greedy_and_never_empty() -> None:
    pieces = WordPieces(["[PAD]", "kata", "##ib", "'", "e", "cole", "##cole"])
    assert pieces.pieces("Kataib") == (1, 2)
    assert pieces.pieces("école") == (4, 6)
    assert pieces.pieces("") == pieces.pieces("zzz") == pieces.pieces("\u200b") == (100,)


def test_shape_tells_the_country_from_the_pronoun() -> None:
    assert shape("US", False) != shape("us", False)
    assert shape("The", True) != shape("The", False)
