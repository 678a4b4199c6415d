"""One Windows PC for one test: its own drive C:, registry and Python, on the parts of a machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from danvan_xl.installation.program import UNINSTALLER
from tests.windows.machine import LANGUAGES, USER, Machine, find

SECONDS = 300
"""How long one program may run; a round of the demonstration on a busy machine is the longest."""

VIETNAMESE_USER = "Cán bộ Dân vận"
"""A name of an account with spaces and with letters that no 8-bit code page has."""

_NO_NETWORK = (
    *("unshare", "--net", "--map-root-user"),
    *("sh", "-c", 'ip link set lo up && exec "$@"', "sh"),
)
"""Starts a program that reaches nothing but itself, as on a PC without a cable."""

_KEEP_ON = """
import ctypes, sys
ctypes.windll.user32.GetDesktopWindow()
print("on", flush=True)
ctypes.windll.kernel32.Sleep(-1)
"""


@dataclass(frozen=True)
class Ended:
    """A program that has ended, and what it wrote."""

    code: int
    raw_out: bytes
    raw_err: bytes

    @property
    def out(self) -> str:
        """Standard output, which must be UTF-8, with plain line ends."""
        return self.raw_out.decode("utf-8").replace("\r\n", "\n")

    @property
    def err(self) -> str:
        """Standard error in the same way."""
        return self.raw_err.decode("utf-8").replace("\r\n", "\n")

    @property
    def json(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


class Computer:
    """Paths are those of this system; ``windows_path`` tells what Windows calls them."""

    def __init__(
        self,
        machine: Machine,
        folder: Path,
        program: Path,
        *,
        user: str = VIETNAMESE_USER,
        language: str = LANGUAGES[0],
        bare: bool = False,
        display: str | None = None,
        cut_off: bool = False,
    ) -> None:
        """Make a PC in the new ``folder``.

        It has a Python of its own, where Python's own setup puts it, with the packages of
        ``program``, a complete program folder; ``bare``: it has none. ``display``: where windows
        are shown; nowhere when not given. ``cut_off``: there is no network.
        """
        self.folder = folder
        self._server = find("wineserver") or ""
        self._wine = [*(_NO_NETWORK if cut_off else ()), find("wine64") or ""]
        self._environment = machine.environment(folder, user, language)
        if display:
            self._environment["DISPLAY"] = display
        _copy_windows(machine.prefix, folder, user)
        self.drive = folder / "drive_c"
        self.profile = self.drive / "users" / user
        self.home = self.profile / "AppData" / "Local" / "Programs" / "Python" / "Python311"
        self.helper = machine.foundation / "python.exe"
        self.program = self.profile / "AppData" / "Local" / "Programs" / "danvan_xl"
        """Where the setup puts the program when it is not told otherwise."""
        self.python = self.home / "python.exe"
        if not bare:
            self._install_python(program)
        self._keeper: subprocess.Popen[bytes] | None = None

    def switch_on(self) -> None:
        """Start what Wine starts on demand and ends when no program needs it.

        It would inherit the pipes of the program that needs it first, and keep them open.
        """
        self._keeper = subprocess.Popen(
            [*self._wine, self.helper, "-c", _KEEP_ON],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._keeper.stdout
        with self._keeper.stdout as ready:
            assert ready.readline().strip() == b"on"

    def _install_python(self, program: Path) -> None:
        self.home.mkdir(parents=True)
        for path in program.iterdir():
            if path.suffix in (".exe", ".dll", ".pyd", ".zip"):
                shutil.copy(path, self.home)
        site = program / "site"
        packages = [site, site / "win32", site / "win32" / "lib"]
        path = ["python311.zip", ".", *map(self.windows_path, packages), "import site"]
        (self.home / "python311._pth").write_text("\n".join(path), "utf-8")

    def windows_path(self, path: Path) -> str:
        """Return what Windows calls ``path``."""
        if path.is_relative_to(self.drive):
            return str(PureWindowsPath("C:/", path.relative_to(self.drive)))
        return str(PureWindowsPath("Z:/", path.relative_to("/")))

    def start(
        self, program: str | Path, *arguments: str | Path, listens: bool = False
    ) -> subprocess.Popen[bytes]:
        """Start a Windows program with pipes; paths among the arguments are made Windows' own.

        ``listens``: it has a standard input.
        """
        command = [a if isinstance(a, str) else self.windows_path(a) for a in arguments]
        return subprocess.Popen(
            [*self._wine, str(program), *command],
            stdin=subprocess.PIPE if listens else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.profile,
            env=self._environment,
        )

    def run(self, program: str | Path, *arguments: str | Path) -> Ended:
        """Run a Windows program to its end."""
        with self.start(program, *arguments) as process:
            try:
                out, err = process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return Ended(process.returncode, out, err)

    def run_python(self, code: str, *arguments: str | Path) -> Ended:
        """Run a piece of Python code, which finds ``arguments`` in ``sys.argv``."""
        return self.run(self.python, "-X", "utf8", "-c", code, *arguments)

    def danvan_xl(self, *arguments: str | Path) -> Ended:
        """Run the command line of the package."""
        return self.run(self.python, "-m", "danvan_xl", *arguments)

    def command_line(self, line: str) -> int:
        """Run a whole command line as VBA does, unseen, and return its exit code.

        That is ``WScript.Shell``, which replaces ``%NAME%`` and takes the program from the front.
        """
        code = """
import sys, win32com.client
sys.exit(win32com.client.Dispatch("WScript.Shell").Run(sys.argv[1], 0, True))
"""
        ended = self.run_python(code, line)
        assert ended.out + ended.err == "", ended
        return ended.code

    def set_registry(self, key: str, name: str, value: int | str) -> None:
        """Plant a value of the registry."""
        kind = "REG_DWORD" if isinstance(value, int) else "REG_SZ"
        done = self.run("reg", "add", key, "/v", name, "/t", kind, "/d", str(value), "/f")
        assert done.code == 0, done.raw_err

    def registry(self, *keys: str) -> str:
        """Return all that is in the registry below ``keys``."""
        texts = []
        for number, key in enumerate(keys):
            file = self.folder / f"{number}.reg"
            self.run("reg", "export", key, file, "/y")
            texts.append(file.read_text("utf-16"))
            file.unlink()
        return "\n".join(texts)

    def install(self, setup: Path, *arguments: str) -> Ended:
        """Run a setup unseen; ``python`` is then the one that it brings."""
        ended = self.run(setup, "/S", *arguments)
        self.python = self.program / "python.exe"
        return ended

    def uninstall(self, *arguments: str) -> Ended:
        """Run the uninstaller unseen, until it has deleted itself or given up."""
        uninstaller = self.program / UNINSTALLER
        ended = self.run(uninstaller, "/S", *arguments)  # a copy of it goes on
        self.wait_for_end("Un.exe")
        return ended

    def wait_for_end(self, program: str) -> None:
        """Wait until ``program`` runs no more."""
        name, latest = program.encode(), time.monotonic() + SECONDS
        while any(name in _read(Path("/proc", id_, "cmdline")) for id_ in self.processes()):
            assert time.monotonic() < latest
            time.sleep(0.1)

    def tree(self) -> dict[str, bytes | None]:
        """Return every folder (None) and file (its content) of the profile but temporary ones."""
        return {
            str(path.relative_to(self.profile)): path.read_bytes() if path.is_file() else None
            for path in sorted(self.profile.rglob("*"))
            if not path.is_relative_to(self.profile / "Temp")
        }

    def log(self) -> list[str]:
        """Return the lines of the program's log."""
        (file,) = (self.profile / "AppData").rglob("danvan_xl.log")
        return file.read_text("utf-8").splitlines()

    def switch_off(self) -> None:
        """End every program of this PC, and only of this, and delete it."""
        subprocess.run([self._server, "-k"], env=self._environment, check=False)
        subprocess.run([self._server, "-w"], env=self._environment, check=False)
        if self._keeper:
            self._keeper.wait()
        shutil.rmtree(self.folder)

    def processes(self) -> list[str]:
        """Return the ids of the processes of this PC that run."""
        mark = f"WINEPREFIX={self.folder}\0".encode()
        return [
            path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if mark in _read(path)
        ]


def _read(path: Path) -> bytes:
    """Return what ``/proc`` says of a process, nothing when it is gone."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _copy_windows(source: Path, target: Path, user: str) -> None:
    """Copy what programs change; Windows' own folder, which is large, is shared."""
    target.mkdir(parents=True)
    (target / "dosdevices").mkdir()
    (target / "dosdevices" / "c:").symlink_to("../drive_c")
    (target / "dosdevices" / "z:").symlink_to("/")
    shutil.copy(source / ".update-timestamp", target)
    for registry in source.glob("*.reg"):
        text = registry.read_text("latin-1")
        renamed = text.replace(_in_registry(USER), _in_registry(user))
        (target / registry.name).write_text(renamed, "latin-1")
    for folder in (source / "drive_c").iterdir():
        if folder.name == "windows":
            (target / "drive_c" / "windows").symlink_to(folder)
        else:
            shutil.copytree(folder, target / "drive_c" / folder.name, symlinks=True)
    (target / "drive_c" / "users" / USER).rename(target / "drive_c" / "users" / user)


def _in_registry(user: str) -> str:
    """Return a profile's path as Wine writes it into its registry files."""
    return r"C:\\users\\" + "".join(c if c.isascii() else f"\\x{ord(c):04x}" for c in user)
