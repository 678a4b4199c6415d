"""The form in other kinds of file, under their own and under wrong names."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from tests.broken.editing import Maker
from tests.broken.kind import Kind, accepted, as_it_is
from tests.ooxml.handmade import OFFICE, prefixed, strict, unzipped, with_parts
from tests.submissions.formats import Cell, pages_of, write, write_csv
from tests.submissions.write_msg import OutlookFile, OutlookLetter, msg

_MACRO_BOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def written(kind: str) -> Maker:
    """The same values, names, merged cells and hidden rows in another kind of file."""
    return lambda form: write(kind, pages_of(form))


def as_text(separator: str, encoding: str) -> Maker:
    """The cells of the sheets, one sheet under another, as Excel shows them."""

    def make(form: bytes) -> bytes:
        rows: list[list[str]] = []
        for page in pages_of(form).sheets[:3]:
            rows += [[_shown(cell) for cell in line] for line in page.rows if any(line)]
            rows.append([])
        return write_csv(rows, separator, encoding)

    return make


def _shown(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",") if cell % 1 else f"{cell:.0f}"
    return "" if cell is None else str(cell)


def with_macros(form: bytes) -> bytes:
    """Saved as .xlsm, with a VBA project."""
    parts = unzipped(form)
    kinds = parts["[Content_Types].xml"].decode().replace(f"{OFFICE}.sheet.main+xml", _MACRO_BOOK)
    links = parts["xl/_rels/workbook.xml.rels"].decode()
    link = f'<Relationship Id="vba" Type="{_VBA}" Target="vbaProject.bin"/></Relationships>'
    return with_parts(
        form,
        {
            "[Content_Types].xml": kinds,
            "xl/_rels/workbook.xml.rels": links.replace("</Relationships>", link),
            "xl/vbaProject.bin": "x",
        },
    )


def letter(form: bytes) -> bytes:
    """An e-mail with the form attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Văn thư <van-thu@example.vn>"
    message["Subject"] = "Gửi phiếu Dân vận khéo"
    message["Date"] = "Mon, 12 Sep 2022 08:00:00 +0700"
    message.set_content("Kính gửi Sở Nội vụ.")
    kind = {"maintype": "application", "subtype": "octet-stream"}
    message.add_attachment(form, filename="phiếu báo cáo.xlsx", **kind)
    return message.as_bytes()


def of_outlook(form: bytes) -> bytes:
    """A letter as Outlook saves it, with the form attached."""
    return msg(OutlookLetter([OutlookFile("phiếu báo cáo.xlsx", form)]))


KINDS: dict[str, Kind] = {
    "an old .xls": accepted(written("xls"), "P14", name="{number}.xls"),
    "a binary .xlsb": accepted(written("xlsb"), name="{number}.xlsb"),
    "an .ods": accepted(written("ods"), name="{number}.ods"),
    "a flat .fods": accepted(written("fods"), name="{number}.fods"),
    "a web page": accepted(written("html"), "P14", name="{number}.html"),
    "a web page called .xls": accepted(written("html"), "P14 T17", name="{number}.xls"),
    "a web archive": accepted(written("mht"), "P14", name="{number}.mht"),
    "a web archive called .xls": accepted(written("mht"), "P14 T17", name="{number}.xls"),
    "an XML workbook of 2003": accepted(written("xml"), name="{number}.xml"),
    "an XML workbook called .xls": accepted(written("xml"), "T17", name="{number}.xls"),
    "text with commas": accepted(as_text(",", "utf-8"), "P14", name="{number}.csv"),
    "text with semicolons": accepted(as_text(";", "utf-8-sig"), "P14", name="{number}.csv"),
    "text with tabs called .xls": accepted(as_text("\t", "utf-16"), "P14 T17", name="{number}.xls"),
    "an .xlsx called .xls": accepted(as_it_is, "T17", name="{number}.xls"),
    "an .xls called .xlsx": accepted(written("xls"), "P14 T17", name="{number}.xlsx"),
    "an .ods called .xlsx": accepted(written("ods"), "T17", name="{number}.xlsx"),
    "a name without a suffix": accepted(as_it_is, "T17", name="phiếu {number}"),
    "a suffix in capitals": accepted(as_it_is, name="PHIẾU {number}.XLSX"),
    "a workbook with macros": accepted(with_macros, "T16", name="{number}.xlsm"),
    "macros in a file called .xlsx": accepted(with_macros, "T16 T17"),
    "Strict Open XML": accepted(strict),
    "Open XML with prefixes": accepted(prefixed),
    "a letter with the form": accepted(letter, name="{number}.eml", inside="phiếu báo cáo.xlsx"),
    "a letter of Outlook": accepted(of_outlook, name="{number}.msg", inside="phiếu báo cáo.xlsx"),
}
