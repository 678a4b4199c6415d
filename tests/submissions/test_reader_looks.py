"""What formats, fonts, days and counts in files mean."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from danvan_xl.submissions.readers.guard import number
from danvan_xl.submissions.readers.looks import is_legacy_font, shows_date, shows_percent
from danvan_xl.submissions.readers.moments import from_duration, from_iso, from_serial


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.00%", True),
        ("#,##0.0 %;[Red]-0%", True),
        ("Percent", True),
        ('0" %"', False),
        (r"0\%", False),
        ("0;0%", False),
        ("General", False),
        ("", False),
    ],
)
def test_a_percentage_is_told_by_its_format(code: str, percent: bool) -> None:
    assert shows_percent(code) is percent


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("dd/mm/yyyy", True),
        ("DD/MM/YYYY", True),
        ("Short Date", True),
        ("h:mm", True),
        ("General", False),
        ("Standard", False),
        ("Fixed", False),
        ('0 "ngày"', False),
        ("[Red]0", False),
        ("#,##0", False),
    ],
)
def test_a_day_is_told_by_its_format(code: str, day: bool) -> None:
    assert shows_date(code) is day


@pytest.mark.parametrize(
    ("name", "legacy"),
    [
        (".VnTime", True),
        (".VNTIMEH", True),
        ("'.VnArial Narrow'", True),
        ("VNI-Times", True),
        ("VNI Helve", True),
        ("Times New Roman", False),
        ("UVN Van", False),
        ("", False),
    ],
)
def test_a_font_from_before_unicode_is_told_by_its_name(name: str, legacy: bool) -> None:
    assert is_legacy_font(name) is legacy


@pytest.mark.parametrize(
    ("serial", "date1904", "moment"),
    [
        (44_809.0, False, datetime(2022, 9, 5)),
        (44_809.604166666664, False, datetime(2022, 9, 5, 14, 30)),
        (43_347.0, True, datetime(2022, 9, 5)),
        (61.0, False, datetime(1900, 3, 1)),
        (1.0, False, datetime(1900, 1, 1)),
        (0.5, False, time(12)),
        (0.0, False, time(0)),
        (0.0, True, datetime(1904, 1, 1)),
        (2_958_465.0, False, datetime(9999, 12, 31)),
        (2_958_466.0, False, 2_958_466.0),
        (2_957_003.0, True, datetime(9999, 12, 31)),
        (2_958_465.0, True, 2_958_465.0),
        (-1.0, False, -1.0),
        (1e300, False, 1e300),
    ],
)
def test_a_serial_number_is_a_day_where_it_can_be(
    serial: float, date1904: bool, moment: object
) -> None:
    assert from_serial(serial, date1904) == moment


def test_what_is_no_number_stays() -> None:
    assert str(from_serial(float("nan"))) == "nan"
    assert from_serial(float("inf")) == float("inf")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-09-05", datetime(2022, 9, 5)),
        (" 2022-09-05T14:30:00.000 ", datetime(2022, 9, 5, 14, 30)),
        ("2022-09-05T00:00:00Z", datetime(2022, 9, 5)),
        ("1899-12-31T14:30:00", time(14, 30)),
        ("1899-12-30T14:30:00", time(14, 30)),
        ("5.9.2022", None),
        ("2022-13-01", None),
        ("", None),
    ],
)
def test_a_written_day_is_read_or_nothing(text: str, moment: object) -> None:
    assert from_iso(text) == moment


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("PT14H30M00S", time(14, 30)),
        ("PT14H30M00.5S", time(14, 30)),
        ("PT24H", timedelta(days=1)),
        ("PT9999H", timedelta(hours=9999)),
        ("PT", None),
        ("P1D", None),
        ("14:30", None),
    ],
)
def test_a_written_time_is_read_or_nothing(text: str, span: object) -> None:
    assert from_duration(text) == span


@pytest.mark.parametrize(
    ("text", "count"),
    [("3", 3), (" 3 ", 3), ("100", 50), ("9" * 5_000, 50), ("-1", 1), ("²", 1), ("", 1), (None, 1)],
)
def test_a_count_is_bounded(text: str | None, count: int) -> None:
    assert number(text, 1, 50) == count
