"""``undo`` ("Hoàn tác"): brings the tables back to what they were before the last command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import xlwings as xw

from danvan_xl.commands.common import bring_to_front, place_of, refuse_if_locked
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.snapshots import Snapshot, snapshots_of


@dataclass(frozen=True)
class Undoable:
    """The last command on a master that was not undone yet."""

    snapshot: Snapshot
    edited: tuple[str, ...]
    """Sheets that were changed after the command; undoing it loses that too."""

    @property
    def command(self) -> str:
        """The command and when it ran, as users read it."""
        return f"«{self.snapshot.command}» lúc {self.snapshot.time:%H:%M ngày %d/%m/%Y}"


@dataclass(frozen=True)
class UndoResult:
    """What was undone."""

    command: str
    sheets: tuple[str, ...]
    """Sheets that were brought back."""
    messages: tuple[str, ...] = ("Phiếu và văn bản đã ghi ra thư mục vẫn còn.",)
    """What the user should know."""

    @property
    def has_findings(self) -> bool:
        """Undoing leaves nothing for a person to decide."""
        return False

    @property
    def summary(self) -> str:
        """Return what was done as users read it."""
        return f"Đã hoàn tác lệnh {self.command}; trang {', '.join(self.sheets)} như trước lệnh đó"

    def to_json(self) -> dict[str, Any]:
        """Return the result as one JSON object."""
        return {"command": self.command, "sheets": list(self.sheets)}


def last_command(book: xw.Book) -> Undoable:
    """Return what ``undo`` would undo. Raises ``DanVanError`` when there is nothing
    or the period is closed.

    Commands without effect, because they were undone or the workbook was closed without saving,
    are passed over and forgotten.
    """
    register = Register(book)
    refuse_if_locked(register.settings())
    for snapshot in snapshots_of(full_name(book)):
        if snapshot.has_effect(register):
            edited = snapshot.changed_since(register)
            return Undoable(snapshot, tuple(register.sheet_name(table) for table in edited))
        snapshot.delete()
    raise DanVanError(
        f"Không có gì để hoàn tác: trên máy này không còn lệnh nào đã đổi số liệu «{book.name}»."
    )


def undo(book: xw.Book, *, force: bool = False) -> UndoResult:
    """Bring back the tables that the last command changed; documents that it made stay.

    ``force``: also when a table was changed after the command, whose changes are then lost;
    otherwise that raises ``DanVanError``.
    """
    last = last_command(book)
    if last.edited and not force:
        raise DanVanError(
            f"Sau lệnh {last.command}, trang {', '.join(last.edited)} đã được sửa; hoàn tác sẽ "
            "làm mất cả những chỗ sửa đó. Nếu vẫn muốn, thêm --force."
        )
    register = Register(book)
    tables = last.snapshot.restore(register)
    result = UndoResult(last.command, tuple(register.sheet_name(table) for table in tables))
    register.log("Hoàn tác", last.command, ", ".join(result.sheets))
    for sheet in result.sheets[:1]:
        bring_to_front(book, sheet)
    return result


def full_name(book: xw.Book) -> str:
    """Return the path under which snapshots of the workbook are kept."""
    return str(place_of(book) / book.name)
