"""Functions for cells: ``=DVK_TRANG_THAI(…)`` and the like.

Excel on Windows calls them through xlwings; everywhere else they are plain functions. Each takes
cells or ranges (lists of rows) and gives a value or a range of the same shape; a single cell goes
with every cell of a range. A user's mistake comes back as a sentence in the cell.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import xlwings as xw

from danvan_xl.errors import DanVanError
from danvan_xl.schema.legacy import clean
from danvan_xl.schema.lists import STATUSES
from danvan_xl.schema.spoken_numbers import read_spoken_number
from danvan_xl.schema.values import NotThatType, is_blank, show, to_date
from danvan_xl.standing.deadlines import standing_on

CATEGORY = "Dân vận khéo"

_Function = TypeVar("_Function", bound=Callable[..., Any])

_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(36526, 73051)
"""Days of the years 2000 to 2099; another number in place of a date is a mistake."""
_CELL_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_OTHER_SHAPES = "Các vùng ô không cùng kích thước; hãy chọn các vùng bằng nhau."

_ARGUMENTS: dict[str, dict[str, str]] = {}
"""Function name → argument → its description. xlwings keeps these on Windows only."""


def _argument(name: str, text: str) -> Callable[[_Function], _Function]:
    """Describe the argument ``name``, which arrives as a list of rows, errors as their texts."""

    def described(function: _Function) -> _Function:
        _ARGUMENTS.setdefault(function.__name__, {})[name] = text
        return xw.arg(name, doc=text, ndim=2, err_to_str=True)(function)

    return described


@xw.func(category=CATEGORY)
@_argument("ngay_cuoi", "Ngày cuối đúng hạn của đơn vị.")
@_argument("ngay_nhan", "Ngày Sở nhận được báo cáo; để trống nếu chưa nhận.")
@_argument("tra_lai", "Ngày trả phiếu để đơn vị sửa; để trống nếu không trả lại.")
@_argument("mien", "Đánh x nếu đơn vị được miễn báo cáo; để trống nếu không.")
@_argument("ngay_xet", "Ngày xét; để trống là hôm nay. Trong sổ theo dõi, hãy ghi tên ngay_xet.")
def DVK_TRANG_THAI(  # noqa: N802 - names of functions in cells are in capitals
    ngay_cuoi: Any,
    ngay_nhan: Any = None,
    tra_lai: Any = None,
    mien: Any = None,
    ngay_xet: Any = None,
) -> Any:
    """Cho biết trạng thái báo cáo của đơn vị vào ngày xét: Chưa đến hạn, Sắp đến hạn, Quá hạn,
    Đúng hạn, Nộp muộn, Trả lại hoặc Được miễn."""
    return _each(_status, ngay_cuoi, ngay_nhan, tra_lai, mien, ngay_xet)


@xw.func(category=CATEGORY)
@_argument("ngay_cuoi", "Ngày cuối đúng hạn của đơn vị.")
@_argument("ngay_nhan", "Ngày Sở nhận được báo cáo; để trống nếu chưa nhận.")
@_argument("ngay_xet", "Ngày xét; để trống là hôm nay. Trong sổ theo dõi, hãy ghi tên ngay_xet.")
def DVK_SO_NGAY_QUA_HAN(  # noqa: N802
    ngay_cuoi: Any, ngay_nhan: Any = None, ngay_xet: Any = None
) -> Any:
    """Đếm số ngày quá hạn (chưa nộp) hoặc nộp muộn (đã nộp), tính theo ngày lịch; 0 nếu chưa đến
    hạn hoặc đúng hạn."""
    return _each(_days_overdue, ngay_cuoi, ngay_nhan, ngay_xet)


@xw.func(category=CATEGORY)
@_argument("van_ban", "Ô hoặc cả cột cần chuẩn hóa. Chọn cả cột thì nhận ra phông chữ cũ chắc hơn.")
def DVK_CHUAN_HOA(van_ban: Any) -> Any:  # noqa: N802
    """Chuyển chữ gõ bằng phông cũ TCVN3 (ABC, .VnTime) hoặc VNI sang Unicode, chữ Đ gõ nhầm, dấu
    cách thừa và ký tự ẩn. Chỗ không chắc chắn là phông cũ thì giữ nguyên."""
    return _each(_cleaned, _clean_texts(van_ban))


@xw.func(category=CATEGORY)
@_argument("so_viet", "Ô hoặc vùng ghi số kiểu Việt Nam: 1.250; 1.250,5; 3 mô hình; 1,2 tỷ; không.")
def DVK_DOC_SO(so_viet: Any) -> Any:  # noqa: N802
    """Đọc số viết kiểu Việt Nam (dấu chấm ở hàng nghìn, dấu phẩy ở phần lẻ) thành số để tính. Nếu
    không có số hoặc có thể hiểu nhiều cách thì cho biết lý do."""
    return _each(_number, _clean_texts(so_viet))


def descriptions() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return name, description and descriptions of the arguments of each function, by name.

    For Excel's function wizard, which takes at most 255 characters of each.
    """
    found = []
    for name, texts in sorted(_ARGUMENTS.items()):
        function = globals()[name]
        arguments = tuple(texts[argument] for argument in inspect.signature(function).parameters)
        found.append((name, " ".join(function.__doc__.split()), arguments))
    return tuple(found)


def _status(last: Any, received: Any, returned: Any, exempt: Any, day: Any) -> str:
    """Return the word that ``tblSubmissions`` shows for the same facts; "" with no last day."""
    last_day = _day("Ngày cuối", last)
    if last_day is None:
        return ""
    status, _ = standing_on(
        _day("Ngày xét", day) or date.today(),
        last_day,
        _day("Ngày nhận", received),
        _day("Ngày trả lại", returned),
        not (is_blank(exempt) or exempt in (0, False)),
    )
    return STATUSES[status]


def _days_overdue(last: Any, received: Any, day: Any) -> int | str:
    last_day = _day("Ngày cuối", last)
    if last_day is None:
        return ""
    today = _day("Ngày xét", day) or date.today()
    status, days = standing_on(today, last_day, _day("Ngày nhận", received))
    return days if status in ("overdue", "late") else 0


def _cleaned(raw: Any) -> Any:
    return "" if raw is None else raw


def _number(raw: Any) -> float | str:
    if isinstance(raw, date):
        raise DanVanError(f"«{show(raw)}» là ngày, không phải số; hãy gõ lại số vào ô.")
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return float(raw)
    return "" if is_blank(raw) else read_spoken_number(show(raw))


def _day(what: str, raw: Any) -> date | None:
    """Return the day in a cell; None for an empty one, and for the 0 that a formula makes of it.

    A date may come as Excel's number of it. Raises :class:`DanVanError`.
    """
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        if raw == 0 or raw != raw:
            return None
        if _SERIALS.start <= raw < _SERIALS.stop:
            return _EXCEL_DAY_0 + timedelta(days=int(raw))
    elif isinstance(raw, date) and date(raw.year, raw.month, raw.day) == _EXCEL_DAY_0:
        return None
    else:
        with suppress(NotThatType):
            return to_date(raw)
    raise DanVanError(
        f"{what} «{show(raw)}» không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 05/9/2022."
    )


def _clean_texts(argument: Any) -> Any:
    """Return ``argument``, a cell or a range, with its texts as clean Unicode.

    They are cleaned together, since one alone may not show in which encoding it is.
    """
    texts = list({cell for row in _rows(argument) for cell in row if isinstance(cell, str)})
    cleaned = dict(zip(texts, clean(texts), strict=True))

    def replaced(part: Any) -> Any:
        if _is_list(part):
            return [replaced(inner) for inner in part]
        return cleaned[part] if isinstance(part, str) else part

    return replaced(argument)


def _each(rule: Callable[..., Any], *arguments: Any) -> Any:
    """Return what ``rule`` makes of the cells of ``arguments``, in the shape of the largest.

    As in Excel's own array formulas a single cell, row or column goes with all of the others.
    """
    grids = [_rows(argument) for argument in arguments]
    height = max(len(grid) for grid in grids)
    width = max(len(grid[0]) for grid in grids)
    fit = all(len(grid) in (1, height) and len(grid[0]) in (1, width) for grid in grids)
    result = [
        [
            _said(rule, [_at(grid, row, column) for grid in grids]) if fit else _OTHER_SHAPES
            for column in range(width)
        ]
        for row in range(height)
    ]
    if any(_is_list(a) and a and _is_list(a[0]) for a in arguments):
        return result
    return result[0] if any(map(_is_list, arguments)) else result[0][0]


def _said(rule: Callable[..., Any], cells: list[Any]) -> Any:
    """Return what ``rule`` makes of ``cells``, or the sentence that says why it cannot."""
    for cell in cells:
        if isinstance(cell, str) and cell in _CELL_ERRORS:
            return f"Ô nguồn đang báo lỗi {cell}; hãy sửa ô đó trước."
    try:
        return rule(*cells)
    except DanVanError as error:
        return str(error)


def _rows(argument: Any) -> list[list[Any]]:
    """Return a cell, a row or a range as rows; an empty list is an empty cell."""
    if not _is_list(argument):
        return [[argument]]
    if not argument or not _is_list(argument[0]):
        return [list(argument) or [None]]
    return [list(row) for row in argument]


def _is_list(argument: Any) -> bool:
    return isinstance(argument, list | tuple)


def _at(grid: list[list[Any]], row: int, column: int) -> Any:
    line = grid[row if len(grid) > 1 else 0]
    return line[column if len(line) > 1 else 0]
