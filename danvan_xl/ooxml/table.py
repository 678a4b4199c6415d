"""A table part: what it says, and its bytes with another number of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from danvan_xl.ooxml import texts, xmlbytes
from danvan_xl.ooxml.areas import Area
from danvan_xl.ooxml.package import Package
from danvan_xl.ooxml.refusals import BadFile

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class TableInfo:
    """A table as its part describes it."""

    name: str
    sheet: str
    area: Area
    """Its cells with header and totals rows."""
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]
    """The columns' names from left to right, equal to the header cells."""
    calculated: Mapping[str, str]
    """The formulas, without ``=``, of the columns that are calculated, by column name."""
    part: str
    linked: bool
    """Whether its rows come from a query or an XML map."""
    array_columns: frozenset[str]
    """The calculated columns whose formula is an array formula."""
    filtered: bool
    """Whether a filter with criteria is set."""
    insert_row: bool
    """Whether its only row is an empty one to type into."""

    @property
    def data_area(self) -> Area:
        """The rows between header and totals; a table always has at least one."""
        return Area(
            self.area.first_row + self.header_rows,
            self.area.first_column,
            self.area.last_row - self.totals_rows,
            self.area.last_column,
        )

    @property
    def header_area(self) -> Area | None:
        """The header row, None where it is switched off."""
        if not self.header_rows:
            return None
        first = self.area.first_row
        return Area(first, self.area.first_column, first + self.header_rows - 1, self._last)

    @property
    def totals_area(self) -> Area | None:
        """The totals row, None where there is none."""
        if not self.totals_rows:
            return None
        last = self.area.last_row
        return Area(last - self.totals_rows + 1, self.area.first_column, last, self._last)

    @property
    def _last(self) -> int:
        return self.area.last_column


def read_table(package: Package, part: str, sheet: str) -> TableInfo:
    """What the part of a table on ``sheet`` says; BadFile when it makes no sense."""
    root = xmlbytes.parse(package.read(part), part)
    group = xmlbytes.child(root, "tableColumns")
    columns = [] if group is None else xmlbytes.children(group, "tableColumn")
    calculated, arrays = {}, set()
    for column in columns:
        formula = xmlbytes.child(column, "calculatedColumnFormula")
        if formula is not None:
            name = _name(column.get("name", ""))
            calculated[name] = formula.text or ""
            if xmlbytes.is_true(formula.get("array")):
                arrays.add(name)
    filters = xmlbytes.child(root, "autoFilter")
    try:
        info = TableInfo(
            name=root.get("displayName", root.get("name", "")),
            sheet=sheet,
            area=Area.parse(root.get("ref", "")),
            header_rows=int(root.get("headerRowCount", "1")),
            totals_rows=int(root.get("totalsRowCount", "0")),
            columns=tuple(_name(column.get("name", "")) for column in columns),
            calculated=calculated,
            part=part,
            linked=root.get("tableType", "worksheet") != "worksheet",
            array_columns=frozenset(arrays),
            filtered=filters is not None and len(filters) > 0,
            insert_row=xmlbytes.is_true(root.get("insertRow")),
        )
        # Header and totals that leave no row for data are a ValueError of the area, too.
        if len(info.columns) != info.data_area.columns:
            raise ValueError(f"{len(info.columns)} columns on {info.area}")
    except ValueError as error:
        raise BadFile(texts.BROKEN_PART.format(part=part)) from error
    return info


def with_last_data_row(data: bytes, table: TableInfo, last_row: int) -> bytes:
    """The table part with its data ending in another row; filter and sort areas follow."""
    old = table.data_area.last_row
    data = without_insert_row(data)
    for name in (b"table", b"autoFilter", b"sortState", b"sortCondition"):
        data = xmlbytes.any_opening(name).sub(
            lambda found: _moved_end(found[0], old, last_row), data
        )
    return data


def without_insert_row(data: bytes) -> bytes:
    """The table part no longer saying that its only row is an empty one to type into."""
    found = xmlbytes.any_opening(b"table").search(data)
    if found is None or b"insertRow" not in found[0]:
        return data
    tag = found[0]
    for name in (b"insertRow", b"insertRowShift"):
        tag = xmlbytes.without_attribute(tag, name)
    return data[: found.start()] + tag + data[found.end() :]


def _moved_end(tag: bytes, old: int, new: int) -> bytes:
    reference = xmlbytes.attribute(tag, b"ref")
    if reference is None:
        return tag
    area = Area.parse(reference.decode())
    if area.last_row != old:
        return tag
    moved = Area(min(area.first_row, new), area.first_column, new, area.last_column)
    return xmlbytes.with_attribute(tag, b"ref", _range(moved).encode())


def _range(area: Area) -> str:
    """The area with both ends named, as table parts write it."""
    text = str(area)
    return text if ":" in text else f"{text}:{text}"


def _name(text: str) -> str:
    """A column's name with its ``_x000a_`` for a line break resolved."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
