"""Mistakes in the table of figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import openpyxl

from danvan_xl.ooxml import Area, Formula, Value
from danvan_xl.schema.form import RESULTS_AREA
from danvan_xl.schema.tables import RESULTS
from danvan_xl.schema.values import ErrorCell
from tests.mistakes.paper import NoPlaceError, Paper
from tests.mistakes.relations import broken, codes_in_relations, miscounted

ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


def _unclear(code: str, *values: Value) -> Callable[[Paper], None]:
    """A maker that writes one of ``values``, of which no figure can be made."""

    def make(paper: Paper) -> None:
        indicator = paper.figure()
        paper.write_figure(indicator, paper.rng.choice(values), None)
        paper.expect_at(code, paper.results, paper.row_of[indicator], "value")

    return make


def not_whole(paper: Paper) -> None:
    """Half a meeting, as a number or as text."""
    code = paper.figure()
    halves: list[tuple[Value, float]] = [(12.5, 12.5), ("7,5", 7.5), ("3,25 lần", 3.25)]
    value, understood = paper.rng.choice(halves)
    paper.write_figure(code, value, understood)
    paper.expect_at("O03", paper.results, paper.row_of[code], "value")


def out_of_range(paper: Paper) -> None:
    """Far too much, or less than nothing."""
    code = paper.figure()
    value = paper.rng.choice([int(paper.highest(code)) * 10 + 5, -3])
    paper.write_figure(code, value, float(value))
    paper.expect_at("O04", paper.results, paper.row_of[code], "value")


def share_above_all(paper: Paper) -> None:
    """980 percent."""
    code = paper.figure(whole=False)
    values: list[Value] = [980, "980", "101%", 9999]
    value = paper.rng.choice(values)
    paper.write_figure(code, value, float(str(value).rstrip("%")))
    paper.expect_at("O04", paper.results, paper.row_of[code], "value")


def error_value(paper: Paper) -> None:
    """A formula of the unit's own came to nothing."""
    code = paper.figure()
    paper.write_figure(code, ErrorCell(paper.rng.choice(ERRORS)), None)
    paper.expect_at("O08", paper.results, paper.row_of[code], "value")


def day_for_number(paper: Paper) -> None:
    """``3/4`` typed, which Excel makes a day of."""
    code = paper.figure()
    row, column = paper.row_of[code], paper.results.columns["value"]

    def write(book: openpyxl.Workbook) -> None:
        book[paper.results.sheet].cell(row, column).value = datetime(paper.year, 4, 3)

    paper.surgery.append(write)
    paper.figures[code] = None
    paper.expect_at("O24", paper.results, row, "value")


def contradiction(paper: Paper) -> None:
    """A figure that no longer fits the others."""
    before = _contradictions(paper)
    for _ in range(10):
        code = paper.figure(codes_in_relations())
        figure = paper.figures[code]
        assert figure is not None
        more = figure + paper.rng.randint(1, 9)
        paper.figures[code] = more
        if _contradictions(paper) > before and more <= paper.highest(code):
            paper.write_figure(code, int(more), more)
            return
        paper.figures[code] = figure
    raise NoPlaceError


def _contradictions(paper: Paper) -> int:
    counts = miscounted(paper.figures, [*paper.lines.values()])
    return len([*broken(paper.figures), *counts])


def share_of_one(paper: Paper) -> None:
    """A part of 1 where a percentage is asked for."""
    percents = paper.asked.index[(paper.asked["unit"] == "%") & (paper.asked["maximum"] == 100)]
    code = paper.figure(list(percents), whole=False)
    value = paper.rng.choice([0.98, 0.5, 0.075, 1])
    paper.write_figure(code, value, value)
    paper.expect_at("O26", paper.results, paper.row_of[code], "value")


def row_lost(paper: Paper) -> None:
    """The row of an indicator was emptied."""
    code = paper.figure()
    for column in paper.results.columns:
        paper.write(paper.results, paper.row_of[code], column, None)
    paper.figures[code] = None
    paper.expect("P07", paper.results.sheet)


def code_overwritten(paper: Paper) -> None:
    """A code was typed over: what it asked is missing."""
    paper.share("seal")
    paper.claim("code overwritten")
    code = paper.figure()
    paper.write(paper.results, paper.row_of[code], "indicator", "CT999")
    paper.figures[code] = None
    paper.expect_at("P08", paper.results, paper.row_of[code], "indicator")
    paper.expect("P07", paper.results.sheet)


def label_changed(paper: Paper) -> None:
    """The words or the unit of measure of an indicator were changed."""
    paper.share("seal")
    code = paper.figure()
    column = paper.rng.choice(["text", "unit"])
    paper.write(paper.results, paper.row_of[code], column, "Số việc đã làm trong quý")
    paper.expect_at("P08", paper.results, paper.row_of[code], column)


def asked_twice(paper: Paper) -> None:
    """A row was copied to below the table."""
    code = paper.figure()
    cells = paper.results.rows[paper.row_of[code]]
    row = paper.write_below(
        indicator=code, text=cells["text"], unit=cells["unit"], value=paper.figures[code]
    )
    paper.expect_at("P06", paper.results, row, "indicator")


def row_of_their_own(paper: Paper) -> None:
    """A figure that nobody asked for."""
    row = paper.write_below(text=f"Số buổi văn nghệ quần chúng {paper.below}", value=4)
    paper.expect_at("P25", paper.results, row, "text")


def merged_figures(paper: Paper) -> None:
    """One figure for two rows: the second has none."""
    paper.claim("merged figures")
    second = paper.figure()
    row = paper.row_of[second] - 1
    first = paper.results.rows.get(row, {}).get("indicator")
    if not first or paper.figure([first]) != first:
        raise NoPlaceError
    column = paper.results.columns["value"]
    area = Area(row, column, row + 1, column)
    paper.surgery.append(lambda book: book[paper.results.sheet].merge_cells(str(area)))
    paper.figures[second] = None
    paper.expect_at("P19", paper.results, row, "value")


def second_column(paper: Paper) -> None:
    """Another column of figures, which says something else."""
    paper.claim("second column")
    code = paper.figure()
    sheet, area = paper.book.area_of(RESULTS_AREA)
    column, row = area.last_column + 1, paper.row_of[code]
    paper.book.write(sheet, area.first_row, column, [[RESULTS["value"].header]])
    paper.book.write(sheet, row, column, [[int(paper.figures[code] or 0) + 1]])
    paper.expect_at("P22", paper.results, row, "value")


def column_of_last_year(paper: Paper) -> None:
    """The column of figures is said to be that of another year."""
    paper.claim("second column")
    sheet, area = paper.book.area_of(RESULTS_AREA)
    cell = str(Area.cell(area.first_row, paper.results.columns["value"]))
    header = f"{RESULTS['value'].header} năm {paper.year - 1}"

    def retitle(book: openpyxl.Workbook) -> None:
        book[sheet][cell].value = header

    paper.surgery.append(retitle)
    paper.expect("P29", sheet, cell)


NO_NUMBERS = ("nhiều", "15-20", "vài chục", "12 hoặc 13", "hơn 30", "xem phụ lục", "10/12")
NO_FIGURES_YET = ("chưa có số liệu", "đang tổng hợp", "chưa thống kê", "...", "?", "n/a")

MAKERS: tuple[Callable[[Paper], None], ...] = (
    _unclear("O01", None),
    _unclear("O02", *NO_NUMBERS),
    _unclear("O09", Formula("12+5"), Formula("SUM(1,2)")),
    _unclear("O11", "1,250", "12,500"),
    _unclear("O23", *NO_FIGURES_YET),
    _unclear("O24", True, False),
    not_whole,
    out_of_range,
    share_above_all,
    share_of_one,
    error_value,
    day_for_number,
    contradiction,
    contradiction,
    row_lost,
    code_overwritten,
    label_changed,
    asked_twice,
    row_of_their_own,
    merged_figures,
    second_column,
    column_of_last_year,
)
