"""What a workbook consists of, read from its parts: sheets, tables, pivots, calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.areas import Area
from danvan_xl.ooxml.package import Package
from danvan_xl.ooxml.refusals import BadFile
from danvan_xl.ooxml.table import TableInfo, read_table
from danvan_xl.ooxml.xmlbytes import child, children, is_true, parse

_WORKBOOK_TYPES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.",
    "application/vnd.ms-excel.sheet.macroEnabled.",
    "application/vnd.ms-excel.template.macroEnabled.",
    "application/vnd.ms-excel.addin.macroEnabled.",
)
WORKSHEET = "worksheet"


@dataclass(frozen=True)
class SheetInfo:
    """A sheet of the workbook; ``index`` counts from 1 and counts chart sheets too."""

    name: str
    index: int
    state: str
    """``visible``, ``hidden`` or ``veryHidden``."""
    kind: str
    """``worksheet``, ``chartsheet``, ``dialogsheet`` or another kind of relationship."""
    part: str


class Structure:
    """The workbook part and what hangs on it; read once, when a file is opened."""

    def __init__(self, package: Package) -> None:
        """BadFile when the package holds no workbook."""
        self._package = package
        found = package.linked("", "officeDocument")
        if not found or not package.content_type(found[0]).startswith(_WORKBOOK_TYPES):
            raise BadFile(texts.NOT_A_WORKBOOK)
        self.part = found[0]
        """The workbook part."""
        self.root: etree._Element = parse(package.read(self.part), self.part)
        self.sheets = tuple(self._read_sheets())
        self.tables: list[TableInfo] = [
            read_table(package, part, sheet.name)
            for sheet in self.sheets
            for part in package.linked(sheet.part, "table")
        ]

    def reread(self) -> None:
        """Take notice of a change of the workbook part; sheets do not come or go."""
        self.root = parse(self._package.read(self.part), self.part)

    def reread_table(self, part: str) -> None:
        """Take notice of a change of a table part."""
        self.tables = [
            read_table(self._package, part, table.sheet) if table.part == part else table
            for table in self.tables
        ]

    @property
    def date1904(self) -> bool:
        """Whether serial 0 is 1 January 1904."""
        properties = child(self.root, "workbookPr")
        return properties is not None and is_true(properties.get("date1904"))

    @property
    def active(self) -> int:
        """The position, from 0, of the sheet that shows when the file is opened."""
        for views in children(self.root, "bookViews"):
            for view in views:
                number = view.get("activeTab", "0")
                if number.isdigit() and int(number) < len(self.sheets):
                    return int(number)
        return 0

    @property
    def styles_part(self) -> str | None:
        """The part with cell styles."""
        return next(iter(self._package.linked(self.part, "styles")), None)

    @cached_property
    def calculation_chain(self) -> str | None:
        """The part that, when the file was opened, listed the formulas in order."""
        return next(iter(self._package.linked(self.part, "calcChain")), None)

    @cached_property
    def signed(self) -> bool:
        """Whether a digital signature covers the package."""
        return any(link.kind == "origin" for link in self._package.relationships(""))

    @cached_property
    def shared(self) -> bool:
        """Whether the workbook keeps a history of changes for several writers at once."""
        return any(
            link.kind in ("revisionHeaders", "usernames")
            for link in self._package.relationships(self.part)
        )

    def pivots(self, sheet: SheetInfo) -> list[Area]:
        """The areas that pivot tables take on a sheet."""
        found = []
        for part in self._package.linked(sheet.part, "pivotTable"):
            location = child(parse(self._package.read(part), part), "location")
            if location is not None:
                found.append(Area.parse(location.get("ref", "A1")))
        return found

    def _read_sheets(self) -> Iterator[SheetInfo]:
        links = {link.id: link for link in self._package.relationships(self.part)}
        elements = [item for group in children(self.root, "sheets") for item in group]
        for index, element in enumerate(elements, 1):
            own = {
                etree.QName(str(name)).localname: str(value)
                for name, value in element.attrib.items()
                if str(name).startswith("{")
            }
            link = links.get(own.get("id", ""))
            if link is None or not self._package.has(link.target):
                raise BadFile(texts.BROKEN_PART.format(part=element.get("name", self.part)))
            yield SheetInfo(
                name=element.get("name", ""),
                index=index,
                state=element.get("state", "visible"),
                kind=link.kind,
                part=link.target,
            )
        if not elements:
            raise BadFile(texts.NOT_A_WORKBOOK)
