"""What ``doctor`` looks at, each in a small function; they never change anything."""

from __future__ import annotations

from danvan_xl.installation.advice import set_up_again, typed
from danvan_xl.installation.checks import (
    addin,
    blocks,
    book,
    configuration,
    marks,
    office,
    program,
    python,
    rivals,
    storage,
    trust,
)
from danvan_xl.installation.checks.check import Check, Look, Situation, Topic

LOOKS: tuple[Look, ...] = (
    office.excel,
    python.python,
    program.program,
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
    """Return what ``look`` found; what cannot be read now, or loaded, must not stop the others."""
    topic = Topic(getattr(look, "__name__", "").replace("_", "-"), "Mục không xem được")
    try:
        return look(situation)
    except OSError as refused:
        return topic.warning(
            f"Không đọc được {refused.filename} ({refused.strerror}).",
            f"Đóng Excel, {typed(situation.machine, 'doctor')}",
        )
    except ImportError as missing:
        return topic.error(
            f"Một thư viện của chương trình thiếu hoặc hỏng ({missing}).",
            set_up_again(situation.machine)
            or "Xem phần mềm diệt vi-rút có cách ly tệp nào của Python không, rồi cài lại chương "
            "trình như lần đầu.",
        )
