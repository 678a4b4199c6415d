"""Help and limits at the moment of typing: a column's data validation in a sheet.

Pasting goes round it, so the checks on import do not rely on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from danvan_xl.schema.columns import Column, Type
from danvan_xl.schema.text import vn_date, vn_number

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 12, 31)
LARGEST = 1_000_000_000_000_000
LIST_LIMIT = 255
"""Excel's limit for a list that is typed into a validation."""


def from_list(source: str | Sequence[str]) -> dict[str, Any]:
    """Return the rule that a cell holds one word of ``source``: a name (``=list_x``) or words.

    Raises ``ValueError`` when words cannot stand in a validation.
    """
    if not isinstance(source, str):
        if any("," in word for word in source) or len(",".join(source)) > LIST_LIMIT:
            raise ValueError(f"words do not fit into a validation: {source}")
        source = list(source)
    return {
        "validate": "list",
        "source": source,
        "error_title": "Không có trong danh sách",
        "error_message": "Chọn một giá trị trong danh sách thả xuống.",
    }


def number(
    whole: bool, minimum: float | None = None, maximum: float | None = None
) -> dict[str, Any]:
    """Return the rule that a cell holds a number, whole or not, within its limits."""
    low = -LARGEST if minimum is None else minimum
    high = LARGEST if maximum is None else maximum
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_title": "Không phải số hợp lý",
        "error_message": f"Ghi {number_words(whole, minimum, maximum)}, không ghi chữ hay đơn vị.",
    }


def number_words(whole: bool, minimum: float | None, maximum: float | None) -> str:
    """Return in words what a number cell takes: ``số nguyên từ 0 đến 500``."""
    words = "số nguyên" if whole else "số"
    if minimum is not None:
        words += f" từ {vn_number(minimum)}"
    if maximum is not None:
        words += f" đến {vn_number(maximum)}"
    return words


def day(first: date = FIRST_DAY, last: date = LAST_DAY) -> dict[str, Any]:
    """Return the rule that a cell holds a day from ``first`` to ``last``."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        "error_title": "Ngày không hợp lý",
        "error_message": (
            f"Ghi theo dạng ngày/tháng/năm, từ {vn_date(first)} đến {vn_date(last)}."
        ),
    }


def with_help(rule: dict[str, Any], title: str, message: str) -> dict[str, Any]:
    """Return ``rule`` with a message that shows when the cell is chosen."""
    return rule | {"input_title": title, "input_message": message, "ignore_blank": True}


def of_column(
    column: Column, choices: str | Sequence[str] = (), days: tuple[date, date] | None = None
) -> dict[str, Any]:
    """Return the rule and the help of a column's cells.

    ``choices``: what a column with a list offers, see :func:`from_list`; ``days``: first and last
    day of a date column.
    """
    rule: dict[str, Any] = {"validate": "any"}
    if column.type is Type.CHOICE:
        rule = from_list(choices)
    elif column.type.is_number:
        rule = number(column.type is Type.INTEGER, column.minimum, column.maximum)
    elif column.type is Type.DATE:
        rule = day(*days) if days else day()
    return with_help(rule, column.header, column.help)
