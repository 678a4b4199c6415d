"""Writing a VBA project from source text ([MS-OVBA]), without compiled code.

What frames the modules is what Excel itself wrote into xlwings' ``quickstart_addin_ribbon.xlam``
but for the reference to MSForms, which no module uses. The version in ``_VBA_PROJECT`` makes
Excel compile the modules from their text.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from danvan_xl.addin.compound import compound_file
from danvan_xl.addin.compression import compress
from danvan_xl.addin.modules import PROJECT, Kind, Module

_CODE_PAGE = "cp1252"
_ID = "{318BEE36-5BE1-492A-826D-473DB19B0F30}"
_PROTECTION = (
    'CMG="5D5F8AADDAA8DEA8DEA8DEA8DE"',
    'DPB="5D5F8AADDAADDBADDBAD"',
    'GC="5D5F8AADDAADDBADDB52"',
)
"""Not protected, no password, visible: encrypted by Excel with the project's id."""
_OFFICE = (
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files (x86)\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library"
)
"""The library of the ribbon's types; Excel finds it by its number wherever it lies."""
_COMPILE_FROM_TEXT = bytes.fromhex("CC61FFFF000000")
_NO_COOKIE = 0xFFFF


def vba_project(modules: Sequence[Module]) -> bytes:
    """Return ``vbaProject.bin`` with these modules; the same modules give the same bytes."""
    streams = {module.name: compress(module.code.encode(_CODE_PAGE)) for module in modules}
    return compound_file(
        {
            "VBA": {
                "dir": compress(_directory(modules)),
                "_VBA_PROJECT": _COMPILE_FROM_TEXT,
                **streams,
            },
            "PROJECT": _listing(modules).encode(_CODE_PAGE),
            "PROJECTwm": b"".join(
                module.name.encode(_CODE_PAGE) + b"\0" + _wide(module.name) + b"\0\0"
                for module in modules
            )
            + b"\0\0",
        }
    )


def _listing(modules: Sequence[Module]) -> str:
    """Return the stream ``PROJECT``: the modules as the editor lists them."""
    lines = [f'ID="{_ID}"']
    for module in modules:
        number = "/&H00000000" if module.kind is Kind.DOCUMENT else ""
        lines.append(f"{module.kind.value}={module.name}{number}")
    lines += [
        f'Name="{PROJECT}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        *_PROTECTION,
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines)


def _directory(modules: Sequence[Module]) -> bytes:
    """Return the stream ``dir``, uncompressed: the project, its reference, its modules."""
    information = (
        _record(0x01, _long(1))  # 32-bit Windows, as Excel writes it; 64-bit and macOS read it
        + _record(0x02, _long(0x0409))
        + _record(0x14, _long(0x0409))
        + _record(0x03, struct.pack("<H", 1252))
        + _record(0x04, PROJECT.encode(_CODE_PAGE))
        + _twice(0x05, "", 0x40)
        + _twice(0x06, "", 0x3D)
        + _record(0x07, _long(0))
        + _record(0x08, _long(0))
        + struct.pack("<HIIH", 0x09, 4, 0x61EEF783, 3)
        + _twice(0x0C, "", 0x3C)
    )
    library = _OFFICE.encode(_CODE_PAGE)
    reference = _twice(0x16, "Office", 0x3E) + _record(
        0x0D, _long(len(library)) + library + bytes(6)
    )
    listed = _record(0x0F, struct.pack("<H", len(modules)))
    listed += _record(0x13, struct.pack("<H", _NO_COOKIE))
    return (
        information
        + reference
        + listed
        + b"".join(map(_module_records, modules))
        + _record(0x10, b"")
    )


def _module_records(module: Module) -> bytes:
    procedural = module.kind is Kind.STANDARD
    return (
        _twice(0x19, module.name, 0x47)
        + _twice(0x1A, module.name, 0x32)
        + _twice(0x1C, "", 0x48)
        + _record(0x31, _long(0))  # the text starts where the stream does
        + _record(0x1E, _long(0))
        + _record(0x2C, struct.pack("<H", _NO_COOKIE))
        + _record(0x21 if procedural else 0x22, b"")
        + _record(0x2B, b"")
    )


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _twice(number: int, text: str, wide_number: int) -> bytes:
    """Return a text in the project's code page and again in UTF-16."""
    return _record(number, text.encode(_CODE_PAGE)) + _record(wide_number, _wide(text))


def _long(value: int) -> bytes:
    return struct.pack("<I", value)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
