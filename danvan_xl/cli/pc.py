"""Commands on this computer: the add-in in Excel, and whether all is in order."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from danvan_xl import terminal
from danvan_xl.cli.app import app, command, finish
from danvan_xl.cli.options import Json
from danvan_xl.cli.options import year as parse_year
from danvan_xl.errors import DanVanError
from danvan_xl.help_texts import Group

addin = typer.Typer(
    cls=Group,
    help="Thẻ «Dân vận khéo» trong Excel: tạo tệp, cài, gỡ, xem đã cài gì.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
app.add_typer(addin, name="addin")


@command("build", "Tạo danvan_xl.xlam (phần bổ trợ) và DanVanKheo.xlsm (sổ có sẵn nút).", addin)
def _build(
    out: Annotated[Path, typer.Option("--out", metavar="THƯ-MỤC", help="Nơi ghi tệp.")] = Path(),
    year: Annotated[
        int | None,
        typer.Option(
            "--year", parser=parse_year, metavar="NĂM", help="Năm của sổ; mặc định là năm nay."
        ),
    ] = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.addin_build import build_addin_files

    finish(build_addin_files(out, year or date.today().year), json, terminal.show_files)


@command("install", "Cài phần bổ trợ vào Excel của người dùng này.", addin)
def _install(
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="TỆP", help="Tệp danvan_xl.xlam đã có, ví dụ đã ký số."),
    ] = None,
    config_only: Annotated[
        bool, typer.Option("--config-only", help="Chỉ ghi cấu hình, để dùng sổ .xlsm có sẵn nút.")
    ] = False,
    json: Json = False,
) -> None:
    from danvan_xl.commands.addin import install_addin

    finish(install_addin(file, config_only=config_only), json, terminal.show_summary)


@command("remove", "Gỡ phần bổ trợ, cấu hình, nhật ký và các bản lưu để hoàn tác.", addin)
def _remove(json: Json = False) -> None:
    from danvan_xl.commands.addin import remove_addin

    finish(remove_addin(), json, terminal.show_summary)


@command("status", "Cho biết đã cài gì, ở đâu.", addin)
def _status(json: Json = False) -> None:
    from danvan_xl.commands.addin import addin_status

    finish(addin_status(), json, terminal.show_addin)


@command("doctor", "Trợ giúp: kiểm tra cài đặt trên máy này và nói cách sửa.")
def _doctor(
    book: Annotated[
        Path | None, typer.Argument(metavar="[SỔ]", help="Sổ theo dõi, để xét cả nơi đặt sổ.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="TỆP", help="Ghi thêm một trang HTML để in.")
    ] = None,
    json: Json = False,
) -> None:
    from danvan_xl.commands.doctor import doctor

    if page is not None and not page.absolute().parent.is_dir():
        raise DanVanError(
            f"Không có thư mục «{page.absolute().parent}» để ghi trang: kiểm tra lại sau --page."
        )
    result = doctor(book)
    if page is not None:
        from danvan_xl.commands.doctor_page import write_page

        write_page(page, result)
    finish(result, json, partial(terminal.show_doctor, page=page))
