"""What a user is told to do, which differs: the setup brings no pip and puts nothing on PATH."""

from __future__ import annotations

from danvan_xl.installation import program
from danvan_xl.installation.machine import Machine
from danvan_xl.installation.record import is_config_only


def typed(machine: Machine, command: str) -> str:
    """Return how to run a command of ``danvan-xl``, as part of a sentence that ends with it."""
    folder = machine.setup_folder
    if folder is None:
        return f"gõ: danvan-xl {command}"
    if (folder / program.UNINSTALLER).is_file():
        return f"mở mục «Dòng lệnh danvan-xl» ở menu Start, gõ: danvan-xl {command}"
    return f'mở Command Prompt, gõ: "{folder / program.COMMAND}" {command}'


def install(machine: Machine) -> str:
    """Return how to install the add-in."""
    return f"Đóng Excel, {typed(machine, 'addin install')}"


def install_again(machine: Machine) -> str:
    """Return how to install once more what this PC has: all, or the configuration only."""
    return f"{install(machine)} --config-only" if is_config_only(machine) else install(machine)


def set_up_again(machine: Machine) -> str:
    """Return how to bring back files of a program from the setup; "" where there is pip."""
    folder = machine.setup_folder
    return "" if folder is None else program.remedy(folder)


def reinstall(machine: Machine) -> str:
    """Return how to bring back the files of xlwings."""
    version = f"=={machine.xlwings}" if machine.xlwings else ""
    return set_up_again(machine) or (
        "Xem phần mềm diệt vi-rút có cách ly tệp của xlwings không, gõ: python -m pip install "
        f"--force-reinstall --no-deps xlwings{version}"
    )
