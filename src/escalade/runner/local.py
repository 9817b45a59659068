"""Run f(task) for many tasks: in this process or in a pool. Results come in the order of the tasks."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import ModuleType
from typing import Protocol, TypeVar

from escalade.runner.collecting import collect_seldom

T = TypeVar("T")
R = TypeVar("R")


class WorkerDiedError(Exception):
    """A worker process was killed (out of memory, crash in native code) while it worked on a task."""


class Runner(Protocol):
    """What a runner must do. `f` is a module-level function, tasks and results are small and can be pickled:

    workers read and write parts themselves. `f` may be run again for a task whose worker died.
    """

    def run(self, f: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R | WorkerDiedError]:
        """Results in the order of the tasks; WorkerDiedError in place of one whose worker died twice."""
        ...


class InlineRunner:
    """One task after the other in this process."""

    def run(self, f: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R | WorkerDiedError]:
        """Results in the order of the tasks."""
        for task in tasks:
            yield f(task)


class PoolRunner:
    """Worker processes. They are spawned, so that no state of this process leaks into them."""

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def run(self, f: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R | WorkerDiedError]:
        """Results in the order of the tasks. A task whose worker died is run once more, alone."""
        done = 0
        if not tasks:
            return
        pool = _pool(min(self.processes, len(tasks)))
        try:
            for future in _submit(pool, f, tasks):
                result = future.result()
                done += 1
                yield result
        except BrokenProcessPool:
            for task in tasks[done:]:
                yield self.alone(f, task)
        finally:
            pool.shutdown(wait=done < len(tasks), cancel_futures=True)  # what has nothing left to do ends by itself

    def alone(self, f: Callable[[T], R], task: T) -> R | WorkerDiedError:
        """One task in a process of its own, so that its death takes nothing with it."""
        try:
            with _pool(1) as pool:
                return _submit(pool, f, [task])[0].result()
        except BrokenProcessPool as error:
            return WorkerDiedError(str(error))


def _pool(processes: int) -> ProcessPoolExecutor:
    level = logging.getLogger().level
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=spawn, initializer=_start_worker, initargs=(level,))


def _start_worker(level: int) -> None:
    """Log as the caller does, and leave an interrupt to it; a worker does nothing but make rows."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=level, format="%(name)s: %(message)s")
    collect_seldom()


def _submit(pool: ProcessPoolExecutor, f: Callable[[T], R], tasks: Sequence[T]) -> list[Future[R]]:
    """Hand in tasks while the main module is hidden: workers would run a caller's script again to have it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        return [pool.submit(f, task) for task in tasks]
    finally:
        sys.modules["__main__"] = main


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
