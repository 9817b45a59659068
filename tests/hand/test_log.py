"""The decisions log: what is written stays, whatever happens to the process; what was changed is noticed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalade.errors import CasebookError
from escalade.ledger.decisions import DecisionLog
from escalade.model.decisions import Anchor, Decision

WORDS = st.text(max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS, lambda inner: st.lists(inner, max_size=3), max_leaves=4
)


def append(log: DecisionLog, reason: str = "", value: Any = None) -> Decision:
    return log.append(
        generation=3, action="accept", about_kind="event", about_id="e1", by="Ann", reason=reason, value=value,
        anchors=(Anchor("e1", "d1", "one.txt", "raid", 4, 8, "the ", " on"),),
    )  # fmt: skip


@given(st.lists(st.tuples(WORDS, JSON), min_size=1, max_size=5), st.integers(0, 10_000), WORDS)
@settings(max_examples=60, deadline=None)
def test_cut_off_anywhere_the_finished_lines_stand_and_writing_goes_on(
    bodies: list[tuple[str, Any]], cut: int, more: str
) -> None:
    with TemporaryDirectory() as folder:
        log = DecisionLog(Path(folder))
        written = [append(log, reason, value) for reason, value in bodies]
        content = log.path.read_bytes()
        log.path.write_bytes(content[: cut % (len(content) + 1)])
        whole = log.path.read_bytes().count(b"\n")
        again = DecisionLog(Path(folder))
        assert list(again.read()) == written[:whole]
        last = append(again, more)
        assert last.seq == whole + 1
        assert list(DecisionLog(Path(folder)).read()) == [*written[:whole], last]


def test_two_writers_do_not_lose_one_anothers_lines(tmp_path: Path) -> None:
    one, two = DecisionLog(tmp_path), DecisionLog(tmp_path)
    made = [append(log, str(n)) for n, log in enumerate((one, two, one, two))]
    assert [d.seq for d in made] == [1, 2, 3, 4]
    assert one.read() == two.read() == tuple(made)


@pytest.mark.parametrize("change", ["reason", "order", "dropped", "garbage"])
def test_a_line_that_was_changed_is_named(tmp_path: Path, change: str) -> None:
    log = DecisionLog(tmp_path)
    for n in range(3):
        append(log, f"reason {n}")
    lines = log.path.read_text(encoding="utf-8").splitlines()
    if change == "reason":
        lines[1] = lines[1].replace("reason 1", "reason 7")
    elif change == "order":
        lines[1], lines[2] = lines[2], lines[1]
    elif change == "dropped":
        del lines[1]
    else:
        lines[1] = "{"
    log.path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(CasebookError, match=r"log\.jsonl:2: "):
        DecisionLog(tmp_path).read()


def test_what_is_forgotten_leaves_its_digest_and_the_chain_holds(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path)
    made = [append(log, reason) for reason in ("keep", "a secret", "a half secret")]
    before = [json.loads(line)["digest"] for line in log.path.read_text(encoding="utf-8").splitlines()]

    def change(decision: Decision) -> Decision | None:
        if decision.reason == "a secret":
            return None
        return replace(decision, reason="a half") if "half" in decision.reason else decision

    assert log.redact(change) == 2
    text = log.path.read_text(encoding="utf-8")
    assert "secret" not in text
    assert [json.loads(line)["digest"] for line in text.splitlines()] == before
    read = DecisionLog(tmp_path).read()
    assert [d.decision_id for d in read] == [d.decision_id for d in made]
    assert [d.action for d in read] == ["accept", "forgotten", "accept"]
    assert [d.reason for d in read] == ["keep", "", "a half"]
    assert append(log, "after").seq == 4
    forged = text.replace('"a half"', '"a lie"')
    log.path.write_text(forged, encoding="utf-8")
    with pytest.raises(CasebookError, match=r":3: "):
        DecisionLog(tmp_path).read()


WRITER = """
import sys
from pathlib import Path
from escalade.ledger.decisions import DecisionLog
log = DecisionLog(Path(sys.argv[1]))
n = len(log.read())
while True:
    n += 1
    log.append(generation=1, action="accept", about_kind="event", about_id="e", by="A", reason="r" * 3000, value=n)
    print(n, flush=True)
"""


def test_killed_at_any_moment_no_acknowledged_line_is_lost(tmp_path: Path) -> None:
    told = 0
    for pause in (0.02, 0.05, 0.09, 0.13, 0.011):
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(pause)
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read()
        child.wait()
        acknowledged = [int(line) for line in (first + rest).split("\n") if line.strip().isdigit()]
        read = DecisionLog(tmp_path).read()
        assert [d.value for d in read] == list(range(1, len(read) + 1))
        assert acknowledged[-2 if len(acknowledged) > 1 else -1] <= len(read)  # the last number may be cut short
        assert len(read) > told
        told = len(read)
