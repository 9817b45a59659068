"""Judgement rows: whether two things are one, says who, and why."""

from __future__ import annotations

from collections.abc import Iterable

from escalade.model.casebook import Judgement
from escalade.model.ids import content_id

ANALYST = "analyst:"  # `by` of a person's judgement starts with it; what follows is the person's name
VERDICTS = ("same", "different", "unsure")
SCORE_DIGITS = 4  # scores are rounded before they are stored, so that equal input gives equal rows


def judgement(kind: str, left: str, right: str, verdict: str, score: float, by: str, reason: str) -> Judgement:
    """Judgement on two different things of one `kind`; the ids are put in order, so that (a, b) is (b, a).

    `score` is 0 to 1, uncalibrated. `by` is a rule of the machine, or "analyst:NAME". The id tells the pair and who
    judged it, not the verdict: a judge has one opinion on a pair. Raises ValueError on an unknown verdict, and on
    left == right.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"verdict {verdict!r} is none of {', '.join(VERDICTS)}")
    if left == right:
        raise ValueError(f"{left} cannot be judged against itself")
    left, right = min(left, right), max(left, right)
    ident = content_id("j", kind, left, right, by)
    return Judgement(ident, kind, left, right, verdict, round(score, SCORE_DIGITS), by, reason)


def is_person(row: Judgement) -> bool:
    """Whether a person judged, not the machine."""
    return row.by.startswith(ANALYST)


def _weight(row: Judgement) -> tuple[bool, int, float, str]:
    """Which of several judgements on one pair holds, the greatest wins: a person's, then the most cautious."""
    caution = {"different": 2, "unsure": 0, "same": 1}[row.verdict]
    return is_person(row), caution, row.score, row.judgement_id


def decided(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """The judgement that holds for each pair (left_id, right_id).

    A person's beats the machine's, also when the person is "unsure" (then the pair counts as not judged). Among equals
    "different" beats "same" beats "unsure".
    """
    held: dict[tuple[str, str], Judgement] = {}
    for row in judgements:
        pair = (row.left_id, row.right_id)
        if pair not in held or _weight(row) > _weight(held[pair]):
            held[pair] = row
    return held
