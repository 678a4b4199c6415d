"""The colours by rule, tried out: LibreOffice calculates each rule's condition for each cell."""

from __future__ import annotations

import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries

from danvan_xl.building.palette import OVERDUE_DEPTHS, STATUS_TONES
from danvan_xl.schema.lists import STATUSES
from danvan_xl.schema.tables import BY_KEY
from tests.building.reading import fresh, opened, place_of
from tests.office import convert

SHEETS = ("submissions", "initiatives", "results", "findings", "totals")
FAR = 100
"""First column of the conditions, right of every table."""

Met = dict[tuple[str, str], list[str]]
"""Sheet and cell → the fills of the rules that apply to it."""


@pytest.fixture(scope="module")
def met(rich_master: bytes, tmp_path_factory: pytest.TempPathFactory) -> Met:
    """Every condition written into a cell of its own, calculated, and read back."""
    book = fresh(rich_master)
    asked: list[tuple[str, str, str, str]] = []
    for key in SHEETS:
        table = BY_KEY[key]
        sheet, area = place_of(rich_master, table.name)
        *_, bottom = range_boundaries(area)
        column = FAR
        for ranges in book[sheet].conditional_formatting:
            first_column, first_row, last_column, _ = range_boundaries(str(ranges.sqref))
            origin = f"{get_column_letter(first_column)}{first_row}"
            for rule in ranges.rules:
                for at in range(first_column, last_column + 1):
                    column += 1
                    for row in range(first_row, bottom + 1):
                        cell = f"{get_column_letter(at)}{row}"
                        condition = Translator(f"={rule.formula[0]}", origin)
                        place = f"{get_column_letter(column)}{row}"
                        book[sheet][place] = condition.translate_formula(cell)
                        fill = rule.dxf.fill.bgColor.rgb if rule.dxf.fill else ""
                        asked.append((sheet, cell, place, f"#{fill[-6:]}"))
    folder = tmp_path_factory.mktemp("rules")
    book.save(folder / "rules.xlsx")
    found = opened(convert(folder / "rules.xlsx", "xlsx", folder / "out").read_bytes(), values=True)
    result: Met = {}
    for sheet, cell, place, fill in asked:
        fills = result.setdefault((sheet, cell), [])
        if found[sheet][place].value is True:
            fills.append(fill)
    return result


def test_no_two_rules_apply_to_one_cell(met: Met) -> None:
    assert {place: fills for place, fills in met.items() if len(fills) > 1} == {}
    assert any(met.values())


def test_a_status_and_its_days_have_the_colour_of_the_status(met: Met, rich_master: bytes) -> None:
    table = BY_KEY["submissions"]
    sheet, area = place_of(rich_master, table.name)
    rows = opened(rich_master, values=True)[sheet][area]
    status, days = ([column.key for column in table].index(key) for key in ("status", "days"))
    fills = {STATUSES[key]: tone.fill.upper() for key, tone in STATUS_TONES.items()}
    seen = set()
    for row in rows[1:]:
        word, number = row[status].value, row[days].value
        expected = fills[word]
        if word == STATUSES["overdue"]:
            expected = next(
                tone.fill for limit, tone in OVERDUE_DEPTHS if limit is None or number <= limit
            ).upper()
        for place in (status, days):
            assert met[sheet, row[place].coordinate] == [expected]
        seen.add(expected)
    assert len(seen) == len(STATUSES) + 2, "every status, overdue in three depths"


def test_the_cells_named_among_the_marks_are_framed_and_no_others(
    met: Met, rich_master: bytes
) -> None:
    framed = "#FBD9C6"
    for key in ("submissions", "initiatives", "results"):
        table = BY_KEY[key]
        sheet, area = place_of(rich_master, table.name)
        rows = opened(rich_master, values=True)[sheet][area]
        marks = [column.key for column in table].index("marks")
        count = 0
        for row in rows[1:]:
            named = {word for word in (row[marks].value or "").split(";") if word}
            for cell, column in zip(row, table, strict=True):
                if column.formula:
                    continue
                assert (framed in met[sheet, cell.coordinate]) == (column.header in named)
            count += len(named)
        assert count > 0


def test_the_fact_that_makes_a_status_has_its_colour_too(met: Met, rich_master: bytes) -> None:
    table = BY_KEY["submissions"]
    sheet, area = place_of(rich_master, table.name)
    places = {column.key: place for place, column in enumerate(table)}
    facts = {
        "Sắp đến hạn": "last_day",
        "Quá hạn": "last_day",
        "Nộp muộn": "received",
        "Trả lại": "returned",
        "Được miễn": "exempt",
    }
    seen = set()
    for row in opened(rich_master, values=True)[sheet][area][1:]:
        status = row[places["status"]]
        for fact in sorted({*facts.values()}):
            cell = row[places[fact]]
            if table[fact].header in (row[places["marks"]].value or ""):
                continue  # framed as wrong
            expected = met[sheet, status.coordinate] if facts.get(status.value) == fact else []
            assert met[sheet, cell.coordinate] == expected, cell.coordinate
            seen |= {status.value} if expected else set()
    assert seen == set(facts) - {"Nộp muộn"}, "the late one is framed in this round"


def test_depths_of_overdue_have_signs_for_paper_without_colour(rich_master: bytes) -> None:
    table = BY_KEY["submissions"]
    sheet, area = place_of(rich_master, table.name)
    left, top, *_ = range_boundaries(area)
    status = left + [column.key for column in table].index("status")
    signs = {}
    for ranges in opened(rich_master)[sheet].conditional_formatting:
        first, row, last, _ = range_boundaries(str(ranges.sqref))
        if (first, row, last) == (status, top + 1, status):
            signs |= {
                f"#{rule.dxf.fill.bgColor.rgb[-6:]}": rule.dxf.numFmt.formatCode
                for rule in ranges.rules
                if rule.dxf.numFmt
            }
    assert signs == {
        tone.fill.upper(): f'@" {"!" * depth}"'
        for depth, (_, tone) in enumerate(OVERDUE_DEPTHS, start=1)
    }
