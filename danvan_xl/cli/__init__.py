"""The command line: the same commands as the ribbon, on a file, with no Excel.

A thin mirror of ``commands``. Exit codes: 0 done, 1 done and something needs a person, 2 could
not be done. Results go to standard output, progress and errors to standard error.
"""

from __future__ import annotations

from danvan_xl import terminal
from danvan_xl.cli import masters, pc
from danvan_xl.cli.app import app

__all__ = ["app", "main", "masters", "pc"]


def main() -> None:
    """Run the command line; the entry point ``danvan-xl``."""
    terminal.run(app)
