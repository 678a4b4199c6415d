"""The settings of a master: one list from which the sheet ``Cấu hình`` and ``config`` derive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from danvan_xl.errors import DanVanError
from danvan_xl.schema.lists import NO, YEARLY, YES
from danvan_xl.schema.values import NotThatType, to_date, to_number, to_text

Value = str | int | bool | date | None

SECURITY = ("starttls", "tls", "none")
_YES_NO = {"có": True, "co": True, "yes": True, "true": True, "1": True} | {
    "không": False,
    "khong": False,
    "no": False,
    "false": False,
    "0": False,
}


class SettingType(Enum):
    """What a setting holds."""

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    YES_NO = "yes_no"
    SECURITY = "security"  # of the connection to the mail server
    OBLIGATION = "obligation"  # a name of ``tblObligations``


@dataclass(frozen=True)
class Setting:
    """One row of ``tblSettings``."""

    key: str
    label: str
    type: SettingType
    default: Value
    help: str
    name: str = ""
    """Defined name of the value's cell, for those that formulas use."""


def _party_body(year: int) -> str:
    """Return the Party body for mass mobilisation; it was merged in February 2025."""
    return "Ban Dân vận Tỉnh ủy" if year < 2025 else "Ban Tuyên giáo và Dân vận Tỉnh ủy"


def settings_of(year: int) -> tuple[Setting, ...]:
    """Return the settings of a new master for ``year``, with their defaults."""
    text, integer, day, yes_no = (
        SettingType.TEXT,
        SettingType.INTEGER,
        SettingType.DATE,
        SettingType.YES_NO,
    )
    return (
        Setting("period.year", "Năm báo cáo", integer, year, "Năm của kỳ báo cáo.", "period_year"),
        Setting(
            "period.deadline",
            "Hạn nộp",
            day,
            date(year, 9, 20),
            "Ngày ghi trong Công văn 4418/UBND-NC: «trước ngày 20/9 hằng năm».",
            "deadline",
        ),
        Setting(
            "period.strict",
            "Đúng ngày hạn nộp đã là muộn",
            yes_no,
            True,
            "Có: «trước ngày 20/9», ngày cuối là 19/9. Không: «đến hết ngày 20/9».",
            "period_strict",
        ),
        Setting(
            "period.next_working_day",
            "Dời hạn nộp sang ngày làm việc kế tiếp",
            yes_no,
            False,
            "Có: khi ngày cuối đúng hạn rơi vào ngày nghỉ thì dời sang ngày làm việc kế tiếp.",
            "period_next_working_day",
        ),
        Setting(
            "period.as_of",
            "Ngày xét",
            day,
            None,
            "Để trống: hôm nay. Điền một ngày để xem sổ như vào ngày đó.",
            "as_of",
        ),
        Setting(
            "period.obligation",
            "Nội dung đang theo dõi",
            SettingType.OBLIGATION,
            YEARLY,
            "Bảng theo dõi, nút Quá hạn và Đôn đốc xét việc này; các việc ghi ở trang Hạn nộp.",
            "obligation_set",
        ),
        Setting("period.from", "Kỳ báo cáo từ ngày", day, date(year, 1, 1), "Ngày đầu của kỳ."),
        Setting("period.to", "Kỳ báo cáo đến ngày", day, date(year, 12, 31), "Ngày cuối của kỳ."),
        Setting(
            "period.locked",
            "Ngày khóa kỳ",
            day,
            None,
            "Có ngày: kỳ đã khóa, các lệnh không đổi số liệu nữa. Đặt và bỏ bằng nút Khóa kỳ.",
        ),
        Setting(
            "office.superior",
            "Cơ quan chủ quản",
            text,
            "UBND tỉnh Quảng Ngãi",
            "In phía trên tên cơ quan ban hành văn bản.",
        ),
        Setting("office.name", "Cơ quan ban hành", text, "Sở Nội vụ", "Tên cơ quan lập báo cáo."),
        Setting("office.symbol", "Ký hiệu cơ quan", text, "SNV", "Dùng trong số, ký hiệu văn bản."),
        Setting("office.place", "Địa danh", text, "Quảng Ngãi", "In trước ngày, tháng, năm."),
        Setting(
            "office.addressee",
            "Nơi nhận báo cáo",
            text,
            "Ủy ban nhân dân tỉnh Quảng Ngãi",
            "In sau chữ «Kính gửi:». Nhiều nơi thì cách nhau bằng dấu chấm phẩy.",
        ),
        Setting(
            "office.authority",
            "Thẩm quyền ký",
            text,
            "",
            "Để trống khi thủ trưởng ký; «KT. GIÁM ĐỐC» khi cấp phó ký thay.",
        ),
        Setting("office.post", "Chức vụ người ký", text, "GIÁM ĐỐC", "In dưới thẩm quyền ký."),
        Setting("office.signer", "Họ tên người ký", text, "", "In dưới chỗ ký; có thể để trống."),
        Setting(
            "office.recipients",
            "Nơi nhận",
            text,
            f"Như trên; {_party_body(year)}; Giám đốc, các Phó Giám đốc Sở",
            "Các dòng «Nơi nhận», cách nhau bằng dấu chấm phẩy.",
        ),
        Setting("office.archive", "Lưu", text, "VT, XDCQ", "In ở dòng cuối «Lưu: …»."),
        Setting("mail.from", "Thư gửi từ", text, "", "Địa chỉ thư điện tử của Sở."),
        Setting("mail.to", "Thư gửi đến", text, "", "Các địa chỉ nhận, cách nhau bằng dấu phẩy."),
        Setting("smtp.host", "Máy chủ thư", text, "", "Tên máy chủ gửi thư của cơ quan."),
        Setting("smtp.port", "Cổng máy chủ thư", integer, 587, "Thường là 587 hoặc 465."),
        Setting(
            "smtp.security",
            "Bảo mật kết nối",
            SettingType.SECURITY,
            "starttls",
            "Một trong: starttls, tls, none.",
        ),
        Setting("smtp.user", "Tài khoản máy chủ thư", text, "", "Mật khẩu không để trong sổ."),
    )


def read_setting(setting: Setting, raw: object) -> Value:
    """Return a setting's value from its cell, or from text typed on the command line.

    Raises ``DanVanError`` when it is not of the setting's type.
    """
    try:
        return _read(setting.type, raw)
    except NotThatType:
        raise DanVanError(
            f"Mục {setting.key} ({setting.label}) không nhận giá trị «{raw}». "
            f"{_HOW_TO_WRITE.get(setting.type, setting.help)}"
        ) from None


_HOW_TO_WRITE = {
    SettingType.INTEGER: "Ghi một số nguyên.",
    SettingType.DATE: "Ghi ngày như 25/09/2022 hoặc 2022-09-25.",
    SettingType.YES_NO: "Ghi Có hoặc Không.",
}


def _read(kind: SettingType, raw: object) -> Value:
    text = to_text(raw)
    match kind:
        case SettingType.TEXT | SettingType.OBLIGATION:
            return text
        case SettingType.DATE:
            return to_date(raw)
        case SettingType.INTEGER if to_number(raw).is_integer():
            return int(to_number(raw))
        case SettingType.YES_NO if text.casefold() in _YES_NO:
            return _YES_NO[text.casefold()]
        case SettingType.SECURITY if text in SECURITY:
            return text
    raise NotThatType(raw)


def to_cell(value: Value) -> str | int | date | None:
    """Return what stands in the cell of ``tblSettings`` for ``value``."""
    if isinstance(value, bool):
        return YES if value else NO
    return value if value != "" else None
