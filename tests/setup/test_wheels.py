"""The wheels of the setup: those that are listed and no others, each laid out where it belongs."""

from __future__ import annotations

import hashlib
import re
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.setup.markers import WINDOWS
from tools.setup import wheels
from tools.setup.errors import SetupError
from tools.setup.interpreter import PYTHON
from tools.setup.wheels import PINS, ROOT, Pin, gather, pinned, unpack

DIGEST = "0" * 64
ALPHA, BETA, NUMBERS = (
    "alpha-1.0-py3-none-any.whl",
    "beta_two-2.0.post1-py3-none-any.whl",
    "numbers-3-cp311-cp311-win_amd64.whl",
)
"""Wheels of three distributions."""
CONTENT = {name: f"content of {name}".encode() for name in (ALPHA, BETA, NUMBERS)}


def _pin(name: str, version: str, content: bytes) -> Pin:
    return Pin(name, Version(version), hashlib.sha256(content).hexdigest())


LISTED = [
    _pin("alpha", "1.0", CONTENT[ALPHA]),
    _pin("beta-two", "2.0.post1", CONTENT[BETA]),
    _pin("numbers", "3", CONTENT[NUMBERS]),
]


class Downloads:
    """Stands in for pip: notes what it was asked for, and brings what it was told to bring."""

    def __init__(self) -> None:
        self.brings: dict[str, bytes] = {}
        self.commands: list[list[str]] = []
        self.requirements: list[list[str]] = []

    def __call__(self, *command: str | Path, env: Mapping[str, str] | None = None) -> str:
        words = [str(word) for word in command]
        self.commands.append(words)
        file = Path(words[words.index("-r") + 1])
        self.requirements.append(file.read_text("utf-8").splitlines())
        _place(Path(words[words.index("-d") + 1]), self.brings)
        return ""


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> Downloads:
    """What is downloaded; nothing else is run."""
    stand_in = Downloads()
    monkeypatch.setattr(wheels, "run", stand_in)
    return stand_in


def _place(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


# The list


@pytest.mark.parametrize(
    "line",
    [
        "six==1.17.0",
        f"six>=1.17.0 --hash=sha256:{DIGEST}",
        f"six --hash=sha256:{DIGEST}",
        f"six==1.* --hash=sha256:{DIGEST}",
        f"six==newest --hash=sha256:{DIGEST}",
        f"Six==1.17.0 --hash=sha256:{DIGEST}",
        f"jaraco.classes==3.4.0 --hash=sha256:{DIGEST}",
        f"six[extra]==1.17.0 --hash=sha256:{DIGEST}",
        f"six==1.17.0 --hash=md5:{DIGEST[:32]}",
        f"six==1.17.0 --hash=sha256:{DIGEST[:-1]}",
        f"six==1.17.0 --hash=sha256:{DIGEST}0",
        f"six==1.17.0 --hash=sha256:{'A' * 64}",
        f"six==1.17.0 --hash=sha256:{DIGEST} --hash=sha256:{DIGEST}",
        f"six==1.17.0; sys_platform == 'win32' --hash=sha256:{DIGEST}",
        f"six==1.17.0 --hash=sha256:{DIGEST}  # a remark",
        f" six==1.17.0 --hash=sha256:{DIGEST}",
        f"six @ https://files.example/six.whl --hash=sha256:{DIGEST}",
        "--index-url https://files.example/simple",
        "-r others.txt",
        "six==1.17.0 \\",
    ],
)
def test_a_line_of_another_form_stops(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"# remark\n{LISTED[0]}\n{line}\n", "utf-8")
    monkeypatch.setattr(wheels, "PINS", listed)
    with pytest.raises(SetupError, match=re.escape(f"list.txt: «{line}»")):
        pinned()


def test_a_list_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("# remark\n\n" + "".join(f"{pin}\n" for pin in LISTED), "utf-8")
    monkeypatch.setattr(wheels, "PINS", listed)
    assert pinned() == LISTED


def test_the_names_are_normalized_sorted_and_each_there_once() -> None:
    names = [pin.name for pin in pinned()]
    assert names == [canonicalize_name(name) for name in names]
    assert names == sorted(set(names))


def test_the_list_says_nothing_of_where_wheels_come_from() -> None:
    text = PINS.read_text("utf-8")
    assert not re.search(r"://|@|index|find-links|\.(org|com|net|io|dev|local|vn)\b", text)


def _dependencies() -> list[Requirement]:
    """Return what the package and its part for Outlook need on Windows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["outlook"]]
    required = map(Requirement, needed)
    return [r for r in required if r.marker is None or r.marker.evaluate(WINDOWS)]


@pytest.mark.parametrize("needed", _dependencies(), ids=str)
def test_every_dependency_is_pinned_at_a_version_that_is_allowed(needed: Requirement) -> None:
    (pin,) = [pin for pin in pinned() if pin.name == canonicalize_name(needed.name)]
    assert pin.version in needed.specifier


def test_the_dependencies_are_those_of_windows() -> None:
    assert "pywin32" in {needed.name for needed in _dependencies()}


def test_what_is_held_back_is_pinned_at_its_version() -> None:
    versions = {pin.name: str(pin.version) for pin in pinned()}
    held = {name: versions[name] for name in wheels._HELD_BACK}
    assert held == wheels._HELD_BACK
    assert list(held) == ["numpy"]


# Their files


def test_with_all_wheels_there_nothing_is_downloaded(tmp_path: Path, downloads: Downloads) -> None:
    _place(tmp_path, CONTENT)
    assert gather(tmp_path, LISTED) == [tmp_path / name for name in (ALPHA, BETA, NUMBERS)]
    assert downloads.commands == []


@pytest.mark.parametrize("others", [(BETA, NUMBERS), ()], ids=["all there", "others missing"])
@pytest.mark.parametrize(
    "content", [CONTENT[ALPHA] + b"x", CONTENT[ALPHA][:-1], b""], ids=["longer", "shorter", "empty"]
)
def test_a_wheel_of_another_hash_stops_before_anything_is_downloaded(
    tmp_path: Path, downloads: Downloads, others: tuple[str, ...], content: bytes
) -> None:
    _place(tmp_path, {ALPHA: content, **{name: CONTENT[name] for name in others}})
    with pytest.raises(SetupError) as stopped:
        gather(tmp_path, LISTED)
    for told in (tmp_path / ALPHA, hashlib.sha256(content).hexdigest(), LISTED[0].sha256):
        assert str(told) in str(stopped.value)
    assert downloads.commands == []
    assert (tmp_path / ALPHA).read_bytes() == content


@pytest.mark.parametrize("there", [(), (ALPHA,), (NUMBERS, ALPHA)], ids=len)
def test_only_the_missing_wheels_are_downloaded_and_with_their_hashes(
    tmp_path: Path, downloads: Downloads, there: tuple[str, ...]
) -> None:
    folder = tmp_path / "new" / "wheels"
    if there:
        folder.mkdir(parents=True)
        _place(folder, {name: CONTENT[name] for name in there})
    downloads.brings = {name: CONTENT[name] for name in CONTENT if name not in there}

    assert gather(folder, LISTED) == [folder / name for name in (ALPHA, BETA, NUMBERS)]
    missing = [pin for pin, name in zip(LISTED, CONTENT, strict=True) if name not in there]
    assert downloads.requirements == [[str(pin) for pin in missing]]
    (command,) = downloads.commands
    assert command[1:4] == ["-m", "pip", "download"]
    for option in (
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--platform=win_amd64",
        f"--python-version={PYTHON.minor}",
    ):
        assert option in command


@pytest.mark.parametrize(
    ("brought", "lacking"),
    [
        ((), "alpha, beta-two"),
        ((BETA,), "alpha"),
        ((ALPHA,), "beta-two"),
    ],
)
def test_a_download_that_does_not_bring_a_wheel_stops(
    tmp_path: Path, downloads: Downloads, brought: tuple[str, ...], lacking: str
) -> None:
    _place(tmp_path, {NUMBERS: CONTENT[NUMBERS]})
    downloads.brings = {name: CONTENT[name] for name in brought}
    with pytest.raises(SetupError, match=rf"of {lacking}\.$"):
        gather(tmp_path, LISTED)


def test_a_download_that_brings_another_version_stops(tmp_path: Path, downloads: Downloads) -> None:
    downloads.brings = {**CONTENT, "alpha-1.1-py3-none-any.whl": CONTENT[ALPHA]}
    del downloads.brings[ALPHA]
    with pytest.raises(SetupError, match=r"of alpha\.$"):
        gather(tmp_path, LISTED)


def test_a_downloaded_wheel_of_another_hash_stops(tmp_path: Path, downloads: Downloads) -> None:
    downloads.brings = {**CONTENT, BETA: b"something else"}
    with pytest.raises(SetupError) as stopped:
        gather(tmp_path, LISTED)
    digest = hashlib.sha256(b"something else").hexdigest()
    for told in (tmp_path / BETA, digest, LISTED[1].sha256):
        assert str(told) in str(stopped.value)


def test_a_download_that_fails_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*command: str | Path) -> str:
        raise SetupError("pip failed")

    monkeypatch.setattr(wheels, "run", fail)
    with pytest.raises(SetupError, match="pip failed"):
        gather(tmp_path, LISTED)


@pytest.mark.parametrize(
    "other",
    [
        "alpha-0.9-py3-none-any.whl",
        "alpha-1.0.1-py3-none-any.whl",
        "alpha_more-1.0-py3-none-any.whl",
        "alpha-1.0-cp311-cp311-manylinux_2_28_x86_64.whl",
        "other-1.0-py3-none-any.whl",
        "alpha.whl",
        "a wheel for later.whl",
        "alpha-1.0.tar.gz",
        "notes.txt",
    ],
)
def test_what_is_not_listed_is_ignored(tmp_path: Path, downloads: Downloads, other: str) -> None:
    _place(tmp_path, {**CONTENT, other: b"anything"})
    assert [wheel.name for wheel in gather(tmp_path, LISTED)] == [ALPHA, BETA, NUMBERS]
    assert downloads.commands == []


# What is in them


def _wheel(folder: Path, *files: str) -> Path:
    path = folder / ALPHA
    with zipfile.ZipFile(path, "w") as package:
        for name in files:
            package.writestr(name, f"content of {name}")
    return path


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("alpha.py", "home/site/alpha.py"),
        ("alpha/inner/__init__.py", "home/site/alpha/inner/__init__.py"),
        ("alpha/Tên có dấu.txt", "home/site/alpha/Tên có dấu.txt"),
        ("alpha-1.0.dist-info/METADATA", "home/site/alpha-1.0.dist-info/METADATA"),
        ("alpha/scripts/start.py", "home/site/alpha/scripts/start.py"),
        ("alpha-1.0.data/purelib/alpha/pure.py", "home/site/alpha/pure.py"),
        ("alpha-1.0.data/platlib/alpha/fast.pyd", "home/site/alpha/fast.pyd"),
        ("alpha-1.0.data/data/alpha64-1.0.dll", "home/alpha64-1.0.dll"),
        ("alpha-1.0.data/data/share/alpha/page.html", "home/share/alpha/page.html"),
        ("alpha-1.0.data/scripts/alpha.exe", None),
        ("alpha-1.0.data/scripts/inner/alpha.py", None),
        ("alpha/empty/", None),
        ("alpha-1.0.data/data/empty/", None),
    ],
)
def test_each_file_of_a_wheel_comes_to_its_place(
    tmp_path: Path, name: str, place: str | None
) -> None:
    home = tmp_path / "home"
    wheel = _wheel(tmp_path, name)
    unpack(wheel, home / "site", home)
    assert _files(tmp_path) == sorted([ALPHA, *([place] if place else [])])
    if place:
        assert (tmp_path / place).read_text("utf-8") == f"content of {name}"


@pytest.mark.parametrize(
    "name",
    [
        "../outside.py",
        "../site-two/outside.py",
        "alpha/../../outside.py",
        "alpha/inner/../../../../outside.py",
        "/outside.py",
        "{tmp_path}/outside.py",
        "alpha-1.0.data/data/../outside.dll",
        "alpha-1.0.data/data/{tmp_path}/outside.dll",
        "alpha-1.0.data/purelib/../../outside.py",
        "alpha-1.0.data/platlib/../outside.py",
    ],
)
def test_a_path_that_leaves_the_folder_stops(tmp_path: Path, name: str) -> None:
    name = name.format(tmp_path=tmp_path)
    home = tmp_path / "home"
    wheel = _wheel(tmp_path, name)
    with pytest.raises(SetupError, match=re.escape(f"«{name}»")):
        unpack(wheel, home / "site", home)
    assert _files(tmp_path) == [ALPHA]
