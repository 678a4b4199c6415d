"""What ``doctor`` looks at, each in a small function; they never change anything."""

from __future__ import annotations

from danvan_xl.installation.checks import (
    addin,
    blocks,
    book,
    configuration,
    marks,
    office,
    python,
    rivals,
    storage,
    trust,
)
from danvan_xl.installation.checks.check import Check, Look, Situation, Topic

LOOKS: tuple[Look, ...] = (
    office.excel,
    python.python,
    python.pywin32,
    addin.addin,
    addin.xlwings,
    configuration.configuration,
    configuration.other_configuration,
    python.server,
    python.library,
    addin.script,
    trust.addins_allowed,
    trust.addin_macros,
    blocks.disabled,
    marks.addin_mark,
    blocks.processes,
    rivals.clash,
    rivals.twice,
    storage.book_place,
    storage.book_writable,
    book.book_kind,
    marks.book_mark,
    book.book_macros,
    office.pdf,
    office.outlook,
    storage.data_folder,
)


def examine(situation: Situation) -> tuple[Check, ...]:
    """Return what was found, in the order in which it should be put right."""
    return tuple(check for look in LOOKS if (check := _found(look, situation)) is not None)


def _found(look: Look, situation: Situation) -> Check | None:
    """Return what ``look`` found; a file that cannot be read now must not stop the others."""
    try:
        return look(situation)
    except OSError as refused:
        name = getattr(look, "__name__", "").replace("_", "-")
        return Topic(name, "Mục không xem được").warning(
            f"Không đọc được {refused.filename} ({refused.strerror}).",
            "Đóng Excel, gõ: danvan-xl doctor",
        )
