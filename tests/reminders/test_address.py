"""How a letter addresses units."""

from __future__ import annotations

import pytest

from danvan_xl.reminders.address import addressed, mentioned
from danvan_xl.schema.lists import KINDS


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Huyện Bình Sơn", "district", "Ủy ban nhân dân huyện Bình Sơn"),
        ("Thị xã Đức Phổ", "district", "Ủy ban nhân dân thị xã Đức Phổ"),
        ("Thành phố Quảng Ngãi", "district", "Ủy ban nhân dân thành phố Quảng Ngãi"),
        ("Xã Sơn Hạ", "commune", "Ủy ban nhân dân xã Sơn Hạ"),
        ("Đặc khu Lý Sơn", "commune", "Ủy ban nhân dân đặc khu Lý Sơn"),
        ("UBND huyện Ba Tơ", "district", "Ủy ban nhân dân huyện Ba Tơ"),
        ("UBND Huyện Ba Tơ", "district", "Ủy ban nhân dân huyện Ba Tơ"),
        ("Ủy ban nhân dân huyện Ba Tơ", "district", "Ủy ban nhân dân huyện Ba Tơ"),
        ("Sở Tài chính", "provincial_body", "Sở Tài chính"),
        ("Công an tỉnh", "provincial_body", "Công an tỉnh"),
        ("Báo Quảng Ngãi", "press", "Báo Quảng Ngãi"),
    ],
)
def test_a_unit_is_addressed_in_the_right_form(name: str, kind: str, expected: str) -> None:
    assert addressed(name, KINDS[kind], "Sở Nội vụ") == expected
    assert mentioned(name, KINDS[kind], "Sở Nội vụ") == expected


def test_the_office_turns_to_its_own_divisions() -> None:
    kind = KINDS["provincial_body"]
    assert addressed("Sở Nội vụ", kind, "Sở Nội vụ") == "Các phòng, đơn vị thuộc Sở Nội vụ"
    assert mentioned("Sở Nội vụ", kind, "Sở Nội vụ") == "các phòng, đơn vị thuộc Sở Nội vụ"
