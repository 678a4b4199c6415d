"""The worker processes of one function, and who watches over them."""

from __future__ import annotations

import pickle
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from danvan_xl.workers.process import Outcome, WorkerProcess

_LOOK = 0.02
"""Seconds between two looks at the time and the memory that calls have taken."""


class Crew:
    """Up to ``count`` processes, each started when no other is free. ``stop`` must be called."""

    def __init__(self, function: bytes, seconds: float, memory_bytes: int, count: int) -> None:
        """``function``: pickled with its seconds; see ``WorkerProcess``."""
        self._function, self._seconds, self._memory_bytes = function, seconds, memory_bytes
        self._threads = ThreadPoolExecutor(count, "worker")
        self._lock = threading.Lock()
        self._alive: set[WorkerProcess] = set()
        self._idle: list[WorkerProcess] = []
        self._stopped = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="worker limits", daemon=True)
        self._watcher.start()

    def submit(self, argument: object) -> Future[Outcome]:
        """Have the function called when a process is free."""
        return self._threads.submit(self._call, argument)

    def stop(self) -> None:
        """End every process, whatever it does."""
        self._stopped.set()
        with self._lock:
            alive = [*self._alive]
        for worker in alive:
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            alive = [*self._alive]
        for worker in alive:
            self._end(worker)
        self._watcher.join()

    def _call(self, argument: object) -> Outcome:
        content = pickle.dumps(argument)
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or self._new()
        outcome = worker.call(content)
        if worker.is_spent:
            self._end(worker)
        else:
            with self._lock:
                self._idle.append(worker)
        return outcome

    def _new(self) -> WorkerProcess:
        worker = WorkerProcess(self._function, self._seconds, self._memory_bytes)
        with self._lock:
            self._alive.add(worker)
        if self._stopped.is_set():  # it was not there yet when the others were killed
            worker.kill()
        worker.prepare()
        return worker

    def _end(self, worker: WorkerProcess) -> None:
        worker.end()
        with self._lock:
            self._alive.discard(worker)

    def _watch(self) -> None:
        while not self._stopped.wait(_LOOK):
            with self._lock:
                alive = [*self._alive]
            for worker in alive:
                worker.check()
