"""OpenDocument spreadsheets: packages and flat files."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from danvan_xl.ooxml import column_letter
from danvan_xl.schema.values import ErrorCell, Uncalculated
from tests.submissions.formats import Cell, Page, Pages

_SPACES = " ".join(
    [
        *(
            f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for prefix, name in (
                ("office", "office"),
                ("table", "table"),
                ("text", "text"),
                ("style", "style"),
                ("fo", "xsl-fo-compatible"),
                ("svg", "svg-compatible"),
            )
        ),
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
    ]
)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(book: Pages) -> bytes:
    return package(f"<office:document-content {_SPACES}>{_inside(book)}</office:document-content>")


def fods(book: Pages) -> bytes:
    kind = f'office:mimetype="{_MIMETYPE}"'
    return f"<office:document {_SPACES} {kind}>{_inside(book)}</office:document>".encode()


def spreadsheet(tables: str, styles: str = "") -> bytes:
    """A package whose sheets are given as XML."""
    return package(
        f"<office:document-content {_SPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def package(content: str) -> bytes:
    """A package with this ``content.xml``."""
    entries = (
        ("", _MIMETYPE),
        ("content.xml", "text/xml"),
    )
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path or "/"}" manifest:media-type="{kind}"/>'
        for path, kind in entries
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", _MIMETYPE, compress_type=zipfile.ZIP_STORED)
        made.writestr("content.xml", content)
        made.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{space}">{files}</manifest:manifest>',
        )
    return out.getvalue()


def _inside(book: Pages) -> str:
    fonts = sorted({font for page in book.sheets for font in page.fonts.values()})
    faces = "".join(
        f'<style:font-face style:name="F{n}" svg:font-family="&apos;{font}&apos;"/>'
        for n, font in enumerate(fonts)
    )
    styles = "".join(
        f'<style:style style:name="ce{n}" style:family="table-cell">'
        f'<style:text-properties style:font-name="F{n}"/></style:style>'
        for n in range(len(fonts))
    )
    hidden = (
        '<style:style style:name="hidden" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    tables = "".join(_table(page, fonts) for page in book.sheets)
    names = "".join(
        f"<table:named-range table:name={quoteattr(name)} table:cell-range-address="
        + quoteattr(
            f"$'{sheet}'.${column_letter(area.first_column)}${area.first_row}"
            f":.${column_letter(area.last_column)}${area.last_row}"
        )
        + "/>"
        for name, (sheet, area) in book.names.items()
    )
    return (
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}{hidden}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}"
        f"<table:named-expressions>{names}</table:named-expressions>"
        "</office:spreadsheet></office:body>"
    )


def _table(page: Page, fonts: list[str]) -> str:
    look = ' table:style-name="hidden"' if page.hidden else ""
    spans = {area.first_cell: area for area in page.merged}
    lines = []
    for row, cells in enumerate(page.rows, start=1):
        visibility = ' table:visibility="collapse"' if row in page.hidden_rows else ""
        written = []
        for column, value in enumerate(cells, start=1):
            at = row, column
            more = (
                f' table:style-name="ce{fonts.index(page.fonts[at])}"' if at in page.fonts else ""
            )
            if area := spans.get(at):
                more += (
                    f' table:number-rows-spanned="{area.rows}"'
                    f' table:number-columns-spanned="{area.columns}"'
                )
            written.append(_cell(value, at in page.percents, more))
        lines.append(f"<table:table-row{visibility}>{''.join(written)}</table:table-row>")
    return f"<table:table table:name={quoteattr(page.name)}{look}>{''.join(lines)}</table:table>"


def _cell(value: Cell, percent: bool, more: str) -> str:
    if value is None:
        return f"<table:table-cell{more}/>"
    if isinstance(value, Uncalculated):
        return f'<table:table-cell{more} table:formula="of:=SUM([.A1:.A2])"/>'
    if isinstance(value, ErrorCell):
        kind = 'office:value-type="string" calcext:value-type="error" table:formula="of:=1/0"'
        return f"<table:table-cell{more} {kind}>{_text(value.text)}</table:table-cell>"
    if isinstance(value, str):
        kind = 'office:value-type="string"'
        return f"<table:table-cell{more} {kind}>{_text(value)}</table:table-cell>"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, datetime):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = (
            f'office:value-type="{"percentage" if percent else "float"}" office:value="{value!r}"'
        )
    return f"<table:table-cell{more} {kind}><text:p>…</text:p></table:table-cell>"


def _text(text: str) -> str:
    paragraphs = escape(text).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>")
    return "".join(f"<text:p>{line}</text:p>" for line in paragraphs.split("\n"))
