"""Workbooks written by hand in the XML that real Excel writes, which no library here produces."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from danvan_xl.ooxml import Value, Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MOMENT = (2020, 1, 1, 0, 0, 0)

GENERAL, DATE, TEXT, BOLD = range(4)
"""The cell styles of :data:`STYLES`."""

STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""

SPACES = (
    f'xmlns="{MAIN}" xmlns:r="{REL}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="x14ac xr" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts in this order, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a file, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changes: Mapping[str, str | bytes | None]) -> bytes:
    """The file with some parts replaced or added, and those given as None left out."""
    parts: dict[str, str | bytes] = dict(unzipped(data))
    for name, part in changes.items():
        if part is None:
            parts.pop(name)
        else:
            parts[name] = part
    return zipped(parts)


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """The file with a text in one part replaced; the text must be there."""
    content = unzipped(data)[part].decode()
    assert old in content, f"{old!r} is not in {part}"
    return with_parts(data, {part: content.replace(old, new)})


def rels(links: Mapping[str, tuple[str, str]]) -> str:
    """A relationships part: id → (kind or whole type, target)."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{kind if "/" in kind else f"{REL}/{kind}"}"'
        f' Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def cells_written(book: Workbook, sheet: str) -> dict[tuple[int, int], Value]:
    """What was written into a sheet since it was opened, by row and column."""
    return {
        (row, column): value
        for patch in book.written(sheet)
        for row, line in enumerate(patch.rows, patch.area.first_row)
        for column, value in enumerate(line, patch.area.first_column)
    }


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet part around the content of ``sheetData``."""
    return f"{HEAD}<worksheet {SPACES}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def small(rows: str, before: str = "", after: str = "", names: str = "") -> bytes:
    """A workbook with one worksheet ``S`` and nothing else than it needs."""
    return zipped(
        {
            "[Content_Types].xml": types(
                {
                    "xl/workbook.xml": f"{OFFICE}.sheet.main+xml",
                    "xl/worksheets/sheet1.xml": f"{OFFICE}.worksheet+xml",
                    "xl/styles.xml": f"{OFFICE}.styles+xml",
                }
            ),
            "_rels/.rels": rels({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f'{HEAD}<workbook {SPACES}><sheets><sheet name="S" sheetId="1" '
            f'r:id="rId1"/></sheets>{names}</workbook>',
            "xl/_rels/workbook.xml.rels": rels(
                {
                    "rId1": ("worksheet", "worksheets/sheet1.xml"),
                    "rId2": ("styles", "styles.xml"),
                }
            ),
            "xl/styles.xml": STYLES,
            "xl/worksheets/sheet1.xml": sheet(rows, before, after),
        }
    )


def types(overrides: Mapping[str, str]) -> str:
    """The list of content types."""
    items = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    )


def table(
    number: int,
    name: str,
    ref: str,
    columns: Mapping[str, str | None],
    root: str = "",
    inside: str | None = None,
    after: str = "",
) -> str:
    """A table part; ``columns``: name → formula of a calculated column or None."""
    items = "".join(
        f'<tableColumn id="{i}" name="{column}"'
        + (
            "/>"
            if formula is None
            else f"><calculatedColumnFormula>{formula}</calculatedColumnFormula></tableColumn>"
        )
        for i, (column, formula) in enumerate(columns.items(), 1)
    )
    filters = f'<autoFilter ref="{ref}"/>' if inside is None else inside
    return (
        f'{HEAD}<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" '
        f'ref="{ref}" {root}>{filters}<tableColumns count="{len(columns)}">{items}</tableColumns>'
        f'<tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/>{after}</table>'
    )


def _text(ref: str, text: str, style: int = GENERAL) -> str:
    mark = f' s="{style}"' if style else ""
    return f'<c r="{ref}"{mark} t="inlineStr"><is><t>{text}</t></is></c>'


THIS_ROW = "LEN(tblA[[#This Row],[Mã]])"

_FIRST_ROWS = "".join(
    (
        '<row r="1" spans="1:19" x14ac:dyDescent="0.25">',
        '<c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="3" t="s"><v>1</v></c>',
        '<c r="C1" s="3" t="s"><v>2</v></c><c r="D1" s="3" t="s"><v>3</v></c>',
        '<c r="F1"><f t="shared" ref="F1:F6" si="0">G1*2+$G$1</f><v>3</v></c>',
        '<c r="G1"><v>1</v></c>',
        '<c r="H1" cm="1"><f t="array" ref="H1:H3">_xlfn.SEQUENCE(3)</f><v>1</v></c>',
        f'<c r="J1" s="3"/>{_text("L1", "liên kết")}{_text("N1", "Khoản")}{_text("O1", "Số")}',
        '<c r="Q1"><v>1</v></c></row>',
        '<row r="2" spans="1:19"><c r="A2" s="2" t="s"><v>4</v></c><c r="B2" t="s"><v>5</v></c>',
        f'<c r="C2" s="1"><v>46023</v></c><c r="D2"><f>{THIS_ROW}</f><v>3</v></c>',
        '<c r="F2"><f t="shared" si="0"/><v>5</v></c><c r="G2"><v>2</v></c><c r="H2"><v>2</v></c>',
        f'{_text("N2", "a")}<c r="O2"><v>5</v></c><c r="Q2"><v>2</v></c></row>',
        '<row r="3" spans="1:19" hidden="1"><c r="A3" s="2" t="s"><v>4</v></c>',
        f'<c r="C3" s="1"/><c r="D3"><f>{THIS_ROW}</f><v>3</v></c>',
        '<c r="F3"><f t="shared" si="0"/><v>7</v></c><c r="G3"><v>3</v></c><c r="H3"><v>3</v></c>',
        f'{_text("N3", "b")}<c r="O3"><v>6</v></c></row>\n',
        '<row r="4" spans="1:19"><c r="A4" s="2"/><c r="B4"/><c r="C4" s="1"/>',
        f'<c r="D4" s="3"><f>{THIS_ROW}</f><v>0</v></c>',
        '<c r="F4"><f t="shared" si="0"/><v>9</v></c>',
        f'<c r="G4"><v>4</v></c>{_text("N4", "Tổng")}',
        '<c r="O4"><f>SUBTOTAL(109,tblB[Số])</f><v>11</v></c></row>',
    )
)
_LAST_ROWS = "".join(
    (
        '<row r="5" spans="6:7"><c r="F5"><f t="shared" si="0"/><v>11</v></c>',
        '<c r="G5"><v>5</v></c></row>',
        '<row r="6" spans="6:7"><c r="F6"><f t="shared" si="0"/><v>13</v></c>',
        '<c r="G6"><v>6</v></c></row>',
        '<row r="8" spans="6:8"><c r="F8"><f t="array" ref="F8:F9">TRANSPOSE(G1:H1)</f>',
        "<v>1</v></c>",
        '<c r="H8" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
        '<row r="9" spans="6:8"><c r="F9"><v>1</v></c><c r="H9"><f>1+1</f></c></row>',
        '<row r="10" spans="1:6" s="1" customFormat="1" ht="30" customHeight="1">',
        '<c r="F10" s="1"><v>46023</v></c></row>',
        f'<row r="15" spans="1:2">{_text("A15", "Cột 1")}{_text("B15", "Cột 2")}</row>',
        '<row r="16" spans="1:2"><c r="A16"><v>1</v></c><c r="B16"><v>2</v></c></row>',
    )
)

RICH_SHEET = sheet(
    _FIRST_ROWS + _LAST_ROWS,
    before='<sheetPr codeName="Sheet1"/><dimension ref="A1:Q16"/>'
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/>'
    '<cols><col min="1" max="1" width="10" style="2"/><col min="30" max="40" width="9" style="1"/>'
    "</cols>",
    after='<mergeCells count="1"><mergeCell ref="J1:K2"/></mergeCells>'
    '<conditionalFormatting sqref="A2:A4"><cfRule type="expression" priority="1">'
    "<formula>A2&gt;&quot;&quot;</formula></cfRule></conditionalFormatting>"
    '<hyperlinks><hyperlink ref="L1" location="S2!A1" display="x"/></hyperlinks>'
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<legacyDrawing r:id="rId5"/>'
    '<tableParts count="4"><tablePart r:id="rId1"/><tablePart r:id="rId2"/>'
    '<tablePart r:id="rId3"/><tablePart r:id="rId4"/></tableParts>'
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Chính!G1:G6</xm:f>"
    "<xm:sqref>S1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext></extLst>",
)

COUNTED_SHEET = (
    f"{HEAD}<worksheet {SPACES}><sheetViews><sheetView workbookViewId='0'/></sheetViews>"
    "<sheetData><row><c><v>1</v></c><c s='1'><v>46023</v></c>"
    "<c t='str'><v>chữ &amp; số</v></c></row>"
    "<row><c/><c><v>5</v></c></row>\n<row r='5' ><c r='C5' ><v>9</v></c><c><v>10</v></c></row>"
    "</sheetData></worksheet>"
)
"""Rows and cells without ``r``, attributes in single quotes, no dimension and no spans."""


def rich() -> bytes:
    """A macro-enabled workbook with about everything: see the parts."""
    sheets = {
        "Chính": "worksheets/sheet1.xml",
        "S2": "worksheets/sheet2.xml",
        "Biểu đồ": "chartsheets/sheet1.xml",
        "Ẩn": "worksheets/sheet3.xml",
    }
    hidden = 'state="hidden" '
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" {hidden if name == "Ẩn" else ""}r:id="rId{i}"/>'
        for i, name in enumerate(sheets, 1)
    )
    sheet_type = f"{OFFICE}.worksheet+xml"
    overrides = {
        "xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "xl/worksheets/sheet1.xml": sheet_type,
        "xl/worksheets/sheet2.xml": sheet_type,
        "xl/worksheets/sheet3.xml": sheet_type,
        "xl/chartsheets/sheet1.xml": f"{OFFICE}.chartsheet+xml",
        "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
        "xl/styles.xml": f"{OFFICE}.styles+xml",
        "xl/sharedStrings.xml": f"{OFFICE}.sharedStrings+xml",
        "xl/calcChain.xml": f"{OFFICE}.calcChain+xml",
        "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
        "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "xl/slicers/slicer1.xml": "application/vnd.ms-excel.slicer+xml",
        **{f"xl/tables/table{i}.xml": f"{OFFICE}.table+xml" for i in (1, 2, 3, 4)},
    }
    chain = "".join(
        f'<c r="{cell}" i="{i}"/>'
        for i, cells in ((1, "D2 D3 D4 F1 F2 F3 F4 F5 F6 F8 H1 H8 H9 O4"), (4, "A1"))
        for cell in cells.split()
    )
    microsoft = "http://schemas.microsoft.com/office"
    comments = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    return zipped(
        {
            "[Content_Types].xml": types(overrides).replace(
                '<Default Extension="xml"',
                '<Default Extension="vml" '
                'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
                '<Default Extension="xml"',
            ),
            "_rels/.rels": rels({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f"{HEAD}<workbook {SPACES}><workbookPr/>"
            '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\a\\" '
            'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
            'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"/>'
            "</mc:Choice></mc:AlternateContent>"
            '<bookViews><workbookView xWindow="0" activeTab="0"/></bookViews>'
            f"<sheets>{listed}</sheets><definedNames>"
            '<definedName name="_xlnm.Print_Area" localSheetId="0">Chính!$A$1:$D$4</definedName>'
            '<definedName name="gone">#REF!</definedName>'
            '<definedName name="merged_field">Chính!$J$1:$K$2</definedName>'
            "<definedName name=\"one\">'S2'!$B$3</definedName>"
            '<definedName name="wide">Chính!$A$1:$D$4</definedName></definedNames>'
            '<calcPr calcId="191029"/></workbook>',
            "xl/_rels/workbook.xml.rels": rels(
                {
                    **{
                        f"rId{i}": (target.split("/")[0][:-1], target)
                        for i, target in enumerate(sheets.values(), 1)
                    },
                    "rId5": ("styles", "styles.xml"),
                    "rId6": ("sharedStrings", "/xl/sharedStrings.xml"),
                    "rId7": ("calcChain", "calcChain.xml"),
                    "rId8": (f"{microsoft}/2006/relationships/vbaProject", "vbaProject.bin"),
                    "rId9": (f"{microsoft}/2017/10/relationships/person", "persons/person.xml"),
                }
            ),
            "xl/worksheets/sheet1.xml": RICH_SHEET,
            "xl/worksheets/_rels/sheet1.xml.rels": rels(
                {
                    **{f"rId{i}": ("table", f"../tables/table{i}.xml") for i in (1, 2, 3, 4)},
                    "rId5": ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
                    "rId6": (
                        f"{microsoft}/2017/10/relationships/threadedComment",
                        "../threadedComments/threadedComment1.xml",
                    ),
                    "rId7": (
                        f"{microsoft}/2007/relationships/slicer",
                        "../slicers/slicer1.xml",
                    ),
                }
            ),
            "xl/worksheets/sheet2.xml": COUNTED_SHEET,
            "xl/worksheets/sheet3.xml": sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'),
            "xl/chartsheets/sheet1.xml": f'{HEAD}<chartsheet xmlns="{MAIN}"><sheetViews>'
            f'<sheetView workbookViewId="0"/></sheetViews><drawing xmlns:r="{REL}" r:id="rId1"/>'
            "</chartsheet>",
            "xl/chartsheets/_rels/sheet1.xml.rels": rels(
                {"rId1": ("drawing", "../drawings/drawing1.xml")}
            ),
            "xl/drawings/drawing1.xml": f'{HEAD}<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" '
            f'xmlns:a="{DRAWING}/main"/>',
            "xl/tables/table1.xml": table(
                1,
                "tblA",
                "A1:D4",
                {"Mã": None, "Tên": None, "Ngày": None, "Tính": THIS_ROW},
                inside='<autoFilter ref="A1:D4"><filterColumn colId="0">'
                '<filters><filter val="001"/></filters></filterColumn></autoFilter>'
                '<sortState ref="A2:D4"><sortCondition ref="A2:A4"/></sortState>',
            ),
            "xl/tables/table2.xml": table(
                2,
                "tblB",
                "N1:O4",
                {"Khoản": None, "Số": None},
                'totalsRowCount="1"',
                '<autoFilter ref="N1:O3"/>',
            ),
            "xl/tables/table3.xml": table(
                3, "tblC", "Q1:Q2", {"Column1": None}, 'headerRowCount="0"', ""
            ),
            "xl/tables/table4.xml": table(
                4, "tblD", "A15:B16", {"Cột 1": None, "Cột 2": None}, 'insertRow="1"'
            ),
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}" count="8" uniqueCount="6">'
            "<si><t>Mã</t></si><si><t>Tên</t></si><si><t>Ngày</t></si><si><t>Tính</t></si>"
            '<si><t>001</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">đậm </t></r>'
            "<r><t>nhạt</t></r></si></sst>",
            "xl/styles.xml": STYLES,
            "xl/calcChain.xml": f'{HEAD}<calcChain xmlns="{MAIN}">{chain}</calcChain>',
            "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>',
            "xl/threadedComments/threadedComment1.xml": f"{HEAD}<ThreadedComments "
            f'xmlns="{comments}"><threadedComment ref="B2" dT="2026-01-01T00:00:00.00" '
            'personId="{11111111-1111-1111-1111-111111111111}" '
            'id="{22222222-2222-2222-2222-222222222222}"><text>ý kiến</text></threadedComment>'
            "</ThreadedComments>",
            "xl/persons/person.xml": f'{HEAD}<personList xmlns="{comments}"><person '
            'displayName="A" id="{11111111-1111-1111-1111-111111111111}" userId="A" '
            'providerId="None"/></personList>',
            "xl/slicers/slicer1.xml": f"{HEAD}<slicers "
            'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
            '<slicer name="Mã" cache="Slicer_Mã" rowHeight="241300"/></slicers>',
            "xl/vbaProject.bin": bytes(range(256)) * 8,
        }
    )


def prefixed(data: bytes) -> bytes:
    """The same workbook with the main namespace under a prefix in every part that has it."""
    changes: dict[str, str | bytes | None] = {}
    for name, part in unzipped(data).items():
        if f'xmlns="{MAIN}"'.encode() in part:
            text = re.sub(r"<(/?)(\w+)(?=[\s/>])", r"<\1x:\2", part.decode())
            changes[name] = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return with_parts(data, changes)


def strict(data: bytes) -> bytes:
    """The same workbook in the namespaces of Strict Open XML."""
    changes: dict[str, str | bytes | None] = {}
    for name, part in unzipped(data).items():
        changes[name] = part.replace(
            MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        ).replace(REL.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    return with_parts(data, changes)
