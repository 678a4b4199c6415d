"""Rows of the register of initiatives."""

from __future__ import annotations

from danvan_xl.schema.findings.kind import FindingType

KINDS = (
    FindingType(
        "M01",
        "error",
        "row",
        "Thiếu cấp công nhận",
        "Mô hình đã được công nhận nhưng chưa ghi cấp công nhận.",
        "Chọn cấp công nhận, hoặc sửa lại giai đoạn.",
        example="",
    ),
    FindingType(
        "M02",
        "error",
        "row",
        "Thiếu lý do dừng",
        "Mô hình đã dừng nhưng chưa nêu lý do.",
        "Ghi lý do dừng, hoặc sửa lại giai đoạn.",
        example="",
    ),
    FindingType(
        "M03",
        "error",
        "row",
        "Trùng mô hình",
        "Mô hình «{name}» ghi hai lần, đã có ở dòng {other}.",
        "Xóa một dòng, hoặc đặt tên phân biệt hai mô hình.",
        example="",
    ),
    FindingType(
        "M04",
        "warning",
        "row",
        "Mô hình gần giống nhau",
        "Tên gần giống «{name}» ở dòng {other}.",
        "Kiểm tra xem có phải cùng một mô hình không.",
        example="",
    ),
    FindingType(
        "M05",
        "warning",
        "row",
        "Mô hình giống của đơn vị khác",
        "Tên gần giống «{name}» của {unit}.",
        "Hỏi lại hai đơn vị xem có phải cùng một mô hình không.",
        example="",
    ),
    FindingType(
        "M06",
        "error",
        "row",
        "Mã mô hình lạ",
        "Mã mô hình «{value}» không phải mã đã cấp cho đơn vị này.",
        "Mô hình mới thì để trống mã; mô hình cũ thì giữ mã điền sẵn.",
        example="",
    ),
    FindingType(
        "M07",
        "warning",
        "row",
        "Thiếu quyết định công nhận",
        "Mô hình đã được công nhận nhưng chưa ghi số quyết định.",
        "Bổ sung số, ký hiệu và ngày quyết định công nhận.",
        example="",
    ),
    FindingType(
        "M08",
        "error",
        "row",
        "Trùng mã mô hình",
        "Mã mô hình «{value}» đã dùng ở dòng {other}.",
        "Mỗi mô hình một mã; mô hình mới thì để trống mã.",
        example="",
    ),
    FindingType(
        "M09",
        "warning",
        "row",
        "Mô hình năm trước không còn",
        "Mô hình «{name}» ({code}) của năm trước không có trong phiếu năm nay.",
        "Hỏi đơn vị: còn thì bổ sung; đã dừng thì ghi giai đoạn Dừng và lý do.",
        example="",
    ),
)
