"""Coding: who did what to whom, when, where, and whether it happened."""

from escalade.coding.code import apply
from escalade.model.codings import EventMention
from escalade.model.documents import Document
from escalade.model.groundings import Count, Place, Reference, Time
from escalade.model.readings import Inkling, Mention, Sentence
from escalade.model.stage import Stage

STAGES = (
    Stage(
        name="coding.code",
        question="Who did what to whom, when, where, and did it happen?",
        apply=apply,
        reads=(Document, Sentence, Inkling, Mention, Reference, Time, Count, Place),
        writes=(EventMention,),
        resources=("ontology", "predicates", "operators", "cues", "gazetteer"),
    ),
)
