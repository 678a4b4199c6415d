"""Figures against each other, against the register, peers and last year."""

from __future__ import annotations

from danvan_xl.schema.findings.kind import FindingType

KINDS = (
    FindingType(
        "Q01",
        "error",
        "rule",
        "Các con số không khớp",
        "{message}: {left} và {right}.",
        "Kiểm tra lại các con số này.",
        example="CT205 (đơn đã giải quyết) ghi 130, lớn hơn CT204 (đơn đã tiếp nhận) ghi 120.",
    ),
    FindingType(
        "Q02",
        "error",
        "rule",
        "Không khớp với danh sách mô hình",
        "Ghi {value} nhưng trang Mô hình có {expected} dòng ({filter}).",
        "Sửa con số, hoặc bổ sung, bớt dòng ở trang Mô hình.",
        example="CT401 ghi 7 mô hình, trang Mô hình chỉ có 6 dòng.",
    ),
    FindingType(
        "Q03",
        "warning",
        "rule",
        "Khác với danh mục đơn vị",
        "Ghi {value} nhưng danh mục có {expected} đơn vị trực thuộc.",
        "Kiểm tra lại số đơn vị trực thuộc.",
        example="CT901 ghi 20 đơn vị trực thuộc, danh mục của huyện có 22 xã, thị trấn.",
    ),
    FindingType(
        "Q04",
        "warning",
        "rule",
        "Khác xa các đơn vị cùng loại",
        "Ghi {value}, trong khi các đơn vị cùng loại thường ở mức {middle}.",
        "Hỏi lại đơn vị xem con số có đúng không; đúng thì giữ nguyên.",
        example="CT102 ghi 1.200 hội nghị, các huyện khác khoảng 40.",
        to_unit="Xem lại con số; đúng thì giữ nguyên.",
    ),
    FindingType(
        "Q05",
        "warning",
        "rule",
        "Khác xa năm trước",
        "Ghi {value}, năm trước đơn vị ghi {previous}.",
        "Hỏi lại đơn vị xem con số có đúng không; đúng thì giữ nguyên.",
        example="CT202 ghi 3 lượt tiếp công dân, năm trước chính đơn vị ấy ghi 300.",
        to_unit="Xem lại con số; đúng thì giữ nguyên.",
    ),
    FindingType(
        "Q06",
        "warning",
        "rule",
        "Khác xa tổng các đơn vị cũ",
        "Ghi {value}, năm trước {count} đơn vị nay nhập làm một cộng lại ghi {previous}.",
        "Hỏi lại đơn vị xem con số có đúng không; đúng thì giữ nguyên.",
        example="Sở Xây dựng ghi 480 văn bản; năm trước Sở Xây dựng và Sở Giao thông vận tải cộng "
        "lại 50.",
        to_unit="Xem lại con số; đúng thì giữ nguyên.",
    ),
)
