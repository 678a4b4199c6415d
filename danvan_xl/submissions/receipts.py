"""When each file was received: a fact the office states, never the file's own time stamp.

A folder of returned forms may hold ``ngay-nhan.csv`` with the columns ``Tệp`` and ``Ngày nhận``,
kept by the officer who opens the post. Files it does not name were received on the day given.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.schema.text import key
from danvan_xl.schema.values import NotThatType, to_date

RECEIPTS_FILE = "ngay-nhan.csv"


def received_dates(folder: Path) -> dict[str, date]:
    """Return file name → day received, as ``ngay-nhan.csv`` in ``folder`` says; empty without it.

    The file is UTF-8, comma or semicolon separated. Raises ``DanVanError`` naming the line that
    cannot be read.
    """
    path = folder / RECEIPTS_FILE
    if not path.exists():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DanVanError(
            f"Không đọc được {RECEIPTS_FILE}: hãy lưu lại thành loại «CSV UTF-8»."
        ) from None
    rows = [row for row in csv.reader(text.splitlines(), delimiter=_delimiter(text)) if any(row)]
    if not rows or [key(cell) for cell in rows[0][:2]] != [key("Tệp"), key("Ngày nhận")]:
        raise DanVanError(f"{RECEIPTS_FILE}: dòng đầu phải là hai cột «Tệp» và «Ngày nhận».")
    dates = {}
    for number, row in enumerate(rows[1:], start=2):
        try:
            day = to_date(row[1])
        except (IndexError, NotThatType):
            day = None
        if day is None:
            raise DanVanError(
                f"{RECEIPTS_FILE}, dòng {number}: ngày nhận phải viết như 05/09/2022."
            )
        dates[row[0].strip()] = day
    return dates


def _delimiter(text: str) -> str:
    header = text.splitlines()[0] if text else ""
    return ";" if ";" in header else ","
