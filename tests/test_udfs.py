from __future__ import annotations

import random
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from xlwings import conversion

from danvan_xl.engines import open_book
from danvan_xl.engines.engine import NAME as ENGINE_NAME
from danvan_xl.resources import folder
from danvan_xl.schema.lists import STATUSES
from danvan_xl.standing.deadlines import assess
from danvan_xl.standing.working_days import WorkingCalendar
from danvan_xl.udfs import (
    DVK_CHUAN_HOA,
    DVK_DOC_SO,
    DVK_SO_NGAY_QUA_HAN,
    DVK_TRANG_THAI,
    descriptions,
)
from tests.udf_import import Imported, import_functions

untimed = settings(deadline=None)  # a busy machine is no failure

LAST = date(2022, 9, 19)
ANY_CALENDAR = WorkingCalendar(frozenset(), frozenset())
DAYS = [LAST + timedelta(days=days) for days in (-20, -8, -7, -1, 0, 1, 2, 36)]

NO_DAY = "«hôm qua» không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 05/9/2022."
OTHER_SHAPES = "Các vùng ô không cùng kích thước; hãy chọn các vùng bằng nhau."


def serial(day: date) -> float:
    """Return Excel's number of ``day``."""
    return float((day - date(1899, 12, 30)).days)


def as_datetime(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 30)


def as_text(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    """Every combination of dates received and returned, exempt or not."""
    rows = [
        (LAST, received, returned, exempt)
        for received in (None, *DAYS)
        for returned in (None, *DAYS)
        for exempt in ("", "x")
    ]
    columns = ["last_day", "received", "returned", "exempt"]
    return pd.DataFrame(rows, columns=columns, dtype="object")


@pytest.mark.parametrize("given_as", [lambda day: day, as_datetime, serial, as_text])
@pytest.mark.parametrize("day", DAYS)
def test_the_status_is_that_of_the_deadlines(facts: pd.DataFrame, day: date, given_as: Any) -> None:
    def column(name: str) -> list[list[Any]]:
        return [[given_as(cell) if isinstance(cell, date) else cell] for cell in facts[name]]

    status = DVK_TRANG_THAI(
        column("last_day"),
        column("received"),
        column("returned"),
        column("exempt"),
        given_as(day),
    )
    assert status == [[STATUSES[word]] for word in assess(facts, day, ANY_CALENDAR)["status"]]


@pytest.mark.parametrize("day", DAYS)
def test_the_days_overdue_are_those_of_the_deadlines(facts: pd.DataFrame, day: date) -> None:
    facts = facts[facts["returned"].isna() & (facts["exempt"] == "")]
    assert len(facts) == 9
    expected = [
        days if status in ("overdue", "late") else 0
        for status, days, _ in assess(facts, day, ANY_CALENDAR).itertuples(index=False)
    ]
    found = DVK_SO_NGAY_QUA_HAN(LAST, [[cell] for cell in facts["received"]], day)
    assert found == [[days] for days in expected]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((None,), ""),
        (("",), ""),
        ((0,), ""),  # a formula shows an empty cell as 0
        ((datetime(1899, 12, 30),), ""),  # the same in a date format
        (("hôm qua",), f"Ngày cuối {NO_DAY}"),
        ((LAST, "hôm qua"), f"Ngày nhận {NO_DAY}"),
        ((LAST, None, "hôm qua"), f"Ngày trả lại {NO_DAY}"),
        ((LAST, None, None, None, "hôm qua"), f"Ngày xét {NO_DAY}"),
        (
            (2022,),
            "Ngày cuối «2022» không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 05/9/2022.",
        ),
        (
            (True,),
            "Ngày cuối «TRUE» không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 05/9/2022.",
        ),
        ((LAST, "#N/A"), "Ô nguồn đang báo lỗi #N/A; hãy sửa ô đó trước."),
        ((LAST, 0, 0, 0, date(2022, 9, 20)), "Quá hạn"),
        ((LAST, None, None, False, date(2022, 9, 20)), "Quá hạn"),
        ((LAST, None, None, True, date(2022, 9, 20)), "Được miễn"),
        ((LAST, None, None, " ", date(2022, 9, 20)), "Quá hạn"),
        ((Decimal(44823), None, None, None, 44824.75), "Quá hạn"),
    ],
)
def test_a_status_is_shown_for_whatever_the_cells_hold(
    arguments: tuple[Any, ...], shown: str
) -> None:
    assert DVK_TRANG_THAI(*arguments) == shown


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((None, None, LAST), ""),
        ((LAST, None, date(2022, 9, 19)), 0),
        ((LAST, None, date(2022, 9, 20)), 1),
        ((LAST, date(2022, 9, 22), date(2022, 10, 20)), 3),
        ((LAST, date(2022, 9, 22), date(2022, 9, 21)), 2),  # not received yet that day
        ((LAST, "hôm qua", date(2022, 9, 21)), f"Ngày nhận {NO_DAY}"),
    ],
)
def test_days_overdue_are_shown_for_whatever_the_cells_hold(
    arguments: tuple[Any, ...], shown: str | int
) -> None:
    assert DVK_SO_NGAY_QUA_HAN(*arguments) == shown


def test_without_a_day_today_counts() -> None:
    yesterday = date.today() - timedelta(days=1)
    assert DVK_SO_NGAY_QUA_HAN(yesterday) in (1, 2)  # 2 when midnight passes meanwhile
    assert DVK_TRANG_THAI(yesterday, None, None, None, None) == "Quá hạn"


@pytest.mark.parametrize(
    ("argument", "result"),
    [
        ("1.250", 1250.0),
        (["1.250", None], [1250.0, ""]),
        ([["1.250", "01"]], [[1250.0, 1.0]]),
        ([["1.250"], ["01"]], [[1250.0], [1.0]]),
        ((("1", "2"), ("3", "4")), [[1.0, 2.0], [3.0, 4.0]]),
        ([["7"]], [[7.0]]),
        ([], [""]),
    ],
)
def test_a_range_gives_a_range_of_its_shape(argument: Any, result: Any) -> None:
    assert DVK_DOC_SO(argument) == result


def test_a_single_row_or_column_goes_with_the_whole_range() -> None:
    day = date(2022, 9, 22)
    assert DVK_SO_NGAY_QUA_HAN([[LAST], [LAST + timedelta(days=1)]], None, [[day, LAST]]) == [
        [3, 0],
        [2, 0],
    ]


def test_ranges_that_do_not_fit_are_refused_in_every_cell() -> None:
    found = DVK_TRANG_THAI([[LAST], [LAST]], [[None], [None], [None]])
    assert found == [[OTHER_SHAPES]] * 3


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("1.250,5", 1250.5),
        ("không", 0.0),
        ("3 mô hình", 3.0),
        ("3 m« h×nh", 3.0),
        ("kh«ng", 0.0),
        (12, 12.0),
        (12.5, 12.5),
        (Decimal("1250.5"), 1250.5),
        (None, ""),
        ("  ", ""),
        ("chưa có số liệu", "Không thấy số trong «chưa có số liệu»; hãy ghi bằng chữ số."),
        (True, "Không thấy số trong «TRUE»; hãy ghi bằng chữ số."),
        (datetime(2022, 9, 1), "«01/09/2022» là ngày, không phải số; hãy gõ lại số vào ô."),
        ("#VALUE!", "Ô nguồn đang báo lỗi #VALUE!; hãy sửa ô đó trước."),
    ],
)
def test_a_number_is_read_from_whatever_the_cell_holds(raw: object, shown: float | str) -> None:
    assert DVK_DOC_SO(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("UBND huyÖn B×nh S¬n", "UBND huyện Bình Sơn"),
        ("UBND huyeän Bình Sôn", "UBND huyện Bình Sơn"),
        ("Ðức  Phổ\u00a0", "Đức Phổ"),
        ("To\u0302\u0309 1\u200b", "Tổ 1"),
        ("Quảng\u00ad Ngãi", "Quảng Ngãi"),
        ("Résumé 5 µm ABC® £20", "Résumé 5 µm ABC® £20"),
        (12.5, 12.5),
        (datetime(2022, 9, 5), datetime(2022, 9, 5)),
        (None, ""),
        ("#N/A", "Ô nguồn đang báo lỗi #N/A; hãy sửa ô đó trước."),
        ([["mét"], ["ñy ban"], ["Qu¶ng Ng·i"]], [["một"], ["ủy ban"], ["Quảng Ngãi"]]),
        ("mét", "mét"),  # alone it may be a metre
    ],
)
def test_text_is_made_clean_unicode(raw: object, shown: object) -> None:
    assert DVK_CHUAN_HOA(raw) == shown


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(),
    st.datetimes(),
    st.sampled_from(["#N/A", "1.250", "Qu¶ng Ng·i", "19/9/2022", "31/2/2022"]),
)


@untimed
@given(st.lists(CELLS, min_size=5, max_size=5))
def test_no_cell_makes_a_function_fail(cells: list[Any]) -> None:
    results = [
        DVK_TRANG_THAI(*cells),
        DVK_SO_NGAY_QUA_HAN(*cells[:3]),
        DVK_CHUAN_HOA(cells),
        DVK_DOC_SO(cells),
    ]
    assert [type(result) for result in results[2:]] == [list, list]
    assert isinstance(results[0], str)


@pytest.fixture(scope="module")
def windows() -> Imported:
    return import_functions("danvan_xl.xlam")


def test_the_macros_are_those_that_xlwings_makes(windows: Imported) -> None:
    source = folder("macros") / "xlwings_udfs.bas"
    assert source.read_text(encoding="ascii") == windows.vba
    assert windows.vba.count("ActiveWorkbook") == len(descriptions())


def test_excel_gets_the_descriptions_that_the_addin_has(windows: Imported) -> None:
    given_to_excel = {
        (
            options["Macro"].partition("!")[2],
            " ".join(options["Description"].split()),
            tuple(options["ArgumentDescriptions"]),
        )
        for options in windows.options
    }
    assert given_to_excel == set(descriptions())
    assert {options["Category"] for options in windows.options} == {"Dân vận khéo"}


def test_descriptions_fit_excel_and_say_something_of_each_argument() -> None:
    names = [name for name, _, _ in descriptions()]
    assert names == ["DVK_CHUAN_HOA", "DVK_DOC_SO", "DVK_SO_NGAY_QUA_HAN", "DVK_TRANG_THAI"]
    assert [len(arguments) for _, _, arguments in descriptions()] == [1, 1, 3, 5]
    for _, text, arguments in descriptions():
        assert all(10 < len(words) <= 255 for words in (text, *arguments))


def test_a_range_of_a_workbook_comes_in_and_goes_out_as_xlwings_hands_it_over(
    windows: Imported, tmp_path: Path
) -> None:
    """The conversions of ``xlwings.udfs.call_udf`` with the options that the decorators set."""
    path = tmp_path / "so.xlsx"
    book = xlsxwriter.Workbook(str(path))
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("A")
    sheet.write_datetime("A1", datetime(2022, 9, 19), dates)
    sheet.write_datetime("B1", datetime(2022, 9, 21), dates)
    sheet.write_string("A2", "19/9/2022")
    sheet.write_number("A3", 44823)
    sheet.write_formula("A4", "=NA()", None, "#N/A")
    book.close()
    opened = open_book(path)

    function = windows.module.DVK_SO_NGAY_QUA_HAN
    about = function.__xlfunc__
    cells = opened.sheets["A"]
    arguments = [
        conversion.read(cells.range(area), None, argument["options"])
        for area, argument in zip(("A1:A5", "B1:B5"), about["args"], strict=False)
    ]
    today = conversion.read(None, 44830.0, about["args"][2]["options"], engine_name=ENGINE_NAME)
    assert today == [[44830.0]]
    result = function(*arguments, today)
    written = conversion.write(result, None, about["ret"]["options"], engine_name=ENGINE_NAME)
    opened.close()
    error = "Ô nguồn đang báo lỗi #N/A; hãy sửa ô đó trước."
    assert written == [[2], [7], [7], [error], [""]]
    single = conversion.write("Quá hạn", None, about["ret"]["options"], engine_name=ENGINE_NAME)
    assert single == [["Quá hạn"]]


def test_importing_the_functions_loads_nothing_heavy_beyond_xlwings() -> None:
    code = (
        "import sys, xlwings; before = set(sys.modules); import danvan_xl.udfs; "
        "print(*{m.partition('.')[0] for m in set(sys.modules) - before})"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "danvan_xl" in loaded
    heavy = {"holidays", "docx", "docxtpl", "openpyxl", "xlsxwriter", "lxml", "rapidfuzz", "typer"}
    assert not heavy & set(loaded)


def test_a_long_column_is_read_in_any_order() -> None:
    """The order of the cells does not change what each one becomes."""
    cells = [["Qu¶ng Ng·i"], ["mét"], ["1 x·"], ["Đức Phổ"], ["héi"], ["Lª"], [None], [3.0]] * 20
    straight = {str(cell): result for cell, result in zip(cells, DVK_CHUAN_HOA(cells), strict=True)}
    random.Random(1).shuffle(cells)
    assert DVK_CHUAN_HOA(cells) == [straight[str(cell)] for cell in cells]
