"""Whose form it is: by code, name in every spelling, titles, file name; never by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from danvan_xl.schema.form import FORM_VERSION
from danvan_xl.schema.seal import Sealed, make_seal
from danvan_xl.schema.text import key
from danvan_xl.schema.units import Unit, reporting_units_on
from danvan_xl.submissions.arrivals import WITHIN
from danvan_xl.submissions.form_data import FormData
from danvan_xl.submissions.identity import Identity, Known, identify, unit_of_name
from tests.schema.test_legacy import encode
from tests.submissions.unit_names import YEARS, known, names_of, spellings, unmarked

OUR_TITLES = (
    "PHIẾU BÁO CÁO",
    'KẾT QUẢ PHONG TRÀO THI ĐUA "DÂN VẬN KHÉO" NĂM 2022',
    "Dành cho: Huyện, thị xã, thành phố",
    "Gửi về Sở Nội vụ chậm nhất ngày 19/09/2022",
)


def identified(
    year: int = 2022,
    code: str = "",
    name: str = "",
    *,
    file: str = "phieu.xlsx",
    titles: tuple[str, ...] = (),
    period: float | None = -1,
    version: str = FORM_VERSION,
    seal: str = "",
    units: Known | None = None,
) -> Identity:
    """What is found of a form that says this; ``period``: None for an empty cell."""
    said = year if period == -1 else period
    raw = {"unit_code": code, "unit_name": name, "period_year": said, "form_version": version}
    typed: dict[str, Any] = raw | {"period_year": float("nan") if said is None else float(said)}
    form = FormData(file, "", "xlsx", raw, {}, {}, seal=seal, titles=titles)
    return identify(typed, form, units or known(year))


def codes(found: Identity) -> list[str]:
    return [one.code for one in found.findings]


def reporting(year: int) -> tuple[Unit, ...]:
    return reporting_units_on(date(year, 9, 19))


@pytest.mark.parametrize("year", YEARS)
def test_every_unit_is_known_by_its_own_marks(year: int) -> None:
    for unit in reporting(year):
        found = identified(year, unit.code, unit.name)
        assert found == Identity(unit.code, year, FORM_VERSION, ())


def variants(unit: Unit) -> Iterator[str]:
    """Each of the unit's names as it is, without marks, and in one more spelling, turn by turn."""
    for turn, name in enumerate(names_of(unit)):
        ways = [text for _, text in spellings(name)]
        yield name
        yield unmarked(name)
        yield ways[turn % len(ways)]


@pytest.mark.parametrize("year", YEARS)
def test_no_spelling_of_a_unit_gives_another_and_most_give_it(year: int) -> None:
    undecided = []
    count = 0
    for unit in reporting(year):
        for text in variants(unit):
            count += 1
            found = identified(year, "", text)
            assert found.unit_code in ("", unit.code), (text, found.findings)
            assert codes(found) == (["P11"] if found.unit_code else ["P26"]), text
            if not found.unit_code:
                undecided.append((unit.name, text))
    assert count > 1000
    for name, text in undecided:
        assert _is_really_unclear(name, text, year), text


def _is_really_unclear(name: str, text: str, year: int) -> bool:
    """Whether another unit is called the same where type or marks are missing; or VNI is like."""
    bare = key(name).split()[-2:]
    others = [other for other in known(year).names.values() if key(other).split()[-2:] == bare]
    return len(others) > 1


@pytest.mark.parametrize(
    ("year", "said", "unit"),
    [
        (2022, "UBND huyện Bình Sơn", "524"),
        (2022, "Huyện Bình Sơn", "524"),
        (2022, "H. Bình Sơn", "524"),
        (2022, "UỶ BAN NHÂN DÂN HUYỆN BÌNH SƠN", "524"),
        (2022, "Bình Sơn", "524"),
        (2022, "huyen binh son", "524"),
        (2022, "HuyÖn B×nh S¬n", "524"),
        (2022, "Huyeän Bình Sôn", "524"),
        (2022, "huyện Bình Sơnn", "524"),
        (2022, "UBND huyện BìnhSơn", "524"),
        (2022, "TP Quảng Ngãi", "522"),
        (2022, "Quảng Ngãi", "522"),
        (2022, "TX. Đức Phổ", "534"),
        (2022, "TX. Ðức Phổ", "534"),
        (2022, "Huyện Sơn Hà", "529"),
        (2022, "Sơn Hà", "529"),
        (2022, "Lí Sơn", "536"),
        (2022, "Sở NN&PTNT", "SNNPTNT"),
        (2022, "Sở Nông nghiệp và PTNT", "SNNPTNT"),
        (2022, "Sở Nông nghiệp", "SNNPTNT"),
        (2022, "so lđtb và xh", "SLDTBXH"),
        (2022, "Sở Nội vụ", "SNV"),
        (2022, "Sở Nội vụ tỉnh Quảng Ngãi", "SNV"),
        (2022, "Ban QL KKT Dung Quất", "BQLKKT"),
        (2022, "Đài Truyền hình", "DPTTH"),
        (2022, "Báo Quảng Ngãi", "BQN"),
        (2026, "X. Tịnh Khê", "21211"),
        (2026, "P. Nghĩa Lộ", "21028"),
        (2026, "Sơn Hạ", "21292"),
        (2026, "Xã Sơn Hà", "21289"),
        (2026, "xa Son Tay Ha", "21343"),
        (2026, "Xã Ba Xa", "21538"),
        (2026, "xa Ba Xa", "21538"),
        (2026, "Đắk Plô", "23344"),
        (2026, "Xã Ngọc Réo", "23515"),
        (2026, "UBND phường Nghĩa Lộ, thành phố Quảng Ngãi", "21028"),
    ],
)
def test_a_unit_is_known_by_its_name(year: int, said: str, unit: str) -> None:
    found = identified(year, "", said)
    assert (found.unit_code, codes(found)) == (unit, ["P11"])
    (told,) = found.findings
    assert f"tên đơn vị «{said}»" in told.message
    assert known(year).names[unit] in told.message
    assert not told.is_error


@pytest.mark.parametrize(
    ("year", "said", "choices"),
    [
        (2022, "Son Ha", ["Huyện Sơn Hà", "Xã Sơn Hạ"]),
        (2022, "Ba Tơ", ["Huyện Ba Tơ", "Thị trấn Ba Tơ"]),
        (2022, "Sở Nọi vụ", ["Sở Ngoại vụ", "Sở Nội vụ"]),
        (2022, "Huyện Bình Sờn", ["Huyện Bình Sơn"]),
        (2022, "huyện Bình Sen", ["Huyện Bình Sơn"]),
        (2022, "Huyện Tịnh Sơn", ["Huyện Bình Sơn", "Huyện Sơn Tịnh"]),
        (2026, "xa Son Ha", ["Xã Sơn Hạ", "Xã Sơn Hà"]),
        (2026, "xa Ba To", ["Xã Ba Tô", "Xã Ba Tơ"]),
        (2026, "X. Ba Tô", ["Xã Ba Tô", "Xã Ba Tơ"]),  # the second in VNI
    ],
)
def test_an_unclear_name_is_asked_back_with_what_it_may_mean(
    year: int, said: str, choices: list[str]
) -> None:
    found = identified(year, "", said)
    assert (found.unit_code, codes(found)) == ("", ["P26"])
    named = {name: f"{name} ({code})" for code, name in known(year).names.items()}
    units = " hoặc ".join(named[choice] for choice in choices)
    assert found.findings[0].message.endswith(f"«{said}» có thể là {units}.")


@pytest.mark.parametrize(
    ("year", "code", "said"),
    [
        (2022, "", ""),
        (2022, "ABC", "Đảng ủy"),
        (2022, "", "UBND tỉnh Quảng Ngãi"),
        (2022, "", "Công an huyện Bình Sơn"),
        (2022, "", "Huyện Đức Phổ"),  # it is a town
        (2022, "", "Sở"),
        (2022, "", "Sở Công"),
        (2022, "", "UBND xã Bình Minh, huyện Bình Sơn"),  # need not report
        (2022, "21085", "Xã Bình Minh"),
        (2026, "", "Huyện Bình Sơn"),  # no longer there; the commune is another unit
        (2026, "", "Sở Nông nghiệp và Phát triển nông thôn"),
        (2026, "", "Phường Tịnh Khê"),
        (2022, "", "1250"),
        (2022, "", "=+-@#&"),
        (2022, "", "\u200b \u00a0"),
    ],
)
def test_what_names_no_unit_that_must_report_gives_none(year: int, code: str, said: str) -> None:
    found = identified(year, code, said)
    assert (found.unit_code, codes(found)) == ("", ["P01"])
    assert f"«{code or '(trống)'}»" in found.findings[0].message


@pytest.mark.parametrize(
    ("year", "code", "said", "near"),
    [
        (2022, "", "Phòng Nội vụ huyện Sơn Tây", ["Huyện Sơn Tây (530)"]),
        (2022, "", "Huyện Đức Phổ", ["Thị xã Đức Phổ (534)"]),
        (2022, "SoTP", "", ["Sở Tư pháp (STP)"]),
        (2022, "", "Nghĩa Hành - Tư Nghĩa", ["Huyện Tư Nghĩa (528)", "Huyện Nghĩa Hành (532)"]),
        (2026, "", "Phường Tịnh Khê", ["Xã Tịnh Khê (21211)"]),
        (2022, "ABC", "Đảng ủy", ["không có"]),
    ],
)
def test_of_an_unknown_unit_code_and_name_are_told_and_what_is_near(
    year: int, code: str, said: str, near: list[str]
) -> None:
    found = identified(year, code, said)
    assert codes(found) == ["P01"]
    assert found.findings[0].message == (
        f"Mã đơn vị «{code or '(trống)'}», tên «{said or '(trống)'}» không phải của đơn vị nào "
        f"phải báo cáo; đơn vị có tên gần giống: {' hoặc '.join(near)}."
    )


def test_a_code_and_a_name_that_contradict_are_told_with_both_units() -> None:
    assert identified(2022, "STC", "Sở Tư pháp").findings[0].message == (
        "Mã đơn vị «STC» là của Sở Tài chính (STC), nhưng ô Tên đơn vị ghi «Sở Tư pháp», là tên "
        "của Sở Tư pháp (STP)."
    )
    seal = make_seal(Sealed("STC", "Sở Tài chính", 2022, FORM_VERSION, (), ()))
    (told,) = identified(2022, "", "Sở Tư pháp", seal=seal).findings
    assert told.message.startswith("Mã niêm phong «STC» là của Sở Tài chính (STC), nhưng")


NUMBERED = Known(
    {"051": "Xã Suối Trong", "00101": "Phường Đầu Nguồn", "522": "Thành phố Quảng Ngãi"},
    {"051": "commune", "00101": "commune", "522": "district"},
    2022,
)


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("51", "051"),
        ("51.0", "051"),
        ("0051", "051"),
        ("101", "00101"),
        ("0522", "522"),
        ("Mã 522", "522"),
        ("522 - TP Quảng Ngãi", "522"),
    ],
)
def test_zeros_that_were_lost_are_put_back(said: str, unit: str) -> None:
    found = identified(code=said, name=NUMBERED.names[unit], units=NUMBERED)
    assert (found.unit_code, codes(found)) == (unit, ["P11"])
    assert f"mã «{said}»" in found.findings[0].message


def test_case_of_a_code_does_not_count() -> None:
    assert identified(code="stc", name="Sở Tài chính") == Identity("STC", 2022, FORM_VERSION, ())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("524", "Huyện Sơn Tịnh"),
        ("524", "UBND H. Sơn Tịnh"),
        ("524", "huyen Son Tinh"),
        ("529", "Xã Sơn Hạ"),
        ("21085", "Huyện Bình Sơn"),  # the code of a commune that need not report
        ("0524", "Huyện Sơn Tịnh"),
    ],
)
def test_a_code_of_one_unit_and_the_name_of_another_do_not_go_together(
    code: str, name: str
) -> None:
    found = identified(code=code, name=name)
    assert codes(found) == ["P05"]
    assert name in found.findings[0].message


@pytest.mark.parametrize(
    "name", ["UBND H. Bình Sơn", "binh son", "HuyÖn B×nh S¬n", "Huyện Bình Sờn", "một huyện", ""]
)
def test_a_name_that_may_be_the_units_own_is_no_contradiction(name: str) -> None:
    assert identified(code="524", name=name) == Identity("524", 2022, FORM_VERSION, ())


def test_the_name_of_the_file_does_not_contradict_the_form() -> None:
    found = identified(code="524", name="Huyện Bình Sơn", file="STC_So_Tai_chinh_2021.xlsx")
    assert found == Identity("524", 2022, FORM_VERSION, ())


@pytest.mark.parametrize(
    ("titles", "unit"),
    [
        (("UBND HUYỆN BÌNH SƠN", "PHÒNG NỘI VỤ"), "524"),
        (("UBND TỈNH QUẢNG NGÃI", "SỞ NÔNG NGHIỆP VÀ PTNT"), "SNNPTNT"),
        (("BÁO CÁO KẾT QUẢ DÂN VẬN KHÉO HUYỆN SƠN HÀ NĂM 2022",), "529"),
        (("Đơn vị: TX Đức Phổ",), "534"),
        (("UBND HUYÖN B×NH S¬N", "B¸O C¸O N¡M 2022"), "524"),
        (("CÔNG AN TỈNH QUẢNG NGÃI",), "CAT"),
        (("Huyện Trà Bồng", "Kính gửi: Sở Nội vụ, UBND huyện Bình Sơn"), "525"),
        (OUR_TITLES, ""),
        (("UBND TỈNH QUẢNG NGÃI", "SỞ NỘI VỤ"), ""),  # the office's own form
        (("Công an huyện Bình Sơn",), ""),
        (("HUYỆN BÌNH SƠN", "HUYỆN TRÀ BỒNG"), ""),
        (("BÁO CÁO CỦA XÃ BÌNH MINH, HUYỆN BÌNH SƠN",), ""),
    ],
)
def test_titles_tell_where_the_form_says_nothing(titles: tuple[str, ...], unit: str) -> None:
    assert identified(titles=titles).unit_code == unit


@pytest.mark.parametrize(
    ("year", "file", "unit"),
    [
        (2022, "524_UBND_huyen_Binh_Son_2022.xlsx", "524"),
        (2022, "524_Huyen_Binh_Son_2022 (1).xls", "524"),
        (2022, "Bao cao dan van kheo H Binh Son.xlsx", "524"),
        (2022, "BC DVK huyện Sơn Hà năm 2022 (lần 2).xls", "529"),
        (2022, "Phieu TP Quang Ngai - sua.ods", "522"),
        (2022, "bao_cao_so_nnptnt.xlsx", "SNNPTNT"),
        (2022, "Báo cáo Báo Quảng Ngãi 2022.xlsx", "BQN"),
        (2022, "Huyen Binh Son gui So Noi vu.xlsx", "524"),
        (2022, "SNV_So_Noi_vu_2022.xlsx", "SNV"),
        (2022, "STC_2022.xlsx", "STC"),
        (2022, "..\\..\\Huyen Tra Bong.xlsx", "525"),
        (2026, "Bao cao xa Lan Phong 2026.xlsx", "21433"),
        (2026, "Bao-cao-Dang-Thuy-Tram.ods", "21520"),
        (2022, "bao cao So Noi vu.xlsx", ""),
        (2022, "Son Ha.xlsx", ""),
        (2022, "522_Huyen_Binh_Son.xlsx", ""),
        (2022, "UBND tinh Quang Ngai.xlsx", ""),
        (2022, "Xa Binh Minh.xlsx", ""),
        (2022, "phieu.xlsx", ""),
        (2022, "", ""),
        (2022, ".xlsx", ""),
    ],
)
def test_the_name_of_the_file_tells_last(year: int, file: str, unit: str) -> None:
    assert unit_of_name(file, known(year)) == unit
    assert identified(year, file=file).unit_code == unit


@pytest.mark.parametrize("year", YEARS)
def test_every_name_that_forms_are_handed_out_with_tells_the_unit(year: int) -> None:
    for unit in reporting(year):
        name = unmarked(unit.name).replace(" ", "_")
        assert unit_of_name(f"{unit.code}_{name}_{year}.xlsx", known(year)) == unit.code


def test_a_clearer_source_settles_an_unclear_one_but_does_not_overrule_it() -> None:
    found = identified(name="Son Ha", file="Huyen Son Ha.xlsx")
    assert (found.unit_code, codes(found)) == ("529", ["P11"])
    found = identified(name="Son Ha", file="Huyen Binh Son.xlsx")
    assert (found.unit_code, codes(found)) == ("", ["P26"])
    found = identified(name="Huyện Sơn Hà", file="Huyen Binh Son.xlsx")
    assert (found.unit_code, codes(found)) == ("529", ["P11"])


def test_the_seal_tells_where_the_code_is_gone() -> None:
    seal = make_seal(Sealed("524", "Huyện Bình Sơn", 2022, FORM_VERSION, (), ()))
    found = identified(seal=seal)
    assert (found.unit_code, codes(found)) == ("524", ["P11"])
    found = identified(name="Huyện Trà Bồng", seal=seal)
    assert codes(found) == ["P05"]


@pytest.mark.parametrize(
    ("period", "titles", "file", "year", "told"),
    [
        (2022, (), "phieu.xlsx", 2022, []),
        (2021, OUR_TITLES, "phieu.xlsx", 2021, ["P02"]),
        (None, OUR_TITLES, "phieu.xlsx", 2022, ["P12"]),
        (None, ("B¸O C¸O N¡M 2022",), "phieu.xlsx", 2022, ["P12"]),
        (None, ("Báo cáo năm 2021",), "phieu_2022.xlsx", 2021, ["P02"]),
        (None, ("Báo cáo năm 2021, phương hướng năm 2022",), "phieu.xlsx", None, ["P02"]),
        (None, ("Báo cáo năm 2021, phương hướng năm 2022",), "bc 2022.xlsx", 2022, ["P12"]),
        (None, (), "524_Huyen_Binh_Son_2022.xlsx", 2022, ["P12"]),
        (None, (), "524_Huyen_Binh_Son_2023.xlsx", 2023, ["P02"]),
        (None, (), "so 1250 20220905.xlsx", None, ["P02"]),
        (2022.5, (), "phieu.xlsx", None, ["P02"]),
        (22, (), "phieu_2022.xlsx", 22, ["P02"]),
    ],
)
def test_the_year_is_the_forms_own_else_that_of_titles_else_of_the_file(
    period: float | None, titles: tuple[str, ...], file: str, year: int | None, told: list[str]
) -> None:
    found = identified(code="524", name="Huyện Bình Sơn", period=period, titles=titles, file=file)
    assert (found.year, codes(found)) == (year, told)


def test_a_year_that_is_not_there_is_shown_as_empty() -> None:
    (told,) = identified(code="524", name="Huyện Bình Sơn", period=None).findings
    assert told.message == "Phiếu của năm (trống), kỳ này là năm 2022."


@pytest.mark.parametrize(("version", "told"), [("", []), (FORM_VERSION, []), ("1", ["P03"])])
def test_a_form_of_another_version_is_told(version: str, told: list[str]) -> None:
    found = identified(code="524", name="Huyện Bình Sơn", version=version)
    assert codes(found) == told
    assert found.version == (version or FORM_VERSION)


def test_a_name_in_an_old_encoding_tells_its_unit() -> None:
    for name in ("Huyện Sơn Hà", "Thị xã Đức Phổ"):
        for encoding in ("tcvn3", "vni"):
            found = identified(name=encode(name, encoding))
            assert known(2022).names[found.unit_code] == name


def test_a_very_long_text_is_no_name() -> None:
    assert codes(identified(name="Huyện Bình Sơn " * 2000)) == ["P01"]
    assert unit_of_name("Huyen " * 5000 + ".xlsx", known(2022)) == ""


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "text",
    [
        "công văn",  # two letters from the police
        "Công văn 125",
        "công bản",
        "công ăn",
        "báo cáo Quảng Ngãi",  # the province
        "Bao cao Quang Ngai",
        "Dân vận khéo Quảng Ngãi",
        "Quảng Ngãi",
        "Tỉnh Quảng Ngãi",
        "Quaûng Ngaõi",
        "tờ trình",
        "Phiếu báo cáo",
        "Biểu mẫu số liệu",
        "Danh sách mô hình",
        "tổng hợp kết quả năm 2022",
        "Thanh toán",
        "Phát triển nông thôn",  # what they are about
        "Kế hoạch và Đầu tư",
        "Lao động - Thương binh và Xã hội",
        "huyện Bình Sen",
        "Sở Tài chánh",
    ],
)
def test_titles_and_file_names_that_only_look_like_a_name_are_none(year: int, text: str) -> None:
    for spelt in (text, text.upper()):
        assert unit_of_name(f"{spelt}.xlsx", known(year)) == ""
        assert identified(year, titles=(spelt,)).unit_code == ""
        assert codes(identified(year, titles=(spelt,), file=f"{spelt}.xlsx")) == ["P01"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Công văn TP Quảng Ngãi", "522"),
        ("Công văn số 12 Công an tỉnh", "CAT"),
        ("CV huyện Bình Sơn", "524"),
        ("Báo Quảng Ngãi", "BQN"),
        ("Sở Nông nghiệp", "SNNPTNT"),
        ("Đại học Phạm Văn Đồng", "DHPVD"),
        ("Trường ĐH Phạm Văn Đồng", "DHPVD"),
        ("Danh sách mô hình của Thanh tra tỉnh", ""),  # nor is it all of the text
        ("Danh sách của Thanh tra tỉnh", "TTT"),
    ],
)
def test_titles_and_file_names_tell_word_for_word(text: str, unit: str) -> None:
    for spelt in (text, unmarked(text)):
        assert unit_of_name(f"{spelt}.xlsx", known(2022)) == unit
        assert identified(titles=(spelt,)).unit_code == unit


@pytest.mark.parametrize("year", YEARS)
def test_no_spelling_in_a_file_name_gives_another_unit_and_most_give_it(year: int) -> None:
    right = count = 0
    for unit in reporting(year):
        for text in names_of(unit):
            for spelt in (text, unmarked(text)):
                found = unit_of_name(f"Báo cáo {spelt} {year}.xlsx", known(year))
                assert found in ("", unit.code), spelt
                right += found == unit.code
                count += 1
    assert right > 0.9 * count


@pytest.mark.parametrize("letter", ["Huyện Bình Sơn.eml", "cong van 2021.eml"])
def test_the_name_of_a_letter_does_not_tell_whose_form_is_in_it(letter: str) -> None:
    assert codes(identified(file=f"{letter}{WITHIN}phieu.xlsx")) == ["P01"]
    assert unit_of_name(f"{letter}{WITHIN}phieu.xlsx", known(2022)) == ""
    assert identified(file=f"{letter}{WITHIN}Huyen Tra Bong.xlsx").unit_code == "525"
    found = identified(code="524", name="", period=None, file=f"{letter}{WITHIN}phieu.xlsx")
    assert (found.year, codes(found)) == (None, ["P02"])
