"""When each file was received: a fact the office states, never the file's own time stamp.

A folder of returned forms may hold ``ngay-nhan.csv`` with the columns ``Tệp`` and ``Ngày nhận``,
kept by the officer who opens the post. Files it does not name were received on the day given.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath

from danvan_xl.errors import DanVanError
from danvan_xl.schema.text import key
from danvan_xl.schema.values import NotThatType, to_date
from danvan_xl.submissions.arrivals import same_name_key

RECEIPTS_FILE = "ngay-nhan.csv"
_BOOKS = frozenset(f"ngay-nhan{suffix}" for suffix in (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"))
"""Names that the list has when it is not saved as it should be."""


@dataclass(frozen=True)
class Receipt:
    """A line of the list."""

    name: str
    """Of a file, as it was typed."""
    day: date
    line: int


@dataclass(frozen=True)
class Days:
    """The days on which the files of a folder were received."""

    by_name: dict[str, date] = field(default_factory=dict)
    """Name of a file, as it is → its day."""
    unclear: tuple[str, ...] = ()
    """What is said of lines whose name is that of no file, or of several."""


def is_receipts(path: Path) -> bool:
    """Whether a file is the list of days, by its name, or was meant to be."""
    return same_name_key(path.name) in _BOOKS | {RECEIPTS_FILE}


def read_receipts(folder: Path) -> tuple[Receipt, ...]:
    """Return the lines of ``ngay-nhan.csv`` in ``folder``; none without it.

    Capital letters in its name do not count. The file is UTF-8, comma or semicolon separated.
    Raises ``DanVanError`` naming the line that cannot be read, or the workbook that is no such
    file.
    """
    path = _list_in(folder)
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DanVanError(
            f"Không đọc được {RECEIPTS_FILE}: hãy lưu lại thành loại «CSV UTF-8»."
        ) from None
    delimiter = _delimiter(text)
    lines = enumerate(text.split("\n"), start=1)
    cells = [(number, _cells(line, number, delimiter)) for number, line in lines]
    rows = [(number, row) for number, row in cells if any(row)]
    if not rows or [key(cell) for cell in rows[0][1][:2]] != [key("Tệp"), key("Ngày nhận")]:
        raise DanVanError(f"{RECEIPTS_FILE}: dòng đầu phải là hai cột «Tệp» và «Ngày nhận».")
    return tuple(_receipt(row, line) for line, row in rows[1:])


def days_of(receipts: Sequence[Receipt], files: Sequence[str], attached: Sequence[str]) -> Days:
    """Return the days of ``files``, which lie in the folder, and of those ``attached`` to letters.

    A name is that of a file also where case, the form of its letters (NFC, NFD) or its suffix
    differ, as long as there is one such file only. Raises ``DanVanError`` where two lines state
    two days for one file.
    """
    found: dict[str, Receipt] = {}
    unclear: list[str] = []
    for receipt in receipts:
        names = _named(receipt.name, files, attached)
        if len(names) != 1:
            unclear.append(_unclear(receipt, names))
            continue
        before = found.setdefault(names[0], receipt)
        if before.day != receipt.day:
            raise DanVanError(
                f"{RECEIPTS_FILE}, dòng {before.line} và dòng {receipt.line}: cùng tệp "
                f"«{names[0]}» mà ghi hai ngày nhận, {before.day:%d/%m/%Y} và "
                f"{receipt.day:%d/%m/%Y}. Giữ lại một dòng rồi nhập lại."
            )
    return Days({name: receipt.day for name, receipt in found.items()}, tuple(unclear))


def _list_in(folder: Path) -> Path | None:
    """Return where the list is; raise ``DanVanError`` when it is another kind of file, or two."""
    there = sorted(path for path in folder.iterdir() if is_receipts(path) and path.is_file())
    lists = [path for path in there if same_name_key(path.name) == RECEIPTS_FILE]
    if len(lists) > 1:
        names = " và ".join(f"«{path.name}»" for path in lists)
        raise DanVanError(f"Thư mục có cả {names}. Giữ lại một tệp rồi nhập lại.")
    if there and not lists:
        raise DanVanError(
            f"Ngày nhận ghi trong «{there[0].name}» không đọc được. Mở tệp ấy bằng Excel, lưu lại "
            f"thành {RECEIPTS_FILE} (loại «CSV UTF-8») trong cùng thư mục rồi nhập lại."
        )
    return lists[0] if lists else None


def _cells(line: str, number: int, delimiter: str) -> list[str]:
    """Return the cells of a line; a quotation mark never takes in the lines below.

    Raises ``DanVanError`` for one that is not closed, for a cell that is too long (131,072
    characters), and for NUL, with which a disk fills what it lost.
    """
    if "\0" in line:
        raise DanVanError(
            f"{RECEIPTS_FILE}, dòng {number}: có ký tự hỏng. Xóa dòng ấy, gõ lại rồi nhập lại."
        )
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        raise DanVanError(
            f'{RECEIPTS_FILE}, dòng {number}: có dấu nháy kép (") thừa hoặc thiếu, chỗ xuống dòng '
            "trong ô, hoặc ô quá dài. Sửa lại, mỗi tệp một dòng, rồi nhập lại."
        ) from None


def _receipt(row: Sequence[str], line: int) -> Receipt:
    try:
        day = to_date(row[1])
    except (IndexError, NotThatType):
        day = None
    if day is None:
        raise DanVanError(f"{RECEIPTS_FILE}, dòng {line}: ngày nhận phải viết như 05/09/2022.")
    return Receipt(row[0].strip(), day, line)


def _named(name: str, files: Sequence[str], attached: Sequence[str]) -> list[str]:
    """Return the names that ``name`` may stand for, those most like it, files before attached."""
    for like in (str, same_name_key):
        for names in (files, attached):
            if found := _distinct(names, name, like):
                return found
    for names in (files, attached):
        if found := [there for there in names if _stem(there) == same_name_key(name)]:
            return found
    return []


def _distinct(names: Sequence[str], name: str, like: Callable[[str], str]) -> list[str]:
    """Return the ``names`` like ``name``; two letters may bring files of one name, and one day."""
    return [*dict.fromkeys(there for there in names if like(there) == like(name))]


def _unclear(receipt: Receipt, names: Sequence[str]) -> str:
    if not names:
        return (
            f"{RECEIPTS_FILE} ghi tệp «{receipt.name}» nhưng trong thư mục không có tệp này; "
            "kiểm tra lại tên."
        )
    choices = ", ".join(f"«{name}»" for name in dict.fromkeys(names))
    return (
        f"{RECEIPTS_FILE}, dòng {receipt.line}: «{receipt.name}» có thể là {len(names)} tệp "
        f"({choices}) nên ngày nhận ở dòng này chưa dùng; ghi đúng và đủ tên tệp."
    )


def _stem(name: str) -> str:
    return same_name_key(PurePath(name).stem)


def _delimiter(text: str) -> str:
    header = text.splitlines()[0] if text else ""
    return ";" if ";" in header else ","
