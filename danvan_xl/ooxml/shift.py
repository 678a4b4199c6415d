"""Moving a formula's relative references, as Excel does for the members of a shared formula."""

from __future__ import annotations

import re

from danvan_xl.ooxml.areas import LAST_COLUMN, LAST_ROW, column_letter, column_number

_TOKEN = re.compile(
    r"""
    (?P<kept> "(?:[^"]|"")*"                                    # a text
      | '(?:[^']|'')*'                                          # a sheet's name in quotes
      | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]               # [1], [Column], [[#All],[Column]]
      | \#[\w/]+[!?]? )                                         # an error: #REF!, #N/A
  | (?P<ends> \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.$(!?\\])  # whole columns
      | \$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w.$(!?\\]) )            # whole rows
  | (?P<cell> \$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?![\w.$(!?\\]) )
  | (?P<word> [\w.$?\\]+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_PARTS = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


class OffSheetError(ValueError):
    """A reference would leave the sheet."""


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows lower and columns further right.

    Texts, names, functions, structured references and absolute parts stay; OffSheetError when a
    relative reference would leave the sheet.
    """

    def moved(part: str) -> str:
        found = _PARTS.fullmatch(part)
        if found is None:
            return part
        fixed_column, letters, fixed_row, digits = found.groups()
        if not letters:  # one end of whole rows: its only "$" stands before the digits
            fixed_column, fixed_row = "", fixed_column
        if letters and not fixed_column:
            letters = _column(column_number(letters) + columns)
        if digits and not fixed_row:
            digits = _row(int(digits) + rows)
        return f"{fixed_column}{letters}{fixed_row}{digits}"

    def replaced(token: re.Match[str]) -> str:
        text = token[0]
        if token["cell"] and _on_sheet(text):
            return moved(text)
        if token["ends"]:
            return ":".join(moved(end) for end in text.split(":"))
        return text

    return _TOKEN.sub(replaced, formula)


def _on_sheet(cell: str) -> bool:
    """Whether the word is a cell's address; ``XYZ1`` is a name in Excel."""
    found = _PARTS.fullmatch(cell)
    if found is None or int(found[4]) > LAST_ROW:
        return False
    try:
        column_number(found[2])
    except ValueError:
        return False
    return True


def _column(number: int) -> str:
    if not 1 <= number <= LAST_COLUMN:
        raise OffSheetError
    return column_letter(number)


def _row(number: int) -> str:
    if not 1 <= number <= LAST_ROW:
        raise OffSheetError
    return str(number)
