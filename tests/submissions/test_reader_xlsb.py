from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from danvan_xl.ooxml import Area
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.readers.grid import Budget, Grid
from danvan_xl.submissions.readers.xlsb import read
from danvan_xl.submissions.readers.xlsb_cells import Shared, read_cells
from danvan_xl.submissions.readers.xlsb_names import named_areas, table_area
from danvan_xl.submissions.readers.xlsb_styles import Styles
from tests.office import convert
from tests.submissions.formats import write
from tests.submissions.test_reader_kinds import EVERYTHING
from tests.submissions.write_xlsb import SUM_OF_A1, record, wide

LIMITS = Limits()
HEAD = struct.pack("<II", 0, 0)
FORMULA = struct.pack("<I", len(SUM_OF_A1)) + SUM_OF_A1 + struct.pack("<I", 0)
ROW = record(0, struct.pack("<IIHBBBI", 0, 0, 300, 0, 0, 0, 0))
FONTS = b"".join(record(43, bytes(21) + wide(name)) for name in ("Arial", ".VnTime"))


def formats(*codes: str) -> Styles:
    """Styles 0, 1, … with these number formats."""
    own = b"".join(
        record(44, struct.pack("<H", 164 + n) + wide(code)) for n, code in enumerate(codes)
    )
    styles = b"".join(record(47, struct.pack("<HHH", 0, 164 + n, 0)) for n in range(len(codes)))
    return Styles(own + FONTS + record(617) + styles + record(618))


def grid(part: bytes, *texts: tuple[str, list[int]], styles: Styles | None = None) -> Grid:
    made = Grid("A", Budget(LIMITS))
    read_cells(part, Shared(texts, styles or Styles(FONTS), False), made)
    return made


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (record(2, HEAD + struct.pack("<i", 1250 << 2 | 2)), 1250.0),
        (record(2, HEAD + struct.pack("<i", -7 << 2 | 2)), -7.0),
        (record(2, HEAD + struct.pack("<i", 1250 << 2 | 3)), 12.5),
        (record(2, HEAD + struct.pack("<d", 0.5)[4:]), 0.5),
        (record(3, HEAD + b"\x2a"), ErrorCell("#N/A")),
        (record(3, HEAD + b"\x99"), ErrorCell("#N/A")),
        (record(4, HEAD + b"\x01"), True),
        (record(5, HEAD + struct.pack("<d", 0.1)), 0.1),
        (record(6, HEAD + wide("chữ")), "chữ"),
        (record(7, HEAD + struct.pack("<I", 1)), "hai"),
        (record(62, HEAD + b"\x00" + wide("đậm")), "đậm"),
        (record(8, HEAD + wide("kết quả") + b"\0\0" + FORMULA), "kết quả"),
        (record(8, HEAD + wide("") + b"\0\0" + FORMULA), None),
        (record(8, HEAD + wide("") + b"\x02\0" + FORMULA), Uncalculated()),
        (record(9, HEAD + struct.pack("<dH", 3, 0) + FORMULA), 3.0),
        (record(9, HEAD + struct.pack("<dH", 3, 2) + FORMULA), 3.0),
        (record(9, HEAD + struct.pack("<dH", 0, 0) + FORMULA), 0.0),
        (record(9, HEAD + struct.pack("<dH", 0, 2) + FORMULA), Uncalculated()),
        (record(10, HEAD + b"\0\0\0" + FORMULA), False),
        (record(11, HEAD + b"\x07\0\0" + FORMULA), ErrorCell("#DIV/0!")),
        (record(1, HEAD), None),
    ],
)
def test_a_record_is_its_value(cell: bytes, value: object) -> None:
    read_back = grid(ROW + cell, ("một", []), ("hai", [])).sheet().cell(1, 1)
    assert read_back == value
    assert type(read_back) is type(value)


def test_short_records_follow_the_cell_before_them() -> None:
    style = struct.pack("<I", 0)
    cells = (
        record(5, struct.pack("<II", 2, 0) + struct.pack("<d", 1.5)),
        record(12, style),
        record(16, style + struct.pack("<d", 2.5)),
        record(18, style + struct.pack("<I", 0)),
    )
    made = grid(ROW + b"".join(cells), ("chữ", [])).sheet()
    assert made.rows == [[None, None, 1.5, None, 2.5, "chữ"]]


def test_formats_tell_days_and_percentages() -> None:
    styles = formats("dd/mm/yyyy", "0.0%", '0" %"', "[Red]General")
    cells = b"".join(
        record(5, struct.pack("<II", n, n) + struct.pack("<d", 44_809.0)) for n in range(4)
    )
    made = grid(ROW + cells, styles=styles).sheet()
    assert made.rows == [[datetime(2022, 9, 5), 44_809.0, 44_809.0, 44_809.0]]
    assert made.percents == {(1, 2)}


def test_a_part_of_a_text_in_a_font_from_before_unicode_is_told() -> None:
    runs = struct.pack("<IHHHH", 2, 0, 0, 3, 1)
    made = grid(ROW + record(62, HEAD + b"\x01" + wide("Số l­îng") + runs)).sheet()
    assert made.legacy_fonts == {(1, 1): ".VnTime"}


def test_names_of_other_books_and_of_several_sheets_stand_for_nothing() -> None:
    links = struct.pack("<I", 3) + struct.pack("<9i", 0, 0, 0, 1, 0, 0, 0, 0, 1)
    area = struct.pack("<HIIHH", 0, 3, 34, 0xC001, 0xC005)

    def name(text: str, tokens: bytes, scope: int = 0xFFFFFFFF, flags: int = 0) -> bytes:
        head = struct.pack("<IBI", flags, 0, scope) + wide(text)
        return record(39, head + struct.pack("<I", len(tokens)) + tokens)

    workbook = b"".join(
        (
            record(357),
            record(355),
            record(362, links),
            name("results_area", b"\x3b" + area, scope=0),
            name("results_area", b"\x3b" + area.replace(b"\x22", b"\x23")),
            name("one_cell", b"\x5a" + struct.pack("<HIH", 0, 0, 0)),
            name("elsewhere", b"\x3b" + struct.pack("<H", 1) + area[2:]),
            name("across", b"\x3b" + struct.pack("<H", 2) + area[2:]),
            name("formula", b"\x3b" + area + b"\x03"),
            name("built_in", b"\x3b" + area, flags=0x20),
            name("nothing", b""),
        )
    )
    assert named_areas(workbook, ["A", "B"]) == {
        "results_area": ("A", Area(4, 2, 36, 6)),
        "one_cell": ("A", Area(1, 1, 1, 1)),
    }


def test_a_table_is_told_by_the_name_that_is_shown() -> None:
    body = struct.pack("<4I", 3, 34, 1, 5) + bytes(48) + wide("x") + wide("tblResults")
    assert table_area(record(343, body)) == ("tblresults", Area(4, 2, 35, 6))
    assert table_area(record(344)) is None


def test_the_written_file_is_what_others_read_too() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(write("xlsb", EVERYTHING)))
    assert book.sheet_names == [page.name for page in EVERYTHING.sheets]
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[2][1:4] == ["CT101", 12.0, "Đã nộp, «đủ» & <đúng>"]
    assert rows[6][3] == datetime(2022, 12, 31, 14, 30)
    assert rows[6][2] == 44_809, "python-calamine tells whole days by now: it may be used again"


def test_libreoffice_reads_the_written_file_as_it_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsb"
    path.write_bytes(write("xlsb", EVERYTHING))
    book = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "ra"))
    sheet = book["Kết quả"]
    assert [sheet["C7"].value, sheet["D7"].value] == [
        datetime(2022, 9, 5),
        datetime(2022, 12, 31, 14, 30),
    ]
    assert [sheet["B6"].value, sheet["D6"].value] == ["=#N/A", "=SUM(A1)"]
    assert [sheet["C8"].font.name, sheet["D8"].font.name] == [".VnTime", "VNI-Times"]
    assert sheet["A8"].number_format == "0.00%"
    assert sheet.row_dimensions[4].hidden
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["C2:D2", "D3:E4"]
    assert book["Trang ẩn"].sheet_state == "hidden"


def test_sheets_of_charts_and_macros_are_left_out_and_names_still_fit() -> None:
    data = write("xlsb", EVERYTHING)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("workbook.bin.rels"):
                part = part.replace(
                    b'/worksheet" Target="worksheets/sheet1',
                    b'/chartsheet" Target="worksheets/sheet1',
                )
            new.writestr(name, part)
    book = read(out.getvalue(), LIMITS)
    assert [sheet.name for sheet in book.sheets] == ["Trang ẩn", "Mô hình (mới)"]
    assert book.areas["period_year"] == ("Trang ẩn", Area(1, 2, 1, 2))
