"""Fit the head that says whether a sentence tells any event (`escalade/reading/tenor.py`), beside the finished graph.

A logistic function of what the shipped graph says of all words of a sentence, taught on the annotated sentences that
taught the other heads; the kept ones judge it. The graph itself stays as it is.
"""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from escalade.reading import tenor
from escalade.reading.encoder import Reader
from training import calibrate
from training.train import is_dev

RIDGE = 1000.0  # of features brought to one size; a tenth of it and ten times it do as well on kept sentences
Floats = NDArray[np.float64]


def run(data: Path, weights: Path) -> None:
    """Write tenor.npz into the folder of weights and print how well it ranks the kept sentences."""
    blank = tenor.Tenor(np.zeros(1, np.float32), 0.0)
    if not (weights / tenor.FILE).exists():
        _write(weights, blank)
    reader = Reader.load(weights)
    taught, kept = (_shown(reader, calibrate.sentences(data, chosen)) for chosen in (lambda i: not is_dev(i), is_dev))
    centre, spread = taught[0].mean(0), taught[0].std(0) + 1e-6
    x = np.column_stack([np.ones(len(taught[0])), (taught[0] - centre) / spread])
    w = calibrate.logistic(x, taught[1], RIDGE)
    fitted = tenor.Tenor((w[1:] / spread).astype(np.float32), float(w[0] - (w[1:] / spread) @ centre))
    _write(weights, fitted)
    scores = kept[0] @ (w[1:] / spread)
    print(f"{len(taught[1])} sentences; of kept pairs ranked rightly: {_ranked(scores, kept[1]):.3f}")


def _shown(reader: Reader, sentences: list[calibrate.Record]) -> tuple[Floats, Floats]:
    """The features of each sentence, and whether it tells an event."""
    seen: list[NDArray[np.float32]] = []
    rows = []

    def spy(self: tenor.Tenor, *given: NDArray[np.float32]) -> float:
        seen.append(tenor.features(*given))
        return 1.0

    with patch.object(tenor.Tenor, "of", spy):
        for s in sentences:
            seen.clear()
            reader.parse("d", s["text"])
            rows.append(np.mean(seen, axis=0))
    return np.array(rows, np.float64), np.array([float(bool(s["events"])) for s in sentences])


def _ranked(scores: Floats, eventful: Floats) -> float:
    """How many pairs of a sentence with an event and one without stand in that order (area under the ROC curve)."""
    order = scores.argsort().argsort() + 1.0
    n = eventful.sum()
    return float((order[eventful == 1].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))


def _write(weights: Path, head: tenor.Tenor) -> None:
    np.savez_compressed(weights / tenor.FILE, weight=head._weight, bias=np.float32(head._bias))
