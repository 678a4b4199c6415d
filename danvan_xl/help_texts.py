"""Typer's own words in Vietnamese: what it prints around the help texts of the commands."""

from __future__ import annotations

from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.ARGUMENTS_PANEL_TITLE = "Đối số"
rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
rich_utils.DEFAULT_STRING = "[mặc định: {}]"
rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"


class _Vietnamese:
    """Mixed into Typer's commands: the lines of the help page that they write themselves."""

    options_metavar: str | None
    subcommand_metavar: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[TÙY-CHỌN]"
        self.subcommand_metavar = "LỆNH [ĐỐI-SỐ]"

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the line that says how the command is called."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Cách dùng: ")

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, none of which shows the English name of its type."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc] # of what it is mixed into
        for param in params:
            value = None if param.param_type_name == "argument" else param.metavar
            param.display_type_rich = lambda ctx=None, value=value: value
        return params

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option ``--help`` with a Vietnamese help text."""
        option = super().get_help_option(ctx)  # type: ignore[misc] # likewise
        if option is not None:
            option.help = "In trang này."
        return option


class Command(_Vietnamese, TyperCommand):
    """A command whose help page is Vietnamese throughout."""


class Group(_Vietnamese, TyperGroup):
    """The same for the page that lists the commands."""
