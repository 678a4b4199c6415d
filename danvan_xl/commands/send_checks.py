"""What must be true before the report goes out by e-mail, read from the master and its log."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError

from danvan_xl.commands.validate import master_data
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import SEVERITIES
from danvan_xl.schema.tables import FINDINGS, LOG
from danvan_xl.schema.text import normalise
from danvan_xl.validation.master import check_master

SEND = "Gửi UBND tỉnh"
"""The command's name in the log."""

STARTED, SENT, DRAFTED = "Bắt đầu gửi", "Đã gửi", "Đã lập thư nháp"
UNKNOWN, FAILED = "Không rõ đã gửi hay chưa", "Không gửi được"
"""How the outcome of a line in the log begins."""

_REPORT = "Báo cáo"
_CHANGES_DATA = ("Nhập phiếu", "Thay số liệu", "Tổng hợp", "Hoàn tác")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SUBJECT = re.compile(r"dân vận khéo\W{0,3}\s+năm\s+(20\d\d)", re.IGNORECASE)


class SentBefore(DanVanError):  # noqa: N818 - a sentence, not "Error"
    """It was sent, or perhaps sent, before; only ``again`` sends it once more."""


class NotReady(DanVanError):  # noqa: N818 - a sentence, not "Error"
    """The workbook or the report should be put right first; only a reason sends it all the same."""


def newest_report(folder: Path, year: int) -> Path:
    """Return the report of ``year`` in ``folder`` that was written or edited last."""
    found = list(folder.glob(f"Bao-cao_Dan-van-kheo_{year}*.docx"))
    if not found:
        raise DanVanError(
            f"Chưa có báo cáo năm {year} trong thư mục «{folder}»: bấm Báo cáo để lập trước."
        )
    return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def refuse_other_period(report: Path, year: int) -> bool:
    """Raise ``DanVanError`` when ``report`` is of another year than ``year``.

    Return whether its year is known at all: from the subject of a Word document, else from the
    file's name.
    """
    found = _year_in(report)
    if found is None and (in_name := set(_YEAR.findall(report.name))):
        found = year if str(year) in in_name else int(in_name.pop())
    if found not in (None, year):
        raise DanVanError(
            f"«{report.name}» là báo cáo năm {found}, sổ này là của năm {year}: chọn đúng tệp."
        )
    return found is not None


def refuse_while_edited(report: Path) -> None:
    """Raise ``DanVanError`` when ``report`` is open in Word: what is typed there is not in it.

    Word puts a file beside it that is named after it, less up to two letters.
    """
    name = report.name
    locks = [f".~lock.{name}#", *(f"~${name[cut:]}" for cut in range(3))]
    if any((report.parent / lock).exists() for lock in locks):
        raise DanVanError(
            f"«{name}» đang mở trong Word: lưu và đóng tệp rồi gửi. Nếu không ai mở, xóa tệp "
            f"khóa (tên bắt đầu bằng ~$ hoặc .~lock) trong thư mục «{report.parent}»."
        )


def refuse_if_sent(register: Register) -> None:
    """Raise :class:`SentBefore` when the log knows of a sending, or cannot rule one out.

    Every start has its outcome in the log, in whatever order staff have sorted it; a start
    without one was cut short.
    """
    log = register.read(LOG)
    ours = log[log["command"] == SEND]
    sent, unknown, started, failed = (
        ours[ours["outcome"].str.startswith(text)] for text in (SENT, UNKNOWN, STARTED, FAILED)
    )
    if len(sent):
        raise SentBefore(
            f"Báo cáo đã gửi{_last(sent)}, xem trang Nhật ký. "
            "Vẫn muốn gửi nữa thì chọn gửi lại (--again)."
        )
    if len(unknown) or len(started) > len(failed):
        raise SentBefore(
            f"Lần gửi trước{_last(pd.concat([unknown, started]))} không rõ thư đã đi hay chưa: hỏi "
            "nơi nhận hoặc xem hộp thư đã gửi; nếu chưa thì chọn gửi lại (--again)."
        )


def unready(register: Register, report: Path) -> list[str]:
    """Return why ``report`` should not go out yet; each a sentence that says what to do."""
    reasons = []
    findings = register.read(FINDINGS)
    listed = ((findings["severity"] == SEVERITIES["error"]) & (findings["file"] == "")).sum()
    found = sum(item.is_error for item in check_master(master_data(register), names=False))
    if errors := max(int(listed), found):
        reasons.append(
            f"Sổ còn {errors} lỗi: bấm Kiểm tra, sửa theo trang Lỗi, rồi lập lại báo cáo."
        )
    if changed := _changed_since(register.read(LOG), report):
        reasons.append(
            f"Số liệu đã đổi lúc {changed:%H:%M ngày %d/%m/%Y}, sau khi lập «{report.name}»: "
            "lập lại báo cáo rồi gửi."
        )
    return reasons


def _changed_since(log: pd.DataFrame, report: Path) -> datetime | None:
    """Return when data last changed, if that was after ``report`` was made.

    The log says when a report was made; for a file that it does not know, the file's own time.
    """
    moments = log[log["time"].notna()]
    changes = moments["time"][moments["command"].isin(_CHANGES_DATA)]
    if changes.empty:
        return None
    names = moments["target"].str.replace("\\", "/").str.rpartition("/")[2]
    stems = names.str.rpartition(".")[0]
    made = moments["time"][(moments["command"] == _REPORT) & (stems == report.stem)]
    last_change: datetime = changes.max()
    written = made.max() if len(made) else datetime.fromtimestamp(report.stat().st_mtime)
    return last_change if last_change > written else None


def _last(lines: pd.DataFrame) -> str:
    """Return when the last of ``lines`` was written, as a part of a sentence."""
    moments = lines["time"].dropna()
    return f" lúc {moments.max():%H:%M ngày %d/%m/%Y}" if len(moments) else ""


def _year_in(report: Path) -> int | None:
    """Return the year in the subject of a Word document; None when it is no such document."""
    if report.suffix.lower() != ".docx":
        return None
    try:
        paragraphs = Document(str(report)).paragraphs
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, XMLSyntaxError) as bad:
        raise DanVanError(
            f"«{report.name}» không phải tệp Word .docx hoặc đã hỏng: mở bằng Word xem lại."
        ) from bad
    found = _SUBJECT.search("\n".join(normalise(paragraph.text) for paragraph in paragraphs))
    return int(found[1]) if found else None
