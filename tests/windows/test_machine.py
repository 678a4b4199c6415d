"""What the other tests run on is what it claims to be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.windows import machine as module
from tests.windows.machine import Machine, MachineError, check_signature, machine


def test_a_python_that_was_changed_is_refused(the_machine: Machine, tmp_path: Path) -> None:
    program = Path(shutil.copy(the_machine.foundation / "python.exe", tmp_path))
    check_signature(program)
    changed = bytearray(program.read_bytes())
    changed[2000] ^= 1
    program.write_bytes(changed)
    with pytest.raises(MachineError):
        check_signature(program)


def test_a_program_that_others_signed_is_refused(the_machine: Machine) -> None:
    with pytest.raises(MachineError, match="Microsoft"):
        check_signature(the_machine.foundation / "vcruntime140.dll")


def test_a_missing_tool_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module.TOOLS, "no-such-program", "no-such-package")
    with pytest.raises(MachineError, match="no-such-package"):
        machine.__wrapped__()
