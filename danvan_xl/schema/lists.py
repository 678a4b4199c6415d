"""The words a user may choose from, and what they are called in code."""

from __future__ import annotations

KINDS = {
    "provincial_body": "Sở, ban, ngành",
    "information_body": "Cơ quan quản lý thông tin",
    "press": "Báo, đài",
    "district": "Huyện, thị xã, thành phố",
    "commune": "Xã, phường, đặc khu",
}
"""Kind of a unit in code → as users read it. A form is made for each kind."""

STATUSES = {
    "not_due": "Chưa đến hạn",
    "due_soon": "Sắp đến hạn",
    "overdue": "Quá hạn",
    "in_time": "Đúng hạn",
    "late": "Nộp muộn",
    "returned": "Trả lại",
    "exempt": "Được miễn",
}
"""Status of a unit on a day, in the order in which the dashboard shows them."""

YEARLY = "Báo cáo năm"
"""Name of the obligation that forms meet; where nothing is said, it is meant."""

QUALITIES = {"complete": "Đầy đủ", "incomplete": "Thiếu số liệu", "wrong": "Có lỗi"}
"""How good the content of a received yearly report is."""

SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Thông tin"}

AGGREGATIONS = {"sum": "Cộng", "mean": "Bình quân", "ratio": "Tỷ lệ", "none": "Không cộng"}
"""How an indicator is summed over units."""

FIELDS = (
    "Kinh tế",
    "Văn hóa - xã hội",
    "Quốc phòng - an ninh",
    "Xây dựng hệ thống chính trị",
)

STAGES = (
    "Đăng ký mới",
    "Đang thực hiện",
    "Duy trì",
    "Nhân rộng",
    "Được công nhận",
    "Dừng",
)
STAGE_NEW = "Đăng ký mới"
STAGE_RECOGNISED = "Được công nhận"
STAGE_STOPPED = "Dừng"

YES = "Có"
NO = "Không"
MARK = "x"
"""Typed in a cell to tick it."""

LISTS: dict[str, tuple[str, ...]] = {
    "kind": tuple(KINDS.values()),
    "status": tuple(STATUSES.values()),
    "severity": tuple(SEVERITIES.values()),
    "aggregation": tuple(AGGREGATIONS.values()),
    "field": FIELDS,
    "stage": STAGES,
    "initiative_kind": ("Tập thể", "Cá nhân"),
    "level": ("Cấp xã", "Cấp huyện", "Cấp tỉnh"),
    "commendation": (
        "Bằng khen của Chủ tịch UBND tỉnh",
        "Giấy khen của thủ trưởng đơn vị",
        "Hình thức khác",
    ),
    "commendation_state": ("Đề nghị", "Đã trình", "Đã khen", "Không xét"),
    "operator": ("<=", "=", "kéo theo"),
    "mark": (MARK,),
    "yes_no": (YES, NO),
}
"""List key → its words. In the master they stand on ``Danh mục``, one table column each.

The words of one more list, ``obligation``, are those that staff write into ``tblObligations``.
"""

LIST_TITLES = {
    "kind": "Loại đơn vị",
    "status": "Trạng thái",
    "severity": "Mức độ",
    "aggregation": "Cách tổng hợp",
    "field": "Lĩnh vực",
    "stage": "Giai đoạn",
    "initiative_kind": "Loại mô hình",
    "level": "Cấp công nhận",
    "commendation": "Hình thức khen thưởng",
    "commendation_state": "Tình trạng khen thưởng",
    "operator": "Phép so sánh",
    "mark": "Đánh dấu",
    "yes_no": "Có hoặc Không",
}
