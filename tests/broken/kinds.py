"""All kinds of broken, messy and hostile files, by name."""

from __future__ import annotations

from tests.broken import hostile, identity, kinds_of_file, structure, values, versions
from tests.broken.kind import Kind

GROUPS: dict[str, dict[str, Kind]] = {
    "structure": structure.KINDS,
    "kinds of file": kinds_of_file.KINDS,
    "values": values.KINDS,
    "identity": identity.KINDS,
    "versions": versions.KINDS,
    "hostile": hostile.KINDS,
}

KINDS: dict[str, Kind] = {
    f"{group}: {name}": kind for group, kinds in GROUPS.items() for name, kind in kinds.items()
}
"""Group and name → kind."""
