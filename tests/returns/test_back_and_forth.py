"""Forms that go back and come again: whatever was wrong, the unit can put it right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.import_result import Entry, ImportResult
from danvan_xl.commands.new import master_bytes
from danvan_xl.demo.fill import fill
from danvan_xl.demo.places import day_of
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.tables import INITIATIVES, RESULTS, UNITS
from danvan_xl.schema.units import unit_on
from tests.demo.forms import form
from tests.rounds import AS_OF, Round, figures, good_answer
from tests.submissions import formats

pytestmark = pytest.mark.usefixtures("kept_workers")

UNIT = "522"
Spoiling = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def city(master_path: Path) -> Round:
    """A round in which the city of Quảng Ngãi (522) and a department (STC) report."""
    return Round(master_path, UNIT, "STC")


def run(
    round_: Round,
    folder: Path | None = None,
    as_of: date = AS_OF,
    previous: xw.Book | None = None,
    received: date | None = date(2022, 9, 15),
) -> ImportResult:
    with open_book(round_.master) as book:
        result = import_forms(
            book, folder or round_.folder, received=received, as_of=as_of, previous=previous
        )
        book.save()
    return result


def give_address(round_: Round, code: str = UNIT) -> None:
    with open_book(round_.master) as book:
        register = Register(book)
        units = register.read(UNITS)
        units.loc[units["code"] == code, "email"] = "vanthu@example.vn"
        register.replace(UNITS, units)
        book.save()


def spoilt(round_: Round, spoil: Spoiling) -> Path:
    """A right form of the unit, changed in Excel."""
    path = round_.return_form(UNIT, name="phieu.xlsx")
    book = openpyxl.load_workbook(path)
    spoil(book)
    book.save(path)
    return path


def cell_of(book: openpyxl.Workbook, code: str, header: str) -> openpyxl.cell.Cell:
    """The cell of an indicator's line in a column."""
    sheet = book["Kết quả"]
    ((_, area),) = book.defined_names["results_area"].destinations
    rows = sheet[area.replace("$", "")]
    headers = [cell.value for cell in rows[0]]
    (line,) = (row for row in rows if row[headers.index("Mã chỉ tiêu")].value == code)
    return line[headers.index(header)]


def copy_of(entry: Entry) -> openpyxl.Workbook:
    assert entry.annotated
    return openpyxl.load_workbook(entry.annotated)


def come_back(round_: Round, book: openpyxl.Workbook, name: str = "da sua.xlsx") -> ImportResult:
    """Import a corrected copy alone."""
    for path in round_.folder.iterdir():
        path.unlink()
    book.save(round_.folder / name)
    return run(round_, received=date(2022, 9, 16))


def merged(round_: Round) -> Mapping[str, float]:
    with open_book(round_.master) as book:
        results = Register(book).read(RESULTS)
    return dict(zip(results["indicator"], results["value"], strict=True))


def everything(round_: Round) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (round_.master.parent / "tra-lai").iterdir()}


def text_of(path: Path) -> str:
    """The text of a draft, on one line."""
    body = message_from_bytes(path.read_bytes(), policy=default).get_body(("plain",))
    assert body
    return " ".join(str(body.get_content()).split())


def codes(entry: Entry) -> set[str]:
    return {item.finding.code for item in entry.findings if item.finding.is_error}


# Names


def test_files_of_one_name_in_two_folders_do_not_mix(city: Round) -> None:
    folders = {}
    for code in (UNIT, "STC"):
        folders[code] = city.master.parent / f"tu {code}"
        folders[code].mkdir()
        first = next(iter(good_answer(code).figures))
        path = city.return_form(code, figures(**{first: -5}), "phieu.xlsx")
        path.rename(folders[code] / "phieu.xlsx")
    copies = {}
    for code in (UNIT, "STC", UNIT):
        (entry,) = run(city, folders[code]).returned
        assert entry.annotated
        assert copies.setdefault(code, entry.annotated) == entry.annotated
        assert entry.annotated.name.startswith(f"{code}_phieu_")
        book = openpyxl.load_workbook(entry.annotated)
        ((sheet, place),) = book.defined_names["unit_code"].destinations
        assert str(book[sheet][place.replace("$", "")].value) == code
    assert len(everything(city)) == 4


def test_a_copy_that_the_unit_is_at_work_on_is_never_written_over(city: Round) -> None:
    city.return_form(UNIT, figures(CT101=-5))
    (first,) = run(city).returned
    assert first.annotated
    first.annotated.write_bytes(b"half corrected")
    (again,) = run(city).returned
    assert (again.annotated, again.email) == (first.annotated, first.email)
    assert first.annotated.read_bytes() == b"half corrected"


def test_a_copy_that_is_still_wrong_comes_back_under_its_old_name(city: Round) -> None:
    city.return_form(UNIT, figures(CT101=-5, CT102=-3), "phieu.xlsx")
    (first,) = run(city).returned
    book = copy_of(first)
    cell_of(book, "CT101", "Số liệu").value = 5
    assert first.annotated
    (second,) = come_back(city, book, first.annotated.name).returned
    assert second.annotated
    assert second.annotated != first.annotated
    assert second.annotated.name.count("_can-sua") == 1
    assert len(second.annotated.name) == len(first.annotated.name)


@pytest.mark.parametrize("name", ["tra-lai", "noi khac"])
def test_what_goes_back_is_not_taken_for_what_came_in(name: str, city: Round) -> None:
    city.return_form(UNIT, figures(CT101=-5))
    out = city.master.parent / name
    with open_book(city.master) as book:
        import_forms(book, city.folder, received=AS_OF, as_of=AS_OF, marked=out)
        before = {path: path.read_bytes() for path in out.iterdir()}
        with pytest.raises(DanVanError, match=f"«{name}» là nơi ghi bản trả lại"):
            import_forms(book, out, received=AS_OF, as_of=AS_OF, marked=out)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


# Letters


def test_a_day_later_nothing_is_written_twice(city: Round) -> None:
    give_address(city)
    city.return_form(UNIT, figures(CT101=-5))
    (city.folder / "522_hong.xlsx").write_bytes(b"PK\x03\x04xx")
    (city.folder / "STC_hong.xlsx").write_bytes(b"PK\x03\x04xx")
    first = run(city, as_of=date(2022, 9, 19), received=None)
    there = everything(city)
    again = run(city, as_of=date(2022, 9, 20), received=None)
    assert everything(city) == there
    assert sorted(Path(name).suffix for name in there) == [".eml", ".eml", ".txt", ".xlsx"]
    for outcome in ("returned", "unreadable"):
        emails = [[one.email for one in result.entries(outcome)] for result in (first, again)]
        assert emails[0] == emails[1]
        assert all(emails[0])


def test_a_text_becomes_a_draft_once_there_is_an_address(city: Round) -> None:
    path = city.return_form(UNIT, figures(CT101="khoảng 12 cuộc"))
    sent = city.folder / "phieu.ods"
    sent.write_bytes(formats.write("ods", formats.pages_of(path.read_bytes())))
    path.unlink()
    (city.folder / "522_hong.xlsx").write_bytes(b"PK\x03\x04xx")
    texts = run(city)
    give_address(city)
    drafts = run(city)
    (told,) = drafts.returned
    for before, now in zip(
        (*texts.returned, *texts.unreadable),
        (*drafts.returned, *drafts.unreadable),
        strict=True,
    ):
        assert before.email
        assert now.email == before.email.with_suffix(".eml")
        assert before.email.exists()
    assert told.email
    message = text_of(told.email)
    assert "Trang Kết quả, ô E5 (Số liệu)" in message, "as the copy says, not as the file that came"
    copied = "Số liệu ở trang «Thông tin», «Kết quả», «Mô hình» đã được chép sang phiếu mới này"
    assert copied in message
    there = everything(city)
    run(city)
    assert everything(city) == there


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_draft_of_later_counts_as_many_mistakes_as_the_first_text(city: Round, kind: str) -> None:
    wrong = dict.fromkeys([*good_answer(UNIT).figures][:30], "nhiều")
    path = city.return_form(UNIT, figures(**wrong))
    if kind != "xlsx":
        path.with_suffix(f".{kind}").write_bytes(
            formats.write(kind, formats.pages_of(path.read_bytes()))
        )
        path.unlink()
    (first,) = run(city).returned
    give_address(city)
    (later,) = run(city).returned
    assert first.email
    assert "Phiếu có 30 lỗi cần sửa" in first.email.read_text("utf-8-sig")
    assert later.email
    assert "Phiếu có 30 lỗi cần sửa" in text_of(later.email)


def test_another_file_of_the_same_name_gets_a_letter_of_its_own(city: Round) -> None:
    path = city.folder / "522_hong.xlsx"
    emails = []
    for content in (b"PK\x03\x04xx", b"PK\x03\x04yy", b""):
        path.write_bytes(content)
        (entry,) = run(city).unreadable
        emails.append(entry.email)
    assert len(set(emails)) == 3


@pytest.mark.parametrize("when", ["with the form", "after it", "without it"])
def test_the_signed_report_beside_a_right_form_is_not_complained_of(when: str, city: Round) -> None:
    form = city.return_form(UNIT)
    if when == "without it":
        form.unlink()
    elif when == "after it":
        run(city)
        form.unlink()
    (city.folder / "522_ky.pdf").write_bytes(b"%PDF-1.4 anh quet")
    (city.folder / "522_ky.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 99)
    (city.folder / "522_phieu.rar").write_bytes(b"Rar!\x1a\x07\x01\x00" + b"\0" * 99)
    (city.folder / "522_hong.xlsx").write_bytes(b"PK\x03\x04xx")
    result = run(city)
    papers = {"522_ky.pdf", "522_ky.png"}
    expected = {"522_phieu.rar", "522_hong.xlsx"} | (papers if when == "without it" else set())
    assert {one.file for one in result.unreadable} == expected
    assert all(one.email for one in result.unreadable)
    said = [message for message in result.messages if "gửi kèm phiếu" in message]
    assert len(said) == (when != "without it")
    assert all(file in message for file in papers for message in said)


def test_two_right_forms_are_one_question_to_the_unit(city: Round) -> None:
    give_address(city)
    city.return_form(UNIT, name="mot.xlsx")
    city.return_form(UNIT, figures(CT101=77), name="hai.xlsx")
    result = run(city)
    (conflict,) = result.conflicts
    assert {one.file for one in result.returned} == {"mot.xlsx", "hai.xlsx"}
    assert {one.annotated for one in result.returned} == {conflict.comparison}
    assert {codes(one).pop() for one in result.returned} == {"T03"}
    (letter,) = {one.email for one in result.returned}
    assert letter
    text = text_of(letter)
    assert "«mot.xlsx» (nhận ngày 15/09/2022, ký ngày" in text
    assert "sửa ngay trong tệp kèm theo" not in text
    there = everything(city)
    assert set(there) == {conflict.comparison.name, letter.name}
    run(city)
    assert everything(city) == there


def test_no_unit_is_told_of_what_lies_with_the_office(city: Round) -> None:
    (city.folder / "522 đúng\u202exslx.xlsx").write_bytes(b"PK\x03\x04xx")
    (city.folder / "522_rong.xlsx").write_bytes(b"")
    letters = {entry.findings[0].finding.code: entry.email for entry in run(city).unreadable}
    assert letters["T15"] is None
    assert letters["T18"]
    text = letters["T18"].read_text(encoding="utf-8-sig")
    assert "→ Lưu lại phiếu" in text
    assert "Xin đơn vị" not in text


# Ways out


def without_results(book: openpyxl.Workbook) -> None:
    del book["Kết quả"]
    del book.defined_names["results_area"]


def test_a_table_that_was_not_found_is_told_to_be_empty(city: Round) -> None:
    spoilt(city, without_results)
    (entry,) = run(city).returned
    assert "P27" in codes(entry)
    book = copy_of(entry)
    told = book.worksheets[0]["A3"].value
    assert "Số liệu ở trang «Thông tin», «Mô hình» đã được chép sang" in told
    assert "Không lấy được số liệu ở trang «Kết quả»" in told
    assert "phải điền lại" in told
    for code, figure in good_answer(UNIT).figures.items():
        assert cell_of(book, code, "Số liệu").value is None
        cell_of(book, code, "Số liệu").value = figure
    assert come_back(city, book).accepted
    assert merged(city) == good_answer(UNIT).figures


def test_answers_for_which_there_is_no_cell_are_asked_in_a_new_form(city: Round) -> None:
    def without_rows(book: openpyxl.Workbook) -> None:
        for name in ("reporter_name", "reporter_phone"):
            ((sheet, cell),) = book.defined_names[name].destinations
            row = book[sheet][cell.replace("$", "")].row
            for line in book[sheet].iter_rows(row, row):
                for one in line:
                    one.value = None
            del book.defined_names[name]

    spoilt(city, without_rows)
    (entry,) = run(city).returned
    assert codes(entry) == {"O10"}
    book = copy_of(entry)
    places = [book.worksheets[0].cell(row, 4) for row in (5, 6)]
    assert [(one.value, bool(one.hyperlink)) for one in places] == [("C11", True), ("C12", True)]
    for place in places:
        book["Thông tin"][place.value].value = "0914123456"
    assert come_back(city, book).accepted
    assert merged(city) == good_answer(UNIT).figures


def test_a_form_of_nobody_gets_name_and_code_in_its_copy(city: Round) -> None:
    def of_nobody(book: openpyxl.Workbook) -> None:
        for name in ("unit_code", "unit_name", "form_seal"):
            ((sheet, cell),) = book.defined_names[name].destinations
            book[sheet][cell.replace("$", "")].value = None

    spoilt(city, of_nobody)
    (entry,) = run(city).returned
    assert codes(entry) >= {"P01"}
    book = copy_of(entry)
    info = book["Thông tin"]
    assert [info[cell].protection.locked for cell in ("C7", "C8", "C9")] == [False, False, True]
    info["C7"].value, info["C8"].value = "Thành phố Quảng Ngãi", UNIT
    assert come_back(city, book).accepted


@pytest.mark.parametrize(("signed", "keeps"), [(2022, True), (2021, False)])
@pytest.mark.parametrize("sealed", [True, False])
def test_last_years_form_made_over_is_told_and_only_this_years_answers_are_kept(
    sealed: bool, signed: int, keeps: bool, city: Round
) -> None:
    unit = unit_on(UNIT, day_of(2022))
    assert unit
    path = city.return_form(UNIT)
    path.write_bytes(fill(form(unit, 2021), good_answer(UNIT)))
    book = openpyxl.load_workbook(path)
    info = book["Thông tin"]
    info["C9"].value, info["C14"].value = 2022, date(signed, 9, 8)
    if not sealed:
        ((_, cell),) = book.defined_names["form_seal"].destinations
        info[cell.replace("$", "")].value = None
    book.save(path)
    (entry,) = run(city).returned
    (told,) = [i.finding.message for i in entry.findings if i.finding.code == "P33"]
    how = "mã niêm phong" if sealed else "tiêu đề"
    assert told == f"Theo {how}, phiếu này phát năm 2021, nhưng ô Năm báo cáo nay ghi «2022»."
    assert "P08" not in codes(entry)
    made = copy_of(entry)
    figure = good_answer(UNIT).figures["CT101"]
    assert cell_of(made, "CT101", "Số liệu").value == (figure if keeps else None)
    if keeps:
        assert come_back(city, made).accepted


def test_the_form_of_another_unit_made_over_is_told_once(city: Round) -> None:
    def of_finance(book: openpyxl.Workbook) -> None:
        info = book["Thông tin"]
        info["C7"].value, info["C8"].value = "Sở Tài chính", "STC"

    spoilt(city, of_finance)
    (entry,) = run(city).returned
    told = [i.finding for i in entry.findings if i.finding.table == "facts"]
    assert [(one.code, one.column) for one in told] == [("P33", "unit_code")]
    assert "phát cho Thành phố Quảng Ngãi (522), nhưng ô Mã đơn vị nay ghi «STC»" in told[0].message


def changed_label(book: openpyxl.Workbook) -> None:
    cell_of(book, "CT101", "Chỉ tiêu").value = "Số cuộc họp"


def broken_seal(book: openpyxl.Workbook) -> None:
    ((sheet, place),) = book.defined_names["form_seal"].destinations
    cell = book[sheet][place.replace("$", "")]
    cell.value = str(cell.value)[:-3]


def lost_row(book: openpyxl.Workbook) -> None:
    headers = ("Số liệu", "Chỉ tiêu", "Mã chỉ tiêu")
    for cell in [cell_of(book, "CT102", header) for header in headers]:
        cell.value = None


@pytest.mark.parametrize(
    ("spoil", "code"), [(changed_label, "P08"), (broken_seal, "P10"), (lost_row, "P07")]
)
def test_a_form_whose_locked_cells_were_changed_comes_back_new_with_its_answers(
    spoil: Spoiling, code: str, city: Round
) -> None:
    spoilt(city, spoil)
    (entry,) = run(city).returned
    assert code in codes(entry)
    book = copy_of(entry)
    assert "thay cho phiếu ấy" in book.worksheets[0]["A3"].value
    assert cell_of(book, "CT101", "Chỉ tiêu").value != "Số cuộc họp"
    assert not [c for sheet in book.worksheets[1:] for row in sheet for c in row if c.comment]
    cell_of(book, "CT102", "Số liệu").value = good_answer(UNIT).figures["CT102"]
    (accepted,) = come_back(city, book).accepted
    assert accepted.file == "da sua.xlsx"
    assert merged(city) == good_answer(UNIT).figures


def test_a_code_that_the_unit_put_in_is_not_in_its_new_form(city: Round) -> None:
    def code_of_its_own(book: openpyxl.Workbook) -> None:
        book["Mô hình"]["A5"].value = "522-2020-07"

    spoilt(city, code_of_its_own)
    (entry,) = run(city).returned
    assert codes(entry) == {"P08"}
    book = copy_of(entry)
    assert book["Mô hình"]["B5"].value
    assert book["Mô hình"]["A5"].value is None
    result = come_back(city, book)
    assert [one.file for one in result.accepted] == ["da sua.xlsx"]
    with open_book(city.master) as book:
        names = list(Register(book).read(INITIATIVES)["name"])
    assert names == list(good_answer(UNIT).initiatives["name"])


@pytest.mark.parametrize(("year", "keeps"), [(2021, False), (None, True)])
def test_only_answers_to_another_year_are_left_out(
    year: int | None, keeps: bool, city: Round
) -> None:
    def set_year(book: openpyxl.Workbook) -> None:
        ((sheet, place),) = book.defined_names["period_year"].destinations
        book[sheet][place.replace("$", "")].value = year
        for line in book[sheet].iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and "2022" in cell.value:
                    cell.value = None

    path = spoilt(city, set_year)
    city.return_form("STC")
    (entry,) = run(city).returned
    assert entry.file == path.name
    assert "P02" in codes(entry)
    value = cell_of(copy_of(entry), "CT101", "Số liệu").value
    assert (value is not None) is keeps
    if not keeps:
        assert "điền vào phiếu mới này" in copy_of(entry).worksheets[0]["A3"].value


def test_results_that_came_alone_as_text_are_in_the_new_form(city: Round) -> None:
    path = city.return_form(UNIT)
    sheet = openpyxl.load_workbook(path)["Kết quả"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    path.unlink()
    text = formats.write_csv(rows[3:], ";", "utf-8-sig")
    (city.folder / "522_ket_qua.csv").write_bytes(text)
    (entry,) = run(city).returned
    assert "P02" in codes(entry)
    book = copy_of(entry)
    assert cell_of(book, "CT101", "Số liệu").value == good_answer(UNIT).figures["CT101"]
    assert "chép sang" in book.worksheets[0]["A3"].value


def test_a_number_that_excel_made_a_day_of_can_be_typed_again(city: Round) -> None:
    def day(book: openpyxl.Workbook) -> None:
        cell = cell_of(book, "CT101", "Số liệu")
        cell.value, cell.number_format = date(2022, 4, 3), "d-mmm"

    spoilt(city, day)
    (entry,) = run(city).returned
    assert codes(entry) == {"O24"}
    book = copy_of(entry)
    cell = cell_of(book, "CT101", "Số liệu")
    assert cell.number_format == "General"
    cell.value = 5
    assert come_back(city, book).accepted
    assert merged(city)["CT101"] == 5


@pytest.mark.parametrize("with_last_year", [True, False])
def test_codes_of_earlier_years_in_a_file_without_a_seal_come_back_right(
    with_last_year: bool, city: Round, tmp_path: Path
) -> None:
    path = city.return_form(UNIT, figures(CT101="khoảng 12 cuộc"))
    book = openpyxl.load_workbook(path)
    book["Mô hình"]["A5"].value = "522-2021-07"
    ((sheet, place),) = book.defined_names["form_seal"].destinations
    book[sheet][place.replace("$", "")].value = None
    content = BytesIO()
    book.save(content)
    path.unlink()
    sent = city.folder / "phieu.html"
    sent.write_bytes(formats.write("html", formats.pages_of(content.getvalue())))
    last = tmp_path / "so-2021.xlsx"
    last.write_bytes(master_bytes(2021, AS_OF))
    with open_book(last) as previous:
        (entry,) = run(city, previous=previous if with_last_year else None).returned
    assert "P08" not in codes(entry)
    made = copy_of(entry)
    cell_of(made, "CT101", "Số liệu").value = 12
    result = come_back(city, made)
    assert [one.file for one in result.accepted] == ["da sua.xlsx"]
    with open_book(city.master) as master:
        assert "522-2021-07" in set(Register(master).read(INITIATIVES)["code"])


def test_a_new_form_has_what_went_on_last_year(city: Round, tmp_path: Path) -> None:
    last = tmp_path / "so-2021.xlsx"
    last.write_bytes(master_bytes(2021, date(2021, 9, 25)))
    with open_book(last) as previous:
        register = Register(previous)
        rows = (
            good_answer(UNIT)
            .initiatives.head(1)
            .assign(code="522-2021-01", unit_code=UNIT, name="Tổ tự quản năm trước")
        )
        register.merge(INITIATIVES, rows, register.read(INITIATIVES)["unit_code"] == UNIT)
        previous.save()
    sheet = openpyxl.load_workbook(city.return_form(UNIT, figures(CT101="x")))["Kết quả"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for path in city.folder.iterdir():
        path.unlink()
    (city.folder / "522.csv").write_bytes(formats.write_csv(table, ";", "utf-8-sig"))
    with open_book(last) as previous:
        (entry,) = run(city, previous=previous).returned
    names = [cell.value for cell in copy_of(entry)["Mô hình"]["B"]]
    assert "Tổ tự quản năm trước" in names
