"""How fast the product is beside what one would use instead, as ratios within one run.

``python benchmarks/compare.py`` prints a table: the best of a few runs of the product, of its
peer, and peer / product. Times depend on the machine; the ratios much less.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.commands.new import master_bytes
from danvan_xl.demo.answers import answer_for
from danvan_xl.demo.fill import fill
from danvan_xl.ooxml import Workbook
from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.units import unit_on
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.reading import form_of

RUNS = 5
DAY = date(2022, 9, 19)
ROWS = 2_000

Case = tuple[str, str, Callable[[], object], Callable[[], object]]


def main() -> None:
    """Time every case and print the table."""
    print(f"{'job':40} {'product':>9} {'peer':>9} {'ratio':>6}  peer")
    with tempfile.TemporaryDirectory() as folder:
        for job, peer, ours, theirs in cases(Path(folder)):
            a, b = best(ours), best(theirs)
            print(f"{job:40} {a * 1000:7.1f}ms {b * 1000:7.1f}ms {b / a:6.1f}  {peer}")


def best(call: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few calls."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def cases(folder: Path) -> Iterator[Case]:
    """Yield a job's name, its peer's name, and both as calls."""
    unit = unit_on("522", DAY)
    assert unit
    indicators, rules = default_indicators(), default_rules()
    asked = indicators[indicators[unit.kind] != ""].reset_index(drop=True)
    template = build_form_template(unit.kind, asked, 2022, 0)
    facts = {"unit_code": "522", "period_year": 2022, "form_version": FORM_VERSION}
    nothing = pd.DataFrame({column.key: [] for column in INITIATIVES.form_columns})
    blank = fill_form(template, facts, nothing)
    returned = folder / "form.xlsx"
    returned.write_bytes(fill(blank, answer_for(unit, asked, rules, 2022)))

    yield (
        "fill in a form",
        "openpyxl, load and save",
        lambda: fill_form(template, facts, nothing),
        lambda: fill_by_openpyxl(template, facts),
    )
    job = "check, read and locate a returned form"
    yield (
        job,
        "openpyxl, read only, all cells",
        lambda: form_of(returned.read_bytes(), returned.name, LIMITS),
        lambda: read_by_openpyxl(returned),
    )
    yield (
        job,
        "pandas.read_excel, all sheets",
        lambda: form_of(returned.read_bytes(), returned.name, LIMITS),
        lambda: pd.read_excel(returned, sheet_name=None, header=None, engine="openpyxl"),
    )
    master = master_bytes(2022, DAY)
    block = [[2022.0, "522", "Thành phố Quảng Ngãi", "CT101", "Văn bản", "văn bản", 5.0]] * ROWS
    yield (
        f"append {ROWS:,} rows to a master",
        "openpyxl, load and save",
        lambda: append(master, block),
        lambda: append_by_openpyxl(master, block),
    )


def fill_by_openpyxl(template: bytes, facts: dict[str, object]) -> bytes:
    """Put the facts into their cells by name."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for name, value in facts.items():
        ((sheet, cell),) = book.defined_names[name].destinations
        book[sheet][cell.replace("$", "")] = value
    return saved(book)


def read_by_openpyxl(path: Path) -> list[object]:
    """Return the values of all sheets."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    cells = [[*sheet.iter_rows(values_only=True)] for sheet in book]
    book.close()
    return [*cells]


def append(master: bytes, block: list[list[object]]) -> bytes:
    """Grow ``tblResults`` and write the block."""
    book = Workbook.from_bytes(master)
    book.resize_table(RESULTS.name, len(block))
    table = book.table(RESULTS.name)
    book.write(table.sheet, table.data_area.first_row, table.data_area.first_column, block)
    return book.to_bytes()


def append_by_openpyxl(master: bytes, block: list[list[object]]) -> bytes:
    """The same; it loses what openpyxl does not know."""
    book = openpyxl.load_workbook(io.BytesIO(master))
    sheet = book[RESULTS.sheet]
    table = sheet.tables[RESULTS.name]
    first, _, last = table.ref.partition(":")
    top = sheet[first].row + 1
    for number, row in enumerate(block):
        for column, value in enumerate(row, start=1):
            sheet.cell(top + number, column, value)
    letters = "".join(char for char in last if char.isalpha())
    table.ref = f"{first}:{letters}{top + len(block) - 1}"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook's bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
