"""``addin install``, ``addin remove``, ``addin status``: the add-in on this user's machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_xl.errors import DanVanError
from danvan_xl.installation import addin as installation
from danvan_xl.installation import embedded
from danvan_xl.installation.addin import Installed, Removed, Status
from danvan_xl.installation.advice import typed
from danvan_xl.installation.checks import configuration
from danvan_xl.installation.contents import is_ours
from danvan_xl.installation.machine import WINDOWS, Machine, this_machine

_MOST_BOOKS = 8
"""Workbooks that are named after a removal; of the others the number is told."""


@dataclass(frozen=True)
class InstallResult:
    """The add-in that was installed."""

    installed: Installed
    machine: Machine

    @property
    def has_findings(self) -> bool:
        """Whether a part is missing without which the buttons are slow."""
        return self.machine.system == WINDOWS and not self.installed.server

    @property
    def summary(self) -> str:
        """What was done, in short."""
        if self.installed.addin is None:
            return f"Đã ghi cấu hình {self.installed.configuration}"
        if not self.installed.changed:
            return f"Phần bổ trợ đã có sẵn, đúng bản này: {self.installed.addin}"
        return f"Đã cài phần bổ trợ: {self.installed.addin}"

    @property
    def messages(self) -> tuple[str, ...]:
        """What the user should know or do."""
        found = []
        if self.installed.kept_aside:
            found.append(f"Tệp cũ cùng tên được giữ ở {self.installed.kept_aside}.")
        for key, value in self.installed.kept_settings.items():
            found.append(f"Giữ nguyên mục {key} = {value} trong cấu hình của anh/chị.")
        if self.installed.configuration is None:
            found.append(
                "Tên thư mục người dùng có dấu nên cấu hình nằm trong phần bổ trợ: khi chuyển "
                "hoặc cài lại chương trình (Python) thì cài lại phần bổ trợ."
            )
        if self.has_findings:
            found.append(
                "Excel không giữ sẵn Python giữa các lần bấm nên mỗi lần bấm chậm hơn vài giây. "
                f"Để xem vì sao, {typed(self.machine, 'doctor')}"
            )
        if self.installed.addin:
            found.append("Mở lại Excel sẽ thấy thẻ «Dân vận khéo».")
        return tuple(found)

    def to_json(self) -> dict[str, Any]:
        """Return the files that were written and what the user should know."""
        files = (self.installed.addin, self.installed.configuration, self.installed.script)
        return {
            "files": [str(path) for path in files if path],
            "changed": self.installed.changed,
            "messages": list(self.messages),
        }


@dataclass(frozen=True)
class RemoveResult:
    """What was taken away."""

    taken: Removed
    passwords: tuple[str, ...] = ()
    """Entries of the system's store of passwords that it did not give up."""
    books: tuple[str, ...] = ()
    """Full paths of workbooks that the user worked with and that are still there."""

    @property
    def has_findings(self) -> bool:
        """A removal leaves nothing for a person to decide."""
        return False

    @property
    def summary(self) -> str:
        """What was done, in short."""
        if not self.taken.removed:
            return "Không có gì để gỡ"
        return f"Đã gỡ: {', '.join(map(str, self.taken.removed))}"

    @property
    def messages(self) -> tuple[str, ...]:
        """What was left because it is the user's own, or could not be taken away."""
        if not self.books:
            return self.left
        title, *paths = self.books_kept
        return (*self.left, f"{title} {'; '.join(paths)}.")

    @property
    def books_kept(self) -> tuple[str, ...]:
        """A title and the first workbooks of the user; nothing when none is known."""
        rest = len(self.books) - _MOST_BOOKS
        return (
            *(["Sổ, phiếu và văn bản của anh/chị còn nguyên:"] if self.books else []),
            *self.books[:_MOST_BOOKS],
            *([f"và {rest} sổ nữa"] if rest > 0 else []),
        )

    @property
    def left(self) -> tuple[str, ...]:
        """What there still is of the program's own."""
        return (
            *(f"Giữ lại phần của anh/chị trong {path}." for path in self.taken.left),
            *(
                f"Kho mật khẩu của máy chưa cho xóa mật khẩu hộp thư: tự xóa mục «{name}» ở đó."
                for name in self.passwords
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """Return what was removed and what was left."""
        return {
            "removed": [str(path) for path in self.taken.removed],
            "left": [str(path) for path in self.taken.left],
            "passwords_left": list(self.passwords),
            "books": list(self.books),
        }


@dataclass(frozen=True)
class StatusResult:
    """What is installed."""

    status: Status
    problem: str = ""
    """What keeps the buttons of a workbook from working, where only the configuration is here."""

    @property
    def has_findings(self) -> bool:
        """Whether something that should be here is missing or is of another version."""
        if not self.status.has_excel:
            return False
        if self.status.config_only:
            return bool(self.problem)
        return not self.status.is_current or self.status.interpreter is None

    @property
    def remedy(self) -> str:
        """What to type when there are findings."""
        if not self.has_findings:
            return ""
        only = " --config-only" if self.status.config_only else ""
        return f"danvan-xl addin install{only}"

    @property
    def lines(self) -> tuple[str, ...]:
        """The state of each part."""
        data = "có" if self.status.data_is_there else "chưa có"
        kept = f"Nhật ký và bản lưu để hoàn tác: {data} ({self.status.data})"
        if not self.status.has_excel:
            return ("Phần bổ trợ: chỉ cài được trên Windows, macOS", kept)
        there = {None: "chưa cài", True: "đã cài, đúng bản này", False: "đã cài, khác bản này"}
        interpreter = self.status.interpreter or "chưa có"
        addin = f"{there[self.status.is_current]} ({self.status.addin})"
        if self.status.config_only:
            addin = "chỉ cài cấu hình, dùng sổ .xlsm"
        problem = (f"Cấu hình chưa dùng được: {self.problem}",) if self.problem else ()
        return (
            f"Phần bổ trợ: {addin}",
            f"Python của nút bấm: {interpreter} ({self.status.configuration})",
            *problem,
            kept,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the state of each part; no paths where nothing can be installed."""
        has_excel = self.status.has_excel
        return {
            "addin": str(self.status.addin) if has_excel else None,
            "installed": self.status.is_there,
            "current": self.status.is_current,
            "config_only": self.status.config_only,
            "configuration": str(self.status.configuration) if has_excel else None,
            "interpreter": self.status.interpreter,
            "data": str(self.status.data),
        }


def install_addin(
    file: Path | None = None, *, config_only: bool = False, machine: Machine | None = None
) -> InstallResult:
    """Put the add-in into Excel's start folder and write the configuration of xlwings.

    ``file``: an add-in made before, for example one that the office has signed; else it is made.
    ``config_only``: for offices that use the workbook with macros inside; excludes ``file``.
    Raises ``DanVanError`` when ``file`` is missing or is not this add-in, and as
    ``installation.addin.install`` does.
    """
    machine = machine or this_machine()
    if file is not None and not file.is_file():
        raise DanVanError(f"Không tìm thấy tệp «{file}»: kiểm tra lại tên và đường dẫn sau --file.")
    if file is not None and config_only:
        raise DanVanError(
            "Không dùng --file cùng với --config-only: bỏ --config-only để cài phần bổ trợ từ "
            f"«{file}», hoặc bỏ --file để chỉ ghi cấu hình."
        )
    data = None if config_only or not machine.has_excel else _addin(machine, file)
    return InstallResult(installation.install(machine, data), machine)


def _addin(machine: Machine, file: Path | None) -> bytes:
    if file is None:
        return _build(embedded.for_addin(machine))
    data = file.read_bytes()
    if not is_ours(data):
        raise DanVanError(
            f"«{file}» không phải phần bổ trợ «Dân vận khéo»: chọn tệp danvan_xl.xlam do lệnh "
            "danvan-xl addin build tạo ra."
        )
    return data


def remove_addin(*, machine: Machine | None = None) -> RemoveResult:
    """Take away all that ``install_addin`` and the buttons have put on this machine.

    Passwords of mail accounts go too. Raises ``DanVanError`` as ``installation.addin.remove`` does.
    """
    from danvan_xl.mail.password import forget_all

    machine = machine or this_machine()
    # First: what they are is written in the data folder.
    books = _books(machine)
    passwords = forget_all(machine.data)
    return RemoveResult(installation.remove(machine), passwords, books)


def _books(machine: Machine) -> tuple[str, ...]:
    """Return the workbooks that are known and still there, in the order of their names.

    Those on other computers are not looked for: one that does not answer would hold up the removal.
    """
    try:
        from danvan_xl.snapshots import known_workbooks
    except ImportError:  # a broken program must be removable, even if less can be told
        return ()
    known = sorted(known_workbooks(machine.data))
    return tuple(book for book in known if machine.is_remote(book) or _is_there(book))


def _is_there(book: str) -> bool:
    try:
        return Path(book).is_file()
    except OSError:  # such as a locked drive
        return False


def addin_status(*, machine: Machine | None = None) -> StatusResult:
    """Return what is installed."""
    machine = machine or this_machine()
    found = installation.status(machine, comparable(machine) if machine.has_excel else b"")
    check = configuration.examined(machine) if found.config_only else None
    return StatusResult(found, check.message if check and check.state == "error" else "")


def comparable(machine: Machine) -> bytes:
    """Return the add-in as this version makes it, with the settings that the installed one holds.

    Whether those are right is another question. Raises ``DanVanError`` as ``build_addin`` does,
    and ``OSError`` when the installed one cannot be read.
    """
    return _build(embedded.in_addin(machine))


def _build(settings: Mapping[str, str]) -> bytes:
    from danvan_xl.addin import build_addin

    return build_addin(settings)
