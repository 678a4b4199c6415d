"""What the guide sheets and the dashboard tell users: steps, statuses, sheets, paragraphs."""

from __future__ import annotations

from danvan_xl.schema.submission_formulas import DUE_SOON_DAYS
from danvan_xl.schema.tables import CATALOGUE_SHEET, DASHBOARD_SHEET, DEADLINES_SHEET, GUIDE_SHEET

STEPS = (
    ("Phát phiếu", "forms", "Tạo cho mỗi đơn vị một phiếu, điền sẵn mô hình đang có trong sổ."),
    (
        "Nhập phiếu",
        "import",
        "Đọc thư mục phiếu đã nộp vào sổ; phiếu sai được trả lại, ghi rõ chỗ sai.",
    ),
    ("Kiểm tra", "validate", "Rà toàn bộ sổ; lỗi hiện ở trang Lỗi, ô sai được tô và đóng khung."),
    (
        "Quá hạn",
        "status",
        "Cập nhật hạn của từng đơn vị; cho biết ai quá hạn, mấy ngày. Rồi Đôn đốc: soạn công văn.",
    ),
    ("Tổng hợp", "consolidate", "Chốt số liệu toàn tỉnh theo chỉ tiêu, lĩnh vực, giai đoạn."),
    ("Báo cáo", "report", "Lập báo cáo tổng hợp đúng thể thức và các phụ lục, Word và PDF."),
)
"""The six steps of a reporting round: its name, its command, what it does."""

STATUS_MEANINGS = {
    "not_due": f"Chưa nộp, còn hơn {DUE_SOON_DAYS} ngày mới hết hạn.",
    "due_soon": f"Chưa nộp, còn không quá {DUE_SOON_DAYS} ngày.",
    "overdue": "Chưa nộp, đã qua ngày cuối đúng hạn. Màu đậm dần: 1–7, 8–30, trên 30 ngày.",
    "in_time": "Sở đã nhận báo cáo, ngày nhận không sau ngày cuối đúng hạn.",
    "late": "Sở đã nhận báo cáo nhưng sau ngày cuối đúng hạn.",
    "returned": "Phiếu đã trả lại để đơn vị sửa, chưa nhận bản sửa.",
    "exempt": "Đơn vị được miễn báo cáo kỳ này, không tính vào tỷ lệ.",
}

SHEET_PURPOSES = {
    DASHBOARD_SHEET: "Nhìn một trang biết cả kỳ: hạn nộp, ai đã nộp, ai quá hạn, mô hình ra sao.",
    "Đơn vị": "Danh sách đơn vị của năm, người liên hệ, thư điện tử.",
    "Mô hình": "Sổ đăng ký mô hình, điển hình: mỗi mô hình một dòng.",
    "Báo cáo": "Mỗi đơn vị, mỗi việc phải nộp một dòng: hạn, ngày nhận, ngày trả lại, trạng thái.",
    DEADLINES_SHEET: "Những việc phải nộp trong năm, hạn của từng việc; ngày nghỉ, ngày làm bù.",
    "Kết quả": "Số liệu từng chỉ tiêu của từng đơn vị, kèm nguồn.",
    "Tổng hợp": "Mô hình theo lĩnh vực và giai đoạn; tổng toàn tỉnh theo chỉ tiêu.",
    "Khen thưởng": "Tập thể, cá nhân được đề nghị khen thưởng.",
    "Lỗi": "Lỗi phải sửa và cảnh báo cần xem, bấm để đến ô.",
    "Nhật ký": "Ai đã làm gì, lúc nào.",
    "Cấu hình": "Hạn nộp, ngày xét, tên cơ quan, người ký, máy chủ thư.",
    CATALOGUE_SHEET: "Chỉ tiêu, quan hệ giữa các chỉ tiêu, các danh sách để chọn.",
    GUIDE_SHEET: "Trang này.",
}

MASTER_RULES = (
    ("Tiêu đề xanh đậm", "Cột chứa dữ liệu: chương trình hoặc cán bộ ghi, sửa được."),
    ("Tiêu đề xám", "Cột tự tính: không gõ vào; công thức tự thêm khi có dòng mới."),
    ("Ô tô cam, đóng khung", "Ô có lỗi; lý do và cách sửa ở trang Lỗi. Sửa xong thì kiểm tra lại."),
    ("Nút [+] trên tiêu đề", "Mở các cột kỹ thuật đã gập lại (tệp, mã băm, người lập phiếu)."),
    (
        "Được phép",
        "Sắp xếp, lọc, ẩn, đổi chỗ, tô màu, đổi độ rộng cột; thêm cột và thêm trang riêng.",
    ),
    ("Không được", "Đổi tên trang, tiêu đề cột, tên bảng; xóa cột của chương trình."),
    ("In", "Mỗi trang đã đặt khổ giấy, lặp tiêu đề, số trang; trang Mô hình in khổ A3."),
)
"""What the colours of the master mean, and what staff may change."""

FORM_RULES = (
    ("Ô vàng", "Ô phải điền mà còn trống; điền xong thì hết vàng."),
    ("Ô xám", "Đã điền sẵn hoặc bị khóa, không cần sửa."),
    ("Con số", "Chỉ ghi số, không ghi chữ hay đơn vị tính. Không có thì ghi 0, không để trống."),
    ("Ngày", "Ghi ngày/tháng/năm, ví dụ 05/9/2022."),
    ("Danh sách", "Chọn ô rồi bấm mũi tên bên phải để chọn một giá trị."),
    ("Chép từ nơi khác", "Bấm chuột phải, chọn Dán đặc biệt, Giá trị để giữ nguyên mẫu phiếu."),
    ("Mẫu phiếu", "Không thêm, bớt, đổi tên trang và cột; không đổi tên tệp."),
    ("Phiếu bị trả lại", "Mở tệp được gửi lại, sửa các ô đã đánh dấu, lưu và gửi lại."),
)
"""How a form is filled in."""

PARAGRAPH_TITLES = {
    1: "Quán triệt, triển khai",
    2: "Dân vận của chính quyền",
    3: "Phong trào thi đua",
    4: "Mô hình, điển hình",
    5: "Bồi dưỡng, kiểm tra, điểm nóng",
    6: "Giám sát, phản biện xã hội",
    7: "Tuyên truyền",
    8: "Khen thưởng",
    9: "Đơn vị trực thuộc",
}
"""Short titles of the numbered paragraphs of dispatch 4418/UBND-NC."""
