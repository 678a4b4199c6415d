"""What a template is told of a round."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from danvan_xl.errors import DanVanError
from danvan_xl.reports.context import report_context
from danvan_xl.reports.register_rows import commendation_counts, initiative_counts
from danvan_xl.reports.standing import unit_rows
from danvan_xl.round import Round
from tests.reports.data import AS_OF, make_round, province, small


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    return report_context(small(), AS_OF)


def test_units_are_counted_by_how_they_stand(context: dict[str, Any]) -> None:
    assert context["dv"] == {
        "tong": 5,
        "mien": 1,
        "phai": 4,
        "da": 2,
        "dung_han": 1,
        "muon": 1,
        "chua": 2,
        "qua_han": 1,
        "tra_lai": 1,
        "cho": 0,
        "ty_le": 50,
    }


def test_units_come_by_kind_and_else_in_their_own_order(context: dict[str, Any]) -> None:
    groups = {g["loai"]: [u["ma"] for u in g["don_vi"]] for g in context["theo_loai"]}
    assert groups == {
        "Sở, ban, ngành": ["SYT", "STC", "CAT"],
        "Báo, đài": ["BQN"],
        "Huyện, thị xã, thành phố": ["051"],
    }


@pytest.mark.parametrize(
    ("key", "units"),
    [
        ("ds_muon", [("Huyện Ba Tơ", 2)]),
        ("ds_qua_han", [("Sở Tài chính", 8)]),
        ("ds_tra_lai", [("Báo Quảng Ngãi", 8)]),
    ],
)
def test_units_to_name_are_listed_with_their_days(
    key: str, units: list[tuple[str, int]], context: dict[str, Any]
) -> None:
    assert [(u["ten"], u["so"]) for u in context[key]] == units


def test_the_longest_overdue_come_first() -> None:
    data = province()
    delays = [u["so"] for u in report_context(data, AS_OF)["ds_qua_han"]]
    assert delays == sorted(delays, reverse=True)


def test_a_unit_with_no_row_of_its_own_has_not_reported() -> None:
    units = [{"code": "SYT", "name": "Sở Y tế", "kind": "Sở, ban, ngành", "reports": "x"}]
    (row,) = unit_rows(make_round(units, [], [], []))
    assert (row["trang_thai"], row["ngay_nhan"], row["so_ngay"]) == ("not_due", "", "")


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("CT101", "03", 3),
        ("CT103", "1.250", 1250),
        ("CT102", "0", 0),
        ("CT207", "98,5", 98.5),
        ("CT208", "80", 80),
        ("CT605", "chưa có số liệu", None),
    ],
)
def test_an_indicator_is_there_as_prose_and_as_a_number(
    code: str, text: str, number: float | None, context: dict[str, Any]
) -> None:
    assert context["ct"][code] == text
    assert context["so"][code] == number


def test_every_indicator_of_the_workbook_can_be_named(context: dict[str, Any]) -> None:
    codes = set(small().indicators["code"])
    assert set(context["ct"]) == set(context["so"]) == set(context["tra_loi"]) == codes


def test_an_indicator_that_staff_add_can_be_named_at_once() -> None:
    data = small()
    added = data.indicators.iloc[[0]].assign(code="CT999", text="Chỉ tiêu thêm")
    more = dataclasses.replace(data, indicators=added)
    assert report_context(more, AS_OF)["ct"] == {"CT999": "0"}


def test_units_are_picked_by_their_figures(context: dict[str, Any]) -> None:
    assert context["don_vi_khong"]("CT101") == [{"ten": "Sở Y tế", "so": 0}]
    assert context["don_vi_con"]("CT505", "CT506") == [{"ten": "Huyện Ba Tơ", "so": 1}]
    (below,) = context["don_vi_duoi"]("CT208")
    assert below["ten"] == "Huyện Ba Tơ"
    assert below["so"] == pytest.approx(66.67, abs=0.01)


def test_a_unit_that_did_not_answer_is_not_one_that_did_nothing(context: dict[str, Any]) -> None:
    assert context["don_vi_khong"]("CT102") == []
    assert context["tra_loi"]["CT102"] == 0
    assert {"CT102"} <= {item["ma"] for item in context["chua_co_so_lieu"]}


def test_an_unknown_indicator_is_named(context: dict[str, Any]) -> None:
    with pytest.raises(DanVanError, match="«CT000» mà trang Danh mục không có"):
        context["don_vi_khong"]("CT000")


def test_initiatives_are_counted_by_field_and_stage() -> None:
    counts = initiative_counts(small().initiatives)
    assert counts["tong"] == 3
    assert counts["chua_ro"] == 1
    assert counts["loai"] == {"Tập thể": 2, "Cá nhân": 1}
    assert counts["bang"][0]["giai_doan"]["Được công nhận"] == 1
    assert counts["bang_cong"]["tong"] == 2
    assert (counts["huong_loi"], counts["kinh_phi"]) == (1500, 120_000_000)


def test_the_table_of_initiatives_adds_up() -> None:
    counts = initiative_counts(province().initiatives)
    for stage, total in counts["bang_cong"]["giai_doan"].items():
        assert sum(row["giai_doan"][stage] for row in counts["bang"]) == total
    assert sum(row["tong"] for row in counts["bang"]) == counts["bang_cong"]["tong"] == 150


def test_initiatives_follow_the_order_of_the_units(context: dict[str, Any]) -> None:
    assert [row["don_vi"] for row in context["ds_mo_hinh"]] == [
        "Sở Y tế",
        "Huyện Ba Tơ",
        "Xã Ba Vì",
    ]


def test_commendations_are_counted() -> None:
    counts = commendation_counts(small().commendations)
    assert (counts["tong"], counts["tinh_trang"]["Đã khen"]) == (1, 1)


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("office.name", "«Cơ quan ban hành»"),
        ("office.addressee", "«Nơi nhận báo cáo»"),
        ("period.year", "«Năm báo cáo»"),
        ("period.deadline", "«Hạn nộp»"),
    ],
)
def test_a_blank_setting_that_is_printed_is_refused(key: str, named: str) -> None:
    data: Round = dataclasses.replace(small(), settings={**small().settings, key: None})
    with pytest.raises(DanVanError, match=named):
        report_context(data, AS_OF)
