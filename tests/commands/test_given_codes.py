"""Codes that initiatives get when forms are merged: none twice, none taken away."""

from __future__ import annotations

from itertools import count

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_xl.commands.merging import give_codes

Rows = list[tuple[str, str]]
"""Codes and names."""

NAMES = st.sampled_from(["", "Tuyến đường hoa", "TUYẾN ĐƯỜNG HOA", "Tổ hòa giải", "Tổ hoà giải"])
CODES = st.one_of(
    st.just(""),
    st.builds(
        "{}-{}-{}".format,
        st.sampled_from(["STP", "stp", "SKHDT"]),
        st.sampled_from(["2021", "2022"]),
        st.sampled_from(["01", "1", "02", "07", "007", "99", "100", "٣"]),
    ),
    st.sampled_from(["MH01", "STP-2022-", "STP-2022-01-01", "—"]),
)
IN_FORM = st.lists(st.tuples(CODES, NAMES), max_size=8, unique_by=lambda row: row[0] or object())
"""A code that stands twice sends a form back."""
KNOWN = st.lists(st.tuples(CODES, NAMES), max_size=8)
"""Staff write into the register what they like."""


def frame(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["code", "name"], dtype="object")


def codes_for(form: Rows, known: Rows) -> list[str]:
    return give_codes(frame(form), frame(known), "STP", 2022)


ONE_CODE_FOR_TWO = [("STP-2021-01", "Tổ hòa giải"), ("STP-2021-01", "Tuyến đường hoa")]


@given(IN_FORM, KNOWN)
@example([("", name) for _, name in ONE_CODE_FOR_TWO], ONE_CODE_FOR_TWO)
def test_no_code_is_given_to_two_rows_and_none_that_came_in_is_changed(
    form: Rows, known: Rows
) -> None:
    codes = codes_for(form, known)
    assert all(codes)
    assert len(set(codes)) == len(form) == len(codes)
    assert all(now == came for now, (came, _) in zip(codes, form, strict=True) if came)


@given(IN_FORM, KNOWN)
def test_a_new_number_is_one_that_neither_form_nor_register_has(form: Rows, known: Rows) -> None:
    there = {code for code, _ in [*form, *known]}
    new = [code for code in codes_for(form, known) if code not in there]
    numbers = [int(code.removeprefix("STP-2022-")) for code in new]
    assert numbers == [n for n, _ in zip(count(min(numbers, default=0)), numbers, strict=False)]


@given(IN_FORM, KNOWN)
def test_merged_twice_the_rows_keep_their_codes(form: Rows, known: Rows) -> None:
    codes = codes_for(form, known)
    merged = [(code, name) for code, (_, name) in zip(codes, form, strict=True)]
    assert codes_for(merged, merged) == codes
