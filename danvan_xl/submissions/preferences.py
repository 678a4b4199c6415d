"""What a person decides about forms that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.schema.text import normalise
from danvan_xl.submissions.arrivals import same_name_key
from danvan_xl.submissions.candidates import Candidate

_FILE = "file:"


@dataclass(frozen=True)
class Preference:
    """What a person decides about forms of one unit that contradict each other."""

    newest: bool
    """Whether the one signed last counts; otherwise ``file`` does."""
    file: str
    """Name of the file that counts; "" for the newest."""
    reason: str
    """Why, for the log; never blank."""

    @classmethod
    def parse(cls, text: str, reason: str) -> Preference:
        """Return what ``newest`` or ``file:NAME`` stands for.

        Raises ``DanVanError`` for any other text, and when ``reason`` is blank.
        """
        choice, why = normalise(text), normalise(reason)
        newest, file = choice == "newest", ""
        if choice.startswith(_FILE):
            file = choice.removeprefix(_FILE).strip()
        if not newest and not file:
            raise DanVanError(
                f"Không hiểu lựa chọn «{choice}»: ghi --prefer newest (phiếu ký sau cùng) hoặc "
                "--prefer file:TÊN-TỆP."
            )
        if not why:
            raise DanVanError(
                "Chọn phiếu nào phải có lý do để ghi vào Nhật ký: thêm --reason «lý do»."
            )
        return cls(newest, file, why)

    def names(self, file: str) -> bool:
        """Whether it is the one called ``file`` that shall count."""
        return not self.newest and same_name_key(file) == same_name_key(self.file)


def named_file(units: Mapping[str, Sequence[Candidate]], prefer: Preference | None) -> Path | None:
    """Return the file that ``prefer`` names. Raises ``DanVanError`` unless it is one right form."""
    if prefer is None or prefer.newest:
        return None
    everything = [one for forms in units.values() for one in forms]
    found = [one for one in everything if prefer.names(one.form.file)]
    right = [one for one in found if one.is_right]
    if len(right) == 1:
        return right[0].path
    if right:
        raise DanVanError(
            f"Có {len(right)} tệp cùng tên «{prefer.file}»: đổi tên cho khác nhau rồi nhập lại."
        )
    why = "còn lỗi nên không chọn được" if found else "không phải là phiếu mới trong thư mục này"
    rivals = [
        f"«{one.form.file}»"
        for forms in units.values()
        if sum(one.is_right for one in forms) > 1
        for one in forms
        if one.is_right
    ]
    choices = f" Các phiếu đang phải chọn: {', '.join(rivals)}." if rivals else ""
    raise DanVanError(
        f"«{prefer.file}» {why}.{choices} Ghi đúng tên một phiếu đúng sau file: rồi nhập lại."
    )
