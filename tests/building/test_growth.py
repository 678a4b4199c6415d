"""A master that grows in place: what is added counts, and looks like what was there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danvan_xl.building.master import build_master
from danvan_xl.ooxml import Workbook
from danvan_xl.schema.columns import Table
from danvan_xl.schema.lists import KINDS, YEARLY
from danvan_xl.schema.tables import INITIATIVES, SUBMISSIONS
from tests.building import sample
from tests.building.reading import formulas, opened, place_of, shown
from tests.office import convert
from tests.xlsx_checks import problems


@pytest.mark.parametrize("start", ["rich", "empty"])
def test_rows_added_in_place_are_calculated_and_counted(start: str, tmp_path: Path) -> None:
    make = sample.rich if start == "rich" else sample.empty
    book = Workbook.from_bytes(build_master(make()))
    before = {"rich": (12, 30), "empty": (0, 0)}[start]
    _append(book, SUBMISSIONS, before[0], [_submission("00201"), _submission("00202")])
    _append(book, INITIATIVES, before[1], [_initiative()])
    path = tmp_path / "so.xlsx"
    path.write_bytes(book.to_bytes())
    assert problems(path.read_bytes()) == []

    grown = convert(path, "xlsx", tmp_path / "out").read_bytes()
    sheet, area = place_of(path.read_bytes(), SUBMISSIONS.name)
    last = opened(grown, values=True)[sheet][area][-1]
    values = {column.key: cell.value for column, cell in zip(SUBMISSIONS, last, strict=True)}
    assert (values["status"], values["days"]) == ("Nộp muộn", 3)
    words = _dashboard(grown)
    assert words["Cộng"] == before[0] + 2
    assert words["Tổng số mô hình, điển hình"] == before[1] + 1
    places = set(formulas(path.read_bytes()))
    assert [v for v in shown(grown, places).values() if str(v).startswith("#")] == []


def _submission(code: str) -> dict[str, object]:
    return {
        "year": sample.YEAR,
        "unit_code": code,
        "unit_name": "Xã Thêm Sau",
        "kind": KINDS["commune"],
        "obligation": YEARLY,
        "last_day": date(2026, 1, 1),
        "received": date(2026, 1, 4),
    }


def _initiative() -> dict[str, object]:
    return {"code": "MH-2026-900", "unit_code": "00201", "field": "Kinh tế", "stage": "Duy trì"}


def _append(book: Workbook, table: Table, rows: int, added: list[dict[str, object]]) -> None:
    book.resize_table(table.name, rows + len(added))
    place = book.table(table.name)
    block = [[row.get(column.key) for column in table.stored] for row in added]
    first = place.area.first_row + 1 + rows
    book.write(place.sheet, first, place.area.first_column, block)


def _dashboard(data: bytes) -> dict[str, object]:
    """Label on the dashboard's left half → the number beside it."""
    sheet = opened(data, values=True)["Bảng theo dõi"]
    return {row[1].value: row[2].value for row in sheet.iter_rows() if row[1].value}
