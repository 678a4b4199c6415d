from __future__ import annotations

from pathlib import Path

import pytest

from danvan_xl.commands.consolidate import consolidate
from danvan_xl.commands.report import ReportResult, report
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.register import Register
from danvan_xl.schema.tables import RESULTS
from tests.rounds import AS_OF, Round

pytestmark = pytest.mark.usefixtures("kept_workers")


@pytest.fixture
def round_of_two(master_path: Path) -> Round:
    made = Round(master_path, "522", "STC")
    for code in ("522", "STC"):
        made.return_form(code)
    made.run()
    return made


def reported(
    made: Round, *, first_figure: object = None, consolidated: bool = True
) -> ReportResult:
    """Write the report, after the first figure was overwritten and totals were closed."""
    with open_book(made.master) as book:
        if consolidated:
            consolidate(book)
        if first_figure is not None:
            address = Register(book).address(RESULTS, 0, "value")
            book.sheets[RESULTS.sheet].range(address).value = first_figure
        return report(book, as_of=AS_OF, pdf=False)


def test_a_report_of_closed_figures_needs_no_remark(round_of_two: Round) -> None:
    result = reported(round_of_two)
    assert result.messages == ()
    assert not result.has_findings
    assert [path.suffix for path in result.files] == [".docx"]


def test_figures_that_were_not_closed_are_told(round_of_two: Round) -> None:
    (message,) = reported(round_of_two, consolidated=False).messages
    assert "chưa chốt" in message


def test_figures_that_changed_since_are_told(round_of_two: Round) -> None:
    (message,) = reported(round_of_two, first_figure=499).messages
    assert "đã đổi" in message


def test_errors_of_the_workbook_are_told_and_need_a_person(round_of_two: Round) -> None:
    result = reported(round_of_two, first_figure=-7)
    assert result.errors == 1
    assert result.has_findings
    assert "Sổ còn 1 lỗi" in result.messages[0]


def test_a_figure_that_is_no_number_stops_the_report(round_of_two: Round) -> None:
    with pytest.raises(DanVanError, match="ghi «12 cái», không phải số"):
        reported(round_of_two, first_figure="12 cái")
    assert not (round_of_two.master.parent / "bao-cao").exists()


def test_a_report_that_was_edited_by_hand_stays(round_of_two: Round) -> None:
    (first,) = reported(round_of_two).files
    assert reported(round_of_two).files == (first,)
    first.write_bytes(first.read_bytes() + b" edited")
    (second,) = reported(round_of_two).files
    assert second.name == f"{first.stem}_2.docx"
    assert first.read_bytes().endswith(b" edited")
