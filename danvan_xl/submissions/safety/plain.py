"""A file that is one text: HTML, XML of 2003, a flat OpenDocument, CSV."""

from __future__ import annotations

import codecs
import re
from html import unescape

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety import documents, formulas, xml_text
from danvan_xl.submissions.safety.dangers import Dangers

_SUBSET = re.compile(rb"<!\s*(?:DOCTYPE[^>]*\[|(ENTITY))", re.IGNORECASE)
_XML_FORMULA = re.compile(rb"""Formula\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CALLS_OUT = re.compile(
    r"""(?:^|[,;\t"|>])\s{0,20}[=+@-][^,;\t\r\n"<|]{0,80}?[A-Za-z][A-Za-z0-9_.]*\|\s?"""
    r"""(?:'[^'\r\n]{0,300}'|[\w.\\/]{1,300})!""",
    re.MULTILINE,
)
"""Text that a spreadsheet program takes for a formula which starts another program."""


def check(data: bytes, kind: str, limits: Limits, dangers: Dangers) -> None:
    """Note the dangers of a text of ``kind`` ``xml``, ``fods``, ``html``, ``mht`` or ``csv``.

    Raises :class:`Unreadable`: T05 for an odd encoding, T07 for too much, T10 for declarations;
    the ``DOCTYPE`` of an HTML page is none.
    """
    wide = xml_text.encoding_of(data).startswith("utf-16")
    if kind in ("xml", "fods"):
        xml_text.check_amount(data, limits)
        if (what := xml_text.declaration(data, "XML")) is not None:
            raise Unreadable("T10", part="XML", what=f"khai báo {what}")
    text = data.decode(xml_text.encoding_of(data), "replace").encode() if wide else data
    if kind == "fods":
        documents.check_content(text, dangers)
    elif kind == "xml":
        _check_formulas(text, dangers)
    elif kind == "html":
        xml_text.check_amount(data, limits)
        if (found := _SUBSET.search(text)) is not None:
            raise Unreadable("T10", part="HTML", what=f"khai báo {'ENTITY' if found[1] else 'DTD'}")
        _check_cells(text, dangers)
    elif kind == "csv":
        _check_cells(text, dangers)


def _check_formulas(text: bytes, dangers: Dangers) -> None:
    if formulas.may_reach_out(text):
        for found in _XML_FORMULA.finditer(text):
            formula = (found[1] or found[2] or b"").decode("utf-8", "replace")
            formulas.note(unescape(formula), dangers)


def _check_cells(text: bytes, dangers: Dangers) -> None:
    if b"|" not in text or b"!" not in text:
        return
    found = _CALLS_OUT.search(text.removeprefix(codecs.BOM_UTF8).decode("latin-1"))
    if found is not None:
        dangers.add("T12", found[0].strip(',;\t">'))
