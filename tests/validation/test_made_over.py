"""Forms of another year or unit that were made over."""

from __future__ import annotations

import pytest

from danvan_xl.findings import finding
from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.seal import Sealed, make_seal
from danvan_xl.submissions.form_data import FormData
from danvan_xl.validation.made_over import beside, check_made_over

NAMES = {"STP": "Sở Tư pháp", "STC": "Sở Tài chính"}
TITLE = 'KẾT QUẢ PHONG TRÀO THI ĐUA "DÂN VẬN KHÉO" NĂM {year}'


def form(seal: str, *titles: str) -> FormData:
    facts = {"unit_code": "STC", "period_year": 2022.0}
    return FormData("a.xlsx", "", "xlsx", facts, {}, {}, seal=seal, titles=titles)


def sealed(unit: str, year: int) -> str:
    return make_seal(Sealed(unit, NAMES.get(unit, "Sở Lạ"), year, FORM_VERSION, (), ()))


@pytest.mark.parametrize(
    ("unit", "year", "told"),
    [
        ("STC", 2022, []),
        ("STP", 2022, ["unit_code"]),
        ("STC", 2021, ["period_year"]),
        ("STP", 2021, ["unit_code", "period_year"]),
    ],
)
def test_the_seal_tells_for_whom_and_when_it_was(unit: str, year: int, told: list[str]) -> None:
    found = check_made_over(form(sealed(unit, year), TITLE.format(year=2021)), "STC", 2022, NAMES)
    assert [one.column for one in found] == told


def test_a_unit_that_is_in_no_list_is_told_by_its_code() -> None:
    (told,) = check_made_over(form(sealed("LA", 2022)), "STC", 2022, NAMES)
    assert "phát cho đơn vị có mã LA, nhưng ô Mã đơn vị nay ghi «STC»" in told.message


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        ((TITLE.format(year=2021),), True),
        ((TITLE.format(year=2022),), False),
        ((TITLE.format(year=2021), TITLE.format(year=2022)), False),
        (("Theo Kế hoạch năm 2021 của Sở Nội vụ",), False),
        (("Kèm theo Công văn ngày 12 tháng 9 năm 2021",), False),
        ((), False),
    ],
)
def test_without_a_seal_only_the_forms_own_title_tells(titles: tuple[str, ...], told: bool) -> None:
    found = check_made_over(form("", *titles), "STC", 2022, NAMES)
    assert [one.code for one in found] == ["P33"] * told


def test_a_name_that_goes_with_the_new_code_is_not_told_again() -> None:
    data = form(sealed("STP", 2022))
    made_over = check_made_over(data, "STC", 2022, NAMES)
    name, version = (
        finding("P08", table="facts", column=fact, what=fact, value="x")
        for fact in ("unit_name", "form_version")
    )
    assert beside([name, version], made_over) == [version]
    assert beside([name, version], []) == [name, version]
