"""What the encoder predicts, as a list: one line a head, shared by training and running.

A word head gives every token one label. Adding a head (semantic roles, event type, factuality) is
one more line here and labels in the training data: model, export and reader follow the list.
The dependency head is not in the list: it scores pairs of words.
"""

from __future__ import annotations

from typing import NamedTuple


class Head(NamedTuple):
    """One word-level head: its name, its weight in the training loss, whether labels are BIO spans."""

    name: str
    weight: float
    spans: bool = False


WORD_HEADS = (
    Head("upos", 0.3),
    Head("xpos", 0.5),
    Head("lemma", 0.5),
    Head("ner", 1.0, spans=True),
    Head("mention", 1.0, spans=True),
)
NER_KINDS = ("PER", "ORG", "LOC")
MENTION_KINDS = ("person", "organisation", "group", "country", "place", "facility", "weapon")


def bio(kinds: tuple[str, ...]) -> list[str]:
    """The labels of a span head: "O", then B- and I- of each kind."""
    return ["O"] + [f"{edge}-{kind}" for kind in kinds for edge in "BI"]
