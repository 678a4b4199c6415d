"""``send`` ("Gửi UBND tỉnh"): e-mails the report, once, and keeps in the log what went to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Literal

import xlwings as xw

from danvan_xl.commands.common import place_of, year_of
from danvan_xl.commands.report import REPORTS_FOLDER
from danvan_xl.commands.send_checks import (
    DRAFTED,
    FAILED,
    SEND,
    SENT,
    STARTED,
    UNKNOWN,
    NotReady,
    newest_report,
    refuse_if_sent,
    refuse_other_period,
    refuse_while_edited,
    unready,
)
from danvan_xl.commands.send_result import SendResult
from danvan_xl.errors import DanVanError
from danvan_xl.mail.addresses import Address, join_addresses, read_address, split_addresses
from danvan_xl.mail.cover import cover_subject, cover_text
from danvan_xl.mail.headers import one_line
from danvan_xl.mail.message import addresses_in, compose, write_eml
from danvan_xl.mail.outlook import send_by_outlook
from danvan_xl.mail.password import VARIABLE, password_for, remember
from danvan_xl.mail.server import server_of
from danvan_xl.mail.smtp import Handed, hand_over
from danvan_xl.register import Register
from danvan_xl.schema.settings import Value

Via = Literal["smtp", "outlook", "eml"]


def send(
    book: xw.Book,
    *,
    report: Path | None = None,
    via: Via = "smtp",
    yes: bool = False,
    again: bool = False,
    force: str | None = None,
    out: Path | None = None,
) -> SendResult:
    """E-mail the report of the period to ``mail.to``, or write a draft of that mail.

    ``report``: the file to send; the newest report in ``bao-cao`` beside the master when not
    given. The .pdf of the same name goes with a .docx. ``via`` ``eml`` writes a draft into
    ``out`` (the report's folder when not given), for a person to send. Without ``yes`` nothing is
    sent: the result says what would be. ``again``: also when it was sent before. ``force``: why
    it is to be sent although the workbook has errors or data changed since.

    The workbook is saved right before and after, so that even a power cut in between leaves a line
    in the log. Raises ``DanVanError`` when it must not or cannot be sent; :class:`SentBefore` and
    :class:`NotReady` are those that ``again`` and ``force`` overrule.
    """
    register = Register(book)
    if force is not None and not force.strip():
        raise DanVanError('Gửi khi chưa đủ điều kiện thì phải ghi lý do: --force "LÝ DO".')
    letter = _prepared(register, report, via, again=again, reason=(force or "").strip())
    if via == "eml":
        draft = (out or letter.document.parent) / f"{letter.document.stem}.eml"
        write_eml(letter.message, draft)
        register.log(SEND, str(draft), f"{DRAFTED} {letter.described}")
        return replace(letter.result, state="draft", files=(draft,))
    password = _password(register.settings()) if via == "smtp" else None
    return _posted(register, letter, via, password) if yes else letter.result


def remember_password(book: xw.Book, password: str) -> str:
    """Keep the password of the account in the settings; return the account.

    It goes into the store of this computer's user, never into the workbook. Raises
    ``DanVanError`` when the settings name no account or there is no such store.
    """
    server = server_of(Register(book).settings())
    remember(server, password)
    return server.user


@dataclass(frozen=True)
class _Letter:
    """A message that may go out."""

    document: Path
    message: EmailMessage
    described: str
    """To whom it goes and with what, as the log has it."""
    result: SendResult
    """What to tell while it waits for a yes."""


def _prepared(
    register: Register, report: Path | None, via: Via, *, again: bool, reason: str
) -> _Letter:
    """Return the message after all checks."""
    settings = register.settings()
    sender, to = _people(settings)
    year = year_of(settings)
    document = report or newest_report(place_of(register.book) / REPORTS_FOLDER, year)
    unknown_year = _look_at(document, year)
    obstacles = unready(register, document)
    if obstacles and not reason:
        raise NotReady(
            f'{" ".join(obstacles)} Vẫn muốn gửi ngay thì dùng lệnh send --force "LÝ DO".'
        )
    if not again:
        refuse_if_sent(register)
    attachments, left_out = _with_pdf(document)
    message = compose(
        sender=sender,
        to=to,
        subject=cover_subject(settings),
        body=cover_text(settings, [path.name for path in attachments]),
        attachments=attachments,
    )
    result = SendResult(
        "not_sent",
        tuple(attachments),
        tuple(addresses_in(message, "To")),
        str(message["Subject"]),
        "" if via == "outlook" else str(message["Message-ID"]),
        messages=(*unknown_year, *left_out, *obstacles),
    )
    why = f" Lý do gửi: {reason}." if reason else ""
    return _Letter(document, message, _described(message, result.message_id) + why, result)


def _posted(register: Register, letter: _Letter, via: Via, password: str | None) -> SendResult:
    """Send the message, with a line in the saved workbook before and after."""
    result = letter.result
    _note(register, letter, f"{STARTED} {letter.described}")
    try:
        if via == "smtp":
            handed = hand_over(letter.message, server_of(register.settings()), password)
        else:
            send_by_outlook(letter.message, result.files)
            handed = Handed()
    except DanVanError as problem:
        _note(register, letter, f"{FAILED}: {problem}")
        raise
    if handed.certain:
        told = _refused(handed)
        result = replace(
            result,
            state="sent",
            to=tuple(email for email in result.to if email not in handed.refused),
            refused=handed.refused,
            messages=(*result.messages, *told),
        )
        outcome = " ".join([f"{SENT} {letter.described}", *told])
    else:
        result = replace(result, state="unknown")
        outcome = f"{UNKNOWN} {letter.described}"
    try:
        _note(register, letter, outcome)
    except Exception as problem:
        raise DanVanError(
            f"{result.summary}; nhưng không lưu được sổ nên Nhật ký thiếu dòng này: "
            "đóng các chương trình đang mở sổ, rồi ghi tay vào trang Nhật ký."
        ) from problem
    return result


def _people(settings: Mapping[str, Value]) -> tuple[str, list[str]]:
    """Return the sender, with the office's name, and the recipients."""
    sender = str(settings["mail.from"] or "").strip()
    to = split_addresses(str(settings["mail.to"] or ""))
    for key, there in (("mail.from", sender), ("mail.to", to)):
        if not there:
            raise DanVanError(f"Trang Cấu hình: điền địa chỉ vào mục {key} trước khi gửi.")
    address = read_address(sender)
    if not address.name:
        address = Address(one_line(str(settings["office.name"] or "")), address.email)
    return join_addresses([address]), to


def _look_at(document: Path, year: int) -> list[str]:
    """Raise ``DanVanError`` when ``document`` cannot go out; return what cannot be told of it."""
    if not document.is_file():
        raise DanVanError(f"Không có tệp «{document}»: kiểm tra lại tên, hoặc lập lại báo cáo.")
    if document.suffix.lower() not in (".docx", ".pdf"):
        raise DanVanError(f"«{document.name}» không phải văn bản Word hay PDF: chọn tệp báo cáo.")
    refuse_while_edited(document)
    if refuse_other_period(document, year):
        return []
    return [f"Không biết «{document.name}» thuộc kỳ nào: mở xem có phải báo cáo năm {year}."]


def _with_pdf(document: Path) -> tuple[list[Path], list[str]]:
    """Return ``document`` with its .pdf, or why that is left out."""
    pdf = document.with_suffix(".pdf")
    if document.suffix.lower() != ".docx" or not pdf.is_file():
        return [document], []
    if pdf.stat().st_mtime_ns < document.stat().st_mtime_ns:
        return [document], [
            f"«{pdf.name}» cũ hơn bản Word nên không gửi kèm: mở bản Word, lưu thành PDF lại."
        ]
    return [document, pdf], []


def _password(settings: Mapping[str, Value]) -> str | None:
    """Return the password of the account; None where the server asks for none."""
    server = server_of(settings)
    if not server.user:
        return None
    found = password_for(server)
    if found is None:
        raise DanVanError(
            f"Máy này chưa có mật khẩu của «{server.user}»: chạy lệnh send với --password một lần "
            f"để cất vào kho mật khẩu của máy, hoặc đặt biến môi trường {VARIABLE}."
        )
    return found


def _refused(handed: Handed) -> list[str]:
    """Return what to tell of recipients to whom the server does not deliver."""
    if not handed.refused:
        return []
    names = ", ".join(handed.refused)
    return [f"Máy chủ thư không nhận cho {names}: kiểm tra địa chỉ ở mục mail.to rồi gửi lại."]


def _described(message: EmailMessage, message_id: str) -> str:
    """Return to whom ``message`` goes and with what, as the log has it."""
    files = "; ".join(
        f"{part.get_filename()} (SHA-256 {sha256(part.get_content()).hexdigest()})"
        for part in message.iter_attachments()
    )
    to = ", ".join(addresses_in(message, "To"))
    known_as = f"Mã thư: {message_id}." if message_id else "Gửi bằng Outlook."
    return f"đến {to}. Tệp: {files}. {known_as}"


def _note(register: Register, letter: _Letter, outcome: str) -> None:
    """Put a line into the log and onto the disk."""
    register.log(SEND, str(letter.document), outcome)
    register.book.save()
