from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from escalade.api import Casebook
from tests.hand.story import Story, crisis


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return crisis(tmp_path / "gao")


@pytest.fixture
def case(story: Story) -> Casebook:
    return story.write()


@pytest.fixture
def mention(case: Casebook) -> Any:
    """mention(trigger) -> the event mention's id."""
    ids = {m["trigger"]: m["event_mention_id"] for m in case.records("event_mentions")}
    return ids.__getitem__
