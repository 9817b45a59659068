"""Run f(task) for many tasks: in this process or in a pool. Results come in the order of the tasks."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol, TypeVar

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
        try:
            with self._pool(min(self.processes, len(tasks))) as pool:
                futures = [pool.submit(f, task) for task in tasks]
                try:
                    for future in futures:
                        result = future.result()
                        done += 1
                        yield result
                finally:
                    for future in futures:
                        future.cancel()
        except BrokenProcessPool:
            for task in tasks[done:]:
                yield self.alone(f, task)

    def alone(self, f: Callable[[T], R], task: T) -> R | WorkerDiedError:
        """One task in a process of its own, so that its death takes nothing with it."""
        try:
            with self._pool(1) as pool:
                return pool.submit(f, task).result()
        except BrokenProcessPool as error:
            return WorkerDiedError(str(error))

    def _pool(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
