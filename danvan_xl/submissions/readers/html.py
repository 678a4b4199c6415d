"""HTML pages and web archives (.htm, .mht), as programs save them under the name .xls.

Nothing is fetched or run; what a page refers to is not there.
"""

from __future__ import annotations

import html
import re

from lxml import etree

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook, RawSheet, Unreadable
from danvan_xl.submissions.readers.decoding import decode
from danvan_xl.submissions.readers.grid import Budget
from danvan_xl.submissions.readers.guard import broken, guarded
from danvan_xl.submissions.readers.html_tables import read_tables
from danvan_xl.submissions.readers.mht import Page, file_name, pages
from danvan_xl.submissions.safety.telling import shown
from danvan_xl.submissions.safety.xml_text import check_amount

_MIME = re.compile(
    rb"\s*(?:MIME-Version|Content-Type|From|Subject|X-Document-Type)\s*:", re.IGNORECASE
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE
)
_HEAD = 4_096
_DECLARES = re.compile(r"<!\s*(ENTITY)|<!\s*(DOCTYPE)[^>\[]{0,1000}\[", re.IGNORECASE)
_SHEETS = re.compile(
    r"<x:Name>([^<]{1,200})</x:Name>|<x:WorksheetSource\s+HRef\s*=\s*[\"']?([^\"'>]{1,300})",
    re.IGNORECASE,
)
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)
_WITHOUT_TABLE = "trang web không có bảng nào"
_ONLY_FRAMES = "trang web chỉ dẫn tới các tệp khác, số liệu không nằm trong tệp này"


@guarded(".htm")
def read(data: bytes, limits: Limits) -> RawBook:
    """Return each table of the page, or of all pages of the archive, as a sheet.

    Raises ``Unreadable``: T06 without any table, T10 for a page that declares entities.
    """
    found = pages(data) if _MIME.match(data) else [Page("", data, "")]
    if not found:
        raise broken("tệp lưu trữ web không có trang nào")
    texts = [(page.name, _text(page)) for page in found]
    listed = [entry for _, text in texts for entry in _listed(text)]
    if len(texts) > 1:
        order = {name: place for place, (_, name) in enumerate(listed)}
        texts.sort(key=lambda page: order.get(page[0], -1))
    budget = Budget(limits)
    sheets: list[RawSheet] = []
    for name, text in texts:
        own = [title for title, place in listed if len(texts) == 1 or place == name]
        sheets += read_tables(_parsed(text, limits), own, budget)
    if not sheets:
        frames = any(_FRAMES.search(text) for _, text in texts)
        raise Unreadable("T06", kind=_ONLY_FRAMES if frames else _WITHOUT_TABLE)
    return RawBook("html", tuple(sheets))


def _text(page: Page) -> str:
    """Return a page's text. Raises T10 for declared entities, T05 for a page that is cut off."""
    stated = _CHARSET.search(page.data[:_HEAD])
    text = decode(page.data, page.charset or (stated[1].decode("ascii") if stated else ""))
    if declared := _DECLARES.search(text):
        raise Unreadable(
            "T10", part=shown(page.name or "trang web"), what=(declared[1] or declared[2]).upper()
        )
    small = text.lower()
    if small.rfind("<tr") > small.rfind("</table"):
        raise broken("trang web dừng giữa bảng, chưa tải hết")
    return text


def _listed(text: str) -> list[tuple[str, str]]:
    """Return name and page of each sheet that Excel's own page lists."""
    sheets: list[tuple[str, str]] = []
    for name, place in _SHEETS.findall(text):
        if name:
            sheets.append((html.unescape(name).strip(), ""))
        elif sheets:
            sheets[-1] = (sheets[-1][0], file_name(place))
    return sheets


def _parsed(text: str, limits: Limits) -> etree._Element:
    """Return the page's root. Raises T07 where the parser would leave out the rest of the page."""
    data = text.encode("utf-8", "replace")
    check_amount(data, limits)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    root = etree.fromstring(data, parser)
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise Unreadable("T07", what="trang web lồng nhau quá sâu hoặc có đoạn quá dài")
    if root is None:
        raise Unreadable("T06", kind=_WITHOUT_TABLE)
    return root
