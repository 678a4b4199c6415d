from __future__ import annotations

from random import Random

import pytest

from danvan_xl.submissions.raw import RawCell
from tests.interpretation.forms import FIRST_ROW, column_of, form_with, one_of, understood
from tests.schema.test_legacy import PHRASES, encode, same

TCVN3 = ["M« h×nh tæ hßa gi¶i", "§\xadêng hoa", "UBND huyÖn B×nh S¬n"]
VNI = ["Moâ hình toå hoøa giaûi", "Ñöôøng hoa", "UBND huyeän Bình Sôn"]
RIGHT = ["Mô hình tổ hòa giải", "Đường hoa", "UBND huyện Bình Sơn"]


@pytest.mark.parametrize(("texts", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_column_in_an_old_encoding_is_decoded_and_told_once(texts: list[str], name: str) -> None:
    values, codes, findings = column_of("name", texts)
    assert values == RIGHT
    assert codes == [("O16", 0)]
    assert all(part in findings[0].message for part in ("3 ô", name, RIGHT[0], texts[0]))


@pytest.mark.parametrize(
    "text",
    [
        *("Résumé", "ABC®", "5 µm", "Café", "Hrê", "Cor", "Ca Dong", "Đăk", "Kon Plông", "50 m²"),
        *("không", "có", "Cá nhân", "Lê Công", "Hoàng", "N·m", "Müller"),
    ],
)
def test_other_words_stay_alone_and_among_right_unicode(text: str) -> None:
    assert one_of("name", text) == (text, [], [])
    values, codes, _ = column_of("name", [*RIGHT, text])
    assert (values[-1], codes) == (text, [])


@pytest.mark.parametrize("text", ["Résumé", "ABC®", "5 µm", "Café", "Hrê", "Cor", "Đăk", "50 m²"])
def test_other_words_stay_in_a_column_in_an_old_encoding(text: str) -> None:
    values, codes, _ = column_of("name", [*TCVN3, text])
    assert values == [*RIGHT, text]
    assert codes == [("O16", 0)]


def test_a_column_decides_for_a_word_that_is_open() -> None:
    values, codes, _ = column_of("name", [*TCVN3, "mét"])
    assert (values[-1], codes) == ("một", [("O16", 0)])


def test_the_whole_form_decides_for_a_column_that_is_too_short() -> None:
    form = form_with(initiatives=[{"name": text} for text in TCVN3] + [{"place": "mét"}])
    found = understood(form, "initiatives")
    assert found.frame["place"].iloc[3] == "một"
    assert [(one.code, one.column) for one in found.findings] == [("O16", "name"), ("O16", "place")]


def test_a_form_of_which_half_is_right_unicode_does_not_decide() -> None:
    form = form_with(
        initiatives=[{"name": text} for text in TCVN3] + [{"place": "mét", "goals": RIGHT[0]}]
    )
    found = understood(form, "initiatives")
    assert found.frame["place"].iloc[3] == "mét"
    assert [one.code for one in found.findings] == ["O16", "O17"]
    assert "«một»" in found.findings[1].message


def test_what_was_prefilled_in_unicode_says_nothing_about_the_rows_of_the_unit() -> None:
    last_year = {"code": "522-2021-01", "place": RIGHT[1], "goals": RIGHT[2]}
    form = form_with(
        results=[{"indicator": "CT101", "text": "Số văn bản ban hành", "unit": "văn bản"}],
        initiatives=[last_year, *({"name": text} for text in TCVN3), {"lead": "mét"}],
    )
    found = understood(form, "initiatives")
    assert found.frame["lead"].iloc[4] == "một"
    assert understood(form, "results").findings == ()


@pytest.mark.parametrize(
    ("texts", "decoded"),
    [
        (
            ["Thoân Phuù Bình, xaõ Tònh Kheâ", "Ng\xad\xeai cao tuæi", "Tæ d©n phè 3", "§ång bµo"],
            ["Thôn Phú Bình, xã Tịnh Khê", "Người cao tuổi", "Tổ dân phố 3", "Đồng bào"],
        ),
        (
            [
                "Ñöôøng hoa noâng thoân môùi",
                "§\xad\xeang cê Tæ quèc",
                "Chôï vaên minh",
                "Tæ hßa gi¶i",
            ],
            ["Đường hoa nông thôn mới", "Đường cờ Tổ quốc", "Chợ văn minh", "Tổ hòa giải"],
        ),
        (["ÑÖÔØNG HOA", "§¦êNG Cê Tæ QUèC"], ["ĐƯỜNG HOA", "ĐƯỜNG CỜ TỔ QUỐC"]),
        (["Toå 1", "NGµY THø S¸U", "Ñöôøng hoa"], ["Tổ 1", "NGÀY THỨ SÁU", "Đường hoa"]),
        (["Toå 1", *TCVN3, *RIGHT], ["Tổ 1", *RIGHT, *RIGHT]),
    ],
)
def test_each_cell_of_a_column_may_be_in_an_encoding_of_its_own(
    texts: list[str], decoded: list[str]
) -> None:
    values, codes, _ = column_of("name", texts)
    assert values == decoded
    assert {code for code, _ in codes} == {"O16"}


def test_a_text_that_is_right_in_two_encodings_is_asked_back_where_both_are_there() -> None:
    values, codes, findings = column_of("name", [*TCVN3, *VNI, "Tæ 1"])
    assert values == [*RIGHT, *RIGHT, ""]
    assert codes[-1] == ("O29", 6)
    assert "«Tæ 1»" in findings[-1].message
    assert "«Tổ 1» (TCVN3 (.VnTime)) hoặc «Tỉ 1» (VNI)" in findings[-1].message
    assert findings[-1].is_error


@pytest.mark.parametrize("text", ["Toå d©n phè 3", "Tổ d©n phố", "nhóm Ñöôøng hoa của Tổ"])
def test_a_cell_that_holds_signs_of_an_old_encoding_after_all_is_asked_back(text: str) -> None:
    for column in ([text], [*RIGHT, text], [*TCVN3, text], [*VNI, text]):
        values, codes, _ = column_of("name", column)
        assert values[-1] == ""
        assert codes[-1] == ("O29", len(column) - 1)


@pytest.mark.parametrize("seed", range(20))
def test_nothing_of_a_column_in_two_encodings_is_wrong_without_a_word(seed: int) -> None:
    random = Random(seed)
    texts = random.sample([text for text in PHRASES if not text.isascii()], 12)
    ways = [random.choice(("tcvn3", "vni", "")) for _ in texts]
    cells = [encode(text, way) if way else text for text, way in zip(texts, ways, strict=True)]
    values, codes, _ = column_of("name", cells)
    told = {row for code, row in codes if code in ("O17", "O29")}
    wrong = [
        row
        for row, (value, text, way) in enumerate(zip(values, texts, ways, strict=True))
        if row not in told and not same(value, text, way or "vni")
    ]
    assert wrong == []
    assert len(told) <= 3


def test_an_open_word_beside_right_unicode_is_kept_and_told() -> None:
    values, codes, findings = column_of("name", [*TCVN3, *RIGHT, "mét"])
    assert values == [*RIGHT, *RIGHT, "mét"]
    assert codes == [("O16", 0), ("O17", 6)]
    assert "«một»" in findings[1].message


def test_a_single_doubtful_word_is_kept_and_told() -> None:
    value, codes, messages = one_of("contact", "Hå")
    assert (value, codes) == ("Hå", ["O17"])
    assert "«Hồ»" in messages[0]


def test_a_doubtful_text_keeps_the_letters_that_it_may_be_made_of() -> None:
    value, codes, messages = one_of("contact", "Ðp")
    assert (value, codes) == ("Ðp", ["O17"])
    assert "«ép»" in messages[0]


@pytest.mark.parametrize(
    ("text", "font", "decoded"),
    [
        ("c«ng viÖc", ".VnTime", "công việc"),
        ("céng hßa", ".VnTimeH", "CỘNG HÒA"),
        ("viÖc", ".VNTIMEH", "VIỆC"),
        ("coâng vieäc", "VNI-Times", "công việc"),
        ("Toå 1", "VNI-Helve", "Tổ 1"),
        ("Đường hoa", ".VnTime", "Đường hoa"),  # right Unicode, whatever the font
        ("Résumé", ".VnTime", "Résumé"),
        ("Cor", ".VnTime", "Cor"),
    ],
)
def test_the_font_of_a_cell_says_what_is_meant(text: str, font: str, decoded: str) -> None:
    place = ("initiatives", FIRST_ROW, "name")
    value, codes, _ = one_of("name", text, fonts={place: font})
    assert value == decoded
    assert codes == (["O16"] if decoded != text else [])


def test_a_font_counts_among_prefilled_rows_in_another_font() -> None:
    fonts = {("initiatives", FIRST_ROW + row, "name"): ".VnTime" for row in (1, 2)}
    values, codes, _ = column_of("name", [RIGHT[0], TCVN3[0], "mét"], fonts=fonts)
    assert (values[1:], codes) == ([RIGHT[0], "một"], [("O16", 1)])


@pytest.mark.parametrize(
    ("text", "font", "proposed"),
    [
        ("mét", ".VnTime", "một"),
        ("Ba Sông", ".VnTime", "Ba Sụng"),
        ("Hòa Bình", ".VnTime", ""),  # only in Unicode these are words
        ("Ba Tô", "VNI-Times", "Ba Tơ"),
    ],
)
def test_a_font_alone_decides_nothing_that_the_words_leave_open(
    text: str, font: str, proposed: str
) -> None:
    place = ("initiatives", FIRST_ROW, "name")
    value, codes, messages = one_of("name", text, fonts={place: font})
    assert (value, codes) == (text, ["O17"] if proposed else [])
    assert not proposed or f"«{proposed}»" in messages[0]


def test_right_unicode_without_letters_of_its_own_stays_in_an_old_font() -> None:
    texts = ["Thôn Trà Bình", "Hành Tín Tây", "Ba Vì", "Tân Phong", "nông thôn xanh", "Cao Muôn"]
    fonts = {("initiatives", FIRST_ROW + row, "name"): ".VnTime" for row in range(len(texts))}
    values, codes, _ = column_of("name", texts, fonts=fonts)
    assert values == texts
    assert {code for code, _ in codes} <= {"O17"}


def test_a_font_that_right_unicode_has_too_proves_nothing() -> None:
    fonts = {("initiatives", FIRST_ROW + row, "name"): ".VnTime" for row in (0, 1)}
    values, codes, _ = column_of("name", [RIGHT[0], "mét"], fonts=fonts)
    assert (values[1], codes) == ("mét", [("O17", 1)])


def test_fonts_alone_only_propose_for_the_form_where_words_do_not_decide() -> None:
    form = form_with(
        initiatives=[{"name": "mét", "place": "mét"}],
        fonts={("initiatives", FIRST_ROW, "name"): ".VnTime"},
    )
    found = understood(form, "initiatives")
    assert list(found.frame.loc[FIRST_ROW, ["name", "place"]]) == ["mét", "mét"]
    assert [(one.code, one.column) for one in found.findings] == [("O17", "name"), ("O17", "place")]


@pytest.mark.parametrize(
    ("cell", "number", "code"),
    [
        ("kh«ng", 0, "O12"),
        ("khoâng", 0, "O12"),
        ("3 ®ång", 3, "O12"),
        ("1,2 tû", 1.2e9, "O12"),
        ("1,2 tyû", 1.2e9, "O12"),
        ("không", 0, "O12"),  # not «khụng»
    ],
)
def test_numbers_are_read_in_an_old_encoding_too(cell: str, number: float, code: str) -> None:
    value, codes, _ = one_of("money", cell)
    assert (value, codes) == (number, [code])


def test_right_unicode_in_a_column_of_numbers_stays_so_in_a_form_in_an_old_encoding() -> None:
    form = form_with(initiatives=[{"name": text, "money": "không"} for text in TCVN3])
    assert list(understood(form, "initiatives").frame["money"]) == [0, 0, 0]


@pytest.mark.parametrize("cell", ["ngµy 5 th¸ng 9 n¨m 2022", "ngaøy 5 thaùng 9 naêm 2022"])
def test_days_are_read_in_an_old_encoding_too(cell: RawCell) -> None:
    value, codes, _ = one_of("decision_date", cell)
    assert (str(value), codes) == ("2022-09-05", ["O13"])


def test_a_note_in_an_old_encoding_is_quoted_readably() -> None:
    value, codes, messages = one_of("money", "ch\xada cã sè liÖu")
    assert (str(value), codes) == ("nan", ["O23"])
    assert "«chưa có số liệu»" in messages[0]
