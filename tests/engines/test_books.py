from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
import xlwings as xw

from danvan_xl.engines import NotOnFiles, open_book
from danvan_xl.errors import DanVanError


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_file_opened_twice_is_one_book(book, path):
    book.sheets["Trống"]["A1"].value = "chung"
    again = open_book(path.parent / "." / path.name)
    assert again == book
    assert again.sheets["Trống"]["A1"].value == "chung"


def test_a_closed_book_is_opened_anew(book, path):
    book.sheets["Trống"]["A1"].value = "bỏ"
    book.close()
    assert open_book(path).sheets["Trống"]["A1"].value is None


def test_a_closed_book_cannot_be_used(book):
    book.close()
    with pytest.raises(RuntimeError, match="closed"):
        _ = book.sheets["Trống"]["A1"].value


def test_a_book_is_closed_at_the_end_of_its_block(path):
    with open_book(path) as book:
        app = book.app
        assert [open_one.name for open_one in app.books] == [path.name]
    assert len(app.books) == 0


def test_a_missing_file_is_told_in_vietnamese(tmp_path):
    with pytest.raises(DanVanError, match=r"Không tìm thấy tệp «.*không có\.xlsx»"):
        open_book(tmp_path / "không có.xlsx")


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(DanVanError, match="Không tìm thấy tệp"):
        open_book(tmp_path)


def test_a_file_that_is_no_workbook_is_told_in_vietnamese(tmp_path):
    file = tmp_path / "giả.xlsx"
    file.write_text("không phải Excel", encoding="utf-8")
    with pytest.raises(DanVanError, match="Excel"):
        open_book(file)
    assert [len(app.books) for app in xw.engines["danvan"].apps] == [0]


def test_a_file_that_cannot_be_read_is_told_in_vietnamese(path, monkeypatch):
    def locked(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(DanVanError, match=r"Không đọc được tệp «.*» \(không có quyền đọc, ghi"):
        open_book(path)


def test_nothing_reaches_the_disk_before_saving(book, path):
    before = path.read_bytes()
    book.sheets["Trống"]["A1"].value = 1
    assert path.read_bytes() == before


def test_saving_changes_only_the_parts_that_were_written_to(book, path):
    before = parts(path)
    book.sheets["Trống"]["A1"].value = 1
    book.save()
    after = parts(path)
    changed = {name for name in before if before[name] != after.get(name)}
    with_formulas = {name for name in before if b"<f>" in before[name] and "sheets/" in name}
    assert changed == {"xl/worksheets/sheet4.xml"} | with_formulas
    assert set(before) == set(after)


def test_a_saved_formula_shows_no_old_result(book, path):
    sheet = book.sheets["Số liệu"]
    assert sheet["C8"].value == 84
    sheet["C2"].value = 1
    book.save()
    assert sheet["C8"].value is None
    assert sheet["C8"].formula == "=C2*2"
    assert parts(path)["xl/worksheets/sheet2.xml"].count(b"<f>") > 0


def test_saving_without_a_change_keeps_every_byte(book, path):
    before = path.read_bytes()
    _ = book.sheets["Mô hình"].used_range.value
    book.save()
    assert path.read_bytes() == before


def test_a_book_goes_on_after_saving(book, path):
    sheet = book.sheets["Trống"]
    sheet["A1"].value = 1
    book.save()
    sheet["A2"].value = 2
    book.save()
    book.close()
    assert open_book(path).sheets["Trống"]["A1:A2"].value == [1.0, 2.0]


def test_a_book_saved_under_another_name_is_that_file_from_then_on(book, path, tmp_path):
    before = path.read_bytes()
    book.sheets["Trống"]["A1"].value = 1
    copy = tmp_path / "bản sao.xlsx"
    book.save(copy)
    assert path.read_bytes() == before
    assert (book.name, book.fullname) == ("bản sao.xlsx", str(copy.resolve()))
    book.sheets["Trống"]["A2"].value = 2
    book.save()
    assert open_book(copy) == book
    assert open_book(path).sheets["Trống"]["A1"].value is None
    book.close()
    assert open_book(copy).sheets["Trống"]["A1:A2"].value == [1.0, 2.0]


def test_a_book_is_saved_over_an_older_file(book, tmp_path):
    older = tmp_path / "cũ.xlsx"
    older.write_bytes(b"x")
    book.save(older)
    assert older.read_bytes().startswith(b"PK")


def test_the_kind_of_file_is_not_changed(book, tmp_path):
    with pytest.raises(DanVanError, match=r"đuôi «\.xlsx»"):
        book.save(tmp_path / "khác.xlsm")
    assert not (tmp_path / "khác.xlsm").exists()


def test_a_file_that_is_open_is_not_saved_over(book, path, tmp_path):
    other = Path(shutil.copy(path, tmp_path / "khác.xlsx"))
    open_book(other)
    before = other.read_bytes()
    with pytest.raises(DanVanError, match="đang mở"):
        book.save(other)
    assert other.read_bytes() == before


def test_a_password_is_refused(book):
    with pytest.raises(NotOnFiles, match="password"):
        book.save(password="x")


def test_a_book_is_opened_through_the_app_as_in_excel(book, tmp_path, path):
    other = Path(shutil.copy(path, tmp_path / "khác.xlsx"))
    opened = book.app.books.open(other)
    assert book.app.books["khác.xlsx"] == opened
    assert book.app.books.active == opened
    with pytest.raises(KeyError):
        book.app.books["không có.xlsx"]
    with pytest.raises(NotOnFiles, match=r"Books\.open"):
        book.app.books.open(shutil.copy(path, tmp_path / "mật.xlsx"), password="x")


def test_an_activated_sheet_is_in_front_when_the_file_is_opened(book, path):
    book.sheets["Đơn vị"].activate()
    assert book.sheets.active.name == "Đơn vị"
    book.save()
    book.close()
    assert open_book(path).sheets.active.name == "Đơn vị"


def test_a_hidden_sheet_cannot_be_in_front(book):
    with pytest.raises(DanVanError):
        book.sheets["Ẩn"].activate()


def test_the_caller_is_the_book_that_was_set(book, monkeypatch):
    monkeypatch.setattr("sys.argv", ["python"])
    book.set_mock_caller()
    assert xw.Book.caller() == book
    xw.Book.caller().sheets["Trống"]["A1"].value = 1
    assert book.sheets["Trống"]["A1"].value == 1.0
