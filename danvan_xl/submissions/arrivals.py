"""What lies in a folder of returned forms: files, and letters with files attached."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_xl.schema.text import normalise

LETTER_SUFFIXES = frozenset((".eml", ".msg"))
"""Letters saved from the mail program; what is attached to one came in with it."""

FORM_SUFFIXES = frozenset(
    (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".htm", ".html", ".mht", ".xml", ".csv")
)
"""Names that a form may have; what a file is, is decided by its content."""

WITHIN = " › "
"""Between the name of a letter and that of a file attached to it."""

_IGNORED = ("~$", ".")
"""How the names of lock files and hidden files begin."""

_OF_EXPLORER = frozenset(("desktop.ini", "thumbs.db"))
"""Files that Windows itself puts into a folder."""

_MOST_BELOW = 1_000
"""So many files below a folder are counted: there may be a whole disk."""


@dataclass(frozen=True)
class Arrival:
    """One file that came in."""

    name: str
    """As users know it: ``phieu.xlsx``, or ``thu.eml › phieu.xlsx`` when a letter brought it."""
    path: Path
    """Where its bytes are, under its own name."""
    received: date | None = None
    """The day on which it came in, where somebody or a letter says so."""
    letter: str = ""
    """Name of the letter that brought it; "" for a file that lies in the folder."""

    @classmethod
    def attached(cls, letter: str, path: Path, received: date | None) -> Arrival:
        """Return the file ``path`` that a letter of the day ``received`` brought."""
        return cls(f"{letter}{WITHIN}{path.name}", path, received, letter)


def letter_of(name: str) -> str:
    """Return the name of the letter that brought a file, "" for one that no letter brought."""
    return name.rpartition(WITHIN)[0]


def own_name(name: str) -> str:
    """Return the name of a file without that of the letter that brought it."""
    return name.rpartition(WITHIN)[2]


def same_name_key(name: str) -> str:
    """Return what the names of one file have in common, however people type it.

    Case, the form of the letters (NFC, NFD), characters that do not show and how many spaces
    stand where do not count. Several files may have one key.
    """
    return unicodedata.normalize("NFC", normalise(name).casefold())


def files_in(folder: Path, master: Path) -> list[Path]:
    """Return everything in ``folder`` that is to be looked at, by name; folders are not."""
    return sorted(
        path
        for path in folder.iterdir()
        if (path.is_symlink() or not path.is_dir())
        and not path.name.startswith(_IGNORED)
        and path.name.casefold() not in _OF_EXPLORER
        and path.resolve() != master.resolve()
    )


def files_below(folder: Path) -> int:
    """Return how many files lie in the folders of ``folder``, which are not looked at.

    Counted up to a thousand; links to other folders are not followed.
    """
    count = 0
    for place, _, names in os.walk(folder):
        count += len(names) if Path(place) != folder else 0
        if count >= _MOST_BELOW:
            break
    return min(count, _MOST_BELOW)


def may_hold_forms(path: Path) -> bool:
    """Whether a form is likely there, by the name alone."""
    suffix = path.suffix.lower()
    return suffix in FORM_SUFFIXES | LETTER_SUFFIXES
