"""Worker processes that stay from one import to the next of a module, as from file to file.

Starting them takes longer than all else that a small import does. Only their end is put off:
whatever goes through them, goes the usual way. For modules that are not about processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from danvan_xl.workers import pool
from danvan_xl.workers.crew import Crew
from danvan_xl.workers.process import Outcome

_Kind = tuple[bytes, float, int, int]


class _Waiting(dict[_Kind, "_KeptCrew"]):
    """The crews that nobody uses."""

    def crew(self, function: bytes, seconds: float, memory_bytes: int, count: int) -> _KeptCrew:
        """One that waits, or a new one: what ``Workers`` takes for ``Crew``."""
        kind = (function, seconds, memory_bytes, count)
        return self.pop(kind, None) or _KeptCrew(self, kind)

    def end(self) -> None:
        while self:
            self.popitem()[1].end()


class _KeptCrew(Crew):
    """When it has nothing to do any more, it waits instead of being stopped."""

    def __init__(self, waiting: _Waiting, kind: _Kind) -> None:
        super().__init__(*kind)
        self._waiting, self._kind = waiting, kind
        self._calls: list[Future[Outcome]] = []

    def submit(self, argument: object) -> Future[Outcome]:
        call = super().submit(argument)
        self._calls.append(call)
        return call

    def stop(self) -> None:
        if self._kind in self._waiting or not all(call.done() for call in self._calls):
            self.end()
        else:
            self._calls.clear()
            self._waiting[self._kind] = self

    def end(self) -> None:
        super().stop()


@pytest.fixture(scope="module")
def kept_workers() -> Iterator[None]:
    """For ``pytestmark`` of a module in which many imports are made."""
    waiting = _Waiting()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "Crew", waiting.crew)
        yield
    waiting.end()
