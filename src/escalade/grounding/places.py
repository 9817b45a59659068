"""Stage grounding.places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from escalade.model.groundings import Count, Place, Time
from escalade.model.readings import Mention, Sentence
from escalade.model.documents import Document
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    return {Place: []}


STAGE = Stage(name="grounding.places", question="where is it", apply=apply, reads=(Document, Sentence, Mention), writes=(Place,), resources=("gazetteer",))
