from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime

import pytest

from danvan_xl.interpretation import understand_facts
from danvan_xl.schema.form import FACTS
from danvan_xl.schema.values import ErrorCell, Uncalculated
from danvan_xl.submissions.raw import RawCell
from tests.interpretation.forms import form_with


def test_right_facts_are_taken_without_a_word() -> None:
    facts, findings, unclear = understand_facts(form_with())
    assert facts == {
        "unit_name": "UBND huyện Bình Sơn",
        "unit_code": "522",
        "period_year": 2022.0,
        "form_version": "2",
        "reporter_name": "Tran Van A",
        "reporter_phone": "0912345678",
        "document_number": "12/BC-UBND",
        "document_date": date(2022, 9, 5),
    }
    assert (findings, unclear) == ((), frozenset())


def test_facts_that_a_form_does_not_have_are_blank() -> None:
    facts, findings, unclear = understand_facts(replace(form_with(), facts={}))
    assert list(facts) == [fact.name for fact in FACTS]
    assert math.isnan(facts.pop("period_year"))
    assert facts.pop("document_date") is None
    assert set(facts.values()) == {""}
    assert (findings, unclear) == ((), frozenset())


@pytest.mark.parametrize(
    ("name", "raw", "value", "codes"),
    [
        ("reporter_phone", 912345678.0, "0912345678", ["O20"]),
        ("reporter_phone", "912 345 678", "0912 345 678", ["O20"]),
        ("reporter_phone", "912.345.678", "0912.345.678", ["O20"]),
        ("reporter_phone", 2553822222.0, "02553822222", ["O20"]),
        ("reporter_phone", "0912345678", "0912345678", []),
        ("reporter_phone", "+84912345678", "+84912345678", []),
        ("reporter_phone", "84912345678", "84912345678", []),
        ("reporter_phone", "3822222", "3822222", []),  # no code of a province: not for us to add
        ("reporter_phone", "(255) 3822222", "(255) 3822222", []),
        ("reporter_phone", "9123456789", "9123456789", []),
        ("reporter_phone", "912345678 - 255382222", "912345678 - 255382222", []),
        ("period_year", "2022", 2022, []),
        ("period_year", "năm 2022", 2022, ["O12"]),
        ("period_year", "2.022", 2022, ["O12"]),
        ("document_number", 125.0, "125", []),
        ("document_date", "5.9.2022", date(2022, 9, 5), ["O13"]),
        ("document_date", "05/9/22", date(2022, 9, 5), ["O13"]),
        ("document_date", 44809.0, date(2022, 9, 5), ["O13"]),
        ("reporter_name", "Ðinh Văn A", "Đinh Văn A", ["O18"]),
        ("reporter_name", "TrÇn ThÞ BÝch", "Trần Thị Bích", ["O16"]),
        ("unit_name", "UBND huyÖn B×nh S¬n", "UBND huyện Bình Sơn", ["O16"]),
    ],
)
def test_a_fact_is_understood(name: str, raw: RawCell, value: object, codes: list[str]) -> None:
    facts, findings, unclear = understand_facts(form_with(facts={name: raw}))
    assert facts[name] == value
    assert [one.code for one in findings] == codes
    assert all((one.table, one.row, one.column) == ("facts", None, name) for one in findings)
    assert unclear == frozenset()


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("document_date", "tháng 9/2022", "O14"),
        ("document_date", "31/2/2022", "O06"),
        ("document_date", ErrorCell("#N/A"), "O08"),
        ("document_number", datetime(2022, 5, 12), "O24"),
        ("reporter_phone", True, "O24"),
        ("reporter_name", Uncalculated(), "O09"),
        ("unit_code", ErrorCell("#REF!"), "O08"),  # prefilled, but it holds no value at all
        ("period_year", Uncalculated(), "O09"),
    ],
)
def test_a_fact_that_is_not_clear_is_blank_and_asked_back(
    name: str, raw: RawCell, code: str
) -> None:
    facts, findings, unclear = understand_facts(form_with(facts={name: raw}))
    assert facts[name] in ("", None) or math.isnan(facts[name])
    assert [one.code for one in findings] == [code]
    assert unclear == {name}


@pytest.mark.parametrize(
    ("name", "raw"),
    [("period_year", "năm nay"), ("period_year", "2021-2022"), ("unit_code", datetime(2022, 5, 2))],
)
def test_a_prefilled_fact_of_another_kind_is_for_others_to_tell(name: str, raw: RawCell) -> None:
    facts, findings, unclear = understand_facts(form_with(facts={name: raw}))
    assert facts[name] == "" or math.isnan(facts[name])
    assert (findings, unclear) == ((), frozenset())


def test_the_year_of_the_period_can_be_given() -> None:
    form = form_with(facts={"period_year": None, "document_date": "05/9/22"})
    assert understand_facts(form)[2] == {"document_date"}
    assert understand_facts(form, year=2022)[0]["document_date"] == date(2022, 9, 5)
