"""A worksheet part as bytes: its rows by number, and what stands before and after them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from lxml import etree

from danvan_xl.ooxml import rows, xmlbytes
from danvan_xl.ooxml.areas import Area, around
from danvan_xl.ooxml.rows import Row

_NUMBER_FIRST = re.compile(rb'<[^\s>]+ r="([0-9]+)"')
_PLAIN_CELL = re.compile(rb'<[^\s>]+ r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?(?: t="[a-zA-Z]+")?/?>')
"""The opening tag as nearly all programs write it, with the style; others are taken apart."""


class SheetXml:
    """Rows are replaced one by one; the part is put together when it is asked for.

    A part can be read but not changed when it cannot be spliced in bytes, or when its rows do
    not ascend.
    """

    def __init__(self, data: bytes, part: str) -> None:
        """BadFile when the part is not well-formed where that is noticed."""
        self.prefix: bytes
        """The namespace prefix of cells with its colon, mostly empty."""
        self.head: bytes
        self.rows: dict[int, bytes]
        self.tail: bytes
        self.can_splice = xmlbytes.can_splice(data)
        """Whether the XML is plain enough to be changed in bytes."""
        self.ascending = True
        """Whether row numbers ascend, as Excel demands."""
        if not self.can_splice:
            data = xmlbytes.simplified(data, part)
        self._part = part
        self._used: Area | None = None
        self._used_known = False
        self._split(data)
        self.root = self._skeleton()

    def row(self, number: int, height: bytes = b"") -> Row:
        """The row taken into cells, an empty new one of that height where there is none.

        OddRowError when it cannot be changed safely.
        """
        return Row(number, self.rows.get(number), self.prefix, height)

    def height_of_row(self, number: int) -> bytes:
        """The attributes that give a row its height, as they stand; none: the program fits it."""
        raw = self.rows.get(number)
        return b"" if raw is None else rows.height(raw[: raw.index(b">") + 1])

    def cells_of_row(self, number: int) -> dict[int, bytes]:
        """The elements of the cells that exist in a row, by column."""
        raw = self.rows.get(number)
        return {} if raw is None else dict(rows.cells(raw, self.prefix))

    def cells(
        self, area: Area | None = None, needle: bytes = b""
    ) -> Iterator[tuple[int, int, bytes]]:
        """(row, column, element) of the cells that exist in the area, row by row.

        Rows whose bytes do not hold ``needle`` are passed over.
        """
        for number, raw in self._rows_of(area):
            if needle not in raw:
                continue
            for column, cell in rows.cells(raw, self.prefix):
                if area is None or area.first_column <= column <= area.last_column:
                    yield number, column, cell

    def raw_rows(self) -> Iterator[tuple[int, bytes]]:
        """Each row that exists, as its number and its bytes up to the next row."""
        return self._rows_of(None)

    def is_filled(self, cell: bytes) -> bool:
        """Whether the element holds a value or a formula, not only a style."""
        return self._filled.search(cell) is not None

    def used_area(self) -> Area | None:
        """The area of the cells that hold a value or a formula."""
        if not self._used_known:
            self._used = around(
                (row, column) for row, column, cell in self.cells() if self.is_filled(cell)
            )
            self._used_known = True
        return self._used

    def replace_rows(
        self, replaced: Mapping[int, bytes], filled: Area | None, emptied: bool
    ) -> None:
        """Put rows in; ``filled`` holds the cells with a new value, ``emptied``: some lost one."""
        changed = {n: raw for n, raw in replaced.items() if self.rows.get(n) != raw}
        if not changed:
            return
        self.rows.update(changed)
        if emptied:
            self._used_known = False
        if filled is not None:
            if self._used_known:
                self._used = filled.joined(self._used)
            self._extend_dimension(filled)

    def forget_results(self) -> bool:
        """Leave the results of formulas out; whether there were any. OddRowError for odd rows."""
        start = b"<" + self.prefix + b"f"
        changed: dict[int, bytes] = {}
        for number, raw in self.rows.items():
            if start not in raw:
                continue
            row = self.row(number)
            for column, cell in row.cells.items():
                if start in cell:
                    row.cells[column] = rows.without_result(cell, self.prefix)
            if (new := row.render()) != raw:
                changed[number] = new
        self.rows.update(changed)
        return bool(changed)

    def replace_head(self, head: bytes) -> None:
        """Give what stands before the rows new bytes."""
        if head != self.head:
            self.head = head
            self.root = self._skeleton()

    def style_of(self, cell: bytes) -> int | None:
        """The style that a cell's element carries, None when it says nothing (style 0)."""
        if found := _PLAIN_CELL.match(cell):
            return int(found[1]) if found[1] else None
        style = xmlbytes.attribute(cell[: cell.index(b">") + 1], b"s")
        return int(style) if style and style.isdigit() else None

    def style_of_row(self, number: int) -> int | None:
        """The style of a row for cells that do not exist yet."""
        raw = self.rows.get(number)
        return None if raw is None else rows.row_style(raw[: raw.index(b">") + 1])

    def style_of_column(self, column: int) -> int | None:
        """The style of a column for cells that do not exist yet."""
        for group in xmlbytes.children(self.root, "cols"):
            for element in group:
                first, last = int(element.get("min", "0")), int(element.get("max", "0"))
                if first <= column <= last and element.get("style"):
                    return int(element.get("style", "0"))
        return None

    def hidden_rows(self, area: Area | None = None) -> frozenset[int]:
        """The numbers of the rows, of an area or all, that are hidden by hand or by a filter."""
        return frozenset(
            number
            for number, raw in self._rows_of(area)
            if b"hidden" in raw
            and xmlbytes.is_true(xmlbytes.attribute(raw[: raw.index(b">") + 1], b"hidden"))
        )

    def areas(self, group: str, element: str) -> list[Area]:
        """The areas named by elements outside the rows, as ``mergeCells``/``mergeCell``."""
        found = []
        for parent in xmlbytes.children(self.root, group):
            for item in xmlbytes.children(parent, element):
                for reference in item.get("ref", "").split():
                    try:
                        found.append(Area.parse(reference))
                    except ValueError:
                        continue
        return found

    def to_bytes(self) -> bytes:
        """The part as it is now, byte for byte where nothing was changed; only when writable."""
        head, tail = self.head, self.tail
        if self._closes_itself and self.rows:
            head = head[:-2].rstrip() + b">"
            tail = b"</" + self.prefix + b"sheetData>" + tail
        return b"".join((head, *[self.rows[n] for n in sorted(self.rows)], tail))

    def _rows_of(self, area: Area | None) -> Iterator[tuple[int, bytes]]:
        """The rows that exist in an area, or all, in order."""
        numbers: Iterable[int] = sorted(self.rows)
        if area is not None and area.rows < len(self.rows):
            numbers = (n for n in range(area.first_row, area.last_row + 1) if n in self.rows)
        elif area is not None:
            numbers = (n for n in sorted(self.rows) if area.first_row <= n <= area.last_row)
        return ((number, self.rows[number]) for number in numbers)

    def _split(self, data: bytes) -> None:
        """Cut the part into what stands before the rows, the rows, and what stands after them."""
        self.head, self.rows, self.tail = data, {}, b""
        tag = xmlbytes.any_opening(b"sheetData").search(data)
        self.has_cells = tag is not None
        """Whether the part has a place for cells at all; a chart sheet has none."""
        self.prefix = tag[1] if tag else b""
        self._closes_itself = tag is None or bool(tag[2])
        if tag is not None and self._closes_itself:
            self.head, self.tail = data[: tag.end()], data[tag.end() :]
        elif tag is not None:
            close = xmlbytes.closing(self.prefix, b"sheetData").search(data, tag.end())
            end = close.start() if close else len(data)
            first, self.rows, self.ascending = _cut(data, self.prefix, tag.end(), end)
            self.head, self.tail = data[:first], data[end:]
        name = re.escape(self.prefix)
        self._filled = re.compile(rb"<" + name + rb"(?:f[\s/>]|is[\s/>]|v>|v\s[^>]*[^/]>)")

    def _skeleton(self) -> etree._Element:
        """The tree of the part without its rows."""
        between = b"" if self._closes_itself else b"</" + self.prefix + b"sheetData>"
        tail = self.tail
        if between:
            close = xmlbytes.closing(self.prefix, b"sheetData").match(tail)
            tail = tail[close.end() :] if close else tail
        return xmlbytes.parse(self.head + between + tail, self._part)

    def _extend_dimension(self, filled: Area) -> None:
        found = xmlbytes.opening(self.prefix, b"dimension").search(self.head)
        if found is None:
            return
        reference = xmlbytes.attribute(found[0], b"ref") or b""
        try:
            wanted = filled.joined(Area.parse(reference.decode()))
        except ValueError:
            used = self.used_area()
            wanted = filled.joined(used)
        tag = xmlbytes.with_attribute(found[0], b"ref", str(wanted).encode())
        self.replace_head(self.head[: found.start()] + tag + self.head[found.end() :])


def _cut(data: bytes, prefix: bytes, start: int, end: int) -> tuple[int, dict[int, bytes], bool]:
    """Where the first row starts, the rows by number, and whether their numbers ascend.

    A row's bytes reach to the start of the next row. A row without ``r`` follows the one before.
    Rows that share a number are put one behind the other.
    """
    tags = [
        (found.start(), found[0])
        for found in xmlbytes.opening(prefix, b"row").finditer(data, start, end)
    ]
    rows_found: dict[int, bytes] = {}
    number, ascending = 0, True
    for (at, tag), (stop, _) in pairwise([*tags, (end, b"")]):
        first = _NUMBER_FIRST.match(tag)
        said = first[1] if first else xmlbytes.attribute(tag, b"r")
        last, number = number, int(said) if said and said.isdigit() else number + 1
        ascending = ascending and number > last and (said is None or said.isdigit())
        rows_found[number] = rows_found.get(number, b"") + data[at:stop]
    return (tags[0][0] if tags else end), rows_found, ascending
