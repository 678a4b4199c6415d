"""What units do to a form that is no mistake: the program must understand it all the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from danvan_xl.ooxml import Area
from danvan_xl.schema.text import vn_date, vn_number
from tests.mistakes.of_lines import FREE
from tests.mistakes.paper import Paper
from tests.submissions.formats import Cell, Pages
from tests.submissions.moved import tcvn3

INFO, RESULTS, INITIATIVES = 0, 1, 2
"""Order of the sheets."""

Spelling = Callable[[str], str]


# In the cells of the form that was handed out


def spoken_numbers(paper: Paper) -> None:
    """``3 mô hình``, ``1.250``, ``05``, ``không``, ``-``."""
    for code in paper.figures:
        if not paper.asked.loc[code, "whole"] or paper.rng.random() < 0.5:
            continue
        number = int(paper.figures[code] or 0)
        measure = str(paper.asked.loc[code, "unit"])
        ways = [f"{vn_number(number)} {measure}", vn_number(number), f"0{number}", f" {number} "]
        ways = ways if number else ["không", "Không có", "-", "0"]
        paper.write_figure(code, paper.rng.choice(ways), number)


def spoken_days(paper: Paper) -> None:
    """``5.9.2022``, ``ngày 05 tháng 9 năm 2022``, ``05/9/2022``."""
    for row, day in paper.days.items():
        if day:
            paper.write_line(row, "decision_date", _spoken(day, paper.rng))
    signed = paper.answer.facts["document_date"]
    assert isinstance(signed, date)
    paper.write_fact("document_date", _spoken(signed, paper.rng))


def _spoken(day: date, rng: Random) -> str:
    return rng.choice(
        [
            f"{day.day}.{day.month}.{day.year}",
            f"ngày {day.day:02d} tháng {day.month} năm {day.year}",
            vn_date(day),
            f"{day.day}-{day.month}-{day.year}",
            f"{day.year}-{day.month:02d}-{day.day:02d}",
            f"Quảng Ngãi, ngày {day.day} tháng {day.month:02d} năm {day.year}",
        ]
    )


def words_of_lists(paper: Paper) -> None:
    """``KINH TẾ``, ``QP-AN``, ``tap the``, ``VH-XH``."""
    short = {
        "Quốc phòng - an ninh": "QP-AN",
        "Văn hóa - xã hội": "VH-XH",
        "Xây dựng hệ thống chính trị": "XD HTCT",
        "Cấp huyện": "huyện",
        "Tập thể": "tap the",
    }
    for row, cells in paper.lines.items():
        for column in ("kind", "field", "stage", "level"):
            word = cells[column]
            if word:
                text = paper.rng.choice([word.upper(), word.lower(), short.get(word, f" {word} ")])
                paper.write(paper.initiatives, row, column, text)


def lost_zero(paper: Paper) -> None:
    """The phone number as a number."""
    figures = "".join(filter(str.isdigit, str(paper.answer.facts["reporter_phone"])))
    paper.write_fact("reporter_phone", int(figures))


def spelt(spelling: Spelling) -> Callable[[Paper], None]:
    """All free texts in another spelling."""

    def change(paper: Paper) -> None:
        """Write them all."""
        for row, cells in paper.lines.items():
            for column in FREE:
                if cells[column] and not (cells["code"] and column == "code"):
                    paper.write(paper.initiatives, row, column, spelling(cells[column]))
        name = paper.answer.facts["reporter_name"]
        paper.write_fact("reporter_name", spelling(str(name)))

    change.__qualname__ = spelling.__name__
    return change


def decomposed(text: str) -> str:
    """With its marks apart, as on a Mac."""
    return unicodedata.normalize("NFD", text)


def old_tones(text: str) -> str:
    """``hoà`` for ``hòa``."""
    for new, old in (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ọa", "oạ"), ("ủy", "uỷ")):
        text = text.replace(new, old)
    return text


def strange_blanks(text: str) -> str:
    """No-break spaces, a zero-width one, two at the end."""
    return text.replace(" ", "\N{NO-BREAK SPACE}") + "\N{ZERO WIDTH SPACE}  "


def strange_d(text: str) -> str:
    """Ð of another language for Đ."""
    return text.replace("Đ", "\N{LATIN CAPITAL LETTER ETH}")


def in_vntime(text: str) -> str:
    """In the letters of .VnTime; capitals with marks have none there that a file can hold."""
    text = unicodedata.normalize("NFC", text)
    return "".join(old if (old := tcvn3(c)) >= " " else tcvn3(c.lower()) for c in text)


# In the file as cells


def renamed(pages: Pages, rng: Random) -> Pages:
    """All sheets have other names."""
    names = {
        page.name: f"{page.name.split()[0]} {rng.randint(1, 9)} (bản chính)"
        for page in pages.sheets
    }
    return replace(
        pages,
        sheets=tuple(replace(page, name=names[page.name]) for page in pages.sheets),
        names={n: (names[sheet], area) for n, (sheet, area) in pages.names.items()},
    )


def without_names(pages: Pages, rng: Random) -> Pages:
    """The defined names are lost, as when sheets are copied."""
    return replace(pages, names={})


def letterhead(pages: Pages, rng: Random) -> Pages:
    """Lines above every table, all shifted down; names do not follow."""
    lines = [["UBND TỈNH QUẢNG NGÃI"], ["PHỤ LỤC"], []]
    return _each(without_names(pages, rng), lambda rows: [*lines, *rows])


def blank_lines(pages: Pages, rng: Random) -> Pages:
    """Empty rows between those of the tables."""

    def spread(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
        out: list[Sequence[Cell]] = []
        for number, row in enumerate(rows):
            out.append(row)
            if number > 8 and rng.random() < 0.2:
                out.append([])
        return out

    return _each(without_names(pages, rng), spread, RESULTS, INITIATIVES)


def own_column(pages: Pages, rng: Random) -> Pages:
    """A column of the unit's own in front: running numbers."""

    def numbered(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
        header = next(i for i, row in enumerate(rows) if _is_header(row))
        out: list[Sequence[Cell]] = []
        for number, row in enumerate(rows):
            first: Cell = None
            if number == header:
                first = "STT"
            elif number > header and any(cell is not None for cell in row):
                first = float(number - header)
            out.append([first, *row])
        return out

    return _each(without_names(pages, rng), numbered, INITIATIVES)


def columns_in_another_order(pages: Pages, rng: Random) -> Pages:
    """The columns of the initiatives are mixed."""

    def mixed(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
        header = next(i for i, row in enumerate(rows) if _is_header(row))
        width = max(map(len, rows))
        order = rng.sample(range(width), width)
        return [
            row if i < header else [row[o] if o < len(row) else None for o in order]
            for i, row in enumerate(rows)
        ]

    return _each(without_names(pages, rng), mixed, INITIATIVES)


def totals_below(pages: Pages, rng: Random) -> Pages:
    """Totals and a signature under the tables."""
    below: list[list[Cell]] = [
        ["Tổng cộng", None, None, 1234.0],
        [None, "Người lập phiếu"],
        [None, "(Ký, ghi rõ họ tên)"],
    ]

    def add(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
        last = max(i for i, row in enumerate(rows) if any(cell is not None for cell in row))
        return [*rows[: last + 1], *below]

    return _each(without_names(pages, rng), add, RESULTS)


def hidden_sheet(pages: Pages, rng: Random) -> Pages:
    """The initiatives are on a hidden sheet."""
    sheets = [replace(p, hidden=i == INITIATIVES) for i, p in enumerate(pages.sheets)]
    return replace(pages, sheets=tuple(sheets))


def merged_field(pages: Pages, rng: Random) -> Pages:
    """Where two rows have the same field it stands in one merged cell."""
    page = pages.sheets[INITIATIVES]
    header = next(i for i, row in enumerate(page.rows) if _is_header(row))
    column = [*page.rows[header]].index("Lĩnh vực")
    rows = [[*row] for row in page.rows]
    for upper in range(header + 1, len(rows) - 1):
        if rows[upper][column] and rows[upper][column] == rows[upper + 1][column]:
            rows[upper + 1][column] = None
            area = Area(upper + 1, column + 1, upper + 2, column + 1)
            page = replace(page, rows=rows, merged=(*page.merged, area))
            break
    sheets = [page if i == INITIATIVES else other for i, other in enumerate(pages.sheets)]
    return replace(pages, sheets=tuple(sheets))


def as_they_are(pages: Pages, rng: Random) -> Pages:
    """Nothing: the file is only of another kind."""
    return pages


def _each(
    pages: Pages,
    change: Callable[[Sequence[Sequence[Cell]]], Sequence[Sequence[Cell]]],
    *only: int,
) -> Pages:
    sheets = []
    for number, page in enumerate(pages.sheets):
        if (only and number not in only) or (not only and number > INITIATIVES):
            sheets.append(page)
        else:
            sheets.append(replace(page, rows=change(page.rows), merged=()))
    return replace(pages, sheets=tuple(sheets))


def _is_header(row: Sequence[Cell]) -> bool:
    texts = {cell for cell in row if isinstance(cell, str)}
    return bool(texts & {"Mã mô hình", "Mã chỉ tiêu"})


OF_CELLS: tuple[Callable[[Paper], None], ...] = (
    spoken_numbers,
    spoken_days,
    words_of_lists,
    lost_zero,
    spelt(decomposed),
    spelt(old_tones),
    spelt(strange_blanks),
    spelt(strange_d),
    spelt(in_vntime),
)
OF_FILES: tuple[Callable[[Pages, Random], Pages], ...] = (
    as_they_are,
    renamed,
    without_names,
    letterhead,
    blank_lines,
    own_column,
    columns_in_another_order,
    totals_below,
    hidden_sheet,
    merged_field,
)
KINDS = ("xls", "xlsb", "ods", "xml", "html")
