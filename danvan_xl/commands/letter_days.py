"""What is said of the days of letters: days to come, forwarded letters, and no day at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from danvan_xl.submissions.letters import Letter
from danvan_xl.submissions.receipts import RECEIPTS_FILE


def letter_remarks(letters: Mapping[str, Letter], otherwise: date, latest: date) -> Iterator[str]:
    """Yield what is said of ``letters`` (name → letter) that ``ngay-nhan.csv`` does not name.

    A day after ``latest`` does not count; such a letter came on the day ``otherwise``.
    """
    for name, letter in letters.items():
        if letter.received is None:
            yield f"Thư «{name}» không ghi ngày, {_taken_as(name, otherwise)}"
        elif letter.received > latest:
            yield (
                f"Thư «{name}» ghi ngày {letter.received:%d/%m/%Y}, ở sau hôm nay, "
                f"{_taken_as(name, otherwise)}"
            )
        elif letter.first_sent is not None:
            yield (
                f"Thư «{name}» chuyển tiếp một thư ngày {letter.first_sent:%d/%m/%Y}; phiếu mới "
                f"trong thư được tính là nhận ngày {letter.received:%d/%m/%Y}, ngày của thư chuyển "
                f"tiếp. {_correct(name)}"
            )


def _taken_as(name: str, day: date) -> str:
    return f"nên phiếu mới trong thư được tính là nhận ngày {day:%d/%m/%Y}. {_correct(name)}"


def _correct(name: str) -> str:
    return (
        f"Nếu không phải ngày ấy thì ghi «{name}» và ngày nhận vào {RECEIPTS_FILE} rồi nhập lại; "
        "phiếu đã vào sổ thì sửa cột Ngày nhận ở trang Báo cáo."
    )
