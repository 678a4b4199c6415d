"""What kind of file it is, by its content alone; its name only tells whether it misleads."""

from __future__ import annotations

import re
from pathlib import PurePath

from danvan_xl.findings import Finding, finding
from danvan_xl.submissions.limits import LIMITS, Limits
from danvan_xl.submissions.raw import Unreadable
from danvan_xl.submissions.safety.old_excel import OLE_START, storages
from danvan_xl.submissions.safety.zips import directory, first_bytes
from danvan_xl.submissions.signatures import other_format
from danvan_xl.submissions.texts import kind_of_text

UNKNOWN = "tệp không rõ loại"

NAMES = {
    "xlsx": "sổ Excel (.xlsx)",
    "xlsm": "sổ Excel có macro (.xlsm)",
    "xlsb": "sổ Excel nhị phân (.xlsb)",
    "xls": "sổ Excel đời cũ (.xls)",
    "ods": "bảng tính OpenDocument (.ods)",
    "fods": "bảng tính OpenDocument dạng phẳng (.fods)",
    "xml": "bảng tính XML 2003 (.xml)",
    "html": "trang web (HTML)",
    "mht": "trang web lưu một tệp (.mht)",
    "csv": "văn bản phân cách (CSV)",
}
"""Kinds that can be read, as users know them."""

_BY_SUFFIX = {
    ("xlsx", "xltx"): ("xlsx",),
    ("xlsm", "xltm", "xlam"): ("xlsm", "xlsx"),
    ("xlsb",): ("xlsb",),
    ("xls", "xlt", "xla"): ("xls",),
    ("ods", "ots"): ("ods",),
    ("fods",): ("fods",),
    ("xml",): ("xml", "fods"),
    ("htm", "html"): ("html",),
    ("mht", "mhtml"): ("mht",),
    ("csv", "tsv", "txt", "prn"): ("csv",),
}
_FITTING = {suffix: kinds for suffixes, kinds in _BY_SUFFIX.items() for suffix in suffixes}

_CONTENT_TYPES = "[content_types].xml"
_CONTENT_TYPE = re.compile(rb"""ContentType\s*=\s*["']([^"']+)["']""")
_OOXML = (
    (b"application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    (b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    (b"application/vnd.ms-excel.template.macroEnabled.main+xml", "xlsm"),
    (b"application/vnd.ms-excel.addin.macroEnabled.main+xml", "xlsm"),
    (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xlsx"),
    (b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", "xlsx"),
)
_OTHER_OOXML = (
    (b"wordprocessingml", "văn bản Word"),
    (b"ms-word", "văn bản Word"),
    (b"presentationml", "bản trình chiếu PowerPoint"),
    (b"ms-powerpoint", "bản trình chiếu PowerPoint"),
    (b"visio", "bản vẽ Visio"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OTHER_OPEN_DOCUMENTS = {
    b"text": "văn bản OpenDocument (.odt)",
    b"presentation": "bản trình chiếu OpenDocument (.odp)",
    b"graphics": "bản vẽ OpenDocument (.odg)",
}
_STREAMS = (
    ("EncryptedPackage", None),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "văn bản Word"),
    ("PowerPoint Document", "bản trình chiếu PowerPoint"),
    ("VisioDocument", "bản vẽ Visio"),
    ("__properties_version1.0", "thư điện tử Outlook (.msg)"),
)
_BARE_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
"""How workbooks of Excel 2 to 8 begin that are not in a compound file."""
_MOST_TYPES = 1_000_000
"""Bytes; the list of content types of a form has 2,000."""


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """Return a key of :data:`NAMES`.

    Raises :class:`Unreadable`: T04 for a password, T05 for a broken file, T06 for another kind,
    T07 for a package of too many files, T18 for nothing at all.
    """
    if not data:
        raise Unreadable("T18")
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data, limits)
    if data.startswith(b"PK\x05\x06"):
        raise _not_a_workbook("tệp nén ZIP trống")
    if data.startswith(OLE_START):
        return _kind_of_compound(data)
    if (other := other_format(data)) is not None:
        raise _not_a_workbook(other)
    if data.startswith(_BARE_EXCEL) and b"\0" in data[:64]:
        return "xls"
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("T05", reason="chỉ có byte trống, có lẽ chưa tải hết.")
    kind, readable = kind_of_text(data) or (UNKNOWN, False)
    if not readable:
        raise _not_a_workbook(kind)
    return kind


def suffix_remark(name: str, kind: str) -> Finding | None:
    """Return what is to be told of a file whose name claims another kind than it is, T17."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if kind in _FITTING.get(suffix, ()):
        return None
    return finding("T17", suffix=f".{suffix}" if suffix else "(không có)", kind=NAMES[kind])


def _not_a_workbook(kind: str) -> Unreadable:
    return Unreadable("T06", kind=kind)


def _kind_of_zip(data: bytes, limits: Limits) -> str:
    entries = {info.orig_filename.lower(): info for info in directory(data, limits)}
    if (types := entries.get(_CONTENT_TYPES)) is not None:
        return _kind_of_ooxml(first_bytes(data, types, _MOST_TYPES))
    if (stated := entries.get("mimetype")) is not None:
        kind = first_bytes(data, stated, 200).strip()
        if kind.startswith(_OPEN_DOCUMENT):
            what = kind.removeprefix(_OPEN_DOCUMENT).removesuffix(b"-template")
            if what == b"spreadsheet":
                return "ods"
            raise _not_a_workbook(_OTHER_OPEN_DOCUMENTS.get(what, "tài liệu OpenDocument"))
    if any(name.endswith(".iwa") for name in entries):
        raise _not_a_workbook("bảng tính Numbers, Pages hoặc Keynote của Apple")
    raise _not_a_workbook("tệp nén ZIP")


def _kind_of_ooxml(types: bytes) -> str:
    stated = set(_CONTENT_TYPE.findall(types))
    for content_type, kind in _OOXML:
        if content_type in stated:
            return kind
    for word, name in _OTHER_OOXML:
        if any(word in content_type for content_type in stated):
            raise _not_a_workbook(name)
    raise Unreadable("T05", reason="thiếu phần chính của sổ.")


def _kind_of_compound(data: bytes) -> str:
    names = {path[0].casefold() for path in storages(data)}
    for stream, kind in _STREAMS:
        if stream.casefold() in names:
            if kind is None:
                raise Unreadable("T04")
            if kind not in NAMES:
                raise _not_a_workbook(kind)
            return kind
    raise _not_a_workbook(UNKNOWN)
