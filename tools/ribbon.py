"""The ribbon as ``macros/ribbon.xml`` defines it, for pictures and tables of the documentation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

SOURCE = Path(__file__).parent.parent / "macros" / "ribbon.xml"

_NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_PREFIX = "dvk_"


@dataclass(frozen=True)
class Button:
    """A large button."""

    function: str
    """Its function in ``danvan_xl.ribbon``."""
    label: str
    icon: str
    """Name of a picture of Office (``imageMso``)."""
    keytip: str
    screentip: str
    supertip: str


@dataclass(frozen=True)
class Group:
    """A group of the tab: its large buttons, or a text."""

    label: str
    buttons: tuple[Button, ...]
    text: str = ""
    """What its label shows while no master is open."""


@dataclass(frozen=True)
class Tab:
    """The tab of the add-in."""

    label: str
    keytip: str
    groups: tuple[Group, ...]

    @property
    def buttons(self) -> tuple[tuple[Group, Button], ...]:
        """Every button with its group."""
        return tuple((group, button) for group in self.groups for button in group.buttons)


def read_tab(source: Path = SOURCE) -> Tab:
    """Return the tab that ``source`` defines."""
    [tab] = etree.parse(source).iter(f"{_NAMESPACE}tab")
    return Tab(str(tab.get("label")), str(tab.get("keytip")), tuple(map(_group, tab)))


def _group(element: etree._Element) -> Group:
    texts = [child.get("tag") for child in element.findall(f"{_NAMESPACE}labelControl")]
    buttons = map(_button, element.findall(f"{_NAMESPACE}button"))
    return Group(str(element.get("label")), tuple(buttons), "\n".join(map(str, texts)))


def _button(element: etree._Element) -> Button:
    def text(name: str) -> str:
        return element.get(name) or ""

    return Button(
        function=text("id").removeprefix(_PREFIX),
        label=text("label"),
        icon=text("imageMso"),
        keytip=text("keytip"),
        screentip=text("screentip"),
        supertip=text("supertip"),
    )
