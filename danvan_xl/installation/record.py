"""What an installation has made, so that its removal takes away that and nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from danvan_xl.installation.machine import Machine
from danvan_xl.installation.places import addin_file, record_file
from danvan_xl.installation.writing import put


@dataclass
class Record:
    """Folders and files that were not there before, and the settings that were written."""

    folders: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    config_only: bool = False
    """Whether the last installation was of the configuration only."""

    def add_folder(self, folder: Path) -> None:
        """Remember ``folder`` and all above it that are not there yet."""
        for missing in (folder, *folder.parents):
            if missing.exists():
                return
            if str(missing) not in self.folders:
                self.folders.append(str(missing))

    def save(self, machine: Machine) -> None:
        """Write it into the user's data folder."""
        path = record_file(machine)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        put(path, text.encode())


def load(machine: Machine) -> Record:
    """Return what was remembered; nothing when there is no record or it is damaged."""
    try:
        stored = json.loads(record_file(machine).read_text(encoding="utf-8"))
        return Record(
            [str(folder) for folder in stored["folders"]],
            [str(file) for file in stored["files"]],
            {str(key): str(value) for key, value in stored["settings"].items()},
            stored.get("config_only") is True,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Record()


def is_config_only(machine: Machine) -> bool:
    """Return whether this PC goes without the add-in on purpose: its workbooks bring macros."""
    return load(machine).config_only and not addin_file(machine).is_file()
