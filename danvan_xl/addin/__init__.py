"""The Excel add-in and the macros of a workbook, built from text sources."""

from __future__ import annotations

from danvan_xl.addin.build import (
    TITLE,
    build_addin,
    built_with,
    with_workbook_ribbon,
    workbook_macros,
)
from danvan_xl.addin.modules import PROJECT, xlwings_version

ADDIN_NAME = f"{PROJECT}.xlam"
MASTER_NAME = "DanVanKheo.xlsm"

__all__ = [
    "ADDIN_NAME",
    "MASTER_NAME",
    "PROJECT",
    "TITLE",
    "build_addin",
    "built_with",
    "with_workbook_ribbon",
    "workbook_macros",
    "xlwings_version",
]
