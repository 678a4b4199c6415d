"""Letters and drafts on the disk: what a person may have worked on is never written over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from danvan_xl.mail.message import write_eml
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.reminders.draft import is_same_draft
from danvan_xl.reports.render import make_folder, render


@dataclass(frozen=True)
class Letter:
    """A letter that is ready to be written."""

    name: str
    """Of its file."""
    content: bytes


def fill_in(template: Path, context: Mapping[str, Any], name: str, day: date) -> Letter:
    """Return the letter ``name`` made from ``template``; raises what ``reports.render`` does."""
    with TemporaryDirectory() as folder:
        return Letter(name, render(template, context, Path(folder, name), made=day).read_bytes())


def write_letter(letter: Letter, folder: Path) -> Path:
    """Write ``letter`` into ``folder`` and return its path.

    A file that is there with other content stays; the new one gets a number.
    """
    make_folder(folder)
    path = _free(folder / letter.name, lambda there: there.read_bytes() == letter.content)
    if not path.exists():  # one that is open in Word could not be replaced
        replace_file(path, letter.content, expected=None)
    return path


def write_draft(message: EmailMessage, letter: Path) -> Path:
    """Write ``message`` beside the ``letter`` it carries and return its path.

    A draft that is there with other content stays; the new one gets a number.
    """
    path = _free(letter.with_suffix(".eml"), lambda there: is_same_draft(there, message))
    if not path.exists():
        write_eml(message, path)
    return path


def _free(target: Path, is_same: Callable[[Path], bool]) -> Path:
    path, number = target, 1
    while path.exists() and not is_same(path):
        number += 1
        path = target.with_stem(f"{target.stem}_{number}")
    return path
