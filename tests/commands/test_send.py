from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.commands import send as command
from danvan_xl.commands.config import config
from danvan_xl.commands.consolidate import consolidate
from danvan_xl.commands.report import report
from danvan_xl.commands.send import remember_password, send
from danvan_xl.commands.send_checks import NotReady, SentBefore
from danvan_xl.commands.send_result import SendResult
from danvan_xl.commands.undo import full_name, undo
from danvan_xl.commands.validate import validate
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.mail.password import VARIABLE
from danvan_xl.mail.server import Server
from danvan_xl.register import Register
from danvan_xl.schema.tables import FINDINGS, LOG, RESULTS, SETTINGS
from danvan_xl.snapshots import recording
from tests.mail.servers import Mailbox, scripted, serving
from tests.rounds import AS_OF, Round

NAME = "Bao-cao_Dan-van-kheo_2022"
SUBJECT = '[SNV] Báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022'


@pytest.fixture(scope="session")
def reported_round(master_2022: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a round whose report is written and whose addresses are known."""
    folder = tmp_path_factory.mktemp("round")
    path = folder / "so-2022.xlsx"
    path.write_bytes(master_2022)
    made = Round(path, "STC")
    made.return_form("STC")
    made.run()
    with open_book(path) as book:
        config(book, "mail.from", "snv@example.vn")
        config(book, "mail.to", "vp@example.vn; Phòng Nội chính <nc@example.vn>")
        consolidate(book)
        report(book, as_of=AS_OF, pdf=False)
        book.save()
    return folder


@pytest.fixture
def folder(reported_round: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(reported_round, tmp_path / "ky-2022")
    return tmp_path / "ky-2022"


@pytest.fixture
def book(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.Book]:
    monkeypatch.delenv(VARIABLE, raising=False)
    book = open_book(folder / "so-2022.xlsx")
    yield book
    book.close()


def through(book: xw.Book, server: Server) -> None:
    """Let the settings name ``server``."""
    config(book, "smtp.host", server.host)
    config(book, "smtp.port", str(server.port))
    config(book, "smtp.security", server.security)


def as_saved(book: xw.Book) -> xw.Book:
    """The workbook as it is on the disk."""
    path = Path(book.fullname)
    copy = path.with_name("as-saved.xlsx")
    shutil.copy(path, copy)
    return open_book(copy)


def sent_lines(book: xw.Book) -> list[str]:
    """What the log on the disk says of sending."""
    with as_saved(book) as saved:
        log = Register(saved).read(LOG)
    return log["outcome"][log["command"] == "Gửi UBND tỉnh"].tolist()


def log(book: xw.Book, command: str, target: str = "", after: int = 0) -> None:
    """Add a line to the log, as if ``after`` seconds from now."""
    register = Register(book)
    time = datetime.now().replace(microsecond=0) + timedelta(seconds=after)
    line = {"time": time, "command": command, "target": target, "outcome": "x"}
    register.append(LOG, pd.DataFrame([line]))


def refused(book: xw.Book, expected: str, kind: type[Exception] = DanVanError, **how: Any) -> str:
    """Sending is refused with a sentence that matches ``expected``, and nothing goes out."""
    mailbox = Mailbox()
    with serving(mailbox) as server:
        through(book, server)
        with pytest.raises(kind, match=expected) as told:
            send(book, yes=True, **how)
    assert mailbox.received == []
    return str(told.value)


# Sending


def test_without_a_yes_nothing_is_sent_and_what_would_be_is_told(book: xw.Book) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as server:
        through(book, server)
        result = send(book, via="smtp")
    assert mailbox.received == []
    assert result.needs_confirmation
    assert result.has_findings
    assert result.to == ("vp@example.vn", "nc@example.vn")
    assert result.subject == SUBJECT
    assert [path.name for path in result.files] == [f"{NAME}.docx"]
    assert sent_lines(book) == []
    assert result.summary == (
        f"Chưa gửi. Sẽ gửi {NAME}.docx đến vp@example.vn, nc@example.vn, tiêu đề «{SUBJECT}»"
    )


def test_with_a_yes_the_report_and_its_pdf_are_sent(book: xw.Book, folder: Path) -> None:
    pdf = folder / "bao-cao" / f"{NAME}.pdf"
    pdf.write_bytes(b"%PDF")
    mailbox = Mailbox()
    with serving(mailbox) as server:
        through(book, server)
        result = send(book, via="smtp", yes=True)
    assert result.state == "sent"
    assert not result.has_findings
    (received,) = mailbox.received
    assert received.recipients == ["vp@example.vn", "nc@example.vn"]
    message = received.message
    assert message["From"].addresses[0].display_name == "Sở Nội vụ"
    assert message["Subject"] == SUBJECT
    assert message["Message-ID"] == result.message_id
    parts = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert parts == {path.name: path.read_bytes() for path in (pdf.with_suffix(".docx"), pdf)}
    body = message.get_body()
    assert body is not None
    assert f"- {NAME}.docx\r\n- {NAME}.pdf" in body.get_content()


def test_the_log_on_the_disk_says_what_went_to_whom(book: xw.Book, folder: Path) -> None:
    with serving(Mailbox()) as server:
        through(book, server)
        result = send(book, yes=True)
    started, sent = sent_lines(book)
    digest = sha256((folder / "bao-cao" / f"{NAME}.docx").read_bytes()).hexdigest()
    assert started.startswith("Bắt đầu gửi đến vp@example.vn")
    assert sent == (
        f"Đã gửi đến vp@example.vn, nc@example.vn. Tệp: {NAME}.docx (SHA-256 {digest}). "
        f"Mã thư: {result.message_id}."
    )


def test_the_result_is_as_the_contract_has_it(book: xw.Book, folder: Path) -> None:
    with serving(Mailbox()) as server:
        through(book, server)
        found = send(book, yes=True).to_json()
    assert found["files"] == [str(folder / "bao-cao" / f"{NAME}.docx")]
    assert found["messages"] == []
    assert found["needs_confirmation"] is False
    assert found["state"] == "sent"


def test_a_recipient_that_is_refused_is_told(book: xw.Book) -> None:
    mailbox = Mailbox(refused={"nc@example.vn": "550 5.1.1 no such user"})
    with serving(mailbox) as server:
        through(book, server)
        result = send(book, yes=True)
    assert result.state == "sent"
    assert result.has_findings
    assert result.to == ("vp@example.vn",)
    assert result.refused == ("nc@example.vn",)
    assert "nc@example.vn" in result.messages[0]
    assert "không nhận cho nc@example.vn" in sent_lines(book)[-1]


def test_nothing_but_the_log_changes(book: xw.Book) -> None:
    with serving(Mailbox()) as server:
        through(book, server)
        before = Register(book).block(RESULTS), Register(book).block(SETTINGS)
        send(book, yes=True)
    assert (Register(book).block(RESULTS), Register(book).block(SETTINGS)) == before


# Once only


def test_what_was_sent_is_not_sent_again_unless_asked_for(book: xw.Book) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as server:
        through(book, server)
        send(book, yes=True)
        with pytest.raises(SentBefore, match=r"Báo cáo đã gửi lúc \d\d:\d\d ngày .*--again"):
            send(book, yes=True)
        assert len(mailbox.received) == 1
        send(book, yes=True, again=True)
    assert len(mailbox.received) == 2


def test_when_it_is_unknown_whether_it_went_out_the_next_one_asks(book: xw.Book) -> None:
    with scripted({".": None}) as server:
        through(book, server)
        result = send(book, yes=True)
    assert result.state == "unknown"
    assert result.has_findings
    assert "không rõ" in result.summary
    assert sent_lines(book)[-1].startswith("Không rõ đã gửi hay chưa đến vp@example.vn")
    refused(book, "không rõ thư đã đi hay chưa", SentBefore)


def test_a_crash_while_sending_leaves_a_trace_that_makes_the_next_one_ask(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "hand_over", crash)
    config(book, "smtp.host", "mail.example.vn")
    with pytest.raises(KeyboardInterrupt):
        send(book, yes=True)
    (line,) = sent_lines(book)
    assert line.startswith("Bắt đầu gửi")
    monkeypatch.undo()
    with as_saved(book) as again:
        refused(again, "không rõ thư đã đi hay chưa", SentBefore)


def test_what_certainly_failed_may_be_tried_again(book: xw.Book) -> None:
    with scripted({"mail": b"451 4.3.0 later\r\n"}) as server:
        through(book, server)
        with pytest.raises(DanVanError, match="tạm thời không nhận"):
            send(book, yes=True)
    assert sent_lines(book)[-1].startswith("Không gửi được: Máy chủ")
    with serving(Mailbox()) as server:
        through(book, server)
        assert send(book, yes=True).state == "sent"


def test_what_was_sent_is_known_in_a_log_that_staff_have_sorted(book: xw.Book) -> None:
    with serving(Mailbox()) as server:
        through(book, server)
        send(book, yes=True)
    register = Register(book)
    lines = register.read(LOG)
    backwards = lines.iloc[::-1].set_axis(lines.index)
    register.replace(LOG, backwards)
    refused(book, "đã gửi lúc", SentBefore)


def test_sending_that_cannot_be_noted_is_told_as_sent(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox, save = Mailbox(), type(book).save

    def save_until_it_is_sent(self: xw.Book) -> None:
        if mailbox.received:
            raise OSError("no such drive")
        save(self)

    monkeypatch.setattr(type(book), "save", save_until_it_is_sent)
    with serving(mailbox) as server:
        through(book, server)
        with pytest.raises(DanVanError, match=r"Đã gửi .* không lưu được sổ"):
            send(book, yes=True)
    assert len(mailbox.received) == 1


def test_nothing_is_sent_when_the_workbook_cannot_be_saved(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: xw.Book) -> None:
        raise DanVanError("đang mở")

    monkeypatch.setattr(type(book), "save", refuse)
    refused(book, "đang mở")


# What must be right before


@pytest.mark.parametrize("key", ["mail.from", "mail.to", "smtp.host"])
def test_a_blank_setting_is_named(book: xw.Book, key: str) -> None:
    config(book, "smtp.host", "mail.example.vn")
    config(book, key, "")
    with pytest.raises(DanVanError, match=key.replace(".", r"\.")):
        send(book)


def test_a_wrong_address_is_quoted(book: xw.Book) -> None:
    config(book, "mail.to", "vp@example.vn, vănthư@example.vn")
    refused(book, "«vănthư@example.vn» không đúng")


def test_a_missing_password_is_told_before_anything_is_asked(book: xw.Book) -> None:
    config(book, "smtp.host", "mail.example.vn")
    config(book, "smtp.user", "snv@khong-co.example.vn")
    with pytest.raises(DanVanError, match=f"chưa có mật khẩu .*{VARIABLE}"):
        send(book)


def test_a_password_goes_into_the_store_and_not_into_the_workbook(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[object] = []
    monkeypatch.setattr(command, "remember", lambda *args: kept.append(args))
    config(book, "smtp.host", "mail.example.vn")
    config(book, "smtp.user", "snv@example.vn")
    assert remember_password(book, "b0-qua+kh0a") == "snv@example.vn"
    server = Server("mail.example.vn", 587, "starttls", "snv@example.vn")
    assert kept == [(server, "b0-qua+kh0a")]
    cells = str([Register(book).block(table) for table in (SETTINGS, LOG)])
    assert "b0-qua" not in cells


def test_the_password_is_in_no_message_and_in_no_log(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "b0-qua+kh0a"
    monkeypatch.setenv(VARIABLE, secret)
    greeting = b"250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n"
    with scripted({"ehlo": greeting, "starttls": b"454 no\r\n"}) as server:
        through(book, Server(server.host, server.port, "starttls"))
        config(book, "smtp.user", "snv@example.vn")
        with pytest.raises(DanVanError) as told:
            send(book, yes=True)
    assert secret not in str(told.value)
    assert secret not in "".join(sent_lines(book))


def test_without_a_report_there_is_nothing_to_send(book: xw.Book, folder: Path) -> None:
    shutil.rmtree(folder / "bao-cao")
    refused(book, "Chưa có báo cáo năm 2022 .*bấm Báo cáo")
    refused(book, r"Không có tệp «.*mat\.docx»", report=folder / "mat.docx")


def test_the_report_that_was_edited_last_is_sent(book: xw.Book, folder: Path) -> None:
    second = folder / "bao-cao" / f"{NAME}_2.docx"
    shutil.copy(folder / "bao-cao" / f"{NAME}.docx", second)
    os.utime(second, ns=(0, second.stat().st_mtime_ns + 10**9))
    log(book, "Báo cáo", str(second))
    assert send_draft(book).subject == SUBJECT
    assert (folder / "bao-cao" / f"{NAME}_2.eml").exists()


def send_draft(book: xw.Book, **how: Any) -> SendResult:
    return send(book, via="eml", **how)


def test_a_report_open_in_word_waits(book: xw.Book, folder: Path) -> None:
    (folder / "bao-cao" / f"~${NAME[2:]}.docx").write_bytes(b"")
    refused(book, "đang mở trong Word")


@pytest.mark.parametrize(
    ("name", "subject", "expected"),
    [
        ("Bao-cao_2021.docx", 'thi đua "Dân vận khéo" năm 2021', "là báo cáo năm 2021"),
        ("Bao-cao_2022.docx", "“Dân vận khéo”\nnăm 2021\nDân vận khéo năm 2022", "năm 2021"),
        ("Bao-cao.docx", "THI ĐUA DÂN VẬN KHÉO NĂM 2023", "là báo cáo năm 2023"),
        ("Bao-cao_2021.docx", "Kính gửi", "là báo cáo năm 2021"),
        ("Bao-cao_2021.pdf", "", "là báo cáo năm 2021"),
    ],
)
def test_a_report_of_another_period_is_refused(
    book: xw.Book, folder: Path, name: str, subject: str, expected: str
) -> None:
    document = docx.Document()
    for line in [*subject.split("\n"), "Nhiệm vụ năm 2022"]:
        document.add_paragraph(line)
    document.save(str(folder / name))
    refused(book, expected, report=folder / name, force="vội")


def test_a_file_that_does_not_say_its_period_is_sent_with_a_word(
    book: xw.Book, folder: Path
) -> None:
    scan = folder / "ban-ky.pdf"
    scan.write_bytes(b"%PDF")
    (message,) = send_draft(book, report=scan).messages
    assert "Không biết «ban-ky.pdf» thuộc kỳ nào" in message


def test_a_broken_word_file_is_refused(book: xw.Book, folder: Path) -> None:
    (folder / "hong.docx").write_bytes(b"x")
    refused(book, "không phải tệp Word", report=folder / "hong.docx")


@pytest.mark.parametrize("done", ["Nhập phiếu", "Thay số liệu", "Tổng hợp", "Hoàn tác"])
def test_a_report_older_than_the_data_is_written_anew_first(book: xw.Book, done: str) -> None:
    log(book, done, after=90)
    told = refused(book, "Số liệu đã đổi lúc .*lập lại báo cáo rồi gửi", NotReady)
    assert "--force" in told


@pytest.mark.parametrize("done", ["Kiểm tra", "Quá hạn", "Cấu hình", "Báo cáo"])
def test_what_changes_no_data_makes_no_report_old(book: xw.Book, done: str) -> None:
    log(book, done, after=90)
    assert send_draft(book).state == "draft"


def test_a_file_that_the_log_does_not_know_is_as_old_as_it_looks(
    book: xw.Book, folder: Path
) -> None:
    scan = folder / "Bao-cao_2022_ban-ky.pdf"
    scan.write_bytes(b"%PDF")
    log(book, "Tổng hợp", after=-90)
    assert send_draft(book, report=scan).state == "draft"
    log(book, "Tổng hợp", after=90)
    refused(book, "Số liệu đã đổi", NotReady, report=scan)


def test_the_log_calls_commands_what_the_checks_look_for(book: xw.Book) -> None:
    with recording(full_name(book), "Tổng hợp"):
        register = Register(book)
        results = register.read(RESULTS)
        register.replace(RESULTS, results.assign(value=results["value"] + 1))
    undo(book)
    commands = set(Register(book).read(LOG)["command"])
    assert {"Nhập phiếu", "Tổng hợp", "Báo cáo", "Hoàn tác"} <= commands


def test_errors_of_the_workbook_are_put_right_first(book: xw.Book) -> None:
    address = Register(book).address(RESULTS, 0, "value")
    book.sheets[RESULTS.sheet].range(address).value = -7
    refused(book, "Sổ còn 1 lỗi: bấm Kiểm tra", NotReady)
    validate(book)
    refused(book, "Sổ còn 1 lỗi: bấm Kiểm tra", NotReady)


def test_errors_on_the_sheet_count_until_they_are_checked_again(book: xw.Book) -> None:
    finding = {"severity": "Lỗi", "code": "O02", "message": "x"}
    Register(book).append(FINDINGS, pd.DataFrame([finding]))
    refused(book, "Sổ còn 1 lỗi", NotReady)
    validate(book)
    assert send_draft(book).state == "draft"


def test_errors_of_a_form_that_was_sent_back_are_the_units(book: xw.Book) -> None:
    finding = {"severity": "Lỗi", "code": "O02", "message": "x", "file": "STC.xlsx"}
    Register(book).append(FINDINGS, pd.DataFrame([finding]))
    assert send_draft(book).state == "draft"


def test_a_reason_overrules_and_is_kept(book: xw.Book) -> None:
    log(book, "Tổng hợp", after=90)
    refused(book, "phải ghi lý do", force="  ")
    with serving(Mailbox()) as server:
        through(book, server)
        result = send(book, yes=True, force="UBND tỉnh cần ngay")
    assert result.state == "sent"
    assert "Số liệu đã đổi" in result.messages[0]
    assert sent_lines(book)[-1].endswith("Lý do gửi: UBND tỉnh cần ngay.")


def test_a_pdf_older_than_the_word_file_stays_behind(book: xw.Book, folder: Path) -> None:
    pdf = folder / "bao-cao" / f"{NAME}.pdf"
    pdf.write_bytes(b"%PDF")
    os.utime(pdf, (0, 0))
    result = send_draft(book)
    draft = message_from_bytes(result.files[0].read_bytes(), policy=SMTP)
    assert [part.get_filename() for part in draft.walk() if part.get_filename()] == [f"{NAME}.docx"]
    assert "cũ hơn bản Word" in result.messages[0]


# Drafts and Outlook


def test_a_draft_is_written_beside_the_report_and_is_no_sending(
    book: xw.Book, folder: Path
) -> None:
    result = send_draft(book)
    assert result.state == "draft"
    assert not result.has_findings
    assert result.files == (folder / "bao-cao" / f"{NAME}.eml",)
    draft = message_from_bytes(result.files[0].read_bytes(), policy=SMTP)
    assert (draft["X-Unsent"], draft["Subject"]) == ("1", SUBJECT)
    assert send_draft(book, out=folder / "nhap").files == (folder / "nhap" / f"{NAME}.eml",)
    outcomes = Register(book).read(LOG)["outcome"]
    assert outcomes.str.startswith("Đã lập thư nháp đến vp@example.vn").sum() == 2


def test_outlook_gives_the_message_an_identifier_of_its_own(
    book: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    monkeypatch.setattr(command, "send_by_outlook", lambda *args: given.append(args))
    assert send(book, via="outlook").needs_confirmation
    assert given == []
    result = send(book, via="outlook", yes=True)
    assert (result.state, result.message_id, len(given)) == ("sent", "", 1)
    assert sent_lines(book)[-1].endswith("Gửi bằng Outlook.")
    refused(book, "đã gửi lúc", SentBefore)
