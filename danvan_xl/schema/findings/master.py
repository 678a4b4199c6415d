"""The workbook of the office itself."""

from __future__ import annotations

from danvan_xl.schema.findings.kind import FindingType

KINDS = (
    FindingType(
        "S01",
        "error",
        "row",
        "Đơn vị không có trong danh sách",
        "Mã đơn vị «{value}» không có trong trang Đơn vị.",
        "Sửa mã đơn vị, hoặc thêm đơn vị vào trang Đơn vị.",
        example="Trang Mô hình có dòng ghi mã SXYZ, trang Đơn vị không có.",
    ),
    FindingType(
        "S02",
        "error",
        "row",
        "Trùng dòng",
        "Dòng này ghi trùng với dòng {other} (cùng {what}).",
        "Giữ lại một dòng.",
        example="Trang Đơn vị có hai dòng cùng mã SNV.",
    ),
    FindingType(
        "S03",
        "warning",
        "row",
        "Nhận đúng ngày hạn nộp",
        "Phiếu nhận đúng ngày {value}: văn bản ghi «trước ngày», cần người xác nhận.",
        "Chấp nhận thì ghi ngày này vào cột Gia hạn đến; tính là muộn thì ghi vào cột Ghi chú.",
        example="Hạn “trước ngày 20/9”, phiếu nhận đúng ngày 20/9/2022.",
    ),
    FindingType(
        "S04",
        "error",
        "row",
        "Chỉ tiêu không có trong danh mục",
        "Mã chỉ tiêu «{value}» không có trong trang Danh mục.",
        "Sửa mã chỉ tiêu, hoặc thêm chỉ tiêu vào trang Danh mục.",
        example="Trang Kết quả có dòng CT999, bảng Danh mục chỉ tiêu không có.",
    ),
    FindingType(
        "S05",
        "error",
        "row",
        "Quan hệ chỉ tiêu viết sai",
        "Không hiểu «{value}» trong trang Danh mục.",
        "Viết theo mẫu trong phần giải thích của cột.",
        example="Vế trái của một quan hệ ghi “CT402 và CT403”, phải là “CT402+CT403”.",
    ),
    FindingType(
        "S06",
        "error",
        "row",
        "Nội dung nộp không có trong trang Hạn nộp",
        "Nội dung nộp {value} không có trong trang Hạn nộp nên không biết hạn của dòng này.",
        "Chọn lại trong danh sách, hoặc thêm nội dung ấy vào trang Hạn nộp.",
        example="Trang Báo cáo ghi “Đăng kí mô hình”, trang Hạn nộp ghi “Đăng ký mô hình”.",
    ),
    FindingType(
        "S07",
        "warning",
        "row",
        "Ngày nhận, ngày trả lại trước kỳ báo cáo",
        "Ghi ngày {value}, trước ngày đầu của kỳ ({start}): có thể nhầm năm.",
        "Kiểm tra lại ngày. Kỳ bắt đầu sớm hơn thì sửa mục period.from ở trang Cấu hình.",
        example="Sổ năm 2022 ghi Ngày nhận 15/9/2021.",
    ),
    FindingType(
        "S08",
        "warning",
        "row",
        "Gia hạn sớm hơn hạn chung",
        "Gia hạn đến {value}, sớm hơn ngày cuối đúng hạn chung ({end}).",
        "Kiểm tra lại ngày gia hạn; không gia hạn thì xóa ô này.",
        example="Hạn chung 19/9/2022, cột Gia hạn đến ghi 10/9/2022.",
    ),
    FindingType(
        "S09",
        "warning",
        "row",
        "Đơn vị không phải nộp nội dung này",
        "Trang Hạn nộp không ghi đơn vị này phải nộp {value}, nhưng dòng này vẫn được tính.",
        "Xóa dòng, hoặc đánh x cột Miễn báo cáo; đơn vị phải nộp thì sửa trang Hạn nộp, Đơn vị.",
        example="Bỏ dấu x của loại đơn vị ở trang Hạn nộp sau khi trang Báo cáo đã có dòng.",
    ),
)
