from __future__ import annotations

import datetime as dt
import decimal

import numpy as np
import pandas as pd
import pytest

from danvan_xl.engines.typing_rules import WouldChange, as_excel_takes, as_text, prepared
from danvan_xl.ooxml import Formula


def taken(value, number_format="General"):
    def place(row, column):
        return "Ô A1 trang «Mô hình»"

    return as_excel_takes([[value]], lambda row: [number_format], place)[0][0]


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("Đức Phổ", "Đức Phổ"),
        ("", None),
        (None, None),
        ("001", 1.0),
        ("1.5", 1.5),
        ("-3", -3.0),
        ("+3", 3.0),
        (".5", 0.5),
        ("1e5", 100000.0),
        (" 12 ", 12.0),
        ("1e400", "1e400"),
        ("true", True),
        ("FALSE", False),
        ("true story", "true story"),
        ("=1+1", Formula("1+1")),
        ("=", "="),
        ("'001", "001"),
        ("'=1+1", "=1+1"),
        ("'", None),
        ("- gạch đầu dòng", "- gạch đầu dòng"),
        ("1.250.000", "1.250.000"),
        ("12 hộ", "12 hộ"),
        ("123/2025", "123/2025"),
        ("45/40", "45/40"),
        ("12/QĐ-UBND", "12/QĐ-UBND"),
        ("0255.3822.999", "0255.3822.999"),
        (5, 5),
        (2.5, 2.5),
        (True, True),
    ],
)
def test_a_value_becomes_in_a_general_cell(value, becomes):
    result = taken(value)
    assert result == becomes
    assert type(result) is type(becomes)


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        ("001", "001"),
        ("1/2", "1/2"),
        ("=1+1", "=1+1"),
        ("'001", "'001"),
        ("true", "true"),
        ("", None),
        (None, None),
        (5, "5"),
        (5.0, "5"),
        (2.5, "2.5"),
        (1e20, "1E+20"),
        (True, "TRUE"),
    ],
)
def test_a_value_becomes_text_in_a_text_cell(value, becomes):
    assert taken(value, "@") == becomes


@pytest.mark.parametrize(
    "text",
    [
        "1/2",
        "31/12",
        "31/12/2025",
        "12/31/2025",
        "2025-12-31",
        "2025-12-31 10:30",
        "5/2025",
        "2025/5",
        "10:30",
        "10:30 AM",
        "5-Mar",
        "Jan 2025",
        "12%",
        "1,250",
        "$5",
        "(5)",
        "1 1/2",
        "#N/A",
    ],
)
def test_a_text_that_excel_would_reformat_is_refused(text):
    with pytest.raises(WouldChange) as caught:
        taken(text)
    message = str(caught.value)
    assert message.startswith("Ô A1 trang «Mô hình»: ")
    assert f"«{text}»" in message
    assert "(Text)" in message


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        (float("nan"), None),
        (np.float64("nan"), None),
        (pd.NaT, None),
        (pd.NA, None),
        (np.datetime64("NaT"), None),
        (np.int64(3), 3.0),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (decimal.Decimal("1.5"), 1.5),
        (pd.Timestamp("2026-03-02"), dt.datetime(2026, 3, 2)),
        (np.datetime64("2026-03-02"), dt.datetime(2026, 3, 2)),
        (dt.date(2026, 3, 2), dt.date(2026, 3, 2)),
        (
            dt.datetime(2026, 3, 2, 8, tzinfo=dt.timezone(dt.timedelta(hours=7))),
            dt.datetime(2026, 3, 2, 8),
        ),
    ],
)
def test_a_value_of_a_dataframe_is_prepared_for_a_cell(value, becomes):
    result = prepared(value)
    assert result == becomes
    assert type(result) is type(becomes)


@pytest.mark.parametrize("value", [object(), [1], dt.timedelta(1), b"x", 1j])
def test_what_no_cell_can_hold_is_a_type_error(value):
    with pytest.raises(TypeError):
        prepared(value)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1"), (1.0, "1"), (0.1 + 0.2, "0.3"), (1 / 3, "0.333333333333333"), (False, "FALSE")],
)
def test_a_number_is_shown_with_fifteen_digits(number, text):
    assert as_text(number) == text
