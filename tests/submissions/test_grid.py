"""What is told of a sheet that is too large."""

from __future__ import annotations

import pytest

from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.readers.grid import Budget, Grid


def test_columns_are_told_by_their_letters() -> None:
    with pytest.raises(Unreadable) as raised:
        Budget(LIMITS).spend(1_048_576, 16_384, "Kết quả")
    assert raised.value.values["what"] == "trang «Kết quả» dùng tới hàng 1048576, cột XFD"


def test_a_long_cell_is_told_by_its_address() -> None:
    with pytest.raises(Unreadable) as raised:
        Grid("Mô hình", Budget(LIMITS)).put(5, 3, "x" * (LIMITS.cell_characters + 1))
    assert raised.value.values["what"] == "ô C5 của «Mô hình» quá dài"
