"""A Windows PC for every test that asks for one."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.windows.computer import Computer
from tests.windows.machine import ROOT, Machine, MachineError, machine


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
def package(the_machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as its wheel installs it."""
    folder = tmp_path_factory.mktemp("package")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(folder / "site")
    return folder / "site"


@pytest.fixture
def new_windows(
    the_machine: Machine, package: Path, tmp_path: Path
) -> Iterator[Callable[..., Computer]]:
    """Makes PCs, by the keywords of ``Computer``, that live as long as the test."""
    made: list[Computer] = []

    def make(**keywords: str) -> Computer:
        made.append(Computer(the_machine, tmp_path / f"pc{len(made)}", package, **keywords))
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
