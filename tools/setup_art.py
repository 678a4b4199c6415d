"""Draws what the setup shows beside its text: ``python -m tools.setup_art``.

An icon and the picture of the first and the last page go to ``tools/setup``. Needs Pillow and the
Liberation fonts; the setup itself is built from the pictures.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from danvan_xl.building.palette import NAVY

FOLDER = Path(__file__).parent / "setup"
_FONT = "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf"
_WHITE, _LIGHT, _GREEN = "#FFFFFF", "#C9D1DB", "#2E9E5B"
_TWICE = 4
"""Drawn so many times as large, then made smaller: edges become smooth."""
_PAGE = (164, 314)
_SIZES = (16, 24, 32, 48, 64, 256)


def emblem(size: int) -> Image.Image:
    """Return a sheet with rows that are ticked off, on a rounded square of ``size`` pixels."""
    side = size * _TWICE
    image = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), side // 6, fill=NAVY)
    left, right, top, row = 0.2 * side, 0.8 * side, 0.18 * side, 0.16 * side
    draw.rounded_rectangle((left, top, right, top + 4 * row), side // 24, fill=_WHITE)
    for number in range(1, 4):
        y = top + number * row
        draw.line((left, y, right, y), fill=_LIGHT, width=max(1, side // 40))
    middle = left + 0.22 * side
    draw.line((middle, top, middle, top + 4 * row), fill=_LIGHT, width=max(1, side // 40))
    tick = [(0.36, 0.62), (0.52, 0.80), (0.88, 0.36)]
    points = [(x * side, y * side) for x, y in tick]
    draw.line(points, fill=_WHITE, width=side // 6, joint="curve")
    draw.line(points, fill=_GREEN, width=side // 10, joint="curve")
    return image.resize((size, size), Image.Resampling.LANCZOS)


def page() -> Image.Image:
    """Return the picture at the left of a page."""
    width, _ = _PAGE
    image = Image.new("RGB", _PAGE, NAVY)
    sign = emblem(96)
    image.paste(sign, ((width - 96) // 2, 44), sign)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(_FONT, 19)
    for line, text in enumerate(("Dân vận khéo", "danvan_xl")):
        at = (width / 2, 176 + 30 * line)
        draw.text(at, text, fill=_WHITE if line == 0 else _LIGHT, font=font, anchor="mm")
    return image.quantize(64)


def main() -> None:
    """Write both pictures."""
    emblem(256).save(FOLDER / "danvan_xl.ico", sizes=[(size, size) for size in _SIZES])
    page().save(FOLDER / "trang.bmp")


if __name__ == "__main__":
    main()
