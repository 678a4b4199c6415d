"""What lies in a folder of returned forms: files, and letters with files attached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_xl.submissions.receipts import RECEIPTS_FILE

LETTER_SUFFIX = ".eml"
"""A letter saved from the mail program; what is attached to it came in with it."""

FORM_SUFFIXES = frozenset(
    (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".htm", ".html", ".mht", ".xml", ".csv")
)
"""Names that a form may have; what a file is, is decided by its content."""

WITHIN = " › "
"""Between the name of a letter and that of a file attached to it."""

_IGNORED = ("~$", ".")
"""How the names of lock files and hidden files begin."""


@dataclass(frozen=True)
class Arrival:
    """One file that came in."""

    name: str
    """As users know it: ``phieu.xlsx``, or ``thu.eml › phieu.xlsx`` when a letter brought it."""
    path: Path
    """Where its bytes are."""
    received: date | None = None
    """The day on which it came in, as far as it is known."""


def files_in(folder: Path, master: Path) -> list[Path]:
    """Return everything in ``folder`` that is to be looked at, by name; folders are not."""
    return sorted(
        path
        for path in folder.iterdir()
        if (path.is_symlink() or not path.is_dir())
        and not path.name.startswith(_IGNORED)
        and path.name != RECEIPTS_FILE
        and path.resolve() != master.resolve()
    )


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files in the folders of ``folder``, which are not looked at."""
    return (path for path in folder.glob("*/**/*") if path.is_file())


def may_hold_forms(path: Path) -> bool:
    """Whether a form is likely there, by the name alone."""
    suffix = path.suffix.lower()
    return suffix in FORM_SUFFIXES or suffix == LETTER_SUFFIX
