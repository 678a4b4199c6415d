"""The page of the documentation that explains every code of a finding."""

from __future__ import annotations

import re
from string import Formatter

from danvan_xl.schema.findings import FINDING_TYPES, FindingType
from danvan_xl.schema.lists import SEVERITIES

GROUPS = {
    "T": ("Tệp", "Tệp có đọc được và có an toàn không."),
    "P": ("Phiếu", "Phiếu của đơn vị nào, năm nào; các trang, bảng, cột của phiếu."),
    "O": ("Ô", "Từng ô của phiếu và của sổ: ghi gì, được hiểu thế nào."),
    "M": ("Dòng mô hình", "Từng dòng của danh sách mô hình, điển hình."),
    "Q": (
        "Giữa các con số",
        "Con số này với con số kia, với danh sách mô hình, với đơn vị khác, với năm trước.",
    ),
    "S": ("Sổ", "Riêng của sổ theo dõi, do cán bộ sửa."),
}
"""First letter of a code → title of its section and what it is about."""

PLACEHOLDERS = {
    "after": "chữ sau khi đổi",
    "area": "vùng ô",
    "before": "chữ trong phiếu",
    "choice": "giá trị trong danh sách",
    "choices": "các giá trị trong danh sách",
    "count": "số",
    "day": "ngày",
    "encoding": "phông chữ cũ",
    "end": "ngày cuối",
    "expected": "giá trị đúng",
    "files": "các tệp",
    "filter": "điều kiện",
    "first": "cách hiểu thứ nhất",
    "how": "chỗ ghi",
    "kind": "loại tệp",
    "left": "vế trái",
    "line": "số dòng",
    "maximum": "lớn nhất",
    "message": "quan hệ phải có",
    "middle": "mức thường gặp",
    "minimum": "nhỏ nhất",
    "missing": "phần thiếu",
    "name": "tên",
    "number": "con số",
    "other": "số dòng",
    "part": "phần của tệp",
    "previous": "số năm trước",
    "proposed": "chữ đề nghị",
    "reason": "lý do",
    "right": "vế phải",
    "rows": "các dòng",
    "score": "điểm",
    "second": "cách hiểu thứ hai",
    "seconds": "số",
    "sheet": "trang",
    "start": "ngày đầu",
    "suffix": "đuôi tệp",
    "swapped": "ngày đảo lại",
    "target": "đích liên kết",
    "unit": "đơn vị",
    "used": "trang được đọc",
    "value": "giá trị ghi",
    "what": "mục",
}
"""What stands in braces in a message → as readers of the page see it."""

_OF_A_CODE = {
    ("T07", "what"): "chỗ quá lớn",
    ("T10", "what"): "khai báo lạ",
    ("T15", "what"): "điều lạ",
    ("P02", "expected"): "năm của kỳ",
    ("P03", "expected"): "bản đang dùng",
    ("P01", "choices"): "các đơn vị",
    ("P05", "expected"): "đơn vị",
    ("P05", "choices"): "đơn vị khác",
    ("P26", "choices"): "các đơn vị",
    ("Q02", "expected"): "số dòng",
    ("Q03", "expected"): "số đơn vị",
    ("P08", "what"): "ô khóa",
    ("P14", "name"): "tên bảng",
    ("P17", "what"): "loại dòng",
    ("P20", "name"): "tên bảng",
    ("P21", "name"): "tên bảng",
    ("P27", "name"): "tên bảng",
    ("P28", "unit"): "đơn vị tính",
    ("P28", "expected"): "đơn vị tính đúng",
    ("P29", "expected"): "năm của phiếu",
    ("P30", "other"): "mã chỉ tiêu khác",
    ("P30", "what"): "nội dung ghi",
    ("O26", "proposed"): "số đề nghị",
    ("O28", "what"): "con số và đơn vị tính",
    ("O29", "proposed"): "các cách đọc",
    ("P33", "name"): "tên ô",
    ("P33", "what"): "cho năm hoặc đơn vị nào",
    ("P07", "what"): "tên chỉ tiêu",
    ("O01", "what"): "tên chỉ tiêu",
    ("O10", "what"): "tên cột",
    ("O16", "name"): "tên cột",
    ("O18", "name"): "tên cột",
    ("M09", "value"): "mã",
    ("S02", "what"): "các cột",
}
"""The same for names that say more in one message."""

_INTRODUCTION = """\
# Mã lỗi

Mỗi điều chương trình thấy trong tệp, trong phiếu hoặc trong sổ đều có một mã. Trang này giải thích
từng mã: câu báo, một ví dụ, cách sửa. Chỗ ghi trong ngoặc nhọn, như ⟨tên⟩, được thay bằng nội dung
thật.

| Mức độ | Nghĩa |
| --- | --- |
| Lỗi | Phải sửa. Phiếu có lỗi thì chưa nhập gì và được trả lại đơn vị. |
| Cảnh báo | Cần người xem lại; đúng rồi thì để nguyên. Phiếu chỉ có cảnh báo vẫn được nhập. |
| Thông tin | Cho biết chương trình đã hiểu hoặc đã đổi gì. Không phải làm gì nếu đúng. |

Mã hiện ở ba nơi:

- trang **Lỗi** của sổ: mỗi dòng một điều, bấm "Đến ô" để tới ô;
- trang **Lỗi cần sửa** của bản trả lại đơn vị;
- kết quả của lệnh có `--json`, ở mục `findings`: mã là `code`, mức độ là `severity` (`error`,
  `warning`, `info`).

"""


def findings_page() -> str:
    """Return the page ``docs/ma-loi.md``."""
    kinds = FINDING_TYPES.values()
    contents = "".join(
        f"- [{title}](#{_anchor(title)}) ({letter}): {about}\n"
        for letter, (title, about) in GROUPS.items()
    )
    sections = [
        f"\n## {title}\n\n{about}\n"
        + "".join(map(_entry, (kind for kind in kinds if kind.code[0] == letter)))
        for letter, (title, about) in GROUPS.items()
    ]
    return "".join([_INTRODUCTION, contents, *sections])


def _entry(kind: FindingType) -> str:
    return (
        f"\n### {kind.code}. {kind.title}\n\n"
        f"**{SEVERITIES[kind.severity]}.** {_plain(kind.code, kind.message)}\n\n"
        f"- Ví dụ: {_escaped(kind.example)}\n"
        f"- Cách sửa: {_plain(kind.code, kind.remedy)}\n"
    )


def _plain(code: str, template: str) -> str:
    """Return a message with names for what is filled in. Raises ``KeyError`` for one unknown."""
    return "".join(
        _escaped(text) + (f"⟨{_name(code, field)}⟩" if field else "")
        for text, field, _, _ in Formatter().parse(template)
    )


def _name(code: str, field: str) -> str:
    return _OF_A_CODE.get((code, field)) or PLACEHOLDERS[field]


def _escaped(text: str) -> str:
    """Return ``text`` with what Markdown would take as its own marked as plain."""
    return re.sub(r"([\\`*_<\[|])", r"\\\1", text)


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")
