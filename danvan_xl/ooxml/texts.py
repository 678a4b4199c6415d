"""The sentences that the editor's refusals show to a user."""

from __future__ import annotations

NOT_A_WORKBOOK = (
    "Tệp này không phải là sổ Excel (.xlsx, .xlsm); hãy mở tệp bằng Excel và lưu lại dạng .xlsx."
)
OLD_FORMAT = (
    "Tệp này có định dạng Excel cũ (.xls); hãy mở bằng Excel và lưu lại dạng .xlsx rồi làm lại."
)
ENCRYPTED = "Tệp này được đặt mật khẩu mở; hãy bỏ mật khẩu trong Excel, lưu lại rồi làm lại."
BROKEN_ZIP = "Tệp này bị hỏng, không đọc được; hãy xin hoặc sao chép lại tệp gốc."
BROKEN_PART = (
    "Tệp này bị hỏng ở phần «{part}»; hãy mở bằng Excel để sửa, lưu lại, hoặc xin lại tệp gốc."
)
DOUBLE_PART = "Tệp này bị hỏng: phần «{part}» có hai bản; hãy mở bằng Excel, lưu lại rồi làm lại."
TOO_LARGE = "Tệp này quá lớn khi giải nén nên không mở; hãy bỏ bớt dữ liệu thừa rồi lưu lại."
TOO_WIDE = (
    "Trang «{sheet}» có vùng dữ liệu quá rộng ({rows} dòng × {columns} cột); "
    "hãy xóa các ô thừa ở xa rồi lưu lại."
)
UNREADABLE = (
    "Không đọc được giá trị của trang «{sheet}»; hãy mở tệp bằng Excel, lưu lại rồi làm lại."
)

SIGNED = "Sổ có chữ ký số, sửa vào sẽ làm mất hiệu lực chữ ký; hãy bỏ chữ ký trong Excel trước."
SHARED_BOOK = "Sổ đang ở chế độ dùng chung kiểu cũ; hãy tắt «Share Workbook» trong Excel trước."
ODD_XML = (
    "Phần «{part}» của tệp được ghi theo cách không sửa an toàn được; "
    "hãy mở bằng Excel, lưu lại rồi làm lại."
)
ODD_ROWS = (
    "Trang «{sheet}» có dòng hoặc ô sai thứ tự hay trùng nhau; "
    "hãy mở bằng Excel, lưu lại rồi làm lại."
)
NOT_A_SHEET = "Trang «{sheet}» không phải là trang tính có ô; hãy chọn trang khác."
OUTSIDE = "Vùng cần ghi ở trang «{sheet}» vượt quá cuối trang tính; hãy ghi ít dòng, ít cột hơn."

MERGED = (
    "Ô {cell} trang «{sheet}» nằm trong vùng gộp {area} nên giá trị sẽ bị che; "
    "hãy bỏ gộp ô hoặc ghi vào ô đầu của vùng."
)
ARRAY = (
    "Vùng {area} trang «{sheet}» là công thức mảng, không sửa một phần được; "
    "hãy xóa công thức mảng đó trước."
)
HEADER = (
    "Ô {cell} trang «{sheet}» là tiêu đề của bảng {table}, không ghi đè được; "
    "hãy ghi từ dòng dữ liệu trở xuống."
)
TOTALS = (
    "Ô {cell} trang «{sheet}» thuộc dòng tổng của bảng {table}, không ghi đè được; "
    "hãy tắt dòng tổng của bảng trước."
)
PIVOT = "Vùng {area} trang «{sheet}» là bảng tổng hợp Pivot, không ghi đè được; hãy dời Pivot đi."
SHARED_FORMULA = (
    "Ô {cell} trang «{sheet}» dùng chung công thức theo cách không tách an toàn được; "
    "hãy mở bằng Excel, lưu lại rồi làm lại."
)

NOT_A_NUMBER = "Ô {cell} trang «{sheet}»: giá trị không phải là số hữu hạn; hãy sửa số liệu."
LARGE_NUMBER = (
    "Ô {cell} trang «{sheet}»: số {value} quá dài nên Excel sẽ làm tròn; hãy ghi dưới dạng văn bản."
)
TEXT_TOO_LONG = (
    "Ô {cell} trang «{sheet}»: văn bản dài hơn 32.767 ký tự, Excel không chứa được; hãy rút ngắn."
)
TEXT_CONTROL = (
    "Ô {cell} trang «{sheet}»: văn bản có ký tự điều khiển mà Excel không chứa được; "
    "hãy gõ lại nội dung."
)
FORMULA_TOO_LONG = "Ô {cell} trang «{sheet}»: công thức rỗng hoặc quá dài; hãy rút gọn công thức."
DATE_TOO_EARLY = (
    "Ô {cell} trang «{sheet}»: ngày {value} quá sớm, Excel không ghi đúng được; hãy kiểm tra năm."
)
DATE_WITH_ZONE = "Ô {cell} trang «{sheet}»: ngày giờ có múi giờ; hãy bỏ múi giờ trước khi ghi."
DATE_WITHOUT_FORMAT = (
    "Ô {cell} trang «{sheet}» chưa có định dạng ngày nên ngày sẽ hiện thành số; "
    "hãy đặt định dạng ngày cho cột."
)

NO_TABLE_ROWS = "Bảng {table} phải có ít nhất một dòng dữ liệu; hãy để trống dòng đó."
TABLE_TOTALS = "Bảng {table} có dòng tổng nên không đổi số dòng được; hãy tắt dòng tổng trước."
TABLE_LINKED = (
    "Bảng {table} lấy dữ liệu từ nguồn ngoài nên không đổi số dòng được; hãy ngắt liên kết trước."
)
TABLE_BLOCKED = (
    "Bảng {table} không kéo dài được vì vùng {area} trang «{sheet}» đang có {what}; "
    "hãy dời phần đó đi nơi khác."
)
TABLE_FORMULA = (
    "Cột «{column}» của bảng {table} có công thức dùng địa chỉ ô hoặc công thức mảng nên không "
    "chép xuống dòng mới đúng được; hãy viết lại bằng tên cột của bảng."
)
BLOCKED_BY_CELLS = "dữ liệu"
BLOCKED_BY_TABLE = "bảng {table}"
BLOCKED_BY_MERGE = "ô gộp"
BLOCKED_BY_PIVOT = "bảng Pivot"
BLOCKED_BY_ARRAY = "công thức mảng"
BLOCKED_BY_END = "hết trang tính"

NAME_MISSING = "Sổ không có tên «{name}»; hãy dùng đúng tệp mẫu, không xóa các tên trong sổ."
NAME_BROKEN = (
    "Tên «{name}» trong sổ không chỉ vào một vùng ô ({text}); hãy sửa lại trong Name Manager."
)
NAME_NOT_ONE_CELL = "Tên «{name}» chỉ vào vùng {area} chứ không phải một ô; hãy sửa lại tên."
HIDDEN_SHEET = "Trang «{sheet}» đang bị ẩn nên không chuyển tới được; hãy bỏ ẩn trang đó trước."

IN_USE = (
    "Tệp «{name}» đang được mở ở nơi khác{who} hoặc không có quyền ghi; hãy đóng tệp đó rồi làm "
    "lại, tệp cũ vẫn còn nguyên."
)
IN_USE_BY = " (người mở: {who})"
CANNOT_SAVE = "Không ghi được tệp «{name}» ({reason}); tệp cũ vẫn còn nguyên, hãy kiểm tra ổ đĩa."
CHANGED = (
    "Tệp «{name}» đã bị sửa, dời hoặc xóa kể từ lúc mở nên không ghi đè; hãy mở lại và làm lại."
)

LINK_STAYS = (
    "Ô {cell} trang «{sheet}» có liên kết cũ vẫn còn sau khi ghi giá trị mới; hãy kiểm tra lại."
)
ROWS_HIDDEN = "Trang «{sheet}» có dòng đang bị ẩn nhận giá trị mới (dòng {row}); hãy bỏ ẩn để xem."
FILTER_STAYS = (
    "Bảng {table} đang lọc: dòng mới vẫn hiện cho đến khi bộ lọc được áp dụng lại trong Excel."
)
