"""What went wrong, as one plain Vietnamese sentence that says what to do next."""

from __future__ import annotations

import errno

from danvan_xl.errors import DanVanError

_REASONS = {
    errno.EACCES: "không có quyền đọc, ghi, hoặc tệp đang mở ở chương trình khác",
    errno.EPERM: "không có quyền đọc, ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.ENOSPC: "ổ đĩa hết chỗ",
}
_REJECTED = frozenset((-2147418111, -2146777998))
"""``RPC_E_CALL_REJECTED`` and Excel's own (0x800AC472): it does not answer while a cell is edited
or a dialog is open."""


def reason(problem: OSError) -> str:
    """Return why the system refuses, as part of a sentence."""
    return _REASONS.get(problem.errno or 0, problem.strerror or str(problem))


def sentence(problem: BaseException) -> str | None:
    """Return what is wrong and what to do; None for a fault of the program."""
    if isinstance(problem, DanVanError):
        return str(problem)
    if isinstance(problem, OSError):
        what = reason(problem)
        return f"Không dùng được «{problem.filename}»: {what}. Kiểm tra lại rồi làm lại."
    details = getattr(problem, "excepinfo", None) or ()
    if _REJECTED & {getattr(problem, "hresult", None), *details[5:6]}:
        return (
            "Excel đang bận: một ô đang sửa dở hoặc một hộp thoại đang mở. "
            "Bấm Esc hoặc đóng hộp thoại rồi làm lại."
        )
    return None
