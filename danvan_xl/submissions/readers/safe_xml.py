"""XML from strangers: parsed without entities, network or a DOCTYPE."""

from __future__ import annotations

from lxml import etree

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.readers.guard import broken
from danvan_xl.submissions.safety.xml_text import check_amount, declaration


def parse(data: bytes, part: str, limits: Limits) -> etree._Element:
    """Return the root element. Raises T10 for a DOCTYPE and T07 for too much, both before a
    parser sees it; T05 for broken XML.
    """
    if (what := declaration(data, part)) is not None:
        raise Unreadable("T10", part=part, what=f"khai báo {what}")
    check_amount(data, limits)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise broken(f"phần «{part}» không còn nguyên") from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("T10", part=part, what="khai báo DOCTYPE")
    return root
