"""Commands on a master workbook."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from danvan_xl import terminal
from danvan_xl.cli.app import R, command, finish
from danvan_xl.cli.options import AsOf, Book, Json, Obligation, Out, day
from danvan_xl.cli.options import year as parse_year
from danvan_xl.errors import DanVanError

if TYPE_CHECKING:
    import xlwings as xw


class Via(StrEnum):
    """How a report is sent."""

    SMTP = "smtp"
    OUTLOOK = "outlook"
    EML = "eml"


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
        if save and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise DanVanError(
                f"Sổ «{path.name}» hoặc thư mục của sổ chỉ cho đọc nên không ghi được. Chép sổ "
                "sang thư mục khác, hoặc bỏ thuộc tính chỉ đọc, rồi làm lại."
            )
        kept = recording(full_name(book), label) if save and undoable else nullcontext()
        with terminal.progress(label, hidden=not bar), kept:
            result = action(book)
        if save:
            book.save()
    finally:
        book.close()
    return result


@command("new", "Tạo sổ mới cho một năm, theo danh mục đơn vị của năm đó.")
def _new(
    path: Annotated[
        Path, typer.Argument(metavar="SỔ", help="Tệp sổ sẽ tạo (.xlsx; .xlsm: có sẵn nút).")
    ],
    year: Annotated[
        int, typer.Option("--year", parser=parse_year, metavar="NĂM", help="Năm báo cáo.")
    ],
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.new import new_master

    finish(new_master(path, year, as_of=as_of), json, terminal.show_new)


@command("forms", "Phát phiếu: mỗi đơn vị một phiếu, điền sẵn mô hình năm trước.")
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

    finish(_on(book, "Phát phiếu", action), json, terminal.show_forms)


@command("import", "Nhập phiếu: đọc thư mục phiếu nộp về, kiểm tra và đưa vào sổ.")
def _import(
    book: Book,
    folder: Annotated[
        Path, typer.Argument(metavar="THƯ-MỤC", help="Thư mục các phiếu đơn vị gửi về.")
    ],
    received: Annotated[
        date | None,
        typer.Option(
            "--received",
            parser=day,
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
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="SỔ", help="Sổ năm trước, để so với năm nay."),
    ] = None,
    prefer: Annotated[
        str | None,
        typer.Option(
            "--prefer",
            metavar="CHỌN",
            help="Đơn vị có hai phiếu khác nhau: newest (ký sau cùng) hoặc file:TÊN-TỆP.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="LÝ-DO", help="Vì sao chọn phiếu ấy; ghi Nhật ký.")
    ] = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.import_forms import import_forms
    from danvan_xl.commands.import_result import ImportResult
    from danvan_xl.engines import open_book
    from danvan_xl.submissions.preferences import Preference

    if reason and prefer is None:
        raise DanVanError(
            "--reason là lý do chọn một trong các phiếu khác nhau nên phải đi cùng --prefer: thêm "
            "--prefer newest hoặc --prefer file:TÊN-TỆP, hoặc bỏ --reason."
        )
    choice = Preference.parse(prefer, reason) if prefer is not None else None

    def action(master: xw.Book) -> ImportResult:
        before = open_book(previous) if previous else None
        try:
            with terminal.progress("Nhập phiếu", hidden=json) as tick:
                return import_forms(
                    master,
                    folder,
                    received=received,
                    as_of=as_of,
                    marked=out,
                    previous=before,
                    prefer=choice,
                    progress=tick,
                )
        finally:
            if before:
                before.close()

    finish(_on(book, "Nhập phiếu", action), json, terminal.show_import)


@command("validate", "Kiểm tra toàn sổ: điền trang Lỗi và đánh dấu các ô sai.")
def _validate(
    book: Book,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="SỔ", help="Sổ năm trước, để so với năm nay."),
    ] = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.validate import ValidateResult, validate
    from danvan_xl.engines import open_book

    def action(master: xw.Book) -> ValidateResult:
        before = open_book(previous) if previous else None
        try:
            return validate(master, before)
        finally:
            if before:
                before.close()

    finish(_on(book, "Kiểm tra", action, bar=not json), json, terminal.show_validate)


@command("status", "Quá hạn: cập nhật và cho biết từng đơn vị vào một ngày.")
def _status(
    book: Book,
    obligation: Obligation = None,
    previous: Annotated[
        list[Path] | None,
        typer.Option(
            "--previous",
            metavar="SỔ",
            help="Sổ một năm trước, hoặc thư mục có các sổ ấy; dùng được nhiều lần.",
        ),
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.previous import earlier_masters, year_in
    from danvan_xl.commands.status import StatusResult, status
    from danvan_xl.engines import open_book

    def action(master: xw.Book) -> StatusResult:
        with ExitStack() as opened:
            before: list[xw.Book] = []
            for path in previous or ():
                if path.is_dir():
                    found = earlier_masters(path, Path(master.fullname), year_in(master))
                    before += opened.enter_context(found).books
                else:
                    before.append(opened.enter_context(open_book(path)))
            return status(master, as_of, obligation=obligation, previous=before)

    finish(_on(book, "Quá hạn", action), json, terminal.show_status)


@command("remind", "Đôn đốc: công văn và thư nháp cho từng đơn vị quá hạn; không tự gửi.")
def _remind(
    book: Book,
    out: Out = None,
    obligation: Obligation = None,
    before: Annotated[
        int,
        typer.Option(
            "--before", metavar="SỐ-NGÀY", help="Nhắc cả đơn vị còn không quá ngần ấy ngày."
        ),
    ] = 0,
    one_letter: Annotated[
        bool, typer.Option("--one-letter", help="Một công văn chung, danh sách ở phụ lục.")
    ] = False,
    again_after: Annotated[
        int,
        typer.Option(
            "--again-after", metavar="SỐ-NGÀY", help="Chưa đủ ngần ấy ngày thì không nhắc."
        ),
    ] = 7,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="TỆP", help="Mẫu Word riêng của cơ quan."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Tạo thêm bản PDF.")] = False,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.remind import RemindResult, remind

    def action(master: xw.Book) -> RemindResult:
        with terminal.progress("Đôn đốc", hidden=json) as tick:
            return remind(
                master,
                obligation=obligation,
                out=out,
                template=template,
                before=before,
                one_letter=one_letter,
                again_after=again_after,
                as_of=as_of,
                pdf=pdf,
                progress=tick,
            )

    finish(_on(book, "Đôn đốc", action), json, terminal.show_summary)


@command("consolidate", "Tổng hợp: cộng số liệu của mọi đơn vị vào trang Tổng hợp.")
def _consolidate(book: Book, as_of: AsOf = None, json: Json = False) -> None:
    from danvan_xl.commands.consolidate import consolidate

    result = _on(book, "Tổng hợp", lambda master: consolidate(master, as_of), bar=not json)
    finish(result, json, terminal.show_consolidate)


@command("report", "Báo cáo: lập báo cáo tổng hợp đúng thể thức, bản Word và PDF.")
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
    finish(result, json, terminal.show_files)


@command("send", "Gửi UBND tỉnh: gửi báo cáo qua thư điện tử, hoặc lập thư nháp.")
def _send(
    book: Book,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="TỆP", help="Báo cáo sẽ gửi; mặc định là bản mới nhất cạnh sổ."
        ),
    ] = None,
    via: Annotated[
        Via,
        typer.Option(
            "--via",
            metavar="CÁCH",
            help="smtp: máy chủ thư; outlook: Outlook trên máy này; eml: chỉ lập thư nháp.",
        ),
    ] = Via.SMTP,
    yes: Annotated[bool, typer.Option("--yes", help="Gửi ngay; không có thì chỉ xem trước.")] = (
        False
    ),
    again: Annotated[bool, typer.Option("--again", help="Gửi lại dù đã gửi.")] = False,
    force: Annotated[
        str | None,
        typer.Option("--force", metavar="LÝ-DO", help="Gửi dù sổ còn lỗi; ghi lý do vào nhật ký."),
    ] = None,
    password: Annotated[
        bool,
        typer.Option("--password", help="Hỏi mật khẩu hộp thư và cất vào kho mật khẩu của máy."),
    ] = False,
    out: Out = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.send import remember_password, send
    from danvan_xl.commands.send_result import SendResult

    def action(master: xw.Book) -> SendResult:
        if password:
            remember_password(master, typer.prompt("Mật khẩu hộp thư", hide_input=True, err=True))
        return send(
            master, report=report, via=via.value, yes=yes, again=again, force=force, out=out
        )

    result = _on(book, "Gửi UBND tỉnh", action, undoable=False, bar=not (json or password))
    finish(result, json, terminal.show_summary)


@command("lock", "Khóa kỳ: sau đó các lệnh không đổi số liệu nữa, cho đến khi mở khóa.")
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
    finish(result, json, terminal.show_summary)


@command("undo", "Hoàn tác: trả các bảng về như trước lệnh vừa chạy trên máy này.")
def _undo(
    book: Book,
    force: Annotated[
        bool, typer.Option("--force", help="Cả khi sổ đã được sửa sau lệnh đó; chỗ sửa sẽ mất.")
    ] = False,
    json: Json = False,
) -> None:
    from danvan_xl.commands.undo import undo

    result = _on(book, "Hoàn tác", lambda master: undo(master, force=force), undoable=False)
    finish(result, json, terminal.show_summary)


@command("config", "Xem các mục cấu hình của sổ, hoặc đặt một mục.")
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
    finish(result, json, terminal.show_config)


@command("demo", "Làm thử một kỳ báo cáo năm 2022 trọn vẹn trong một thư mục mới.")
def _demo(
    out: Annotated[Path, typer.Option("--out", metavar="THƯ-MỤC", help="Thư mục mới để làm thử.")],
    json: Json = False,
) -> None:
    from danvan_xl.commands.demo import demo

    with terminal.progress("Làm thử", hidden=json) as tick:
        result = demo(out, progress=tick)
    finish(result, json, terminal.show_demo)
