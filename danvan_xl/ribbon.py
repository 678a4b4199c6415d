"""What the buttons of the ribbon run: one function a button, called by VBA through ``RunPython``.

Each finds the calling workbook, runs the command of the same name, says what happened and what
comes next, and leaves the user on the sheet that matters. Paths come as VBA writes them (see
``buttons.path_of``). Libraries are loaded when a button needs them, so that a click starts fast.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import xlwings as xw

from danvan_xl.buttons import Click, button, path_of
from danvan_xl.errors import DanVanError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from danvan_xl.commands.import_result import ImportResult
    from danvan_xl.commands.status import StatusResult
    from danvan_xl.register import Register

SAVE = "Lưu sổ bằng Ctrl+S; chưa vừa ý thì bấm Hoàn tác."
_MOST = 8
"""Lines of a list that a message shows."""


@button("Tạo sổ mới")
def new(click: Click, path: str, year: int) -> None:
    """Make a master for ``year`` at ``path`` and open it."""
    from danvan_xl.commands.new import new_master

    target = path_of(path)
    if target.name.casefold() in {book.name.casefold() for book in click.app.books}:
        raise DanVanError(
            f"Đang mở một sổ tên «{target.name}». Đóng sổ đó hoặc đặt tên khác cho sổ mới."
        )
    with click.working(undoable=False):
        result = new_master(target, year)
        click.app.books.open(str(result.path))
    click.say(
        f"Đã tạo sổ năm {result.year}: {result.units} đơn vị phải báo cáo.\n"
        "Tiếp theo: xem trang Cấu hình (hạn nộp, người ký), rồi bấm Phát phiếu."
    )


@button("Phát phiếu")
def forms(click: Click) -> None:
    """Write a form for each unit into ``phieu`` beside the master."""
    _forms(click, None)


@button("Phát phiếu từ sổ năm trước")
def forms_from(click: Click, previous: str) -> None:
    """Write the forms, prefilled with the initiatives of last year's master ``previous``."""
    _forms(click, previous)


def _forms(click: Click, previous: str | None) -> None:
    from danvan_xl.commands.common import place_of
    from danvan_xl.commands.forms import FORMS_FOLDER
    from danvan_xl.commands.forms import forms as write
    from danvan_xl.engines import open_book

    folder = place_of(click.book) / FORMS_FOLDER
    if not click.ask(f"Ghi phiếu của mọi đơn vị vào thư mục này?\n{folder}"):
        return
    before = open_book(path_of(previous)) if previous else None
    try:
        with click.working():
            result = write(click.book, previous=before, progress=click.progress)
    finally:
        if before:
            before.close()
    kept = (
        f"\nGiữ nguyên {len(result.kept)} phiếu đã có, có thể đã điền. Muốn ghi lại thì chuyển "
        "các phiếu đó đi nơi khác rồi bấm lại."
        if result.kept
        else ""
    )
    click.say(
        f"Đã ghi {result.summary} vào:\n{folder}{kept}\n"
        "Tiếp theo: gửi phiếu cho đơn vị; phiếu nộp về để chung một thư mục rồi bấm Nhập phiếu."
    )


@button("Nhập phiếu")
def import_forms(click: Click, folder: str) -> None:
    """Read the returned forms in ``folder`` into the master."""
    from danvan_xl.commands.import_forms import import_forms as read
    from danvan_xl.commands.returning import RETURNED_FOLDER
    from danvan_xl.submissions.preferences import Preference

    with click.working():
        result = read(click.book, path_of(folder), progress=click.progress)
    units = ", ".join(conflict.unit for conflict in result.conflicts)
    if units and click.ask(
        f"Có đơn vị nộp hai phiếu khác nhau cùng ngày: {units}.\n"
        f"Bản so sánh từng ô ở thư mục {RETURNED_FOLDER} cạnh sổ (tên kết thúc bằng _so-sanh).\n"
        "Dùng phiếu ký sau cùng của các đơn vị này? Bấm No để xem trước rồi quyết định."
    ):
        newest = Preference(newest=True, file="", reason="Cán bộ chọn phiếu ký sau cùng khi nhập.")
        with click.working():
            result = read(click.book, path_of(folder), prefer=newest, progress=click.progress)
    lines = [f"{result.summary[:1].upper()}{result.summary[1:]}." if result.summary else ""]
    lines += _some(result.messages)
    if what := _written(result):
        lines.append(f"Ở thư mục {RETURNED_FOLDER} cạnh sổ: {what}.")
    if result.unreadable:
        lines.append("Tệp không đọc được: xem lý do ở trang Lỗi.")
    click.say("\n".join([*filter(None, lines), f"Tiếp theo: bấm Kiểm tra. {SAVE}"]))


def _written(result: ImportResult) -> str:
    """Return what an import wrote for units, and what to do with it; "" for nothing."""
    comparisons = {conflict.comparison for conflict in result.conflicts}
    written = {entry.annotated for entry in result.returned if entry.annotated}
    counts = (
        (len(written - comparisons), "bản ghi rõ chỗ sai để gửi lại cho đơn vị sửa"),
        (len(comparisons), "bản so sánh phiếu để hỏi đơn vị dùng phiếu nào"),
    )
    return ", ".join(f"{count} {words}" for count, words in counts if count)


@button("Kiểm tra")
def validate(click: Click) -> None:
    """Check the master, fill ``Lỗi`` and mark the wrong cells."""
    from danvan_xl.commands.validate import validate as check

    with click.working():
        result = check(click.book)
    if result.has_findings:
        click.say(
            f"Có {result.summary}.\nTrang Lỗi ghi từng chỗ và cách sửa; bấm «Đến ô» để tới ô "
            "sai. Sửa xong thì bấm Kiểm tra lại."
        )
    else:
        click.say("Không thấy lỗi nào trong sổ.\nTiếp theo: bấm Tổng hợp.")


@button("Quá hạn")
def status(click: Click) -> None:
    """Bring the facts of every unit up to date and say who is overdue."""
    from danvan_xl.commands.status import status as update

    with click.working():
        result = update(click.book)
    overdue = result.counts["overdue"]
    after = f"Tiếp theo: bấm Đôn đốc để nhắc {overdue} đơn vị quá hạn." if overdue else ""
    summary = result.summary or "không có đơn vị nào phải nộp"
    head = _about(result.obligation.name, f"Ngày {result.as_of:%d/%m/%Y}: {summary}.")
    lines = [head, *_overdue_elsewhere(result), *_some(list(result.messages)), after]
    click.say("\n".join(filter(None, lines)))


def _about(obligation: str, text: str) -> str:
    """Return ``text`` with the name of what it is about; the yearly report needs none."""
    from danvan_xl.schema.lists import YEARLY

    return text if obligation == YEARLY else f"{obligation}, {text[:1].lower()}{text[1:]}"


def _overdue_elsewhere(result: StatusResult) -> Iterator[str]:
    """Yield what is overdue of the obligations that are not looked at, and how to see it."""
    for name, counts in result.others.items():
        if overdue := counts["overdue"]:
            yield (
                f"{name}: {overdue} quá hạn; đổi mục «Nội dung đang theo dõi» ở trang Cấu hình để "
                "xem."
            )


@button("Các năm trước")
def history(click: Click, folder: str) -> None:
    """Write on ``Đơn vị`` how each unit reported in the years whose masters are in ``folder``."""
    from danvan_xl.commands.common import year_of
    from danvan_xl.commands.previous import earlier_masters
    from danvan_xl.commands.status import status as update
    from danvan_xl.register import Register
    from danvan_xl.schema.tables import UNITS

    register = Register(click.book)
    year, codes = year_of(register.settings()), register.read(UNITS)["code"]
    master = Path(_place(click.book))
    with click.working(), earlier_masters(path_of(folder), master, year) as earlier:
        result = update(click.book, previous=earlier.books)
    told = [result.history[code] for code in codes if code in result.history]
    in_time = sum(one.years_in_time == len(one.records) for one in told)
    head = (
        f"Đã đọc sổ của {len(earlier.books)} năm trước: {in_time} trong {len(told)} đơn vị đúng "
        "hạn mọi năm phải nộp."
    )
    told_besides = _some([*earlier.unreadable, *result.messages])
    click.say("\n".join([head, *told_besides, _show_history(register)]))


def _show_history(register: Register) -> str:
    """Show what was written of earlier years; return where it is, or how to have it written."""
    from danvan_xl.commands.common import bring_to_front
    from danvan_xl.commands.lock import LOCKED
    from danvan_xl.schema.tables import UNITS

    settings, sheet = register.settings(), register.sheet_name(UNITS)
    if settings[LOCKED] is not None:
        return "Muốn ghi thì bấm Khóa kỳ để mở khóa rồi bấm lại."
    bring_to_front(register.book, sheet, register.address(UNITS, 0, "history"))
    return f"Xem trang {sheet}, cột «{UNITS['history'].header}». {SAVE}"


@button("Đôn đốc")
def remind(click: Click) -> None:
    """Write a letter and a draft of an e-mail for each unit that is overdue."""
    from danvan_xl.commands.remind import remind as write

    with click.working():
        result = write(click.book, progress=click.progress)
    if not result.reminded:
        none = f"{result.summary[:1].upper()}{result.summary[1:]}."
        click.say("\n".join([_about(result.obligation, none), *_some(list(result.messages))]))
        return
    click.say(
        "\n".join(
            [
                _about(result.obligation, f"Đã soạn: {result.summary}."),
                f"Thư mục: {result.files[0].parent}",
                *_some(list(result.messages)),
                f"Tiếp theo: xem công văn, trình ký, mở thư nháp để gửi. {SAVE}",
            ]
        )
    )


@button("Tổng hợp")
def consolidate(click: Click) -> None:
    """Sum the figures of all units into ``Tổng hợp``."""
    from danvan_xl.commands.consolidate import consolidate as add_up

    with click.working():
        result = add_up(click.book)
    if not result.units:
        click.say("Chưa có số liệu của đơn vị nào.\nTiếp theo: bấm Nhập phiếu.")
        return
    click.say(
        f"Đã cộng số liệu của {result.units} đơn vị: {result.summary}.\n"
        f"Tiếp theo: xem trang Tổng hợp rồi bấm Báo cáo. {SAVE}"
    )


@button("Báo cáo")
def report(click: Click) -> None:
    """Write the summary report into ``bao-cao`` beside the master."""
    from danvan_xl.commands.report import report as write

    with click.working():
        result = write(click.book)
    names = "\n".join(path.name for path in result.files)
    remarks = "\n".join(["", *result.messages]) if result.messages else ""
    click.say(
        f"Đã lập:\n{names}\nở thư mục {result.files[0].parent}{remarks}\n"
        "Tiếp theo: mở bản Word xem lại, trình ký."
    )


@button("Gửi UBND tỉnh")
def send(click: Click) -> None:
    """E-mail the newest report to the office, or make a draft when no mail server is set."""
    from danvan_xl.commands.send import send as post
    from danvan_xl.commands.send_checks import SentBefore
    from danvan_xl.register import Register

    settings = Register(click.book).settings()
    via: Literal["smtp", "eml"] = "smtp" if settings["smtp.host"] else "eml"
    again = False
    try:
        result = post(click.book, via=via)
    except SentBefore as problem:
        if not click.ask(f"{problem}\nVẫn gửi lại?"):
            return
        again = True
        result = post(click.book, via=via, again=True)
    if result.needs_confirmation:
        question = "\n".join([f"{result.summary}.", *result.messages, "Gửi bây giờ?"])
        if not click.ask(question):
            return
        with click.working(undoable=False, saves=True):
            result = post(click.book, via=via, yes=True, again=again)
    click.say("\n".join([f"{result.summary}.", *result.messages]))


@button("Khóa kỳ")
def lock(click: Click) -> None:
    """Close the period; when it is closed, open it again."""
    from danvan_xl.commands.common import year_of
    from danvan_xl.commands.lock import LOCKED
    from danvan_xl.commands.lock import lock as close
    from danvan_xl.register import Register

    settings = Register(click.book).settings()
    year, locked = year_of(settings), settings[LOCKED] is not None
    question = (
        f"Kỳ {year} đang khóa. Mở khóa để sửa số liệu?"
        if locked
        else f"Khóa kỳ {year}? Sau đó không nhập phiếu, tổng hợp hay hoàn tác được nữa, cho đến "
        "khi mở khóa."
    )
    if not click.ask(question):
        return
    with click.working(undoable=False):
        result = close(click.book, reopen=locked)
    click.say("\n".join([f"{result.summary}.", *result.messages, "Lưu sổ bằng Ctrl+S."]))


@button("Hoàn tác")
def undo(click: Click) -> None:
    """Bring the tables back to what they were before the last command."""
    from danvan_xl.commands.undo import last_command
    from danvan_xl.commands.undo import undo as bring_back

    last = last_command(click.book)
    lost = (
        f"\nTrang {', '.join(last.edited)} đã được sửa sau lệnh đó; những chỗ sửa ấy cũng mất."
        if last.edited
        else ""
    )
    question = (
        f"Trả số liệu của sổ về trước lệnh {last.command}?{lost}\n"
        "Phiếu và văn bản đã ghi ra thư mục vẫn còn."
    )
    if not click.ask(question):
        return
    with click.working(undoable=False):
        result = bring_back(click.book, force=True)
    click.say(f"{result.summary}.\nLưu sổ bằng Ctrl+S nếu đồng ý.")


@button("Trợ giúp")
def doctor(click: Click) -> None:
    """Check the installation and say what to put right."""
    from danvan_xl.commands.doctor import doctor as examine
    from danvan_xl.userdata import log_file

    with click.working(undoable=False):
        result = examine(_place(click.book))
    lines = [
        f"• {check.title}: {check.message}\n   → {check.remedy}" for check in result.to_do[:_MOST]
    ]
    click.say(
        "\n".join([f"Kiểm tra cài đặt: {result.summary}.", *lines, f"Nhật ký lỗi: {log_file()}"])
    )


def _place(book: xw.Book) -> str:
    """Return where a workbook is, as far as Excel tells."""
    try:
        return str(book.fullname)
    except xw.XlwingsError:
        return str(book.name)


def _some(lines: list[str]) -> list[str]:
    """Return the first lines of a list that may be long."""
    rest = len(lines) - _MOST
    return lines[:_MOST] + ([f"… và {rest} dòng nữa."] if rest > 0 else [])
