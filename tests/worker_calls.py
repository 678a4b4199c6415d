"""Good and bad calls for worker processes, in a module that they import fast."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable


class NeedsTwo(Exception):  # noqa: N818
    """Can be pickled, not unpickled."""

    def __init__(self, one: object, two: object) -> None:
        super().__init__(one)


class Panic(BaseException):
    """As libraries written in Rust raise it."""


class NotLoaded:
    """Can be pickled, not unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return int, ("x",)


def hang() -> None:
    time.sleep(1000)


def hang_without_letting_go() -> None:
    ctypes.PyDLL(None).sleep(1000)


def eat_memory() -> None:
    eaten = []
    while True:
        eaten.append(b"x" * (1 << 20))


def ask_for_too_much_memory() -> None:
    raise MemoryError


def follow_a_null_pointer() -> None:
    ctypes.string_at(0)


def abort() -> None:
    os.abort()


def leave() -> None:
    os._exit(3)


def exit_politely() -> None:
    sys.exit(0)


def raise_an_error() -> None:
    raise ValueError("hỏng")


def raise_what_cannot_be_unpickled() -> None:
    raise NeedsTwo("one", "two")


def panic() -> None:
    raise Panic("index out of bounds")


def give_too_much() -> bytes:
    return b"x" * (20 << 20)


def give_a_lot() -> int | bytes:
    return b"x" * (12 << 20)


def give_what_cannot_be_pickled() -> object:
    return lambda: None


def give_what_cannot_be_unpickled() -> object:
    return NotLoaded()


def ask_the_user() -> None:
    input()


def print_much() -> str:
    print("on standard output")
    os.write(1, b"on file 1")
    os.write(2, b"thread '<unnamed>' panicked")
    return "printed"


def tell_the_process() -> int:
    return os.getpid()


def tell_the_modules() -> list[str]:
    return list(sys.modules)


def run(name: str) -> object:
    """Run the function of that name here; any other name comes back."""
    function: Callable[[], object] | None = globals().get(name)
    return function() if function else name
