"""What is typed into cells: fonts from before Unicode, numbers, dates, choices, odd cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from openpyxl.styles import Font

from danvan_xl.demo.answers import Answer
from danvan_xl.schema.form import RESULTS_AREA
from danvan_xl.schema.legacy_words import Legacy
from tests.broken.editing import (
    Maker,
    OpenForm,
    edit,
    every_text,
    write_fact,
    write_figure,
    write_initiative,
)
from tests.broken.kind import Kind, accepted, facts, initiative, returned
from tests.ooxml.handmade import unzipped, with_parts
from tests.rounds import figures
from tests.schema.test_legacy import BARE_CAPITALS, encode

_LONG: tuple[str, ...] = (
    "name",
    "place",
    "situation",
    "goals",
    "content",
    "lead",
    "resources",
    "outputs",
)
_LONG += ("prospects", "results", "contact")


def in_font(encoding: Legacy, font: str) -> Maker:
    """The initiatives typed in an old font, as far as a unit types them itself."""

    def change(form: OpenForm) -> None:
        for number in list(form.initiative_rows()):
            for key in _LONG:
                cell = form.initiative(number, key)
                if cell.value:
                    cell.value = encode(str(cell.value), encoding)
                    if font:
                        cell.font = Font(name=font)

    return edit(change)


def without_capital_tones(answer: Answer) -> Answer:
    """TCVN3's fonts have no capitals with tones."""

    def lowered(text: str) -> str:
        return "".join(c if c in BARE_CAPITALS or c.isascii() else c.lower() for c in text)

    frame = answer.initiatives.copy()
    for key in _LONG:
        frame[key] = [lowered(text) for text in frame[key]]
    return replace(answer, initiatives=frame)


def in_both_fonts(form: OpenForm) -> None:
    """Lists of communes pasted below each other, one in TCVN3, the next in VNI."""
    for number in list(form.initiative_rows()):
        for key in _LONG:
            cell = form.initiative(number, key)
            if cell.value:
                cell.value = encode(str(cell.value), "vni" if number % 2 else "tcvn3")


def half_without_capital_tones(answer: Answer) -> Answer:
    """What ``in_both_fonts`` says."""
    lowered = without_capital_tones(answer).initiatives
    lowered.iloc[1::2] = answer.initiatives.iloc[1::2]
    return replace(answer, initiatives=lowered)


def texts(change: Callable[[str], str]) -> Maker:
    """Every text of the two tables changed."""

    def apply(form: OpenForm) -> None:
        every_text(form, change, form.initiatives)
        every_text(form, change, form.results)

    return edit(apply)


def old_tones(text: str) -> str:
    """Tone marks where older programs put them."""
    for new, old in (("òa", "oà"), ("óa", "oá"), ("ọa", "oạ"), ("ủy", "uỷ"), ("úy", "uý")):
        text = text.replace(new, old)
    return text


def typed_with_old_tones(answer: Answer) -> Answer:
    """What a unit types stays as it is; only choices become those of the lists."""
    frame = answer.initiatives.copy()
    for key in (*_LONG, "reason"):
        frame[key] = [old_tones(text) for text in frame[key]]
    notes = {code: old_tones(note) for code, note in answer.notes.items()}
    return replace(answer, initiatives=frame, notes=notes)


def spaced(text: str) -> str:
    return f" \N{NO-BREAK SPACE}{text.replace(' ', chr(160))}  "


def zero_width(text: str) -> str:
    return f"\N{ZERO WIDTH NO-BREAK SPACE}{text}\N{ZERO WIDTH SPACE}"


def eth(text: str) -> str:
    """The letter Đ typed as another language's Ð."""
    return text.replace("Đ", "Ð")


def percent(form: OpenForm) -> None:
    cell = form.figure("CT207")
    cell.value, cell.number_format = 0.985, "0.0%"


def with_error(form: bytes) -> bytes:
    """A cell that shows #N/A, as Excel stores it."""
    marked = write_figure(987654.5, "CT102")(form)
    return _in_sheets(marked, "<v>987654.5</v>", "<v>#N/A</v>", ' t="n"', ' t="e"')


def _in_sheets(data: bytes, old: str, new: str, old_kind: str, new_kind: str) -> bytes:
    changes: dict[str, str | bytes | None] = {}
    for name, part in unzipped(data).items():
        text = part.decode("utf-8", "ignore")
        if name.startswith("xl/worksheets/sheet") and old in text:
            head, _, tail = text.partition(old)
            at = head.rindex("<c ")
            changes[name] = head[:at] + head[at:].replace(old_kind, new_kind) + new + tail
    assert changes
    return with_parts(data, changes)


def summed(form: OpenForm) -> None:
    form.figure("CT102").value = "=2+3"


def calculated(form: bytes) -> bytes:
    """A formula with its result, as Excel stores it."""
    marked = write_figure(987654.5, "CT102")(form)
    return _in_sheets(marked, "<v>987654.5</v>", "<f>2+3</f><v>5</v>", "", "")


def shouted_choices(form: OpenForm) -> None:
    """Kinds, fields and stages in capitals."""
    for number in form.initiative_rows():
        for key in ("kind", "field", "stage"):
            cell = form.initiative(number, key)
            cell.value = str(cell.value).upper()


def us_dates(form: OpenForm) -> None:
    """One day turned by a PC that is set to US dates, the next left as text."""
    for number, day in enumerate((datetime(2022, 9, 5), "20/9/2022")):
        form.initiative(number, "decision_date").value = day


def texts_with_signs(form: OpenForm) -> None:
    form.figure("CT101", "note").value = "'=A1+5"
    form.initiative(0, "contact").value = "+84 900 000 123"
    form.initiative(1, "contact").value = "@nguyenvana"
    form.initiative(0, "situation").value = "-Dân còn ngại"


def formula_like(form: OpenForm) -> None:
    for cell, text in (
        (form.figure("CT101", "note"), "=A1+5"),
        (form.initiative(0, "situation"), "=cmd|'/C calc'!A0"),
    ):
        cell.value = text
        cell.data_type = "s"


def notes(**changes: str) -> Callable[[Answer], Answer]:
    return lambda answer: replace(answer, notes={**answer.notes, **changes})


def both(*changes: Callable[[Answer], Answer]) -> Callable[[Answer], Answer]:
    def say(answer: Answer) -> Answer:
        for change in changes:
            answer = change(answer)
        return answer

    return say


def number(text: object, means: float, codes: str = "O12", code: str = "CT103") -> Kind:
    """A figure that is understood."""
    return accepted(write_figure(text, code), codes, says=figures(**{code: means}))


def wrong(text: object, codes: str, code: str = "CT103") -> Kind:
    """A figure that is asked back."""
    return returned(write_figure(text, code), codes)


def signed(text: object, codes: str = "O13", day: date = date(2022, 9, 5)) -> Kind:
    """A day of signing that is understood."""
    return accepted(write_fact("document_date", text), codes, says=facts(document_date=day))


def not_signed(text: object, codes: str) -> Kind:
    return returned(write_fact("document_date", text), codes)


def nothing_filled_in(form: OpenForm) -> None:
    where = form.area(RESULTS_AREA)
    for row in range(where.first_row + 1, where.last_row + 1):
        form.results.cell(row, form.column(RESULTS_AREA, "value")).value = None


KINDS: dict[str, Kind] = {
    "TCVN3 with its font": accepted(in_font("tcvn3", ".VnTime"), "O16", says=without_capital_tones),
    "TCVN3 without a font": accepted(in_font("tcvn3", ""), "O16", says=without_capital_tones),
    "VNI with its font": accepted(in_font("vni", "VNI-Times"), "O16"),
    "VNI without a font": accepted(in_font("vni", ""), "O16"),
    "TCVN3 and VNI in the same columns": accepted(
        edit(in_both_fonts), "O16", says=half_without_capital_tones
    ),
    "decomposed Unicode": accepted(texts(lambda text: unicodedata.normalize("NFD", text))),
    "the letter Đ of another language": accepted(texts(eth), "O18"),
    "no-break spaces": accepted(texts(spaced)),
    "characters without width": accepted(texts(zero_width), "O18"),
    "tone marks in old places": accepted(texts(old_tones), says=typed_with_old_tones),
    "1.250": number("1.250", 1250),
    "1 250": number("1 250", 1250),
    "1.250.000 đồng": accepted(
        write_initiative("money", "1.250.000 đồng"), "O12", says=initiative(money=1250000.0)
    ),
    "12 triệu": accepted(
        write_initiative("money", "12 triệu"), "O12", says=initiative(money=12000000.0)
    ),
    "01": number("01", 1),
    "a number as text": number("12", 12, ""),
    "digits of full width": number("１２", 12),
    "3 mô hình": number("3 mô hình", 3),
    "3 hội nghị where people are counted": number("3 hội nghị", 3, "O28"),
    "a code in small letters": accepted(write_figure("ct103", column="indicator"), "O19"),
    "không": accepted(write_figure("không", "CT504"), "O12", says=figures(CT504=0)),
    "a dash": accepted(write_figure("-", "CT504"), "O12", says=figures(CT504=0)),
    "98,5 in a cell of text": number("98,5", 98.5, "", "CT207"),
    "98%": number("98%", 98, code="CT207"),
    "a cell formatted as percent": accepted(edit(percent), "O21", says=figures(CT207=98.5)),
    "98.500 of a hundred": number("98.500", 98.5, code="CT207"),
    "1.250,5 where numbers are whole": wrong("1.250,5", "O03 O12"),
    "half a meeting": wrong(2.5, "O03", "CT102"),
    "less than nothing": wrong(-1, "O04 Q01", "CT102"),
    "far too much": wrong(9_999_999, "O04", "CT102"),
    "a word": wrong("nhiều", "O02"),
    "a range": wrong("15-20", "O02"),
    "1,250": wrong("1,250", "O11"),
    "about": wrong("khoảng 20", "O02"),
    "hai mươi": wrong("hai mươi", "O02"),
    "chưa có số liệu": wrong("chưa có số liệu", "O23"),
    "nothing": wrong(None, "O01"),
    "a blank": wrong("   ", "O01"),
    "nothing at all": returned(edit(nothing_filled_in), "O01"),
    "true": wrong(True, "O24"),
    "a time of day": wrong(time(7, 30), "O24"),
    "a day in place of a figure": wrong(datetime(2022, 4, 3), "O24"),
    "a huge number": wrong(1e300, "O04"),
    "an error cell": returned(with_error, "O08"),
    "a formula that was never calculated": returned(edit(summed), "O09"),
    "a formula with its result": accepted(calculated, says=figures(CT102=5)),
    "5.9.2022": signed("5.9.2022"),
    "05/9/2022": signed("05/9/2022", ""),
    "5-9-2022": signed("5-9-2022"),
    "5/9/22": signed("5/9/22"),
    "2022-09-05": signed("2022-09-05"),
    "ngày 05 tháng 9 năm 2022": signed("Quảng Ngãi, ngày 05 tháng 9 năm 2022"),
    "a day as a plain number": signed(44809, ""),
    "tháng 9/2022": not_signed("tháng 9/2022", "O14"),
    "31/2/2022": not_signed("31/2/2022", "O06"),
    "tuần trước": not_signed("tuần trước", "O06"),
    "a day of ten years ago": not_signed(datetime(2012, 9, 15), "O07"),
    "a day turned round": accepted(
        edit(us_dates),
        "O15",
        says=both(
            initiative(0, decision_date=date(2022, 9, 5)),
            initiative(1, decision_date=date(2022, 9, 20)),
        ),
    ),
    "a phone number without its zero": accepted(
        write_fact("reporter_phone", 914123456), "O20", says=facts(reporter_phone="0914123456")
    ),
    "nobody signs": returned(write_fact("reporter_name", None), "O10"),
    "choices in capitals": accepted(edit(shouted_choices)),
    "a field in short": accepted(
        write_initiative("field", "QP-AN"),
        "O19",
        says=initiative(field="Quốc phòng - an ninh"),
    ),
    "no level, in a word": accepted(
        write_initiative("commendation", "Không"), "O19", says=initiative(commendation="")
    ),
    "an amount in millions": accepted(
        write_initiative("money", 25), "O28", says=initiative(money=25)
    ),
    "a field that there is not": returned(write_initiative("field", "Y tế"), "O05"),
    "no name": returned(write_initiative("name", "  "), "O10"),
    "a year that was": returned(write_initiative("year", 1990), "O04"),
    "an initiative twice": returned(
        edit(
            lambda form: setattr(form.initiative(1), "value", old_tones(form.initiative(0).value))
        ),
        "M03",
    ),
    "a code of its own": returned(write_initiative("code", "MH01"), "M06"),
    "more resolved than received": returned(write_figure(19_999, "CT205"), "Q01"),
    "a number of initiatives that is not theirs": returned(write_figure(77, "CT401"), "Q01 Q02"),
    "text that looks like a formula": accepted(
        edit(formula_like),
        "O22",
        says=both(notes(CT101="=A1+5"), initiative(situation="=cmd|'/C calc'!A0")),
    ),
    "text that begins with a sign": accepted(
        edit(texts_with_signs),
        "O22",
        says=both(
            notes(CT101="'=A1+5"),
            initiative(0, contact="+84 900 000 123", situation="-Dân còn ngại"),
            initiative(1, contact="@nguyenvana"),
        ),
    ),
    "text of 30,000 letters": accepted(
        write_initiative("content", "dài " * 7_500), says=initiative(content="dài " * 7_499 + "dài")
    ),
    "text longer than Excel counts": returned(
        write_initiative("content", "\N{PARTY POPPER}" * 20_000), "O25"
    ),
    "a line break and a tab": accepted(
        write_initiative("content", "một\nhai\tba"), says=initiative(content="một\nhai ba")
    ),
}
"""Name → kind. A figure is that of CT103 unless said otherwise."""
