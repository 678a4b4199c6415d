"""Keeps a copy of every form that was accepted, byte for byte, under its hash."""

from __future__ import annotations

import contextlib
import hashlib
import re
import stat
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.ooxml.refusals import FileInUse
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.problems import reason

ORIGINALS_FOLDER = "ban-goc"
"""Folder beside the master into which the copies go."""

_SUFFIX = re.compile(r"\.[a-z]{3,4}")


def keep_original(folder: Path, sha256: str, suffix: str, data: bytes) -> Path:
    """Keep ``data`` in ``folder``, made when it is not there, and return the path of the copy.

    ``suffix`` tells the kind of the file, ``.xlsx``; the name it came under has no say. A copy
    that is there already, and whole, stays as it is. Raises ``DanVanError`` when the copy cannot
    be written; then there is no part of it.
    """
    if hashlib.sha256(data).hexdigest() != sha256 or not _SUFFIX.fullmatch(suffix):
        raise ValueError(f"not the content of {sha256}, or no suffix: {suffix}")
    path = folder / f"{sha256}{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            if path.read_bytes() == data:
                return path
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
        replace_file(path, data, expected=None)
    except (OSError, FileInUse) as error:
        problem = error if isinstance(error, OSError) else error.__cause__
        why = reason(problem) if isinstance(problem, OSError) else str(error)
        raise DanVanError(
            f"Không cất được bản gốc của phiếu vào thư mục «{folder.name}»: {why}. "
            "Kiểm tra ổ đĩa và quyền ghi rồi nhập lại."
        ) from error
    with contextlib.suppress(OSError):  # some network drives have no such mark
        path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
    return path
