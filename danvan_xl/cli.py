"""The command line: the same commands as the ribbon, on a file, with no Excel.

A thin mirror of ``commands``. Exit codes: 0 done, 1 done and something needs a person, 2 could
not be done. Results go to standard output, progress and errors to standard error.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
import xlwings as xw

from danvan_xl import __version__, terminal
from danvan_xl.errors import DanVanError
from danvan_xl.help_texts import Command, Group
from danvan_xl.terminal import Result

app = typer.Typer(
    name="danvan-xl",
    cls=Group,
    help="Kỳ báo cáo phong trào thi đua «Dân vận khéo»: từ phiếu trắng đến báo cáo tổng hợp.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Mã kết thúc: 0 xong; 1 xong nhưng có việc cần người xem; 2 không làm được.",
)


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise typer.BadParameter(f"«{text}» không phải ngày; viết như 2022-09-25.")


def _year(text: str) -> int:
    if not (text.isdigit() and len(text) == 4):
        raise typer.BadParameter(f"«{text}» không phải năm; viết như 2022.")
    return int(text)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"danvan_xl {__version__}")
        raise typer.Exit


Book = Annotated[Path, typer.Argument(metavar="SỔ", help="Tệp sổ theo dõi (.xlsx).")]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=_day, metavar="NGÀY", help="Xét như vào ngày này, ví dụ 2022-09-25."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="In kết quả là một đối tượng JSON.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="THƯ-MỤC", help="Thư mục ghi kết quả.")]

R = TypeVar("R", bound=Result)


def _command(name: str, text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the command ``name``, with ``text`` on its help page."""
    return app.command(name, cls=Command, help=text)


def _finish(result: R, as_json: bool, show: Callable[[R], None]) -> None:
    """Show a result and end with the exit code that goes with it."""
    if as_json:
        terminal.print_json(result.to_json())
    else:
        show(result)
    if result.has_findings:
        raise typer.Exit(1)


def _on(
    path: Path,
    label: str,
    action: Callable[[xw.Book], R],
    *,
    save: bool = True,
    undoable: bool = True,
    bar: bool = False,
) -> R:
    """Run ``action`` on the master in ``path`` and save it.

    ``label``: what the command is called; ``bar``: whether to show it while ``action`` runs;
    ``undoable``: whether to keep what the tables held before.
    """
    from danvan_xl.commands.undo import full_name
    from danvan_xl.engines import open_book
    from danvan_xl.ooxml import who_has_open
    from danvan_xl.snapshots import recording

    book = open_book(path)
    try:
        if save and (who := who_has_open(path)):
            raise DanVanError(
                f"Sổ «{path.name}» đang được {who} mở. Đóng sổ rồi làm lại; nếu không ai mở, "
                "xóa tệp khóa (tên bắt đầu bằng ~$ hoặc .~lock) cạnh sổ."
            )
        kept = recording(full_name(book), label) if save and undoable else nullcontext()
        with terminal.progress(label, hidden=not bar), kept:
            result = action(book)
        if save:
            book.save()
    finally:
        book.close()
    return result


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="In phiên bản."),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Khi có lỗi thì in đầy đủ chi tiết kỹ thuật.")
    ] = False,
) -> None:
    """Options that go before any command; ``--debug`` is read by ``main``."""


@_command("new", "Tạo sổ mới cho một năm, theo danh mục đơn vị của năm đó.")
def _new(
    path: Annotated[Path, typer.Argument(metavar="SỔ", help="Tệp sổ sẽ tạo (.xlsx).")],
    year: Annotated[int, typer.Option("--year", parser=_year, metavar="NĂM", help="Năm báo cáo.")],
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.new import new_master

    _finish(new_master(path, year, as_of=as_of), json, terminal.show_new)


@_command("forms", "Phát phiếu: mỗi đơn vị một phiếu, điền sẵn mô hình năm trước.")
def _forms(
    book: Book,
    out: Out = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="MÃ", help="Chỉ đơn vị này; dùng được nhiều lần."),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="SỔ", help="Sổ năm trước, để điền sẵn mô hình."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Ghi đè cả những phiếu đã có trong thư mục.")
    ] = False,
    json: Json = False,
) -> None:
    from danvan_xl.commands.forms import FormsResult, forms
    from danvan_xl.engines import open_book

    def action(master: xw.Book) -> FormsResult:
        before = open_book(previous) if previous else None
        try:
            with terminal.progress("Phát phiếu", hidden=json) as tick:
                return forms(
                    master,
                    out=out,
                    only=unit or (),
                    previous=before,
                    replace=replace,
                    progress=tick,
                )
        finally:
            if before:
                before.close()

    _finish(_on(book, "Phát phiếu", action), json, terminal.show_forms)


@_command("import", "Nhập phiếu: đọc thư mục phiếu nộp về, kiểm tra và đưa vào sổ.")
def _import(
    book: Book,
    folder: Annotated[
        Path, typer.Argument(metavar="THƯ-MỤC", help="Thư mục các phiếu đơn vị gửi về.")
    ],
    received: Annotated[
        date | None,
        typer.Option(
            "--received",
            parser=_day,
            metavar="NGÀY",
            help="Ngày nhận các phiếu không có trong ngay-nhan.csv; mặc định là hôm nay.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="THƯ-MỤC", help="Nơi ghi phiếu trả lại; mặc định là tra-lai cạnh sổ."
        ),
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.import_forms import import_forms
    from danvan_xl.commands.import_result import ImportResult

    def action(master: xw.Book) -> ImportResult:
        with terminal.progress("Nhập phiếu", hidden=json) as tick:
            return import_forms(
                master, folder, received=received, as_of=as_of, marked=out, progress=tick
            )

    _finish(_on(book, "Nhập phiếu", action), json, terminal.show_import)


@_command("validate", "Kiểm tra toàn sổ: điền trang Lỗi và đánh dấu các ô sai.")
def _validate(book: Book, json: Json = False) -> None:
    from danvan_xl.commands.validate import validate

    _finish(_on(book, "Kiểm tra", validate, bar=not json), json, terminal.show_validate)


@_command("status", "Quá hạn: cập nhật và cho biết từng đơn vị vào một ngày.")
def _status(book: Book, as_of: AsOf = None, json: Json = False) -> None:
    from danvan_xl.commands.status import status

    result = _on(book, "Quá hạn", lambda master: status(master, as_of))
    _finish(result, json, terminal.show_status)


@_command("consolidate", "Tổng hợp: cộng số liệu của mọi đơn vị vào trang Tổng hợp.")
def _consolidate(book: Book, as_of: AsOf = None, json: Json = False) -> None:
    from danvan_xl.commands.consolidate import consolidate

    result = _on(book, "Tổng hợp", lambda master: consolidate(master, as_of), bar=not json)
    _finish(result, json, terminal.show_consolidate)


@_command("report", "Báo cáo: lập báo cáo tổng hợp đúng thể thức, bản Word và PDF.")
def _report(
    book: Book,
    out: Out = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="TỆP", help="Mẫu Word riêng của cơ quan."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help="Có tạo bản PDF hay không.")] = True,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.report import report

    result = _on(
        book,
        "Báo cáo",
        lambda master: report(master, out=out, template=template, as_of=as_of, pdf=pdf),
        bar=not json,
    )
    _finish(result, json, terminal.show_files)


@_command("lock", "Khóa kỳ: sau đó các lệnh không đổi số liệu nữa, cho đến khi mở khóa.")
def _lock(
    book: Book,
    reopen: Annotated[bool, typer.Option("--open", help="Mở khóa kỳ.")] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="LÝ-DO", help="Vì sao mở khóa; ghi vào nhật ký.")
    ] = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.lock import lock

    result = _on(
        book,
        "Khóa kỳ",
        lambda master: lock(master, reopen=reopen, reason=reason, as_of=as_of),
        undoable=False,
    )
    _finish(result, json, terminal.show_summary)


@_command("undo", "Hoàn tác: trả các bảng về như trước lệnh vừa chạy trên máy này.")
def _undo(
    book: Book,
    force: Annotated[
        bool, typer.Option("--force", help="Cả khi sổ đã được sửa sau lệnh đó; chỗ sửa sẽ mất.")
    ] = False,
    json: Json = False,
) -> None:
    from danvan_xl.commands.undo import undo

    result = _on(book, "Hoàn tác", lambda master: undo(master, force=force), undoable=False)
    _finish(result, json, terminal.show_summary)


@_command("config", "Xem các mục cấu hình của sổ, hoặc đặt một mục.")
def _config(
    book: Book,
    key: Annotated[str | None, typer.Argument(metavar="[KHÓA]", help="Tên mục.")] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[GIÁ-TRỊ]", help='Giá trị mới; "" để trống.')
    ] = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.config import config

    result = _on(
        book, "Cấu hình", lambda master: config(master, key, value), save=value is not None
    )
    _finish(result, json, terminal.show_config)


@_command("demo", "Làm thử một kỳ báo cáo năm 2022 trọn vẹn trong một thư mục mới.")
def _demo(
    out: Annotated[Path, typer.Option("--out", metavar="THƯ-MỤC", help="Thư mục mới để làm thử.")],
    json: Json = False,
) -> None:
    from danvan_xl.commands.demo import demo

    with terminal.progress("Làm thử", hidden=json) as tick:
        result = demo(out, progress=tick)
    _finish(result, json, terminal.show_demo)


def main() -> None:
    """Run the command line; the entry point ``danvan-xl``."""
    terminal.run(app)
