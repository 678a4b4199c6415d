"""A master that another program has open is refused in one sentence, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.windows.computer import Computer
from tests.windows.held_files import READ, SHARE_NOTHING, SHARE_READ, WRITE, held


@pytest.mark.parametrize(
    ("access", "sharing"),
    [(READ | WRITE, SHARE_READ), (READ, SHARE_READ), (READ | WRITE, SHARE_NOTHING)],
    ids=["as Excel", "read-only in Excel", "not shared"],
)
def test_a_master_that_is_open_elsewhere_is_left_alone(
    windows: Computer, master_2022: bytes, access: int, sharing: int
) -> None:
    path = windows.profile / "Documents" / "Sổ theo dõi 2022.xlsx"
    path.write_bytes(master_2022)
    change = ("config", path, "office.place", "Quảng Ngãi mới", "--json")
    with held(windows, path, access, sharing):
        refused = windows.danvan_xl(*change)
        assert (refused.code, refused.out) == (2, "")
        (sentence,) = refused.err.splitlines()
        assert "Sổ theo dõi 2022.xlsx" in sentence
        assert "đóng tệp" in sentence
        assert path.read_bytes() == master_2022
        assert list(path.parent.iterdir()) == [path]
    assert windows.danvan_xl(*change).code == 0
    assert path.read_bytes() != master_2022
    assert list(path.parent.iterdir()) == [path]
