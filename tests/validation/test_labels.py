"""Forms without a seal: whether the text of a row is that of its code."""

from __future__ import annotations

import pandas as pd
import pytest

from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.validation.figures import Catalogue
from danvan_xl.validation.labels import check_labels

CATALOGUE = Catalogue.of(default_indicators(), default_rules())
TEXTS: dict[str, str] = dict(CATALOGUE.indicators["text"])


def told(*rows: tuple[str, str]) -> list[tuple[int | None, str]]:
    """Row and message of each finding; rows are 5, 6, …"""
    frame = pd.DataFrame(rows, columns=["indicator", "text"], index=range(5, 5 + len(rows)))
    found = list(check_labels(frame, CATALOGUE))
    assert {item.code for item in found} <= {"P30"}
    return [(item.row, item.message) for item in found]


def test_rows_that_say_what_they_ask_give_nothing() -> None:
    assert told(*TEXTS.items()) == []
    assert told(*((code, f"  {text.upper()}. ") for code, text in TEXTS.items())) == []


def test_two_codes_that_changed_places_are_told() -> None:
    found = told(("CT101", TEXTS["CT102"]), ("CT102", TEXTS["CT101"]), ("CT103", TEXTS["CT103"]))
    assert [row for row, _ in found] == [5, 6]
    assert found[0][1] == f"Dòng mã CT101 ghi nội dung của chỉ tiêu CT102: «{TEXTS['CT102']}»."


@pytest.mark.parametrize("code", ["CT403", "CT205", "CT603"])
def test_a_slip_of_the_pen_does_not_hide_it(code: str) -> None:
    said = TEXTS[code] + TEXTS[code][-1]
    for other in TEXTS:
        assert len(told((other, said))) == (other != code), other


@pytest.mark.parametrize(
    "text",
    ["", " ", "…", "Văn bản ban hành", "Số văn bản", "Kết quả năm 2022", "x" * 301, "x" * 30_000],
)
def test_a_text_that_is_no_indicators_tells_nothing(text: str) -> None:
    assert told(("CT101", text), ("CT102", text)) == []


def test_rows_of_no_indicator_are_told_elsewhere() -> None:
    assert told(("", TEXTS["CT101"]), ("CT999", TEXTS["CT101"])) == []


def test_every_pair_of_indicators_is_told_apart() -> None:
    codes = list(TEXTS)
    moved = [(code, TEXTS[other]) for code, other in zip(codes, codes[1:] + codes[:1], strict=True)]
    assert len(told(*moved)) == len(codes)
