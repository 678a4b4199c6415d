"""Reads one file of a folder: only a plain file, lying in that folder, not too large."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path

from danvan_xl.problems import reason
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety.telling import megabytes, shown, too_large

_STANDS_FOR_ANOTHER = 0x20000000
"""The bit of a Windows reparse tag that symlinks and mount points have, cloud files have not."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_HIDDEN = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters without width, and those that turn the direction of reading."""
_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def lone_file(path: Path, folder: Path, limits: Limits) -> bytes:
    """Return the bytes of ``path``, which lies in ``folder`` or below it.

    Raises :class:`Unreadable`: T01 when the system refuses, T07 when it is too large (before it
    is read), T15 for links, devices, other places and names with tricks.
    """
    _check_name(path.name)
    try:
        if not path.parent.resolve().is_relative_to(folder.resolve()):
            raise Unreadable("T15", what="Tệp nằm ngoài thư mục được nhập")
        _check_plain(os.lstat(path))
        return _read(path, limits.file_bytes)
    except OSError as problem:
        raise Unreadable("T01", reason=f"{reason(problem)}.") from problem


def _check_name(name: str) -> None:
    """Names that Windows or a screen takes for another name than the one that is written."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name) or _HIDDEN.search(name):
        raise Unreadable("T15", what=f"Tên tệp «{shown(name)}» có ký tự ẩn hoặc đảo chiều chữ")
    if "\\" in name or "/" in name or ":" in name:
        raise Unreadable("T15", what=f"Tên tệp «{shown(name)}» có dấu của đường dẫn (\\ / :)")
    if not name.strip(". ") or name.endswith((".", " ")) or _DEVICE.fullmatch(name):
        raise Unreadable("T15", what=f"Tên tệp «{shown(name)}» không dùng được trên Windows")


def _check_plain(seen: os.stat_result) -> None:
    stands_for_another = getattr(seen, "st_reparse_tag", 0) & _STANDS_FOR_ANOTHER
    if stat.S_ISLNK(seen.st_mode) or stands_for_another:
        raise Unreadable("T15", what="Tệp chỉ là liên kết trỏ tới tệp ở nơi khác")
    if not stat.S_ISREG(seen.st_mode):
        raise Unreadable("T15", what="Đây không phải là một tệp thường")


def _read(path: Path, most: int) -> bytes:
    """Read at most one byte more than is allowed; what was opened is looked at once more."""
    with os.fdopen(os.open(path, _OPEN), "rb") as file:
        opened = os.fstat(file.fileno())
        _check_plain(opened)
        if opened.st_size <= most:
            data = file.read(most + 1)
            if len(data) <= most:
                return data
    raise too_large(f"hơn {megabytes(most)}")
