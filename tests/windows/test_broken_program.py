"""An installation of which something is missing says what, in whichever way it is started."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.windows.computer import Computer

ADVICE = "DanVanKheo-Setup.exe"


def test_what_is_missing_or_changed_is_named(
    new_windows: Callable[..., Computer], program: Path
) -> None:
    windows = new_windows(bare=True)
    shutil.copytree(program, windows.program)
    windows.python = windows.program / "python.exe"
    site, page = windows.program / "site", windows.drive / "page.html"

    with without(site / "typer"):
        ended = windows.danvan_xl("doctor")
        assert (ended.code, ended.out) == (2, "")
        (sentence,) = ended.err.splitlines()
        assert "site/typer/" in sentence
        assert ADVICE in sentence
    for folder in ("jinja2", "danvan_xl/schema", "danvan_xl/problems.py"):
        with without(site / folder):
            install = ("-m", "danvan_xl.desktop", "install", page)
            assert windows.run(windows.python, *install).code in (1, 2)
            assert f"site/{folder}" in page.read_text("utf-8")
            page.unlink()

    (site / "openpyxl" / "cell" / "cell.py").write_text("# changed")
    (site / "xlwings-0.1.dist-info").mkdir()
    with without(site / "lxml"):
        ended = windows.danvan_xl("doctor", "--json", "--page", page)
    assert (ended.code, ended.err) == (1, "")
    (found,) = [check for check in ended.json["checks"] if check["name"] == "program"]
    assert found["state"] == "error"
    assert "site/lxml/" in found["message"]
    assert "1 tệp: site/openpyxl/cell/cell.py" in found["message"]
    assert "lẫn bản khác 1 tệp: xlwings-0.1.dist-info" in found["message"]
    assert ADVICE in found["remedy"]
    assert "site/openpyxl/cell/cell.py" in page.read_text("utf-8")


@contextmanager
def without(folder: Path) -> Iterator[None]:
    """Have a folder missing while the block runs."""
    aside = folder.with_name("aside")
    folder.rename(aside)
    try:
        yield
    finally:
        aside.rename(folder)
