"""Every message about data, in one catalogue: a stable code, its place, its text, the cure.

Messages are templates; what stands in braces is filled in by the check that finds it. An error
sends a form back to its unit; a warning is shown and kept; an info is only told.
"""

from __future__ import annotations

from danvan_xl.schema.findings import cell, file, form, master, row, rule
from danvan_xl.schema.findings.kind import FindingType

FINDING_TYPES: dict[str, FindingType] = {
    kind.code: kind for group in (file, form, cell, row, rule, master) for kind in group.KINDS
}

AND_MORE = {True: "… và {count} ô nữa của cột này.", False: "… và {count} chỗ nữa như vậy."}
"""Whether they are of one column → how the last finding of many of one kind ends."""

__all__ = ["AND_MORE", "FINDING_TYPES", "FindingType"]
