"""An OpenDocument package or flat document: encryption, linked and embedded things, macros."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety import formulas
from danvan_xl.submissions.safety.dangers import Dangers

MANIFEST = "META-INF/manifest.xml"

_ENCRYPTED = (b"encryption-data", b"encrypted-key")
_MACRO_FOLDERS = ("basic/", "scripts/", "dialogs/")
_INSIDE = ("./", "Object", "#")
"""How the address of an object begins that is a part of the same file."""
_HARMLESS_OBJECTS = ("chart", "formula")
_ENTRY = re.compile(rb"<(?:[\w.-]+:)?file-entry\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ELEMENT = re.compile(
    rb"<(?:[\w.-]+:)?(dde-source|dde-link|table-source|cell-range-source|database-source-[a-z]+|"
    rb"object|object-ole|plugin|applet|floating-frame|event-listener)(?=[\s/>])([^>]*)"
)
_CODES = {
    b"dde-source": "T12",
    b"dde-link": "T12",
    b"table-source": "T11",
    b"cell-range-source": "T11",
    b"object-ole": "T13",
    b"plugin": "T13",
    b"applet": "T13",
    b"floating-frame": "T13",
}
_FORMULA = re.compile(rb"""(?:formula|expression|condition)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def check_encryption(parts: Mapping[str, bytes]) -> None:
    """Raise :class:`Unreadable` (T04) for a document whose parts need a password."""
    manifest = parts.get(MANIFEST, b"")
    if any(word in manifest for word in _ENCRYPTED):
        raise Unreadable("T04")


def parsed_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts that readers parse; those with macros have a DOCTYPE by custom."""
    skipped = (*_MACRO_FOLDERS, MANIFEST.lower())
    return {name: data for name, data in parts.items() if not name.lower().startswith(skipped)}


def check(parts: Mapping[str, bytes], dangers: Dangers) -> None:
    """Note the dangers of a package whose XML is known to be well-formed."""
    for name, data in parts.items():
        if name.lower().startswith(_MACRO_FOLDERS) and b"module" in data:
            dangers.has_macros = True
        if name.lower().endswith("content.xml"):
            check_content(data, dangers)
    for entry in _ENTRY.finditer(parts.get(MANIFEST, b"")):
        said = _attributes(entry[1])
        path, kind = said.get("full-path", "").rstrip("/"), said.get("media-type", "")
        if path and _is_object(kind) and not kind.endswith(_HARMLESS_OBJECTS):
            dangers.add("T13", path)


def check_content(data: bytes, dangers: Dangers) -> None:
    """Note the dangers of the XML with the cells: a part, or a whole flat document."""
    for found in _ELEMENT.finditer(data):
        said = _attributes(found[2])
        target = said.get("href") or said.get("dde-application") or said.get("database-name", "")
        if found[1] == b"event-listener":
            dangers.has_macros = True
        elif found[1] == b"object":
            if target and not target.startswith(_INSIDE):
                dangers.add("T13", target)
        elif found[1] in (b"dde-source", b"dde-link"):
            dangers.add("T12", f"{target}|{said.get('dde-topic', '')}")
        else:
            dangers.add(_CODES.get(found[1], "T11"), target)
    if not formulas.may_reach_out(data):
        return
    for found in _FORMULA.finditer(data):
        formula = unescape((found[1] or found[2] or b"").decode("utf-8", "replace"))
        formulas.note(formula, dangers)


def _is_object(kind: str) -> bool:
    """Whether a media type of the manifest is a document inside the document."""
    return kind.startswith("application/vnd.oasis.opendocument.") or kind in (
        "application/vnd.sun.star.oleobject",
        "application/x-openoffice-oleobject",
    )


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }
