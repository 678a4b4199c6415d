"""Replacing a file in one step: whatever happens, there is the old file or the new one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.refusals import FileChanged, FileInUse
from danvan_xl.problems import reason

_TRIES, _PAUSE = 4, 0.25
"""A virus scanner holds a new file for a moment; seconds between tries."""


@dataclass(frozen=True)
class Stamp:
    """How a file looked when it was read."""

    size: int
    modified: int
    sha256: str

    @classmethod
    def of(cls, path: Path, data: bytes) -> Stamp:
        """The stamp of a file whose content is ``data``."""
        status = path.stat()
        return cls(len(data), status.st_mtime_ns, hashlib.sha256(data).hexdigest())


def is_as_stamped(path: Path, stamp: Stamp) -> bool:
    """Whether the file still has the content it was read with, whoever touched it since."""
    try:
        if path.stat().st_size != stamp.size:
            return False
        return hashlib.sha256(path.read_bytes()).hexdigest() == stamp.sha256
    except FileNotFoundError:
        return False


def replace_file(path: Path, data: bytes, expected: Stamp | None) -> Stamp:
    """Write ``data`` to ``path`` in one step and return its new stamp.

    ``expected`` None means that whatever is there may be replaced. FileChanged when the file is
    not the expected one, FileInUse when it cannot be replaced now or the disk refuses; then the
    old file is as it was and no temporary file is left.
    """
    path = Path(os.path.realpath(path))
    try:
        if path.exists() and not path.stat().st_mode & stat.S_IWRITE:
            raise PermissionError(f"{path} is read-only")
        if expected is not None and not is_as_stamped(path, expected):
            raise FileChanged(texts.CHANGED.format(name=path.name))
        temporary = path.with_name(f".~danvan-{secrets.token_hex(6)}.tmp")
        file = temporary.open("xb")
    except PermissionError as error:
        raise _in_use(path) from error
    except OSError as error:
        raise _cannot_save(path, error) from error
    try:
        with file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        if expected is not None and not is_as_stamped(path, expected):
            raise FileChanged(texts.CHANGED.format(name=path.name))
        _move(temporary, path)
        _flush_folder(path.parent)
        return Stamp.of(path, data)
    except PermissionError as error:
        raise _in_use(path) from error
    except OSError as error:
        raise _cannot_save(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def who_has_open(path: Path) -> str | None:
    """The user named in the lock file that Excel or LibreOffice puts beside an open file."""
    with contextlib.suppress(OSError):
        lock = path.with_name(f"~${path.name}").read_bytes()
        if lock:
            wide = lock[57 : 57 + 2 * lock[55]] if len(lock) > 57 else b""
            narrow = lock[1 : 1 + lock[0]]
            name = wide.decode("utf-16-le", "ignore") or narrow.decode("cp1258", "ignore")
            return name.strip(" \0") or None
    with contextlib.suppress(OSError):
        lock = path.with_name(f".~lock.{path.name}#").read_bytes()
        fields = lock.decode("utf-8", "ignore").split(",")
        return next((field.strip() for field in fields[:2] if field.strip()), None)
    return None


def _move(temporary: Path, path: Path) -> None:
    for attempt in range(_TRIES):
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE)


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _in_use(path: Path) -> FileInUse:
    who = who_has_open(path)
    by = texts.IN_USE_BY.format(who=who) if who else ""
    return FileInUse(texts.IN_USE.format(name=path.name, who=by))


def _cannot_save(path: Path, error: OSError) -> FileInUse:
    return FileInUse(texts.CANNOT_SAVE.format(name=path.name, reason=reason(error)))
