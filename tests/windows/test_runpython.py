"""A click as Windows sees it: the command line that xlwings' VBA makes, with no Excel to answer."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.windows.computer import VIETNAMESE_USER, Computer
from tests.windows.vba_lines import SOURCES, click_line


@pytest.mark.parametrize("function", SOURCES)
def test_the_installed_xlwings_makes_its_lines_as_the_tests_do(function: str) -> None:
    found = find_spec("xlwings")
    assert found
    assert found.origin
    module = Path(found.origin).with_name("xlwings_custom_addin.bas").read_text("ascii")
    body = module.partition(function)[2].partition("\nEnd Function")[0]
    lines = [line.strip() for line in body.splitlines()]
    for line in SOURCES[function].strip().splitlines():
        assert line in lines


@pytest.mark.parametrize(
    ("user", "command", "workbook", "label"),
    [
        (
            VIETNAMESE_USER,
            r"import_forms('D:\u005cT\u00e0i li\u1ec7u')",
            "Sổ theo dõi 2022.xlsx",
            "Nhập phiếu",
        ),
        ("can bo", "validate()", "Nội vụ & Tôn giáo (bản 2), 100%.xlsm", "Kiểm tra"),
    ],
)
def test_a_click_without_excel_ends_in_the_log_and_shows_no_traceback(
    new_windows: Callable[..., Computer], user: str, command: str, workbook: str, label: str
) -> None:
    windows = new_windows(user=user)
    folder = windows.profile / "Documents" / "Hồ sơ & tài liệu"
    folder.mkdir()
    errors = windows.profile / "Temp" / "xlwings-1.log"
    line = click_line(
        windows.windows_path(windows.python),
        f"from danvan_xl import ribbon; ribbon.{command}",
        windows.windows_path(folder / workbook),
        windows.windows_path(errors),
    )
    assert windows.command_line(line) == 0
    assert errors.read_bytes() == b""
    first, *_ = windows.log()
    assert first.endswith(f" ERROR {label}: no workbook calls")
