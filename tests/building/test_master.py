from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries

from danvan_xl.building.catalogue_sheet import list_table_name
from danvan_xl.building.figures import DashboardFigures
from danvan_xl.building.master import build_master
from danvan_xl.schema.columns import Column, Table, Type
from danvan_xl.schema.lists import LIST_TITLES, LISTS
from danvan_xl.schema.settings import settings_of
from danvan_xl.schema.tables import BY_KEY, MASTER, MASTER_SHEETS, UNITS
from tests.building import sample
from tests.building.reading import column_format, formulas, headers, opened, place_of, row_tags
from tests.office import convert_all, new_profile
from tests.xlsx_checks import audit, problems

NAMES = [table.name for table in MASTER]
GROWING = [
    t for t in MASTER if t.key not in ("settings", "indicators", "rules", "obligations", "holidays")
]


def test_the_same_content_gives_the_same_bytes(rich_master: bytes) -> None:
    assert build_master(sample.rich()) == rich_master


@pytest.mark.parametrize("kind", ["rich_master", "empty_master"])
def test_a_master_is_sound_for_excel(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    data = request.getfixturevalue(kind)
    assert problems(data) == []
    path = tmp_path / "so.xlsx"
    path.write_bytes(data)
    assert audit(path) == []


def test_a_new_master_prints_as_on_an_officers_pc(master_2022: bytes, tmp_path: Path) -> None:
    """Without recalculation on opening: LibreOffice then calculates while it prints."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(master_2022)
    (pdf,) = convert_all([path], "pdf", tmp_path / "out", new_profile(recalculates=False))
    assert pdf.stat().st_size > 100_000


def test_sheets_stand_in_their_order_and_the_dashboard_is_open(empty_master: bytes) -> None:
    book = opened(empty_master)
    assert tuple(book.sheetnames) == MASTER_SHEETS
    assert book.active.title == MASTER_SHEETS[0]


@pytest.mark.parametrize("table", MASTER, ids=NAMES)
def test_a_table_stands_on_its_sheet_with_the_headers_of_the_schema(
    table: Table, rich_master: bytes
) -> None:
    assert place_of(rich_master, table.name)[0] == table.sheet
    assert headers(rich_master, table.name) == [column.header for column in table]


@pytest.mark.parametrize("table", GROWING, ids=[t.name for t in GROWING])
def test_a_table_without_rows_has_one_blank_row(table: Table, empty_master: bytes) -> None:
    sheet, area = place_of(empty_master, table.name)
    rows = opened(empty_master)[sheet][area]
    assert len(rows) == 2
    assert all(cell.value is None or cell.data_type == "f" for cell in rows[1])


@pytest.mark.parametrize("table", MASTER, ids=NAMES)
def test_nothing_stands_below_a_table(table: Table, rich_master: bytes) -> None:
    sheet, area = place_of(rich_master, table.name)
    left, _, right, bottom = range_boundaries(area)
    found = opened(rich_master)[sheet]
    below = found.iter_rows(bottom + 1, found.max_row, left, right)
    assert [cell.coordinate for row in below for cell in row if cell.value is not None] == []


def test_rows_are_written_as_their_columns_ask(rich_master: bytes) -> None:
    sheet, area = place_of(rich_master, "tblUnits")
    row = opened(rich_master)[sheet][area][6]
    cells = dict(zip((column.key for column in UNITS), row, strict=True))
    assert (cells["code"].value, cells["code"].number_format) == ("00101", "@")
    assert cells["code"].data_type == "s"
    assert cells["phone"].value == "0912 000 000"
    assert cells["valid_from"].value.date().isoformat() == "2025-07-01"
    assert cells["valid_from"].number_format == "dd/mm/yyyy"
    assert cells["valid_to"].value is None


def test_text_that_looks_like_a_formula_stays_text() -> None:
    units = sample.units()
    units.loc[0, "name"] = "=1+1"
    units.loc[1, "note"] = "https://vidu.gov.vn"
    content = sample.empty()
    data = build_master(replace(content, frames={**content.frames, "units": units}))
    sheet, area = place_of(data, "tblUnits")
    rows = opened(data)[sheet][area]
    assert (rows[1][1].value, rows[1][1].data_type) == ("=1+1", "s")
    assert rows[2][12].hyperlink is None


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table in MASTER for column in table if column.type is not Type.ANY],
    ids=lambda value: getattr(value, "key", ""),
)
def test_a_row_still_to_come_has_the_format_of_its_column(
    table: Table, column: Column, empty_master: bytes
) -> None:
    sheet, area = place_of(empty_master, table.name)
    left, top, _, _ = range_boundaries(area)
    found = opened(empty_master)[sheet]
    place = left + [c.key for c in table].index(column.key)
    first = found.cell(top + 1, place).number_format
    assert column_format(found, place) == first
    if column.type.is_text:
        assert first == "@"


@pytest.mark.parametrize("key", LISTS)
def test_a_list_is_a_table_column_with_a_name(key: str, empty_master: bytes) -> None:
    sheet, area = place_of(empty_master, list_table_name(key))
    words = [row[0].value for row in opened(empty_master)[sheet][area]]
    assert words == [LIST_TITLES[key], *LISTS[key]]
    name = opened(empty_master).defined_names[f"list_{key}"]
    assert name.attr_text == f"{list_table_name(key)}[{LIST_TITLES[key]}]"


def test_every_setting_has_its_row_its_value_and_its_name(rich_master: bytes) -> None:
    book = opened(rich_master)
    sheet, area = place_of(rich_master, "tblSettings")
    rows = {row[0].value: row for row in book[sheet][area][1:]}
    assert list(rows) == [setting.key for setting in settings_of(sample.YEAR)]
    assert rows["period.strict"][2].value == "Có"
    assert rows["period.as_of"][2].value.date() == sample.AS_OF
    assert rows["office.signer"][2].value is None
    for setting in settings_of(sample.YEAR):
        if setting.name:
            cell = rows[setting.key][2]
            assert book.defined_names[setting.name].attr_text == (
                f"'Cấu hình'!${cell.column_letter}${cell.row}"
            )


def test_no_sheet_is_protected(rich_master: bytes) -> None:
    assert [s.title for s in opened(rich_master) if s.protection.sheet] == []


@pytest.mark.parametrize("table", MASTER, ids=NAMES)
def test_every_column_to_fill_in_has_help_and_a_list_its_drop_down(
    table: Table, empty_master: bytes
) -> None:
    sheet, area = place_of(empty_master, table.name)
    left, top, _, _ = range_boundaries(area)
    rules = opened(empty_master)[sheet].data_validations.dataValidation
    for place, column in enumerate(table, start=left):
        if column.type in (Type.FORMULA, Type.ANY):
            continue
        far = opened(empty_master)[sheet].cell(top + 4_000, place).coordinate
        here = [rule for rule in rules if far in rule.sqref]
        assert len(here) == 1, column.key
        assert here[0].prompt == column.help
        assert here[0].promptTitle == column.header
        if column.choices:
            assert here[0].formula1 == f"list_{column.choices}"


@pytest.mark.parametrize("sheet", MASTER_SHEETS)
def test_a_sheet_prints_on_the_width_of_its_pages(sheet: str, rich_master: bytes) -> None:
    found = opened(rich_master)[sheet]
    assert found.page_setup.paperSize in (8, 9)
    assert "&P" in found.oddFooter.right.text
    if sheet not in ("Danh mục", "Hạn nộp"):
        assert found.page_setup.fitToWidth in (None, 1)
        assert found.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    ("sheet", "area"),
    [("Đơn vị", "$A:$I"), ("Mô hình", "$A:$O"), ("Báo cáo", "$A:$AC"), ("Kết quả", "$A:$H")],
)
def test_only_the_columns_that_matter_print(sheet: str, area: str, rich_master: bytes) -> None:
    """Whole columns: a fixed last row would print empty pages or cut what is added."""
    with zipfile.ZipFile(io.BytesIO(rich_master)) as package:
        text = package.read("xl/workbook.xml").decode()
    assert f">'{sheet}'!{area}</definedName>" in text


def test_technical_columns_are_folded_away_between_those_that_print(rich_master: bytes) -> None:
    table = BY_KEY["submissions"]
    sheet, area = place_of(rich_master, table.name)
    found = opened(rich_master)[sheet]
    printed = {c.header for c in table if c.printed}
    letters = {cell.value: cell.column_letter for cell in found[area][0]}
    hidden = {
        header
        for header, letter in letters.items()
        if any(
            d.hidden and d.min <= found[f"{letter}1"].column <= d.max
            for d in found.column_dimensions.values()
        )
    }
    assert not hidden & printed
    assert "Mã băm" in hidden
    assert "Xếp hạng quá hạn" not in hidden


def test_a_row_of_long_texts_is_high_but_not_fixed(rich_master: bytes) -> None:
    rows = row_tags(rich_master, "Mô hình")
    assert 'customHeight="1"' in rows[4], "the header's height is fixed"
    assert 'ht="30"' in rows[6]
    assert "customHeight" not in rows[6]


def test_a_word_that_excel_does_not_take_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    longer = replace(UNITS["name"], help="x" * 256)
    table = replace(UNITS, columns=tuple(longer if c.key == "name" else c for c in UNITS))
    monkeypatch.setattr("danvan_xl.building.master.UNITS", table)
    with pytest.raises(UserWarning, match="255"):
        build_master(sample.empty())


def test_formulas_use_only_what_excel_2013_knows(rich_master: bytes) -> None:
    newer = ("XLOOKUP", "LET(", "FILTER(", "IFS(", "TEXTJOIN", "_xlfn", "_xlws", "@")
    ours = {
        text.replace("COUNTIFS(", "").replace("SUMIFS(", "")
        for text in formulas(rich_master).values()
    }
    ours = {text.replace("AVERAGEIFS(", "") for text in ours}
    assert [text for text in ours if any(word in text for word in newer)] == []
    assert len(ours) > 50


def test_a_calculated_column_names_its_table_in_each_row(rich_master: bytes) -> None:
    for table in MASTER:
        sheet, area = place_of(rich_master, table.name)
        last = opened(rich_master)[sheet][area][-1]
        for cell, column in zip(last, table, strict=True):
            if column.formula:
                assert cell.value == column.formula
                assert f"{table.name}[[#This Row]" in cell.value


def test_figures_may_be_left_out() -> None:
    content = sample.empty()
    bare = DashboardFigures(content.figures.as_of, content.figures.obligation)
    assert problems(build_master(replace(content, figures=bare))) == []
