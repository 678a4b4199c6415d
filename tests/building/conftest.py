"""Workbooks that several tests look at, built once a process."""

from __future__ import annotations

import pytest

from danvan_xl.building.master import build_master
from tests.building import sample


@pytest.fixture(scope="session")
def rich_master() -> bytes:
    return build_master(sample.rich())


@pytest.fixture(scope="session")
def empty_master() -> bytes:
    return build_master(sample.empty())
