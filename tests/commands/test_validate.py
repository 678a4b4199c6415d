"""What "Kiểm tra" finds in a master into which people typed mistakes, and how it shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlwings as xw
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.validate import ValidateResult, validate
from danvan_xl.engines import open_book
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import FINDINGS, INITIATIVES, LOG, RESULTS, SUBMISSIONS, UNITS
from tests.office import convert
from tests.rounds import Round, good_answer
from tests.sheet_rows import Row, Sheets, add_column
from tests.terminal_runs import CommandLine

NAME = "Tên mô hình, điển hình"


class Typist:
    """A person at the master: sees tables, types into cells."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _with(self, action: Callable[[xw.Book], Any]) -> Any:
        with open_book(self.path) as book:
            done = action(book)
            book.save()
            return done

    def rows(self, table: Table) -> list[Row]:
        return Sheets(self.path).rows(table.name)

    def address(self, table: Table, row: int, header: str) -> str:
        """The address of a cell; ``row`` counts from 0."""
        with open_book(self.path) as book:
            head = book.sheets[table.sheet].tables[table.name].header_row_range
            column = head.value.index(header)
            return f"{openpyxl.utils.get_column_letter(head.column + column)}{head.row + 1 + row}"

    def find(self, table: Table, **known: object) -> int:
        """The first row with the values ``known``, by keys of the schema."""
        wanted = {table[key].header: value for key, value in known.items()}
        return next(
            number
            for number, row in enumerate(self.rows(table))
            if all(row[header] == value for header, value in wanted.items())
        )

    def type(self, table: Table, row: int, header: str, value: object) -> str:
        """Type ``value`` into a cell; return the cell's address."""
        cell = self.address(table, row, header)
        self._with(lambda book: setattr(book.sheets[table.sheet].range(cell), "value", value))
        return cell

    def add(self, table: Table, row: Row) -> int:
        """Type a new row below the table; return its number."""
        number = len(self.rows(table))

        def action(book: xw.Book) -> None:
            found = book.sheets[table.sheet].tables[table.name]
            head = found.header_row_range
            found.resize(head.resize(number + 2, len(head.value)))
            for header, value in row.items():
                if value is not None and not table_formula(table, header):
                    cell = found.data_body_range[number, head.value.index(header)]
                    cell.value = value

        self._with(action)
        return number

    def remove_last(self, table: Table) -> None:
        """Clear the last row and take it out of the table."""
        count = len(self.rows(table))

        def action(book: xw.Book) -> None:
            found = book.sheets[table.sheet].tables[table.name]
            stored = len(table.stored)
            found.data_body_range[count - 1, :stored].value = [None] * stored
            head = found.header_row_range
            found.resize(head.resize(count, len(head.value)))

        self._with(action)

    def check(self) -> ValidateResult:
        result = self._with(validate)
        assert isinstance(result, ValidateResult)
        return result


def table_formula(table: Table, header: str) -> bool:
    return any(column.header == header and column.formula for column in table)


@pytest.fixture(scope="module")
def imported(master_2022: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A master with the reports of two units, without any mistake."""
    path = tmp_path_factory.mktemp("imported") / "so.xlsx"
    path.write_bytes(master_2022)
    add_column(path, FINDINGS.name, "Người sửa")
    round_ = Round(path, "522", "STC")
    for code in ("522", "STC"):
        round_.return_form(code)
    round_.run(received=date(2022, 9, 12))
    assert Typist(path).check().findings == ()
    return path.read_bytes()


@pytest.fixture
def typist(imported: bytes, tmp_path: Path) -> Typist:
    path = tmp_path / "so.xlsx"
    path.write_bytes(imported)
    return Typist(path)


Told = tuple[str, str, str, str]
"""Code, sheet, cell and column of a finding."""


def told(result: ValidateResult) -> list[Told]:
    return [(f.finding.code, f.sheet, f.cell, f.column) for f in result.findings]


def wrong_kind(typist: Typist) -> list[Told]:
    row = typist.find(UNITS, code="BQN")
    cell = typist.type(UNITS, row, "Loại đơn vị", "Báo chí")
    return [("O05", "Đơn vị", cell, "Loại đơn vị")]


def unknown_unit(typist: Typist) -> list[Told]:
    cell = typist.type(SUBMISSIONS, 3, "Mã đơn vị", "SKHÔNG")
    return [("S01", "Báo cáo", cell, "Mã đơn vị")]


def text_for_a_number(typist: Typist) -> list[Told]:
    row = typist.find(RESULTS, unit_code="522", indicator="CT101")
    cell = typist.type(RESULTS, row, "Số liệu", "12 văn bản")
    return [("O02", "Kết quả", cell, "Số liệu")]


def text_for_a_day(typist: Typist) -> list[Told]:
    cell = typist.type(SUBMISSIONS, 0, "Ngày nhận", "tuần trước")
    return [("O06", "Báo cáo", cell, "Ngày nhận")]


def unit_twice(typist: Typist) -> list[Told]:
    row = typist.rows(UNITS)[2]
    new = typist.add(UNITS, row)
    return [("S02", "Đơn vị", typist.address(UNITS, new, "Mã đơn vị"), "Mã đơn vị")]


def figure_twice(typist: Typist) -> list[Told]:
    row = {**typist.rows(RESULTS)[0], "Số liệu": None}
    new = typist.add(RESULTS, row)
    places = [("S02", "Mã chỉ tiêu"), ("O01", "Số liệu")]
    return [(c, "Kết quả", typist.address(RESULTS, new, column), column) for c, column in places]


def more_resolved_than_received(typist: Typist) -> list[Told]:
    row = typist.find(RESULTS, unit_code="522", indicator="CT205")
    received = good_answer("522").figures["CT204"]
    assert isinstance(received, int)
    cell = typist.type(RESULTS, row, "Số liệu", received + 1)
    return [("Q01", "Kết quả", cell, "Số liệu")]


def count_unlike_the_register(typist: Typist) -> list[Told]:
    """One more in total and one more individual: the sums agree, the register does not."""
    found = []
    for indicator in ("CT401", "CT403", "CT405"):
        row = typist.find(RESULTS, unit_code="522", indicator=indicator)
        figure = typist.rows(RESULTS)[row]["Số liệu"] + 1
        found.append(("Q02", "Kết quả", typist.type(RESULTS, row, "Số liệu", figure), "Số liệu"))
    return found


def nearly_the_same_name(typist: Typist) -> list[Told]:
    rows = typist.rows(INITIATIVES)
    own = [number for number, row in enumerate(rows) if row["Mã đơn vị"] == "522"]
    name = rows[own[0]][NAME] + " 2"
    return [("M04", "Mô hình", typist.type(INITIATIVES, own[1], NAME, name), NAME)]


def the_same_name(typist: Typist) -> list[Told]:
    rows = typist.rows(INITIATIVES)
    own = [number for number, row in enumerate(rows) if row["Mã đơn vị"] == "522"]
    name = rows[own[0]][NAME].upper()
    return [("M03", "Mô hình", typist.type(INITIATIVES, own[1], NAME, name), NAME)]


def received_on_the_day_itself(typist: Typist) -> list[Told]:
    row = typist.find(SUBMISSIONS, unit_code="STC")
    cell = typist.type(SUBMISSIONS, row, "Ngày nhận", date(2022, 9, 20))
    return [("S03", "Báo cáo", cell, "Ngày nhận")]


def unknown_indicator(typist: Typist) -> list[Told]:
    row = {**typist.rows(RESULTS)[0], "Mã chỉ tiêu": "CT000"}
    new = typist.add(RESULTS, row)
    return [("S04", "Kết quả", typist.address(RESULTS, new, "Mã chỉ tiêu"), "Mã chỉ tiêu")]


WARNINGS = {"M04", "S03"}


@pytest.mark.parametrize(
    "mistake",
    [
        wrong_kind,
        unknown_unit,
        text_for_a_number,
        text_for_a_day,
        unit_twice,
        figure_twice,
        more_resolved_than_received,
        count_unlike_the_register,
        nearly_the_same_name,
        the_same_name,
        received_on_the_day_itself,
        unknown_indicator,
    ],
)
def test_a_mistake_is_found_in_its_cell_listed_and_marked(
    mistake: Callable[[Typist], list[Told]], typist: Typist
) -> None:
    expected = mistake(typist)
    result = typist.check()
    assert sorted(told(result)) == sorted(expected)
    assert result.warnings == sum(code in WARNINGS for code, *_ in expected)
    assert result.errors == len(expected) - result.warnings
    sheets = Sheets(typist.path)
    listed = sheets.rows(FINDINGS.name)
    assert [(r["Mã lỗi"], r["Trang tính"], r["Ô"], r["Cột"]) for r in listed] == told(result)
    assert [r["Nội dung"] for r in listed] == [f.finding.message for f in result.findings]
    assert {r["Tệp"] for r in listed} == {None}
    assert marked(sheets) == {(sheet, cell) for _, sheet, cell, _ in expected if sheet != "Đơn vị"}


def marked(sheets: Sheets) -> set[tuple[str, str]]:
    """Sheet and address of the cells that the helper columns name as wrong."""
    found = set()
    for table in (INITIATIVES, SUBMISSIONS, RESULTS):
        sheet = sheets[table.sheet]
        head, *body = sheet[sheet.tables[table.name].ref]
        letters = {cell.value: cell.column_letter for cell in head}
        for row in body:
            text = sheet[f"{letters['Ô có lỗi']}{row[0].row}"].value
            for header in str(text or "").strip(";").split(";") if text else []:
                found.add((table.sheet, f"{letters[header]}{row[0].row}"))
    return found


MISTAKES = (
    text_for_a_number,
    text_for_a_day,
    nearly_the_same_name,
    received_on_the_day_itself,
)


def test_a_cured_master_has_no_findings_and_no_marks(imported: bytes, typist: Typist) -> None:
    expected = [place for mistake in MISTAKES for place in mistake(typist)]
    assert sorted(told(typist.check())) == sorted(expected)
    right = openpyxl.load_workbook(BytesIO(imported))
    for _, sheet, cell, _ in expected:
        with open_book(typist.path) as book:
            book.sheets[sheet].range(cell).value = right[sheet][cell].value
            book.save()
    assert typist.check().findings == ()
    sheets = Sheets(typist.path)
    assert marked(sheets) == set()
    assert [r for r in sheets.rows(FINDINGS.name) if r["Mã lỗi"]] == []


def test_checking_writes_values_into_its_own_columns_only(typist: Typist, tmp_path: Path) -> None:
    """No colour, note, width or cell of the staff's changes: marks are texts that rules colour."""
    for mistake in MISTAKES:
        mistake(typist)
    before = typist.path.read_bytes()
    typist.check()
    old, new = (ZipFile(BytesIO(data)) for data in (before, typist.path.read_bytes()))
    assert old.namelist() == new.namelist()
    parts = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert {name.split("/")[1] for name in parts} == {"worksheets", "tables"}
    copy = tmp_path / "trước.xlsx"
    copy.write_bytes(before)
    was, now = Sheets(copy), Sheets(typist.path)
    changed = set()
    for sheet in now.book:
        if sheet.title in (FINDINGS.sheet, LOG.sheet):
            continue
        for row in sheet.iter_rows():
            for place, cell in enumerate(row):
                other = was[sheet.title][cell.coordinate]
                assert cell.style_id == other.style_id
                if cell.value != other.value:
                    changed.add((sheet.title, header_above(sheet, place)))
    assert changed == {(table.sheet, "Ô có lỗi") for table in (INITIATIVES, SUBMISSIONS, RESULTS)}


def header_above(sheet: Worksheet, place: int) -> str:
    """The header of a column of the sheet's table, which begins in column A."""
    (table,) = sheet.tables.values()
    (head, *_) = sheet[table.ref]
    return str(head[place].value)


def test_checking_again_changes_nothing_but_the_first_time_is_logged(typist: Typist) -> None:
    text_for_a_number(typist)
    first = typist.check()
    before = typist.path.read_bytes()
    assert told(typist.check()) == told(first)
    assert typist.path.read_bytes() == before
    lines = [row for row in typist.rows(LOG) if row["Lệnh"] == "Kiểm tra"]
    assert [row["Kết quả"] for row in lines] == ["1 lỗi, 0 cảnh báo trong sổ."]


def test_the_terminal_says_that_it_counts_what_is_in_the_workbook(
    typist: Typist, danvan_xl: CommandLine
) -> None:
    text_for_a_number(typist)
    assert danvan_xl("validate", typist.path).out.startswith("1 lỗi, 0 cảnh báo trong sổ. ")


def test_findings_about_files_stay_and_what_staff_noted_stays_with_its_finding(
    typist: Typist,
) -> None:
    with open_book(typist.path) as book:
        folder = typist.path.parent / "phiếu khác"
        folder.mkdir()
        (folder / "hỏng.xlsx").write_bytes(b"hong")
        import_forms(book, folder, as_of=date(2022, 9, 25))
        book.save()
    text_for_a_number(typist)
    text_for_a_day(typist)
    typist.check()
    assert [row["Tệp"] for row in typist.rows(FINDINGS)] == ["hỏng.xlsx", None, None]
    for number, row in enumerate(typist.rows(FINDINGS)):
        typist.type(FINDINGS, number, "Người sửa", f"đã hỏi về {row['Mã lỗi']}")
    typist.type(SUBMISSIONS, 0, "Ngày nhận", None)
    wrong_kind(typist)
    typist.check()
    assert {row["Mã lỗi"]: row["Người sửa"] for row in typist.rows(FINDINGS)} == {
        "T06": "đã hỏi về T06",
        "O02": "đã hỏi về O02",
        "O05": None,
    }


def test_a_finding_links_to_its_cell(typist: Typist, tmp_path: Path) -> None:
    """The link is a formula of the table, so that it follows when rows are sorted."""
    text_for_a_number(typist)
    nearly_the_same_name(typist)
    typist.check()
    book = openpyxl.load_workbook(typist.path)
    sheet = book["Lỗi"]
    head, *body = sheet[sheet.tables[FINDINGS.name].ref]
    place = [cell.value for cell in head].index("Đến ô")
    assert len(body) == 2
    assert {row[place].value for row in body} == {FINDINGS["link"].formula}
    calculated = Sheets(convert(typist.path, "xlsx", tmp_path / "out"))
    assert [row["Đến ô"] for row in calculated.rows(FINDINGS.name)] == ["Đến ô", "Đến ô"]
