"""What Excel's "Import Functions" does with ``danvan_xl.udfs``: xlwings' own code, no Excel."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import xlwings as xw

import danvan_xl.udfs

MODULE = danvan_xl.udfs.__name__


@dataclass
class Imported:
    """A module ``danvan_xl.udfs`` as xlwings on Windows sees it, and what it gave to Excel."""

    module: ModuleType
    vba: str
    options: list[dict[str, Any]] = field(default_factory=list)
    """The arguments of each ``Application.MacroOptions``, with ``Macro``."""


def import_functions(workbook_name: str) -> Imported:
    """Run ``xlwings.udfs.import_udfs`` for a workbook of that name.

    Where pywin32 is missing, stubs stand for it: xlwings' generator itself does not use it.
    """
    with mock.patch.dict(sys.modules, _missing_pywin32()):
        return _run(importlib.import_module("xlwings.udfs"), workbook_name)


def _run(udfs: ModuleType, workbook_name: str) -> Imported:
    with mock.patch.multiple(xw, func=udfs.xlfunc, arg=udfs.xlarg):
        module = _load()
    imported = Imported(module, "")
    book = mock.Mock()
    book.Name = workbook_name
    book.Application.Version = "16.0"

    def take(path: str) -> None:
        imported.vba = Path(path).read_text(encoding="ascii")

    def remember(macro: str, **options: Any) -> None:
        imported.options.append({"Macro": macro, **options})

    book.VBProject.VBComponents.Import.side_effect = take
    book.Application.MacroOptions.side_effect = remember
    known = {MODULE: {"filename": "", "filetime": None, "module": module}}
    with mock.patch.dict(udfs.udf_modules, known):
        udfs.import_udfs(MODULE, book)
    return imported


def _load() -> ModuleType:
    """Return the module run anew, beside the one that is imported."""
    spec = importlib.util.find_spec(MODULE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _missing_pywin32() -> dict[str, ModuleType]:
    if importlib.util.find_spec("pythoncom") is not None:
        return {}
    stubs = {name: ModuleType(name) for name in ("pythoncom", "pywintypes", "win32com")}
    client = ModuleType("win32com.client")
    stubs["pythoncom"].CoInitialize = lambda: None  # type: ignore[attr-defined]
    stubs["pywintypes"].com_error = OSError  # type: ignore[attr-defined]
    client.Dispatch = mock.Mock()  # type: ignore[attr-defined]
    return {**stubs, "win32com.client": client}
