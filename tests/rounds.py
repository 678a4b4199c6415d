"""A small reporting round on files, made by the product's own builders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from danvan_xl.commands.forms import FORMS_FOLDER, forms
from danvan_xl.commands.import_forms import ImportResult, import_forms
from danvan_xl.demo.answers import Answer, answer_for
from danvan_xl.demo.fill import fill
from danvan_xl.engines import open_book
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.units import Unit, unit_on

DAY = date(2022, 9, 19)
AS_OF = date(2022, 9, 25)

Change = Callable[[Answer], Answer]


def unit(code: str) -> Unit:
    found = unit_on(code, DAY)
    assert found
    return found


@cache
def good_answer(code: str) -> Answer:
    indicators = default_indicators()
    asked = indicators[indicators[unit(code).kind] != ""].reset_index(drop=True)
    return answer_for(unit(code), asked, default_rules(), 2022)


def same(answer: Answer) -> Answer:
    return answer


def figures(**changes: object) -> Change:
    """Other figures: indicator code → answer."""
    return lambda answer: replace(answer, figures={**answer.figures, **changes})


@cache
def handed_out(master: bytes, codes: tuple[str, ...]) -> dict[str, bytes]:
    """Name → content of the forms that a master gives to units; for the same ones made once."""
    with TemporaryDirectory(prefix="danvan-forms-") as box:
        path = Path(box) / "so.xlsx"
        path.write_bytes(master)
        with open_book(path) as book:
            return {form.name: form.read_bytes() for form in forms(book, only=codes).files}


@cache
def filled_well(form: bytes, code: str) -> bytes:
    """A form with the good answer of its unit."""
    return fill(form, good_answer(code))


class Round:
    """A master for 2022, the forms of some units, and the folder they come back to."""

    def __init__(self, master: Path, *codes: str) -> None:
        self.master = master
        self.folder = master.parent / "nop-ve"
        self.folder.mkdir()
        self.forms: dict[str, Path] = {}
        (master.parent / FORMS_FOLDER).mkdir()
        for name, content in handed_out(master.read_bytes(), codes).items():
            self.forms[name.split("_")[0]] = path = master.parent / FORMS_FOLDER / name
            path.write_bytes(content)

    def return_form(self, code: str, change: Change = same, name: str | None = None) -> Path:
        """Put a filled form into the folder."""
        form = self.forms[code]
        path = self.folder / (name or form.name)
        blank = form.read_bytes()
        if change is same:
            path.write_bytes(filled_well(blank, code))
        else:
            path.write_bytes(fill(blank, change(good_answer(code))))
        return path

    def receive(self, **days: str) -> None:
        """Write ``ngay-nhan.csv``: unit code or file name without suffix → day of September."""
        lines = ["Tệp;Ngày nhận"]
        for code, day in days.items():
            name = self.forms[code].name if code in self.forms else f"{code}.xlsx"
            lines.append(f"{name};{day}/9/2022")
        (self.folder / "ngay-nhan.csv").write_text("\n".join(lines), encoding="utf-8")

    def run(self, received: date = date(2022, 9, 15)) -> ImportResult:
        """Import the folder and save the master."""
        with open_book(self.master) as book:
            result = import_forms(book, self.folder, received=received, as_of=AS_OF)
            book.save()
        return result

    def open(self) -> xw.Book:
        return open_book(self.master)
