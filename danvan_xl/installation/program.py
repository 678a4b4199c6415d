"""The program folder that the setup makes: are all its files there, as they were made?

Imports nothing but the standard library: it is asked when other parts are broken.
"""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MANIFEST = "noi-dung.txt"
"""Beside the interpreter: SHA-256 and path of every file of the program, as sha256sum has it."""
COMMAND = "danvan-xl.cmd"
"""Beside the interpreter: runs the command line."""
UNINSTALLER = "go-cai-dat.exe"
"""Beside the interpreter of an installed program; the archive has none, nor a Start menu."""
SETUP = "DanVanKheo-Setup.exe"

RUN_SETUP = f"chạy lại bộ cài {SETUP} (hoặc xóa thư mục rồi giải nén lại bản .zip)"
"""How to have the program put there anew, as part of a sentence."""

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_NAMED = 3
"""Files that a sentence names; of the others it gives the number."""


@dataclass(frozen=True)
class Program:
    """A program folder compared with its manifest."""

    files: int
    """How many the manifest names."""
    missing: tuple[str, ...]
    """Paths with /, in the order of the manifest."""
    changed: tuple[str, ...]
    """Likewise those whose content is another or cannot be read; first the manifest itself, when
    it is damaged."""

    extra: tuple[str, ...] = ()
    """Libraries of another version beside those of the manifest, by the folders that name them."""

    @property
    def problem(self) -> str:
        """What is missing and what differs, as part of a sentence; "" when nothing."""
        told = (
            ("thiếu", self.missing),
            ("sai nội dung", self.changed),
            ("lẫn bản khác", self.extra),
        )
        return "; ".join(f"{what} {_some(files)}" for what, files in told if files)


def is_from_setup(folder: Path) -> bool:
    """Return whether the setup, or its archive, made the program in ``folder``."""
    return (folder / MANIFEST).is_file()


def compared(folder: Path) -> Program | None:
    """Compare every file of the program in ``folder``; None when it is not from the setup.

    Takes a few seconds for the whole program.
    """
    if not is_from_setup(folder):
        return None
    listed, is_sound = _listed(folder / MANIFEST)
    missing: list[str] = []
    changed = [] if is_sound else [MANIFEST]
    for path, digest in listed.items():
        try:
            if _digest(folder / path) != digest:
                changed.append(path)
        except FileNotFoundError:
            missing.append(path)
        except OSError:
            changed.append(path)
    versions = {path.split("/")[1] for path in listed if path.startswith("site/")}
    extra = {path.name for path in folder.glob("site/*.dist-info")} - versions
    return Program(len(listed), tuple(missing), tuple(changed), tuple(sorted(extra)))


def damage() -> str | None:
    """Return what is wrong with the program that runs this and what to do, None when nothing is.

    None, too, when it is not from the setup.
    """
    folder = Path(sys.executable).parent
    program = compared(folder)
    if program is None or not program.problem:
        return None
    return f"Chương trình bị hỏng: {program.problem}. {remedy(folder)}"


def remedy(folder: Path) -> str:
    """Return how to bring back what is missing or differs in the program in ``folder``."""
    return (
        f"Đóng Excel, {RUN_SETUP}. Nếu phần mềm diệt vi-rút cách ly tệp thì nhờ bộ phận CNTT cho "
        f"phép thư mục {folder}."
    )


def _listed(manifest: Path) -> tuple[dict[str, str], bool]:
    """Return path → hash, and whether the manifest is as the setup made it, as far as one sees."""
    try:
        lines = manifest.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeError):
        return {}, False
    entries = [line for line in lines if not line.startswith("# ")]
    found = [_LINE.fullmatch(line) for line in entries]
    listed = {match[2]: match[1] for match in found if match and _is_inside(match[2])}
    return listed, bool(listed) and len(listed) == len(entries)


def _is_inside(path: str) -> bool:
    """Return whether a path of the manifest names a file of the program folder on any system."""
    return not re.search(r"^/|[\\:\0]", path) and ".." not in PurePosixPath(path).parts


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _some(files: tuple[str, ...]) -> str:
    named = ", ".join(files[:_NAMED])
    rest = len(files) - _NAMED
    return f"{len(files)} tệp: {named}" + (f" và {rest} tệp khác" if rest > 0 else "")
