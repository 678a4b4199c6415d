"""The built files, made once a process."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_xl.addin import build_addin
from danvan_xl.commands.new import macro_master_bytes

DAY = date(2022, 9, 25)
SETTINGS = {"INTERPRETER_WIN": r"C:\Users\NGUYNV~1\danvan\python.exe", "USE UDF SERVER": "True"}


@pytest.fixture(scope="session")
def addin() -> bytes:
    return build_addin()


@pytest.fixture(scope="session")
def addin_with_settings() -> bytes:
    return build_addin(SETTINGS)


@pytest.fixture(scope="session")
def macro_master() -> bytes:
    return macro_master_bytes(2022, DAY)


@pytest.fixture(params=["addin", "addin_with_settings", "macro_master"])
def built(request: pytest.FixtureRequest) -> bytes:
    """Each of the built files."""
    data: bytes = request.getfixturevalue(request.param)
    return data
