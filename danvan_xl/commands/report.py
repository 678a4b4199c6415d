"""``report`` ("Báo cáo"): the summary report in the official format, as .docx and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlwings as xw

from danvan_xl.commands.common import day_of, round_of, year_of
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.reports.context import report_context
from danvan_xl.reports.pdf import to_pdf
from danvan_xl.reports.render import render
from danvan_xl.resources import folder

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

    @property
    def has_findings(self) -> bool:
        """A report leaves nothing for a person to decide."""
        return False

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
    template of the office's own. Raises ``DanVanError`` when no unit has reported.
    """
    register = Register(book)
    settings = register.settings()
    day = day_of(settings, as_of)
    current = round_of(register, day)
    if not current.consolidation.by_unit:
        raise DanVanError("Chưa có số liệu của đơn vị nào. Nhập phiếu trước khi lập báo cáo.")
    target = (out or Path(book.fullname).parent / REPORTS_FOLDER) / (
        f"Bao-cao_Dan-van-kheo_{year_of(settings)}.docx"
    )
    context = report_context(current, day)
    source = template or folder("report_templates") / TEMPLATE
    document = render(source, context, target, made=day)
    files, messages = [document], []
    if pdf:
        made = to_pdf(document)
        if made:
            files.append(made)
        else:
            messages.append(NO_PDF)
    register.log("Báo cáo", str(document), ", ".join(path.name for path in files))
    return ReportResult(tuple(files), tuple(messages))
