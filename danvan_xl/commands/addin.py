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
from danvan_xl.installation.contents import is_ours
from danvan_xl.installation.machine import WINDOWS, Machine, this_machine


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
                "hoặc cài lại Python thì cài lại phần bổ trợ."
            )
        if self.has_findings:
            found.append(
                "Excel không giữ sẵn Python giữa các lần bấm nên mỗi lần bấm chậm hơn vài giây: "
                "gõ danvan-xl doctor để xem vì sao."
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
        }


@dataclass(frozen=True)
class StatusResult:
    """What is installed."""

    status: Status

    @property
    def has_findings(self) -> bool:
        """Whether the add-in is missing or is of another version."""
        return not self.status.is_current or self.status.interpreter is None

    @property
    def lines(self) -> tuple[str, ...]:
        """The state of each part."""
        there = {None: "chưa cài", True: "đã cài, đúng bản này", False: "đã cài, khác bản này"}
        interpreter = self.status.interpreter or "chưa có"
        data = "có" if self.status.data_is_there else "chưa có"
        return (
            f"Phần bổ trợ: {there[self.status.is_current]} ({self.status.addin})",
            f"Python của nút bấm: {interpreter} ({self.status.configuration})",
            f"Nhật ký và bản lưu để hoàn tác: {data} ({self.status.data})",
        )

    def to_json(self) -> dict[str, Any]:
        """Return the state of each part."""
        return {
            "addin": str(self.status.addin),
            "installed": self.status.is_there,
            "current": self.status.is_current,
            "configuration": str(self.status.configuration),
            "interpreter": self.status.interpreter,
            "data": str(self.status.data),
        }


def install_addin(
    file: Path | None = None, *, config_only: bool = False, machine: Machine | None = None
) -> InstallResult:
    """Put the add-in into Excel's start folder and write the configuration of xlwings.

    ``file``: an add-in made before, for example one that the office has signed; else it is made.
    ``config_only``: for offices that use the workbook with macros inside. Raises ``DanVanError``
    when ``file`` is not this add-in, and as ``installation.addin.install`` does.
    """
    machine = machine or this_machine()
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
    passwords = forget_all(machine.data)
    return RemoveResult(installation.remove(machine), passwords)


def addin_status(*, machine: Machine | None = None) -> StatusResult:
    """Return what is installed."""
    machine = machine or this_machine()
    return StatusResult(installation.status(machine, comparable(machine)))


def comparable(machine: Machine) -> bytes:
    """Return the add-in as this version makes it, with the settings that the installed one holds.

    Whether those are right is another question. Raises ``DanVanError`` as ``build_addin`` does,
    and ``OSError`` when the installed one cannot be read.
    """
    return _build(embedded.in_addin(machine))


def _build(settings: Mapping[str, str]) -> bytes:
    from danvan_xl.addin import build_addin

    return build_addin(settings)
