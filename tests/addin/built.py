"""Built files taken apart by other means than those that made them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # oletools is older than its parser
    from oletools.olevba import VBA_Parser, decompress_stream

__all__ = [
    "PROJECT_PART",
    "VBA_Parser",
    "decompress_stream",
    "modules",
    "parts",
    "with_parts",
]

PROJECT_PART = "xl/vbaProject.bin"


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in (parts(data) | changed).items():
            package.writestr(name, part)
    return stream.getvalue()


def modules(data: bytes) -> dict[str, str]:
    """The VBA modules of a workbook as oletools reads them: name → text with its attributes."""
    parser = VBA_Parser("workbook.xlsm", data=data)
    try:
        return {file.rpartition(".")[0]: text for _, _, file, text in parser.extract_macros()}
    finally:
        parser.close()
