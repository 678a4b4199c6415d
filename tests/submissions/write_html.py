"""Pages as Excel 2003 saves them: raw values in attributes of its own; and web archives."""

from __future__ import annotations

from datetime import datetime
from html import escape

from danvan_xl.schema.values import ErrorCell, Uncalculated
from tests.submissions.formats import Cell, Page, Pages

_STYLES = """<style><!--
td {font-family:Arial, sans-serif; mso-number-format:General;}
.date {mso-number-format:"dd\\/mm\\/yyyy";}
.percent {mso-number-format:"0\\.0%";}
--></style>"""


def html_page(book: Pages) -> bytes:
    """All sheets in one page, each name listed as Excel does."""
    listed = "".join(
        f"<x:ExcelWorksheet><x:Name>{escape(page.name)}</x:Name></x:ExcelWorksheet>"
        for page in book.sheets
    )
    return _page("".join(map(_table, book.sheets)), _list(listed)).encode()


def web_archive(book: Pages) -> bytes:
    """An .mht: a page that lists the sheets, and a page for each of them, the last one first."""
    listed = "".join(
        f"<x:ExcelWorksheet><x:Name>{escape(page.name)}</x:Name>"
        f'<x:WorksheetSource HRef="3D/sheet00{n}.htm"/></x:ExcelWorksheet>'
        for n, page in enumerate(book.sheets, start=1)
    )
    pages = [
        (f"file:///C:/0A1B/sheet00{n}.htm", _page(_table(page), ""))
        for n, page in enumerate(book.sheets, start=1)
    ]
    main = "<html><head>" + _list(listed) + "</head><frameset><frame src='x.htm'></frameset></html>"
    parts = [("file:///C:/0A1B/phieu.htm", main), *reversed(pages)]
    message = [b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="==b"\r\n']
    for place, page in parts:
        message.append(
            b"--==b\r\nContent-Location: %s\r\n"
            b"Content-Transfer-Encoding: quoted-printable\r\n"
            b'Content-Type: text/html; charset="utf-8"\r\n\r\n' % place.encode() + _quoted(page)
        )
    return b"\r\n".join((*message, b"--==b--\r\n"))


def _quoted(page: str) -> bytes:
    import quopri

    return quopri.encodestring(page.encode())


def _list(listed: str) -> str:
    return (
        "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>"
        f"{listed}</x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->"
    )


def _page(body: str, head: str) -> str:
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=utf-8">'
        f"{_STYLES}{head}</head><body>{body}</body></html>"
    )


def _table(page: Page) -> str:
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
        hidden = " style='display:none'" if row in page.hidden_rows else ""
        written = []
        for column, value in enumerate(cells, start=1):
            at = row, column
            if at in covered:
                continue
            more = f" style='font-family:\"{page.fonts[at]}\"'" if at in page.fonts else ""
            if area := spans.get(at):
                more += f" rowspan={area.rows} colspan={area.columns}"
            written.append(_cell(value, at in page.percents, more))
        lines.append(f"<tr height=20{hidden}>{''.join(written)}</tr>")
    return f"<table border=0>{''.join(lines)}</table>"


def _cell(value: Cell, percent: bool, more: str) -> str:
    if value is None or isinstance(value, Uncalculated):
        return f"<td{more}>&nbsp;</td>"
    if isinstance(value, ErrorCell):
        return f'<td{more} x:err="{value.text}" x:fmla="=1/0">{value.text}</td>'
    if isinstance(value, bool):
        return f'<td{more} x:bool="{str(value).upper()}">{str(value).upper()}</td>'
    if isinstance(value, str):
        return f"<td{more}>{escape(value).replace(chr(10), '<br>')}</td>"
    if isinstance(value, datetime):
        serial = (value - datetime(1899, 12, 30)).total_seconds() / 86_400
        return f'<td{more} class=date x:num="{serial!r}">{value:%d/%m/%Y}</td>'
    look = " class=percent" if percent else ""
    return f'<td{more}{look} x:num="{value!r}">{value}</td>'
