"""Whether a sentence tells of any event: what the encoder makes of all its words, weighed as one.

A head that looks at one word sees that "attacked" mostly tells an assault; that the sentence is about a cup tie, a
virus or a by-law stands in the other words. Fitted on the annotated sentences (`training/tenor.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FILE = "tenor.npz"


class Tenor:
    """Gives a sentence the probability that it tells an event."""

    def __init__(self, weight: Floats, bias: float) -> None:
        self._weight, self._bias = weight, bias

    @classmethod
    def load(cls, folder: Path) -> Tenor:
        """What lies in a folder of weights. FileNotFoundError if nothing does."""
        with np.load(folder / FILE) as stored:
            return cls(stored["weight"].astype(np.float32), float(stored["bias"]))

    def of(self, pairs: Sequence[Floats], soft: Floats, types: Floats) -> float:
        """The probability, rounded to three places, from what `features` takes."""
        likely = 1 / (1 + np.exp(-float(features(pairs, soft, types) @ self._weight) - self._bias))
        return round(float(likely), 3)


def features(pairs: Sequence[Floats], soft: Floats, types: Floats) -> Floats:
    """What all words of a sentence show: the mean of how each stands in pairs of words, what the root shows there, mean
    and maximum of the soft labels, and the likeliest word of each event type.

    `pairs` are arrays [words, features], `soft` and `types` (probabilities) [words, labels]; row 0 is the root's.
    """
    means, root = [a[1:].mean(0) for a in pairs], [a[0] for a in pairs]
    row: Floats = np.concatenate([*means, *root, soft[1:].mean(0), soft[1:].max(0), types[1:].max(0)])
    return row
