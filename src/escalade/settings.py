"""Settings: defaults, then the casebook's settings.toml, then the environment (ESCALADE_*)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """Base of a settings section: immutable, unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CorpusSettings(Section):
    """How reports are read and cleaned."""

    copy_containment: float = Field(0.8, ge=0, le=1, description="share of the shorter text in the longer one, from which two reports are copies")


class ReadingSettings(Section):
    """Which parser reads the text."""

    parser: str = Field("builtin", description='"builtin", or the name of an installed spaCy pipeline (needs escalade[spacy])')


class CodingSettings(Section):
    """What becomes an event mention."""

    brief_score: float = Field(0.5, ge=0, le=1, description="event mentions under this score stay in the ledger and out of the brief")


class Settings(Section):
    """All settings of a casebook."""

    corpus: CorpusSettings = CorpusSettings()
    reading: ReadingSettings = ReadingSettings()
    coding: CodingSettings = CodingSettings()
