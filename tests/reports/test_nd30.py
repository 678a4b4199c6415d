"""The form of official documents: the reports have it, and the checker sees what has not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from tests.reports.nd30 import problems


@pytest.mark.parametrize("which", ["report", "big_report"])
def test_a_report_has_the_form_of_an_official_document(
    which: str, request: pytest.FixtureRequest
) -> None:
    assert problems(request.getfixturevalue(which)) == []


def find(document: Document, start: str) -> Paragraph:
    """The first paragraph, in tables too, that begins with ``start``."""
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        if paragraph.text.startswith(start):
            return paragraph
    raise LookupError(start)


def other_font(document: Document) -> None:
    find(document, "Thực hiện").runs[0].font.name = "Arial"


def theme_font(document: Document) -> None:
    fonts = document.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    for style in document.styles:
        if style.name != "Normal" and style.element.rPr is not None:
            for own in style.element.rPr.findall(qn("w:rFonts")):
                style.element.rPr.remove(own)


def big_body(document: Document) -> None:
    document.styles["Thân văn bản"].font.size = Pt(15)


def mixed_body(document: Document) -> None:
    find(document, "Thực hiện").runs[0].font.size = Pt(13)


def colored(document: Document) -> None:
    find(document, "BÁO CÁO").runs[0].font.color.rgb = RGBColor(255, 0, 0)


def narrow_left(document: Document) -> None:
    document.sections[0].left_margin = Mm(25)


def wide_right_in_the_appendix(document: Document) -> None:
    document.sections[2].right_margin = Mm(30)


def letter_paper(document: Document) -> None:
    document.sections[0].page_width = Mm(216)


def landscape_body(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def number_on_first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = False


def no_page_number(document: Document) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run._r.getparent().remove(run._r)


def page_number_at_the_right(document: Document) -> None:
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def appendix_goes_on_counting(document: Document) -> None:
    numbering = document.sections[1]._sectPr.find(qn("w:pgNumType"))
    assert numbering is not None
    del numbering.attrib[qn("w:start")]


def nation_not_bold(document: Document) -> None:
    find(document, "CỘNG HÒA").runs[0].font.bold = False


def superior_bold(document: Document) -> None:
    find(document, "UBND TỈNH").runs[0].font.bold = True


def small_motto(document: Document) -> None:
    find(document, "Độc lập").runs[0].font.size = Pt(12)


def motto_without_spaces(document: Document) -> None:
    find(document, "Độc lập").runs[0].text = "Độc lập-Tự do-Hạnh phúc"


def underlined_motto(document: Document) -> None:
    motto = find(document, "Độc lập")
    motto.runs[0].font.underline = True
    line = motto._p.getnext()
    assert line is not None
    line.getparent().remove(line)


def short_line_under_motto(document: Document) -> None:
    line = find(document, "Độc lập")._p.getnext()
    Paragraph(line, document._body).paragraph_format.left_indent = Mm(40)


def long_line_under_body(document: Document) -> None:
    line = Paragraph(find(document, "SỞ NỘI VỤ")._p.getnext(), document._body)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(10)


def no_line_under_subject(document: Document) -> None:
    line = find(document, "Kết quả")._p.getnext()
    assert line is not None
    line.getparent().remove(line)


def typed_line(document: Document) -> None:
    document.add_paragraph("-----------")


def filled_date(document: Document) -> None:
    find(document, "Quảng Ngãi, ngày").runs[0].text = "Quảng Ngãi, ngày 27 tháng 9 năm 2022"


def padded_month(document: Document) -> None:
    find(document, "Quảng Ngãi, ngày").runs[0].text = "Quảng Ngãi, ngày      tháng 09 năm 2022"


def filled_number(document: Document) -> None:
    find(document, "Số:").runs[0].text = "Số: 15/BC-SNV"


def subject_at_the_left(document: Document) -> None:
    find(document, "Kết quả").alignment = WD_ALIGN_PARAGRAPH.LEFT


def bold_addressee(document: Document) -> None:
    find(document, "Kính gửi").runs[0].font.bold = True


def upright_legal_basis(document: Document) -> None:
    find(document, "Căn cứ").runs[0].font.italic = False


def legal_basis_ends_wrongly(document: Document) -> None:
    run = find(document, "Căn cứ").runs[0]
    run.text = run.text.rstrip(";") + "."


def body_at_the_left(document: Document) -> None:
    find(document, "Thực hiện").alignment = WD_ALIGN_PARAGRAPH.LEFT


def no_indent(document: Document) -> None:
    find(document, "Thực hiện").paragraph_format.first_line_indent = Mm(0)


def tight_body(document: Document) -> None:
    find(document, "Thực hiện").paragraph_format.space_after = Pt(0)


def double_spacing(document: Document) -> None:
    find(document, "Thực hiện").paragraph_format.line_spacing = 2.0


def lonely_heading(document: Document) -> None:
    find(document, "II. ").paragraph_format.keep_with_next = False


def parts_out_of_order(document: Document) -> None:
    second, third = find(document, "II. ")._p, find(document, "III. ")._p
    second.addprevious(third)


def no_end_mark(document: Document) -> None:
    run = find(document, "Trên đây").runs[0]
    run.text = run.text.replace("./.", ".")


def second_end_mark(document: Document) -> None:
    find(document, "Thực hiện").runs[0].text += "/."


def upright_recipients(document: Document) -> None:
    find(document, "Nơi nhận:").runs[0].font.italic = False


def big_recipients(document: Document) -> None:
    find(document, "- Như trên").runs[0].font.size = Pt(13)


def recipients_without_end(document: Document) -> None:
    find(document, "- Lưu:").runs[0].text = "- Lưu: VT, XDCQ;"


def signs_for_a_collective(document: Document) -> None:
    find(document, "GIÁM ĐỐC").runs[0].text = "TM. SỞ NỘI VỤ"


def no_room_to_sign(document: Document) -> None:
    document.styles["Người ký"].paragraph_format.space_before = Pt(6)


def signature_splits(document: Document) -> None:
    row = next(find(document, "GIÁM ĐỐC")._p.iterancestors(qn("w:tr")))
    row.trPr.remove(row.trPr.find(qn("w:cantSplit")))


def small_appendix_label(document: Document) -> None:
    find(document, "Phụ lục I").runs[0].font.size = Pt(13)


def appendix_title_not_in_capitals(document: Document) -> None:
    find(document, "TÌNH HÌNH").runs[0].text = "Tình hình gửi báo cáo"


def appendix_without_reference(document: Document) -> None:
    paragraph = find(document, "(Kèm theo")._p
    paragraph.getparent().remove(paragraph)


def header_row_does_not_repeat(document: Document) -> None:
    row = document.tables[-2].rows[0]._tr
    row.trPr.remove(row.trPr.find(qn("w:tblHeader")))


def a_row_splits(document: Document) -> None:
    row = document.tables[-1].rows[1]._tr
    row.trPr.remove(row.trPr.find(qn("w:cantSplit")))


def header_row_not_bold(document: Document) -> None:
    document.tables[-1].rows[0].cells[1].paragraphs[0].runs[0].font.bold = False


def small_table(document: Document) -> None:
    document.tables[-1].rows[1].cells[1].paragraphs[0].runs[0].font.size = Pt(9)


def wrong_capitals(document: Document) -> None:
    find(document, "Thực hiện").runs[0].text = "Ủy ban Nhân dân vận động nhân dân."


def tag_left_over(document: Document) -> None:
    find(document, "Thực hiện").runs[0].text = "Có {{ ct.CT101 }} văn bản."


def decomposed_letters(document: Document) -> None:
    find(document, "Thực hiện").runs[0].text = "Thu\u031b\u0323c hiện."


def page_field_on_first_page(document: Document) -> None:
    paragraph = document.sections[0].first_page_header.paragraphs[0]
    code = OxmlElement("w:instrText")
    code.text = " PAGE "
    paragraph.add_run()._r.append(code)


MUTILATIONS: tuple[tuple[Callable[[Document], None], str], ...] = (
    (other_font, "font Arial"),
    (theme_font, "theme minorHAnsi"),
    (big_body, "15.0 pt"),
    (mixed_body, "different sizes"),
    (colored, "color FF0000"),
    (narrow_left, "section 1: left margin 25.0 mm"),
    (wide_right_in_the_appendix, "section 3: right margin 30.0 mm"),
    (letter_paper, "not A4"),
    (landscape_body, "the body is landscape"),
    (number_on_first_page, "page number on the first page"),
    (page_field_on_first_page, "page number on the first page"),
    (no_page_number, "no page number"),
    (page_number_at_the_right, "page number not centred"),
    (appendix_goes_on_counting, "section 2: page numbers do not begin at 1"),
    (nation_not_bold, "national name"),
    (superior_bold, "superior body"),
    (small_motto, "motto «Độc lập - Tự do - Hạnh phúc»: 12.0 pt"),
    (motto_without_spaces, "«Độc lập - Tự do - Hạnh phúc» is missing"),
    (underlined_motto, "underlined"),
    (short_line_under_motto, "motto: the line below"),
    (long_line_under_body, "issuing body: the line below"),
    (no_line_under_subject, "subject: the line below is None"),
    (typed_line, "typed dashes"),
    (filled_date, "place and date"),
    (padded_month, "place and date"),
    (filled_number, "number «Số: 15/BC-SNV»"),
    (subject_at_the_left, "subject «Kết quả thực hiện phong trào t»: aligned left"),
    (bold_addressee, "addressee"),
    (upright_legal_basis, "legal basis"),
    (legal_basis_ends_wrongly, "legal basis: ends .;."),
    (body_at_the_left, "aligned left"),
    (no_indent, "first lines indented"),
    (tight_body, "less than 6 pt"),
    (double_spacing, "line spacing 2.0"),
    (lonely_heading, "may stand alone at the bottom"),
    (parts_out_of_order, "out of order"),
    (no_end_mark, "no ./. at the end"),
    (second_end_mark, "./. before the end"),
    (upright_recipients, "recipients «Nơi nhận:»: italic is False"),
    (big_recipients, "list of recipients «- Như trên;»: 13.0 pt"),
    (recipients_without_end, "list of recipients: ends"),
    (signs_for_a_collective, "never signs TM."),
    (no_room_to_sign, "no room for the signature"),
    (signature_splits, "the signature block may split"),
    (small_appendix_label, "appendix label «Phụ lục I»: 13.0 pt"),
    (appendix_title_not_in_capitals, "not in capitals"),
    (appendix_without_reference, "out of its place"),
    (header_row_does_not_repeat, "the header row does not repeat"),
    (a_row_splits, "a row may split"),
    (header_row_not_bold, "the header row is not bold"),
    (small_table, "text of tables in different sizes: [9.0, 12.0]"),
    (wrong_capitals, "spelling: nhân dân"),
    (tag_left_over, "a tag is left over"),
    (decomposed_letters, "not NFC"),
)


@pytest.mark.parametrize(
    ("mutilate", "complaint"), MUTILATIONS, ids=[f.__name__ for f, _ in MUTILATIONS]
)
def test_the_checker_sees_what_is_wrong(
    mutilate: Callable[[Document], None], complaint: str, report: Path, tmp_path: Path
) -> None:
    document = docx.Document(str(report))
    mutilate(document)
    spoilt = tmp_path / "spoilt.docx"
    document.save(str(spoilt))
    assert any(complaint in problem for problem in problems(spoilt)), problems(spoilt)
