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
        example="Mô hình “Tuyến đường hoa” ở giai đoạn Được công nhận, cột Cấp công nhận để trống.",
    ),
    FindingType(
        "M02",
        "error",
        "row",
        "Thiếu lý do dừng",
        "Mô hình đã dừng nhưng chưa nêu lý do.",
        "Ghi lý do dừng, hoặc sửa lại giai đoạn.",
        example="Mô hình “Chợ phiên nông sản” ở giai đoạn Dừng, cột Lý do dừng để trống.",
    ),
    FindingType(
        "M03",
        "error",
        "row",
        "Trùng mô hình",
        "Mô hình «{name}» ghi hai lần, đã có ở dòng {other}.",
        "Xóa nội dung của một dòng, hoặc đặt tên phân biệt hai mô hình.",
        example="“Tổ hòa giải thôn 1” ở dòng 8 lại có ở dòng 15, viết là “TỔ HOÀ GIẢI THÔN 1”.",
    ),
    FindingType(
        "M04",
        "warning",
        "row",
        "Mô hình gần giống nhau",
        "Tên gần giống «{name}» ở dòng {other}.",
        "Kiểm tra xem có phải cùng một mô hình không.",
        example="“Camera an ninh thôn 1” và “Camera an ninh ở thôn 1” của cùng một xã.",
    ),
    FindingType(
        "M05",
        "warning",
        "row",
        "Mô hình giống của đơn vị khác",
        "Tên gần giống «{name}» của {unit}.",
        "Hỏi lại hai đơn vị xem có phải cùng một mô hình không.",
        example="Xã và huyện cùng ghi mô hình “Tuyến đường hoa nông thôn mới thôn Phước Bình”.",
    ),
    FindingType(
        "M06",
        "error",
        "row",
        "Mã mô hình lạ",
        "Mã mô hình «{value}» không phải mã đã cấp cho đơn vị này.",
        "Mô hình mới thì để trống mã; mô hình cũ thì giữ mã điền sẵn.",
        example="Mô hình mới, đơn vị tự đặt mã “MH01”; hoặc chép mã của đơn vị khác.",
    ),
    FindingType(
        "M07",
        "warning",
        "row",
        "Thiếu quyết định công nhận",
        "Mô hình đã được công nhận nhưng chưa ghi số quyết định.",
        "Bổ sung số, ký hiệu và ngày quyết định công nhận.",
        example="Mô hình được công nhận cấp huyện, cột Số quyết định công nhận để trống.",
    ),
    FindingType(
        "M08",
        "error",
        "row",
        "Trùng mã mô hình",
        "Mã mô hình «{value}» đã dùng ở dòng {other}.",
        "Mỗi mô hình một mã; mô hình mới thì để trống mã.",
        example="Chép dòng mô hình xuống dưới, quên xóa mã 522-2022-01.",
    ),
    FindingType(
        "M09",
        "warning",
        "row",
        "Mô hình năm trước không còn",
        "Mô hình năm trước «{name}» ({value}) của {unit} không có trong báo cáo năm nay.",
        "Hỏi đơn vị: còn thì bổ sung; đã dừng thì ghi giai đoạn Dừng và lý do.",
        example="Năm 2021 có “Khu dân cư tự quản” đang duy trì; phiếu năm 2022 không còn dòng ấy.",
    ),
)
