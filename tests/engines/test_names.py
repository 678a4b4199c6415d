from __future__ import annotations

import pytest

from danvan_xl.ooxml import Refused


def test_names_are_listed_with_those_of_sheets(book):
    names = {name.name: name.refers_to for name in book.names}
    assert names["unit_code"] == "='Số liệu'!$C$3"
    assert names["ngay_xet"] == "=TODAY()"
    assert names["don_vi"] == "=tblUnits[Mã]"
    assert names["Đơn vị!rieng"] == "='Đơn vị'!$B$2"
    assert len(book.names) == len(names) == 5


def test_names_are_found_in_any_case_and_by_position(book):
    assert book.names["UNIT_CODE"].name == "unit_code"
    assert book.names[0] == book.names(1)
    assert "unit_code" in book.names
    assert "khong_co" not in book.names
    with pytest.raises(KeyError):
        book.names["khong_co"]


def test_a_name_leads_to_its_cells(book):
    cell = book.names["unit_code"].refers_to_range
    assert cell.sheet.name == "Số liệu"
    assert cell.address == "$C$3"
    cell.value = "002"
    assert book.sheets["Số liệu"]["unit_code"].value == 2.0


def test_a_name_of_a_sheet_leads_to_its_cells(book):
    assert book.sheets["Đơn vị"]["rieng"].address == "$B$2"


def test_cells_know_the_name_that_means_them(book):
    sheet = book.sheets["Số liệu"]
    assert sheet["B2:C9"].name.name == "so_lieu"
    assert sheet["B2"].name is None


def test_a_name_that_means_no_cells_has_no_range(book):
    with pytest.raises(Refused):
        _ = book.names["ngay_xet"].refers_to_range
