"""Copies and near misses: at least 200 labelled pairs, F1 of .98 and more."""

from __future__ import annotations

from tests.corpus.copy_pairs import f1, judged, pairs


def test_copies_are_told_from_near_misses() -> None:
    labelled = pairs()
    assert len(labelled) >= 200
    assert 0.4 <= sum(pair.same for pair in labelled) / len(labelled) <= 0.6
    found = judged(labelled)
    wrong = [(p.name, p.recipe, p.same) for p, same in zip(labelled, found, strict=True) if p.same != same]
    assert f1(labelled, found)[2] >= 0.98, wrong


def test_no_update_is_taken_for_its_first_report_when_all_lie_together() -> None:
    labelled = pairs()
    precision, recall, _ = f1(labelled, judged(labelled, together=True))
    assert precision >= 0.97
    assert recall >= 0.87  # an excerpt of the first report is one of its update too, and lies with one of them
