"""``report`` ("Báo cáo"): the summary report in the official format, as .docx and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlwings as xw

from danvan_xl.commands.common import day_of, place_of, round_of, year_of
from danvan_xl.commands.validate import master_data
from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.register import Register
from danvan_xl.reports.context import report_context
from danvan_xl.reports.pdf import to_pdf
from danvan_xl.reports.render import render
from danvan_xl.resources import folder
from danvan_xl.round import Round
from danvan_xl.schema.tables import TOTALS
from danvan_xl.validation.master import check_master

REPORTS_FOLDER = "bao-cao"
"""Folder beside the master into which reports go."""

TEMPLATE = "bao-cao.docx"

NO_PDF = (
    "Không tạo PDF: máy này không có Microsoft Word hay LibreOffice. "
    "Mở tệp .docx bằng Word rồi chọn Lưu thành PDF."
)


@dataclass(frozen=True)
class ReportResult:
    """The documents that were written."""

    files: tuple[Path, ...]
    messages: tuple[str, ...] = ()
    errors: int = 0
    """Errors in the workbook, which may have made figures of the report wrong."""

    @property
    def has_findings(self) -> bool:
        """Whether the workbook has errors that a person must look at first."""
        return self.errors > 0

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        return {"files": [str(path) for path in self.files], "messages": list(self.messages)}


def report(
    book: xw.Book,
    *,
    out: Path | None = None,
    template: Path | None = None,
    as_of: date | None = None,
    pdf: bool = True,
) -> ReportResult:
    """Write the summary report of the round as it stands on ``as_of``.

    ``out``: the folder, ``bao-cao`` beside the master when not given. ``template``: a Word
    template of the office's own. A report that is there with other content, perhaps edited in Word,
    stays; the new one gets a number. Raises ``DanVanError`` when no unit has reported.
    """
    register = Register(book)
    settings = register.settings()
    day = day_of(settings, as_of)
    current = round_of(register, day)
    if not current.consolidation.by_unit:
        raise DanVanError("Chưa có số liệu của đơn vị nào. Nhập phiếu trước khi lập báo cáo.")
    target = (out or place_of(book) / REPORTS_FOLDER) / (
        f"Bao-cao_Dan-van-kheo_{year_of(settings)}.docx"
    )
    context = report_context(current, day)
    source = template or folder("report_templates") / TEMPLATE
    with TemporaryDirectory() as draft:
        content = render(source, context, Path(draft) / target.name, made=day).read_bytes()
    document = _free(target, content)
    document.parent.mkdir(parents=True, exist_ok=True)
    replace_file(document, content, expected=None)
    errors = sum(item.is_error for item in check_master(master_data(register), names=False))
    files, messages = [document], _remarks(register, current, errors)
    if pdf:
        made = to_pdf(document)
        if made:
            files.append(made)
        else:
            messages.append(NO_PDF)
    register.log("Báo cáo", str(document), ", ".join(path.name for path in files))
    return ReportResult(tuple(files), tuple(messages), errors)


def _free(target: Path, content: bytes) -> Path:
    """Return ``target``, or with a number: a report that is there was perhaps worked on by hand."""
    path, number = target, 1
    while path.exists() and path.read_bytes() != content:
        number += 1
        path = target.with_stem(f"{target.stem}_{number}")
    return path


def _remarks(register: Register, current: Round, errors: int) -> list[str]:
    """Return what the signer should know of the figures."""
    remarks = []
    if errors:
        remarks.append(f"Sổ còn {errors} lỗi, số liệu có thể chưa đúng: kiểm tra (validate) trước.")
    totals = register.read(TOTALS)
    closed = dict(zip(totals["indicator"], totals["total"], strict=True))
    if not totals["total"].notna().any():
        remarks.append("Số liệu chưa chốt ở trang Tổng hợp: chạy bước Tổng hợp (consolidate).")
    elif any(
        abs(closed.get(code, float("nan")) - total) > 1e-6 or code not in closed
        for code, total in current.consolidation.totals.items()
    ):
        remarks.append("Số liệu đã đổi sau lần Tổng hợp gần nhất: tổng hợp lại rồi lập báo cáo.")
    return remarks
