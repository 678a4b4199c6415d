"""What the program keeps in the user's own profile: its log, snapshots for undo, locks."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import cache
from hashlib import sha256
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

_MOST_BYTES = 1_000_000


def data_folder() -> Path:
    """Return the folder that belongs to the program in the user's profile; it may not exist yet."""
    return platformdirs.user_data_path("danvan_xl", appauthor=False)


def log_file() -> Path:
    """Return the file that tells what went wrong behind a button, in UTF-8."""
    return data_folder() / "danvan_xl.log"


def log() -> logging.Logger:
    """Return the log of what happens behind the buttons; it writes to ``log_file`` alone."""
    return _logger(log_file())


class _Quiet(RotatingFileHandler):
    """Says nothing when the log cannot be written: standard error would pop up in Excel."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, in a folder that is made when it is first needed."""
        with suppress(OSError):
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Leave it: nobody can be told."""


@cache
def _logger(path: Path) -> logging.Logger:
    handler = _Quiet(path, maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.Logger("danvan_xl", level=logging.INFO)
    logger.addHandler(handler)
    return logger


def key_of(workbook: str) -> str:
    """Return a name, safe on every file system, under which things about a workbook are kept."""
    return sha256(workbook.casefold().encode()).hexdigest()[:24]
