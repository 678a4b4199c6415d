"""What the command line shows: results, progress and errors, in Vietnamese and UTF-8."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from danvan_xl.installation.program import is_from_setup
from danvan_xl.problems import sentence
from danvan_xl.schema.lists import SEVERITIES, STATUSES
from danvan_xl.schema.tables import UNITS
from danvan_xl.schema.text import vn_number

if TYPE_CHECKING:
    from danvan_xl.commands.addin import StatusResult as AddinStatus
    from danvan_xl.commands.addin_build import BuildResult
    from danvan_xl.commands.common import Progress as Tick
    from danvan_xl.commands.config import ConfigResult
    from danvan_xl.commands.consolidate import ConsolidateResult
    from danvan_xl.commands.demo import DemoResult
    from danvan_xl.commands.doctor import DoctorResult
    from danvan_xl.commands.findings_table import Located
    from danvan_xl.commands.forms import FormsResult
    from danvan_xl.commands.import_result import ImportResult
    from danvan_xl.commands.new import NewResult
    from danvan_xl.commands.report import ReportResult
    from danvan_xl.commands.status import StatusResult
    from danvan_xl.commands.validate import ValidateResult

_MOST = 20
_MOST_DIFFERENCES = 8
"""Findings and units that are listed; the rest stands in the workbook."""


class Told(Protocol):
    """A result that is told in one sentence."""

    @property
    def summary(self) -> str:
        """What was done, without a full stop."""

    @property
    def messages(self) -> tuple[str, ...]:
        """What the user should know besides."""


class Result(Protocol):
    """What every command returns."""

    @property
    def has_findings(self) -> bool:
        """Whether something needs a person."""

    def to_json(self) -> dict[str, Any]:
        """Return the result as the JSON contract has it."""


# Streams, progress, errors


def run(app: typer.Typer) -> None:
    """Run ``app``; end with 2 and one plain sentence when a command cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    try:
        code = app(arguments, standalone_mode=False)
    except Exception as problem:
        if type(problem).__name__ == "NoArgsIsHelpError":
            sys.exit(2)  # the help page says it all
        if debug:
            raise
        _fail(
            sentence(problem)
            or _usage(problem)
            or f"Chương trình gặp lỗi ngoài dự tính ({type(problem).__name__}: {problem}); "
            "sổ giữ nguyên như trước. Chạy lại với --debug để xem chi tiết và báo người hỗ trợ."
        )
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; sổ giữ nguyên như trước.", file=sys.stderr)
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(text: str) -> None:
    print(text, file=sys.stderr)
    sys.exit(2)


def _usage(problem: Exception) -> str | None:
    """Return what is wrong with the command line in Vietnamese; None for other problems."""
    help_hint = "Gõ danvan-xl --help hoặc danvan-xl LỆNH --help để xem cách dùng."
    name = type(problem).__name__
    if name == "Abort":
        return "Đã thôi, chưa làm gì."
    if not hasattr(problem, "format_message"):
        return None
    parameter = getattr(problem, "param", None)
    label = (parameter.metavar or parameter.opts[-1]) if parameter is not None else ""
    if name == "MissingParameter":
        return f"Thiếu {label}. {help_hint}"
    if name in ("NoSuchOption", "NoSuchOptionError"):
        return f"Không có tùy chọn {getattr(problem, 'option_name', '')}. {help_hint}"
    if name == "BadParameter":
        message = getattr(problem, "message", "")
        why = "." if message.isascii() else f": {message}"  # Typer's own words are English
        return f"Giá trị của {label} không đúng{why} {help_hint}"
    if name == "BadOptionUsage":
        return f"Tùy chọn {getattr(problem, 'option_name', '')} thiếu giá trị. {help_hint}"
    message = str(getattr(problem, "message", problem))
    if message.startswith("No such command"):
        return f"Không có lệnh {message.split(chr(39))[1]}. {help_hint}"
    if "unexpected extra argument" in message:
        extra = message.partition("(")[2].rpartition(")")[0].partition(")")[2].strip(" (")
        return f"Thừa đối số: {extra}. {help_hint}"
    return f"Câu lệnh không đúng ({message}). {help_hint}"


@contextmanager
def progress(title: str, *, hidden: bool) -> Iterator[Tick]:
    """Show a progress bar on standard error while the block runs; give the call that moves it."""
    console = Console(stderr=True)
    with Progress(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}"),
        console=console,
        transient=True,
        disable=hidden or not console.is_terminal,
    ) as bar:
        task = bar.add_task(title, total=None, what="")

        def tick(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=total, what=text)

        yield tick


def print_json(result: dict[str, Any]) -> None:
    """Print one JSON object."""
    print(json.dumps(result, ensure_ascii=False, indent=2))


# Results


def show_new(result: NewResult) -> None:
    """Show where the new master is and what to do next."""
    _say(f"Đã tạo sổ năm {result.year}: {result.path}")
    _say(f'{result.units} đơn vị phải báo cáo. Tiếp theo: danvan-xl forms "{result.path}"')


def show_forms(result: FormsResult) -> None:
    """Show how many forms there are and where."""
    folder = f": {result.files[0].parent}" if result.files else "."
    _say(f"Đã ghi {result.summary}{folder}")
    if result.kept:
        names = ", ".join(path.name for path in result.kept[:3])
        more = f" và {len(result.kept) - 3} phiếu nữa" if len(result.kept) > 3 else ""
        _say(
            f"Giữ nguyên {len(result.kept)} phiếu đã có, có thể đã điền: {names}{more}. "
            "Thêm --replace để ghi đè."
        )


def show_import(result: ImportResult) -> None:
    """Show what became of the files, and what is wrong with those that were not taken."""
    _say(result.summary[:1].upper() + result.summary[1:] + ".")
    for message in result.messages:
        _say(f"Lưu ý: {message}")
    noted = sum(bool(entry.findings) for entry in result.accepted)
    if noted:
        _say(f"{noted} phiếu nhập được có chỗ nên xem lại hoặc đã được hiểu theo: xem trang Lỗi.")
    for conflict in result.conflicts:
        _say(
            f"\nĐơn vị {conflict.unit} có {len(conflict.files)} phiếu khác nhau cùng ngày, "
            f"khác {len(conflict.differences)} chỗ → {conflict.comparison}"
        )
        for one in conflict.differences[:_MOST_DIFFERENCES]:
            values = " | ".join(f"«{value}»" for value in one.values)
            _say(f"  {one.section}, {one.item}: {values}")
        if len(conflict.differences) > _MOST_DIFFERENCES:
            _say(f"  … và {len(conflict.differences) - _MOST_DIFFERENCES} chỗ nữa.")
        _say("  Chọn một phiếu: thêm --prefer newest hoặc --prefer file:TÊN-TỆP, và --reason.")
    for entry in [*result.returned, *result.unreadable]:
        where = f" → {entry.annotated}" if entry.annotated else ""
        _say(f"\n{entry.file}{where}")
        if entry.email:
            _say(f"  Thư nháp gửi đơn vị: {entry.email}")
        _findings(entry.findings)


def show_validate(result: ValidateResult) -> None:
    """Show the findings."""
    _say(f"{result.summary}. Xem trang Lỗi của sổ.")
    _findings(result.findings)


_WAITED_FOR = ("overdue", "returned", "due_soon")
"""Statuses of the units that are named, in their order."""


def show_status(result: StatusResult) -> None:
    """Show how many units stand how, who is overdue, and what is known of units below."""
    watched = result.obligation
    _say(
        f"{watched.name}, ngày {result.as_of:%d/%m/%Y}, ngày cuối đúng hạn "
        f"{watched.last_day:%d/%m/%Y}: {result.summary or 'không có đơn vị nào phải nộp'}."
    )
    for name, summary in result.others_summary.items():
        _say(f"{name}: {summary}.")
    for message in result.messages:
        _say(f"Lưu ý: {message}")
    if result.history:
        _say(f"Việc nộp các năm trước: trang {UNITS.sheet}, cột «{UNITS['history'].header}».")
    worst = result.units[result.units["status"].isin(_WAITED_FOR)]
    order = worst["status"].map(_WAITED_FOR.index)
    worst = worst.assign(order=order).sort_values(
        ["order", "days", "unit_code"], ascending=[True, False, True]
    )
    if len(worst):
        past = ["Các năm trước"] if result.history else []
        table = _table("Mã", "Đơn vị", "Trạng thái", "Số ngày", "Ngày làm việc", *past)
        for row in worst.head(_MOST).itertuples():
            cells = [row.unit_code, row.unit_name, STATUSES[str(row.status)]]
            cells += [row.days, row.working_days]
            if past:
                told = result.history.get(str(row.unit_code))
                cells.append(told.text if told else "")
            table.add_row(*map(str, cells))
        _say(table)
        _rest(len(worst))
    names = dict(zip(result.units["unit_code"], result.units["unit_name"], strict=True))
    below = [
        (code, names[code], text)
        for code, one in result.subordinates.items()
        if (one.rows or one.said is not None) and (text := one.text(yearly=watched.is_yearly))
    ]
    if below:
        table = _table("Mã", "Đơn vị", "Cấp dưới đã nộp")
        for told_of in below[:_MOST]:
            table.add_row(*told_of)
        _say(table)
        _rest(len(below))


def show_consolidate(result: ConsolidateResult) -> None:
    """Show the sums in short."""
    sums = result.consolidation
    _say(f"Đã cộng số liệu của {result.units} đơn vị: {result.summary}. Xem trang Tổng hợp.")
    table = _table("Lĩnh vực", "Số mô hình")
    for field, count in sums.initiatives.by_field.items():
        table.add_row(field, vn_number(count))
    _say(table)


def show_files(result: ReportResult | BuildResult) -> None:
    """Show which documents were written."""
    for path in result.files:
        _say(f"Đã ghi: {path}")
    for message in result.messages:
        _say(message)


def show_summary(result: Told) -> None:
    """Show what was done in one sentence, and what the user should know besides."""
    _say(f"{result.summary}.")
    for folder in {path.parent for path in getattr(result, "files", ())}:
        _say(f"Ở thư mục: {folder}")
    for message in result.messages:
        _say(f"Lưu ý: {message}")


def show_addin(result: AddinStatus) -> None:
    """Show what is installed."""
    for line in result.lines:
        _say(line)
    if result.remedy:
        _say(f"Cài hoặc cài lại: {result.remedy}")


def show_doctor(result: DoctorResult, page: Path | None = None) -> None:
    """Show every check, what to do about those that found something, and where the page is."""
    from danvan_xl.commands.doctor import STATES

    table = _table("", "Mục", "Thấy gì", "Cách sửa")
    for check in result.checks:
        table.add_row(STATES[check.state], check.title, check.message, check.remedy)
    _say(table)
    _say(f"{result.summary}.")
    is_told = is_from_setup(Path(sys.executable).parent)  # by the remedies themselves
    if result.has_findings and not is_told and shutil.which("danvan-xl") is None:
        _say(f"Lệnh danvan-xl nói ở trên là: {Path(sys.argv[0]).resolve()}")
    if page:
        _say(f"Đã ghi: {page}")


def show_config(result: ConfigResult) -> None:
    """Show settings as a table."""
    from danvan_xl.commands.config import shown

    table = _table("Khóa", "Mục", "Giá trị")
    for setting, value in result.settings:
        table.add_row(setting.key, setting.label, shown(value))
    _say(table)


def show_demo(result: DemoResult) -> None:
    """Show what the demonstration made and where to look."""
    table = _table("Đã làm", "Số lượng", "Xem tại")
    for what, count, where in result.rows:
        table.add_row(what, count, where)
    _say(table)
    _say(f"Mở sổ bằng Excel hoặc LibreOffice: {result.book}")


def _findings(findings: tuple[Located, ...]) -> None:
    if not findings:
        return
    table = _table("Mức độ", "Mã", "Nơi", "Nội dung", "Việc cần làm")
    for item in findings[:_MOST]:
        place = f"{item.sheet}!{item.cell}" if item.cell else item.sheet
        finding = item.finding
        severity = SEVERITIES[finding.severity]
        table.add_row(severity, finding.code, place, finding.message, finding.remedy)
    _say(table)
    _rest(len(findings))


def _rest(count: int) -> None:
    if count > _MOST:
        _say(f"… và {count - _MOST} dòng nữa, xem trong sổ.")


def _table(*headers: str) -> Table:
    table = Table()
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def _say(what: str | Table) -> None:
    Console(highlight=False, markup=False, soft_wrap=isinstance(what, str)).print(what)
