"""A Windows PC for every test that asks for one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from danvan_xl import __version__
from danvan_xl.installation.program import SETUP
from tests.windows.computer import Computer
from tests.windows.machine import Machine, MachineError, machine
from tests.windows.screen import Screen, screen
from tools.setup.nsis import build_setup
from tools.setup.program import build_wheel, complete


@pytest.fixture(scope="session")
def the_machine() -> Machine:
    """What PCs are made of; without it the test is skipped, or fails where it is demanded.

    ``DANVAN_REQUIRE_WINDOWS=1`` in the environment demands it.
    """
    try:
        return machine()
    except MachineError as lacking:
        if os.environ.get("DANVAN_REQUIRE_WINDOWS") == "1":
            pytest.fail(f"DANVAN_REQUIRE_WINDOWS demands a Windows machine: {lacking}")
        pytest.skip(str(lacking))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def program(the_machine: Machine, shared: Path) -> Path:
    """The program folder as the setup installs it, with the package of this checkout."""
    program = shared / "program"
    with FileLock(f"{program}.lock"):
        if not program.is_dir():
            unfinished = shared / "unfinished"
            shutil.copytree(the_machine.foundation, unfinished)
            complete(unfinished, build_wheel(shared))
            unfinished.rename(program)
    return program


@pytest.fixture(scope="session")
def setup_file(program: Path, shared: Path) -> Path:
    """The setup of it, packed in a hurry."""
    folder = shared / "setup"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            folder.mkdir()
            build_setup(program, __version__, folder, fast=True)
    return folder / SETUP


@pytest.fixture
def shown(the_machine: Machine) -> Iterator[Screen]:
    """A screen; without one, programs do not see each other's windows."""
    with screen() as switched_on:
        yield switched_on


@pytest.fixture
def new_windows(
    the_machine: Machine, program: Path, tmp_path: Path
) -> Iterator[Callable[..., Computer]]:
    """Makes PCs, by the keywords of ``Computer``, that live as long as the test."""
    made: list[Computer] = []

    def make(**keywords: Any) -> Computer:
        made.append(Computer(the_machine, tmp_path / f"pc{len(made)}", program, **keywords))
        made[-1].switch_on()
        return made[-1]

    yield make
    for computer in made:
        computer.switch_off()
        assert computer.processes() == []


@pytest.fixture
def windows(new_windows: Callable[..., Computer]) -> Computer:
    """A PC."""
    return new_windows()
