"""Every message about data, in one catalogue: a stable code, its place, its text, the cure.

Messages are templates; what stands in braces is filled in by the check that finds it. An error
sends a form back to its unit; a warning is shown and kept; an info is only told.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindingType:
    """One kind of finding."""

    code: str
    severity: str
    """``error``, ``warning`` or ``info``."""
    place: str
    """What it is about: ``file``, ``form``, ``cell``, ``row`` or ``rule``."""
    title: str
    message: str
    remedy: str


_ALL = (
    # The file
    FindingType(
        "T01",
        "error",
        "file",
        "Không đọc được tệp",
        "Không đọc được tệp: {reason}",
        "Điền vào phiếu Excel (.xlsx) đã phát rồi gửi lại; tệp .xls, .ods thì lưu lại thành .xlsx.",
    ),
    FindingType(
        "T02",
        "error",
        "file",
        "Không phải phiếu báo cáo",
        "Tệp không phải là phiếu báo cáo: thiếu {missing}.",
        "Điền vào đúng phiếu Sở Nội vụ đã phát, không chép sang tệp khác.",
    ),
    FindingType(
        "T03",
        "error",
        "file",
        "Hai phiếu khác nhau của một đơn vị",
        "Đơn vị có hai phiếu khác nhau cùng lúc: {files}.",
        "Xác nhận phiếu nào đúng, chỉ để lại phiếu đó hoặc ghi ngày nhận khác nhau.",
    ),
    # The form's own marks
    FindingType(
        "P01",
        "error",
        "form",
        "Không rõ đơn vị",
        "Mã đơn vị «{value}» không có trong danh sách đơn vị phải báo cáo.",
        "Dùng đúng phiếu đã phát cho đơn vị; không sửa ô Mã đơn vị.",
    ),
    FindingType(
        "P02",
        "error",
        "form",
        "Sai năm báo cáo",
        "Phiếu của năm {value}, kỳ này là năm {expected}.",
        "Điền vào phiếu của năm {expected} rồi gửi lại.",
    ),
    FindingType(
        "P03",
        "error",
        "form",
        "Mẫu phiếu cũ",
        "Mẫu phiếu là bản {value}, kỳ này dùng bản {expected}.",
        "Điền vào mẫu phiếu mới nhất rồi gửi lại.",
    ),
    FindingType(
        "P05",
        "error",
        "form",
        "Mã và tên đơn vị không khớp",
        "Mã đơn vị «{value}» là của {expected}, nhưng phiếu ghi tên {name}.",
        "Dùng đúng phiếu đã phát cho đơn vị; không sửa ô Mã đơn vị và Tên đơn vị.",
    ),
    FindingType(
        "P06",
        "error",
        "form",
        "Chỉ tiêu ghi hai lần",
        "Mã chỉ tiêu «{value}» ghi hai lần trong phiếu.",
        "Dùng lại đúng phiếu đã phát; không sửa cột Mã chỉ tiêu.",
    ),
    FindingType(
        "P07",
        "error",
        "form",
        "Thiếu dòng chỉ tiêu",
        "Phiếu không có dòng chỉ tiêu «{what}».",
        "Dùng lại đúng phiếu mới nhất đã phát; không xóa dòng, không sửa mã chỉ tiêu.",
    ),
    FindingType(
        "P04",
        "warning",
        "form",
        "Chỉ tiêu lạ",
        "Chỉ tiêu «{value}» không thuộc phiếu của loại đơn vị này; số liệu không được nhập.",
        "Kiểm tra xem có dùng nhầm phiếu của đơn vị khác không.",
    ),
    # A cell
    FindingType(
        "O01",
        "error",
        "cell",
        "Chưa điền",
        "Chưa điền «{what}».",
        "Điền vào ô này; nếu không có thì ghi 0.",
    ),
    FindingType(
        "O02",
        "error",
        "cell",
        "Không phải số",
        "«{value}» không phải là số.",
        "Chỉ ghi con số, không ghi chữ hay đơn vị tính.",
    ),
    FindingType(
        "O03",
        "error",
        "cell",
        "Không phải số nguyên",
        "«{value}» không phải là số nguyên.",
        "Ghi số nguyên, không có phần thập phân.",
    ),
    FindingType(
        "O04",
        "error",
        "cell",
        "Ngoài khoảng hợp lý",
        "{value} nằm ngoài khoảng từ {minimum} đến {maximum}.",
        "Kiểm tra lại con số và đơn vị tính.",
    ),
    FindingType(
        "O05",
        "error",
        "cell",
        "Không có trong danh sách",
        "«{value}» không có trong danh sách: {choices}.",
        "Chọn một giá trị trong danh sách thả xuống.",
    ),
    FindingType(
        "O06",
        "error",
        "cell",
        "Không phải ngày",
        "«{value}» không phải là ngày.",
        "Ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/9/2022.",
    ),
    FindingType(
        "O07",
        "error",
        "cell",
        "Ngày ngoài kỳ báo cáo",
        "Ngày {value} nằm ngoài kỳ báo cáo, từ {start} đến {end}.",
        "Kiểm tra lại ngày, tháng, năm.",
    ),
    FindingType(
        "O08",
        "error",
        "cell",
        "Ô báo lỗi",
        "Ô đang báo lỗi {value}.",
        "Sửa công thức hoặc gõ thẳng con số vào ô.",
    ),
    FindingType(
        "O09",
        "error",
        "cell",
        "Công thức chưa tính",
        "Ô có công thức nhưng chưa được tính.",
        "Mở phiếu bằng Excel, bấm Lưu rồi gửi lại, hoặc gõ thẳng con số.",
    ),
    FindingType(
        "O10",
        "error",
        "cell",
        "Điền chưa đủ",
        "Chưa điền «{what}».",
        "Điền vào ô này.",
    ),
    # A row of the register
    FindingType(
        "M01",
        "error",
        "row",
        "Thiếu cấp công nhận",
        "Mô hình đã được công nhận nhưng chưa ghi cấp công nhận.",
        "Chọn cấp công nhận, hoặc sửa lại giai đoạn.",
    ),
    FindingType(
        "M02",
        "error",
        "row",
        "Thiếu lý do dừng",
        "Mô hình đã dừng nhưng chưa nêu lý do.",
        "Ghi lý do dừng, hoặc sửa lại giai đoạn.",
    ),
    FindingType(
        "M03",
        "error",
        "row",
        "Trùng mô hình",
        "Mô hình «{name}» ghi hai lần, đã có ở dòng {other}.",
        "Xóa một dòng, hoặc đặt tên phân biệt hai mô hình.",
    ),
    FindingType(
        "M04",
        "warning",
        "row",
        "Mô hình gần giống nhau",
        "Tên gần giống «{name}» ở dòng {other}.",
        "Kiểm tra xem có phải cùng một mô hình không.",
    ),
    FindingType(
        "M05",
        "warning",
        "row",
        "Mô hình giống của đơn vị khác",
        "Tên gần giống «{name}» của {unit}.",
        "Hỏi lại hai đơn vị xem có phải cùng một mô hình không.",
    ),
    FindingType(
        "M06",
        "error",
        "row",
        "Mã mô hình lạ",
        "Mã mô hình «{value}» không phải mã đã cấp cho đơn vị này.",
        "Mô hình mới thì để trống mã; mô hình cũ thì giữ mã điền sẵn.",
    ),
    FindingType(
        "M07",
        "warning",
        "row",
        "Thiếu quyết định công nhận",
        "Mô hình đã được công nhận nhưng chưa ghi số quyết định.",
        "Bổ sung số, ký hiệu và ngày quyết định công nhận.",
    ),
    FindingType(
        "M08",
        "error",
        "row",
        "Trùng mã mô hình",
        "Mã mô hình «{value}» đã dùng ở dòng {other}.",
        "Mỗi mô hình một mã; mô hình mới thì để trống mã.",
    ),
    # Between cells
    FindingType(
        "Q01",
        "error",
        "rule",
        "Các con số không khớp",
        "{message}: {left} và {right}.",
        "Kiểm tra lại các con số này.",
    ),
    FindingType(
        "Q02",
        "error",
        "rule",
        "Không khớp với danh sách mô hình",
        "Ghi {value} nhưng trang Mô hình có {expected} dòng ({filter}).",
        "Sửa con số, hoặc bổ sung, bớt dòng ở trang Mô hình.",
    ),
    FindingType(
        "Q03",
        "warning",
        "rule",
        "Khác với danh mục đơn vị",
        "Ghi {value} nhưng danh mục có {expected} đơn vị trực thuộc.",
        "Kiểm tra lại số đơn vị trực thuộc.",
    ),
    FindingType(
        "Q04",
        "warning",
        "rule",
        "Khác xa các đơn vị cùng loại",
        "Ghi {value}, trong khi các đơn vị cùng loại thường ở mức {middle}.",
        "Hỏi lại đơn vị xem con số có đúng không; đúng thì giữ nguyên.",
    ),
    # The master itself
    FindingType(
        "S01",
        "error",
        "row",
        "Đơn vị không có trong danh sách",
        "Mã đơn vị «{value}» không có trong trang Đơn vị.",
        "Sửa mã đơn vị, hoặc thêm đơn vị vào trang Đơn vị.",
    ),
    FindingType(
        "S02",
        "error",
        "row",
        "Trùng dòng",
        "Dòng này ghi trùng với dòng {other} (cùng {what}).",
        "Giữ lại một dòng.",
    ),
    FindingType(
        "S03",
        "warning",
        "row",
        "Nhận đúng ngày hạn nộp",
        "Phiếu nhận đúng ngày {value}: văn bản ghi «trước ngày», cần người xác nhận.",
        "Chấp nhận thì ghi ngày này vào cột Gia hạn đến; tính là muộn thì ghi vào cột Ghi chú.",
    ),
    FindingType(
        "S04",
        "error",
        "row",
        "Chỉ tiêu không có trong danh mục",
        "Mã chỉ tiêu «{value}» không có trong trang Danh mục.",
        "Sửa mã chỉ tiêu, hoặc thêm chỉ tiêu vào trang Danh mục.",
    ),
    FindingType(
        "S05",
        "error",
        "row",
        "Quan hệ chỉ tiêu viết sai",
        "Không hiểu «{value}» trong trang Danh mục.",
        "Viết theo mẫu trong phần giải thích của cột.",
    ),
)

FINDING_TYPES: dict[str, FindingType] = {kind.code: kind for kind in _ALL}
