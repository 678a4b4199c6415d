"""Colours of everything that is built: one set, told apart by colour-blind eyes and in grey."""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Arial"
"""In every office, and with a free likeness (Liberation Sans) that has all Vietnamese letters."""
SIZE = 10

NAVY = "#1F3A5F"
SLATE = "#5B6B7F"
BLUE = "#2E75B6"
SKY = "#DCE6F1"
MIST = "#F3F6FA"
GOLD = "#B8860B"
PAPER = "#FFFFFF"
INK = "#222B36"
GREY = "#7A8694"
RULE = "#C9D1DB"
PALE_BAR = "#C9D2DE"
BLUE_BAR = "#9CC3E6"
TO_FILL = "#FFF8D6"
ALARM = "#9C2A00"
ALARM_FILL = "#FBE3D6"


@dataclass(frozen=True)
class Tone:
    """How a word is shown: fill and ink of its cell, and its colour in a chart."""

    fill: str
    ink: str
    chart: str
    bold: bool = False
    italic: bool = False


STATUS_TONES = {
    "not_due": Tone("#E8ECF1", "#44546A", "#A9B4C2"),
    "due_soon": Tone("#FFF2C4", "#6B5200", "#E3B505"),
    "overdue": Tone("#F7CDB0", "#6E2A00", "#C8501E", bold=True),
    "in_time": Tone("#D6E6F5", "#123E66", "#2E75B6"),
    "late": Tone("#E4DBEE", "#46305F", "#8064A2"),
    "returned": Tone("#CFEBE6", "#0B4F49", "#2A9D8F", bold=True),
    "exempt": Tone("#F2F2F2", "#6B6B6B", "#D0D0D0", italic=True),
}
"""Key of a status → its tone."""

OVERDUE_DEPTHS = (
    (7, Tone("#FBE0CE", "#6E2A00", "#E58B5B", bold=True)),
    (30, Tone("#F0A878", "#4A1C00", "#C8501E", bold=True)),
    (None, Tone("#A63A0A", "#FFFFFF", "#A63A0A", bold=True)),
)
"""Overdue up to so many days → tone; darker is longer."""

SEVERITY_TONES = {
    "error": Tone("#F7CDB0", "#6E2A00", "#C8501E", bold=True),
    "warning": Tone("#FFF2C4", "#6B5200", "#E3B505"),
    "info": Tone("#E8ECF1", "#44546A", "#A9B4C2"),
}

QUALITY_TONES = {
    "complete": Tone("#D6E6F5", "#123E66", "#2E75B6"),
    "incomplete": Tone("#FFF2C4", "#6B5200", "#E3B505"),
    "wrong": Tone("#F7CDB0", "#6E2A00", "#C8501E", bold=True),
}
"""Key of a quality → its tone."""

CHECK_TONES = {
    "Khớp": Tone("#D6E6F5", "#123E66", "#2E75B6"),
    "Đã thay đổi": Tone("#F7CDB0", "#6E2A00", "#C8501E", bold=True),
    "Chưa chốt": Tone("#F2F2F2", "#6B6B6B", "#D0D0D0", italic=True),
}
"""What ``tblTotals`` says about a total → its tone."""
