"""What the encoder predicts, as a list: one line a head, shared by training and running.

A word head gives every token one label; a soft head gives every token the probability of each of its labels. Adding
a head is one more line here and labels in the training data: model, export and reader follow the lists.
The dependency head and the role head are not in the lists: they score pairs of words.
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
SOFT_HEADS = (
    Head("event", 4.0),  # which of PLOVER's types a word tells, O for none
    Head("status", 1.0),  # how what an event word tells is told
    Head("happened", 1.0),  # whether what a word tells is told as having happened
)
EVENT_LABELS = (
    "O", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUS_LABELS = ("actual", "negative", "intended", "possible", "conditional")
HAPPENED_LABELS = ("no", "yes")
ROLE_LABELS = ("none", "actor", "recipient", "when", "where")
TIE_KINDS = ("sponsors", "serves", "part_of", "leads", "allied_with", "opposes")
TIE_STANCES = ("affirms", "denies", "doubts")
FIXED_LABELS = {
    "event": EVENT_LABELS, "status": STATUS_LABELS, "happened": HAPPENED_LABELS, "role": ROLE_LABELS,
}  # fmt: skip
NER_KINDS = ("PER", "ORG", "LOC")
MENTION_KINDS = ("person", "organisation", "group", "country", "place", "facility", "weapon")


def bio(kinds: tuple[str, ...]) -> list[str]:
    """The labels of a span head: "O", then B- and I- of each kind."""
    return ["O"] + [f"{edge}-{kind}" for kind in kinds for edge in "BI"]
