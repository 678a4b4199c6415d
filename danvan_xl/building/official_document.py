"""Head, title, addressees and signature that official documents share (NĐ 30/2020, Phụ lục I).

The variables are those of ``reports.office``.
"""

from __future__ import annotations

from docx.document import Document
from docx.shared import Length, Mm
from docx.table import _Cell

from danvan_xl.building.word_document import (
    CENTER,
    TO_LEFT,
    TO_RIGHT,
    Style,
    add_line_style,
    new_document,
)
from danvan_xl.building.word_lines import LONG_LINE, SHORT_LINE
from danvan_xl.building.word_page import TEXT_WIDTH, number_pages, shape
from danvan_xl.building.word_tables import add_frame, add_row, fill

BODY = "Thân văn bản"
LEGAL_BASIS = "Căn cứ"
TABLE_HEAD, TABLE_GROUP, TABLE_TOTAL = "Bảng tiêu đề", "Bảng nhóm", "Bảng cộng"
TABLE_TEXT, TABLE_CENTER, TABLE_NUMBER = "Bảng chữ", "Bảng giữa", "Bảng số"
GAP = "Khoảng cách"
"""An empty paragraph that Word demands after a table or before a new section."""

LETTER_SYMBOL = "{{ ky_hieu }}"
"""Symbol of a công văn, which has no type: that of the office and of the drafting division."""

_INDENT = 12.7
_LEFT_HALF = Mm(67)

STYLES: tuple[Style, ...] = (
    Style("Normal", "Normal"),
    Style("Header", "Header", align=CENTER),
    Style("Heading 1", "Heading1", bold=True, first_line=_INDENT, before=6, after=6, level=0),
    Style("Heading 2", "Heading2", bold=True, first_line=_INDENT, after=6, level=1),
    Style(BODY, "ThanVanBan", first_line=_INDENT, after=6, line=1.1),
    Style(LEGAL_BASIS, "CanCu", italic=True, first_line=_INDENT, after=6, line=1.1),
    Style("Cơ quan chủ quản", "CoQuanChuQuan", 13, align=CENTER),
    Style("Cơ quan ban hành", "CoQuanBanHanh", 13, bold=True, align=CENTER),
    Style("Quốc hiệu", "QuocHieu", 13, bold=True, align=CENTER),
    Style("Tiêu ngữ", "TieuNgu", bold=True, align=CENTER),
    Style("Số, ký hiệu", "SoKyHieu", 13, align=CENTER, before=4),
    Style("Địa danh, ngày tháng", "DiaDanhNgayThang", italic=True, align=CENTER, before=3),
    Style("Tên loại", "TenLoai", bold=True, align=CENTER, before=12),
    Style("Trích yếu", "TrichYeu", bold=True, align=CENTER),
    Style("Trích yếu công văn", "TrichYeuCongVan", 12, align=CENTER, before=6),
    Style("Kính gửi", "KinhGui", align=CENTER, before=12, after=12),
    Style("Kính gửi từng nơi", "KinhGuiTungNoi", align=TO_LEFT, first_line=45),
    Style("Chức vụ ký", "ChucVuKy", bold=True, align=CENTER, keep_next=True),
    Style("Người ký", "NguoiKy", bold=True, align=CENTER, before=72),
    Style("Nơi nhận", "NoiNhan", 12, bold=True, italic=True, align=TO_LEFT),
    Style("Danh sách nơi nhận", "DanhSachNoiNhan", 11, align=TO_LEFT),
    Style("Phụ lục", "PhuLuc", bold=True, align=CENTER, level=0),
    Style("Tên phụ lục", "TenPhuLuc", bold=True, align=CENTER, keep_next=True),
    Style("Kèm theo", "KemTheo", italic=True, align=CENTER, after=12, keep_next=True),
    Style(TABLE_HEAD, "BangTieuDe", 12, True, align=CENTER, before=1, after=1, keep_next=True),
    Style(TABLE_GROUP, "BangNhom", 12, True, align=TO_LEFT, before=1, after=1, keep_next=True),
    Style(TABLE_TOTAL, "BangCong", 12, True, align=CENTER, before=1, after=1),
    Style(TABLE_TEXT, "BangChu", 12, align=TO_LEFT, before=1, after=1),
    Style(TABLE_CENTER, "BangGiua", 12, align=CENTER, before=1, after=1),
    Style(TABLE_NUMBER, "BangSo", 12, align=TO_RIGHT, before=1, after=1),
    Style(GAP, "KhoangCach", 2, after=4),
)


def new_official_document(title: str) -> Document:
    """Return an empty A4 document with the styles and page numbers of official documents."""
    document = new_document(title, "{{ co_quan.ten }}", STYLES)
    add_line_style(document, LONG_LINE, "DuongKeDai")
    add_line_style(document, SHORT_LINE, "DuongKeNgan")
    shape(document.sections[0])
    number_pages(document.sections[0])
    return document


def add_head(document: Document, symbol: str) -> None:
    """Add issuing body, national name, number with ``symbol`` (``BC``), place and date."""
    _add_head(document, f"{symbol}-{{{{ co_quan.ky_hieu }}}}")


def add_letter_head(document: Document, subject: str) -> None:
    """Add the head of a công văn, with its ``subject`` (``V/v …``) under the number."""
    number = _add_head(document, LETTER_SYMBOL)
    number.add_paragraph(subject, "Trích yếu công văn")


def _add_head(document: Document, symbol: str) -> _Cell:
    """Add the head with the whole ``symbol``; return the cell of the number."""
    widths = (_LEFT_HALF, Length(TEXT_WIDTH - _LEFT_HALF))
    table = add_frame(document, widths)
    left, right = add_row(table)
    fill(left, "{{ co_quan.chu_quan_hoa }}", "Cơ quan chủ quản")
    left.add_paragraph("{{ co_quan.ten_hoa }}", "Cơ quan ban hành")
    left.add_paragraph("", SHORT_LINE)
    fill(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quốc hiệu")
    right.add_paragraph("Độc lập - Tự do - Hạnh phúc", "Tiêu ngữ")
    right.add_paragraph("", LONG_LINE)
    left, right = add_row(table)
    fill(left, f"Số:        /{symbol}", "Số, ký hiệu")
    fill(right, "{{ ngay_thang }}", "Địa danh, ngày tháng")
    return left


def add_title(document: Document, kind: str, subject: str) -> None:
    """Add the type of document (``BÁO CÁO``) and its subject with the line below."""
    document.add_paragraph(kind, "Tên loại")
    document.add_paragraph(subject, "Trích yếu")
    document.add_paragraph("", SHORT_LINE)


def add_addressees(document: Document) -> None:
    """Add ``Kính gửi:``: one addressee on the same line, several one a line."""
    for text, style in (
        ("{%p if kinh_gui|length == 1 %}", "Kính gửi"),
        ("Kính gửi: {{ kinh_gui[0] }}", "Kính gửi"),
        ("{%p else %}", "Kính gửi"),
        ("Kính gửi:", "Kính gửi"),
        ("{%p for noi in kinh_gui %}", "Kính gửi từng nơi"),
        ("- {{ noi }}{% if loop.last %}.{% else %};{% endif %}", "Kính gửi từng nơi"),
        ("{%p endfor %}", "Kính gửi từng nơi"),
        ("{%p endif %}", "Kính gửi"),
    ):
        document.add_paragraph(text, style)


def add_signature(document: Document) -> None:
    """Add the recipients at the left and, level with them, the signing post at the right."""
    left, right = add_row(add_frame(document, (Mm(80), Length(TEXT_WIDTH - Mm(80)))))
    fill(left, "Nơi nhận:", "Nơi nhận")
    for text in (
        "{%p for noi in noi_nhan %}",
        "- {{ noi }};",
        "{%p endfor %}",
        "- Lưu: {{ luu }}.",
    ):
        left.add_paragraph(text, "Danh sách nơi nhận")
    fill(right, "{%p if nguoi_ky.tham_quyen %}", "Chức vụ ký")
    for text in ("{{ nguoi_ky.tham_quyen }}", "{%p endif %}", "{{ nguoi_ky.chuc_vu }}"):
        right.add_paragraph(text, "Chức vụ ký")
    right.add_paragraph("{{ nguoi_ky.ho_ten }}", "Người ký")


def add_appendix_head(document: Document, label: str, title: str, parent: str, symbol: str) -> None:
    """Add the label, the title and the reference to the parent document (``Báo cáo``, ``BC``).

    Number and date of the parent stay unfilled.
    """
    _add_appendix_head(document, label, title, parent, f"{symbol}-{{{{ co_quan.ky_hieu }}}}")


def add_letter_appendix_head(document: Document, label: str, title: str) -> None:
    """Add what :func:`add_appendix_head` does, for an appendix of a công văn."""
    _add_appendix_head(document, label, title, "Công văn", LETTER_SYMBOL)


def _add_appendix_head(
    document: Document, label: str, title: str, parent: str, symbol: str
) -> None:
    document.add_paragraph(label, "Phụ lục")
    document.add_paragraph(title, "Tên phụ lục")
    document.add_paragraph(
        f"(Kèm theo {parent} số …/{symbol} ngày … tháng … năm … của {{{{ co_quan.ten }}}})",
        "Kèm theo",
    )
