"""Where the folders lie whose files are opened in Excel and Word."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return ``workbooks``, ``macros`` or ``report_templates``.

    They are inside the installed package; in a checkout they stand beside it.
    """
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
