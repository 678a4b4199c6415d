"""Tables in Word whose header repeats on every page and whose rows never split."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

_PADDING = Mm(1)
"""Between a border and the text beside it."""

Row = Sequence[tuple[str, str]]
"""The texts of a row's cells, each with its paragraph style."""


def add_frame(document: Document, widths: Sequence[Length]) -> Table:
    """Add a table without lines and rows, to set texts side by side with ``add_row``."""
    return _table(document, widths, style=None, padding=Length(0))


def add_grid(
    document: Document,
    widths: Sequence[Length],
    heads: Sequence[str],
    rows: Sequence[Row],
    *,
    head_style: str,
    together: bool = False,
) -> Table:
    """Add a table with lines and a header row; a row of one cell spans the whole width.

    ``together`` keeps a small table on one page.
    """
    table = _table(document, widths, style="Table Grid", padding=_PADDING)
    header = [(head, head_style) for head in heads]
    for row in (header, *rows):
        cells = add_row(table)
        if len(row) == 1:
            cells = (cells[0].merge(cells[-1]),)
        for cell, (text, style) in zip(cells, row, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            fill(cell, text, style)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if together:
        for element in table._tbl.xpath("w:tr[position() < last()]//w:p"):
            Paragraph(element, table).paragraph_format.keep_with_next = True
    return table


def add_row(table: Table) -> tuple[_Cell, ...]:
    """Add a row that never splits over a page, and return its cells."""
    row = table.add_row()  # type: ignore[no-untyped-call] # python-docx is not typed
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return tuple(row.cells)


def fill(cell: _Cell, text: str, style: str) -> Paragraph:
    """Make ``text`` in ``style`` the first paragraph of ``cell``."""
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.text = text
    paragraph.style = style
    return paragraph


def _table(
    document: Document, widths: Sequence[Length], *, style: str | None, padding: Length
) -> Table:
    """Return a new table of fixed column widths with no rows."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.style = style
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    margins = "".join(
        f'<w:{side} w:w="{_twips(padding)}" w:type="dxa"/>' for side in ("left", "right")
    )
    properties = table._tbl.tblPr
    for old in properties.xpath("w:tblW"):
        old.set(qn("w:type"), "dxa")
        old.set(qn("w:w"), str(_twips(sum(widths))))
    for layout in properties.xpath("w:tblLayout"):
        layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    for column, each in zip(table.columns, widths, strict=True):
        column.width = each  # new rows take it over
    return table


def _twips(length: float) -> int:
    return round(length / 635)
