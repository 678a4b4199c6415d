"""The programs that commands work with: Excel, what makes PDF, what sends mail."""

from __future__ import annotations

from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.machine import WINDOWS
from danvan_xl.installation.office import excel_bits, program


def excel(situation: Situation) -> Check | None:
    """Look whether Excel is there."""
    topic = Topic("excel", "Microsoft Excel")
    machine = situation.machine
    if not machine.has_excel:
        return topic.note("Hệ điều hành này không có Excel; các lệnh vẫn chạy trên tệp sổ.")
    found, bits = program(machine, "excel"), excel_bits(machine)
    if found is None:
        return topic.warning(
            "Không thấy Excel trên máy này.",
            "Cài Microsoft Excel 2013 trở lên (bản cài trên máy, không phải Excel trên web). "
            "Chưa có Excel thì vẫn dùng được lệnh danvan-xl trên tệp sổ.",
        )
    if machine.system != WINDOWS or bits is None:
        return topic.ok(f"Có: {found}.")
    return topic.ok(f"Có, {bits} bit: {found}.")


def pdf(situation: Situation) -> Check:
    """Look for a program that makes PDF files."""
    topic = Topic("pdf", "Chương trình tạo PDF")
    word = program(situation.machine, "winword") if situation.machine.has_excel else None
    if word and situation.machine.system == WINDOWS:
        return topic.ok(f"Microsoft Word: {word}.")
    if libreoffice := situation.libreoffice():
        return topic.ok(f"LibreOffice: {libreoffice}.")
    if word:
        return topic.note(
            f"Có Microsoft Word ({word}) nhưng chương trình chưa điều khiển được Word trên macOS.",
            "Mở báo cáo bằng Word rồi chọn Lưu thành PDF, hoặc cài LibreOffice.",
        )
    return topic.warning(
        "Không thấy Microsoft Word hay LibreOffice: báo cáo chỉ có bản Word (.docx), không có PDF.",
        "Cài Microsoft Word, hoặc LibreOffice (miễn phí, libreoffice.org).",
    )


def outlook(situation: Situation) -> Check | None:
    """Look for the classic Outlook, through which mail can be sent."""
    topic = Topic("outlook", "Microsoft Outlook")
    machine = situation.machine
    if machine.system != WINDOWS:
        return None
    found = program(machine, "outlook")
    if found is None:
        return topic.note(
            "Không thấy Outlook bản cài trên máy (Outlook mới, Outlook trên web không dùng được).",
            "Không cần nếu gửi thư bằng máy chủ SMTP hoặc tệp .eml.",
        )
    new = machine.registry.values(r"HKCU\Software\Microsoft\Office\16.0\Outlook\Preferences")
    if new.get("usenewoutlook") == 1:
        return topic.note(
            "Đang bật Outlook mới, chương trình không gửi thư qua nó được.",
            "Muốn gửi qua Outlook: tắt nút «New Outlook» ở góc trên bên phải cửa sổ Outlook.",
        )
    return topic.ok(f"Có: {found}.")
