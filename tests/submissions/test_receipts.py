from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.submissions.receipts import (
    RECEIPTS_FILE,
    Receipt,
    days_of,
    is_receipts,
    read_receipts,
)

FIRST, SECOND = date(2022, 9, 5), date(2022, 9, 12)


def folder(tmp_path: Path, content: bytes) -> Path:
    (tmp_path / RECEIPTS_FILE).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_days_are_read_by_file_name(tmp_path: Path, delimiter: str, mark: str) -> None:
    text = f"{mark}Tệp{delimiter}Ngày nhận\r\n a.xlsx {delimiter}05/9/2022\r\n\r\n"
    assert read_receipts(folder(tmp_path, text.encode())) == (Receipt("a.xlsx", FIRST, 2),)


def test_without_the_file_nothing_is_stated(tmp_path: Path) -> None:
    assert read_receipts(tmp_path) == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Tệp;Ngày nhận\na.xlsx;hôm qua", "dòng 2"),
        ("Tệp;Ngày nhận\n\n\na.xlsx;hôm qua", "dòng 4"),
        ("Tệp;Ngày nhận\na.xlsx", "dòng 2"),
        ("Tệp;Ngày nhận\na.xlsx;31/2/2022", "dòng 2"),
        ("Tên;Ngày\na.xlsx;05/9/2022", "dòng đầu"),
        ("", "dòng đầu"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(DanVanError, match=message):
        read_receipts(folder(tmp_path, content.encode()))


LONG = "a" * 131_073
"""A character more than ``csv`` takes in one cell."""


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (['"a.xlsx;05/9/2022', "b.xlsx;12/9/2022"], 2),
        (["a.xlsx;05/9/2022", 'b.xlsx;"12/9/2022', "c.xlsx;12/9/2022"], 3),
        (['a.xlsx;05/9/2022;"ghi chú', "b.xlsx;12/9/2022"], 2),
        (['a.xlsx;05/9/2022;"ghi chú', 'b.xlsx;12/9/2022;"', "c.xlsx;12/9/2022"], 2),
        (['"a.xlsx;05/9/2022', *["b.xlsx;12/9/2022"] * 10_000], 2),
        (["", '"a.xlsx;05/9/2022'], 3),
        (['"Tờ "a".xlsx";05/9/2022'], 2),
        (["a.xlsx;05/9/2022", f"{LONG}.xlsx;05/9/2022"], 3),
        (["a\0.xlsx;05/9/2022"], 2),
        (["a.xlsx;05/9/2022", "\0" * 200_000], 3),
    ],
)
def test_a_line_that_is_no_csv_is_named_and_takes_no_other_in(
    tmp_path: Path, lines: list[str], line: int
) -> None:
    text = "\r\n".join(["Tệp;Ngày nhận", *lines])
    with pytest.raises(DanVanError, match=rf"^ngay-nhan\.csv, dòng {line}: có .*nhập lại\.$"):
        read_receipts(folder(tmp_path, text.encode()))


def test_a_header_with_an_open_quote_is_named(tmp_path: Path) -> None:
    text = '"Tệp;Ngày nhận\na.xlsx;05/9/2022'
    with pytest.raises(DanVanError, match=r"dòng 1: có dấu nháy kép"):
        read_receipts(folder(tmp_path, text.encode()))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('"Phiếu; bản 2.xlsx"', "Phiếu; bản 2.xlsx"),
        ('"Phiếu ""mới"".xlsx"', 'Phiếu "mới".xlsx'),
        ('Phiếu "mới".xlsx', 'Phiếu "mới".xlsx'),
    ],
)
def test_quotes_that_are_closed_are_read(tmp_path: Path, typed: str, name: str) -> None:
    text = f'Tệp;Ngày nhận;Ghi chú\n{typed};"05/9/2022";""\nb.xlsx;12/9/2022;'
    assert read_receipts(folder(tmp_path, text.encode())) == (
        Receipt(name, FIRST, 2),
        Receipt("b.xlsx", SECOND, 3),
    )


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match="CSV UTF-8"):
        read_receipts(folder(tmp_path, "Tệp;Ngày nhận".encode("utf-16")))


def test_capital_letters_in_the_name_of_the_list_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "Ngay-nhan.CSV"
    path.write_text("Tệp;Ngày nhận\na.xlsx;05/9/2022", "utf-8")
    assert is_receipts(path)
    assert read_receipts(tmp_path) == (Receipt("a.xlsx", FIRST, 2),)


@pytest.mark.parametrize("name", ["ngay-nhan.xlsx", "Ngay-Nhan.XLS", "ngay-nhan.ods"])
def test_a_workbook_in_place_of_the_list_is_told_how_to_save_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK")
    assert is_receipts(path)
    with pytest.raises(DanVanError, match=rf"«{name}».*lưu lại thành ngay-nhan\.csv.*CSV UTF-8"):
        read_receipts(tmp_path)
    text = "Tệp;Ngày nhận\na.xlsx;05/9/2022"
    assert read_receipts(folder(tmp_path, text.encode())) == (Receipt("a.xlsx", FIRST, 2),)


def test_two_lists_in_one_folder_are_named(tmp_path: Path) -> None:
    folder(tmp_path, b"")
    (tmp_path / "NGAY-NHAN.csv").write_bytes(b"")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("capital letters do not count in names here")
    with pytest.raises(DanVanError, match=r"cả «NGAY-NHAN\.csv» và «ngay-nhan\.csv»"):
        read_receipts(tmp_path)


def test_other_files_are_no_list() -> None:
    for name in ("ngay-nhan.txt", "ngay-nhan 2.xlsx", "phiếu.csv"):
        assert not is_receipts(Path(name))


FILES = ("Phiếu STP.xlsx", "STC.xlsx", "SXD.xls", "SXD.xlsx", "thư.eml", "SYT.1.xlsx")
ATTACHED = ("thư.eml › Sở Y tế.xlsx", "Sở Y tế.xlsx", "thư.eml › STC.ods", "STC.ods")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("STC.xlsx", "STC.xlsx"),
        ("stc.XLSX", "STC.xlsx"),
        ("Stc", "STC.xlsx"),  # that in the folder, which the officer sees
        ("phiếu STP", "Phiếu STP.xlsx"),
        (unicodedata.normalize("NFD", "Phiếu STP.xlsx"), "Phiếu STP.xlsx"),
        ("SXD.XLS", "SXD.xls"),
        ("SYT.1", "SYT.1.xlsx"),
        ("THƯ", "thư.eml"),
        ("Thư.eml", "thư.eml"),
        ("sở y tế", "Sở Y tế.xlsx"),
        (unicodedata.normalize("NFD", "THƯ.eml › sở y tế"), "thư.eml › Sở Y tế.xlsx"),
        ("stc.ods", "STC.ods"),
        ("phiếu\u00a0 STP.xlsx", "Phiếu STP.xlsx"),
    ],
)
def test_a_name_is_known_though_it_is_typed_otherwise(typed: str, name: str) -> None:
    days = days_of([Receipt(typed, FIRST, 2)], FILES, ATTACHED)
    assert days.by_name == {name: FIRST}
    assert days.unclear == ()


def test_a_file_with_a_name_in_another_form_of_unicode_is_known() -> None:
    name = unicodedata.normalize("NFD", "Phiếu STP.xlsx")
    assert days_of([Receipt("phiếu stp", FIRST, 2)], [name], []).by_name == {name: FIRST}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SXD", "dòng 2: «SXD» có thể là 2 tệp («SXD.xls», «SXD.xlsx»)"),
        ("STP.xlsx", "ghi tệp «STP.xlsx» nhưng trong thư mục không có"),
        ("SYT", "không có"),
        ("STC.xls", "không có"),
        ("", "không có"),
    ],
)
def test_a_name_of_no_file_or_of_two_is_told(typed: str, said: str) -> None:
    days = days_of([Receipt(typed, FIRST, 2)], FILES, ATTACHED)
    assert days.by_name == {}
    assert said in days.unclear[0]


def test_names_that_differ_in_capital_letters_only_are_told_apart() -> None:
    files = ["a.xlsx", "A.xlsx"]
    receipts = [Receipt("A.xlsx", FIRST, 2), Receipt("a.xlsx", SECOND, 3)]
    assert days_of(receipts, files, []).by_name == {"A.xlsx": FIRST, "a.xlsx": SECOND}
    assert "2 tệp" in days_of([Receipt("A.XLSX", FIRST, 2)], files, []).unclear[0]


def test_files_of_one_name_in_two_letters_came_the_same_day_if_it_is_whole() -> None:
    names = ["1.eml › phieu.xlsx", "phieu.xlsx", "2.eml › phieu.xlsx", "phieu.xlsx"]
    found = days_of([Receipt("Phieu.xlsx", FIRST, 2)], [], names)
    assert found.by_name == {"phieu.xlsx": FIRST}
    assert "2 tệp" in days_of([Receipt("phieu", FIRST, 2)], [], names).unclear[0]


@pytest.mark.parametrize("again", ["STC.xlsx", "stc", "STC.XLSX"])
def test_two_days_for_one_file_are_refused_with_both_lines(again: str) -> None:
    receipts = [Receipt("STC.xlsx", FIRST, 2), Receipt(again, SECOND, 7)]
    with pytest.raises(DanVanError, match=r"dòng 2 và dòng 7: cùng tệp «STC\.xlsx».*05/09.*12/09"):
        days_of(receipts, FILES, ATTACHED)
    same = [Receipt("STC.xlsx", FIRST, 2), Receipt(again, FIRST, 7)]
    assert days_of(same, FILES, ATTACHED).by_name == {"STC.xlsx": FIRST}
