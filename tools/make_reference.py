"""Writes what the documentation takes from the schema: ``python -m tools.make_reference``.

That is the page of codes and the handbook's tables. A generated table stands between
``<!-- bảng: NAME -->`` and ``<!-- hết bảng -->``.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from danvan_xl import udfs
from danvan_xl.commands.config import shown
from danvan_xl.schema.guide import SHEET_PURPOSES, STATUS_MEANINGS
from danvan_xl.schema.lists import STATUSES
from danvan_xl.schema.settings import settings_of
from tools.findings_page import findings_page
from tools.ribbon import read_tab

_DOCS = Path(__file__).parent.parent / "docs"
HANDBOOK = _DOCS / "huong-dan.md"
CODES = _DOCS / "ma-loi.md"
EXAMPLE_YEAR = 2026
"""The year whose default settings are shown."""

COMMAND_OF = {
    "import_forms": "import",
    "forms_from": "forms --previous",
    "history": "status --previous",
}
"""Functions of buttons whose command has another name."""

_TABLE = re.compile(r"(?<=<!-- bảng: )(\w+) -->\n.*?<!-- hết bảng -->", re.DOTALL)


def _table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    headers = list(headers)
    lines = [headers, ["---"] * len(headers), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def _buttons() -> str:
    tab = read_tab()
    rows = (
        (
            group.label,
            f"**{button.label}**",
            button.keytip,
            f"`{COMMAND_OF.get(button.function, button.function)}`",
            button.screentip,
        )
        for group, button in tab.buttons
    )
    return _table(("Nhóm", "Nút", "Phím", "Lệnh", "Để làm gì"), rows)


def _functions() -> str:
    rows = []
    for name, text, arguments in udfs.descriptions():
        names = list(inspect.signature(getattr(udfs, name)).parameters)
        said = "<br>".join(f"`{a}`: {t}" for a, t in zip(names, arguments, strict=True))
        rows.append((f"`{name}({'; '.join(names)})`", text, said))
    return _table(("Hàm", "Cho biết", "Các ô đưa vào"), rows)


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
    "buttons": _buttons,
    "functions": _functions,
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
    """Rewrite the page of codes and the tables of the handbook."""
    CODES.write_text(findings_page(), "utf-8")
    HANDBOOK.write_text(with_tables(HANDBOOK.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
