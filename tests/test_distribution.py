"""What an installed copy brings along, and what its users can read about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from danvan_xl.cli import app

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout by the installed build tools."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    run = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (made,) = folder.glob("*.whl")
    return made


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as package:
        return set(package.namelist())


def expected(source: str, target: str) -> set[str]:
    """The files of a folder of the checkout, where they stand in the wheel."""
    return {
        f"{target}/{path.relative_to(ROOT / source).as_posix()}"
        for path in (ROOT / source).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("~$")
    }


@pytest.mark.parametrize("place", ["workbooks", "macros", "report_templates"])
def test_the_wheel_holds_what_is_opened_in_excel_and_word(place: str, wheel: Path) -> None:
    files = expected(place, f"danvan_xl/{place}")
    assert files
    assert files <= names(wheel)


def test_the_wheel_holds_the_whole_package_with_its_data_and_nothing_else(wheel: Path) -> None:
    package = expected("danvan_xl", "danvan_xl")
    assert {
        "danvan_xl/py.typed",
        "danvan_xl/schema/data/units.csv",
        "danvan_xl/schema/data/indicators.csv",
        "danvan_xl/schema/data/rules.csv",
    } <= package
    assert any(name.startswith("danvan_xl/demo/data/") for name in package)
    found = names(wheel)
    assert package <= found
    assert {name.split("/")[0].split("-")[0] for name in found} == {"danvan_xl"}


def test_an_installed_copy_finds_its_files(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path / "site")
    code = (
        "import json, danvan_xl; from danvan_xl.resources import folder; print(json.dumps("
        "[danvan_xl.__file__, *(str(folder(n)) for n in ('workbooks', 'macros',"
        " 'report_templates'))]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    home = tmp_path / "site" / "danvan_xl"
    file, *folders = json.loads(run.stdout)
    assert Path(file).parent == home
    assert folders == [str(home / n) for n in ("workbooks", "macros", "report_templates")]
    assert (home / "report_templates" / "bao-cao.docx").is_file()


COMMANDS = sorted(str(command.name) for command in app.registered_commands)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("document", ["README.md", "docs/huong-dan.md"])
def test_every_command_is_documented(document: str, command: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert f"danvan-xl {command}" in text or f"`{command}`" in text
