"""The ribbon: its source in ``macros``, and what other parts take from it."""

from __future__ import annotations

from lxml import etree

from danvan_xl.resources import folder

_NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_PREFIX = "dvk_"
_TAB_VISIBLE = "GetTabVisible"


def addin_ribbon() -> bytes:
    """Return the ribbon of the add-in."""
    return (folder("macros") / "ribbon.xml").read_bytes().replace(b"\r\n", b"\n")


def workbook_ribbon() -> bytes:
    """Return the ribbon of a workbook with macros: the tab hides where the add-in shows its own."""
    tree = etree.fromstring(addin_ribbon())
    for tab in tree.iter(f"{_NAMESPACE}tab"):
        tab.set("getVisible", _TAB_VISIBLE)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def button_texts(function: str) -> tuple[str, str]:
    """Return label and tag of the button behind which a function of ``danvan_xl.ribbon`` is."""
    for button in etree.fromstring(addin_ribbon()).iter(f"{_NAMESPACE}button"):
        if button.get("id") == _PREFIX + function:
            return button.get("label", ""), button.get("tag", "")
    raise KeyError(function)
