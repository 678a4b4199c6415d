"""What number formats and font names say about the cells that have them."""

from __future__ import annotations

import re
from functools import lru_cache

from openpyxl.styles.numbers import is_date_format

_SPELT_OUT = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_NAMED = {
    *("General", "General Number", "Standard", "Fixed", "Currency", "Euro Currency"),
    *("Scientific", "Percent", "Yes/No", "True/False", "On/Off"),
}
"""Formats that Excel's XML and HTML call by a name and that show no day."""
_LEGACY = re.compile(r"\.vn|vni", re.IGNORECASE)


@lru_cache(maxsize=4096)
def shows_percent(code: str) -> bool:
    """Whether a number format shows 0.98 as 98%; a % that is mere text does not."""
    return code == "Percent" or "%" in _SPELT_OUT.sub("", code.partition(";")[0])


@lru_cache(maxsize=4096)
def shows_date(code: str) -> bool:
    """Whether a number format shows a day or a time."""
    return code not in _NAMED and bool(is_date_format(code))


def is_legacy_font(name: str) -> bool:
    """Whether text in this font is TCVN3 (``.VnTime``) or VNI (``VNI-Times``)."""
    return _LEGACY.match(name.strip(" \"'")) is not None
