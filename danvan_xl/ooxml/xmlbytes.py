"""Tags and attributes of XML in bytes: found, read and replaced without touching the rest."""

from __future__ import annotations

import re
from functools import cache
from xml.parsers import expat

from lxml import etree

from danvan_xl.ooxml import texts
from danvan_xl.ooxml.refusals import BadFile

INSIDE = rb"""[^>"'/]*(?:"[^"]*"[^>"'/]*|'[^']*'[^>"'/]*)*"""
"""What stands between a tag's name and its end; a quoted ``>`` or ``/`` does not end it."""

_ATTRIBUTE = re.compile(rb"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
    strip_cdata=True,
    huge_tree=True,
)
_DECLARATION = re.compile(rb"""\s*<\?xml\s[^>]*?(?:encoding\s*=\s*["']([^"']*)["'][^>]*?)?\?>""")
BOM = b"\xef\xbb\xbf"


def parse(data: bytes, part: str) -> etree._Element:
    """The tree of a part, for reading only; BadFile when it is not well-formed XML."""
    try:
        return etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFile(texts.BROKEN_PART.format(part=part)) from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The direct children with this local name, whatever their namespace."""
    return [child for child in element if isinstance(child.tag, str) and local(child) == name]


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first direct child with this local name."""
    found = children(element, name)
    return found[0] if found else None


def is_true(value: str | bytes | None) -> bool:
    """An ``xsd:boolean`` as files have it."""
    return value in ("1", "true", "on", b"1", b"true", b"on")


_ROOT = re.compile(rb"\s*<")


def can_splice(data: bytes) -> bool:
    """Whether a part can be changed in bytes: UTF-8, no comment, CDATA, DOCTYPE, instruction."""
    start = len(BOM) if data.startswith(BOM) else 0
    declaration = _DECLARATION.match(data, start)
    if declaration:
        if (declaration[1] or b"utf-8").lower() not in (b"utf-8", b"utf8"):
            return False
        start = declaration.end()
    return (
        b"<!" not in data
        and data.find(b"<?", start) < 0
        and _ROOT.match(data, start) is not None
        and b"\0" not in data[:200]
    )


def simplified(data: bytes, part: str) -> bytes:
    """The same content as plain UTF-8 without comments and the like; for reading only."""
    return etree.tostring(parse(data, part), encoding="utf-8")


def check(data: bytes, part: str) -> None:
    """Run a parser over a part that was changed; AssertionError means a defect of this package."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise AssertionError(f"{part} would become malformed: {error}") from error


@cache
def opening(prefix: bytes, name: bytes) -> re.Pattern[bytes]:
    """Pattern of an opening or self-closing tag; group 1 is ``/`` when it closes itself."""
    return re.compile(rb"<" + re.escape(prefix + name) + rb"(?=[\s/>])" + INSIDE + rb"(/?)>")


@cache
def any_opening(name: bytes) -> re.Pattern[bytes]:
    """Like :func:`opening` for any prefix; group 1 is the prefix with its colon, group 2 ``/``."""
    return re.compile(rb"<((?:[^\s:<>/]+:)?)" + name + rb"(?=[\s/>])" + INSIDE + rb"(/?)>")


@cache
def closing(prefix: bytes, name: bytes) -> re.Pattern[bytes]:
    """Pattern of a closing tag."""
    return re.compile(rb"</" + re.escape(prefix + name) + rb"\s*>")


def attributes(tag: bytes) -> dict[bytes, bytes]:
    """Attributes of an opening tag as they stand, entities not resolved."""
    return {
        name: double if double is not None else single
        for name, double, single in (found.groups() for found in _ATTRIBUTE.finditer(tag))
    }


def attribute(tag: bytes, name: bytes) -> bytes | None:
    """One attribute of an opening tag as it stands."""
    return attributes(tag).get(name)


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """The opening tag with the attribute set; ``value`` needs no escaping in double quotes."""
    text = b' %s="%s"' % (name, value)
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return tag[: found.start()] + text + tag[found.end() :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + text + tag[end:]


def without_attribute(tag: bytes, name: bytes) -> bytes:
    """The opening tag with the attribute left out."""
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return tag[: found.start()] + tag[found.end() :]
    return tag


def without_elements(data: bytes, name: bytes, having: tuple[bytes, frozenset[bytes]]) -> bytes:
    """Leave out elements without children whose attribute ``having[0]`` is in ``having[1]``."""
    pieces, position = [], 0
    for found in any_opening(name).finditer(data):
        if attribute(found[0], having[0]) not in having[1]:
            continue
        end = found.end()
        if not found[2]:
            close = closing(found[1], name).search(data, end)
            end = close.end() if close else end
        pieces.append(data[position : found.start()])
        position = end
    return b"".join((*pieces, data[position:]))


def escaped(text: str) -> bytes:
    """Text as it stands between tags or in a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r", "&#13;")
    return text.encode("utf-8")


_ENTITY = re.compile(r"&(#x?[0-9A-Fa-f]+|amp|lt|gt|quot|apos);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def unescaped(data: bytes) -> str:
    """Text between tags or in an attribute, entities resolved, line ends as a parser has them."""
    text = data.decode("utf-8")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text:
        return text
    return _ENTITY.sub(
        lambda found: _NAMED.get(found[1]) or _character(found[1].removeprefix("#")), text
    )


def _character(code: str) -> str:
    return chr(int(code[1:], 16) if code.startswith("x") else int(code))
