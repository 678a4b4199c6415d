"""One module a format: the bytes of a file that is safe to read in, its cells out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook

Reader = Callable[[bytes, Limits], RawBook]
"""Raises ``Unreadable`` and nothing else but ``MemoryError``."""

READERS: Mapping[str, str] = {
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xls": "xls",
    "xlsb": "xlsb",
    "ods": "ods",
    "fods": "ods",
    "xml": "xml2003",
    "html": "html",
    "mht": "html",
    "csv": "csv_text",
}
"""Kind of file, as ``kinds.kind_of`` tells it → module of this folder."""


def reader_for(kind: str) -> Reader:
    """Return the function that reads files of ``kind``; only its module is imported."""
    read: Reader = import_module(f"{__name__}.{READERS[kind]}").read
    return read
