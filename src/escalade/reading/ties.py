"""Which two words of a sentence stand for actors whose standing tie it states, and which tie.

A second end for the encoder: its last layers once more, taught on sentences about who backs, leads, serves, belongs
to, is allied with or opposes whom (`python -m training ties`). It goes on from the middle of the encoder, which stays
as it is, and scores pairs of words (a biaffine head, as for dependencies: Dozat and Manning 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escalade.model.readings import TieInkling
from escalade.reading.heads import TIE_KINDS

Floats = NDArray[np.float32]
FILES = GRAPH, WEIGHTS = ("ties.onnx", "ties.npz")
LEAST = 0.5  # below this probability nothing is kept of a pair
INNER = frozenset({"compound", "flat", "expl"})


class Ties:
    """Scores the pairs of words of one sentence, if it is one that may state a tie."""

    def __init__(self, session: Any, weight: Floats, gate: Floats) -> None:
        """`weight` [as source, label, as target]: a tie at all, the kinds, the stances; `gate` [2 * hidden + 1] weighs
        what `shown` gives, its last number stands alone."""
        self._session, self._gate = session, gate
        self._tied, self._rest = np.ascontiguousarray(weight[:, 0]), np.ascontiguousarray(weight[:, 1:])

    @classmethod
    def load(cls, folder: Path, session: Any) -> Ties | None:
        """What lies in a folder of weights; None if it has no such end. `session` opens a graph."""
        if not (folder / GRAPH).exists():
            return None
        with np.load(folder / WEIGHTS) as stored:
            weight, gate = (stored[name].astype(np.float32) for name in ("weight", "gate"))
        return cls(session(folder / GRAPH), weight, gate)

    def of(self, tokens: Sequence[int], middle: Floats, first: NDArray[np.int64]) -> list[TieInkling]:
        """The likely ties among some words, with document and sentence left open, in the order of the words.

        `middle` [pieces, hidden] is what the encoder's middle layer says, `first` [words] where each word begins.
        """
        if len(tokens) < 2 or shown(middle) @ self._gate[:-1] + self._gate[-1] < 0:
            return []
        as_source, as_target = self._session.run(None, {"middle": middle, "first": first[list(tokens)]})
        likely = 1 / (1 + np.exp(-(as_source @ self._tied @ as_target.T).clip(-30, 30)))
        np.fill_diagonal(likely, 0.0)
        found = np.argwhere(likely >= LEAST).tolist()
        return [self._row(tokens[i], tokens[j], likely[i, j], as_source[i], as_target[j]) for i, j in found]

    def _row(self, source: int, target: int, likely: float, as_source: Floats, as_target: Floats) -> TieInkling:
        # in one large product for all pairs numpy would wake threads, that stand in the way of other processes
        rest = np.einsum("a,alc,c->l", as_source, self._rest, as_target)
        kinds, stances = rest[: len(TIE_KINDS)], np.exp(rest[len(TIE_KINDS) :] - rest[len(TIE_KINDS) :].max())
        _, denied, doubted = (stances / stances.sum()).tolist()
        kind = TIE_KINDS[int(kinds.argmax())]
        return TieInkling("", 0, source, target, kind, round(float(likely), 3), round(denied, 3), round(doubted, 3))


def shown(middle: Floats) -> Floats:
    """What a sentence as a whole shows of whether it may state a tie: mean and maximum over its pieces."""
    row: Floats = np.concatenate([middle.mean(0), middle.max(0)])
    return row


def candidates(upos: Sequence[str], deprel: Sequence[str], mention: Sequence[str]) -> list[int]:
    """Tokens that may stand for an actor: pronouns, and what the encoder takes for mentions, if there are any."""
    if all(m == "O" for m in mention):
        return []
    return [i for i, u in enumerate(upos) if (u == "PRON" or mention[i] != "O") and deprel[i] not in INNER]
