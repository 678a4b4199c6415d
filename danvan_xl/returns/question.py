"""The e-mail that asks a unit which of its different forms counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from danvan_xl.returns.to_units import (
    Addressee,
    by_day,
    closing,
    draft_to,
    file_of_unit,
    opening,
    subject_of,
)
from danvan_xl.schema.settings import Value
from danvan_xl.schema.text import vn_date


@dataclass(frozen=True)
class SentForm:
    """One of several forms of a unit."""

    file: str
    received: date
    signed: date | None


@dataclass(frozen=True)
class Question(Addressee):
    """Different forms of a unit of which it must say which one counts."""

    forms: Sequence[SentForm]
    until: date | None
    """As in :class:`ReturnedForm`."""
    comparison: Path


def question_subject(settings: Mapping[str, Value]) -> str:
    """Return the subject: ``[SNV] Đề nghị xác nhận phiếu báo cáo kết quả …``."""
    return subject_of("xác nhận", settings)


def question_text(question: Question, settings: Mapping[str, Value]) -> str:
    """Return the text of the e-mail that asks which of several forms counts."""
    office = str(settings["office.name"])
    lines = [
        *opening(question, office),
        "",
        f"{office} đã nhận {len(question.forms)} phiếu khác nhau của đơn vị nên chưa nhập phiếu "
        "nào:",
        "",
    ]
    for number, form in enumerate(question.forms, start=1):
        signed = f"ký ngày {vn_date(form.signed)}" if form.signed else "không ghi ngày ký"
        received = f"nhận ngày {vn_date(form.received)}"
        lines.append(f"{number}. «{file_of_unit(form.file)}» ({received}, {signed})")
    return "\n".join(
        [
            *lines,
            "",
            "Các chỗ khác nhau được đặt cạnh nhau trong tệp kèm theo.",
            "",
            "Đề nghị đơn vị trả lời thư này, ghi rõ tên tệp (hoặc số thứ tự trên đây) của phiếu "
            f"đúng, {by_day(question.until)}.",
            *closing(office),
        ]
    )


def question_draft(question: Question, settings: Mapping[str, Value]) -> EmailMessage:
    """Return the e-mail that asks which form counts, with the comparison of them.

    Raises ``DanVanError`` as :func:`return_draft` does.
    """
    return draft_to(
        question,
        question_subject(settings),
        question_text(question, settings),
        question.comparison,
        settings,
    )
