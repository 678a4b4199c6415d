"""Two or more forms side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText

from danvan_xl.returns.comparison import NO_ROW, NOT_CALCULATED, Difference, differences
from danvan_xl.returns.comparison_book import ComparedFile, write_comparison
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.raw import RawCell
from tests.office import convert
from tests.returns.forms import filled, read
from tests.xlsx_checks import problems

FORM = read(filled())
NAME = "Tên mô hình, điển hình"


def with_facts(**facts: RawCell) -> FormData:
    return replace(FORM, facts={**FORM.facts, **facts})


def with_rows(table: str, rows: Mapping[int, Mapping[str, RawCell] | None]) -> FormData:
    """The form with other cells in some rows; None: without that row."""
    cells = FORM.tables[table]
    nothing = dict.fromkeys(cells.columns)
    merged: dict[int, Mapping[str, RawCell]] = {**cells.rows}
    for at, line in rows.items():
        if line is None:
            del merged[at]
        else:
            merged[at] = {**merged.get(at, nothing), **line}
    return replace(FORM, tables={**FORM.tables, table: replace(cells, rows=merged)})


def only(*names: str, first: int = 50, **more: RawCell) -> FormData:
    """The form with initiatives of these names alone."""
    rows: dict[int, Any] = dict.fromkeys(FORM.tables["initiatives"].rows)
    return with_rows(
        "initiatives", rows | {at: {"name": n, **more} for at, n in enumerate(names, start=first)}
    )


def told(*forms: FormData) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.item, one.values) for one in differences(forms)]


def test_forms_that_say_the_same_do_not_differ() -> None:
    assert differences([FORM, read(filled(), "other.xlsx"), FORM]) == []


def test_a_fact_is_told_with_its_cells() -> None:
    (one,) = differences([FORM, with_facts(document_number="300/BC-UBND")])
    assert one == Difference(
        "Thông tin",
        "Số, ký hiệu báo cáo",
        ("Thông tin!C13", "Thông tin!C13"),
        (str(FORM.facts["document_number"]), "300/BC-UBND"),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (5.0, "5"),
        (None, "  "),
        ("\u00a05", 5.0),
    ],
)
def test_a_figure_is_compared_as_it_reads(one: RawCell, other: RawCell) -> None:
    assert (
        told(with_rows("results", {5: {"value": one}}), with_rows("results", {5: {"value": other}}))
        == []
    )


@pytest.mark.parametrize(
    ("one", "other"), [("hòa bình", "hoà  Bình."), ("Sơn Hạ", "So\u031bn Ha\u0323")]
)
def test_spellings_of_one_text_are_no_difference(one: str, other: str) -> None:
    rows = [with_rows("results", {5: {"note": text}}) for text in (one, other)]
    assert told(*rows) == []


def test_codes_differ_by_every_sign() -> None:
    forms = [with_facts(document_number=text) for text in ("12/BC", "12-BC")]
    assert told(*forms) == [("Số, ký hiệu báo cáo", ("12/BC", "12-BC"))]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (None, ""),
        (1250.5, "1250,5"),
        (ErrorCell("#N/A"), "#N/A"),
        (Uncalculated(), NOT_CALCULATED),
        ("-", "-"),
    ],
)
def test_every_kind_of_cell_is_shown(raw: RawCell, shown: str) -> None:
    forms = [with_rows("results", {5: {"value": value}}) for value in (7.0, raw)]
    ((item, values),) = told(*forms)
    assert item.startswith("CT101 Số văn bản")
    assert values == ("7", shown)


def test_a_percentage_has_its_sign() -> None:
    one = with_rows("results", {5: {"value": 0.98}})
    percent = replace(one, percents=frozenset({("results", 5, "value")}))
    assert [values for _, values in told(one, percent)] == [("0,98", "98%")]


def test_an_indicator_is_the_same_wherever_it_stands() -> None:
    line = FORM.tables["results"].rows[5]
    moved = with_rows("results", {5: None, 90: {**line, "value": 99.0, "note": "sửa"}})
    value, note = differences([FORM, moved])
    assert value.places == ("Kết quả!E5", "Kết quả!E90")
    assert value.values[1] == "99"
    assert note.item.endswith(" · Ghi chú")
    missing = differences([FORM, with_rows("results", {5: None})])
    assert [one.values[1] for one in missing] == [NO_ROW]
    assert missing[0].places == ("Kết quả!E5", "")


def there(name: str) -> str:
    """What is told of an initiative that one file does not have."""
    return f"Mô hình «{name}»"


@pytest.mark.parametrize(
    ("one", "other", "items"),
    [
        (["Tổ tự quản An"], ["TỔ TỰ QUẢN AN."], []),
        (
            ["Tổ tự quản thôn An"],
            ["Tổ tự quản thôn Án"],
            [f"{there('Tổ tự quản thôn An')} · {NAME}"],
        ),
        (["Tổ tự quản số 1"], ["Tổ tự quản số 2"], [there(f"Tổ tự quản số {n}") for n in (1, 2)]),
        (["Tổ tự quản"], ["Hũ gạo"], [there("Tổ tự quản"), there("Hũ gạo")]),
        (["Tổ tự quản", "Hũ gạo"], ["Hũ gạo", "Tổ tự quản"], []),
        (["Tổ tự quản", "Hũ gạo"], ["Hũ gạo"], [there("Tổ tự quản")]),
        (
            ["Đường hoa thôn An", "Đường hoa thôn Ân"],
            ["Đường hoa thôn Ân"],
            [there("Đường hoa thôn An")],
        ),
        ([""], [""], [there("(không tên)")] * 2),
    ],
)
def test_initiatives_meet_by_name_and_then_by_a_name_much_like_it(
    one: list[str], other: list[str], items: list[str]
) -> None:
    forms = [only(*one, stage="Dừng"), only(*other, first=90, stage="Dừng")]
    assert [item for item, _ in told(*forms)] == items


def test_initiatives_meet_by_code_whatever_their_names() -> None:
    forms = [only("Tổ tự quản", code="522-2021-01"), only("Hũ gạo", code="522-2021-01", first=70)]
    (one,) = differences(forms)
    assert one.item == f"Mô hình «Tổ tự quản» · {NAME}"
    assert one.places == ("Mô hình!B50", "Mô hình!B70")


def test_three_forms_stand_in_their_order() -> None:
    forms = [only("Tổ tự quản"), only("Hũ gạo"), only("Hũ gạo", "Tổ tự quản", first=80)]
    assert told(*forms) == [
        (there("Tổ tự quản"), ("Tổ tự quản", NO_ROW, "Tổ tự quản")),
        (there("Hũ gạo"), (NO_ROW, "Hũ gạo", "Hũ gạo")),
    ]
    assert [one.places for one in differences(forms)] == [
        ("Mô hình!B50", "", "Mô hình!B81"),
        ("", "Mô hình!B50", "Mô hình!B80"),
    ]


def compared(*names: str) -> list[ComparedFile]:
    days = (date(2022, 9, 7), None, date(2022, 9, 9))
    return [
        ComparedFile(name, date(2022, 9, 15), signed, "12/BC" if signed else "")
        for name, signed in zip(names, days, strict=False)
    ]


def row(*values: str, section: str = "Kết quả", item: str = "CT101") -> Difference:
    return Difference(section, item, tuple(f"{section}!E5" for _ in values), values)


def written(rows: list[Difference], files: list[ComparedFile], tmp_path: Path) -> bytes:
    return write_comparison(
        "Huyện Bình Sơn", 2022, rows, files, tmp_path / "tra-lai" / "so-sanh.xlsx"
    ).read_bytes()


def lines(data: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(data), rich_text=True).worksheets[0]
    return [list(line) for line in sheet.iter_rows()]


def test_the_files_are_told_apart_and_how_to_choose_is_said(tmp_path: Path) -> None:
    data = written([row("5", "7")], compared("a.xlsx", "phiếu b.xlsx"), tmp_path)
    cells = lines(data)
    assert cells[0][0].value == "SO SÁNH PHIẾU CỦA HUYỆN BÌNH SƠN"
    text = "\n".join(str(line[0].value) for line in cells[1:4])
    for words in ("1 chỗ", "Đơn vị cho biết phiếu nào đúng", "nhập lại"):
        assert words in text
    assert "--" not in text  # the unit gets this workbook too
    assert [cell.value for cell in cells[5]] == [
        "STT",
        "Mục",
        "Ô",
        "a.xlsx\nNhận 15/09/2022 · Ký 07/09/2022\nSố 12/BC",
        "phiếu b.xlsx\nNhận 15/09/2022 · Ký không ghi\nSố (không ghi)",
    ]
    assert problems(data) == []
    assert data == written([row("5", "7")], compared("a.xlsx", "phiếu b.xlsx"), tmp_path)


def test_each_sheet_of_the_form_has_its_heading(tmp_path: Path) -> None:
    rows = [row("a", "b", section="Thông tin"), row("5", "7"), row("", "7", item="CT102")]
    data = written(rows, compared("a", "b"), tmp_path)
    assert [[cell.value for cell in line] for line in lines(data)[6:]] == [
        ["Trang Thông tin", None, None, None, None],
        [1, "CT101", "Thông tin!E5", "a", "≠ b"],
        ["Trang Kết quả", None, None, None, None],
        [2, "CT101", "Kết quả!E5", "5", "≠ 7"],
        [3, "CT102", "Kết quả!E5", "(trống)", "≠ 7"],
    ]


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        (("5", "7"), [1]),
        (("5", "7", "7"), [0]),
        (("5", "5", "7"), [2]),
        (("5", "7", "9"), [1, 2]),
    ],
)
def test_what_differs_from_most_is_marked_with_and_without_colour(
    values: tuple[str, ...], marked: list[int], tmp_path: Path
) -> None:
    names = ("a", "b", "c")[: len(values)]
    cells = lines(written([row(*values)], compared(*names), tmp_path))[-1][3:]
    for at, cell in enumerate(cells):
        assert cell.value == (f"≠ {values[at]}" if at in marked else values[at])
        assert bool(cell.font.b) == (at in marked)
        assert (cell.fill.fgColor.rgb == "FFFBE3D6") == (at in marked)


def test_in_a_long_text_the_words_that_differ_stand_out(tmp_path: Path) -> None:
    text = "Khảo sát từng hộ cần giúp, ăn ở tự túc"
    cell = lines(written([row(text, text.replace("từng", "mọi"))], compared("a", "b"), tmp_path))[
        -1
    ][4]
    assert isinstance(cell.value, CellRichText)
    assert str(cell.value) == f"≠ {text.replace('từng', 'mọi')}"
    assert [piece.text.strip() for piece in cell.value if piece.font.b] == ["≠", "mọi"]


@pytest.mark.parametrize("text", ["=1+1", "a\x00b", "x " * 9_000, "http://a.b/c", "{x}"])
def test_hostile_texts_are_only_text(text: str, tmp_path: Path) -> None:
    files = [ComparedFile(text[:200], date(2022, 9, 1), None, text[:200]) for _ in "ab"]
    data = written([row(text, f"{text} b", item=text[:300])], files, tmp_path)
    assert problems(data) == []
    assert all(cell.data_type != "f" for line in lines(data) for cell in line)


def test_a_comparison_prints_on_one_page_wide(tmp_path: Path) -> None:
    data = written([row(f"{n} " * 40, "7") for n in range(40)], compared("a", "b"), tmp_path)
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$6:$6"


def test_libreoffice_shows_the_comparison(tmp_path: Path) -> None:
    data = written([row("Nghĩa Dõng", "Nghĩa Dũng")], compared("a", "b"), tmp_path)
    source = tmp_path / "x.xlsx"
    source.write_bytes(data)
    sheet = openpyxl.load_workbook(convert(source, "xlsx", tmp_path / "lo")).worksheets[0]
    assert [cell.value for cell in sheet[8]][3:5] == ["Nghĩa Dõng", "≠ Nghĩa Dũng"]
