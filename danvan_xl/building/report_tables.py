"""The tables of the summary report and of its appendices, as docxtpl fills them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.document import Document
from docx.shared import Mm

from danvan_xl.building.official_document import (
    TABLE_CENTER,
    TABLE_GROUP,
    TABLE_HEAD,
    TABLE_NUMBER,
    TABLE_TEXT,
    TABLE_TOTAL,
)
from danvan_xl.building.word_tables import Row, add_grid
from danvan_xl.schema.lists import STAGES

_CAUSES = (
    ("Môi trường", "CT511", "CT521"),
    ("Tranh chấp đất đai", "CT512", "CT522"),
    ("Công tác dân tộc", "CT513", "CT523"),
    ("Tôn giáo", "CT514", "CT524"),
    ("Nguyên nhân khác", "CT515", "CT525"),
)
"""Cause of hot spots with the indicators of those arisen and settled in the default catalogue."""


def by_kind(document: Document) -> None:
    """Add how many units of each kind have reported."""
    keys = ("phai", "da", "dung_han", "muon", "chua")
    _add(
        document,
        (55, *(22 for _ in keys)),
        ("Loại đơn vị", "Phải báo cáo", "Đã báo cáo", "Đúng hạn", "Muộn", "Chưa báo cáo"),
        (
            _control("for nhom in theo_loai"),
            _row("{{ nhom.loai }}", [f"nhom.{key}" for key in keys]),
            _control("endfor"),
            _row("Cộng", [f"dv.{key}" for key in keys], TABLE_TOTAL, TABLE_TOTAL),
        ),
        together=True,
    )


def fields(document: Document) -> None:
    """Add how many initiatives of each field are at each stage."""
    keys = [f"giai_doan['{stage}']" for stage in STAGES] + ["tong"]
    _add(
        document,
        (45, *(17.5 for _ in STAGES), 15),
        ("Lĩnh vực", *STAGES, "Cộng"),
        (
            _control("for dong in mo_hinh.bang"),
            _row("{{ dong.linh_vuc }}", [f"dong.{key}" for key in keys]),
            _control("endfor"),
            _row("Cộng", [f"mo_hinh.bang_cong.{key}" for key in keys], TABLE_TOTAL, TABLE_TOTAL),
        ),
        together=True,
    )


def hot_spots(document: Document) -> None:
    """Add how many hot spots of each cause have arisen and been settled."""

    def figures(arisen: str, settled: str) -> list[str]:
        return [f"so.{arisen}", f"so.{settled}", f"so.{arisen} - so.{settled}"]

    _add(
        document,
        (60, 35, 35, 35),
        ("Nguyên nhân", "Phát sinh", "Đã giải quyết", "Chưa giải quyết"),
        (
            *(_row(cause, figures(arisen, settled)) for cause, arisen, settled in _CAUSES),
            _row("Cộng", figures("CT505", "CT506"), TABLE_TOTAL, TABLE_TOTAL),
        ),
        together=True,
    )


def units(document: Document) -> None:
    """Add the list of units with the state of their reports."""
    columns = (
        ("TT", 10, "{{ loop.index }}", TABLE_CENTER),
        ("Đơn vị", 52, "{{ don_vi.ten }}", TABLE_TEXT),
        ("Số văn bản", 34, "{{ don_vi.so_van_ban }}", TABLE_TEXT),
        ("Ngày nhận", 23, "{{ don_vi.ngay_nhan }}", TABLE_CENTER),
        ("Tình trạng", 23, "{{ don_vi.tinh_trang }}", TABLE_TEXT),
        ("Số ngày", 11, "{{ don_vi.so_ngay }}", TABLE_CENTER),
        ("Mô hình", 12, "{{ don_vi.mo_hinh }}", TABLE_CENTER),
    )
    _add(
        document,
        [width for _, width, _, _ in columns],
        [head for head, *_ in columns],
        (
            _control("for nhom in theo_loai"),
            [("{{ nhom.loai }} ({{ nhom.da }}/{{ nhom.phai }} đơn vị đã báo cáo)", TABLE_GROUP)],
            _control("for don_vi in nhom.don_vi"),
            [(text, style) for _, _, text, style in columns],
            _control("endfor"),
            _control("endfor"),
        ),
    )


def initiatives(document: Document) -> None:
    """Add the list of initiatives, as wide as a landscape page."""
    columns = (
        ("TT", 11, "{{ loop.index }}", TABLE_CENTER),
        ("Tên mô hình, điển hình", 64, "{{ mh.ten }}", TABLE_TEXT),
        ("Đơn vị", 41, "{{ mh.don_vi }}", TABLE_TEXT),
        ("Loại", 17, "{{ mh.loai }}", TABLE_CENTER),
        ("Lĩnh vực", 31, "{{ mh.linh_vuc }}", TABLE_TEXT),
        ("Giai đoạn", 25, "{{ mh.giai_doan }}", TABLE_TEXT),
        ("Cấp công nhận", 17, "{{ mh.cap }}", TABLE_CENTER),
        ("Người hưởng lợi", 18, "{{ mh.huong_loi }}", TABLE_NUMBER),
        ("Kinh phí (đồng)", 28, "{{ mh.kinh_phi }}", TABLE_NUMBER),
    )
    _add(
        document,
        [width for _, width, _, _ in columns],
        [head for head, *_ in columns],
        (
            _control("for mh in ds_mo_hinh"),
            [(text, style) for _, _, text, style in columns],
            _control("else"),
            [("Chưa có mô hình, điển hình nào.", TABLE_CENTER)],
            _control("endfor"),
        ),
    )


BODY_TABLES: dict[str, Callable[[Document], None]] = {
    "by_kind": by_kind,
    "fields": fields,
    "hot_spots": hot_spots,
}
"""The tables of the body by the keys that ``report_text`` uses."""


def _control(tag: str) -> Row:
    """Return a row that docxtpl takes away: it only says when the rows around it appear."""
    return [(f"{{%tr {tag} %}}", TABLE_TEXT)]


def _row(
    name: str, figures: Sequence[str], name_style: str = TABLE_TEXT, style: str = TABLE_CENTER
) -> Row:
    return [(name, name_style), *((f"{{{{ {figure} }}}}", style) for figure in figures)]


def _add(
    document: Document,
    widths: Sequence[float],
    heads: Sequence[str],
    rows: Sequence[Row],
    *,
    together: bool = False,
) -> None:
    """Add a table, its column ``widths`` in millimetres."""
    columns = [Mm(width) for width in widths]
    add_grid(document, columns, heads, rows, head_style=TABLE_HEAD, together=together)
