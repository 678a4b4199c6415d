"""Bytes of a Word file that are the same each time it is saved."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip archive can hold."""


def saved_bytes(document: Document) -> bytes:
    """Return ``document`` as the bytes of a .docx that hold no trace of when they were made."""
    raw = io.BytesIO()
    document.save(raw)
    return without_times(raw.getvalue())


def without_times(archive: bytes) -> bytes:
    """Return the zip ``archive`` with every member's time set to the earliest a zip can hold."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same bytes on every system
            target.writestr(member, source.read(name))
    return out.getvalue()
