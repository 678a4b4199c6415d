"""What the editor raises; every text is a Vietnamese sentence for the user."""

from __future__ import annotations

from danvan_xl.errors import DanVanError


class Refused(DanVanError):  # noqa: N818 - a sentence, not "Error"
    """The change cannot be done rightly; the workbook in memory and on disk is as before."""


class BadFile(DanVanError):  # noqa: N818 - a sentence, not "Error"
    """The file is not a workbook that can be opened: broken, encrypted, another format."""


class FileInUse(DanVanError):  # noqa: N818 - a sentence, not "Error"
    """The file cannot be written now, most often because it is open in Excel; nothing is lost."""


class FileChanged(DanVanError):  # noqa: N818 - a sentence, not "Error"
    """The file on disk is no longer the one that was opened; it was not touched."""
