"""Files that are text: which of them hold a table, and what the others are."""

from __future__ import annotations

import re


def _any_header(*names: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(names)}):", re.IGNORECASE | re.MULTILINE)


_HEAD = 65_536
"""Bytes that are looked at."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\0-\x08\x0e-\x19\x1b-\x1f]")

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|meta|style|script|title|div|center|font|tr|p|b)"
    r"(?=[\s>/])",
    re.IGNORECASE,
)
_XML_ROOT = re.compile(r"<(?:[\w.-]+:)?(\w[\w.-]*)(?=[\s/>])")
_XML_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
_WORD = ("schemas.microsoft.com/office/word", "opendocument.text")

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_IS_MESSAGE = _any_header("mime-version", "content-type", "received", "from")
_IS_SENT = _any_header("received", "to", "return-path", "delivered-to")
_IS_PAGE = _any_header("x-document-type", "snapshot-content-location")
_HAS_PARTS_OF_A_PAGE = re.compile(r"^content-type:\s*multipart/related", re.I | re.M)
_GOOGLE = re.compile(r'\{\s*"[^"]{0,20}"\s*:\s*"https://(?:docs|drive)\.google\.com')
_DELIMITERS = ("\t", ";", ",", "|")


def kind_of_text(data: bytes) -> tuple[str, bool] | None:
    """Return a kind of file and True when it can be read, or a Vietnamese name and False.

    None for what is no text.
    """
    text = _decoded(data)
    if text is None:
        return None
    start = text.lstrip()
    if start.startswith("<"):
        return _kind_of_markup(start)
    if (headers := _headers(start)) is not None:
        return headers
    if _GOOGLE.match(start):
        return "lối tắt tới Google Trang tính", False
    if any(mark in line for mark in _DELIMITERS for line in start.splitlines()):
        return "csv", True
    return "văn bản thuần (TXT)", False


def _decoded(data: bytes) -> str | None:
    """Return the first part of a text; bytes of old encodings stay one letter each."""
    head = data[:_HEAD]
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if encoding is None and head[:1] == b"<" and head[1:2] == b"\0":
        encoding = "utf-16-le"
    elif encoding is None and head[:1] == b"\0" and head[1:2] == b"<":
        encoding = "utf-16-be"
    text = head.decode(encoding or "latin-1", "replace").removeprefix("\ufeff")
    return None if _CONTROL.search(text) else text


def _kind_of_markup(text: str) -> tuple[str, bool]:
    if _HTML.match(text):
        return "html", True
    if _XML_SHEET in text and _root(text) not in ("html", ""):
        return "xml", True
    if _FLAT_SHEET in text:
        return "fods", True
    if _HTML.search(text):
        return "html", True
    if any(word in text for word in _WORD):
        return "văn bản Word (XML)", False
    return "tệp XML", False


def _root(text: str) -> str:
    found = _XML_ROOT.search(text)
    return found[1].lower() if found else ""


def _headers(text: str) -> tuple[str, bool] | None:
    """Tell a saved web page and a letter by the headers that both begin with."""
    end, count = 0, 0
    while (found := _HEADER.match(text, end)) is not None:
        end, count = found.end(), count + 1
    headers = text[:end]
    if count < 2 or not _IS_MESSAGE.search(headers):
        return None
    if _IS_PAGE.search(headers):
        return "mht", True
    if _HAS_PARTS_OF_A_PAGE.search(headers) and not _IS_SENT.search(headers):
        return "mht", True
    return "thư điện tử (.eml)", False
