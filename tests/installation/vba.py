"""How VBA reads a configuration file: ``Input #`` over the whole file, as in xlwings' module."""

from __future__ import annotations

from collections.abc import Iterator


class PastTheEnd(Exception):  # noqa: N818 - VBA's run-time error 62
    """``Input #`` found no more fields."""


def get_config(data: bytes, name: str) -> str | None:
    """Return the value that ``GetConfigFromFile`` gives for ``name`` (in latin-1)."""
    fields = _fields(data.decode("latin-1"))
    while (key := next(fields, None)) is not None:
        value = next(fields, None)
        if value is None:
            raise PastTheEnd
        if key.lower() == name.lower():
            return value
    return None


def _fields(text: str) -> Iterator[str]:
    """Yield one field after the other; a line ends a field, like a comma."""
    at = 0
    while at < len(text):
        while at < len(text) and text[at] in " \t":
            at += 1
        if at < len(text) and text[at] == '"':
            end = text.find('"', at + 1)
            end = len(text) if end < 0 else end
            field, at = text[at + 1 : end], end + 1
            while at < len(text) and text[at] not in ",\r\n":
                at += 1
        else:
            end = at
            while end < len(text) and text[end] not in ",\r\n":
                end += 1
            field, at = text[at:end].rstrip(" \t"), end
        if text.startswith("\r\n", at):
            at += 2
        elif at < len(text):
            at += 1
        yield field
