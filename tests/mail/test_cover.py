from __future__ import annotations

from danvan_xl.mail.cover import cover_subject, cover_text
from danvan_xl.schema.settings import Value, settings_of

DEFAULTS: dict[str, Value] = {setting.key: setting.default for setting in settings_of(2022)}


def test_the_subject_is_as_is_the_custom() -> None:
    expected = '[SNV] Báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022'
    assert cover_subject(DEFAULTS) == expected


def test_the_text_addresses_names_the_files_and_says_that_it_is_a_working_copy() -> None:
    lines = cover_text(DEFAULTS, ["Bao-cao.docx", "Bao-cao.pdf"]).split("\n")
    assert lines[0] == "Kính gửi: Ủy ban nhân dân tỉnh Quảng Ngãi"
    assert lines[3:5] == ["- Bao-cao.docx", "- Bao-cao.pdf"]
    assert "28/2018/QĐ-TTg" in lines[6]
    assert lines[-2:] == ["Sở Nội vụ", ""]


def test_several_addressees_stand_one_a_line() -> None:
    given = DEFAULTS | {"office.addressee": "UBND tỉnh; Ban Dân vận Tỉnh ủy."}
    lines = cover_text(given, []).split("\n")
    assert lines[:3] == ["Kính gửi:", "- UBND tỉnh", "- Ban Dân vận Tỉnh ủy"]
