"""The words of the summary report."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest

from danvan_xl.reports.context import report_context
from danvan_xl.reports.render import render
from danvan_xl.schema.lists import KINDS, MARK
from danvan_xl.schema.units import reporting_units_on
from tests.reports.data import AS_OF, make_round, small
from tests.reports.effective import text_of
from tests.reports.nd30 import problems

GOLDEN = Path(__file__).parent / "golden" / "bao-cao.txt"


def test_the_report_of_the_small_round_reads_as_before(report: Path) -> None:
    """After a wanted change of the wording: write ``text_of(report)`` to the golden file."""
    assert text_of(report) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("which", ["report", "big_report"])
def test_nothing_of_the_program_shows_through(which: str, request: pytest.FixtureRequest) -> None:
    text = text_of(request.getfixturevalue(which))
    assert re.findall(r"\{[{%#]|[}%#]\}", text) == []
    assert re.findall(r"\b(nan|None|NaN|NaT|True|False|Undefined)\b", text) == []
    english = r"\b(the|and|of|units?|in_time|late|overdue|returned|exempt|provincial|report)\b"
    assert re.findall(english, text) == []
    prose = [line for line in text.splitlines() if " | " not in line]
    assert [line for line in prose if re.search(r"  |;;|\.\.| [,;.]", line)] == []


def rendered(template: Path, tmp_path: Path, **changes: object) -> str:
    """The text of the small round's report with fields of the round replaced."""
    changed = dataclasses.replace(small(), **changes)  # type: ignore[arg-type]
    out = render(template, report_context(changed, AS_OF), tmp_path / "out.docx")
    assert problems(out) == []
    return text_of(out)


def test_a_round_without_any_data_gives_a_report_without_holes(
    template: Path, tmp_path: Path
) -> None:
    empty = make_round([], [], [], [])
    out = render(template, report_context(empty, AS_OF), tmp_path / "out.docx")
    text = text_of(out)
    assert problems(out) == []
    assert "chưa có mô hình, điển hình" in text
    assert "Chưa có mô hình, điển hình nào." in text
    assert "điểm nóng chưa được giải quyết" not in text
    assert "đạt %" not in text


def test_after_july_2025_communes_report_directly(template: Path, tmp_path: Path) -> None:
    day = date(2026, 9, 25)
    units = [
        {"code": u.code, "name": u.name, "kind": u.kind_label, "reports": MARK}
        for u in reporting_units_on(day)
    ]
    submissions = [
        {"year": 2026, "unit_code": u["code"], "last_day": date(2026, 9, 19)} for u in units
    ]
    settings = {"period.year": 2026, "period.deadline": date(2026, 9, 20)}
    data = make_round(units, submissions, [], [], as_of=day, settings=settings)
    out = render(template, report_context(data, day), tmp_path / "out.docx")
    text = text_of(out)
    assert problems(out) == []
    assert f"{KINDS['commune']} (0/96 đơn vị đã báo cáo)" in text
    assert KINDS["district"] not in text
    assert "giai đoạn 2021 - 2025" not in text
    assert "NHIỆM VỤ NĂM 2027" in text
    assert f"{len(units) - 8} đơn vị khác (Phụ lục I)" in text


def test_several_addressees_stand_one_a_line(template: Path, tmp_path: Path) -> None:
    settings = {**small().settings, "office.addressee": "Tỉnh ủy; Ủy ban nhân dân tỉnh"}
    text = rendered(template, tmp_path, settings=settings)
    assert "\nKính gửi:\n- Tỉnh ủy;\n- Ủy ban nhân dân tỉnh.\n" in text


def test_a_deputy_signs_for_the_head(template: Path, tmp_path: Path) -> None:
    settings = {
        **small().settings,
        "office.authority": "KT. Giám đốc",
        "office.post": "Phó Giám đốc",
        "office.signer": "Nguyễn Thị Mẫu",
    }
    text = rendered(template, tmp_path, settings=settings)
    assert "| KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / Nguyễn Thị Mẫu\n" in text


def test_the_line_under_the_issuing_body_follows_its_name(template: Path, tmp_path: Path) -> None:
    settings = {**small().settings, "office.name": "Ban Thi đua - Khen thưởng"}
    assert "BAN THI ĐUA - KHEN THƯỞNG" in rendered(template, tmp_path, settings=settings)


def test_a_deadline_that_is_not_strict_is_worded_so(template: Path, tmp_path: Path) -> None:
    settings = {**small().settings, "period.strict": False}
    text = rendered(template, tmp_path, settings=settings)
    assert "gửi báo cáo đến hết ngày 20 tháng 9 năm 2022" in text
