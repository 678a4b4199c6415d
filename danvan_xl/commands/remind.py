"""``remind`` ("Đôn đốc"): a letter and a draft of an e-mail for each unit that is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import xlwings as xw

from danvan_xl.building.letter_template import FILE, JOINT_FILE
from danvan_xl.commands.common import (
    Progress,
    calendar_of,
    day_of,
    place_of,
    refuse_if_locked,
    silent,
    year_of,
)
from danvan_xl.commands.report import NO_PDF
from danvan_xl.commands.status import status
from danvan_xl.errors import DanVanError
from danvan_xl.mail.drafts import good_addresses, write_draft
from danvan_xl.register import Register
from danvan_xl.reminders.choice import Reminder, Skipped, choose, doubtful
from danvan_xl.reminders.draft import draft, joint_draft, superior_addresses
from danvan_xl.reminders.letter import joint_context, letter_context
from danvan_xl.reminders.occasion import Occasion
from danvan_xl.reminders.papers import Letter, fill_in, write_letter
from danvan_xl.reports.language import listed
from danvan_xl.reports.pdf import to_pdf
from danvan_xl.resources import folder
from danvan_xl.schema.settings import Value
from danvan_xl.schema.tables import SUBMISSIONS, UNITS
from danvan_xl.schema.text import ascii_name, vn_date

REMINDERS_FOLDER = "don-doc"
"""Folder beside the master into which letters and drafts go."""


@dataclass(frozen=True)
class Reminded:
    """A unit that was reminded, and by what."""

    reminder: Reminder
    letter: Path
    draft: Path | None
    """None when the unit has no address that is right."""

    def to_json(self) -> dict[str, Any]:
        """Return the unit as the JSON contract has it."""
        one = self.reminder
        return {
            "code": one.code,
            "name": one.name,
            "status": one.status,
            "days": one.days,
            "times": one.times,
            "previous": one.previous.isoformat() if one.previous else None,
            "letter": str(self.letter),
            "draft": str(self.draft) if self.draft else None,
        }


@dataclass(frozen=True)
class RemindResult:
    """The letters and drafts that were written, for a person to sign and send."""

    obligation: str
    """Name of what was asked for."""
    files: tuple[Path, ...]
    reminded: tuple[Reminded, ...]
    skipped: tuple[Skipped, ...]
    messages: tuple[str, ...] = ()
    early: bool = False
    """Whether units whose last day is still to come were looked at too."""

    @property
    def summary(self) -> str:
        """Return the counts as users read them."""
        return "; ".join([self._written(), *self._left_out()])

    def _written(self) -> str:
        """Return what was written for how many units; when for none, whether any is late."""
        if not self.reminded and self.skipped:
            return "không nhắc đơn vị nào"
        if not self.reminded:
            return f"không có đơn vị nào quá hạn{' hoặc sắp đến hạn' if self.early else ''}"
        drafts = len({one.draft for one in self.reminded if one.draft})
        letters = len({one.letter for one in self.reminded})
        text = f"{len(self.reminded)} đơn vị, {letters} công văn, {drafts} thư nháp"
        again = sum(one.reminder.times > 1 for one in self.reminded)
        return text + (f", {again} đơn vị đã phải nhắc từ lần thứ hai trở lên" if again else "")

    def _left_out(self) -> Iterator[str]:
        """Yield how many units were left out, a reason each."""
        wrong = sum(one.misread for one in self.skipped)
        if lately := len(self.skipped) - wrong:
            yield f"{lately} đơn vị mới nhắc gần đây nên không nhắc lại"
        if wrong:
            yield f"{wrong} đơn vị có ô ghi sai nên chưa nhắc"

    @property
    def has_findings(self) -> bool:
        """Whether a unit has no address for a draft, or a cell that must be put right first."""
        without = any(one.draft is None for one in self.reminded)
        return without or any(one.misread for one in self.skipped)

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""
        return {
            "obligation": self.obligation,
            "files": [str(path) for path in self.files],
            "reminded": [one.to_json() for one in self.reminded],
            "skipped": [
                {"code": one.code, "name": one.name, "reason": one.reason} for one in self.skipped
            ],
            "messages": list(self.messages),
        }


def remind(
    book: xw.Book,
    *,
    obligation: str | None = None,
    out: Path | None = None,
    template: Path | None = None,
    before: int = 0,
    one_letter: bool = False,
    again_after: int = 7,
    as_of: date | None = None,
    pdf: bool = False,
    progress: Progress = silent,
) -> RemindResult:
    """Write a letter and a draft of an e-mail for each unit that is overdue on ``as_of``.

    ``obligation``: what they owe, ``period.obligation`` when not given. ``out``: the folder,
    ``don-doc`` beside the master when not given. ``template``: a Word template of the office's own.
    ``before``: also units that have at most so many days left. ``one_letter``: one letter to all,
    with the units in its appendix. Whoever was reminded of it less than ``again_after`` days ago is
    left out, as is whoever may be late only because a cell on ``Báo cáo`` holds no day. From the
    second time on the letter says so and goes in copy to the unit's superior. Which time it was,
    and when, is written on ``Báo cáo``. Nothing is sent. A file that is there with other content
    stays. Raises ``DanVanError`` when there is no such obligation, the period is closed, or a
    letter cannot be made; then none is written.
    """
    if before < 0 or again_after < 0:
        raise DanVanError("Số ngày phải từ 0 trở lên: sửa lại rồi làm lại.")
    settings = Register(book).settings()
    refuse_if_locked(settings)
    place = out or place_of(book) / REMINDERS_FOLDER
    day = day_of(settings, as_of)
    current = status(book, day, obligation=obligation)
    asked = current.obligation
    register = Register(book)
    occasion = Occasion(asked, settings, calendar_of(register), day)
    chosen, skipped = choose(
        current.units,
        register.read(UNITS),
        asked,
        day,
        before=before,
        again_after=again_after,
        doubts=_doubts(register, occasion),
    )
    messages = [*current.messages, *_held_back(register, skipped)]
    if not chosen:
        return RemindResult(asked.name, (), (), tuple(skipped), tuple(messages), early=before > 0)
    source = template or folder("report_templates") / (JOINT_FILE if one_letter else FILE)
    post = _Post(occasion, source, place, pdf, progress)
    reminded, files = post.joint(chosen) if one_letter else post.single(chosen)
    _note(register, chosen, occasion)
    messages += _without_address(reminded, settings)
    if pdf and not any(path.suffix == ".pdf" for path in files):
        messages.append(NO_PDF)
    result = RemindResult(
        asked.name, tuple(files), tuple(reminded), tuple(skipped), tuple(messages), early=before > 0
    )
    register.log("Đôn đốc", str(place), f"{result.summary}. {_told(chosen, occasion)}")
    return result


@dataclass(frozen=True)
class _Post:
    """Writes letters, all of which are made before the first is written."""

    occasion: Occasion
    template: Path
    folder: Path
    pdf: bool
    progress: Progress

    def single(self, chosen: Sequence[Reminder]) -> tuple[list[Reminded], list[Path]]:
        """Write a letter and a draft for each unit."""
        letters = []
        for number, one in enumerate(chosen):
            self.progress(number, len(chosen), one.name)
            letters.append(self._fill_in(letter_context(one, self.occasion), self._name(one)))
        reminded, files = [], []
        for one, letter in zip(chosen, letters, strict=True):
            papers = self._write(letter)
            mail = None
            if good_addresses(one.email):
                mail = write_draft(draft(one, self.occasion, papers), papers[0])
            reminded.append(Reminded(one, papers[0], mail))
            files += [*papers, *([mail] if mail else [])]
        self.progress(len(chosen), len(chosen), "")
        return reminded, files

    def joint(self, chosen: Sequence[Reminder]) -> tuple[list[Reminded], list[Path]]:
        """Write one letter to all and one draft to those that have an address."""
        name = f"Don-doc-chung_{self._about}_{self.occasion.day.isoformat()}.docx"
        papers = self._write(self._fill_in(joint_context(chosen, self.occasion), name))
        reached = {one.code for one in chosen if good_addresses(one.email)}
        mail = None
        if reached:
            mail = write_draft(joint_draft(chosen, self.occasion, papers), papers[0])
        reminded = [
            Reminded(one, papers[0], mail if one.code in reached else None) for one in chosen
        ]
        return reminded, [*papers, *([mail] if mail else [])]

    def _fill_in(self, context: Mapping[str, Any], name: str) -> Letter:
        return fill_in(self.template, context, name, self.occasion.day)

    def _write(self, letter: Letter) -> list[Path]:
        """Write ``letter`` and, where asked for and possible, its PDF."""
        document = write_letter(letter, self.folder)
        made = to_pdf(document) if self.pdf else None
        return [document, made] if made else [document]

    def _name(self, one: Reminder) -> str:
        kind = f"lan-{one.times}" if one.overdue else "nhac-truoc-han"
        unit = ascii_name(f"{one.code}_{one.name}")
        return f"Don-doc_{unit}_{self._about}_{kind}.docx"

    @property
    def _about(self) -> str:
        """Return the part of a file's name that tells what is owed, and of which year."""
        year = str(year_of(self.occasion.settings))
        if self.occasion.obligation.is_yearly:
            return year
        return f"{ascii_name(self.occasion.obligation.name)}_{year}"


def _note(register: Register, chosen: Sequence[Reminder], occasion: Occasion) -> None:
    """Write on ``Báo cáo`` which reminder each unit got, and when. A notice does not count."""
    frame = register.read(SUBMISSIONS)
    times = {one.code: one.times for one in chosen}
    for row, code in _meant(frame, occasion)["unit_code"].items():
        if code in times:
            frame.at[row, "reminded"] = occasion.day
            if times[code]:
                frame.at[row, "reminders"] = times[code]
    register.replace(SUBMISSIONS, frame)


def _meant(submissions: pd.DataFrame, occasion: Occasion) -> pd.DataFrame:
    """Return those of the rows of ``Báo cáo`` that are about what is reminded of."""
    is_meant = submissions["obligation"] == occasion.obligation.name
    return submissions[is_meant & (submissions["year"] == year_of(occasion.settings))]


def _doubts(register: Register, occasion: Occasion) -> dict[str, str]:
    """Return code of unit → which cells of ``Báo cáo`` leave open whether it is late."""
    rows = _meant(register.read(SUBMISSIONS), occasion)
    return doubtful(rows, register.misread(SUBMISSIONS))


def _held_back(register: Register, skipped: Sequence[Skipped]) -> list[str]:
    """Return whom nobody can remind before a cell of theirs is put right."""
    wrong = [{"ten": one.name} for one in skipped if one.misread]
    if not wrong:
        return []
    sheet = register.sheet_name(SUBMISSIONS)
    return [
        f"{len(wrong)} đơn vị chưa nhắc vì có ô ghi sai ở trang {sheet}: {listed(wrong)}. Sửa các "
        "ô này rồi nhắc lại."
    ]


def _without_address(reminded: Sequence[Reminded], settings: Mapping[str, Value]) -> list[str]:
    """Return whom no e-mail can reach, units and those above them."""
    missing = [{"ten": one.reminder.name} for one in reminded if one.draft is None]
    messages = []
    if missing:
        messages.append(
            f"{len(missing)} đơn vị chưa có địa chỉ thư điện tử đúng nên chỉ có công văn, không có "
            f"thư nháp: {listed(missing)}. Điền cột «{UNITS['email'].header}» ở trang "
            f"{UNITS.sheet}."
        )
    unreached = [
        {"ten": one.reminder.name}
        for one in reminded
        if one.draft and one.reminder.times > 1 and not superior_addresses(one.reminder, settings)
    ]
    if unreached:
        messages.append(
            f"Chưa có địa chỉ thư điện tử của cấp trên nên thư nháp chỉ gửi đơn vị: "
            f"{listed(unreached)}. Điền địa chỉ của cấp trên ở trang {UNITS.sheet}, của UBND tỉnh "
            "ở mục mail.to trang Cấu hình."
        )
    if any(one.draft for one in reminded) and not settings["mail.from"]:
        messages.append("Thư nháp chưa có người gửi: điền mục mail.from ở trang Cấu hình.")
    return messages


def _told(chosen: Sequence[Reminder], occasion: Occasion) -> str:
    """Return which unit was reminded of what and for which time, as the log has it."""
    about = "" if occasion.obligation.is_yearly else f", «{occasion.obligation.name}»"
    units = (f"{one.code} {f'lần {one.times}' if one.times else 'trước hạn'}" for one in chosen)
    return f"Ngày {vn_date(occasion.day)}{about}: {'; '.join(units)}."
