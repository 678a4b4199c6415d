"""Mistakes in the list of initiatives."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

from danvan_xl.ooxml import Formula, Value
from danvan_xl.schema.columns import Type
from danvan_xl.schema.form import INITIATIVES_AREA
from danvan_xl.schema.lists import STAGE_RECOGNISED, STAGE_STOPPED
from danvan_xl.schema.tables import INITIATIVES
from danvan_xl.schema.values import ErrorCell
from tests.mistakes.of_figures import ERRORS, NO_NUMBERS
from tests.mistakes.paper import NoPlaceError, Paper

NUMBERS = tuple(c.key for c in INITIATIVES.form_columns if c.type.is_number)
CHOICES = tuple(c.key for c in INITIATIVES.form_columns if c.choices)
REQUIRED = tuple(c.key for c in INITIATIVES.form_columns if c.required)
FREE = tuple(c.key for c in INITIATIVES.form_columns if c.type is Type.LONG_TEXT)
ALL = tuple(c.key for c in INITIATIVES.form_columns)

_WORDS = {
    "kind": "Nhóm hộ",
    "field": "Nông nghiệp",
    "stage": "Sắp hoàn thành",
    "level": "Cấp thôn",
    "commendation": "Huân chương Lao động",
}


def _is_new(cells: dict[str, str]) -> bool:
    return not cells["code"]


def _is_recognised(cells: dict[str, str]) -> bool:
    return cells["stage"] == STAGE_RECOGNISED


def _wrong(
    code: str, columns: tuple[str, ...], *values: Value | ErrorCell
) -> Callable[[Paper], None]:
    """A maker that writes one of ``values`` into one of ``columns``: nothing is understood."""

    def make(paper: Paper) -> None:
        row, column = paper.line(), paper.rng.choice(columns)
        paper.write_line(row, column, paper.rng.choice(values))
        paper.expect_at(code, paper.initiatives, row, column)

    return make


def not_whole(paper: Paper) -> None:
    """Half a person."""
    row = paper.line()
    values: list[Value] = [120.5, "45,5", "10,25 người"]
    paper.write_line(row, "beneficiaries", paper.rng.choice(values))
    paper.expect_at("O03", paper.initiatives, row, "beneficiaries")


def out_of_range(paper: Paper) -> None:
    """Years that cannot be, and less than nothing."""
    row = paper.line()
    column, value = paper.rng.choice(
        [("year", 1999), ("year", paper.year + 3), ("beneficiaries", -5), ("money", -1_000_000)]
    )
    paper.write_line(row, column, value)
    paper.expect_at("O04", paper.initiatives, row, column)


def strange_word(paper: Paper) -> None:
    """A word that is not in the list."""
    row, column = paper.line(), paper.rng.choice(CHOICES)
    paper.write_line(row, column, _WORDS[column], _WORDS[column])
    paper.expect_at("O05", paper.initiatives, row, column)


def no_day(paper: Paper) -> None:
    """A day that there is not."""
    row = paper.line()
    value = paper.rng.choice(["31/2/2022", "hôm qua", "31.2.2022", "30/13/2022"])
    paper.write_line(row, "decision_date", value)
    paper.has_text_day |= "/" in value
    paper.expect_at("O06", paper.initiatives, row, "decision_date")


def day_before_the_movement(paper: Paper) -> None:
    """A day before there were such decisions, or after the period."""
    row = paper.line()
    day = paper.rng.choice([date(2008, 8, 8), date(paper.year + 1, 1, 1), date(1900, 5, 5)])
    paper.write_line(row, "decision_date", day)
    paper.expect_at("O07", paper.initiatives, row, "decision_date")


def required_missing(paper: Paper) -> None:
    """A cell that must be filled in is empty."""
    row, column = paper.line(), paper.rng.choice(REQUIRED)
    paper.write_line(row, column, None)
    paper.expect_at("O10", paper.initiatives, row, column)


def far_too_long(paper: Paper) -> None:
    """More signs than a cell of Excel holds, as another program writes them."""
    paper.claim("long text")
    row, column = paper.line(), paper.rng.choice(FREE)
    paper.write_line(row, column, "very long text")
    paper.replaced[b"very long text"] = ("\N{SUNFLOWER}" * 17_000).encode()
    paper.expect_at("O25", paper.initiatives, row, column)


def name_too_long(paper: Paper) -> None:
    """The whole way of doing stands where the name should."""
    row = paper.line()
    paper.write_line(row, "name", "Vận động từng hộ dân hiến đất, góp công mở đường. " * 8)
    paper.expect_at("O27", paper.initiatives, row, "name")


def level_missing(paper: Paper) -> None:
    """Recognised, but by whom?"""
    row = paper.line(_is_recognised)
    paper.write_line(row, "level", None)
    paper.expect_at("M01", paper.initiatives, row, "level")


def decision_missing(paper: Paper) -> None:
    """Recognised, but by which decision?"""
    row = paper.line(_is_recognised)
    paper.write_line(row, "decision_number", None)
    paper.expect_at("M07", paper.initiatives, row, "decision_number")


def reason_missing(paper: Paper) -> None:
    """Stopped, but why?"""
    row = paper.line()
    paper.write_line(row, "stage", STAGE_STOPPED, STAGE_STOPPED)
    paper.write_line(row, "reason", None)
    paper.expect_at("M02", paper.initiatives, row, "reason")


def same_name(paper: Paper) -> None:
    """One initiative in two rows, written a little otherwise."""
    first, second = sorted((paper.line(_is_new), paper.line(_is_new)))
    name = paper.lines[first]["name"]
    again = paper.rng.choice([name, name.upper(), unicodedata.normalize("NFD", name), f"  {name}."])
    paper.write_line(second, "name", again, name)
    paper.expect_at("M03", paper.initiatives, second, "name")


def similar_name(paper: Paper) -> None:
    """The same with a letter missing."""
    first, second = sorted((paper.line(_is_new), paper.line(_is_new)))
    name = paper.lines[first]["name"][:-1]
    paper.write_line(second, "name", name, name)
    paper.expect_at("M04", paper.initiatives, second, "name")


def code_of_their_own(paper: Paper) -> None:
    """A code that the program never gave."""
    row = paper.line(_is_new)
    code = paper.rng.choice(["MH01", f"{paper.unit.code}-{paper.year}-77", "1"])
    paper.write_line(row, "code", code, code)
    paper.expect_at("M06", paper.initiatives, row, "code")


def code_of_last_year(paper: Paper) -> None:
    """A code that the form was not handed out with."""
    paper.share("seal")
    row = paper.line(_is_new)
    code = f"{paper.unit.code}-{paper.year - 1}-{row + 50}"
    paper.write_line(row, "code", code, code)
    paper.expect_at("P08", paper.initiatives, row, "code")


def code_twice(paper: Paper) -> None:
    """A row was copied, its code too."""
    paper.claim("code twice")
    first, second = paper.line(lambda cells: not _is_new(cells)), paper.line(_is_new)
    paper.write_line(second, "code", paper.lines[first]["code"])
    paper.expect_at("M08", paper.initiatives, second, "code")


def codes_exchanged(paper: Paper) -> None:
    """Two rows have each other's code, which the seal tells by their names."""
    paper.share("seal")
    rows = [paper.line(lambda cells: not _is_new(cells)) for _ in range(2)]
    codes = [paper.lines[row]["code"] for row in reversed(rows)]
    for row, code in zip(rows, codes, strict=True):
        paper.write_line(row, "code", code, code)
        paper.expect_at("M10", paper.initiatives, row, "code")


def row_vanished(paper: Paper) -> None:
    """A row was emptied, the figures were left."""
    if len(paper.lines) < 6:
        raise NoPlaceError
    row = paper.line(_is_new)
    for column in ALL:
        paper.write_line(row, column, None)
    del paper.lines[row], paper.days[row]


def row_more(paper: Paper) -> None:
    """A row was put below, the figures were left."""
    paper.claim("row more")
    paper.share("initiatives")
    like, row = paper.line(), max(paper.lines) + 1
    paper.lines[row], paper.days[row] = {**paper.lines[like], "code": ""}, None
    name = "Đội thanh niên chở nước sạch cho đảo mùa khô"
    for column in (*REQUIRED, "level", "decision_number", "reason"):
        text = name if column == "name" else paper.lines[like][column]
        paper.write_line(row, column, int(text) if column == "year" else text or None, text)


def other_money(paper: Paper) -> None:
    """Money in millions, as a changed header says."""
    paper.claim("header of money")
    paper.line(lambda cells: bool(cells["money"]))
    _, area = paper.book.area_of(INITIATIVES_AREA)
    column = paper.initiatives.columns["money"]

    paper.surgery.append(
        lambda book: setattr(
            book[paper.initiatives.sheet].cell(area.first_row, column),
            "value",
            "Kinh phí (triệu đồng)",
        )
    )
    paper.expect_at("P28", paper.initiatives, area.first_row, "money")


MAKERS: tuple[Callable[[Paper], None], ...] = (
    _wrong("O29", FREE, "Toå d©n phè 3", "Tổ d©n phố", "nhóm Ñöôøng hoa của Tổ"),
    _wrong("O02", ("beneficiaries", "money"), *NO_NUMBERS),
    _wrong("O08", ALL, *map(ErrorCell, ERRORS)),
    _wrong("O09", (*NUMBERS, *FREE), Formula("12+5")),
    _wrong("O11", ("beneficiaries", "money"), "1,250", "45,000"),
    _wrong("O14", ("decision_date",), "tháng 9/2022", "quý III", "2022"),
    _wrong("O23", ("beneficiaries", "money"), "chưa có số liệu", "đang tổng hợp"),
    _wrong("O24", (*NUMBERS, *CHOICES, "decision_date", "decision_number"), True, False),
    not_whole,
    out_of_range,
    strange_word,
    no_day,
    day_before_the_movement,
    required_missing,
    far_too_long,
    name_too_long,
    level_missing,
    decision_missing,
    reason_missing,
    same_name,
    similar_name,
    code_of_their_own,
    code_of_last_year,
    code_twice,
    codes_exchanged,
    row_vanished,
    row_more,
    other_money,
)
