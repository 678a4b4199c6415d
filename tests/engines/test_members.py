"""Every public member of xlwings' objects either works on a file or is refused by name."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import xlwings as xw
from xlwings.main import (
    Books,
    Names,
    RangeColumns,
    RangeRows,
    Sheets,
    Table,
    Tables,
)

from danvan_xl.engines import NotOnFiles
from danvan_xl.ooxml import Refused

OBJECTS: dict[type, Callable[[xw.Book], Any]] = {
    xw.App: lambda book: book.app,
    Books: lambda book: book.app.books,
    xw.Book: lambda book: book,
    Sheets: lambda book: book.sheets,
    xw.Sheet: lambda book: book.sheets["Số liệu"],
    xw.Range: lambda book: book.sheets["Số liệu"]["C2"],
    RangeRows: lambda book: book.sheets["Số liệu"]["B2:C3"].rows,
    RangeColumns: lambda book: book.sheets["Số liệu"]["B2:C3"].columns,
    Tables: lambda book: book.sheets["Mô hình"].tables,
    Table: lambda book: book.sheets["Mô hình"].tables[0],
    Names: lambda book: book.names,
    xw.Name: lambda book: book.names["unit_code"],
}

WORK = {
    xw.App: "activate alert books calculation display_alerts engine pid properties quit range"
    " screen_updating status_bar version visible",
    Books: "active count open",
    xw.Book: "activate app caller close fullname name names save set_mock_caller sheet_names"
    " sheets",
    Sheets: "active count",
    xw.Sheet: "activate book cells index name range tables used_range",
    xw.Range: "address api clear_contents column columns count end expand formula get_address"
    " has_array impl last_cell name number_format offset options raw_value resize row rows shape"
    " sheet size table value",
    RangeRows: "count",
    RangeColumns: "count",
    Tables: "count",
    Table: (
        "autofilter data_body_range header_row_range name parent range resize totals_row_range"
    ),
    Names: "contains count",
    xw.Name: "name refers_to refers_to_range",
}
SETTABLE = {
    xw.App: "calculation display_alerts screen_updating status_bar",
    xw.Range: "formula raw_value value",
}
LICENSED = {
    xw.App: "create_report render_template",
    xw.Book: "render_template",
    xw.Sheet: "render_template",
}
ARGUMENTS: dict[str, Callable[[xw.Book], tuple[Any, ...]]] = {
    "App.alert": lambda book: ("Xong",),
    "App.macro": lambda book: ("Module1.Main",),
    "App.range": lambda book: ("A1",),
    "Books.open": lambda book: (book.fullname,),
    "Book.macro": lambda book: ("Module1.Main",),
    "Sheet.move": lambda book: (None, book.sheets["Trống"]),
    "Sheet.range": lambda book: ("A1",),
    "Sheet.to_html": lambda book: ("trang.html",),
    "Range.add_comment": lambda book: ("ghi chú",),
    "Range.add_hyperlink": lambda book: ("https://quangngai.gov.vn",),
    "Range.add_note": lambda book: ("ghi chú",),
    "Range.adjust_indent": lambda book: (1,),
    "Range.autofill": lambda book: (book.sheets["Trống"]["A1"],),
    "Range.copy_from": lambda book: (book.sheets["Trống"]["A1"],),
    "Range.end": lambda book: ("down",),
    "Range.find": lambda book: ("Số",),
    "Range.get_special_cells": lambda book: ("blanks",),
    "Range.insert": lambda book: ("down",),
    "Range.move": lambda book: (book.sheets["Trống"]["A1"],),
    "Range.remove_duplicates": lambda book: (1,),
    "Range.replace_all": lambda book: ("a", "b"),
    "Range.set_colors": lambda book: ([["#ff0000"]],),
    "Range.sort": lambda book: (1,),
    "Tables.add": lambda book: (book.sheets["Trống"]["A1:B2"],),
    "Table.resize": lambda book: (book.sheets["Mô hình"].tables[0].range,),
    "Table.sort": lambda book: (1,),
    "Table.update": lambda book: (pd.DataFrame({"Mã": ["1"]}),),
    "Names.add": lambda book: ("moi", "=1"),
    "Names.contains": lambda book: ("unit_code",),
}


def members() -> list[tuple[type, str]]:
    """The public members of the objects."""
    return [(kind, name) for kind in OBJECTS for name in dir(kind) if not name.startswith("_")]


def use(holder: Any, kind: type, name: str, book: xw.Book) -> None:
    """Read a property or call a method, and what it hands out, as far as it takes."""
    result = getattr(holder, name)
    if inspect.isroutine(result):
        arguments = ARGUMENTS.get(f"{kind.__name__}.{name}", lambda book: ())(book)
        result = result(*arguments)
    if inspect.isawaitable(result):
        result = asyncio.run(_awaited(result))
    if isinstance(result, xw.Notes | xw.Comments):
        list(result)
    elif type(result).__name__ == "Macro":
        result()
    elif hasattr(result, "__enter__") and name == "properties":
        with result:
            pass


async def _awaited(result: Any) -> Any:
    return await result


def words(table: dict[type, str], kind: type) -> set[str]:
    return set(table.get(kind, "").split())


@pytest.mark.parametrize(
    ("kind", "name"),
    [pytest.param(*member, id=f"{member[0].__name__}.{member[1]}") for member in members()],
)
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:Deprecated")
def test_a_member_works_or_is_refused_by_name(book, monkeypatch, kind, name):
    monkeypatch.setattr("sys.argv", ["python"])
    xw.Book.set_mock_caller(book)
    holder = OBJECTS[kind](book)
    if name in words(WORK, kind):
        use(holder, kind, name, book)
    elif name in words(LICENSED, kind):
        with pytest.raises(xw.LicenseError):
            use(holder, kind, name, book)
    else:
        before = book.impl.workbook.to_bytes()
        with pytest.raises((NotOnFiles, Refused)):
            use(holder, kind, name, book)
        assert name == "update" or book.impl.workbook.to_bytes() == before


SETTERS = [
    (kind, name)
    for kind in OBJECTS
    for name in dir(kind)
    if isinstance(getattr(kind, name), property) and getattr(kind, name).fset is not None
]
VALUES = {"hidden": True, "horizontal_alignment": "left", "vertical_alignment": "top"}


@pytest.mark.parametrize(
    ("kind", "name"),
    [pytest.param(*member, id=f"{member[0].__name__}.{member[1]}") for member in SETTERS],
)
def test_setting_a_member_works_or_is_refused_by_name(book, kind, name):
    holder = OBJECTS[kind](book)
    value = VALUES.get(name, "x")
    if name in words(SETTABLE, kind):
        setattr(holder, name, value)
        assert getattr(holder, name) == value
    else:
        before = book.impl.workbook.to_bytes()
        with pytest.raises(NotOnFiles, match=name.replace("hidden", "_hidden")):
            setattr(holder, name, value)
        assert book.impl.workbook.to_bytes() == before


def test_the_error_names_the_member_and_is_a_defect_not_a_users_mistake(book):
    with pytest.raises(NotImplementedError, match=r"Range\.color needs Excel"):
        _ = book.sheets[0]["A1"].color
    with pytest.raises(NotImplementedError, match=r"Setting Range\.color needs Excel"):
        book.sheets[0]["A1"].color = "#ff0000"


@pytest.mark.parametrize(
    "use_it",
    [
        lambda book: book.names.__setitem__("moi", "=1"),
        lambda book: book.names.__setitem__("unit_code", "=1"),
        lambda book: book.names.__setitem__("moi", book.sheets[0]["A1"]),
        lambda book: book.names.__delitem__("unit_code"),
        lambda book: book.sheets.__delitem__("Trống"),
        lambda book: book.sheets[0]["A1"].api.Interior,
        lambda book: setattr(book.sheets[0]["A1"].api, "Value", 1),
        lambda book: "Trống" in book.sheets,
        lambda book: "Trống" in book.app.books,
        lambda book: setattr(book.impl, "anything", 1),
    ],
)
def test_operators_and_native_objects_are_refused_too(book, use_it):
    with pytest.raises(NotOnFiles):
        use_it(book)


def test_an_error_inside_the_engine_is_not_taken_for_a_refusal(book, monkeypatch):
    def broken(self):
        raise AttributeError("a defect")

    monkeypatch.setattr(type(book.impl), "name", property(broken))
    with pytest.raises(AttributeError, match="a defect"):
        _ = book.name
