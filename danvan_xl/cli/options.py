"""Arguments and options that several commands have, and how they are read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer


def day(text: str) -> date:
    """Return the day that was typed."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise typer.BadParameter(f"«{text}» không phải ngày; viết như 2022-09-25.")


def year(text: str) -> int:
    """Return the year that was typed."""
    if not (text.isdigit() and len(text) == 4):
        raise typer.BadParameter(f"«{text}» không phải năm; viết như 2022.")
    return int(text)


Book = Annotated[Path, typer.Argument(metavar="SỔ", help="Tệp sổ theo dõi (.xlsx, .xlsm).")]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=day, metavar="NGÀY", help="Xét như vào ngày này, ví dụ 2022-09-25."
    ),
]
Obligation = Annotated[
    str | None,
    typer.Option(
        "--obligation",
        metavar="TÊN",
        help="Nội dung nộp, ví dụ «Báo cáo năm»; không ghi thì theo mục period.obligation.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="In kết quả là một đối tượng JSON.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="THƯ-MỤC", help="Thư mục ghi kết quả.")]
