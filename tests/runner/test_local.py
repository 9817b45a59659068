from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from escalade.runner.local import InlineRunner, PoolRunner, WorkerDiedError, usable_cores


def square(n: int) -> int:
    time.sleep(0.02 * (5 - n))
    return n * n


def die_on_three(n: int) -> int:
    if n == 3:
        os._exit(1)
    return n


def fail_on_three(n: int) -> int:
    if n == 3:
        raise KeyError(n)
    return n


def test_inline_runs_in_order() -> None:
    assert list(InlineRunner().run(square, [3, 1, 2])) == [9, 1, 4]


def test_pool_gives_results_in_the_order_of_the_tasks() -> None:
    assert list(PoolRunner(2).run(square, [1, 2, 3, 4])) == [1, 4, 9, 16]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(PoolRunner(2).run(square, [])) == []


def test_a_dead_worker_costs_its_task_only() -> None:
    results = list(PoolRunner(2).run(die_on_three, [1, 2, 3, 4]))
    assert [r if isinstance(r, int) else type(r) for r in results] == [1, 2, WorkerDiedError, 4]


def test_an_exception_in_a_worker_is_raised_here() -> None:
    with pytest.raises(KeyError):
        list(PoolRunner(2).run(fail_on_three, [1, 2, 3, 4]))


def test_a_script_without_a_main_guard_may_use_the_pool(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\nfrom escalade.runner.local import PoolRunner\nprint(list(PoolRunner(2).run(abs, [-1, -2])))\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout == "once\n[1, 2]\n"


def test_usable_cores_is_at_least_one() -> None:
    assert usable_cores() >= 1
