"""Names of OpenDocument's XML, with their namespaces as lxml has them."""

from __future__ import annotations

_BASE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE = _BASE % "office"
TABLE = _BASE % "table"
TEXT = _BASE % "text"
STYLE = _BASE % "style"
FO = _BASE % "xsl-fo-compatible"
SVG = _BASE % "svg-compatible"
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
