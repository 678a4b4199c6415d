"""Marked copies, read back by openpyxl."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from danvan_xl.findings import finding
from danvan_xl.returns.list_sheet import LIST_SHEET, read_list
from danvan_xl.returns.marked_copy import write_marked_copy
from danvan_xl.returns.notes import Note, note_of
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import form_of
from tests.returns.forms import blank, filled, row
from tests.xlsx_checks import problems

Marking = Callable[..., openpyxl.Workbook]
WRONG, DOUBTFUL = "FFFFD9D0", "FFFFF2CC"


def note(
    cell: str,
    severity: str = "error",
    sheet: str = "Kết quả",
    column: str = "Số liệu",
    message: str = "Không phải số: «12 cuộc».",
) -> Note:
    return Note(severity, sheet, cell, column, message, "Ghi con số.")


@pytest.fixture
def mark(tmp_path: Path) -> Marking:
    def written(source: bytes, notes: Sequence[Note], remark: str = "") -> openpyxl.Workbook:
        target = write_marked_copy(source, notes, tmp_path / "tra-lai" / "can-sua.xlsx", remark)
        return openpyxl.load_workbook(target)

    return written


def changed(source: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(source))
    change(book)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def marks(sheet: Worksheet) -> dict[str, str]:
    """Cell → colour of its mark."""
    return {
        cell.coordinate: rule.dxf.fill.bgColor.rgb
        for area in sheet.conditional_formatting
        for rule in area.rules
        if 'N("can-sua")' in rule.formula[0]
        for part in area.sqref.ranges
        for line in sheet.iter_rows(part.min_row, part.max_row, part.min_col, part.max_col)
        for cell in line
    }


def listed(book: openpyxl.Workbook) -> list[tuple[object, ...]]:
    return list(book.worksheets[0].iter_rows(min_row=5, values_only=True))


def test_errors_and_warnings_are_marked_and_listed_in_that_order(mark: Marking) -> None:
    notes = [note("E9", "warning"), note("E7", "info"), note("E5"), note("E6")]
    book = mark(filled(), notes)
    assert [line[:4] for line in listed(book)] == [
        (1, "Lỗi", "Kết quả", "E5"),
        (2, "Lỗi", "Kết quả", "E6"),
        (3, "Cảnh báo", "Kết quả", "E9"),
    ]
    assert listed(book)[0][4:] == ("Số liệu", "Không phải số: «12 cuộc».", "Ghi con số.")
    assert marks(book["Kết quả"]) == {"E5": WRONG, "E6": WRONG, "E9": DOUBTFUL}
    assert [cell.coordinate for line in book["Kết quả"] for cell in line if cell.comment] == [
        "E5",
        "E6",
        "E9",
    ]


def test_a_note_says_what_is_wrong_and_what_to_do(mark: Marking) -> None:
    book = mark(filled(), [note("E5"), note("E5", "warning", message="Khác xa năm trước.")])
    comment = book["Kết quả"]["E5"].comment
    assert comment.text == (
        "Lỗi: Không phải số: «12 cuộc».\n→ Ghi con số.\nCảnh báo: Khác xa năm trước.\n→ Ghi con số."
    )
    assert marks(book["Kết quả"]) == {"E5": WRONG}


def heights(copy: Path) -> list[int]:
    """Heights of the boxes of notes, in pixels."""
    with zipfile.ZipFile(copy) as package:
        drawings = [package.read(name) for name in package.namelist() if name.endswith(".vml")]
    return [int(found) for drawing in drawings for found in re.findall(rb"height:(\d+)px", drawing)]


def test_a_long_note_has_a_larger_box_and_is_cut_at_last(tmp_path: Path) -> None:
    notes = [note("E5"), note("E6", message="rất dài " * 40), note("E7", message="dài " * 4000)]
    source = changed(
        filled(),
        lambda book: setattr(book["Kết quả"]["F9"], "comment", Comment("số ước " * 40, "A")),
    )
    copy = write_marked_copy(source, notes, tmp_path / "x.xlsx")
    short, long, endless, own = heights(copy)
    assert short < long < endless < 500
    assert short < own
    texts = [
        cell.comment.text for cell in openpyxl.load_workbook(copy)["Kết quả"]["E"] if cell.comment
    ]
    assert texts[1].count("dài") == 40
    assert len(texts[2]) < 1600


def test_every_listed_cell_is_linked_to(mark: Marking) -> None:
    source = changed(filled(), lambda book: setattr(book["Kết quả"], "title", "Kết 'quả' (2)"))
    notes = [note("E5", sheet="KẾT 'QUẢ' (2)"), note("", sheet="Mô hình"), note("", sheet="")]
    book = mark(source, [*notes, note("B2", sheet="Không có")])
    links = [book.worksheets[0].cell(at, 4).hyperlink for at in range(5, 9)]
    assert links[0].location == "'Kết ''quả'' (2)'!E5"
    assert links[1:] == [None, None, None]
    assert marks(book["Kết 'quả' (2)"]) == {"E5": WRONG}


def test_the_list_is_what_opens(mark: Marking) -> None:
    book = mark(filled(), [note("E5")], "Số liệu đã chép sang phiếu này.")
    assert book.sheetnames[0] == book.active.title == LIST_SHEET
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [LIST_SHEET]
    assert book.active["A3"].value.startswith("Số liệu đã chép sang phiếu này.\n")
    assert "Ô khóa" in book.active["A3"].value


def test_a_cell_inside_a_merged_area_is_marked_at_its_first(mark: Marking) -> None:
    source = changed(filled(), lambda book: book["Kết quả"].merge_cells("E5:E7"))
    book = mark(source, [note("E6")])
    assert book["Kết quả"]["E5"].comment
    assert marks(book["Kết quả"]) == {"E5": WRONG}


def test_what_is_hidden_and_wrong_is_shown(mark: Marking) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["Kết quả"].sheet_state = "veryHidden"
        book["Kết quả"].row_dimensions[6].hidden = True
        book["Kết quả"].column_dimensions["E"].hidden = True
        book["Mô hình"].sheet_state = "hidden"

    book = mark(changed(filled(), hide), [note("E6")])
    assert book["Kết quả"].sheet_state == "visible"
    assert not book["Kết quả"].row_dimensions[6].hidden
    assert not book["Kết quả"].column_dimensions["E"].hidden
    assert book["Mô hình"].sheet_state == "hidden"


def test_a_locked_cell_that_is_wrong_can_be_corrected(mark: Marking) -> None:
    book = mark(filled(), [note("B5"), note("B6", "warning")])
    sheet = book["Kết quả"]
    assert sheet.protection.sheet
    assert not sheet["B5"].protection.locked
    assert sheet["B6"].protection.locked
    assert sheet["C5"].protection.locked


def shape(book: openpyxl.Workbook) -> dict[str, object]:
    """All of a form that a marked copy must keep."""
    return {
        sheet.title: (
            sheet.protection.sheet,
            sorted(
                (str(v.sqref), v.type, v.formula1, v.prompt)
                for v in sheet.data_validations.dataValidation
            ),
            [
                (str(area.sqref), rule.formula, rule.dxf.fill.bgColor.rgb)
                for area in sheet.conditional_formatting
                for rule in area.rules
                if 'N("can-sua")' not in rule.formula[0]
            ],
            [(t.name, t.ref) for t in sheet.tables.values()],
            [str(area) for area in sheet.merged_cells.ranges],
            (sheet.print_title_rows, sheet.print_title_cols, sheet.page_setup.orientation),
            [
                (c.coordinate, c.value, c.fill.fgColor.rgb, c.border.left.style, c.number_format)
                for line in sheet
                for c in line
            ],
        )
        for sheet in book.worksheets
        if sheet.title != LIST_SHEET
    } | {"names": {name: defined.attr_text for name, defined in book.defined_names.items()}}


def test_all_else_in_the_form_stays(mark: Marking) -> None:
    source = filled(CT101="12 cuộc", CT102="=1+1")
    before = shape(openpyxl.load_workbook(BytesIO(source)))
    assert shape(mark(source, [note("E5"), note("B5", "warning", "Mô hình")])) == before


def test_marks_go_before_the_rule_that_colours_empty_cells(mark: Marking) -> None:
    sheet = mark(filled(), [note("E5"), note("E6", "warning")])["Kết quả"]
    rules = [
        (rule.priority, rule.formula[0])
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    assert [formula for _, formula in sorted(rules)][:2] == ['N("can-sua")=0'] * 2
    assert len({priority for priority, _ in rules}) == len(rules) == 3


def test_a_copy_marked_again_has_only_the_new_marks(mark: Marking) -> None:
    source = changed(
        filled(), lambda book: setattr(book["Kết quả"]["E6"], "comment", Comment("số ước", "Bà A"))
    )
    first = mark(source, [note("E5"), note("E6")])
    assert first["Kết quả"]["E6"].comment.text.endswith("Ghi chú trong phiếu: số ước")
    first.worksheets[0].title = "lỗi"
    again = mark(saved(first), [note("E9")])
    sheet = again["Kết quả"]
    assert marks(sheet) == {"E9": WRONG}
    assert sheet["E5"].comment is None
    assert sheet["E6"].comment.text == "số ước"
    assert again.sheetnames.count(LIST_SHEET) == 1
    assert len(again.sheetnames) == 5
    assert shape(again) == shape(openpyxl.load_workbook(BytesIO(source)))


def test_a_sheet_of_the_units_own_with_the_lists_name_stays(mark: Marking) -> None:
    source = changed(filled(), lambda book: book.create_sheet(LIST_SHEET, 0))
    book = mark(source, [note("E5")])
    assert book.sheetnames[:2] == [f"{LIST_SHEET} 2", LIST_SHEET]


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "+84", "a\x01b\x0b", "\ud800", "x" * 40_000, ""])
def test_what_a_hostile_form_says_is_only_text(text: str, mark: Marking) -> None:
    book = mark(filled(), [note("E5", column=text, message=f"{text}«{text}»")])
    cells = book.worksheets[0][5]
    assert {cell.data_type for cell in cells[1:]} <= {"s", "n"}
    assert all(cell.data_type == "s" for cell in cells[1:] if cell.value is not None)


def test_text_like_a_formula_in_the_form_stays_text(mark: Marking) -> None:
    cell = mark(filled(CT101="=1+1"), [note("E5")])["Kết quả"]["E5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_macros_and_the_type_of_a_macro_workbook_are_dropped(tmp_path: Path) -> None:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(filled())) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            target.writestr(name, content)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    copy = write_marked_copy(made.getvalue(), [note("E5")], tmp_path / "x.xlsx")
    with zipfile.ZipFile(copy) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower()]
        assert b"macroEnabled" not in package.read("[Content_Types].xml")
        assert b"spreadsheetml.sheet.main+xml" in package.read("[Content_Types].xml")


def test_a_marked_copy_is_a_sound_workbook(tmp_path: Path) -> None:
    source = filled(CT101="12 cuộc")
    copy = write_marked_copy(
        source, [note("E5"), note("B5", "warning", "Mô hình")], tmp_path / "x.xlsx"
    )
    plain = changed(source, lambda book: None)
    assert set(problems(copy.read_bytes())) <= set(problems(plain))


def test_the_corrected_copy_says_what_the_unit_means(mark: Marking) -> None:
    wrong, right = filled(CT101="12 cuộc"), filled(CT101=12)
    book = mark(wrong, [note("E5"), note("B5", "warning", "Mô hình")])
    book["Kết quả"]["E5"].value = 12
    corrected = form_of(saved(book), "can-sua.xlsx", Limits())
    expected = form_of(right, "can-sua.xlsx", Limits())
    assert corrected.facts == expected.facts
    assert corrected.tables == expected.tables
    assert corrected.remarks == expected.remarks == ()


@pytest.mark.parametrize(
    ("table", "column", "code", "expected"),
    [
        ("results", "value", "O24", "General"),
        ("results", "note", "O24", "@"),
        ("facts", "document_number", "O24", "@"),
        ("results", "value", "O02", "dd/mm/yyyy"),
    ],
)
def test_a_cell_that_excel_made_a_day_of_takes_what_is_typed_anew(
    table: str, column: str, code: str, expected: str, mark: Marking
) -> None:
    source = changed(
        filled(), lambda book: setattr(book["Kết quả"]["E5"], "number_format", "dd/mm/yyyy")
    )
    told = finding(code, table=table, row=5, column=column, value="03/04/2022")
    book = mark(source, [note_of(told, lambda *_: ("Kết quả", "E5", "Số liệu"))])
    assert book["Kết quả"]["E5"].number_format == expected


def test_what_a_copy_says_is_read_back(mark: Marking) -> None:
    notes = [note("E5"), note("", "warning", sheet="", column="", message="Khác xa năm trước.")]
    assert read_list(mark(filled(), notes, "Phiếu mới.")) == (tuple(notes), "Phiếu mới.")
    assert read_list(mark(filled(), notes)) == (tuple(notes), "")
    assert read_list(openpyxl.load_workbook(BytesIO(filled()))) is None


def test_cells_that_are_told_together_are_all_marked(mark: Marking) -> None:
    told = finding("O02", table="results", row=5, column="value", value="12 cuộc")
    made = note_of(
        replace(told, more_rows=(6, 7, 9)), lambda _, row, __: ("Kết quả", f"E{row}", "Số liệu")
    )
    assert (made.count, made.more_cells) == (4, ("E6", "E7", "E9"))
    assert made.message.endswith("trong tệp này là E6:E7, E9.")
    book = mark(filled(), [made])
    assert marks(book["Kết quả"]) == dict.fromkeys(("E5", "E6", "E7", "E9"), WRONG)
    assert [cell.coordinate for cell in book["Kết quả"]["E"] if cell.comment] == ["E5"]
    known = replace(told, message="12 cuộc … và 3 ô nữa: E6:E7, E9.", more_rows=(6, 7, 9))
    assert note_of(known, lambda _, row, __: ("Kết quả", f"E{row}", "")).message == known.message


@pytest.mark.parametrize("code", ["P01", "P05", "P26"])
def test_whose_form_it_is_can_be_written_into_both_cells(code: str, mark: Marking) -> None:
    values = dict.fromkeys(("how", "value", "name", "expected", "choices"), "x")
    told = finding(code, table="facts", column="unit_code", **values)
    cells = {"unit_code": "C8", "unit_name": "C7"}
    made = note_of(told, lambda _, __, fact: ("Thông tin", cells[fact], ""))
    sheet = mark(filled(), [made])["Thông tin"]
    assert marks(sheet) == {"C7": WRONG, "C8": WRONG}
    assert [sheet[cell].protection.locked for cell in ("C7", "C8", "C9")] == [False, False, True]


@pytest.mark.parametrize(
    ("sheet", "area", "first"), [("Kết quả", "E5:E7", 12), ("Kết quả", "E6:F6", 3)]
)
def test_merged_cells_that_are_wrong_are_parted(
    sheet: str, area: str, first: int, mark: Marking
) -> None:
    source = filled(CT101=12, CT102=3)
    untouched = openpyxl.load_workbook(BytesIO(source))[sheet]
    top = area.partition(":")[0]
    told = finding("P19", table="results", row=5, column="value", area=area, sheet=sheet)
    made = note_of(told, lambda *_: (sheet, top, "Số liệu"))
    book = mark(changed(source, lambda book: book[sheet].merge_cells(area)), [made])
    assert area not in [str(merged) for merged in book[sheet].merged_cells.ranges]
    assert book[sheet][top].value == first
    for line in book[sheet][area]:
        for cell in line:
            before = untouched[cell.coordinate]
            assert not cell.protection.locked
            assert cell.number_format == before.number_format
            assert cell.fill.fgColor.rgb == before.fill.fgColor.rgb


def test_a_prefilled_form_is_marked_too(mark: Marking) -> None:
    source = blank(row(code="522-2021-01", name="Mô hình cũ"))
    assert marks(mark(source, [note("B5", sheet="Mô hình")])["Mô hình"]) == {"B5": WRONG}


def test_a_note_of_a_finding_travels_to_another_process() -> None:
    place = ("Thông tin", "C12", "Điện thoại")
    made = note_of(finding("O10", what="Điện thoại"), lambda *_: place)
    assert pickle.loads(pickle.dumps(made)) == made
    assert (made.severity, made.label, made.is_error) == ("error", "Lỗi", True)
    assert made.sheet == "Thông tin"


def test_copies_are_made_without_pandas() -> None:
    code = "import sys, danvan_xl.returns.marked_copy; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
