"""The measure itself: what counts as right, missed, false; floors that hold for one corpus and only go up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from escalade import evaluate
from escalade.errors import UsageError

TEXT = "Rebels seized Tillia and the army vowed to retake it."
ROWS: list[dict[str, Any]] = [
    {
        "id": "a",
        "text": TEXT,
        "events": [
            {"t": "seized", "type": "ASSAULT", "actor": ["Rebels"], "recipient": ["Tillia"], "status": "asserted"},
            {"t": "vowed", "type": "THREATEN", "actor": ["the army"], "recipient": [], "status": "asserted"},
        ],
    },
    {"id": "b", "text": "A war of words over the budget.", "events": [], "hard": "metaphor"},
]
DOCUMENTS = [{"uri": row["id"], "text": row["text"]} for row in ROWS]


def mention(uri: str, word: str, kind: str, **more: Any) -> dict[str, Any]:
    """An exported event mention of a word of the corpus."""
    text = next(r["text"] for r in ROWS if r["id"] == uri)
    start = text.index(word)
    given = {"actors": [], "recipients": [], "status": "asserted", "score": 0.8, "rule": "r", "trigger": word}
    given |= {f"{k}_{m}": None for k in ("killed", "injured") for m in ("min", "max")}
    return {"uri": uri, "event_type": kind, "char_start": start, "char_end": start + len(word)} | given | more


def party(text: str) -> dict[str, Any]:
    """An exported party."""
    return {"text": text, "name": text, "codes": [], "id": None}


def values(*mentions: dict[str, Any]) -> dict[str, float]:
    """Figures of some event mentions."""
    return evaluate.score(ROWS, DOCUMENTS, mentions).values


def test_everything_right() -> None:
    got = values(
        mention("a", "seized", "ASSAULT", actors=[party("Rebels")], recipients=[party("Tillia")]),
        mention("a", "vowed", "THREATEN", actors=[party("the army")]),
    )
    assert got["type_f1"] == got["status_macro_f1"] == got["actor_accuracy"] == got["recipient_accuracy"] == 1.0
    assert got["hard_coded"] == 0.0


def test_nothing_coded_is_nothing_right() -> None:
    got = values()
    assert (got["type_f1"], got["type_recall"], got["events"], got["coded"]) == (0.0, 0.0, 2, 0)


def test_a_wrong_type_is_false_and_missed() -> None:
    got = values(mention("a", "seized", "COERCE"), mention("a", "vowed", "THREATEN"))
    assert (got["type_precision"], got["type_recall"]) == (0.5, 0.5)


def test_one_event_is_met_once() -> None:
    got = values(mention("a", "seized", "ASSAULT"), mention("a", "Tillia", "ASSAULT"))
    assert (got["type_precision"], got["type_recall"]) == (0.5, 0.5)


def test_the_same_event_told_by_another_word_of_its_sentence_is_met() -> None:
    assert values(mention("a", "Tillia", "ASSAULT"))["type_recall"] == 0.5


def test_coded_metaphors_are_counted() -> None:
    assert values(mention("b", "war", "ASSAULT"))["hard_coded"] == 1.0


def test_a_text_that_is_not_there_is_lost_not_missed() -> None:
    got = evaluate.score(ROWS, [{"uri": "a", "text": "Another text."}], ()).values
    assert (got["lost"], got["events"]) == (2, 0)


def test_reliability_is_told_by_score() -> None:
    figures = evaluate.score(
        ROWS, DOCUMENTS, [mention("a", "seized", "ASSAULT", score=0.95), mention("b", "war", "ASSAULT", score=0.31)]
    )
    assert figures.reliability == [(0.31, 1, 0.0), (0.95, 1, 1.0)]


def test_floors_hold_for_their_corpus_and_only_go_up() -> None:
    good = evaluate.score(ROWS, DOCUMENTS, [mention("a", "seized", "ASSAULT"), mention("a", "vowed", "THREATEN")])
    bad = evaluate.score(ROWS, DOCUMENTS, [mention("b", "war", "ASSAULT")])
    pinned = evaluate.floors(good, ROWS)
    assert evaluate.failures(good, ROWS, pinned) == []
    assert any(line.startswith("type_f1") for line in evaluate.failures(bad, ROWS, pinned))
    assert any(line.startswith("hard_coded") for line in evaluate.failures(bad, ROWS, pinned))
    assert "corpus has changed" in evaluate.failures(good, ROWS[:1], pinned)[0]
    assert evaluate.lowered(evaluate.floors(bad, ROWS), pinned)
    assert evaluate.lowered(pinned, evaluate.floors(bad, ROWS)) == []


def test_reports_are_coded_whole_and_read_sentence_by_sentence() -> None:
    report = {"id": "r", "published": "2021-05-01", "sentences": [{"text": "A title", "events": []}, ROWS[0]]}
    (row,) = evaluate.inputs([report])
    assert row == {"id": "r", "text": f"A title\n\n{TEXT}", "published": "2021-05-01"}
    assert [s.text for s in evaluate.sentences([report])] == ["A title", TEXT]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n{broken\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"c\.jsonl:2"):
        evaluate.read(path)
    with pytest.raises(UsageError, match="no annotated sentences"):
        evaluate.read(tmp_path / "nowhere")
