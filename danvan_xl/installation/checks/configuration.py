"""The configuration file: does VBA find it, and in it this Python."""

from __future__ import annotations

from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.installation import embedded, settings
from danvan_xl.installation.advice import install, install_again
from danvan_xl.installation.checks.check import Check, Situation, Topic
from danvan_xl.installation.configuration import Configuration, read
from danvan_xl.installation.interpreter import configured_interpreter, profile_survives
from danvan_xl.installation.machine import Machine, same_path
from danvan_xl.installation.places import configuration_file


def configuration(situation: Situation) -> Check | None:
    """Look whether VBA finds the configuration, and in it this Python."""
    return examined(situation.machine) if situation.machine.has_excel else None


def examined(machine: Machine) -> Check:
    """Return what is to be said of the configuration on a machine with Excel."""
    topic = Topic("configuration", "Cấu hình")
    if own := embedded.in_addin(machine):
        return _interpreter(topic, machine, own.get(settings.interpreter_key(machine)))
    if not profile_survives(machine):
        return topic.error(
            embedded.NAMELESS_PROFILE.format(path=machine.home), _into_the_addin(machine)
        )
    path = configuration_file(machine)
    try:
        found = read(path, machine.code_page)
    except (DanVanError, OSError) as problem:
        return topic.error(f"Không đọc được {path}.", f"{problem}")
    return _of_file(topic, machine, path, found)


def _into_the_addin(machine: Machine) -> str:
    """Return how the settings come into the add-in, or what is in the way."""
    try:
        embedded.for_addin(machine)
    except DanVanError as refused:
        return str(refused)
    return install(machine)


def _of_file(topic: Topic, machine: Machine, path: Path, found: Configuration) -> Check:
    if not path.exists():
        return topic.error(f"Chưa có tệp cấu hình {path}.", install_again(machine))
    if not found.is_sound:
        return topic.error(
            f'Tệp cấu hình {path} có dòng trống hoặc dòng không đúng dạng "KHÓA","GIÁ TRỊ" '
            "nên Excel đọc sai.",
            f"{install_again(machine)} (các mục riêng của anh/chị vẫn được giữ).",
        )
    return _interpreter(topic, machine, found.get(settings.interpreter_key(machine)))


def _interpreter(topic: Topic, machine: Machine, value: str | None) -> Check:
    if not value:
        return topic.error("Cấu hình chưa ghi chương trình Python.", install_again(machine))
    program = configured_interpreter(value, machine)
    if not program.is_file():
        return topic.error(f"Cấu hình trỏ tới Python không còn: {value}.", install_again(machine))
    if not _same_program(program, machine.interpreter):
        return topic.warning(
            f"Nút bấm chạy Python khác với Python đang kiểm tra: {value} khác "
            f"{machine.interpreter}.",
            f"Nếu bản đang kiểm tra là bản muốn dùng: {install_again(machine)}",
        )
    return topic.ok(f"Nút bấm chạy đúng Python này: {value}.")


def _same_program(one: Path, other: Path) -> bool:
    """Compare the names first: environments may be links to one Python."""
    if same_path(one, other):
        return True
    if one.is_symlink() or other.is_symlink():
        return False
    return one.samefile(other) if other.exists() else False


def other_configuration(situation: Situation) -> Check | None:
    """Look for a configuration beside the workbook, which would win over the user's file."""
    if situation.book_file is None or embedded.in_addin(situation.machine):
        return None
    rival = situation.book_file.parent / configuration_file(situation.machine).name
    if rival == configuration_file(situation.machine) or not rival.is_file():
        return None
    return Topic("other-configuration", "Cấu hình cạnh sổ").warning(
        f"Cạnh sổ có tệp {rival.name}; Excel dùng tệp này thay cho cấu hình đã cài.",
        f"Nếu không cố ý: xóa hoặc đổi tên tệp {rival}.",
    )
