"""OpenDocument spreadsheets: packages (.ods) and flat files (.fods).

Values come from the XML itself, because everything else that is wanted of a cell (errors, formats,
fonts, what is hidden or merged) stands beside them, and python-calamine does not read flat files.
"""

from __future__ import annotations

import io
import zipfile

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, Unreadable
from danvan_xl.submissions.readers.guard import broken, guarded
from danvan_xl.submissions.readers.odf_styles import Styles
from danvan_xl.submissions.readers.odf_tables import read_spreadsheet
from danvan_xl.submissions.readers.parts import part_of
from danvan_xl.submissions.readers.safe_xml import parse

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_FLAT = "tệp .fods"


@guarded(".ods")
def read(data: bytes, limits: Limits) -> RawBook:
    """Return the workbook in a package or a flat file. Raises ``Unreadable``."""
    if not data.startswith(b"PK"):
        root = parse(data, _FLAT, limits)
        return read_spreadsheet(root, Styles([root]), limits)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if b"encryption-data" in (part_of(package, _MANIFEST, limits) or b""):
            raise Unreadable("T04")
        content = part_of(package, _CONTENT, limits)
        if content is None:
            raise broken(f"tệp thiếu phần «{_CONTENT}»")
        styles = part_of(package, _STYLES, limits)
    roots = [parse(styles, _STYLES, limits)] if styles else []
    root = parse(content, _CONTENT, limits)
    return read_spreadsheet(root, Styles([*roots, root]), limits)
