"""Messages between a program and its worker processes: eight bytes of length, then the content."""

from __future__ import annotations

from typing import IO

_LENGTH = 8


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send ``content``. Raises ``OSError`` when nobody is at the other end."""
    stream.write(len(content).to_bytes(_LENGTH, "little"))
    stream.write(content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next message, None when the other end is gone, be it amid the message."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "little")
    content = stream.read(length)
    return content if len(content) == length else None
