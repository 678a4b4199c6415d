"""Letters on the disk: what a person may have worked on is never written over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from danvan_xl.mail.drafts import free_path
from danvan_xl.ooxml.saving import replace_file
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
    path = free_path(folder / letter.name, lambda there: there.read_bytes() == letter.content)
    if not path.exists():  # one that is open in Word could not be replaced
        replace_file(path, letter.content, expected=None)
    return path
