"""Formulas as they stand in a sheet: shared ones expanded, areas that cannot be changed in part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from danvan_xl.ooxml import xmlbytes
from danvan_xl.ooxml.areas import Area
from danvan_xl.ooxml.sheet import SheetXml
from danvan_xl.ooxml.shift import shifted
from danvan_xl.ooxml.xmlbytes import INSIDE

_WHOLE = (b"array", b"dataTable")
_SHARED = b"shared"


@dataclass(frozen=True)
class FormulaCell:
    """The ``f`` element of one cell: its opening tag's attributes, its text, where it stands."""

    row: int
    column: int
    attributes: dict[bytes, bytes]
    text: str
    cell: bytes
    start: int
    end: int

    @property
    def kind(self) -> bytes:
        """``normal``, ``shared``, ``array`` or ``dataTable``."""
        return self.attributes.get(b"t", b"normal")

    @property
    def group(self) -> bytes | None:
        """The number of the shared formula that this cell belongs to."""
        return self.attributes.get(b"si") if self.kind == _SHARED else None


@cache
def _pattern(prefix: bytes) -> re.Pattern[bytes]:
    """An ``f`` element; group 1 its opening tag, group 2 its text."""
    name = prefix + b"f"
    return re.compile(
        rb"(<" + name + rb"(?=[\s/>])" + INSIDE + rb")(?:/>|>([^<]*)</" + name + rb"\s*>)"
    )


def has_formula(sheet: SheetXml, cell: bytes) -> bool:
    """Whether the element of a cell holds a formula."""
    return _pattern(sheet.prefix).search(cell) is not None


def formula_of(sheet: SheetXml, row: int, column: int, cell: bytes) -> FormulaCell | None:
    """The formula in a cell's element, None when it has none."""
    found = _pattern(sheet.prefix).search(cell)
    if found is None:
        return None
    return FormulaCell(
        row,
        column,
        xmlbytes.attributes(found[1] + b">"),
        xmlbytes.unescaped(found[2] or b""),
        cell,
        found.start(),
        found.end(),
    )


def formula_cells(
    sheet: SheetXml, area: Area | None = None, needle: bytes = b""
) -> Iterator[FormulaCell]:
    """The formulas of the sheet or of an area of it, row by row; only those with ``needle``."""
    needle = needle or b"<" + sheet.prefix + b"f"
    for row, column, cell in sheet.cells(area, needle):
        if needle in cell and (formula := formula_of(sheet, row, column, cell)):
            yield formula


def expanded(sheet: SheetXml, area: Area) -> dict[tuple[int, int], str]:
    """The formulas of an area by (row, column), those of shared groups as each cell means it.

    A member that cannot be expanded, for its group has no first cell or a reference would leave
    the sheet, has the text "#REF!".
    """
    heads: dict[bytes, FormulaCell] = {}
    found: dict[tuple[int, int], str] = {}
    needs_heads = any(cell.group and not cell.text for cell in formula_cells(sheet, area))
    for cell in formula_cells(sheet, None if needs_heads else area):
        group = cell.group
        if group and cell.text:
            heads[group] = cell
        if area.has(cell.row, cell.column):
            found[cell.row, cell.column] = (
                cell.text if not group or cell.text else _as_member(cell, heads.get(group))
            )
    return found


def fixed_areas(sheet: SheetXml) -> list[Area]:
    """The areas of array formulas, spilled formulas and data tables: changed whole or not."""
    areas = []
    for cell in formula_cells(sheet, needle=b"ref"):
        if cell.kind in _WHOLE:
            reference = cell.attributes.get(b"ref", b"").decode()
            try:
                areas.append(Area.parse(reference))
            except ValueError:
                areas.append(Area.cell(cell.row, cell.column))
    return areas


def shared_heads(sheet: SheetXml, area: Area) -> list[FormulaCell]:
    """The cells of the area from which other cells may take their formula."""
    found = formula_cells(sheet, area, _SHARED)
    return [cell for cell in found if cell.group is not None and cell.text]


def members_as_plain(sheet: SheetXml, heads: list[FormulaCell]) -> dict[int, dict[int, bytes]]:
    """The cells that take their formula from ``heads``, by row and column, as plain formulas.

    ValueError when one of them cannot be written as a plain formula.
    """
    by_place = {(head.row, head.column) for head in heads}
    groups = {head.group for head in heads}
    current: dict[bytes, FormulaCell] = {}
    changed: dict[int, dict[int, bytes]] = {}
    for cell in formula_cells(sheet, needle=_SHARED) if heads else ():
        group = cell.group
        if group is None or group not in groups:
            continue
        if cell.text:
            if group in current and b"ref" not in cell.attributes:
                raise ValueError(f"a member of group {group!r} has a text of its own")
            current[group] = cell
        elif group not in current:
            raise ValueError(f"a member of group {group!r} stands before its first cell")
        elif (current[group].row, current[group].column) in by_place:
            head = current[group]
            text = shifted(head.text, cell.row - head.row, cell.column - head.column)
            changed.setdefault(cell.row, {})[cell.column] = _plain(sheet, cell, text)
    return changed


def _as_member(cell: FormulaCell, head: FormulaCell | None) -> str:
    if head is None:
        return "#REF!"
    try:
        return shifted(head.text, cell.row - head.row, cell.column - head.column)
    except ValueError:
        return "#REF!"


def _plain(sheet: SheetXml, cell: FormulaCell, text: str) -> bytes:
    """The cell's element with its own formula and all else, also the cached value, as it was."""
    tag = cell.cell[cell.start : cell.end]
    tag = tag[: tag.index(b">") + 1]
    if tag.endswith(b"/>"):
        tag = tag[:-2].rstrip() + b">"
    for name in (b"t", b"si", b"ref"):
        tag = xmlbytes.without_attribute(tag, name)
    element = tag + xmlbytes.escaped(text) + b"</" + sheet.prefix + b"f>"
    return cell.cell[: cell.start] + element + cell.cell[cell.end :]
