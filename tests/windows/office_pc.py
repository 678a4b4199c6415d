"""Where an installation puts its files on a Windows PC, as Excel and xlwings look for them."""

from __future__ import annotations

from pathlib import Path

from tests.windows.computer import Computer

OFFICE_USER = "Bưu tá 1"
"""An account with spaces and with letters that code page 1258 has and 1252 has not."""

START_MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Dân vận khéo"
"""Where the setup puts its entries, in a profile."""


def addin_file(windows: Computer) -> Path:
    """The add-in, in the folder from which Excel opens everything when it starts."""
    roaming = windows.profile / "AppData" / "Roaming"
    return roaming / "Microsoft" / "Excel" / "XLSTART" / "danvan_xl.xlam"


def configuration_file(windows: Computer) -> Path:
    """The user's settings of xlwings for the add-in."""
    return windows.profile / ".danvan_xl" / "danvan_xl.conf"
