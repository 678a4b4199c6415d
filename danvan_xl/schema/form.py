"""The form that units fill in: its sheets, its names and the facts asked on its first sheet."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_xl.schema.columns import Type

FORM_VERSION = "2"
"""Raised whenever the layout changes; an older form that comes back is told apart by it."""

INFO_SHEET = "Thông tin"
RESULTS_SHEET = "Kết quả"
INITIATIVES_SHEET = "Mô hình"
GUIDE_SHEET = "Hướng dẫn"
GUIDE_TITLE = "HƯỚNG DẪN ĐIỀN PHIẾU"
LIST_TITLE = "PHIẾU CẦN SỬA"
"""First cell of the sheet that a marked copy has in front: what is to be put right."""
LIST_HEADERS = ("STT", "Mức độ", "Trang", "Ô", "Cột", "Điều gì sai", "Việc cần làm")
LIST_HEADER_ROW = 4
FORM_SHEETS = (INFO_SHEET, RESULTS_SHEET, INITIATIVES_SHEET, GUIDE_SHEET)

RESULTS_AREA = "results_area"
INITIATIVES_AREA = "initiatives_area"
"""Names over the two tables with their headers: old .xls files keep names and lose tables."""

SEAL = "form_seal"
"""Name of the cell with the form's seal, see ``schema.seal``."""
SEAL_LABEL = "Mã niêm phong"

EMPTY_INITIATIVES = 200
"""Empty rows below the prefilled ones: a protected table cannot grow."""


@dataclass(frozen=True)
class Fact:
    """One question on ``Thông tin``; ``name`` is the defined name of its answer's cell."""

    name: str
    label: str
    type: Type
    help: str
    prefilled: bool = False
    required: bool = False
    synonyms: tuple[str, ...] = ()
    """What units write in place of the label."""


FACTS: tuple[Fact, ...] = (
    Fact(
        "unit_name",
        "Tên đơn vị",
        Type.TEXT,
        "Điền sẵn.",
        prefilled=True,
        synonyms=(
            "Tên cơ quan",
            "Tên cơ quan, đơn vị",
            "Cơ quan, đơn vị",
            "Đơn vị báo cáo",
            "Tên đơn vị báo cáo",
            "Đơn vị",
        ),
    ),
    Fact(
        "unit_code",
        "Mã đơn vị",
        Type.CODE,
        "Điền sẵn, không sửa.",
        prefilled=True,
        synonyms=("Mã ĐV", "Mã số đơn vị", "Mã cơ quan"),
    ),
    Fact(
        "period_year",
        "Năm báo cáo",
        Type.INTEGER,
        "Điền sẵn, không sửa.",
        prefilled=True,
        synonyms=("Năm", "Năm BC", "Kỳ báo cáo", "Báo cáo năm"),
    ),
    Fact(
        "form_version",
        "Mẫu phiếu",
        Type.CODE,
        "Điền sẵn, không sửa.",
        prefilled=True,
        synonyms=("Phiên bản mẫu", "Phiên bản phiếu", "Mẫu phiếu số"),
    ),
    Fact(
        "reporter_name",
        "Người lập phiếu",
        Type.TEXT,
        "Họ và tên người lập phiếu.",
        required=True,
        synonyms=(
            "Người lập",
            "Người lập biểu",
            "Người lập báo cáo",
            "Người báo cáo",
            "Họ và tên người lập phiếu",
        ),
    ),
    Fact(
        "reporter_phone",
        "Điện thoại",
        Type.CODE,
        "Số điện thoại của người lập phiếu, giữ số 0 ở đầu.",
        required=True,
        synonyms=("Số điện thoại", "SĐT", "ĐT", "Điện thoại liên hệ", "Điện thoại người lập phiếu"),
    ),
    Fact(
        "document_number",
        "Số, ký hiệu báo cáo",
        Type.CODE,
        "Số, ký hiệu văn bản báo cáo của đơn vị, ví dụ 125/BC-UBND.",
        required=True,
        synonyms=("Số báo cáo", "Số, ký hiệu", "Số, ký hiệu văn bản", "Báo cáo số"),
    ),
    Fact(
        "document_date",
        "Ngày ký báo cáo",
        Type.DATE,
        "Ngày ký văn bản báo cáo (ngày/tháng/năm), trong kỳ báo cáo.",
        required=True,
        synonyms=("Ngày báo cáo", "Ngày ký", "Ngày ký văn bản", "Ngày, tháng, năm ký báo cáo"),
    ),
)
