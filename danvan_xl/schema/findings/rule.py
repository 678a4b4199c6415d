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
        example="",
    ),
    FindingType(
        "Q02",
        "error",
        "rule",
        "Không khớp với danh sách mô hình",
        "Ghi {value} nhưng trang Mô hình có {expected} dòng ({filter}).",
        "Sửa con số, hoặc bổ sung, bớt dòng ở trang Mô hình.",
        example="",
    ),
    FindingType(
        "Q03",
        "warning",
        "rule",
        "Khác với danh mục đơn vị",
        "Ghi {value} nhưng danh mục có {expected} đơn vị trực thuộc.",
        "Kiểm tra lại số đơn vị trực thuộc.",
        example="",
    ),
    FindingType(
        "Q04",
        "warning",
        "rule",
        "Khác xa các đơn vị cùng loại",
        "Ghi {value}, trong khi các đơn vị cùng loại thường ở mức {middle}.",
        "Hỏi lại đơn vị xem con số có đúng không; đúng thì giữ nguyên.",
        example="",
    ),
    FindingType(
        "Q05",
        "warning",
        "rule",
        "Khác xa năm trước",
        "Ghi {value}, năm trước đơn vị ghi {previous}.",
        "Hỏi lại đơn vị xem con số có đúng không; đúng thì giữ nguyên.",
        example="",
    ),
)
