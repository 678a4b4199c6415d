"""What ``doctor`` found, as one HTML page to be read in a browser, printed or sent on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from danvan_xl import __version__
from danvan_xl.commands.doctor import STATES, DoctorResult
from danvan_xl.installation.checks.check import State
from danvan_xl.installation.writing import put

TITLE = "Kiểm tra cài đặt danvan_xl"

_TEMPLATE = Path(__file__).with_suffix(".html")
_SYMBOLS: dict[State, str] = {"ok": "✓", "note": "•", "warning": "!", "error": "✗"}


def page(
    result: DoctorResult,
    note: Sequence[str] = (),
    *,
    failed: bool = False,
    when: datetime | None = None,
) -> str:
    """Return the page, which needs no other file.

    ``note``: sentences for the top, such as what was installed before. ``failed``: they say why
    the add-in could not be installed. ``when``: time of the examination; now when not given.
    """
    worst: State = "ok"
    if failed or result.errors:
        worst = "error"
    elif result.warnings:
        worst = "warning"
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8")).render(
        title=TITLE,
        version=__version__,
        when=when or datetime.now(),
        worst=worst,
        summary=_summary(result, failed),
        note=note,
        to_do=result.to_do,
        can_start=not failed and _is_in_excel(result),
        checks=result.checks,
        states=STATES,
        symbols=_SYMBOLS,
    )


def write_page(
    path: Path, result: DoctorResult, note: Sequence[str] = (), *, failed: bool = False
) -> None:
    """Write the page to ``path``, whatever is there; its folder must exist.

    Raises ``DanVanError`` when it cannot be written.
    """
    data = page(result, note, failed=failed).encode()
    try:
        put(path, data)
    except ImportError:  # the page tells of parts that are missing: it must do without them
        path.write_bytes(data)


def _summary(result: DoctorResult, failed: bool) -> str:
    if failed:
        return "Chưa cài được phần bổ trợ vào Excel"
    if result.has_findings:
        return result.summary
    return "Mọi thứ đều ổn"


def _is_in_excel(result: DoctorResult) -> bool:
    """Return whether the add-in is where Excel opens it."""
    return any(check.name == "addin" and check.state == "ok" for check in result.checks)
