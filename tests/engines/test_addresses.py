from __future__ import annotations

import pytest

from danvan_xl.engines.addresses import parsed, quoted, written_out
from danvan_xl.ooxml import Area


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("B2", (2, 2, 2, 2)),
        ("$b$2", (2, 2, 2, 2)),
        ("B2:D9", (2, 2, 9, 4)),
        ("D2:B9", (2, 2, 9, 4)),
        ("A:C", (1, 1, 1048576, 3)),
        ("$C:$A", (1, 1, 1048576, 3)),
        ("2:5", (2, 1, 5, 16384)),
        ("XFD1048576", (1048576, 16384, 1048576, 16384)),
        ("XFE1", None),
        ("A0", None),
        ("A1048577", None),
        ("unit_code", None),
        ("Q1_2026", None),
        ("", None),
    ],
)
def test_an_address_means_an_area(address, area):
    assert parsed(address) == (area and Area(*area))


@pytest.mark.parametrize(
    ("address", "rows_fixed", "columns_fixed", "text"),
    [
        ("B2", True, True, "$B$2"),
        ("B2:D9", True, True, "$B$2:$D$9"),
        ("B2:D9", False, True, "$B2:$D9"),
        ("B2:D9", True, False, "B$2:D$9"),
        ("A:C", True, True, "$A:$C"),
        ("2:5", False, False, "2:5"),
    ],
)
def test_an_area_is_written_as_an_address(address, rows_fixed, columns_fixed, text):
    assert written_out(parsed(address), rows_fixed, columns_fixed) == text


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("Sheet1x", "Sheet1x"),
        ("Lỗi", "Lỗi"),
        ("Mô hình", "'Mô hình'"),
        ("A1", "'A1'"),
        ("2026", "'2026'"),
        ("O'Hara", "'O''Hara'"),
    ],
)
def test_a_sheet_name_is_quoted_where_a_formula_needs_it(sheet, text):
    assert quoted(sheet) == text
