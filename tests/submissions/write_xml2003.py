"""XML spreadsheets of Excel 2003."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from danvan_xl.schema.values import ErrorCell, Uncalculated
from tests.submissions.formats import Cell, Page, Pages

_SPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)


def xml2003(book: Pages) -> bytes:
    fonts = sorted({font for page in book.sheets for font in page.fonts.values()})
    styles = "".join(
        f'<Style ss:ID="f{n}"><Font ss:FontName={quoteattr(font)}/></Style>'
        for n, font in enumerate(fonts)
    )
    names = "".join(
        f"<NamedRange ss:Name={quoteattr(name)} ss:RefersTo="
        + quoteattr(
            f"='{sheet}'!R{area.first_row}C{area.first_column}:R{area.last_row}C{area.last_column}"
        )
        + "/>"
        for name, (sheet, area) in book.names.items()
    )
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {_SPACES}>'
        '<Styles><Style ss:ID="Default"><Font ss:FontName="Arial"/></Style>'
        '<Style ss:ID="p" ss:Parent="Default"><NumberFormat ss:Format="Percent"/></Style>'
        f"{styles}</Styles><Names>{names}</Names>"
        f"{''.join(_sheet(page, fonts) for page in book.sheets)}</Workbook>"
    ).encode()


def _sheet(page: Page, fonts: list[str]) -> str:
    spans = {area.first_cell: area for area in page.merged}
    covered = {
        (row, column)
        for area in page.merged
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
        if (row, column) != area.first_cell
    }
    lines = []
    for row, cells in enumerate(page.rows, start=1):
        hidden = ' ss:Hidden="1"' if row in page.hidden_rows else ""
        written = []
        for column, value in enumerate(cells, start=1):
            at = row, column
            if at in covered or (value is None and at not in spans):
                continue
            more = f' ss:Index="{column}"'
            if at in page.percents:
                more += ' ss:StyleID="p"'
            if at in page.fonts:
                more += f' ss:StyleID="f{fonts.index(page.fonts[at])}"'
            if area := spans.get(at):
                more += f' ss:MergeAcross="{area.columns - 1}" ss:MergeDown="{area.rows - 1}"'
            written.append(_cell(value, more))
        lines.append(f'<Row ss:Index="{row}"{hidden}>{"".join(written)}</Row>')
    options = "<x:Visible>SheetHidden</x:Visible>" if page.hidden else ""
    return (
        f"<Worksheet ss:Name={quoteattr(page.name)}><Table>{''.join(lines)}</Table>"
        f"<x:WorksheetOptions>{options}</x:WorksheetOptions></Worksheet>"
    )


def _cell(value: Cell, more: str) -> str:
    if value is None:
        return f"<Cell{more}/>"
    if isinstance(value, Uncalculated):
        return f'<Cell{more} ss:Formula="=SUM(R1C1:R2C1)"/>'
    if isinstance(value, ErrorCell):
        kind, text = "Error", value.text
    elif isinstance(value, str):
        kind, text = "String", escape(value, {"\n": "&#10;", "\t": "&#9;"})
    elif isinstance(value, bool):
        kind, text = "Boolean", str(int(value))
    elif isinstance(value, datetime):
        kind, text = "DateTime", value.isoformat(timespec="milliseconds")
    else:
        kind, text = "Number", repr(value)
    return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'
