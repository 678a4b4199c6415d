from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from danvan_xl.building.form import build_form_template, fill_form
from danvan_xl.ooxml import Refused
from danvan_xl.schema.form import EMPTY_INITIATIVES, FACTS, FORM_SHEETS, FORM_VERSION, SEAL
from danvan_xl.schema.indicators import default_indicators
from danvan_xl.schema.lists import KINDS, MARK
from danvan_xl.schema.seal import read_seal
from danvan_xl.schema.tables import INITIATIVES
from tests.building import sample
from tests.building.reading import formulas, headers, opened, place_of, row_tags, shown
from tests.office import convert
from tests.xlsx_checks import audit, problems

LAST_DAY = date(2026, 9, 19)
RESULT_HEADERS = ["Mã chỉ tiêu", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]


def _indicators(kind: str) -> pd.DataFrame:
    every = default_indicators()
    return every[every[kind] == MARK].reset_index(drop=True)


def _template(kind: str, prefilled: int = 0) -> bytes:
    return build_form_template(kind, _indicators(kind), 2026, prefilled, last_day=LAST_DAY)


@pytest.fixture(scope="module")
def template() -> bytes:
    return _template("commune", 12)


@pytest.fixture(scope="module")
def filled(template: bytes) -> bytes:
    facts = {"unit_code": "00101", "unit_name": "Phường Đầu Nguồn"}
    return fill_form(template, facts, sample.initiatives().head(12))


def test_the_same_form_has_the_same_bytes(template: bytes) -> None:
    assert _template("commune", 12) == template


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_asks_every_indicator_of_its_kind_and_no_other(kind: str) -> None:
    data = _template(kind)
    sheet, area = place_of(data, "tblResults")
    rows = opened(data)[sheet][area]
    assert [row[0].value for row in rows[1:]] == list(_indicators(kind)["code"])
    assert [row[1].value for row in rows[1:]] == list(_indicators(kind)["text"])
    assert all(row[3].value is None for row in rows[1:])
    assert problems(data) == []


def test_a_filled_form_is_sound_for_excel(filled: bytes, tmp_path: Path) -> None:
    assert problems(filled) == []
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(filled)
    assert [line for line in audit(path) if "InlineStr" not in line] == []


def test_sheets_tables_and_names_are_those_that_programs_rely_on(template: bytes) -> None:
    book = opened(template)
    assert tuple(book.sheetnames) == FORM_SHEETS
    assert headers(template, "tblResults") == RESULT_HEADERS
    assert headers(template, "tblInitiatives") == [c.header for c in INITIATIVES.form_columns]
    for fact in FACTS:
        assert book.defined_names[fact.name].attr_text.startswith("'Thông tin'!$")
    for name, table in (("results_area", "tblResults"), ("initiatives_area", "tblInitiatives")):
        sheet, area = place_of(template, table)
        plain = book.defined_names[name].attr_text.replace("$", "")
        assert plain == f"'{sheet}'!{area}"


def test_there_are_empty_rows_below_the_prefilled_ones(template: bytes) -> None:
    sheet, area = place_of(template, "tblInitiatives")
    assert len(opened(template)[sheet][area]) == 1 + 12 + EMPTY_INITIATIVES


def test_only_the_cells_to_fill_in_are_open(template: bytes) -> None:
    book = opened(template)
    assert all(
        book[name].protection.sheet and not book[name].protection.password for name in FORM_SHEETS
    )
    open_cells = {
        name: {c.coordinate for row in book[name] for c in row if not c.protection.locked}
        for name in FORM_SHEETS
    }
    facts = {fact.name: book.defined_names[fact.name].attr_text for fact in FACTS}
    assert open_cells["Thông tin"] == {
        facts[fact.name].split("!")[1].replace("$", "") for fact in FACTS if not fact.prefilled
    }
    sheet, area = place_of(template, "tblResults")
    rows = book[sheet][area][1:]
    assert open_cells[sheet] == {cell.coordinate for row in rows for cell in row[3:]}
    sheet, area = place_of(template, "tblInitiatives")
    rows = book[sheet][area][1:]
    assert open_cells[sheet] == {cell.coordinate for row in rows for cell in row[1:]}
    assert open_cells["Hướng dẫn"] == set()


def test_a_form_is_filled_for_its_unit(filled: bytes) -> None:
    assert _named(filled, "unit_code") == "00101"
    assert _named(filled, "unit_name") == "Phường Đầu Nguồn"
    assert _named(filled, "period_year") == 2026
    assert _named(filled, "form_version") == FORM_VERSION
    assert _named(filled, "reporter_name") is None
    sheet, area = place_of(filled, "tblInitiatives")
    rows = opened(filled)[sheet][area]
    last = dict(zip((c.key for c in INITIATIVES.form_columns), rows[10], strict=True))
    assert last["code"].value == "MH-2025-010"
    assert last["year"].value == 2025
    assert last["money"].value == 155_000_000
    assert last["decision_date"].value.date() == date(2026, 6, 1)
    assert last["decision_date"].number_format == "dd/mm/yyyy"
    assert last["reason"].value is None
    assert rows[13][0].value is None


def test_a_form_is_sealed_when_it_is_filled_and_not_before(template: bytes, filled: bytes) -> None:
    assert _named(template, SEAL) is None
    seal = read_seal(str(_named(filled, SEAL)))
    assert seal
    assert (seal.unit_code, seal.year, seal.version) == ("00101", 2026, FORM_VERSION)
    assert seal.is_unit_name("Phường Đầu Nguồn")
    indicators = _indicators("commune")
    for code, text, unit in zip(
        indicators["code"], indicators["text"], indicators["unit"], strict=True
    ):
        assert seal.is_text(code, text)
        assert seal.is_measure(code, unit)
    rows = sample.initiatives().head(12)
    assert all(map(seal.has_initiative, rows["code"]))
    assert all(
        code in seal.codes_of(name) for code, name in zip(rows["code"], rows["name"], strict=True)
    )
    assert not seal.has_initiative("MH-2025-013")


def _named(data: bytes, name: str) -> object:
    book = opened(data)
    sheet, cell = book.defined_names[name].attr_text.replace("'", "").split("!")
    return book[sheet][cell.replace("$", "")].value


def test_a_filled_row_is_high_enough_for_its_texts(template: bytes, filled: bytes) -> None:
    assert "ht=" not in row_tags(template, "Mô hình")[5]
    tag = row_tags(filled, "Mô hình")[5]
    assert 'ht="30"' in tag
    assert "customHeight" not in tag


def test_more_initiatives_than_rows_are_refused() -> None:
    small = _template("press")
    many = pd.concat([sample.initiatives()] * 7, ignore_index=True)
    with pytest.raises(ValueError, match="do not fit"):
        fill_form(small, {}, many)


def test_a_name_that_the_form_does_not_have_is_refused(template: bytes) -> None:
    with pytest.raises(Refused):
        fill_form(template, {"no_such_name": "x"}, sample.initiatives().head(0))


def test_a_figure_has_the_limits_of_its_indicator(template: bytes) -> None:
    sheet, area = place_of(template, "tblResults")
    rules = {
        str(rule.sqref): rule for rule in opened(template)[sheet].data_validations.dataValidation
    }
    for row, indicator in zip(
        opened(template)[sheet][area][1:], _indicators("commune").itertuples(), strict=True
    ):
        rule = rules[row[3].coordinate]
        assert rule.type == ("whole" if indicator.whole == MARK else "decimal")
        assert float(rule.formula1) == indicator.minimum
        assert float(rule.formula2) == indicator.maximum
        assert rule.promptTitle == indicator.code
        assert indicator.unit in rule.prompt
        assert rule.errorStyle in (None, "stop")


def test_words_of_a_list_are_offered_and_days_lie_in_the_period(template: bytes) -> None:
    sheet, area = place_of(template, "tblInitiatives")
    rules = opened(template)[sheet].data_validations.dataValidation
    first = opened(template)[sheet][area][1]
    for cell, column in list(zip(first, INITIATIVES.form_columns, strict=True))[1:]:
        (rule,) = [rule for rule in rules if cell.coordinate in rule.sqref]
        assert rule.prompt == column.help
        if column.choices:
            assert rule.type == "list"
            assert rule.formula1.startswith('"')
    info = opened(template)["Thông tin"].data_validations.dataValidation
    (day,) = [rule for rule in info if rule.type == "date"]
    serials = [(d - date(1899, 12, 30)).days for d in (date(2026, 1, 1), date(2026, 12, 31))]
    assert [int(day.formula1), int(day.formula2)] == serials


def test_a_form_says_until_when_and_for_whom(template: bytes) -> None:
    texts = [c.value for row in opened(template)["Thông tin"] for c in row if c.value]
    assert "Gửi về Sở Nội vụ chậm nhất ngày 19/09/2026" in texts
    assert f"Dành cho: {KINDS['commune']}" in texts


def test_counters_are_right_before_anything_is_calculated(filled: bytes, tmp_path: Path) -> None:
    places = set(formulas(filled))
    stored = shown(filled, places)
    assert sorted(stored.values()) == [
        "Còn 4 ô chưa điền",
        "Còn 50 chỉ tiêu chưa điền",
        "Còn 50 chỉ tiêu chưa điền",
    ]
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(filled)
    anew = convert(path, "xlsx", tmp_path / "out").read_bytes()
    assert shown(anew, places) == stored


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_form_saved_by_libreoffice_keeps_its_names(
    suffix: str, filled: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(filled)
    saved = convert(path, suffix, tmp_path / "out")
    if suffix != "xlsx":
        saved = convert(saved, "xlsx", tmp_path / "back")
    kept, original = opened(saved.read_bytes()), opened(filled)
    wanted = [*(fact.name for fact in FACTS), SEAL, "results_area", "initiatives_area"]
    for name in wanted:
        assert _area(kept.defined_names[name].attr_text) == _area(
            original.defined_names[name].attr_text
        )


def _area(text: str) -> str:
    """An area without what programs write differently."""
    return (
        text.replace("$", "").replace("'", "").replace(":Kết quả.", ":").replace(":Mô hình.", ":")
    )
