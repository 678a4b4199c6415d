"""The add-in, and what a workbook with macros needs, from sources and the installed xlwings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from danvan_xl.addin.modules import PROJECT, project_modules, xlwings_version
from danvan_xl.addin.package import as_addin, with_ribbon
from danvan_xl.addin.project import vba_project
from danvan_xl.addin.ribbon_xml import addin_ribbon, button_texts, workbook_ribbon
from danvan_xl.building.book import Book, build
from danvan_xl.building.macros import Macros, SheetButton
from danvan_xl.schema.guide import STEPS
from danvan_xl.schema.tables import MASTER_SHEETS

TITLE = "Dân vận khéo"
"""Name of the add-in in Excel's list."""
_TEXTS_SHEET = "functions"
_SETTINGS_SHEET = f"{PROJECT}.conf"
"""As xlwings looks for it, before any file."""
_MADE_IN = 2026
_FAILURE_NAME = "dvk_no_python"
_XLWINGS_PROPERTY = "xlwings"
_CUSTOM_PART = "docProps/custom.xml"
_STEP_FUNCTIONS = {"import": "import_forms"}
"""Steps whose function has another name than their command."""


def build_addin(settings: Mapping[str, str] | None = None) -> bytes:
    """Return ``danvan_xl.xlam``, tied to the installed xlwings; the same sources, the same bytes.

    ``settings``: what xlwings is to find in the add-in itself rather than in the user's
    configuration file, for PCs on which VBA cannot open that file; keys as in the file. Raises
    ``DanVanError`` when the installed xlwings is not one that the add-in can be made from.
    """
    macros = Macros(
        vba_project(project_modules(sheets=2 if settings else 1)),
        texts=_texts(),
        properties=_properties(),
    )

    def fill(book: Book) -> None:
        _write_functions(book)
        if settings:
            _write_settings(book, settings)

    workbook = build(TITLE, _MADE_IN, fill, macros)
    return with_ribbon(as_addin(workbook), addin_ribbon())


def workbook_macros() -> Macros:
    """Return what ``build_master`` needs to make a workbook with macros.

    Raises ``DanVanError`` as ``build_addin`` does.
    """
    return Macros(
        vba_project(project_modules(len(MASTER_SHEETS))),
        buttons={command: _sheet_button(command) for _, command, _ in STEPS},
        texts=_texts(),
        properties=_properties(),
    )


def with_workbook_ribbon(workbook: bytes) -> bytes:
    """Return a master made with ``workbook_macros`` with its ribbon."""
    return with_ribbon(workbook, workbook_ribbon())


def built_with(data: bytes) -> str:
    """Return the version of xlwings that an add-in or a workbook with macros was built from.

    Empty when the file does not say: it is broken, or not made here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            properties = etree.fromstring(opened.read(_CUSTOM_PART))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return ""
    found = (p for p in properties if p.get("name") == _XLWINGS_PROPERTY)
    return next(("".join(map(str, p.itertext())) for p in found), "")


def _write_functions(book: Book) -> None:
    """Write what ``Functions.bas`` reads: the category, then a function a row."""
    from danvan_xl.udfs import CATEGORY, descriptions  # loads xlwings; only building needs it

    sheet = book.workbook.add_worksheet(_TEXTS_SHEET)
    sheet.write_string(0, 0, CATEGORY)
    for row, (name, text, arguments) in enumerate(descriptions(), start=1):
        for column, words in enumerate((name, text, *arguments)):
            sheet.write_string(row, column, words)


def _write_settings(book: Book, settings: Mapping[str, str]) -> None:
    """Write what ``GetConfigFromSheet`` of xlwings reads: a key and its value a row.

    It looks keys up in upper case and stops at the first empty cell. Every value is a text, as
    one from the file would be.
    """
    sheet = book.workbook.add_worksheet(_SETTINGS_SHEET)
    sheet.hide()
    for row, (key, value) in enumerate(settings.items()):
        sheet.write_string(row, 0, key.upper())
        sheet.write_string(row, 1, value)


def _sheet_button(command: str) -> SheetButton:
    function = _STEP_FUNCTIONS.get(command, command)
    label, tag = button_texts(function)
    macro = "Sheet" + function.title().replace("_", "")
    return SheetButton(label, macro, tag or label)


def _texts() -> dict[str, str]:
    return {_FAILURE_NAME: button_texts("doctor")[1]}


def _properties() -> dict[str, str]:
    return {_XLWINGS_PROPERTY: xlwings_version()}
