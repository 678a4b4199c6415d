"""One ``row`` element of a sheet: taken into cells, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from danvan_xl.ooxml.areas import column_number
from danvan_xl.ooxml.xmlbytes import (
    INSIDE,
    attribute,
    closing,
    is_true,
    opening,
    with_attribute,
    without_attribute,
)

_REFERENCE_FIRST = re.compile(rb'<[^\s>]+ r="([A-Z]{1,3})([0-9]+)"')
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})([0-9]+)")
_SPAN = re.compile(rb"([0-9]+):([0-9]+)")


class OddRowError(ValueError):
    """The row cannot be changed safely: cells out of order, or something that is no cell."""


@cache
def _cell_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """A whole ``c`` element, self-closing or with its content."""
    name = prefix + b"c"
    return re.compile(
        rb"<" + name + rb"(?=[\s/>])" + INSIDE + rb"(?:/>|>.*?</" + name + rb"\s*>)", re.DOTALL
    )


@cache
def number_of_column(letters: bytes) -> int:
    """Like :func:`~danvan_xl.ooxml.areas.column_number`, for the letters as they stand."""
    return column_number(letters.decode("ascii"))


def cells(raw: bytes, prefix: bytes) -> Iterator[tuple[int, bytes]]:
    """The (column, element) pairs of a row in the order they stand; columns are counted where
    a cell has no ``r``. ValueError for an ``r`` that is no address.
    """
    column = 0
    for found in _cell_pattern(prefix).finditer(raw):
        column = _column(found[0]) or column + 1
        yield column, found[0]


def _column(cell: bytes) -> int:
    """The column that a cell says it is in, 0 when it does not say."""
    found = _REFERENCE_FIRST.match(cell)
    if found is None:
        reference = attribute(cell[: cell.index(b">") + 1], b"r")
        if reference is None:
            return 0
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise OddRowError(f"no cell address: {reference!r}")
    return number_of_column(found[1])


class Row:
    """The cells of a row by column; everything else of the row is kept as it stands."""

    def __init__(
        self, number: int, raw: bytes | None, prefix: bytes, new_height: bytes = b""
    ) -> None:
        """``raw`` is the element with what follows it up to the next row; None makes a new row.

        OddRowError when columns do not ascend or the row holds something besides cells.
        """
        self.number = number
        self.cells: dict[int, bytes] = {}
        self._prefix = prefix
        self._end = b"</" + prefix + b"row>"
        if raw is None:
            self._tag = b"<" + prefix + b'row r="%d"%s>' % (number, new_height)
            return
        tag = opening(prefix, b"row").match(raw)
        assert tag is not None
        self._tag = tag[0]
        position = tag.end()
        if tag[1]:
            self._tag = self._tag[:-2].rstrip() + b">"
            self._end += raw[position:]
            return
        last, position = 0, _after_space(raw, position)
        pattern = _cell_pattern(prefix)
        while found := pattern.match(raw, position):
            column = _column(found[0]) or last + 1
            if column <= last:
                raise OddRowError(f"cells of row {number} do not ascend")
            self.cells[column] = found[0]
            last, position = column, _after_space(raw, found.end())
        if not closing(prefix, b"row").match(raw, position):
            raise OddRowError(f"row {number} holds more than cells")
        self._end = raw[position:]

    @property
    def style(self) -> int | None:
        """The row's own style, None when it has none."""
        return row_style(self._tag)

    def render(self) -> bytes:
        """The element, its cells in order and its ``spans`` wide enough."""
        columns = sorted(self.cells)
        tag = self._tag
        if columns and b"spans" in tag:
            tag = _widened(tag, columns[0], columns[-1])
        return b"".join((tag, *[self.cells[column] for column in columns], self._end))


def row_style(tag: bytes) -> int | None:
    """The style that a row's opening tag gives to cells that do not exist yet."""
    if b"customFormat" not in tag or not is_true(attribute(tag, b"customFormat")):
        return None
    style = attribute(tag, b"s")
    return int(style) if style and style.isdigit() else 0


def without_result(cell: bytes, prefix: bytes) -> bytes:
    """A formula's cell as it is before anything has calculated it."""
    end = cell.index(b">") + 1
    return without_attribute(cell[:end], b"t") + _result_pattern(prefix).sub(b"", cell[end:])


@cache
def _result_pattern(prefix: bytes) -> re.Pattern[bytes]:
    name = prefix + b"v"
    return re.compile(
        rb"<" + name + rb"(?=[\s/>])" + INSIDE + rb"(?:/>|>.*?</" + name + rb"\s*>)", re.DOTALL
    )


def height(tag: bytes) -> bytes:
    """The attributes of a row's opening tag that give it its height, for another row's tag."""
    found = ((name, attribute(tag, name)) for name in (b"ht", b"customHeight"))
    return b"".join(b' %s="%s"' % (name, value) for name, value in found if value is not None)


def _widened(tag: bytes, first: int, last: int) -> bytes:
    """The tag with ``spans`` that hold these columns; without ``spans`` that are no range."""
    spans = attribute(tag, b"spans")
    if spans is None:
        return tag
    found = _SPAN.fullmatch(spans.strip())
    if found is None:
        return without_attribute(tag, b"spans")
    low, high = int(found[1]), int(found[2])
    if low <= first and last <= high:
        return tag
    return with_attribute(tag, b"spans", b"%d:%d" % (min(low, first), max(high, last)))


def _after_space(raw: bytes, position: int) -> int:
    while raw[position : position + 1].isspace():
        position += 1
    return position
