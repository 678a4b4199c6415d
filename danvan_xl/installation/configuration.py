r"""The configuration file of xlwings for this add-in, written so that VBA reads it.

VBA reads pairs of fields with ``Input #``, whatever the lines: ``"KEY","VALUE"``. A blank line, a
line with one field or with three shifts all pairs behind it, and an odd number of fields ends in
a run-time error, so such lines are put right whenever the file is written. A user's own pairs
stay byte for byte and in their order.
"""

from __future__ import annotations

import codecs
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.installation.writing import put

_BYTES = "latin-1"
"""Maps every byte to one letter and back: what is not ours is never decoded."""


@dataclass(frozen=True)
class Line:
    """One line: its text with one letter a byte, and the fields that VBA reads from it."""

    text: str
    fields: tuple[str, ...]

    @property
    def is_pair(self) -> bool:
        """Whether VBA reads the line as one pair."""
        return len(self.fields) == 2

    @property
    def key(self) -> str:
        """The key as VBA compares it."""
        return self.fields[0].upper()


@dataclass(frozen=True)
class Configuration:
    """The lines of a configuration file."""

    lines: tuple[Line, ...] = ()
    code_page: str = "ascii"
    """In which values are read and written."""
    is_sound: bool = True
    """Whether VBA read the file as it was meant."""

    @classmethod
    def of(cls, data: bytes, code_page: str) -> Configuration:
        """Return the configuration that a file with the content ``data`` holds.

        Raises ``DanVanError`` for a file in UTF-16, of which VBA can read nothing.
        """
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise DanVanError(
                "Tệp cấu hình danvan_xl.conf được lưu dạng Unicode nên Excel không đọc được: mở "
                "tệp bằng Notepad, chọn Save As, ở ô Encoding chọn ANSI, lưu lại rồi làm lại."
            )
        content = data.removeprefix(codecs.BOM_UTF8).partition(b"\x1a")[0].rstrip(b"\0")
        rows = content.decode(_BYTES).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        blank = any(not row.strip() for row in rows[:-1])
        found = [Line(row, _fields(row)) for row in rows if row.strip()]
        sound = content == data and not blank and all(line.is_pair for line in found)
        return cls(tuple(map(_paired, found)), code_page, sound)

    def get(self, key: str) -> str | None:
        """Return the value that VBA finds for ``key`` (upper case): that of the first pair."""
        for line in self.lines:
            if line.key == key:
                return line.fields[1].encode(_BYTES).decode(self.code_page, "replace")
        return None

    def with_value(self, key: str, value: str) -> Configuration:
        """Return the configuration with ``value`` for ``key`` (upper case), where it stood."""
        text = value.encode(self.code_page).decode(_BYTES)
        new = Line(f'"{key}","{text}"', (key, text))
        lines = list(self.lines)
        places = [place for place, line in enumerate(lines) if line.key == key]
        if not places:
            return self._of([*lines, new])
        lines[places[0]] = new
        return self._of([line for at, line in enumerate(lines) if at not in places[1:]])

    def without(self, keys: Container[str]) -> Configuration:
        """Return the configuration without the pairs of ``keys`` (upper case)."""
        return self._of([line for line in self.lines if line.key not in keys])

    def to_bytes(self, newline: str) -> bytes:
        """Return the file's content: each line ended once, nothing behind the last."""
        return "".join(line.text + newline for line in self.lines).encode(_BYTES)

    def _of(self, lines: list[Line]) -> Configuration:
        return Configuration(tuple(lines), self.code_page)


def _fields(row: str) -> tuple[str, ...]:
    """Return the fields of a line as ``Input #`` separates them."""
    fields, rest = [], row
    while True:
        rest = rest.lstrip(" \t")
        if rest.startswith('"'):
            field, _, rest = rest[1:].partition('"')
            _, comma, rest = rest.partition(",")
        else:
            field, comma, rest = rest.partition(",")
            field = field.rstrip(" \t")
        fields.append(field)
        if not comma:
            return tuple(fields)


def _paired(line: Line) -> Line:
    """Return ``line`` as one pair; a lone text becomes a key with no value."""
    if line.is_pair:
        return line
    key, *rest = line.fields
    value = ",".join(rest).replace('"', "")
    key = key.replace('"', "")
    return Line(f'"{key}","{value}"', (key, value))


def read(path: Path, code_page: str) -> Configuration:
    """Return the configuration in ``path``, an empty one when there is no file."""
    try:
        return Configuration.of(path.read_bytes(), code_page)
    except FileNotFoundError:
        return Configuration((), code_page)


def write(path: Path, configuration: Configuration, newline: str) -> None:
    """Write the file in one step; its folder must exist."""
    put(path, configuration.to_bytes(newline))
