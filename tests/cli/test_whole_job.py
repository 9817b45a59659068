"""The whole job as users run it: processes, kills, an installed wheel."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import escalade
from escalade.export.schemas import SCHEMAS

ROOT = Path(__file__).parents[2]
SAMPLE = Path(escalade.__file__).parent / "sample" / "iran"


def code(casebook: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`escalade code` on the bundled sample."""
    return subprocess.run(
        [sys.executable, "-m", "escalade.cli", "code", str(SAMPLE), "-o", str(casebook)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def exports(casebook: Path) -> dict[str, str]:
    """Every table as JSON lines."""
    case = escalade.open(casebook)
    return {name: "\n".join(map(repr, case.records(name))) for name in SCHEMAS}


@pytest.fixture(scope="module")
def inline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample coded in one process."""
    casebook = tmp_path_factory.mktemp("inline") / "case"
    assert code(casebook, ESCALADE_RUNNER__PROCESSES="1").returncode in (0, 1)
    return casebook


@pytest.mark.slow
@pytest.mark.parametrize("batch_words", ["1", "700", "1000000"])
def test_tables_are_the_same_for_any_processes_and_batches(inline: Path, tmp_path: Path, batch_words: str) -> None:
    code(tmp_path / "case", ESCALADE_RUNNER__PROCESSES="2", ESCALADE_RUNNER__BATCH_WORDS=batch_words)
    assert exports(tmp_path / "case") == exports(inline)


@pytest.mark.slow
@pytest.mark.parametrize("after", [1.5, 3.0, 4.5])
def test_a_run_that_was_killed_is_finished_by_the_next(inline: Path, tmp_path: Path, after: float) -> None:
    command = [sys.executable, "-m", "escalade.cli", "code", str(SAMPLE), "-o", str(tmp_path / "case")]
    small = {"ESCALADE_RUNNER__PROCESSES": "1", "ESCALADE_RUNNER__BATCH_WORDS": "500"}
    run = subprocess.Popen(command, env=os.environ | small, stderr=subprocess.DEVNULL)
    time.sleep(after)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert code(tmp_path / "case", **small).returncode in (0, 1)
    assert exports(tmp_path / "case") == exports(inline)


@pytest.mark.slow
def test_the_wheel_brings_everything_that_the_demo_needs(tmp_path: Path) -> None:
    source = tmp_path / "source"  # built in a copy, so that nothing of an earlier build can slip in
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(tmp_path), str(source)], check=True)
    (wheel,) = tmp_path.glob("escalade-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    binaries = tmp_path / "venv" / "bin"
    subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", str(wheel)], check=True)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [binaries / "escalade", "demo", "-o", "demo"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Machine-coded and unreviewed" in done.stdout
    assert "Index: hottest pair" in done.stderr
    assert "What if" in done.stderr
    assert (tmp_path / "demo" / "exports" / "brief.html").read_text().startswith("<!")
