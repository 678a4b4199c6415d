"""Tables of cells as files of every kind that units send: ``write("xlsb", book)``.

What a writer is given is what a reader of the same kind must give back, as far as the kind can
hold it; ``HOLDS`` says how far.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import openpyxl

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated

Cell = str | float | bool | datetime | ErrorCell | Uncalculated | None


@dataclass(frozen=True)
class Page:
    """One sheet to be written; rows and columns count from 1."""

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    percents: frozenset[tuple[int, int]] = frozenset()
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pages:
    """A workbook to be written."""

    sheets: tuple[Page, ...]
    names: Mapping[str, tuple[str, Area]] = field(default_factory=dict)
    date1904: bool = False


HOLDS = {
    "xls": {"hidden", "hidden_rows", "merged", "percents", "fonts", "1904"},
    "xlsb": {"hidden", "hidden_rows", "merged", "percents", "fonts", "names", "1904"},
    "ods": {"hidden", "hidden_rows", "merged", "percents", "fonts", "names"},
    "fods": {"hidden", "hidden_rows", "merged", "percents", "fonts", "names"},
    "xml": {"hidden", "hidden_rows", "merged", "percents", "fonts", "names"},
    "html": {"hidden_rows", "merged", "percents", "fonts"},
}
"""What each kind can hold besides values; ``xls`` as the library here writes it."""


ERROR_CODES = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#N/A": 42}
"""As the binary kinds have them."""


def write(kind: str, book: Pages) -> bytes:
    """The file; what the kind cannot hold is left out."""
    from tests.submissions import write_html, write_odf, write_xls, write_xlsb, write_xml2003

    writers: dict[str, Callable[[Pages], bytes]] = {
        "xls": write_xls.xls,
        "xlsb": write_xlsb.xlsb,
        "ods": write_odf.ods,
        "fods": write_odf.fods,
        "xml": write_xml2003.xml2003,
        "html": write_html.html_page,
        "mht": write_html.web_archive,
    }
    return writers[kind](book)


def write_csv(
    rows: Sequence[Sequence[object]], separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Text with a separator; None is empty."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def pages_of(xlsx: bytes) -> Pages:
    """A workbook of Excel as openpyxl reads it: values, merged cells, names of plain areas.

    Formulas are left empty.
    """
    book = openpyxl.load_workbook(BytesIO(xlsx))
    names = {}
    for name, defined in book.defined_names.items():
        ((sheet, cells),) = defined.destinations
        names[name.lower()] = (sheet, Area.parse(cells))
    sheets = tuple(
        Page(
            sheet.title,
            [[_cell(cell) for cell in line] for line in sheet.iter_rows()],
            sheet.sheet_state != "visible",
            merged=tuple(Area.parse(str(area)) for area in sheet.merged_cells.ranges),
        )
        for sheet in book.worksheets
    )
    return Pages(sheets, names)


def _cell(cell: openpyxl.cell.cell.Cell) -> Cell:
    if cell.data_type == "f" or cell.value is None or cell.value == "":
        return None
    if cell.data_type == "e":
        return ErrorCell(str(cell.value))
    if isinstance(cell.value, int) and not isinstance(cell.value, bool):
        return float(cell.value)
    return cell.value
