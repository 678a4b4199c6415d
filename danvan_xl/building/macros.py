"""What a workbook gets when it carries macros of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SheetButton:
    """A button on the dashboard."""

    caption: str
    macro: str
    text: str = ""
    """What the button is for; read out to the blind, and by the macro as its chooser's title."""


@dataclass(frozen=True)
class Macros:
    """A VBA project, and what its code finds in the workbook."""

    project: bytes
    """``vbaProject.bin``, with a document module for every sheet: Sheet1, Sheet2 …"""
    buttons: Mapping[str, SheetButton] = field(default_factory=dict)
    """Command of a step of the round → its button."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Defined name → the text that it stands for, at most 255 characters."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Custom properties of the document."""
