"""A checker of official documents: NĐ 30/2020, Phụ lục I, as far as a program can see it.

``problems`` returns one sentence for everything that is wrong with a báo cáo, none when it is
right. It finds the elements by their words and places, not by the names of styles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.reports.effective import NS, Element, Para, Section, W, Word, on

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

MOTTO_LINE = {13: 53.1, 14: 57.2}
"""Millimetres of the line under the motto by its size, and how far off it may be."""
TOLERANCE = 3.0


@dataclass(frozen=True)
class Look:
    """How an element must look; sizes are the lowest and the highest in points."""

    name: str
    pattern: str
    sizes: tuple[float, float]
    bold: bool = False
    italic: bool = False
    align: str | None = "center"
    upper: bool = False


HEAD = (
    Look("superior body", r".+", (12, 13), upper=True),
    Look("issuing body", r".+", (12, 13), bold=True, upper=True),
    Look("number", r"Số:\s+/BC-\S+", (13, 13)),
    Look("national name", re.escape(NATION), (12, 13), bold=True, upper=True),
    Look("motto", re.escape(MOTTO), (13, 14), bold=True),
    Look(
        "place and date",
        r".+, ngày\s+tháng (0[12]|[3-9]|1[0-2]) năm \d{4}",
        (13, 14),
        italic=True,
    ),
)
TYPE = Look("type", r"BÁO CÁO", (13, 14), bold=True, upper=True)
SUBJECT = Look("subject", r"Kết quả .+", (13, 14), bold=True)
LETTER_NUMBER = Look("number", r"Số:\s+/SNV(-[A-ZĐ]+)?", (13, 13))
LETTER_SUBJECT = Look("subject", r"V/v .+", (12, 13))
ADDRESSEE = Look("addressee", r"Kính gửi:.*", (13, 14))
ADDRESSEES = Look("addressees", r"- .+[;.]", (13, 14), align=None)
BASIS = Look("legal basis", r"Căn cứ .+[;.]", (13, 14), italic=True, align="both")
RECIPIENTS = Look("recipients", r"Nơi nhận:", (12, 12), bold=True, italic=True, align="left")
RECIPIENT = Look("list of recipients", r"- .+[;.]", (11, 11), align="left")
SIGNER = Look("signer", r".+", (13, 14), bold=True)
LABEL = Look("appendix label", r"Phụ lục( [IVX]+)?", (14, 14), bold=True)
TITLE = Look("appendix title", r".+", (13, 14), bold=True, upper=True)
REFERENCE = Look("appendix reference", r"\(Kèm theo .+\)", (13, 14), italic=True)
HEADING = Look("heading", r"([IVX]+|\d+)\. .+", (13, 14), bold=True, align=None)
BODY = Look("body", r".+", (13, 14), align="both")


def problems(path: Path) -> list[str]:
    """Everything that is wrong with the báo cáo ``path``."""
    word = Word(path)
    found = [*_pages(word), *_letters(word), *_tables(word), *_spelling(word)]
    try:
        for check in (_order, _elements):
            found.extend(check(word))  # what is found before a failure is kept
    except LookupError as missing:
        found.append(f"an element is missing or out of its place: {missing}")
    return found


def letter_problems(path: Path, appendices: int = 0) -> list[str]:
    """Everything that is wrong with the công văn ``path``, which has so many appendices."""
    word = Word(path)
    found = [*_pages(word), *_letters(word), *_tables(word), *_spelling(word)]
    try:
        found.extend(_letter(word, appendices))
    except LookupError as missing:
        found.append(f"an element is missing or out of its place: {missing}")
    return found


def _letter(word: Word, appendices: int) -> Iterator[str]:
    """What is wrong with the elements of a công văn, which has neither type nor legal bases."""
    blocks = [b for b in word.body if b.tag in (f"{W}p", f"{W}tbl")]
    frames = [t for t in word.tables if t not in _data_tables(word)]
    if len(frames) != 2 or blocks[0] is not frames[0]:
        raise LookupError("the head or the signature block")
    yield from _head(word, frames[0], (*HEAD[:2], LETTER_NUMBER, LETTER_SUBJECT))
    yield from _signature(word, frames[1])
    end = blocks.index(frames[1])
    text = [p for p in (Para(b, word) for b in blocks[:end] if b.tag == f"{W}p") if p.text]
    yield from _compare(text[0], ADDRESSEE)
    yield from _body(text[1:])
    yield from _appendices(word, blocks[end + 1 :], appendices)


def _pages(word: Word) -> Iterator[str]:
    bounds = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
    for at, section in enumerate(word.sections, start=1):
        sides = sorted((round(section.page("w")), round(section.page("h"))))
        if sides != [210, 297]:
            yield f"section {at}: the page is {sides}, not A4"
        for side, (low, high) in bounds.items():
            if not low - 0.1 <= section.margin(side) <= high + 0.1:
                yield f"section {at}: {side} margin {section.margin(side):.1f} mm"
        yield from (f"section {at}: {problem}" for problem in _numbering(word, section))
    if word.sections[0].landscape:
        yield "section 1: the body is landscape"


def _numbering(word: Word, section: Section) -> Iterator[str]:
    if not section.hides_first_number or _has_page_field(section.headers.get("first")):
        yield "page number on the first page"
    if section.starts_at != "1":
        yield "page numbers do not begin at 1"
    header = section.headers.get("default")
    if not _has_page_field(header):
        yield "no page number"
        return
    for para in word.paragraphs_in(header):
        if para.align != "center":
            yield "page number not centred"
        for run in para.runs:
            if not 13 <= run.size <= 14 or run.bold or run.italic:
                yield "page number not 13-14 upright"


def _has_page_field(header: Element | None) -> bool:
    return header is not None and any(
        "PAGE" in (code.text or "") for code in header.iter(f"{W}instrText")
    )


def _letters(word: Word) -> Iterator[str]:
    for para in word.paragraphs:
        for run in para.runs:
            where = f"«{run.text[:30]}»"
            if run.fonts != {"Times New Roman"}:
                yield f"{where}: font {', '.join(sorted(run.fonts))}"
            if run.color not in ("auto", "000000"):
                yield f"{where}: color {run.color}"
            if run.underlined:
                yield f"{where}: underlined"
        if unicodedata.normalize("NFC", para.text) != para.text:
            yield f"«{para.text[:30]}»: not NFC"
        if re.search(r"[-_–—]{3}", para.text):
            yield f"«{para.text[:30]}»: a line of typed dashes"
        if re.search(r"\{[{%#]|[}%#]\}", para.text):
            yield f"«{para.text[:30]}»: a tag is left over"


def _tables(word: Word) -> Iterator[str]:
    sizes = set()
    for at, table in enumerate(_data_tables(word), start=1):
        rows = table.findall("w:tr", NS)
        if not on(rows[0].find("w:trPr/w:tblHeader", NS)):
            yield f"table {at}: the header row does not repeat"
        for row in rows:
            if not on(row.find("w:trPr/w:cantSplit", NS)):
                yield f"table {at}: a row may split"
                break
        if not all(run.bold for para in word.paragraphs_in(rows[0]) for run in para.runs):
            yield f"table {at}: the header row is not bold"
        sizes |= {run.size for para in word.paragraphs_in(table) for run in para.runs}
    if any(not 11 <= size <= 13 for size in sizes):
        yield f"text of tables in {sorted(sizes)} pt"
    if len(sizes) > 1:
        yield f"text of tables in different sizes: {sorted(sizes)}"


def _data_tables(word: Word) -> list[Element]:
    """The tables with lines; those without only set the head and the signature side by side."""
    return [t for t in word.tables if t.find("w:tblPr/w:tblStyle", NS) is not None]


def _spelling(word: Word) -> Iterator[str]:
    wrong = (
        r"Ủy ban Nhân dân",
        r"\bUỷ ban",
        r"(?<!Ủy ban )(?<!Hội đồng )(?<!Tòa án )\bnhân dân\b",
        r"\bnhà nước\b",
        r"[a-zà-ỹ,;] (Huyện|Tỉnh|Xã|Phường) [A-ZĐ]",
    )
    for para in word.paragraphs:
        for pattern in wrong:
            for found in re.finditer(pattern, para.text):
                yield f"spelling: {found.group()}"


def _order(word: Word) -> Iterator[str]:
    texts = [para.text for para in word.paragraphs]
    expected = [NATION, MOTTO, "BÁO CÁO", "Kết quả ", "Kính gửi:", "Căn cứ ", "I. ", "II. "]
    expected += ["III. ", "IV. ", "V. ", "Trên đây", "Nơi nhận:", "Phụ lục I", "Phụ lục II"]
    at = -1
    for start in expected:
        try:
            at = next(i for i, text in enumerate(texts) if i > at and text.startswith(start))
        except StopIteration:
            yield f"«{start}» is missing or out of order"
            return


def _elements(word: Word) -> Iterator[str]:
    blocks = [b for b in word.body if b.tag in (f"{W}p", f"{W}tbl")]
    frames = [t for t in word.tables if t not in _data_tables(word)]
    if len(frames) != 2 or blocks[0] is not frames[0]:
        raise LookupError("the head or the signature block")
    yield from _head(word, frames[0])
    yield from _signature(word, frames[1])
    end = blocks.index(frames[1])
    text = [Para(b, word) for b in blocks[:end] if b.tag == f"{W}p"]
    yield from _before_body(text)
    yield from _body([p for p in text[_first_body(text) :] if p.text])
    yield from _appendices(word, blocks[end + 1 :])


def _head(word: Word, table: Element, looks_left: tuple[Look, ...] = HEAD[:3]) -> Iterator[str]:
    rows = table.findall("w:tr", NS)
    cells = [row.findall("w:tc", NS) for row in rows]
    left = [p for row in cells for p in word.paragraphs_in(row[0])]
    right = [p for row in cells for p in word.paragraphs_in(row[1])]
    for paras, looks in ((left, looks_left), (right, HEAD[3:])):
        texts = [p for p in paras if p.text]
        if len(texts) != len(looks):
            raise LookupError("the elements of each half of the head")
        for para, look in zip(texts, looks, strict=True):
            yield from _compare(para, look)
    body = _at(left, 1)
    length, width = _drawn_below(left, body), _estimated_width(body)
    if length is None or not width / 3 <= length <= width / 2:
        yield f"issuing body: the line below is {length} mm, the text {width:.1f} mm"
    motto = _at(right, 1)
    length, wanted = _drawn_below(right, motto), MOTTO_LINE.get(motto.runs[0].size, 0)
    if length is None or abs(length - wanted) > TOLERANCE:
        yield f"motto: the line below is {length} mm"


def _at(paras: list[Para], index: int) -> Para:
    return [p for p in paras if p.text][index]


def _drawn_below(paras: list[Para], para: Para) -> float | None:
    """Length of the line drawn right below ``para``."""
    after = paras[[p.element for p in paras].index(para.element) + 1 :]
    return after[0].line_length if after and not after[0].text else None


def _estimated_width(para: Para) -> float:
    """Width of a bold text in millimetres: about 0.65 em a capital, 0.5 em any other letter."""
    em = para.runs[0].size * 25.4 / 72
    return sum(0.68 if c.isupper() else 0.3 if c in " .,ilj" else 0.5 for c in para.text) * em


def _before_body(text: list[Para]) -> Iterator[str]:
    kind, subject = text[0], text[1]
    yield from _compare(kind, TYPE)
    yield from _compare(subject, SUBJECT)
    length, width = _drawn_below(text, subject), _estimated_width(subject)
    if length is None or not width / 3 <= length <= width / 2:
        yield f"subject: the line below is {length} mm, the text {width:.1f} mm"
    rest = [p for p in text[2 : _first_body(text)] if p.text]
    yield from _compare(rest[0], ADDRESSEE)
    bases = [p for p in rest if p.text.startswith("Căn cứ")]
    listed = rest[1 : len(rest) - len(bases)]
    if bool(listed) == bool(re.fullmatch(r"Kính gửi: \S.*", rest[0].text)):
        yield "addressee: one on the line itself, several one a line"
    for para in listed:
        yield from _compare(para, ADDRESSEES)
    for name, group in (("addressees", listed), ("legal basis", bases)):
        ends = "".join(p.text[-1] for p in group)
        if group and ends != ";" * (len(group) - 1) + ".":
            yield f"{name}: ends {ends}"
    for para in bases:
        yield from _compare(para, BASIS)


def _first_body(text: list[Para]) -> int:
    """Index of the first paragraph after the legal bases."""
    return 1 + max(i for i, p in enumerate(text) if p.text.startswith("Căn cứ"))


def _body(paras: list[Para]) -> Iterator[str]:
    sizes, indents = set(), set()
    for para in paras:
        heading = re.match(r"[IVX]+\. ", para.text) or para.runs[0].bold
        yield from _compare(para, HEADING if heading else BODY)
        sizes |= {run.size for run in para.runs}
        indents.add(round(para.indent("firstLine"), 1))
        where = f"body «{para.text[:30]}»"
        if para.space("before") + para.space("after") < 6:
            yield f"{where}: less than 6 pt between paragraphs"
        if not 1 <= para.lines <= 1.5:
            yield f"{where}: line spacing {para.lines}"
        if heading and not para.toggled("keepNext"):
            yield f"{where}: the heading may stand alone at the bottom of a page"
    if len(sizes) > 1:
        yield f"body in different sizes: {sorted(sizes)}"
    if not indents <= {10.0, 12.7} or len(indents) > 1:
        yield f"body: first lines indented by {sorted(indents)} mm"
    if not paras[-1].text.endswith("./."):
        yield "no ./. at the end of the text"
    if any("./." in para.text for para in paras[:-1]):
        yield "./. before the end of the text"
    if not paras[-1].toggled("keepNext"):
        yield "the signature block may stand alone on a page"


def _signature(word: Word, table: Element) -> Iterator[str]:
    rows = table.findall("w:tr", NS)
    if len(rows) != 1 or not on(rows[0].find("w:trPr/w:cantSplit", NS)):
        yield "the signature block may split"
    left, right = (word.paragraphs_in(cell) for cell in rows[0].findall("w:tc", NS))
    yield from _compare(left[0], RECIPIENTS)
    for para in left[1:]:
        yield from _compare(para, RECIPIENT)
    ends = "".join(p.text[-1:] for p in left[1:])
    if ends != ";" * (len(left) - 2) + "." or not left[-1].text.startswith("- Lưu: "):
        yield f"list of recipients: ends {ends}"
    posts = [p for p in right if p.text.isupper()]
    if not posts:
        yield "no signing post in the right half"
    for para in right:
        if para.text:
            yield from _compare(para, SIGNER)
    room = sum(p.space("before") for p in right[len(posts) :])
    if room < 40:
        yield "no room for the signature"
    if posts and posts[0].text.startswith("TM."):
        yield "a department never signs TM."


def _appendices(word: Word, blocks: list[Element], count: int = 2) -> Iterator[str]:
    paras = [p for p in (Para(b, word) for b in blocks if b.tag == f"{W}p") if p.text]
    if len(paras) != 3 * count:
        raise LookupError(f"label, title and reference of {count} appendices")
    for para, look in zip(paras, (LABEL, TITLE, REFERENCE) * count, strict=True):
        yield from _compare(para, look)
    if len(word.sections) != count + 1:
        yield "an appendix without a section of its own"


def _compare(para: Para, look: Look) -> Iterator[str]:
    where = f"{look.name} «{para.text[:30]}»"
    if not re.fullmatch(look.pattern, para.text, re.DOTALL):
        yield f"{where}: not as it must read"
    if look.align is not None and para.align != look.align:
        yield f"{where}: aligned {para.align}"
    if look.upper and para.text != para.text.upper():
        yield f"{where}: not in capitals"
    low, high = look.sizes
    for run in para.runs:
        if not low <= run.size <= high:
            yield f"{where}: {run.size} pt"
        if run.bold != look.bold:
            yield f"{where}: bold is {run.bold}"
        if run.italic != look.italic:
            yield f"{where}: italic is {run.italic}"
