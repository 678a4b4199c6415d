"""A function called for many arguments, in worker processes, so that a bad call costs only itself.

A call that hangs, eats memory, crashes its process or raises gives a ``Failure`` in its place.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType
from typing import Literal, TypeVar, cast

from danvan_xl.workers.crew import Crew
from danvan_xl.workers.process import Outcome

T = TypeVar("T")
R = TypeVar("R")
Reason = Literal["time", "memory", "crash", "error"]

_FEW = 2
"""So many calls are done before a second process has started."""
_MOST = 4
_TICK = 0.1
"""Seconds after which Ctrl+C is noticed: on Windows nothing that waits longer is interrupted."""


@dataclass(frozen=True)
class Failure:
    """A call without a result."""

    reason: Reason
    """``time`` or ``memory``: over a limit; ``crash``: the process ended; ``error``: raised."""
    detail: str
    """For the log, in English."""


class Workers:
    """Worker processes. A context manager: after the block none is left, whatever happened."""

    def __init__(self, *, seconds: float, memory_bytes: int, count: int | None = None) -> None:
        """Set the limits of a call: its time, and all memory of its process, Python's included.

        ``count``: how many processes at most; else one for each processor, but not above four.
        """
        self._seconds, self._memory_bytes = seconds, memory_bytes
        self._count = count or min(_MOST, os.cpu_count() or 1)
        self._crews: list[Crew] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        for crew in [*self._crews]:
            crew.stop()

    def map(self, function: Callable[[T], R], arguments: Iterable[T]) -> Iterator[R | Failure]:
        """Give the result of ``function`` for each of ``arguments``, in their order.

        ``function`` is of a module that can be imported; argument and result can be pickled. An
        argument is taken only when its turn comes near, and few results wait for theirs, so that
        many large ones are never in memory at once. Raises ``NotStarted`` or ``OSError`` when no
        process can be had.
        """
        remaining = iter(arguments)
        first = list(islice(remaining, _FEW + 1))
        count = self._count if len(first) > _FEW else 1
        crew = Crew(
            pickle.dumps((function, self._seconds)), self._seconds, self._memory_bytes, count
        )
        self._crews.append(crew)
        pending: deque[Future[Outcome]] = deque()
        try:
            for argument in chain(first, remaining):
                pending.append(crew.submit(argument))
                if len(pending) >= 2 * count:
                    yield _result(pending.popleft())
            while pending:
                yield _result(pending.popleft())
        finally:
            crew.stop()
            self._crews.remove(crew)


def _result(call: Future[Outcome]) -> R | Failure:
    while not call.done():
        wait([call], _TICK)
    outcome = call.result()
    if outcome.reason is not None:
        return Failure(cast(Reason, outcome.reason), outcome.detail)
    try:
        return cast(R, pickle.loads(outcome.result))
    except Exception as error:  # a result that can be packed but not unpacked is the call's fault
        return Failure("error", f"{type(error).__name__}: {error}")
