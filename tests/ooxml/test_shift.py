"""Moving the relative references of a formula."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from danvan_xl.ooxml.shift import OffSheetError, shifted


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1", "C2"),
        ("$A1+A$1+$A$1", "$A2+C$1+$A$1"),
        ("SUM(A1:B2)", "SUM(C2:D3)"),
        ("A:A+$B:C", "C:C+$B:E"),
        ("1:3+$4:5", "2:4+$4:6"),
        ('"A1"&A1&"say ""B2"""', '"A1"&C2&"say ""B2"""'),
        ("'A1 sheet''s'!A1", "'A1 sheet''s'!C2"),
        ("Sheet1!A1+[1]Sheet1!$B2", "Sheet1!C2+[1]Sheet1!$B3"),
        ("LOG10(A1)+ATAN2(1,B2)", "LOG10(C2)+ATAN2(1,D3)"),
        ("1E5+A1E+Q_1+x.A1+ngày1", "1E5+A1E+Q_1+x.A1+ngày1"),
        (
            "tbl[[#This Row],[A1]]+tbl[B2]+tbl['[x'] A1]",
            "tbl[[#This Row],[A1]]+tbl[B2]+tbl['[x'] A1]",
        ),
        ("#REF!+A1+#N/A", "#REF!+C2+#N/A"),
        ("XFE1+A1048577", "XFE1+A1048577"),
        ("IF(A1>\n B1,\r\n\tC1)", "IF(C2>\n D2,\r\n\tE2)"),
        ("SUM(A1:INDEX(B:B,3))", "SUM(C2:INDEX(D:D,3))"),
        ("Sheet1:Sheet3!A1", "Sheet1:Sheet3!C2"),
        ("_xlfn.XLOOKUP(A1,B$1:B$9,C1#)", "_xlfn.XLOOKUP(C2,D$1:D$9,E2#)"),
        ("Đơn_vị!A1", "Đơn_vị!C2"),
    ],
)
def test_relative_references_move_and_nothing_else(formula: str, moved: str) -> None:
    assert shifted(formula, 1, 2) == moved


@pytest.mark.parametrize(("rows", "columns"), [(-1, 0), (0, -1), (1_048_576, 0), (0, 16_384)])
def test_a_reference_does_not_leave_the_sheet(rows: int, columns: int) -> None:
    with pytest.raises(OffSheetError):
        shifted("A1", rows, columns)


PIECES = st.sampled_from(
    [
        "A1",
        "$B2",
        "C$3",
        "$D$4",
        "SUM(E5:F6)",
        "G:G",
        "7:8",
        '"H9"',
        "S!J10",
        "'K 11'!L12",
        "1.5",
        "x",
    ]
)


@settings(deadline=None, derandomize=True, database=None)
@given(st.lists(PIECES, min_size=1, max_size=6), st.integers(0, 9), st.integers(0, 9))
def test_another_shifter_agrees(pieces: list[str], rows: int, columns: int) -> None:
    formula = "+".join(pieces)
    target = f"{chr(65 + columns)}{1 + rows}"
    assert "=" + shifted(formula, rows, columns) == Translator(
        "=" + formula, "A1"
    ).translate_formula(target)
