"""The modules of the VBA project: ours from ``macros``, and xlwings' own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from danvan_xl.errors import DanVanError
from danvan_xl.resources import folder

PROJECT = "danvan_xl"
"""Name of the VBA project; it also names xlwings' configuration file of a user."""
WORKBOOK = "ThisWorkbook"

_XLWINGS_PROJECT = 'Const PROJECT_NAME As String = "myaddin"'
_NAME = re.compile(r'^Attribute VB_Name = "(\w+)"$', re.MULTILINE)
_EXPORT_HEADER = re.compile(r"\AVERSION 1\.0 CLASS\nBEGIN\n.*?^END\n", re.DOTALL | re.MULTILINE)
_EXPOSED = re.compile(r"^Attribute VB_Exposed = .*\n", re.MULTILINE)
_DOCUMENT_HEADER = (
    'Attribute VB_Name = "{name}"\n'
    'Attribute VB_Base = "0{{{base}}}"\n'
    "Attribute VB_GlobalNameSpace = False\n"
    "Attribute VB_Creatable = False\n"
    "Attribute VB_PredeclaredId = True\n"
    "Attribute VB_Exposed = True\n"
    "Attribute VB_TemplateDerived = False\n"
    "Attribute VB_Customizable = True\n"
)
_CLASS_BASE = "FCFB3D2A-A0FA-1068-A738-08002B3371B5"
_WORKBOOK_BASE = "00020819-0000-0000-C000-000000000046"
_SHEET_BASE = "00020820-0000-0000-C000-000000000046"


class Kind(Enum):
    """What a module is in the project; the value is its keyword in the stream ``PROJECT``."""

    STANDARD = "Module"
    CLASS = "Class"
    DOCUMENT = "Document"


@dataclass(frozen=True)
class Module:
    """A module as it stands in the project: its attributes, then its code, with CRLF."""

    name: str
    kind: Kind
    code: str


def project_modules(sheets: int) -> list[Module]:
    """Return all modules of the project of a workbook with so many sheets, in their order."""
    documents = [_document(f"Sheet{index + 1}", _SHEET_BASE) for index in range(sheets)]
    own = {module.name: module for module in map(_module, _own_files())}
    workbook = own.pop(WORKBOOK)
    return [workbook, *documents, *own.values(), *xlwings_modules()]


def xlwings_modules() -> list[Module]:
    """Return what the installed xlwings brings: its module, named for us, and its dictionary.

    Raises ``DanVanError`` when the installed version has them no longer as we know them.
    """
    place = xlwings_folder()
    try:
        main = _text(place / "xlwings_custom_addin.bas")
        dictionary = _text(place / "addin" / "Dictionary.cls")
    except FileNotFoundError as error:
        raise _unknown_xlwings() from error
    if _XLWINGS_PROJECT not in main:
        raise _unknown_xlwings()
    main = main.replace(_XLWINGS_PROJECT, _XLWINGS_PROJECT.replace("myaddin", PROJECT))
    return [_of_text(main, "xlwings_custom_addin.bas"), _of_text(dictionary, "Dictionary.cls")]


def xlwings_folder() -> Path:
    """Return where the installed xlwings lies, without loading it."""
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise _unknown_xlwings()
    return Path(spec.origin).parent


def xlwings_version() -> str:
    """Return the version of the installed xlwings, to which a built project is tied."""
    return version("xlwings")


def _unknown_xlwings() -> DanVanError:
    return DanVanError(
        "Bản xlwings đang cài không có phần mẫu để làm tiện ích Excel. Cài lại chương trình "
        "cùng các gói đi kèm rồi làm lại."
    )


def _own_files() -> Iterable[Path]:
    sources = folder("macros")
    return sorted([*sources.glob("*.bas"), *sources.glob("*.cls")])


def _text(path: Path) -> str:
    """Return a source file; VBA knows no Unicode, so it must be plain ASCII."""
    return path.read_text(encoding="ascii").replace("\r\n", "\n")


def _module(path: Path) -> Module:
    return _of_text(_text(path), path.name)


def _of_text(text: str, file: str) -> Module:
    named = _NAME.search(text)
    if named is None:
        raise ValueError(f"{file} does not say what its module is called")
    name = named[1]
    if file.endswith(".bas"):
        return _made(name, Kind.STANDARD, text)
    text = _EXPORT_HEADER.sub("", text)
    if name == WORKBOOK:
        code = text[text.rindex("Attribute VB_Exposed") :].partition("\n")[2]
        return _document(name, _WORKBOOK_BASE, code)
    base = f'{named[0]}\nAttribute VB_Base = "0{{{_CLASS_BASE}}}"'
    more = r"\g<0>Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False\n"
    text = _EXPOSED.sub(more, text.replace(named[0], base, 1), count=1)
    return _made(name, Kind.CLASS, text)


def _document(name: str, base: str, code: str = "") -> Module:
    return _made(name, Kind.DOCUMENT, _DOCUMENT_HEADER.format(name=name, base=base) + code)


def _made(name: str, kind: Kind, text: str) -> Module:
    return Module(name, kind, text.replace("\n", "\r\n"))
