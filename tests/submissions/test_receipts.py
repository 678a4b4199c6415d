from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.submissions.receipts import RECEIPTS_FILE, received_dates


def folder(tmp_path: Path, content: bytes) -> Path:
    (tmp_path / RECEIPTS_FILE).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_days_are_read_by_file_name(tmp_path: Path, delimiter: str, mark: str) -> None:
    text = f"{mark}Tệp{delimiter}Ngày nhận\r\na.xlsx{delimiter}05/9/2022\r\n\r\n"
    assert received_dates(folder(tmp_path, text.encode())) == {"a.xlsx": date(2022, 9, 5)}


def test_without_the_file_nothing_is_stated(tmp_path: Path) -> None:
    assert received_dates(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Tệp;Ngày nhận\na.xlsx;hôm qua", "dòng 2"),
        ("Tệp;Ngày nhận\na.xlsx", "dòng 2"),
        ("Tệp;Ngày nhận\na.xlsx;31/2/2022", "dòng 2"),
        ("Tên;Ngày\na.xlsx;05/9/2022", "dòng đầu"),
        ("", "dòng đầu"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(DanVanError, match=message):
        received_dates(folder(tmp_path, content.encode()))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DanVanError, match="CSV UTF-8"):
        received_dates(folder(tmp_path, "Tệp;Ngày nhận".encode("utf-16")))
