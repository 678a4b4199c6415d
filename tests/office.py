"""LibreOffice for tests: recalculates whatever it opens, one private profile a process."""

from __future__ import annotations

import atexit
import csv
import functools
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

SECONDS = 180
"""How long one run of LibreOffice may take; its first start on a busy machine is slow."""

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def require_office() -> str:
    """The path of ``soffice``; without it the test is skipped, or fails where it is demanded.

    ``DANVAN_REQUIRE_OFFICE=1`` in the environment demands it.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("DANVAN_REQUIRE_OFFICE") == "1":
            pytest.fail("LibreOffice (soffice) is demanded by DANVAN_REQUIRE_OFFICE but missing")
        pytest.skip("LibreOffice (soffice) is not installed")
    return found


def new_profile(*, recalculates: bool = True) -> Path:
    """A new profile folder, removed when the process ends.

    Unless it ``recalculates``, LibreOffice does with formulas what it does on an officer's PC.
    """
    folder = Path(tempfile.mkdtemp(prefix="danvan-lo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    if recalculates:
        (folder / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, "utf-8")
    return folder


@functools.cache
def profile() -> Path:
    """The profile folder of all conversions of this process."""
    return new_profile()


def convert(path: Path, to: str, outdir: Path) -> Path:
    """Open ``path`` in LibreOffice, recalculate, save it as ``to`` in ``outdir``.

    ``to`` is a suffix ("xlsx", "pdf", "ods") or a suffix with a filter ("csv:Text - txt - …").
    The result has the same stem. Calls :func:`require_office`.
    """
    return convert_all([path], to, outdir)[0]


def sheet_rows(paths: Sequence[Path], sheet: str, outdir: Path) -> list[list[list[str]]]:
    """What the cells of a sheet show in several workbooks, recalculated: for each its rows.

    Faster than to convert whole workbooks and to read them again.
    """
    with zipfile.ZipFile(paths[0]) as package:
        tree = ElementTree.fromstring(package.read("xl/workbook.xml"))
    number = [found.get("name") for found in tree.iterfind(".//{*}sheet")].index(sheet) + 1
    to = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}"
    results = convert_all(paths, to, outdir, sheet=sheet)
    return [[*csv.reader(StringIO(result.read_text("utf-8"), newline=""))] for result in results]


def convert_all(
    paths: Sequence[Path],
    to: str,
    outdir: Path,
    used: Path | None = None,
    *,
    sheet: str | None = None,
) -> list[Path]:
    """Like :func:`convert` for several files in one start of LibreOffice, which is much faster.

    Their stems must differ, and ``outdir`` must not be where a source of the same name lies.
    ``used``: another profile than that of all conversions. ``sheet``: the one that the filter
    names, of which LibreOffice puts the name into that of the file.
    """
    soffice = require_office()
    end = f"-{sheet}" if sheet else ""
    suffix = to.partition(":")[0]
    results = [outdir / f"{path.stem}{end}.{suffix}" for path in paths]
    if len(set(results)) != len(results) or {p.resolve() for p in paths} & set(results):
        raise ValueError("the results would overwrite each other or a source")
    outdir.mkdir(parents=True, exist_ok=True)
    for result in results:
        result.unlink(missing_ok=True)
    run = subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(used or profile()).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(outdir),
            *map(str, paths),
        ],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    missing = [result.name for result in results if not result.is_file()]
    if missing:
        raise AssertionError(f"LibreOffice made no {missing}: {run.stdout}{run.stderr}")
    return results
