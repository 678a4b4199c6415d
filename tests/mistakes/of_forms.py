"""Mistakes in what a form says of itself, and in its first sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl

from danvan_xl.ooxml import Formula, Value
from danvan_xl.schema.form import INFO_SHEET, SEAL
from danvan_xl.schema.values import ErrorCell
from tests.demo.forms import form
from tests.mistakes.of_figures import ERRORS
from tests.mistakes.paper import PREFILLED, REQUIRED_FACTS, NoPlaceError, Paper, handed_out


def _fact(code: str, names: tuple[str, ...], *values: Value | ErrorCell) -> Callable[[Paper], None]:
    """A maker that answers one of the questions ``names`` with one of ``values``."""

    def make(paper: Paper) -> None:
        name = paper.fact(*names)
        paper.write_fact(name, paper.rng.choice(values))
        paper.expect_of_fact(code, name)

    return make


def date_outside_period(paper: Paper) -> None:
    """The report was signed in another year."""
    name = paper.fact("document_date")
    year = paper.year + paper.rng.choice([-10, -1, 1])
    paper.write_fact(name, date(year, 9, 15))
    paper.expect_of_fact("O07", name)


def name_typed_over(paper: Paper) -> None:
    """The name of the unit is that of no unit."""
    paper.share("seal")
    paper.write_fact(paper.fact("unit_name"), "Văn phòng tổng hợp")
    paper.expect_of_fact("P08", "unit_name")


def code_typed_over(paper: Paper) -> None:
    """The code of the unit is that of no unit; the seal tells which it was."""
    paper.share("seal")
    paper.write_fact(paper.fact("unit_code"), paper.rng.choice(["ABC", None, "00-1"]))
    paper.expect_of_fact("P08", "unit_code")
    paper.expect_of_fact("P11", "unit_code")


def seal_broken(paper: Paper) -> None:
    """Something was typed into the seal."""
    _keep_the_seal(paper)
    paper.write_fact(SEAL, paper.seal()[:-4] + "QQQQ")
    paper.expect("P10")


def seal_lost(paper: Paper) -> None:
    """The seal was deleted."""
    _keep_the_seal(paper)
    paper.write_fact(SEAL, None)
    paper.expect("P09")


def year_typed_over(paper: Paper) -> None:
    """It is last year's form, in which this year was typed into the cell of the year."""
    _keep_the_seal(paper)
    filled_in = handed_out(paper.unit, paper.year)[1].initiatives.iloc[:PREFILLED]
    before = openpyxl.load_workbook(BytesIO(form(paper.unit, paper.year - 1, filled_in)))
    ((sheet, cell),) = before.defined_names[SEAL].destinations
    paper.write_fact(SEAL, str(before[sheet][cell.replace("$", "")].value))
    paper.expect_of_fact("P33", "period_year")


def label_of_another(paper: Paper) -> None:
    """No seal, and a row has the text of another indicator."""
    code = paper.figure()
    other = paper.rng.choice([one for one in paper.figures if one != code])
    seal_lost(paper)
    paper.write(paper.results, paper.row_of[code], "text", str(paper.asked.loc[other, "text"]))
    paper.expect_at("P30", paper.results, paper.row_of[code], "text")


def _keep_the_seal(paper: Paper) -> None:
    """Changed cells are told only by a seal that is whole, so no such mistake may be there."""
    if paper.expects("P08") or paper.expects("M10"):
        raise NoPlaceError
    paper.claim("seal")


def list_missing(paper: Paper) -> None:
    """The sheet of initiatives was deleted."""
    if paper.has_mistakes_in("initiatives"):
        raise NoPlaceError
    paper.claim("initiatives")

    def delete(book: openpyxl.Workbook) -> None:
        sheet = paper.initiatives.sheet
        del book[sheet]
        for name in [n for n, d in book.defined_names.items() if sheet in (d.attr_text or "")]:
            del book.defined_names[name]

    paper.surgery.append(delete)
    paper.expect("P27")


def two_forms(paper: Paper) -> None:
    """The first sheet of another unit's form was added."""
    paper.claim("forms")
    other = ("STC", "Sở Tài chính") if paper.unit.code != "STC" else ("SNV", "Sở Nội vụ")

    def add(book: openpyxl.Workbook) -> None:
        copied = book.copy_worksheet(book[INFO_SHEET])
        copied.title = f"{INFO_SHEET} {other[0]}"
        for name, value in zip(("unit_code", "unit_name"), other, strict=True):
            ((_, cell),) = book.defined_names[name].destinations
            copied[cell.replace("$", "")].value = value

    paper.surgery.append(add)
    paper.expect_of_fact("P31", "unit_code")


MAKERS: tuple[Callable[[Paper], None], ...] = (
    _fact("O06", ("document_date",), "31/2/2022", "hôm qua", "ngày 32 tháng 9 năm 2022"),
    _fact("O14", ("document_date",), "tháng 9/2022", "9/2022", "quý III/2022"),
    _fact("O08", REQUIRED_FACTS, *map(ErrorCell, ERRORS)),
    _fact("O09", REQUIRED_FACTS, Formula("1+1")),
    _fact("O10", REQUIRED_FACTS, None),
    _fact("O24", REQUIRED_FACTS, True),
    date_outside_period,
    name_typed_over,
    code_typed_over,
    seal_broken,
    seal_lost,
    year_typed_over,
    label_of_another,
    list_missing,
    two_forms,
)


def unknown_unit(paper: Paper) -> None:
    """Nothing in the form says whose it is."""
    paper.file = f"phieu-{paper.rng.randrange(10**6)}.xlsx"
    _anonymous(paper, None)
    paper.expect_of_fact("P01", "unit_code")


def ambiguous_unit(paper: Paper) -> None:
    """A name without marks that two units may have."""
    paper.file = f"phieu-{paper.rng.randrange(10**6)}.xlsx"
    _anonymous(paper, "Son Ha")
    paper.expect_of_fact("P26", "unit_code")


def _anonymous(paper: Paper, name: str | None) -> None:
    paper.write_fact(SEAL, None)
    paper.write_fact("unit_code", None)
    paper.write_fact("unit_name", name)


def name_of_another(paper: Paper) -> None:
    """The form was made over for another unit, by half."""
    paper.write_fact("unit_name", "Sở Tài chính" if paper.unit.code != "STC" else "Sở Nội vụ")
    paper.expect_of_fact("P05", "unit_code")


def other_year(paper: Paper) -> None:
    """Last year's form."""
    paper.write_fact("period_year", paper.year - 1)
    paper.expect_of_fact("P02", "period_year")


def old_version(paper: Paper) -> None:
    """The form as it was handed out first."""
    paper.write_fact("form_version", "1")
    paper.expect_of_fact("P03", "form_version")


STOPPERS: tuple[Callable[[Paper], None], ...] = (
    unknown_unit,
    ambiguous_unit,
    name_of_another,
    other_year,
    old_version,
)
"""With one of these, a form is not looked at any further."""
