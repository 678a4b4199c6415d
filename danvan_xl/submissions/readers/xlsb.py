"""Binary workbooks (.xlsb).

The records are read here: python-calamine gives whole days as plain numbers, and drops error cells
of formulas and texts in several fonts.
"""

from __future__ import annotations

from danvan_xl.ooxml import Area
from danvan_xl.ooxml.package import Package
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawSheet
from danvan_xl.submissions.readers.biff12 import records, rich_text, uint, wide_text
from danvan_xl.submissions.readers.grid import Budget, Grid
from danvan_xl.submissions.readers.guard import broken, guarded
from danvan_xl.submissions.readers.xlsb_cells import Shared, read_cells
from danvan_xl.submissions.readers.xlsb_names import named_areas, table_area
from danvan_xl.submissions.readers.xlsb_styles import Styles

_PROPERTIES, _SHEET, _SHARED_TEXT = 153, 156, 19
_DATES_FROM_1904 = 1


@guarded(".xlsb")
def read(data: bytes, limits: Limits) -> RawBook:
    """Return the workbook. Raises ``Unreadable``."""
    package = Package(data)
    main = next(iter(package.linked("", "officeDocument")), "")
    if not main:
        raise broken("tệp thiếu phần chính của sổ")
    workbook = package.read(main)
    shared = _shared(package, main, workbook)
    links = {link.id: link for link in package.relationships(main)}
    budget = Budget(limits)
    titles: list[str] = []
    sheets: list[RawSheet] = []
    tables: dict[str, tuple[str, Area]] = {}
    for kind, body in records(workbook):
        if kind != _SHEET:
            continue
        link, end = wide_text(body, 8)
        title, _ = wide_text(body, end)
        titles.append(title)
        if link not in links or links[link].kind != "worksheet":
            continue
        part = links[link].target
        grid = Grid(title, budget, hidden=uint(body, 0) != 0)
        read_cells(package.read(part), shared, grid)
        sheets.append(grid.sheet())
        for own in package.linked(part, "table"):
            if found := table_area(package.read(own)):
                tables.setdefault(found[0], (title, found[1]))
    return RawBook("xlsb", tuple(sheets), named_areas(workbook, titles), tables)


def _shared(package: Package, main: str, workbook: bytes) -> Shared:
    styles = next(iter(package.linked(main, "styles")), None)
    texts = next(iter(package.linked(main, "sharedStrings")), None)
    return Shared(
        [
            rich_text(body, 0)
            for kind, body in records(package.read(texts) if texts else b"")
            if kind == _SHARED_TEXT
        ],
        Styles(package.read(styles) if styles else None),
        any(
            kind == _PROPERTIES and bool(uint(body, 0) & _DATES_FROM_1904)
            for kind, body in records(workbook)
        ),
    )
