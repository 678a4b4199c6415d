"""``status`` over a master: obligations, facts, units below, earlier years."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlwings as xw

from danvan_xl.commands.config import config
from danvan_xl.commands.lock import lock
from danvan_xl.commands.new import new_master
from danvan_xl.commands.status import status
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK, YEARLY
from danvan_xl.schema.tables import OBLIGATIONS, SUBMISSIONS, UNITS
from tests.commands.typed import REGISTRATION, ask_for_registration, set_cells
from tests.engines.counting import counted
from tests.rounds import AS_OF, Round, figures
from tests.terminal_runs import CommandLine

DAY = date(2022, 9, 25)


def rows_of(book: xw.Book, obligation: str) -> pd.DataFrame:
    frame = Register(book).read(SUBMISSIONS)
    return frame[frame["obligation"] == obligation].set_index("unit_code")


# What units owe


def test_every_unit_gets_a_row_for_what_it_owes_with_its_own_last_day(master: xw.Book) -> None:
    ask_for_registration(master)
    before = rows_of(master, YEARLY)
    result = status(master, date(2022, 3, 20), obligation=REGISTRATION)
    assert (result.obligation.deadline, result.obligation.last_day) == (
        date(2022, 3, 15),
        date(2022, 3, 14),
    )
    assert result.counts["overdue"] == len(result.units) == 13
    assert result.others_summary == {YEARLY: "41 chưa đến hạn"}
    rows = rows_of(master, REGISTRATION)
    assert set(rows["last_day"]) == {date(2022, 3, 14)}
    assert set(rows["kind"]) == {"Huyện, thị xã, thành phố"}
    pd.testing.assert_frame_equal(rows_of(master, YEARLY), before)


def test_what_is_watched_is_set_in_the_workbook(master: xw.Book) -> None:
    ask_for_registration(master)
    config(master, "period.obligation", "đăng ký MÔ HÌNH")
    assert Register(master).settings()["period.obligation"] == REGISTRATION
    assert status(master, DAY).obligation.name == REGISTRATION
    assert status(master, DAY, obligation=YEARLY).obligation.name == YEARLY
    with pytest.raises(DanVanError, match="có: «Báo cáo năm», «Đăng ký mô hình»"):
        config(master, "period.obligation", "Báo cáo tháng")


def test_extension_exemption_and_receipt_are_of_one_obligation(master: xw.Book) -> None:
    ask_for_registration(master)
    status(master, date(2022, 3, 1))
    register = Register(master)
    frame = register.read(SUBMISSIONS)
    rows = frame.index[frame["obligation"] == REGISTRATION]
    for key, value in (
        ("extension", date(2022, 4, 1)),
        ("received", date(2022, 3, 1)),
        ("exempt", MARK),
    ):
        row, rows = rows[0], rows[1:]
        frame[key] = frame[key].astype(object)
        frame.at[row, key] = value
    register.replace(SUBMISSIONS, frame)
    found = status(master, date(2022, 3, 20), obligation=REGISTRATION).counts
    assert found == Counter(overdue=10, not_due=1, in_time=1, exempt=1) | dict.fromkeys(
        ("due_soon", "late", "returned"), 0
    )
    assert status(master, date(2022, 3, 20), obligation=YEARLY).counts["not_due"] == 41


def test_a_changed_deadline_reaches_every_row_but_extensions(master: xw.Book) -> None:
    ask_for_registration(master)
    status(master, DAY)
    set_cells(master, "524", extension=date(2022, 12, 1))
    ask_for_registration(master, deadline=date(2022, 5, 1))
    config(master, "period.deadline", "2022-10-01")
    status(master, DAY)
    assert Counter(rows_of(master, REGISTRATION)["last_day"]) == {
        date(2022, 4, 30): 12,
        date(2022, 12, 1): 1,
    }
    assert Counter(rows_of(master, YEARLY)["last_day"]) == {
        date(2022, 9, 30): 40,
        date(2022, 12, 1): 1,
    }


def test_a_row_that_says_nothing_is_about_the_yearly_report(master: xw.Book) -> None:
    set_cells(master, "524", obligation="")
    assert len(rows_of(master, YEARLY)) == 40
    assert len(status(master, DAY).units) == 41
    assert len(rows_of(master, YEARLY)) == 41


def test_forms_meet_the_yearly_report_only(master_path: Path) -> None:
    with open_book(master_path) as book:
        ask_for_registration(book)
        status(book, DAY)
        book.save()
    current = Round(master_path, "524")
    current.return_form("524")
    assert [entry.unit for entry in current.run().accepted] == ["524"]
    assert current.run().duplicate
    with current.open() as book:
        assert rows_of(book, YEARLY)["received"]["524"] == date(2022, 9, 15)
        assert rows_of(book, REGISTRATION)["received"]["524"] is None
        assert set(rows_of(book, REGISTRATION)["sha256"]) == {""}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"units": "524; XXX"}, "Trang Hạn nộp: Mã đơn vị «XXX» không có trong trang Đơn vị."),
        ({"name": "Đăng ký*"}, "Trang Hạn nộp: Tên «Đăng ký*» có dấu *"),
    ],
)
def test_what_is_doubtful_is_told(master: xw.Book, typed: dict[str, str], told: str) -> None:
    ask_for_registration(master, **typed)
    assert [one for one in status(master, DAY).messages if one.startswith(told)]


def test_rows_that_are_not_owed_or_not_known_or_still_to_come_are_told(master: xw.Book) -> None:
    ask_for_registration(master)
    status(master, DAY)
    ask_for_registration(master, district="", units="524")
    set_cells(master, "STC", received=date(2062, 9, 15))
    set_cells(master, "BQN", obligation="Báo cáo tháng")
    told = status(master, DAY).messages
    assert [one.split(" dòng ")[0] for one in told] == [
        "Trang Báo cáo: 1",
        "Trang Báo cáo: 12",
        "Trang Báo cáo: 1",
    ]


def test_names_in_other_letters_are_the_same(master: xw.Book) -> None:
    """Excel, too, counts them as one; the sheet gets the name as it stands on Hạn nộp."""
    ask_for_registration(master)
    status(master, DAY)
    set_cells(master, "STC", obligation="báo cáo  NĂM")
    ask_for_registration(master, name="Đăng ký Mô hình ")
    assert len(status(master, DAY).units) == 41
    names = Counter(Register(master).read(SUBMISSIONS)["obligation"])
    assert names == {YEARLY: 41, "Đăng ký Mô hình": 13}


def test_a_day_typed_as_text_becomes_a_day(master: xw.Book) -> None:
    ask_for_registration(master, deadline="15/4/2022")
    status(master, DAY)
    (cell,) = (
        row
        for row in master.sheets["Hạn nộp"].tables["tblObligations"].data_body_range.value
        if row[0] == REGISTRATION
    )
    assert cell[1].date() == date(2022, 4, 15)


@pytest.mark.parametrize("typed", [20, 20.5])
def test_a_small_number_in_a_cell_for_days_is_told_and_stays(master: xw.Book, typed: float) -> None:
    body = master.sheets["Báo cáo"].tables["tblSubmissions"].data_body_range
    received = [column.key for column in SUBMISSIONS].index("received")
    body[0, received].value = typed
    ask_for_registration(master)
    (told,) = status(master, DAY).messages
    assert told.startswith("Trang Báo cáo, ô G5 ghi «20")
    assert body[0, received].value == typed


def test_a_locked_period_stays_as_it_is(master: xw.Book) -> None:
    lock(master, as_of=DAY)
    ask_for_registration(master)
    assert status(master, DAY, obligation=REGISTRATION).counts["overdue"] == 13
    assert rows_of(master, REGISTRATION).empty


def test_a_locked_period_gets_no_history(years: dict[int, Path]) -> None:
    with open_book(years[2024]) as book, open_book(years[2022]) as before:
        lock(book, as_of=date(2024, 12, 1))
        result = status(book, date(2024, 12, 1), previous=[before])
        assert result.history
        assert result.messages == ("Kỳ đã khóa nên không ghi việc nộp các năm trước vào sổ.",)
        assert set(Register(book).read(UNITS)["history"]) == {""}


# Units below


def test_a_district_shows_how_many_of_its_communes_reported(master_path: Path) -> None:
    """As its form says, and as the register has it where communes are followed too."""
    current = Round(master_path, "524")
    current.return_form("524", figures(CT902=20))
    current.run()
    with current.open() as book:
        register = Register(book)
        units = register.read(UNITS)
        communes = units["code"][units["parent_code"] == "524"].tolist()
        units["reports"] = units["reports"].mask(units["code"].isin(communes[:3]), MARK)
        register.replace(UNITS, units)
        status(book, AS_OF)
        set_cells(book, communes[0], received=date(2022, 9, 10))
        result = status(book, AS_OF)
        below = result.subordinates["524"]
        assert (below.units, below.said, below.rows, below.received) == (len(communes), 20, 3, 1)
        assert below.text(yearly=True) == f"20/{len(communes)} theo phiếu · 1/3 trong sổ"
        assert result.subordinates["525"].said is None
        assert result.subordinates["525"].text(yearly=True) == "chưa có phiếu"
        assert "SNV" not in result.subordinates
        (unit,) = (one for one in result.to_json()["units"] if one["code"] == "524")
        assert unit["subordinates"] == {
            "units": len(communes),
            "said": 20.0,
            "rows": 3,
            "received": 1,
        }


# Earlier years


@pytest.fixture
def years(tmp_path: Path) -> dict[int, Path]:
    """Masters of three years; the units of 2025 are those after the merger."""
    paths = {year: tmp_path / f"so-{year}.xlsx" for year in (2022, 2024, 2025)}
    for year, path in paths.items():
        new_master(path, year, as_of=date(year, 1, 1))
    received = {
        2022: {"522": date(2022, 9, 10), "524": date(2022, 9, 25), "STC": date(2022, 9, 1)},
        2024: {"522": date(2024, 9, 30), "524": date(2024, 9, 19), "SKHDT": date(2024, 9, 1)},
    }
    for year, days in received.items():
        with open_book(paths[year]) as book:
            for unit, day in days.items():
                set_cells(book, unit, received=day)
            book.save()
    return paths


def history(years: dict[int, Path], now: int, *earlier: int) -> dict[str, str]:
    with ExitStack() as books:
        current = books.enter_context(open_book(years[now]))
        before = [books.enter_context(open_book(years[year])) for year in earlier]
        result = status(current, date(2026, 1, 1), previous=before)
        told = {code: one.text for code, one in result.history.items()}
        units = Register(current).read(UNITS)
        written = dict(zip(units["code"], units["history"], strict=True))
        assert {code: written[code] for code in told if code in written} == {
            code: text for code, text in told.items() if code in written
        }
        return told


def test_the_years_of_a_unit_follow_its_predecessors_through_the_merger(
    years: dict[int, Path],
) -> None:
    told = history(years, 2025, 2022, 2024)
    assert told["21211"] == (
        "Đúng hạn 1/2 năm. 2024: Thành phố Quảng Ngãi nộp muộn 11 ngày; "
        "2022: Thành phố Quảng Ngãi đúng hạn."
    )
    assert told["21109"] == (  # of parts of two districts
        "Đúng hạn 0/2 năm. 2024: 1/2 đơn vị cũ đúng hạn, 1 nộp muộn; "
        "2022: 1/2 đơn vị cũ đúng hạn, 1 nộp muộn."
    )
    assert told["STC"] == (
        "Đúng hạn 0/2 năm. 2024: 1/2 đơn vị cũ đúng hạn, 1 không nộp; "
        "2022: 1/2 đơn vị cũ đúng hạn, 1 không nộp."
    )
    assert told["DHPVD"] == "Đúng hạn 0/2 năm. 2024: không nộp; 2022: không nộp."


def test_a_folder_stands_for_the_masters_in_it(
    years: dict[int, Path], danvan_xl: CommandLine
) -> None:
    day = ("--as-of", "2026-01-01", "--json")
    files = danvan_xl("status", years[2025], "--previous", years[2022], "--previous", years[2024])
    assert files.code == 0
    folder = danvan_xl("status", years[2025], "--previous", years[2025].parent, *day).json
    (unit,) = (one for one in folder["units"] if one["code"] == "21211")
    assert [one["year"] for one in unit["history"]] == [2024, 2022]


@pytest.mark.parametrize(
    ("earlier", "message"),
    [
        ((2025,), "không phải sổ năm trước mà của năm 2025"),
        ((2022, 2022), "cũng là sổ của năm 2022"),
    ],
)
def test_only_one_master_of_each_earlier_year_is_taken(
    years: dict[int, Path], earlier: tuple[int, ...], message: str
) -> None:
    with pytest.raises(DanVanError, match=message):
        history(years, 2024, *earlier)


def test_a_day_of_an_earlier_year_that_cannot_be_read_is_told(years: dict[int, Path]) -> None:
    with open_book(years[2022]) as book:
        set_cells(book, "STC", received="khoảng tháng 9")
        book.save()
    with open_book(years[2024]) as book, open_book(years[2022]) as before:
        (message,) = status(book, date(2026, 1, 1), previous=[before]).messages
    assert message.startswith("Sổ «so-2022.xlsx», trang Báo cáo, ô G")
    assert "«khoảng tháng 9», không phải ngày nên coi như trống." in message


def of_version_0_3(data: bytes) -> bytes:
    """A master as version 0.3.0 made it, as far as reading goes: two tables and columns less."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Báo cáo"]
    for cell in sheet[4]:
        if cell.value in ("Nội dung nộp", "Mã cấp trên"):
            place = next(
                c for c in sheet.tables["tblSubmissions"].tableColumns if c.name == cell.value
            )
            place.name = cell.value = f"{cell.value} (cột riêng)"
    for row in sheet.iter_rows(min_row=5, min_col=4, max_col=4):
        row[0].value = None
    del book["Hạn nộp"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_master_of_an_earlier_version_tells_its_year_all_the_same(
    years: dict[int, Path],
) -> None:
    expected = history(years, 2024, 2022)
    years[2022].write_bytes(of_version_0_3(years[2022].read_bytes()))
    assert history(years, 2024, 2022) == expected
    with (
        open_book(years[2022]) as book,
        pytest.raises(DanVanError, match="thiếu bảng tblObligations"),
    ):
        status(book, DAY)


# From the command line


def test_the_command_line_shows_and_returns_the_same(
    years: dict[int, Path], danvan_xl: CommandLine
) -> None:
    day = ("--as-of", "2024-10-01")
    shown = danvan_xl("status", years[2024], "--previous", years[2022], *day)
    assert shown.code == 0
    assert "Báo cáo năm, ngày 01/10/2024, ngày cuối đúng hạn 19/09/2024: 38 quá hạn" in shown.out
    assert "2022:" in shown.out
    told = danvan_xl("status", years[2024], "--previous", years[2022], *day, "--json").json
    assert told["obligation"] == YEARLY
    (unit,) = (one for one in told["units"] if one["code"] == "522")
    assert unit["history"] == [
        {
            "year": 2022,
            "units": 1,
            "in_time": 1,
            "late": 0,
            "returned": 0,
            "days": 0,
            "name": "",
            "missing": 0,
        }
    ]
    refused = danvan_xl("status", years[2024], "--obligation", "Báo cáo quý", *day)
    assert refused.code == 2
    assert "Không có nội dung nộp «Báo cáo quý»" in refused.err


def test_5000_units_make_the_calls_of_40(master_2022: bytes, tmp_path: Path) -> None:
    """Status and highlighting: facts go in blocks; colours stand in the workbook already."""
    counts = {}
    for size in (40, 5_000):
        path = tmp_path / f"so-{size}.xlsx"
        path.write_bytes(master_2022)
        with open_book(path) as book:
            register = Register(book)
            units = register.read(UNITS).head(1)
            many = pd.concat([units] * size, ignore_index=True)
            many["code"] = [f"D{number:05}" for number in range(size)]
            register.replace(UNITS, units.head(0), many)
            register.replace(SUBMISSIONS, register.read(SUBMISSIONS).head(0))
            with counted() as first:
                assert len(status(book, DAY).units) == size
            set_cells(book, "D00003", extension=date(2022, 9, 1))
            with counted() as second:
                result = status(book, DAY)
            assert result.units["days"].max() == 24
            assert len(Register(book).read(SUBMISSIONS)) == size
        counts[size] = first, second
    assert counts[5_000] == counts[40]
    assert counts[40][0]["Range.raw_value"] > 0


def test_an_obligation_that_nobody_owes_adds_no_rows(master: xw.Book) -> None:
    frame = Register(master).read(OBLIGATIONS)
    assert REGISTRATION in set(frame["name"])
    assert status(master, DAY, obligation=REGISTRATION).units.empty
    assert set(Register(master).read(SUBMISSIONS)["obligation"]) == {YEARLY}
