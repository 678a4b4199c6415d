"""Pictograms that stand for Office's pictures in drawings of the ribbon; each is drawn here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import ImageDraw

SIZE = 32
"""Width and height of a pictogram, in the units in which it is drawn."""

GREEN, BLUE, RED, GOLD = "#217346", "#2b6cb0", "#c0392b", "#d69e2e"
INK, PALE, PAPER, SKY = "#5a5a5a", "#d9d9d9", "#ffffff", "#cfe2f3"

Point = tuple[float, float]


class Pen:
    """Draws on a square of ``SIZE`` units at a place of a picture."""

    def __init__(self, draw: ImageDraw.ImageDraw, left: float, top: float, scale: float) -> None:
        self._draw = draw
        self._left, self._top, self._scale = left, top, scale

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(self._left + x * self._scale, self._top + y * self._scale) for x, y in points]

    def line(self, *points: Point, ink: str = INK, width: float = 2) -> None:
        """Draw a line through ``points``."""
        thick = round(width * self._scale)
        self._draw.line(self._at(points), fill=ink, width=thick, joint="curve")

    def shape(self, *points: Point, fill: str = PAPER, ink: str = INK, width: float = 1.5) -> None:
        """Draw a filled polygon with an outline."""
        self._draw.polygon(self._at(points), fill=fill)
        self.line(*points, points[0], points[1], ink=ink, width=width)

    def box(
        self, x: float, y: float, right: float, bottom: float, fill: str = PAPER, ink: str = INK
    ) -> None:
        """Draw a filled rectangle with an outline."""
        self.shape((x, y), (right, y), (right, bottom), (x, bottom), fill=fill, ink=ink)

    def disc(self, x: float, y: float, radius: float, fill: str | None, ink: str = INK) -> None:
        """Draw a circle; None: only its outline."""
        box = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(box, fill=fill, outline=ink, width=round(1.5 * self._scale))

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, ink: str, width: float
    ) -> None:
        """Draw a part of a circle; angles in degrees, clockwise from the right."""
        box = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.arc(box, start, end, fill=ink, width=round(width * self._scale))

    def tick(self, x: float, y: float, size: float, ink: str = GREEN) -> None:
        """Draw a check mark whose left end is at ``x``, ``y``."""
        corner, end = (x + 0.4 * size, y + 0.4 * size), (x + size, y - 0.5 * size)
        self.line((x, y), corner, end, ink=ink, width=3)

    def arrow_down(self, x: float, top: float, bottom: float, ink: str = BLUE) -> None:
        """Draw an arrow that points down to ``x``, ``bottom``."""
        self.line((x, top), (x, bottom - 3), ink=ink, width=3)
        self.shape((x - 5, bottom - 5), (x + 5, bottom - 5), (x, bottom), fill=ink, ink=ink)

    def page(self, x: float, y: float, right: float, bottom: float) -> None:
        """Draw a sheet of paper with a folded corner."""
        fold = 6
        self.shape((x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom))
        self.line((right - fold, y), (right - fold, y + fold), (right, y + fold), width=1.5)

    def lines(self, x: float, right: float, *rows: float) -> None:
        """Draw lines of writing."""
        for row in rows:
            self.line((x, row), (right, row), ink=PALE, width=2)

    def letter(self, x: float, y: float, right: float, bottom: float) -> None:
        """Draw an envelope."""
        self.box(x, y, right, bottom)
        self.line((x, y), ((x + right) / 2, y + 0.6 * (bottom - y)), (right, y), width=1.5)


def _new(pen: Pen) -> None:
    pen.page(7, 3, 25, 29)
    pen.line((16, 12), (16, 24), ink=GREEN, width=3)
    pen.line((10, 18), (22, 18), ink=GREEN, width=3)


def _form(pen: Pen) -> None:
    pen.box(4, 4, 28, 28)
    pen.box(4, 4, 28, 10, fill=GREEN, ink=GREEN)
    for row in (13, 19):
        pen.line((7, row + 2), (13, row + 2), width=2)
        pen.box(15, row, 25, row + 4, fill=SKY, ink=BLUE)
    pen.line((7, 25), (19, 25), ink=PALE, width=2)


def _from_book(pen: Pen) -> None:
    pen.box(3, 5, 19, 21, fill=SKY, ink=BLUE)
    pen.line((3, 10), (19, 10), ink=BLUE, width=1.5)
    pen.line((9, 5), (9, 21), ink=BLUE, width=1.5)
    pen.page(15, 12, 29, 30)
    pen.arrow_down(22, 17, 28, ink=GREEN)


def _read_in(pen: Pen) -> None:
    pen.shape((3, 14), (12, 14), (14, 17), (29, 17), (29, 29), (3, 29), fill="#f3d58a", ink=GOLD)
    pen.page(10, 2, 22, 14)
    pen.arrow_down(16, 8, 27)


def _check(pen: Pen) -> None:
    pen.box(3, 5, 25, 27)
    for row in (10.5, 16, 21.5):
        pen.line((3, row), (25, row), ink=PALE, width=1.5)
    pen.line((14, 5), (14, 27), ink=PALE, width=1.5)
    pen.box(3, 5, 25, 27, fill=SKY, ink=BLUE)
    pen.box(6, 8, 22, 12, ink=BLUE)
    pen.tick(13, 22, 15)


def _days(pen: Pen) -> None:
    pen.box(4, 6, 28, 28)
    pen.box(4, 6, 28, 12, fill=RED, ink=RED)
    pen.line((10, 3), (10, 8), width=2)
    pen.line((22, 3), (22, 8), width=2)
    for row in (15, 20):
        for column in (7, 12.5, 18, 23.5):
            pen.box(column, row, column + 2, row + 2, fill=PALE, ink=PALE)
    pen.disc(23, 23, 7, PAPER, INK)
    pen.line((23, 18.5), (23, 23), (26.5, 23), width=2)


def _years(pen: Pen) -> None:
    pen.line((3, 16), (29, 16), width=1.5)
    for column, in_time in enumerate((True, True, False, True)):
        left, top = 4 + 7 * column, 6 if in_time else 18
        colour = GREEN if in_time else RED
        pen.box(left, top, left + 3, top + 8, fill=colour, ink=colour)


def _remind(pen: Pen) -> None:
    pen.letter(3, 9, 25, 25)
    pen.disc(24, 10, 6.5, RED, RED)
    pen.line((24, 6), (24, 10.5), ink=PAPER, width=2)
    pen.line((24, 12.5), (24, 14), ink=PAPER, width=2)


def _sum(pen: Pen) -> None:
    for x, y in ((3, 3), (3, 12), (3, 21)):
        pen.box(x, y, x + 9, y + 7, fill=SKY, ink=BLUE)
        pen.line((13, y + 3.5), (17, 16), ink=INK, width=1.5)
    pen.box(18, 8, 30, 24, fill="#dcefe3", ink=GREEN)
    pen.line((27, 12), (21, 12), (24.5, 16), (21, 20), (27, 20), ink=GREEN, width=2)


def _report(pen: Pen) -> None:
    pen.page(4, 3, 22, 29)
    pen.lines(7, 15, 9)
    pen.lines(7, 19, 13, 17, 21)
    pen.disc(21, 20, 6, SKY, BLUE)
    pen.line((25, 24.5), (29.5, 29), ink=BLUE, width=3)


def _send(pen: Pen) -> None:
    pen.letter(2, 11, 22, 26)
    pen.page(17, 3, 30, 20)
    pen.box(15, 12, 28, 18, fill=RED, ink=RED)
    pen.line((18, 15), (25, 15), ink=PAPER, width=2)


def _lock(pen: Pen) -> None:
    pen.arc(16, 13, 7, 180, 360, ink=INK, width=3)
    pen.line((10.5, 13), (10.5, 17), width=3)
    pen.line((21.5, 13), (21.5, 17), width=3)
    pen.box(6, 15, 26, 29, fill="#f3d58a", ink=GOLD)
    pen.disc(16, 21, 2, INK, INK)
    pen.line((16, 21), (16, 25.5), width=2)


def _undo(pen: Pen) -> None:
    pen.arc(17, 18, 9, 225, 90, ink=BLUE, width=3.5)
    pen.shape((3, 12), (13, 6), (13.5, 16.5), fill=BLUE, ink=BLUE)


def _help(pen: Pen) -> None:
    pen.disc(16, 16, 13, BLUE, BLUE)
    pen.arc(16, 12.5, 5, 180, 90, ink=PAPER, width=3)
    pen.line((16, 16.5), (16, 20), ink=PAPER, width=3)
    pen.line((16, 22.5), (16, 25.5), ink=PAPER, width=3)


PICTOGRAMS: dict[str, Callable[[Pen], None]] = {
    "FileNew": _new,
    "DataFormExcel": _form,
    "GetExternalDataExistingConnections": _from_book,
    "GetExternalDataFromText": _read_in,
    "DataValidation": _check,
    "FunctionsDateTimeInsertGallery": _days,
    "SparklineWinLossInsert": _years,
    "SendCopySendToMailRecipient": _remind,
    "Consolidate": _sum,
    "FilePrintPreview": _report,
    "FileEmailAsPdfEmailAttachment": _send,
    "Lock": _lock,
    "Undo": _undo,
    "Help": _help,
}
"""Name of a picture of Office → what draws its stand-in."""
