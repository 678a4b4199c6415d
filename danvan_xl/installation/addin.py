"""Puts the add-in into Excel's start folder with what it needs, and takes all of it away again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.installation import embedded, settings
from danvan_xl.installation import record as records
from danvan_xl.installation.contents import is_ours, is_same, is_signed, settings_in
from danvan_xl.installation.interpreter import profile_survives
from danvan_xl.installation.machine import WINDOWS, Machine
from danvan_xl.installation.places import (
    addin_file,
    configuration_file,
    script_file,
    script_source,
)
from danvan_xl.installation.record import Record
from danvan_xl.installation.writing import put

CLOSE_EXCEL = (
    "Tệp «{name}» đang được dùng: đóng hết cửa sổ Excel (xem cả trong Task Manager) rồi làm lại."
)


@dataclass(frozen=True)
class Installed:
    """What an installation has left."""

    addin: Path | None
    """None when only the configuration was asked for."""
    changed: bool
    """False when the same add-in was already there."""
    kept_aside: Path | None
    """Where the file that was there is kept: another add-in, or one that the office signed."""
    configuration: Path | None
    """None when the add-in itself holds it."""
    kept_settings: dict[str, str]
    """Settings for which the user's own value won."""
    server: bool
    """Whether Python keeps running between clicks."""
    script: Path | None
    """The script for Excel on macOS."""


@dataclass(frozen=True)
class Removed:
    """What a removal has taken away, and what it has left because it is not the program's."""

    removed: tuple[Path, ...]
    left: tuple[Path, ...]


def install(machine: Machine, addin: bytes | None) -> Installed:
    """Put ``addin`` into Excel's start folder and write the configuration.

    None: the configuration only. Where VBA could not open the configuration file, ``addin`` must
    hold the settings of ``embedded.for_addin``, and no file is written. Raises ``DanVanError`` on
    a system without Excel, when Excel has the add-in open, and when VBA would find no settings or
    could not read the path of Python; then nothing is changed.
    """
    if not machine.has_excel:
        raise DanVanError(
            "Máy này không có Excel cho hệ điều hành của nó nên không cài được: dùng lệnh "
            "danvan-xl addin build để tạo tệp, rồi chép sang máy Windows hoặc macOS."
        )
    record = records.load(machine)
    plan = _plan(machine, record, addin)
    target, script = addin_file(machine), script_file(machine)
    if addin is not None:
        record.add_folder(target.parent)
    record.add_folder(configuration_file(machine).parent)
    if script:
        record.add_folder(script.parent)
        if not script.exists() and str(script) not in record.files:
            record.files.append(str(script))
    record.save(machine)
    changed, aside = _put(machine, target, addin) if addin is not None else (False, None)
    if plan:
        settings.save(machine, plan.configuration)
    if script:
        script.parent.mkdir(parents=True, exist_ok=True)
        put(script, script_source(machine).read_bytes())
    if record.config_only != (addin is None):
        record.config_only = addin is None
        record.save(machine)
    return Installed(
        addin=target if addin is not None else None,
        changed=changed,
        kept_aside=aside,
        configuration=configuration_file(machine) if plan else None,
        kept_settings=plan.kept if plan else {},
        server=machine.system == WINDOWS and embedded.value(machine, settings.SERVER) == "True",
        script=script,
    )


def _plan(machine: Machine, record: Record, addin: bytes | None) -> settings.Written | None:
    """Return the configuration to be written, None when ``addin`` brings its own."""
    if profile_survives(machine):
        return settings.planned(machine, record)
    if addin is None or settings.interpreter_key(machine) not in settings_in(addin):
        nameless = embedded.NAMELESS_PROFILE.format(path=machine.home)
        raise DanVanError(f"{nameless} {embedded.into_the_addin(machine)}")
    return None


def _put(machine: Machine, target: Path, addin: bytes) -> tuple[bool, Path | None]:
    """Write the add-in; return whether anything changed and where the old file is kept."""
    aside = None
    if target.exists():
        present = target.read_bytes()
        if is_same(present, addin):
            return False, None
        if not is_ours(present) or (is_signed(present) and not is_signed(addin)):
            aside = _free(configuration_file(machine).parent / f"{target.stem}-cu{target.suffix}")
            aside.parent.mkdir(parents=True, exist_ok=True)
            put(aside, present)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        put(target, addin)
    except DanVanError as refused:
        if aside:
            aside.unlink()
        if isinstance(refused.__cause__, PermissionError):
            raise DanVanError(CLOSE_EXCEL.format(name=target.name)) from refused
        raise
    return True, aside


def _free(path: Path) -> Path:
    """Return ``path``, or the first name after it that is not taken.

    Not in the start folder: Excel opens whatever is there.
    """
    number, candidate = 2, path
    while candidate.exists():
        candidate = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return candidate


def remove(machine: Machine) -> Removed:
    """Take away the add-in, its settings, the user's data and what was made for them.

    Raises ``DanVanError`` when Excel has one of the files open; what is left can be removed by
    the same call later.
    """
    record = records.load(machine)
    removed: list[Path] = []
    left: list[Path] = []
    try:
        _remove_addin(addin_file(machine), removed, left)
        configuration = configuration_file(machine)
        if configuration.exists():
            users = settings.take_out(machine, record)
            (left if users else removed).append(configuration)
        for file in map(Path, record.files):
            if file.exists():
                file.unlink()
                removed.append(file)
        _remove_folders(record)
        if machine.data.exists():
            shutil.rmtree(machine.data)
            removed.append(machine.data)
    except PermissionError as refused:
        name = Path(str(refused.filename or machine.data)).name
        raise DanVanError(CLOSE_EXCEL.format(name=name)) from refused
    return Removed(tuple(removed), tuple(left))


def _remove_addin(addin: Path, removed: list[Path], left: list[Path]) -> None:
    if addin.exists():
        if is_ours(addin.read_bytes()):
            addin.unlink()
            removed.append(addin)
        else:
            left.append(addin)


def _remove_folders(record: Record) -> None:
    """Take away the folders that an installation made and in which nothing is left."""
    for folder in sorted(map(Path, record.folders), key=lambda path: -len(path.parts)):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


@dataclass(frozen=True)
class Status:
    """What is installed."""

    has_excel: bool
    """Whether anything can be installed on this system; without, the paths name nothing."""
    addin: Path
    is_there: bool
    is_current: bool | None
    """Whether it is what this version makes; None when nothing is there."""
    config_only: bool
    """Whether the add-in is missing on purpose."""
    configuration: Path
    """Where VBA finds the settings: the user's file, or the add-in."""
    interpreter: str | None
    """As it is named there; None when it is not."""
    data: Path
    data_is_there: bool


def status(machine: Machine, built: bytes) -> Status:
    """Return what is installed, compared with ``built``, the add-in that this version makes."""
    addin = addin_file(machine)
    there = addin.is_file()
    return Status(
        machine.has_excel,
        addin,
        there,
        is_same(addin.read_bytes(), built) if there else None,
        records.is_config_only(machine),
        embedded.place(machine),
        embedded.value(machine, settings.interpreter_key(machine)),
        machine.data,
        machine.data.exists(),
    )
