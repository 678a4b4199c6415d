"""The files that are opened in Excel and Word are those that their sources make."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from danvan_xl.build import built
from danvan_xl.building.settings_sheet import HOLIDAYS_NAME
from danvan_xl.resources import folder
from tests.xlsx_checks import problems

HOLIDAYS = re.compile(rb'(<definedName name="' + HOLIDAYS_NAME.encode() + rb'"[^>]*>)[^<]*')
"""The public holidays in a master, as the library ``holidays`` knows them.

A newer version of it may know days that the government has decided since; that makes no committed
file wrong, and the name's content is proved by the tests of the deadline.
"""


@pytest.fixture(scope="session")
def made() -> dict[tuple[str, str], bytes]:
    return {(place, name): data for place, name, data in built()}


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package; how a version of zlib packs them is left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: HOLIDAYS.sub(rb"\1", package.read(name)) for name in package.namelist()}


def test_every_built_file_is_committed_and_none_is_left_over(
    made: dict[tuple[str, str], bytes],
) -> None:
    there = {
        (place, path.name)
        for place in ("workbooks", "report_templates")
        for path in folder(place).iterdir()
        if path.suffix not in (".md", ".xlsm", ".xlam") and not path.name.startswith(("~$", "."))
    }
    assert there == set(made)


def test_committed_files_match_their_sources(made: dict[tuple[str, str], bytes]) -> None:
    stale = []
    for (place, name), data in made.items():
        committed, fresh = parts((folder(place) / name).read_bytes()), parts(data)
        stale += [
            f"{place}/{name}: {part}"
            for part in sorted({*committed, *fresh})
            if committed.get(part) != fresh.get(part)
        ]
    assert stale == [], "run: python -m danvan_xl.build"


def test_the_master_names_its_holidays(made: dict[tuple[str, str], bytes]) -> None:
    """So that what is left out of the comparison is there at all."""
    (master,) = (data for (_, name), data in made.items() if name.startswith("so-theo-doi"))
    with zipfile.ZipFile(io.BytesIO(master)) as package:
        found = HOLIDAYS.findall(package.read("xl/workbook.xml"))
    assert len(found) == 1


def test_built_workbooks_are_sound_for_excel(made: dict[tuple[str, str], bytes]) -> None:
    workbooks = {name: data for (_, name), data in made.items() if name.endswith(".xlsx")}
    assert len(workbooks) == 6
    assert {name: found for name, data in workbooks.items() if (found := problems(data))} == {}
