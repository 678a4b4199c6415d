"""What can go wrong between this computer and a mail server, each in one plain sentence."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from enum import Enum

from danvan_xl.mail.server import Server
from danvan_xl.schema.text import vn_number

_STATUS = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")
"""Enhanced status code (RFC 3463): all that is repeated of what a server writes."""

_EXPIRED, _OTHER_NAME = 10, (62, 64)
"""OpenSSL's numbers of reasons to refuse a certificate (``X509_V_ERR_…``)."""

_TOO_BIG = 552
_LOG_IN_FIRST = 530
_PORTS = "cổng 587 đi với starttls, 465 đi với tls"


class Step(Enum):
    """What was being done."""

    CONNECT = "connect"
    SECURE = "secure"
    LOG_IN = "log in"
    SEND = "send"


def in_plain_words(error: Exception, step: Step, server: Server, size: int) -> str:
    """Return what happened and what to do; the message of ``size`` bytes was not sent."""
    host = f"«{server.host}»"
    match error:
        case smtplib.SMTPServerDisconnected() if not isinstance(error.__context__, TimeoutError):
            return _disconnected(step, server)
        case TimeoutError() | smtplib.SMTPServerDisconnected():
            return (
                f"Máy chủ thư {host} không trả lời, thư chưa gửi: kiểm tra mạng, "
                f"và mục smtp.port, smtp.security ({_PORTS})."
            )
        case socket.gaierror() | UnicodeError():
            return (
                f"Không tìm thấy máy chủ thư {host}, thư chưa gửi: kiểm tra mạng "
                "và mục smtp.host trên trang Cấu hình."
            )
        case ConnectionRefusedError():
            return (
                f"Máy chủ {host} không nhận kết nối ở cổng {server.port}, thư chưa gửi: "
                f"kiểm tra mục smtp.port ({_PORTS})."
            )
        case ssl.SSLCertVerificationError():
            return _certificate(error, host)
        case ssl.SSLError():
            return (
                f"Không lập được kết nối mã hóa với {host}, thư chưa gửi: "
                f"kiểm tra mục smtp.port và smtp.security ({_PORTS})."
            )
        case smtplib.SMTPResponseException():
            return _refusal(error, step, server, size)
        case smtplib.SMTPRecipientsRefused():
            return _recipients(error, server)
        case smtplib.SMTPNotSupportedError() if step is Step.SECURE:
            return (
                f"Máy chủ {host} không mã hóa kết nối (STARTTLS) ở cổng {server.port}, thư chưa "
                "gửi: thử đặt smtp.security là tls và smtp.port là 465."
            )
        case smtplib.SMTPException() if step is Step.LOG_IN:
            return (
                f"Máy chủ {host} không nhận đăng nhập bằng mật khẩu, thư chưa gửi: để trống mục "
                "smtp.user nếu không cần đăng nhập, hoặc gửi bằng Outlook."
            )
        case _:
            return (
                f"Không kết nối được với máy chủ thư {host}, thư chưa gửi: "
                "kiểm tra mạng rồi gửi lại."
            )


def _disconnected(step: Step, server: Server) -> str:
    host = f"«{server.host}»"
    if step is Step.LOG_IN:
        return (
            f"Máy chủ {host} ngắt kết nối khi đăng nhập bằng «{server.user}», thư chưa gửi: "
            "kiểm tra tài khoản và mật khẩu."
        )
    if step is Step.SEND:
        return f"Mất kết nối với máy chủ {host} khi đang gửi, thư chưa gửi được: gửi lại."
    return (
        f"Máy chủ {host} ngắt kết nối ngay, thư chưa gửi: "
        f"kiểm tra mục smtp.port và smtp.security ({_PORTS})."
    )


def _certificate(error: ssl.SSLCertVerificationError, host: str) -> str:
    if error.verify_code == _EXPIRED:
        why = "đã hết hạn (hoặc đồng hồ máy này sai)"
    elif error.verify_code in _OTHER_NAME:
        why = "cấp cho tên khác; mục smtp.host phải ghi đúng tên máy chủ"
    else:
        why = "không do nơi mà máy này tin cậy cấp"
    return (
        f"Không gửi vì không chắc {host} là máy chủ thật: chứng thư {why}. "
        "Hỏi người quản trị máy chủ thư."
    )


def _refusal(error: smtplib.SMTPResponseException, step: Step, server: Server, size: int) -> str:
    host, code = f"«{server.host}»", _code(error.smtp_code, error.smtp_error)
    if step is Step.SEND and error.smtp_code == _TOO_BIG:
        return (
            f"Máy chủ {host} không nhận thư lớn {vn_number(size / 2**20, 1)} MB ({code}), thư chưa "
            "gửi: chỉ gửi tệp PDF (--report), hoặc gửi tệp qua hệ thống quản lý văn bản."
        )
    if 400 <= error.smtp_code < 500:
        return _later(server, code)
    if step is Step.LOG_IN:
        return (
            f"Máy chủ {host} không cho «{server.user}» đăng nhập ({code}), thư chưa gửi: mật khẩu "
            "sai, hoặc hộp thư này phải dùng mật khẩu ứng dụng. Đặt lại mật khẩu rồi gửi lại."
        )
    if error.smtp_code == _LOG_IN_FIRST:
        return (
            f"Máy chủ {host} đòi đăng nhập ({code}), thư chưa gửi: "
            "điền mục smtp.user trên trang Cấu hình và đặt mật khẩu."
        )
    if isinstance(error, smtplib.SMTPSenderRefused):
        return (
            f"Máy chủ {host} không cho gửi từ địa chỉ «{error.sender}» ({code}), thư chưa gửi: "
            "kiểm tra mục mail.from và smtp.user."
        )
    return (
        f"Máy chủ {host} từ chối thư ({code}), thư chưa gửi: "
        "hỏi người quản trị máy chủ thư, cho biết mã này."
    )


def _recipients(error: smtplib.SMTPRecipientsRefused, server: Server) -> str:
    number, text = next(iter(error.recipients.values()))
    code = _code(number, text)
    if 400 <= number < 500:
        return _later(server, code)
    else_log_in = "" if server.user else ", hoặc điền mục smtp.user nếu máy chủ đòi đăng nhập"
    return (
        f"Máy chủ «{server.host}» không nhận thư cho {', '.join(error.recipients)} ({code}), thư "
        f"chưa gửi: kiểm tra lại địa chỉ ở mục mail.to{else_log_in}."
    )


def _later(server: Server, code: str) -> str:
    return (
        f"Máy chủ «{server.host}» tạm thời không nhận ({code}), thư chưa gửi: ít phút nữa gửi lại."
    )


def _code(number: int, text: bytes | str) -> str:
    found = _STATUS.search(text.encode() if isinstance(text, str) else text)
    return f"mã {number}" + (f" {found[0].decode()}" if found else "")
