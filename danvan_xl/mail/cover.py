"""Subject and text of the e-mail that carries the report, from the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from danvan_xl.schema.settings import Value


def cover_subject(settings: Mapping[str, Value]) -> str:
    """Return the subject as is the custom: ``[SNV] Báo cáo kết quả phong trào thi đua …``."""
    return f"[{settings['office.symbol']}] {_what(settings)}"


def cover_text(settings: Mapping[str, Value], files: Sequence[str]) -> str:
    """Return the text that goes with ``files``, names of attachments.

    It says that it is a working copy: the report counts once it has come through the provincial
    document system (Quyết định 28/2018/QĐ-TTg).
    """
    office = str(settings["office.name"])
    addressees = [name.strip(" .") for name in str(settings["office.addressee"]).split(";")]
    named = [name for name in addressees if name]
    greeting = (
        f"Kính gửi: {named[0]}"
        if len(named) == 1
        else "\n".join(["Kính gửi:", *(f"- {name}" for name in named)])
    )
    listed = "\n".join(f"- {name}" for name in files)
    return (
        f"{greeting}\n\n"
        f"{office} kính gửi {_what(settings)}, gồm các tệp kèm theo:\n"
        f"{listed}\n\n"
        "Bản gửi qua thư điện tử này để biết; văn bản chính thức được gửi qua Hệ thống quản lý "
        "văn bản và điều hành theo Quyết định số 28/2018/QĐ-TTg của Thủ tướng Chính phủ.\n\n"
        "Trân trọng.\n\n"
        f"{office}\n"
    )


def _what(settings: Mapping[str, Value]) -> str:
    return f'Báo cáo kết quả phong trào thi đua "Dân vận khéo" năm {settings["period.year"]}'
