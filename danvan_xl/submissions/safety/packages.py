"""An OOXML package: what its parts link to, and what formulas in them reach for."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from lxml import etree

from danvan_xl.ooxml import BadFile, xmlbytes
from danvan_xl.ooxml.package import resolved
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.readers.biff12 import records, wide_text
from danvan_xl.submissions.safety import formulas
from danvan_xl.submissions.safety.dangers import Dangers
from danvan_xl.submissions.safety.telling import shown
from danvan_xl.submissions.safety.xml_text import is_markup, is_sloppy

_EMBEDDED = frozenset(("oleObject", "package"))
_ACTIVE = frozenset(("control", "activeXControlBinary"))
_CONNECTED = frozenset(("connections", "queryTable"))
_MACROS = frozenset(("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet"))
_FOLDERS = {"xl/embeddings/": "T13", "xl/activex/": "T14"}
_MACRO_PARTS = ("xl/vbaproject.bin", "xl/macrosheets/")
_WEB = ("http://", "https://", "mailto:")
_CELLS = (b"sheetData", b"<sst", b":sst")
"""How the cells of a sheet begin, and the texts they share."""
_BEGINS_LINK, _TO_PROGRAM, _TO_OBJECT = 360, 1, 2
"""The record ``BrtBeginSupBook`` of an .xlsb file, and what it says of a link's kind."""
_HOLDERS = rb"(?:f|formula[12]?|definedName|calculatedColumnFormula|totalsRowFormula)(?=[\s>])"
_INSIDE = xmlbytes.INSIDE + rb">([^<]*)<"
_FORMULA = re.compile(rb"<" + _HOLDERS + _INSIDE)
"""The text of an element that holds a formula."""
_PREFIXED_FORMULA = re.compile(rb"<[^\s:<>/]+:" + _HOLDERS + _INSIDE)
_PREFIXED = (b":f", b":definedName", b":calculated", b":totalsRow")
"""Without any of these, no such element has a prefix."""


def check(parts: Mapping[str, bytes], dangers: Dangers) -> None:
    """Note the dangers of a package whose XML is known to be well-formed.

    Hyperlinks lead nowhere until they are clicked, and pictures from the web are never fetched
    here; every other link out of the package is a danger.
    """
    links: set[str] = set()
    for name, data in parts.items():
        if name.lower().endswith(".rels"):
            links |= _check_links(name, data, dangers)
    for name, data in parts.items():
        lowered = name.lower()
        for folder, code in _FOLDERS.items():
            if lowered.startswith(folder):
                dangers.add(code, name)
        if lowered.startswith(_MACRO_PARTS):
            dangers.has_macros = True
        if is_markup(data) and not is_sloppy(name, data):
            if lowered in links:
                _check_link_part(name, data, dangers)
            _check_cells(name, data)
            _check_formulas(data, dangers)
        elif lowered in links:
            _check_binary_link_part(name, data, dangers)


def _check_links(place: str, data: bytes, dangers: Dangers) -> set[str]:
    """Note the dangers in a list of links; return the parts in it that stand for other files."""
    folder, _, name = place.rpartition("_rels/")
    found = set()
    for link in _parsed(data, place):
        kind = link.get("Type", "").rstrip("/").rpartition("/")[2]
        target = link.get("Target", "")
        if kind in _EMBEDDED:
            dangers.add("T13", target)
        elif kind in _ACTIVE:
            dangers.add("T14", target)
        elif kind in _CONNECTED:
            dangers.add("T11", "nguồn dữ liệu ngoài")
        elif kind in _MACROS:
            dangers.has_macros = True
        elif link.get("TargetMode", "").lower() == "external" and not _is_harmless(kind, target):
            dangers.add("T11", target)
        elif kind == "externalLink":
            found.add(resolved(f"{folder}{name.removesuffix('.rels')}", target).lower())
    return found


def _is_harmless(kind: str, target: str) -> bool:
    return kind == "hyperlink" or (kind == "image" and target.lower().startswith(_WEB))


def _check_link_part(part: str, data: bytes, dangers: Dangers) -> None:
    """Tell apart what a link goes to: a program (DDE), an object (OLE) or a workbook."""
    for element in _parsed(data, part):
        kind = xmlbytes.local(element)
        if kind == "ddeLink":
            dangers.add("T12", f"{element.get('ddeService')}|{element.get('ddeTopic')}")
        elif kind == "oleLink":
            dangers.add("T13", element.get("progId", ""))
    dangers.add("T11", part)


def _check_cells(part: str, data: bytes) -> None:
    """Refuse what cuts a value in two, for readers do not agree on the whole."""
    start = max(data.find(tag) for tag in _CELLS)
    if start >= 0 and (data.find(b"<!--", start) >= 0 or data.find(b"<?", start) >= 0):
        raise Unreadable("T05", reason=f"phần «{shown(part)}» được ghi theo cách lạ.")


def _check_formulas(data: bytes, dangers: Dangers) -> None:
    has_prefixes = any(name in data for name in _PREFIXED)
    for pattern in (_FORMULA, _PREFIXED_FORMULA) if has_prefixes else (_FORMULA,):
        for text in pattern.findall(data):
            if formulas.may_reach_out(text):
                formulas.note(xmlbytes.unescaped(text), dangers)


def _check_binary_link_part(part: str, data: bytes, dangers: Dangers) -> None:
    """The same for a part of an .xlsb file."""
    try:
        for kind, body in records(data):
            if kind == _BEGINS_LINK:
                first, end = wide_text(body, 2)
                if body[0] == _TO_PROGRAM:
                    dangers.add("T12", f"{first}|{wide_text(body, end)[0]}")
                elif body[0] == _TO_OBJECT:
                    dangers.add("T13", first)
    except (ValueError, IndexError, struct.error):
        pass  # whatever else it says, it is a link
    dangers.add("T11", part)


def _parsed(data: bytes, part: str) -> etree._Element:
    try:
        return xmlbytes.parse(data, part)
    except BadFile:
        raise Unreadable("T05", reason=f"phần «{shown(part)}» không còn nguyên vẹn.") from None
