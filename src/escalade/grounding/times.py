"""Stage grounding.times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from escalade.model.groundings import Count, Place, Time
from escalade.model.readings import Mention, Sentence
from escalade.model.documents import Document
from escalade.model.stage import Stage, Written
from escalade.model.tables import Tables


def apply(tables: Tables, resources: Mapping[str, Any], settings: Any) -> Written:
    return {Time: []}


STAGE = Stage(name="grounding.times", question="when was it", apply=apply, reads=(Document, Sentence), writes=(Time,))
