"""Text with a separator between the cells: .csv, .txt, and text files that are called .xls."""

from __future__ import annotations

import csv
import io
from collections import Counter

from danvan_xl.submissions.limits import Limits
from danvan_xl.submissions.raw import RawBook
from danvan_xl.submissions.readers.decoding import decode
from danvan_xl.submissions.readers.grid import Budget, Grid
from danvan_xl.submissions.readers.guard import broken, guarded

_SHEET = "Bảng 1"
_SEPARATORS = "\t;,|"
"""In the order in which they are taken where two fit as well: sentences have commas."""
_SAMPLE_LINES = 200
_STATED = "sep="
"""A first line ``sep=;`` is for Excel, which does not show it."""


@guarded(".csv")
def read(data: bytes, limits: Limits) -> RawBook:
    """Return the text as one sheet; every value is text. Raises ``Unreadable``."""
    text = decode(data)
    if "\0" in text:
        raise broken("nội dung không phải là chữ")
    first, _, rest = text.partition("\n")
    stated = first.strip().strip('"').lower()
    if stated.startswith(_STATED) and len(stated) == len(_STATED) + 1:
        separator, text = stated[-1], rest
    else:
        separator = _separator(text)
    grid = Grid(_SHEET, Budget(limits))
    for row, cells in enumerate(
        csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1
    ):
        for column, cell in enumerate(cells, start=1):
            grid.put(row, column, cell)
    return RawBook("csv", (grid.sheet(),))


def _separator(text: str) -> str:
    """Return the separator that gives most lines the same number of cells, and more than one.

    csv.Sniffer is not asked: it takes letters for separators, and hangs on odd quotes.
    """
    sample = "".join(text[:100_000].splitlines(keepends=True)[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> int:
    """Return how many cells stand in lines of the most usual length."""
    try:
        lengths = Counter(
            len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        )
    except csv.Error:
        return 0
    return max((length * count for length, count in lengths.items() if length > 1), default=0)
