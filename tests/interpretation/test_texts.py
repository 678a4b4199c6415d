from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawCell
from tests.interpretation.forms import column_of, one_of


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (" \u00a0", ""),
        ("Tổ\u00a0 1 ", "Tổ 1"),
        ("To\u0302\u0309 1", "Tổ 1"),
        ("dòng 1\r\ndòng 2", "dòng 1\ndòng 2"),
        ("hoà giải", "hoà giải"),
        (51.0, "51"),
        (12.5, "12,5"),
        (datetime(2022, 9, 5), "05/09/2022"),
        ("- Tổ chức hội nghị", "- Tổ chức hội nghị"),
        ("-Tổ chức hội nghị", "-Tổ chức hội nghị"),
        ("-5 hộ nghèo", "-5 hộ nghèo"),
        ("+ Vận động 5 hộ", "+ Vận động 5 hộ"),
        ("-", "-"),
        ("\tthụt đầu dòng", "thụt đầu dòng"),
    ],
)
def test_a_text_is_tidied_without_a_word(raw: RawCell, text: str) -> None:
    assert one_of("content", raw) == (text, [], [])


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Ðức Phổ", "Đức Phổ"),
        ("12/QÐ-UBND", "12/QĐ-UBND"),
        ("HÐND xã", "HĐND xã"),
        ("ðịa phương", "địa phương"),
        ("Quảng\u200bNgãi", "QuảngNgãi"),
        ("Quảng\u00adNgãi", "QuảngNgãi"),
        ("\ufeffTổ", "Tổ"),
        ("\u202aTổ\u202c", "Tổ"),
        ("Tổ\x00\x01\x1f 1", "Tổ 1"),
        ("a\ud800b", "ab"),
    ],
)
def test_strange_characters_are_put_right_and_told(raw: str, text: str) -> None:
    value, codes, messages = one_of("content", raw)
    assert (value, codes) == (text, ["O18"])
    assert f"→ «{text}»" in messages[0]


def test_strange_characters_of_a_column_are_told_once() -> None:
    values, codes, findings = column_of("name", ["Tổ 1", "Ðức Phổ", "Tổ\u200b 2"])
    assert values == ["Tổ 1", "Đức Phổ", "Tổ 2"]
    assert codes == [("O18", 1)]
    assert "2 ô" in findings[0].message
    assert "Tên mô hình, điển hình" in findings[0].message


def test_no_letter_is_repaired_before_it_is_decoded() -> None:
    """In TCVN3 ``Ð`` is ``é`` and the soft hyphen is ``ư``."""
    values, codes, _ = column_of("name", ["®Çu t\xad", "mÐt khèi", "Qu¶ng Ng·i"])
    assert values == ["đầu tư", "mét khối", "Quảng Ngãi"]
    assert codes == [("O16", 0)]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "= A1", "=cmd|'/c calc'!A1", "@SUM(A1:A9)", "+A1", "-A1+B2", "-5", "+1.5*2"),
        *("-SUM(A1)", "+cmd|' /c calc'!A0", "-(1+2)", "- 5"),
    ],
)
def test_a_text_like_a_formula_stays_exactly_that_text(text: str) -> None:
    value, codes, messages = one_of("content", text)
    assert (value, codes) == (text, ["O22"])
    assert f"«{text}»" in messages[0]


def test_a_tab_before_a_formula_does_not_hide_it() -> None:
    assert one_of("content", "\t=1+1")[:2] == ("=1+1", ["O22"])


@pytest.mark.parametrize("key", ["content", "decision_number", "kind"])
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (ErrorCell("#REF!"), "O08"),
        (Uncalculated(), "O09"),
        (True, "O24"),
        (time(7, 30), "O24"),
        (timedelta(hours=30), "O24"),
        (float("inf"), "O24"),
    ],
)
def test_what_is_no_text_is_asked_back(key: str, raw: RawCell, code: str) -> None:
    assert one_of(key, raw)[:2] == ("", [code])


def test_a_day_is_no_number_of_a_document() -> None:
    value, codes, messages = one_of("decision_number", datetime(2022, 5, 12))
    assert (value, codes) == ("", ["O24"])
    assert "12/05/2022" in messages[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * 32_767, []), ("x" * 32_768, ["O25"]), ("\U0001f33b" * 16_384, ["O25"])],
)
def test_a_text_that_no_cell_can_hold_is_asked_back(text: str, code: list[str]) -> None:
    value, codes, _ = one_of("content", text)
    assert (value, codes) == ("" if code else text, code)


@pytest.mark.parametrize("start", "=+-@(1aÐ|%")
def test_a_long_text_of_one_character_is_read_at_once(start: str) -> None:
    for key in ("content", "money", "decision_date", "kind", "decision_number"):
        for text in (start * 30_000, f"+{start * 30_000}", f"{start}1" * 15_000):
            one_of(key, text)


def test_a_long_text_is_quoted_in_part() -> None:
    for key in ("money", "decision_date"):
        _, _, messages = one_of(key, "rất dài\n" * 1000)
        assert len(messages[0]) < 150
        assert "\n" not in messages[0]
