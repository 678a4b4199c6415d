"""``python -m tools.setup build`` as it is called: a problem is one sentence, nothing is made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.setup import wheels
from tools.setup.__main__ import main
from tools.setup.interpreter import PYTHON
from tools.setup.wheels import ROOT


def _build(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.setup", "build", *map(str, options)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_missing_archive_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing_listed = tmp_path / "wheels.txt"
    nothing_listed.write_text("", "utf-8")
    monkeypatch.setattr(wheels, "PINS", nothing_listed)
    archive, out = tmp_path / "none.zip", tmp_path / "out"
    options = ["--python-embed", str(archive), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["setup", "build", *options])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (sentence,) = printed.err.splitlines()
    assert sentence.startswith(f"There is no file {archive}: download {PYTHON.archive}")
    assert not out.is_dir() or list(out.iterdir()) == []


@pytest.mark.parametrize("missing", ["--python-embed", "--out"])
def test_what_is_needed_is_asked_for(tmp_path: Path, missing: str) -> None:
    options = {"--python-embed": str(tmp_path / "none.zip"), "--out": str(tmp_path / "out")}
    del options[missing]
    ended = _build(*(word for option in options.items() for word in option))
    assert ended.returncode == 2
    assert missing in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["--out", "--wheels"])
def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path, option: str) -> None:
    archive, taken = tmp_path / "none.zip", tmp_path / "taken"
    taken.write_text("something else")
    options = {"--python-embed": archive, "--out": tmp_path / "out", option: taken}
    ended = _build(*(word for pair in options.items() for word in pair))
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert taken.read_text() == "something else"
