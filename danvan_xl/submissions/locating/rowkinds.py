"""What a row below a header is: one of the table's, or a total, a heading, a signature."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from danvan_xl.schema.lists import LISTS
from danvan_xl.schema.tables import INITIATIVES, RESULTS
from danvan_xl.schema.text import key, normalise, spelling_key
from danvan_xl.submissions.locating.vocabulary import Grade, is_help, labelled
from danvan_xl.submissions.locating.words import wordings
from danvan_xl.submissions.raw import RawCell

Cells = Mapping[str, RawCell]
"""Column key → cell, blank ones left out."""


class RowKind(Enum):
    """What a row is; the value is what users are told, "" where nothing is."""

    DATA = "dữ liệu"
    TOTAL = "dòng tổng"
    HEADING = "đề mục"
    NUMBERED = "đề mục có số thứ tự"
    """A heading if rows stand under it, else a row with nothing but its name."""
    SIGNATURE = "phần ký tên"
    COPY = "bản chép một dòng đè lên tiêu đề"
    FACT = "thông tin chung"
    """An answer of the first sheet; users are told where it is not taken for one."""
    SILENT = ""


_CODES = {RESULTS.key: "indicator", INITIATIVES.key: "code"}
_NAMES = {RESULTS.key: "text", INITIATIVES.key: "name"}

_TOTALS = frozenset(
    spelling_key(word)
    for word in ("Tổng cộng", "Tổng số", "Tổng", "Cộng", "tong cong", "tong so", "tong")
)
"""With their marks: ``công`` is a measure of work."""
_BULLETS = " -–*+•.()\t\n\xa0"
_COUNTED = re.compile(r"\d[\d .,]*(?:mô hình|điển hình|dòng)?$", re.IGNORECASE)

_ROMAN = re.compile("[IVX]{1,5}")
_NUMBERED = re.compile(r"(?:I{1,3}|IV|VI{0,3}|[A-D])\s*[.)/:-]\s*\S")
"""Not ``X.``, ``H.``, ``P.``: so begin the names of communes."""
_BY_ROMAN = re.compile(r"[IVX]{1,5}\s*[.)/:-]")
_BY_LETTER = re.compile(r"[A-H]\s*[.)/:-]")
_GROUP = re.compile("^(?:[0-9]{1,2} |[ivx]{1,5} |[a-d] )?(?:linh vuc |mo hinh |dien hinh |ve )*")
_GROUPS = frozenset(
    key(word) for name in ("field", "initiative_kind", "stage") for word in LISTS[name]
)
_SIGNATURE = re.compile(
    r"nguoi lap(?: bieu| phieu| bao cao)?|nguoi tong hop|thu truong(?: co quan| don vi)?"
    r"|(?:pho )?(?:giam doc|chu tich)|chanh van phong|noi nhan|luu vt|(?:tm|kt|tl|tuq) .*"
    r"|ky(?: va)? ghi ro ho ten|ky ten(?: va)? dong dau|ky ten.*dong dau"
    r"|.*\bngay ?\d* ?thang ?\d* ?nam ?\d*"
)


def kind_of_row(
    table: str, cells: Cells, others: Sequence[str], width: int, signed: bool
) -> RowKind:
    """Return what a row is.

    ``table``: its key; ``cells``: from left to right; ``others``: short texts beside the table's
    columns; ``width``: over how many columns the first filled cell is merged; ``signed``: a
    signature stands above.
    """
    if _is_total(table, cells, others):
        return RowKind.TOTAL
    if not cells:
        return RowKind.SILENT
    texts = [cell for cell in cells.values() if isinstance(cell, str)]
    if len(texts) == len(cells) and all(map(_is_signature, texts)):
        return RowKind.SIGNATURE
    if (asked := _asked([*cells.values()])) is not None:
        return asked
    if len(texts) < len(cells) or (table == INITIATIVES.key and "code" in cells and len(cells) > 1):
        return RowKind.DATA
    if signed and len(texts) <= 2:
        return RowKind.SIGNATURE
    return _in_results(cells) if table == RESULTS.key else _in_initiatives(cells, width)


def _in_results(cells: Cells) -> RowKind:
    """A row with neither a figure nor a code is none; a note alone is told."""
    code = cells.get("indicator")
    if "value" in cells or _looks_like_code(code):
        return RowKind.DATA
    words = cells.keys() - {"indicator"} if _is_roman(code) else cells.keys()
    if len(words) > 1:
        return RowKind.DATA
    return RowKind.SILENT if words <= {"indicator", "text"} else RowKind.HEADING


def _in_initiatives(cells: Cells, width: int) -> RowKind:
    """A text alone is a heading where it is merged far or worded as one, else a row begun."""
    (column, text), *more = cells.items()
    if more or column not in ("code", "name") or not isinstance(text, str):
        return RowKind.DATA
    if width > 2 or _GROUP.sub("", key(text)) in _GROUPS:
        return RowKind.HEADING
    if _NUMBERED.match(text):
        return RowKind.NUMBERED
    return RowKind.HEADING if column == "code" and not _looks_like_code(text) else RowKind.DATA


def is_alike(number: str, other: str) -> bool:
    """Whether two texts are numbered in the same way: ``II. …`` and ``I. …``, not ``A. …``."""
    texts = number, other
    return all(map(_BY_ROMAN.match, texts)) or all(map(_BY_LETTER.match, texts))


def _looks_like_code(cell: RawCell) -> bool:
    return isinstance(cell, str) and not _is_roman(cell) and len(cell.split()) < 3


def _is_roman(cell: RawCell) -> bool:
    return isinstance(cell, str) and _ROMAN.fullmatch(cell.strip(" .)")) is not None


def _is_total(table: str, cells: Cells, others: Sequence[str]) -> bool:
    """Whether a row is a total: a cell says nothing but so, no code, no name."""
    texts = {name: cell for name, cell in cells.items() if isinstance(cell, str)}
    if not any(map(_says_total, (*texts.values(), *others))):
        return False
    for name in (_CODES[table], _NAMES[table]):
        if name in cells and not (name in texts and _says_total(texts[name])):
            return False
    more = [text for text in texts.values() if not _says_total(text)]
    return table == RESULTS.key or all(any(map(str.isdigit, text)) for text in more)


def _says_total(text: str) -> bool:
    start = text[:40].lower().lstrip(_BULLETS)
    if len(text) > 40 or start[:1] not in ("t", "c") or "ng" not in start:
        return False  # most cells, whatever their encoding
    return any(
        wording.key.startswith(("tong", "cong"))
        and spelling_key(_COUNTED.sub("", normalise(wording.text))) in _TOTALS
        for wording in wordings(text)
    )


def _asked(cells: Sequence[RawCell]) -> RowKind | None:
    """Return what a row is that asks for facts of the form, as under a table; None for others.

    Such a row holds labels, each with at most one answer, and nothing else: an initiative may be
    called ``Điện thoại: đường dây nóng``. A synonym counts where hardly a text stands beside it.
    """
    least = Grade.SYNONYM if len(cells) < 3 and all(isinstance(c, str) for c in cells) else 0
    waits = any_answer = False
    for at, cell in enumerate(cells):
        label = labelled(cell) if isinstance(cell, str) else None
        if label is not None and label.meaning.grade <= least:
            waits, any_answer = not label.rest, any_answer or bool(label.rest)
        elif at and is_help(cell):
            waits = False
        elif waits:
            waits, any_answer = False, True
        else:
            return None
    return RowKind.FACT if any_answer else RowKind.SILENT


def _is_signature(text: str) -> bool:
    return any(_SIGNATURE.fullmatch(wording.key) for wording in wordings(text))
