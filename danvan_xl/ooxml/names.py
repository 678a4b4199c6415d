"""Defined names of a workbook, and the areas they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.areas import Area
from danvan_xl.ooxml.refusals import Refused
from danvan_xl.ooxml.table import TableInfo
from danvan_xl.ooxml.xmlbytes import children

_AREA = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!\[\]():,;\s]+))!"
    r"(?P<area>\$?[A-Za-z]{1,3}\$?[0-9]+(?::\$?[A-Za-z]{1,3}\$?[0-9]+)?)"
)
_COLUMN = re.compile(r"(?P<table>[^\[\]!'\s]+)\[(?P<column>(?:[^\[\]'#@]|'.)+)\]")
_ESCAPE = re.compile(r"'(.)")


def read_names(workbook: etree._Element, sheets: Iterable[str]) -> dict[str, str]:
    """Name → what it refers to; a name that belongs to one sheet has the key ``Sheet!name``."""
    titles = list(sheets)
    found = {}
    for group in children(workbook, "definedNames"):
        for element in children(group, "definedName"):
            name, scope = element.get("name", ""), element.get("localSheetId")
            if scope is not None and scope.isdigit() and int(scope) < len(titles):
                name = f"{titles[int(scope)]}!{name}"
            found[name] = (element.text or "").strip()
    return found


def find_area(
    name: str, names: Mapping[str, str], sheets: Iterable[str], tables: Iterable[TableInfo]
) -> tuple[str, Area]:
    """The sheet and the area that a name stands for, whatever the case of the name.

    Understood: ``Sheet!A1``, ``Sheet!A1:B2`` and ``table[Column]``. Refused for all else, as
    deleted cells, other workbooks and formulas, and for a name that is not there.
    """
    text = next((to for key, to in names.items() if key.casefold() == name.casefold()), None)
    if text is None:
        raise Refused(texts.NAME_MISSING.format(name=name))
    refused = Refused(texts.NAME_BROKEN.format(name=name, text=text))
    if found := _AREA.fullmatch(text):
        title = (found["quoted"] or found["plain"]).replace("''", "'").casefold()
        sheet = next((sheet for sheet in sheets if sheet.casefold() == title), None)
        if sheet is None:
            raise refused
        try:
            return sheet, Area.parse(found["area"])
        except ValueError:
            raise refused from None
    if found := _COLUMN.fullmatch(text):
        column = _ESCAPE.sub(r"\1", found["column"]).casefold()
        for table in tables:
            headers = [header.casefold() for header in table.columns]
            if table.name.casefold() == found["table"].casefold() and column in headers:
                data = table.data_area
                at = data.first_column + headers.index(column)
                return table.sheet, Area(data.first_row, at, data.last_row, at)
    raise refused
