from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from escalade.web.app import make
from tests.hand.story import crisis

LOCAL = "http://127.0.0.1:8377"


@pytest.fixture(scope="session")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports of one week in Gao; nobody writes to it."""
    folder = tmp_path_factory.mktemp("web") / "gao"
    crisis(folder).write()
    return folder


@pytest.fixture(scope="session")
def client(casebook: Path) -> TestClient:
    return TestClient(make(casebook), base_url=LOCAL)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The same casebook for a test that corrects it."""
    crisis(tmp_path / "gao").write()
    return tmp_path / "gao"


@pytest.fixture
def hand(own: Path) -> Iterator[TestClient]:
    with TestClient(make(own), base_url=LOCAL, follow_redirects=False) as found:
        yield found
