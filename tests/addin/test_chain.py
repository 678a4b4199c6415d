"""The whole way of a click in the built add-in: ribbon → VBA → RunPython → function → master."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from danvan_xl import ribbon
from danvan_xl.buttons import BUTTONS
from danvan_xl.commands import report as report_module
from danvan_xl.commands.new import new_master
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.schema.lists import MARK
from danvan_xl.schema.tables import FINDINGS, INITIATIVES, SUBMISSIONS, TOTALS, UNITS
from tests.addin.basic import FILE, FOLDER, NEW_FILE, buttons, recorded
from tests.addin.built import modules
from tests.master_tables import tables
from tests.ribbon_clicks import Screen, calling
from tests.rounds import Round

DAY = date(2022, 9, 25)


@dataclass
class Office:
    """A master that buttons are clicked in, and what lies around it."""

    book: xw.Book
    folder: Path
    screen: Screen
    stages: list[str] = field(default_factory=list)
    """The right stages of the initiatives while they are spoilt."""

    @property
    def register(self) -> Register:
        return Register(self.book)

    def files(self, folder: str, pattern: str) -> list[Path]:
        return sorted((self.folder / folder).glob(pattern))


def spoil(office: Office) -> None:
    """Leave wrong cells for the checks."""
    register = office.register
    frame = register.read(INITIATIVES)
    office.stages = list(frame["stage"])
    register.replace(INITIATIVES, frame.assign(stage=""))


def nothing(office: Office) -> None:
    """Everything is as the button needs it."""


def wrong_day(office: Office) -> None:
    frame = office.register.read(SUBMISSIONS)
    office.register.replace(SUBMISSIONS, frame.assign(last_day=date(2022, 1, 1)))


def earlier_year_beside_the_forms(office: Office) -> None:
    shutil.copy(office.folder / "so-2021.xlsx", office.folder / "nop-ve")


def no_forms(office: Office) -> None:
    for form in office.files("phieu", "*.xlsx"):
        form.unlink()


def correct(office: Office) -> None:
    """Put right what ``spoil`` did, and say where mail goes."""
    register = office.register
    frame = register.read(INITIATIVES)
    register.replace(INITIATIVES, frame.assign(stage=office.stages))
    register.set("mail.from", "sonoivu@example.vn")
    register.set("mail.to", "vanthu@example.vn")
    register.replace(FINDINGS, register.read(FINDINGS).iloc[:0])


def new_is_open(office: Office) -> None:
    assert (office.folder / "sổ mới 2026.xlsx").is_file()
    opened = office.book.app.books.active
    assert opened.name == "sổ mới 2026.xlsx"
    opened.close()


def forms_are_there(office: Office) -> None:
    assert len(office.files("phieu", "*_2022.xlsx")) == 41
    assert "điền sẵn" in office.screen.last


def forms_are_imported(office: Office) -> None:
    assert set(office.register.read(INITIATIVES)["unit_code"]) == {"524", "527"}


def findings_are_marked(office: Office) -> None:
    assert len(office.register.read(FINDINGS))
    assert any(office.register.read(INITIATIVES)["marks"] != "")


def findings_are_gone(office: Office) -> None:
    assert not any(office.register.read(INITIATIVES)["marks"] != "")


def days_are_right(office: Office) -> None:
    assert set(office.register.read(SUBMISSIONS)["last_day"]) == {date(2022, 9, 19)}


def earlier_years_are_told(office: Office) -> None:
    units = office.register.read(UNITS)
    assert set(units["history"][units["reports"] == MARK]) == {"Đúng hạn 0/1 năm. 2021: không nộp."}


def letters_are_there(office: Office) -> None:
    assert len(office.files("don-doc", "*.docx")) == 39


def totals_are_there(office: Office) -> None:
    assert office.register.read(TOTALS)["total"].notna().any()


def report_is_there(office: Office) -> None:
    assert office.files("bao-cao", "Bao-cao_Dan-van-kheo_2022.docx")


def draft_is_there(office: Office) -> None:
    assert office.files("bao-cao", "*.eml")


def period_is_closed(office: Office) -> None:
    assert office.register.settings()["period.locked"] == DAY


def installation_was_looked_at(office: Office) -> None:
    assert "Kiểm tra cài đặt" in office.screen.last


Step = Callable[[Office], None]
STEPS: dict[str, tuple[Step, Step]] = {
    "new": (nothing, new_is_open),
    "forms": (nothing, forms_are_there),
    "forms_from": (no_forms, forms_are_there),
    "import_forms": (nothing, forms_are_imported),
    "validate": (spoil, findings_are_marked),
    "undo": (nothing, findings_are_gone),
    "status": (wrong_day, days_are_right),
    "history": (earlier_year_beside_the_forms, earlier_years_are_told),
    "remind": (nothing, letters_are_there),
    "consolidate": (correct, totals_are_there),
    "report": (nothing, report_is_there),
    "send": (nothing, draft_is_there),
    "lock": (nothing, period_is_closed),
    "doctor": (nothing, installation_was_looked_at),
}
"""Function → what comes before its click, and what must be true afterwards; in this order."""


@pytest.fixture
def office(master_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(report_module, "to_pdf", lambda document: None)
    current = Round(master_path, "524", "527")
    current.return_form("524")
    current.return_form("527")
    new_master(master_path.parent / "so-2021.xlsx", 2021)
    for form in current.forms.values():
        form.unlink()
    with open_book(master_path) as book, calling(book) as screen:
        Register(book).set("period.as_of", DAY)
        yield Office(book, master_path.parent, screen)


def commands(addin: bytes) -> dict[str, str]:
    """Return function → the text that its button gives to ``RunPython`` in the built add-in."""
    texts = recorded(addin)
    code = "\n".join(modules(addin).values())
    result = {}
    for _, sub, _ in buttons(addin):
        assert re.search(rf"^Public Sub {sub}\(control As IRibbonControl\)", code, re.MULTILINE)
        found = re.fullmatch(r"from danvan_xl import ribbon; ribbon\.(\w+)\(.*\)", texts[sub])
        assert found, texts[sub]
        result[found[1]] = texts[sub]
    return result


def literal(text: str) -> str:
    """Return a text as the add-in's VBA writes it."""
    units = text.encode("utf-16-le")
    codes = (int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2))
    plain = " -./_:"
    return "".join(
        chr(code)
        if chr(code) in plain or (code < 128 and chr(code).isalnum())
        else f"\\u{code:04x}"
        for code in codes
    )


def test_every_button_has_a_function_and_every_function_a_button(addin: bytes) -> None:
    assert set(commands(addin)) == set(BUTTONS) == set(STEPS)
    assert all(BUTTONS[name] is getattr(ribbon, name) for name in STEPS)


def test_every_button_does_in_a_master_what_it_says(addin: bytes, office: Office) -> None:
    """The commands run as the add-in's own VBA writes them, with other paths chosen."""
    chosen = {
        FOLDER: office.folder / "nop-ve",
        FILE: office.folder / "so-2021.xlsx",
        NEW_FILE: office.folder / "sổ mới 2026.xlsx",
    }
    texts = commands(addin)
    for name, (prepare, check) in STEPS.items():
        text = texts[name]
        for stand_in, path in chosen.items():
            text = text.replace(literal(stand_in), literal(str(path)))
        prepare(office)
        before = len(office.screen.alerts)
        exec(compile(text, "<RunPython>", "exec"), {})
        assert len(office.screen.alerts) > before, name
        assert not office.screen.failed, (name, office.screen.last)
        check(office)


def test_the_check_sees_a_button_that_does_nothing(office: Office) -> None:
    before = tables(office.book)
    with pytest.raises(AssertionError):
        forms_are_imported(office)
    assert tables(office.book) == before
    assert len(office.register.read(UNITS))
