"""Writes the handbook's generated tables anew from the schema: ``python -m tools.make_reference``.

A generated table stands between ``<!-- bảng: NAME -->`` and ``<!-- hết bảng -->``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from danvan_xl.commands.config import shown
from danvan_xl.schema.findings import FINDING_TYPES
from danvan_xl.schema.guide import SHEET_PURPOSES, STATUS_MEANINGS
from danvan_xl.schema.lists import SEVERITIES, STATUSES
from danvan_xl.schema.settings import settings_of

HANDBOOK = Path(__file__).parent.parent / "docs" / "huong-dan.md"
EXAMPLE_YEAR = 2026
"""The year whose default settings are shown."""

_TABLE = re.compile(r"(?<=<!-- bảng: )(\w+) -->\n.*?<!-- hết bảng -->", re.DOTALL)


def _table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    headers = list(headers)
    lines = [headers, ["---"] * len(headers), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def _findings() -> str:
    rows = (
        (kind.code, SEVERITIES[kind.severity], kind.title, kind.remedy)
        for kind in FINDING_TYPES.values()
    )
    return _table(("Mã", "Mức độ", "Điều gì sai", "Việc cần làm"), rows)


def _settings() -> str:
    rows = (
        (f"`{setting.key}`", setting.label, shown(setting.default), setting.help)
        for setting in settings_of(EXAMPLE_YEAR)
    )
    return _table(("Khóa", "Mục", f"Giá trị trong sổ mới năm {EXAMPLE_YEAR}", "Cách điền"), rows)


def _sheets() -> str:
    return _table(("Trang", "Để làm gì"), SHEET_PURPOSES.items())


def _statuses() -> str:
    rows = ((STATUSES[key], meaning) for key, meaning in STATUS_MEANINGS.items())
    return _table(("Trạng thái", "Nghĩa"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "findings": _findings,
    "settings": _settings,
    "sheets": _sheets,
    "statuses": _statuses,
}


def with_tables(text: str) -> str:
    """Return the handbook ``text`` with every generated table made anew.

    Raises ``KeyError`` when it asks for a table that there is not.
    """
    return _TABLE.sub(lambda found: f"{found[1]} -->\n{TABLES[found[1]]()}<!-- hết bảng -->", text)


def main() -> None:
    """Rewrite the handbook."""
    HANDBOOK.write_text(with_tables(HANDBOOK.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
