"""Names that letters give to attached files, made fit for every disk and screen."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PureWindowsPath

_LONGEST = 100
_LONGEST_SUFFIX = 10
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Categories of characters that do not show, or that turn the direction of reading."""
_SOFT_HYPHEN = "\u00ad"
"""Does not show either, but is the letter ư where a text is in an old Vietnamese encoding."""
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices."""


def safe_name(name: str, number: int) -> str:
    """Return what a file that somebody calls ``name`` is called here.

    Folders are left out, characters that do not show too, and what Windows has no files of.
    ``number`` makes a name where nothing is left of it.
    """
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(c for c in name if c == _SOFT_HYPHEN or unicodedata.category(c) not in _HIDDEN)
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name))
    name = " ".join(name.split()).strip(" .")
    if not name:
        return f"tep-{number}"
    if _DEVICE.fullmatch(name):
        name = f"_{name}"
    stem, suffix = _parts(name)
    return stem[: _LONGEST - len(suffix)].rstrip(" .") + suffix


def unlike(name: str, taken: set[str]) -> str:
    """Return ``name``, numbered when it is among ``taken`` (in small letters), and take it."""
    stem, suffix = _parts(name)
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}){suffix}"
    taken.add(name.casefold())
    return name


def _parts(name: str) -> tuple[str, str]:
    suffix = PureWindowsPath(name).suffix
    if len(suffix) > _LONGEST_SUFFIX:
        return name, ""
    return name.removesuffix(suffix), suffix
