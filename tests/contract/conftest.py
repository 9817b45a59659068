from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from harness import code, raws  # type: ignore[import-not-found]

from escalade.model.tables import Tables


@pytest.fixture(scope="session")
def coded() -> Tables:
    """The reports coded in one batch."""
    return code([raws()])


@pytest.fixture(scope="session")
def elsewhere() -> Any:
    """Digests of the same run in another process with another hash seed."""
    script = "import json, harness; print(json.dumps(harness.digests(harness.code([harness.raws()]))))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        env={"PYTHONHASHSEED": "4711", "PATH": "", "PYTHONPATH": ":".join(p for p in sys.path if p)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)
