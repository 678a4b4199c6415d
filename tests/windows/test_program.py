"""The program folder in the setup: all that the program needs, nothing else, always the same."""

from __future__ import annotations

import importlib.util
import marshal
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.metadata import Distribution, distributions
from pathlib import Path
from types import CodeType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from danvan_xl import __version__
from danvan_xl.installation.program import COMMAND, MANIFEST, compared
from tests.setup.markers import WINDOWS
from tests.windows.machine import Machine
from tools.setup.cuts import CUTS, Cut, is_cut
from tools.setup.handbook import PICTURES
from tools.setup.interpreter import PYTHON, read
from tools.setup.nsis import MOST
from tools.setup.pages import HANDBOOK_PAGES, LICENCE_PAGE
from tools.setup.program import (
    HANDBOOK,
    SITE,
    WHEELS,
    build_wheel,
    complete,
    files_in,
    lay_foundation,
)
from tools.setup.wheels import ROOT, gather, pinned, sha256

PATTERNS = [(cut, pattern) for cut in CUTS for pattern in cut.patterns]
EXCEPTIONS = [(cut, pattern) for cut in CUTS for pattern in cut.keep]
FOR_DEVELOPERS = r"a|c|chm|cpp|exp|h|lib|pdb|pxd|pxi|pyi|pyo|pyx"
"""Suffixes of files that only building, debugging or reading needs."""
FOLDERS_OF_TESTS = r"test|tests|demos|Demos|__pyinstaller"
MAGIC = (3495).to_bytes(2, "little") + b"\r\n"
"""What bytecode of Python 3.11 begins with."""
UNCHECKED_HASH = 0b01
"""Flags of bytecode that is taken as it is, without a look at its source."""
LONGEST = 259 - len(r"C:\Users\12345678901234567890\AppData\Local\Programs\danvan_xl") - 1
"""Letters of a path below the program folder, as far as all of Windows can open it."""


# What of the wheels is in it


@pytest.fixture(scope="module")
def shipped(the_machine: Machine) -> list[str]:
    """What the pinned wheels have for the folder of packages."""
    return [name for wheel in gather(the_machine.wheels, pinned()) for name in _packages(wheel)]


def _packages(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as package:
        for name in package.namelist():
            if not re.search(r"^[^/]+\.data/(scripts|data)/|/$", name):
                yield re.sub(r"^[^/]+\.data/[^/]+/", "", name)


@pytest.mark.parametrize(("cut", "pattern"), PATTERNS, ids=[pattern for _, pattern in PATTERNS])
def test_every_pattern_cuts_something(cut: Cut, pattern: str, shipped: list[str]) -> None:
    assert any(fnmatchcase(path, pattern) for path in shipped)


@pytest.mark.parametrize(("cut", "pattern"), EXCEPTIONS, ids=[pattern for _, pattern in EXCEPTIONS])
def test_every_exception_keeps_something(cut: Cut, pattern: str, shipped: list[str]) -> None:
    taken = [p for p in shipped if any(fnmatchcase(p, one) for one in cut.patterns)]
    assert any(fnmatchcase(path, pattern) for path in taken)


def test_nothing_that_is_cut_is_left(program: Path) -> None:
    sources = [path for path in files_in(program / SITE) if "/__pycache__/" not in path]
    assert len(sources) > 1000
    assert [path for path in sources if is_cut(path)] == []


def test_no_tests_headers_or_debug_symbols_are_left(program: Path) -> None:
    pattern = re.compile(rf"(^|/)({FOLDERS_OF_TESTS})/|(^|/)conftest\.py$|\.({FOR_DEVELOPERS})$")
    assert [path for path in files_in(program) if pattern.search(path)] == []


def test_no_folder_is_empty(program: Path) -> None:
    assert [folder for folder, folders, files in os.walk(program) if not folders + files] == []


def test_every_path_can_be_on_windows(program: Path) -> None:
    paths = files_in(program)
    assert len({path.lower() for path in paths}) == len(paths)
    assert max(map(len, paths)) < LONGEST
    forbidden = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ](/|$)|(^|/)(con|prn|aux|nul)(\.|/|$)', re.I)
    assert [path for path in paths if forbidden.search(path)] == []


# What a distribution needs


def _walk(site: Path, first: Requirement) -> tuple[set[str], list[str]]:
    """Return what ``first`` leads to on Windows, and what of it ``site`` lacks."""
    there = {_name(one): one for one in distributions(path=[str(site)])}
    reached: set[tuple[str, str]] = set()
    lacking: list[str] = []
    waiting = [(first, "the program")]
    while waiting:
        needed, needs = waiting.pop()
        name = canonicalize_name(needed.name)
        if name not in there or there[name].version not in needed.specifier:
            lacking.append(f"{needs} needs {needed}")
            continue
        for extra in {"", *needed.extras} - {e for n, e in reached if n == name}:
            reached.add((name, extra))
            waiting += [(one, name) for one in _on_windows(there[name], extra)]
    return {name for name, _ in reached}, sorted(lacking)


def _on_windows(distribution: Distribution, extra: str) -> Iterator[Requirement]:
    for requirement in map(Requirement, distribution.requires or ()):
        marker = requirement.marker
        if marker is None or marker.evaluate({**WINDOWS, "extra": extra}):
            yield requirement


def _name(distribution: Distribution) -> str:
    return canonicalize_name(distribution.metadata["Name"])


def test_every_distribution_has_what_it_needs_and_none_is_needless(program: Path) -> None:
    site = program / SITE
    reached, lacking = _walk(site, Requirement(f"danvan-xl[outlook]=={__version__}"))
    assert lacking == []
    assert reached == {_name(one) for one in distributions(path=[str(site)])}
    assert reached == {"danvan-xl", *(pin.name for pin in pinned())}


def test_a_distribution_that_is_missing_is_noticed(program: Path, tmp_path: Path) -> None:
    for folder in (program / SITE).glob("*.dist-info"):
        if not folder.name.startswith(("six-", "pywin32-312", "typing_extensions-")):
            shutil.copytree(folder, tmp_path / folder.name)
    _, lacking = _walk(tmp_path, Requirement("danvan-xl[outlook]"))
    assert {line.partition(">")[0] for line in lacking} >= {
        "python-dateutil needs six",
        "danvan-xl needs pywin32",
    }


# How it is laid out


def test_python_looks_for_packages_in_the_program_alone(program: Path) -> None:
    lines = (program / "python311._pth").read_bytes().decode("ascii").split("\n")
    folders = ["python311.zip", ".", "site", r"site\win32", r"site\win32\lib"]
    assert lines == [*folders, "import site", ""]
    for folder in folders:
        assert (program / folder.replace("\\", "/")).exists()
    assert len(list(program.glob("*._pth"))) == 1
    assert not list((program / SITE).rglob("*.pth"))


def test_libraries_that_all_of_pywin32_and_excel_look_for_lie_beside_python(program: Path) -> None:
    versions = {pin.name: pin.version for pin in pinned()}
    xlwings = [f"xlwings{bits}-{versions['xlwings']}.dll" for bits in (32, 64)]
    for name in (*xlwings, "pythoncom311.dll", "pywintypes311.dll", "python.exe", "pythonw.exe"):
        assert (program / name).read_bytes().startswith(b"MZ"), name
    assert not (program / SITE / "pywin32_system32").exists()


def test_the_command_runs_the_python_beside_it(program: Path) -> None:
    line = b'@"%~dp0python.exe" -m danvan_xl %*\r\n'
    assert (program / COMMAND).read_bytes() == line


def test_the_whole_handbook_is_there(program: Path) -> None:
    folder = program / HANDBOOK
    assert {p.name for p in folder.glob("*.html")} == {*HANDBOOK_PAGES, LICENCE_PAGE}
    shown = {
        picture
        for page in folder.glob("*.html")
        for picture in re.findall(rf'src="({PICTURES}/[^"]+)"', page.read_text("utf-8"))
    }
    assert shown
    assert {p for p in files_in(folder) if not p.endswith(".html")} == shown


# Bytecode


@pytest.fixture(scope="module")
def sources(program: Path) -> list[Path]:
    return sorted((program / SITE).rglob("*.py"))


def _compiled(source: Path) -> Path:
    return source.parent / "__pycache__" / f"{source.stem}.cpython-311.pyc"


def test_every_module_has_its_bytecode_and_there_is_no_other(
    program: Path, sources: list[Path]
) -> None:
    assert len(sources) > 1000
    assert {_compiled(source) for source in sources} == set(program.rglob("*.pyc"))


def test_bytecode_is_taken_as_it_is_and_is_that_of_its_source(sources: list[Path]) -> None:
    for source in sources:
        bytecode = _compiled(source).read_bytes()
        assert bytecode[:4] == MAGIC, source
        assert int.from_bytes(bytecode[4:8], "little") == UNCHECKED_HASH, source
        assert bytecode[8:16] == importlib.util.source_hash(source.read_bytes()), source


def test_bytecode_names_its_source_as_it_lies_in_the_program(
    program: Path, sources: list[Path]
) -> None:
    for source in sources:
        code = marshal.loads(_compiled(source).read_bytes()[16:])
        assert set(_files_named(code)) == {source.relative_to(program).as_posix()}


def _files_named(code: CodeType) -> Iterator[str]:
    yield code.co_filename
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _files_named(constant)


def test_nothing_of_ours_tells_where_it_was_made(program: Path, shared: Path) -> None:
    ours = [path for path in files_in(program) if _is_ours(path)]
    assert any(path.endswith(".pyc") for path in ours)
    places = {ROOT, shared, Path.home(), Path(tempfile.gettempdir()), Path(sys.prefix)}
    traces = [f"{place}{end}".encode() for place in places for end in ("/", '"', "'", "\n")]
    for path in ours:
        content = (program / path).read_bytes()
        assert [trace for trace in traces if trace in content] == [], path


def _is_ours(path: str) -> bool:
    """Tell what is made here from what is unpacked from wheels of others."""
    return path.startswith((f"{SITE}/danvan_xl", f"{HANDBOOK}/")) or (
        "/" not in path and path.endswith((".txt", ".cmd", "._pth"))
    )


# Its lists


def test_the_manifest_lists_every_file_but_itself(program: Path) -> None:
    head, *lines = (program / MANIFEST).read_text("utf-8").splitlines()
    assert head == f"# danvan_xl {__version__}, Python {PYTHON.version}"
    listed = [line.partition("  ")[2] for line in lines]
    assert listed == [path for path in files_in(program) if path != MANIFEST]
    found = compared(program)
    assert found
    assert (found.files, found.problem) == (len(lines), "")


@pytest.fixture(scope="module")
def own_wheel(the_machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built once more."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def test_the_list_of_wheels_has_all_pins_and_our_own(program: Path, own_wheel: Path) -> None:
    lines = (program / WHEELS).read_text("utf-8").splitlines()
    own = f"danvan-xl=={__version__} --hash=sha256:{sha256(own_wheel)}"
    assert lines == sorted([own, *map(str, pinned())])


# How it is made


def test_built_again_elsewhere_it_is_the_same_file_by_file(
    program: Path,
    the_machine: Machine,
    own_wheel: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {"PYTHONHASHSEED": "77", "TZ": "Asia/Ho_Chi_Minh"}.items():
        monkeypatch.setenv(name, value)
    home = tmp_path / "một nơi khác" / "DanVanKheo"
    lay_foundation(home, read(the_machine.archive), gather(the_machine.wheels, pinned()))
    complete(home, own_wheel)
    assert files_in(home) == files_in(program)
    differing = [p for p in files_in(home) if sha256(home / p) != sha256(program / p)]
    assert differing == []


def test_the_setup_fits_where_it_must(setup_file: Path) -> None:
    assert setup_file.stat().st_size < MOST  # packed in a hurry; the real one is smaller


@pytest.mark.parametrize("kind", ["missing", "changed"])
def test_without_the_published_archive_there_is_one_sentence_and_nothing_is_made(
    the_machine: Machine, tmp_path: Path, kind: str
) -> None:
    archive, out = tmp_path / "python.zip", tmp_path / "out"
    if kind == "changed":
        archive.write_bytes(the_machine.archive.read_bytes() + b"x")
    command = [sys.executable, "-m", "tools.setup", "build", "--python-embed", str(archive)]
    command += ["--wheels", str(the_machine.wheels), "--out", str(out)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    (sentence,) = ended.stderr.splitlines()
    assert str(archive) in sentence
    assert "python.org" in sentence
    assert not out.is_dir() or list(out.iterdir()) == []


def test_a_wheel_that_was_tampered_with_stops_the_build(
    the_machine: Machine, tmp_path: Path
) -> None:
    (six,) = [pin for pin in pinned() if pin.name == "six"]
    wheel, out = tmp_path / f"six-{six.version}-py2.py3-none-any.whl", tmp_path / "out"
    wheel.write_bytes(b"anything")
    options = ["--python-embed", the_machine.archive, "--wheels", tmp_path, "--out", out]
    command = [sys.executable, "-m", "tools.setup", "build", *map(str, options)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    (sentence,) = ended.stderr.splitlines()
    assert sentence.startswith(f"{wheel} is not the file that was listed")
    assert six.sha256 in sentence
    assert not out.exists()
