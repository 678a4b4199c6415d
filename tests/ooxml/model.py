"""An independent model of a workbook: read with lxml, changed by rules written a second time.

It says of each operation whether it must be refused, and what the workbook holds afterwards.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from danvan_xl.ooxml import Formula
from tests.ooxml.handmade import unzipped

Place = tuple[int, int]
Value = None | bool | int | float | str | date | Formula


@dataclass(frozen=True)
class Cell:
    """What a cell holds: a kind with a value (``("n", 1.0)``), a formula, a style."""

    value: tuple[str, object] | None = None
    formula: str | None = None
    style: int | None = None

    @property
    def filled(self) -> bool:
        return self.value is not None or self.formula is not None


@dataclass(frozen=True)
class Box:
    """An area; ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, ref: str) -> Box:
        left, top, right, bottom = range_boundaries(ref)
        return cls(top, left, bottom, right)

    def has(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    def places(self) -> list[Place]:
        return [
            (row, column)
            for row in range(self.top, self.bottom + 1)
            for column in range(self.left, self.right + 1)
        ]


@dataclass
class TableModel:
    """A table: its area and how it is made up."""

    name: str
    box: Box
    header: int
    totals: int
    columns: list[str]
    formulas: dict[str, str]

    @property
    def data(self) -> Box:
        box = self.box
        return Box(box.top + self.header, box.left, box.bottom - self.totals, box.right)


@dataclass
class SheetModel:
    """A worksheet: cells, default styles, and what must not be written over."""

    part: str
    state: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    row_styles: dict[int, int] = field(default_factory=dict)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    merged: list[Box] = field(default_factory=list)
    arrays: list[Box] = field(default_factory=list)
    tables: list[TableModel] = field(default_factory=list)
    written: dict[Place, Value] = field(default_factory=dict)

    def style_for(self, place: Place) -> int | None:
        """The style of a value that is written into the cell."""
        if place in self.cells:
            return self.cells[place].style
        for table in self.tables:
            above = (table.data.bottom, place[1])
            if table.data.has(place) and above in self.cells:
                return self.cells[above].style
        return self.default(place)

    def default(self, place: Place) -> int | None:
        """The style of the row, else of the column, for a cell that does not exist."""
        styles = [s for a, b, s in self.column_styles if a <= place[1] <= b]
        return self.row_styles.get(place[0], styles[0] if styles else 0) or None


class BookModel:
    """The worksheets of a workbook by name."""

    def __init__(self, data: bytes) -> None:
        self.parts = unzipped(data)
        root = self._links("")["officeDocument"][0]
        self.workbook_part = root
        book = self._tree(root)
        links = self._ids(root)
        styles = self._tree(self._links(root)["styles"][0])
        self.dates = _date_styles(styles)
        texts = self._links(root).get("sharedStrings")
        self._strings = (
            [_text(item) for item in _named(self._tree(texts[0]), "si")] if texts else []
        )
        self.date1904 = any(p.get("date1904") in ("1", "true") for p in _all(book, "workbookPr"))
        self.order = [sheet.get("name") for sheet in _all(book, "sheet")]
        view = next(_all(book, "workbookView"), None)
        self.active = self.order[int(view.get("activeTab", 0)) if view is not None else 0]
        self.resized: set[str] = set()
        self.touched_formulas = False
        self.sheets: dict[str, SheetModel] = {}
        for sheet in _all(book, "sheet"):
            kind, part = links[next(v for k, v in sheet.attrib.items() if k.endswith("}id"))]
            if kind == "worksheet":
                self.sheets[sheet.get("name")] = self._sheet(part, sheet.get("state", "visible"))

    def write(self, sheet: str, row: int, column: int, block: Sequence[Sequence[Value]]) -> bool:
        """Write a block; False, and nothing changed, when it must be refused."""
        model = self.sheets[sheet]
        values = {
            (row + i, column + j): None if value == "" else value
            for i, line in enumerate(block)
            for j, value in enumerate(line)
        }
        left_alone = set()
        for table in model.tables:
            for place in set(values) & set(table.box.places()):
                if place[0] < table.data.top:
                    if values[place] != table.columns[place[1] - table.box.left]:
                        return False
                    left_alone.add(place)
                elif place[0] > table.data.bottom:
                    return False
        for merged in model.merged:
            hidden = [p for p in merged.places()[1:] if values.get(p) is not None]
            if hidden:
                return False
        if not self._arrays_allow(model, set(values)):
            return False
        styles = {place: model.style_for(place) for place in values}
        for place, value in values.items():
            shows_date = (styles[place] or 0) in self.dates
            if isinstance(value, date) and place not in left_alone and not shows_date:
                return False
        for place, value in values.items():
            model.written[place] = value
            if place in left_alone or (value is None and place not in model.cells):
                continue
            self._notice(model, place, value)
            model.cells[place] = self._cell(value, styles[place])
        model.arrays = [a for a in model.arrays if not set(a.places()) <= set(values)]
        return True

    def resize(self, name: str, rows: int) -> bool:
        """Resize a table; False, and nothing changed, when it must be refused."""
        model, table = self.table(name)
        data = table.data
        now = data.bottom - data.top + 1
        if rows < 1 or table.totals:
            return False
        end = data.top + rows - 1
        if rows < now:
            lost = Box(end + 1, data.left, data.bottom, data.right)
            if not self._arrays_allow(model, set(lost.places())):
                return False
            for place in lost.places():
                model.written[place] = None
                self._notice(model, place, None)
                if place in model.cells:
                    model.cells[place] = Cell(style=model.cells[place].style)
            model.arrays = [a for a in model.arrays if not set(a.places()) <= set(lost.places())]
        elif rows > now:
            new = Box(data.bottom + 1, data.left, end, data.right)
            places = set(new.places())
            if any(model.cells.get(place, Cell()).filled for place in places):
                return False
            others = [t.box for t in model.tables if t is not table]
            if any(places & set(b.places()) for b in (*others, *model.merged, *model.arrays)):
                return False
            for place in new.places():
                column = table.columns[place[1] - data.left]
                above = model.cells.get((data.bottom, place[1]), Cell())
                formula = above.formula or table.formulas.get(column)
                if column not in table.formulas and "[#This Row]" not in (formula or ""):
                    formula = None
                style, plain = above.style, model.default(place) is None
                if place in model.cells:
                    style = model.cells[place].style
                elif formula is not None and (data.bottom, place[1]) not in model.cells:
                    style = model.default(place)
                templated = (data.bottom, place[1]) in model.cells and not (plain and not style)
                if formula is not None or templated or place in model.cells:
                    model.cells[place] = Cell(None, formula, style)
                value = None if formula is None else Formula(formula)
                self._notice(model, place, value)
                model.written[place] = value
        if rows != now:
            self.resized.add(name)
        table.box = Box(table.box.top, data.left, end, data.right)
        return True

    def _notice(self, model: SheetModel, place: Place, value: Value) -> None:
        """Remember whether a formula comes or goes."""
        gone = model.cells.get(place, Cell()).formula is not None
        self.touched_formulas |= gone or isinstance(value, Formula)

    def table(self, name: str) -> tuple[SheetModel, TableModel]:
        """A table and the sheet it stands on."""
        return next((s, t) for s in self.sheets.values() for t in s.tables if t.name == name)

    def activate(self, sheet: str) -> bool:
        """Make a sheet the active one; False when it is hidden."""
        if sheet in self.sheets and self.sheets[sheet].state != "visible":
            return False
        self.active = sheet
        return True

    def _cell(self, value: Value, style: int | None) -> Cell:
        if value is None:
            return Cell(style=style)
        if isinstance(value, Formula):
            return Cell(None, value.text, style)
        if isinstance(value, bool):
            return Cell(("b", value), None, style)
        if isinstance(value, str):
            return Cell(("s", value), None, style)
        if isinstance(value, date):
            epoch = CALENDAR_MAC_1904 if self.date1904 else CALENDAR_WINDOWS_1900
            moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
            return Cell(("n", round(float(to_excel(moment, epoch)), 9)), None, style)
        return Cell(("n", round(float(value), 9)), None, style)

    @staticmethod
    def _arrays_allow(model: SheetModel, places: set[Place]) -> bool:
        return all(
            not set(array.places()) & places or set(array.places()) <= places
            for array in model.arrays
        )

    def _sheet(self, part: str, state: str) -> SheetModel:
        tree, model = self._tree(part), SheetModel(part, state)
        for column in _all(tree, "col"):
            if column.get("style"):
                model.column_styles.append(
                    tuple(int(column.get(k, "0")) for k in ("min", "max", "style"))
                )
        model.merged = [Box.of(m.get("ref", "")) for m in _all(tree, "mergeCell")]
        shared: dict[str, tuple[str, str]] = {}
        row = 0
        for element in _all(tree, "row"):
            row, column = int(element.get("r", row + 1)), 0
            if element.get("customFormat") in ("1", "true"):
                model.row_styles[row] = int(element.get("s", "0"))
            for cell in _named(element, "c"):
                at = cell.get("r")
                column = Box.of(at).left if at else column + 1
                formula = next(iter(_named(cell, "f")), None)
                text = None if formula is None else self._formula(formula, row, column, shared)
                if formula is not None and formula.get("t") in ("array", "dataTable"):
                    model.arrays.append(Box.of(formula.get("ref", "")))
                style = cell.get("s")
                model.cells[row, column] = Cell(
                    self._value(cell), text, (int(style) if style else 0) or None
                )
        for target in self._links(part).get("table", []):
            model.tables.append(_table(self._tree(target)))
        return model

    @staticmethod
    def _formula(
        element: etree._Element, row: int, column: int, shared: dict[str, tuple[str, str]]
    ) -> str:
        here, text = f"{get_column_letter(column)}{row}", element.text or ""
        if element.get("t") == "shared":
            if text:
                shared[element.get("si", "")] = (text, here)
            else:
                head, origin = shared[element.get("si", "")]
                text = Translator("=" + head, origin).translate_formula(here)[1:]
        return text

    def _value(self, cell: etree._Element) -> tuple[str, object] | None:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "s", _text(next(iter(_named(cell, "is"))))
        value = next(iter(_named(cell, "v")), None)
        if value is None or (not value.text and kind != "str"):
            return None
        text = value.text or ""
        if kind == "s":
            return "s", self._strings[int(text)]
        if kind == "n":
            return "n", round(float(text), 9)
        return {"b": "b", "e": "e"}.get(kind, "s"), text == "1" if kind == "b" else text

    def _tree(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    def _ids(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", name + ".rels")
        if place not in self.parts:
            return {}
        found = {}
        for link in self._tree(place):
            target = link.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[link.get("Id")] = link.get("Type", "").rpartition("/")[2], path
        return found

    def _links(self, part: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for kind, target in self._ids(part).values():
            found.setdefault(kind, []).append(target)
        return found


def _all(tree: etree._Element, name: str) -> etree._Element:
    return tree.iter("{*}" + name)


def _named(tree: etree._Element, name: str) -> list[etree._Element]:
    return tree.findall("{*}" + name)


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _text(item: etree._Element) -> str:
    texts = [t.text or "" for t in _all(item, "t") if not t.getparent().tag.endswith("}rPh")]
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(texts))


def _date_styles(styles: etree._Element) -> set[int]:
    """The styles whose format shows a date; the formats of the test books hold ``yy`` then."""
    codes = {f.get("numFmtId"): f.get("formatCode", "").lower() for f in _all(styles, "numFmt")}
    found = set()
    for number, xf in enumerate(_named(next(_all(styles, "cellXfs")), "xf")):
        code = codes.get(xf.get("numFmtId"), "")
        if "yy" in code or xf.get("numFmtId") in ("14", "22"):
            found.add(number)
    return found


def _table(tree: etree._Element) -> TableModel:
    columns = list(_all(tree, "tableColumn"))
    return TableModel(
        tree.get("displayName", ""),
        Box.of(tree.get("ref", "")),
        int(tree.get("headerRowCount", "1")),
        int(tree.get("totalsRowCount", "0")),
        [column.get("name", "") for column in columns],
        {
            column.get("name", ""): formula.text or ""
            for column in columns
            for formula in _named(column, "calculatedColumnFormula")
        },
    )
