"""Counts the calls that cross from xlwings into the engine: in Excel each is one call by COM."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from danvan_xl.engines.refusal import OnFile


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count, by member, what code outside the engine asks of its objects and sets in them."""
    counts: Counter[str] = Counter()

    def count(self: OnFile, name: str) -> None:
        asked_by = sys._getframe(2).f_globals["__name__"]
        inside = name.startswith("__") or type(self).__name__ == "Engine"  # no call into Excel
        if asked_by.startswith("xlwings") and not inside:
            counts[f"{type(self).__name__}.{name}"] += 1

    def get(self: OnFile, name: str) -> Any:
        count(self, name)
        return object.__getattribute__(self, name)

    plain_set: Callable[[OnFile, str, Any], None] = OnFile.__setattr__

    def set_(self: OnFile, name: str, value: Any) -> None:
        count(self, name)
        plain_set(self, name, value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OnFile, "__getattribute__", get, raising=False)
        patch.setattr(OnFile, "__setattr__", set_)
        yield counts
