"""Settings: defaults, then the casebook's settings.toml, then the environment (ESCALADE_CODING__BRIEF_SCORE=0.6)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from escalade.errors import SettingsError

PREFIX = "ESCALADE_"


class Section(BaseModel):
    """Base of a settings section: immutable, unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CorpusSettings(Section):
    """How reports are read and cleaned."""

    copy_containment: float = Field(
        default=0.9,
        ge=0,
        le=1,
        description="share of the shorter report's words found in the longer one, from which two reports are copies",
    )


class ReadingSettings(Section):
    """Which parser reads the text."""

    parser: str = Field(
        default="builtin", description='"builtin", or the name of an installed spaCy pipeline (needs escalade[spacy])'
    )


class CodingSettings(Section):
    """What becomes an event mention."""

    brief_score: float = Field(
        default=0.5, ge=0, le=1, description="event mentions under this score stay in the ledger and out of the brief"
    )


class RunnerSettings(Section):
    """How the work is shared out. Nothing here changes a row."""

    processes: int | None = Field(default=None, ge=1, description="worker processes; none = one a usable core")
    batch_words: int | None = Field(
        default=None, ge=1, description="words a batch; none = enough batches for every core"
    )


class Settings(Section):
    """All settings of a casebook; a section is named after the room that it is for."""

    corpus: CorpusSettings = CorpusSettings()
    reading: ReadingSettings = ReadingSettings()
    coding: CodingSettings = CodingSettings()
    runner: RunnerSettings = RunnerSettings()


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of a TOML file (if it is there) and the environment. Raises SettingsError naming file and key."""
    values: dict[str, Any] = {}
    if path is not None and path.exists():
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: {error}") from error
    for name, value in sorted(environ.items()):
        section, _, key = name.removeprefix(PREFIX).lower().partition("__")
        if name.startswith(PREFIX) and key and section in Settings.model_fields:
            values.setdefault(section, {})[key] = value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{path or 'settings'}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
