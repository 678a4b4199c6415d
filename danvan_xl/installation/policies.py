r"""What Excel's Trust Center allows on a PC: by policy, or else by the user's own choice.

The order is Excel's: cloud policy, policy of the user, policy of the computer, the user's
setting. Names and values are those of Microsoft's administrative templates (excel16.admx,
office16.admx). A file in a trusted location runs its macros under every macro setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from danvan_xl.installation.machine import Machine, is_below
from danvan_xl.installation.office import versions
from danvan_xl.installation.places import startup_folder

_POLICIES = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office",
    r"HKCU\Software\Policies\Microsoft\Office",
    r"HKLM\Software\Policies\Microsoft\Office",
)
_USER = r"HKCU\Software\Microsoft\Office"

SECURITY = r"Excel\Security"
TRUSTED = rf"{SECURITY}\Trusted Locations"

ALL_MACROS, ASK, SIGNED_MACROS, NO_MACROS = 1, 2, 3, 4
"""Values of ``VBAWarnings``; Excel's default is to ask."""


@dataclass(frozen=True)
class Setting:
    """A value that is in force."""

    value: int
    is_policy: bool
    """Whether the user cannot change it."""


def setting(machine: Machine, place: str, name: str) -> Setting | None:
    """Return the number called ``name`` at ``place`` below a version's key, None when not set."""
    for root in (*_POLICIES, _USER):
        for version in versions(machine):
            value = machine.registry.values(rf"{root}\{version}\{place}").get(name.lower())
            if isinstance(value, int):
                return Setting(value, root != _USER)
    return None


def is_on(machine: Machine, place: str, name: str) -> Setting | None:
    """Return the setting when it is switched on, else None."""
    found = setting(machine, place, name)
    return found if found and found.value else None


def policy_values(machine: Machine, place: str) -> dict[str, object]:
    """Return all values of policies at ``place``, by names in lower case."""
    found: dict[str, object] = {}
    for root in _POLICIES:
        for version in versions(machine):
            for name, value in machine.registry.values(rf"{root}\{version}\{place}").items():
                found.setdefault(name, value)
    return found


def macro_level(machine: Machine) -> Setting:
    """Return which macros run outside trusted locations."""
    return setting(machine, SECURITY, "VBAWarnings") or Setting(ASK, False)


def is_trusted(machine: Machine, folder: Path) -> bool:
    """Return whether Excel runs macros of files in ``folder`` without asking."""
    if is_on(machine, TRUSTED, "AllLocationsDisabled"):
        return False
    if machine.is_remote(str(folder)) and not is_on(machine, TRUSTED, "AllowNetworkLocations"):
        return False
    return any(_covers(place, folder) for place in _locations(machine))


@dataclass(frozen=True)
class _Location:
    path: str
    with_subfolders: bool


def _covers(location: _Location, folder: Path) -> bool:
    if not is_below(folder, location.path):
        return False
    return location.with_subfolders or is_below(location.path, folder)


def _locations(machine: Machine) -> Iterator[_Location]:
    for root in _POLICIES:
        yield from _listed(machine, root)
    users_count = setting(machine, r"Common\Security\Trusted Locations", "Allow User Locations")
    if users_count and not users_count.value:
        return
    users = list(_listed(machine, _USER))
    # Excel writes its list, which holds the start folder, when it is first started.
    yield from users or [_Location(str(startup_folder(machine)), False)]


def _listed(machine: Machine, root: str) -> Iterator[_Location]:
    for version in versions(machine):
        key = rf"{root}\{version}\{TRUSTED}"
        for name in machine.registry.subkeys(key):
            values = machine.registry.values(rf"{key}\{name}")
            path = values.get("path")
            if isinstance(path, str) and path:
                yield _Location(machine.expanded(path), bool(values.get("allowsubfolders")))
