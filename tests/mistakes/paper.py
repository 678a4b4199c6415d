"""A filled form into which mistakes are put, and what must be found in it then."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from random import Random

import openpyxl
import pandas as pd

from danvan_xl.building.error_cells import stand_in, with_error_cells
from danvan_xl.building.form_filling import FormTable
from danvan_xl.demo.answers import Answer
from danvan_xl.demo.fill import fill
from danvan_xl.demo.places import subordinates
from danvan_xl.ooxml import Area, Value, Workbook, column_letter
from danvan_xl.schema.form import FACTS, INITIATIVES_AREA, RESULTS_AREA, SEAL
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.units import Unit
from danvan_xl.schema.values import ErrorCell
from tests.demo.forms import answer, asked_of, form
from tests.mistakes.relations import broken, miscounted, of_units

PREFILLED = 2
"""Initiatives with which each form is handed out; they have codes of last year."""


class NoPlaceError(Exception):
    """The form has no place left where the mistake could be made."""


@dataclass(frozen=True, order=True)
class Found:
    """A finding, as it is expected or as import tells it."""

    file: str
    sheet: str
    cell: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}: {self.code} {self.sheet}!{self.cell}"


def handed_out(unit: Unit, year: int) -> tuple[bytes, Answer]:
    """The form of a unit with a few initiatives of last year in it, and its faultless answer."""
    one = answer(unit.code, year)
    initiatives = one.initiatives.copy()
    codes = [f"{unit.code}-{year - 1}-{number:02d}" for number in range(1, PREFILLED + 1)]
    initiatives["code"] = codes + [""] * (len(initiatives) - PREFILLED)
    initiatives.loc[initiatives.index[:PREFILLED], "year"] = float(year - 1)
    given = Answer(one.facts, one.figures, one.notes, initiatives)
    return form(unit, year, initiatives.iloc[:PREFILLED]), given


class Paper:
    """A filled form. A mistake is made only in cells that none was made in before."""

    def __init__(self, unit: Unit, year: int, file: str, rng: Random) -> None:
        self.unit, self.year, self.file, self.rng = unit, year, file, rng
        blank, self.answer = handed_out(unit, year)
        self.book = Workbook.from_bytes(fill(blank, self.answer))
        self.results = FormTable.of(self.book, RESULTS_AREA, RESULTS.form_columns)
        self.initiatives = FormTable.of(self.book, INITIATIVES_AREA, INITIATIVES.form_columns)
        self.asked: pd.DataFrame = asked_of(unit.kind).set_index("code")
        self.row_of = {cells["indicator"]: row for row, cells in self.results.rows.items()}
        self.figures: dict[str, float | None] = {
            code: float(str(value)) for code, value in self.answer.figures.items()
        }
        """Indicator → what its figure is understood as; None where it is not."""
        self.lines = {
            row: dict(cells) for row, cells in self.initiatives.rows.items() if any(cells.values())
        }
        """Row of the sheet → what of the initiative in it is understood, as text."""
        self.days: dict[int, date | None] = dict(
            zip(self.lines, self.answer.initiatives["decision_date"], strict=True)
        )
        """Row of the sheet → day of the decision, where it is a real date."""
        self.has_text_day = False
        """Whether a day is written as text in figures, as Excel makes of some when it has US dates:
        the real ones beside it may be turned round."""
        self.below = 0
        """Rows that were put under the table of results."""
        self.surgery: list[Callable[[openpyxl.Workbook], None]] = []
        """What only another program can do to the file, done last."""
        self.replaced: dict[bytes, bytes] = {}
        """Text in the file's XML → what stands there instead, before that."""
        self._expected: list[Found] = []
        self._used: set[tuple[str, int, str]] = set()
        self._claims: set[str] = set()

    # What is expected

    def expect(self, code: str, sheet: str = "", cell: str = "") -> None:
        """Expect a finding at a cell; some findings have no place."""
        self._expected.append(Found(self.file, sheet, cell, code))

    def expect_at(self, code: str, table: FormTable, row: int, column: str) -> None:
        """Expect a finding at a cell of a table."""
        self.expect(code, table.sheet, self.address(table, row, column))

    def expect_of_fact(self, code: str, name: str) -> None:
        """Expect a finding at the answer to a question of the first sheet."""
        sheet, area = self.book.area_of(name)
        self.expect(code, sheet, f"{column_letter(area.first_column)}{area.first_row}")

    def expects(self, code: str) -> bool:
        """Whether a finding of that kind is expected already."""
        return any(found.code == code for found in self._expected)

    def expected(self, *, stops: bool = False) -> list[Found]:
        """All errors and warnings: of the mistakes, and what follows from them.

        ``stops``: the form is not looked at beyond whose it is.
        """
        mistakes, self._expected = self._expected, []
        if stops:
            return mistakes
        for code in broken(self.figures):
            self.expect_at("Q01", self.results, self.row_of[code], "value")
        if "initiatives" not in self._claims:
            for code in miscounted(self.figures, [*self.lines.values()]):
                self.expect_at("Q02", self.results, self.row_of[code], "value")
        under, said = len(subordinates(self.unit, self.year)), self.figures.get(of_units())
        if under and said is not None and said != under:
            self.expect_at("Q03", self.results, self.row_of[of_units()], "value")
        for row, day in self.days.items():
            if self.has_text_day and day and day.day <= 12 and day.day != day.month:
                self.expect_at("O15", self.initiatives, row, "decision_date")
        if self.below:
            self.expect("P20", self.results.sheet)
        return mistakes + self._expected

    # Where mistakes are made

    def claim(self, *names: str) -> None:
        """Keep ``names`` to one mistake. Raises ``NoPlaceError`` when one is taken already."""
        if self._claims & set(names):
            raise NoPlaceError
        self._claims.update(names)

    def share(self, name: str) -> None:
        """Raise ``NoPlaceError`` when a mistake needs ``name`` for itself."""
        if name in self._claims:
            raise NoPlaceError

    def highest(self, code: str) -> float:
        """The highest sensible figure of an indicator."""
        return float(str(self.asked.loc[code, "maximum"]))

    def has_mistakes_in(self, table: str) -> bool:
        """Whether a mistake was made in a table."""
        return any(place[0] == table for place in self._used)

    def figure(self, codes: Collection[str] | None = None, *, whole: bool = True) -> str:
        """An indicator, one of ``codes`` if given, whose row has no mistake yet."""
        free = [
            code
            for code in self.figures
            if (codes is None or code in codes)
            and bool(self.asked.loc[code, "whole"]) == whole
            and ("results", self.row_of[code], "") not in self._used
        ]
        if not free:
            raise NoPlaceError
        code = self.rng.choice(free)
        self._used.add(("results", self.row_of[code], ""))
        return code

    def line(self, fits: Callable[[dict[str, str]], bool] = lambda cells: True) -> int:
        """The row of an initiative without a mistake yet."""
        self.share("initiatives")
        free = [
            row
            for row, cells in self.lines.items()
            if ("initiatives", row, "") not in self._used and fits(cells)
        ]
        if not free:
            raise NoPlaceError
        row = self.rng.choice(free)
        self._used.add(("initiatives", row, ""))
        return row

    def fact(self, *names: str) -> str:
        """One of the questions of the first sheet, answered without a mistake yet."""
        free = [name for name in names if ("facts", 0, name) not in self._used]
        if not free:
            raise NoPlaceError
        name = self.rng.choice(free)
        self._used.add(("facts", 0, name))
        return name

    # Writing

    def write_figure(self, code: str, value: Value | ErrorCell, understood: float | None) -> None:
        """Write the figure of an indicator."""
        self.write(self.results, self.row_of[code], "value", value)
        self.figures[code] = understood

    def write(self, table: FormTable, row: int, column: str, value: Value | ErrorCell) -> None:
        """Write into a cell of a table."""
        self.book.write(table.sheet, row, table.columns[column], [[_cell(value)]])

    def write_line(
        self, row: int, column: str, value: Value | ErrorCell, understood: str = ""
    ) -> None:
        """Write into a cell of an initiative."""
        self.write(self.initiatives, row, column, value)
        self.lines[row][column] = understood
        if column == "decision_date":
            self.days[row] = None

    def write_fact(self, name: str, value: Value | ErrorCell) -> None:
        """Answer a question of the first sheet."""
        self.book.write_name(name, _cell(value))

    def write_below(self, **cells: Value) -> int:
        """Put a row under the table of results; return its number."""
        self.below += 1
        row = max(self.results.rows) + self.below
        for column, value in cells.items():
            self.write(self.results, row, column, value)
        return row

    def seal(self) -> str:
        """The form's seal."""
        sheet, area = self.book.area_of(SEAL)
        return str(self.book.values(sheet)[area.first_row - 1][area.first_column - 1])

    @staticmethod
    def address(table: FormTable, row: int, column: str) -> str:
        """The address of a cell."""
        return str(Area.cell(row, table.columns[column]))

    def file_bytes(self) -> bytes:
        """The file as it comes back."""
        data = with_error_cells(self.book.to_bytes())
        if self.replaced:
            data = _with_texts(data, self.replaced)
        if not self.surgery:
            return data
        book = openpyxl.load_workbook(BytesIO(data))
        for step in self.surgery:
            step(book)
        content = BytesIO()
        book.save(content)
        return content.getvalue()


def _cell(value: Value | ErrorCell) -> Value:
    return stand_in(value) if isinstance(value, ErrorCell) else value


def _with_texts(package: bytes, texts: dict[bytes, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                for text, other in texts.items():
                    content = content.replace(text, other)
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


REQUIRED_FACTS = tuple(fact.name for fact in FACTS if fact.required)
