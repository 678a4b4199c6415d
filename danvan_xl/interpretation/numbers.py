"""Cells for numbers: ``1.250``, ``3 mô hình``, ``1,2 tỷ``, ``không``, ``chưa có số liệu``.

Which of the two ways to read ``1.250`` (1250, or 1.25 as in English) is meant:

- where only whole numbers make sense ``1.250`` is 1250, and ``1,250`` is asked back, for there the
  Vietnamese reading has a fraction;
- else the reading that lies between the cell's limits, if only one does;
- else it is asked back.

A number that is too large, or not whole where it should be, goes on; checks of ranges say so.
"""

from __future__ import annotations

import re
from decimal import Decimal

from danvan_xl.interpretation.asked import Asked
from danvan_xl.interpretation.reading import (
    LONGEST,
    Reading,
    is_day,
    not_of_column,
    number_text,
)
from danvan_xl.interpretation.spelling import is_among, spelt_words
from danvan_xl.schema.spoken_numbers import Readings, is_spoken_zero, readings_of
from danvan_xl.schema.text import key, normalise, vn_number
from danvan_xl.schema.values import is_blank, quoted
from danvan_xl.submissions.raw import RawCell

_NAN = float("nan")
_MOST_DIGITS = 15
_NO_FIGURE_YET = re.compile(
    r"(chua|dang|se|cap nhat sau|bo sung sau|khong (co so lieu|thong ke|ro|biet|nam))( \D*)?|n a"
)
"""In the form of ``key``."""
_ITS_FIRST_WORD = "chưa đang sẽ cập bổ không n"
_PLACEHOLDER = re.compile(r"[.…?_]+")
_YEAR = re.compile(r"năm (\d{4})", re.IGNORECASE)


def read_number(raw: RawCell, asked: Asked, shown_as_percent: bool = False) -> Reading:
    """Return the number in a cell, NaN when it is empty or not clear.

    ``raw`` is in Unicode. ``shown_as_percent``: the cell's format multiplies by 100.
    """
    if is_blank(raw):
        return Reading(_NAN)
    if wrong := not_of_column(raw):
        return Reading(_NAN, wrong.code, wrong.texts)
    if is_day(raw):
        return Reading(_NAN, "O24", {"value": quoted(raw)})
    if isinstance(raw, str):
        return _read_text(raw, asked)
    number = float(raw)  # type: ignore[arg-type]  # only numbers are left
    if number in (float("inf"), -float("inf")):
        return Reading(_NAN, "O02", {"value": quoted(raw)})
    if shown_as_percent and asked.is_percentage:
        return _of_percent_cell(number, asked)
    return Reading(number)


def _of_percent_cell(number: float, asked: Asked) -> Reading:
    """Return 98 for 0.98 that shows as 98%, and for 98 that shows as 9800%."""
    shown = float(Decimal(repr(number)) * 100)
    read = number if not asked.allows(shown) and asked.allows(number) else shown
    return Reading(read, "O21", {"value": f"{number_text(shown)}%", "number": number_text(read)})


def _read_text(text: str, asked: Asked) -> Reading:
    if len(text) > LONGEST:
        return Reading(_NAN, "O02", {"value": quoted(text)})
    tidy = normalise(text)
    if is_spoken_zero(tidy):
        return Reading(0.0, "O12", {"value": quoted(text), "number": "0"})
    if _PLACEHOLDER.fullmatch(tidy) or _says_no_figure_yet(tidy):
        return Reading(_NAN, "O23", {"value": quoted(text)})
    year = _YEAR.fullmatch(tidy) if asked.is_year else None
    found = readings_of(year[1] if year else tidy)
    if found is None or not _fits(found, asked):
        return Reading(_NAN, "O02", {"value": quoted(text)})
    numbers = _meant(found, asked)
    if len(numbers) > 1:
        first, second = map(number_text, map(float, numbers))
        return Reading(_NAN, "O11", {"value": quoted(text), "first": first, "second": second})
    number = float(numbers[0])
    if number and asked.contradicts(found.counted):
        read = f"«{quoted(text)}» được hiểu là {number_text(number)}"
        what = f"{read}, trong khi số liệu này tính bằng {asked.unit}"
        return Reading(number, "O28", {"what": what})
    if tidy == vn_number(number).replace(".", ""):
        return Reading(number)
    return Reading(number, "O12", {"value": quoted(text), "number": number_text(number)})


def _says_no_figure_yet(text: str) -> bool:
    """Whether ``text`` says that the figure is still missing; ``Đảng viên`` does not."""
    if not _NO_FIGURE_YET.fullmatch(key(text)):
        return False
    return is_among(spelt_words(text)[0], _ITS_FIRST_WORD)


def _fits(found: Readings, asked: Asked) -> bool:
    """Whether the cell can hold the number: Excel keeps 15 digits, and a count is no share."""
    return (
        found.digits <= _MOST_DIGITS
        and (asked.is_percentage or not found.percent)
        and asked.counts(found.counted)
    )


def _meant(found: Readings, asked: Asked) -> tuple[Decimal, ...]:
    """Return the one number that is meant, or the two that may be."""
    numbers = found.numbers
    if found.dash_apart and numbers[0]:
        return -numbers[0], numbers[0]
    if len(numbers) == 1:
        return numbers
    if asked.is_whole and not found.is_multiplied:
        return numbers if _has_fraction(numbers[0]) else numbers[:1]
    fitting = tuple(number for number in numbers if asked.allows(float(number)))
    return fitting if len(fitting) == 1 else numbers


def _has_fraction(number: Decimal) -> bool:
    """Whether ``number`` is written with a fraction, be it ``,000``."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0
