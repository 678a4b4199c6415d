"""Nothing but ``Unreadable`` leaves a reader, whatever a file does to the libraries below."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, Unreadable

Reader = Callable[[bytes, Limits], RawBook]


def guarded(kind: str) -> Callable[[Reader], Reader]:
    """Return a decorator for readers of ``kind``, named as in ``tệp .xls``.

    What a library raises over a broken file becomes T05; a panic of a library in Rust, which is
    no ``Exception``, T09. ``MemoryError`` and interrupts go through: they belong to the process.
    """

    def decorate(read: Reader) -> Reader:
        @functools.wraps(read)
        def guarded_read(data: bytes, limits: Limits) -> RawBook:
            try:
                return read(data, limits)
            except (Unreadable, MemoryError):
                raise
            except RecursionError:
                raise broken("nội dung lồng nhau quá sâu") from None
            # Readers of binary formats raise nearly anything over damaged bytes.
            except Exception as problem:
                raise broken(f"nội dung không đúng cách ghi của tệp {kind}") from problem
            except BaseException as problem:
                if type(problem).__name__ != "PanicException":
                    raise
                raise Unreadable(
                    "T09", reason=f"nội dung tệp {kind} làm bộ đọc ngừng đột ngột"
                ) from problem

        return guarded_read

    return decorate


def broken(reason: str) -> Unreadable:
    """Return T05 with a reason, which begins small and has no full stop."""
    return Unreadable("T05", reason=f"{reason}.")


def number(text: Any, otherwise: int, most: int) -> int:
    """Return a count as a file gives it, at most ``most``; ``otherwise`` for what is none."""
    text = (text or "").strip()
    if not (text.isascii() and text.isdigit()):
        return otherwise
    return most if len(text) > 9 else min(int(text), most)
