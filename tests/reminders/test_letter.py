"""The letters: their form, their words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from danvan_xl.building.letter_template import FILE, JOINT_FILE
from danvan_xl.errors import DanVanError
from danvan_xl.reminders.choice import Reminder
from danvan_xl.reminders.letter import joint_context, letter_context, ordinal, symbol
from danvan_xl.reports.render import render
from danvan_xl.resources import folder
from danvan_xl.schema.settings import Value
from danvan_xl.standing.obligations import Obligation
from tests.reminders.reminded import (
    BINH_SON,
    BINH_THUAN,
    DAY,
    FINANCE,
    LAST_DAY,
    REGISTRATION,
    YEARLY_REPORT,
    again,
    notice,
    occasion,
    settings,
)
from tests.reports.effective import text_of
from tests.reports.nd30 import letter_problems

REPORT_OF_2026 = replace(
    YEARLY_REPORT, deadline=date(2026, 9, 20), last_day=date(2026, 9, 19), title="báo cáo kết quả"
)
LATE_TO_REGISTER = replace(BINH_SON, last_day=REGISTRATION.last_day, days=10, working_days=8)


def letter(
    reminder: Reminder,
    tmp_path: Path,
    values: dict[str, Value] | None = None,
    day: date = DAY,
    obligation: Obligation = YEARLY_REPORT,
) -> str:
    """The text of the letter to one unit, whose form is right."""
    context = letter_context(reminder, occasion(values, day, obligation))
    out = render(folder("report_templates") / FILE, context, tmp_path / "out.docx")
    assert letter_problems(out) == []
    return checked(text_of(out))


def joint_letter(
    reminders: list[Reminder],
    tmp_path: Path,
    day: date = DAY,
    obligation: Obligation = YEARLY_REPORT,
) -> str:
    """The text of the letter to all of them, whose form is right."""
    context = joint_context(reminders, occasion(day=day, obligation=obligation))
    out = render(folder("report_templates") / JOINT_FILE, context, tmp_path / "out.docx")
    assert letter_problems(out, appendices=1) == []
    return checked(text_of(out))


def checked(text: str) -> str:
    """``text``, in which nothing of the program shows through."""
    assert re.findall(r"\b(nan|None|NaN|True|False|overdue|returned|due_soon)\b", text) == []
    prose = [line for line in text.splitlines() if " | " not in line]
    assert [line for line in prose if re.search(r"  |;;|\.\.| [,;.]", line)] == []
    return text


def test_the_first_letter_says_what_is_owed_and_since_when(tmp_path: Path) -> None:
    text = letter(BINH_SON, tmp_path)
    assert "V/v đôn đốc báo cáo kết quả" in text
    assert "Kính gửi: Ủy ban nhân dân huyện Bình Sơn\n" in text
    assert (
        "Thực hiện Công văn số 4418/UBND-NC ngày 05/9/2022 của Chủ tịch UBND tỉnh, các cơ quan, "
        'đơn vị, địa phương báo cáo kết quả phong trào thi đua "Dân vận khéo" năm 2022 về UBND '
        "tỉnh (qua Sở Nội vụ) trước ngày 20 tháng 9 năm 2022." in text
    )
    assert (
        "Đến ngày 25 tháng 9 năm 2022, Sở Nội vụ chưa nhận được báo cáo của Ủy ban nhân dân huyện "
        "Bình Sơn, quá hạn 06 ngày (04 ngày làm việc)." in text
    )
    assert "lần thứ" not in text
    assert "(để báo cáo)" not in text


def test_number_and_day_are_left_to_the_clerk(tmp_path: Path) -> None:
    text = letter(BINH_SON, tmp_path, day=date(2022, 10, 5))
    assert re.search(r"Số: +/SNV-XDCQ", text)
    assert re.search(r"Quảng Ngãi, ngày +tháng 10 năm 2022", text)


def test_the_second_letter_names_the_first_and_goes_to_the_province(tmp_path: Path) -> None:
    text = letter(again(BINH_SON), tmp_path, day=date(2022, 10, 5))
    assert "V/v đôn đốc lần thứ hai việc báo cáo kết quả" in text
    assert (
        "Sở Nội vụ đã đôn đốc lần thứ nhất vào ngày 26 tháng 9 năm 2022; đây là lần đôn đốc thứ "
        "hai. Văn bản này được gửi đến UBND tỉnh Quảng Ngãi để theo dõi, chỉ đạo." in text
    )
    assert "- Như trên; / - UBND tỉnh Quảng Ngãi (để báo cáo);" in text
    assert "nêu rõ lý do chậm báo cáo" in text


def test_the_second_letter_to_a_commune_goes_to_its_district(tmp_path: Path) -> None:
    text = letter(again(BINH_THUAN, times=3), tmp_path, day=date(2022, 10, 5))
    assert "đã đôn đốc lần thứ hai vào" in text
    assert "đây là lần đôn đốc thứ ba" in text
    assert "- Ủy ban nhân dân huyện Bình Sơn (để chỉ đạo);" in text
    assert "UBND tỉnh Quảng Ngãi (để báo cáo)" not in text


def test_a_superior_among_the_recipients_is_not_named_twice(tmp_path: Path) -> None:
    values = settings(office_recipients="Như trên; UBND tỉnh Quảng Ngãi")
    text = letter(again(BINH_SON), tmp_path, values)
    assert text.count("- UBND tỉnh Quảng Ngãi") == 1


def test_a_second_letter_reads_well_when_the_day_of_the_first_was_deleted(tmp_path: Path) -> None:
    text = letter(replace(again(BINH_SON), previous=None), tmp_path)
    assert "đã đôn đốc lần thứ nhất; đây là lần đôn đốc thứ hai." in text


def test_a_returned_report_is_asked_for_again(tmp_path: Path) -> None:
    returned = replace(FINANCE, status="returned", returned=date(2022, 9, 5))
    text = letter(returned, tmp_path)
    assert (
        "Sở Nội vụ đã trả lại phiếu báo cáo của Sở Tài chính vào ngày 05 tháng 9 năm 2022 để hoàn "
        "chỉnh. Đến ngày 25 tháng 9 năm 2022, Sở Nội vụ chưa nhận được bản đã hoàn chỉnh, quá hạn "
        "06 ngày (04 ngày làm việc)." in text
    )
    assert "chưa nhận được báo cáo" not in text


def test_an_extension_is_named(tmp_path: Path) -> None:
    extended = replace(BINH_SON, last_day=date(2022, 9, 22), extended=True, days=3)
    text = letter(extended, tmp_path)
    assert "riêng Ủy ban nhân dân huyện Bình Sơn được gia hạn đến hết ngày 22 tháng 9" in text


def test_a_last_day_of_its_own_that_is_earlier_is_no_extension(tmp_path: Path) -> None:
    sooner = replace(BINH_SON, last_day=date(2022, 9, 15), extended=True, days=10)
    text = letter(sooner, tmp_path)
    assert "riêng Ủy ban nhân dân huyện Bình Sơn nộp đến hết ngày 15 tháng 9 năm 2022." in text
    assert "gia hạn" not in text


def test_an_extension_to_the_last_day_of_all_is_not_told(tmp_path: Path) -> None:
    same = replace(BINH_SON, extended=True)
    assert "riêng" not in letter(same, tmp_path)
    moved = replace(YEARLY_REPORT, last_day=date(2022, 9, 21))
    text = letter(replace(same, last_day=moved.last_day), tmp_path, obligation=moved)
    assert "là ngày nghỉ nên báo cáo được nhận đến hết ngày 21 tháng 9 năm 2022." in text


def test_a_last_day_that_was_moved_is_named(tmp_path: Path) -> None:
    """The last day in time of 2026, 19 September, is a Saturday."""
    moved = replace(BINH_SON, last_day=date(2026, 9, 21), days=4)
    text = letter(moved, tmp_path, settings(2026), date(2026, 9, 25), REPORT_OF_2026)
    assert (
        "do ngày cuối của thời hạn là ngày nghỉ nên báo cáo được nhận đến hết ngày 21 tháng 9 năm "
        "2026." in text
    )
    assert "là ngày nghỉ" not in letter(BINH_SON, tmp_path)


def test_days_past_without_a_working_day_are_told_alone(tmp_path: Path) -> None:
    text = letter(replace(BINH_SON, days=2, working_days=0), tmp_path)
    assert "Bình Sơn, quá hạn 02 ngày.\n" in text


def test_a_notice_names_the_last_working_day(tmp_path: Path) -> None:
    soon = notice(BINH_SON, date(2026, 9, 19), 4)
    text = letter(soon, tmp_path, settings(2026), date(2026, 9, 15), REPORT_OF_2026)
    assert "V/v nhắc thời hạn báo cáo kết quả" in text
    assert "chậm nhất ngày 18 tháng 9 năm 2026 (ngày làm việc cuối cùng của thời hạn)" in text
    assert "quá hạn" not in text


def test_a_notice_before_a_working_day_needs_no_other_day(tmp_path: Path) -> None:
    text = letter(notice(BINH_SON, LAST_DAY, 4), tmp_path, day=date(2022, 9, 15))
    assert "chậm nhất ngày 19 tháng 9 năm 2022 để kịp" in text


def test_the_first_letter_after_a_notice_names_the_notice(tmp_path: Path) -> None:
    text = letter(replace(BINH_SON, previous=date(2022, 9, 12)), tmp_path)
    assert "Việc này Sở Nội vụ đã nhắc vào ngày 12 tháng 9 năm 2022." in text
    assert "(để báo cáo)" not in text


def test_the_office_signs_as_its_settings_say(tmp_path: Path) -> None:
    values = settings(
        office_authority="KT. Giám đốc", office_post="Phó Giám đốc", office_signer="Trần Văn Mẫu"
    )
    assert "| KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Trần Văn Mẫu" in letter(BINH_SON, tmp_path, values)


def test_the_mailbox_is_named_without_the_name_before_it(tmp_path: Path) -> None:
    values = settings(mail_from="Sở Nội vụ <snv@example.vn>")
    assert "thư điện tử snv@example.vn." in letter(BINH_SON, tmp_path, values)
    assert "thư điện tử" not in letter(BINH_SON, tmp_path)
    assert "thư điện tử" not in letter(LATE_TO_REGISTER, tmp_path, values, obligation=REGISTRATION)


def test_a_deadline_that_is_not_strict_is_worded_so(tmp_path: Path) -> None:
    text = letter(BINH_SON, tmp_path, obligation=replace(YEARLY_REPORT, strict=False))
    assert "đến hết ngày 20 tháng 9 năm 2022" in text


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"office_symbol": ""}, "Ký hiệu cơ quan"),
        ({"mail_from": "khong phai dia chi"}, "khong phai dia chi"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named(values: dict[str, Value], label: str) -> None:
    with pytest.raises(DanVanError, match=label):
        letter_context(BINH_SON, occasion(settings(**values)))


def test_one_letter_lists_all_units_in_its_appendix(tmp_path: Path) -> None:
    soon = notice(BINH_SON, date(2022, 10, 8), 3)
    text = joint_letter([again(BINH_THUAN), FINANCE, soon], tmp_path, date(2022, 10, 5))
    assert "Kính gửi: Các cơ quan, đơn vị, địa phương (có danh sách kèm theo)" in text
    assert "còn 02 cơ quan, đơn vị, địa phương quá hạn" in text
    assert "trong đó 01 đơn vị phải đôn đốc từ lần thứ hai trở lên" in text
    assert "Ngoài ra, còn 01 cơ quan, đơn vị, địa phương sắp đến hạn" in text
    assert "- Ủy ban nhân dân huyện Bình Sơn (để chỉ đạo);" in text
    assert "(Kèm theo Công văn số …/SNV-XDCQ ngày … tháng … năm … của Sở Nội vụ)" in text
    rows = [line for line in text.splitlines() if re.match(r"\d+ \| ", line)]
    assert rows == [
        "1 | Ủy ban nhân dân xã Bình Thuận | 19/9/2022 | Chưa gửi, quá hạn 16 ngày (12 ngày làm "
        "việc) | Lần thứ hai (lần trước: 26/9/2022)",
        "2 | Sở Tài chính | 19/9/2022 | Chưa gửi, quá hạn 06 ngày (04 ngày làm việc) | "
        "Lần thứ nhất",
        "3 | Ủy ban nhân dân huyện Bình Sơn | 08/10/2022 | Chưa gửi, còn 03 ngày | Nhắc trước hạn",
    ]


RETURNED = replace(FINANCE, status="returned", returned=date(2022, 9, 5))


@pytest.mark.parametrize(
    ("units", "told"),
    [
        ([BINH_SON, FINANCE], "02 cơ quan, đơn vị, địa phương quá hạn chưa gửi báo cáo"),
        (
            [BINH_SON, RETURNED],
            "02 cơ quan, đơn vị, địa phương quá hạn chưa gửi báo cáo hoặc chưa gửi lại báo cáo đã "
            "được yêu cầu hoàn chỉnh",
        ),
        (
            [RETURNED, notice(BINH_SON, date(2022, 9, 28), 3)],
            "01 cơ quan, đơn vị, địa phương quá hạn chưa gửi lại báo cáo đã được yêu cầu hoàn "
            "chỉnh",
        ),
        (
            [again(BINH_SON), again(RETURNED)],
            "02 cơ quan, đơn vị, địa phương quá hạn chưa gửi báo cáo hoặc chưa gửi lại báo cáo đã "
            "được yêu cầu hoàn chỉnh, đều phải đôn đốc từ lần thứ hai trở lên",
        ),
        (
            [again(BINH_SON), FINANCE],
            "02 cơ quan, đơn vị, địa phương quá hạn chưa gửi báo cáo, trong đó 01 đơn vị phải đôn "
            "đốc từ lần thứ hai trở lên",
        ),
        (
            [again(BINH_SON)],
            "01 cơ quan, đơn vị, địa phương quá hạn chưa gửi báo cáo, phải đôn đốc từ lần thứ hai "
            "trở lên",
        ),
    ],
)
def test_one_letter_tells_what_is_missing_and_from_how_many(
    units: list[Reminder], told: str, tmp_path: Path
) -> None:
    text = joint_letter(units, tmp_path)
    assert f"còn {told} (danh sách tại Phụ lục kèm theo).\n" in text


def test_one_letter_tells_that_what_is_soon_due_was_sent_back(tmp_path: Path) -> None:
    soon = notice(RETURNED, LAST_DAY, 4)
    day = date(2022, 9, 15)
    sent_back = "chưa gửi lại báo cáo đã được yêu cầu hoàn chỉnh (danh sách"
    assert f"sắp đến hạn {sent_back}" in joint_letter([soon], tmp_path, day)
    text = joint_letter([soon, notice(BINH_SON, LAST_DAY, 4)], tmp_path, day)
    assert f"sắp đến hạn chưa gửi báo cáo hoặc {sent_back}" in text


def test_one_letter_of_notices_only_does_not_speak_of_delay(tmp_path: Path) -> None:
    text = joint_letter([notice(FINANCE, LAST_DAY, 4)], tmp_path, date(2022, 9, 15))
    assert "V/v nhắc thời hạn báo cáo" in text
    assert "quá hạn" not in text
    assert "Đến ngày 15 tháng 9 năm 2022, còn 01 cơ quan" in text


def test_the_list_is_headed_by_what_is_true_of_returned_reports_too(tmp_path: Path) -> None:
    returned = replace(FINANCE, status="returned", returned=date(2022, 9, 5))
    text = joint_letter([returned], tmp_path)
    assert "\nDANH SÁCH CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG CHƯA HOÀN THÀNH VIỆC GỬI BÁO CÁO\n" in text
    assert "1 | Sở Tài chính | 19/9/2022 | Trả lại, quá hạn 06 ngày (04 ngày làm việc)" in text


def test_another_obligation_is_asked_for_by_its_name_and_day(tmp_path: Path) -> None:
    text = letter(LATE_TO_REGISTER, tmp_path, day=date(2022, 3, 24), obligation=REGISTRATION)
    assert 'V/v đôn đốc đăng ký xây dựng mô hình, điển hình "Dân vận khéo" năm 2022' in text
    assert (
        "Thực hiện Hướng dẫn số 08-HD/BDVTU ngày 19/4/2021 của Ban Dân vận Tỉnh ủy, các cơ quan, "
        'đơn vị, địa phương gửi đăng ký xây dựng mô hình, điển hình "Dân vận khéo" năm 2022 về Sở '
        "Nội vụ trước ngày 15 tháng 3 năm 2022.\n" in text
    )
    assert (
        "chưa nhận được đăng ký mô hình của Ủy ban nhân dân huyện Bình Sơn, quá hạn 10 ngày (08 "
        "ngày làm việc)." in text
    )
    assert (
        "khẩn trương hoàn thành, gửi đăng ký mô hình về Sở Nội vụ ngay khi nhận được Công văn này "
        "để kịp tổng hợp.\n" in text
    )
    assert "báo cáo" not in text


def test_the_second_letter_about_another_obligation(tmp_path: Path) -> None:
    late = replace(LATE_TO_REGISTER, times=2, previous=date(2022, 3, 16))
    text = letter(late, tmp_path, day=date(2022, 3, 24), obligation=REGISTRATION)
    assert "V/v đôn đốc lần thứ hai việc đăng ký xây dựng mô hình" in text
    assert "đã đôn đốc lần thứ nhất vào ngày 16 tháng 3 năm 2022" in text
    assert "; đồng thời nêu rõ lý do chậm gửi đăng ký mô hình.\n" in text
    assert "- UBND tỉnh Quảng Ngãi (để báo cáo);" in text


def test_another_paper_that_was_returned_is_asked_for_again(tmp_path: Path) -> None:
    returned = replace(LATE_TO_REGISTER, status="returned", returned=date(2022, 3, 10))
    text = letter(returned, tmp_path, obligation=REGISTRATION)
    assert "đã trả lại đăng ký mô hình của Ủy ban nhân dân huyện Bình Sơn vào ngày 10" in text


def test_a_notice_about_another_obligation(tmp_path: Path) -> None:
    soon = notice(BINH_SON, REGISTRATION.last_day, 4)
    text = letter(soon, tmp_path, day=date(2022, 3, 10), obligation=REGISTRATION)
    assert "V/v nhắc thời hạn đăng ký xây dựng mô hình" in text
    assert (
        "hoàn thành, gửi đăng ký mô hình về Sở Nội vụ chậm nhất ngày 14 tháng 3 năm 2022 để kịp "
        "tổng hợp.\n" in text
    )


def test_one_letter_about_another_obligation(tmp_path: Path) -> None:
    returned = replace(LATE_TO_REGISTER, code="525", returned=date(2022, 3, 10))
    soon = notice(BINH_THUAN, date(2022, 3, 28), 4)
    units = [replace(LATE_TO_REGISTER, times=2), returned, soon]
    text = joint_letter(units, tmp_path, date(2022, 3, 24), REGISTRATION)
    assert "quá hạn chưa gửi đăng ký mô hình hoặc chưa gửi lại đăng ký mô hình đã được" in text
    assert "nêu rõ lý do chậm gửi đăng ký mô hình. Văn bản này được gửi đến UBND tỉnh" in text
    assert "sắp đến hạn chưa gửi đăng ký mô hình (danh sách" in text
    assert "CHƯA HOÀN THÀNH VIỆC GỬI ĐĂNG KÝ MÔ HÌNH\n" in text
    assert "báo cáo" not in text.replace("(để báo cáo)", "")


def test_without_a_document_the_letter_begins_with_the_duty(tmp_path: Path) -> None:
    text = letter(BINH_SON, tmp_path, obligation=replace(REGISTRATION, basis=""))
    assert "\nCác cơ quan, đơn vị, địa phương gửi đăng ký xây dựng mô hình" in text
    assert "Thực hiện" not in text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "thứ nhất"), (4, "thứ tư"), (10, "thứ mười"), (11, "thứ 11")]
)
def test_reminders_are_counted_in_words(number: int, text: str) -> None:
    assert ordinal(number) == text


@pytest.mark.parametrize(
    ("archive", "expected"),
    [("VT, XDCQ", "SNV-XDCQ"), ("VT", "SNV"), ("VT, TCBC, XDCQ", "SNV-XDCQ"), ("VT,", "SNV")],
)
def test_the_symbol_names_the_drafting_division(archive: str, expected: str) -> None:
    assert symbol("SNV", archive) == expected


def test_the_validator_of_open_xml_finds_nothing(tmp_path: Path) -> None:
    letter(again(BINH_SON), tmp_path)
    result = OpenXmlValidator().validate(tmp_path / "out.docx")
    assert [str(error) for error in result.errors] == []
    joint_letter([again(BINH_SON), FINANCE], tmp_path)
    result = OpenXmlValidator().validate(tmp_path / "out.docx")
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize(
    ("start", "spoilt", "complaint"),
    [
        ("V/v", "đôn đốc báo cáo", "subject"),
        ("Số:", "Số: 15/CV-SNV", "number"),
        ("Kính gửi", "Gửi: Sở Tài chính", "addressee"),
        ("Rất mong", "Rất mong.", "no ./."),
    ],
)
def test_the_checker_sees_what_is_wrong(
    start: str, spoilt: str, complaint: str, tmp_path: Path
) -> None:
    letter(FINANCE, tmp_path)
    document = docx.Document(str(tmp_path / "out.docx"))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    (found,) = [p for p in paragraphs if p.text.startswith(start)]
    found.runs[0].text = spoilt
    document.save(str(tmp_path / "spoilt.docx"))
    assert any(complaint in one for one in letter_problems(tmp_path / "spoilt.docx"))
