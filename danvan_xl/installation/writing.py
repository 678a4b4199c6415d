"""Writing a file in one step, without loading the editor of workbooks before it is needed."""

from __future__ import annotations

from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whatever is there; its folder must exist.

    Raises ``FileInUse`` when the file cannot be written now; then the old one is as it was.
    """
    from danvan_xl.ooxml.saving import replace_file  # its package loads openpyxl and numpy

    replace_file(path, data, None)
