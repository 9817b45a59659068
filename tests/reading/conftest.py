"""The shipped reader, loaded once a session."""

from __future__ import annotations

import pytest

from escalade.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()
