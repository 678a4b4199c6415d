"""Makes the pictures of the handbook from the real program: ``python -m tools.make_pictures``.

Draws the ribbon; runs the demonstration in a temporary folder, prints its files with LibreOffice,
cuts the pages that the handbook shows. All goes to ``docs/hinh``. Needs LibreOffice, the Liberation
fonts, poppler (``pdftotext``, ``pdftoppm``) and Pillow; none of them is needed to use the program.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
from PIL import Image, ImageChops

from danvan_xl.commands.comparing import COMPARED
from danvan_xl.commands.config import config
from danvan_xl.commands.demo import BOOK, RECEIVED_FOLDER, demo
from danvan_xl.commands.forms import FORMS_FOLDER
from danvan_xl.commands.report import REPORTS_FOLDER
from danvan_xl.commands.returning import RETURNED_FOLDER
from danvan_xl.commands.status import status
from danvan_xl.engines import open_book
from danvan_xl.register import Register
from danvan_xl.returns.comparison import differences
from danvan_xl.returns.comparison_book import ComparedFile, write_comparison
from danvan_xl.returns.names import TO_CORRECT
from danvan_xl.schema.lists import MARK, NO, YES
from danvan_xl.schema.tables import OBLIGATIONS, SUBMISSIONS
from danvan_xl.submissions.limits import LIMITS
from danvan_xl.submissions.reading import form_of
from tests.office import convert_all
from tools.ribbon_picture import ribbon_picture, tip_picture

FOLDER = Path(__file__).parent.parent / "docs" / "hinh"
MOST_WIDE = 1400
"""Pixels."""
MOST_BYTES = 250_000
_DPI = 200
_COLOURS = (256, 128, 64, 32)
_KMEANS = 3
"""Rounds in which the palette is bettered; without them a thin red line takes another colour."""
_MARGIN = 12
"""Pixels of white left around what is printed."""
_ABOVE_FOOTER = 0.945

FORM = f"{FORMS_FOLDER}/524_Huyen_Binh_Son_2022.xlsx"
RETURNED = f"{RETURNED_FOLDER}/532_Huyen_Nghia_Hanh_2022_*{TO_CORRECT}.xlsx"
COMPARISON = f"{RETURNED_FOLDER}/525{COMPARED}.xlsx"
REPORT = f"{REPORTS_FOLDER}/Bao-cao_Dan-van-kheo_2022.docx"
OTHER_DAYS = {"before.xlsx": date(2022, 9, 10), "month_later.xlsx": date(2022, 10, 25)}
"""Copy of the master → the day on which it looks at the same round."""
BEFORE, MONTH_LATER = OTHER_DAYS
SEVERAL_DUE = "several_due.xlsx"
"""A copy of the master in which more than the yearly report is due."""


@dataclass(frozen=True)
class Picture:
    """One page to show: the first of ``file`` on which ``text`` is printed."""

    name: str
    file: str
    """Relative to the folder of the demonstration; ``*`` for what changes with a form's content."""
    text: str
    width: int = MOST_WIDE
    part: float = _ABOVE_FOOTER
    """How much of the page is shown, from its top."""


_DASHBOARD = 'THEO DÕI PHONG TRÀO THI ĐUA "DÂN VẬN KHÉO"'
_SUBMISSIONS = "THEO DÕI BÁO CÁO CỦA ĐƠN VỊ"

PICTURES = (
    Picture("bang-theo-doi", BOOK, _DASHBOARD),
    Picture("bang-theo-doi-truoc-han", BEFORE, _DASHBOARD),
    Picture("bang-theo-doi-sau-mot-thang", MONTH_LATER, _DASHBOARD),
    Picture("bao-cao-don-vi", BOOK, _SUBMISSIONS),
    Picture("bao-cao-don-vi-truoc-han", BEFORE, _SUBMISSIONS),
    Picture("bao-cao-don-vi-sau-mot-thang", MONTH_LATER, _SUBMISSIONS),
    Picture("han-nop", SEVERAL_DUE, "NỘI DUNG PHẢI NỘP TRONG NĂM"),
    Picture("tong-hop", BOOK, "TỔNG HỢP TOÀN TỈNH THEO CHỈ TIÊU"),
    Picture("loi", BOOK, "LỖI VÀ CẢNH BÁO"),
    Picture("phieu-thong-tin", FORM, "PHIẾU BÁO CÁO", 1000),
    Picture("phieu-ket-qua", FORM, "KẾT QUẢ THỰC HIỆN", 1000),
    Picture("phieu-can-sua", RETURNED, "PHIẾU CẦN SỬA"),
    Picture("so-sanh-phieu", COMPARISON, "So sánh phiếu"),
    Picture("van-ban-trang-dau", REPORT, "Kính gửi", 900, 1.0),
    Picture("van-ban-phu-luc", REPORT, "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ", 900, 1.0),
)

DRAWINGS: dict[str, Callable[[], Image.Image]] = {
    "the-dan-van-kheo": ribbon_picture,
    "the-dan-van-kheo-phim": lambda: ribbon_picture(keys=True),
    "goi-y-nut": tip_picture,
}
"""Name of a picture → what draws it."""


def pages(pdf: Path) -> Iterator[str]:
    """Yield the text of each page."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode("utf-8")
    yield from text.split("\f")


def page_with(pdf: Path, text: str) -> int:
    """Return the number of the first page on which ``text`` is printed; raise when none is."""
    for number, page in enumerate(pages(pdf), start=1):
        if text in page:
            return number
    raise LookupError(f"{pdf.name}: no page says «{text}»")


def picture_of(pdf: Path, page: int) -> Image.Image:
    """Return one page as an image."""
    png = subprocess.run(
        ["pdftoppm", "-png", "-r", str(_DPI), "-f", str(page), "-l", str(page), str(pdf)],
        capture_output=True,
        check=True,
    ).stdout
    return Image.open(io.BytesIO(png)).convert("RGB")


def trimmed(image: Image.Image, part: float) -> Image.Image:
    """Return the upper ``part`` of a page without its white edges."""
    image = image.crop((0, 0, image.width, round(image.height * part)))
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    if box is None:
        raise ValueError("an empty page")
    left, top, right, bottom = box
    return image.crop(
        (
            max(0, left - _MARGIN),
            max(0, top - _MARGIN),
            min(image.width, right + _MARGIN),
            min(image.height, bottom + _MARGIN),
        )
    )


def as_png(image: Image.Image, width: int) -> bytes:
    """Return ``image`` scaled to ``width`` pixels, in as many colours as ``MOST_BYTES`` allow."""
    height = round(image.height * width / image.width)
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    for colours in _COLOURS:
        stream = io.BytesIO()
        few = small.quantize(colours, kmeans=_KMEANS, dither=Image.Dither.NONE)
        few.save(stream, "PNG", optimize=True)
        if stream.tell() < MOST_BYTES:
            return stream.getvalue()
    raise ValueError(f"larger than {MOST_BYTES} bytes in {_COLOURS[-1]} colours")


def write_example_comparison(made: Path) -> None:
    """Compare a form of the demonstration in ``made`` with the same form after a few changes."""
    (path,) = (made / RECEIVED_FOLDER).glob("525_*.xlsx")
    book = openpyxl.load_workbook(path)
    rows = book["Kết quả"].iter_rows(min_row=6, max_row=30)
    figures = [cell for row in rows for cell in row if isinstance(cell.value, int)]
    for cell in figures[2:5]:
        cell.value += 3
    book["Mô hình"]["C6"].value = "Cá nhân"
    other = io.BytesIO()
    book.save(other)
    names = (path.name, "Bao cao Tra Bong (sua).xlsx")
    forms = [
        form_of(data, name, LIMITS)
        for data, name in zip((path.read_bytes(), other.getvalue()), names, strict=True)
    ]
    day = date(2022, 9, 16)
    files = [ComparedFile(name, day, day, f"{90 + n}/BC-UBND") for n, name in enumerate(names)]
    write_comparison("Huyện Trà Bồng", 2022, differences(forms), files, made / COMPARISON)


def write_other_days(made: Path) -> None:
    """Copy the master of the demonstration in ``made`` for each of ``OTHER_DAYS``."""
    for name, day in OTHER_DAYS.items():
        shutil.copy(made / BOOK, made / name)
        with open_book(made / name) as book:
            config(book, "period.as_of", day.isoformat())
            book.save()


def write_several_due(made: Path) -> None:
    """Copy the master in ``made``; districts register models too, two bodies report once more."""
    shutil.copy(made / BOOK, made / SEVERAL_DUE)
    with open_book(made / SEVERAL_DUE) as book:
        register = Register(book)
        rows = register.read(OBLIGATIONS).astype("object")
        registration = rows.index[-1]
        rows.loc[registration, ["deadline", "district"]] = [date(2022, 3, 15), MARK]
        special = dict.fromkeys(rows.columns, "") | {
            "name": "Báo cáo chuyên đề",
            "deadline": date(2022, 10, 1),
            "strict": NO,
            "next_working_day": YES,
            "units": "STC; SYT",
            "title": "báo cáo chuyên đề năm 2022",
        }
        register.replace(OBLIGATIONS, rows, pd.DataFrame([special], dtype="object"))
        status(book)
        register = Register(book)
        sent = register.read(SUBMISSIONS).astype("object")
        districts = sent.index[sent["obligation"] == rows.at[registration, "name"]]
        sent.loc[districts[:-2], "received"] = date(2022, 3, 11)
        register.replace(SUBMISSIONS, sent)
        status(book)
        book.save()


def main() -> None:
    """Make every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWINGS.items():
        drawing = draw()
        write(name, as_png(drawing, drawing.width))
    with tempfile.TemporaryDirectory(prefix="danvan-pictures-") as temporary:
        made, printed = Path(temporary, "demo"), Path(temporary, "pdf")
        demo(made)
        write_example_comparison(made)
        write_other_days(made)
        write_several_due(made)
        os.environ["LC_ALL"] = "vi_VN.UTF-8"  # LibreOffice then writes 39901 as 39.901
        files = list(dict.fromkeys(picture.file for picture in PICTURES))
        sources = [next(made.glob(file)) for file in files]
        pdfs = dict(zip(files, convert_all(sources, "pdf", printed), strict=True))
        for picture in PICTURES:
            pdf = pdfs[picture.file]
            image = trimmed(picture_of(pdf, page_with(pdf, picture.text)), picture.part)
            write(picture.name, as_png(image, picture.width))


def write(name: str, data: bytes) -> None:
    """Write the picture ``name`` of the handbook."""
    (FOLDER / f"{name}.png").write_bytes(data)
    print(f"{name}.png: {len(data):,} bytes")


if __name__ == "__main__":
    main()
