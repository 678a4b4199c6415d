"""A small round in which every status, stage and finding occurs; the names are made up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pandas as pd

from danvan_xl.building.master import MasterContent
from danvan_xl.dashboard import content
from danvan_xl.schema.columns import Table
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.lists import FIELDS, KINDS, LISTS, STAGES, YEARLY
from danvan_xl.schema.tables import (
    COMMENDATIONS,
    FINDINGS,
    INITIATIVES,
    LOG,
    RESULTS,
    SUBMISSIONS,
    TOTALS,
    UNITS,
)
from danvan_xl.schema.values import blank
from danvan_xl.standing.obligations import default_obligations
from danvan_xl.standing.working_days import default_holidays

YEAR = 2026
AS_OF = date(2026, 9, 25)
LAST_DAY = date(2026, 9, 19)

_UNITS = (
    ("SNV", "Sở Nội vụ", "provincial_body", "Sở"),
    ("STC", "Sở Tài chính", "provincial_body", "Sở"),
    ("SNNMT", "Sở Nông nghiệp và Môi trường", "provincial_body", "Sở"),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "information_body", "Sở"),
    ("BPTTH", "Báo và Phát thanh, Truyền hình Quảng Ngãi", "press", "Báo, đài"),
    ("00101", "Phường Đầu Nguồn", "commune", "Xã, phường, đặc khu"),
    ("00102", "Xã Suối Trong", "commune", "Xã, phường, đặc khu"),
    ("00103", "Xã Đồng Cao", "commune", "Xã, phường, đặc khu"),
    ("00104", "Xã Bến Xưa", "commune", "Xã, phường, đặc khu"),
    ("00105", "Xã Rừng Quế", "commune", "Xã, phường, đặc khu"),
    ("00106", "Xã Hải Đăng <A & B>", "commune", "Xã, phường, đặc khu"),
    ("00107", "Đặc khu Đảo Xa", "commune", "Xã, phường, đặc khu"),
)

_STANDING: dict[str, dict[str, Any]] = {
    "SNV": {"received": date(2026, 9, 10)},
    "STC": {"received": date(2026, 9, 19)},
    "SNNMT": {"received": date(2026, 9, 23)},
    "SVHTTDL": {"received": date(2026, 9, 12), "returned": date(2026, 9, 14)},
    "BPTTH": {"received": date(2026, 9, 8)},
    "00101": {"exempt": "x"},
    "00102": {},
    "00103": {"last_day": date(2026, 9, 1), "extension": date(2026, 9, 1)},
    "00104": {"last_day": date(2026, 8, 10), "extension": date(2026, 8, 10)},
    "00105": {"last_day": date(2026, 9, 30), "extension": date(2026, 9, 30)},
    "00106": {"last_day": date(2026, 10, 20), "extension": date(2026, 10, 20)},
    "00107": {"received": date(2026, 9, 26), "note": "Bản giấy gửi trước qua bưu điện"},
}
"""Unit → what differs from a report that has not come; one arrives only after the day."""

_WORK = (
    "Tổ tự quản bảo vệ môi trường ở khu dân cư, thu gom rác tại nguồn",
    "Nhà văn hóa sáng đèn",
    "Vận động nhân dân hiến đất mở rộng đường liên thôn và chỉnh trang hàng rào",
    "Tiếp dân thân thiện, trả kết quả tại nhà cho người già yếu",
    "Tiếng loa an ninh",
)


def frame(table: Table, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """A frame with the stored columns of ``table``; what a row does not say is blank."""
    made = [
        {column.key: row.get(column.key, blank(column.type)) for column in table.stored}
        for row in rows
    ]
    found = pd.DataFrame(made, columns=[column.key for column in table.stored], dtype=object)
    for column in table.stored:
        if column.type.is_number:
            found[column.key] = found[column.key].astype("float64")
    return found


def units() -> pd.DataFrame:
    return frame(
        UNITS,
        (
            {
                "code": code,
                "name": name,
                "kind": KINDS[kind],
                "group": group,
                "reports": "x",
                "contact": "Nguyễn Văn Thử",
                "phone": "0912 000 000",
                "email": f"vanphong.{code.lower()}@vidu.gov.vn",
                "valid_from": date(2025, 7, 1),
            }
            for code, name, kind, group in _UNITS
        ),
    )


def submissions() -> pd.DataFrame:
    return frame(
        SUBMISSIONS,
        (
            {
                "year": YEAR,
                "unit_code": code,
                "unit_name": name,
                "kind": KINDS[kind],
                "obligation": YEARLY,
                "last_day": LAST_DAY,
                "document_number": "125/BC-UBND" if "received" in _STANDING[code] else "",
                "document_date": _STANDING[code].get("received"),
                "marks": ";Ngày nhận;Số văn bản;" if code == "SNNMT" else "",
            }
            | _STANDING[code]
            for code, name, kind, _ in _UNITS
        ),
    )


def initiatives() -> pd.DataFrame:
    return frame(
        INITIATIVES,
        (
            {
                "code": f"MH-2025-{number:03}",
                "unit_code": _UNITS[number % 12][0],
                "unit_name": _UNITS[number % 12][1],
                "name": f"{_WORK[number % 5]} {number}",
                "kind": LISTS["initiative_kind"][number % 7 == 0],
                "field": FIELDS[number % 4],
                "stage": STAGES[number % 6],
                "year": 2025 + number % 2,
                "place": "Các thôn, tổ dân phố trên địa bàn; hộ gia đình, người cao tuổi",
                "beneficiaries": 120 * number,
                "money": 15_500_000 * number,
                "decision_number": "12/QĐ-UBND" if number % 6 == 4 else "",
                "decision_date": date(2026, 6, 1) if number % 6 == 4 else None,
                "level": "Cấp tỉnh" if number % 6 == 4 else "",
                "commendation": LISTS["commendation"][0] if number % 6 == 4 else "",
                "situation": "Rác thải sinh hoạt chưa được phân loại, đường thôn nhỏ hẹp.",
                "goals": "100% hộ tham gia; giảm một nửa lượng rác chưa phân loại.",
                "content": "Họp dân bàn bạc, chia tổ, ký cam kết, kiểm tra hằng tháng.",
                "lead": "Ban Dân vận, Mặt trận và các đoàn thể",
                "resources": "Xã hội hóa; tháng 3 đến tháng 11",
                "outputs": "Tuyến đường hoa, tổ thu gom",
                "prospects": "Có thể nhân rộng ra các thôn lân cận",
                "results": "Đã vận động được 45 hộ tham gia.",
                "contact": "Trần Thị Mẫu, 0912 000 001",
                "reason": "Hết nguồn kinh phí" if number % 6 == 5 else "",
                "marks": ";Loại;Giai đoạn;" if number == 3 else "",
            }
            for number in range(1, 31)
        ),
    )


def results() -> pd.DataFrame:
    indicators = default_indicators().head(20)
    return frame(
        RESULTS,
        (
            {
                "year": YEAR,
                "unit_code": code,
                "unit_name": name,
                "indicator": row.code,
                "text": row.text,
                "unit": row.unit,
                "value": 95.5 if row.unit == "%" else 1250.0 + place + 7 * at,
                "source": f"nop-ve/{code}.xlsx, Kết quả!E{5 + place}",
                "marks": ";Số liệu;" if (code, place) == ("STC", 4) else "",
            }
            for at, (code, name, _, _) in enumerate(_UNITS[:5])
            for place, row in enumerate(indicators.itertuples())
        ),
    )


def totals() -> pd.DataFrame:
    """All indicators: one total agrees, one has changed since, the rest were never frozen."""
    return frame(
        TOTALS,
        (
            {
                "indicator": row.code,
                "text": row.text,
                "unit": row.unit,
                "paragraph": row.paragraph,
                "aggregation": row.aggregation,
                "numerator": row.numerator,
                "denominator": row.denominator,
                "total": {0: 6320.0, 1: 1.0, 30: 3.0}.get(place, float("nan")),
            }
            for place, row in enumerate(default_indicators().itertuples())
        ),
    )


def findings() -> pd.DataFrame:
    return frame(
        FINDINGS,
        (
            {
                "severity": "Lỗi",
                "code": "O04",
                "unit_code": "STC",
                "unit_name": "Sở Tài chính",
                "sheet": "Kết quả",
                "cell": "G29",
                "column": "Số liệu",
                "message": "25.000 nằm ngoài khoảng từ 0 đến 20.000.",
                "remedy": "Kiểm tra lại con số và đơn vị tính.",
            },
            {
                "severity": "Cảnh báo",
                "code": "M04",
                "unit_code": "00102",
                "unit_name": "Xã Suối Trong",
                "sheet": "Mô hình",
                "cell": "D12",
                "column": "Tên mô hình, điển hình",
                "message": "Tên gần giống «Nhà văn hóa sáng đèn 11» ở dòng 21.",
                "remedy": "Kiểm tra xem có phải cùng một mô hình không.",
            },
            {
                "severity": "Thông tin",
                "code": "T03",
                "unit_code": "SNV",
                "unit_name": "Sở Nội vụ",
                "file": "SNV_So_Noi_vu_2026.xlsx",
                "message": "Phiếu cũ đã được thay.",
                "remedy": "Không cần làm gì.",
            },
        ),
    )


def commendations() -> pd.DataFrame:
    return frame(
        COMMENDATIONS,
        (
            {
                "unit_code": "SNV",
                "unit_name": "Sở Nội vụ",
                "initiative_code": "MH-2025-004",
                "name": "Tiếng loa an ninh 4",
                "kind": "Tập thể",
                "commendation": LISTS["commendation"][0],
                "achievement": "Đã vận động được 45 hộ tham gia.",
                "state": "Đề nghị",
            },
        ),
    )


def log() -> pd.DataFrame:
    return frame(
        LOG,
        (
            {
                "time": datetime(2026, 9, 25, 8, 30),
                "user": "canbo",
                "command": "Nhập phiếu",
                "target": "nop-ve",
                "outcome": "Nhập 5 phiếu, trả lại 1 phiếu.",
            },
        ),
    )


def frames() -> dict[str, pd.DataFrame]:
    return {
        "units": units(),
        "submissions": submissions(),
        "initiatives": initiatives(),
        "results": results(),
        "totals": totals(),
        "findings": findings(),
        "commendations": commendations(),
        "log": log(),
        "indicators": default_indicators(),
        "rules": default_rules(),
        "obligations": default_obligations(YEAR),
        "holidays": default_holidays(YEAR),
    }


def rich(**settings: Any) -> MasterContent:
    """The round on ``AS_OF``; settings by key with ``_`` for the dot (``period_strict=False``)."""
    given = {key.replace("_", ".", 1): value for key, value in settings.items()}
    as_of = given.setdefault("period.as_of", AS_OF)
    return content(YEAR, frames(), given, as_of)


def empty() -> MasterContent:
    """A master that was only just made: the catalogue's indicators, no rows anywhere else."""
    return content(
        YEAR,
        {
            "indicators": default_indicators(),
            "rules": default_rules(),
            "obligations": default_obligations(YEAR),
            "holidays": default_holidays(YEAR),
        },
        {"period.as_of": date(YEAR, 1, 5)},
        date(YEAR, 1, 5),
    )
