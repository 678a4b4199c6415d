"""Is a ribbon right by Microsoft's schema of customUI? Read from the data of openxml-audit.

The validator itself checks the order of elements and the values of attributes; what it lets pass
is an attribute that an element may not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from openxml_audit.codegen.schema_loader import get_registry

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
_ROOT = "mso14:CT_CustomUI/mso14:customUI"


def unknown_attributes(ribbon: bytes) -> list[str]:
    """Sentences about attributes and elements that the schema does not know where they stand."""
    schema = get_registry().get_schema(NAMESPACE)
    types = {kind.name: kind for kind in schema.types} if schema else {}
    return list(_unknown(etree.fromstring(ribbon), types[_ROOT], types))


def _unknown(element: etree._Element, kind: Any, types: dict[str, Any]) -> Iterator[str]:
    name = element.get("id") or etree.QName(element).localname
    known = {attribute.local_name for attribute in kind.attributes}
    yield from (f"{name}: {key}" for key in element.attrib if key not in known)
    children = {child["Name"].rpartition(":")[2]: child["Name"] for child in kind.children}
    for child in element.iterchildren("*"):
        local = etree.QName(child).localname
        if local in children:
            yield from _unknown(child, types[children[local]], types)
        else:
            yield f"{name}: <{local}>"
