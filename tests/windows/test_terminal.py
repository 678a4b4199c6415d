"""What the command line writes on Windows, and the names of files that it takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.windows.computer import Computer
from tests.windows.machine import LANGUAGES

CODE_PAGES = dict(zip(LANGUAGES, ("cp1258", "cp1252"), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_output_is_utf8_through_a_pipe(new_windows: Callable[..., Computer], language: str) -> None:
    windows = new_windows(language=language)
    encoding = windows.run(windows.python, "-c", "import sys; print(sys.stdout.encoding)")
    assert encoding.out.strip() == CODE_PAGES[language]
    shown = windows.danvan_xl("--help")
    assert (shown.code, shown.err) == (0, "")
    assert "Kỳ báo cáo phong trào thi đua «Dân vận khéo»" in shown.out


def test_output_is_utf8_in_a_file(windows: Computer) -> None:
    file, wrong = windows.profile / "trợ giúp.txt", windows.profile / "lỗi & lý do.txt"
    python, out = windows.windows_path(windows.python), windows.windows_path(file)
    err = windows.windows_path(wrong)
    assert windows.command_line(f'cmd.exe /C ""{python}" -m danvan_xl -h > "{out}""') == 0
    assert "Nhập phiếu: đọc thư mục phiếu nộp về" in file.read_text("utf-8")
    assert windows.command_line(f'cmd.exe /C ""{python}" -m danvan_xl xóa 2> "{err}""') == 2
    sentence = wrong.read_text("utf-8")
    assert sentence.startswith("Không có lệnh xóa. ")
    assert sentence.count("\n") == 1


EXTENDED = "\\\\?\\"
"""Before a path: Windows takes it letter by letter."""


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("", "Sổ theo dõi Dân vận khéo.xlsx"),
        (EXTENDED, "Nội vụ & Tôn giáo (bản 2).xlsx"),
        ("", "100% %TEMP% đúng hạn 'nháy' ^mũ! [1] ; , =.xlsx"),
        ("", "𝒟 hai đơn vị UTF-16.xlsx"),
    ],
)
def test_a_workbook_may_have_any_name_that_windows_allows(
    windows: Computer, prefix: str, name: str
) -> None:
    path = windows.profile / "Documents" / "Hồ sơ & tài liệu 100%" / name
    named = prefix + windows.windows_path(path)
    made = windows.danvan_xl("new", named, "--year", "2026", "--json")
    assert (made.code, made.err) == (0, "")
    assert made.json["files"] == [named]
    assert list(path.parent.iterdir()) == [path]
