"""Forms that came back as another kind of file, returned in a new form, read by the product."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from danvan_xl.findings import finding
from danvan_xl.returns.marking import Anew, write_marked
from danvan_xl.returns.refilled import refill
from danvan_xl.schema.values import ErrorCell, is_blank, show
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.reading import form_of
from tests.office import convert
from tests.returns.forms import blank, filled

WRONG = filled(CT101="khoảng 12 cuộc", CT102="=1+1", CT103=ErrorCell("#N/A"))


@pytest.fixture(params=["xls", "ods"])
def sent(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = tmp_path / "phieu.xlsx"
    source.write_bytes(WRONG)
    return convert(source, request.param, tmp_path / "lo")


def said(form: FormData) -> list[object]:
    """What a unit answers, as it reads: days are dates in one kind of file, moments in another."""

    def text(cell: object) -> str:
        if isinstance(cell, date) and not isinstance(cell, datetime):
            cell = datetime(cell.year, cell.month, cell.day)
        return "" if is_blank(cell) else show(cell)

    tables = [table.rows.values() for table in form.tables.values()]
    return [
        {name: text(cell) for name, cell in form.facts.items()},
        *({name: text(cell) for name, cell in row.items()} for rows in tables for row in rows),
    ]


def test_nothing_is_lost_on_the_way_into_the_new_form(sent: Path) -> None:
    data = form_of(sent.read_bytes(), sent.name, Limits())
    made = form_of(refill(blank(), data).form, "moi.xlsx", Limits())
    assert said(made) == said(data)
    assert said(made) == said(form_of(WRONG, "cu.xlsx", Limits()))


def test_the_marked_copy_is_the_new_form(sent: Path, tmp_path: Path) -> None:
    data = form_of(sent.read_bytes(), sent.name, Limits())
    row = next(
        at for at, line in data.tables["results"].rows.items() if line["indicator"] == "CT101"
    )
    wrong = finding("O02", table="results", row=row, column="value", value="khoảng 12 cuộc")
    target = tmp_path / "tra-lai" / "phieu_can-sua.xlsx"
    write_marked(Anew(sent, sent.name, (wrong,), target, Limits(), blank(), keep_answers=True))
    book = openpyxl.load_workbook(target)
    listed = book.worksheets[0]
    assert listed["D5"].hyperlink.location == "'Kết quả'!E5"
    assert "chép sang phiếu mới" in listed["A3"].value
    assert book["Kết quả"]["E5"].comment
    again = form_of(target.read_bytes(), target.name, Limits())
    assert said(again) == said(data)
    assert again.remarks == ()
