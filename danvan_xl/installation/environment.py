"""Environment variables of the user's folders, which do not always arrive as they are.

xlwings' library starts the Python that keeps running with a copy of Excel's variables in an 8-bit
code page: letters of a profile's name that it lacks become others, and the folder is not found.
Windows keeps the true values in the registry.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

from danvan_xl.installation.registry import Registry, WindowsRegistry

_KEY = r"HKCU\Volatile Environment"
_VARIABLES = ("USERPROFILE", "APPDATA", "LOCALAPPDATA", "HOMEPATH", "USERNAME")


def mend_environment() -> None:
    """Give this process and those that it starts the true folders of the user; off Windows none."""
    if sys.platform == "win32":
        mend(os.environ, WindowsRegistry())


def mend(environment: MutableMapping[str, str], registry: Registry) -> None:
    """Put back what was damaged on its way; a value that somebody set on purpose stays."""
    kept = registry.values(_KEY)
    for name in _VARIABLES:
        true, present = kept.get(name.lower()), environment.get(name)
        if isinstance(true, str) and present is not None and _is_damaged(present, true):
            environment[name] = true


def _is_damaged(present: str, true: str) -> bool:
    """Return whether the two differ in letters only that are not ASCII in ``true``."""
    return (
        present != true
        and len(present) == len(true)
        and all(a == b for a, b in zip(present, true, strict=True) if b.isascii())
    )
