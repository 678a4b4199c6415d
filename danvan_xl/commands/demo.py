"""``demo``: a full round for 2022 in a new folder, by the same commands as the real work."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import xlwings as xw

from danvan_xl.commands.common import Progress, silent
from danvan_xl.commands.config import config
from danvan_xl.commands.consolidate import consolidate
from danvan_xl.commands.forms import FORMS_FOLDER, forms
from danvan_xl.commands.import_forms import import_forms
from danvan_xl.commands.import_result import OUTCOMES
from danvan_xl.commands.new import default_last_day, new_master
from danvan_xl.commands.report import report
from danvan_xl.commands.returning import RETURNED_FOLDER
from danvan_xl.commands.status import status
from danvan_xl.commands.validate import validate
from danvan_xl.demo.answers import answer_for
from danvan_xl.demo.fill import fill
from danvan_xl.demo.mistakes import spoil
from danvan_xl.demo.plan import MISSING, Step, plan
from danvan_xl.engines import open_book
from danvan_xl.errors import DanVanError
from danvan_xl.schema.indicators import default_indicators, default_rules
from danvan_xl.schema.lists import STATUSES
from danvan_xl.schema.text import vn_date
from danvan_xl.schema.units import Unit, reporting_units_on
from danvan_xl.submissions.receipts import RECEIPTS_FILE

YEAR = 2022
AS_OF = date(2022, 9, 25)
"""The day on which the demonstration looks at the round."""

BOOK = f"so-theo-doi-{YEAR}.xlsx"
RECEIVED_FOLDER = "nop-ve"
"""Folder of the forms that came back."""

_STEPS = 8


@dataclass(frozen=True)
class DemoResult:
    """What was made, and where to look."""

    book: Path
    files: tuple[Path, ...]
    rows: tuple[tuple[str, str, str], ...]
    """What was made, how many, where: as users read it."""

    @property
    def has_findings(self) -> bool:
        """A demonstration leaves nothing for a person to decide."""
        return False

    def to_json(self) -> dict[str, Any]:
        """Return the result as one JSON object."""
        steps = [{"what": what, "count": count, "where": where} for what, count, where in self.rows]
        return {"files": [str(path) for path in (self.book, *self.files)], "steps": steps}


def demo(out: Path, *, progress: Progress = silent) -> DemoResult:
    """Run a whole round for 2022 in the new folder ``out`` and return what was made.

    Forms are handed out, filled in as units would (most well, some late, a few wrong, some not
    at all), imported, checked, summed and reported. The same call gives the same figures.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DanVanError(f"«{out}» đã có sẵn và không trống. Chọn một thư mục mới.")
    out = out.resolve()
    path = out / BOOK
    done = iter(range(1, _STEPS + 1))

    def tick(text: str) -> None:
        progress(next(done), _STEPS, text)

    tick("Tạo sổ")
    made = new_master(path, YEAR, as_of=AS_OF)
    rows = [("Sổ theo dõi", f"{made.units} đơn vị", path.name)]
    with open_book(path) as book:
        config(book, "period.as_of", AS_OF.isoformat())
        tick("Phát phiếu")
        handed_out = forms(book)
        rows.append(("Phát phiếu", f"{len(handed_out.files)} phiếu", f"{FORMS_FOLDER}/"))
        tick("Đơn vị điền phiếu")
        returned = _return_forms(out)
        rows.append(("Đơn vị nộp về", f"{returned} tệp", f"{RECEIVED_FOLDER}/"))
        files = _work(book, out, rows, tick)
        book.save()
    return DemoResult(path, tuple(files), tuple(rows))


def _work(
    book: xw.Book, out: Path, rows: list[tuple[str, str, str]], tick: Callable[[str], None]
) -> list[Path]:
    """Do what the office does with the returned forms; add a row a step."""
    tick("Nhập phiếu")
    imported = import_forms(book, out / RECEIVED_FOLDER, as_of=AS_OF)
    for outcome, words in OUTCOMES.items():
        if count := len(imported.entries(outcome)):
            where = f"{RETURNED_FOLDER}/" if outcome == "returned" else "trang Báo cáo, Nhật ký"
            rows.append(("Nhập phiếu", f"{count} {words}", where))
    tick("Kiểm tra")
    checked = validate(book)
    rows.append(("Kiểm tra", checked.summary, "trang Lỗi"))
    tick("Quá hạn")
    standing = status(book)
    words = ", ".join(f"{n} {STATUSES[key].lower()}" for key, n in standing.counts.items() if n)
    rows.append((f"Quá hạn ({vn_date(AS_OF)})", words, "trang Báo cáo, Bảng theo dõi"))
    tick("Tổng hợp")
    sums = consolidate(book).consolidation
    counts = f"{len(sums.totals)} chỉ tiêu, {sums.initiatives.total} mô hình"
    rows.append(("Tổng hợp", counts, "trang Tổng hợp"))
    tick("Báo cáo")
    written = report(book)
    for file in written.files:
        rows.append(("Báo cáo", file.suffix[1:].upper(), str(file.relative_to(out))))
    rows += [("Báo cáo", message, "") for message in written.messages]
    return list(written.files)


def _return_forms(out: Path) -> int:
    """Fill in the forms as their units would and put them into ``nop-ve``; return how many."""
    indicators, rules = default_indicators(), default_rules()
    due = default_last_day(YEAR)
    units = {unit.code: unit for unit in reporting_units_on(due)}
    blank = {path.name.split("_")[0]: path for path in (out / FORMS_FOLDER).iterdir()}
    folder = out / RECEIVED_FOLDER
    folder.mkdir()
    receipts: list[tuple[str, str]] = []
    content = b""
    for step in plan(list(units.values()), due):
        if step.kind == MISSING or step.received is None:
            continue
        if not step.copy:
            asked = indicators[indicators[units[step.unit_code].kind] != ""]
            content = _filled(step, units[step.unit_code], blank[step.unit_code], asked, rules)
        name = f"{blank[step.unit_code].stem}{step.suffix}.xlsx"
        (folder / name).write_bytes(content)
        receipts.append((name, vn_date(step.received)))
    with (folder / RECEIPTS_FILE).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerows([("Tệp", "Ngày nhận"), *receipts])
    return len(receipts)


def _filled(
    step: Step, unit: Unit, form: Path, indicators: pd.DataFrame, rules: pd.DataFrame
) -> bytes:
    answer = answer_for(unit, indicators, rules, YEAR, signed=step.signed)
    if step.mistakes:
        answer = spoil(answer, step.mistakes, indicators, rules).answer
    return fill(form.read_bytes(), answer)
