"""What a person decides about forms that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_xl.errors import DanVanError
from danvan_xl.schema.text import normalise

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
        return not self.newest and _alike(file) == _alike(self.file)


def _alike(file: str) -> str:
    return normalise(file).casefold()
