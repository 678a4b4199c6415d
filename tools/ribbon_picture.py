"""Draws the ribbon as Excel shows it, from its own definition: ``python -m tools.make_pictures``.

Sizes are Excel's, in pixels of a screen at 100 %; pictograms and font are free stand-ins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from tools.ribbon import Button, Group, Tab, read_tab
from tools.ribbon_icons import GREEN, PICTOGRAMS, SIZE, Pen

PERIOD = "Kỳ 2026 · Còn 12 ngày"
"""What the label shows on the pictures: as the workbook says it."""
TIP_OF = "import_forms"
"""The button whose super tip is shown."""

_DRAWN, _SHOWN = 3, 1.5
"""Pixels drawn for one of the screen, and pixels of the picture for it."""

_REGULAR, _BOLD = "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"
_TEXT, _SMALL = 12, 11
"""Sizes of letters."""
_LINE = 15
_TABS_BEFORE, _TABS_AFTER = (
    ("File", "Home"),
    ("Insert", "Page Layout", "Formulas", "Data", "Review", "View"),
)
_STRIP, _BODY, _FOOT = 30, 76, 19
"""Heights: tab strip, buttons, names of the groups."""
_EDGE, _BESIDE = 6, 5
"""Space beside a group's content, and beside a button's label."""
_ICON_TOP, _LABEL_TOP = 5, 41
_NARROWEST = 44
_TIP_WIDTH, _TIP_GAP, _TIP_PADDING = 310, 8, 10

_GROUND, _RULE, _WRITING, _FAINT = "#f1f1f1", "#d2d2d2", "#262626", "#666666"
_HOVER, _TIP_EDGE, _KEY = "#cfcfcf", "#bebebe", "#3b3b3b"


@dataclass(frozen=True)
class Placed:
    """A button at its place; distances from the upper left corner of the picture."""

    button: Button
    left: float
    width: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Where its middle is, from the left."""
        return self.left + self.width / 2


@dataclass(frozen=True)
class PlacedGroup:
    """A group at its place."""

    group: Group
    left: float
    width: float
    buttons: tuple[Placed, ...]
    text: str
    """What its label shows."""


def ribbon_picture(*, keys: bool = False) -> Image.Image:
    """Return the ribbon with the add-in's tab in front; ``keys``: with the access keys shown."""
    canvas = _Canvas(_width(), _STRIP + _BODY + _FOOT)
    _draw_ribbon(canvas, read_tab())
    if keys:
        _draw_keys(canvas, read_tab())
    return canvas.picture()


def tip_picture(function: str = TIP_OF) -> Image.Image:
    """Return the ribbon with the pointer on the button of ``function`` and its super tip."""
    tab = read_tab()
    [under] = [
        place
        for group in placed(tab)
        for place in group.buttons
        if place.button.function == function
    ]
    inner = _TIP_WIDTH - 2 * _TIP_PADDING
    title = wrapped(under.button.screentip, inner, bold=True)
    text = wrapped(under.button.supertip, inner)
    height = (len(title) + len(text)) * _LINE + 3 * _TIP_PADDING - 2
    top = _STRIP + _BODY + _FOOT + _TIP_GAP
    canvas = _Canvas(_width(), top + height + _TIP_GAP)
    _draw_ribbon(canvas, tab, pointed=function)
    left = under.left
    canvas.box(left, top, left + _TIP_WIDTH, top + height, "#ffffff", _TIP_EDGE)
    y = top + _TIP_PADDING
    for lines, bold in ((title, True), (text, False)):
        for line in lines:
            canvas.write(left + _TIP_PADDING, y, line, bold=bold)
            y += _LINE
        y += _TIP_PADDING - 2
    return canvas.picture()


def placed(tab: Tab) -> list[PlacedGroup]:
    """Return every group and button of ``tab`` at its place."""
    groups, left = [], 0.0
    for group in tab.groups:
        text = PERIOD if group.text else ""
        widths = [_button_width(button) for button in group.buttons]
        content = sum(widths) or length(text) + 2 * _BESIDE
        width = max(content, length(group.label, _SMALL) + 2 * _BESIDE) + 2 * _EDGE
        buttons, x = [], left + (width - content) / 2
        for button, wide in zip(group.buttons, widths, strict=True):
            buttons.append(Placed(button, x, wide, label_lines(button.label)))
            x += wide
        groups.append(PlacedGroup(group, left, width, tuple(buttons), text))
        left += width
    return groups


def label_lines(label: str) -> tuple[str, ...]:
    """Return the label of a large button as Excel breaks it: two lines, as narrow as can be."""
    words = label.split()
    breaks = [(" ".join(words[:count]), " ".join(words[count:])) for count in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(length, lines)), default=(label,))


def length(text: str, size: int = _TEXT, *, bold: bool = False) -> float:
    """Return how wide ``text`` is."""
    return float(_font(size, bold).getlength(text)) / _DRAWN


def wrapped(text: str, width: float, *, bold: bool = False) -> list[str]:
    """Return ``text`` in lines of at most ``width``."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if length(longer, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_BOLD if bold else _REGULAR, size * _DRAWN)


def _button_width(button: Button) -> float:
    widest = max(length(line) for line in label_lines(button.label))
    return max(_NARROWEST, widest + 2 * _BESIDE)


def _tabs(tab: Tab) -> Iterator[tuple[str, float, float]]:
    """Yield each tab's label, its left edge and its width."""
    left = 4.0
    for label in (*_TABS_BEFORE, tab.label, *_TABS_AFTER):
        width = length(label) + 22
        yield label, left, width
        left += width


def _width() -> int:
    last = placed(read_tab())[-1]
    return round(last.left + last.width)


class _Canvas:
    """A picture that is drawn larger than it is shown, so that edges become smooth."""

    def __init__(self, width: float, height: float) -> None:
        size = (round(width * _DRAWN), round(height * _DRAWN))
        self._image = Image.new("RGB", size, "#ffffff")
        self._draw = ImageDraw.Draw(self._image)

    def picture(self) -> Image.Image:
        """Return the picture as it is shown."""
        factor = _SHOWN / _DRAWN
        width, height = round(self._image.width * factor), round(self._image.height * factor)
        return self._image.resize((width, height), Image.Resampling.BOX)

    def box(
        self, x: float, y: float, right: float, bottom: float, fill: str, edge: str | None = None
    ) -> None:
        corners = [round(value * _DRAWN) for value in (x, y, right, bottom)]
        corners[2:] = corners[2] - 1, corners[3] - 1
        self._draw.rectangle(tuple(corners), fill=fill, outline=edge, width=_DRAWN)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        ink: str = _WRITING,
        size: int = _TEXT,
        *,
        middle: bool = False,
        bold: bool = False,
    ) -> None:
        """Write ``text`` with its left end, or its ``middle``, at ``x`` and its top at ``y``."""
        left = x - length(text, size, bold=bold) / 2 if middle else x
        at = (left * _DRAWN, (y + size) * _DRAWN)
        self._draw.text(at, text, fill=ink, font=_font(size, bold), anchor="ls")

    def icon(self, name: str, x: float, y: float) -> None:
        PICTOGRAMS[name](Pen(self._draw, x * _DRAWN, y * _DRAWN, _DRAWN))


def _draw_ribbon(canvas: _Canvas, tab: Tab, pointed: str = "") -> None:
    bottom = _STRIP + _BODY + _FOOT
    canvas.box(0, 0, _width(), _STRIP, GREEN)
    canvas.box(0, _STRIP, _width(), bottom, _GROUND)
    canvas.box(0, bottom - 1, _width(), bottom, _RULE)
    for label, left, width in _tabs(tab):
        front = label == tab.label
        if front:
            canvas.box(left, 3, left + width, _STRIP, _GROUND)
        canvas.write(left + width / 2, 8, label, GREEN if front else "#ffffff", middle=True)
    for group in placed(tab):
        _draw_group(canvas, group, pointed)


def _draw_group(canvas: _Canvas, group: PlacedGroup, pointed: str) -> None:
    right = group.left + group.width
    canvas.box(right - 1, _STRIP + 5, right, _STRIP + _BODY + _FOOT - 5, _RULE)
    middle = group.left + group.width / 2
    canvas.write(middle, _STRIP + _BODY + 1, group.group.label, _FAINT, _SMALL, middle=True)
    if group.text:
        canvas.write(group.left + _EDGE + _BESIDE, _STRIP + 8, group.text)
    for place in group.buttons:
        if place.button.function == pointed:
            right = place.left + place.width
            canvas.box(place.left, _STRIP + 2, right, _STRIP + _BODY, _HOVER)
        _draw_button(canvas, place)


def _draw_button(canvas: _Canvas, place: Placed) -> None:
    canvas.icon(place.button.icon, place.middle - SIZE / 2, _STRIP + _ICON_TOP)
    top = _STRIP + _LABEL_TOP
    for number, line in enumerate(place.lines):
        canvas.write(place.middle, top + number * _LINE, line, middle=True)


def _draw_keys(canvas: _Canvas, tab: Tab) -> None:
    for group in placed(tab):
        for place in group.buttons:
            _draw_key(canvas, place.button.keytip, place.middle, _STRIP + _BODY - 1)


def _draw_key(canvas: _Canvas, key: str, middle: float, top: float) -> None:
    half = max(9, length(key, bold=True) / 2 + 4)
    canvas.box(middle - half, top, middle + half, top + 18, _KEY)
    canvas.write(middle, top + 2, key, "#ffffff", middle=True, bold=True)
