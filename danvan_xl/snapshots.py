"""What the tables of a master held before a command, kept so that the command can be undone.

A snapshot is a folder in the user's profile with one file a table that the command wrote, put
there right before the table was first written, and a file that says what the command was. It
holds values only: documents that a command made elsewhere are not taken back.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from danvan_xl.blocks import Block
from danvan_xl.ooxml.saving import replace_file
from danvan_xl.register import Register, witnessed
from danvan_xl.schema.columns import Table
from danvan_xl.schema.tables import BY_KEY, LOG
from danvan_xl.schema.values import ErrorCell, is_blank
from danvan_xl.userdata import data_folder, key_of

KEPT = 10
"""Snapshots of one workbook that are kept; older ones are deleted."""

_SNAPSHOTS = "snapshots"
_ABOUT = "about.json"
_SUFFIX = ".jsonl.gz"


@dataclass(frozen=True)
class Snapshot:
    """What a command changed, and what there was before."""

    folder: Path
    command: str
    """As users read it."""
    time: datetime
    digests: dict[str, str]
    """Key of a table → digest of its cells right after the command; a table that the command did
    not live to finish has none."""

    @property
    def tables(self) -> list[Table]:
        """The tables that the command wrote."""
        keys = sorted(path.name.removesuffix(_SUFFIX) for path in self.folder.glob(f"*{_SUFFIX}"))
        return [BY_KEY[key] for key in keys]

    def before(self, table: Table) -> tuple[list[str], Block]:
        """Return headers and cells of ``table`` as they were before the command."""
        with gzip.open(_file(self.folder, table.key), "rt", encoding="utf-8") as lines:
            headers, *block = [json.loads(line, object_hook=_dated) for line in lines]
        return headers, block

    def has_effect(self, register: Register) -> bool:
        """Whether any of its tables differs from what it was before the command."""
        return any(
            _digest(table, *register.block(table)) != _digest(table, *self.before(table))
            for table in self.tables
        )

    def changed_since(self, register: Register) -> list[Table]:
        """Return the tables that were changed after the command, by hand or by another command."""
        return [
            table
            for table in self.tables
            if _digest(table, *(now := register.block(table))) != self.digests.get(table.key)
            and _digest(table, *now) != _digest(table, *self.before(table))
        ]

    def restore(self, register: Register) -> list[Table]:
        """Bring all its tables back; return those in which anything changed."""
        return [table for table in self.tables if register.restore(table, *self.before(table))]

    def delete(self) -> None:
        """Forget it."""
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Recorder:
    """The witness that makes a snapshot. Nothing is on disk while nothing is written."""

    folder: Path
    about: dict[str, Any]
    _now: dict[str, tuple[list[str], Block]] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def before(self, table: str, headers: list[str], block: Block) -> None:
        """Keep what a table holds before its first write. The log is never taken back."""
        if table in self._kept or table == LOG.key:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write_about({})
        packed = BytesIO()
        with gzip.open(packed, "wt", encoding="utf-8", compresslevel=1) as lines:
            for row in (headers, *block):
                lines.write(json.dumps(row, ensure_ascii=False, default=_undated) + "\n")
        replace_file(_file(self.folder, table), packed.getvalue(), expected=None)
        self._kept.add(table)

    def after(self, table: str, headers: list[str], block: Block) -> None:
        """Remember what a table holds now."""
        if table in self._kept:
            self._now[table] = headers, block

    def finish(self) -> Snapshot | None:
        """Note what the tables hold after the command; None when it wrote nothing."""
        if not self._kept:
            return None
        digests = {key: _digest(BY_KEY[key], *held) for key, held in self._now.items()}
        self._write_about(digests)
        return _load(self.folder)

    def _write_about(self, digests: dict[str, str]) -> None:
        text = json.dumps(self.about | {"digests": digests}, ensure_ascii=False)
        replace_file(self.folder / _ABOUT, text.encode(), expected=None)


@contextmanager
def recording(workbook: str, command: str) -> Iterator[Recorder]:
    """Make a snapshot of what the block writes into ``workbook``, a full path.

    It is complete when the block ends, also by an error: then it holds what was written so far.
    """
    now = datetime.now()
    folder = _folder(workbook) / f"{now:%Y%m%d-%H%M%S-%f}"
    about = {"workbook": workbook, "command": command, "time": now.isoformat()}
    recorder = Recorder(folder, about)
    try:
        with witnessed(recorder):
            yield recorder
    finally:
        if recorder.finish():
            for old in snapshots_of(workbook)[KEPT:]:
                old.delete()


def snapshots_of(workbook: str) -> list[Snapshot]:
    """Return the snapshots of ``workbook``, a full path, the newest first."""
    folders = sorted(_folder(workbook).glob(f"*/{_ABOUT}"), reverse=True)
    return [_load(about.parent) for about in folders]


def known_workbooks(folder: Path) -> list[str]:
    """Return the full path of every workbook of which there are snapshots; it may be gone.

    ``folder``: the program's data folder. What cannot be read is passed over.
    """
    known: dict[str, str] = {}
    for about in sorted((folder / _SNAPSHOTS).glob(f"*/*/{_ABOUT}")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            workbook = str(json.loads(about.read_text(encoding="utf-8"))["workbook"])
            known[key_of(workbook)] = workbook
    return list(known.values())


def _folder(workbook: str) -> Path:
    return data_folder() / _SNAPSHOTS / key_of(workbook)


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}{_SUFFIX}"


def _load(folder: Path) -> Snapshot:
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    time = datetime.fromisoformat(about["time"])
    return Snapshot(folder, about["command"], time, about["digests"])


def _digest(table: Table, headers: list[str], block: Block) -> str:
    """Return a digest of the cells of the columns that the program writes."""
    positions = [headers.index(column.header) for column in table.stored]
    digest = sha256()
    for row in block:
        cells = [_plain(row[position]) for position in positions]
        digest.update(json.dumps(cells, ensure_ascii=False).encode())
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    """Return a cell's value as it is whether it was written or read back."""
    if is_blank(value):
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return float(value)
    return str(datetime(value.year, value.month, value.day)) if type(value) is date else str(value)


def _undated(value: Any) -> Any:
    if isinstance(value, date):
        return {"moment": value.isoformat()}
    if isinstance(value, ErrorCell):
        return {"error": value.text}
    return str(value)


def _dated(value: dict[str, str]) -> datetime | ErrorCell:
    if "error" in value:
        return ErrorCell(value["error"])
    return datetime.fromisoformat(value["moment"])
