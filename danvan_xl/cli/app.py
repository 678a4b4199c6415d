"""The application that the commands belong to, and how a command ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from danvan_xl import __version__, terminal
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

R = TypeVar("R", bound=Result)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"danvan_xl {__version__}")
        raise typer.Exit


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


def command(
    name: str, text: str, group: typer.Typer = app
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the command ``name``, with ``text`` on its help page."""
    return group.command(name, cls=Command, help=text)


def finish(result: R, as_json: bool, show: Callable[[R], None]) -> None:
    """Show a result and end with the exit code that goes with it."""
    if as_json:
        terminal.print_json(result.to_json())
    else:
        show(result)
    if result.has_findings:
        raise typer.Exit(1)
