from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_xl.errors import DanVanError
from danvan_xl.mail.addresses import Address, join_addresses, read_address, split_addresses

GOOD = {
    "snv@quangngai.gov.vn": Address("", "snv@quangngai.gov.vn"),
    "  snv@quangngai.gov.vn\u00a0": Address("", "snv@quangngai.gov.vn"),
    "\u200bsnv@quangngai.gov.vn": Address("", "snv@quangngai.gov.vn"),
    "<snv@quangngai.gov.vn>": Address("", "snv@quangngai.gov.vn"),
    "Sở Nội vụ <snv@quangngai.gov.vn>": Address("Sở Nội vụ", "snv@quangngai.gov.vn"),
    '"Phòng XDCQ, Sở Nội vụ" <xdcq.snv+1@x.vn>': Address(
        "Phòng XDCQ, Sở Nội vụ", "xdcq.snv+1@x.vn"
    ),
    r'"Ban \"Dân vận\"" <a@x.vn>': Address('Ban "Dân vận"', "a@x.vn"),
}


@pytest.mark.parametrize(("text", "expected"), GOOD.items())
def test_an_address_is_read_as_people_write_it(text: str, expected: Address) -> None:
    assert read_address(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "snv",
        "snv@",
        "@x.vn",
        "snv@localhost",
        "snv@quangngai..vn",
        "snv@-x.vn",
        "sở@x.vn",
        "snv@quảngngãi.vn",
        "snv @x.vn",
        "a@x.vn b@x.vn",
        "a@x.vn, b@x.vn",
        "<a@x.vn> <b@x.vn>",
        ".a@x.vn",
        "a..b@x.vn",
        "Sở <a@x.vn",
        f"{'a' * 65}@x.vn",
        f"a@{'a' * 63}.{'b' * 63}.{'c' * 63}.{'d' * 63}.vn",
        "a@x.vn\nBcc: b@y.vn",
        "a@x.vn\r\nBcc: b@y.vn",
        "Sở\nBcc: b@y.vn <a@x.vn>",
        "Sở\u2028Bcc: b@y.vn <a@x.vn>",
        "a@x.vn\x00",
    ],
)
def test_what_is_no_address_is_quoted_back(text: str) -> None:
    with pytest.raises(DanVanError, match="Địa chỉ thư điện tử «") as told:
        read_address(text)
    assert "\n" not in str(told.value)
    assert " ".join(text.split()) in str(told.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ; ,\n", []),
        ("a@x.vn, b@x.vn;c@x.vn\nd@x.vn", ["a@x.vn", "b@x.vn", "c@x.vn", "d@x.vn"]),
        ('"Phòng A, B" <a@x.vn>; C <c@x.vn>', ['"Phòng A, B" <a@x.vn>', "C <c@x.vn>"]),
        ('"Phòng A <a@x.vn>, b@x.vn', ['"Phòng A <a@x.vn>', "b@x.vn"]),
    ],
)
def test_addresses_of_a_cell_stand_apart(text: str, expected: list[str]) -> None:
    assert split_addresses(text) == expected


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=60).filter(
    lambda name: name == read_address(f"{join_addresses([Address(name, 'a@x.vn')])}").name
)


@given(st.lists(st.builds(Address, NAMES, st.just("a@x.vn")), min_size=1, max_size=4))
def test_joined_addresses_are_taken_apart_again(addresses: list[Address]) -> None:
    pieces = split_addresses(join_addresses(addresses))
    assert [read_address(piece) for piece in pieces] == addresses
