"""What a template may say: a Jinja sandbox that prints only text, numbers and dates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from danvan_xl.errors import DanVanError
from danvan_xl.reports.figures import DECIMALS
from danvan_xl.schema.text import vn_count, vn_date, vn_number

_PLACE = re.compile("(Huyện|Thị xã|Thành phố|Xã|Phường|Thị trấn|Đặc khu) ")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Missing(StrictUndefined):
    """A name that the context lacks: any use raises ``UndefinedError`` with the bare name."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or str(self._undefined_name)


def environment() -> ImmutableSandboxedEnvironment:
    """Return the language of the templates.

    XML is escaped, a missing name is an error, Python's inside is out of reach. Filters: ``dem``
    (a count in prose), ``so`` (a number, at most two decimals), ``ngay`` (a date), ``ke``
    (``listed``).
    """
    language = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=Missing, finalize=printable, keep_trailing_newline=True
    )
    language.filters |= {"dem": vn_count, "so": number, "ngay": vn_date, "ke": listed}
    return language


def number(value: float) -> str:
    """Return ``value`` with at most two decimals."""
    return vn_number(round(value, DECIMALS))


def listed(
    items: Iterable[Mapping[str, Any]], unit: str = "", most: int = 10, where: str = ""
) -> str:
    """Return the names of ``items`` (``ten``, ``so``) in one phrase, ``;`` between them.

    With ``unit`` each is followed by its figure, ``Sở Y tế (03 ngày)``. After ``most`` names the
    rest is only counted; ``where`` tells where they stand.
    """
    rows = list(items)
    shown = rows if len(rows) <= most + 1 else rows[:most]
    names = [in_sentence(row["ten"]) for row in shown]
    if unit:
        names = [
            f"{name} ({_figure(row['so'], unit)})" for name, row in zip(names, shown, strict=True)
        ]
    if len(shown) < len(rows):
        more = f"{vn_count(len(rows) - len(shown))} đơn vị khác"
        names.append(f"{more} ({where})" if where else more)
    return "; ".join(names)


def in_sentence(name: str) -> str:
    """Return a unit's name inside a sentence: ``huyện Bình Sơn`` (NĐ 30/2020, Phụ lục II)."""
    return name[0].lower() + name[1:] if _PLACE.match(name) else name


def _figure(value: float, unit: str) -> str:
    if unit == "%":
        return f"{number(value)}%"
    text = vn_count(int(value)) if value >= 0 and float(value).is_integer() else number(value)
    return f"{text} {unit}"


def printable(value: Any) -> Any:
    """Return what ``{{ value }}`` prints; raises ``DanVanError`` for what no reader can use.

    Numbers and dates are written the Vietnamese way, characters that XML cannot hold are dropped.
    """
    if isinstance(value, Undefined):
        return value  # printing it raises and names it
    if isinstance(value, str):
        cleaned = _NOT_IN_XML.sub("", _LINE_ENDS.sub("\n", value))
        return type(value)(cleaned)  # Markup stays Markup
    if isinstance(value, date):
        return vn_date(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return number(value)
    raise DanVanError(
        f"Mẫu in một giá trị không phải chữ, số hay ngày ({type(value).__name__}): "
        "dùng biến khác, hoặc đặt trong điều kiện {% if … is not none %}."
    )
