"""The files that are opened in Excel and Word are those that their sources make."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest

from danvan_xl.build import built
from danvan_xl.commands import new
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.resources import folder
from danvan_xl.schema.tables import HOLIDAYS
from tests.xlsx_checks import problems


def committed_holidays(year: int) -> pd.DataFrame:
    """The days off that stand in the committed master.

    A newer version of the library ``holidays`` may know days that the government has decided
    since; that makes no committed file wrong.
    """
    with open_book(folder("workbooks") / f"so-theo-doi_{year}.xlsx") as book:
        found = Register(book).read(HOLIDAYS)
    assert len(found) > 10
    return found


@pytest.fixture(scope="session")
def made() -> dict[tuple[str, str], bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(new, "default_holidays", committed_holidays)
        return {(place, name): data for place, name, data in built()}


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package; how a version of zlib packs them is left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


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


def test_built_workbooks_are_sound_for_excel(made: dict[tuple[str, str], bytes]) -> None:
    workbooks = {name: data for (_, name), data in made.items() if name.endswith(".xlsx")}
    assert len(workbooks) == 6
    assert {name: found for name, data in workbooks.items() if (found := problems(data))} == {}
