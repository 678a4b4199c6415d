"""A workbook file as a dictionary of parts in bytes, with their relationships and content types."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from danvan_xl.ooxml import texts, xmlbytes
from danvan_xl.ooxml.archive import Archive, Packed, part_name
from danvan_xl.ooxml.refusals import BadFile, Refused

_CONTENT_TYPES = "[Content_Types].xml"
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another; ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """Parts by name, without a leading slash; a name is found whatever its case."""

    def __init__(self, data: bytes) -> None:
        """BadFile for what is no package of parts."""
        if data.startswith(_OLD_CONTAINER):
            encrypted = _ENCRYPTED_STREAM in data
            raise BadFile(texts.ENCRYPTED if encrypted else texts.OLD_FORMAT)
        if not data.startswith(b"PK"):
            raise BadFile(texts.NOT_A_WORKBOOK)
        self._archive = Archive(data)
        self._names = {part_name(name).lower(): name for name in self._archive.names()}
        self._replaced: dict[str, Packed] = {}
        self._dropped: set[str] = set()
        if not self.has(_CONTENT_TYPES):
            raise BadFile(texts.NOT_A_WORKBOOK)

    @property
    def changed(self) -> bool:
        """Whether a part was replaced or dropped."""
        return bool(self._replaced or self._dropped)

    def parts(self) -> list[str]:
        """The names of all parts that are there now."""
        return [part_name(name) for name in self._archive.names() if name not in self._dropped]

    def has(self, part: str) -> bool:
        """Whether there is such a part now."""
        name = self._names.get(part.lower())
        return name is not None and name not in self._dropped

    def read(self, part: str) -> bytes:
        """The bytes of a part as they are now; KeyError when there is none."""
        name = self._names[part.lower()]
        if name in self._dropped:
            raise KeyError(part)
        replaced = self._replaced.get(name)
        return self._archive.read(name) if replaced is None else replaced.unpacked()

    def replace(self, part: str, data: bytes) -> None:
        """Give a part new bytes; the same bytes are no change."""
        name = self._names[part.lower()]
        if len(data) == self._archive.size(name) and data == self._archive.read(name):
            self._replaced.pop(name, None)
        else:
            self._replaced[name] = self._archive.packed(name, data)

    def drop(self, part: str, owner: str) -> None:
        """Leave a part out, with its content type and the relationship from ``owner``.

        Refused when the relationships or content types cannot be changed in bytes.
        """
        links = relationships_part(owner)
        ids = {link.id for link in self.relationships(owner) if link.target == part}
        lists = {
            links: (b"Relationship", b"Id", {xmlbytes.escaped(name) for name in ids}),
            _CONTENT_TYPES: (b"Override", b"PartName", self._raw_part_names(part)),
        }
        for place in lists:
            if not xmlbytes.can_splice(self.read(place)):
                raise Refused(texts.ODD_XML.format(part=place))
        for place, (element, key, values) in lists.items():
            data = self.read(place)
            self.replace(place, xmlbytes.without_elements(data, element, (key, frozenset(values))))
        self._dropped.add(self._names[part.lower()])

    def relationships(self, part: str) -> list[Relationship]:
        """The links of a part ("" for the package itself), targets as names of parts."""
        place = relationships_part(part)
        if not self.has(place):
            return []
        links = []
        for element in xmlbytes.parse(self.read(place), place):
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            links.append(
                Relationship(
                    element.get("Id", ""),
                    element.get("Type", "").rstrip("/").rpartition("/")[2],
                    target if external else resolved(part, target),
                    external,
                )
            )
        return links

    def linked(self, part: str, kind: str) -> list[str]:
        """The parts that are there and to which ``part`` links with this kind of relationship."""
        return [
            link.target
            for link in self.relationships(part)
            if link.kind == kind and not link.external and self.has(link.target)
        ]

    def content_type(self, part: str) -> str:
        """The declared content type of a part, "" when there is none."""
        suffix, by_suffix = part.rpartition(".")[2].lower(), ""
        for element in xmlbytes.parse(self.read(_CONTENT_TYPES), _CONTENT_TYPES):
            if (
                xmlbytes.local(element) == "Override"
                and unquote(element.get("PartName", "")).lstrip("/").lower() == part.lower()
            ):
                return element.get("ContentType", "")
            if element.get("Extension", "").lower() == suffix:
                by_suffix = element.get("ContentType", "")
        return by_suffix

    def to_bytes(self) -> bytes:
        """The file: the very bytes that were opened when nothing was changed."""
        if not self.changed:
            return self._archive.data
        for name, packed in self._replaced.items():
            xmlbytes.check(packed.unpacked(), name)
        return self._archive.rebuilt(self._replaced, frozenset(self._dropped))

    def _raw_part_names(self, part: str) -> set[bytes]:
        """How the list of content types spells this part."""
        data = self.read(_CONTENT_TYPES)
        tags = (found[0] for found in xmlbytes.any_opening(b"Override").finditer(data))
        spelled = (xmlbytes.attribute(tag, b"PartName") or b"" for tag in tags)
        return {
            name
            for name in spelled
            if unquote(xmlbytes.unescaped(name)).lstrip("/").lower() == part.lower()
        }


def relationships_part(part: str) -> str:
    """Where the links of a part stand: ``xl/workbook.xml`` → ``xl/_rels/workbook.xml.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    """The part that a relationship's target means, seen from the part that holds it."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")
