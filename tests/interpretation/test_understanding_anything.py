"""What holds for every input: nothing is invented, lost or raised."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.interpretation import Asked, understand_facts
from danvan_xl.interpretation.dates import read_date
from danvan_xl.interpretation.numbers import read_number
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.legacy_words import Legacy
from danvan_xl.schema.lists import LISTS
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.text import spelling_key, vn_date_long, vn_number
from danvan_xl.schema.values import ErrorCell, Uncalculated
from tests.interpretation.forms import TABLES, column_of, form_with, understood
from tests.schema.test_legacy import PHRASES, TEXTS, encode, same

untimed = settings(deadline=None)  # a busy machine is no failure

COUNT = Asked(Type.NUMBER, whole=True, minimum=0, maximum=10**9)
SHARE = Asked(Type.NUMBER, minimum=0, maximum=100)
WIDE = Asked(Type.NUMBER, minimum=0, maximum=10**12)

WHOLE_STYLES: tuple[Callable[[int], str], ...] = (
    lambda n: str(n),
    lambda n: vn_number(n),
    lambda n: f"0{n}",
    lambda n: f"{n:,}".replace(",", " "),
    lambda n: f"{n:,}".replace(",", "\u00a0"),
    lambda n: f"{vn_number(n)} mô hình",
    lambda n: f" {vn_number(n)} lượt người ",
)
DATE_STYLES: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day:%d/%m/%y}",
    lambda day: day.isoformat(),
    vn_date_long,
    lambda day: f"Quảng Ngãi, {vn_date_long(day)}",
    lambda day: f"{day.day} tháng {day.month}, {day.year}",
    lambda day: f"{day:%d/%m/%Y} 14:30",
)

NUMBERS = st.floats(width=32) | st.floats() | st.integers().map(float)
ALPHABET = "0123456789.,+-/ %()=@\t\u00a0\u00ad\u200bkhôngtriệuđtỷ®§·¶Ðé"
TEXT = st.text(ALPHABET) | st.text() | st.sampled_from(TEXTS)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    TEXT,
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.just(ErrorCell("#N/A")),
    st.just(Uncalculated()),
    st.sampled_from([word for words in LISTS.values() for word in words]),
)


@untimed
@given(st.integers(0, 10**9), st.sampled_from(WHOLE_STYLES))
def test_a_whole_number_is_read_back_in_every_style(
    number: int, style: Callable[[int], str]
) -> None:
    assert read_number(style(number), COUNT).value == number


@untimed
@given(st.decimals(0, 100, places=2))
def test_a_share_is_read_back(share: Decimal) -> None:
    text = vn_number(share)
    for shown in (text, f"{text}%", f"{text} %", text.replace(",", ".")):
        assert read_number(shown, SHARE).value == float(share)


@untimed
@given(st.decimals(0, 10**9, places=3))
def test_a_decimal_is_read_back_or_asked_back(number: Decimal) -> None:
    text = vn_number(number)
    reading = read_number(text, WIDE)
    open_to_both = re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text) is not None
    assert (reading.code == "O11") == open_to_both
    assert open_to_both or reading.value == float(number)


@untimed
@given(st.dates(date(2009, 1, 1), date(2023, 12, 31)), st.sampled_from(DATE_STYLES))
def test_a_day_is_read_back_in_every_style(day: date, style: Callable[[Any], str]) -> None:
    assert read_date(style(day), 2022).value == day


@untimed
@given(st.dates(date(2009, 1, 1), date(2023, 12, 31)), st.floats(0, 0.999))
def test_a_day_is_read_back_from_excels_number(day: date, part: float) -> None:
    assert read_date((day - date(1899, 12, 30)).days + part, 2022).value == day
    moment = datetime.combine(day, datetime.min.time()) + timedelta(days=part)
    assert read_date(moment, 2022).value == day


@untimed
@given(st.text(ALPHABET), st.sampled_from([COUNT, SHARE, WIDE, Asked(Type.MONEY)]))
def test_no_number_is_invented(text: str, asked: Asked) -> None:
    number = read_number(text, asked).value
    if math.isnan(number) or number == 0:
        return
    digits = re.sub(r"\D", "", text)
    left = re.sub(r"\D", "", f"{abs(number):.12f}").strip("0")
    assert left in digits


@untimed
@given(st.text("0123456789/.- thángnămqúyI,"))
def test_no_day_is_invented(text: str) -> None:
    day = read_date(text, 2022).value
    if day is not None:
        numbers = [int(part) for part in re.findall(r"\d+", text)]
        assert {day.day, day.month} <= set(numbers)
        assert {day.year, day.year % 100} & set(numbers)


@untimed
@given(st.lists(st.tuples(*[CELLS] * 4), max_size=4), st.data())
def test_every_form_is_understood(rows: list[tuple[Any, ...]], data: st.DataObject) -> None:
    keys = [column.key for column in INITIATIVES.form_columns]
    cells = [dict(zip(data.draw(st.permutations(keys)), row, strict=False)) for row in rows]
    form = form_with(
        [{"indicator": row[0], "value": row[1], "note": row[2]} for row in rows],
        cells,
        {fact.name: data.draw(CELLS) for fact in FACTS},
    )
    _, told, unclear = understand_facts(form)
    assert unclear == {one.column for one in told if one.is_error}
    for table in TABLES:
        found = understood(form, table)
        raw = form.tables[table].rows
        assert list(found.frame.index) == list(raw)
        for row, key in found.unclear:
            assert raw[row][key] is not None
        for finding in found.findings:
            assert finding.message.isprintable()
        told_of = {(one.row, one.column) for one in found.findings}
        for row, columns in raw.items():
            for key, cell in columns.items():
                value = found.frame.at[row, key]
                lost = value is None or value == "" or value != value
                seen = isinstance(cell, str) and not re.sub(r"[\W_\u200b]", "", cell)
                blank = cell is None or cell != cell or seen
                assert blank or not lost or (row, key) in told_of or _only_hidden(cell)


def _only_hidden(cell: Any) -> bool:
    """Whether what a text holds is nothing to see."""
    return isinstance(cell, str) and not any(map(str.isprintable, cell.strip()))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@untimed
@given(st.lists(st.sampled_from(TEXTS), min_size=1))
def test_composed_and_decomposed_texts_are_the_same(form: str, texts: list[str]) -> None:
    values, codes, _ = column_of("content", [unicodedata.normalize(form, t) for t in texts])
    plain, _, _ = column_of("content", texts)
    assert values == plain
    assert not [code for code, _ in codes if code != "O22"]


@pytest.mark.parametrize(
    ("one", "other"), [("hoà giải", "hòa giải"), ("uỷ ban", "ủy ban"), ("thuý", "thúy")]
)
def test_both_styles_of_tone_marks_are_the_same_to_compare(one: str, other: str) -> None:
    values, codes, _ = column_of("content", [one, other])
    assert values == [one, other]
    assert spelling_key(values[0]) == spelling_key(values[1])
    assert codes == []


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@untimed
@given(st.lists(st.sampled_from(PHRASES), min_size=8, unique=True))
def test_sentences_in_an_old_encoding_are_read_back(encoding: Legacy, texts: list[str]) -> None:
    values, codes, _ = column_of("content", [encode(text, encoding) for text in texts])
    pairs = zip(values, texts, strict=True)
    assert [text for value, text in pairs if not same(value, text, encoding)] == []
    assert [code for code, _ in codes if code != "O16"] == []


@untimed
@given(st.lists(st.sampled_from(TEXTS)))
def test_right_unicode_stays_as_it_is(texts: list[str]) -> None:
    values, codes, _ = column_of("content", texts)
    assert values == texts
    assert [code for code, _ in codes if code != "O22"] == []
