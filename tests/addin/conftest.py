"""The built files, made once a process."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_xl.addin import build_addin
from danvan_xl.commands.new import macro_master_bytes

DAY = date(2022, 9, 25)


@pytest.fixture(scope="session")
def addin() -> bytes:
    return build_addin()


@pytest.fixture(scope="session")
def macro_master() -> bytes:
    return macro_master_bytes(2022, DAY)


@pytest.fixture(params=["addin", "macro_master"])
def built(request: pytest.FixtureRequest) -> bytes:
    """Each of the two built files."""
    data: bytes = request.getfixturevalue(request.param)
    return data
