"""The second end: which two words stand for actors whose standing tie a sentence states."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from escalade.reading import Reader
from escalade.reading.heads import TIE_KINDS, TIE_STANCES
from escalade.reading.ties import Ties, candidates

LABELS = 1 + len(TIE_KINDS) + len(TIE_STANCES)


class Session:
    """A graph that gives each word the number of its first piece as source and as target, and a constant 1."""

    def run(self, _: None, feed: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
        rows = np.stack([feed["first"].astype(np.float32), np.ones(len(feed["first"]), np.float32)], 1)
        return rows, rows


OPEN = np.array([0.0] * 8 + [1.0], np.float32)  # a gate that passes over nothing


def ties(scores: dict[tuple[int, int], float], labels: dict[int, float] | None = None, gate: np.ndarray = OPEN) -> Ties:
    """`scores` (label of the pair) by what is multiplied: (1, 0) weighs the source's number, (0, 1) the target's."""
    weight = np.zeros((2, LABELS, 2), np.float32)
    weight[0, 0, 1], weight[1, 0, 0], weight[1, 0, 1] = scores[1, 0], scores[0, 1], scores[1, 1]
    for label, value in (labels or {}).items():
        weight[1, label, 1] = value
    return Ties(Session(), weight, gate)


def test_a_pair_over_the_bar_is_kept_with_its_kind_and_stance() -> None:
    leads, denies = 1 + TIE_KINDS.index("leads"), 1 + len(TIE_KINDS) + TIE_STANCES.index("denies")
    end = ties({(1, 0): 1.0, (0, 1): -1.0, (1, 1): 0.0}, {leads: 2.0, denies: 3.0})
    (row,) = end.of([3, 5], np.zeros((9, 4), np.float32), np.arange(9))
    assert (row.source, row.target, row.kind) == (5, 3, "leads")
    assert row.probability == pytest.approx(0.881, abs=0.001)
    assert row.denied > 0.8 > row.doubted


def test_nobody_is_tied_to_himself_and_one_word_to_nothing() -> None:
    end = ties({(1, 0): 0.0, (0, 1): 0.0, (1, 1): 9.0})
    rows = end.of([1, 4, 6], np.zeros((9, 4), np.float32), np.arange(9))
    assert sorted((r.source, r.target) for r in rows) == [(1, 4), (1, 6), (4, 1), (4, 6), (6, 1), (6, 4)]
    assert end.of([4], np.zeros((9, 4), np.float32), np.arange(9)) == []


def test_a_sentence_that_shows_no_sign_of_a_tie_is_passed_over() -> None:
    gate = np.array([0.0] * 4 + [1.0] * 4 + [-1.0], np.float32)  # the largest values of a sentence weigh
    end = ties({(1, 0): 0.0, (0, 1): 0.0, (1, 1): 9.0}, gate=gate)
    assert end.of([1, 4], np.zeros((9, 4), np.float32), np.arange(9)) == []
    assert len(end.of([1, 4], np.ones((9, 4), np.float32), np.arange(9))) == 2


def test_only_what_may_be_an_actor_is_asked() -> None:
    upos = ["PRON", "VERB", "DET", "PROPN", "PROPN", "NOUN"]
    deprel = ["nsubj", "root", "det", "compound", "obj", "obl"]
    assert candidates(upos, deprel, ["O", "O", "B-group", "I-group", "I-group", "O"]) == [0, 2, 4]
    assert candidates(upos, deprel, ["O"] * 6) == []


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Colonel Toktogul commands the Narin Border Brigade.", "Toktogul", "Brigade", "leads"),
        ("The Highland Shield has for years been armed and paid by Ruritania.", "Ruritania", "Shield", "sponsors"),
    ],
)
def test_the_reader_sees_ties(text: str, source: str, target: str, kind: str) -> None:
    sentences, _, seen = Reader.load().read("d", text)
    (row,) = sentences
    words = [text[a:b] for a, b in zip(row.token_start, row.token_end, strict=True)]
    mirrored = {"sponsors": "serves"}.get(kind)
    found = {(words[t.source], t.kind, words[t.target]) for t in seen}
    assert (source, kind, target) in found or (target, mirrored, source) in found
    assert all(t.document_id == "d" and t.sentence == 0 for t in seen)


def test_a_single_act_is_no_tie() -> None:
    _, _, seen = Reader.load().read("d", "Ruritanian jets bombed a convoy of the Highland Shield near Narin on Monday.")
    assert not [t for t in seen if t.probability > 0.75]


def test_a_sentence_is_tied_the_same_alone_and_among_others() -> None:
    reader = Reader.load()
    text = "Anara Toktogul leads the Narin Brigade. It is paid by Ruritania, he said. Rain fell."
    sentences, _, together = reader.read("d", text)
    for row in sentences:
        alone = reader.read("d", text[row.char_start : row.char_end])[2]
        own = [t for t in together if t.sentence == row.ordinal]
        assert [(t.source, t.target, t.probability) for t in alone] == [
            (t.source, t.target, t.probability) for t in own
        ]
