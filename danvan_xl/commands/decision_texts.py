"""What users are told of forms that do not count though they came on the right day."""

from __future__ import annotations

from danvan_xl.schema.text import vn_date
from danvan_xl.submissions.decisions import Reason, Remark

_BY_NAME = '--prefer "file:TÊN-TỆP" --reason "lý do"'


def told(remark: Remark) -> str:
    """Return a sentence that names the unit and the files."""
    first = remark.forms[0]
    files = ", ".join(f"«{one.form.file}»" for one in remark.forms)
    if remark.reason is Reason.WRONG:
        return (
            f"Đơn vị {first.unit_code}: tệp {files} có lỗi nhưng cùng ngày đã có phiếu đúng nên "
            "không dùng và không trả lại."
        )
    if remark.reason is Reason.SIGNED_TOGETHER:
        return (
            f"Đơn vị {first.unit_code}: các phiếu {files} ký cùng ngày nên không biết phiếu nào "
            "mới nhất; hỏi đơn vị, bỏ phiếu không dùng ra khỏi thư mục rồi nhập lại (hoặc gõ lệnh "
            f"với {_BY_NAME})."
        )
    day = f"ký ngày {vn_date(first.signed)}" if first.signed else "không ghi ngày ký"
    held = remark.held.file if remark.held else ""
    return (
        f"Đơn vị {first.unit_code}: phiếu {files} nhận cùng ngày với «{held}» đang có trong sổ "
        f"nhưng {day}, cũ hơn, nên không dùng; nếu chính phiếu này mới đúng thì gõ lệnh với "
        f"{_BY_NAME}."
    )
