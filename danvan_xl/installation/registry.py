r"""The Windows registry, read only: one small interface that a test can replace by a dictionary.

A key is written as ``HKCU\Software\…`` or ``HKLM\Software\…``. What is missing or may not be
read is empty, never an error: a policy that cannot be seen must not stop the examination.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from types import ModuleType
from typing import Any, Protocol


class Registry(Protocol):
    """What the program asks of a registry."""

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of ``key`` by their names in lower case; "" is the default value."""

    def subkeys(self, key: str) -> Sequence[str]:
        """Return the names of the keys right below ``key``."""


class NoRegistry:
    """The registry of a machine that has none."""

    def values(self, key: str) -> Mapping[str, object]:
        """Return nothing."""
        return {}

    def subkeys(self, key: str) -> Sequence[str]:
        """Return nothing."""
        return ()


class WindowsRegistry:
    """The registry of this PC; what 64-bit programs see wins over what 32-bit programs see."""

    def __init__(self) -> None:
        self._winreg: ModuleType = importlib.import_module("winreg")

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of ``key`` by their names in lower case; "" is the default value."""
        found: dict[str, object] = {}
        for handle in self._handles(key):
            for name, value, _ in self._each(self._winreg.EnumValue, handle):
                found.setdefault(name.lower(), value)
        return found

    def subkeys(self, key: str) -> Sequence[str]:
        """Return the names of the keys right below ``key``."""
        found: dict[str, None] = {}
        for handle in self._handles(key):
            found.update(dict.fromkeys(self._each(self._winreg.EnumKey, handle)))
        return tuple(found)

    def _handles(self, key: str) -> Iterator[Any]:
        registry = self._winreg
        hive, _, path = key.partition("\\")
        root = {"HKCU": registry.HKEY_CURRENT_USER, "HKLM": registry.HKEY_LOCAL_MACHINE}[hive]
        for view in (registry.KEY_WOW64_64KEY, registry.KEY_WOW64_32KEY):
            try:
                handle = registry.OpenKey(root, path, 0, registry.KEY_READ | view)
            except OSError:
                continue
            with handle:
                yield handle

    @staticmethod
    def _each(get: Callable[[Any, int], Any], handle: Any) -> Iterator[Any]:
        """Yield what ``get`` gives for 0, 1, … until the registry says that there is no more."""
        for index in count():
            try:
                yield get(handle, index)
            except OSError:
                return
